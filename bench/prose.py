"""Markdown text by the metre: posts, descriptions and notes in several languages, from a seeded random source.

Only Markdown that CommonMark with GitHub's extensions, Python-Markdown and Goldmark all read is written (four spaces
for what is nested, a blank line before every list), so that all builds are given the very same bodies. The exception is
the admonition, which Hugo and Eleventy show as a paragraph and a block of code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Final

from words import FULL_STOP, SYLLABLES, UNSPACED, WORDS

# Word frequencies fall with the rank, as they do in real texts: search indexes and compressors notice the difference.
_CUMULATED: Final = list(accumulate(1 / (rank + 12) for rank in range(len(WORDS["en"]))))

_CODE: Final = (
    ("python", 'def total(rows):\n    """Sum what was spent."""\n    return sum(row["amount"] for row in rows)'),
    ("json", '{\n  "commitment": "{0}",\n  "state": "agreed",\n  "pages": [1, 2, 3]\n}'),
    ("sh", "curl --silent https://example.org/data/posts.json |\n  jq '.[] | .title' > {0}.txt"),
    ("yaml", "commitment: {0}\nstate: agreed\nreviews:\n  - 2026-03-15\n  - 2026-09-15"),
)


@dataclass
class Prose:
    """A writer of text in one language; it counts the words, because a post's length is what a benchmark fixes."""

    random: Random
    language: str = "en"
    links: tuple[str, ...] = ()
    written: int = 0
    footnotes: list[str] = field(default_factory=list)

    def chance(self, part: float) -> bool:
        """True in that part of the cases."""
        return self.random.random() < part

    def words(self, count: int) -> str:
        """That many words, as a phrase without a full stop."""
        self.written += count
        weights = _CUMULATED if self.language == "en" else None
        chosen = self.random.choices(WORDS[self.language], cum_weights=weights, k=count)
        return ("" if self.language in UNSPACED else " ").join(chosen)

    def title(self, count: int = 6) -> str:
        """A heading: capitalised, and with an invented name in half of the cases so that headings differ."""
        text = self.words(count)
        name = f" {self.name()}" if self.chance(0.5) else ""
        return text[:1].upper() + text[1:] + name

    def name(self, syllables: int = 3) -> str:
        """An invented name, of a place or a person; there are some thousands of them."""
        return "".join(self.random.choices(SYLLABLES, k=syllables)).capitalize()

    def plain(self) -> str:
        """A sentence of plain text, for a summary: no markup in it."""
        text = self.words(self.random.randint(10, 20))
        return text[:1].upper() + text[1:] + FULL_STOP.get(self.language, ".")

    def sentence(self) -> str:
        """A sentence of 7 to 18 words; one in three carries inline markup, one in eight an invented name."""
        parts = [self.words(self.random.randint(3, 9)), self.words(self.random.randint(3, 8))]
        if self.chance(0.34):
            parts.insert(1, self._inline())
        if self.chance(0.12):
            parts.insert(1, self.name())
        text = " ".join(parts)
        return text[:1].upper() + text[1:] + FULL_STOP.get(self.language, ".")

    def _inline(self) -> str:
        match self.random.choices(("link", "emphasis", "strong", "code", "deleted"), (30, 30, 25, 10, 5))[0]:
            case "link":
                return f"[{self.words(3)}]({self._target()})"
            case "emphasis":
                return f"*{self.words(2)}*"
            case "strong":
                return f"**{self.words(2)}**"
            case "code":
                return f"`{self.name().lower()}.csv`"
            case _:
                return f"~~{self.words(2)}~~"

    def _target(self) -> str:
        if self.links and self.chance(0.3):
            return self.random.choice(self.links)
        return f"https://example.org/{self.name().lower()}/{self.name().lower()}"

    def paragraph(self) -> str:
        """Two to five sentences on one line."""
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 5)))

    def passage(self, paragraphs: int = 2) -> str:
        """A few paragraphs of a description: two sentences each."""
        return "\n\n".join(f"{self.sentence()} {self.sentence()}" for _ in range(paragraphs))

    def body(self, least: int = 600, most: int = 780) -> tuple[str, ...]:
        """A post's blocks: a lead paragraph, then sections until the length is reached, then the footnotes."""
        goal = self.random.randint(least, most)
        blocks = [self.paragraph()]
        while self.written < goal:
            blocks += [self._heading(), self.paragraph()]
            blocks += [self._block() for _ in range(self.random.randint(1, 3)) if self.written < goal]
        notes = "\n".join(f"[^{number}]: {note}" for number, note in enumerate(self.footnotes, 1))
        return (*blocks, notes) if notes else tuple(blocks)

    def _heading(self) -> str:
        return f"{'##' if self.chance(0.7) else '###'} {self.title(self.random.randint(3, 6))}"

    def _block(self) -> str:
        if self.chance(0.55):
            return self.paragraph()
        return self.random.choice(_BLOCKS)(self)

    def list(self) -> str:
        """A bullet list, some items with items of their own."""
        nested = self.chance(0.3)
        lines = [f"- {self.sentence()}" for _ in range(self.random.randint(3, 5))]
        return "\n".join([*lines, f"    - {self.words(5)}", f"    - {self.words(5)}"] if nested else lines)

    def numbered(self) -> str:
        """A numbered list."""
        return "\n".join(f"{number}. {self.words(7)}" for number in range(1, self.random.randint(4, 6)))

    def tasks(self) -> str:
        """A task list."""
        return "\n".join(f"- [{self.random.choice('x ')}] {self.words(5)}" for _ in range(4))

    def quote(self) -> str:
        """A block quote with its source."""
        return f"> {self.sentence()} {self.sentence()}\n>\n> {self.name()} {self.name()}"

    def table(self) -> str:
        """A table of three columns."""
        rows = [f"| {self.words(3)} | {self.name()} | {self.random.randint(1, 9999)} |" for _ in range(5)]
        head = f"| {self.words(1)} | {self.words(1)} | {self.words(1)} |\n| --- | --- | ---: |"
        return "\n".join([head, *rows])

    def code(self) -> str:
        """A fenced block of code in a language that highlighters know."""
        language, text = self.random.choice(_CODE)
        return f"```{language}\n{text.replace('{0}', self.name().lower())}\n```"

    def note(self) -> str:
        """An admonition."""
        return f'!!! note "{self.words(3)}"\n\n    {self.sentence()} {self.sentence()}'

    def definitions(self) -> str:
        """A definition list."""
        return "\n\n".join(f"{self.title(2)}\n:   {self.sentence()}" for _ in range(2))

    def footnoted(self) -> str:
        """A paragraph with a footnote, whose text is put at the end of the body."""
        self.footnotes.append(self.sentence())
        return f"{self.sentence()} {self.words(6)}[^{len(self.footnotes)}] {self.words(6)}"


_BLOCKS: Final[tuple[Callable[[Prose], str], ...]] = (
    Prose.list,
    Prose.list,
    Prose.numbered,
    Prose.tasks,
    Prose.quote,
    Prose.quote,
    Prose.table,
    Prose.code,
    Prose.note,
    Prose.definitions,
    Prose.footnoted,
    Prose.footnoted,
)
