"""Noting events: they wait in the session and join the log at the very end of the transaction."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import event, select, text, update
from sqlalchemy.orm import Session, SessionTransaction

from eoffice import clock
from eoffice.db import dump_json
from eoffice.peristiwa.models import KepalaPeristiwa, Peristiwa
from eoffice.peristiwa.states import Jenis, periksa_rincian

GENESIS: Final = "0" * 64
VERSI_SKEMA: Final = 1
BUFFER: Final = "peristiwa"
CHAINED: Final = (
    "id_peristiwa",
    "terjadi_pada",
    "dicatat_pada",
    "jenis",
    "opd_id",
    "unit_id",
    "akun",
    "jabatan_id",
    "naskah",
    "rincian",
    "versi_skema",
)


def catat(
    session: Session,
    *,
    jenis: Jenis | str,
    opd_id: int | None,
    unit_id: int | None,
    akun: str | None,
    jabatan_id: int | None,
    naskah: str | None,
    rincian: dict[str, Any],
    at: datetime | None = None,
) -> str:
    """Note one event; it joins the log when the session commits, or vanishes with a rollback.

    Costs no SQL now. The log's head row is locked only just before the commit, so nobody waits for a long use case.

    Args:
        akun: pseudonym of the account (`samaran`), never a name, NIP or id.
        naskah: opaque key of the naskah or surat, for instance "naskah:17"; never its number or hal.
        rincian: counts and codes as listed in `states.RINCIAN`.
        at: when it happened, aware; now unless given.
    Returns:
        id_peristiwa, to be named as `rujukan` by a later `koreksi.batal` or `koreksi.ganti`.
    Raises:
        ValueError: an unknown kind, or an attribute that has no place in the metric log (metrik.md 3.6).
    """
    kind = Jenis(jenis)
    periksa_rincian(kind, rincian)
    dicatat = clock.now()
    values = {
        "id_peristiwa": secrets.token_hex(16),
        "terjadi_pada": at or dicatat,
        "dicatat_pada": dicatat,
        "jenis": kind,
        "opd_id": opd_id,
        "unit_id": unit_id,
        "akun": akun,
        "jabatan_id": jabatan_id,
        "naskah": naskah,
        "rincian": rincian,
        "versi_skema": VERSI_SKEMA,
    }
    session.info.setdefault(BUFFER, []).append((_savepoints(session), values))
    return str(values["id_peristiwa"])


def samaran(kunci: bytes, pegawai_id: int) -> str:
    """The pseudonym of an account: the same person gives the same word, and only the key could tell who (metrik.md 3.6)."""
    return hmac.new(kunci, f"peristiwa:{pegawai_id}".encode(), hashlib.sha256).hexdigest()[:24]


def canonical(urut: int, hash_sebelum: str, values: dict[str, Any]) -> bytes:
    """The bytes that are hashed: sorted keys, UTF-8, instants in microseconds UTC."""
    fields = {name: values[name] for name in CHAINED}
    for name in ("terjadi_pada", "dicatat_pada"):
        fields[name] = fields[name].astimezone(UTC).isoformat(timespec="microseconds")
    return dump_json({"urut": urut, "hash_sebelum": hash_sebelum, **fields}).encode()


def _savepoints(session: Session) -> tuple[SessionTransaction, ...]:
    found, current = [], session.get_nested_transaction()
    while current is not None:
        found.append(current)
        current = current.parent
    return tuple(found)


def _append(session: Session, waiting: list[dict[str, Any]]) -> None:
    head = select(KepalaPeristiwa.urut, KepalaPeristiwa.hash).where(KepalaPeristiwa.id == 1).with_for_update()
    found = session.execute(head).one_or_none()
    if found is None:
        first = text("INSERT INTO peristiwa_kepala (id, urut, hash) VALUES (1, 0, :hash) ON CONFLICT (id) DO NOTHING")
        session.execute(first, {"hash": GENESIS})
        found = session.execute(head).one()
    urut, previous = found
    rows = []
    for values in waiting:
        urut += 1
        digest = hashlib.sha256(canonical(urut, previous, values)).hexdigest()
        rows.append({**values, "urut": urut, "hash_sebelum": previous, "hash": digest})
        previous = digest
    session.execute(Peristiwa.__table__.insert(), rows)  # type: ignore[attr-defined]
    session.execute(update(KepalaPeristiwa).where(KepalaPeristiwa.id == 1).values(urut=urut, hash=previous))


# insert=True: this head is always locked before that of the audit trail, whichever module was imported first, so two
# transactions can never hold one head each and wait for the other.
@event.listens_for(Session, "before_commit", insert=True)
def _append_before_commit(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.get(BUFFER):
        return
    session.flush()
    _append(session, [values for _, values in session.info.pop(BUFFER)])


@event.listens_for(Session, "after_soft_rollback")
def _forget_savepoint(session: Session, previous: SessionTransaction) -> None:
    """Only what was noted inside the savepoint that was rolled back is forgotten."""
    waiting = session.info.get(BUFFER)
    if waiting:
        session.info[BUFFER] = [kept for kept in waiting if previous.nested and previous not in kept[0]]


@event.listens_for(Session, "after_transaction_end")
def _forget_all(session: Session, ended: SessionTransaction) -> None:
    """A session that is closed without a commit must not carry its events into the next transaction."""
    if ended.parent is None:
        session.info.pop(BUFFER, None)
