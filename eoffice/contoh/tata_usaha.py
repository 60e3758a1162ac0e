"""The desk of a TU in the sample city: envelopes, an original on its shelf, what went elsewhere, what was not taken."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.ekspedisi import actions as ekspedisi
from eoffice.naskah.states import Urgensi
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Penugasan
from eoffice.surat_masuk import actions
from eoffice.surat_masuk.states import CaraTerima, KondisiSampul, SebabTolak


def isi(session: Session, tu: str, pimpinan: str, lain: int) -> None:
    """Do what a TU does on an ordinary day.

    Args:
        tu, pimpinan: kode of the jabatan of the TU, and of the one it works for.
        lain: id of another perangkat daerah, to which a surat goes.
    """
    actor, leader = _actor(session, tu), session.scalar(select(Jabatan).where(Jabatan.kode == pimpinan))
    if actor is None or leader is None:
        return
    for asal, kode in (("Badan Kepegawaian Provinsi", "R-118"), ("Kejaksaan Negeri Arunika", "RHS/12")):
        sealed = actions.daftarkan(
            session,
            actor,
            actions.IsianSampul(
                leader.id, Sifat.RAHASIA, asal, kode, KondisiSampul.UTUH, "", CaraTerima.LANGSUNG, Urgensi.BIASA
            ),
        )
        if kode == "R-118":
            given = ekspedisi.IsianSerah("Rina Melati", f"Sekretaris {leader.nama}", clock.now())
            ekspedisi.serahkan_surat(session, actor, sealed.id, given, None)
    today = clock.today()
    paper = actions.registrasi(
        session,
        actor,
        actions.Isian(
            tujuan_jabatan_id=leader.id,
            asal_teks="Forum Komunikasi RT/RW Kelurahan Melati",
            nomor_surat="14/FK-RW/XI/2026",
            tanggal_surat=today - timedelta(days=3),
            hal="Usulan Titik Akses Internet Balai Warga",
            ringkasan="Usulan lima balai warga beserta berita acara musyawarah.",
            sifat=Sifat.BIASA,
            urgensi=Urgensi.BIASA,
            cara_terima=CaraTerima.LANGSUNG,
        ),
        None,
    )
    actions.tempatkan(
        session, actor, paper, actions.Lokasi(lemari="A", rak="2", boks="SM-2026-11", map="Aspirasi warga")
    )
    actions.teruskan(session, actor, paper, lain, "sebagian lokasi perlu penanganan bersama")
    actions.tolak_catat(
        session,
        actor,
        actions.IsianTolak(
            actor.opd_id, SebabTolak.IKLAN, "Dikembalikan kepada pengantar.", "CV Cahaya Promosi", CaraTerima.LANGSUNG,
            hal="Penawaran kalender 2027",
        ),
    )  # fmt: skip


def _actor(session: Session, kode: str) -> Actor | None:
    held = session.scalar(
        select(Penugasan).join(Jabatan, Jabatan.id == Penugasan.jabatan_id).where(Jabatan.kode == kode).limit(1)
    )
    return organisasi.actor_for(session, held.pegawai_id, held.jabatan_id) if held is not None else None
