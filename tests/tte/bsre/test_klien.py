"""The client against a service with real sockets and real signatures: every call, every state, every error, every fault."""

import io
import logging
import pickle
import socket
import threading
from collections.abc import Iterator

import pytest
from reportlab.pdfgen.canvas import Canvas

from eoffice.tte import verifying
from eoffice.tte.bsre import transport
from eoffice.tte.bsre.client import Client, Hasil
from eoffice.tte.bsre.galat import Ditolak, Galat, Hilang, TidakTerkirim
from eoffice.tte.bsre.transport import Rahasia, Transport
from eoffice.tte.states import CaraBsre, StatusBsre
from tests.tte.bsre import layanan, pki
from tests.tte.bsre.layanan import Layanan, Orang

NIK, FRASA = "3201010101800001", "frasa bsre yang rahasia 42"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """One page."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(100, 700, "Naskah uji")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def jalan() -> Iterator[Layanan]:
    """One service for all tests here."""
    with layanan.berjalan() as found:
        yield found


@pytest.fixture
def bsre(jalan: Layanan) -> Layanan:
    """The service with one person and nothing wrong."""
    jalan.orang, jalan.pelanggan, jalan.gangguan = {NIK: Orang("Budi Santoso", FRASA)}, {"OPD-1"}, []
    jalan.catatan.clear()
    jalan.ditandatangani = 0
    return jalan


def klien(bsre: Layanan, versi: int, *, sandi: str = layanan.SANDI) -> Client:
    """A client of the service."""
    return Client(Transport(bsre.alamat, layanan.PENGGUNA, Rahasia(sandi)), versi)


def tanda(client: Client, pdf: bytes, *, frasa: str = FRASA, nik: str = NIK, cara: CaraBsre = CaraBsre.FRASA) -> Hasil:
    """Sign."""
    return client.tanda_tangani(pdf, nik, Rahasia(frasa), cara, alasan="Uji", tempat="Arunika", ref="ref-uji-1")


@pytest.mark.parametrize("versi", [1, 2])
def test_a_signature_appends_to_what_was_sent_and_is_valid(bsre: Layanan, pdf: bytes, versi: int) -> None:
    got = tanda(klien(bsre, versi), pdf)

    found = verifying.report(got.pdf, [pki.otoritas().akar.pem])
    assert got.pdf.startswith(pdf)
    assert (found["verdict"], [one["cn"] for one in found["signatures"]]) == ("VALID", ["Budi Santoso"])
    assert found["signatures"][0]["time_source"] == "tsa"
    assert [ref for _, path, ref in bsre.catatan if "sign/pdf" in path] == ["ref-uji-1"]


@pytest.mark.parametrize("versi", [1, 2])
@pytest.mark.parametrize(
    "kata",
    [
        "ISSUE",
        "EXPIRED",
        "RENEW",
        "WAITING_FOR_VERIFICATION",
        "NEW",
        "NO_CERTIFICATE",
        "NOT_REGISTERED",
        "SUSPEND",
        "REVOKE",
    ],
)
def test_every_state_is_understood(bsre: Layanan, versi: int, kata: str) -> None:
    bsre.orang[NIK].status = kata

    assert klien(bsre, versi).status(NIK).status is StatusBsre[kata]


@pytest.mark.parametrize("versi", [1, 2])
def test_an_unknown_word_and_an_unknown_person_cannot_sign(bsre: Layanan, versi: int) -> None:
    bsre.orang[NIK].status = "SOMETHING_NEW"

    assert klien(bsre, versi).status(NIK).status is StatusBsre.LAIN
    assert klien(bsre, versi).status("3201010101800002").status is StatusBsre.NOT_REGISTERED


@pytest.mark.parametrize("gangguan", ["status_500", "status_putus", "status_html"])
def test_no_state_is_made_up_when_the_service_fails(bsre: Layanan, gangguan: str) -> None:
    bsre.gangguan = [gangguan]

    with pytest.raises(Hilang):
        klien(bsre, 2).status(NIK)


@pytest.mark.parametrize("versi", [1, 2])
def test_refusals_are_certain_and_carry_their_code(bsre: Layanan, pdf: bytes, versi: int) -> None:
    client = klien(bsre, versi)

    with pytest.raises(Ditolak) as wrong:
        tanda(client, pdf, frasa="bukan ini")
    with pytest.raises(Ditolak) as unknown:
        tanda(client, pdf, nik="3201010101800009")
    bsre.orang[NIK].status = "EXPIRED"
    with pytest.raises(Ditolak) as expired:
        tanda(client, pdf)
    bsre.gangguan = ["kode_2041"]
    with pytest.raises(Ditolak) as other:
        tanda(client, pdf)
    bsre.gangguan = ["sibuk"]
    with pytest.raises(Ditolak) as busy:
        tanda(client, pdf)
    with pytest.raises(Ditolak) as account:
        tanda(klien(bsre, versi, sandi="salah"), pdf)

    codes = [one.value.kode for one in (wrong, unknown, expired, other, busy, account)]
    assert codes == ["2031", "2011", "2021", "2041", "http_429", "401"]
    assert bsre.ditandatangani == 0


@pytest.mark.parametrize("versi", [1, 2])
@pytest.mark.parametrize(
    ("gangguan", "tertanda"),
    [
        ("putus_sebelum", 0),
        ("500", 0),
        ("putus_sesudah", 1),
        ("500_sesudah", 1),
        ("lambat", 1),
        ("html", 1),
        ("kosong", 1),
        ("putus_tengah", 1),
    ],
)
def test_a_lost_answer_is_unknown_and_asked_once(
    bsre: Layanan, pdf: bytes, versi: int, gangguan: str, tertanda: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "TANDA", 0.4)
    bsre.gangguan = [gangguan]
    bsre.lambat = 0.8

    with pytest.raises(Hilang):
        tanda(klien(bsre, versi), pdf)

    assert len([1 for _, path, _ in bsre.catatan if "sign/pdf" in path]) == 1
    assert bsre.ditandatangani == tertanda


@pytest.mark.parametrize("gangguan", ["base64_terpotong", "kata_null", "kosong"])
def test_a_version_2_answer_without_one_whole_file_is_unknown(bsre: Layanan, pdf: bytes, gangguan: str) -> None:
    bsre.gangguan = [gangguan]

    with pytest.raises(Hilang):
        tanda(klien(bsre, 2), pdf)


@pytest.mark.parametrize("gangguan", ["putus_tengah", "hanya_id", "kosong"])
def test_version_1_names_a_lost_result_which_can_be_fetched_once(bsre: Layanan, pdf: bytes, gangguan: str) -> None:
    client = klien(bsre, 1)
    bsre.gangguan = [gangguan]
    with pytest.raises(Hilang) as lost:
        tanda(client, pdf)

    fetched = client.unduh(lost.value.id_dokumen)
    with pytest.raises(Ditolak) as again:
        client.unduh(lost.value.id_dokumen)

    assert verifying.report(fetched, [pki.otoritas().akar.pem])["verdict"] == "VALID"
    assert again.value.kode == "4044"


def test_a_code_signs_once(bsre: Layanan, pdf: bytes) -> None:
    client = klien(bsre, 2)
    client.minta_totp(NIK)
    code = bsre.kode[NIK]

    tanda(client, pdf, frasa=code, cara=CaraBsre.TOTP)
    with pytest.raises(Ditolak) as again:
        tanda(client, pdf, frasa=code, cara=CaraBsre.TOTP)
    with pytest.raises(Ditolak) as unknown:
        client.minta_totp("3201010101800009")

    assert (again.value.kode, unknown.value.kode) == ("2031", "2011")


def test_version_1_has_no_codes(bsre: Layanan, pdf: bytes) -> None:
    with pytest.raises(Ditolak):
        klien(bsre, 1).minta_totp(NIK)
    with pytest.raises(Ditolak):
        tanda(klien(bsre, 1), pdf, cara=CaraBsre.TOTP)

    assert bsre.catatan == []


@pytest.mark.parametrize("versi", [1, 2])
def test_the_service_verifies(bsre: Layanan, pdf: bytes, versi: int) -> None:
    client = klien(bsre, versi)
    signed = tanda(client, pdf).pdf

    found, none = client.periksa(signed), client.periksa(pdf)

    assert (found.kesimpulan, found.banyak, found.nama) == ("VALID", 1, ("Budi Santoso",))
    assert (none.kesimpulan, none.banyak) == ("NO_SIGNATURE", 0)


def test_an_empty_file_has_no_verdict(bsre: Layanan) -> None:
    with pytest.raises(Hilang) as lost:
        klien(bsre, 2).periksa(b"")

    assert lost.value.http == 500


def test_a_seal_is_activated_coded_used_and_ended(bsre: Layanan, pdf: bytes) -> None:
    client = klien(bsre, 2)

    active = client.segel_aktifkan("OPD-1")
    code = client.segel_kode("OPD-1", active)
    sealed = client.segel(pdf, "OPD-1", code, alasan="", tempat="", ref="r")
    with pytest.raises(Ditolak):
        client.segel(pdf, "OPD-1", code, alasan="", tempat="", ref="r")
    client.segel_matikan("OPD-1", active)
    with pytest.raises(Ditolak):
        client.segel_kode("OPD-1", active)
    with pytest.raises(Ditolak):
        client.segel_aktifkan("OPD-2")

    assert verifying.report(sealed.pdf, [pki.otoritas().akar.pem])["verdict"] == "VALID"


def test_a_chain_is_given_and_a_bad_id_is_refused(bsre: Layanan) -> None:
    assert len(klien(bsre, 2).rantai(NIK)) == 3
    with pytest.raises(Ditolak):
        klien(bsre, 2).rantai("tidak-ada")


def test_what_is_not_reached_was_not_asked(pdf: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    client = Client(Transport(f"http://127.0.0.1:{port}", "a", Rahasia("b")), 2)

    with pytest.raises(TidakTerkirim):
        tanda(client, pdf)


def test_a_stranger_behind_tls_is_not_asked(bsre: Layanan, pdf: bytes) -> None:
    client = Client(Transport(bsre.alamat.replace("http:", "https:"), "a", Rahasia("b")), 2)

    with pytest.raises(TidakTerkirim):
        tanda(client, pdf)

    assert bsre.catatan == []


def test_an_endless_answer_is_cut(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "BESAR", 200_000)

    def pour(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(1000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-")
            try:
                while True:
                    connection.sendall(bytes(65536))
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=pour, args=(server,), daemon=True)
        thread.start()
        client = Client(Transport(f"http://127.0.0.1:{server.getsockname()[1]}", "a", Rahasia("b")), 1)
        with pytest.raises(Hilang):
            tanda(client, pdf)
        thread.join(5)


def test_nothing_says_the_passphrase_or_the_nik(
    bsre: Layanan, pdf: bytes, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    secret, said = Rahasia(FRASA), []
    for gangguan in ("putus_sesudah", "500", "html"):
        bsre.gangguan = [gangguan]
        try:
            tanda(klien(bsre, 2), pdf)
        except Galat as error:
            said += [repr(error), str(error), repr(error.__cause__), repr(error.__context__)]

    with pytest.raises(TypeError):
        pickle.dumps(secret)
    told = " ".join(
        [*said, caplog.text, repr(secret), str(secret), f"{secret}", repr(klien(bsre, 2)), repr(Hasil(pdf))]
    )
    assert len(said) == 12
    for hidden in (FRASA, NIK, layanan.SANDI):
        assert hidden not in told
