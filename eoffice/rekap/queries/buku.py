"""The books of an office: agenda surat masuk, registers of numbers, and ekspedisi; every number explained (naskah-dinas 4.3, 4.4).

What the keeper may not read is masked to its number and date, whatever the book (naskah-dinas 6.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Sifat
from eoffice.db import within
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED, LABEL_KEADAAN, Keadaan
from eoffice.nomor.models import Nomor, Register
from eoffice.nomor.states import StatusNomor
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.rekap.queries import ekspedisi
from eoffice.rekap.queries.lajur import AGENDA, EKSPEDISI, KOLOM, RAHASIA, TERTUTUP, Baris, bulan_buku
from eoffice.rekap.states import kata
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk import sisi
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL, LABEL_CARA

PAGE: Final = 50


@dataclass(frozen=True)
class Buku:
    """One book of an office and year.

    Attributes:
        jenis: agenda, register or ekspedisi; kode: of the register, "" for ekspedisi.
        terakhir: the highest number in it; batal: how many numbers are void.
    """

    jenis: str
    kode: str
    nama: str
    tahun: int
    terakhir: int
    batal: int = 0

    @property
    def kolom(self) -> tuple[str, ...]:
        """Its official columns."""
        return KOLOM[self.jenis]


def daftar(session: Session, opd: Unit, tahun: int) -> list[Buku]:
    """The books of an office in a year, agenda first."""
    agenda = f"AG-{opd.singkatan}"
    start, end = date(tahun, 1, 1), date(tahun + 1, 1, 1)
    used = select(Naskah.register).where(
        Naskah.tanggal >= start, Naskah.tanggal < end, Naskah.opd_id == opd.id, Naskah.register != ""
    )
    void = (
        select(func.count())
        .where(Nomor.register_id == Register.id, Nomor.status == StatusNomor.BATAL)
        .correlate(Register)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Register.kode, Register.nama, Register.last, void)
        .where(Register.tahun == tahun, (Register.kode == agenda) | Register.kode.in_(used.distinct()))
        .order_by(Register.kode)
    ).all()
    units = dict(session.execute(select(Unit.singkatan, Unit.nama).where(Unit.opd_id == opd.id)).tuples().all())
    found = [
        Buku(AGENDA if kode == agenda else "register", kode, nama_register(kode, nama, units), tahun, last, gone or 0)
        for kode, nama, last, gone in rows
    ]
    found.sort(key=lambda b: (b.jenis != AGENDA, b.kode))
    sent = session.scalar(select(func.count()).select_from(ekspedisi.semua(opd.id, tahun).subquery())) or 0
    return [*found, *([Buku(EKSPEDISI, "", f"Buku ekspedisi {opd.nama}", tahun, sent)] if sent else [])]


#: What the letters before the office mean in the code of a register (naskah-dinas 4.2).
REGISTER: Final = {
    "AG": "Buku agenda",
    "SK": "Register surat keluar",
    "SKET": "Register surat keterangan",
    "PENG": "Register pengumuman",
    "TS": "Register telaahan staf",
    "ND": "Register nota dinas",
    "ST": "Register surat tugas",
    "SPD": "Register surat perjalanan dinas",
    "SPRIN": "Register surat perintah",
    "KEP": "Register keputusan",
    "INS": "Register instruksi",
    "SE": "Register surat edaran",
    "BA": "Register berita acara",
    "PKS": "Register perjanjian",
}
PEMILIK: Final = {"WK": "Wali Kota", "SD": "Sekretaris Daerah"}


def nama_register(kode: str, nama: str, units: dict[str, str]) -> str:
    """A register by its name; one that was opened without a name is called after its code."""
    if nama and nama != kode:
        return nama
    kind, _, owner = kode.partition("-")
    whose = units.get(owner) or PEMILIK.get(owner, owner)
    return f"{REGISTER.get(kind, f'Register {kind}')} {whose}".strip()


def tahun_ada(session: Session) -> list[int]:
    """The years in which any register was opened, latest first."""
    return list(session.scalars(select(Register.tahun).distinct().order_by(Register.tahun.desc())))


def baris(
    session: Session,
    actor: Actor,
    opd: Unit,
    buku: Buku,
    *,
    sesudah: int = 0,
    bulan: int | None = None,
    limit: int = PAGE,
) -> list[Baris]:
    """Lines of a book in the order of their numbers, behind a number, of one month if asked; the keeper comes first.

    Args:
        sesudah: the last running number already shown (keyset).
        bulan: 1 to 12, the month of the line's date.
    """
    if buku.jenis == EKSPEDISI:
        return ekspedisi.baris(session, actor, opd.id, buku.tahun, sesudah, bulan, limit)
    found = (
        select(Nomor)
        .join(Register, Register.id == Nomor.register_id)
        .where(Register.kode == buku.kode, Register.tahun == buku.tahun, Nomor.urut > sesudah)
    )
    if bulan is not None:
        first, end = bulan_buku(buku.tahun, bulan)
        found = found.where(Nomor.tanggal >= first, Nomor.tanggal < end)
    numbers = list(session.scalars(found.order_by(Nomor.urut, Nomor.sisip).limit(limit)))
    if len(numbers) == limit:  # an inserted number shares its urut, so a page never ends between the two
        last = numbers[-1]
        beside = found.where(Nomor.urut == last.urut, Nomor.sisip > last.sisip)
        numbers += session.scalars(beside.order_by(Nomor.sisip))
    ids = [n.objek_id for n in numbers if n.status is not StatusNomor.BATAL]
    if buku.jenis == AGENDA:
        return _lines_agenda(session, actor, opd.id, numbers, ids, buku)
    return _lines_register(session, actor, numbers, ids, buku)


def _void(number: Nomor, columns: int, reason_at: int, date_at: int) -> Baris:
    cells = [""] * columns
    cells[0], cells[date_at] = f"{number.urut}{number.sisip}", f"{number.tanggal:%d-%m-%Y}"
    cells[reason_at] = f"BATAL: {number.alasan}" if number.alasan else "BATAL"
    return Baris(number.urut, tuple(cells), batal=True)


def _masked(number: Nomor, columns: int, date_at: int, hal_at: int, words: str) -> Baris:
    cells = [""] * columns
    cells[0], cells[date_at], cells[hal_at] = f"{number.urut}{number.sisip}", f"{number.tanggal:%d-%m-%Y}", words
    return Baris(number.urut, tuple(cells), tertutup=True)


def _lines_agenda(
    session: Session, actor: Actor, opd_id: int, numbers: Sequence[Nomor], ids: list[int], buku: Buku
) -> list[Baris]:
    readable = surat_queries.visible(actor).where(SuratMasuk.id.in_(ids), SuratMasuk.opd_id == opd_id)
    shown = {s.id: s for s in session.scalars(readable.options(joinedload(SuratMasuk.tujuan)))}
    clerks = {s.pencatat_id for s in shown.values() if s.pencatat_id is not None}
    names = {p.id: p.nama for p in session.scalars(select(Pegawai).where(within(Pegawai.id, clerks)))}
    came, went = sisi.kaitan(session, actor, shown)
    places = sisi.lokasi(session, shown)
    levels = dict(session.execute(select(SuratMasuk.id, SuratMasuk.sifat).where(SuratMasuk.id.in_(ids))).tuples().all())
    found = []
    for number in numbers:
        surat = shown.get(number.objek_id)
        if number.status is StatusNomor.BATAL:
            found.append(_void(number, len(buku.kolom), 15, 1))
        elif surat is None:
            words = TERTUTUP.get(levels.get(number.objek_id, Sifat.RAHASIA), RAHASIA)
            found.append(_masked(number, len(buku.kolom), 1, 6, words))
        else:
            note = [LABEL[surat.status], *passed(came.get(surat.id), went.get(surat.id, []))]
            clerk = names.get(surat.pencatat_id or 0, "")
            found.append(Baris(number.urut, _cells_agenda(number, surat, clerk, places.get(surat.id, ""), note)))
    return found


def passed(came: sisi.Tautan | None, went: list[sisi.Tautan]) -> list[str]:
    """From which other agenda a surat came, and into which it went on."""
    found = [f"{came.hubungan} dari agenda {came.agenda} {came.opd}"] if came is not None else []
    return found + [f"{t.hubungan} ke {t.opd}, agenda {t.agenda}" for t in went]


def _cells_agenda(number: Nomor, surat: SuratMasuk, pencatat: str, tempat: str, catatan: list[str]) -> tuple[str, ...]:
    at = clock.wib(surat.diterima_at)
    return (
        f"{number.urut}{number.sisip}",
        f"{at:%d-%m-%Y %H.%M}",
        LABEL_CARA[surat.cara_terima],
        surat.asal_teks,
        surat.nomor_surat,
        f"{surat.tanggal_surat:%d-%m-%Y}" if surat.tanggal_surat else "",
        surat.hal,
        surat.ringkasan,
        kata(surat.sifat),
        kata(surat.urgensi),
        f"{surat.lampiran_halaman} hlm." if surat.lampiran_halaman else "",
        surat.kode_klasifikasi or "",
        surat.tujuan.nama_pada(surat.diterima_at),
        "; ".join(filter(None, (f"{surat.halaman} hlm." if surat.berkas_key else "", tempat))),
        pencatat or "Sistem",
        "; ".join(catatan),
    )


def _lines_register(
    session: Session, actor: Actor, numbers: Sequence[Nomor], ids: list[int], buku: Buku
) -> list[Baris]:
    readable = naskah_queries.visible(actor).where(Naskah.id.in_(ids)).options(
        joinedload(Naskah.unit),
        joinedload(Naskah.penandatangan),
        selectinload(Naskah.penerima),
        selectinload(Naskah.lampiran),
    )  # fmt: skip
    shown = {n.id: n for n in session.scalars(readable)}
    states = {
        i: (s, t)
        for i, s, t in session.execute(select(Naskah.id, Naskah.sifat, Naskah.status).where(Naskah.id.in_(ids)))
    }
    found = []
    for number in numbers:
        naskah = shown.get(number.objek_id)
        if number.status is StatusNomor.BATAL:
            found.append(_void(number, len(buku.kolom), 10, 1))
        elif naskah is None:
            sifat, status = states.get(number.objek_id, (Sifat.RAHASIA, None))
            words = TERTUTUP.get(sifat, RAHASIA if status is None else "(tidak untuk unit ini)")
            if status is not None and status not in ISSUED and sifat not in TERTUTUP:
                words = "(bernomor, belum ditandatangani)"
            found.append(_masked(number, len(buku.kolom), 1, 5, words))
        else:
            found.append(Baris(number.urut, _cells_register(number, naskah)))
    return found


def _cells_register(number: Nomor, naskah: Naskah) -> tuple[str, ...]:
    first = [p.teks for p in naskah.tujuan]
    several = f" dan {len(first) - 2} lainnya" if len(first) > 2 else ""
    notes = [] if naskah.keadaan is Keadaan.BERLAKU else [LABEL_KEADAAN[naskah.keadaan]]
    notes += ["Nomor sisip"] if number.sisip else []
    notes += [] if naskah.status in ISSUED else ["Belum ditandatangani"]
    return (
        f"{number.urut}{number.sisip}",
        f"{number.tanggal:%d-%m-%Y}",
        number.teks,
        naskah.kode_klasifikasi or "",
        "; ".join(first[:2]) + several,
        naskah.hal,
        kata(naskah.sifat),
        f"{len(naskah.lampiran)} berkas" if naskah.lampiran else "",
        naskah.unit.singkatan,
        naskah.penandatangan.nama if naskah.penandatangan else "",
        "; ".join(notes),
    )


def pimpinan(session: Session, opd_id: int) -> Jabatan | None:
    """The jabatan that leads an office, for the signature block."""
    return next(iter(organisasi.berperan(session, opd_id, Peran.PIMPINAN_OPD)), None)
