"""No input, however broken, ends in a traceback, a hang, or a page that hurts its readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz import seeds
from tests.fuzz.conftest import fuzzed
from tests.fuzz.mutations import spoiled, spoiled_bytes
from tests.fuzz.readers import judge_markdown, judge_path, judge_picture, judge_reports, judge_site
from tests.outputs.everything import Texts, files

from talanoa.problems import CODES, Place, Problem, Severity

FILES = ("network.yml", "members.yml", "events.yml", "posts/hello.md", "docs/about.md")
WORDS = (*seeds.VALUES, *seeds.SIGNS)


@given(st.sampled_from(FILES), st.text(max_size=300) | st.text("-:[]{}\"'|>&*!#? \n\tax1.,", max_size=120))
@fuzzed(20)
def test_any_text_for_a_file(file: str, text: str) -> None:
    judge_site({**seeds.sites()[0], file: text.encode("utf-8", "surrogatepass")}, "site", [file])


@given(st.sampled_from(FILES), st.binary(max_size=200))
@fuzzed(15)
def test_any_bytes_for_a_file(file: str, data: bytes) -> None:
    judge_site({**seeds.sites()[0], file: data}, "site", [file])


@given(st.data())
@fuzzed(40)
def test_a_spoiled_file(data: st.DataObject) -> None:
    """Of a rich site or of a case: YAML, front matter, a post's text or a hand-written page."""
    site = seeds.sites()[data.draw(st.just(0) | st.integers(0, len(seeds.sites()) - 1))]
    file = data.draw(st.sampled_from([path for path in site if path.endswith(seeds.TEXTS) and path != "mkdocs.yml"]))
    alike = [other[file] for other in seeds.sites() if file in other]
    texts = [site[file].decode("utf-8", "replace"), *(text.decode("utf-8", "replace") for text in alike[:10])]
    text = data.draw(spoiled(texts[:1], WORDS) | spoiled(texts, WORDS))
    judge_site({**site, file: text.encode("utf-8", "surrogatepass")}, "site", [file])


@given(
    spoiled(seeds.markdown(), WORDS)
    | st.lists(st.sampled_from(WORDS), max_size=30).map("".join)
    | st.text(max_size=200)
)
@fuzzed(150)
def test_any_markdown(text: str) -> None:
    judge_markdown(text)


class _Hostile(Texts):
    """Texts for every field of every kind of thing."""

    def __init__(self, plain: str, markdown: str) -> None:
        super().__init__(" " + plain, "\n\n" + markdown)


@given(spoiled(WORDS, WORDS, most=2), spoiled(seeds.markdown(), WORDS))
@fuzzed(3)
def test_a_site_in_which_every_text_is_hostile(plain: str, markdown: str) -> None:
    plain = " ".join("".join(character for character in plain if character.isprintable())[:300].split())
    made = {
        path: data.encode("utf-8", "replace") if isinstance(data, str) else data
        for path, data in files(_Hostile(plain, markdown)).items()
    }
    judge_site(made, "hostile-site")


@given(
    spoiled_bytes(seeds.pictures()) | st.binary(max_size=100),
    st.sampled_from((".jpg", ".jpeg", ".png", ".webp", ".gif", ".PNG")),
)
@fuzzed(150)
def test_any_picture(data: bytes, ending: str) -> None:
    judge_picture(data, f"posts/picture{ending}")


any_words = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=4).map("".join)


@given(st.lists(st.tuples(any_words, any_words, any_words, st.integers(1, 99)), max_size=3))
@fuzzed(60)
def test_any_words_in_a_problem(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str, str, int]]
) -> None:
    """A file's name and what a message quotes are someone's text; lines are of files that may have changed since."""
    root = tmp_path_factory.getbasetemp()
    problems = [
        Problem(
            sorted(CODES)[line % len(CODES)],
            message,
            Place(name, line, line, line + 1, 1),
            message,
            meant,
            Severity.WARNING,
        )
        for name, message, meant, line in told
    ]
    judge_reports(problems, root)


@given(
    st.lists(
        st.sampled_from(
            ("posts", "members", "events", "members.yml", "/", "..", ".", ".md", "a", ".png", "\n", "․", " ")
        )
    ).map("".join)
    | any_words.map("posts/{}.md".format)
    | any_words
)
@fuzzed(120)
def test_any_path_in_a_contribution(path: str) -> None:
    judge_path(path)


def test_the_fuzzers_reach_what_they_are_for() -> None:
    """A mutated site that is never published, or a picture that is never read, would test nothing."""
    assert judge_site(seeds.sites()[1], "seed")
    assert judge_site(
        {p: d.encode() if isinstance(d, str) else d for p, d in files(_Hostile("a", "b")).items()}, "seed"
    )
    assert all(judge_picture(picture, "a.png") for picture in seeds.pictures())


def test_a_name_of_an_escape_and_a_colon(tmp_path: Path) -> None:
    """Found by `make fuzz`: with the escape gone, what was left began a workflow command."""
    place = Place("\x1b:", 1, 1, 2, 1)
    judge_reports([Problem("stray-file", "a name", place, "rename it")], tmp_path)
