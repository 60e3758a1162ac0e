"""Names of files as shown and served: cleaned, with the extension of what was found inside (UPL-13, WEB-04)."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

#: The only media types that we ever send with a stored file (WEB-04), with the extension of each.
MIME: Final = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
UNKNOWN: Final = "application/octet-stream"
_LONGEST: Final = 180
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')


def clean(name: str, ext: str) -> str:
    """A name to show and to save under: NFC, at most 180 characters, ending in `.ext`.

    Control, bidirectional and other invisible characters, path separators and Windows' reserved characters and
    device names are taken out; the folder part goes. `ext` is the extension of the *detected* type, without its dot.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = "".join(" " if c.isspace() else c for c in last if c.isspace() or _shown(c))
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem.strip())
    stem = re.sub(r" +", " ", stem).strip(" .")
    room = _LONGEST - len(ext) - 1
    stem = stem[:room].rstrip(" .") or "berkas"
    if _DEVICE.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"[:room]
    return f"{stem}.{ext}"


def _shown(char: str) -> bool:
    return char not in _FORBIDDEN and unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def served_as(name: str, *, inline: bool = False) -> str:
    """A Content-Disposition value by RFC 6266 and RFC 8187 for a name that `clean` made."""
    kind = "inline" if inline else "attachment"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'[^\x20-\x7e]|["\\%;]', "_", plain)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def headers(type_: str, name: str, *, inline: bool = False) -> dict[str, str]:
    """Everything sent beside the bytes of a stored file (WEB-04).

    Args:
        type_: what the sandbox found, a key of `MIME`.
        inline: only for pages that we rendered and PDFs that we made.
    """
    return {
        "Content-Type": MIME.get(type_, UNKNOWN),
        "Content-Disposition": served_as(name, inline=inline and type_ in ("pdf", "png")),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
