"""The boxed forms and the turned pages: what is checked before they are sent, and that nothing filled in breaks or vanishes."""

from dataclasses import replace
from typing import Any

import pytest

from eoffice.naskah import jenis
from eoffice.naskah.document import Tujuan, render
from eoffice.naskah.jenis.rincian import kurang
from eoffice.naskah.jenis.rupa import Kolom
from eoffice.pdf import isi
from tests.naskah import emas
from tests.pdf.bodies import page_texts

CONTOH = {
    "spd": "60-spd",
    "sop": "61-sop",
    "daftar_hadir": "62-daftar-hadir",
    "radiogram": "63-radiogram",
    "piagam": "64-piagam",
    "sertifikat": "65-sertifikat",
    "sttpp": "66-sttpp",
}
KALIMAT = "penataan arsip dan naskah dinas menurut kode klasifikasi "


def rincian(name: str, **ganti: Any) -> dict[str, Any]:
    return {**emas.halaman(CONTOH[name]).rincian, **ganti}


def penuh(kolom: Kolom, rows: int) -> Any:
    """As much as a field takes, within reason."""
    words = (KALIMAT * 20)[: min(kolom.paling_panjang, 600)].strip()
    if kolom.berbaris:
        return [{part.nama: penuh(part, 1) for part in kolom.kolom} for _ in range(rows if kolom.banyak else 1)]
    if kolom.bentuk == "daftar":
        return [words] * min(rows, kolom.paling_banyak)
    if kolom.bentuk == "pilihan":
        return kolom.opsi[-1][0]
    return {"tanggal": "2026-05-11", "waktu": "09:00", "bilangan": max(kolom.terkecil, 12)}.get(kolom.bentuk, words)


@pytest.mark.parametrize(
    ("ganti", "field"),
    [
        ({}, None),
        ({"lama_hari": 2}, "lama_hari"),
        ({"lama_hari": 4}, "lama_hari"),
        ({"tgl_kembali": "2026-05-10"}, "tgl_kembali"),
        ({"tgl_kembali": "2026-05-11", "lama_hari": 1}, None),
    ],
)
def test_the_days_of_a_journey_are_those_between_its_dates(ganti: dict[str, Any], field: str | None) -> None:
    assert list(kurang(jenis.get("spd"), rincian("spd", **ganti))) == ([field] if field else [])


def test_every_step_of_a_sop_is_done_by_somebody_named_and_returns_to_a_step_there_is() -> None:
    steps = [dict(step) for step in rincian("sop")["langkah"]]
    steps[1] |= {"pelaksana": "Ajudan"}
    steps[2] |= {"jika_tidak": 9}

    found = kurang(jenis.get("sop"), rincian("sop", langkah=steps))

    assert found == {
        "langkah-2-pelaksana": "Langkah 2: “Ajudan” tidak ada di daftar pelaksana.",
        "langkah-3-jika_tidak": "Langkah 3: langkah 9 tidak ada.",
    }


@pytest.mark.parametrize("kode", CONTOH)
def test_a_konsep_without_a_word_shows_its_form(kode: str) -> None:
    page = replace(
        emas.halaman(CONTOH[kode]),
        rincian={},
        isi=isi.from_plain(""),
        hal="",
        tujuan=(),
        konsep=True,
        nomor=None,
        tanggal=None,
        verify_url="",
    )

    assert "KONSEP" in page_texts(render(page).pdf)[0]


@pytest.mark.parametrize("kode", CONTOH)
def test_whatever_is_filled_in_is_printed_and_breaks_no_page(kode: str) -> None:
    kind = jenis.get(kode)
    filled = {kolom.nama: penuh(kolom, 25) for kolom in kind.kolom}
    if kode == "sop":
        filled["langkah"] = [{**row, "pelaksana": filled["pelaksana"][0], "jika_tidak": 1} for row in filled["langkah"]]
    tujuan = tuple(Tujuan(jabatan=f"Camat Wilayah {n}") for n in range(40)) if kind.bertujuan else ()
    page = replace(emas.halaman(CONTOH[kode]), rincian=filled, tujuan=tujuan, tembusan=("Inspektur",) * 40)

    made = render(page)
    printed = " ".join(page_texts(made.pdf)).casefold()

    assert made.qr_box[0] <= made.pages
    assert not kind.kolom or KALIMAT.strip() in printed


def test_the_message_of_a_radiogram_is_in_capitals_and_many_addressees_are_a_list() -> None:
    many = tuple(Tujuan(jabatan=f"Camat Wilayah {n}") for n in range(7))

    (first, *rest) = page_texts(render(replace(emas.halaman("63-radiogram"), tujuan=many)).pdf)

    assert "CURAH HUJAN TINGGI KMA DIMINTA" in first
    assert "UNTUK (DAFTAR TERLAMPIR)" in first
    assert "Camat Wilayah 6" in " ".join(rest)


def test_signatures_of_a_daftar_hadir_alternate_and_empty_lines_are_kept() -> None:
    page = emas.halaman("62-daftar-hadir")
    printed = " ".join(
        page_texts(render(replace(page, rincian=rincian("daftar_hadir", peserta=[], baris_kosong=None))).pdf)
    )

    assert [f"{n}. ……" in printed for n in (1, 2, 19, 20, 21)] == [True, True, True, True, False]
    assert "pukul 09.00 WIB s.d. 11.30 WIB" in printed


def test_the_zone_of_the_city_stands_after_the_hour() -> None:
    page = emas.halaman("62-daftar-hadir")

    assert "pukul 09.00 WITA" in " ".join(page_texts(render(replace(page, rupa=replace(page.rupa, zona="WITA"))).pdf))
