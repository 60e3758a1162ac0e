"""Noting events: they wait in the session and join the log at the very end of the transaction."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import AtCommit, dump_json
from eoffice.peristiwa.models import KepalaPeristiwa, Peristiwa
from eoffice.peristiwa.states import Jenis, periksa_rincian

GENESIS: Final = "0" * 64
VERSI_SKEMA: Final = 1
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

# Made once: building a statement costs more than running it. No object of the head is ever in a session.
_HEAD: Final = select(KepalaPeristiwa.urut, KepalaPeristiwa.hash).where(KepalaPeristiwa.id == 1).with_for_update()
_MOVE: Final = (
    update(KepalaPeristiwa)
    .where(KepalaPeristiwa.id == 1)
    .values(urut=bindparam("last_urut"), hash=bindparam("last_hash"))
    .execution_options(synchronize_session=False)
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
    _WAITING.add(session, values)
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


def _append(session: Session, waiting: list[dict[str, Any]]) -> None:
    found = session.execute(_HEAD).one_or_none()
    if found is None:
        first = text("INSERT INTO peristiwa_kepala (id, urut, hash) VALUES (1, 0, :hash) ON CONFLICT (id) DO NOTHING")
        session.execute(first, {"hash": GENESIS})
        found = session.execute(_HEAD).one()
    urut, previous = found
    rows = []
    for values in waiting:
        urut += 1
        digest = hashlib.sha256(canonical(urut, previous, values)).hexdigest()
        rows.append({**values, "urut": urut, "hash_sebelum": previous, "hash": digest})
        previous = digest
    session.execute(Peristiwa.__table__.insert(), rows)  # type: ignore[attr-defined]
    session.execute(_MOVE, {"last_urut": urut, "last_hash": previous})


#: Its head is always locked before that of the audit trail, whichever module was imported first, so two transactions
#: can never hold one head each and wait for the other.
_WAITING: Final = AtCommit("peristiwa", _append, first=True)
