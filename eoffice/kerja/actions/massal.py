"""Acting on many at once: what would happen to each, what did, and taking it back while nobody acted on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import YES, Verdict, no, require
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi import queries as disposisi_queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import StatusPenerima
from eoffice.errors import Conflict, EofficeError, NotFound
from eoffice.kerja.models import TindakanMassal
from eoffice.kerja.states import Objek, Tindakan
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status

#: How long what was done to many can be taken back, if nobody acted on it since.
URUNG: Final = timedelta(hours=24)
_ACTION: Final = {Tindakan.BACA_SAJA: Action.BACA_SAJA, Tindakan.SELESAIKAN: Action.SELESAIKAN}
Thing = SuratMasuk | DisposisiPenerima


@dataclass(frozen=True)
class Ramalan:
    """What would become of one of many: its row, and whether it would be done or why not."""

    objek: Objek
    objek_id: int
    hal: str
    putusan: Verdict
    versi: int = 0


def _load(session: Session, actor: Actor, objek: Objek, objek_id: int) -> Thing:
    if objek is Objek.SURAT:
        return surat_queries.get(session, actor, objek_id)
    if objek is Objek.BAGIAN:
        return disposisi_queries.get(session, actor, objek_id)
    raise NotFound("Naskah dibuka satu per satu: paraf dan tanda tangan diberikan sesudah membacanya.")


def _surat(thing: Thing) -> SuratMasuk:
    return thing if isinstance(thing, SuratMasuk) else thing.disposisi.surat


def _may(actor: Actor, tindakan: Tindakan, thing: Thing) -> Verdict:
    surat = _surat(thing)
    if tindakan is Tindakan.DIBACA:
        if surat.sifat not in (Sifat.BIASA, Sifat.TERBATAS):
            return no("Surat rahasia hanya terbaca dengan dibuka.")
        return (no("Sudah dibaca.") if thing.dibaca_at is not None else YES) if (own := _own(actor, thing)) else own
    if isinstance(thing, DisposisiPenerima):
        return no("Disposisi diselesaikan dengan laporan tindak lanjut, satu per satu.")
    return surat_policy.may(actor, _ACTION[tindakan], surat)


def _own(actor: Actor, thing: Thing) -> Verdict:
    """Whether it waits for a jabatan for which the actor acts now."""
    owner = thing.tujuan_jabatan_id if isinstance(thing, SuratMasuk) else thing.jabatan_id
    if not actor.holds(owner):
        return no("Ini bukan surat untuk jabatan Anda.")
    return YES if actor.acts(owner) else no("Jabatan ini sedang dijalankan Plh. atau Plt.")


def ramalkan(session: Session, actor: Actor, tindakan: Tindakan, chosen: Sequence[tuple[Objek, int]]) -> list[Ramalan]:
    """What would become of each, in the order they were chosen; nothing is changed."""
    found = []
    for objek, objek_id in chosen:
        try:
            thing = _load(session, actor, objek, objek_id)
        except NotFound as error:
            found.append(Ramalan(objek, objek_id, "", no(str(error))))
            continue
        found.append(Ramalan(objek, objek_id, _surat(thing).hal, _may(actor, tindakan, thing), thing.version))
    return found


def kerjakan(
    session: Session,
    actor: Actor,
    tindakan: Tindakan,
    chosen: Sequence[tuple[Objek, int, int]],
    alasan: str,
    dari: str,
) -> TindakanMassal:
    """Do it to each in a savepoint of its own: what is refused leaves the others alone.

    Args:
        chosen: what each is, its id, and the version the preview showed; another version is refused.
    """
    results = []
    for objek, objek_id, versi in chosen:
        row: dict[str, Any] = {"objek": str(objek), "id": objek_id, "jadi": False, "sebab": ""}
        try:
            with session.begin_nested():
                thing = _load(session, actor, objek, objek_id)
                if thing.version != versi:
                    raise Conflict("Sudah berubah sejak Anda memilihnya.")
                row["dari"] = str(thing.status)
                _do(session, actor, tindakan, thing, alasan)
                session.flush()
                row |= {"jadi": True, "versi": thing.version}
        except EofficeError as error:
            row["sebab"] = " ".join(getattr(error, "fields", {}).values()) or str(error)
        results.append(row)
    made = TindakanMassal(
        pegawai_id=actor.pegawai_id, tindakan=tindakan, alasan=alasan, at=clock.now(), dari=dari[:200], hasil=results
    )
    session.add(made)
    session.flush()
    return made


def _do(session: Session, actor: Actor, tindakan: Tindakan, thing: Thing, alasan: str) -> None:
    require(_may(actor, tindakan, thing))
    if isinstance(thing, DisposisiPenerima):
        disposisi.baca(session, actor, thing)
    elif tindakan is Tindakan.DIBACA:
        surat_masuk.tandai_dibaca(session, actor, thing)
    elif tindakan is Tindakan.BACA_SAJA:
        surat_masuk.baca_saja(session, actor, thing, alasan)
    else:
        disposisi.selesaikan(session, actor, thing, alasan)


def urungkan(session: Session, actor: Actor, run: TindakanMassal) -> tuple[int, int]:
    """Take back what nobody acted on since: how many were, and how many could not be.

    Raises:
        Conflict: it was taken back already, or is too long ago.
    """
    if run.diurungkan_at is not None:
        raise Conflict("Tindakan ini sudah diurungkan.")
    if clock.now() - run.at > URUNG:
        raise Conflict("Sudah lewat satu hari, jadi tidak dapat diurungkan lagi. Bukalah suratnya satu per satu.")
    results, undone, left = [], 0, 0
    for row in run.hasil:
        kept = dict(row)
        if row["jadi"]:
            try:
                with session.begin_nested():
                    _undo(session, actor, run.tindakan, row)
                    session.flush()
                kept["diurungkan"] = True
                undone += 1
            except EofficeError as error:
                kept["sebab"] = str(error)
                left += 1
        results.append(kept)
    run.hasil, run.diurungkan_at = results, clock.now()
    return undone, left


def _undo(session: Session, actor: Actor, tindakan: Tindakan, row: dict[str, Any]) -> None:
    thing = _load(session, actor, Objek(row["objek"]), row["id"])
    if thing.version != row["versi"]:
        raise Conflict("Sudah ada yang bertindak sesudahnya.")
    surat = _surat(thing)
    if tindakan is not Tindakan.DIBACA:
        surat_masuk.buka_lagi(session, actor, surat, Status(row["dari"]))
        return
    require(_own(actor, thing))
    if isinstance(thing, DisposisiPenerima):
        thing.unread()
        thing.status, thing.selesai_at = StatusPenerima(row["dari"]), None
    else:
        thing.unread()
    surat_masuk.record(session, actor, "surat_masuk.baca_diurungkan", surat, dari=surat.status)
