"""Names of files as shown and served: cleaned, with the extension of what was found inside (UPL-13, WEB-04)."""

import re
import unicodedata
from typing import Final

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
