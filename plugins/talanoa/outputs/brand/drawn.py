"""The files of a network's brand, at addresses that name all that they depend on, so that browsers may keep them for ever."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

import PIL
from msgspec import Struct

from talanoa.outputs import map as region_map
from talanoa.outputs.brand import letters, mark, pictures
from talanoa.outputs.colours import DEFAULT, palettes
from talanoa.outputs.map import Region
from talanoa.outputs.output import File
from talanoa.outputs.pictures import Shared
from talanoa.outputs.view import View


class Brand(Struct, frozen=True):
    """The mark for browsers, the same for phones, and the picture that stands for a page where it is shared."""

    mark: File
    touch_icon: File
    social: File

    @staticmethod
    def of(view: View) -> Brand:
        network = view.site.network
        ground = network.brand.colour or DEFAULT
        colours, _ = palettes(ground)
        region = Region.of(view.site)
        host = urlsplit(view.site.url).hostname or ""
        text = pictures.CardText(view.name, view.localizer().plain(network.tagline), host)
        svg = view.environment(view.language).get_template("mark.svg")
        data = svg.render(
            side=mark.SIDE, corner=mark.CORNER, ground=ground, ink=mark.ink_on(ground), dots=mark.dots(view.name)
        ).encode()
        return Brand(
            File(f"/assets/mark.{_digest(data)}.svg", data),
            File(
                f"/assets/icon.{_digest(_recipe(), repr((view.name, ground)).encode())}.png",
                partial(pictures.touch_icon, view.name, ground),
            ),
            File(
                f"/assets/social.{_digest(_recipe(), repr((text, colours, region)).encode())}.png",
                partial(pictures.social, text, colours, region),
            ),
        )

    def shared(self, name: str) -> Shared:
        """What stands for a page that has no picture."""
        length = 0  # it is drawn later, and no page says it
        return Shared(self.social.address, name, "image/png", pictures.WIDTH, pictures.HEIGHT, length)


def files(view: View) -> Iterator[File]:
    brand = Brand.of(view)
    yield from (brand.mark, brand.touch_icon, brand.social)


def _digest(*parts: bytes) -> str:
    return blake2b(b"\n".join(parts), digest_size=4).hexdigest()


@cache
def _recipe() -> bytes:
    """Everything but the network that the pictures' bytes depend on."""
    folders = (Path(module.__file__ or "").parent for module in (letters, region_map))
    sources = sorted(path for folder in folders for path in folder.iterdir() if path.suffix in (".py", ".ttf", ".txt"))
    digest = blake2b(PIL.__version__.encode())
    for path in sources:
        digest.update(path.read_bytes())
    return digest.digest()
