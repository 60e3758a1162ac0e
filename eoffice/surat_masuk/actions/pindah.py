"""Sending a surat on to another perangkat daerah: moved because it came to the wrong one, or passed on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.actions.agenda import deadline, take_number
from eoffice.surat_masuk.actions.alih import alihkan_saat_pergi
from eoffice.surat_masuk.actions.step import measure, record, step, tell
from eoffice.surat_masuk.models import SuratKaitan, SuratMasuk
from eoffice.surat_masuk.states import Asal, CaraTerima, Hubungan, PeranSurat, Status


def alihkan(session: Session, actor: Actor, surat: SuratMasuk, opd_id: int, alasan: str) -> SuratMasuk:
    """Move a surat that came to the wrong perangkat daerah: registered anew there, closed here as salah alamat.

    Raises:
        NotAllowed: not the TU of this surat, or somebody works on it already.
        Invalid: no reason, or no such perangkat daerah.
    """
    require(policy.may(actor, Action.ALIHKAN, surat))
    leader = _leader(session, surat, opd_id)
    _reason(alasan)
    with step(session, actor, Action.ALIHKAN, surat, f"ke {leader.unit.nama}: {alasan}"[:300]):
        surat.move(Action.ALIHKAN, Status.SALAH_ALAMAT)
        surat.selesai_at, surat.alasan_selesai = clock.now(), f"Dialihkan ke {leader.unit.nama}: {alasan}"[:400]
        measure(session, actor, "surat.selesai", surat, {})
    return _again(session, actor, surat, leader, Hubungan.DIALIHKAN, alasan)


def teruskan(session: Session, actor: Actor, surat: SuratMasuk, opd_id: int, catatan: str) -> SuratMasuk:
    """Pass a surat on to another perangkat daerah that has to do with it; it stays open here as well.

    Raises:
        NotAllowed: not the TU of this surat. Invalid: no such perangkat daerah, no note, or it was passed on there.
    """
    require(policy.may(actor, Action.TERUSKAN, surat))
    leader = _leader(session, surat, opd_id)
    _reason(catatan)
    session.execute(
        select(SuratMasuk.id).where(SuratMasuk.id == surat.id).with_for_update()
    )  # two at once register once
    before = (
        select(SuratKaitan.surat_id)
        .join(SuratMasuk, SuratMasuk.id == SuratKaitan.surat_id)
        .where(
            SuratKaitan.dari_surat_id == surat.id,
            SuratMasuk.opd_id == opd_id,
            SuratMasuk.peran == PeranSurat.ASLI,
        )
    )
    if session.scalar(before.limit(1)) is not None:
        raise Invalid(
            f"Surat ini sudah diteruskan ke {leader.unit.nama}.", {"opd_id": "Pilih perangkat daerah yang lain."}
        )
    record(
        session,
        actor,
        "surat_masuk.teruskan",
        surat,
        dari=surat.status,
        catatan=f"ke {leader.unit.nama}: {catatan}"[:300],
    )
    return _again(session, actor, surat, leader, Hubungan.DITERUSKAN, catatan)


def _reason(words: str) -> None:
    if len(words.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa, supaya tata usaha di sana langsung mengerti."})


def _leader(session: Session, surat: SuratMasuk, opd_id: int) -> Jabatan:
    found = next(iter(organisasi.berperan(session, opd_id, Peran.PIMPINAN_OPD)), None)
    if found is None or opd_id == surat.opd_id:
        raise Invalid("Tujuan tidak sesuai.", {"opd_id": "Pilih perangkat daerah lain yang mempunyai pimpinan."})
    return found


def _again(
    session: Session, actor: Actor, surat: SuratMasuk, leader: Jabatan, hubungan: Hubungan, alasan: str
) -> SuratMasuk:
    """Register it in the agenda of the other office, with the link that both sides keep."""
    opd, at = session.get_one(Unit, leader.unit.opd_id), clock.now()
    made = surat.salinan(
        status=Status.TERCATAT,
        peran=PeranSurat.ASLI,
        opd_id=opd.id,
        tujuan_jabatan_id=leader.id,
        cara_terima=CaraTerima.APLIKASI,
        diterima_at=at,
        batas_at=deadline(session, opd.id, surat.urgensi, at),
        alasan_selesai="",
        pencatat_id=actor.pegawai_id,
    )
    take_number(session, made, opd)
    alihkan_saat_pergi(session, made)
    session.add(
        SuratKaitan(
            surat_id=made.id, dari_surat_id=surat.id, hubungan=hubungan, alasan=alasan[:400], oleh_id=actor.pegawai_id,
            at=at,
        )
    )  # fmt: skip
    words = (
        f"agenda {made.nomor_agenda}, {hubungan} dari agenda {surat.nomor_agenda}/{surat.tahun} {surat.opd.singkatan}"
    )
    record(session, actor, "surat_masuk.registrasi", made, catatan=words)
    tell(session, actor, made)
    measure(
        session,
        actor,
        "surat.diregistrasi",
        made,
        {
            "asal": str(Asal.INTERNAL),
            "rujukan": f"surat:{surat.id}",
            "derajat": str(surat.urgensi),
            "halaman": surat.halaman,
            "lampiran": surat.lampiran_halaman,
            "perlu_disposisi": True,
        },
    )
    return made
