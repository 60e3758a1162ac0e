"""Setting up the deadlines of some surat from what stands in the database: the only writer of limits (stored on write)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi.waktu import Kalender
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tenggat import jadwal, queries
from eoffice.tenggat.jadwal import Batas, Selang
from eoffice.tenggat.models import Tenggat
from eoffice.tenggat.queries import Bagian, Henti, Surat
from eoffice.tenggat.states import LABEL_ALASAN, Dasar, Jenis, StatusHenti

_TENGGAT: Final = Tenggat.__table__
_UBAH: Final = (
    "opd_id", "jabatan_id", "atas_id", "mulai_at", "batas_at", "dasar", "jam", "henti_at", "henti_detik", "berikut_at",
    "tingkat", "tegur_jabatan_id", "tutup_at",
)  # fmt: skip
_TAMPIL: Final = ("batas_at", "batas_dasar", "jam_henti_at", "jam_henti_alasan", "tegur_tingkat", "tegur_kepada")


@dataclass(frozen=True)
class Wajib:
    """What somebody owes: who, since when, until when, and who hears first when it is late."""

    jenis: Jenis
    surat_id: int
    penerima_id: int | None
    opd_id: int
    jabatan_id: int
    atas_id: int | None
    mulai: datetime
    batas: Batas
    diingatkan: bool = True


def pasang(session: Session, surat_ids: Iterable[int], *, sabar: bool = True) -> list[int]:
    """Bring the deadlines of these surat up to what stands in the database; what already agrees is not written.

    The surat stay locked until the caller commits, so two of them never set up one surat at a time.

    Args:
        sabar: wait for surat that somebody else holds; otherwise they are left for the next time.
    Returns:
        The surat that were looked at.
    """
    every = _Kota(session)
    found = queries.terkunci(session, surat_ids, sabar=sabar)
    for surat in found:
        every.surat(surat)
    every.tulis()
    return [surat.id for surat in found]


class _Kota:
    """What is the same for many surat, and the changes that wait to be written together."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.kalender = kalender.berlaku(session)
        self.aturan = queries.aturan(session)
        self.now = clock.now()
        self._opd: dict[int, Kalender] = {}
        self.baru: list[dict[str, Any]] = []
        self.ubah: list[dict[str, Any]] = []
        self.tampil: dict[type[Any], list[dict[str, Any]]] = {SuratMasuk: [], DisposisiPenerima: []}

    def jam(self, opd_id: int) -> Kalender:
        if opd_id not in self._opd:
            self._opd[opd_id] = self.kalender.untuk(opd_id)
        return self._opd[opd_id]

    def surat(self, surat: Surat) -> None:
        """Compute one surat with its parts, and remember what differs."""
        stops = surat.henti(None)
        own = jadwal.batas_surat(self.jam(surat.opd_id), surat.urgensi, surat.diterima_at, surat.jenis)
        owed = self._owed_surat(surat, own) if surat.asli else None
        whole = self._geser(surat.opd_id, own, surat.diterima_at, stops)
        self._baris(surat, None, owed, stops)
        if surat.asli and surat.terbuka:
            self._tampil(SuratMasuk, surat.id, surat.tampil, whole, own.dasar, stops, surat.baris.get(None))
        for bagian in surat.bagian.values():
            stops = surat.henti(bagian.id)
            owed = self._owed_bagian(surat, bagian, own)
            self._baris(surat, bagian.id, owed, stops)
            if surat.terbuka and bagian.wajib:
                limit = self._batas_bagian(surat, bagian, own)
                moved = self._geser(bagian.opd_id, limit, bagian.at, stops)
                row = surat.baris.get(bagian.id)
                self._tampil(DisposisiPenerima, bagian.id, bagian.tampil, moved, limit.dasar, stops, row)

    def _owed_surat(self, surat: Surat, own: Batas) -> Wajib | None:
        if not surat.terbuka:
            return None
        limit = (
            jadwal.batas_pertama(self.jam(surat.opd_id), own, surat.diterima_at) if surat.menunggu_disposisi else own
        )
        return Wajib(
            Jenis.SURAT, surat.id, None, surat.opd_id, surat.tujuan_jabatan_id, None, surat.diterima_at, limit,
            diingatkan=surat.menunggu_alamat,
        )  # fmt: skip

    def _batas_bagian(self, surat: Surat, bagian: Bagian, own: Batas) -> Batas:
        return jadwal.batas_bagian(self.jam(bagian.opd_id), own, surat.urgensi, bagian.at, bagian.tanggal)

    def _owed_bagian(self, surat: Surat, bagian: Bagian, own: Batas) -> Wajib | None:
        if not (surat.terbuka and bagian.wajib):
            return None
        if bagian.kembali_at is not None:  # reported or declined: now the giver has to look at it
            limit = jadwal.batas_periksa(self.jam(bagian.pemberi_opd_id), bagian.kembali_at)
            return Wajib(
                Jenis.BAGIAN, surat.id, bagian.id, bagian.pemberi_opd_id, bagian.pemberi_jabatan_id, None,
                bagian.kembali_at, limit,
            )  # fmt: skip
        limit = self._batas_bagian(surat, bagian, own)
        return Wajib(
            Jenis.BAGIAN, surat.id, bagian.id, bagian.opd_id, bagian.jabatan_id, bagian.pemberi_jabatan_id, bagian.at, limit
        )  # fmt: skip

    def _geser(self, opd_id: int, batas: Batas, sejak: datetime, stops: list[Henti]) -> datetime:
        seconds = jadwal.terhenti(self.jam(opd_id), batas.jam, sejak, _selesai(stops))
        return jadwal.geser(self.jam(opd_id), batas.jam, batas.at, seconds)

    def _baris(self, surat: Surat, penerima_id: int | None, owed: Wajib | None, stops: list[Henti]) -> None:
        row = surat.baris.get(penerima_id)
        if owed is None:
            if row is not None and row["tutup_at"] is None:
                self._ganti(row, {"tutup_at": self.now, "berikut_at": None, "henti_at": None})
            return
        calendar = self.jam(owed.opd_id)
        checking = owed.batas.dasar is Dasar.PEMERIKSAAN  # a stop was for the work, not for looking at it
        seconds = 0 if checking else jadwal.terhenti(calendar, owed.batas.jam, owed.mulai, _selesai(stops))
        limit = jadwal.geser(calendar, owed.batas.jam, owed.batas.at, seconds)
        running = [] if checking else [h for h in stops if h.status is StatusHenti.BERJALAN]
        values: dict[str, Any] = {
            "opd_id": owed.opd_id,
            "jabatan_id": owed.jabatan_id,
            "atas_id": owed.atas_id,
            "mulai_at": owed.mulai,
            "batas_at": limit,
            "dasar": owed.batas.dasar,
            "jam": owed.batas.jam,
            "henti_at": min((h.mulai_at for h in running), default=None),
            "henti_detik": seconds,
            "tutup_at": None,
            "tingkat": row["tingkat"] if row is not None else 0,
            "tegur_jabatan_id": row["tegur_jabatan_id"] if row is not None else None,
        }
        if row is not None and (row["batas_at"] != limit or row["jabatan_id"] != owed.jabatan_id) and limit > self.now:
            values |= {"tingkat": 0, "tegur_jabatan_id": None}  # it is in time again, or another one's
        told = row["diingatkan"] if row is not None else None
        values["berikut_at"] = self._berikut(owed, limit, running, told, values["tingkat"])
        if row is None:
            fixed = {"jenis": owed.jenis, "surat_id": owed.surat_id, "penerima_id": owed.penerima_id}
            self.baru.append({**fixed, **values, "diingatkan": None})
        else:
            self._ganti(row, values)

    def _berikut(self, owed: Wajib, limit: datetime, running: list[Henti], told: Any, tingkat: int) -> datetime | None:
        calendar = self.jam(owed.opd_id)
        if running:
            ends = [h.sampai for h in running if h.penerima_id == owed.penerima_id and h.sampai is not None]
            day = waktu.hari_kerja_berikut(calendar, ends[0]) if ends else None
            return calendar.jendela(day)[0][0] if day is not None else None
        if not owed.diingatkan:
            return None
        if told is not None and told > clock.today():  # the clock had run ahead
            told = None
        return jadwal.berikut(
            calendar, self.aturan, mulai=owed.mulai, batas=limit, diingatkan=told, tingkat=tingkat
        )  # fmt: skip

    def _ganti(self, row: Mapping[str, Any], values: dict[str, Any]) -> None:
        whole = {name: values.get(name, row[name]) for name in _UBAH}
        if any(whole[name] != row[name] for name in _UBAH):
            self.ubah.append({"b_id": row["id"], **whole})

    def _tampil(
        self, model: type[Any], key: int, held: tuple[Any, ...], batas: datetime, dasar: Dasar, stops: list[Henti],
        row: Mapping[str, Any] | None,
    ) -> None:  # fmt: skip
        running = next((h for h in stops if h.status is StatusHenti.BERJALAN), None)
        up = row is not None and row["tingkat"] and batas <= self.now
        wanted = (
            batas,
            str(dasar),
            running.mulai_at if running is not None else None,
            kata_henti(running) if running is not None else "",
            row["tingkat"] if row is not None and up else 0,
            held[5] if up else "",
        )
        if wanted != held:
            self.tampil[model].append({"b_id": key, **dict(zip(_TAMPIL, wanted, strict=True))})

    def tulis(self) -> None:
        """Write what differs, in one statement for each kind."""
        session = self.session
        if self.baru:
            session.execute(insert(Tenggat), self.baru)
        if self.ubah:
            same: dict[str, Any] = {name: bindparam(name) for name in _UBAH}
            session.execute(update(_TENGGAT).where(_TENGGAT.c.id == bindparam("b_id")).values(same), self.ubah)  # type: ignore[arg-type]
        for model, rows in self.tampil.items():
            for row in rows:  # one by one, so that the lists that depend on them hear of each
                session.execute(update(model.__table__).where(model.__table__.c.id == row.pop("b_id")).values(row))


def _selesai(stops: list[Henti]) -> list[Selang]:
    return [(h.mulai_at, h.selesai_at) for h in stops if h.selesai_at is not None]


def kata_henti(henti: Henti) -> str:
    """Why a clock stands still, as one sentence of a page."""
    return (LABEL_ALASAN[henti.alasan] + (f": {henti.uraian}" if henti.uraian else ""))[:300]
