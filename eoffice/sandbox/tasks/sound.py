"""How long a recording is, read from its own structure; nothing is decoded."""

import struct
from collections.abc import Iterator
from typing import Any, Final

from eoffice.sandbox.refusal import Refused

_BROKEN: Final = "Lama rekaman ini tidak dapat dibaca. Rekam lagi di halaman ini, atau tulis catatannya."
#: Pages, boxes or blocks looked at; two minutes have about 6,000.
MOST: Final = 200_000
#: An MPEG-4 box that holds others, and a WebM element that does.
_BOXES: Final = frozenset({b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"})
_MASTERS: Final = frozenset({0x18538067, 0x1549A966, 0x1F43B675, 0xA0})
_SCALE, _DURATION, _CLUSTER_TIME, _BLOCKS = 0x2AD7B1, 0x4489, 0xE7, frozenset({0xA3, 0xA1})


def lama_suara(payload: bytes, jenis: str) -> tuple[dict[str, Any], bytes]:
    """`detik` of a recording as a number with fractions.

    What the head of a file says is never believed alone: the times of its pieces count, whichever is longer.
    """
    try:
        seconds = {"webm": _webm, "ogg": _ogg, "m4a": _mp4, "wav": _wav}[jenis](payload)
    except (struct.error, IndexError, KeyError, ValueError, ZeroDivisionError, OverflowError) as error:
        raise Refused(_BROKEN) from error
    if not 0 < seconds < 1_000_000:
        raise Refused(_BROKEN)
    return {"detik": seconds}, b""


def _vint(data: bytes, at: int, *, marker: bool) -> tuple[int, int]:
    """A variable-length number of EBML at a place, and its width; -1 when it says «unknown» (RFC 8794 4)."""
    first = data[at]
    width = 9 - first.bit_length()
    if not 1 <= width <= 8 or at + width > len(data):
        raise ValueError("not a number of EBML")
    raw = int.from_bytes(data[at : at + width], "big")
    if marker:
        return raw, width
    value = raw & ((1 << (7 * width)) - 1)
    return (-1 if value == (1 << (7 * width)) - 1 else value), width


def _webm(data: bytes) -> float:
    """RFC 9559: the stated duration, or the time of the last block; browsers leave the first out of a live recording."""
    scale, stated, cluster, last = 1_000_000, 0.0, 0, 0
    at = 0
    for _ in range(MOST):
        if at >= len(data) - 1:
            break
        name, width = _vint(data, at, marker=True)
        size, more = _vint(data, at + width, marker=False)
        at += width + more
        if name in _MASTERS:
            continue
        if size < 0:
            raise ValueError("only a master may have an unknown size")
        body = data[at : at + size]
        if name == _SCALE:
            scale = int.from_bytes(body, "big")
        elif name == _DURATION:
            stated = struct.unpack(">f" if size == 4 else ">d", body)[0]
        elif name == _CLUSTER_TIME:
            cluster = int.from_bytes(body, "big")
        elif name in _BLOCKS:
            _, track = _vint(body, 0, marker=False)
            last = max(last, cluster + struct.unpack_from(">h", body, track)[0])
        at += size
    return float(max(stated, last) * scale / 1e9)


def _ogg(data: bytes) -> float:
    """RFC 3533 and RFC 7845: the last granule of every stream, one after the other, at 48 kHz for Opus."""
    rates: dict[int, tuple[int, int]] = {}
    ends: dict[int, int] = {}
    at = 0
    for _ in range(MOST):
        if at + 27 > len(data):
            break
        if data[at : at + 4] != b"OggS":
            raise ValueError("a page is missing")
        granule, serial = struct.unpack_from("<qI", data, at + 6)
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        body = at + 27 + len(lacing)
        if serial not in rates:
            rates[serial] = _rate(data[body : body + 64])
        if granule > 0:
            ends[serial] = max(ends.get(serial, 0), granule)
        at = body + sum(lacing)
    return sum((end - rates[serial][1]) / rates[serial][0] for serial, end in ends.items())


def _rate(head: bytes) -> tuple[int, int]:
    if head.startswith(b"OpusHead"):
        return 48_000, int(struct.unpack_from("<H", head, 10)[0])
    if head.startswith(b"\x01vorbis"):
        return int(struct.unpack_from("<I", head, 12)[0]), 0
    raise ValueError("neither Opus nor Vorbis")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every box of an MPEG-4 file with its content, those inside others too (ISO 14496-12 4.2)."""
    at = 0
    for _ in range(MOST):
        if at + 8 > len(data):
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        size = size or len(data) - at
        if size < head:
            raise ValueError("a box smaller than its head")
        if name in _BOXES:
            at += head
            continue
        yield name, data[at + head : at + size]
        at += size
    raise ValueError("more boxes than a recording has")


def _mp4(data: bytes) -> float:
    """The longest that its head or its track states, or what its fragments add up to."""
    stated, scale, default, of_piece, pieces = 0.0, 0, 0, 0, 0
    for name, body in _boxes(data):
        if name in (b"mvhd", b"mdhd"):
            rate, length = struct.unpack_from(">IQ" if body[0] else ">II", body, 20 if body[0] else 12)
            unknown = length in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
            stated = max(stated, 0 if unknown else length / rate)
            scale = rate if name == b"mdhd" else scale
        elif name == b"trex":
            default = of_piece = struct.unpack_from(">I", body, 12)[0]
        elif name == b"tfhd":
            of_piece = _default(body, default)
        elif name == b"trun":
            pieces += _run(body, of_piece)
    return float(max(stated, pieces / scale if pieces else 0))


def _default(body: bytes, otherwise: int) -> int:
    """Duration of a sample of this fragment, unless each states its own."""
    flags = int.from_bytes(body[1:4], "big")
    if not flags & 0x08:
        return otherwise
    return int(struct.unpack_from(">I", body, 8 + 8 * bool(flags & 0x01) + 4 * bool(flags & 0x02))[0])


def _run(body: bytes, of_piece: int) -> int:
    flags, count = int.from_bytes(body[1:4], "big"), struct.unpack_from(">I", body, 4)[0]
    if not flags & 0x100:
        return int(count * of_piece)
    if count > MOST:
        raise ValueError("more samples than a recording has")
    width = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    start = 8 + 4 * bool(flags & 0x01) + 4 * bool(flags & 0x04)
    return sum(int(struct.unpack_from(">I", body, start + n * width)[0]) for n in range(count))


def _wav(data: bytes) -> float:
    """Bytes of sound by bytes a second; of plain samples the latter is worked out and not believed."""
    at, rate = 12, 0
    for _ in range(MOST):
        name, size = struct.unpack_from("<4sI", data, at)
        if name == b"fmt ":
            kind, channels, samples, stated, _, bits = struct.unpack_from("<HHIIHH", data, at + 8)
            rate = channels * samples * bits // 8 if kind in (1, 3) else stated
        elif name == b"data":
            return (len(data) - at - 8) / rate  # all that follows is played at most
        at += 8 + size + size % 2
    raise ValueError("no sound")
