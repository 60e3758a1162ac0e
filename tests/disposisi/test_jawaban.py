"""An answer that was signed and sent is the result of a part: what it closes, what still waits, and that it does so once."""

from datetime import UTC, datetime

import makers
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox
from eoffice.app import handlers
from eoffice.audit.models import AuditEntry
from eoffice.disposisi import actions
from eoffice.disposisi.models import DisposisiPenerima, Jawaban, TindakLanjut
from eoffice.disposisi.states import Peran, StatusPenerima
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah.models import Naskah, Paraf
from eoffice.naskah.states import JenisParaf
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.pdf import isi
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from eoffice.web.services import Services
from tests.surat_masuk import buatan

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
P = StatusPenerima


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def kepada(kota: makers.Kota, name: str) -> actions.Isian:
    return actions.Isian(penerima=[(kota[name].jabatan.id, Peran.PENANGGUNG_JAWAB)], instruksi=["siapkan_jawaban"])


def rantai(session: Session, kota: makers.Kota) -> tuple[SuratMasuk, DisposisiPenerima, DisposisiPenerima]:
    """kadis.dinsos → kabid → staf; the surat, and the two parts."""
    surat = buatan.surat(session, kota)
    (kabid,) = actions.disposisikan(
        session, kota["kadis.dinsos"].actor(session), surat, kepada(kota, "kabid.dinsos")
    ).penerima
    (staf,) = actions.lanjutkan(
        session, kota["kabid.dinsos"].actor(session), kabid, kepada(kota, "staf.dinsos")
    ).penerima
    session.flush()
    return surat, kabid, staf


def terbit(session: Session, konsep: Naskah, penandatangan: makers.Orang) -> Naskah:
    """As if it had been signed by this one."""
    konsep.status, konsep.nomor, konsep.tanggal = StatusNaskah.DITANDATANGANI, "400.1/7/DINSOS/2026", clock.today()
    konsep.penandatangan_id = penandatangan.jabatan.id
    session.flush()
    return konsep


def test_the_konsep_quotes_the_surat_and_knows_its_part(session: Session, kota_kecil: makers.Kota) -> None:
    surat, _, staf = rantai(session, kota_kecil)

    made = actions.balas(session, kota_kecil["staf.dinsos"].actor(session), surat)

    words = isi.plain_text(made.isi)
    assert surat.nomor_surat in words and "tanggal 23 November 2026" in words and f"hal {surat.hal}" in words
    link = session.get_one(Jawaban, made.id)
    assert (link.surat_id, link.penerima_id, made.menjawab_surat_id) == (surat.id, staf.id, surat.id)


def test_signed_by_the_addressee_everything_is_closed_at_once(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kabid, staf = rantai(session, kota_kecil)
    made = actions.balas(session, kota_kecil["staf.dinsos"].actor(session), surat)
    terbit(session, made, kota_kecil["kadis.dinsos"])

    assert actions.terjawab(session, made)
    assert not actions.terjawab(session, made)

    assert (staf.status, kabid.status, surat.status) == (P.SELESAI, P.SELESAI, Status.SELESAI)
    (own,) = staf.laporan
    assert (own.naskah_id, own.oleh_id) == (made.id, kota_kecil["staf.dinsos"].pegawai.id)
    assert own.uraian.startswith("Dijawab dengan surat dinas nomor 400.1/7/DINSOS/2026 tanggal 23 November 2026")
    assert surat.alasan_selesai == own.uraian
    (above,) = kabid.laporan
    assert (above.naskah_id, above.uraian.startswith("Hasil dari Pengolah Data")) == (made.id, True)


def test_signed_below_the_giver_it_waits_for_the_giver(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kabid, staf = rantai(session, kota_kecil)
    made = actions.balas(session, kota_kecil["staf.dinsos"].actor(session), surat)
    terbit(session, made, kota_kecil["kabid.dinsos"])

    assert actions.terjawab(session, made)

    assert (staf.status, kabid.status, surat.status) == (P.SELESAI, P.DILAPORKAN, Status.MENUNGGU_KONFIRMASI)
    assert actions.terima_dan_tutup(session, kota_kecil["kadis.dinsos"].actor(session), kabid)


def test_a_giver_who_gave_a_paraf_has_agreed(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kabid, staf = rantai(session, kota_kecil)
    made = actions.balas(session, kota_kecil["staf.dinsos"].actor(session), surat)
    made.paraf[:] = [
        Paraf(
            urutan=1,
            jabatan_id=kota_kecil["kadis.dinsos"].jabatan.id,
            jenis=JenisParaf.KOORDINASI,
            given_at=MONDAY,
            given_by=kota_kecil["kadis.dinsos"].pegawai.id,
            catatan="",
        )
    ]
    terbit(session, made, kota_kecil["kabid.dinsos"])

    assert actions.terjawab(session, made)

    assert (kabid.status, surat.status) == (P.SELESAI, Status.SELESAI)


def test_a_report_made_before_gets_the_answer_and_no_second_one(session: Session, kota_kecil: makers.Kota) -> None:
    surat, _, staf = rantai(session, kota_kecil)
    person = kota_kecil["staf.dinsos"].actor(session)
    made = actions.balas(session, person, surat)
    actions.laporkan(session, person, staf, "Konsep jawaban sudah naik.")
    terbit(session, made, kota_kecil["kadis.dinsos"])

    assert actions.terjawab(session, made)

    assert [(r.uraian, r.naskah_id) for r in staf.laporan] == [("Konsep jawaban sudah naik.", made.id)]
    assert surat.status is Status.SELESAI


def test_a_surat_that_was_closed_stays_as_it_is(session: Session, kota_kecil: makers.Kota) -> None:
    surat, _, staf = rantai(session, kota_kecil)
    made = actions.balas(session, kota_kecil["staf.dinsos"].actor(session), surat)
    actions.selesaikan(session, kota_kecil["kadis.dinsos"].actor(session), surat, "Tidak jadi dijawab.")
    terbit(session, made, kota_kecil["kadis.dinsos"])

    assert not actions.terjawab(session, made)
    assert (staf.laporan, surat.alasan_selesai) == ([], "Tidak jadi dijawab.")


@pytest.mark.parametrize(
    ("penandatangan", "status"), [("kadis.dinsos", Status.SELESAI), ("kabid.dinsos", Status.TERCATAT)]
)
def test_the_addressee_answers_without_any_disposisi(
    session: Session, kota_kecil: makers.Kota, penandatangan: str, status: Status
) -> None:
    surat = buatan.surat(session, kota_kecil)
    made = actions.balas(session, kota_kecil["kadis.dinsos"].actor(session), surat)
    terbit(session, made, kota_kecil[penandatangan])

    actions.terjawab(session, made)

    assert surat.status is status


def test_an_answer_that_is_no_longer_to_be_sent_closes_nothing(session: Session, kota_kecil: makers.Kota) -> None:
    surat, _, staf = rantai(session, kota_kecil)
    made = actions.balas(session, kota_kecil["staf.dinsos"].actor(session), surat)
    made.status = StatusNaskah.DIBATALKAN

    assert not actions.terjawab(session, made)
    assert (staf.laporan, surat.status) == ([], Status.DIDISPOSISIKAN)


def test_delivery_closes_the_chain_through_the_outbox_exactly_once(services: Services, kota_kecil: makers.Kota) -> None:
    with db.transaction(services.engine) as session:
        surat, _, staf = rantai(session, kota_kecil)
        made = actions.balas(session, kota_kecil["staf.dinsos"].actor(session), surat)
        terbit(session, made, kota_kecil["kadis.dinsos"])
        naskah_id, surat_id, staf_id = made.id, surat.id, staf.id
    worker = outbox.Worker(services.engine, handlers(), services)

    with db.transaction(services.engine) as session:
        actor = kota_kecil["kadis.dinsos"].actor(session)
        naskah_actions.kirim(session, session.get_one(Naskah, naskah_id), actor)
    with db.transaction(services.engine) as session:  # delivered again, and the message repeated: nothing more
        naskah_actions.kirim(session, session.get_one(Naskah, naskah_id), actor)
        outbox.enqueue(session, "naskah.menjawab", naskah_id=naskah_id)
    outbox.work_all(worker)

    with db.reading(services.engine) as session:
        assert session.get_one(SuratMasuk, surat_id).status is Status.SELESAI
        assert session.scalar(select(func.count()).where(TindakLanjut.penerima_id == staf_id)) == 1
        closed = select(func.count()).where(
            AuditEntry.event == "surat_masuk.selesaikan", AuditEntry.objek_id == surat_id
        )
        assert session.scalar(closed) == 1
        assert not session.scalars(select(outbox.Job.last_error).where(outbox.Job.last_error != "")).all()
