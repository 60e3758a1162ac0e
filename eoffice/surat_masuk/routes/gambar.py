"""Pages of a surat as pictures, drawn in the sandbox with nothing locked, and kept for a while under their hash."""

import threading
from collections import OrderedDict
from typing import Final

from eoffice import sandbox
from eoffice.errors import NotFound
from eoffice.storage import Blob
from eoffice.web.services import Services

#: Resolution of a page on screen; A4 becomes 910 × 1287.
DPI: Final = 110
LEBAR: Final = 910
TINGGI: Final = 1287
#: Most bytes of pictures kept.
KEPT: Final = 48 * 1024 * 1024


class Shelf:
    """Pictures by name, the least recently used thrown out first."""

    def __init__(self, most: int = KEPT) -> None:
        self.most, self.held = most, 0
        self.items: OrderedDict[str, bytes] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """The picture, if it is still here."""
        with self.lock:
            found = self.items.get(name)
            if found is not None:
                self.items.move_to_end(name)
            return found

    def put(self, name: str, content: bytes) -> None:
        """Keep a picture."""
        with self.lock:
            self.held += len(content) - len(self.items.pop(name, b""))
            self.items[name] = content
            while self.held > self.most:
                _, dropped = self.items.popitem(last=False)
                self.held -= len(dropped)


def png(services: Services, blob: Blob, page: int, *, keep: bool) -> bytes:
    """One page, counted from 1.

    Args:
        keep: whether the picture may stay in memory; not for Rahasia.
    Raises:
        NotFound: there is no such page, or the file cannot be drawn.
        Damaged, Unavailable: the store cannot give the file.
    """
    shelf: Shelf = services.cache.setdefault("surat_masuk.gambar", Shelf())
    name = f"{blob.sha256}.{page}"
    kept = shelf.get(name)
    if kept is not None:
        return kept
    with services.store.open(blob) as stream:
        content = stream.read()
    try:
        made = sandbox.raster(content, page, DPI)
    except sandbox.Refused as error:
        raise NotFound(str(error)) from None
    if keep:
        shelf.put(name, made)
    return made
