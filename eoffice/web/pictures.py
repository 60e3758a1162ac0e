"""Pages as pictures: drawn in the sandbox with nothing locked, and kept for a while under the hash of what they show."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from eoffice import sandbox
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


def shelf(services: Services) -> Shelf:
    """The one of this installation; its names begin with a hash, so that nothing is found under another's."""
    found: Shelf = services.cache.setdefault("web.pictures", Shelf())
    return found


def draw(services: Services, name: str, page: int, pdf: Callable[[], bytes], *, keep: bool, dpi: int = DPI) -> bytes:
    """One page as PNG, counted from 1.

    Args:
        name: changes with anything that could be seen, such as the hash of the PDF.
        pdf: fetches or makes the PDF; called only when the picture is not on the shelf.
        keep: whether the picture may stay in memory; not from Rahasia upward.
    Raises:
        NotFound: there is no such page, or the file cannot be drawn. And whatever `pdf` raises.
    """
    shelved = f"{name}.{page}.png" if dpi == DPI else f"{name}.{page}.{dpi}.png"
    kept = shelf(services).get(shelved)
    if kept is not None:
        return kept
    try:
        made = sandbox.raster(pdf(), page, dpi)
    except sandbox.Refused as error:
        raise NotFound(str(error)) from None
    if keep:
        shelf(services).put(shelved, made)
    return made
