"""Names, dates and texts in one language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from markupsafe import Markup as Safe
from markupsafe import escape

from talanoa import addresses, collation
from talanoa.markup.markup import Markup, shortened
from talanoa.model.event import Event, Venue
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Guest
from talanoa.model.values import MarkdownWords, PersonRef, Stamp, Words
from talanoa.outputs import dates, labels
from talanoa.outputs.catalogues import catalogue_name
from talanoa.outputs.venues import named_once
from talanoa.site import Site
from talanoa.visibility import Credit

_NASTALIQ = frozenset({"ur", "ks"})  # languages whose letters need lines that are far apart


class Localizer:
    """Names, dates and texts in one language."""

    def __init__(
        self,
        language: str,
        translate: Callable[[str], str],
        site: Site,
        markup: Markup,
        country_name: Callable[[str, str], str],
    ) -> None:
        """`country_name` says what a country (a code) is called in a language."""
        self.language = language
        self.gettext = translate
        self.own_language = str(site.network.language)  # the site's
        self._site = site
        self._markup = markup
        self._country_name = country_name

    @cached_property
    def _preferred(self) -> tuple[str, ...]:
        """In which languages texts are shown, the best first; a page that speaks English for want of words isn't for English."""
        own = self.own_language
        return (self.language, own, "") if catalogue_name(own) else (own, "", self.language)

    @cached_property
    def cldr(self) -> str:
        """The language of dates and of names of countries: the site's own where only the interface's words are lacking."""
        own = self.own_language
        return own if catalogue_name(own) is None and dates.is_known(own) else self.language

    @cached_property
    def name(self) -> str:
        """What the network is called."""
        return self.plain(self._site.network.name)

    def of_network(self, title: str) -> str:
        """A title with the network's name behind it, for where it is seen among others; the name alone without one."""
        return f"{title} – {self.name}" if title else self.name

    def pick(self, words: Words) -> tuple[str, str]:
        """The text to show, and the language that it is in."""
        text, language = words.pick(*self._preferred)
        return text, language or self.own_language

    def plain(self, words: Words | str | None) -> str:
        """A text for attributes and metadata."""
        if words is None:
            return ""
        return words if isinstance(words, str) else self.pick(words)[0]

    def words(self, words: Words | str | None) -> Safe:
        """A text for content: marked with its language and direction where these aren't the page's."""
        if words is None:
            return Safe("")
        if isinstance(words, str):
            return Safe(f"<bdi>{self.scripted(words)}</bdi>")
        text, marked = words.pick(*self._preferred)
        language = marked or self.own_language
        if language == self.language:
            return Safe(f"<bdi>{self.scripted(text)}</bdi>")
        direction = dates.direction(language) if marked else "auto"  # a name without a language may be in any script
        return Safe(f'<bdi lang="{escape(language)}" dir="{direction}">{escape(text)}</bdi>')

    def scripted(self, text: str) -> Safe:
        """A text on a page in a tall script, marked if it is in another one: its lines are closer together."""
        if self.language not in _NASTALIQ or any("ARABIC" in unicodedata.name(letter, "") for letter in text):
            return Safe(escape(text))
        return Safe(f'<span class="t-other-script">{escape(text)}</span>')

    def markdown(self, text: MarkdownWords | None, path: str, address: str) -> Safe:
        """A Markdown field as HTML, in a block of its own language."""
        if text is None:
            return Safe("")
        source, language = text.pick(*self._preferred)
        language = language or self.own_language
        return self.block(self._markup.text(source, path, address, language).html, language)

    def block(self, html: Safe, language: str) -> Safe:
        """A part of the page, marked if it isn't in the page's language."""
        if language == self.language:
            return html
        return Safe('<div lang="{}" dir="{}">{}</div>').format(language, dates.direction(language), html)

    def title(self, title: str, language: str) -> tuple[str, str]:
        """A title of the navigation, translated if it is one that the interface knows, and the language that it is in then."""
        known = self.gettext(title)
        return (title, language) if known == title else (known, self.language)

    def marked(self, text: str, language: str) -> Safe:
        """A text in this language."""
        return self.words(Words({language: text}))

    def label(self, value: str, noun: str) -> str:
        """What a fixed value of the data is called: label("op-ed", "kind") → Op-ed."""
        own = self._kinds.get(value) if noun == "member_kind" else None
        return self.plain(own) if own else self.gettext(labels.LABELS[noun][value])

    @cached_property
    def _kinds(self) -> dict[str, Words]:
        """The network's own kinds of members."""
        return {str(kind.id): kind.title for kind in self._site.network.member_kinds}

    def choices(self, values: Iterable[str], noun: str) -> list[tuple[str, str]]:
        """Fixed values with what they are called, for lists to choose from."""
        return [(value, self.label(value, noun)) for value in values]

    def choices_by_name(self, values: Iterable[str], noun: str) -> list[tuple[str, str]]:
        return sorted(self.choices(values, noun), key=lambda choice: self.order(choice[1]))

    def country(self, code: str) -> str:
        return self._country_name(str(code), self.cldr)

    def order(self, name: Words | str) -> collation.Key:
        """What sorts a name into a list of this page."""
        return collation.key(self.plain(name), self.cldr)

    def initial(self, name: Words) -> str:
        """The letter under which an index of this page has a name."""
        return collation.initial(self.plain(name), self.cldr)

    def by_name(self, codes: Iterable[str]) -> list[str]:
        """Country codes in the order of their names."""
        return sorted(map(str, codes), key=lambda code: (self.order(self.country(code)), code))

    def members(self, members: Iterable[Member]) -> tuple[Member, ...]:
        """Members in the order of their names, as this page shows them."""
        return tuple(sorted(members, key=lambda member: (self.order(member.name), member.id)))

    def language_name(self, code: str) -> str:
        return dates.language_name(str(code), self.cldr)

    def language_title(self, code: str) -> str:
        """The name of a language as a heading; on its own pages, what its speakers call it."""
        return dates.own_name(code) if code == self.language else dates.capital(self.language_name(code))

    def day(self, day: date | Stamp) -> str:
        """A date in words."""
        return dates.day_words(day.day if isinstance(day, Stamp) else day, self.cldr)

    def day_of_month(self, day: date) -> str:
        """A date in words with its weekday, without the year."""
        return dates.day_of_month_words(day, self.cldr)

    def weekday(self, number: int) -> str:
        return dates.weekday_name(number, self.cldr)

    def short_month(self, day: date) -> str:
        return dates.short_month_words(day, self.cldr)

    def month(self, year: int, number: int) -> str:
        return dates.month_words(year, number, self.cldr)

    def stamp(self, day: date | Stamp | None) -> Safe:
        """A date in words inside <time>."""
        if day is None:
            return Safe("")
        plain = day.day if isinstance(day, Stamp) else day
        return self._time(plain.isoformat(), self.day(plain))

    def _time(self, machine: str, words: str) -> Safe:
        lang = "" if self.cldr == self.language else f' lang="{escape(self.cldr)}"'
        return Safe(f'<time datetime="{machine}"{lang}>{escape(words)}</time>')

    def when(self, occurrence: Occurrence) -> Safe:
        """When something happens, by its own clock: day(s), times, and the offset; from one time to another is from left to right everywhere."""
        days, when = self.days(occurrence), dates.when(occurrence, self.cldr)
        if not when.span:
            return days
        return Safe(
            f'{days}{self.gettext(", ")}<bdi dir="ltr" class="span">{when.span}</bdi> <span class="zone">({escape(when.where)})</span>'
        )

    def days(self, occurrence: Occurrence) -> Safe:
        """The day or days of an occurrence inside <time>; the first has the moment, for programs."""
        when = dates.when(occurrence, self.cldr)
        first = self._time(dates.machine(occurrence.start, occurrence.event.timezone), when.first)
        if not when.last:
            return first
        last = self._time(occurrence.last_day.isoformat(), when.last)
        return Safe(f"<bdi>{first} – {last}</bdi>")  # words: from right to left in Urdu

    def venue(self, venue: Venue) -> tuple[str, ...]:
        """Where a venue is, without the street; its country, if it has one, is the last."""
        return named_once(venue, self.country(venue.country) if venue.country else "")

    def reason(self, event: Event) -> Safe:
        """Why an event won't be on its day: its notes, or else the summary, if it isn't that of all its occurrences."""
        if not event.is_off:
            return Safe("")
        if event.notes:
            source, language = event.notes.pick(*self._preferred)
            beginning = shortened(self._markup.converted(source).first_paragraph)
            return self.marked(beginning, language or self.own_language)
        usual = self._site.event.get(event.id)
        own = event.recurrence is None or usual is None or event.summary != usual.summary
        return self.words(event.summary) if own else Safe("")

    def credit(self, credit: Credit, *, affiliation: bool = True) -> Safe:
        """A name with its link, and whom it speaks for."""
        name = self.words(credit.name)
        if credit.address:
            name = Safe(f'<a href="{escape(addresses.link(credit.address))}">{name}</a>')
        if affiliation and credit.affiliation:
            return Safe(f'{name}{self.gettext(", ")}<span class="affiliation">{self.words(credit.affiliation)}</span>')
        return name

    def speakers(self, speakers: tuple[PersonRef | Guest, ...]) -> Safe:
        found = (self._site.credit(who) for who in speakers)
        return self.credits(tuple(credit for credit in found if credit))

    def credits(self, credits: tuple[Credit, ...]) -> Safe:
        """Several names; semicolons, since affiliations have commas."""
        return Safe(self.gettext("; ")).join(self.credit(credit) for credit in credits)
