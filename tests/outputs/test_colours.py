"""Whatever colour a network chooses, its site can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.outputs.colours import Oklch, contrast, palettes, variables

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
GROUNDS = ("paper", "wash", "tint")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0b6e6e", "#0b6e6e", 1)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "hue"),  # CSS Color 4, its examples of sRGB in OKLCH
    [("#ff0000", 0.628, 0.258, 29.2), ("#00ff00", 0.866, 0.295, 142.5), ("#0000ff", 0.452, 0.313, -95.9)],
)
def test_oklch_is_that_of_css(colour: str, lightness: float, chroma: float, hue: float) -> None:
    found = Oklch.of(colour)
    assert (found.lightness, found.chroma) == pytest.approx((lightness, chroma), abs=0.001)
    assert found.hue == pytest.approx(hue, abs=0.1)


@given(COLOURS)
def test_a_tone_of_its_own_lightness_is_the_colour(colour: str) -> None:
    found = Oklch.of(colour)
    again = found.tone(found.lightness)
    assert all(abs(int(colour[at : at + 2], 16) - int(again[at : at + 2], 16)) <= 1 for at in (1, 3, 5))


@given(COLOURS)
def test_text_is_legible_on_every_ground(accent: str) -> None:
    for palette in palettes(accent):
        for ground in GROUNDS:
            for text in ("ink", "soft", "link", "alert"):
                assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
            assert contrast(palette["edge"], palette[ground]) >= 3, ground
        assert contrast(palette["on-link"], palette["link"]) >= 4.5
        assert contrast(palette["ink"], palette["mark"]) >= 4.5
        for ground in ("deep", "deeper"):
            for text in ("on-deep", "on-deep-soft", "on-deep-link"):
                assert contrast(palette[text], palette[ground]) >= 7, (text, ground)


def test_the_variables_are_css_and_dark_needs_no_script() -> None:
    css = variables("#ffd100")
    assert css.startswith(":root{--t-accent:#ffd100;")
    assert "@media (prefers-color-scheme:dark){:root{--t-paper:#" in css


def test_a_network_without_a_colour_has_the_default() -> None:
    assert variables(None) == variables("#0b6e6e")
