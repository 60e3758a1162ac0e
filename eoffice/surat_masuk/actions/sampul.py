"""The sealed path: an envelope above Terbatas is registered unopened, and only its addressee opens it (5.2, OTR-08)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.naskah.states import Urgensi
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.actions.registrasi import Isian, Pindaian, masukkan
from eoffice.surat_masuk.actions.step import record
from eoffice.surat_masuk.models import SuratMasuk, SuratSampul
from eoffice.surat_masuk.states import CaraTerima, KondisiSampul

#: What stands for the subject as long as nobody has opened the envelope, and of Sangat Rahasia for ever.
TERTUTUP: Final = "(sampul belum dibuka)"
TIDAK_DISIMPAN: Final = "(Sangat Rahasia; isinya tidak disimpan di e-Office)"


@dataclass(frozen=True)
class IsianSampul:
    """What a TU can tell from the outside of an envelope."""

    tujuan_jabatan_id: int
    sifat: Sifat
    asal_teks: str
    kode: str
    kondisi: KondisiSampul
    catatan: str
    cara_terima: CaraTerima
    urgensi: Urgensi = Urgensi.BIASA


@dataclass(frozen=True)
class IsianIsi:
    """What the addressee enters after opening it."""

    nomor_surat: str
    tanggal_surat: date | None
    hal: str
    ringkasan: str
    urgensi: Urgensi


def daftarkan(session: Session, actor: Actor, isian: IsianSampul) -> SuratMasuk:
    """Register an envelope unopened: a number, a time, the addressee, and nothing of what is inside.

    Raises:
        NotAllowed: no TU. Invalid: not a sealed sifat, or another office's addressee.
    """
    if isian.sifat not in (Sifat.RAHASIA, Sifat.SANGAT_RAHASIA):
        raise Invalid(
            "Sampul tertutup hanya untuk surat Rahasia dan Sangat Rahasia.",
            {"sifat": "Pilih Rahasia atau Sangat Rahasia."},
        )
    surat = masukkan(
        session,
        actor,
        Isian(
            tujuan_jabatan_id=isian.tujuan_jabatan_id,
            asal_teks=isian.asal_teks,
            nomor_surat="",
            tanggal_surat=None,
            hal=TERTUTUP,
            ringkasan="",
            sifat=isian.sifat,
            urgensi=isian.urgensi,
            cara_terima=isian.cara_terima,
        ),
        None,
    )
    session.add(SuratSampul(surat_id=surat.id, kode=isian.kode, kondisi=isian.kondisi, catatan=isian.catatan))
    session.flush()
    return surat


def buka_sampul(session: Session, actor: Actor, surat: SuratMasuk, isian: IsianIsi, pindaian: Pindaian | None) -> None:
    """The addressee opened the envelope and says what it is; of Sangat Rahasia only that it was opened is kept.

    Raises:
        NotAllowed: not the addressee. Conflict: opened before. Invalid: no subject.
    """
    require(policy.may(actor, Action.BUKA_SAMPUL, surat))
    sampul = session.get(SuratSampul, surat.id)
    if sampul is None or sampul.dibuka_at is not None:
        raise Conflict("Sampul surat ini sudah dibuka dan isinya sudah dilengkapi.")
    if surat.sifat is Sifat.SANGAT_RAHASIA:
        isian, pindaian = replace(isian, nomor_surat="", tanggal_surat=None, hal=TIDAK_DISIMPAN, ringkasan=""), None
    if len(isian.hal.strip()) < 3:
        raise Invalid("Hal surat belum diisi.", {"hal": "Tulis hal surat sebagaimana tertulis di dalamnya."})
    sampul.dibuka_at, sampul.dibuka_oleh = clock.now(), actor.pegawai_id
    surat.nomor_surat, surat.tanggal_surat = isian.nomor_surat, isian.tanggal_surat
    surat.hal, surat.ringkasan, surat.urgensi = isian.hal, isian.ringkasan, isian.urgensi
    if pindaian is not None:
        surat.halaman, surat.teks, surat.berkas_nama = pindaian.halaman, "", pindaian.nama
        surat.berkas_key, surat.berkas_size = pindaian.blob.key, pindaian.blob.size
        surat.berkas_sha256, surat.berkas_mime = pindaian.blob.sha256, pindaian.mime
    record(session, actor, "surat_masuk.buka_sampul", surat, dari=surat.status, catatan=f"sampul {sampul.kondisi}")
