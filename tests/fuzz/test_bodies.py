"""Whatever an issue or a letter says, it becomes a change of posts, members and events alone, or a reason with its place."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import write_network
from tests.fuzz import seeds
from tests.fuzz.conftest import fuzzed
from tests.fuzz.limits import within
from tests.fuzz.mutations import spoiled
from tests.intake.bodies import CORRECTION, DAY, EVENT, FILES, ITEM, MEMBER, POST, SIGNATURE, body, letter

from talanoa.contribution import is_content
from talanoa.intake import Wish, accepted, refused, wish
from talanoa.load import Content, load
from talanoa.problems import Problem
from talanoa.source import decode, parse_front_matter, parse_yaml

FORMS = {
    "post": POST,
    "event": EVENT,
    "member": MEMBER,
    "agenda-item": ITEM,
    "signature": SIGNATURE,
    "correction": CORRECTION,
}
WORDS = (
    *(
        "### Title",
        "### Lead",
        "### Text",
        "\n### ",
        "```\n",
        "~~~\n",
        "<!--",
        "-->",
        "_No response_",
        "---\n",
        "### Entry\n\nopen-reef",
    ),
    *(
        "![x](../x.png)",
        "<script>",
        "<img src=x>",
        "@team",
        "\r\n",
        "[x](javascript:x)",
        "id: open-reef\n",
        "https://",
        "2026-12-09",
    ),
    *seeds.VALUES,
    *seeds.SIGNS,
)
COMPOSED = (
    '---\ntitle: "A"\ndate: 2026-11-20\nauthors:\n  - name: "Ana"\n    affiliation: "B"\nkind: "blog"\n---\n\nText.\n',
    'id: "counting-day"\ntitle: "Day"\ntype: "workshop"\nstart: "2027-02-03 09:30"\nplace:\n  city: "Suva"\n',
    'id: "water"\nname: "Water"\nkind: "ngo"\ncountry: "FJ"\nabout: "A\\nB"\n',
)
BODIES = (*(make(form, **answers) for form, answers in FORMS.items() for make in (body, letter)), *COMPOSED)
KEYS = frozenset("title date authors kind language summary themes countries activities first_published".split())


@cache
def content() -> Content:
    found, problems = load(write_network(Path(mkdtemp()), FILES))
    assert found and not problems
    return found


def judge(sent: bytes) -> bool:
    """True if something is made of it."""
    with within({"body.md": sent}, "body"):
        found = wish(sent, content(), date.fromisoformat(DAY))
    if not isinstance(found, Wish):
        assert found
        lines = sent.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert all(1 <= one.line <= len(lines) and 1 <= one.column <= len(lines[one.line - 1]) + 2 for one in found), (
            found
        )
        quoted(refused(found))
        return False
    quoted(accepted(found, done=True))
    for path, data in found.files.items():
        assert is_content(path) and "picture" not in path
        problems: list[Problem] = []
        source = decode(data, path, problems)
        assert source
        if path.endswith(".md"):
            matter = parse_front_matter(source, problems)
            assert matter and (path in FILES or matter.fields.entries.keys() <= KEYS)
        else:
            assert parse_yaml(source, problems)
        assert not problems, problems
    return True


def quoted(said: str) -> None:
    """What strangers typed is in blocks of code, and these are closed."""
    fence = ""
    for line in said.split("\n"):
        if not fence and line.startswith("```"):
            fence = line[: len(line) - len(line.lstrip("`"))]
        elif fence and line == fence:
            fence = ""
        elif not fence:
            assert "@" not in line and "<" not in line and "](" not in line, line
    assert not fence
    assert (
        said.replace("\n", "")
        .replace("\u200b", "")
        .replace("\u200c", "")
        .replace("\u200d", "")
        .replace("\u3000", "")
        .replace("\u00a0", "")
        .isprintable()
    )


@given(spoiled(BODIES, WORDS))
@fuzzed(100)
def test_a_spoiled_body(sent: str) -> None:
    judge(sent.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(sorted(FORMS)), st.data())
@fuzzed(60)
def test_any_answers(form: str, data: st.DataObject) -> None:
    answers = dict(FORMS[form])
    texts = st.lists(st.sampled_from(WORDS), max_size=4).map("".join) | st.text(max_size=60)
    answers[data.draw(st.sampled_from(sorted(answers)))] = data.draw(texts)
    judge(body(form, **answers).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@fuzzed(25)
def test_anything(sent: bytes) -> None:
    judge(sent)


def test_it_reaches_what_it_is_for() -> None:
    assert all(judge(one.encode()) for one in BODIES)
