"""The invented network that every format is written from.

Members and events are kept as the mappings that Talanoa's YAML files hold, because that is the richest of the formats;
the peers' pages are drawn from them. All of it follows from a size and a seed: the same two give the same bytes.
"""

from dataclasses import dataclass
from random import Random

from events import make_call, make_event
from lists import Fields, Size
from members import make_member
from posts import Post, illustrated, make_posts


@dataclass(frozen=True)
class World:
    """Everything that a corpus holds."""

    seed: int
    members: list[Fields]
    events: list[Fields]
    posts: list[Post]

    def author_names(self) -> dict[str, str]:
        """The display name behind every id that may sign a post."""
        people = {person["id"]: person["name"] for member in self.members for person in member["people"]}
        return people | {member["id"]: name_of(member) for member in self.members}

    def pictures(self) -> list[str]:
        """The names of all pictures that posts show."""
        return sorted({post.picture for post in self.posts if post.picture})


def name_of(thing: Fields) -> str:
    """The English name or title of a member or event, whose name may be a text or one for each language."""
    name = thing.get("name") or thing["title"]
    return str(name["en"] if isinstance(name, dict) else name)


def make_world(size: Size, seed: int, pictures: bool = True) -> World:
    """The whole corpus. Each thing has a random source of its own, so that a change to one leaves the others alone."""
    members = [make_member(Random(f"{seed}/member/{number}"), number) for number in range(1, size.members + 1)]
    member_ids = [str(member["id"]) for member in members]
    events = [make_event(Random(f"{seed}/event/{number}"), number, member_ids) for number in range(1, size.events)]
    events.insert(0, make_call(member_ids))
    posts = make_posts(seed, size.posts, members, [str(event["id"]) for event in events])
    return World(seed, members, events, illustrated(posts, seed) if pictures else posts)
