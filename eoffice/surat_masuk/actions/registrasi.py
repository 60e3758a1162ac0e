"""What arrived from outside, entered by the TU of an office."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah.states import Urgensi
from eoffice.organisasi.models import MENGELOLA, Jabatan, Unit
from eoffice.storage import Blob
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.actions.agenda import deadline, take_number
from eoffice.surat_masuk.actions.alih import alihkan_saat_pergi
from eoffice.surat_masuk.actions.step import measure, record, tell
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Asal, CaraTerima, PeranSurat, Status
from eoffice.titik import titik

LEWAT_SAMPUL: Final = "Pilih “Sampul tertutup”: yang dicatat hanya sampulnya, lalu diserahkan kepada yang dituju."


@dataclass(frozen=True)
class Isian:
    """What a TU enters for a paper letter, an e-mail or a file from outside."""

    tujuan_jabatan_id: int
    asal_teks: str
    nomor_surat: str
    tanggal_surat: date | None
    hal: str
    ringkasan: str
    sifat: Sifat
    urgensi: Urgensi
    cara_terima: CaraTerima
    kode_klasifikasi: str | None = None


@dataclass(frozen=True)
class Pindaian:
    """The scanned file of a registered letter, already found clean, and its pages and text."""

    blob: Blob
    mime: str
    nama: str
    halaman: int
    teks: str = ""


def registrasi(session: Session, actor: Actor, isian: Isian, pindaian: Pindaian | None) -> SuratMasuk:
    """Register what arrived from outside, in the agenda of the TU's office.

    Raises:
        NotAllowed: the actor is no TU.
        Invalid: the addressee belongs to another office, something is missing, or it must come sealed.
    """
    if isian.sifat in (Sifat.RAHASIA, Sifat.SANGAT_RAHASIA):
        raise Invalid("Surat Rahasia didaftarkan tanpa dibuka.", {"sifat": LEWAT_SAMPUL})
    return masukkan(session, actor, isian, pindaian)


def masukkan(session: Session, actor: Actor, isian: Isian, pindaian: Pindaian | None) -> SuratMasuk:
    """Give it its number and keep it, whatever its sifat; `registrasi` and `sampul.daftarkan` say what may come.

    Raises:
        NotAllowed, Invalid: as there.
    """
    require(policy.may_register(actor))
    office = session.get(Jabatan, isian.tujuan_jabatan_id)
    if office is None or not policy.registers(actor, office.unit.opd_id, office.id, isian.sifat):
        raise Invalid(
            "Tujuan surat bukan jabatan di perangkat daerah Anda.",
            {"tujuan_jabatan_id": "Pilih jabatan di perangkat daerah yang agendanya Anda pegang."},
        )
    if office.hanya_mengelola:
        raise Invalid(MENGELOLA, {"tujuan_jabatan_id": MENGELOLA})
    code = klasifikasi.check(session, isian.kode_klasifikasi, on=clock.today()).kode if isian.kode_klasifikasi else None
    opd = session.get_one(Unit, office.unit.opd_id)
    at = clock.now()
    asal = Asal.DIGITAL_LUAR if isian.cara_terima is CaraTerima.POS_EL else Asal.KERTAS_LUAR
    surat = SuratMasuk(
        status=Status.TERCATAT,
        peran=PeranSurat.ASLI,
        opd_id=opd.id,
        tujuan_jabatan_id=office.id,
        asal=asal,
        asal_teks=isian.asal_teks,
        nomor_surat=isian.nomor_surat,
        tanggal_surat=isian.tanggal_surat,
        hal=isian.hal,
        ringkasan=isian.ringkasan,
        sifat=isian.sifat,
        urgensi=isian.urgensi,
        kode_klasifikasi=code,
        cara_terima=isian.cara_terima,
        diterima_at=at,
        batas_at=deadline(session, opd.id, isian.urgensi, at),
        alasan_selesai="",
        pencatat_id=actor.pegawai_id,
        halaman=pindaian.halaman if pindaian else 0,
        lampiran_halaman=0,
        teks=pindaian.teks if pindaian else "",
        berkas_key=pindaian.blob.key if pindaian else None,
        berkas_size=pindaian.blob.size if pindaian else None,
        berkas_sha256=pindaian.blob.sha256 if pindaian else None,
        berkas_mime=pindaian.mime if pindaian else "",
        berkas_nama=pindaian.nama if pindaian else "",
    )
    take_number(session, surat, opd)
    alihkan_saat_pergi(session, surat)
    titik("surat_tercatat")
    record(session, actor, "surat_masuk.registrasi", surat, catatan=f"agenda {surat.nomor_agenda}")
    measure(
        session,
        actor,
        "surat.diregistrasi",
        surat,
        {
            "asal": str(asal),
            "derajat": str(isian.urgensi),
            "halaman": surat.halaman,
            "lampiran": 0,
            "perlu_disposisi": True,
        },
    )
    tell(session, actor, surat)
    return surat


def catat_tetap(session: Session, actor: Actor, surat: SuratMasuk, alasan: str) -> None:
    """Keep why it was registered though it looked like one that is registered already."""
    record(session, actor, "surat_masuk.tetap_catat", surat, dari=surat.status, catatan=alasan[:300])
