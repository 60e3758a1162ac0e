"""Screening, preparing for a leader, the standing list, the leader's habit, several surat at once, and voice notes."""

from dataclasses import replace
from datetime import date, timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, HakOperator, Mandat
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.disposisi import actions, kebiasaan, queries, suara
from eoffice.disposisi.riwayat import LampiranDisposisi
from eoffice.disposisi.states import Cara, JenisLampiran, Peran
from eoffice.errors import Invalid, NotAllowed, NotFound
from eoffice.organisasi import waktu
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from tests.disposisi import rekaman
from tests.disposisi.test_actions import MONDAY, given, isian
from tests.surat_masuk import buatan

WEBM, OGG, M4A, WAV = rekaman.webm(42), rekaman.ogg(42), rekaman.m4a(42), rekaman.wav(42)


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def screened(session: Session, kota: makers.Kota, peneliti: str = "sekretaris.dinsos") -> None:
    """The head of dinsos lays down who screens."""
    head = kota["kadis.dinsos"].actor(session)
    rule = actions.AturanIsian(kota[peneliti].jabatan.id, False, 0)
    actions.atur(session, head, kota.unit["dinsos"], rule)


def test_without_the_rule_nobody_screens(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)

    assert surat.peneliti_jabatan_id is None
    with pytest.raises(NotFound):
        surat_queries.get(session, kota_kecil["sekretaris.dinsos"].actor(session), surat.id)
    assert queries.screening_count(session, kota_kecil["tu.dinsos"].actor(session)) == 0


def test_what_comes_for_the_head_waits_for_who_screens_and_rahasia_does_not(
    session: Session, kota_kecil: makers.Kota
) -> None:
    screened(session, kota_kecil)
    surat = buatan.surat(session, kota_kecil)
    secret = buatan.surat(session, kota_kecil, sifat=Sifat.RAHASIA)
    session.flush()
    sek, tu = (kota_kecil[n].actor(session) for n in ("sekretaris.dinsos", "tu.dinsos"))

    assert [s.id for s in queries.screening(session, sek)] == [surat.id]
    assert [s.id for s in queries.screening(session, tu)] == [surat.id]
    assert secret.peneliti_jabatan_id is None
    with pytest.raises(NotFound):
        surat_queries.get(session, sek, secret.id)
    with pytest.raises(NotAllowed):
        actions.arahkan(session, tu, secret, isian(kota_kecil, "kabid.dinsos"), Cara.USULAN)


def test_a_proposal_waits_for_one_tap_of_the_leader(session: Session, kota_kecil: makers.Kota) -> None:
    screened(session, kota_kecil)
    surat, sek = buatan.surat(session, kota_kecil), kota_kecil["sekretaris.dinsos"].actor(session)
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    session.flush()

    first = actions.arahkan(session, sek, surat, isian(kota_kecil, "staf.dinsos"), Cara.USULAN)
    made = actions.arahkan(session, sek, surat, isian(kota_kecil, "kabid.dinsos", catatan="Usul kami"), Cara.USULAN)
    assert (str(first.status), str(made.status), surat.status) == ("diganti", "menunggu", Status.DIARAHKAN)
    assert surat.id in [s.id for s in surat_queries.inbox(session, kadis, "tindakan")]
    with pytest.raises(NotAllowed):
        actions.konfirmasi(session, sek, surat, made.id)
    with pytest.raises(NotFound):
        actions.konfirmasi(session, kadis, surat, first.id)

    act = actions.konfirmasi(session, kadis, surat, made.id)

    assert (act.cara, act.disiapkan_id, act.catatan) == (Cara.USULAN, sek.pegawai_id, "Usul kami")
    assert (surat.status, act.pemberi_id) == (Status.DIDISPOSISIKAN, kadis.pegawai_id)
    assert surat_queries.get(session, sek, surat.id) is surat  # he who screened it may see what became of it


def test_what_the_leader_gives_himself_replaces_the_proposal(session: Session, kota_kecil: makers.Kota) -> None:
    surat, tu = buatan.surat(session, kota_kecil), kota_kecil["tu.dinsos"].actor(session)
    made = actions.arahkan(session, tu, surat, isian(kota_kecil, "staf.dinsos"), Cara.DIKTE)

    kadis = kota_kecil["kadis.dinsos"].actor(session)
    act = actions.disposisikan(session, kadis, surat, isian(kota_kecil, "kabid.dinsos"))

    assert (act.cara, act.disiapkan_id, str(made.status)) == (Cara.SENDIRI, None, "diganti")


def test_who_prepares_is_held_to_what_the_leader_may(session: Session, kota_kecil: makers.Kota) -> None:
    surat, tu = buatan.surat(session, kota_kecil), kota_kecil["tu.dinsos"].actor(session)

    with pytest.raises(Invalid):
        actions.arahkan(session, tu, surat, isian(kota_kecil, "kadis.diskominfo"), Cara.USULAN)
    with pytest.raises(NotAllowed):
        other = kota_kecil["kabid.dinsos"].actor(session)
        actions.arahkan(session, other, surat, isian(kota_kecil, "staf.dinsos"), Cara.USULAN)
    actions.arahkan(session, tu, surat, isian(kota_kecil, "kabid.dinsos"), Cara.USULAN)
    actions.batalkan_arahan(session, tu, surat)
    assert surat.status is Status.TERCATAT


def test_small_matters_go_straight_to_a_bidang_by_the_standing_list(
    session: Session, kota_kecil: makers.Kota, klasifikasi_utuh: None
) -> None:
    head, opd = kota_kecil["kadis.dinsos"].actor(session), kota_kecil.unit["dinsos"]
    bidang, tu = kota_kecil["kabid.dinsos"].jabatan.id, kota_kecil["tu.dinsos"].actor(session)
    with pytest.raises(NotAllowed):
        actions.tambah_tetap(session, tu, opd, "000.1", bidang, ["tindak_lanjuti"], "Nota dinas 3/2026")
    with pytest.raises(Invalid) as refused:
        other = kota_kecil["kabid.diskominfo"].jabatan.id
        actions.tambah_tetap(session, head, opd, "999.999.9", other, [], "Nota dinas 3/2026")
    assert set(refused.value.fields) == {"kode_klasifikasi", "jabatan_id", "instruksi"}
    actions.tambah_tetap(session, head, opd, "000.1", bidang, ["tindak_lanjuti"], "Nota dinas 3/2026")
    surat = buatan.surat(session, kota_kecil)
    surat.kode_klasifikasi = "000.1.2"
    assert not actions.may_send_on(session, tu, surat)[0]  # nobody screens yet
    screened(session, kota_kecil)
    secret = buatan.surat(session, kota_kecil, sifat=Sifat.TERBATAS)
    secret.kode_klasifikasi = "000.1.2"
    assert not actions.may_send_on(session, tu, secret)[0]

    act = actions.teruskan_tetap(session, tu, surat)
    session.commit()

    assert (act.cara, act.penerima[0].jabatan_id, act.pemberi_jabatan_id) == (Cara.TETAP, bidang, head.jabatan_id)
    assert surat.status is Status.DIDISPOSISIKAN and "Nota dinas 3/2026" in act.catatan
    assert session.scalars(select(Peristiwa).where(Peristiwa.jenis == "disposisi.dibuat")).one()
    with pytest.raises(NotAllowed):
        actions.teruskan_tetap(session, tu, surat)


def test_chips_and_proposals_follow_the_last_disposisi(session: Session, kota_kecil: makers.Kota) -> None:
    days = waktu.muat_kalender()
    own, kadis = kota_kecil["kadis.dinsos"].jabatan.id, kota_kecil["kadis.dinsos"].actor(session)
    assert [i.kode for i in kebiasaan.urutan([])][:2] == ["tindak_lanjuti", "tanggapan_saran"]
    two = waktu.tambah_hari_kerja(days, clock.today(), 2)
    for _ in range(2):
        given(session, kota_kecil, "sekretaris.dinsos", "kabid.dinsos", instruksi=["wakili"], batas=two)
    given(session, kota_kecil, "kabid.dinsos", instruksi=["pantau"], batas=None)
    surat = buatan.surat(session, kota_kecil)
    session.flush()

    acts = kebiasaan.terakhir(session, own)
    assert [i.kode for i in kebiasaan.urutan(acts)][:2] == ["wakili", "pantau"]
    (usual,) = kebiasaan.seperti_biasa(session, acts, own, surat, days)

    assert usual.sebutan == "Sekretaris Dinas Sosial +1 · Wakili/hadiri · 2 hari kerja"
    assert (usual.kali, usual.batas) == (2, two)
    (short,) = kebiasaan.seperti_biasa(session, acts, own, surat, days, until=clock.today())
    assert (short.hari, short.batas) == (None, None)  # the deadline from above holds
    sent = actions.Isian(usual.penerima, usual.instruksi, batas=usual.batas)
    first = actions.disposisikan(session, kadis, surat, sent).penerima[0]
    assert (first.jabatan.nama, first.peran) == ("Sekretaris Dinas Sosial", Peran.PENANGGUNG_JAWAB)


def test_shortcuts_count_working_days_and_stop_at_the_deadline_from_above() -> None:
    days, today = waktu.muat_kalender(), MONDAY.date()

    assert kebiasaan.pintasan(days)[:3] == [(0, today), (1, date(2026, 11, 24)), (2, date(2026, 11, 25))]
    assert kebiasaan.pintasan(days, date(2026, 11, 24)) == [(0, today), (1, date(2026, 11, 24))]
    clock.set_clock(MONDAY - timedelta(days=1))  # a Sunday: today is no working day
    assert [n for n, _ in kebiasaan.pintasan(days)] == [1, 2, 3, 5]


def test_several_surat_go_or_stay_behind_each_on_its_own(session: Session, kota_kecil: makers.Kota) -> None:
    first, done, stale = (buatan.surat(session, kota_kecil) for _ in range(3))
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    session.flush()
    actions.disposisikan(session, kadis, done, isian(kota_kecil, "staf.dinsos"))
    other = buatan.surat(session, kota_kecil, dari="kadis.dinsos", kepada="kadis.diskominfo")
    session.commit()
    versions = {s.id: s.version for s in (first, done, other)} | {stale.id: 99}

    results = actions.disposisikan_banyak(session, kadis, versions, isian(kota_kecil, "kabid.dinsos"))
    session.commit()

    said = {r.surat_id: r.alasan for r in results}
    assert said[first.id] == "" and said[done.id] == ""  # one more disposisi is allowed
    assert "sudah berubah" in said[stale.id] and "tidak ditemukan" in said[other.id]
    assert session.get_one(SuratMasuk, stale.id).status is Status.TERCATAT
    parts = [p.disposisi.surat_id for p in queries.listed(session, kota_kecil["kabid.dinsos"].actor(session), "perlu")]
    assert sorted(parts) == sorted([first.id, done.id])


@pytest.mark.parametrize(("content", "kind"), [(WEBM, "webm"), (OGG, "ogg"), (M4A, "m4a"), (WAV, "wav")])
def test_a_voice_note_is_known_by_its_first_bytes(content: bytes, kind: str) -> None:
    assert suara.jenis(content) == kind
    assert suara.salah(content) is None


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>" + bytes(400),
        b"MZ" + bytes(400),
        WEBM[:40],
        b"\x1aE\xdf\xa3" + b"matroska" + bytes(400),
        b"RIFF\x00\x00\x00\x00AVI " + bytes(400),
        b"\x00\x00\x00\x1cftypheic" + bytes(400),
        WEBM + bytes(suara.PALING_BESAR),
    ],
    ids=["html", "exe", "pendek", "matroska", "avi", "heic", "besar"],
)
def test_what_is_no_voice_note_is_refused_with_its_reason(content: bytes) -> None:  # KEAMANAN: UPL-01, UPL-02
    assert suara.salah(content) in (suara.TIDAK_DIKENAL, suara.TERLALU_BESAR)


def test_a_voice_note_is_heard_by_the_branch_and_by_nobody_else(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-04
    kadis, kabid, other = (kota_kecil[n].actor(session) for n in ("kadis.dinsos", "kabid.dinsos", "kadis.diskominfo"))
    blob = Blob("aa/" + "0" * 38, 300, "0" * 64)
    with pytest.raises(Invalid):
        actions.simpan_lampiran(session, kadis, JenisLampiran.SUARA, blob, "audio/webm", 121)
    note = actions.simpan_lampiran(session, kadis, JenisLampiran.SUARA, blob, "audio/webm", 42)
    with pytest.raises(NotFound):
        queries.attachment(session, kabid, note.id)  # not sent yet
    foreign = actions.simpan_lampiran(session, other, JenisLampiran.SUARA, blob, "audio/webm", 5)

    (part,) = given(session, kota_kecil, "kabid.dinsos", lampiran=[note.id, foreign.id])
    session.flush()

    assert queries.attachment(session, kabid, note.id) is note
    assert [x.id for x in queries.attached_in(session, part.disposisi.surat_id)[part.disposisi_id]] == [note.id]
    for stranger in (kota_kecil["sekretaris.dinsos"].actor(session), kota_kecil["kabid.diskominfo"].actor(session)):
        with pytest.raises(NotFound):
            queries.attachment(session, stranger, note.id)


def test_what_was_never_sent_is_forgotten_after_a_day(session: Session, kota_kecil: makers.Kota) -> None:
    kadis, blob = kota_kecil["kadis.dinsos"].actor(session), Blob("aa/" + "0" * 38, 300, "0" * 64)
    actions.simpan_lampiran(session, kadis, JenisLampiran.SUARA, blob, "audio/webm", 1)
    clock.set_clock(MONDAY + timedelta(days=2))

    actions.simpan_lampiran(session, kadis, JenisLampiran.SUARA, blob, "audio/webm", 2)

    assert session.scalars(select(LampiranDisposisi.detik)).all() == [2]


def test_an_operator_prepares_as_far_as_the_mandate_reaches(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-05
    surat, staf = buatan.surat(session, kota_kecil), kota_kecil["staf.dinsos"].actor(session)
    head = kota_kecil["kadis.dinsos"].jabatan

    def mandated(hak: HakOperator) -> Actor:
        mandate = Mandat(1, head.id, head.nama, frozenset({hak}), frozenset({Sifat.BIASA}))
        return replace(staf, mandat=frozenset({mandate}))

    with pytest.raises(NotAllowed):
        actions.arahkan(session, mandated(HakOperator.BACA), surat, isian(kota_kecil, "kabid.dinsos"), Cara.DIKTE)
    operator = mandated(HakOperator.SIAPKAN_DISPOSISI)
    made = actions.arahkan(session, operator, surat, isian(kota_kecil, "kabid.dinsos"), Cara.DIKTE)
    session.commit()

    assert (made.oleh_id, surat.status) == (staf.pegawai_id, Status.DIARAHKAN)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "surat_masuk.arahkan")).one()
    assert f"a.n. {head.nama}" in entry.jabatan_nama
