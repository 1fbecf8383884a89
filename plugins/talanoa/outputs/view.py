"""What every output needs to show a site: the site itself, its texts as HTML, and its templates in a page's language."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any, ClassVar, TypeVar

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup as Safe

from talanoa import addresses
from talanoa.files import is_image
from talanoa.groups import SiteCountry
from talanoa.images import Facts
from talanoa.markup import Image as ImageInText
from talanoa.markup import Markup
from talanoa.markup.links import Links
from talanoa.model.document import Document
from talanoa.model.member import Member
from talanoa.model.network import Image
from talanoa.model.post import LeadImage, Post
from talanoa.model.values import FilePath, MarkdownWords, Words
from talanoa.outputs import dates, pictures
from talanoa.outputs.catalogues import SOURCE, catalogue, catalogue_name
from talanoa.outputs.localizer import Localizer
from talanoa.outputs.output import FeedLink, Page, Picture
from talanoa.outputs.repository import Repository
from talanoa.reads import Known, Reads
from talanoa.related import Related
from talanoa.site import Site
from talanoa.uris import licence_page, mail, readable

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
        self._shared = Known()
        self.parts = Known()
        self.language = str(site.network.language)
        self._environments: dict[str, jinja2.Environment] = {}
        self._bytecode = _Bytecode(str(THEME / "__pycache__"))

    def maker(self, of: Callable[[View], T]) -> T:
        """The one maker of its kind that all outputs of the view share."""
        if of not in self._makers:
            self._makers[of] = of(self)
        return self._makers[of]  # type: ignore[return-value]

    def forget(self) -> None:
        """Lets go of what several outputs share; it is made again for those who ask."""
        self._makers.clear()
        self._shared.clear()

    def once(self, make: Callable[[], T], *key: Hashable) -> T:
        """What several outputs show, made once; `key` names it."""
        return self.reads.once(self._shared, key, make)

    def part(self, make: Callable[[], str], *key: str) -> str:
        """The same of a part of an output that lists many; the next build takes it over if what `make` reads is as it was.

        `make` has to read the very thing that it is about.
        """
        return self.reads.once(self.parts, key, make)

    def spoken(self, language: str) -> str:
        """The language of pages about something in `language`: that one if the interface speaks it, else the site's, else English.

        A page speaks one language; what it shows of others is marked with theirs.
        """
        return next((tag for tag in (language, self.language) if catalogue_name(tag)), SOURCE)

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
            # What is compiled is shared by all languages: no word may stay translated in it.
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
        localizer = Localizer(language, translations.gettext, self.site, self.markup, self.country)
        environment.filters.update(
            words=localizer.words,
            plain=localizer.plain,
            href=addresses.link,
            **{f"to_{noun}": _linked(address) for noun, address in addresses.THINGS.items()},
            outward=lambda address: addresses.link(address) if address.startswith("/") else address,
            label=localizer.label,
            country=localizer.country,
            language_name=localizer.language_name,
            day=localizer.day,
            when=localizer.when,
            day_of_month=localizer.day_of_month,
            short_month=localizer.short_month,
            stamp=localizer.stamp,
            city=lambda zone: dates.city_of(zone, language),
            direction=dates.direction,
            licence_page=licence_page,
            mail=mail,
            readable=readable,
            own_name=dates.own_name,
            attributes=pictures.attributes,
            scripted=localizer.scripted,
            card=lambda post: self.card(post, language),
        )
        environment.tests["heard_elsewhere"] = dates.is_heard_elsewhere
        environment.tests["over"] = lambda occurrence: occurrence.last_day < self.site.today
        environment.tests["awaited"] = lambda occurrence: occurrence.is_awaited(self.site.today)
        environment.globals.update(site=self.site, view=self, to=addresses, language=language, localizer=localizer)
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

    def localizer(self, language: str | None = None) -> Localizer:
        """Names, dates and texts in a language (the site's own if none is given)."""
        localizer: Localizer = self.environment(language or self.language).globals["localizer"]  # type: ignore[assignment]
        return localizer

    def feed_link(self, title: str, page: str, language: str | None = None) -> FeedLink:
        """The feed of a page; without a title it is the network's."""
        return FeedLink(self.localizer(language).of_network(title), addresses.feed(page))

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
        """The image above a post, where it is on the site."""
        return self._shown(post.image, post.path, addresses.post(post.slug))

    def logo(self, member: Member) -> Picture | None:
        """A member's logo, where it is on the site."""
        return self._shown(member.logo, member.written_at.file, addresses.member(member.id))

    @property
    def brand_logo(self) -> Picture | None:
        """The network's own logo, where it is on the site."""
        return self._shown(self.site.network.brand.logo, "", "/assets/")

    def _shown(self, image: Image | LeadImage | None, path: str, address: str) -> Picture | None:
        """A picture that an entry of the file `path` names, on the page at `address`."""
        if image is None or (file := self.file(image.src)) is None:
            return None
        return Picture(self.links.asset_address(file, path, address), image.alt, self.pictures.get(file), file)

    def first_picture(self, text: str, path: str, address: str) -> Picture | None:
        """The first picture of the repository that a Markdown text of the file `path` shows on the page at `address`."""
        for gap in self.markup.converted(text).gaps:
            if isinstance(gap, ImageInText):
                destination = self.links.resolve(gap.src, path, address)
                if is_image(destination.file):
                    return Picture(destination.address, gap.alt, self.pictures.get(destination.file), destination.file)
        return None

    def picture_in(self, address: str, *texts: MarkdownWords | None) -> Picture | None:
        """The first picture of the Markdown fields that the page at `address` shows, in the site's language."""
        sources = (text.pick(self.language, "")[0] for text in texts if text)
        return next((it for source in sources if (it := self.first_picture(source, source.place.file, address))), None)

    def shared(self, picture: Picture | None) -> pictures.Shared | None:
        """The picture as it stands for a page elsewhere; none of a drawing (SVG), which no messenger shows."""
        facts = self.pictures.get(picture.file) if picture else None
        return pictures.shared(picture, facts) if picture and facts else None

    def _in_text(self, address: str, file: str) -> str:
        """The attributes of a picture in a text but for its address and its own words."""
        return pictures.attributes(Picture(address, "", self.pictures.get(file)))

    def _of_box(self, kind: str, language: str) -> str:
        return self.localizer(language).label(kind, "box")

    def document_address(self, document: Document) -> str:
        """Where a document is: on another site, or a file or page of this one; "" if it is nowhere."""
        if page := self._page_of(document):
            return addresses.link(addresses.doc(page))
        file = self.file(document.file)
        return document.url or (addresses.link(self.links.asset_address(file, "", addresses.LIBRARY)) if file else "")

    def text_of(self, document: Document) -> str | None:
        """The text of a document that can be compared with another: plain text, or a page of docs/."""
        if page := self._page_of(document):
            return self.site.docs[page]
        candidates = document.file.candidates if document.file else ()
        return next((text for path in candidates if (text := self.site.texts.get(path))), None)

    def _page_of(self, document: Document) -> str | None:
        candidates = document.file.candidates if document.file else ()
        return next((path for path in candidates if path in self.site.docs), None)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the site: the network's own in its order, then the others by what their speakers call them."""
        return self.once(self._languages, "languages")

    def _languages(self) -> tuple[str, ...]:
        own, order = len(self.site.network.languages), self.localizer().order
        others = sorted(self.site.languages[own:], key=lambda code: order(dates.own_name(code)))
        return (*self.site.languages[:own], *others)

    @property
    def countries(self) -> tuple[SiteCountry, ...]:
        """Those of the site, by name."""
        return self.once(self._countries, "countries")

    def _countries(self) -> tuple[SiteCountry, ...]:
        known = {country.code: country for country in self.site.countries}
        return tuple(known[code] for code in self.localizer().by_name(known))

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


def _phrases(translate: Callable[[str], str]) -> Callable[..., Safe]:
    """What templates call `_`, as jinja2's own does it; but a phrase without holes, as most are, is made once."""
    whole = cache(lambda text: Safe(translate(text)) % {})

    def phrase(text: str, /, **holes: object) -> Safe:
        return Safe(translate(text)) % holes if holes else whole(text)

    return phrase


def _linked(address: Callable[[str], str]) -> Callable[[str], str]:
    """A filter that turns an id into a link: `post.slug|to_post`. Templates link a hundred thousand times a build."""
    return lambda id: addresses.link(address(id))


class _Bytecode(jinja2.FileSystemBytecodeCache):
    """Compiled templates next to the templates, as Python keeps its modules': a quarter of a second a build.

    What was read once serves every language, and every view of the process.
    """

    _read: ClassVar[dict[tuple[str, str], CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        known = (bucket.key, bucket.checksum)
        if self._read.get(known) is None:
            super().load_bytecode(bucket)
            self._read[known] = bucket.code
        bucket.code = self._read[known]

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):  # a package that can't be written to compiles them each time
            (THEME / "__pycache__").mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
