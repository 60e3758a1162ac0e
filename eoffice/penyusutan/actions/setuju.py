"""Asking the kepala daerah for approval, and linking the one that came from outside."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid
from eoffice.penyusutan import penulisan, queries
from eoffice.penyusutan.actions.nilai import keluarkan_ditolak
from eoffice.penyusutan.actions.step import periksa, step
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.states import Dokumen, Jalur, Langkah, Status
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Asal

#: Letters since the permohonan that are looked through for the approval.
DICARI: Final = 200
#: How the sender of the approval is written down: «Kepala ANRI», «Arsip Nasional RI».
_ANRI: Final = re.compile(r"\banri\b|\barsip nasional\b", re.IGNORECASE)


def minta_persetujuan(session: Session, actor: Actor, kasus: Kasus) -> None:
    """Put the case before the kepala daerah, who approves inside the system (total retention below 10 years).

    Raises:
        Conflict: another one approves, or a rule stands in the way.
    """
    if kasus.jalur is not Jalur.KEPALA_DAERAH:
        raise Conflict("Persetujuannya dimintakan dengan surat permohonan; tulis suratnya.")
    with step(session, actor, Action.KELOLA_SUSUT, kasus, "minta_persetujuan"):
        periksa(session, kasus)
        kasus.maju(Langkah.MINTA_PERSETUJUAN, Status.MENUNGGU_PERSETUJUAN, clock.now())


def catat_persetujuan(
    session: Session,
    actor: Actor,
    kasus: Kasus,
    surat_id: int,
    *,
    ditolak: Sequence[int] = (),
    alasan: str = "",
    bersama: bool = False,
) -> None:
    """Link the approval that came from outside as a surat masuk, with the items that it refuses.

    Args:
        bersama: the letter names this case beside others that it approves already; asked for then, and written down.
    Raises:
        NotFound: a surat that the actor may not know of.
        Invalid: not a surat to this perangkat daerah from whoever approves, or a refusal without a reason.
        Conflict: not the time for it, or approved inside the system.
    """
    with step(session, actor, Action.KELOLA_SUSUT, kasus, "persetujuan", alasan.strip()):
        if kasus.status is not Status.MENUNGGU_PERSETUJUAN or kasus.jalur is Jalur.KEPALA_DAERAH:
            raise Conflict("Perkara ini tidak sedang menunggu persetujuan dari luar.")
        surat = surat_queries.get(session, actor, surat_id)
        _dari_penyetuju(session, kasus, surat)
        others = ", ".join(k.nomor for k in queries.disetujui(session, surat.id, selain=kasus.id))
        if others and not bersama:
            said = f"Surat itu sudah tercatat menyetujui {others}."
            hint = f"{said} Centang bila suratnya memang menyebut {kasus.nomor} juga; bila tidak, pilih surat lain."
            raise Invalid(said, {"bersama": hint})
        if ditolak:
            if not alasan.strip():
                raise Invalid("Alasan perlu diisi.", {"alasan": "Kutip alasan penolakan dari suratnya."})
            keluarkan_ditolak(kasus, actor, ditolak, alasan.strip())
        kasus.dokumen.append(
            DokumenKasus(
                jenis=Dokumen.PERSETUJUAN,
                surat=surat,
                surat_id=surat.id,
                daftar_sha256=kasus.sidik(),
                lampiran_sha256="",
                dibuat_oleh=actor.pegawai_id,
                dibuat_at=clock.now(),
                berlaku_at=clock.now(),
                keterangan=(f"Dari {surat.asal_teks}" + (f"; juga menyetujui {others}" if others else ""))[:500],
            )
        )
        if kasus.hidup:
            periksa(session, kasus)
            setujui(kasus)


def calon_surat(session: Session, actor: Actor, kasus: Kasus) -> list[SuratMasuk]:
    """The surat masuk that may be the approval a case waits for, newest first: those that `catat_persetujuan` would take."""
    asked = kasus.kini(Dokumen.PERMOHONAN)
    if kasus.status is not Status.MENUNGGU_PERSETUJUAN or asked is None or asked.tanggal is None:
        return []
    newest = surat_queries.visible(actor).where(
        SuratMasuk.opd_id == kasus.opd_id, SuratMasuk.tanggal_surat >= asked.tanggal
    )
    found = []
    for surat in session.scalars(newest.order_by(SuratMasuk.id.desc()).limit(DICARI)):
        with suppress(Invalid):
            _dari_penyetuju(session, kasus, surat)
            found.append(surat)
    return found


def _dari_penyetuju(session: Session, kasus: Kasus, surat: SuratMasuk) -> None:
    asked = kasus.kini(Dokumen.PERMOHONAN)
    if surat.opd_id != kasus.opd_id:
        raise Invalid(
            "Surat itu tercatat di perangkat daerah lain.", {"surat": "Pilih surat masuk perangkat daerah ini."}
        )
    if surat.tanggal_surat is None:
        raise Invalid("Tanggal surat itu belum tercatat.", {"surat": "Lengkapi dahulu tanggal surat masuknya."})
    if asked is None or asked.tanggal is None or surat.tanggal_surat < asked.tanggal:
        raise Invalid("Surat itu lebih tua daripada permohonannya.", {"surat": "Pilih surat jawaban atas permohonan."})
    if surat.naskah_id is None and surat.berkas_sha256 is None:
        raise Invalid(
            "Surat itu belum ada pindaiannya.", {"surat": "Lampirkan pindaian suratnya pada surat masuk itu."}
        )
    if kasus.jalur is Jalur.ANRI and (surat.asal is Asal.INTERNAL or not _ANRI.search(surat.asal_teks)):
        said = f"Surat itu bukan dari Arsip Nasional; pengirimnya tercatat “{surat.asal_teks[:80]}”."
        raise Invalid(said, {"surat": "Persetujuan ini dari Kepala ANRI."})
    if kasus.jalur is Jalur.LKD and (surat.asal_unit is None or surat.asal_unit.opd_id != kasus.tujuan_opd_id):
        raise Invalid(
            "Surat itu bukan dari penerima arsipnya.", {"surat": "Pilih surat dari lembaga kearsipan daerah."}
        )


def setujui(kasus: Kasus) -> None:
    """The case is approved, wholly or without what was refused."""
    refused = any(b.keluar_alasan.startswith(penulisan.DITOLAK) for b in kasus.butir)
    kasus.maju(Langkah.SETUJUI, Status.DITOLAK_SEBAGIAN if refused else Status.DISETUJUI, clock.now())
