"""Errors become the right status, in the form that was asked for, and lose nothing (HOUSE 12, WEB-09)."""

import io
from collections.abc import Callable

import client as browser
import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from eoffice import errors
from eoffice.akses.rights import Action
from eoffice.web.access import needs, public
from eoffice.web.errors import refused

TOLD = {
    errors.NotAllowed("Bukan kewenangan Anda di sini."): 403,
    errors.Conflict("Sudah diubah orang lain."): 409,
    errors.Invalid("Isian salah.", {"hal": "Hal perlu diisi."}): 422,
    errors.Unavailable("Sedang sibuk."): 503,
    errors.TooLarge("Melebihi 25 MB."): 413,
    errors.TooMany("Tunggu 9 detik.", 9): 429,
}


def raising(app: Flask, error: Exception) -> str:
    """The address of a view that raises."""

    @app.route("/galat", methods=["GET", "POST"])
    @public
    def galat() -> str:
        raise error

    return "/galat"


@pytest.mark.parametrize(("error", "status"), TOLD.items(), ids=lambda x: type(x).__name__)
def test_each_class_has_its_status_and_says_its_sentence(
    app: Flask, client: FlaskClient, error: errors.EofficeError, status: int
) -> None:
    path = raising(app, error)
    page = client.get(path)
    script = client.get(path, headers={"Accept": "application/json"})
    part = client.get(path, headers={"HX-Request": "true"})

    assert (page.status_code, script.status_code, part.status_code) == (status, status, status)
    assert str(error) in page.text and str(error) in part.text
    assert script.get_json()["galat"] == str(error)
    assert script.get_json()["isian"] == getattr(error, "fields", {})
    assert "<html" in page.text and "<html" not in part.text
    assert page.headers.get("Retry-After") == {503: "5", 429: "9"}.get(status)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StaleDataError("basi"), 409),
        (OperationalError("SELECT 1", {}, Exception("database is locked")), 503),
        (OSError(28, "No space left on device"), 503),
    ],
)
def test_the_database_speaks_through_ours(app: Flask, client: FlaskClient, error: Exception, status: int) -> None:
    # KEAMANAN: DB-04, DB-02
    answer = client.get(raising(app, error))

    assert answer.status_code == status
    assert "locked" not in answer.text and "SELECT" not in answer.text


def test_an_error_page_gives_the_typed_text_back_but_no_secret(
    app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: TRX-02
    @app.post("/simpan")
    @needs(Action.UBAH)
    def simpan() -> str:
        raise errors.Conflict("Bayu baru saja mengubahnya.")

    data = {"isi_surat": "Paragraf panjang </textarea><script>", "passphrase": "kenari-frasa", "sandi_lama": "kenari"}
    answer = browser.kirim(masuk("kabid.dinsos"), "/simpan", data)

    assert answer.status_code == 409
    assert "Paragraf panjang &lt;/textarea&gt;&lt;script&gt;</textarea>" in answer.text
    assert "kenari" not in answer.text


def test_a_refusal_keeps_the_menu_of_whoever_is_signed_in_and_says_whose_right_it_is(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    staff = masuk("staf.dinsos")
    page = staff.get("/laporan/buku")
    sent = browser.kirim(staff, "/laporan/sasaran", {"alasan": "Tolong diubah saja"})

    assert (page.status_code, sent.status_code) == (403, 403)
    assert 'aria-label="Menu utama"' in page.text and 'href="/surat-masuk' in page.text
    assert "Yang berwenang di sini: tata usaha atau arsiparis." in page.text
    assert (
        "pemantau seluruh kota atau administrator sistem." in sent.text and "Tolong diubah saja</textarea>" in sent.text
    )
    bare = staff.get("/tidak-ada")
    assert bare.status_code == 404 and "Menu utama" not in bare.text  # KEAMANAN: OTR-04
    assert "Menu utama" not in staff.get("/laporan/buku", headers={"HX-Request": "true"}).text


def test_whoever_only_manages_the_system_is_not_led_to_lists_that_stay_empty(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    menu = masuk("admin").get("/klasifikasi").text.partition('aria-label="Menu utama"')[2].partition("</nav>")[0]
    keeper = masuk("arsiparis.dinsos").get("/klasifikasi").text

    assert 'href="/simpanan"' in menu
    for path in ("/penyusutan", "/arsip/pemindahan"):
        assert f'href="{path}' not in menu
        assert f'href="{path}' in keeper


def test_an_error_can_be_told_even_when_templates_fail(app: Flask, client: FlaskClient) -> None:
    del app.jinja_env.globals["asset"]

    answer = client.get("/tidak-ada")

    assert answer.status_code == 404
    assert "<h1>Halaman tidak ditemukan</h1>" in answer.text


def test_a_refused_form_is_shown_again_with_what_was_typed(app: Flask, client: FlaskClient) -> None:
    @app.post("/isi")
    @public
    def isi() -> object:
        return refused(errors.Invalid("Salah.", {"sandi": "Sandi perlu diisi."}), "akun/masuk.html", lanjut="/")

    answer = browser.kirim(client, "/isi", {"nama_pengguna": "siti <b>"})

    assert answer.status_code == 422
    assert 'value="siti &lt;b&gt;"' in answer.text


def test_too_large_a_body_is_refused_before_it_is_read(client: FlaskClient) -> None:  # KEAMANAN: WEB-09
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("dibaca")

    answer = client.post(
        "/masuk",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": str(3 * 1024 * 1024)},
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["text/xml", "application/octet-stream", "text/plain"])
def test_a_body_of_unknown_kind_is_415(client: FlaskClient, kind: str) -> None:  # KEAMANAN: WEB-09
    assert client.post("/masuk", data=b"<a/>", content_type=kind).status_code == 415


@pytest.mark.parametrize("body", [b"{", b'{"a":1,"a":2}', b"[" * 100_000, b"\xff", b"9" * 400, b'{"n": NaN}'])
def test_malformed_json_is_400(
    app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], body: bytes
) -> None:
    # KEAMANAN: WEB-09
    from flask import request

    @app.put("/json")
    @needs(Action.UBAH, repeatable=True)
    def baca() -> dict[str, bool]:
        return {"ya": bool(request.get_json())}

    client = masuk("kabid.dinsos")
    headers = {"X-CSRFToken": browser.token(client)}
    answer = client.put("/json", data=body, content_type="application/json", headers=headers)

    assert answer.status_code == 400


def test_malformed_multipart_is_a_client_error(client: FlaskClient) -> None:  # KEAMANAN: WEB-09
    answer = client.post("/masuk", data=b"--x\r\nContent-Disp", content_type="multipart/form-data; boundary=x")
    without = client.post("/masuk", data=b"--x", content_type="multipart/form-data")

    assert (answer.status_code, without.status_code) == (400, 400)


def test_too_many_parts_and_too_long_fields_are_413(client: FlaskClient) -> None:  # KEAMANAN: WEB-09
    def send(*parts: tuple[str, str]) -> int:
        body = "".join(f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in parts)
        sent = (body + "--x--\r\n").encode()
        return client.post("/masuk", data=sent, content_type="multipart/form-data; boundary=x").status_code

    assert send(*((f"f{n}", "x") for n in range(201))) == 413
    assert send(("a", "x" * 1_100_000)) == 413
    assert send(("a", "x")) == 400  # only the token is missing
