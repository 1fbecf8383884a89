"""What every output needs to show a site: the site itself, its texts as HTML, and its templates in a page's language."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup as Safe
from markupsafe import escape

from talanoa import addresses, collation
from talanoa.files import is_image
from talanoa.images import Facts
from talanoa.markup import Image, Markup
from talanoa.markup.links import Links
from talanoa.markup.markup import shortened
from talanoa.model.event import Document, Event, Venue
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.model.values import FilePath, MarkdownWords, Stamp, Words
from talanoa.outputs import dates, labels, pictures
from talanoa.outputs.catalogues import SOURCE, catalogue, spoken
from talanoa.outputs.output import Page, Picture
from talanoa.outputs.places import named_once
from talanoa.outputs.repository import Repository
from talanoa.reads import Known, Reads
from talanoa.related import Related
from talanoa.site import Site, SiteCountry
from talanoa.uris import mail, readable
from talanoa.visibility import Party

_NASTALIQ = frozenset({"ur", "ks"})  # languages whose letters need lines that are far apart
T = TypeVar("T")
THEME = Path(__file__).parent.parent / "theme"


class View:
    """A site as outputs see it. `pages` are all addresses that links may lead to.

    `repository` is where contributions go, None if the site doesn't say; `pictures` are the facts of those that have been
    judged, by path; `reads` notes what is read of all this.
    """

    def __init__(
        self,
        site: Site,
        pages: frozenset[str] = frozenset(),
        repository: Repository | None = None,
        pictures: Mapping[str, Facts] = MappingProxyType({}),
        reads: Reads | None = None,
        links: Links | None = None,
        related: Mapping[str, Sequence[Post]] | None = None,
    ) -> None:
        self.reads = reads or Reads()
        self.related = related or Related(site)
        self.site = site
        self.repository = repository
        self.links = links or Links(site, pages)
        self.pictures = pictures
        self.markup = Markup(self.links, self._in_text, self._of_box, self.reads)
        self._makers: dict[Callable[[View], object], object] = {}
        self._shared: Known = {}
        self.language = str(site.network.language)
        self._environments: dict[str, jinja2.Environment] = {}
        self._bytecode = _Bytecode(str(THEME / "__pycache__"))

    def maker(self, of: Callable[[View], T]) -> T:
        """The one maker of its kind that all outputs of the view share."""
        if of not in self._makers:
            self._makers[of] = of(self)
        return self._makers[of]  # type: ignore[return-value]

    def once(self, make: Callable[[], T], *key: Hashable) -> T:
        """What several outputs show, made once; `key` names it."""
        return self.reads.once(self._shared, key, make)

    def spoken(self, language: str) -> str:
        """The language of pages about something in `language`: that one if the interface speaks it, else the site's, else English.

        A page speaks one language; what it shows of others is marked with theirs.
        """
        return next((tag for tag in (language, self.language) if spoken(tag)), SOURCE)

    def environment(self, language: str) -> jinja2.Environment:
        """The templates, speaking a language, or what is spoken in its place."""
        if language not in self._environments:
            spoken = self.spoken(language)
            self._environments[language] = (
                self._new_environment(spoken) if spoken == language else self.environment(spoken)
            )
        return self._environments[language]

    def _new_environment(self, language: str) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(THEME / "pages"),
            autoescape=True,
            # What is compiled is shared by all languages: no word may be translated in it for good.
            optimized=False,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=self._bytecode,
        )
        translations = catalogue(language)
        environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
        environment.globals["_"] = _phrases(translations.gettext)
        said = Said(self, language, translations.gettext)
        environment.filters.update(
            words=said.words,
            plain=said.plain,
            href=addresses.link,
            **{f"to_{noun}": _link_to(noun) for noun in LINKED},
            outward=lambda address: addresses.link(address) if address.startswith("/") else address,
            label=said.label,
            country=said.country,
            language_name=said.language_name,
            day=said.day,
            month=said.month,
            when=said.when,
            day_of_month=said.day_of_month,
            short_month=said.short_month,
            stamp=said.stamp,
            direction=dates.direction,
            mail=mail,
            readable=readable,
            own_name=dates.own_name,
            attributes=pictures.attributes,
            scripted=said.scripted,
            card=lambda post: self.card(post, language),
        )
        environment.tests["heard_elsewhere"] = dates.is_heard_elsewhere
        environment.tests["over"] = lambda occurrence: occurrence.last_day < self.site.today
        environment.tests["awaited"] = lambda occurrence: occurrence.is_awaited(self.site.today)
        environment.globals.update(site=self.site, view=self, to=addresses, language=language, said=said)
        return environment

    def page(self, address: str, title: str, template: str, context: Mapping[str, Any], **more: Any) -> Page:
        """A page made from a template of theme/pages, which finds `page` (title, address) beside the context.

        `language` (the site's own if none is given) is what it is about; the page speaks that if the interface can.
        """
        language = self.spoken(more.pop("language", self.language))

        def render(bare: bool) -> Safe:
            found = self.environment(language).get_template(template)
            return Safe(found.render(context, title=title, address=address, bare=bare))

        return Page(address, title, language, render, **more)

    def said(self, language: str | None = None) -> Said:
        """How things are said in a language (the site's own if none is given)."""
        said: Said = self.environment(language or self.language).globals["said"]  # type: ignore[assignment]
        return said

    def card(self, post: Post, language: str) -> Safe:
        """A post as listings show it; made once, since many listings show it."""

        def make() -> Safe:
            template = self.environment(language).get_template("card.html")
            return Safe(template.render(post=post, summary=self.markup.summary(post), picture=self.picture(post)))

        return self.once(make, "card", post.slug, language)

    def file(self, path: FilePath | None) -> str | None:
        """The repository's file that a field names; None if there is none."""
        return next((found for found in path.candidates if found in self.site.files), None) if path else None

    def picture(self, post: Post) -> Picture | None:
        """The image above a post, where it stands on the site."""
        file = self.file(post.image.src) if post.image else None
        if post.image is None or file is None:
            return None
        address = self.links.asset_address(file, post.path, addresses.post(post.slug))
        return Picture(address, post.image.alt, self.pictures.get(file), file)

    def logo(self, member: Member) -> Picture | None:
        """A member's logo, where it stands on the site."""
        file = self.file(member.logo.src) if member.logo else None
        if member.logo is None or file is None:
            return None
        address = self.links.asset_address(file, member.written_at.file, addresses.member(member.id))
        return Picture(address, member.logo.alt, self.pictures.get(file), file)

    def first_picture(self, text: str, path: str, address: str) -> Picture | None:
        """The first picture of the repository that a Markdown text of the file `path` shows on the page at `address`."""
        for gap in self.markup.converted(text).gaps:
            if isinstance(gap, Image):
                destination = self.links.resolve(gap.src, path, address)
                if is_image(destination.file):
                    return Picture(destination.address, gap.alt, self.pictures.get(destination.file), destination.file)
        return None

    def picture_in(self, text: MarkdownWords | None, address: str) -> Picture | None:
        """The first picture of a Markdown field, in the site's language."""
        source = text.pick(self.language, "")[0] if text else None
        return self.first_picture(source, source.place.file, address) if source else None

    def shared(self, picture: Picture | None) -> pictures.Shared | None:
        """The picture as it stands for a page elsewhere; none of a drawing (SVG), which no messenger shows."""
        facts = self.pictures.get(picture.file) if picture else None
        return pictures.shared(picture, facts) if picture and facts else None

    def _in_text(self, address: str, file: str) -> str:
        """What a picture in a text says beside its address and its own words."""
        return pictures.attributes(Picture(address, "", self.pictures.get(file)))

    def _of_box(self, kind: str, language: str) -> str:
        return self.said(language).label(kind, "box")

    @property
    def brand_logo(self) -> Picture | None:
        """The network's own logo, where it is on the site."""
        logo = self.site.network.brand.logo
        file = self.file(logo.src) if logo else None
        if logo is None or file is None:
            return None
        return Picture(self.links.asset_address(file, "", "/assets/"), logo.alt, self.pictures.get(file), file)

    def document_address(self, document: Document) -> str:
        """Where a document is: on another site, or a file of this one; "" if it is nowhere."""
        file = self.file(document.file)
        return document.url or (addresses.link(self.links.asset_address(file, "", addresses.LIBRARY)) if file else "")

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the site: the network's own in its order, then the others by what their speakers call them."""
        return self.once(self._languages, "languages")

    def _languages(self) -> tuple[str, ...]:
        own, order = [*map(str, self.site.network.languages)], self.said().order
        return tuple(
            sorted(
                self.site.languages,
                key=lambda code: (
                    (own.index(code), order("")) if code in own else (len(own), order(dates.own_name(code)))
                ),
            )
        )

    @property
    def countries(self) -> tuple[SiteCountry, ...]:
        """Those of the site, by name."""
        return self.once(self._countries, "countries")

    def _countries(self) -> tuple[SiteCountry, ...]:
        order = {code: number for number, code in enumerate(self.said().by_name(it.code for it in self.site.countries))}
        return tuple(sorted(self.site.countries, key=lambda place: order[place.code]))

    @cached_property
    def name(self) -> str:
        """What the network is called in the site's own language."""
        return self.site.network.name.pick(self.language, "")[0]

    @cached_property
    def _named_countries(self) -> Mapping[str, Words]:
        return {str(country.code): country.name for country in self.site.network.countries if country.name}

    def country(self, code: str, language: str) -> str:
        """What a country is called: what network.yml says, else CLDR."""
        own = self._named_countries.get(code)
        texts = own.texts if own else {}
        chosen = texts.get(language) or (texts.get("") if language == self.language else None)
        return chosen or dates.country_name(code, language)


class Said:
    """Names, dates and texts in one language."""

    def __init__(self, view: View, language: str, translate: Callable[[str], str]) -> None:
        self.view = view
        self.language = language
        self.gettext = translate

    @cached_property
    def _preferred(self) -> tuple[str, ...]:
        """In which languages texts are shown, the best first; a page that speaks English for want of words isn't for English."""
        own = self.view.language
        return (self.language, own, "") if spoken(own) else (own, "", self.language)

    @cached_property
    def cldr(self) -> str:
        """The language of dates and of names of countries: the site's own where only the interface's words are lacking."""
        own = self.view.language
        return own if spoken(own) is None and dates.is_known(own) else self.language

    @cached_property
    def name(self) -> str:
        """What the network is called."""
        return self.plain(self.view.site.network.name)

    def pick(self, words: Words) -> tuple[str, str]:
        """The text to show, and the language that it is in."""
        text, language = words.pick(*self._preferred)
        return text, language or self.view.language

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
        text, told = words.pick(*self._preferred)
        language = told or self.view.language
        if language == self.language:
            return Safe(f"<bdi>{self.scripted(text)}</bdi>")
        direction = dates.direction(language) if told else "auto"  # a name without a language may be in any script
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
        language = language or self.view.language
        return self.block(self.view.markup.text(source, path, address, language).html, language)

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
        return self.gettext(labels.LABELS[noun][value])

    def choices(self, values: Iterable[str], noun: str) -> list[tuple[str, str]]:
        """Fixed values with what they are called, for lists to choose from."""
        return [(value, self.label(value, noun)) for value in values]

    def choices_by_name(self, values: Iterable[str], noun: str) -> list[tuple[str, str]]:
        return sorted(self.choices(values, noun), key=lambda choice: self.order(choice[1]))

    def country(self, code: str) -> str:
        return self.view.country(str(code), self.cldr)

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
        """When something happens, by its own clock: day(s), times, and the offset; ranges never turn round in RTL."""
        days, when = self.days(occurrence), dates.when(occurrence, self.cldr)
        if not when.span:
            return days
        return Safe(
            f'{days}{self.gettext(", ")}<bdi dir="ltr" class="span">{when.span}</bdi> <span class="zone">({escape(when.where)})</span>'
        )

    def days(self, occurrence: Occurrence) -> Safe:
        """The day or days of an occurrence inside <time>; the first tells machines the moment."""
        when = dates.when(occurrence, self.cldr)
        first = self._time(dates.machine(occurrence.start, occurrence.event.timezone), when.first)
        if not when.last:
            return first
        last = self._time(occurrence.last_day.isoformat(), when.last)
        return Safe(f'<bdi dir="ltr">{first} – {last}</bdi>')

    def place(self, venue: Venue) -> tuple[str, ...]:
        """Where a venue is, without the street; its country, if it has one, is the last."""
        return named_once(venue, self.country(venue.country) if venue.country else "")

    def reason(self, event: Event) -> Safe:
        """Why an event won't be on its day: its notes, or else the summary, if it isn't that of the whole series."""
        if not event.is_off:
            return Safe("")
        if event.notes:
            source, language = event.notes.pick(*self._preferred)
            beginning = shortened(self.view.markup.converted(source).first_paragraph)
            return self.marked(beginning, language or self.view.language)
        series = self.view.site.event.get(event.id)
        own = event.recurrence is None or series is None or event.summary != series.summary
        return self.words(event.summary) if own else Safe("")

    def party(self, party: Party, *, affiliation: bool = True) -> Safe:
        """A name with its link, and whom it speaks for."""
        name = self.words(party.name)
        if party.address:
            name = Safe(f'<a href="{escape(addresses.link(party.address))}">{name}</a>')
        if affiliation and party.affiliation:
            return Safe(f'{name}{self.gettext(", ")}<span class="affiliation">{self.words(party.affiliation)}</span>')
        return name

    def parties(self, parties: tuple[Party, ...]) -> Safe:
        """Several names; semicolons, since affiliations have commas."""
        return Safe(self.gettext("; ")).join(self.party(party) for party in parties)


LINKED = ("activity", "archive", "country", "event", "kind", "language", "member", "person", "post", "series", "theme")


def _phrases(translate: Callable[[str], str]) -> Callable[..., Safe]:
    """What templates call `_`, as jinja2's own does it; but a phrase without holes, as most are, is made once."""
    whole = cache(lambda text: Safe(translate(text)) % {})

    def phrase(text: str, /, **holes: object) -> Safe:
        return Safe(translate(text)) % holes if holes else whole(text)

    return phrase


def _link_to(noun: str) -> Callable[[str], str]:
    """A filter that turns an id into a link: `post.slug|to_post`. Templates link a hundred thousand times a build."""
    address: Callable[[str], str] = getattr(addresses, noun)
    return lambda id: addresses.link(address(id))


class _Bytecode(jinja2.FileSystemBytecodeCache):
    """Compiled templates beside the templates, as Python keeps its modules': a quarter of a second a build."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):  # a package that can't be written to compiles them each time
            (THEME / "__pycache__").mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
