"""Taking the objects of a destroyed case out of the store, a portion at a time and with no transaction open (OBJ-02)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.errors import Unavailable
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.penyusutan.queries import masih_dipakai, terkunci_sampai
from eoffice.penyusutan.states import HARI_TUNGGU, HasilObjek
from eoffice.storage import BlobStore, Terkunci

#: What the worker does once the time of waiting is over.
TOPIK: Final = "penyusutan.hapus_objek"
#: Objects taken away in one message.
SEKALI: Final = 100


@dataclass(frozen=True)
class Giliran:
    """One object whose time has come; `dipakai`: another living record has the same bytes."""

    id: int
    key: str
    sha256: str
    dipakai: bool


@dataclass(frozen=True)
class Selesai:
    """What came of one object."""

    id: int
    hasil: HasilObjek
    keterangan: str = ""


_DIPAKAI: Final = "Berkas yang sama dipakai arsip lain yang masih berlaku, jadi tidak dihapus dari penyimpanan."


def _sisa(kasus_id: int) -> Select[tuple[ObjekMusnah]]:
    """What is not settled yet."""
    return select(ObjekMusnah).where(
        ObjekMusnah.kasus_id == kasus_id, ObjekMusnah.hasil.in_((HasilObjek.MENUNGGU, HasilObjek.DITOLAK))
    )


def giliran(session: Session, kasus_id: int) -> list[Giliran]:
    """The next objects of a case that may go, at most SEKALI, looked up in one reading."""
    due = _sisa(kasus_id).where(ObjekMusnah.hapus_sejak <= clock.today()).order_by(ObjekMusnah.id).limit(SEKALI)
    rows = session.scalars(due).all()
    used = masih_dipakai(session, [r.key for r in rows if r.key])
    return [Giliran(r.id, r.key or "", r.sha256, r.key in used) for r in rows]


def singkirkan(store: BlobStore, every: Sequence[Giliran]) -> list[Selesai]:
    """Take them away. Needs no database; doing it twice does no harm.

    What the store keeps locked is refused in the store's own words. A store that does not answer is no refusal: what is
    left is not in the answer.
    """
    done: list[Selesai] = []
    for each in every:
        if each.dipakai:
            done.append(Selesai(each.id, HasilObjek.DIPAKAI, _DIPAKAI))
            continue
        try:
            store.remove(each.key)
        except Terkunci as error:
            done.append(Selesai(each.id, HasilObjek.DITOLAK, f"Penyimpanan menolak: {error}"[:300]))
            continue
        except Unavailable:
            break
        done.append(Selesai(each.id, HasilObjek.DIHAPUS))
    gone = {d.id for d in done if d.hasil is HasilObjek.DIHAPUS}
    store.lupakan([each.sha256 for each in every if each.id in gone])
    return done


def catat_hapus(session: Session, kasus_id: int, done: Collection[Selesai], *, banyak: int) -> tuple[int, int]:
    """Write down what came of a portion, and leave the message of the next while anything is left.

    Refused objects are tried again when the days of waiting have passed once more, or the date of their lock has.

    Args:
        banyak: how many were tried; fewer settled than that means that the store did not answer, and it gets an hour.
    Returns:
        How many were settled now, and how many are left for another time.
    """
    at, results = clock.now(), {d.id: d for d in done}
    settled = session.scalars(select(ObjekMusnah).where(ObjekMusnah.id.in_(results))).all()
    locked = terkunci_sampai(session, [row.key for row in settled if row.key])
    again = clock.today() + timedelta(days=HARI_TUNGGU)
    for row in settled:
        result = results[row.id]
        row.hasil, row.hasil_at, row.keterangan = result.hasil, at, result.keterangan
        if result.hasil is HasilObjek.DITOLAK:
            row.hapus_sejak = max(again, locked.get(row.key or "", again))
        else:
            row.key = None
    session.flush()
    days = session.scalars(_sisa(kasus_id).with_only_columns(ObjekMusnah.hapus_sejak)).all()
    left = len(days)
    if left:
        rest = timedelta(days=max(1, (min(days) - clock.today()).days))
        soon = timedelta(hours=1) if len(done) < banyak else timedelta() if banyak == SEKALI else rest
        outbox.enqueue(session, "penyusutan.hapus_objek", delay=soon, kasus_id=kasus_id)
    return len(done), left
