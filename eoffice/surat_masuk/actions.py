"""Use cases of a surat masuk: arrive, be registered, be read, be closed, be filed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import PeranPenerima, Urgensi
from eoffice.nomor import actions as nomor
from eoffice.organisasi import waktu
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.peristiwa import actions as peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import indexing, policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL, Asal, CaraTerima, PeranSurat, Status
from eoffice.titik import titik


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


@contextmanager
def step(session: Session, actor: Actor, action: Action, surat: SuratMasuk, catatan: str = "") -> Iterator[None]:
    """Permit, then record what the body changed; anything raised undoes all of it (TRX-01)."""
    require(policy.may(actor, action, surat))
    dari = surat.status
    yield
    record(session, actor, f"surat_masuk.{action}", surat, dari=dari, catatan=catatan)


def record(session: Session, actor: Actor, event: str, surat: SuratMasuk, *, dari: str = "", catatan: str = "") -> None:
    """One entry of the trail about this surat."""
    audit.record(
        session,
        actor,
        event,
        "surat_masuk",
        surat.id,
        dari=dari,
        ke=surat.status,
        catatan=catatan,
        sifat=surat.sifat,
        isi_sha256=surat.berkas_sha256 or "",
    )


def measure(session: Session, actor: Actor, jenis: str, surat: SuratMasuk, rincian: dict[str, object]) -> None:
    """One event of the metric log, booked to the office that holds the surat."""
    peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=surat.opd_id,
        unit_id=None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=f"surat:{surat.id}",
        rincian=rincian,
    )


def same_version(surat: SuratMasuk, versi: int) -> None:
    """Refuse a form that was made from an older row (TRX-02). Raises Conflict."""
    if surat.version != versi:
        raise Conflict(
            f"Surat ini sudah berubah sejak Anda membukanya; sekarang berstatus “{LABEL[surat.status]}”. Muat ulang "
            "halaman untuk melihat keadaan terakhir, lalu ulangi bila masih perlu."
        )


def _register(session: Session, surat: SuratMasuk, opd: Unit) -> None:
    """Take the next agenda number of the office and keep the surat under it; gapless like any register (NOM-02)."""
    today = clock.today()
    surat.tahun = today.year
    surat.nomor_agenda = 0
    with session.no_autoflush:
        taken = nomor.take(
            session,
            register=f"AG-{opd.singkatan}",
            tanggal=today,
            objek="surat_masuk",
            objek_id=0,
            teks=lambda urut: f"{urut}/{today.year}",
            nama=f"Buku agenda {opd.nama}"[:200],
        )
    surat.nomor_agenda = taken.urut
    session.add(surat)
    session.flush()
    taken.objek_id = surat.id


def _deadline(urgensi: Urgensi, at: datetime) -> datetime:
    return waktu.batas_selesai(waktu.muat_kalender(), str(urgensi), at)


def terima(session: Session, penerima_id: int) -> SuratMasuk:
    """Register a naskah of this city at the office of one of its recipients; a second call finds the first (OUT-01)."""
    known = session.scalar(select(SuratMasuk).where(SuratMasuk.penerima_id == penerima_id))
    if known is not None:
        return known
    penerima = session.get_one(Penerima, penerima_id)
    naskah = session.get_one(Naskah, penerima.naskah_id)
    office = session.get_one(Jabatan, penerima.jabatan_id)
    opd = session.get_one(Unit, office.unit.opd_id or office.unit_id)
    copied = penerima.peran is PeranPenerima.TEMBUSAN
    at = clock.now()
    surat = SuratMasuk(
        status=Status.UNTUK_DIKETAHUI if copied else Status.TERCATAT,
        peran=PeranSurat.TEMBUSAN if copied else PeranSurat.ASLI,
        opd_id=opd.id,
        naskah=naskah,
        penerima_id=penerima.id,
        tujuan_jabatan_id=office.id,
        asal=Asal.INTERNAL,
        asal_teks=str(
            (naskah.penanda or {}).get("jabatan_ub") or (naskah.penanda or {}).get("jabatan") or naskah.opd.nama
        ),
        asal_unit_id=naskah.opd_id,
        nomor_surat=naskah.nomor or "",
        tanggal_surat=naskah.tanggal,
        hal=naskah.hal,
        ringkasan="",
        sifat=naskah.sifat,
        urgensi=naskah.urgensi,
        kode_klasifikasi=naskah.kode_klasifikasi,
        cara_terima=CaraTerima.APLIKASI,
        diterima_at=at,
        batas_at=None if copied else _deadline(naskah.urgensi, at),
        alasan_selesai="",
        halaman=naskah.halaman,
        lampiran_halaman=naskah.lampiran_halaman,
        teks=naskah.teks,
        berkas_key=naskah.pdf_key,
        berkas_size=naskah.pdf_size,
        berkas_sha256=naskah.pdf_sha256,
        berkas_mime="application/pdf",
        berkas_nama=f"{(naskah.nomor or 'naskah').replace('/', '-')}.pdf",
    )
    _register(session, surat, opd)
    indexing.put(session, surat)
    titik("surat_tercatat")
    record(session, SISTEM, "surat_masuk.terima", surat, catatan=f"agenda {surat.nomor_agenda}")
    measure(
        session,
        SISTEM,
        "surat.diregistrasi",
        surat,
        {
            "asal": "internal",
            "rujukan": f"naskah:{naskah.id}",
            "derajat": str(naskah.urgensi),
            "halaman": naskah.halaman,
            "lampiran": naskah.lampiran_halaman,
            "perlu_disposisi": not copied,
        },
    )
    return surat


def with_kode(session: Session, isian: Isian, words: str) -> Isian:
    """The form with the kode that was typed and not chosen. Raises Invalid unless exactly one fits."""
    found = klasifikasi.find(session, words, limit=2)
    typed = [k for k in found if k.kode == words.split()[0]]
    if len(typed or found) != 1:
        raise Invalid(
            "Kode klasifikasi belum dipilih.", {"kode_klasifikasi": "Pilih satu kode dari daftar yang muncul."}
        )
    return replace(isian, kode_klasifikasi=(typed or found)[0].kode)


def registrasi(session: Session, actor: Actor, isian: Isian, pindaian: Pindaian | None) -> SuratMasuk:
    """Register what arrived from outside, in the agenda of the TU's office.

    Raises:
        NotAllowed: the actor is no TU.
        Invalid: the addressee belongs to another office, or something is missing.
    """
    require(policy.may_register(actor))
    office = session.get(Jabatan, isian.tujuan_jabatan_id)
    if office is None or office.unit.opd_id not in actor.tu_opd_ids:
        raise Invalid(
            "Tujuan surat bukan jabatan di perangkat daerah Anda.",
            {"tujuan_jabatan_id": "Pilih jabatan di perangkat daerah yang agendanya Anda pegang."},
        )
    if isian.sifat is Sifat.SANGAT_RAHASIA:
        raise Invalid(
            "Surat Sangat Rahasia tidak didaftarkan di sini.", {"sifat": "Serahkan langsung melalui jalur persandian."}
        )
    if isian.sifat is Sifat.RAHASIA and pindaian is not None:
        raise Invalid(
            "Surat Rahasia didaftarkan tanpa dibuka.", {"berkas": "Daftarkan sampulnya saja, tanpa pindaian."}
        )
    code = klasifikasi.check(session, isian.kode_klasifikasi).kode if isian.kode_klasifikasi else None
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
        batas_at=_deadline(isian.urgensi, at),
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
    _register(session, surat, opd)
    indexing.put(session, surat)
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
    return surat


def tandai_dibaca(session: Session, actor: Actor, surat: SuratMasuk) -> bool:
    """Note the first time that a holder of the addressed jabatan opened it; True when this was it."""
    if surat.dibaca_at is not None or not actor.holds(surat.tujuan_jabatan_id):
        return False
    surat.dibaca_at = clock.now()
    record(session, actor, "surat_masuk.baca", surat, dari=surat.status)
    return True


def catat_buka(session: Session, actor: Actor, surat: SuratMasuk) -> None:
    """An open of something above Biasa, for the trail (AUD-01)."""
    if surat.sifat is not Sifat.BIASA:
        record(session, actor, "surat_masuk.buka", surat, dari=surat.status)


def baca_saja(session: Session, actor: Actor, surat: SuratMasuk, alasan: str) -> None:
    """Close without a disposisi, with the reason.

    Raises:
        Invalid: no reason.
    """
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa surat ini tidak perlu disposisi."})
    with step(session, actor, Action.BACA_SAJA, surat, alasan):
        surat.close(Action.BACA_SAJA, clock.now(), alasan)
        measure(session, actor, "surat.selesai", surat, {})


def selesaikan(session: Session, actor: Actor, surat: SuratMasuk, catatan: str = "") -> None:
    """The addressed leader closes it."""
    with step(session, actor, Action.SELESAIKAN, surat, catatan):
        surat.close(Action.SELESAIKAN, clock.now(), catatan)
        measure(session, actor, "surat.selesai", surat, {})


def berkaskan(session: Session, actor: Actor, surat: SuratMasuk, berkas: str) -> None:
    """Mark it as filed; the arsip capability keeps the place."""
    with step(session, actor, Action.BERKASKAN_SURAT, surat, berkas):
        surat.move(Action.BERKASKAN_SURAT, Status.DIBERKASKAN)


def catat_salinan(session: Session, actor: Actor, surat: SuratMasuk, jenis: str, *, salinan: int = 1) -> None:
    """A print, a download meant for printing, or a plain download, booked to the office of the one who did it.

    Args:
        jenis: naskah.dicetak, naskah.diunduh_cetak or naskah.diunduh.
    Raises:
        Invalid: not between 1 and 500 copies.
    """
    require(policy.may(actor, Action.BACA_SURAT, surat))
    if not 1 <= salinan <= 500:
        raise Invalid("Banyaknya salinan tidak wajar.", {"salinan": "Isi 1 sampai 500 salinan."})
    record(
        session, actor, f"surat_masuk.{jenis.partition('.')[2]}", surat, dari=surat.status, catatan=f"{salinan} salinan"
    )
    rincian: dict[str, object] = {"halaman": surat.halaman, "lampiran": surat.lampiran_halaman}
    peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=actor.opd_id or surat.opd_id,
        unit_id=None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=f"naskah:{surat.naskah_id}" if surat.naskah_id else f"surat:{surat.id}",
        rincian=rincian if jenis == "naskah.diunduh" else {**rincian, "salinan": salinan},
    )


__all__ = [
    "Isian",
    "Pindaian",
    "baca_saja",
    "berkaskan",
    "catat_buka",
    "catat_salinan",
    "measure",
    "record",
    "registrasi",
    "same_version",
    "selesaikan",
    "step",
    "tandai_dibaca",
    "terima",
    "with_kode",
]
