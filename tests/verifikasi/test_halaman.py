"""The page behind the QR: what holds today, for every sifat, and nothing that the sifat forbids (tte.md 10)."""

import re
from datetime import timedelta

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.naskah.states import JenisKoreksi, Keadaan, Metode
from eoffice.tte.models import Sertifikat
from eoffice.tte.states import AlasanCabut, JenisSertifikat
from eoffice.web.services import Services
from tests.surat_masuk import buatan

RAHASIA = (Sifat.RAHASIA, Sifat.SANGAT_RAHASIA)


class Register:
    """Letters with a real file, and what is said of them."""

    def __init__(self, services: Services, kota: makers.Kota, client: FlaskClient) -> None:
        self.services, self.kota, self.client = services, kota, client

    def surat(self, sifat: Sifat = Sifat.BIASA, hal: str = "Undangan Rapat", **more: object) -> tuple[int, str]:
        with db.transaction(self.services.engine) as session:
            sent = buatan.naskah_terkirim(
                session,
                self.kota["kadis.dinsos"],
                self.kota["kadis.diskominfo"],
                sifat=sifat,
                hal=hal,
                store=self.services.store,
            )
            naskah = session.get_one(Naskah, sent.naskah_id)
            naskah.penanda_pegawai_id = self.kota["kadis.dinsos"].pegawai.id
            for name, value in more.items():
                setattr(naskah, name, value)
            return naskah.id, naskah.token

    def koreksi(self, lama: int, jenis: JenisKoreksi, keadaan: Keadaan, sifat: Sifat = Sifat.BIASA) -> str:
        baru, _ = self.surat(sifat)
        with db.transaction(self.services.engine) as session:
            old, new = session.get_one(Naskah, lama), session.get_one(Naskah, baru)
            session.add(
                Koreksi(
                    naskah_id=baru,
                    sasaran_id=lama,
                    jenis=jenis,
                    alasan="salah",
                    oleh_id=self.kota["staf.dinsos"].pegawai.id,
                    dibuat_at=clock.now(),
                    klaim_id=None,
                    berlaku_at=clock.now(),
                )
            )
            old.keadaan = keadaan
            return new.nomor or ""

    def halaman(self, token: str, status: int = 200) -> str:
        answer = self.client.get(f"/v/{token}")
        assert answer.status_code == status
        html = answer.get_data(as_text=True)
        for word in ('name="csrf-token" content="', 'name="csrf_token" value="', 'nonce="'):
            html = re.sub(re.escape(word) + '[^"]*', word, html)  # anew in every answer, whatever it says
        return re.sub(r"Keadaan pada [^.]*\.\d\d WIB", "Keadaan pada …", html)


@pytest.fixture
def register(services: Services, kota_kecil: makers.Kota, client: FlaskClient) -> Register:
    return Register(services, kota_kecil, client)


def test_whatever_is_rahasia_has_one_and_the_same_page_for_each_state(register: Register) -> None:
    pages: dict[Keadaan, set[str]] = {}
    for sifat in RAHASIA:
        for jenis, keadaan in ((None, Keadaan.BERLAKU), (JenisKoreksi.MENCABUT, Keadaan.DICABUT)):
            naskah_id, token = register.surat(sifat, hal=f"Perkara {sifat} yang sangat panjang halnya")
            number = register.koreksi(naskah_id, jenis, keadaan) if jenis is not None else "?/?"
            page = register.halaman(token)
            assert number not in page and "Perkara" not in page and "UJI/2026" not in page
            pages.setdefault(keadaan, set()).add(page)

    assert {k: len(found) for k, found in pages.items()} == {Keadaan.BERLAKU: 1, Keadaan.DICABUT: 1}
    assert "<b>Dicabut</b>" in next(iter(pages[Keadaan.DICABUT])), "that it does not hold any more is told to everybody"


def test_the_same_is_asked_of_the_database_for_every_sifat(register: Register) -> None:
    from sqlalchemy import event

    register.halaman("x" * 32, 404)  # the first visit of a minute also tidies up the rate limit
    counts = set()
    for sifat in (Sifat.BIASA, Sifat.TERBATAS, *RAHASIA):
        naskah_id, token = register.surat(sifat)
        register.koreksi(naskah_id, JenisKoreksi.MERALAT, Keadaan.DIRALAT, sifat)
        seen: list[str] = []
        listen = lambda conn, cursor, statement, *rest, seen=seen: seen.append(statement)  # noqa: E731
        event.listen(register.services.engine, "before_cursor_execute", listen)
        register.halaman(token)
        event.remove(register.services.engine, "before_cursor_execute", listen)
        counts.add(tuple(seen))

    assert len(counts) == 1


@pytest.mark.parametrize(
    ("jenis", "keadaan", "sentence"),
    [
        (JenisKoreksi.MENCABUT, Keadaan.DICABUT, "Dicabut oleh nomor"),
        (JenisKoreksi.MERALAT, Keadaan.DIRALAT, "Diralat oleh nomor"),
        (JenisKoreksi.MENGGANTIKAN, Keadaan.DIGANTIKAN, "Digantikan oleh nomor"),
    ],
)
def test_what_was_corrected_says_by_which_number(
    register: Register, jenis: JenisKoreksi, keadaan: Keadaan, sentence: str
) -> None:
    naskah_id, token = register.surat()
    number = register.koreksi(naskah_id, jenis, keadaan)

    page = register.halaman(token)

    assert f"{sentence} {number} tanggal" in page


def test_a_more_closed_naskah_is_not_named_on_an_open_page(register: Register) -> None:
    naskah_id, token = register.surat()
    number = register.koreksi(naskah_id, JenisKoreksi.MENCABUT, Keadaan.DICABUT, Sifat.TERBATAS)

    page = register.halaman(token)

    assert number not in page and re.search(r"Dicabut sejak \d", page) is not None


def test_a_certificate_that_was_revoked_afterwards_is_said(register: Register) -> None:
    _, token = register.surat()
    with db.transaction(register.services.engine) as session:
        at = clock.now()
        session.add(
            Sertifikat(
                pegawai_id=register.kota["kadis.dinsos"].pegawai.id,
                jenis=JenisSertifikat.INTERNAL,
                serial_hex="a1",
                subject="uji",
                pem="",
                rantai_pem="",
                kotak={},
                berlaku_dari=at - timedelta(days=1),
                berlaku_sampai=at + timedelta(days=1),
            )
        )
    assert "Sertifikat penandatangan dicabut sesudahnya" not in register.halaman(token)
    with db.transaction(register.services.engine) as session:
        session.scalars(select(Sertifikat)).one().cabut(AlasanCabut.KUNCI_BOCOR, clock.now())

    page = register.halaman(token)

    assert "Sertifikat penandatangan dicabut sesudahnya" in page and "tetap sah" in page


def test_a_scan_of_a_letter_signed_with_a_pen_is_not_called_valid(register: Register) -> None:
    _, token = register.surat(metode=Metode.BASAH)

    page = register.halaman(token)

    assert "ditandatangani basah" in page and 'class="verdict ok"' not in page and "TTE tidak" not in page


def test_a_damaged_file_is_said_before_anything_else(register: Register) -> None:
    naskah_id, token = register.surat()
    register.koreksi(naskah_id, JenisKoreksi.MERALAT, Keadaan.DIRALAT)
    with db.transaction(register.services.engine) as session:
        session.get_one(Naskah, naskah_id).pdf_sha256 = "0" * 64

    assert "Berkas asli tidak utuh" in register.halaman(token)


def test_an_unknown_code_is_one_page_with_404(register: Register) -> None:
    assert len({register.halaman(code, 404) for code in ("x" * 32, "pendek", "_" * 64, "y" * 65)}) == 1
