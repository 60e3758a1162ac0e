"""E-mail: what a message looks like, and handing it to the city's mail server."""

import hashlib
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Final

from eoffice import clock
from eoffice.errors import EofficeError, Unavailable
from eoffice.setelan import Smtp

#: Seconds for connecting and for each answer of the server (TGH-04).
BATAS_DETIK: Final = 15
PANJANG_PERIHAL: Final = 150


class Ditolak(EofficeError):
    """The server refused the message or its recipient for good; trying again would not help."""


@dataclass(frozen=True)
class Isi:
    """The words of a message: subject, paragraphs, a list, the link to the action, why it was sent, how to stop it."""

    perihal: str
    paragraf: Sequence[str]
    ajakan: str
    url: str
    butir: Sequence[str] = ()
    sebab: str = ""
    pilihan_url: str = ""
    berhenti_url: str = ""


def susun(isi: Isi, *, dari: str, nama: str, ke: str, id_pesan: str, at: datetime) -> EmailMessage:
    """A message in plain text and simple HTML. Nothing typed can become a header: control characters are dropped.

    Args:
        nama: of the sender, shown beside `dari`.
        id_pesan: its Message-ID; the same for every try, so that a mail server that keeps doubles away can tell.
    """
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made["From"] = Address(display_name=baris(nama), addr_spec=dari)
    made["To"] = Address(addr_spec=ke)
    made["Subject"] = baris(isi.perihal)[:PANJANG_PERIHAL]
    made["Date"] = format_datetime(clock.wib(at))
    made["Message-ID"] = id_pesan
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    if isi.berhenti_url:
        made["List-Unsubscribe"] = f"<{isi.berhenti_url}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(_teks(isi))
    made.add_alternative(_html(isi), subtype="html")
    return made


def id_pesan(kunci: str, dari: str) -> str:
    """The Message-ID of what has this key, in the sender's domain."""
    return f"<{hashlib.sha256(kunci.encode()).hexdigest()[:40]}@{dari.rpartition('@')[2]}>"


def baris(text: str) -> str:
    """One line without control characters, as a header may hold it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _kaki(isi: Isi) -> list[str]:
    found = [f"Anda menerima ini karena {isi.sebab}."] if isi.sebab else []
    if isi.pilihan_url:
        found.append(f"Mengatur pemberitahuan: {isi.pilihan_url}")
    return [*found, "Pesan ini dikirim otomatis; jangan dibalas."]


def _teks(isi: Isi) -> str:
    parts = [*isi.paragraf]
    if isi.butir:
        parts.append("\n".join(f"- {baris(one)}" for one in isi.butir))
    parts += [f"{isi.ajakan}: {isi.url}", "-- \n" + "\n".join(_kaki(isi))]
    return "\n\n".join(parts) + "\n"


def _html(isi: Isi) -> str:
    listed = "".join(f"<li>{escape(one)}</li>" for one in isi.butir)
    body = "".join(f"<p>{escape(one)}</p>" for one in isi.paragraf) + (f"<ul>{listed}</ul>" if listed else "")
    foot = "<br>".join(escape(one) for one in _kaki(isi))
    link = f'<p><a href="{escape(isi.url)}">{escape(isi.ajakan)}</a></p>'
    return f'<!doctype html><html lang="id"><body>{body}{link}<hr><p><small>{foot}</small></p></body></html>\n'


def kirim(server: Smtp, message: EmailMessage) -> None:
    """Hand a message to the server.

    Raises:
        Ditolak: its recipient or its text was refused for good.
        Unavailable: anything that may be better later; also wrong credentials, which are no fault of the recipient.
    """
    try:
        with _connected(server) as link:
            refused = link.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (0, b""))
        raise _refusal(code, said) from error
    except smtplib.SMTPDataError as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise Unavailable(_why(error)) from error
    if refused:
        code, said = next(iter(refused.values()))
        raise _refusal(code, said)


def _connected(server: Smtp) -> smtplib.SMTP:
    context = ssl.create_default_context(cadata=server.ca or None)
    link: smtplib.SMTP
    if server.aman == "tls":
        link = smtplib.SMTP_SSL(server.host, server.port, timeout=BATAS_DETIK, context=context)
    else:
        link = smtplib.SMTP(server.host, server.port, timeout=BATAS_DETIK)
    try:
        if server.aman == "starttls":
            link.starttls(context=context)
        if server.pengguna:
            link.login(server.pengguna, server.sandi)
    except BaseException:
        link.close()
        raise
    return link


def _refusal(code: int, said: bytes | str) -> EofficeError:
    words = baris(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)[:200]
    sentence = f"Server pos-el menjawab {code}: {words}"
    return Ditolak(sentence) if 500 <= code < 600 else Unavailable(sentence)


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "Server pos-el menolak nama pengguna atau sandi aplikasi ini."
    if isinstance(error, ssl.SSLError):
        return "Sertifikat TLS server pos-el tidak dapat dipercaya."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "Server pos-el tidak menawarkan STARTTLS."
    if isinstance(error, smtplib.SMTPResponseException):
        return str(_refusal(error.smtp_code, error.smtp_error))
    return f"Server pos-el tidak menjawab ({type(error).__name__})."
