"""The posts of a corpus: front matter as Talanoa has it, and bodies that every generator reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lists import ACTIVITY_IDS, CODES, FIRST_DAY, KINDS, THEME_IDS, TODAY, Fields, chance, day_between, slug, some
from pictures import choose_picture
from prose import Prose
from words import OTHERS


@dataclass(frozen=True)
class Post:
    """A post: its front matter as Talanoa has it, and its body in blocks, the first of which is the lead."""

    slug: str
    front: Fields
    blocks: tuple[str, ...]
    picture: str = ""  # the name of its file, if it shows one

    @property
    def body(self) -> str:
        """The body as one text."""
        return "\n\n".join(self.blocks) + "\n"


def make_posts(seed: int, count: int, members: Sequence[Fields], event_ids: Sequence[str]) -> list[Post]:
    """All posts at once, because they link to one another and some are translations of others."""
    languages = [_language(Random(f"{seed}/language/{number}")) for number in range(count)]
    slugs = [_post_slug(Random(f"{seed}/slug/{number}"), number) for number in range(count)]
    originals = iter([name for name, language in zip(slugs, languages, strict=True) if language == "en"])
    links = tuple(f"{name}.md" for name in slugs)
    posts = []
    for number, (name, language) in enumerate(zip(slugs, languages, strict=True)):
        random = Random(f"{seed}/post/{number}")
        front = _front(random, language, members, event_ids)
        if language != "en" and chance(random, 0.5):
            front["translation_of"] = next(originals)
        posts.append(Post(name, front, Prose(random, language, links).body()))
    return posts


def illustrated(posts: Sequence[Post], seed: int) -> list[Post]:
    """The posts with their pictures, on which nothing else in them depends."""
    return [_illustrated(post, Random(f"{seed}/picture of/{number}"), number) for number, post in enumerate(posts)]


def _illustrated(post: Post, random: Random, number: int) -> Post:
    """The post with its picture, if it has one, after the lead or further down; one in ten shows it above its text too."""
    picture = choose_picture(random, Prose(random, post.front["language"]), number)
    if picture is None:
        return post
    place = random.randint(1, 5)
    front = post.front | {"image": picture.field()} if chance(random, 0.1) else post.front
    return Post(post.slug, front, (*post.blocks[:place], picture.markdown(), *post.blocks[place:]), picture.name)


def _language(random: Random) -> str:
    return "en" if chance(random, 0.78) else random.choice(OTHERS)


def _post_slug(random: Random, number: int) -> str:
    prose = Prose(random)
    return f"{slug(prose.words(4))}-{prose.name().lower()}-{number + 1}"


def _front(random: Random, language: str, members: Sequence[Fields], event_ids: Sequence[str]) -> Fields:
    prose = Prose(random, language)
    day = day_between(random, FIRST_DAY, TODAY)
    kind = random.choice(KINDS)
    front: Fields = {"title": prose.title(random.randint(4, 9)), "date": day, "kind": kind, "language": language}
    front["authors"] = [_author(random, member) for member in random.sample(members, random.choice((1, 1, 1, 2)))]
    if chance(random, 0.5):
        front["summary"] = prose.plain()
    if chance(random, 1 / 3):
        front |= _tags(random)
    if chance(random, 0.1):
        front["updated"] = day_between(random, day, TODAY)
    if chance(random, 0.1):
        front["events"] = some(random, event_ids, 2)
    if kind == "statement":
        front |= _signed(random, day, members)
    return front


def _tags(random: Random) -> Fields:
    return {
        "themes": some(random, THEME_IDS, 2),
        "countries": some(random, CODES, 2),
        "activities": some(random, ACTIVITY_IDS, 2),
    }


def _author(random: Random, member: Fields) -> str | Fields:
    if chance(random, 0.6):
        return str(random.choice(member["people"])["id"])
    if chance(random, 0.75):
        return str(member["id"])
    prose = Prose(random)
    return {"name": f"{prose.name(2)} {prose.name(3)}", "affiliation": f"Example {prose.name()} School"}


def _signed(random: Random, day: date, members: Sequence[Fields]) -> Fields:
    signers = some(random, members, 20)
    closes = day + timedelta(days=30)
    last = min(closes, TODAY)
    return {
        "signing": {"opens": day, "closes": closes, "addressed_to": "All governments of the region"},
        "signatories": [{"member": signer["id"], "date": day_between(random, day, last)} for signer in signers],
    }
