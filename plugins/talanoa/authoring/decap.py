"""The configuration of a browser editor (Decap, Sveltia) for folders of posts, members and events: the same fields, in its words.

Days and times are texts, so that no time zone moves them. What such an editor can't keep as it is isn't in the configuration, and so
stays: `occurrences`, and values of two shapes. `unfit` says which entries it can't open as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from babel import Locale
from babel.core import UnknownLocaleError
from msgspec.structs import replace

from talanoa.amend import Plain, Value, root_of
from talanoa.authoring.entries import text_of
from talanoa.authoring.fields import Field, Kind, choices_in, fields
from talanoa.files import read_bytes
from talanoa.load import Content
from talanoa.model.scalars import PATTERNS
from talanoa.model.values import Words
from talanoa.source import MAX_BYTES, Scalar
from talanoa.source import Mapping as Group

Folder = Literal["posts", "members", "events"]
FOLDERS: Final[Mapping[Folder, Kind]] = {"posts": "post", "members": "member", "events": "event"}

_YES, _NO = Plain("true"), Plain("false")
_MANY = 300  # more choices than that are typed
_PATTERNED = frozenset(
    {"day", "moment", "time", "length", "country", "language", "address", "email", "id", "reference"}
)
# Those that say what they show in a list of entries.
_SUMMARIES: Final[Mapping[Folder, str]] = {
    "posts": "{{title}} ({{date}})",
    "members": "{{id}}",
    "events": "{{id}} ({{start}})",
}


def configuration(files: Content, folders: tuple[Folder, ...], backend: Value, site_url: str, below: str = "") -> str:
    """YAML for the editor's `config.yml`; `below` is the folder of the repository in which the network's files are.

    The file is public where the editor is, so nothing hidden is among the choices.
    """
    files = _seen(files)
    config: dict[str, Value] = {
        "backend": backend,
        "publish_mode": "editorial_workflow",
        "site_url": site_url,
        "media_folder": f"{below}docs/assets",
        "public_folder": "docs/assets",
        "slug": {"encoding": "ascii", "clean_accents": _YES},
        "output": {"omit_empty_optional_fields": _YES},  # Sveltia
        "editor": {"preview": _NO},
        "collections": [_collection(folder, files, below) for folder in folders],
    }
    return text_of(config)


def _seen(files: Content) -> Content:
    """Without members, people and events that may not be known."""
    members = (
        replace(member, people=tuple(person for person in member.people if person.visibility != "hidden"))
        if member.visibility == "public"
        else replace(member, people=())
        for member in files.members
        if member.visibility != "hidden"
    )
    events = (event for event in files.events if event.visibility != "hidden")
    return replace(files, members=tuple(members), events=tuple(events))


def unfit(files: Content, folders: tuple[Folder, ...]) -> Iterator[str]:
    """What the editor can't open as it is, in sentences."""
    for folder in folders:
        things: Any = {"members": files.members, "events": files.events}.get(folder, ())
        listed = sum(thing.id.place.file == f"{folder}.yml" for thing in things)
        if listed:
            yield f"{listed} {folder} are in {folder}.yml, which such an editor can't keep: give each a file of its own in {folder}/."
        paths = {thing.id.place.file for thing in things} - {f"{folder}.yml"}
        paths |= {post.path for post in files.posts} if folder == "posts" else set()
        for path in sorted(paths):
            if found := [*_other_shapes(path, folder, files)]:
                yield f"{path}: {', '.join(found)} can't be shown: written in another shape than the editor's."


def _other_shapes(path: str, folder: Folder, files: Content) -> Iterator[str]:
    root = root_of(read_bytes(files.root, path, MAX_BYTES + 1), path, [])
    for field in fields(FOLDERS[folder]):
        value = root.get(field.key) if isinstance(root, Group) else None
        if value is None or field.key == "body":
            continue
        items = getattr(value, "items", [])
        if (field.by_language and _by_language(files) and isinstance(value, Scalar)) or (
            field.shape == "person" and any(isinstance(item, Group) for item in items)
        ):
            yield f"`{field.key}`"


def _by_language(files: Content) -> bool:
    return len(files.network.languages) > 1


def _collection(folder: Folder, files: Content, below: str) -> Value:
    kind = FOLDERS[folder]
    made: dict[str, Value] = {
        "name": folder,
        "label": folder.capitalize(),
        "label_singular": kind.capitalize(),
        "folder": f"{below}{folder}",
        "create": _YES,
        "identifier_field": "title" if folder == "posts" else "id",
        "slug": "{{fields.date}}-{{slug}}" if folder == "posts" else "{{slug}}",
        "extension": "md" if folder == "posts" else "yml",
        "format": "yaml-frontmatter" if folder == "posts" else "yaml",
        "summary": _SUMMARIES[folder],
    }
    if folder == "posts":
        made |= {"media_folder": "", "public_folder": ""}  # beside the post
        if any(post.path.split("/")[1].isdigit() for post in files.posts):
            made["path"] = "{{year}}/{{slug}}"
    made["fields"] = [one for field in fields(kind) if (one := _field(field, files, folder))]
    return made


def _field(field: Field, files: Content, folder: Folder, *, optional: bool = False) -> Value | None:
    """A field in the editor's words; None for one that it can't keep. Within what is optional, nothing is required."""
    if field.shape == "by_day" or field.or_text:
        return None
    required = (field.required or field.key == "body") and not optional
    made: dict[str, Value] = {"name": field.key, "label": field.words, "hint": field.help_without_yaml}
    made["required"] = _YES if required else _NO
    if field.by_language and _by_language(files):
        widget = "text" if field.shape == "text" else "string"
        return {**made, "widget": "object", "fields": [*_languages(files, widget, required)]}
    return made | _widget(field, files, folder, required)


def _languages(files: Content, widget: str, required: bool) -> Iterator[Value]:
    for number, language in enumerate(map(str, files.network.languages)):
        needed = _YES if required and number == 0 else _NO
        yield {"name": language, "label": _in_english(language), "widget": widget, "required": needed}


def _in_english(language: str) -> str:
    """`Korean (ko)`; one that Unicode has no name for by its code alone."""
    try:
        name = Locale.parse(language, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name} ({language})" if name else language


def _widget(field: Field, files: Content, folder: Folder, required: bool) -> dict[str, Value]:
    if field.shape == "group":
        below = [
            made for one in field.fields if (made := _field(one, files, folder, optional=not (required or field.many)))
        ]
        return {"widget": "list" if field.many else "object", "collapsed": _YES, "fields": below}
    options = _options(field, files)
    if options:
        return {"widget": "select", **({"multiple": _YES} if field.many else {}), "options": options}
    if field.many:
        return {"widget": "list", "field": {"name": field.key, "label": field.words, **_text(field, folder)}}
    return _text(field, folder)


def _text(field: Field, folder: Folder) -> dict[str, Value]:
    if field.key == "body":
        return {"widget": "markdown", "modes": ["raw"]}
    if field.shape == "text":
        return {"widget": "text"}
    if field.shape == "flag":
        return {"widget": "boolean"}
    if field.shape == "number":
        return {"widget": "number", "value_type": "float" if field.hint is float else "int"}
    if field.shape == "path" and folder == "posts":
        return {"widget": "image"}
    pattern = PATTERNS.get(field.hint) if field.shape in _PATTERNED else None
    return {"widget": "string", **({"pattern": [f"^(?:{pattern})$", field.help]} if pattern else {})}


def _options(field: Field, files: Content) -> list[Value]:
    """What can be chosen, with its name; nothing where people type."""
    network = files.network
    if field.shape == "country":
        used = {str(member.country) for member in files.members} | {str(country.code) for country in network.countries}
        codes = [code for code in choices_in(field, files) if code in used]
        return [*codes]
    if field.shape in ("zone", "language") or field.noun == "post":
        return []
    choices = choices_in(field, files)
    if not choices or len(choices) > _MANY:
        return []
    titles = _titles(files)
    return [{"label": titles[it], "value": it} if it in titles else it for it in choices]


def _titles(files: Content) -> dict[str, str]:
    network = files.network
    named: dict[str, Words | str] = {str(it.id): it.title for it in (*network.themes, *network.activities)}
    named |= {str(member.id): member.name for member in files.members}
    named |= {str(person.id): person.name for member in files.members for person in member.people}
    named |= {str(event.id): event.title for event in files.events}
    language = str(network.language)
    return {id: it.pick(language, "")[0] if isinstance(it, Words) else str(it) for id, it in named.items()}
