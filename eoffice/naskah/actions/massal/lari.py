"""Signing the letters of a surat massal: one opened signer, one letter after the other, as in tanda tangan beruntun.

A letter becomes a naskah in the transaction that binds it to its row, right before it is signed: a run that was cut off
leaves at most one that is begun, and the next run takes that up first. No row ever gets two.
"""

import threading
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import Verdict, no, require
from eoffice.audit import actions as audit
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import kumpulan, policy
from eoffice.naskah.actions import kabar
from eoffice.naskah.actions.barisan import Jalan, jalankan_lari
from eoffice.naskah.actions.massal.susun import tersusun
from eoffice.naskah.actions.penerima_massal import kurang_massal
from eoffice.naskah.actions.rangkap import ambil_baris, salin, sidik_daftar
from eoffice.naskah.actions.step import measure, record
from eoffice.naskah.beruntun import Beruntun, Butir, Keadaan, Pilihan
from eoffice.naskah.massal import Baris, Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.notifikasi.states import Kabar
from eoffice.tte.port import Signer
from eoffice.web.services import Services


def boleh_tanda(actor: Actor, massal: Massal, induk: Naskah) -> Verdict:
    """Whether the actor may sign the letters, or go on with them."""
    if massal.selesai_at is not None:
        return no("Surat massal ini sudah selesai.")
    if induk.status is Status.DISALIN:
        signs = induk.penandatangan_id in actor.ttd_jabatan_ids
        return Verdict(True) if signs else no("Hanya penandatangannya yang dapat melanjutkan.")
    return policy.may(actor, Action.TANDATANGANI, induk)


def siapkan_massal(session: Session, services: Services, actor: Actor, massal_id: int, daftar: str) -> tuple[int, str]:
    """Begin a run in the caller's transaction; the list and the name of the run, for `luncurkan_massal` after its commit.

    Args:
        daftar: hash of the list that was shown (`sidik_daftar`); another list is refused.
    Raises:
        NotAllowed: somebody else signs. Conflict: not tried out as it is now, another list, or a run is under way.
    """
    massal, induk = kumpulan.ambil(session, actor, massal_id)
    session.refresh(massal, with_for_update=True)
    require(boleh_tanda(actor, massal, induk))
    if kumpulan.berjalan(session, massal.id) is not None:
        raise Conflict("Surat massal ini sedang ditandatangani. Kemajuannya tampak di halaman ini.")
    lacking = kurang_massal(induk)
    if lacking:
        raise Conflict("Surat massal belum lengkap: " + " ".join(lacking.values()))
    if said := tersusun(session, services, massal, induk):
        raise Conflict(f"{said} Belum ada yang ditandatangani.")
    if sidik_daftar(ambil_baris(session, massal.id)) != daftar:
        raise Conflict("Daftar ini berubah sejak Anda membukanya. Periksa sekali lagi, lalu ketik frasa sandi.")
    if induk.status is Status.SIAP_TTD:
        dari = induk.status
        induk.become_copies()
        record(
            session, actor, "naskah.tandatangani_massal", induk, dari=dari, catatan=f"{massal.jumlah} surat, {daftar}"
        )
    found = select(Beruntun).where(Beruntun.massal_id == massal.id, Beruntun.pegawai_id == actor.pegawai_id)
    beruntun = session.scalar(found)
    if beruntun is None:
        beruntun = Beruntun(
            pegawai_id=actor.pegawai_id, massal_id=massal.id, keadaan=Keadaan.BUKA, dibuat_at=clock.now()
        )
        session.add(beruntun)
        session.flush()
    lari = beruntun.begin(clock.now())
    massal.sebab = ""
    audit.record(
        session, actor, "naskah.beruntun_mulai", "beruntun", beruntun.id, catatan=f"surat massal {massal.id}, {daftar}"
    )
    return beruntun.id, lari


def luncurkan_massal(
    services: Services, actor: Actor, massal_id: int, beruntun_id: int, lari: str, penanda: Signer
) -> threading.Thread:
    """Sign in the background; the thread closes the signer. Closing the browser stops nothing."""
    return jalankan_lari(JalanMassal(services, actor, beruntun_id, lari, massal_id=massal_id), penanda)


def akhiri(session: Session, actor: Actor, massal_id: int, alasan: str) -> None:
    """Give up on the letters that are not begun yet; those that were signed stay as they are.

    Raises:
        Invalid: no reason. Conflict: it is being signed, or one letter has its number and must be signed first.
    """
    massal, induk = kumpulan.ambil(session, actor, massal_id)
    session.refresh(massal, with_for_update=True)  # no run begins meanwhile
    if induk.status is not Status.DISALIN:
        raise Conflict("Surat massal ini belum mulai ditandatangani; kembalikan atau tolak naskahnya.")
    require(boleh_tanda(actor, massal, induk))
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis alasannya, paling sedikit lima huruf."})
    if kumpulan.berjalan(session, massal.id) is not None:
        raise Conflict("Surat massal ini sedang ditandatangani. Hentikan dahulu.")
    begun = select(func.count()).select_from(Baris).join(Naskah, Naskah.id == Baris.naskah_id)
    if session.scalar(begun.where(Baris.massal_id == massal.id, kumpulan.sisa())):
        raise Conflict(
            "Masih ada surat yang sudah bernomor dan belum ditandatangani. Lanjutkan dahulu agar nomornya terpakai."
        )
    massal.selesai_at, massal.sebab = clock.now(), alasan.strip()[:300]
    record(session, actor, "naskah.akhiri_massal", induk, catatan=massal.sebab)


@dataclass
class JalanMassal(Jalan):
    """One run over the rows of a surat massal."""

    massal_id: int = 0
    gagal: set[int] = field(default_factory=set)

    def next(self, session: Session, beruntun: Beruntun) -> Butir | None:
        """The letter that was begun and not finished, else that of the next row, made now."""
        rows = (
            select(Baris)
            .outerjoin(Naskah, Naskah.id == Baris.naskah_id)
            .where(Baris.massal_id == self.massal_id, kumpulan.sisa(), Baris.id.not_in(self.gagal))
            .order_by(Baris.naskah_id.is_(None), Baris.urutan)
            .limit(1)
        )
        row = session.scalar(rows)
        if row is None:
            return None
        self.gagal.add(row.id)  # signed, it is not looked for any more; failed, not again in this run
        if row.naskah_id is None:
            self._make(session, row)
        return self._listed(session, beruntun, row)

    def _make(self, session: Session, row: Baris) -> None:
        massal, induk = session.get_one(Massal, self.massal_id), kumpulan.induk(session, self.massal_id)
        with session.no_autoflush:
            made = salin(session, massal, induk, row)
        session.add(made)
        session.flush()
        row.naskah_id = made.id
        session.flush()
        record(session, self.actor, "naskah.buat", made, catatan=f"surat massal, baris {row.nomor_baris}")
        measure(session, self.actor, "naskah.dikonsep", made, {"jenis_naskah": made.jenis})

    def _listed(self, session: Session, beruntun: Beruntun, row: Baris) -> Butir:
        found = select(Butir).where(Butir.beruntun_id == beruntun.id, Butir.naskah_id == row.naskah_id)
        butir = session.scalar(found)
        if butir is None:
            assert row.naskah_id is not None
            butir = Butir(beruntun_id=beruntun.id, naskah_id=row.naskah_id, urutan=row.urutan, keterangan="")
            session.add(butir)
        butir.decide(Pilihan.SETUJU, clock.now(), sidik=row.sidik)
        session.flush()
        return butir

    def end(self, sebab: str) -> None:
        """Say how it ended; when no row is left the konseptor hears of it."""
        with transaction(self.services.engine) as session:
            beruntun = self.own(session)
            if beruntun is None:
                return
            left = select(func.count()).select_from(Baris).outerjoin(Naskah, Naskah.id == Baris.naskah_id)
            waiting = session.scalar(left.where(Baris.massal_id == self.massal_id, kumpulan.sisa())) or 0
            massal, induk = session.get_one(Massal, self.massal_id), kumpulan.induk(session, self.massal_id)
            done = kumpulan.maju(session, massal).jadi
            if waiting and not sebab:
                sebab = f"{waiting} surat belum selesai. Lihat sebabnya di daftar, lalu lanjutkan."
            beruntun.close(clock.now(), sebab, selesai=not waiting)
            massal.sebab = sebab[:300]
            if not waiting:
                massal.selesai_at = clock.now()
                kabar.konseptor(session, self.actor, induk, Kabar.DITANDATANGANI)
            audit.record(
                session, self.actor, "naskah.beruntun_selesai", "beruntun", self.beruntun_id,
                catatan=f"{done} ditandatangani. {sebab}".strip(),
            )  # fmt: skip
