"""What a page with a feed or a calendar is about: its noun in `addresses.THINGS` and an id, such as ("theme", "water")."""

from __future__ import annotations

from talanoa import addresses
from talanoa.outputs.view import View

Subject = tuple[str, str]


def page_of(subject: Subject) -> str:
    """The address of its page."""
    noun, id = subject
    if noun == "home":
        return addresses.HOME
    return addresses.EVENTS if noun == "events" else addresses.of(noun, id)


def title_of(view: View, subject: Subject) -> str:
    """What it is called; "" for the network as a whole."""
    site, localizer = view.site, view.localizer()
    noun, id = subject
    match noun:
        case "kind":
            return localizer.label(id, "kinds")
        case "event_type":
            return localizer.label(id, "types")
        case "theme":
            return localizer.plain(site.theme[id].title)
        case "activity":
            return localizer.plain(site.activity[id].title)
        case "country":
            return localizer.country(id)
        case "language":
            return view.localizer(id).language_title(id)
        case "member":
            return localizer.plain(site.member[id].name)
        case "person":
            return site.profiles[id].person.name
        case "events":
            return localizer.gettext("Events")
    return ""
