"""The units of Kota Arunika from its table, and the jabatan that follow from them."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from eoffice.akses.actor import Peran
from eoffice.contoh.pemeran import LEMBAGA_KEARSIPAN
from eoffice.organisasi.baris import OPD_JENIS, JabatanBaru, UnitBaru, perangkat_daerah
from eoffice.organisasi.states import JenisJabatan

DATA: Final = Path(__file__).parent / "data"

WALI_KOTA: Final = "01"
SEKDA: Final = "10"

#: Which asisten coordinates which perangkat daerah (naskah-dinas 7.3); kecamatan belong to the first.
KOORDINASI: Final[dict[str, tuple[str, ...]]] = {
    "10.1": ("20", "21", "24", "26", "29", "34", "38", "44", "45", *(str(n) for n in range(601, 612))),
    "10.2": ("22", "23", "25", "27", "28", "30", "32", "33", "36", "37", "40"),
    "10.3": ("31", "35", "41", "42", "43"),
}

_JALAN: Final = (
    "Jalan Kirana Utama", "Jalan Balai Kota", "Jalan Lembayung", "Jalan Mandala Raya", "Jalan Puspa Kencana",
    "Jalan Tirta Agung", "Jalan Wijaya", "Jalan Surya Kencana", "Jalan Candra Buana", "Jalan Nila Kandi",
)  # fmt: skip


@cache
def units() -> dict[str, UnitBaru]:
    """Every unit by kode, parents before children."""
    with (DATA / "organisasi.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    jenis = {row["kode"]: row["jenis"] for row in rows}
    parents = {row["kode"]: row["induk"] for row in rows}
    offices = perangkat_daerah(jenis, parents)
    return {row["kode"]: _unit(row, offices[row["kode"]]) for row in rows}


def _unit(row: dict[str, str], opd: str | None) -> UnitBaru:
    kode, singkatan = row["kode"], row["singkatan"]
    kop: dict[str, Any] = {}
    if opd == kode or row["jenis"] in ("uptd", "puskesmas", "kelurahan", "kepala_daerah"):
        nomor = sum(ord(c) * (i + 3) for i, c in enumerate(kode))
        label = singkatan.lower()
        kop = {
            "alamat": f"{_JALAN[nomor % len(_JALAN)]} Nomor {nomor % 97 + 1}, Arunika {40000 + nomor % 900:05d}",
            "telepon": f"(020) 555{nomor % 9000 + 1000:04d}",
            "laman": f"{label}.arunika.example",
            "pos_el": f"{label}@arunika.example",
        }
    above = frozenset(asisten for asisten, led in KOORDINASI.items() if kode in led)
    return UnitBaru(
        kode, row["nama"], singkatan, row["induk"] or None, row["jenis"], row["eselon_pimpinan"], opd,
        koordinator=above, **kop,
    )  # fmt: skip


def opd_codes() -> tuple[str, ...]:
    """The forty perangkat daerah, in the order of the table."""
    return tuple(u.kode for u in units().values() if u.jenis in OPD_JENIS)


def children(kode: str) -> tuple[UnitBaru, ...]:
    """Units directly below one."""
    return tuple(u for u in units().values() if u.induk == kode)


_TITLES: Final[dict[str, str]] = {
    "bagian": "Kepala {}", "subbagian": "Kepala {}", "dinas": "Kepala {}", "badan": "Kepala {}",
    "satpol_pp": "Kepala {}", "bidang": "Kepala {}", "uptd": "Kepala {}", "seksi": "Kepala {}",
    "rsud": "Direktur {}", "setda": "Sekretaris Daerah", "setwan": "Sekretaris Dewan Perwakilan Rakyat Daerah",
    "inspektorat": "Inspektur Daerah",
}  # fmt: skip


def _title(unit: UnitBaru) -> str:
    if unit.kode == "45":  # the Sekda heads it ex officio; who leads it day by day is the kepala pelaksana (7.1)
        return f"Kepala Pelaksana {unit.nama}"
    if unit.jenis == "sekretariat":
        return f"Sekretaris {units()[unit.induk or ''].nama}"
    if unit.jenis in ("kecamatan", "kelurahan"):
        return unit.nama.replace("Kecamatan", "Camat").replace("Kelurahan", "Lurah")
    if unit.jenis == "puskesmas":
        return unit.nama.replace("UPTD", "Kepala")
    return _TITLES.get(unit.jenis, "{}").format(unit.nama)


def _atasan(unit: UnitBaru) -> str | None:
    if unit.jenis == "kepala_daerah":
        return None
    if unit.jenis in ("wakil_kepala_daerah", "setda", "staf_ahli"):
        return WALI_KOTA
    # A head of a perangkat daerah answers to the mayor through the Sekda (7.1).
    return SEKDA if unit.induk == "00" else unit.induk


def _head(unit: UnitBaru) -> JabatanBaru:
    politik = unit.jenis in ("kepala_daerah", "wakil_kepala_daerah")
    jenis = JenisJabatan.POLITIK if politik else JenisJabatan.STRUKTURAL
    if unit.jenis == "puskesmas":
        jenis = JenisJabatan.FUNGSIONAL
    peran = set()
    if unit.jenis in OPD_JENIS:
        peran.add(Peran.PIMPINAN_OPD)
    if politik or unit.jenis in ("setda", "asisten") or unit.kode == "10.3.1":
        peran.add(Peran.PEMANTAU)
    if unit.kode == LEMBAGA_KEARSIPAN:
        peran.add(Peran.LEMBAGA_KEARSIPAN)
    return JabatanBaru(
        unit.kode, _title(unit), unit.kode, jenis, unit.eselon, _atasan(unit), True, True, frozenset(peran)
    )


def umum_unit(opd: str) -> str:
    """The unit in a perangkat daerah that registers and keeps its records."""
    if opd == SEKDA:
        return "10.3.2.1"
    found = [u.kode for u in units().values() if u.opd == opd and u.nama == "Subbagian Umum dan Kepegawaian"]
    return found[0] if found else f"{opd}.1"


#: Posts of staff by what a perangkat daerah does; the first fits its first line unit, and so on.
_STAF: Final[dict[str, tuple[str, ...]]] = {
    "10.3.1": ("Analis Kelembagaan Ahli Muda", "Analis Tata Laksana Ahli Pertama"),
    "10.1.3": ("Perancang Peraturan Perundang-undangan Ahli Muda",),
    "10.3.2": ("Penata Laksana Rumah Tangga",),
    "13.2": ("Auditor Ahli Madya",), "13.3": ("Auditor Ahli Muda",), "13.4": ("Auditor Ahli Pertama",),
    "21.90.1": ("Administrator Kesehatan Ahli Muda", "Perencana Ahli Pertama"),
    "31.1.1": ("Analis Sumber Daya Manusia Aparatur Ahli Pertama",),
    "31.1.2": ("Perencana Ahli Muda",),
    "31.2": ("Pranata Hubungan Masyarakat Ahli Muda",),
    "31.3": ("Pranata Komputer Ahli Muda", "Pranata Komputer Ahli Pertama"),
    "31.4": ("Pranata Komputer Terampil",),
    "31.5": ("Sandiman Terampil", "Statistisi Ahli Pertama"),
    "35.1.1": ("Pengelola Barang Milik Daerah",),
    "35.3": ("Arsiparis Ahli Madya",),
}  # fmt: skip

_STAF_DINAS: Final[dict[str, tuple[str, str]]] = {
    "20": ("Analis Kurikulum dan Pembelajaran", "Pengelola Data Pendidikan"),
    "21": ("Administrator Kesehatan Ahli Muda", "Epidemiolog Kesehatan Ahli Pertama"),
    "22": ("Teknik Jalan dan Jembatan Ahli Muda", "Teknik Pengairan Ahli Pertama"),
    "23": ("Teknik Tata Bangunan dan Perumahan Ahli Muda", "Pengelola Permukiman"),
    "24": ("Pekerja Sosial Ahli Muda", "Penyuluh Sosial Ahli Pertama"),
    "25": ("Instruktur Ahli Muda", "Pengantar Kerja Ahli Pertama"),
    "26": ("Penata Kependudukan dan Keluarga Berencana Ahli Muda", "Analis Pelindungan Perempuan dan Anak"),
    "27": ("Analis Ketahanan Pangan Ahli Muda", "Penyuluh Pertanian Ahli Pertama"),
    "28": ("Pengendali Dampak Lingkungan Ahli Muda", "Pengelola Kebersihan Lingkungan"),
    "29": ("Administrator Database Kependudukan Ahli Muda", "Penyusun Dokumen Pencatatan Sipil"),
    "30": ("Penguji Kendaraan Bermotor Mahir", "Analis Transportasi Ahli Pertama"),
    "32": ("Pengawas Koperasi Ahli Muda", "Pengembang Kewirausahaan Ahli Pertama"),
    "33": ("Penata Perizinan Ahli Muda", "Penata Kelola Penanaman Modal Ahli Pertama"),
    "34": ("Adyatama Kepariwisataan dan Ekonomi Kreatif Ahli Muda", "Pamong Budaya Ahli Pertama"),
    "35": ("Arsiparis Ahli Muda", "Pustakawan Ahli Pertama"),
    "36": ("Pengawas Perdagangan Ahli Muda", "Penera Terampil"),
    "37": ("Analis Kebakaran Ahli Muda", "Pemadam Kebakaran Mahir"),
    "38": ("Polisi Pamong Praja Ahli Muda", "Polisi Pamong Praja Mahir"),
    "40": ("Perencana Ahli Madya", "Perencana Ahli Pertama"),
    "41": ("Analis Keuangan Pusat dan Daerah Ahli Muda", "Penyusun Laporan Keuangan"),
    "42": ("Pemeriksa Pajak Daerah Ahli Muda", "Pengelola Data Pajak Daerah"),
    "43": ("Analis Sumber Daya Manusia Aparatur Ahli Muda", "Penyusun Rencana Mutasi"),
    "44": ("Analis Kebijakan Ahli Muda", "Analis Wawasan Kebangsaan"),
    "45": ("Penata Penanggulangan Bencana Ahli Muda", "Analis Mitigasi Bencana"),
}


def _staff_posts(opd: UnitBaru) -> Iterator[tuple[str, str]]:
    """(unit kode, nama) of every staff post of a perangkat daerah."""
    lines = [u.kode for u in units().values() if u.opd == opd.kode and u.jenis in ("bagian", "bidang", "irban")]
    lines += [u.kode for u in units().values() if u.opd == opd.kode and u.jenis in ("seksi", "sekretariat")]
    named = [u.kode for u in units().values() if u.opd == opd.kode and u.kode in _STAF]
    yield from ((kode, nama) for kode in named for nama in _STAF[kode])
    if opd.kode in _STAF_DINAS and opd.kode != "31":
        yield from zip(lines, _STAF_DINAS[opd.kode], strict=False)
    elif opd.jenis == "kecamatan":
        yield from zip(lines, ("Pengelola Pelayanan Umum", "Penggerak Swadaya Masyarakat Terampil"), strict=False)
    elif not named or opd.jenis == "setda":
        yield from ((kode, "Analis Kebijakan Ahli Pertama") for kode in lines if kode not in _STAF)


def _staff(opd: UnitBaru) -> Iterator[JabatanBaru]:
    umum = umum_unit(opd.kode)

    def post(kode: str, nama: str, unit: str, jenis: JenisJabatan, *peran: Peran) -> JabatanBaru:
        return JabatanBaru(kode, nama, unit, jenis, "-", unit, False, False, frozenset(peran))

    yield post(f"{umum}-TU", "Pengadministrasi Umum", umum, JenisJabatan.PELAKSANA, Peran.TU)
    arsiparis = "Arsiparis Ahli Muda" if opd.jenis in ("setda", "badan", "inspektorat") else "Arsiparis Terampil"
    kota = (Peran.UNIT_KEARSIPAN,) if opd.jenis == "setda" else ()
    yield post(f"{umum}-AR", arsiparis, umum, JenisJabatan.FUNGSIONAL, Peran.ARSIPARIS, *kota)
    counted: dict[str, int] = {}
    for unit, nama in _staff_posts(opd):
        counted[unit] = counted.get(unit, 0) + 1
        skilled = nama.split()[-1] in ("Muda", "Pertama", "Madya", "Terampil", "Mahir")
        jenis = JenisJabatan.FUNGSIONAL if skilled else JenisJabatan.PELAKSANA
        yield post(f"{unit}-S{counted[unit]}", nama, unit, jenis)
    if opd.kode == "31":
        yield post("31.3-ADM", "Administrator Sistem", "31.3", JenisJabatan.PELAKSANA, Peran.ADMIN_SISTEM)


@cache
def posts() -> dict[str, JabatanBaru]:
    """Every jabatan by kode; an atasan may come after its bawahan."""
    heads = (_head(u) for u in units().values() if u.jenis != "pemda")
    staff = (j for kode in opd_codes() for j in _staff(units()[kode]))
    return {j.kode: j for j in (*heads, *staff)}


def opd_of(jabatan_kode: str) -> str:
    """The perangkat daerah a jabatan works in."""
    return units()[posts()[jabatan_kode].unit_kode].opd or SEKDA


def line(dari: str, ke: str) -> tuple[str, ...]:
    """The jabatan strictly between one and a superior, from the lower up; empty when `ke` is not above it."""
    steps: list[str] = []
    at = posts()[dari].atasan_kode
    while at is not None and at != ke:
        steps.append(at)
        at = posts()[at].atasan_kode
    return tuple(steps) if at == ke else ()


def below(jabatan_kode: str) -> tuple[JabatanBaru, ...]:
    """The jabatan that answer directly to one, in the order of the table."""
    return tuple(j for j in posts().values() if j.atasan_kode == jabatan_kode)
