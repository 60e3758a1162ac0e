"""How parent and child talk: four bytes of length, that much JSON, then raw bytes to the end."""

import json
import struct
from typing import Any, BinaryIO, Final

#: Bytes of JSON that either side accepts.
LARGEST_HEAD: Final = 16 * 1024 * 1024


def pack(head: dict[str, Any]) -> bytes:
    """The length and the JSON."""
    text = json.dumps(head, ensure_ascii=True).encode()
    return struct.pack(">I", len(text)) + text


def unpack_head(source: BinaryIO) -> dict[str, Any]:
    """Read the JSON; the raw bytes follow in `source`.

    Raises:
        ValueError: it is not what `pack` makes.
    """
    length = source.read(4)
    if len(length) != 4 or (size := struct.unpack(">I", length)[0]) > LARGEST_HEAD:
        raise ValueError("bad length")
    head = json.loads(source.read(size))
    if not isinstance(head, dict):
        raise ValueError("bad head")
    return head
