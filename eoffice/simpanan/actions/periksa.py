"""Reading objects again and comparing them; what is bad is healed from the replica, or told to somebody (OBJ-05)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Peran
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Unavailable
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi.models import Jabatan, JabatanPeran
from eoffice.simpanan import queries
from eoffice.simpanan.actions.lihat import Temuan, dilihat, lihat
from eoffice.simpanan.models import Objek, Putaran
from eoffice.simpanan.states import Gembok, Keadaan, Kelas
from eoffice.storage import Berlapis, BlobStore
from eoffice.web.services import Services

#: Objects of one lump: what is read between two looks at the clock and the limit of bytes.
SEKALI: Final = 200
#: Findings that one round names.
RINCIAN: Final = 100


@dataclass
class Hasil:
    """What one round found.

    Attributes:
        belum_pulih: of the missing and changed those that no copy could heal.
        rincian: key, what was wrong, from where it was healed; at most RINCIAN of them.
    """

    diperiksa: int = 0
    bita: int = 0
    hilang: int = 0
    rusak: int = 0
    dipulihkan: int = 0
    belum_pulih: int = 0
    tak_terjangkau: bool = False
    rincian: list[dict[str, Any]] = field(default_factory=list)

    @property
    def bersih(self) -> bool:
        """Whether everything that was read is sound now and the store answered."""
        return not self.belum_pulih and not self.tak_terjangkau


def kedua_tempat(store: BlobStore) -> tuple[BlobStore, BlobStore | None]:
    """The first store and its replica, if it has one."""
    return (store.utama, store.replika) if isinstance(store, Berlapis) else (store, None)


def periksa(
    services: Services,
    *,
    asal: str,
    megabita: int | None = None,
    semua: bool = False,
    terlama: bool = False,
    pulihkan: bool = True,
) -> Hasil:
    """Read what is due, in order of need, and keep what was found.

    Nothing is locked while an object is read; each lump is kept when it is done, so a round that is broken off goes on
    where it stood. A store that does not answer ends the round: silence says nothing about an object.

    Args:
        asal: "pekerja" or "perintah", for the history.
        megabita: about how much may be read at most; None for no limit.
        semua: read every object, not only what is due.
        terlama: read what is sick and then the longest unread, due or not: somebody wants to know now.
        pulihkan: heal from the replica what is missing or changed.
    """
    utama, replika = kedua_tempat(services.store)
    found, began, left = Hasil(), clock.now(), None if megabita is None else megabita * 1024 * 1024
    for kelas in (Kelas.PENTING, Kelas.BIASA):
        after = 0
        while left is None or found.bita < left:
            with reading(services.engine) as session:
                rows = _next(session, kelas, began, after if semua else None, terlama=terlama)
                lump = [dilihat(row) for row in rows]
            if not lump:
                break
            after = lump[-1].objek_id
            seen: list[Temuan] = []
            try:
                for one in lump:
                    seen.append(lihat(utama, replika, one, pulihkan=pulihkan))
                    found.diperiksa += 1
                    found.bita += one.blob.size
                    if left is not None and found.bita >= left:
                        break
            except Unavailable as error:
                found.tak_terjangkau = True
                found.rincian.append({"kunci": "", "apa": "", "sebab": str(error), "pulih_dari": ""})
            _keep(services, seen, {one.objek_id: one.blob for one in lump}, found)
            if found.tak_terjangkau:
                break
        if found.tak_terjangkau:
            break
    _history(services, found, asal, began)
    return found


def periksa_satu(services: Services, row: Objek) -> Hasil:
    """Read one object now, keep what was found, and heal it where the replica can.

    Raises:
        Unavailable: the store did not answer; silence says nothing about an object.
    """
    utama, replika = kedua_tempat(services.store)
    found = Hasil(diperiksa=1, bita=row.ukuran)
    _keep(services, [lihat(utama, replika, dilihat(row), pulihkan=True)], {row.id: row.blob}, found)
    return found


def _next(session: Session, kelas: Kelas, began: datetime, after: int | None, *, terlama: bool) -> list[Objek]:
    if terlama:
        return list(session.scalars(queries.terlama(kelas, began, SEKALI)))
    if after is None:
        return list(session.scalars(queries.jatuh_tempo(kelas, began, SEKALI)))
    rows = select(Objek).where(Objek.kelas == kelas, Objek.id > after).order_by(Objek.id).limit(SEKALI)
    return list(session.scalars(rows))


def _keep(services: Services, seen: list[Temuan], blobs: dict[int, Any], found: Hasil) -> None:
    if not seen:
        return
    now = clock.now()
    with transaction(services.engine) as session:
        rows = {row.id: row for row in session.scalars(select(Objek).where(Objek.id.in_([s.objek_id for s in seen])))}
        for one in seen:
            row = rows.get(one.objek_id)
            if row is None:
                continue  # destroyed meanwhile
            was_bad = row.keadaan in (Keadaan.HILANG, Keadaan.RUSAK)
            row.diperiksa_at, row.keadaan, row.keterangan = now, one.keadaan, one.keterangan[:300]
            _keep_copy(session, row, one, found)
            if one.gembok_lepas and row.gembok is Gembok.TAHAN:
                row.gembok = Gembok.TANPA  # the worker locks it again within the minute
                trail(session, "simpanan.gembok_lepas", row, "dilepas di luar program; dikunci lagi")
                alarm(session, row)
                _say(found, row.kunci, "gembok dilepas di luar program", "", "dikunci lagi")
            if one.keadaan is Keadaan.BAIK and not one.pulih_dari:
                continue
            _count(found, one)
            _say(found, row.kunci, str(one.semula), one.keterangan, one.pulih_dari)
            if one.pulih_dari:
                row.dipulihkan_at = now
                row.gembok = Gembok.TANPA  # whether the version on top now is locked is asked anew
                if one.pulih_dari == "replika":
                    row.replika_at = row.replika_at or now
                trail(session, "simpanan.dipulihkan", row, f"dari {one.pulih_dari}: {one.keterangan}")
            elif not was_bad:
                trail(session, f"simpanan.{one.keadaan}", row, one.keterangan)
                alarm(session, row)


def _keep_copy(session: Session, row: Objek, one: Temuan, found: Hasil) -> None:
    """What was found about the copy; one that could not be mended is copied again by the worker."""
    if one.replika is None:
        return
    mended = "tempat pertama" if one.replika_pulih else ""
    if not one.replika_pulih:
        row.replika_at, row.replika_coba, row.replika_lagi_at = None, 0, None
    trail(session, "simpanan.replika_rusak", row, f"{one.replika}; {'ditulis ulang' if mended else 'belum pulih'}")
    _say(found, row.kunci, f"{one.replika} di replika", "", mended)


def _count(found: Hasil, one: Temuan) -> None:
    if one.semula is Keadaan.HILANG:
        found.hilang += 1
    else:
        found.rusak += 1
    if one.pulih_dari:
        found.dipulihkan += 1
    else:
        found.belum_pulih += 1


def _say(found: Hasil, key: str, what: str, why: str, mended: str) -> None:
    if len(found.rincian) < RINCIAN:
        found.rincian.append({"kunci": key, "apa": what, "sebab": why[:200], "pulih_dari": mended})


def trail(session: Session, event: str, row: Objek, catatan: str) -> None:
    """One entry about an object."""
    audit.record(session, SISTEM, event, "objek", row.id, isi_sha256=row.sidik, catatan=f"{row.kunci} {catatan}"[:1000])


def alarm(session: Session, row: Objek) -> None:
    """Tell the administrators; once a day, however many objects."""
    admins = select(JabatanPeran.jabatan_id).join(Jabatan, Jabatan.id == JabatanPeran.jabatan_id)
    notifikasi.kabari(
        session,
        Kabar.SIMPANAN_RUSAK,
        objek="simpanan",
        objek_id=row.id,
        jabatan=session.scalars(admins.where(JabatanPeran.peran == Peran.ADMIN_SISTEM, Jabatan.aktif)),
        alasan="Anda administrator sistem",
        kunci=f"simpanan:rusak:{clock.today().isoformat()}",
    )


def _history(services: Services, found: Hasil, asal: str, began: datetime) -> None:
    """One row a day for the worker, one a run for a command; a worker that found nothing to read leaves none."""
    if asal == "pekerja" and not (found.diperiksa or found.tak_terjangkau):
        return
    with transaction(services.engine) as session:
        row = None
        if asal == "pekerja":
            last = session.scalar(select(Putaran).where(Putaran.asal == asal).order_by(Putaran.id.desc()).limit(1))
            if last is not None and clock.wib(last.mulai_at).date() == clock.wib(began).date():
                row = last
        if row is None:
            row = Putaran(
                asal=asal, mulai_at=began, selesai_at=began, diperiksa=0, bita=0, hilang=0, rusak=0, dipulihkan=0,
                belum_pulih=0, rincian=[],
            )  # fmt: skip
            session.add(row)
        row.selesai_at = clock.now()
        for name in ("diperiksa", "bita", "hilang", "rusak", "dipulihkan", "belum_pulih"):
            setattr(row, name, getattr(row, name) + getattr(found, name))
        row.rincian = [*row.rincian, *found.rincian][-RINCIAN:]
