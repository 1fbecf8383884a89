"""What is added is read back as it was given, where the network keeps such entries; every other byte stays."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.authoring.folders import MEMBERS, errors, folder, read, write

from talanoa.amend import root_of
from talanoa.authoring import added, changed
from talanoa.authoring.entries import text_of, written
from talanoa.model.wrong import Wrong
from talanoa.source import Mapping, Node, Scalar, Sequence, nfc

TRAPS = [
    "NO",
    "12:30",
    "2026-03-17",
    "null",
    "~",
    "a #1 place",
    "@home",
    "`ticks`",
    "- a dash",
    "key: value",
    'it\'s "so"',
    "{braces}",
    "[list]",
    "*star & &and",
    "100%",
    "%TAG",
    "1_000",
    "0x1F",
    "---",
    "...",
    "ends with:",
    "🎉 emoji 👩‍👩‍👧",
    "مرحبا بالعالم",
    "နေကောင်းလား",
    "e\u0301",
    "C:\\new",
    "<<",
    "=",
    "!tag",
    "? question",
    "| bar",
    "> more",
]
LONG = ["One\n\n- two\n- three\n", "  indented\n# heading\n", "---\nkind: blog\n---", "a\ttab\n\n\n\nend", "x: |\n  y"]


def member(**values: Any) -> dict[str, Any]:
    return {"name": "Beta Group", "country": "PH", **values}


def test_into_the_list_at_the_place_of_its_id(tmp_path: Path) -> None:
    root = folder(tmp_path, members_yml=MEMBERS)
    made = added(read(root), "member", member(themes=["open-data", "fiscal-openness"], about="One.\n\nTwo."))
    assert (made.id, made.file, made.address, made.files) == ("beta-group", "members.yml", "/members/beta-group/", {})
    write(root, made)
    entry = """\
  - id: beta-group
    name: Beta Group
    country: PH
    themes: [open-data, fiscal-openness]
    about: |
      One.

      Two.

"""
    assert (root / "members.yml").read_text("utf-8") == MEMBERS.replace("  # the second\n", f"{entry}  # the second\n")


@pytest.mark.parametrize(("id", "behind"), [("aaa", ""), ("middle", "zeta"), ("zzz", None)])
def test_first_and_last(tmp_path: Path, id: str, behind: str | None) -> None:
    root = folder(tmp_path, members_yml=MEMBERS)
    found = write(root, added(read(root), "member", member(id=id)))
    ids = [str(it.id) for it in found.members]
    assert ids == sorted(ids) and id in ids
    new = (root / "members.yml").read_text("utf-8")
    assert new.replace(f"  - id: {id}\n    name: Beta Group\n    country: PH\n\n", "").rstrip() in (
        MEMBERS.rstrip(),
        new.rstrip(),
    )


def test_behind_a_list_without_order(tmp_path: Path) -> None:
    text = "members:\n- {id: b, name: B, country: PH}\n- {id: a, name: A, country: PH} # last\n"
    root = folder(tmp_path, members_yml=text)
    write(root, added(read(root), "member", member(id="aa")))
    assert (root / "members.yml").read_text("utf-8") == f"{text}- id: aa\n  name: Beta Group\n  country: PH\n"


def test_in_a_file_of_its_own(tmp_path: Path) -> None:
    root = folder(tmp_path, members__a_yml="id: a\nname: A\ncountry: PH\n")
    made = added(read(root), "member", member())
    assert made.files == {"members/beta-group.yml": "id: beta-group\nname: Beta Group\ncountry: PH\n"}
    assert not made.changes
    assert {str(it.id) for it in write(root, made).members} == {"a", "beta-group"}


@pytest.mark.parametrize("text", ["members:\n", "members: []\n", "# none yet\nmembers: [] # so far\n", "members: ~\n"])
def test_the_first_of_a_list(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, members_yml=text)
    assert [str(it.id) for it in write(root, added(read(root), "member", member())).members] == ["beta-group"]


@pytest.mark.parametrize("text", ["# nothing\n", "members: &all [{id: a, name: A, country: PH}]\n"])
def test_a_list_that_cannot_be_changed_stays(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, members_yml=text)
    write(root, added(read(root), "member", member()))
    assert (root / "members.yml").exists()


def test_crlf(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "members.yml").write_bytes(MEMBERS.replace("\n", "\r\n").encode())
    write(root, added(read(root), "member", member(about="One.\r\nTwo.")))
    data = (root / "members.yml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_file_is_never_taken(tmp_path: Path) -> None:
    two = "members:\n  - {id: a, name: A, country: PH}\n"
    root = folder(tmp_path, **{"members__beta-group_yml": two})
    assert [*added(read(root), "member", member()).files] == ["members/beta-group-2.yml"]


def test_an_event(tmp_path: Path) -> None:
    values = {
        "start": "2026-12-01 15:00",
        "title": {"en": "A call", "th": "การประชุม"},
        "type": "call",
        "place": {"country": "PH", "city": "Quezon City", "latitude": "14.6", "longitude": "121"},
        "online": {"public": True, "url": "https://example.org/"},
        "agenda": [{"minutes": 20, "title": "Money: who pays?", "time": "15:00"}],
        "languages": ["en", "fil"],
        "duration": "90 minutes",
        "summary": "",
        "hosts": [],
    }
    root = folder(tmp_path)
    made = added(read(root), "event", values)
    assert (
        made.files["events/a-call.yml"]
        == """\
id: a-call
title:
  en: A call
  th: การประชุม
type: call
start: 2026-12-01 15:00
duration: 90 minutes
place:
  city: Quezon City
  country: PH
  latitude: 14.6
  longitude: 121
online:
  url: https://example.org/
  public: true
languages: [en, fil]
agenda:
  - title: 'Money: who pays?'
    time: 15:00
    minutes: 20
"""
    )
    [event] = write(root, made).events
    assert event.online and event.online.public and event.agenda[0].minutes == 20


def test_a_post(tmp_path: Path) -> None:
    root = folder(tmp_path)
    values = {"title": "What: wells cost", "date": "2026-11-21", "kind": "story", "body": "First.\r\n\r\nLast.\n\n"}
    made = added(read(root), "post", {**values, "authors": [{"affiliation": "B", "name": "A"}, "c-d"]})
    assert made.files == {
        "posts/2026/2026-11-21-what-wells-cost.md": """\
---
title: 'What: wells cost'
date: 2026-11-21
authors:
  - name: A
    affiliation: B
  - c-d
kind: story
---

First.

Last.
"""
    }
    [post] = write(root, made).posts
    assert (post.slug, made.address) == ("what-wells-cost", "/posts/what-wells-cost/")


def test_posts_are_where_the_others_are(tmp_path: Path) -> None:
    post = "---\ntitle: T\ndate: 2026-01-01\nauthors: [{name: A}]\nkind: blog\n---\n\nText\n"
    root = folder(tmp_path, posts__one_md=post, posts__two_md=post)
    values = {"title": "Three", "date": "2026-11-21", "authors": [{"name": "A"}]}
    assert [*added(read(root), "statement", values).files] == ["posts/three.md"]
    assert "\nkind: statement\n" in added(read(root), "statement", values).files["posts/three.md"]


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("member", {"id": "alpha-group"}, "duplicate-id"),
        ("member", {"id": "Beta"}, "bad-id"),
        ("member", {"id": "archive"}, "bad-id"),
        ("member", {"id": "con"}, "bad-id"),
        ("post", {"slug": "../x"}, "bad-id"),
        ("event", {"id": "x\n"}, ""),
    ],
)
def test_ids_that_cannot_be_had(tmp_path: Path, kind: Any, values: dict[str, str], code: str) -> None:
    files = read(folder(tmp_path, members_yml=MEMBERS))
    if not code:
        assert added(files, kind, values).id == "x"
        return
    with pytest.raises(Wrong) as wrong:
        added(files, kind, values)
    assert wrong.value.code == code


@given(
    st.dictionaries(
        st.sampled_from(["name", "short_name", "contact", "about", "website"]),
        st.one_of(st.sampled_from(TRAPS), st.sampled_from(LONG), st.text(max_size=30)),
        min_size=1,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_read_again(values: dict[str, str]) -> None:
    said = {key: {"name": value} if key == "contact" else value for key, value in values.items()}
    problems: list[Any] = []
    entry = written("member", {"id": "x", **said})
    root = root_of(text_of(entry).encode("utf-8", "surrogatepass"), "members/x.yml", problems)
    if errors(problems):  # characters that no text of ours may have
        return
    assert plain(root) == composed(entry)


@pytest.mark.parametrize("text", TRAPS)
def test_traps_of_yaml(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, members_yml=MEMBERS)
    values = member(id="m", name=text, short_name=text, contact={"role": text}, about=f"{text}\n\n{text}")
    made = next(it for it in write(root, added(read(root), "member", values)).members if it.id == "m")
    assert {str(made.name), str(made.short_name), str(made.contact.role)} == {nfc(text)}
    assert made.about and str(made.about.pick("")[0]).rstrip("\n") == nfc(f"{text}\n\n{text}")


# --- changed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "values", "was", "now"),
    [
        ("alpha-group", {"country": "NZ"}, "country: PH", "country: NZ"),
        ("alpha-group", {"name": "Omega"}, "Alpha Group  # ours", "Omega  # ours"),
        ("gamma-group", {"name": "Delta"}, "en: Gamma Group,", "en: Delta,"),
        ("gamma-group", {"name": {"fil": "Delta"}}, '"Grupong Gamma"', '"Delta"'),
        ("gamma-group", {"name": {"fil": ""}}, ', fil: "Grupong Gamma"', ""),
        ("gamma-group", {"themes": ["open-data", "fiscal-openness"]}, "[open-data]", "[open-data, fiscal-openness]"),
        ("gamma-group", {"themes": ["fiscal-openness"]}, "[open-data]", "[fiscal-openness]"),
        ("gamma-group", {"themes": []}, "    themes: [open-data]   # so far\n", ""),
        ("gamma-group", {"about": ""}, "    about: |\n      Two lines,\n      and no more.\n\n", ""),
        (
            "zeta-group",
            {"website": "https://a.example/"},
            "country: NZ}",
            "country: NZ, website: 'https://a.example/'}",
        ),
        (
            "alpha-group",
            {"contact": {"form": "https://a.example/"}},
            "country: PH\n",
            "country: PH\n    contact:\n      form: https://a.example/\n",
        ),
        (
            "alpha-group",
            {"name": {"ko": "알파"}},
            "name: Alpha Group  # ours",
            "name:\n      en: Alpha Group\n      ko: 알파  # ours",
        ),
        ("alpha-group", {"name": "Alpha Group", "country": "PH", "kind": "", "themes": []}, "", ""),
        ("gamma-group", {"about": "Two lines,\r\nand no more."}, "", ""),
    ],
)
def test_one_field(tmp_path: Path, id: str, values: dict[str, Any], was: str, now: str) -> None:
    assert was in MEMBERS
    root = folder(tmp_path, members_yml=MEMBERS)
    made = changed(read(root), "member", id, values)
    write(root, made)
    assert (root / "members.yml").read_text("utf-8") == (MEMBERS.replace(was, now, 1) if was else MEMBERS)
    assert not changed(read(root), "member", id, values).changes, "once is enough"


def test_a_statement_is_signed(tmp_path: Path) -> None:
    text = """\
---
title: 'We ask'   # in one line
date: 2026-01-01
authors: [{name: A}]
kind: statement
signatories:
  - member: alpha-group
    date: 2026-01-02
---

title: stays

---
"""
    root = folder(tmp_path, members_yml=MEMBERS, posts__we_ask_md=text)
    (root / "posts/we_ask.md").rename(root / "posts/we-ask.md")
    signed = [{"member": "alpha-group", "date": "2026-01-02"}, {"member": "gamma-group", "date": "2026-01-03"}]
    found = write(root, changed(read(root), "statement", "we-ask", {"signatories": signed}))
    assert [str(it.member) for it in found.posts[0].signatories] == ["alpha-group", "gamma-group"]
    new = "    date: 2026-01-02\n  - member: gamma-group\n    date: 2026-01-03\n"
    assert (root / "posts/we-ask.md").read_text("utf-8") == text.replace("    date: 2026-01-02\n", new)


def test_what_cannot_be_changed(tmp_path: Path) -> None:
    root = folder(tmp_path, members_yml="members:\n  - {id: a, name: &n A, country: PH, short_name: *n}\n")
    with pytest.raises(Wrong, match="can't be changed safely"):
        changed(read(root), "member", "a", {"name": "B"})
    with pytest.raises(Wrong, match="there is no member 'b'"):
        changed(read(root), "member", "b", {"name": "B"})


LISTS = st.lists(st.sampled_from(["en", "fil", "ko", "th", "mn"]), unique=True)


@given(LISTS, LISTS, st.booleans())
def test_lists_become_what_is_wished(was: list[str], now: list[str], in_brackets: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        block = "\n".join(f"      - {it} # {it}" for it in was)
        value = f" [{', '.join(was)}]" if in_brackets or not was else f"\n{block}"
        text = f"members:\n  - id: a\n    name: A\n    country: PH\n    languages:{value}\n    joined: 2026-01-01\n"
        root = folder(Path(name), members_yml=text)
        [member] = write(root, changed(read(root), "member", "a", {"languages": now})).members
        assert list(member.languages) == now
        new = (root / "members.yml").read_text("utf-8")
        assert new.endswith("    joined: 2026-01-01\n")
        if not in_brackets and was and now:
            assert all(f"# {it}" in new for it in was if it in now) or [it for it in was if it in now] != [
                it for it in now if it in was
            ]


def plain(node: Node | None) -> Any:
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def composed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: composed(one) for key, one in value.items()}
    return [*map(composed, value)] if isinstance(value, list) else nfc(value)
