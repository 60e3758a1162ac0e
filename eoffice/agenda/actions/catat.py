"""Noting an event by hand, for a paper letter or without one; changing it, and calling it off."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.agenda import policy, usul
from eoffice.agenda.actions.peserta import kabari, record, tambah
from eoffice.agenda.actions.selaras import peserta_dari_disposisi
from eoffice.agenda.models import Acara, Peserta
from eoffice.agenda.states import Sebab
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk


@dataclass(frozen=True)
class Isian:
    """What the form holds; `selesai` None means "sampai selesai"."""

    judul: str
    tanggal: date
    mulai: time
    selesai: time | None
    tempat: str
    catatan: str = ""
    sifat: Sifat = Sifat.BIASA

    def waktu(self) -> tuple[datetime, datetime, bool]:
        """Start and end in WIB, and whether the end is a guess."""
        if self.selesai is not None and self.selesai <= self.mulai:
            raise Invalid("Waktunya belum benar.", {"selesai": "Jam selesai harus sesudah jam mulai."})
        return usul.rentang(self.tanggal, self.mulai, self.selesai)


def catat(session: Session, actor: Actor, jabatan_id: int, isian: Isian, *, surat: SuratMasuk | None = None) -> Peserta:
    """Put an event into the agenda of a jabatan; that of a surat goes to its addressee and to who was sent there.

    Raises:
        NotAllowed: the agenda is not the actor's to write in.
        Conflict: the surat has its event already.
        Invalid: it ends before it begins.
    """
    office = session.get(Jabatan, jabatan_id)
    if office is None or not office.aktif or office.hanya_mengelola:
        raise Invalid("Jabatannya tidak ditemukan.", {"jabatan": "Pilih agenda siapa yang diisi."})
    sifat = surat.sifat if surat is not None else isian.sifat
    require(policy.may_note(actor, office.id, office.unit.opd_id or office.unit_id, sifat))
    if surat is not None:
        require(surat_policy.may(actor, Action.BACA_SURAT, surat))
        if surat.tujuan_jabatan_id != jabatan_id:
            raise Invalid(
                "Undangan masuk ke agenda yang dituju surat.", {"jabatan": "Pilih jabatan yang dituju surat."}
            )
        if session.scalar(select(Acara.id).where(Acara.surat_id == surat.id)) is not None:
            raise Conflict("Undangan ini sudah ada di agenda.")
    mulai, selesai, guess = isian.waktu()
    acara = Acara(
        surat_id=surat.id if surat is not None else None,
        judul=isian.judul,
        mulai_at=mulai,
        selesai_at=selesai,
        sampai_selesai=guess,
        tempat=isian.tempat,
        catatan=isian.catatan,
        sifat=sifat,
    )
    session.add(acara)
    session.flush()
    made = tambah(session, actor, acara, jabatan_id, Sebab.UNDANGAN if surat is not None else Sebab.DICATAT)
    if surat is not None:
        peserta_dari_disposisi(session, acara)
    return made


def ubah(session: Session, actor: Actor, peserta: Peserta, isian: Isian) -> bool:
    """Set time, place and title anew; everybody who is expected there is told. False when nothing is different."""
    require(policy.may_change(actor, peserta))
    mulai, selesai, guess = isian.waktu()
    acara = peserta.acara
    before = f"{clock.wib(acara.mulai_at):%Y-%m-%d %H.%M}"
    changed = acara.change(
        judul=isian.judul,
        mulai=mulai,
        selesai=selesai,
        sampai_selesai=guess,
        tempat=isian.tempat,
        catatan=isian.catatan,
    )
    if not changed:
        return False
    acara.diubah_at = clock.now()
    session.flush()
    record(session, actor, "agenda.ubah", peserta, dari=before, ke=f"{clock.wib(mulai):%Y-%m-%d %H.%M}")
    for each in acara.peserta:
        if not each.batal:
            kabari(session, each, "waktu atau tempat acaranya berubah", oleh=actor.pegawai_id)
    return True


def batalkan(session: Session, actor: Actor, peserta: Peserta, alasan: str) -> None:
    """It does not take place; who subscribed the agenda sees it struck out.

    Raises:
        Invalid: no reason.
    """
    require(policy.may_change(actor, peserta))
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa acaranya batal."})
    peserta.acara.cancel(clock.now(), alasan)
    session.flush()
    record(session, actor, "agenda.batal", peserta, catatan=alasan)
    for each in peserta.acara.peserta:
        kabari(session, each, "acaranya dibatalkan", oleh=actor.pegawai_id)
