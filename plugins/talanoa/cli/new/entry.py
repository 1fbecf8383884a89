"""talanoa new post, statement, notes, member, event: an entry where the network keeps such entries."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import click

from talanoa import clock, engine
from talanoa.authoring import (
    NOUN_OF,
    PLACEHOLDER,
    Field,
    Kind,
    Written,
    added,
    bytes_of,
    choices_in,
    defaults,
    fields,
    ids,
    in_yaml,
    notes_of,
    proposed_id,
    wrong_with,
)
from talanoa.authoring.entries import first_text, free_id, written
from talanoa.cli.content import content, difference, event_of, nearest_days
from talanoa.cli.new.asking import plainly, until_right
from talanoa.cli.new.flags import items_of, one_of, values_of
from talanoa.cli.new.trying import problems_with
from talanoa.cli.options import ROOT, Moment, asks_here, say, show
from talanoa.engine import settings
from talanoa.files import put_all, refusal
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, occurrences_of
from talanoa.model.wrong import Wrong
from talanoa.model.zones import there
from talanoa.problems import Severity, has_errors

# What is asked for on a terminal, in this order; the rest has flags.
ASKED: Final[dict[Kind, tuple[str, ...]]] = {
    "post": ("title", "authors", "kind", "summary", "themes", "language"),
    "statement": ("title", "authors", "summary", "themes"),
    "notes": ("title", "authors", "summary"),
    "member": ("name", "country", "kind", "website", "themes"),
    "event": ("title", "type", "start", "duration", "summary", "themes"),
}
_OWN_FLAGS = (
    ("--of EVENT", "The call that the notes are of: its id, and of several its day, EVENT/DATE."),
    ("--slug NAME", "The name in its address; otherwise made of the title."),
    ("--edit", "Open the file in $EDITOR."),
    ("--dry-run", "Print what would be written, and write nothing."),
    ("--now DATE", "Take this as today (or set SOURCE_DATE_EPOCH)."),
)
_FEW = 12
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class NewEntry(click.Command):
    """A command whose options are the fields of a kind of entry."""

    def __init__(self, kind: Kind) -> None:
        article = "" if kind == "notes" else "an " if kind == "event" else "a "
        super().__init__(kind, help=f"Write {article}{kind} where the network keeps such entries.")
        self.kind = kind

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--help" in args or "-h" in args:
            click.echo(self.get_help(ctx))
            ctx.exit()
        ctx.params["words"] = args
        return []

    def invoke(self, ctx: click.Context) -> None:
        create(self.kind, ctx.params["words"])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own = [flag for flag in _OWN_FLAGS if _has(self.kind, flag[0])]
        with formatter.section("Options"):
            formatter.write_dl(own)
        with formatter.section(
            "Fields (of lists again, or with commas; within a group --place.city; by language --title.id)"
        ):
            formatter.write_dl([(f"--{field.key} {_value(field)}", field.help) for field in fields(self.kind)])


def _has(kind: Kind, flag: str) -> bool:
    return (not flag.startswith("--of") or kind == "notes") and (
        not flag.startswith("--slug") or NOUN_OF[kind] == "post"
    )


def _value(field: Field) -> str:
    if field.shape == "choice" and len(field.choices) <= _FEW:
        return "|".join(field.choices)
    return field.shape.upper() if field.shape != "flag" else ""


def create(kind: Kind, words: Sequence[str]) -> None:
    """Writes an entry, and says where it is and where its page will be."""
    own, rest = _own(kind, words)
    files = content()
    now = own.get("now") or clock.now()
    try:
        made = entry(kind, rest, own, files, _day(now, files))
        data = bytes_of(files, made)
    except Wrong as wrong:
        raise click.UsageError(plainly(wrong)) from None
    except OSError as error:
        say(refusal(error, "read"))
        sys.exit(1)
    if own.get("dry-run"):
        for line in difference(data):
            click.echo(line)
        return
    _write(made, data, now)
    if "\ndraft: true\n" in made.files.get(made.file, ""):
        say("It is a draft, which the site leaves out; when it is ready, take out the line `draft: true`.")
    click.echo(made.file)
    click.echo(settings.read(ROOT)[0].site_url.rstrip("/") + made.address)
    if own.get("edit"):
        _edit(made, now)


def entry(kind: Kind, words: Sequence[str], own: dict[str, Any], files: Content, today: date) -> Written:
    """What flags, answers and defaults make; raises Wrong and OSError."""
    given = values_of(kind, words, str(files.network.language))
    if "slug" in own:
        given["slug"] = own["slug"]
    values = defaults(kind, files, today)
    if kind == "notes":
        values |= notes_of(_call(own.get("of"), given.get("date"), files, today), files)
    values = _merged(values, given)
    _refuse_what_is_wrong(kind, given, files)
    if asks_here():
        known = {field.key: field for field in fields(kind)}
        values |= {key: _asked(known[key], values.get(key), files) for key in ASKED[kind] if key not in given}
    _add_id(kind, values, files)
    _refuse_what_lacks_something(kind, values)
    _add_text(kind, values)
    values.pop("slug_from", None)
    return added(files, kind, values)


def _merged(values: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    """Values with others in their place; of a group, only those that the other one has."""
    both = {
        key: _merged(values[key], others[key])
        for key in values.keys() & others.keys()
        if isinstance(values[key], dict) and isinstance(others[key], dict)
    }
    return {**values, **others, **both}


def _day(now: datetime, files: Content) -> date:
    """The day that it is for the network."""
    return there(now, files.network.timezone).date()


def _own(kind: Kind, words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The options that are no fields, and the rest of the words."""
    own: dict[str, Any] = {}
    rest: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        name, equals, value = word[2:].partition("=")
        if word in ("--edit", "--dry-run"):
            own[word[2:]] = True
        elif word.startswith("--") and name in ("of", "slug", "now") and _has(kind, f"--{name}"):
            if not equals and (not left or left[0].startswith("--")):
                raise click.UsageError(f"--{name} has no value")
            own[name] = value if equals else left.pop(0)
        else:
            rest.append(word)
    if "now" in own:
        own["now"] = Moment().convert(own["now"], None, None)
    return own, rest


# --- the call that notes are of -----------------------------------------------------------------------------------------


def _call(of: str | None, day: str | None, files: Content, today: date) -> Occurrence:
    """By its event and its day: `EVENT/DATE`, the address of its page, or of the event's calls that of `--date`, or the last."""
    if of is None:
        if not asks_here():
            raise click.UsageError(f"--of is missing: the event that the notes are of, such as {_example(files)}")
        of = str(
            until_right(
                "Of which event, and of several calls which day (EVENT/DATE)?",
                lambda answer: answer,
                default=_example(files),
                choices=[str(event.id) for event in files.events],
            )
        )
    found = _DAY.search(of)
    name = re.sub(r"^.*?events/", "", _DAY.sub("", of).strip()).strip("/ @")
    calls = occurrences_of(event_of(files, name))
    wanted = found[0] if found else day
    for call in calls:
        if wanted in (call.day.isoformat(), call.original and call.original.isoformat()):
            return call
    if found and calls:
        near = nearest_days((call.day for call in calls), found[0])
        raise click.UsageError(f"'{name}' has nothing on {found[0]}; the nearest are {near}")
    if not calls:
        raise click.UsageError(f"'{name}' takes place on no day")
    return max(
        (call for call in calls if call.day <= today and not call.event.is_off),
        key=lambda call: call.day,
        default=calls[0],
    )


def _example(files: Content) -> str:
    recurring: list[Event] = [event for event in files.events if event.recurrence]
    return str(next((event.id for event in (*recurring, *files.events)), "an-event"))


# --- answers --------------------------------------------------------------------------------------------------------------


def _refuse_what_is_wrong(kind: Kind, given: dict[str, Any], files: Content) -> None:
    known = {field.key: field for field in fields(kind)}
    for key, value in written(kind, given).items():
        if key in known and (wrong := wrong_with(known[key], value, files)):
            raise click.UsageError(f"--{key}: {plainly(wrong)}")


def _add_id(kind: Kind, values: dict[str, Any], files: Content) -> None:
    """Makes an id of the title, which people on a terminal can change."""
    key = "slug" if NOUN_OF[kind] == "post" else "id"
    title = values.get("slug_from") or first_text(values.get("name" if kind == "member" else "title"))
    if title and not values.get(key):
        proposed = proposed_id(title, ids(files, kind), kind)
        values[key] = (
            until_right("Its id, which never changes", lambda id: free_id(files, kind, id.strip()), default=proposed)
            if asks_here()
            else proposed
        )


def _refuse_what_lacks_something(kind: Kind, values: dict[str, Any]) -> None:
    missing = [field for field in fields(kind) if field.required and not values.get(field.key)]
    if missing:
        lines = [f"  --{field.key:<10} {field.help}" for field in missing if field.key != "id"]
        raise click.UsageError("\n".join(["There is no terminal to ask on. These are missing:", *lines]))


def _asked(field: Field, default: Any, files: Content) -> Any:
    choices = choices_in(field, files)
    words = f"{field.words}: {field.help_without_yaml}"
    if 0 < len(choices) <= _FEW:
        words += f"\n  ({', '.join(choices)})"
    if field.many:
        words += (
            "\n  Several with commas between them."
            if field.shape != "person"
            else "\n  For a guest, write the name, a comma and the affiliation."
        )
    shown = _shown(default) if default else (None if field.required else "")

    def judged(answer: str) -> Any:
        if default and answer == shown:
            return default
        text = answer.strip()
        value = items_of(field, text) if field.many else one_of(field, text)
        if wrong := wrong_with(field, in_yaml(value, field), files):
            raise wrong
        return value

    return until_right(words, judged, default=shown, choices=choices)


def _shown(value: Any) -> str:
    """A default as people would type it."""
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return str(value)


def _add_text(kind: Kind, values: dict[str, Any]) -> None:
    """A post without a text of its own is a draft, so that no one reads what isn't there yet."""
    if NOUN_OF[kind] == "post" and (not values.get("body") or kind == "notes") and "draft" not in values:
        values["draft"] = True
        values["body"] = values.get("body") or PLACEHOLDER


# --- writing ----------------------------------------------------------------------------------------------------------------


def _write(made: Written, data: dict[str, bytes], now: datetime) -> None:
    """Where the check finds something in it, people on a terminal decide. Elsewhere only errors keep it from being written."""
    try:
        if problems := problems_with(data, now):
            show(problems)
            question = f"Write {made.file} all the same?"
            if not (click.confirm(question, default=True, err=True) if asks_here() else not has_errors(problems)):
                say("Nothing was written: `talanoa check` would not accept it.")
                sys.exit(1)
        put_all(ROOT, data)
    except OSError as error:
        say(refusal(error, "written"))
        sys.exit(1)


def _edit(made: Written, now: datetime) -> None:
    """Opens it, and says what the check finds in it then."""
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or asks_here()):
        say("There is no editor to open it with: set the variable EDITOR.")
        return
    click.edit(filename=os.fspath(ROOT / made.file))
    found = [problem for problem in engine.check(ROOT, now, cache=True) if problem.place.file == made.file]
    show(problem for problem in found if problem.severity is not Severity.NOTE)
