"""Berhenti jam: a clock is stopped with its reason, asked for by who works and allowed by who gave, and runs again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.pdf import kata
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tenggat import policy
from eoffice.tenggat.actions.pasang import pasang
from eoffice.tenggat.models import Tenggat, TenggatCatatan, TenggatHenti
from eoffice.tenggat.states import HIDUP, LABEL_ALASAN, Alasan, Kejadian, StatusHenti

H = StatusHenti
PALING_LAMA: Final = 366
"""Days a clock may be told to stand still beforehand."""


@dataclass(frozen=True)
class Isian:
    """Why a clock is to stand still, and until when if that is known (WIB date; it runs again that morning)."""

    alasan: Alasan
    uraian: str = ""
    sampai: date | None = None


def minta(session: Session, actor: Actor, tenggat: Tenggat, isian: Isian) -> TenggatHenti:
    """The holder asks; once it is allowed, the clock stands still from now on. Raises Invalid, Conflict, NotAllowed."""
    require(policy.may_minta(actor, tenggat))
    made = _buat(session, actor, tenggat, isian, H.DIMINTA)
    _catat(session, actor, tenggat, Kejadian.DIMINTA, _kata(isian))
    _kabari(
        session, Kabar.JAM_DIMINTA, tenggat, (tenggat.atas_id,), "penerima disposisi meminta jamnya dihentikan", actor
    )
    return made


def hentikan(session: Session, actor: Actor, tenggat: Tenggat, isian: Isian) -> TenggatHenti:
    """The giver, or the addressed leader, stops a clock. Raises Invalid, Conflict, NotAllowed."""
    require(policy.may_hentikan(actor, tenggat))
    made = _buat(session, actor, tenggat, isian, H.BERJALAN)
    made.pemutus_id, made.diputus_at = actor.pegawai_id, made.mulai_at
    _berlaku(session, actor, tenggat, _kata(isian))
    return made


def putuskan(session: Session, actor: Actor, henti: TenggatHenti, *, setuju: bool, catatan: str = "") -> None:
    """The giver allows what was asked for, from the moment of asking on, or refuses it with a reason."""
    tenggat = henti.tenggat
    require(policy.may_hentikan(actor, tenggat))
    _must(henti, H.DIMINTA)
    if not setuju and len(catatan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"catatan": "Tulis mengapa jamnya tidak dihentikan."})
    henti.pemutus_id, henti.diputus_at, henti.catatan = actor.pegawai_id, clock.now(), catatan[:300]
    if setuju:
        henti.status = H.BERJALAN
        session.flush()
        _berlaku(session, actor, tenggat, _kata(Isian(henti.alasan, henti.uraian, henti.sampai)))
        return
    henti.status, henti.selesai_at = H.DITOLAK, None
    session.flush()
    _catat(session, actor, tenggat, Kejadian.DITOLAK, catatan)
    _kabari(session, Kabar.JAM_DIUBAH, tenggat, (tenggat.jabatan_id,), "permintaan berhenti jam Anda ditolak", actor)


def batalkan(session: Session, actor: Actor, henti: TenggatHenti) -> None:
    """Who asked takes the request back."""
    require(policy.may_batalkan(actor, henti))
    _must(henti, H.DIMINTA)
    henti.status = H.DIBATALKAN
    session.flush()
    _catat(session, actor, henti.tenggat, Kejadian.DIBATALKAN, "")


def lanjutkan(session: Session, actor: Actor, henti: TenggatHenti) -> None:
    """The clock runs again; the limit moves by as long as it stood still."""
    require(policy.may_lanjutkan(actor, henti.tenggat))
    _must(henti, H.BERJALAN)
    _akhiri(session, actor, henti, clock.now())


def lanjutkan_waktunya(session: Session, surat_ids: Iterable[int]) -> None:
    """Let the clocks run again whose day has come, on these surat; called by the sweep."""
    found = session.scalars(
        select(TenggatHenti)
        .join(Tenggat, Tenggat.id == TenggatHenti.tenggat_id)
        .where(Tenggat.surat_id.in_(list(surat_ids)), TenggatHenti.status == H.BERJALAN, TenggatHenti.sampai <= clock.today())
    ).all()  # fmt: skip
    for henti in found:
        _akhiri(session, SISTEM, henti, clock.now())


def terbuka(session: Session, tenggat_id: int) -> TenggatHenti | None:
    """The stop that was asked for or is in force, if there is one."""
    alive = select(TenggatHenti).where(TenggatHenti.tenggat_id == tenggat_id, TenggatHenti.status.in_(HIDUP))
    return session.scalar(alive)


def _buat(session: Session, actor: Actor, tenggat: Tenggat, isian: Isian, status: StatusHenti) -> TenggatHenti:
    wrong: dict[str, str] = {}
    if isian.alasan is Alasan.LAINNYA and len(isian.uraian.strip()) < 5:
        wrong["uraian"] = "Tulis alasannya."
    if isian.sampai is not None:
        days = (isian.sampai - clock.today()).days
        if days <= 0:
            wrong["sampai"] = "Pilih tanggal sesudah hari ini."
        elif days > PALING_LAMA:
            wrong["sampai"] = "Paling lama satu tahun; kosongkan bila belum diketahui."
    if wrong:
        raise Invalid("Berhenti jam belum dapat disimpan. " + " ".join(wrong.values()), wrong)
    if terbuka(session, tenggat.id) is not None:
        raise Conflict("Jamnya sudah berhenti, atau sudah ada permintaan yang menunggu keputusan. Muat ulang halaman.")
    held = tenggat.jabatan_id if actor.holds(tenggat.jabatan_id) else actor.jabatan_id
    made = TenggatHenti(
        tenggat=tenggat,
        status=status,
        alasan=isian.alasan,
        uraian=isian.uraian.strip()[:300],
        mulai_at=clock.now(),
        sampai=isian.sampai,
        oleh_id=actor.pegawai_id,
        oleh_jabatan_id=held,
        catatan="",
    )
    session.add(made)
    session.flush()
    return made


def _berlaku(session: Session, actor: Actor, tenggat: Tenggat, why: str) -> None:
    _catat(session, actor, tenggat, Kejadian.BERHENTI, why)
    _kabari(session, Kabar.JAM_DIUBAH, tenggat, (tenggat.jabatan_id,), "jam pekerjaan Anda dihentikan", actor)
    pasang(session, [tenggat.surat_id])


def _akhiri(session: Session, actor: Actor, henti: TenggatHenti, at: datetime) -> None:
    henti.status, henti.selesai_at = H.SELESAI, at
    session.flush()
    pasang(session, [henti.tenggat.surat_id])
    session.refresh(henti.tenggat)
    tenggat = henti.tenggat
    limit = tenggat.batas_at
    said = f"Tenggat menjadi {kata.tanggal(clock.wib(limit).date())}, {clock.wib(limit):%H.%M} WIB" if limit else ""
    _catat(session, actor, tenggat, Kejadian.BERJALAN, said)
    told = (tenggat.jabatan_id, tenggat.atas_id)
    _kabari(session, Kabar.JAM_DIUBAH, tenggat, told, "jam pekerjaan ini berjalan lagi", actor)


def _must(henti: TenggatHenti, status: StatusHenti) -> None:
    if henti.status is not status:
        raise Conflict("Keadaan jam ini sudah berubah. Muat ulang halaman untuk melihat yang terbaru.")


def _kata(isian: Isian) -> str:
    until = f" Sampai {kata.tanggal(isian.sampai)}." if isian.sampai is not None else ""
    return f"{LABEL_ALASAN[isian.alasan]}{': ' + isian.uraian if isian.uraian else ''}.{until}"


def _catat(session: Session, actor: Actor, tenggat: Tenggat, what: Kejadian, why: str) -> None:
    """One line of the history of the deadline, and one of the trail of the surat."""
    who = f"{actor.nama}, {actor.jabatan_nama}" if actor is not SISTEM else "Sistem"
    session.add(
        TenggatCatatan(
            tenggat_id=tenggat.id, at=clock.now(), kejadian=what, tingkat=0, kepada=who[:300], keterangan=why[:400]
        )
    )
    surat = session.get_one(SuratMasuk, tenggat.surat_id)
    surat_masuk.record(session, actor, f"tenggat.jam_{what}", surat, dari=surat.status, catatan=why[:300])


def _kabari(
    session: Session, kabar: Kabar, tenggat: Tenggat, jabatan: Iterable[int | None], alasan: str, actor: Actor
) -> None:
    surat = session.get_one(SuratMasuk, tenggat.surat_id)
    part = tenggat.penerima_id
    notifikasi.kabari(
        session,
        kabar,
        objek="disposisi" if part is not None else "surat",
        objek_id=part or surat.id,
        jabatan=jabatan,
        sifat=surat.sifat,
        alasan=alasan,
        oleh=actor.pegawai_id or None,
    )
