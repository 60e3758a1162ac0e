"""The check for everybody never takes the sandboxes away from the office."""

import io

import client as browser
import makers
import pytest
from flask.testing import FlaskClient

from eoffice import sandbox
from eoffice.sandbox import runner
from eoffice.web.services import Services
from tests.naskah import kantor
from tests.surat_masuk import buatan
from tests.tte import bom


def _ask(client: FlaskClient, pdf: bytes) -> tuple[int, str]:
    data = {"berkas": (io.BytesIO(pdf), "surat.pdf"), "csrf_token": browser.token(client)}
    answer = client.post("/v", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.get_data(as_text=True)


@pytest.fixture(autouse=True)
def _authorities(services: Services, kota_kecil: makers.Kota) -> None:
    kantor.sertifikat(services, kota_kecil)


def test_a_second_visitor_is_told_to_come_back_while_the_office_works(client: FlaskClient) -> None:
    with runner._public:
        status, page = _ask(client, buatan.pdf())

        assert status == 503
        assert "Berkas lain sedang diperiksa. Tunggu beberapa saat, lalu unggah lagi" in page
        assert 'name="berkas"' in page, "the form is still there"
        assert sandbox.periksa_unggahan(buatan.pdf(), "a.pdf", "masuk").bersih

    assert _ask(client, buatan.pdf())[0] == 200


def test_a_file_full_of_certificates_is_called_that(client: FlaskClient) -> None:
    status, page = _ask(client, bom.pdf(buatan.pdf(), bom.rings("X", 12)))

    assert status == 200
    assert "terlalu banyak sertifikat" in page and "Tidak sah" in page
