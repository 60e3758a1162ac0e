"""What every use case of a surat masuk shares: permission, the trail, the metric log, the version it was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.peristiwa import actions as peristiwa
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL, PeranSurat


@contextmanager
def step(session: Session, actor: Actor, action: Action, surat: SuratMasuk, catatan: str = "") -> Iterator[None]:
    """Permit, then record what the body changed; anything raised undoes all of it (TRX-01)."""
    require(policy.may(actor, action, surat))
    dari = surat.status
    yield
    record(session, actor.sebagai(surat.tujuan_jabatan_id), f"surat_masuk.{action}", surat, dari=dari, catatan=catatan)


def record(session: Session, actor: Actor, event: str, surat: SuratMasuk, *, dari: str = "", catatan: str = "") -> None:
    """One entry of the trail about this surat."""
    audit.record(
        session,
        policy.as_whom(actor, surat),
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


def tell(session: Session, actor: Actor, surat: SuratMasuk) -> None:
    """Tell whoever holds the addressed jabatan that it has arrived."""
    copied = surat.peran is PeranSurat.TEMBUSAN
    how = "ditembuskan" if copied else "ditujukan"
    notifikasi.kabari(
        session,
        Kabar.TEMBUSAN if copied else Kabar.SURAT_BARU,
        objek="surat",
        objek_id=surat.id,
        jabatan=(surat.tujuan_jabatan_id,),
        sifat=surat.sifat,
        alasan=f"surat ini {how} kepada {surat.tujuan.nama}"[:300],
        batas=clock.wib(surat.batas_at).date() if surat.batas_at is not None else None,
        kunci=f"surat:{surat.id}:tiba",
        oleh=actor.pegawai_id or None,
    )


def tell_read(session: Session, actor: Actor, surat: SuratMasuk, konseptor_id: int) -> None:
    """Tell whoever wrote a naskah of this city that its addressee has read it; about the naskah, which is the writer's."""
    notifikasi.kabari(
        session,
        Kabar.TERKIRIM_DIBACA,
        objek="naskah",
        objek_id=surat.naskah_id or 0,
        pegawai=(konseptor_id,),
        sifat=surat.sifat,
        alasan="Anda konseptor naskah ini",
        kunci=f"surat:{surat.id}:dibaca",
        oleh=actor.pegawai_id,
    )


def same_version(surat: SuratMasuk, versi: int) -> None:
    """Refuse a form that was made from an older row (TRX-02). Raises Conflict."""
    if surat.version != versi:
        raise Conflict(
            f"Surat ini sudah berubah sejak Anda membukanya; sekarang berstatus “{LABEL[surat.status]}”. Muat ulang "
            "halaman untuk melihat keadaan terakhir, lalu ulangi bila masih perlu."
        )
