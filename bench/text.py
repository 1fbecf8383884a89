"""YAML and front matter as text, for every writer of a corpus."""

from typing import Any, Final

import yaml

# The C dumper writes a large corpus in seconds; the two write the same text.
_BASE: Final[type[yaml.SafeDumper]] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_BASE):  # type: ignore[valid-type,misc]  # the base is chosen when this runs
    """Writes a value out in full each time: people do not write anchors, so a corpus has none."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def yaml_text(value: Any) -> str:
    """A value as YAML, in the order it was made in."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


def document(front: dict[str, Any], body: str) -> str:
    """A Markdown file with front matter."""
    return f"---\n{yaml_text(front)}---\n\n{body}"
