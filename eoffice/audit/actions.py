"""Recording: entries wait in the session and join the chain as the last thing before the commit."""

import hashlib
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.audit.models import AuditEntry, AuditHead
from eoffice.db import AtCommit, dump_json

GENESIS: Final = "0" * 64
CHAINED: Final = (
    "at",
    "pegawai_id",
    "nama",
    "jabatan_id",
    "jabatan_nama",
    "event",
    "objek",
    "objek_id",
    "versi",
    "sifat",
    "dari",
    "ke",
    "hasil",
    "catatan",
    "isi_sha256",
    "sesi",
    "alamat",
    "request_id",
)

# Made once: building a statement costs more than running it. No object of the head is ever in a session.
_HEAD: Final = select(AuditHead.n, AuditHead.hash).where(AuditHead.id == 1).with_for_update()
_MOVE: Final = (
    update(AuditHead)
    .where(AuditHead.id == 1)
    .values(n=bindparam("last_n"), hash=bindparam("last_hash"))
    .execution_options(synchronize_session=False)
)


def record(
    session: Session,
    actor: Actor,
    kejadian: str,
    objek: str,
    objek_id: int,
    *,
    dari: str = "",
    ke: str = "",
    catatan: str = "",
    sifat: str = "",
    versi: int = 0,
    isi_sha256: str = "",
    hasil: str = "berhasil",
    at: datetime | None = None,
) -> None:
    """Note one event. It joins the chain when the session commits, or vanishes with a rollback (AUD-02).

    The head row is locked only then, so that it is always the last lock a transaction takes and two use cases can
    never wait for each other.
    """
    _WAITING.add(
        session,
        {
            "at": at or clock.now(),
            "pegawai_id": actor.pegawai_id,
            "nama": actor.nama,
            "jabatan_id": actor.jabatan_id,
            "jabatan_nama": actor.sebutan[:300],  # an operator acts in the own name, a.n. whom is said
            "event": kejadian,
            "objek": objek,
            "objek_id": objek_id,
            "versi": versi,
            "sifat": str(sifat),
            "dari": str(dari),
            "ke": str(ke),
            "hasil": hasil,
            "catatan": catatan,
            "isi_sha256": isi_sha256,
            "sesi": actor.sesi[:64],
            "alamat": actor.alamat,
            "request_id": actor.request_id,
        },
    )


def canonical(n: int, prev: str, values: dict[str, Any]) -> bytes:
    """The bytes that are hashed: sorted keys, UTF-8, the instant in microseconds UTC."""
    fields = {name: values[name] for name in CHAINED}
    fields["at"] = fields["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return dump_json({"n": n, "prev": prev, **fields}).encode()


def append(session: Session, waiting: list[dict[str, Any]]) -> None:
    """Chain the waiting entries under the lock of the head row."""
    found = session.execute(_HEAD).one_or_none()
    if found is None:  # two may be the first at the same time; one of them makes the row, both then wait for it
        first = text("INSERT INTO audit_head (id, n, hash) VALUES (1, 0, :hash) ON CONFLICT (id) DO NOTHING")
        session.execute(first, {"hash": GENESIS})
        found = session.execute(_HEAD).one()
    n, previous = found
    rows = []
    for values in waiting:
        n += 1
        digest = hashlib.sha256(canonical(n, previous, values)).hexdigest()
        rows.append({**values, "n": n, "prev": previous, "hash": digest})
        previous = digest
    session.execute(AuditEntry.__table__.insert(), rows)  # type: ignore[attr-defined]
    session.execute(_MOVE, {"last_n": n, "last_hash": previous})


_WAITING: Final = AtCommit("audit", append)
