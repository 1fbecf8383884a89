"""What is wrong with a value before it is written: what the model's own reader says of it, and ids that nothing has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talanoa.amend import Value, root_of
from talanoa.authoring.entries import text_of
from talanoa.authoring.fields import Field, choices_in
from talanoa.load import Content
from talanoa.model.fields import read_value
from talanoa.model.wrong import Wrong, shown
from talanoa.problems import Problem, Severity, nearest
from talanoa.source import Mapping as Group


def wrong_with(field: Field, value: Value, files: Content) -> Wrong | None:
    """The first thing that is wrong with a field's value, as it would be written; None if it can be used."""
    problems: list[Problem] = []
    node = root_of(text_of({field.key: value}).encode("utf-8", "surrogatepass"), "value", problems)
    if field.hint and isinstance(node, Group) and not problems:
        read_value(field.whole, node.entries[field.key][1], problems)
    errors = [problem for problem in problems if problem.severity is not Severity.NOTE]
    if errors:
        first = min(errors, key=lambda problem: problem.severity is not Severity.ERROR)
        return Wrong(first.code, first.message, first.help, first.suggestion)
    return next(_unknown(field, value, files), None)


def _unknown(field: Field, value: Value, files: Content) -> Iterator[Wrong]:
    """Ids of nothing."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            groups = [one] if field.shape == "by_day" and isinstance(one, Mapping) else []
            for group in groups:
                yield from _unknown(Field("", "", "", "group", fields=field.fields), group, files)
            if not groups and (below := field.at(key)):
                yield from _unknown(below, one, files)
    elif not isinstance(value, str):
        for item in value:
            yield from _unknown(field, item, files)
    elif field.refers or field.names_kinds:
        known = choices_in(field, files)
        if value not in known and value not in files.dropped:
            noun = field.noun or "kind of member"
            article = "an" if noun[0] in "aeiou" else "a"
            help = f"write the id of {article} {noun}" if field.noun else "the kinds are"
            if known and len(known) <= 20:
                help += f": {', '.join(known)}"
            yield Wrong(f"unknown-{noun}", f"no {noun} has the id '{shown(value)}'", help, nearest(value, known))
