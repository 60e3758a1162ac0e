"""Pages as pictures: drawn in the sandbox with nothing locked, and kept for a while under the hash of what they show."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from eoffice import clock, sandbox
from eoffice.errors import NotFound
from eoffice.web.services import Services

#: Dots per inch of a page on screen; A4 becomes WIDTH × HEIGHT pixels, which a page keeps free until they arrive.
DPI: Final = 110
WIDTH: Final = 910
HEIGHT: Final = 1287
#: The same of a small picture of a page, for lists: A4 becomes 249 × 351 pixels.
DPI_KECIL: Final = 30
#: Most bytes that one shelf keeps.
KEPT: Final = 96 * 1024 * 1024


def tanda_pembaca(nama: str, at: datetime, nip: str = "") -> str:
    """What is written across a page of Rahasia: who reads it, and when (OTR-08)."""
    return " · ".join(part for part in (nama, nip, f"{clock.wib(at):%d-%m-%Y %H.%M} WIB") if part)


class Shelf:
    """Bytes by name, the least recently used thrown out first."""

    def __init__(self, most: int = KEPT) -> None:
        self.most, self.held = most, 0
        self.items: OrderedDict[str, bytes] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """The bytes, if they are still here."""
        with self.lock:
            found = self.items.get(name)
            if found is not None:
                self.items.move_to_end(name)
            return found

    def put(self, name: str, content: bytes) -> None:
        """Keep bytes; nothing larger than a quarter of the shelf is kept."""
        if len(content) > self.most // 4:
            return
        with self.lock:
            self.held += len(content) - len(self.items.pop(name, b""))
            self.items[name] = content
            while self.held > self.most:
                _, dropped = self.items.popitem(last=False)
                self.held -= len(dropped)

    def forget(self, digests: Iterable[str]) -> None:
        """Throw away whatever was made from files with these SHA-256; names begin with such a hash, or its first half."""
        starts = tuple({digest[:32] for digest in digests})
        with self.lock:
            for name in [name for name in self.items if starts and name.startswith(starts)]:
                self.held -= len(self.items.pop(name))


def shelf(services: Services) -> Shelf:
    """The one of this installation; its names begin with a hash, so that nothing is found under another's."""
    found: Shelf = services.cache.setdefault("web.pictures", Shelf())
    return found


def draw(
    services: Services,
    name: str,
    page: int,
    pdf: Callable[[], bytes],
    *,
    keep: bool,
    dpi: int = DPI,
    tanda: str = "",
) -> bytes:
    """One page as PNG, counted from 1.

    Args:
        name: changes with anything that could be seen, such as the hash of the PDF.
        pdf: fetches or makes the PDF; called only when the picture is not on the shelf.
        keep: whether the picture may stay in memory; not from Rahasia upward.
        tanda: words drawn across the page, who reads it and when; such a picture is never kept (OTR-08).
    Raises:
        NotFound: there is no such page, or the file cannot be drawn. And whatever `pdf` raises.
    """
    shelved = f"{name}.{page}.png" if dpi == DPI else f"{name}.{page}.{dpi}.png"
    kept = shelf(services).get(shelved) if not tanda else None
    if kept is not None:
        return kept
    try:
        made = sandbox.raster(pdf(), page, dpi, tanda)
    except sandbox.Refused as error:
        raise NotFound(str(error)) from None
    if keep and not tanda:
        shelf(services).put(shelved, made)
    return made
