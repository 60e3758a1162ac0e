"""Filing by many, by proposal and by moving: through the page, and what the trail keeps of it."""

import re
from collections.abc import Callable

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions, queries
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek
from eoffice.audit.models import AuditEntry
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.web.services import Services

from . import arsip_uji as buat

Masuk = Callable[..., FlaskClient]
HERE = "/arsip/belum-diberkaskan"


@pytest.fixture
def kota(kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    return kota_kecil


def berkas(
    services: Services, kota: makers.Kota, judul: str = "Berkas uji", kode: str = "000.8.3.3", opd: str = "dinsos"
) -> int:
    with db.transaction(services.engine) as session:
        actor = kota[f"arsiparis.{opd}"].actor(session)
        unit_id = kota.unit[f"{opd}.bidang"].id
        return actions.buka_berkas(session, actor, unit_id=unit_id, kode_klasifikasi=kode, judul=judul).id


def terbit(services: Services, kota: makers.Kota, many: int = 1, **more: object) -> list[int]:
    with db.transaction(services.engine) as session:
        return [buat.naskah(session, kota, **more).id for _ in range(many)]  # type: ignore[arg-type]


def isi(services: Services, berkas_id: int) -> list[tuple[int, int]]:
    with db.reading(services.engine) as session:
        rows = select(IsiBerkas.urutan, IsiBerkas.objek_id).where(IsiBerkas.berkas_id == berkas_id)
        return list(session.execute(rows.order_by(IsiBerkas.urutan)).tuples())


def test_all_that_is_ticked_goes_into_the_one_berkas_that_is_pressed_and_can_be_taken_back(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    place, other = berkas(services, kota), berkas(services, kota, "Yang lain")
    ids = terbit(services, kota, 2)
    form = {"pilih": [f"naskah:{n}" for n in ids], "ke": place, "ke_semua": ""}
    form |= {f"tempat:naskah:{n}": other for n in ids}
    arsiparis = masuk("arsiparis.dinsos")

    page = browser.kirim(arsiparis, HERE, form).get_data(as_text=True)

    assert "2 diberkaskan" in page and [n for _, n in isi(services, place)] == ids and isi(services, other) == []
    undo = re.findall(r'name="isi" value="(\d+)"', page)
    back = browser.kirim(arsiparis, f"{HERE}/urungkan", {"isi": undo, "jenis": "naskah"}).get_data(as_text=True)
    assert "2 dikeluarkan lagi" in back and isi(services, place) == []
    with db.reading(services.engine) as session:
        assert [session.get_one(Naskah, n).status for n in ids] == [Status.TERKIRIM] * 2
        b = session.get_one(Berkas, place)
        assert (b.jumlah, b.kurun_dari, b.kurun_sampai) == (0, None, None)
        said = session.scalars(
            select(AuditEntry.event).where(AuditEntry.objek == "berkas", AuditEntry.objek_id == place)
        )
        assert list(said) == ["berkas.buka", "berkas.isi", "berkas.isi", "berkas.keluarkan", "berkas.keluarkan"]


def test_one_kode_opens_one_new_berkas_for_all(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    ids = terbit(services, kota, 2)
    form = {"pilih": [f"naskah:{n}" for n in ids], "ke_semua": "baru"}
    arsiparis = masuk("arsiparis.dinsos")

    asked = browser.kirim(arsiparis, HERE, form)
    assert asked.status_code == 422 and "Pilih kode klasifikasi berkas barunya." in asked.get_data(as_text=True)
    browser.kirim(arsiparis, HERE, form | {"kode_baru": "400.14.4.3"})

    with db.reading(services.engine) as session:
        (made,) = session.scalars(select(Berkas)).all()
        assert (made.kode_klasifikasi, made.jumlah) == ("400.14.4.3", 2)


def test_every_sure_proposal_is_accepted_in_one_step_and_no_other(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    place = berkas(services, kota)
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        sure = [buat.surat(session, kota, kode=None, hal="Laporan kerusakan lampu jalan RT 05").id for _ in range(2)]
        filed = [buat.surat(session, kota, hal="Kerusakan lampu jalan kampung") for _ in range(2)]
        for each in filed:
            actions.berkaskan_surat(session, actor, services.store, session.get_one(Berkas, place), each)
        unsure = buat.surat(session, kota, kode=None, hal="Permintaan kursi roda").id
        unsure_asal = session.get_one(SuratMasuk, unsure)
        unsure_asal.asal_teks = "Yayasan Lain"
    arsiparis = masuk("arsiparis.dinsos")
    before = arsiparis.get(f"{HERE}?jenis=surat_masuk").get_data(as_text=True)
    assert "Terima 2 usulan pasti" in before
    assert "2 surat dari Warga RT 05 tentang kerusakan lampu jalan sudah ada di berkas ini" in before

    page = browser.kirim(arsiparis, f"{HERE}/terima", {"jenis": "surat_masuk"}).get_data(as_text=True)

    assert "2 diberkaskan" in page
    with db.reading(services.engine) as session:
        held = {n: session.get_one(SuratMasuk, n).status for n in (*sure, unsure)}
    assert held == dict.fromkeys(sure, StatusSurat.DIBERKASKAN) | {unsure: StatusSurat.SELESAI}


def test_a_reason_never_speaks_of_what_the_arsiparis_may_not_read(services: Services, kota: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    with db.transaction(services.engine) as session:
        actor, kadis = kota["arsiparis.dinsos"].actor(session), kota["kadis.dinsos"].actor(session)
        secret = buat.surat(session, kota, hal="Kerusakan lampu jalan", sifat=Sifat.RAHASIA)
        actions.berkaskan_sendiri(session, kadis, services.store, Objek.SURAT_MASUK, secret.id)
        answer = buat.naskah(session, kota, kode="400.14.4.3", menjawab_surat_id=secret.id, hal="Kerusakan lampu jalan")

        waiting = queries.unfiled(session, actor, Objek.NASKAH)
        assert queries.usul_berkas(session, actor, waiting)[Objek.NASKAH, answer.id] == []


def test_an_item_moves_to_another_open_berkas_and_both_trails_say_so(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    one, two = berkas(services, kota), berkas(services, kota, "Tujuan")
    (naskah_id,) = terbit(services, kota)
    arsiparis = masuk("arsiparis.dinsos")
    browser.kirim(arsiparis, HERE, {"pilih": f"naskah:{naskah_id}", "ke": one})
    with db.reading(services.engine) as session:
        before = session.scalars(select(IsiBerkas.metadata_sha256)).one()

    answer = browser.kirim(arsiparis, f"/arsip/berkas/{one}/butir/1", {"ke": two, "alasan": "Salah berkas"})

    assert answer.status_code == 303 and isi(services, one) == [] and isi(services, two) == [(1, naskah_id)]
    with db.reading(services.engine) as session:
        item = session.scalars(select(IsiBerkas)).one()
        assert item.metadata_sha256 != before
        with services.store.open(item.metadata_blob) as source:
            assert session.get_one(Berkas, two).nomor.encode() in source.read()
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.objek == "berkas").order_by(AuditEntry.n))
        assert list(events)[-2:] == ["berkas.isi_pergi", "berkas.isi_datang"]


def test_nothing_leaves_a_closed_berkas_until_it_is_opened_again_with_a_reason(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    place = berkas(services, kota)
    (naskah_id,) = terbit(services, kota)
    arsiparis = masuk("arsiparis.dinsos")
    browser.kirim(arsiparis, HERE, {"pilih": f"naskah:{naskah_id}", "ke": place})
    browser.kirim(arsiparis, f"/arsip/berkas/{place}/tutup", {"tanggal_pemicu": ""})

    out = {"keluarkan": "1", "alasan": "Salah masuk"}
    assert browser.kirim(arsiparis, f"/arsip/berkas/{place}/butir/1", out).status_code == 409
    assert browser.kirim(arsiparis, f"/arsip/berkas/{place}/buka-kembali", {"alasan": "x"}).status_code == 422
    assert (
        browser.kirim(arsiparis, f"/arsip/berkas/{place}/buka-kembali", {"alasan": "Laporan susulan"}).status_code
        == 303
    )
    assert browser.kirim(arsiparis, f"/arsip/berkas/{place}/butir/1", out).status_code == 303
    assert isi(services, place) == []


def test_what_is_left_before_the_year_ends_is_counted_by_unit_and_leads_to_its_list(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    terbit(services, kota, 2)
    terbit(services, kota, 1, sifat=Sifat.RAHASIA)  # not the arsiparis' to know
    terbit(services, kota, 1, opd="diskominfo")
    arsiparis = masuk("arsiparis.dinsos")

    page = arsiparis.get("/arsip/akhir-tahun?tahun=2026").get_data(as_text=True)

    link = re.search(r'href="(/arsip/belum-diberkaskan\?jenis=naskah&amp;unit=\d+&amp;tahun=2026)">2<', page)
    assert link is not None and "2 belum diberkaskan" in page
    listed = arsiparis.get(link[1].replace("&amp;", "&")).get_data(as_text=True)
    assert "2 menunggu" in listed and "tahun 2026" in listed
    assert masuk("staf.dinsos").get("/arsip/akhir-tahun").status_code == 403


def test_two_berkas_point_at_each_other_and_only_to_whom_may_read_both(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    one, two = berkas(services, kota, "Pertama"), berkas(services, kota, "Kedua")
    arsiparis = masuk("arsiparis.dinsos")

    said = {"nomor": "000.8.3.3/002/2026", "keterangan": "Laporannya di sana"}
    assert browser.kirim(arsiparis, f"/arsip/berkas/{one}/tunjuk-silang", said).status_code == 303

    assert "Kedua" in arsiparis.get(f"/arsip/berkas/{one}").get_data(as_text=True)
    assert "Pertama" in arsiparis.get(f"/arsip/berkas/{two}").get_data(as_text=True)
    assert (
        browser.kirim(arsiparis, f"/arsip/berkas/{two}/tunjuk-silang", {"nomor": "000.8.3.3/001/2026"}).status_code
        == 409
    )
    foreign = masuk("arsiparis.diskominfo")
    assert browser.kirim(foreign, f"/arsip/berkas/{one}/tunjuk-silang", said).status_code == 404


def test_a_paper_berkas_has_a_place_and_its_labels_open_it(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    place = berkas(services, kota)
    arsiparis, form = masuk("arsiparis.dinsos"), {"judul": "Berkas uji", "media": "kertas", "kondisi": "baik"}

    assert browser.kirim(arsiparis, f"/arsip/berkas/{place}/ubah", form).status_code == 422
    form |= {"ruang": "Arsip 1", "rak": "B", "boks": "14", "folder": "3", "golongan": "seri"}
    assert browser.kirim(arsiparis, f"/arsip/berkas/{place}/ubah", form).status_code == 303

    listed = arsiparis.get("/arsip?boks=14").get_data(as_text=True)
    assert "Berkas uji" in listed and "Tidak ada berkas" in arsiparis.get("/arsip?boks=15").get_data(as_text=True)
    for bentuk in ("folder", "boks"):
        answer = arsiparis.get(f"/arsip/label.pdf?pilih={place}&bentuk={bentuk}")
        assert answer.status_code == 200 and answer.data.startswith(b"%PDF")
    assert masuk("arsiparis.diskominfo").get(f"/arsip/label.pdf?pilih={place}").status_code == 404
