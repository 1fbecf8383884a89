"""What is a word, and how it is folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.search.packed import gaps, packed, unpacked
from talanoa.search.records import hand_written
from talanoa.search.words import Vocabulary, bare, folded, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, no change", "plain|words|no|change"),
        ("don't, don’t", "dont|dont"),
        ("1,000 at 12:30", "1|000|at|12|30"),
        ("ประชาชนทั่วไป", "ประชาชน|ทั่วไป"),
        ("OGPภูมิภาคABC", "OGP|ภูมิภาค|ABC"),
        ("政府、東京", "政府|東京"),
        ("བོད་ཡིག", "བོད|ཡིག"),
        ("ការ\u200bប្រជុំ", "ការ|ប្រជុំ"),
        ("soft\u00adhyphen", "softhyphen"),
        ("L’assemblée n'est qu’à toi, aujourd’hui", "assemblée|est|qu’à|toi|aujourd’hui"),
        ("snake_case e-mail@example.org", "snake|case|e|mail|example|org"),
        ("की किताब", "की|किताब"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert [bare(word) for word in words(text)] == [word.replace("’", "") for word in expected.split("|") if word]


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Élection", "election"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Đà", "da"),
        ("Ωmega", "ωmega"),
        ("ΛΟΓΟΣ", "λογοσ"),
        ("λόγος", "λογοσ"),
        ("کی", "كي"),
        ("ہے", "هے"),
        ("की", "की"),
        ("정보", "정보"),
        ("½", "1 2"),
        ("ﬁsh", "fish"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_a_form(word: str, form: str) -> None:
    assert folded(word) == form


def test_a_short_run_of_lao_or_khmer_is_one_word_as_well() -> None:
    """A browser may take it apart elsewhere, and then asks for all of it."""
    for compound in ("ຄວາມໂປ່ງໃສ", "តម្លាភាពថវិកា"):
        assert len(words(compound)) > 1
        assert f"{compound} {compound}" in Vocabulary("en").times(f"{compound} {compound[:2]}.")


def test_stems_are_of_the_word_as_it_is_written() -> None:
    assert [*Vocabulary("fr").times("publié, publiées")] == ["publi publie", "publi publiees"]


@given(st.text())
def test_a_form_is_folded_already(text: str) -> None:
    for word in words(text):
        for form in folded(bare(word)).split():
            assert folded(form) == form and not any(character in form for character in ' ,"\\')


@given(st.lists(st.integers(0, 10**6)))
def test_numbers_come_back(numbers: list[int]) -> None:
    text = packed(numbers)
    assert [*unpacked(text)] == numbers
    assert len(text) == len(numbers) and not any(char < "$" or "\ud800" <= char < "\ue000" for char in text)


def test_gaps() -> None:
    assert [*gaps([0, 1, 5, 6])] == [0, 0, 3, 0]


def test_the_words_of_a_hand_written_page() -> None:
    html = '<h1 id="a">A<a class="headerlink" href="#a">¶</a></h1><p>One<br>two &amp; <em>th</em>ree</p><script>no()</script><pre><span></span><code><b>no</b>: code</code></pre>'
    html += "<p>of <code>four</code></p>"
    assert hand_written("/about/", "About", "en", html).text == "A One two & three of four"


def test_a_block_of_code_that_never_began_hides_nothing() -> None:
    assert hand_written("/about/", "About", "en", "<p>One</pre></p><p>Two</p><pre>three</pre>").text == "One Two"
