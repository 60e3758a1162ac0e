"""What a voice note may be: which kinds of sound, told by their first bytes, how long and how large."""

from typing import Final

PALING_LAMA: Final = 120
"""Seconds of one voice note."""
LEBIH: Final = 1
"""Seconds that a recorder takes to stop; not held against it."""
PALING_BESAR: Final = 4 * 1024 * 1024
"""Bytes of one voice note; two minutes of AAC at 256 kbit/s."""
TERKECIL: Final = 200
TERLALU_LAMA: Final = "Catatan suara paling lama dua menit. Rekam lagi yang lebih pendek, atau tulis catatannya."
TERLALU_BESAR: Final = "Catatan suara paling besar 4 MB. Rekam lagi yang lebih pendek, atau tulis catatannya."
TIDAK_DIKENAL: Final = (
    "Berkas ini bukan rekaman suara yang dikenal (WebM, Ogg, M4A, atau WAV). Rekam lagi, atau tulis catatannya."
)

#: Ending and media type by what was found.
MEDIA: Final = {"webm": "audio/webm", "ogg": "audio/ogg", "m4a": "audio/mp4", "wav": "audio/wav"}
#: Brands of an MPEG-4 file that browsers record sound in.
_MERK: Final = frozenset({b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash"})


def jenis(content: bytes) -> str | None:
    """webm, ogg, m4a or wav by signature, whatever the browser called it; None for anything else.

    Source: RFC 9559 (EBML header and DocType), RFC 3533 and RFC 7845 (OggS, OpusHead), ISO 14496-12 (ftyp).
    """
    head = content[:4096]
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return "webm"
    if head.startswith(b"OggS\x00") and (b"OpusHead" in head[:128] or b"\x01vorbis" in head[:128]):
        return "ogg"
    if head[4:8] == b"ftyp" and head[8:12] in _MERK:
        return "m4a"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    return None


def salah(content: bytes) -> str | None:
    """Why these bytes are no voice note, or None when they are one."""
    if len(content) > PALING_BESAR:
        return TERLALU_BESAR
    if len(content) < TERKECIL or jenis(content) is None:
        return TIDAK_DIKENAL
    return None
