"""The golden city in the product's own tables: staff, paper profiles, prices, and every event of the log."""

import csv
import io
import re
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import makers
import openpyxl
from odfdo import Document
from sqlalchemy import Engine

from eoffice import clock
from eoffice.akses.actor import Peran
from eoffice.db import transaction
from eoffice.laporan.actions import terbitan
from eoffice.laporan.models import KetetapanKertas
from eoffice.peristiwa import actions as peristiwa
from eoffice.web.services import Services
from tests.laporan import emas
from tests.laporan.adopsi import emas_adopsi

AGUSTUS = date(2026, 8, 1)
TUTUP = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
OPD = ("DISKOMINFO", "BKD", "KEC-A")


@dataclass(frozen=True)
class KotaEmas:
    """Ids of the three offices, and the pseudonym of every account."""

    opd: dict[str, int]
    akun: dict[str, str]


def dirikan(engine: Engine, kunci: bytes) -> KotaEmas:
    """Staff records and paper profiles of the golden data, then its events as their senders deliver them."""
    akun: dict[str, str] = {}
    clock.set_clock(TUTUP)
    with transaction(engine) as session:
        units = {}
        for row in emas.rows("opd.csv"):
            made = makers.unit(session, row["nama"], singkatan=row["opd"])
            made.kelompok = row["kelompok"]
            units[row["opd"]] = made
            price = int(row["harga_kertas_rp_per_lembar"]) * 1000
            profil = {
                "lebar_mm": [int(row["lebar_mm"]) * 1000] * 3,
                "tinggi_mm": [int(row["tinggi_mm"]) * 1000] * 3,
                "gsm": [int(row["gsm"]) * 1000] * 3,
                "dupleks": [int(row["dupleks_kebijakan"])] * 3,
                "c_kertas": [price] * 3,
            }
            session.add(
                KetetapanKertas(
                    opd_id=made.id,
                    berlaku_sejak=date(2026, 1, 1),
                    nilai=profil,
                    alasan="data emas",
                    bukti="opd.csv",
                    pengusul="Uji",
                    diusulkan_at=TUTUP,
                    penetap="Uji",
                    ditetapkan_at=TUTUP,
                )
            )
        for row in emas.rows("akun.csv"):
            person = makers.pegawai(session, f"Pegawai {row['akun']}")
            roles = (Peran.PIMPINAN_OPD,) if row["pimpinan_wajib_tte"] == "1" else ()
            post = makers.jabatan(session, units[row["opd"]], f"Jabatan {row['akun']}", peran=roles)
            makers.penugasan(session, person, post)
            akun[row["akun"]] = peristiwa.samaran(kunci, person.id)
        kota = KotaEmas({name: unit.id for name, unit in units.items()}, akun)
        emas_adopsi.ke_catatan(session, emas_adopsi.fakta(), kota.opd, kota.akun)
    terbitan.lipat_semua(engine)
    return kota


def hitung(services: Services, bulan: date = AGUSTUS) -> dict[str, Any]:
    """The figures of a month by the product."""
    return terbitan.hitung(services, bulan, "Sistem")


def diharapkan() -> list[dict[str, str]]:
    """Every expected value of the golden file but the projections, which are of another series."""
    return [r for r in emas.rows("hasil-diharapkan.csv") if not r["metrik"].startswith(("kemiringan", "proyeksi"))]


def xlsx_rows(isi: bytes) -> dict[str, list[list[Any]]]:
    """The rows of every sheet as a spreadsheet program reads them."""
    book = openpyxl.load_workbook(io.BytesIO(isi))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def ods_rows(isi: bytes) -> dict[str, list[list[Any]]]:
    """The same of an ODS file."""
    document = Document(io.BytesIO(isi))
    return {table.name: [list(row) for row in table.iter_values()] for table in document.body.tables}


def teks_pdf(isi: bytes) -> list[str]:
    """The text of every page, each line with single spaces."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "laporan.pdf"
        file.write_bytes(isi)
        said = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True)
    pages = said.stdout.decode().split("\f")
    return ["\n".join(re.sub(r" +", " ", line).strip() for line in page.splitlines()) for page in pages if page.strip()]


def baca_csv(isi: str) -> list[dict[str, str]]:
    """Rows of a small table written in a test."""
    return list(csv.DictReader(io.StringIO(isi)))
