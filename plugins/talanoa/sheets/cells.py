"""A cell → the value of a field, as the model's own readers take it. What can't be used raises Wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from msgspec import Struct, field

from talanoa import characters
from talanoa.authoring import Field
from talanoa.load import Content
from talanoa.model.scalars import READERS, read_id
from talanoa.model.values import Markdown, MarkdownWords, Text, Words
from talanoa.model.wrong import Wrong, shown
from talanoa.sheets.options import NO, NOTHING, YES, Options, options
from talanoa.sheets.zones import zone
from talanoa.source import MAX_LETTERS, Scalar, Source, nfc

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What spreadsheets show in the place of a result, in English, German, Spanish, French and Portuguese; a hashtag is none.
_BROKEN = re.compile(
    r"#[¡¿]?(?:REF|VALUE|NAME|DIV/0|NUM|NULL|ERROR|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|PYTHON|BEZUG|WERT|ZAHL|ÜBERLAUF|"
    r"VALOR|NOMBRE|NÚM|NULO|VALEUR|NOM|NOMBRE|NUL|NOME)\s?[!?]|#GETTING_DATA|#ERROR|Err:\d{3}"
)
# What some programs write for letters that they can't save: a cell of question marks, or a word of them.
_LOST = re.compile(r"[^\w?]*\?[\W_]*\Z|(?:.*[\s(/“\"])?\?{3}", re.DOTALL)
_BEHIND = "`'\"’”>,;"
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,24}(?:[/?#]\S*)?")
_HOURS = re.compile(r"(\d{1,3})(?::|h)(\d\d)(?::00|m)?", re.IGNORECASE)
_BARE = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_FEWEST_MINUTES = 10  # of an event; less is probably hours
_UNIT_OF_HEADING = re.compile(r"[(\[（]\s?([^\W\d_]+)\.?\s?[)\]）]|\bin ([^\W\d_]+)")
_GROUPED = re.compile(r"\d{1,3}(?:([,.\u202f ])\d{3})(?:\1\d{3})*")
_HANDLE = re.compile(r"@\w{1,15}")
_MAILBOX = re.compile(r"(?:[^<>]*<)?(?:mailto:)?([^<>]*)>?", re.IGNORECASE)
_HALF_HOURS = re.compile(r"(\d{1,3})[.,](\d{1,2})\s*(?:h|hrs?|hours?|jam|oras|시간|цаг)", re.IGNORECASE)
# What keeps spreadsheets from calculating, as tables of ours have it.
_GUARDS = re.compile(r"""\A'(?=[\s"']*[=+\-@＝＋－＠])|(?<=[,;|\r\n])'(?=(?:[^\S\r\n]|["'])*[=+\-@＝＋－＠])""")
_UNIT_NAMES: Mapping[str, str] = {
    **dict.fromkeys("min mins minute minutes menit minuto 분 минут منٹ นาที".split(), "minutes"),
    **dict.fromkeys("h hr hrs hour hours jam oras 시간 цаг گھنٹے ชั่วโมง std stunden horas heures".split(), "hours"),
    **dict.fromkeys("d day days hari araw 일 өдөр دن วัน tage días jours".split(), "days"),
}


def cleaned(text: str) -> str:
    """A cell's text without what spreadsheets leave in it; empty where people write that there is nothing."""
    if text.isascii() and text.isprintable():  # most are
        text = text.strip()
    else:
        text = nfc(_LINE_ENDS.sub("\n", _INVISIBLE.sub("", text))).replace("\xa0", " ").strip()
    if "'" in text:
        text = _GUARDS.sub("", text)
    return "" if text.casefold() in NOTHING else text


class CellReader(Struct):
    """Reads cells for a network. What a text can name is looked up once for each field."""

    files: Content
    ids: Collection[str] = ()  # of entries that are there
    _options: dict[str, Options | None] = field(default_factory=dict)
    _known: dict[tuple[str, str], Any] = field(default_factory=dict)

    def value(self, path: str, field: Field, text: str) -> Any:
        """The value for a field: a text, or a list of texts; raises Wrong."""
        key = path, text
        if len(text) < 100 and key in self._known:
            return self._known[key]
        self._judge_characters(text)
        value = self._value(path, field, text)
        if len(text) < 100:
            self._known[key] = value
        return value

    def _value(self, path: str, field: Field, text: str) -> Any:
        if path not in self._options:
            self._options[path] = options(field, self.files)
        found = self._options[path]
        if found is None:
            if field.many:
                return [_one(field, part) for part in re.split(r"(?<![^\S\n])[^\S\n]*+[;\n]\s*+|,\s++", text) if part]
            return _one(field, account(path, text))
        if not field.many:
            value = found.one(text)
            if value is None:
                raise found.wrong(text)
            return value
        values, unknown = found.many(text)
        if unknown and not (found.takes_names and field.shape in ("person", "line")):
            raise found.wrong(unknown[0])
        names = map(_line, unknown)
        return [*values, *({"name": name} for name in names)] if field.shape == "person" else [*values, *names]

    def _judge_characters(self, text: str) -> None:
        if text.isascii() and text.isprintable():
            return
        for finding in characters.findings(text):
            if finding.code in ("control-character", "bidirectional-control"):
                raise Wrong(finding.code, finding.message, finding.help)

    def id(self, text: str) -> str | None:
        """An id that people have written, or the address of its page; None for other numbers and names of rows."""
        known = text.strip("/").rpartition("/")[2].casefold()
        try:
            return str(read_id(scalar(known if known in self.ids else text)))
        except Wrong:
            return None


def scalar(text: str, *, plain: bool = True) -> Scalar:
    return Scalar(_NOWHERE, 0, 0, text, plain)


_NOWHERE = Source("", "")


def refuse_what_is_broken(text: str) -> None:
    """Raises Wrong for what a spreadsheet has put in the place of what people typed."""
    if text[0] in "#E" and _BROKEN.fullmatch(text):
        message = f"the cell has an error of the spreadsheet: {shown(text)}"
        raise Wrong("bad-text", message, "correct the formula, or write the text itself")
    if "?" in text and _LOST.match(text):
        message = f"the cell has question marks where letters should be: '{shown(' '.join(text.split()))}'"
        help = "write the text itself; if it is right in your spreadsheet, save it as XLSX or as “CSV UTF-8”"
        raise Wrong("bad-text", message, help)


def _one(field: Field, text: str) -> Any:
    """A value of its own, judged by the model's reader."""
    if field.shape == "text":
        if len(text) > MAX_LETTERS:
            raise Wrong("too-large", f"the text has {len(text):,} letters; the limit is {MAX_LETTERS:,}", "shorten it")
        return text
    if field.shape == "line":
        text = _line(text)
    reader = reader_of(field)
    if reader is None:
        return text
    usual = _USUAL[field.shape](text) if field.shape in _USUAL else text
    if field.hint is int and _GROUPED.fullmatch(text):
        usual = re.sub(r"\D", "", text)
    try:
        reader(scalar(usual, plain=field.shape != "line"))
    except Wrong:
        reader(scalar(text))  # whose complaint is of what was typed
        raise
    return usual


def reader_of(field: Field) -> Callable[[Scalar], Any] | None:
    """The model's own reader of a text for a field."""
    return READERS.get(Text if field.hint is Words else Markdown if field.hint is MarkdownWords else field.hint)


def _line(text: str) -> str:
    return " ".join(text.split())


def address(text: str) -> str:
    text = text.strip().strip(_BEHIND).removeprefix("<")
    if "://" not in text and _HOST.fullmatch(text):
        return f"https://{text}"
    return re.sub("^https?:", lambda scheme: scheme[0].lower(), text, flags=re.IGNORECASE)


def _number(text: str) -> str:
    bare = text.replace("−", "-").strip(" °")
    return bare.replace(",", ".") if re.fullmatch(r"[-+]?\d{1,4},\d+", bare) else bare


def _flag(text: str) -> str:
    word = text.casefold().strip(" .")
    return "true" if word in YES else "false" if word in NO else text


def length(text: str) -> str:
    """`90`, `1:30`, `1.5 hours`, `2 jam`."""
    if text.isdecimal():
        return f"{int(text)} minutes"
    if found := _HOURS.fullmatch(text):
        return f"{int(found[1]) * 60 + int(found[2])} minutes"
    if found := _HALF_HOURS.fullmatch(text):
        return f"{round(float(f'{found[1]}.{found[2]}') * 60)} minutes"
    named = re.sub(r"[^\W\d_]+", lambda word: _UNIT_NAMES.get(word[0].casefold(), word[0]), text)
    return re.sub(r"(?<!\d)1 ?(minute|hour|day)s", r"1 \1", named)


def with_unit(text: str, heading: str) -> str:
    """A length of time that is only a number, with the unit that its heading names: Duration (hours)."""
    if not _BARE.fullmatch(text):
        return text
    named = _UNIT_OF_HEADING.search(heading.casefold())
    if unit := _UNIT_NAMES.get(named[1] or named[2], "") if named else "":
        return f"{text} {unit}"
    if text.isdecimal() and int(text) >= _FEWEST_MINUTES:
        return text
    message = f"'{text}' doesn't say whether it is minutes, hours or days"
    raise Wrong("bad-duration", message, "write it as 90 minutes, 2 hours or 3 days")


def account(path: str, text: str) -> str:
    """`@reef` is an account of X."""
    return f"https://x.com/{text[1:]}" if path == "social.x" and _HANDLE.fullmatch(text) else text


def longitude(text: str) -> str:
    """One that was taken on a map that goes around the earth: -229.2 is 130.8."""
    value = float(text)
    if 180 < abs(value) <= 540:
        return format((value + 180) % 360 - 180, ".10g")
    return text


_USUAL: Mapping[str, Callable[[str], str]] = {
    "address": address,
    "zone": zone,
    "number": _number,
    "flag": _flag,
    "length": length,
    "email": lambda text: found[1].strip() if (found := _MAILBOX.fullmatch(text.strip())) else text,
}
