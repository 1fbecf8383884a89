"""What is changed in a loaded module, and what can't be."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mutants.changing import change, changes_of_functions

CODE = """\
LIMIT = 3
HIGH = [number for number in range(9) if number > LIMIT]

def is_high(number):
    return number > LIMIT

class Judge:
    least = 4

    @property
    def found(self):
        return [number for number in HIGH if number > self.least]
"""


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("return number >", "return number >=", (True, [5, 6, 7, 8])),
        ("if number > self.least", "if True", (False, [4, 5, 6, 7, 8])),
    ],
)
def test_functions_are_changed_wherever_they_are(was: str, now: str, expected: tuple[bool, list[int]]) -> None:
    assert was in CODE
    loaded: dict[str, Any] = {}
    exec(compile(CODE, f"/nowhere/{now}.py", "exec"), loaded)
    is_high, judge = loaded["is_high"], loaded["Judge"]()
    assert (is_high(3), judge.found) == (False, [5, 6, 7, 8])
    changes = changes_of_functions(f"/nowhere/{now}.py", CODE, CODE.replace(was, now))
    assert changes
    change(f"/nowhere/{now}.py", changes)
    assert (is_high(3), judge.found) == expected


@pytest.mark.parametrize(
    ("was", "now"),
    [("LIMIT = 3", "LIMIT = 4"), ("if number > LIMIT", "if True"), ("least = 4", "least = 5"), ("def ", "def def ")],
)
def test_what_a_module_did_while_it_was_loaded_can_not_be_changed(was: str, now: str) -> None:
    assert was in CODE
    assert changes_of_functions("/nowhere/b.py", CODE, CODE.replace(was, now)) is None
