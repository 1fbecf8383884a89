"""Every file that a page or the open data leads to is published."""

from __future__ import annotations

import re

from talanoa.build import plan
from talanoa.outputs import assets
from talanoa.outputs.exports import data
from talanoa.outputs.view import View

FILES = {
    "network.yml": "id: example\nauthority: example.org,2026\nname: Example\ntimezone: Asia/Manila\nlanguages: [en, id]\n"
    "description: { en: 'Our [charter](members/charter.pdf)', id: '[Piagam](members/piagam.pdf) kami' }\n",
    "members.yml": "members: [{ id: reef, name: Reef, country: FJ, about: { en: '[Plan](members/plan.pdf)',"
    " id: '[Rencana](members/rencana.pdf)' } }]",
    "events.yml": "events:\n  - id: call\n    title: Call\n    type: call\n    start: 2026-03-17 15:00\n"
    "    recurrence: { every: 1 week, count: 2 }\n    description: '[Rules](events/rules.pdf)'\n"
    "    participants: '[Who](events/who.pdf)'\n    occurrences: { 2026-03-24: { notes: '[Notes](events/notes.pdf)' } }\n",
    **{f"members/{name}.pdf": "%PDF-1.7" for name in ("charter", "piagam", "plan", "rencana")},
    **{f"events/{name}.pdf": "%PDF-1.7" for name in ("rules", "who", "notes")},
}


def test_a_file_in_any_text_is_at_each_address_that_leads_to_it(site_of):
    site = site_of(FILES).site
    planned = plan(site)
    view = View(site, planned.addresses)
    pages = (str(page.made(view).render(False)) for page in planned.pages)
    exports = (file.made(view).decode() for file in data.files(view) if file.address.endswith(".json"))
    links = r'(?:site:|https://example\.org/)((?:members|events)/[^"\s]+\.pdf)'
    linked = {f"/{found}" for text in (*pages, *exports) for found in re.findall(links, text)}
    shown = dict(assets.shown(view))
    assert linked == {*shown}
    unseen = {"members/piagam.pdf"}  # in a language that neither a page nor open data shows
    assert {*shown.values()} == {path for path in FILES if path.endswith(".pdf")} - unseen
