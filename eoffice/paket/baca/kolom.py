"""The fields of an imported record, what others call them, and what may stand in each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.pdf.kata import BULAN


@dataclass(frozen=True)
class Kolom:
    """One field: its name here, its label, how long it may be, and words by which a column is taken for it."""

    nama: str
    label: str
    panjang: int
    sebutan: tuple[str, ...]
    wajib: bool = False


KOLOM: Final = (
    Kolom("nomor", "Nomor surat", 160, ("nomor", "nomor surat", "no surat", "nomor naskah", "no naskah", "nomor arsip")),
    Kolom("tanggal", "Tanggal", 40, ("tanggal", "tgl", "tanggal surat", "tgl surat", "tanggal naskah", "tanggal arsip")),
    Kolom("hal", "Hal", 500, ("hal", "perihal", "judul", "uraian informasi arsip", "uraian informasi", "isi ringkas"), True),
    Kolom("uraian", "Uraian", 4000, ("uraian", "ringkasan", "keterangan", "deskripsi")),
    Kolom("jenis", "Jenis", 120, ("jenis", "jenis surat", "jenis naskah", "jenis arsip")),
    Kolom("pencipta", "Pencipta atau pengirim", 300, ("pencipta", "pengirim", "asal", "dari", "pencipta arsip", "asal surat")),
    Kolom("penerima", "Penerima", 2000, ("penerima", "kepada", "tujuan", "tujuan surat", "ditujukan")),
    Kolom("penandatangan", "Penandatangan", 300, ("penandatangan", "ttd")),
    Kolom("nomor_agenda", "Nomor agenda", 60, ("nomor agenda", "no agenda", "agenda")),
    Kolom("kode_klasifikasi", "Kode klasifikasi", 20, ("kode klasifikasi", "klasifikasi", "kode", "kode arsip"), True),
    Kolom("sifat", "Sifat", 40, ("sifat", "sifat surat", "klasifikasi keamanan", "keamanan", "tingkat keamanan")),
    Kolom("unit", "Unit pengolah", 200, ("unit", "unit pengolah", "unit kerja", "bidang")),
    Kolom("tingkat", "Tingkat perkembangan", 32, ("tingkat perkembangan", "tingkat", "perkembangan")),
    Kolom("lokasi", "Lokasi fisik", 300, ("lokasi", "lokasi simpan", "lokasi fisik", "boks", "rak", "nomor boks")),
    Kolom("nomor_berkas", "Nomor berkas", 60, ("nomor berkas", "no berkas", "nomor map", "no map")),
    Kolom("judul_berkas", "Judul berkas", 300, ("judul berkas", "berkas", "nama berkas arsip", "map")),
    Kolom("berkas", "Nama file arsip", 400, ("nama file", "file", "nama berkas digital", "nama berkas", "dokumen", "pdf")),
    Kolom("lampiran", "Nama file lampiran", 2000, ("lampiran", "file lampiran")),
)  # fmt: skip
BY_NAME: Final = {k.nama: k for k in KOLOM}
_SIFAT: Final = {
    "": Sifat.BIASA, "b": Sifat.BIASA, "biasa": Sifat.BIASA, "terbuka": Sifat.BIASA, "biasa/terbuka": Sifat.BIASA,
    "t": Sifat.TERBATAS, "terbatas": Sifat.TERBATAS, "r": Sifat.RAHASIA, "rahasia": Sifat.RAHASIA,
    "sr": Sifat.SANGAT_RAHASIA, "sangat rahasia": Sifat.SANGAT_RAHASIA,
}  # fmt: skip
#: As old lists spell them, and as an Excel in English abbreviates them.
_EJAAN: Final = {"peb": 2, "pebruari": 2, "mrt": 3, "may": 5, "ags": 8, "agt": 8, "agust": 8, "aug": 8, "sept": 9, "oct": 10,
                 "nop": 11, "nopember": 11, "dec": 12}  # fmt: skip
_MONTHS: Final = (
    {name.casefold(): n for n, name in enumerate(BULAN, start=1)}
    | {name.casefold()[:3]: n for n, name in enumerate(BULAN, start=1)}
    | _EJAAN
)
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
#: Days since 30 December 1899, as spreadsheets count them: 1927 to 2064.
_SERIAL: Final = re.compile(r"[1-5]\d{4}")
_EXCEL: Final = date(1899, 12, 30)
_WORDS: Final = re.compile(r"(?:[A-Za-z']{1,12},? )?(\d{1,2})[-/. ]([A-Za-z]{3,9})\.?[-/. ](\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")


#: Sheets of other programs and of old ones, which are not read.
BUKAN_LEMBAR: Final = (".xls", ".xlsm", ".xlsb", ".ods")


def simpan_xlsx(name: str) -> str:
    """What to do with such a sheet."""
    return f"buka {name.rpartition('/')[2]}, lalu simpan sebagai Buku Kerja Excel (XLSX)"


def _says(name: str, word: str) -> bool:
    """Whether a column says somewhere what only the column of the files says: “Ket. (file)”."""
    return word in ("file", "pdf") and word in name.split()


def tebak(kepala: Iterable[str]) -> dict[str, str]:
    """Our field → the column that is most probably it; exact names first, then those that begin so; each only once."""
    kepala = list(kepala)
    plain = {name: re.sub(r"[^a-z]+", " ", name.casefold()).strip() for name in kepala}
    found: dict[str, str] = {}
    for fits in (str.__eq__, str.startswith, _says):
        for field in KOLOM:
            if field.nama in found:
                continue
            for word in field.sebutan:
                match = next((n for n in kepala if n not in found.values() and plain[n] and fits(plain[n], word)), None)
                if match is not None:
                    found[field.nama] = match
                    break
    if "hal" not in found and "uraian" in found:  # what older lists call it
        found["hal"] = found.pop("uraian")
    return found


def baris_kepala(table: Sequence[Sequence[str]]) -> int:
    """Which row names the columns, counted from 0: official lists begin with a title, often in merged cells.

    The row that names most fields, among the first twenty; the first one with anything in it where none names two.
    """
    first = next((n for n, line in enumerate(table) if any(line)), 0)
    names = {n: len(tebak(dict.fromkeys(cell for cell in line if cell))) for n, line in enumerate(table[:20])}
    best = max(names, key=lambda n: (names[n], -n), default=first)
    return best if names.get(best, 0) > 1 else first


def sifat(text: str) -> Sifat | None:
    """How open a record is, as people and machines write it; nothing is Biasa, None what is not known."""
    return _SIFAT.get(text.replace("_", " ").casefold())


def tanggal(text: str) -> date | None:
    """A date as people of an office write one, day before month; None when it is none."""
    text = " ".join(text.split())
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.fullmatch(text):
            return date(_year(match[3]), int(match[2]), int(match[1]))
        if _SERIAL.fullmatch(text):  # a date in a cell that Excel shows as a number
            return _EXCEL + timedelta(days=int(text))
        if (match := _WORDS.fullmatch(text)) and (month := _MONTHS.get(match[2].casefold())):
            return date(_year(match[3]), month, int(match[1]))
    except ValueError:
        return None
    return None


def _year(text: str) -> int:
    """A year as written; of two digits the latest that is not to come."""
    if len(text) == 4:
        return int(text)
    century = clock.today().year // 100 * 100
    return century + int(text) - (100 if century + int(text) > clock.today().year else 0)


def masalah(kolom: str, salah: str, saran: str) -> dict[str, str]:
    """One thing that is wrong with a row: in which column, what, and what to do."""
    return {"kolom": BY_NAME[kolom].label if kolom in BY_NAME else kolom, "salah": salah, "saran": saran}


def bentuk(row: Mapping[str, str]) -> list[dict[str, str]]:
    """What is wrong with the values of a row by themselves."""
    found = []
    for field in KOLOM:
        text = row.get(field.nama, "")
        if field.wajib and not text:
            found.append(masalah(field.nama, "Kosong.", f"Isi {field.label.lower()} pada baris ini."))
        if len(text) > field.panjang:
            said = f"Lebih dari {field.panjang} huruf."
            found.append(masalah(field.nama, said, "Pendekkan; sisanya dapat ditulis pada uraian."))
    day = row.get("tanggal", "")
    if day:
        read = tanggal(day)
        if read is None:
            found.append(
                masalah("tanggal", f"“{day[:40]}” bukan tanggal.", "Tulis seperti 4 Agustus 2019 atau 04/08/2019.")
            )
        elif not date(1800, 1, 1) <= read <= date(2100, 12, 31):
            found.append(masalah("tanggal", f"Tahun {read.year} tidak masuk akal.", "Periksa tahunnya."))
    if sifat(row.get("sifat", "")) is None:
        found.append(
            masalah(
                "sifat", f"“{row['sifat'][:40]}” tidak dikenal.", "Pakai Biasa, Terbatas, Rahasia, atau Sangat Rahasia."
            )
        )
    return found
