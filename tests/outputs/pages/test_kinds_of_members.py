"""Kinds of members that a network adds are shown like the usual ones."""

from __future__ import annotations

import json

from talanoa.model.schema import schema
from talanoa.outputs.exports import data
from talanoa.outputs.pages import glance, members, take_part

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en, mi]
member_kinds:
  - id: iwi
    title: { en: Iwi <people>, mi: Iwi }
  - { id: other, title: Another body }
"""
MEMBERS = """\
members:
  - { id: a, name: A, country: NZ, kind: iwi }
  - { id: b, name: B, country: NZ, kind: public-body }
  - { id: c, name: C, country: NZ }
"""


def test_a_kind_of_the_networks_own_has_its_title_everywhere(view_of, html):
    view = view_of({"network.yml": NETWORK, "members.yml": MEMBERS})
    pages = html(members.pages, view)
    assert "Iwi &lt;people&gt;" in pages["/members/a/"] and "Public body" in pages["/members/b/"]
    assert "Another body" in pages["/members/c/"]  # a usual one under another title
    assert "Iwi &lt;people&gt;" in pages["/members/"]
    assert "Iwi &lt;people&gt;" in html(glance.pages, view)["/at-a-glance/"]
    assert '<option value="iwi"' in html(take_part.pages, view)["/contribute/"]


def test_programs_read_its_id_and_editors_offer_it(view_of):
    view = view_of({"network.yml": NETWORK, "members.yml": MEMBERS})
    files = {file.address: file for file in data.files(view)}
    entries = json.loads(files["/data/members.json"].made(view))["members"]
    assert [entry["kind"] for entry in entries] == ["iwi", "public-body", "other"]
    found = schema("members", "https://example.org/", view.site.network)["$defs"]["Member"]["properties"]["kind"]
    assert {"iwi", "parliament", "other"} <= {*found["examples"]}
