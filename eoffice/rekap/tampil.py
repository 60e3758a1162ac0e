"""The files of the pack of evidence as bytes, from values; the mapping of indicators is a table beside the program."""

import csv
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from eoffice.laporan.adopsi import Hitung
from eoffice.rekap.queries.bukti import Potret
from eoffice.web.ekspor import to_csv

DATA: Final = Path(__file__).parent / "data"
ROOT: Final = Path(__file__).resolve().parents[2]
BAGIAN: Final = "## Cara dibangun"
"""The chapter of the README that describes the architecture."""


@dataclass(frozen=True)
class Contoh:
    """One naskah of the sample: never its hal."""

    nomor: str
    tanggal: date
    unit: str
    jenis: str
    kode: str
    sifat: str
    halaman: int
    diberkaskan: bool
    verdict: str
    level: str
    sha256: str


@dataclass(frozen=True)
class Bukti:
    """Everything the pack is made from."""

    nama_kota: str
    cakupan: str
    benih: str
    tahun: int
    potret: Potret
    penggunaan: Sequence[tuple[date, Hitung, int | None]]
    ketetapan: Sequence[tuple[str, ...]]
    penyelenggara: Sequence[tuple[str, str]]
    contoh: Sequence[Contoh]
    dari: int


def isi(bukti: Bukti) -> dict[str, bytes]:
    """The files by name; equal values give equal bytes."""
    found = {
        "01-penggunaan.csv": _use(bukti),
        "02-fitur.csv": _table("fitur.csv"),
        "03-arsitektur.md": arsitektur().encode(),
        "04-api.md": (DATA / "api.md").read_bytes(),
        "05-sbom.json": sbom(),
        "06-penyelenggara.md": _keepers(bukti).encode(),
        "07-ketetapan.csv": to_csv(("Jenis", "Nama", "Nilai", "Berlaku sejak", "Dasar"), bukti.ketetapan, pemisah=";"),
        "08-contoh-naskah.csv": _sample(bukti.contoh),
        "09-indikator.csv": _table("indikator.csv"),
    }
    return {"00-BACA-SAYA.md": baca_saya(bukti, sorted(found)).encode(), **found}


def baris_data(nama: str) -> list[dict[str, str]]:
    """The rows of a table beside the program."""
    with (DATA / nama).open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source, delimiter=";"))


def _table(nama: str) -> bytes:
    rows = baris_data(nama)
    return to_csv(tuple(k.capitalize() for k in rows[0]), [list(row.values()) for row in rows], pemisah=";")


def _use(bukti: Bukti) -> bytes:
    head = ("Bulan", "Naskah keluar", "Lahir digital", "Ber-TTE", "Surat masuk", "Disposisi", "Disposisi di sistem")
    lines = []
    for month, h, users in bukti.penggunaan:
        counts = (h.keluar, h.lahir_digital, h.ber_tte, h.masuk, h.disposisi, h.disposisi_sistem)
        lines.append([f"{month:%Y-%m}", *map(str, counts), "" if users is None else str(users)])
    return to_csv((*head, "Pengguna aktif"), lines, pemisah=";")


def _sample(contoh: Sequence[Contoh]) -> bytes:
    head = (
        "No.", "Nomor naskah", "Tanggal", "Unit pengolah", "Jenis", "Kode klasifikasi", "Sifat", "Halaman", "Diberkaskan",
        "Hasil periksa TTE", "Tingkat", "SHA-256 berkas",
    )  # fmt: skip
    lines = [
        [
            str(n), c.nomor, c.tanggal.isoformat(), c.unit, c.jenis, c.kode, c.sifat, str(c.halaman),
            "ya" if c.diberkaskan else "belum", c.verdict, c.level, c.sha256,
        ]
        for n, c in enumerate(contoh, 1)
    ]  # fmt: skip
    return to_csv(head, lines, pemisah=";")


def _keepers(bukti: Bukti) -> str:
    lines = [f"# Unit penyelenggara layanan\n\nPemerintah {bukti.nama_kota}. Jabatan, tanpa nama orang.\n"]
    lines += [f"- {unit}: {jabatan}" for unit, jabatan in bukti.penyelenggara]
    return "\n".join(lines) + "\n"


def arsitektur() -> str:
    """The chapter on architecture of the README that comes with the program."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8") if readme.is_file() else ""
    if BAGIAN not in text:
        return "# Arsitektur\n\nREADME tidak disertakan pada pemasangan ini.\n"
    chapter = text[text.index(BAGIAN) + len(BAGIAN) :]
    return "# Arsitektur aplikasi\n" + chapter.partition("\n### ")[0].partition("\n## ")[0].rstrip() + "\n"


def sbom() -> bytes:
    """The bill of materials of the locked packages, by the project's own tool; a note where it is not installed."""
    tool = ROOT / "tools" / "sbom.py"
    spec = importlib.util.spec_from_file_location("eoffice_sbom", tool) if tool.is_file() else None
    made: Any = {"catatan": "Alat SBOM tidak disertakan pada pemasangan ini."}
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
            packages = module.read(module.LOCK)
            made = module.document(packages, module.audit(packages)[0])
        except ModuleNotFoundError:
            pass
    return (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode()


def baca_saya(bukti: Bukti, berkas: Sequence[str]) -> str:
    """What the pack is, how it was drawn, and what is not in it."""
    indicators = baris_data("indikator.csv")
    lines = [
        f"# Paket bukti e-office, Pemerintah {bukti.nama_kota}",
        "",
        f"Cakupan: {bukti.cakupan}. Tahun contoh naskah: {bukti.tahun}.",
        f"Keadaan data: catatan peristiwa sampai urut {bukti.potret.urut}, hash {bukti.potret.hash}.",
        f"Contoh: {len(bukti.contoh)} dari {bukti.dari} naskah, ditarik dengan benih “{bukti.benih}”.",
        "Benih yang sama atas keadaan data yang sama memberi paket yang sama, bita demi bita.",
        "Cara menarik: naskah diurutkan menurut SHA-256 dari «benih:id», lalu diambil dari depan.",
        "",
        "## Berkas",
        "",
        *[f"- `{name}`" for name in berkas],
        "- `MANIFEST.sha256`: periksa dengan `sha256sum -c MANIFEST.sha256`",
        "",
        "## Yang tidak ada di sini",
        "",
        "- Tangkapan layar dan video: buat dari alamat pada `02-fitur.csv` dengan akun uji, supaya tidak memuat surat nyata.",
        "- Hal, isi, dan nama orang. Naskah di atas Biasa hanya masuk contoh bila penariknya arsiparis.",
        "- Keputusan dan kebijakan kota; lampirkan naskahnya. Yang dipakai aplikasi ada pada `07-ketetapan.csv`.",
        "",
        "## Indikator",
        "",
        "Pemetaan ada pada `09-indikator.csv` dan dapat diganti tanpa mengubah program.",
        "",
        *[f"- {row['kerangka']} {row['kode']}, {row['indikator']}: `{row['berkas']}`" for row in indicators],
        "",
    ]
    return "\n".join(lines)
