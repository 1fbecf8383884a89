"""Files → the model, with every problem of shape and value in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from talanoa import source
from talanoa.files import DATA_ENDINGS, FOLDERS, TEXT_ENDINGS, ending_of
from talanoa.load import digests
from talanoa.load.answers import results, results_files
from talanoa.load.files import read_in, regular_files
from talanoa.load.ids import slug_of, with_usable_suggestions, written_ids
from talanoa.load.lists import events_of, members_of
from talanoa.load.names import misnamed
from talanoa.load.network import network_of
from talanoa.load.posts import posts_of
from talanoa.load.reading import beginning_of, source_of, text_of
from talanoa.load.reading_cache import ReadingCache
from talanoa.model.digest import SentDigest
from talanoa.model.event import Event, documents_of_series
from talanoa.model.fields import Problems
from talanoa.model.member import Member
from talanoa.model.network import Network
from talanoa.model.post import Post
from talanoa.model.series import Series
from talanoa.model.survey import Results
from talanoa.model.values import Markdown
from talanoa.problems import Place, Problem

MAX_FILES = 40_000  # in the content folders: a network of 10,000 posts and 20,000 pictures has room to grow
MAX_TIMES = 3_000  # that all recurring events together happen: six calls a week for ten years
# Files that are published as they are, in which a merge may have left a conflict.
_TEXTS = frozenset((".css", ".csv", ".htm", ".html", ".js", ".json", ".svg", ".tsv", ".txt", ".xml"))


class Content(Struct, frozen=True):
    """Everything that the files say, hidden things included, before any rule across things is judged."""

    root: Path
    network: Network
    members: tuple[Member, ...]
    events: tuple[Event, ...]
    posts: tuple[Post, ...]
    docs: Mapping[str, str]  # path of a hand-written page → its text
    files: frozenset[str]  # every other one of docs/, posts/, members/ and events/
    series: tuple[Series, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)  # path of a series' document in plain text → that text
    surveys: Mapping[str, Results] = field(default_factory=dict)  # an event's id → what may be shown of its survey
    greetings: Mapping[str, Markdown] = field(default_factory=dict)  # by language, at the beginning of the next digest
    digests: tuple[SentDigest, ...] = ()  # those that were sent, the latest first
    network_as_read: str = ""  # the fingerprint of network.yml
    dropped: frozenset[str] = frozenset()  # ids of entries that can't be used; what refers to them isn't wrong as well

    @property
    def published_digests(self) -> tuple[SentDigest, ...]:
        """Those that the site lists."""
        mailing_list = self.network.mailing_list
        wanted = mailing_list is not None and mailing_list.digests
        return tuple(digest for digest in self.digests if digest.state == "sent") if wanted else ()

    def only(self, publishes: Callable[[str], bool]) -> Content:
        """The same, but for files that don't belong to the site."""
        docs = {path: text for path, text in self.docs.items() if publishes(path)}
        return replace(self, docs=docs, files=frozenset(filter(publishes, self.files)))


def load(root: Path, readings: ReadingCache | None = None) -> tuple[Content | None, Problems]:
    """Reads the network's folder. Content is None only when network.yml can't be used at all.

    `readings` has what was read before, and goes on with what is found in it.
    """
    readings = readings or ReadingCache()
    readings.begin()
    problems: Problems = []
    files = list(islice(regular_files(root, problems), MAX_FILES + 1))
    if len(files) > MAX_FILES:
        return None, [_too_many(files)]
    return _content(root, readings, files, problems), problems


def _content(root: Path, readings: ReadingCache, files: list[str], problems: Problems) -> Content | None:
    problems += misnamed(root, files)
    named_wrong = {problem.place.file for problem in problems}
    network, network_as_read = network_of(root, readings, problems)
    language = network.language if network else "en"
    zone = network.timezone if network else "UTC"
    members = members_of(root, readings, files, problems)
    events, series = events_of(root, readings, files, zone, problems)
    events = _bounded(events, problems)
    posts = tuple(
        posts_of(root, readings, [path for path in files if path.startswith("posts/")], named_wrong, language, problems)
    )
    docs = {path: text_of(root, path, problems) for path in read_in("docs", files)}
    for path in files:
        if ending_of(path) in _TEXTS and source.may_conflict(beginning_of(root, path)):
            source_of(root, path, problems)
    if network is None:
        return None
    others = frozenset(
        path
        for path in files
        if not path.endswith(TEXT_ENDINGS if path.startswith("docs/") else TEXT_ENDINGS + DATA_ENDINGS)
    )
    documents = sorted(documents_of_series(events, series) & others)
    texts = {path: text_of(root, path, []) for path in documents if path.endswith(".txt")}
    surveys = results(root, events, others, problems, language)
    others -= results_files(events, others)
    problems += (it for it in digests.strays(files, network.languages) if it.place.file not in named_wrong)
    greetings, sent = digests.greetings(root, files, problems), digests.sent(root, files, problems)
    content = Content(
        root, network, members, events, posts, docs, others, series, texts, surveys, greetings, sent, network_as_read
    )
    if not problems:
        return content
    written, usable = written_ids(root, readings, files), _ids(content)
    slugs = {slug for path in read_in("posts", files) if (slug := slug_of(path))}
    problems[:] = with_usable_suggestions(problems, written, usable | slugs | _former_ids(content))
    return replace(content, dropped=frozenset({id for id, _ in written} | slugs) - usable)


def _too_many(files: list[str]) -> Problem:
    """At the folder that has most of them."""
    folder, _ = Counter(path.partition("/")[0] for path in files).most_common(1)[0]
    *first, last = (f"{name}/" for name in FOLDERS)
    message = f"{', '.join(first)} and {last} have more than {MAX_FILES:,} files in total"
    help = "look for files that are here by mistake, and move what isn't for the site; nothing else was read"
    return Problem("too-large", message, Place.start_of(folder), help)


def _ids(content: Content) -> frozenset[str]:
    """Of all that was read."""
    network = content.network
    lists = (network.themes, network.activities, network.statuses, content.members, content.events, content.series)
    ids = {str(thing.id) for things in lists for thing in things} | {post.slug for post in content.posts}
    return frozenset(ids | {str(person.id) for member in content.members for person in member.people})


def _former_ids(content: Content) -> set[str]:
    """Those that still lead to what has another id now."""
    former = [*(member.formerly for member in content.members), *(event.formerly for event in content.events)]
    return {str(id) for ids in (*former, *(post.formerly for post in content.posts)) for id in ids}


def _bounded(events: tuple[Event, ...], problems: Problems) -> tuple[Event, ...]:
    """The events; without those that recur if these happen more often than a site can show: each time has its own page."""
    times = 0
    for event in events:
        times += len(event.recurrence.all_days(event.start)) if event.recurrence else 0
        if times > MAX_TIMES:
            message = f"with this event, recurring events have more than {MAX_TIMES:,} occurrences in total"
            help = "end recurrences earlier; each occurrence has a page of its own"
            problems.append(Problem("recurrence-too-long", message, event.id.place, help))
            return tuple(event for event in events if event.recurrence is None)
    return events
