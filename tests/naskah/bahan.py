"""The sample letters as Periksa naskah sees them, and the facts of Kota Arunika beside them."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from eoffice.naskah import jenis
from eoffice.naskah.periksa import PERATURAN_DICABUT, Bahan, Fakta, Penanda, Penerima
from tests.naskah import emas

HARI_INI: Final = date(2026, 6, 1)
KODE: Final = Path(jenis.__file__).parents[2] / "klasifikasi" / "data" / "klasifikasi.csv"
ORGANISASI: Final = Path(jenis.__file__).parents[2] / "contoh" / "data" / "organisasi.csv"
UNIT_LAMA: Final = {"Badan Arsip Daerah": "Dinas Kearsipan dan Perpustakaan", "Kantor Pengolahan Data": ""}


@cache
def _kode() -> tuple[dict[str, str], frozenset[str]]:
    """Every code with its title, and the codes that have others below."""
    with KODE.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    return {r["kode"]: r["uraian"] for r in rows}, frozenset(r["induk"] for r in rows)


@cache
def _unit() -> tuple[frozenset[str], dict[str, str]]:
    """Names of all units, and their short names."""
    with ORGANISASI.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    return frozenset(r["nama"] for r in rows), {r["singkatan"]: r["nama"] for r in rows}


def fakta(kode: str = "", **more: Any) -> Fakta:
    """What is known in Kota Arunika on the first of June 2026, with the table of codes as far as this one is concerned."""
    codes, parents = _kode()
    units, short = _unit()
    values: dict[str, Any] = {
        "hari_ini": HARI_INI,
        "kota": "Kota Arunika",
        "kode": {kode: codes[kode]} if kode in codes else {},
        "kode_beranak": kode in parents,
        "unit": units,
        "unit_lama": UNIT_LAMA,
        "singkatan": short,
        "singkatan_padam": frozenset({"KPDE"}),
        "dicabut": PERATURAN_DICABUT,
    }
    return Fakta(**{**values, **more})


def bahan(of: dict[str, Any]) -> Bahan:
    """A letter as a file of `surat/` has it, read the way its pages are."""
    page = emas.dari(of)
    kind = jenis.get(page.jenis)
    signers = [page.penanda, *(each.penanda for each in page.penanda_lain)]
    known = {who["nama"]: who for who in of["penandatangan"]}
    asked = [p["jabatan"] for p in of["paraf"] if p["jenis"] == "koordinasi"]
    return Bahan(
        jenis=kind.kode,
        keluarga=kind.keluarga,
        hal=page.hal,
        hal_diketik=kind.judul is None,
        isi=page.isi,
        rincian=page.rincian,
        label={k.nama: k.label for k in kind.kolom},
        tujuan=tuple(
            Penerima(teks=t["jabatan"], tempat=t["tempat"] or "", internal=t["tipe"] == "internal")
            for t in of["tujuan"]
        ),
        tembusan=tuple(Penerima(teks=t) for t in of["tembusan"]),
        kode_klasifikasi=of["kode_klasifikasi"],
        nomor=of["nomor"]["teks"] or "",
        tanggal=page.tanggal,
        sifat=of["sifat"],
        urgensi=of["urgensi"],
        lampiran=len(of["lampiran"]["dokumen"]),
        lampiran_tertulis=of["lampiran"]["jumlah"],
        penanda=tuple(
            Penanda(
                jabatan=s.jabatan,
                nama=s.nama,
                bentuk=s.bentuk,
                jabatan_atas=s.jabatan_atas,
                jabatan_ub=s.jabatan_ub,
                pangkat=known[s.nama]["pangkat"] or "",
                golongan=known[s.nama]["golongan"] or "",
                nip=s.nip,
                kepala_daerah=s.is_kepala_daerah,
            )
            for s in signers
        ),
        kop=of["kop"]["tipe"],
        koordinasi=tuple(asked) if of["paraf"] else None,
    )
