"""The administrator's pages in a browser's eyes."""

import io
import re
from collections.abc import Callable

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from eoffice import db
from eoffice.akun import queries as akun
from eoffice.audit.models import AuditEntry
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Penugasan, Unit
from eoffice.pengguna import forms
from eoffice.web.models import Idempotensi
from tests.organisasi import lembaran

Masuk = Callable[..., FlaskClient]

PAGES = (
    "/pengguna",
    "/pengguna/1",
    "/pengguna/1/jabatan",
    "/organisasi",
    "/organisasi/1",
    "/organisasi/impor",
    "/organisasi/impor/unit.csv",
)


@pytest.fixture
def admin(masuk: Masuk, kota_kecil: makers.Kota) -> FlaskClient:
    return masuk("admin")


def newcomer(engine: Engine, nama: str = "Baru Datang") -> int:
    with db.transaction(engine) as session:
        return makers.pegawai(session, nama).id


@pytest.mark.parametrize("nama", ["walikota", "sekda", "kadis.dinsos", "tu.dinsos", "arsiparis.dinsos", "staf.dinsos"])
def test_nobody_else_opens_these_pages_or_sees_them_in_the_menu(
    masuk: Masuk, kota_kecil: makers.Kota, nama: str
) -> None:  # KEAMANAN: OTR-02
    client = masuk(nama)

    assert {path: client.get(path).status_code for path in PAGES} == dict.fromkeys(PAGES, 403)
    assert 'href="/pengguna"' not in client.get("/").text
    for path in ("akun", "tautan", "nonaktifkan", "aktifkan", "jabatan"):
        assert browser.kirim(client, f"/pengguna/1/{path}", {"sandi_admin": makers.SANDI}).status_code == 403, path


def test_the_administrator_finds_everybody_and_no_surat(admin: FlaskClient, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-10
    page = admin.get("/pengguna").text

    assert page.count('class="orang-i') == len(kota_kecil.orang)
    assert 'href="/pengguna"' in admin.get("/").text and "Keadaan sistem" in admin.get("/").text
    assert "Keadaan sistem" not in admin.get("/pengguna").text


def test_a_link_is_shown_once_and_kept_nowhere(
    engine: Engine, admin: FlaskClient, client: FlaskClient, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: AUT-04, AUT-13
    pegawai_id = newcomer(engine)
    data = {"nama_pengguna": "baru.datang", "sandi_admin": makers.SANDI}

    answer = browser.kirim(admin, f"/pengguna/{pegawai_id}/akun", data)

    (raw,) = re.findall(r"http://localhost/aktivasi/([\w-]{43})", answer.text)
    assert answer.status_code == 200 and raw not in admin.get(f"/pengguna/{pegawai_id}").text
    with db.reading(engine) as session:
        assert [r.kunci for r in session.scalars(select(Idempotensi)) if raw in r.body or raw in str(r.messages)] == []
        assert [e.n for e in session.scalars(select(AuditEntry)) if raw in e.catatan] == []
    chosen = {"sandi_baru": "lima ekor kambing menyeberang", "sandi_ulang": "lima ekor kambing menyeberang"}
    assert browser.kirim(client, f"/aktivasi/{raw}", chosen).status_code == 303
    browser.masuk(client, "baru.datang", "lima ekor kambing menyeberang")


def test_a_wrong_password_changes_nothing_and_is_counted(
    engine: Engine, admin: FlaskClient, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: AUT-12
    pegawai_id = newcomer(engine)
    staf = kota_kecil["staf.dinsos"].pegawai.id

    for path in (f"/pengguna/{pegawai_id}/akun", f"/pengguna/{staf}/tautan", f"/pengguna/{staf}/nonaktifkan"):
        answer = browser.kirim(admin, path, {"nama_pengguna": "baru.datang", "sandi_admin": "salah"})
        assert (answer.status_code, "Sandi Anda tidak cocok" in answer.text) == (422, True), path
        assert "aktivasi/" not in answer.text

    with db.reading(engine) as session:
        assert akun.by_name(session, "baru.datang") is None
        found = akun.by_name(session, "admin")
        assert found is not None and found.gagal_beruntun == 3
        other = akun.by_name(session, "staf.dinsos")
        assert other is not None and other.aktif


def test_the_owner_sees_what_was_done_to_the_account(masuk: Masuk, admin: FlaskClient, kota_kecil: makers.Kota) -> None:
    staf = masuk("staf.dinsos")
    assert "Yang dilakukan administrator" not in staf.get("/profil").text

    browser.kirim(admin, f"/pengguna/{kota_kecil['staf.dinsos'].pegawai.id}/tautan", {"sandi_admin": makers.SANDI})

    page = staf.get("/profil").text
    assert "Tautan setel ulang sandi diterbitkan" in page and "oleh Arif Setiawan" in page


def test_a_taken_name_comes_back_with_what_was_typed(engine: Engine, admin: FlaskClient) -> None:
    pegawai_id = newcomer(engine)

    answer = browser.kirim(
        admin, f"/pengguna/{pegawai_id}/akun", {"nama_pengguna": "staf.dinsos", "sandi_admin": makers.SANDI}
    )

    assert (answer.status_code, 'value="staf.dinsos"' in answer.text) == (409, True)
    assert "sudah dipakai" in answer.text and makers.SANDI not in answer.text


def test_whoever_is_shut_out_is_out_at_the_next_click(
    masuk: Masuk, admin: FlaskClient, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: SES-05, OTR-11
    staf = masuk("staf.dinsos")
    path = f"/pengguna/{kota_kecil['staf.dinsos'].pegawai.id}"

    answer = browser.kirim(admin, f"{path}/nonaktifkan", {"sandi_admin": makers.SANDI})

    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert staf.get("/profil").headers["Location"].startswith("/masuk")
    page = admin.get(path).text
    assert "Dinonaktifkan" in page and "Aktifkan lagi" in page
    again = browser.kirim(admin, f"{path}/aktifkan", {"sandi_admin": makers.SANDI})
    assert re.search(r"/aktivasi/[\w-]{43}", again.text)


def test_the_same_form_twice_shuts_once(engine: Engine, admin: FlaskClient, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: TRX-03
    path = f"/pengguna/{kota_kecil['staf.dinsos'].pegawai.id}/nonaktifkan"

    answers = [
        browser.kirim(admin, path, {"sandi_admin": makers.SANDI}, kunci="kunci-yang-sama-saja") for _ in range(2)
    ]

    assert [a.status_code for a in answers] == [303, 303]
    with db.reading(engine) as session:
        entries = select(func.count()).select_from(AuditEntry).where(AuditEntry.event == "akun.nonaktifkan")
        assert session.scalar(entries) == 1


def test_the_administrator_cannot_shut_himself_out(admin: FlaskClient, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-12
    path = f"/pengguna/{kota_kecil['admin'].pegawai.id}"

    answer = browser.kirim(admin, f"{path}/nonaktifkan", {"sandi_admin": makers.SANDI})

    assert answer.status_code == 409 and "Akun sendiri tidak dapat dinonaktifkan" in answer.text
    assert "nonaktifkan" not in admin.get(path).text.replace("dinonaktifkan", "")


def test_somebody_is_placed_and_later_leaves(engine: Engine, admin: FlaskClient, kota_kecil: makers.Kota) -> None:
    pegawai_id = newcomer(engine)
    post = kota_kecil["kabid.dinsos"].jabatan.id
    form = {
        "jabatan_id": post,
        "bentuk": "plh",
        "mulai": "2026-01-05",
        "selesai": "2099-01-05",
        "sandi_admin": makers.SANDI,
    }

    assert "Kabid" not in admin.get("/pengguna/pilih-jabatan?q=layanan+sosial").text
    assert "Yuni Astuti" in admin.get("/pengguna/pilih-jabatan?q=layanan+sosial").text
    answer = browser.kirim(admin, f"/pengguna/{pegawai_id}/jabatan", form)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/pengguna/{pegawai_id}")
    with db.reading(engine) as session:
        row_id = session.scalars(select(Penugasan.id).where(Penugasan.pegawai_id == pegawai_id)).one()
        holder = organisasi.holder(session, post)
        assert holder is not None and holder.pegawai_id == pegawai_id
    path = f"/pengguna/{pegawai_id}/jabatan/{row_id}/akhiri"
    assert "Kepala Bidang Layanan Dinas Sosial" in admin.get(path).text
    assert browser.kirim(admin, path, {"selesai": "2025-01-01", "sandi_admin": makers.SANDI}).status_code == 422
    assert browser.kirim(admin, path, {"selesai": "2026-01-06", "sandi_admin": makers.SANDI}).status_code == 303
    with db.reading(engine) as session:
        assert organisasi.held_by(session, pegawai_id) == []


def test_the_assignment_of_somebody_else_is_not_found(
    admin: FlaskClient, kota_kecil: makers.Kota, engine: Engine
) -> None:
    # KEAMANAN: OTR-05
    with db.reading(engine) as session:
        row_id = session.scalars(
            select(Penugasan.id).where(Penugasan.pegawai_id == kota_kecil["sekda"].pegawai.id)
        ).one()
    path = f"/pengguna/{kota_kecil['staf.dinsos'].pegawai.id}/jabatan/{row_id}/akhiri"

    assert admin.get(path).status_code == 404
    assert browser.kirim(admin, path, {"selesai": "2026-01-06", "sandi_admin": makers.SANDI}).status_code == 404


def test_what_the_administrator_gives_himself_is_seen_by_the_sekda(
    masuk: Masuk, admin: FlaskClient, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-10
    me = kota_kecil["admin"].pegawai.id
    post = kota_kecil["tu.dinsos"].jabatan.id
    assert "diri Anda sendiri" in admin.get(f"/pengguna/{me}/jabatan").text
    form = {"jabatan_id": post, "bentuk": "definitif", "mulai": "2026-01-05", "sandi_admin": makers.SANDI}

    assert browser.kirim(admin, f"/pengguna/{me}/jabatan", form).status_code == 303

    said = "Administrator menambah haknya sendiri"
    assert said in masuk("sekda").get("/").text and said in admin.get("/").text
    assert said not in masuk("staf.dinsos").get("/").text


def test_a_link_for_the_sekda_is_seen_by_those_who_watch_over_the_city(
    masuk: Masuk, admin: FlaskClient, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-10
    sekda = kota_kecil["sekda"].pegawai

    assert browser.kirim(admin, f"/pengguna/{sekda.id}/tautan", {"sandi_admin": makers.SANDI}).status_code == 200

    for nama in ("admin", "sekda"):
        page = masuk(nama).get("/").text
        assert "Tautan sandi dibuat untuk pejabat." in page and f"setel ulang sandi untuk {sekda.nama}" in page, nama
    assert "Tautan sandi dibuat" not in masuk("staf.dinsos").get("/").text


# -- bringing in an organisation --------------------------------------------------------------------------------------


def sheets(**changed: str) -> dict[str, object]:
    return {"berkas": [(io.BytesIO(content), name) for name, content in lembaran.semua(**changed)]}


def confirmation(page: str, **more: str) -> dict[str, object]:
    (sidik,) = re.findall(r'name="sidik" value="(\w{64})"', page)
    return {
        "sidik": sidik,
        "lembar": re.findall(r'name="lembar" value="([^"]+)"', page),
        "sandi_admin": makers.SANDI,
    } | more


#: The little city has a Setda and a Wali Kota of its own already; this pair stands beside them.
UNIT = (
    lembaran.UNIT.replace("10;", "70;")
    .replace(";10\n", ";70\n")
    .replace("SETDA", "SETDAU")
    .replace("PEMKOT", "PEMKOTU")
    .replace("00;Pem", "U0;Pem")
    .replace(";00;", ";U0;")
)
JABATAN = lembaran.JABATAN.replace("10;Sek", "70;Sek").replace("Daerah;10;", "Daerah;70;").replace(";10;ya", ";70;ya")
PENEMPATAN = lembaran.PENEMPATAN.replace(f"{lembaran.NIP_SEKDA};10;", f"{lembaran.NIP_SEKDA};70;")
KOTA = {"unit": UNIT, "jabatan": JABATAN, "penempatan": PENEMPATAN}


def test_looking_writes_nothing_and_confirming_loads_everything(
    engine: Engine, admin: FlaskClient, kota_kecil: makers.Kota
) -> None:
    looked = browser.kirim(admin, "/organisasi/impor/periksa", sheets(**KOTA))

    assert looked.status_code == 200, looked.text
    assert "Muat 16 baris" in looked.text and "Sasikirana Maheswari" in looked.text
    with db.reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Unit).where(Unit.kode == "31")) == 0

    answer = browser.kirim(
        admin, "/organisasi/impor/muat", confirmation(looked.text), content_type="multipart/form-data"
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, "/organisasi")
    assert "Dinas Komunikasi dan Informatika" in admin.get("/organisasi").text
    with db.reading(engine) as session:
        person = organisasi.pegawai_by_nip(session, lembaran.NIP_STAF)
        assert [p.jabatan.nama for p in organisasi.held_by(session, person.id)] == ["Pengolah Data"]
        unit_id = organisasi.unit_by_kode(session, "31.1").id
    assert "Gentala Prabawa" in admin.get(f"/organisasi/{unit_id}").text
    again = browser.kirim(admin, "/organisasi/impor/periksa", sheets(**KOTA))
    assert "Semuanya sudah sama" in again.text and "sandi_admin" not in again.text


def test_findings_stand_beside_their_rows_and_nothing_can_be_confirmed(admin: FlaskClient) -> None:
    wrong = lembaran.PEGAWAI + "123,Salah NIP,,,,\n"

    page = browser.kirim(admin, "/organisasi/impor/periksa", sheets(**KOTA, pegawai=wrong)).text

    assert "pegawai.csv baris 6" in page and "NIP harus terdiri atas 18 angka" in page
    assert "Belum dapat dimuat" in page and 'name="sidik"' not in page


def test_an_organisation_that_changed_meanwhile_is_looked_at_again(
    engine: Engine, admin: FlaskClient, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: TRX-02
    looked = browser.kirim(admin, "/organisasi/impor/periksa", sheets(**KOTA))
    with db.transaction(engine) as session:
        makers.pegawai(session, "Gentala P.", nip=lembaran.NIP_STAF)

    answer = browser.kirim(
        admin, "/organisasi/impor/muat", confirmation(looked.text), content_type="multipart/form-data"
    )

    assert answer.status_code == 409 and "Periksa sekali lagi" in answer.text
    assert "nama: Gentala P. → Gentala Prabawa" in answer.text
    with db.reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Jabatan).where(Jabatan.kode == "31")) == 0


def test_loading_needs_the_password_and_the_sheets(admin: FlaskClient, engine: Engine) -> None:
    # KEAMANAN: AUT-12
    looked = browser.kirim(admin, "/organisasi/impor/periksa", sheets(**KOTA))
    form = "multipart/form-data"

    wrong = browser.kirim(
        admin, "/organisasi/impor/muat", confirmation(looked.text, sandi_admin="salah"), content_type=form
    )
    lost = browser.kirim(
        admin, "/organisasi/impor/muat", {"sidik": "0" * 64, "sandi_admin": makers.SANDI}, content_type=form
    )
    cut = browser.kirim(
        admin,
        "/organisasi/impor/muat",
        {"sidik": "0", "lembar": "%% x.csv", "sandi_admin": makers.SANDI},
        content_type=form,
    )

    assert (wrong.status_code, "Sandi Anda tidak cocok" in wrong.text, 'name="sidik"' in wrong.text) == (
        422,
        True,
        True,
    )
    assert (lost.status_code, cut.status_code) == (422, 422) and "tidak kembali utuh" in cut.text
    with db.reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Unit).where(Unit.kode == "31")) == 0


def test_nothing_chosen_or_too_much_is_refused_kindly(admin: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    # KEAMANAN: UPL-02
    monkeypatch.setattr(forms, "LARGEST", 5000)
    none = browser.kirim(admin, "/organisasi/impor/periksa", {"x": "y"}, content_type="multipart/form-data")
    large = browser.kirim(admin, "/organisasi/impor/periksa", {"berkas": (io.BytesIO(b"x" * 5001), "a.csv")})
    many = browser.kirim(
        admin, "/organisasi/impor/periksa", {"berkas": [(io.BytesIO(b"x"), f"{n}.csv") for n in range(9)]}
    )

    assert (none.status_code, large.status_code, many.status_code) == (422, 413, 422)
    assert "Pilih sedikitnya satu lembar" in none.text and "lebih besar dari 5 kB" in large.text


def test_names_in_sheets_are_text_on_the_page(admin: FlaskClient) -> None:
    # KEAMANAN: WEB-06
    row = "nip;nama\n;<script>alert(1)</script>\n"

    page = browser.kirim(admin, "/organisasi/impor/periksa", {"berkas": (io.BytesIO(row.encode()), "<b>x.csv")}).text

    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and "<b>x.csv" not in page


@pytest.mark.parametrize("jenis", ["unit", "jabatan", "pegawai", "penempatan"])
def test_empty_sheets_are_saved_not_shown(admin: FlaskClient, jenis: str) -> None:
    # KEAMANAN: WEB-04
    answer = admin.get(f"/organisasi/impor/{jenis}.csv")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8" and answer.data.startswith(b"\xef\xbb\xbf")


def test_every_page_of_an_empty_city_says_what_to_do_next(admin: FlaskClient, kota_kecil: makers.Kota) -> None:
    for path in (
        "/pengguna?q=tidakada",
        "/pengguna?keadaan=tanpa_akun",
        "/pengguna?sesudah=zz&id=1",
        "/pengguna?unit=999999",
    ):
        assert "Tidak ada yang cocok" in admin.get(path).text, path
    assert admin.get("/pengguna/999999").status_code == 404 and admin.get("/organisasi/999999").status_code == 404
