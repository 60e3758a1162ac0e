"""Each figure of the PDF, the XLSX and the ODS: equal to the golden values, and to plain counting over the log."""

import hashlib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from eoffice.db import reading
from eoffice.laporan.terbitan import isi as susunan
from eoffice.laporan.terbitan import pdf
from eoffice.laporan.terbitan.ods import ods
from eoffice.laporan.terbitan.xlsx import xlsx
from eoffice.web.services import Services
from tests.laporan.terbitan import emas_kota

RASIO = {
    "pengguna_aktif": "A1",
    "lahir_digital": "A2",
    "tte": "A3",
    "disposisi_sistem": "A4",
    "tepat_waktu": "A7",
    "naskah_masih_kertas": "A9",
    "sertifikat_pimpinan": "A10",
    "naskah_bebas_cetak": "A11",
}
WAKTU = {"registrasi_disposisi": 3, "registrasi_selesai": 6}
LEWAT = {"terbuka_lewat_batas": 2, "selesai_terlambat": 4, "disposisi_pertama_lewat_batas": 5, "kohort": 7}
KERTAS = {
    "lembar_garis_dasar": ("Garis dasar cara lama", 1),
    "lembar_nyata_terukur": ("Tetap dicetak, terukur", 1),
    "lembar_hemat_bersih": ("Kertas bersih terhindar", 1),
    "halaman_hemat_bersih": ("Halaman cetak terhindar", 1),
    "amplop_hemat": ("Amplop terhindar", 1),
    "massa_kertas_kg": ("Massa kertas", 3),
    "massa_amplop_kg": ("Massa amplop", 3),
    "rp_kertas": ("Kas terhindar: kertas", 0),
    "rp_toner": ("Kas terhindar: toner", 0),
    "rp_amplop": ("Kas terhindar: amplop", 0),
    "rp_total": ("Kas terhindar", 0),
    "rim": ("Setara rim", 1),
    "pohon_setara": ("Setara pohon", 1),
    "air_liter": ("Setara air", 1),
    "co2e_kg": ("Setara emisi", 3),
    "energi_mj": ("Setara energi pabrik", 1),
    "arsip_lembar": ("Lembar yang tidak perlu diarsipkan", 1),
    "rak_meter": ("Rak arsip yang tidak terpakai", 1),
}
DI_PDF = ("lembar_garis_dasar", "lembar_nyata_terukur", "lembar_hemat_bersih", "massa_kertas_kg", "rp_total", "co2e_kg")
SAMAR = {("pengguna_aktif", "BKD"), ("pengguna_aktif", "KEC-A")}
"""Two offices of four and three people, whose active users are not shown one by one."""
Baris = dict[str, list[list[Any]]]


@pytest.fixture
def emas(services: Services) -> dict[str, Any]:
    emas_kota.dirikan(services.engine, services.pepper)
    return emas_kota.hitung(services)


def per_opd(rows: Baris, lembar: str) -> dict[str, dict[str, Any]]:
    """The rows of a sheet by the code of the office, each cell by the name of its column."""
    head = rows[lembar][3]
    return {str(row[0]): dict(zip(head, row, strict=False)) for row in rows[lembar][4:]}


def samakan(rows: Baris) -> int:
    """Compare every expected value with its cell; how many there were."""
    offices = per_opd(rows, "Per OPD")
    times = {str(row[0]): row for row in rows["Waktu layanan"][4:]}
    late = {str(row[0]): row for row in rows["Lewat batas"][4:]}
    paper = {(str(row[0]), str(row[2])): row for row in rows["Kertas (rendah-tengah-tinggi)"][4:]}
    seen = 0
    for row in emas_kota.diharapkan():
        metrik, kode = row["metrik"], row["cakupan"]
        if metrik in RASIO:
            column = next(c for c in offices[kode] if str(c).startswith(f"{RASIO[metrik]} "))
            share = offices[kode][column]
            top, bottom = offices[kode][f"{RASIO[metrik]} pembilang"], offices[kode][f"{RASIO[metrik]} penyebut"]
            if (metrik, kode) in SAMAR:
                assert (share, top, bottom) == ("< 5", "< 5", "< 5")
            else:
                assert (top, bottom) == (int(row["pembilang"]), int(row["penyebut"])), row
                assert float(share) == pytest.approx(float(row["nilai"]), abs=1e-9), row
        elif metrik in KERTAS:
            column = ("rendah", "tengah", "tinggi").index(row["skenario"]) + 4
            assert float(paper[kode, KERTAS[metrik][0]][column]) == pytest.approx(float(row["nilai"]), abs=1e-9), row
        elif metrik in LEWAT:
            assert late[kode][LEWAT[metrik]] == int(row["nilai"]), row
        elif metrik == "indeks_adopsi":
            assert float(offices[kode]["Indeks"]) == pytest.approx(float(row["nilai"]), abs=1e-9), row
        elif metrik == "tahap_bulan":
            assert offices[kode]["Tahap bulan ini saja"] == row["nilai"].split(" ")[0], row
        else:
            which, _, what = metrik.partition("_")
            value = times[kode][WAKTU[what] + (which == "p90")]
            assert str(value) == row["nilai"], row
        seen += 1
    return seen


def test_every_golden_value_stands_in_the_xlsx_and_in_the_ods(emas: dict[str, Any]) -> None:
    sha256 = hashlib.sha256(susunan.bita(emas)).hexdigest()

    found = emas_kota.xlsx_rows(xlsx(emas, sha256))
    same = emas_kota.ods_rows(ods(emas, sha256))

    assert samakan(found) == samakan(same) == 288
    assert list(found) == list(same) == [
        "Ringkasan", "Per OPD", "Kertas (rendah-tengah-tinggi)", "Waktu layanan", "Lewat batas", "Sertifikat", "Tren",
        "Parameter", "Catatan metode", "Kendali",
    ]  # fmt: skip


def indonesia(nilai: str, desimal: int) -> str:
    """A number as an Indonesian reader writes it, by this test's own hand."""
    value = Decimal(nilai).quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP)
    whole, _, rest = f"{abs(value):,f}".partition(".")
    text_ = whole.replace(",", ".") + (f",{rest.rstrip('0')}" if rest.rstrip("0") else "")
    return f"−{text_}" if value < 0 else text_


def test_every_golden_value_of_a_page_stands_in_the_text_of_the_pdf(emas: dict[str, Any]) -> None:
    pages = emas_kota.teks_pdf(pdf.laporan(emas, "0" * 64))
    titles = {o["kode"]: o["nama"] for o in emas["opd"]} | {"KOTA": "Seluruh kota"}
    page = {kode: next(p for p in pages[1:] if title in p.splitlines()[:6]) for kode, title in titles.items()}
    names = {
        "A1": "Pengguna aktif", "A2": "Lahir digital", "A3": "Ber-TTE", "A4": "Disposisi di sistem", "A7": "Tepat waktu",
        "A9": "Masih kertas", "A10": "Sertifikat pimpinan", "A11": "Naskah bebas cetak",
    }  # fmt: skip

    seen = 0
    paper: dict[tuple[str, str], dict[str, str]] = {}
    for row in emas_kota.diharapkan():
        metrik, kode = row["metrik"], row["cakupan"]
        lines = page[kode].splitlines()
        if metrik in RASIO and (metrik, kode) not in SAMAR:
            share = indonesia(str(Decimal(100 * int(row["pembilang"])) / int(row["penyebut"])), 1)
            both = f"{row['pembilang']}/{row['penyebut']}"
            line = next(each for each in lines if each.startswith(names[RASIO[metrik]]))
            said = f"{share}% {both}" if kode == "KOTA" else f"{share}% ({both})"
            assert said in line, (row, line)
            seen += 1
        elif metrik in DI_PDF:
            paper.setdefault((kode, metrik), {})[row["skenario"]] = row["nilai"]
    for (kode, metrik), three in paper.items():
        label, places = KERTAS[metrik]
        said = " ".join(indonesia(three[s], places) for s in ("rendah", "tengah", "tinggi"))
        lines = [each for each in page[kode].splitlines() if each.startswith(f"{label},")]
        assert any(each.endswith(said) for each in lines), (kode, metrik, said, lines)
        seen += 3

    assert seen == 30 + 3 * 4 * len(DI_PDF)
    plain = " ".join(pages[0].split())

    assert "LAPORAN ADOPSI PERSURATAN ELEKTRONIK Agustus 2026" in plain
    assert "0 dari 3 87,5% " in plain and "7/8 naskah · data sedikit" in plain
    assert "120 lembar" in plain and "rentang 51–230; belum" in plain
    assert (
        "Kertas: dasar 137 − tetap dicetak 7,8 − bocor 13,7 = 115,5 lembar · 0,58 kg · setara CO2e 1 kg (0,23–4)"
        in plain
    )
    assert "60% (3/5)" in plain
    assert "Perlu keputusan Sekda" in plain


#: Plain counting over the log in SQL: what was issued in August (WIB) and stands after corrections.
SAH = """
WITH batal AS (SELECT {rujukan} AS id FROM peristiwa WHERE jenis = 'koreksi.batal'),
sah AS (SELECT * FROM peristiwa WHERE id_peristiwa NOT IN (SELECT id FROM batal)
        AND terjadi_pada >= :dari AND terjadi_pada < :sampai)
"""


def hitung_sql(session: Session, opd: int) -> dict[str, tuple[int, int]]:
    """A2, A3 and A4 of an office in August by two statements of SQL, with none of the product's code."""
    postgres = session.get_bind().dialect.name == "postgresql"

    def field(name: str) -> str:
        return f"(rincian->>'{name}')" if postgres else f"json_extract(rincian, '$.{name}')"

    given = {"dari": "2026-07-31 17:00:00", "sampai": "2026-08-31 17:00:00", "opd": opd}
    if postgres:
        given = {"dari": "2026-08-01T00:00:00+07", "sampai": "2026-09-01T00:00:00+07", "opd": opd}
    with_ = SAH.format(rujukan=field("rujukan"))
    issued = session.execute(
        text(
            f"{with_} SELECT count(DISTINCT naskah), "
            f"count(DISTINCT CASE WHEN {field('asal')} = 'digital' THEN naskah END), "
            f"count(DISTINCT CASE WHEN {field('ttd')} = 'tte' THEN naskah END) "
            "FROM sah WHERE jenis = 'naskah.diterbitkan' AND opd_id = :opd"
        ),
        given,
    ).one()
    disposed = session.execute(
        text(
            f"{with_} SELECT count(*), count(CASE WHEN {field('kanal')} = 'sistem' THEN 1 END) "
            "FROM sah WHERE jenis = 'disposisi.dibuat' AND opd_id = :opd"
        ),
        given,
    ).one()
    return {"A2": (issued[1], issued[0]), "A3": (issued[2], issued[0]), "A4": (disposed[1], disposed[0])}


def test_plain_sql_over_the_log_counts_what_all_three_files_say(services: Services, engine: Engine) -> None:
    kota = emas_kota.dirikan(engine, services.pepper)
    content = emas_kota.hitung(services)
    files: dict[str, Callable[[dict[str, Any], str], bytes]] = {"xlsx": xlsx, "ods": ods}
    rows = {
        "xlsx": emas_kota.xlsx_rows(files["xlsx"](content, "0" * 64)),
        "ods": emas_kota.ods_rows(files["ods"](content, "0" * 64)),
    }
    pages = emas_kota.teks_pdf(pdf.laporan(content, "0" * 64))
    names = {"A2": "Lahir digital", "A3": "Ber-TTE", "A4": "Disposisi di sistem"}

    for kode, opd in kota.opd.items():
        with reading(engine) as session:
            counted = hitung_sql(session, opd)
        page = next(
            p for p in pages if next(o["nama"] for o in content["opd"] if o["kode"] == kode) in p.splitlines()[:6]
        )
        for measure, (top, bottom) in counted.items():
            assert bottom
            for kind in rows.values():
                cells = per_opd(kind, "Per OPD")[kode]
                assert (cells[f"{measure} pembilang"], cells[f"{measure} penyebut"]) == (top, bottom)
            line = next(each for each in page.splitlines() if each.startswith(names[measure]))
            assert f"({top}/{bottom})" in line
