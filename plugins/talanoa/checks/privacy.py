"""What should not be known of people: e-mail addresses, telephone numbers, ways into closed calls, exact places.

Every text that a contributor can write is looked at: Markdown with the addresses of its links, and every one-line field of
the model. A finder is a small function from a `Piece` of text to findings. Each first asks something cheap, since nearly
no text has what it looks for, and each pattern takes time in proportion to the text, however hostile.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from talanoa.checks.checked import Checked
from talanoa.checks.texts import Text
from talanoa.markup.convert import Converted, Image, convert
from talanoa.model.event import Event, Online, Override, Venue
from talanoa.model.member import Contact
from talanoa.model.values import Host, Located, MarkdownWords, Words, fields_of
from talanoa.problems import Place, Problem, Severity

WARNING, ERROR = Severity.WARNING, Severity.ERROR


@dataclass(frozen=True)
class Stretch:
    """Lines of a file in which a text is written; `last` is None where they end with the entry."""

    start: Place
    first: int
    last: int | None = None


@dataclass(frozen=True)
class Piece:
    """A text as readers see it, or the address of a link."""

    text: str
    stretch: Stretch
    is_address: bool = False
    about_a_call: bool = False  # a text of an event, in which a password is the call's
    docs: bool = False  # the maintainers' own page
    converted: Converted | None = None  # what knows the code in it, in which people and numbers are nobody's

    @cached_property
    def folded(self) -> str:
        return self.text.lower()

    @cached_property
    def folded_words(self) -> str:
        """The words in small letters, and as long as they were."""
        folded = self.words.lower()
        return folded if len(folded) == len(self.words) else "".join(sign.lower()[:1] for sign in self.words)

    @cached_property
    def words(self) -> str:
        """The text without the web addresses in it, in which `@` and long numbers mean nothing."""
        return _without_addresses(self.text)

    @cached_property
    def prose(self) -> str:
        return _prose(self.converted) if self.converted else self.text

    def says(self, stems: tuple[str, ...]) -> bool:
        return any(map(self.folded.__contains__, stems))


class Finding(NamedTuple):
    """What is found in a text, as it is written there."""

    code: str
    needle: str
    message: str
    help: str
    severity: Severity = WARNING


# A password between backticks opens the call as well; an address there is an example.
_EVEN_IN_CODE = frozenset({"call-password", "joining-link"})


@dataclass(frozen=True)
class Agreed:
    """What its owners have agreed to publish."""

    emails: frozenset[str]
    links: frozenset[str]

    @classmethod
    def of(cls, checked: Checked) -> Agreed:
        members, events = checked.content.members, checked.content.events
        emails = (member.contact.email_on(checked.site.today) for member in members)
        online = (happening.online for event in events for happening in _happenings(event))
        return cls(
            frozenset(email.casefold() for email in emails if email),
            frozenset(_same_address(calls.public_url) for calls in online if calls and calls.public_url),
        )


def personal_data(checked: Checked) -> Iterator[Problem]:
    """E-mail addresses, telephone numbers, joining links and passwords of calls, and coordinates, in any text."""
    agreed = Agreed.of(checked)
    told: set[tuple[Stretch, str, str]] = set()  # one search finds each mention of a text in its stretch
    for piece in _pieces(checked):
        for finder in FINDERS_IN_DOCS if piece.docs else FINDERS:
            for code, needle, message, help, severity in finder(piece, agreed):
                if (piece.stretch, code, needle) not in told:
                    told.add((piece.stretch, code, needle))
                    for place in _places(checked, piece.stretch, needle, code in _EVEN_IN_CODE):
                        yield Problem(code, message, place, help, severity=severity)


def exact_places(checked: Checked) -> Iterator[Problem]:
    """An event at somebody's home, or at coordinates that no name says to be a public place."""
    for event in checked.content.events:
        for happening in _happenings(event):
            venue = happening.place
            if venue and _is_exact(venue) and (venue.name is None or _is_home(venue)):
                stretch = Stretch(happening.written_at, happening.written_at.line)
                yield Problem(
                    "exact-place",
                    "the coordinates show one house, and the place is somebody's home"
                    if _is_home(venue)
                    else "the coordinates show one house, and no `name` says that it is a public place",
                    _places(checked, stretch, repr(venue.latitude))[0],
                    "write no more than two decimals (about a kilometre), or the `name` of the public place",
                    severity=WARNING,
                )


def consents(checked: Checked) -> Iterator[Problem]:
    """An address whose owner agrees from a day on that hasn't come."""
    for member in checked.content.members:
        contact = member.contact
        if contact.email and contact.consent and contact.consent > checked.site.today:
            stretch = Stretch(member.written_at, member.written_at.line)
            yield Problem(
                "email-without-consent",
                "the date of consent has not come, so the address isn't published yet",
                _places(checked, stretch, contact.consent.isoformat())[0],
                "if its owner has agreed already, write the day on which they did",
                severity=WARNING,
            )


# --- the texts ------------------------------------------------------------------------------------------------------

_WEB_ADDRESS = re.compile(r"\b(?:https?|ftp)://\S+")
# Without one of these signs a text has nothing of what is looked for.
_SUSPECT = re.compile(r"[@/\d\[({:：=]| (?:dot|punto|ponto|titik) |[Pp]ass")
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r' title="([^"]*)"')
_CODE = re.compile(r"<pre\b[^>]*>.*?</pre>|<code\b[^>]*>.*?</code>", re.DOTALL)
# Fields that have their own rules, or aren't words of the contributor's.
_NOT_READ = frozenset({"slug", "path", "written_at", "body"})


def _pieces(checked: Checked) -> Iterator[Piece]:
    """Every text that anyone can write, hidden things included."""
    events = {event.written_at.file for event in checked.content.events}
    for text in checked.texts:
        yield from _of_markdown(text, text.path in events)
    content = checked.content
    yield from _of_fields(content.network, Stretch(Place.start_of("network.yml"), 1), False)
    for member in content.members:
        yield from _of_fields(member, Stretch(member.written_at, member.written_at.line), False)
    for event in content.events:
        yield from _of_fields(event, Stretch(event.written_at, event.written_at.line), True)
    for post in content.posts:
        yield from _of_fields(post, Stretch(post.written_at, 1, post.body.place.line - 1), False)


def _happenings(event: Event) -> tuple[Event | Override, ...]:
    return (event, *event.occurrences)


def _of_markdown(text: Text, about_a_call: bool) -> Iterator[Piece]:
    place = text.markdown.place
    stretch = Stretch(place, place.line, max(place.end_line, place.line + text.markdown.count("\n")))
    converted = convert(text.markdown)
    if text.hand_written:  # which show as code how something should not be written
        yield Piece(_prose(converted), stretch, docs=True)
    else:
        yield Piece(converted.text, stretch, about_a_call=about_a_call, converted=converted)
    for html in converted.html:
        for title in _TITLE.findall(html) if ' title="' in html else ():
            yield Piece(unescape(title), stretch, about_a_call=about_a_call, docs=text.hand_written)
    for gap in converted.gaps:
        if isinstance(gap, Image):
            yield Piece(f"{gap.alt} {gap.title}", stretch, about_a_call=about_a_call, docs=text.hand_written)
        address = gap.src if isinstance(gap, Image) else gap.href
        yield Piece(address, stretch, True, about_a_call, text.hand_written)


def _prose(converted: Converted) -> str:
    """The words without code."""
    html = "".join(converted.html)
    if "<code" not in html:
        return converted.text
    return " ".join(unescape(_TAG.sub("", _CODE.sub(" ", html))).split())


def _without_addresses(text: str) -> str:
    return _WEB_ADDRESS.sub(" ", text) if "://" in text else text


def _of_fields(value: object, stretch: Stretch, about_a_call: bool) -> Iterator[Piece]:
    """Every one-line text inside a model value; what is Markdown is found by `texts`."""
    for name in fields_of(value):
        part = getattr(value, name)
        if not part or name in _NOT_READ:
            continue
        if isinstance(value, Online) and name == "url":  # published only if it says so itself
            continue
        if isinstance(value, Contact) and name == "email":  # has a rule of its own: consent
            continue
        for item in part if isinstance(part, tuple) else (part,):
            yield from _of_value(item, stretch, about_a_call)


def _of_value(value: object, stretch: Stretch, about_a_call: bool) -> Iterator[Piece]:
    if isinstance(value, Words):
        for text in value.texts.values():
            yield from _of_value(text, stretch, about_a_call)
    elif isinstance(value, str):
        if (not isinstance(value, Located) or isinstance(value, Host)) and _SUSPECT.search(value):
            yield Piece(value, stretch, value.startswith(("http://", "https://")), about_a_call)
    elif not isinstance(value, MarkdownWords):
        inner = getattr(value, "written_at", None)
        yield from _of_fields(value, Stretch(inner, inner.line) if inner else stretch, about_a_call)


def _any(words: str) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


# --- where they are written -----------------------------------------------------------------------------------------


MAX_MENTIONS = 100  # of one text in one entry or post; nobody reads so many
# The one field in which a joining link may stand.
_ONLINE_URL = re.compile(
    r"""\bonline:\s*\{?\s*(?:(?:platform|public):(?:\s*"[^"\n]*"|\s*'[^'\n]*'|[^\n,{}"']*)[,\n]\s*){0,2}url:\s*["']?\Z"""
)


def _places(checked: Checked, stretch: Stretch, needle: str, in_code: bool = True) -> list[Place]:
    """Everywhere in the stretch, else in the rest of the file, where the needle is written; at least one place."""
    path = stretch.start.file
    if checked.may_search(path):
        lines = checked.lines(path)
        last = stretch.last or _end_of_entry(checked, stretch)
        for first, until in ((stretch.first, last), (1, len(lines))):
            mentions = _mentions(path, lines, first, until, needle, in_code)
            if found := list(islice(mentions, MAX_MENTIONS)):
                return found
    return [stretch.start]


def _end_of_entry(checked: Checked, stretch: Stretch) -> int:
    """The last line before the next member or event of the file."""
    content = checked.content
    places = (*(member.written_at for member in content.members), *(event.written_at for event in content.events))
    lines = sorted(place.line for place in places if place.file == stretch.start.file)
    after = bisect_right(lines, stretch.first)
    return lines[after] - 1 if after < len(lines) else len(checked.lines(stretch.start.file))


def _mentions(path: str, lines: list[str], first: int, last: int, needle: str, in_code: bool) -> Iterator[Place]:
    """A text that was folded over lines may have a line break in the place of each space."""
    words = needle.split()
    if not words:
        return
    pattern = r"(?:\s+)".join(map(re.escape, words))
    pattern = (r"(?<!\w)" if words[0][0].isalnum() else "") + pattern
    text = "\n".join(lines[first - 1 : last])
    for match in re.finditer(pattern, text):
        if _ONLINE_URL.search(text, max(0, match.start() - 300), match.start()):
            continue
        if in_code or not _is_between_backticks(text, match.start(), match.end()):
            yield Place(path, *_position(text, match.start(), first), *_position(text, match.end(), first))


def _is_between_backticks(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return text.count("`", line, start) % 2 == 1 and "`" in text[end : end + 200].partition("\n")[0]


def _position(text: str, index: int, first: int) -> tuple[int, int]:
    return first + text.count("\n", 0, index), index - text.rfind("\n", 0, index)


# --- e-mail addresses -----------------------------------------------------------------------------------------------

_LABEL = r"[^\s@.,;:!?<>()\[\]{}\"'/|*`]{1,63}"
_EMAIL = re.compile(
    r"(?<![\w.%+'@/-])([\w.%+'-]{1,64})@((?:"
    + _LABEL
    + r"\.){1,8}(?:[A-Za-z]{2,24}(?![A-Za-z0-9-])|[^\x00-\x7f\s.,;:]{2,24}))"
    r"(?!:[\w~/])"
)
_AT = r"(?:\s{0,2}[\[({<]\s?(?:at|@|arroba|ät|et)\s?[\])}>]\s{0,2}|\s@\s)"
_DOT = r"(?:\.|\s{0,2}[\[({<]\s?(?:dot|\.|titik|punto|ponto|point)\s?[\])}>]\s{0,2})"
_HIDDEN_EMAIL = re.compile(
    r"(?<![\w.%+-])([\w.%+-]{1,64})"
    + _AT
    + r"([A-Za-z0-9-]{1,63}(?:"
    + _DOT
    + r"[A-Za-z0-9-]{1,63}){1,5})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SPELT_EMAIL = re.compile(
    r"(?<![\w.%+-])([\w.%+-]{1,64}) (?:AT|at|arroba) ([A-Za-z0-9-]{1,63}(?: (?:DOT|dot|punto|ponto|titik) [A-Za-z0-9-]{1,63}){1,5})"
    r"(?![A-Za-z0-9])"
)
_BETWEEN_LABELS = re.compile(_DOT + "| (?:dot|punto|ponto|titik) ", re.IGNORECASE)
_AT_IN_BRACKETS = re.compile(r"[\[({<]\s?(?:at|@|arroba|ät|et)\s?[\])}>]", re.IGNORECASE)
_SPELT_DOTS = (" dot ", " punto ", " ponto ", " titik ")
_ROLES = frozenset(
    """
    abuse access accounts admin admissions advocacy apply alerts bookings campaign campaigns coalition communication
    communications comms community complaints consultation contact contacts coordinator coordination data desk director
    donate dpo editor editorial editors education email enquiries enquiry event events feedback finance foi forum general
    git grants group hello help helpdesk hi hotline hq hr info information inquiries inquiry intern internships jobs join
    kontak legal letters library list mail mailbox media meetings member members membership network news newsletter no
    nepal noreply office ombudsman opengov outreach partners partnerships pers policy post postmaster prensa press privacy
    procurement program programme programmes programs projects publications redaksi register registration registrations
    registry reply report reports research researchers rti sales secretariat secretary security sekretariat service services
    social speakers sponsor submission submissions subscribe support survey surveys team tech training transparency
    unsubscribe volunteer volunteers web webmaster webinar webinars workshop workshops
    """.split()
)
_WITHOUT_OWNER = re.compile(
    r"(?:^|\.)(?:example\.(?:org|com|net)|[\w-]+\.(?:example|test|invalid|localhost)|(?:example|test|invalid))$"
)


def email_in_text(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """An address of somebody, not of an office, that nobody agreed to publish."""
    for name, host, needle in _emails(piece):
        host = host.lower().rstrip(".")
        if _is_role(name) or _WITHOUT_OWNER.search(host) or f"{name}@{host}".casefold() in agreed.emails:
            continue
        yield Finding(
            "email-in-text",
            needle,
            "this is somebody's e-mail address",
            "name a form or an office's address instead (info@…); a member's own stands under `contact:`, with its `consent`",
        )


def _emails(piece: Piece) -> Iterator[tuple[str, str, str]]:
    """Name, host, and the needle."""
    if piece.is_address:
        yield from _emails_of_address(piece.text)
        return
    if "@" in piece.text:
        for match in _EMAIL.finditer(_without_addresses(piece.prose)):
            # Scripts without spaces may stand right before it.
            name = re.sub(r"^.*[^\x00-\x7f](?=[\x00-\x7f])", "", match[1]) or match[1]
            yield name, match[2], f"{name}@{match[2]}"
    for pattern, hint in (
        (_HIDDEN_EMAIL, " @ " in piece.text or _AT_IN_BRACKETS.search(piece.text)),
        (_SPELT_EMAIL, piece.says(_SPELT_DOTS)),
    ):
        for match in pattern.finditer(_without_addresses(piece.prose)) if hint else ():
            host = _BETWEEN_LABELS.sub(".", match[2])
            if re.search(r"\.[A-Za-z]{2,24}$", host):
                yield match[1], host, match[0]


def _emails_of_address(href: str) -> Iterator[tuple[str, str, str]]:
    """In a mailto: any; in a web address those of its query, because `@` in a path is a name on some platform."""
    if "@" not in href and "%40" not in href:
        return
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return
    mailto = parts.scheme.lower() == "mailto"
    values = [unquote(parts.path) if mailto else "", *(value for _, value in parse_qsl(parts.query)[:20])]
    for match in (match for value in values for match in _EMAIL.finditer(value)):
        yield match[1], match[2], match[0] if match[0] in href else href


def _is_role(name: str) -> bool:
    """info@, press-fiji@, ogp.secretariat@."""
    parts = [part for part in re.split(r"[._+-]|\d+", name.casefold()) if part]
    return bool(parts) and (parts[0] in _ROLES or parts[-1] in _ROLES)


# --- telephone numbers ----------------------------------------------------------------------------------------------

_BETWEEN_DIGITS = r"[ \u00a0\u2009\u202f().\-‐‑‒–/]{0,3}"
_NUMBER = re.compile(rf"\d(?:{_BETWEEN_DIGITS}\d){{6,14}}(?!\d)")
_PLUS = re.compile(r"(?<![\w+])[+＋]\(?$")
_WORD_LABELS = r"""
    tel telephone telefon telefono teléfono téléphone telefone telemóvel telpon telepon telp tlp tlf fon fone phone ph
    mobile mob mobil móvil cell cellphone cellular celular selular ponsel hp handphone fax faks hotline whatsapp wa viber
    landline portable selfon sms contact contacto kontak hubungi telepono selpon утас утасны телефон тел моб điện\sthoại đt sđt di\sđộng
"""
_OTHER_LABELS = r"""
    전화 휴대폰 핸드폰 휴대전화 연락처 電話 电话 手机 手機 携帯 فون موبائل موبایل ٹیلیفون واٹس\sایپ تلفن هاتف
    โทร โทรศัพท์ มือถือ ဖုန်း දුරකථන දුරකථනය ජංගම फोन मोबाइल दूरभाष ফোন মোবাইল தொலைபேசி கைபேசி ទូរស័ព្ទ ໂທ ໂທລະສັບ
"""
_NUMBER_OF = (
    r"no nr num number nomor numero número numéro номер дугаар 번호 号码 號碼 番号 नम्बर नंबर নম্বর نمبر số หมายเลข"
)
_LABELLED = re.compile(
    rf"(?:(?<![^\W\d_])(?:{_any(_WORD_LABELS)})(?![^\W\d_])|{_any(_OTHER_LABELS)})"
    rf"(?:\.?\s?(?:{_any(_NUMBER_OF)})\.?)?(?:\s(?:is|adalah|es|est|ay))?(?:\s?\([^()]{{0,20}}\))?"
    r"(?P<sign>[\s.:：·=/#*|)(–+-]{0,5})$",
    re.IGNORECASE,
)
_PHONE_LINK = re.compile(
    r"(?:\b(?:tel|sms|smsto|callto|facetime|facetime-audio):(?://)?|\bwa\.me/|whatsapp\.com/send/?\?(?:[\w=&%]{0,80}&)?phone="
    r"|whatsapp://send\?phone=|\bt\.me/\+(?=\d{8,15}\b)|signal\.me/#p/|viber://\w{1,10}\?number=)"
    r"(?:%2B|\+)?[\s(]?\d(?:[\s().%-]{0,3}\d){5,14}",
    re.IGNORECASE,
)
_PHONE_STEMS = ("tel:", "sms", "callto:", "facetime", "wa.me/", "whatsapp", "t.me/+", "signal.me", "viber:")
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"{_YEAR}\s?[-–/]\s?{_YEAR}")
_NO_PHONE = re.compile(
    rf"{_YEAR}\s?[-–/]\s?{_YEAR}|{_YEAR}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]{_YEAR}"  # years and days
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # a host's number
    r"|\d{1,3}\.\d{4,}"  # a decimal
    r"|[1-9]\d?[ .\u00a0\u202f]\d{3}[ .\u00a0\u202f]\d{3}"  # millions
    r"|[1-9]\d{0,2}(?:[ .\u00a0\u202f]?000){2,}"
)
_DAY = re.compile(rf"\b{_YEAR}-\d\d-\d\d\b")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .\u00a0\u202f]\d{3})+")


def phone_number(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """A number to call: with + and a country's code, after a word such as "telephone", or as a link."""
    needles = [match[0] for match in _PHONE_LINK.finditer(piece.prose)] if piece.says(_PHONE_STEMS) else []
    if not piece.is_address and _NUMBER.search(piece.text):
        numbers = _numbers(_without_addresses(piece.prose))
        needles += [number for number in numbers if not any(number in link for link in needles)]
    for needle in dict.fromkeys(needles):
        yield Finding(
            "phone-number",
            needle,
            "this is a telephone number",
            "take it out: whoever has it can find the person; give a form or an office's e-mail address",
        )


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        number, before = match[0], text[max(0, match.start() - 60) : match.start()]
        digits = sum(map(str.isdigit, number))
        if _DAY.search(number) or before[-1:].isdigit():
            continue
        if digits >= 8 and not _NO_PHONE.fullmatch(number) and number[0] != "0" and (plus := _PLUS.search(before)):
            yield plus[0] + number
        elif (label := _LABELLED.search(before)) and not _is_amount(number, label["sign"]):
            yield number


def _is_amount(number: str, sign: str) -> bool:
    """Years, or thousands right after a word: "mobile 2019-2023", "cell 12.345.678"."""
    if any(mark in sign for mark in ":：.#="):
        return bool(_YEARS.fullmatch(number))
    return bool(_NO_PHONE.fullmatch(number) or _THOUSANDS.fullmatch(number))


# --- ways into a call -----------------------------------------------------------------------------------------------

_REST = "[^\\s<>\"'`)\\]}。、，）」』】»”]{0,500}"
_JOINING = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?://)?(?:"
    r"(?:[\w-]{1,63}\.){0,3}zoom(?:gov)?\.(?:us|com|com\.cn)/(?:(?:j|w|s|wc|wc/join)/\d{6,}|my/[\w.-]{2,})"
    r"|teams\.(?:microsoft|live)\.(?:com|us)/(?:l/meetup-join/|meet/)[\w%]"
    r"|meet\.google\.com/(?:lookup/\w|[a-z]{3}-?[a-z]{4}-?[a-z]{3}\b)|g\.co/meet/\w"
    r"|(?:[\w-]{1,63}\.){1,3}webex\.com/(?:(?:meet|join)/\w|[\w./-]{0,100}?(?:meet/[\w.]|j\.php|joinservice))"
    r"|(?:[\w-]{1,63}\.)?whereby\.com/(?!(?:information|blog|user|about|contact|pricing|legal|help|org|static|embedded|product)\b)\w"
    r"|meet\.jit\.si/[\w%]|8x8\.vc/[\w-]{1,80}/\w"
    r"|gotomeet\.me/\w|(?:[\w-]{1,63}\.)?gotomeeting\.com/(?:join|meeting/join)/\d|meet\.goto\.com/\w|gotomeet\.com/\w"
    r"|(?:[\w-]{1,63}\.)?bluejeans\.com/\d{6,}"
    r"|chat\.whatsapp\.com/\w{6,}"
    r"|(?:t|telegram)\.(?:me|dog)/(?:joinchat/\w|\+(?!\d{8,15}(?!\w))\w)"
    r"|signal\.group/\S"
    r"|discord\.gg/\w|discord(?:app)?\.com/invite/\w"
    r"|line\.me/(?:R/)?ti/g2?/\w|invite\.viber\.com/\S|zalo\.me/g/\w|join\.skype\.com/\w|meeting\.tencent\.com/(?:dm|s)/\w"
    r")" + _REST,
    re.IGNORECASE | re.ASCII,
)
_CALL_HOSTS = (
    *("zoom", "teams.", "meet.", "g.co/meet", "webex", "whereby", "8x8.vc", "gotomeet", "bluejeans", "chat.whatsapp"),
    *("t.me/", "telegram.", "signal.group", "discord", "line.me/", "viber.com", "zalo.me", "skype.com", "tencent.com"),
)
_ZOOM_PASSWORD = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?://)?(?:[\w-]{1,63}\.){0,3}zoom(?:gov)?\.(?:us|com|com\.cn)/(?!rec/)[\w./-]{0,200}\?[^\s?]{0,300}?"
    r"\bpwd=\w" + _REST,
    re.IGNORECASE | re.ASCII,
)
_END = ".,;:!?)]}>'\"”’»。、，）」*_|\\"
_KEEP_CLOSED = "put it into the event's `online: url:`; it is published only with `public: true`"


def joining_link(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """A link with which whoever reads it is in the call, or in the group."""
    if "/" in piece.text and piece.says(_CALL_HOSTS):
        for match in _JOINING.finditer(piece.text):
            link = match[0].rstrip(_END)
            if _same_address(link) not in agreed.links:
                message = "whoever has this link can join"
                yield Finding("joining-link", link, message, _KEEP_CLOSED, ERROR)


def _same_address(url: str) -> str:
    """An address without what makes no difference."""
    return url.strip().removeprefix("https://").removeprefix("http://").rstrip("/").casefold()


# What a secret is called, and what that word means: "call" the password of a call and nothing else, "id" its number, "any"
# any password, "perhaps" much else as well.
_SECRETS: dict[str, str] = {
    word.replace("_", " "): kind
    for kind, words in {
        "call": """
            passcode pass_code meeting_password zoom_password webinar_password meeting_code kode_akses_rapat パスコード 会议密码
            會議密碼 회의_비밀번호 회의_암호 पासकोड পাসকোড پاس_کوڈ
        """,
        "id": """
            meeting_id webinar_id zoom_id id_rapat id_pertemuan id_webinar id_zoom id_cuộc_họp id_de_reunión id_de_reunion
            id_de_la_reunión id_de_réunion id_da_reunião 회의_id 会议id 會議id 会議id 会议号 會議號 ミーティングid ミーティング_id хурлын_id
            میٹنگ_آئی_ڈی รหัสการประชุม
        """,
        "any": """
            password passwort passwd pwd kata_sandi katasandi sandi kata_laluan contraseña contrasena mot_de_passe senha
            palavra-passe access_code kode_akses código_de_acceso code_d'accès 비밀번호 암호 비번 참가_코드 нууц_үг нууц_код пароль
            پاس_ورڈ پاسورڈ รหัสผ่าน รหัสเข้าร่วม mật_khẩu mã_truy_cập パスワード 密码 密碼 စကားဝှက် လျှို့ဝှက်နံပါတ် මුරපදය पासवर्ड পাসওয়ার্ড கடவுச்சொல் ពាក្យសម្ងាត់ លេខសម្ងាត់ ລະຫັດຜ່ານ
        """,
        "perhaps": "pin pin_code pw clave kodigo",
    }.items()
    for word in words.split()
}
_ASCII_SECRETS = {
    root: tuple(word for word in _SECRETS if word.isascii() and root in word)
    for root in (
        "pass",
        "code",
        "kod",
        "sandi",
        "laluan",
        "contrasena",
        "senha",
        "pwd",
        "pw",
        "pin",
        "clave",
        " id",
        "id ",
    )
}
_OTHER_SECRETS = tuple(word for word in _SECRETS if not word.isascii())
_AFTER = r"(?:\s?\([^()]{0,40}\))?\s{0,3}(?P<sign>[:：=]|->|→|\s(?:is|adalah|ay|es|est|é|là|нь)\s|는|은|は|是|為|为|[|–-]|)\s{0,3}"
_VALUE = re.compile(
    _AFTER + r"[\"'“‘「『`(*]{0,2}(?P<value>\d{3}[ \u00a0-]\d{3,4}(?!\d)|[A-Za-z\d!#$%&*+?@^_~.-]{4,40})(?!\w)",
    re.IGNORECASE,
)
_ID_VALUE = re.compile(r"[\s:：=#|(-]{0,5}(?P<sign>)(?P<value>\d(?:[ \u00a0-]?\d){8,11})(?!\d)")
_CALL_WORDS = re.compile(
    r"zoom|webex|teams|google meet|jitsi|\bmeeting|\bcall\b|webinar|dial|\bjoin|conference|rapat|pertemuan|panggilan|bergabung"
    r"|pulong|tawag|회의|줌|참가|会议|會議|会議|ミーティング|ズーム|хурал|уулзалт|میٹنگ|زوم|اجلاس|ประชุม|ซูม|cuộc họp|reuni[oó]n"
    r"|réunion|reunião|အစည်းအဝေး|बैठक|मिटिङ|সভা|মিটিং|জুম|රැස්වීම|கூட்டம்|ប្រជុំ|ປະຊຸມ",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d{1,3}[-–.]\d{1,3}")
_PROVERBIAL = frozenset(
    {"1234", "12345", "123456", "1234567", "12345678", "123456789", "password1", "admin123", "qwerty123"}
)


def call_password(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """What opens a call to whoever reads it: certain beside words of a call, and else a warning."""
    if "pwd=" in piece.folded:
        for match in _ZOOM_PASSWORD.finditer(piece.text):
            link = match[0].rstrip(_END)
            if _same_address(link) not in agreed.links:
                yield _password(link, "the link carries the password of the call", ERROR)
    if not piece.is_address:
        text = piece.folded_words
        found: dict[int, Finding] = {}  # by its end: "meeting password" is the same as the "password" in it
        for word in sorted({word for word in _words_for_secrets(text) if word in text}, key=len):
            found.update(_named_secrets(word, _SECRETS[word], piece))
        yield from found.values()


def _words_for_secrets(text: str) -> Iterator[str]:
    """The words that may be in a text: those of ASCII letters share a few beginnings."""
    for root, words in _ASCII_SECRETS.items():
        if root in text:
            yield from words
    if not text.isascii():
        signs = set(text)
        yield from (word for word in _OTHER_SECRETS if signs.issuperset(word))


def _named_secrets(word: str, kind: str, piece: Piece) -> Iterator[tuple[int, Finding]]:
    text, pattern = piece.words, _ID_VALUE if kind == "id" else _VALUE
    for found in re.finditer(re.escape(word), piece.folded_words):
        start, end = found.span()
        if _is_latin(word) and (text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha()):
            continue
        if (match := pattern.match(text, end)) and (severity := _severity(match, start, kind, piece)):
            said = text[start : match.end("value")].rstrip(_END)
            message = (
                "this is the password of a call" if kind != "id" else "with this number anyone can try to join the call"
            )
            yield match.end("value"), _password(said, message, severity)


def _is_latin(word: str) -> bool:
    return word[0] < "\u0590"  # and Cyrillic: scripts with spaces between words


def _password(needle: str, message: str, severity: Severity) -> Finding:
    return Finding("call-password", needle, message, "take it out; send it to those who are invited", severity)


def _severity(match: re.Match[str], start: int, kind: str, piece: Piece) -> Severity | None:
    """None if what stands after the word is no secret, or nothing says that the word means one."""
    if kind == "id":
        return ERROR
    value, sign = match["value"].rstrip(_END), match["sign"].strip()
    if not _is_secret(value):
        return None
    if kind == "call":
        return ERROR
    around = piece.words[max(0, start - 150) : start], piece.words[match.end() : match.end() + 60]
    in_call = any(map(_CALL_WORDS.search, around))
    if kind == "perhaps":
        return WARNING if in_call else None
    if in_call or piece.about_a_call:
        return ERROR if sign not in ("", "-", "–", "|") else WARNING
    return WARNING if sign in (":", "：", "=") and value.casefold() not in _PROVERBIAL else None


def _is_secret(value: str) -> bool:
    """Digits, letters with digits, or capitals inside a word; no range such as 8-16."""
    if sum(map(str.isalnum, value)) < 4 or _RANGE.fullmatch(value):
        return False
    return any(map(str.isdigit, value)) or bool(re.search(r"[a-z][A-Z]", value))


# --- places ---------------------------------------------------------------------------------------------------------

_DEGREES = r"[-+−]?\d{1,3}\.\d{4,15}"
_COORDINATES = re.compile(
    rf"(?<![\w.,-])({_DEGREES})\s?°?\s?[NSns]?(?:\s{{0,2}}(?:[,;/]|%2C)\s{{0,2}}|\s)(?:lng|lon|long|longitude)?[:=\s]{{0,2}}({_DEGREES})(?![\d.])",
    re.IGNORECASE,
)
_IN_MAP_LINK = re.compile(
    rf"(?:[@=/,:]|%3D|!3d)({_DEGREES})(?:,|/|;|%2C|!4d|,%20|&m?(?:lon|lng|long)=|\+)(?:%20|\+)?({_DEGREES})",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"\d{1,3}\s?°\s?\d{1,2}\s?[′'’]\s?\d{1,2}\.\d{1,6}\s?(?:[″\"”]|''|’’)?\s?[NSEWnsew]\b")
_FOUR_DECIMALS = re.compile(r"\.\d{4}")
_HOME = re.compile(
    r"(?<!nursing )(?<!care )(?<!funeral )\bhome\b(?! (?:affairs|office|page|economics|rule|ministry|department))"
    r"|(?:['’]s|\bmy|\bour|\bher|\bhis|\btheir|\bprivate) (?:house|flat|apartment|place)\b"
    r"|\bresidence\b|\bhouse of (?:mr|mrs|ms|miss|dr)\b|\b(?:private )?apartment\b"
    r"|\b(?:di|ke)? ?rumah (?:saya|kami|pribadi|ibu|bapak|pak|bu|kak|mas|mbak|ana)\b|\bdi rumah\b|\brumah\s*$|\bkediaman\b"
    r"|\bbahay (?:ni|nina|ko|namin)\b|\btahanan\b|자택|(?:씨|님|우리)\s?집|(?<!\w)집(?!\w)|自宅|住宅|(?:さん|私|我|的)の?家(?!\w)"
    r"|(?<!ڈاک )(?<!کتاب )(?<!بجلی )(?<!عجائب )(?<!\w)گھر(?!\w)|رہائش گاہ|บ้านของ|ที่บ้าน|nhà riêng|tại nhà|nhà của"
    r"|(?<!\w)гэр(?:т|ийн)?(?!\w)|နေအိမ်|(?<!\w)घर(?!\w)|निवास|বাসা(?!\w)|বাড়ি|නිවස|வீடு|ផ្ទះ"
    r"|\bdomicil\w{1,3}\b|\bresidencia\b|\bresidência\b|\bdomicile\b|\b(?:mi|su|nuestra) casa\b",
    re.IGNORECASE,
)


def coordinates(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """A place to within ten metres, as numbers or as a link to a map."""
    if not _FOUR_DECIMALS.search(piece.text) and "°" not in piece.text:
        return
    for pattern in (_IN_MAP_LINK,) if piece.is_address else (_COORDINATES, _IN_MAP_LINK, _SECONDS):
        for match in pattern.finditer(piece.prose):
            if pattern is _SECONDS or _on_earth(match[1], match[2]):
                yield Finding(
                    "exact-place",
                    match[0].strip("@=/,:"),
                    "these coordinates show one house",
                    "if it isn't a public place, write no more than two decimals (about a kilometre), or only its town",
                )


def _on_earth(first: str, second: str) -> bool:
    """Two small numbers, such as an estimate and its error, are rather not a place."""
    one, other = sorted((abs(float(first.replace("−", "-"))), abs(float(second.replace("−", "-")))))
    return one <= 90 and 10 <= other <= 180


def _is_exact(venue: Venue) -> bool:
    return (
        venue.latitude is not None
        and venue.longitude is not None
        and all(len(repr(number).partition(".")[2]) >= 4 for number in (venue.latitude, venue.longitude))
    )


def _is_home(venue: Venue) -> bool:
    return any(_HOME.search(words) for words in (venue.name, venue.address) if words)


Finder = Callable[[Piece, Agreed], Iterator[Finding]]
FINDERS_IN_DOCS: tuple[Finder, ...] = (call_password, joining_link)
FINDERS: tuple[Finder, ...] = (*FINDERS_IN_DOCS, email_in_text, phone_number, coordinates)
