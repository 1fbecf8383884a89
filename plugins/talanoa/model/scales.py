"""Answers that say how far someone agrees, as forms offer them, in the languages of the interface."""

from __future__ import annotations

from functools import cache

# From the strongest no to the strongest yes; then what is neither.
_SCALES = (
    ("strongly disagree", "disagree", "agree", "strongly agree", "neutral", "neither agree nor disagree", "undecided", "don't know", "not sure", "no opinion"),
    ("completely disagree", "somewhat disagree", "somewhat agree", "completely agree"),
    ("totally disagree", "tend to disagree", "tend to agree", "totally agree"),
    ("very dissatisfied", "dissatisfied", "satisfied", "very satisfied", "neither satisfied nor dissatisfied"),
    ("sangat tidak setuju", "tidak setuju", "setuju", "sangat setuju", "netral", "ragu-ragu", "tidak tahu"),
    ("lubos na hindi sumasang-ayon", "hindi sumasang-ayon", "sumasang-ayon", "lubos na sumasang-ayon", "walang kinikilingan", "hindi alam"),
    ("매우 동의하지 않음", "동의하지 않음", "동의함", "매우 동의함", "보통", "중립", "모름"),
    ("전혀 그렇지 않다", "그렇지 않다", "그렇다", "매우 그렇다", "보통이다"),
    ("огт санал нийлэхгүй", "санал нийлэхгүй", "санал нийлнэ", "бүрэн санал нийлнэ", "төвийг сахисан", "мэдэхгүй"),
    ("سخت غیر متفق", "غیر متفق", "متفق", "سخت متفق", "غیر جانبدار", "معلوم نہیں"),
)  # fmt: skip
_RANKS = (-2, -1, 1, 2)


@cache
def _known() -> dict[str, int]:
    return {
        answer: _RANKS[index] if index < len(_RANKS) else 0 for scale in _SCALES for index, answer in enumerate(scale)
    }


def rank(answer: str) -> int | None:
    """-2 to 2, 0 for what is neither; None for what is no such answer."""
    return _known().get(answer.casefold().replace("\u2019", "'"))
