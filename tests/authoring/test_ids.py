"""An id is made of a title in any script, is new, and is one that every computer and the site itself can have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.authoring.ids import is_refused, proposed_id


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Über uns", "uber-uns"),
        ("Łódź, ﬁnally №5", "lodz-finally-no5"),
        ("Đại hội thường niên", "dai-hoi-thuong-nien"),
        ("Fa‘asāmoa o le ʻāiga", "faasamoa-o-le-aiga"),
        ("การประชุมออนไลน์", "kar-prachum-xxnlin"),
        ("네트워크 화상회의", "neteuwokeu-hwasanghoeui"),
        ("الشبكة المفتوحة", "alshbkt-almftwht"),
        ("မြန်မာ ကွန်ရက်", "myanmar-kwanraat"),
        ("Сүлжээний уулзалт", "sulzeenij-uulzalt"),
        ("نیٹ ورک کی گفتگو", "nyt-wrk-ky-gftgw"),
        ("சென்னை கூட்டம்", "cennai-kuttam"),
        ("公民社会网络", "gong-min-she-hui-wang-luo"),
        ("オープンデータの日", "opundetano-ri"),
        ("ශ්‍රී ලංකා විවෘත", "sri-lamka-vivrita"),
        ("ກອງປະຊຸມ ລາວ", "kxng-pa-chum-law"),
        ("ភាសាខ្មែរ", "phaasaakhmaero"),
        ("བོད་ཡིག", "boda-yiga"),
        ("2026: a report", "post-2026-a-report"),
        ("🎉 !?", "post"),
        ("NO", "no"),
        ("con", "con-post"),
        ("Archive", "archive-post"),
        ("render", "render-post"),
        ("Readme", "readme-post"),
        ("Budget, a copy", "budget-a-copy-post"),
    ],
)
def test_titles_of_many_scripts(title: str, id: str) -> None:
    assert proposed_id(title, (), "post") == id


def test_an_id_is_new_and_looks_new() -> None:
    assert proposed_id("Our wells", {"our-wells"}) == "our-wells-2"
    assert proposed_id("Our wells", {"our-wells", "our-wells-2"}) == "our-wells-3"
    assert proposed_id("Modern", {"rnodern"}) == "modern-2"


def test_a_long_title_gives_whole_words() -> None:
    assert proposed_id("one two three four five six seven eight nine ten eleven twelve thirteen", ()) == (
        "one-two-three-four-five-six-seven-eight-nine-ten-eleven"
    )
    assert len(proposed_id("x" * 5000, ())) == 60


@given(st.text(max_size=40), st.sets(st.sampled_from(["a", "b", "post", "x-1"])))
def test_whatever_the_title(title: str, taken: set[str]) -> None:
    id = proposed_id(title, taken, "post")
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id) and len(id) <= 100
    assert id not in taken and not is_refused(id)
