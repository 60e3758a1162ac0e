"""The account pages in a browser's eyes (SES-01 … SES-06, WEB-08, WEB-10)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import client as browser
import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import clock, db
from eoffice.akses.actor import SISTEM
from eoffice.akun import actions, queries
from eoffice.akun.models import Sesi
from eoffice.akun.states import JenisToken
from eoffice.organisasi.states import JenisPenugasan

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BARU = "lima ekor kambing menyeberang"


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("sesi")
    return "" if found is None else found.value


def signed_in(client: FlaskClient) -> bool:
    return client.get("/sesi").status_code == 200


def test_signing_in_leads_to_where_one_wanted_to_go(app: Flask, kota_kecil: makers.Kota) -> None:
    client = app.test_client()
    page = client.get(client.get("/profil").headers["Location"])
    assert 'name="lanjut" value="/profil"' in page.text

    answer = browser.kirim(
        client, "/masuk", {"nama_pengguna": "kabid.dinsos", "sandi": makers.SANDI, "lanjut": "/profil"}
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, "/profil")
    assert "Yuni Astuti" in client.get("/profil").text


@pytest.mark.parametrize("lanjut", ["//evil.example", "https://evil.example", "/\\evil", "/%2f%2fevil"])
def test_signing_in_never_leads_away(app: Flask, kota_kecil: makers.Kota, lanjut: str) -> None:  # KEAMANAN: WEB-08
    data = {"nama_pengguna": "kabid.dinsos", "sandi": makers.SANDI, "lanjut": lanjut}

    assert browser.kirim(app.test_client(), "/masuk", data).headers["Location"] == "/"


def test_the_session_cookie_is_as_closed_as_the_connection_allows(app: Flask, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: SES-01
    client = app.test_client()
    answer = browser.kirim(client, "/masuk", {"nama_pengguna": "kabid.dinsos", "sandi": makers.SANDI})

    (given,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("sesi=")]
    assert re.fullmatch(r"sesi=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", given)


def test_a_refusal_keeps_the_name_and_forgets_the_password(client: FlaskClient, kota_kecil: makers.Kota) -> None:
    answer = browser.kirim(client, "/masuk", {"nama_pengguna": "kabid.dinsos", "sandi": "kenari-salah"})

    assert answer.status_code == 422
    assert 'value="kabid.dinsos"' in answer.text and "kenari" not in answer.text
    assert actions.SALAH in answer.text and cookie(client) == ""


def test_unknown_and_known_names_get_the_same_page(client: FlaskClient, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: AUT-06
    def page(nama: str) -> str:
        answer = browser.kirim(client, "/masuk", {"nama_pengguna": nama, "sandi": "salah"})
        text = answer.text.replace(nama, "NAMA")
        return re.sub(r'(nonce|value)="[^"]{20,}"|h=[0-9a-f]+', "", f"{answer.status_code}{text}")

    assert page("kabid.dinsos") == page("tidak.ada")


def test_the_eleventh_try_in_a_minute_has_to_wait(client: FlaskClient, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: WEB-10
    clock.set_clock(MONDAY)
    tries = [
        browser.kirim(client, "/masuk", {"nama_pengguna": "kabid.dinsos", "sandi": "salah"}).status_code
        for _ in range(11)
    ]

    assert tries == [422] * 10 + [429]


def test_an_address_has_a_budget_of_fifty_failures(client: FlaskClient, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: AUT-05
    clock.set_clock(MONDAY)
    for n in range(50):
        data = {"nama_pengguna": f"tebakan.{n}", "sandi": "salah"}
        assert browser.kirim(client, "/masuk", data).status_code == 422

    good = {"nama_pengguna": "kabid.dinsos", "sandi": makers.SANDI}
    assert browser.kirim(client, "/masuk", good).status_code == 429
    clock.set_clock(MONDAY + timedelta(minutes=5))
    assert browser.kirim(client, "/masuk", good).status_code == 303


def test_signing_in_gives_a_new_id(app: Flask, kota_kecil: makers.Kota) -> None:  # KEAMANAN: SES-02
    client = app.test_client()
    client.set_cookie("sesi", "a" * 43)
    browser.masuk(client, "kabid.dinsos")

    assert cookie(client) != "a" * 43 and signed_in(client)


def test_signing_out_kills_the_session_on_the_server(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: SES-06
    client = masuk("kabid.dinsos")
    kept = cookie(client)

    answer = browser.kirim(client, "/keluar")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert cookie(client) == ""
    client.set_cookie("sesi", kept)
    assert not signed_in(client)


def test_signing_out_needs_a_form(kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]) -> None:
    # KEAMANAN: SES-06
    client = masuk("kabid.dinsos")

    assert (client.get("/keluar").status_code, client.post("/keluar").status_code) == (405, 400)
    assert signed_in(client)


def test_half_an_hour_of_silence_ends_a_session_and_use_prolongs_it(
    app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: SES-03
    clock.set_clock(MONDAY)
    client = masuk("kabid.dinsos")
    for minutes in (29, 58, 87):
        clock.set_clock(MONDAY + timedelta(minutes=minutes))
        assert signed_in(client)
    clock.set_clock(MONDAY + timedelta(minutes=117))
    assert not signed_in(client)


def test_what_pages_ask_in_the_background_prolongs_nothing(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: SES-03
    clock.set_clock(MONDAY)
    client = masuk("kabid.dinsos")
    clock.set_clock(MONDAY + timedelta(minutes=29))
    assert client.get("/sesi", headers={"X-Latar": "1"}).status_code == 200
    clock.set_clock(MONDAY + timedelta(minutes=31))

    assert not signed_in(client)


def test_twelve_hours_end_every_session(kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]) -> None:
    # KEAMANAN: SES-03
    clock.set_clock(MONDAY)
    client = masuk("kabid.dinsos")
    for quarter in range(1, 48):
        clock.set_clock(MONDAY + timedelta(minutes=15 * quarter))
        assert signed_in(client)
    clock.set_clock(MONDAY + timedelta(hours=12))
    assert not signed_in(client)


def test_changing_the_password_signs_the_others_out(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: SES-05, SES-02
    here, there = masuk("kabid.dinsos"), masuk("kabid.dinsos")
    before = cookie(here)

    wrong = browser.kirim(here, "/profil/sandi", {"sandi_lama": "salah", "sandi_baru": BARU, "sandi_ulang": BARU})
    differ = browser.kirim(
        here, "/profil/sandi", {"sandi_lama": makers.SANDI, "sandi_baru": BARU, "sandi_ulang": BARU + "!"}
    )
    done = browser.kirim(here, "/profil/sandi", {"sandi_lama": makers.SANDI, "sandi_baru": BARU, "sandi_ulang": BARU})

    assert (wrong.status_code, differ.status_code, done.status_code) == (422, 422, 303)
    assert "Sandi lama tidak cocok" in wrong.text and "belum sama" in differ.text
    assert signed_in(here) and cookie(here) != before and not signed_in(there)
    masuk("kabid.dinsos", sandi=BARU)


def test_another_jabatan_comes_with_another_session_id(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: SES-02
    with db.transaction(engine) as session:
        makers.penugasan(
            session,
            kota_kecil["kabid.dinsos"].pegawai,
            kota_kecil["sekretaris.dinsos"].jabatan,
            bentuk=JenisPenugasan.PLT,
        )
    client = masuk("kabid.dinsos")
    before, target = cookie(client), kota_kecil["sekretaris.dinsos"].jabatan

    foreign = browser.kirim(client, "/peran", {"peran": str(kota_kecil["sekda"].jabatan.id)})
    switched = browser.kirim(client, "/peran", {"peran": str(target.id)})

    assert (foreign.status_code, switched.status_code) == (404, 303)
    assert cookie(client) != before
    assert f"<small>{target.nama}</small>" in client.get("/profil").text
    client.set_cookie("sesi", before)
    assert not signed_in(client)


def test_other_browsers_can_be_signed_out_one_by_one(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    here, there, stranger = masuk("kabid.dinsos"), masuk("kabid.dinsos"), masuk("staf.dinsos")
    prefix = {c: queries.digest(cookie(c))[:16] for c in (there, stranger)}

    assert browser.kirim(here, f"/profil/sesi/{prefix[there]}/akhiri").status_code == 303
    assert browser.kirim(here, f"/profil/sesi/{prefix[stranger]}/akhiri").status_code == 404
    assert (signed_in(here), signed_in(there), signed_in(stranger)) == (True, False, True)


def test_an_activation_link_leads_to_a_password_and_not_further(
    engine: Engine, app: Flask, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: AUT-04, AUT-11
    with db.transaction(engine) as session:
        akun = queries.by_name(session, "kabid.dinsos")
        assert akun is not None
        raw = actions.terbitkan_token(session, SISTEM, akun, JenisToken.AKTIVASI)
    client, path = app.test_client(), f"/aktivasi/{raw}"

    assert [client.get(path).status_code for _ in range(2)] == [200, 200]
    weak = browser.kirim(client, path, {"sandi_baru": "pendek", "sandi_ulang": "pendek"})
    done = browser.kirim(client, path, {"sandi_baru": BARU, "sandi_ulang": BARU})
    again = browser.kirim(client, path, {"sandi_baru": BARU, "sandi_ulang": BARU})

    assert (weak.status_code, done.status_code, done.headers["Location"]) == (422, 303, "/masuk")
    assert (again.status_code, client.get(path).status_code) == (404, 404)
    assert "pendek" not in weak.text.replace("Sandi paling pendek", "")
    assert not signed_in(client)
    browser.masuk(client, "kabid.dinsos", BARU)


def test_somebody_without_a_jabatan_is_told_so_and_can_leave(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with db.transaction(engine) as session:
        person = makers.pegawai(session, "Tanpa Jabatan")
        makers.akun(session, person, "tanpa.jabatan")
    client = masuk("tanpa.jabatan")

    refused = browser.kirim(client, "/profil/sesi/akhiri-lainnya")

    assert refused.status_code == 403 and "tidak memegang jabatan hari ini" in refused.text
    assert client.get("/profil").status_code == 200
    assert browser.kirim(client, "/keluar").status_code == 303


def test_looks_and_shortcuts_are_remembered_with_the_account(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    client = masuk("kabid.dinsos")
    browser.kirim(client, "/tema", {"tema": "dark"})
    browser.kirim(client, "/profil/pintasan", {})

    page = masuk("kabid.dinsos").get("/profil").text

    assert 'data-bs-theme="dark"' in page and 'data-pintasan="mati"' in page
    assert browser.kirim(client, "/tema", {"tema": "neon"}).status_code == 422


def test_the_database_holds_no_cookie(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: SES-01
    value = cookie(masuk("kabid.dinsos"))

    with db.reading(engine) as session:
        rows = [[str(v) for v in row] for row in session.execute(select(Sesi.__table__))]
    assert value and value not in str(rows)
