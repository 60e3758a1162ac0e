"""Leave to read: exactly one person, exactly one record, exactly so long; and nobody learns whether a record exists."""

from collections.abc import Callable
from datetime import timedelta

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, sandbox, search
from eoffice.akses.rights import Action, Sifat
from eoffice.arsip import queries as arsip
from eoffice.arsip.queries import Permintaan
from eoffice.audit.models import AuditEntry
from eoffice.dasbor import queries as dasbor
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.layanan_arsip import actions, policy, queries
from eoffice.layanan_arsip.models import PermintaanAkses
from eoffice.layanan_arsip.states import StatusAkses
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah import policy as naskah_policy
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Unit
from eoffice.outbox import Job
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.arsip import arsip_uji as buat
from tests.penyusutan import bahan

ASKER = "staf.diskominfo"


def ask(session: Session, kota: makers.Kota, sebutan: str = "undangan", *, hari: int = 7) -> PermintaanAkses:
    isian = actions.IsianAkses(kota.unit["dinsos"].id, sebutan, "menyusun laporan bersama", hari)
    return actions.minta(session, kota[ASKER].actor(session), isian)


def may_read(session: Session, kota: makers.Kota, record: Naskah | SuratMasuk, who: str = ASKER) -> bool:
    """By the policy, by the list and by the search; they must agree."""
    session.flush()
    actor = kota[who].actor(session)
    if isinstance(record, Naskah):
        verdict = bool(naskah_policy.may(actor, Action.BACA, record))
        listed = session.scalar(naskah_queries.visible(actor).where(Naskah.id == record.id)) is not None
        path = f"/naskah/{record.id}"
    else:
        verdict = bool(surat_policy.may(actor, Action.BACA_SURAT, record))
        listed = session.scalar(surat_queries.visible(actor).where(SuratMasuk.id == record.id)) is not None
        path = f"/surat-masuk/{record.id}"
    found = path in [t.url.partition("?")[0] for t in arsip.cari(session, actor, Permintaan(kata="undangan")).temuan]
    kind = "naskah" if isinstance(record, Naskah) else "surat_masuk"
    tokens = next((s[2] for s in search.stored(session) if s[:2] == (kind, record.id)), frozenset())
    assert verdict == listed == found == bool(tokens & naskah_indexing.held(actor))
    return verdict


@pytest.fixture
def terisi(session: Session, klasifikasi_utuh: None) -> Session:
    return session


def test_a_leave_opens_one_record_for_one_person_and_ends_by_itself(
    terisi: Session, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    # KEAMANAN: OTR-01, OTR-11
    session, kota = terisi, kota_kecil
    record, other = buat.naskah(session, kota), buat.naskah(session, kota)
    row = ask(session, kota, record.nomor or "", hari=2)
    assert not may_read(session, kota, record)

    actions.setujui(session, kota["arsiparis.dinsos"].actor(session), row, record, hari=2)

    assert may_read(session, kota, record)
    assert not may_read(session, kota, other)
    assert not may_read(session, kota, record, "kabid.diskominfo")
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=2, seconds=-30))
    assert may_read(session, kota, record)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=2, seconds=1))
    assert not may_read(session, kota, record)


def test_a_leave_that_ends_in_the_middle_of_a_sitting_closes_the_page(
    masuk: Callable[..., FlaskClient], terisi: Session, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:  # KEAMANAN: OTR-11
    session, kota = terisi, kota_kecil
    record = buat.naskah(session, kota)
    row = ask(session, kota, record.nomor or "")
    actions.setujui(session, kota["arsiparis.dinsos"].actor(session), row, record, hari=7)
    assert row.pemberian is not None
    row.pemberian.sampai_at = clock.now() + timedelta(seconds=60)
    session.commit()
    reader = masuk(ASKER)
    assert [reader.get(f"/naskah/{record.id}").status_code for _ in range(2)] == [200, 200]

    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=90))

    assert reader.get(f"/naskah/{record.id}").status_code == 404


@pytest.mark.parametrize(("days", "told"), [(4, 0), (3, 1), (2, 0), (0, 1)])
def test_a_reader_is_told_three_days_before_a_leave_ends_and_on_the_day(
    terisi: Session, kota_kecil: makers.Kota, days: int, told: int
) -> None:
    record = buat.surat(terisi, kota_kecil)
    rows = [ask(terisi, kota_kecil) for _ in range(2)]
    for row in rows:
        actions.setujui(terisi, kota_kecil["arsiparis.dinsos"].actor(terisi), row, record, hari=7)
        assert row.pemberian is not None
        row.pemberian.sampai_at = clock.now() + timedelta(days=days, seconds=1)
    actions.cabut(terisi, kota_kecil["arsiparis.dinsos"].actor(terisi), rows[1], "sudah cukup")
    terisi.flush()

    on = (clock.wib(clock.now() + timedelta(seconds=1))).date()
    assert [actions.ingatkan_akses(terisi, on) for _ in range(2)] == [told, told]
    terisi.flush()

    mine = select(Job).where(Job.dedup_key.contains("berakhir"))
    assert len(terisi.scalars(mine).all()) == told, (
        "told once however often it is asked, and never of what was taken back"
    )


def test_taking_back_closes_it_at_once(terisi: Session, kota_kecil: makers.Kota) -> None:  # KEAMANAN: OTR-11
    session, kota = terisi, kota_kecil
    record = buat.surat(session, kota, hal="Undangan rapat")
    row = ask(session, kota)
    keeper = kota["arsiparis.dinsos"].actor(session)
    actions.setujui(session, keeper, row, record, hari=7)
    assert may_read(session, kota, record)

    actions.cabut(session, keeper, row, "sudah selesai")

    assert not may_read(session, kota, record)
    assert row.status is StatusAkses.DICABUT


def test_a_leave_lets_read_and_nothing_else(terisi: Session, kota_kecil: makers.Kota) -> None:
    session, kota = terisi, kota_kecil
    record = buat.naskah(session, kota)
    actions.setujui(session, kota["arsiparis.dinsos"].actor(session), ask(session, kota), record, hari=7)
    session.flush()
    actor = kota[ASKER].actor(session)

    able = {a for a in Action if naskah_policy.may(actor, a, record)}

    assert Action.BACA in able
    assert {a for a in able if not a.startswith("baca")} == set()


@pytest.mark.parametrize(
    ("sifat", "able"),
    [
        (Sifat.BIASA, {"arsiparis.dinsos", "kadis.dinsos"}),
        (Sifat.TERBATAS, {"kadis.dinsos"}),
        (Sifat.RAHASIA, {"kadis.dinsos"}),
        (Sifat.SANGAT_RAHASIA, set()),
    ],
)
def test_who_decides_depends_on_the_sifat(
    terisi: Session, kota_kecil: makers.Kota, sifat: Sifat, able: set[str]
) -> None:
    session, kota = terisi, kota_kecil
    record, row = buat.naskah(session, kota, sifat=sifat), ask(session, kota)
    everybody = ("arsiparis.dinsos", "kadis.dinsos", "kabid.dinsos", "tu.dinsos", "arsiparis.diskominfo", ASKER)

    assert {w for w in everybody if policy.may_decide(kota[w].actor(session), row, record)} == able


def test_a_rahasia_record_is_decided_by_its_signer_after_the_request_was_passed_on(
    terisi: Session, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OTR-01, OTR-04
    session, kota = terisi, kota_kecil
    record, row = buat.naskah(session, kota, sifat=Sifat.RAHASIA), ask(session, kota)
    record.penandatangan_id = kota["kabid.dinsos"].jabatan.id
    session.flush()
    signer, keeper = kota["kabid.dinsos"].actor(session), kota["arsiparis.dinsos"].actor(session)
    seen = {w: queries.visible_akses(kota[w].actor(session)) for w in ("kabid.dinsos", "tu.dinsos", "kadis.dinsos")}

    def known() -> set[str]:
        listed = {w for w, rows in seen.items() if session.scalar(rows.where(PermintaanAkses.id == row.id))}
        assert listed == {w for w in seen if policy.sees(kota[w].actor(session), row)}
        return listed

    assert known() == {"kadis.dinsos"}
    with pytest.raises(Invalid):
        actions.teruskan(session, keeper, row, kota["tu.dinsos"].jabatan.id)
    actions.teruskan(session, keeper, row, kota["kabid.dinsos"].jabatan.id)
    session.flush()

    assert known() == {"kadis.dinsos", "kabid.dinsos"}
    assert queries.ditunjuk(session, row) is None
    assert queries.calon(session, signer, row, record.nomor or "") == [record]
    assert queries.calon(session, signer, row, f"nomor “{record.nomor}”, hal yang salah ingat") == [record]
    assert queries.calon(session, signer, row, "hal yang salah ingat") == []
    told = f"surat {record.hal.split()[0]} {record.hal.split()[-1]} yang dikirim minggu lalu kepada kami"
    assert queries.calon(session, signer, row, told) == []
    assert queries.terdekat(session, signer, row, told) == [record]
    assert queries.terdekat(session, keeper, row, told) == []  # of a Rahasia record only its readers
    assert queries.terdekat(session, signer, row, "jembatan layang bandara") == []
    actions.setujui(session, signer, row, record, hari=2)
    assert may_read(session, kota, record)
    assert known() == {"kadis.dinsos", "kabid.dinsos"}  # whoever decided still finds it, to take it back
    assert policy.may_take_back(signer, row)


def test_an_inspector_learns_who_opened_what_the_inspector_was_let_read(
    terisi: Session, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: AUD-08
    session, kota = terisi, kota_kecil
    record, row = buat.naskah(session, kota), ask(session, kota)
    assert not policy.may_see_openers(kota[ASKER].actor(session), record, pengawas=True)

    actions.setujui(session, kota["arsiparis.dinsos"].actor(session), row, record, hari=2)
    session.flush()
    reader = kota[ASKER].actor(session)

    assert policy.may_see_openers(reader, record, pengawas=True)
    assert not policy.may_see_openers(reader, record)
    assert not queries.pengawas(session, reader)
    session.get_one(Unit, reader.opd_id).jenis = "inspektorat"
    assert queries.pengawas(session, reader)


def test_nobody_decides_the_own_request(terisi: Session, kota_kecil: makers.Kota) -> None:
    session, kota = terisi, kota_kecil
    keeper = kota["arsiparis.dinsos"].actor(session)
    isian = actions.IsianAkses(kota.unit["dinsos"].id, "undangan", "menyusun laporan", 7)
    row, record = actions.minta(session, keeper, isian), buat.naskah(session, kota)

    with pytest.raises(NotAllowed):
        actions.setujui(session, keeper, row, record, hari=7)


def test_raising_the_sifat_ends_leaves_that_were_given_for_less(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-09
    session, kota = terisi, kota_kecil
    record = buat.naskah(session, kota)
    actions.setujui(session, kota["arsiparis.dinsos"].actor(session), ask(session, kota), record, hari=7)
    assert may_read(session, kota, record)

    gone = actions.ubah_sifat(
        session, kota["kadis.dinsos"].actor(session), record, Sifat.RAHASIA, "memuat data pribadi"
    )

    assert not may_read(session, kota, record)
    assert not may_read(session, kota, record, "arsiparis.dinsos")
    assert may_read(session, kota, record, "kadis.dinsos")
    assert gone == (record.pdf_sha256,)
    bodies = {s[1]: s[3] for s in search.stored(session) if s[0] == "naskah"}
    assert bodies[record.id] is False


@pytest.mark.parametrize(
    ("to", "told"), [(Sifat.TERBATAS, "mengikuti naskah-{id}"), (Sifat.RAHASIA, "mengikuti isinya")]
)
def test_the_trail_of_a_berkas_tells_why_it_became_more_closed(
    session: Session, kota_kecil: makers.Kota, to: Sifat, told: str
) -> None:
    # KEAMANAN: OTR-09, AUD-01
    kota, kadis = kota_kecil, kota_kecil["kadis.dinsos"].actor(session)
    made = bahan.berkas(session, kota)
    letter, _ = bahan.milik(session, made)

    actions.ubah_sifat(session, kadis, letter, to, "memuat data pribadi")
    session.commit()

    assert made.sifat is Sifat.TERBATAS
    (entry,) = session.scalars(
        select(AuditEntry).where(AuditEntry.objek == "berkas", AuditEntry.event == "berkas.naikkan_sifat")
    )
    assert (entry.objek_id, entry.dari, entry.ke, entry.sifat) == (made.id, "biasa", "terbatas", "terbatas")
    assert entry.catatan == f"{made.nomor}, {told.format(id=letter.id)}"
    if to is Sifat.TERBATAS:  # closed further, it takes the berkas no further along, and nothing is noted
        actions.ubah_sifat(session, kadis, letter, Sifat.RAHASIA, "memuat data kesehatan")
        session.commit()
        again = select(AuditEntry.n).where(AuditEntry.event == "berkas.naikkan_sifat")
        assert session.scalars(again).all() == [entry.n]


def test_the_menu_tells_who_decides_how_many_requests_wait(terisi: Session, kota_kecil: makers.Kota) -> None:
    session, kota = terisi, kota_kecil

    def beside_the_menu() -> dict[str, int]:
        names = ("arsiparis.dinsos", "kadis.dinsos", "arsiparis.diskominfo", ASKER)
        return {who: dasbor.counters(session, kota[who].actor(session)).get("/akses", 0) for who in names}

    assert set(beside_the_menu().values()) == {0}
    record = buat.naskah(session, kota)
    row = ask(session, kota, record.nomor or "")
    assert beside_the_menu() == {"arsiparis.dinsos": 1, "kadis.dinsos": 1, "arsiparis.diskominfo": 0, ASKER: 0}
    actions.setujui(session, kota["arsiparis.dinsos"].actor(session), row, record, hari=2)
    assert set(beside_the_menu().values()) == {0}


def test_only_the_asker_withdraws_a_request(terisi: Session, kota_kecil: makers.Kota) -> None:
    session, kota = terisi, kota_kecil
    row = ask(session, kota)

    with pytest.raises(NotAllowed, match="oleh yang memintanya"):
        actions.batalkan(session, kota["arsiparis.dinsos"].actor(session), row)
    actions.batalkan(session, kota[ASKER].actor(session), row)

    assert row.status is StatusAkses.DIBATALKAN
    with pytest.raises(Conflict, match="berstatus"):
        actions.batalkan(session, kota[ASKER].actor(session), row)


def test_lowering_needs_the_signer_the_addressee_or_the_head_and_a_reason(
    terisi: Session, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OTR-09
    session, kota = terisi, kota_kecil
    record = buat.naskah(session, kota, sifat=Sifat.TERBATAS)
    before = record.content_sha256()

    for who in ("arsiparis.dinsos", "tu.dinsos", "staf.dinsos"):
        with pytest.raises(NotAllowed):
            actions.ubah_sifat(session, kota[who].actor(session), record, Sifat.BIASA, "sudah diumumkan")
    actions.ubah_sifat(session, kota["kadis.dinsos"].actor(session), record, Sifat.BIASA, "sudah diumumkan")

    session.flush()
    assert record.sifat is Sifat.BIASA
    assert record.content_sha256() == before  # its paraf and signature still speak of what they were given on
    with pytest.raises(Conflict):
        actions.ubah_sifat(session, kota["kadis.dinsos"].actor(session), record, Sifat.BIASA, "sekali lagi")


def test_the_index_check_agrees_with_leaves(terisi: Session, kota_kecil: makers.Kota) -> None:
    session, kota = terisi, kota_kecil
    record = buat.surat(session, kota, hal="Undangan rapat")
    actions.setujui(session, kota["arsiparis.dinsos"].actor(session), ask(session, kota), record, hari=7)
    session.flush()
    stored = {s[1]: s[2] for s in search.stored(session) if s[0] == "surat_masuk"}

    made = surat_indexing.record(session, record)

    assert made is not None and stored[record.id] == made.tokens


# -- through HTTP -----------------------------------------------------------------------------------------------------


def test_asking_is_answered_alike_whether_the_record_exists_or_not(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: OTR-04
    with transaction(services.engine) as session:
        number = buat.naskah(session, kota_kecil, sifat=Sifat.RAHASIA).nomor
    person = masuk(ASKER)
    asked = {"opd_id": kota_kecil.unit["dinsos"].id, "keperluan": "menyusun laporan bersama", "hari": 7}

    answers = [browser.kirim(person, "/akses/minta", {**asked, "sebutan": words}) for words in (number, "tidak ada 9")]

    assert [(a.status_code, a.location) for a in answers] == [(303, "/akses?tab=saya")] * 2
    assert b"/akses/minta?sebutan=bansosx" in person.get("/cari?q=bansosx").data  # what was not found can be asked for
    assert b"Pilih perangkat daerah" in person.get("/akses/minta").data  # no office is chosen by itself
    with reading(services.engine) as session:
        rows = session.scalars(select(PermintaanAkses)).all()
        assert [(r.objek, r.objek_id) for r in rows] == [("", None)] * 2
        # The arsiparis may not read Rahasia and is offered nothing of it.
        keeper = kota_kecil["arsiparis.dinsos"].actor(session)
        assert [queries.calon(session, keeper, r) for r in rows] == [[], []]
    assert person.get("/naskah/1").status_code == person.get("/naskah/999999").status_code == 404


def test_the_story_of_a_request_from_asking_to_reading(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Callable[..., FlaskClient]
) -> None:
    with transaction(services.engine) as session:
        record = buat.surat(session, kota_kecil, hal="Undangan rapat pendataan")
        record_id = record.id
    person, keeper, stranger = masuk(ASKER), masuk("arsiparis.dinsos"), masuk("staf.dinsos")
    asked = {
        "opd_id": kota_kecil.unit["dinsos"].id,
        "sebutan": "rapat pendataan",
        "keperluan": "menyusun laporan bersama",
        "hari": 5,
    }
    assert browser.kirim(person, "/akses/minta", asked).status_code == 303
    with reading(services.engine) as session:
        row_id = session.scalars(select(PermintaanAkses.id)).one()
    assert stranger.get(f"/akses/{row_id}").status_code == 404
    assert "rapat pendataan" in keeper.get("/akses").get_data(as_text=True)  # what waits comes first
    assert "rapat pendataan" not in keeper.get("/akses?tab=saya").get_data(as_text=True)
    page = keeper.get(f"/akses/{row_id}").get_data(as_text=True)
    assert "Undangan rapat pendataan" in page and "Izinkan membaca" in page and 'value="5"' in page
    assert person.get(f"/surat-masuk/{record_id}").status_code == 404

    given = {"arsip": f"surat_masuk:{record_id}", "hari": 5, "versi": 1}
    assert browser.kirim(keeper, f"/akses/{row_id}/setujui", given).status_code == 303

    assert person.get(f"/surat-masuk/{record_id}").status_code == 200
    assert "Baca arsip" in person.get(f"/akses/{row_id}").get_data(as_text=True)
    openers = keeper.get(f"/surat-masuk/{record_id}/pembuka").get_data(as_text=True)
    assert kota_kecil[ASKER].pegawai.nama in openers and "Akses diberikan" in openers
    assert person.get(f"/surat-masuk/{record_id}/pembuka").status_code == 403
    with reading(services.engine) as session:
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.objek_id == record_id)).all()
    assert {"akses.diberikan", "surat_masuk.buka"} <= set(events)


def test_what_was_put_before_the_head_and_closed_further_since_is_shown_to_its_readers_alone(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: OTR-03, OTR-09
    with transaction(services.engine) as session:
        record = buat.naskah(session, kota_kecil, hal="Undangan kenariteruskan", sifat=Sifat.TERBATAS)
        row = ask(session, kota_kecil)
        keeper = kota_kecil["arsiparis.dinsos"].actor(session)
        actions.tunjuk(session, keeper, row, record)
        row_id, record_id = row.id, record.id
    browsers = [masuk("arsiparis.dinsos"), masuk("kadis.dinsos")]
    assert all(b"kenariteruskan" in b.get(f"/akses/{row_id}").data for b in browsers)

    with transaction(services.engine) as session:
        record = session.get_one(Naskah, record_id)
        actions.ubah_sifat(
            session, kota_kecil["kadis.dinsos"].actor(session), record, Sifat.RAHASIA, "Memuat data pribadi"
        )
        keeper = kota_kecil["arsiparis.dinsos"].actor(session)
        assert not may_read(session, kota_kecil, record, "arsiparis.dinsos")
        with pytest.raises(Invalid, match="tidak diteruskan"):
            actions.tunjuk(session, keeper, session.get_one(PermintaanAkses, row_id), record)
        version = session.get_one(PermintaanAkses, row_id).version

    assert b"kenariteruskan" not in browsers[0].get(f"/akses/{row_id}").data
    given = {"arsip": f"naskah:{record_id}", "hari": 5, "versi": version}
    assert browser.kirim(browsers[0], f"/akses/{row_id}/setujui", given).status_code == 404


def test_rahasia_on_request_is_read_with_the_readers_name_on_screen_and_on_paper(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: OTR-08
    from tests.surat_masuk import buatan

    with transaction(services.engine) as session:
        record = buatan.naskah_terkirim(
            session, kota_kecil["kadis.dinsos"], kota_kecil["kabid.dinsos"], sifat=Sifat.RAHASIA, store=services.store
        ).naskah
        record_id = record.id
        row = ask(session, kota_kecil)
        actions.setujui(session, kota_kecil["kadis.dinsos"].actor(session), row, record, hari=3)
    person = masuk(ASKER)

    plain = masuk("kadis.dinsos").get(f"/naskah/{record_id}/halaman/1.png")
    marked = person.get(f"/naskah/{record_id}/halaman/1.png")

    assert person.get(f"/naskah/{record_id}").status_code == 200
    assert marked.status_code == 200 and marked.data != plain.data
    assert [person.get(f"/naskah/{record_id}/{end}").status_code for end in ("naskah.pdf", "unduh")] == [403, 403]
    shown = person.get(f"/naskah/{record_id}").get_data(as_text=True)
    assert f"/naskah/{record_id}/unduh" not in shown and "dlg-cetak" in shown

    # On paper it goes with name, time and purpose on pictures of its pages, and only after that was written down.
    where = f"/naskah/{record_id}/salinan.pdf"
    assert person.get(where).status_code == 409
    wanted = {"salinan": 1, "cara": "cetak"}
    assert browser.kirim(person, f"/naskah/{record_id}/cetak", wanted).status_code == 422
    asked = browser.kirim(person, f"/naskah/{record_id}/cetak", {**wanted, "keperluan": "bahan rapat pimpinan"})
    assert (asked.status_code, asked.location) == (303, where)
    copy = person.get(where)
    assert copy.status_code == 200 and copy.data.startswith(b"%PDF") and b"/Sig" not in copy.data
    assert "".join(sandbox.teks_pdf(copy.data)).strip() == ""
    assert masuk("kadis.dinsos").get(where).status_code == 409
    with reading(services.engine) as session:
        notes = session.scalars(select(AuditEntry.catatan).where(AuditEntry.event == "naskah.cetak")).all()
    assert notes == ["1 salinan: bahan rapat pimpinan"]
