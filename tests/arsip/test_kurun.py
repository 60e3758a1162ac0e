"""A berkas whose title tells a span takes only what was made within it."""

from collections.abc import Callable
from datetime import date

import client as browser
import makers
import pytest
from flask.testing import FlaskClient

from eoffice import db
from eoffice.arsip.kurun import kurun
from eoffice.web.services import Services

from . import arsip_uji as buat

Masuk = Callable[..., FlaskClient]


@pytest.mark.parametrize(
    ("judul", "span"),
    [
        ("Periode Januari-Juni 2026", (date(2026, 1, 1), date(2026, 6, 30))),
        ("Undangan, Juli – Desember 2026", (date(2026, 7, 1), date(2026, 12, 31))),
        ("Semester II 2026", (date(2026, 7, 1), date(2026, 12, 31))),
        ("Laporan triwulan I tahun 2026", (date(2026, 1, 1), date(2026, 3, 31))),
        ("Rapat Februari 2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("Bantuan sosial 2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("Rencana 2025 dan 2026", None),
        ("Bantuan sosial", None),
    ],
)
def test_the_title_tells_the_span(judul: str, span: tuple[date, date] | None) -> None:
    assert kurun(judul) == span


def test_a_record_outside_the_span_is_neither_proposed_nor_ticked(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Masuk
) -> None:
    arsiparis = masuk("arsiparis.dinsos")
    with db.transaction(services.engine) as session:
        first = buat.naskah(session, kota_kecil, hal="Laporan Maret", tanggal=date(2026, 3, 2)).id
        last = buat.naskah(session, kota_kecil, hal="Laporan November", tanggal=date(2026, 11, 13)).id
    for _ in range(2):
        data = {"kode_klasifikasi": "000.8.3.3", "judul": "Periode Januari-Juni 2026", "indeks": "Undangan"}
        data["unit_id"] = str(kota_kecil["staf.dinsos"].jabatan.unit_id)
        assert browser.kirim(arsiparis, "/arsip/berkas/baru", data).status_code == 303

    page = arsiparis.get("/arsip/belum-diberkaskan").get_data(as_text=True)

    def row(naskah_id: int) -> str:
        return page.split(f'id="p-naskah-{naskah_id}"')[1].split("</li>")[0]

    assert " checked" in row(first).split(">")[0] and "Usulan" in row(first)
    assert " checked" not in row(last).split(">")[0] and "Usulan" not in row(last)
    assert "Periode Januari-Juni 2026 (000.8.3.3/001/2026, dibuka" in row(last)
