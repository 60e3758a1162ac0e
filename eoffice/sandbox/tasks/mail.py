"""An e-mail taken apart: who, what about, its words as plain text, and its attachments; HTML is read and never kept."""

import email.policy
import encodings.ascii
import encodings.cp1252
import encodings.idna
import encodings.iso8859_1
import encodings.iso8859_15
import encodings.quopri_codec
import encodings.utf_8
import encodings.utf_16  # noqa: F401 - what decoding needs is loaded before the stranger's bytes are
import quopri  # noqa: F401
from collections.abc import Iterator
from datetime import UTC, datetime
from email import contentmanager, headerregistry, message_from_bytes  # noqa: F401 - as above
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any, Final

from eoffice.sandbox.refusal import Refused

#: Parts and depth of an honest message are far below; so is what a person writes into one.
PARTS: Final = 200
DEPTH: Final = 30
TEXT: Final = 200_000
ATTACHMENTS: Final = 20
_BROKEN: Final = "Pos-el ini tidak dapat dibaca. Aslinya tetap disimpan; unduh lalu buka dengan aplikasi pos-el."


def baca_pos_el(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Facts about the message; the content is its attachments one after the other, `dari` and `sampai` say where."""
    try:
        message = message_from_bytes(payload, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return _taken_apart(message)
    except Refused:
        raise
    except (RecursionError, ValueError, TypeError, KeyError, IndexError, AttributeError, LookupError) as error:
        raise Refused(_BROKEN) from error


def _taken_apart(message: EmailMessage) -> tuple[dict[str, Any], bytes]:
    words: list[str] = []
    html: list[str] = []
    files: list[dict[str, Any]] = []
    content = bytearray()
    for count, part in enumerate(_leaves(message, 0), 1):
        if count > PARTS:
            raise Refused("Pos-el ini mempunyai terlalu banyak bagian.")
        name = _line(part.get_filename() or "", 200)
        kind = part.get_content_type()
        if not name and kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            (words if kind == "text/plain" else html).append(_text(part))
            continue
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes):  # a message inside the message
            raw = part.as_bytes()
            name = name or "pesan terlampir.eml"
        if len(files) < ATTACHMENTS and raw:
            at = {"dari": len(content), "sampai": len(content) + len(raw)}
            inline = part.get_content_disposition() != "attachment" and bool(part.get("Content-ID"))
            files.append({"nama": name or f"lampiran {len(files) + 1}", **at, "sebaris": inline})
            content += raw
    text = "\n\n".join(words) if any(w.strip() for w in words) else "\n\n".join(map(plain, html))
    info = {
        "message_id": _line(str(message.get("Message-ID", "")), 998),
        "dari": _line(str(message.get("From", "")), 300),
        "kepada": _line(str(message.get("To", "")), 300),
        "perihal": _line(str(message.get("Subject", "")), 500),
        "dikirim": _date(message),
        "teks": _lines(text)[:TEXT],
        "lampiran": files,
    }
    return info, bytes(content)


def _leaves(part: Any, depth: int) -> Iterator[Any]:
    if depth > DEPTH:
        raise Refused("Bagian pos-el ini bersarang terlalu dalam.")
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _leaves(inner, depth + 1)
    else:
        yield part


def _text(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    charset = (part.get_content_charset() or "utf-8").lower()
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(charset, "replace")
    except (LookupError, ValueError, ImportError, OSError):
        return raw.decode("latin-1")


def _date(message: EmailMessage) -> str | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    try:
        at = at.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return at.isoformat() if datetime(1990, 1, 1, tzinfo=UTC) <= at <= datetime(2100, 1, 1, tzinfo=UTC) else None


def _line(value: str, most: int) -> str:
    """One line without control characters and lone surrogates."""
    shown = "".join(c if c.isprintable() else " " for c in value.encode("utf-8", "replace").decode("utf-8"))
    return " ".join(shown.split())[:most]


def _lines(value: str) -> str:
    clean = value.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    kept = [" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in clean.split("\n")]
    found: list[str] = []
    for line in kept:
        if line or (found and found[-1]):
            found.append(line)
    return "\n".join(found).strip()


class _Words(HTMLParser):
    """Collects what a reader would see, block by block; scripts, styles and heads say nothing."""

    SILENT: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"})
    BLOCK: Final = frozenset(
        {
            "p",
            "div",
            "br",
            "tr",
            "li",
            "table",
            "ul",
            "ol",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "hr",
            "pre",
        }
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self.silent.clear()  # a head that nobody closed
        elif tag in self.SILENT:
            self.silent.append(tag)
        elif tag in self.BLOCK:
            self.found.append("\n")
        elif tag == "td":
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag in self.BLOCK:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def plain(html: str) -> str:
    """The words of an HTML body; nothing of its markup survives."""
    reader = _Words()
    reader.feed(html[: TEXT * 10])
    reader.close()
    return "".join(reader.found)
