"""One effect per form, however often it is sent: the first answer is kept and given again (TRX-03, TRX-04)."""

import hashlib
import hmac
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import Request, Response
from sqlalchemy import Engine, bindparam, delete, text, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import Instant, transaction
from eoffice.errors import Invalid, Unavailable
from eoffice.web.models import Idempotensi

KEPT: Final = timedelta(days=8)
#: How long an unfinished claim of a signing request is believed before somebody may try again.
LEASE: Final = timedelta(seconds=60)
#: How long an identical request waits for the first one, in seconds.
PATIENCE: Final = 8.0
#: The longest JSON answer that is kept, in characters; pages never are, for they may show what is Rahasia (OTR-11).
LARGEST_BODY: Final = 4096

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
#: Never part of the stored digest: it could be guessed from there (AUT-13).
_SECRET = re.compile(r"sandi|frasa|passphrase|password|pin|token", re.IGNORECASE)


_CLAIM: Final = text(
    "INSERT INTO idempotensi (akun_id, kunci, digest, at, location, media, body, messages) "
    "VALUES (:akun_id, :kunci, :digest, :at, '', '', '', '[]') ON CONFLICT (akun_id, kunci) DO NOTHING"
).bindparams(bindparam("at", type_=Instant))


@dataclass(frozen=True)
class Ask:
    """Who asks what under which key."""

    akun_id: int
    kunci: str
    digest: str


class Answered(Exception):
    """An identical request was quicker; its answer is the answer of this one as well. The transaction rolls back."""

    def __init__(self, row: Idempotensi) -> None:
        super().__init__("sudah dijawab")
        self.row = row


def key_of(request: Request) -> str:
    """The key of a request, from the hidden field or the header.

    Raises:
        Invalid: there is none, or it is not one that we could have made.
    """
    key = request.headers.get("Idempotency-Key") or request.form.get("kunci") or ""
    if not _KEY.fullmatch(key):
        raise Invalid("Formulir ini tidak lengkap. Muat ulang halaman, lalu kirim sekali lagi.")
    return key


def digest_of(request: Request, secret: bytes) -> str:
    """A keyed digest of method, address, fields and files; secret fields and the tokens of the form stay outside."""
    seen = hmac.new(secret, f"{request.method} {request.full_path}\n".encode(), hashlib.sha256)
    for name, values in sorted(request.form.lists()):
        if name in ("csrf_token", "kunci") or _SECRET.search(name):
            continue
        for value in values:
            seen.update(f"{len(name)}:{name}={len(value)}:".encode() + value.encode("utf-8", "replace"))
    for name, files in sorted(request.files.lists()):
        for file in files:
            inside = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
            file.stream.seek(0)
            seen.update(f"{name}/{file.filename}:{inside}\n".encode("utf-8", "replace"))
    if request.is_json:
        seen.update(request.get_data(cache=True))
    return seen.hexdigest()


def _known(session: Session, ask: Ask) -> Idempotensi | None:
    row = session.get(Idempotensi, (ask.akun_id, ask.kunci), populate_existing=True)
    if row is not None and not hmac.compare_digest(row.digest, ask.digest):
        raise Invalid(
            "Formulir ini sudah pernah dikirim dengan isi lain. Muat ulang halaman untuk melihat hasilnya, lalu kirim lagi."
        )
    return row


def claim(session: Session, ask: Ask) -> Idempotensi | None:
    """Take the key in the caller's transaction, or return the row of the request that had it first.

    An identical request that is still running holds the row; this one waits for its end, as for any lock.

    Raises:
        Invalid: the key was used for something else.
    """
    values = {"akun_id": ask.akun_id, "kunci": ask.kunci, "digest": ask.digest, "at": clock.now()}
    if session.execute(_CLAIM, values).rowcount:  # type: ignore[attr-defined]
        return None
    return _known(session, ask)


def keep(session: Session, ask: Ask, response: Response, messages: list[Any]) -> bool:
    """Remember the answer beside its effect, in the same transaction: status, address, and JSON if it is short.

    False when there is nothing to remember it in: another request has answered under this key, or gave it back.
    """
    body = response.get_data(as_text=True) if response.is_json and not response.is_streamed else ""
    kept = session.execute(
        update(Idempotensi)
        .where(Idempotensi.akun_id == ask.akun_id, Idempotensi.kunci == ask.kunci, Idempotensi.status.is_(None))
        .values(
            status=response.status_code,
            location=response.headers.get("Location", ""),
            media=response.content_type or "",
            body=body if len(body) <= LARGEST_BODY else "",
            messages=messages,
        )
    )
    return bool(kept.rowcount)  # type: ignore[attr-defined]


def settle(session: Session, ask: Ask, response: Response, messages: list[Any]) -> None:
    """As `keep`, for a use case whose key was claimed in an earlier transaction, so that it may have lost it since.

    Raises:
        Answered: a twin was quicker; roll back and give its answer.
    """
    if keep(session, ask, response, messages):
        return
    row = claim(session, ask)
    if row is not None and row.status is not None:
        session.expunge(row)
        raise Answered(row)
    keep(session, ask, response, messages)


def again(row: Idempotensi) -> Response:
    """The answer that was given the first time; of a page only that it was given."""
    if not row.body and not row.location:
        return Response(
            "Permintaan ini sudah diproses.", status=row.status or 200, content_type="text/plain; charset=utf-8"
        )
    response = Response(row.body, status=row.status or 200, content_type=row.media)
    if row.location:
        response.headers["Location"] = row.location
    return response


def claim_alone(engine: Engine, ask: Ask) -> Idempotensi | None:
    """Take the key in a transaction of its own, for a use case that spans several (signing).

    None means: go on. A row means: answered already. An unfinished claim is waited for; when its owner died, its lease
    runs out and the use case, which is repeatable by its own states, runs again.

    Raises:
        Unavailable: the identical request is still running.
    """
    until = time.monotonic() + PATIENCE
    while True:
        with transaction(engine) as session:
            row = claim(session, ask)
            if row is None:
                return None
            if row.status is not None:
                session.expunge(row)
                return row
            if row.at < clock.now() - LEASE:
                row.at = clock.now()
                return None
        if time.monotonic() > until:
            raise Unavailable("Permintaan yang sama masih diproses. Tunggu sebentar, lalu muat ulang halaman.")
        time.sleep(0.1)


def keep_alone(engine: Engine, ask: Ask, response: Response, messages: list[Any]) -> None:
    """Remember the answer of a use case that spans several transactions."""
    with transaction(engine) as session:
        keep(session, ask, response, messages)


def forget_alone(engine: Engine, ask: Ask) -> None:
    """Give the key back after a refusal, so that the corrected form may be sent under it."""
    with transaction(engine) as session:
        session.execute(
            delete(Idempotensi).where(
                Idempotensi.akun_id == ask.akun_id, Idempotensi.kunci == ask.kunci, Idempotensi.status.is_(None)
            )
        )


def purge(session: Session) -> None:
    """Drop the keys that are older than they need to be kept."""
    session.execute(delete(Idempotensi).where(Idempotensi.at < clock.now() - KEPT))
