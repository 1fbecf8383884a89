"""The directory and the profiles: what they show, and what they must never show."""

from __future__ import annotations

from talanoa.outputs.pages import members, people, search

MEMBERS = """\
members:
  - id: open-shelf
    name: { en: Open Shelf, ur: کھلی الماری }
    kind: ngo
    country: PK
    works_in: [FJ]
    languages: [ur]
    about: Reads *aloud*.
    website: https://shelf.example.org/
    identifiers: { wikidata: Q42, ror: "not one" }
    contact: { name: Desk, email: desk@example.org, consent: 2026-01-01 }
    people:
      - { id: zainab, name: Zainab Example, role: Reader }
      - { id: quiet, name: Quiet Example, role: Secretrole, visibility: name-only }
      - { id: unseen, name: Unseen Example, visibility: hidden }
  - id: dialogue-house
    name: Dialogue House
    country: MM
    kind: coalition
    about: Secretabout
    website: https://secret.example.org/
    people: [{ id: secret-person, name: Secretperson }]
    visibility: name-only
  - id: hidden-circle
    name: Hiddencircle
    country: TL
    about: Secretabout
    visibility: hidden
  - id: gone-group
    name: Gonegroup
    country: BD
    status: former
"""


def test_the_directory_counts_all_and_groups_the_visible_by_country(view_of, html):
    page = html(members.pages, view_of({"members.yml": MEMBERS}))["/members/"]
    assert "3 members in 2 countries" in page
    assert '<a href="#country-pk">Pakistan</a>' in page and 'id="country-pk"' in page
    assert 'href="site:members/open-shelf/"' in page


def test_a_name_only_member_is_a_name_under_its_country_and_nothing_else(view_of, html):
    view = view_of({"members.yml": MEMBERS})
    pages = html(members.pages, view) | html(people.pages, view) | html(search.pages, view)
    assert "<li><bdi>Dialogue House</bdi></li>" in pages["/members/"]
    assert 'id="country-mm"' in pages["/members/"]
    assert "/members/dialogue-house/" not in pages and "/people/secret-person/" not in pages
    for secret in ("Secretabout", "secret.example.org", "Secretperson", "Coalition", "dialogue-house"):
        assert not any(secret in page for page in pages.values()), secret


def test_hidden_and_former_members_leave_no_trace_but_the_count(view_of, html):
    view = view_of({"members.yml": MEMBERS})
    pages = html(members.pages, view) | html(people.pages, view) | html(search.pages, view)
    for secret in ("Hiddencircle", "hidden-circle", "Timor", "country-tl", "Gonegroup", "country-bd", "Unseen"):
        assert not any(secret in page for page in pages.values()), secret
    assert "1 of them is counted here and not listed." in pages["/members/"]


def test_people_are_links_or_only_names(view_of, html):
    view = view_of({"members.yml": MEMBERS})
    profile = html(members.pages, view)["/members/open-shelf/"]
    assert '<a href="site:people/zainab/"><bdi>Zainab Example</bdi></a>' in profile
    assert "<li><bdi>Quiet Example</bdi></li>" in profile and "Secretrole" not in profile
    assert list(html(people.pages, view)) == ["/people/zainab/"]


def test_a_profile_has_its_facts(view_of, html):
    profile = html(members.pages, view_of({"members.yml": MEMBERS}))["/members/open-shelf/"]
    assert '<bdi lang="ur" dir="rtl">کھلی الماری</bdi>' in profile
    assert "<em>aloud</em>" in profile
    assert 'href="mailto:desk@example.org"' in profile
    assert 'href="https://www.wikidata.org/wiki/Q42"' in profile
    assert "not one" in profile and "ror.org" not in profile  # what isn't an identifier gets no address
    assert 'href="site:countries/fj/"' in profile
    assert "No posts here yet." in profile
    assert 'href="site:members/open-shelf/rss.xml"' in profile


def test_a_hand_written_heading_leaves_the_generated_one_out(view_of, html):
    view = view_of({"members.yml": MEMBERS})
    for make in (members.pages, people.pages):
        assert all("<h1" not in page for page in html(make, view, bare=True).values())


def test_names_are_text_never_markup(view_of, html):
    nasty = "<script>alert(1)</script>"
    files = {
        "members.yml": f"""\
members:
  - id: nasty
    name: "{nasty}"
    short_name: "{nasty}"
    country: FJ
    identifiers: {{ org_id: "{nasty}", wikidata: "Q1{nasty}" }}
    contact: {{ name: "{nasty}", role: "{nasty}" }}
    people: [{{ id: somebody, name: "{nasty}", role: "{nasty}" }}]
  - id: nasty-too
    name: "{nasty}"
    country: FJ
    visibility: name-only
"""
    }
    view = view_of(files)
    for make in (members.pages, people.pages, search.pages):
        assert not any("<script" in page for page in html(make, view).values())


def test_more_than_twenty_posts_become_twenty_and_a_sentence(view_of, html):
    post = "---\ntitle: Post {0}\ndate: 2026-01-{0:02}\nauthors: [zainab]\nkind: blog\n---\nText.\n"
    files = {"members.yml": MEMBERS} | {f"posts/post-{n}.md": post.format(n) for n in range(1, 24)}
    profile = html(members.pages, view_of(files))["/members/open-shelf/"]  # its people's posts are its own
    assert profile.count('class="t-card"') == 20
    assert "These are the newest of 23 posts." in profile


def test_an_empty_directory_invites(view_of, html):
    page = html(members.pages, view_of({"docs/join.md": "# Join\n\nWrite to us.\n"}))["/members/"]
    assert "No members are listed yet." in page and 'href="site:join/"' in page
    assert 'role="search"' not in page, "there is nothing to choose from"


def test_of_many_events_the_first_are_shown_with_how_many_there_are(view_of, html):
    group = "members: [{ id: g, name: Group, country: FJ, people: [{ id: p, name: Person }] }]"
    event = "  - {{ id: e{0}, title: E {0}, type: call, start: 2016-01-05, hosts: [g], partners: [{{ member: g }}], speakers: [p] }}\n"
    many = {"members.yml": group, "events.yml": "events:\n" + "".join(map(event.format, range(25)))}
    view = view_of(many)
    profile, person = html(members.pages, view)["/members/g/"], html(people.pages, view)["/people/p/"]
    assert profile.count("20 of 25 are listed here.") == 3, "as host, as partner and as speaker"
    assert person.count("20 of 25 are listed here.") == 1
    few = {**many, "events.yml": "events:\n" + "".join(map(event.format, range(20)))}
    assert "are listed here" not in html(members.pages, view_of(few))["/members/g/"]
