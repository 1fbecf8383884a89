"""What the fixed values of the data are called. The English words are the keys of the translation catalogues."""

from __future__ import annotations


def N_(text: str) -> str:
    """Marks a text for extraction; it is translated where it is shown."""
    return text


LABELS: dict[str, dict[str, str]] = {
    "kind": {
        "blog": N_("Blog"),
        "op-ed": N_("Op-ed"),
        "news": N_("News"),
        "opportunity": N_("Opportunity"),
        "story": N_("Story"),
        "statement": N_("Statement"),
        "notes": N_("Notes"),
    },
    "kinds": {
        "blog": N_("Blogs"),
        "op-ed": N_("Op-eds"),
        "news": N_("News"),
        "opportunity": N_("Opportunities"),
        "story": N_("Stories"),
        "statement": N_("Statements"),
        "notes": N_("Notes of calls and meetings"),
    },
    "type": {
        "call": N_("Call"),
        "meeting": N_("Meeting"),
        "workshop": N_("Workshop"),
        "webinar": N_("Webinar"),
        "summit": N_("Summit"),
        "deadline": N_("Deadline"),
        "review": N_("Review"),
        "other": N_("Event"),
    },
    "types": {
        "call": N_("Calls"),
        "meeting": N_("Meetings"),
        "workshop": N_("Workshops"),
        "webinar": N_("Webinars"),
        "summit": N_("Summits"),
        "deadline": N_("Deadlines"),
        "review": N_("Reviews"),
        "other": N_("Other events"),
    },
    "event_status": {
        "confirmed": N_("Confirmed"),
        "tentative": N_("Tentative"),
        "cancelled": N_("Cancelled"),
        "postponed": N_("Postponed"),
    },
    "member_kind": {
        "association": N_("Association"),
        "academia": N_("Academia"),
        "media": N_("Non-profit media"),
        "trade-union": N_("Trade union"),
        "network": N_("Network"),
        "coalition": N_("Coalition"),
        "membership-organisation": N_("Membership-based organisation"),
        "peoples-organisation": N_("People’s organisation"),
        "cooperative": N_("Cooperative"),
        "recreational-group": N_("Recreational group"),
        "think-tank": N_("Think tank"),
        "ngo": N_("Non-governmental organisation"),
        "community-organisation": N_("Community-based organisation"),
        "other": N_("Organisation"),
    },
    "member_status": {
        "member": N_("Member"),
        "partner": N_("Partner"),
        "observer": N_("Observer"),
        "former": N_("Former member"),
    },
    "agenda": {
        "proposed": N_("Proposed"),
        "agreed": N_("Agreed"),
        "done": N_("Done"),
        "carried": N_("Carried over"),
    },
    "document": {
        "concept-note": N_("Concept note"),
        "survey": N_("Survey"),
        "draft": N_("Draft"),
        "validated": N_("Validated text"),
        "presentation": N_("Presentation"),
        "notes": N_("Notes"),
        "recording": N_("Recording"),
        "other": N_("Document"),
    },
    "documents": {
        "concept-note": N_("Concept notes"),
        "survey": N_("Surveys"),
        "draft": N_("Drafts"),
        "validated": N_("Validated texts"),
        "presentation": N_("Presentations"),
        "notes": N_("Notes"),
        "recording": N_("Recordings"),
        "statement": N_("Statements"),
        "other": N_("Other documents"),
    },
    "output": {
        "draft": N_("Draft"),
        "validated": N_("Validated"),
        "tabled": N_("Tabled"),
        "adopted": N_("Adopted"),
    },
    "social": {
        "mastodon": N_("Mastodon"),
        "bluesky": N_("Bluesky"),
        "x": N_("X"),
        "facebook": N_("Facebook"),
        "linkedin": N_("LinkedIn"),
        "youtube": N_("YouTube"),
        "github": N_("GitHub"),
    },
}
