"""Paper that is lent: by whose word, with a number, back in time, or told that it is late or lost."""

from collections.abc import Callable
from datetime import timedelta

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox, sandbox
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions as arsip
from eoffice.arsip.models import Berkas
from eoffice.dasbor import queries as dasbor
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.layanan_arsip import policy, queries
from eoffice.layanan_arsip.actions import IsianPinjam, pinjam
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.layanan_arsip.states import PerbuatanPinjam, StatusPinjam
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.states import JenisPenugasan
from eoffice.web.services import Services

pytestmark = pytest.mark.usefixtures("klasifikasi_utuh")
ISIAN = IsianPinjam("Seluruh berkas", "pemeriksaan lapangan", 7)


def berkas(session: Session, kota: makers.Kota, sifat: Sifat = Sifat.BIASA) -> Berkas:
    keeper = kota["arsiparis.dinsos"].actor(session)
    made = arsip.buka_berkas(
        session, keeper, unit_id=kota["staf.dinsos"].jabatan.unit_id, kode_klasifikasi="000.8.3.3", judul="SOP 2026"
    )
    made.jumlah, made.sifat = 1, sifat
    session.flush()
    return made


def lent(session: Session, kota: makers.Kota) -> Peminjaman:
    keeper = kota["arsiparis.dinsos"].actor(session)
    row = pinjam.ajukan(session, kota["staf.dinsos"].actor(session), berkas(session, kota), ISIAN)
    pinjam.setujui(session, keeper, row)
    pinjam.serahkan(session, keeper, row)
    session.flush()
    return row


def test_a_lending_from_asking_to_coming_back(session: Session, kota_kecil: makers.Kota) -> None:
    row = lent(session, kota_kecil)
    keeper = kota_kecil["arsiparis.dinsos"].actor(session)

    assert row.nomor_bukti == f"PJM/0001/{clock.today().year}"
    assert row.jatuh_tempo == clock.today() + timedelta(7)
    assert queries.di_luar(session, [row.berkas_id])[row.berkas_id] is row
    with pytest.raises(Conflict, match="sedang di luar"):
        pinjam.ajukan(session, keeper, row.berkas, ISIAN)

    pinjam.kembalikan(session, keeper, row, "lengkap dan utuh")

    session.flush()
    assert row.status is StatusPinjam.KEMBALI
    assert queries.di_luar(session, [row.berkas_id]) == {}


def test_a_restricted_file_is_lent_by_the_head_of_the_office(session: Session, kota_kecil: makers.Kota) -> None:
    closed = berkas(session, kota_kecil, Sifat.TERBATAS)
    row = pinjam.ajukan(session, kota_kecil["arsiparis.dinsos"].actor(session), closed, ISIAN)

    with pytest.raises(NotAllowed):
        pinjam.setujui(session, kota_kecil["arsiparis.dinsos"].actor(session), row)
    pinjam.setujui(session, kota_kecil["kadis.dinsos"].actor(session), row)

    assert row.status is StatusPinjam.DISETUJUI


def test_who_may_not_know_of_a_berkas_borrows_none_and_sees_no_lending(
    session: Session, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OTR-04
    row = lent(session, kota_kecil)
    stranger = kota_kecil["staf.diskominfo"].actor(session)

    with pytest.raises(NotAllowed):
        pinjam.ajukan(session, stranger, row.berkas, ISIAN)
    assert session.scalars(queries.visible_pinjam(session, stranger)).all() == []
    assert session.scalars(queries.visible_pinjam(session, kota_kecil["staf.dinsos"].actor(session))).all() == [row]


def test_only_the_office_that_owns_a_berkas_writes_a_lending_down_for_somebody_else(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: OTR-05
    staf = kota_kecil["staf.dinsos"].pegawai.id
    with transaction(services.engine) as session:
        own, moved = berkas(session, kota_kecil), berkas(session, kota_kecil)
        moved.kustodi_unit_id = kota_kecil.unit["diskominfo"].id  # whoever keeps it now reads it, and does not own it
        session.flush()
        ids = (own.id, moved.id)
        for_staf = IsianPinjam("Seluruh berkas", "pemeriksaan lapangan", 7, staf)
        for who in ("arsiparis.diskominfo", "kabid.dinsos"):
            with pytest.raises(NotAllowed, match="arsiparis perangkat daerah yang memiliki"):
                pinjam.ajukan(session, kota_kecil[who].actor(session), moved, for_staf)
        row = pinjam.ajukan(session, kota_kecil["arsiparis.dinsos"].actor(session), own, for_staf)
        assert row.pemohon_id == staf

    keeper, form = (
        masuk("arsiparis.diskominfo"),
        {"yang_dipinjam": "Seluruh berkas", "keperluan": "pemeriksaan", "hari": 7},
    )
    assert 'name="pegawai_id"' not in keeper.get(f"/arsip/berkas/{ids[1]}/pinjam").get_data(as_text=True)
    refused = browser.kirim(keeper, f"/arsip/berkas/{ids[1]}/pinjam", form | {"pegawai_id": staf})
    assert refused.status_code == 403 and "yang memiliki berkasnya" in refused.get_data(as_text=True)
    assert browser.kirim(keeper, f"/arsip/berkas/{ids[1]}/pinjam", form).status_code == 303


def test_it_stays_out_longer_twice_and_not_for_ever(session: Session, kota_kecil: makers.Kota) -> None:
    row, keeper = lent(session, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(session)
    with pytest.raises(Invalid):
        pinjam.perpanjang(session, keeper, row, clock.today() + timedelta(90), "")

    for days in (10, 12):
        pinjam.perpanjang(session, keeper, row, clock.today() + timedelta(days), "masih dipakai")

    with pytest.raises(NotAllowed, match="2 kali"):
        pinjam.perpanjang(session, keeper, row, clock.today() + timedelta(14), "lagi")


def test_what_is_lost_is_reported_and_may_be_found_again(session: Session, kota_kecil: makers.Kota) -> None:
    row = lent(session, kota_kecil)

    pinjam.lapor_hilang(session, kota_kecil["staf.dinsos"].actor(session), row, "terakhir terlihat di ruang rapat")
    session.flush()
    assert row.berkas_id in queries.di_luar(session, [row.berkas_id])
    pinjam.temukan(session, kota_kecil["arsiparis.dinsos"].actor(session), row, "di lemari ruang rapat, utuh")

    assert (row.status, row.laporan_hilang) == (StatusPinjam.KEMBALI, "terakhir terlihat di ruang rapat")


@pytest.mark.parametrize(
    ("days", "told"), [(3, False), (2, True), (1, False), (0, True), (-1, True), (-2, False), (-7, True)]
)
def test_reminders_come_before_on_and_after_the_day(
    session: Session, kota_kecil: makers.Kota, days: int, told: bool
) -> None:
    row = lent(session, kota_kecil)
    row.jatuh_tempo = clock.today() + timedelta(days)
    session.flush()
    before = session.query(outbox.Job).count()

    count = pinjam.ingatkan(session, clock.today())
    pinjam.ingatkan(session, clock.today())
    session.flush()

    assert count == told
    assert session.query(outbox.Job).count() - before == told  # told once however often it is asked


@pytest.mark.sekali
def test_the_story_through_the_pages_with_its_proof(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with transaction(services.engine) as session:
        berkas_id = berkas(session, kota_kecil).id
    person, keeper = masuk("staf.dinsos"), masuk("arsiparis.dinsos")
    form = {"yang_dipinjam": "Seluruh berkas", "keperluan": "pemeriksaan lapangan", "hari": 7}
    assert browser.kirim(person, f"/arsip/berkas/{berkas_id}/pinjam", form).status_code == 303
    with reading(services.engine) as session:
        row_id = session.scalars(select(Peminjaman.id)).one()
    assert person.get(f"/peminjaman/{row_id}/bukti.pdf").status_code == 404
    assert browser.kirim(person, f"/peminjaman/{row_id}/setujui", {"versi": 1}).status_code == 403

    for version, step in enumerate(("setujui", "serahkan"), start=1):
        assert browser.kirim(keeper, f"/peminjaman/{row_id}/{step}", {"versi": version}).status_code == 303

    words = "\n".join(sandbox.teks_pdf(person.get(f"/peminjaman/{row_id}/bukti.pdf").data))
    assert "BUKTI PEMINJAMAN ARSIP" in words and "PJM/0001" in words and "SOP 2026" in words
    assert "Dipinjam" in keeper.get(f"/arsip/berkas/{berkas_id}").get_data(as_text=True)
    assert "SOP 2026" in keeper.get("/peminjaman?tab=di_luar").get_data(as_text=True)
    assert "PJM/0001" in keeper.get("/peminjaman.csv?tab=di_luar").get_data(as_text=True)
    assert browser.kirim(keeper, f"/peminjaman/{row_id}/kembalikan", {"versi": 3, "catatan": ""}).status_code == 422


def test_the_file_of_a_tab_has_every_lending_and_not_only_its_first_page(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with transaction(services.engine) as session:
        borrower, paper = kota_kecil["staf.dinsos"].actor(session), berkas(session, kota_kecil)
        for _ in range(queries.PAGE + 2):
            pinjam.ajukan(session, borrower, paper, ISIAN)

    lines = masuk("staf.dinsos").get("/peminjaman.csv?tab=saya").get_data(as_text=True).splitlines()

    assert len(lines) == 1 + queries.PAGE + 2


def test_the_trail_of_a_berkas_names_the_borrower_and_chasing_reaches_the_head_when_it_is_late(
    session: Session, kota_kecil: makers.Kota
) -> None:
    row = lent(session, kota_kecil)
    keeper, borrower = kota_kecil["arsiparis.dinsos"].actor(session), kota_kecil["staf.dinsos"]
    row.jatuh_tempo = clock.today() - timedelta(1)

    with pytest.raises(NotAllowed):
        pinjam.tagih(session, borrower.actor(session), row)
    pinjam.tagih(session, keeper, row)
    pinjam.tagih(session, keeper, row)
    pinjam.kembalikan(session, keeper, row, "sampul robek")
    session.commit()

    told = [j.payload for j in session.scalars(select(outbox.Job)) if "ditagih" in (j.dedup_key or "")]
    assert [(t["pegawai"], t["jabatan"]) for t in told] == [
        ([borrower.pegawai.id], [kota_kecil["kadis.dinsos"].jabatan.id])
    ]
    lines = queries.pembuka(session, "berkas", row.berkas_id, queries.Saringan())
    assert len(lines) == 2 and all(borrower.pegawai.nama in line.catatan for line in lines)
    assert lines[0].catatan.startswith("dikembalikan; PJM/0001/") and lines[0].catatan.endswith("sampul robek")


def test_whoever_borrows_neither_approves_nor_extends_it(session: Session, kota_kecil: makers.Kota) -> None:
    keeper, head = (kota_kecil[who].actor(session) for who in ("arsiparis.dinsos", "kadis.dinsos"))
    row = pinjam.ajukan(session, keeper, berkas(session, kota_kecil), ISIAN)

    with pytest.raises(NotAllowed, match="diputus orang lain"):
        pinjam.setujui(session, keeper, row)
    pinjam.setujui(session, head, row)
    with pytest.raises(Invalid, match="melebihi yang disetujui"):
        pinjam.serahkan(session, keeper, row, hari=ISIAN.hari + 1)
    pinjam.serahkan(session, keeper, row, hari=ISIAN.hari)
    later = clock.today() + timedelta(10)
    with pytest.raises(NotAllowed, match="diputus orang lain"):
        pinjam.perpanjang(session, keeper, row, later, "belum selesai")
    pinjam.perpanjang(session, head, row, later, "belum selesai")

    assert (row.diputus_oleh_id, row.jatuh_tempo) == (head.pegawai_id, later)


def test_what_a_head_borrows_of_the_own_restricted_paper_is_decided_by_the_superior(
    session: Session, kota_kecil: makers.Kota
) -> None:
    keeper, head, above = (kota_kecil[w].actor(session) for w in ("arsiparis.dinsos", "kadis.dinsos", "sekda"))
    plain, closed = (
        pinjam.ajukan(session, head, berkas(session, kota_kecil, of), ISIAN) for of in (Sifat.BIASA, Sifat.TERBATAS)
    )

    for who in (head, keeper, kota_kecil["kadis.diskominfo"].actor(session), kota_kecil["walikota"].actor(session)):
        with pytest.raises(NotAllowed, match=r"atasan langsungnya|kewenangan"):
            pinjam.setujui(session, who, closed)
    with pytest.raises(NotAllowed, match="diputus orang lain"):
        pinjam.setujui(session, head, plain)
    with pytest.raises(NotAllowed):
        pinjam.setujui(session, above, plain)
    pinjam.setujui(session, above, closed)
    with pytest.raises(NotAllowed):
        pinjam.serahkan(session, above, closed)
    pinjam.serahkan(session, keeper, closed)

    assert (closed.diputus_oleh_id, closed.status) == (above.pegawai_id, StatusPinjam.DIPINJAM)


def test_restricted_paper_stays_out_no_longer_than_was_decided(session: Session, kota_kecil: makers.Kota) -> None:
    keeper, head = (kota_kecil[who].actor(session) for who in ("arsiparis.dinsos", "kadis.dinsos"))
    asked = pinjam.ajukan(session, keeper, berkas(session, kota_kecil, Sifat.TERBATAS), ISIAN)
    asked.pemohon_id = kota_kecil["staf.dinsos"].pegawai.id  # not by whoever hands it out
    pinjam.setujui(session, head, asked)
    day = clock.today()

    with pytest.raises(Invalid, match="melebihi yang disetujui") as refused:
        pinjam.serahkan(session, keeper, asked, hari=ISIAN.hari + 1)
    assert "persetujuan kepala perangkat daerah" in refused.value.fields["hari"]
    pinjam.serahkan(session, keeper, asked, hari=3)
    with pytest.raises(NotAllowed, match=f"Yang disetujui sampai {day + timedelta(7):%d-%m-%Y}"):
        pinjam.perpanjang(session, keeper, asked, day + timedelta(8), "belum selesai")
    pinjam.perpanjang(session, keeper, asked, day + timedelta(7), "belum selesai")  # as it was approved
    with pytest.raises(NotAllowed, match="persetujuan kepala perangkat daerah"):
        pinjam.perpanjang(session, keeper, asked, day + timedelta(9), "belum selesai")
    pinjam.perpanjang(session, head, asked, day + timedelta(9), "belum selesai")

    assert (asked.jatuh_tempo, asked.perpanjangan) == (day + timedelta(9), 2)
    assert asked.disetujui_sampai == asked.jatuh_tempo


def test_what_a_head_borrowed_is_extended_by_the_superior_alone(session: Session, kota_kecil: makers.Kota) -> None:
    keeper, head, above = (kota_kecil[w].actor(session) for w in ("arsiparis.dinsos", "kadis.dinsos", "sekda"))
    row = pinjam.ajukan(session, head, berkas(session, kota_kecil, Sifat.TERBATAS), ISIAN)
    pinjam.setujui(session, above, row)
    pinjam.serahkan(session, keeper, row)
    later = clock.today() + timedelta(10)

    for who in (head, keeper):
        with pytest.raises(NotAllowed, match="atasan langsungnya"):
            pinjam.perpanjang(session, who, row, later, "belum selesai")
    pinjam.perpanjang(session, above, row, later, "belum selesai")

    assert row.jatuh_tempo == later


def test_who_replaces_the_head_decides_too_and_who_is_replaced_above_does_not(
    session: Session, kota_kecil: makers.Kota
) -> None:
    kota, head = kota_kecil, kota_kecil["kadis.dinsos"]
    row = pinjam.ajukan(session, head.actor(session), berkas(session, kota, Sifat.TERBATAS), ISIAN)
    deputy, of_sekda = kota["sekretaris.dinsos"], kota["asisten"]
    today = clock.today()
    makers.penugasan(session, deputy.pegawai, head.jabatan, bentuk=JenisPenugasan.PLH, mulai=today)
    makers.penugasan(session, of_sekda.pegawai, kota["sekda"].jabatan, bentuk=JenisPenugasan.PLH, mulai=today)

    with pytest.raises(NotAllowed):
        pinjam.setujui(session, kota["sekda"].actor(session), row)
    who = {person.id for _, person in queries.pemutus(session, row)}
    assert who == {deputy.pegawai.id, of_sekda.pegawai.id}
    for each in (of_sekda, deputy):
        assert policy.may_lend(each.actor(session), row, PerbuatanPinjam.SETUJUI)


def test_who_came_to_lead_the_office_after_asking_asks_again_as_its_head(
    session: Session, kota_kecil: makers.Kota
) -> None:
    deputy, post = kota_kecil["sekretaris.dinsos"], kota_kecil["kadis.dinsos"].jabatan
    paper = berkas(session, kota_kecil, Sifat.TERBATAS)
    before = pinjam.ajukan(session, deputy.actor(session), paper, ISIAN)
    makers.penugasan(session, deputy.pegawai, post, bentuk=JenisPenugasan.PLH, mulai=clock.today())

    with pytest.raises(NotAllowed, match=r"Batalkan, atau kembalikan .* lalu ajukan lagi"):
        pinjam.setujui(session, deputy.actor(session), before)
    pinjam.batalkan(session, deputy.actor(session), before)
    again = pinjam.ajukan(session, deputy.actor(session), paper, ISIAN)
    pinjam.setujui(session, kota_kecil["sekda"].actor(session), again)

    assert (before.pemohon_jabatan_id, again.pemohon_jabatan_id) == (deputy.jabatan.id, post.id)


def test_where_only_the_borrower_could_decide_the_page_says_whom_to_ask(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    head = kota_kecil["kadis.dinsos"]
    with transaction(services.engine) as session:
        row = pinjam.ajukan(session, head.actor(session), berkas(session, kota_kecil, Sifat.TERBATAS), ISIAN)
        assert [post.nama for post, _ in queries.pemutus(session, row)] == ["Sekretaris Daerah"]
        row_id, sekda = row.id, kota_kecil["sekda"].jabatan.id
    page = masuk("kadis.dinsos").get(f"/peminjaman/{row_id}").get_data(as_text=True)
    assert "Sekretaris Daerah (Hendra Saputra)" in page and "atasan langsungnya" in page
    with transaction(services.engine) as session:
        held = organisasi.holder(session, sekda)
        assert held is not None
        held.pegawai_id = head.pegawai.id

    page = masuk("kadis.dinsos").get(f"/peminjaman/{row_id}").get_data(as_text=True)

    assert "Belum ada yang dapat memutus" in page and "menunjuk pejabat atau Plh." in page


def test_the_list_of_what_waits_for_a_decision_is_what_one_may_decide(
    session: Session, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OTR-01
    kota = kota_kecil
    rows = [
        pinjam.ajukan(session, kota[who].actor(session), berkas(session, kota, sifat), ISIAN)
        for who in ("staf.dinsos", "arsiparis.dinsos", "kadis.dinsos")
        for sifat in (Sifat.BIASA, Sifat.TERBATAS)
        if (who, sifat) != ("staf.dinsos", Sifat.TERBATAS)
    ]
    pinjam.setujui(session, kota["arsiparis.dinsos"].actor(session), rows[0])
    rows.append(pinjam.ajukan(session, kota["staf.dinsos"].actor(session), berkas(session, kota), ISIAN))
    elsewhere = kota["kadis.diskominfo"]  # a head, but of another office than the one that owns the berkas
    rows.append(
        pinjam.ajukan(session, kota["sekretaris.dinsos"].actor(session), berkas(session, kota, Sifat.TERBATAS), ISIAN)
    )
    rows[-1].pemohon_id, rows[-1].pemohon_jabatan_id = elsewhere.pegawai.id, elsewhere.jabatan.id
    session.flush()
    session.expire_all()
    numbers: dict[str, int] = {}
    for name in kota.orang:
        actor = kota[name].actor(session)
        listed = queries.daftar_pinjam(session, actor, "putus")
        assert {r.id for r in listed} == {r.id for r in rows if policy.may_lend(actor, r, PerbuatanPinjam.SETUJUI)}
        seen = set(session.scalars(queries.visible_pinjam(session, actor)))
        assert seen == {r for r in rows if policy.sees_lending(actor, r)} and seen >= set(listed)
        numbers[name] = len(listed)

    assert {name: n for name, n in numbers.items() if n} == {"arsiparis.dinsos": 2, "kadis.dinsos": 4, "sekda": 1}
    menu = {name: dasbor.counters(session, kota[name].actor(session)).get("/peminjaman", 0) for name in kota.orang}
    assert menu == numbers
    told = dasbor.lain(session, kota["sekda"].actor(session))
    assert [(t.jumlah, t.sebutan, t.url) for t in told] == [
        (1, "permintaan pinjam menunggu putusan Anda", "/peminjaman?tab=putus")
    ]


def test_who_stands_above_a_head_finds_what_that_head_borrows_without_keeping_an_archive(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with transaction(services.engine) as session:
        paper = berkas(session, kota_kecil, Sifat.TERBATAS)
        paper.opd_id = paper.unit_id = kota_kecil.unit["setda"].id
        session.flush()
        row = pinjam.ajukan(session, kota_kecil["sekda"].actor(session), paper, ISIAN)
        row_id = row.id
    above, aside = masuk("walikota"), masuk("staf.dinsos")

    assert 'href="/peminjaman?tab=putus"' in above.get("/").get_data(as_text=True)
    assert 'href="/peminjaman?tab=putus"' not in aside.get("/").get_data(as_text=True)
    for tab in ("putus", "menunggu"):
        assert f"/peminjaman/{row_id}" in above.get(f"/peminjaman?tab={tab}").get_data(as_text=True)
    assert "Perlu putusan Anda" not in aside.get("/peminjaman?tab=putus").get_data(as_text=True)
    assert browser.kirim(above, f"/peminjaman/{row_id}/setujui", {"versi": 1}).status_code == 303


def test_the_superior_hears_of_what_a_head_asks_for(session: Session, kota_kecil: makers.Kota) -> None:
    head = kota_kecil["kadis.dinsos"].actor(session)

    row = pinjam.ajukan(session, head, berkas(session, kota_kecil, Sifat.TERBATAS), ISIAN)

    session.flush()
    told = [job.payload for job in session.query(outbox.Job) if job.payload.get("objek_id") == row.id]
    assert any(kota_kecil["sekda"].jabatan.id in job.get("jabatan", ()) for job in told), told


def test_the_head_hears_of_a_lending_that_the_arsiparis_asks_for(session: Session, kota_kecil: makers.Kota) -> None:
    keeper = kota_kecil["arsiparis.dinsos"].actor(session)

    row = pinjam.ajukan(session, keeper, berkas(session, kota_kecil), ISIAN)

    session.flush()
    told = [job.payload for job in session.query(outbox.Job) if job.payload.get("objek_id") == row.id]
    assert any(kota_kecil["kadis.dinsos"].jabatan.id in job.get("jabatan", ()) for job in told), told
