"""Turns a civil society network's data files and Markdown posts into its public website.

This is the map of the package. Content flows through it in one direction, and a module imports only what is further
up in this text.

Everything that can be wrong with a network's files is a value with a place, a code and help (`problems`). Nothing
raises for bad content, and nothing stops at the first finding.

What ICU knows of languages and scripts is called in one place (`icu`), and so is what the name of a file means to hosts and
other computers (`names`). What only some systems can do is known in two: to files (`files`) and with processes (`processes`).

Text becomes located entries, in which every key and value knows its line and column (`source`). What other programs have saved as
CSV or XLSX becomes rows (`tables`). Entries become the model (`model`): frozen values whose annotations are the shape of the
files, one noun a module. Where each thing is on the site is said in one place (`addresses`), how any address is written for
programs in another (`uris`).

A folder is read as a whole (`load`). What people want to say becomes entries of it (`authoring`), which has the one description of
every field for forms, sheets and questions. Who and what may be seen on that day is decided in one place (`visibility`), so that
nothing further down can leak the rest; what remains becomes the graph (`site`, with `groups`), with every way from one thing to another.

Markdown becomes HTML with the site's addresses in it (`markup`); pictures are re-encoded from their pixels (`images`); what was converted once is kept (`cache`),
outside the repository (`cache_folder`). The manual for those who write a network's files comes with the program (`manual`). Outputs are
functions from the site to values: pages, feeds, calendars, and the document around each page's content (`outputs`, with
the templates and styles of `theme`). Rules across things look at everything that exists and at every address
(`checks`).

All of it comes together in `build`: what the site consists of, and in which order it is made. It reads files and a
cache, and writes no site.

Three rooms work for the coordinator: what is due, who took part, and reviews (`desk`); a mail to the network's list, which is sent once (`digest`);
members and events from spreadsheets (`sheets`).

The rest is the outside. `clock` asks what time it is. `report` shows problems to a terminal, GitHub or another program.
What a contribution may change (`contribution`), would add to the site and make known of people (`contributed`), and what has
become of what was published (`history`), git is asked for (`git`). An issue form or a letter of the site's forms becomes the change that it asks
for (`intake`). `amend` sets a field in a file and leaves the rest of it as it is. `publish` puts a finished folder in the place of the last
one, and deletes nothing else.

What a new network's repository begins with is in `starters`: folders that are sites themselves. The scripts that every network's
build machine runs are in `build_machine`; they are no modules.

The commands are built on one `engine`: it reads mkdocs.yml and docs/ as well, judges everything together, and writes the site.
`mkdocs_plugin` is the adapter for those who build with MkDocs, and the only module that knows it. `cli` has the commands.

`model`, `markup`, `outputs`, `checks` and `search` each explain themselves in a docs.md. What would surprise is in
plugins/decisions, and pyproject.toml holds the order of imports, which `make test` enforces.
"""
