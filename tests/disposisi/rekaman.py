"""Recordings of a wished length, as small as their formats allow; silence, and enough for a reader of their times."""

import struct


def _ebml(name: bytes, body: bytes) -> bytes:
    return name + (len(body) | 1 << 56).to_bytes(8, "big") + body


def webm(seconds: float, *, stated: float | None = None) -> bytes:
    """As a browser records: clusters of a second, of unknown size and, unless `stated`, without a duration."""
    out = _ebml(b"\x1aE\xdf\xa3", _ebml(b"B\x82", b"webm")) + b"\x18S\x80g\x01" + b"\xff" * 7
    info = _ebml(b"*\xd7\xb1", (1_000_000).to_bytes(3, "big"))
    info += _ebml(b"D\x89", struct.pack(">d", stated * 1000)) if stated is not None else b""
    out += _ebml(b"\x15I\xa9f", info)
    for n in range(int(seconds) + 1):
        rest = int(min(1.0, seconds - n) * 1000)
        out += b"\x1fC\xb6u\x01" + b"\xff" * 7 + _ebml(b"\xe7", (n * 1000).to_bytes(4, "big"))
        out += _ebml(b"\xa3", b"\x81" + struct.pack(">h", rest) + b"\x80" + bytes(8))
    return out


def ogg(seconds: float, *, vorbis: bool = False) -> bytes:
    """Two pages: the head, and one whose granule says the end."""
    rate = 44_100 if vorbis else 48_000
    head = b"\x01vorbis" + struct.pack("<IBI", 0, 1, rate) + bytes(15)
    if not vorbis:
        head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48_000, 0, 0)
    end = int(seconds * rate) + (0 if vorbis else 312)

    def page(granule: int, n: int, body: bytes) -> bytes:
        lacing = bytes([255] * (len(body) // 255) + [len(body) % 255])
        return struct.pack("<4sBBqIIIB", b"OggS", 0, 2 if n == 0 else 0, granule, 7, n, 0, len(lacing)) + lacing + body

    return page(0, 0, head) + page(end, 1, bytes(300))


def _box(name: bytes, *body: bytes) -> bytes:
    inside = b"".join(body)
    return struct.pack(">I4s", 8 + len(inside), name) + inside


def m4a(seconds: float, *, fragmented: bool = False) -> bytes:
    """With its length in the head, or in pieces of 20 ms as a browser records it."""
    rate, length = 48_000, 0 if fragmented else int(seconds * 48_000)
    mdhd = _box(b"mdhd", bytes(12), struct.pack(">II", rate, length), bytes(4))
    moov = [_box(b"mvhd", bytes(12), struct.pack(">II", rate, length), bytes(80)), _box(b"trak", _box(b"mdia", mdhd))]
    out = _box(b"ftyp", b"M4A \x00\x00\x00\x00mp42")
    if not fragmented:
        return out + _box(b"moov", *moov) + _box(b"mdat", bytes(300))
    trex = _box(b"trex", bytes(4), struct.pack(">IIIII", 1, 1, 960, 0, 0))
    out += _box(b"moov", *moov, _box(b"mvex", trex))
    own = _box(b"tfhd", b"\x00\x00\x00\x08", struct.pack(">II", 1, 960))
    each = _box(b"trun", b"\x00\x00\x01\x00", struct.pack(">I", 50), struct.pack(">I", 960) * 50)
    for n in range(int(seconds)):
        run = each if n % 2 else _box(b"trun", bytes(4), struct.pack(">I", 50))
        out += _box(b"moof", _box(b"mfhd", bytes(8)), _box(b"traf", own, run)) + _box(b"mdat", bytes(8))
    return out


def wav(seconds: float, *, stated: int | None = None) -> bytes:
    """8-bit mono at 8 kHz."""
    sound = bytes(int(seconds * 8000))
    head = struct.pack("<HHIIHH", 1, 1, 8000, stated or 8000, 1, 8)
    inside = b"WAVEfmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(inside)) + inside
