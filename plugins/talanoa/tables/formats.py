"""Numbers of a workbook as people see them: days and times are numbers to it, and only their format says so."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_BUILT_IN = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    **dict.fromkeys((45, 46, 47), "[h]:mm:ss"),
}
# What of a format is no letter of it: texts, single characters, colours and conditions; but not `[h]`.
_NO_LETTER = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,15}")


def kind_of(number: int, code: str | None) -> str:
    """What a format shows of a number: "d" a day, "t" a time of day, "dt" both, "l" a length of time, "%" hundredths, "" the number."""
    code = _BUILT_IN.get(number, "") if code is None else code
    bare = _NO_LETTER.sub("", code.split(";")[0][:500]).lower().replace("am/pm", "").replace("a/p", "")
    if re.search(r"\[[hms]+\]", bare):
        return "l"
    if "%" in bare:
        return "%"
    if "general" in bare or re.search("[0#?]", re.sub(r"\.0+", "", bare)):
        return ""
    time = "t" if re.search("[hs]", bare) else ""
    day = "d" if re.search("[dy]", bare) or ("m" in bare and not time) else ""
    return day + time


def shown(text: str, kind: str, from_1904: bool) -> str:
    """The number of a cell as it is seen; as it is written if that can't be."""
    if kind:
        try:
            return _formatted(float(text), kind, from_1904)
        except (ValueError, OverflowError):
            return text
    if _WHOLE.fullmatch(text):
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    return format(number, ".0f") if number.is_integer() and abs(number) < 1e15 else format(number, ".15g")


def day_of(serial: float, from_1904: bool) -> datetime:
    """The moment that a workbook counts as a number of days; raises OverflowError or ValueError."""
    # To spreadsheets, 1900 has a 29 February.
    before = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    found = before + timedelta(seconds=round(serial * 86_400))
    if serial < 0 or found.year > 9999:
        raise ValueError(serial)
    return found


def _formatted(serial: float, kind: str, from_1904: bool) -> str:
    if kind == "%":
        return f"{serial * 100:.10g}%"
    if kind == "l":
        hours, rest = divmod(round(serial * 86_400), 3_600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    if kind == "t" or (kind == "dt" and serial < 1):
        serial %= 1
    moment = day_of(serial, from_1904)
    clock = f"{moment:%H:%M}" + (f":{moment:%S}" if moment.second else "")
    if kind == "t" or (kind == "dt" and serial < 1):
        return clock
    day = f"{moment.year:04}-{moment:%m-%d}"
    return day if kind == "d" else f"{day} {clock}"
