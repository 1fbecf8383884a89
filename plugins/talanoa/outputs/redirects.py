"""Old addresses: a small page at each that leads on to the new one."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.outputs.output import Planned
from talanoa.outputs.policy import POLICY, REFERRER
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View


def files(view: View) -> Iterator[Planned[bytes]]:
    for old, new in view.site.moved.items():
        # Relative, so that it works wherever the site is; canonical, so that search engines follow.
        yield Planned(f"{old}index.html", _page, (old, new))


def _page(view: View, old: str, new: str) -> bytes:
    template = view.environment(view.language).get_template("redirect.html")
    to = addresses.to_root(old) + new.removeprefix("/")
    return template.render(to=to, canonical=absolute(view, new), policy=POLICY, referrer=REFERRER).encode()
