"""Sheets: CSV files of units, jabatan, pegawai and penempatan, as spreadsheets save them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from eoffice.akses.actor import Peran
from eoffice.errors import Invalid
from eoffice.organisasi.baris import KELOMPOK, JabatanBaru, PegawaiBaru, PenugasanBaru, Susunan, UnitBaru
from eoffice.organisasi.nip import nip_check, nip_warning
from eoffice.organisasi.states import JenisJabatan, JenisLembar, JenisPenugasan
from eoffice.web.ekspor import to_csv
from eoffice.web.fields import FIRST_DATE, LAST_DATE, Fields

#: Bytes of one file, and rows of one sheet.
LARGEST: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 20_000
#: Columns of one sheet; the widest of ours has thirteen.
MOST_COLUMNS: Final = 100
#: Rows with mistakes that are told; whoever has more repairs these first.
MOST_FINDINGS: Final = 200

_DELIMITERS: Final = (";", ",", "\t")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_POWER: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_KODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_YES: Final = {"ya": True, "y": True, "1": True, "true": True, "tidak": False, "t": False, "0": False, "false": False}


@dataclass(frozen=True)
class Temuan:
    """A remark about a row; `galat` keeps the whole from being loaded, otherwise it only warns."""

    asal: str
    kalimat: str
    galat: bool = True


class _Salah(Exception):
    """What is wrong with one cell, as a sentence."""


@dataclass(frozen=True)
class Kolom:
    """A column: its name, the field of the row, how it is read, and the value of the example."""

    nama: str
    isi: str
    baca: Callable[[str], Any]
    contoh: str
    wajib: bool = False
    maks: int = 200


def _text(raw: str) -> str:
    return raw


def _kode(raw: str) -> str:
    if not _KODE.fullmatch(raw):
        raise _Salah("hanya boleh berisi huruf, angka, titik, garis, atau garis bawah")
    return raw


def _maybe_kode(raw: str) -> str | None:
    return _kode(raw) if raw else None


def _nip(raw: str) -> str | None:
    if not raw:
        return None
    if _POWER.fullmatch(raw):
        raise _Salah(
            "sudah berubah menjadi angka oleh aplikasi lembar kerja; atur kolom NIP sebagai Teks, lalu isi ulang"
        )
    digits = raw.replace(" ", "").replace(".", "")
    wrong = nip_check(digits)
    if wrong is not None:
        raise _Salah(wrong)
    return digits


def _nama(raw: str) -> str:
    # Whoever has no NIP is known by the name; a name of digits would be taken for the NIP of somebody else.
    if raw and not any(c.isalpha() for c in raw):
        raise _Salah("perlu nama orang, bukan angka; isi NIP di kolom nip")
    return raw


def _pegawai(raw: str) -> str:
    return _nip(raw) or "" if raw[:1].isdigit() else raw


def _one_of(words: Sequence[str], make: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(raw: str) -> Any:
        value = raw.lower().replace(" ", "_")
        if value not in words:
            raise _Salah(f"harus salah satu dari: {', '.join(words)}")
        return make(value)

    return read


def _set_of(one: Callable[[str], Any]) -> Callable[[str], frozenset[Any]]:
    return lambda raw: frozenset(one(part) for part in re.split(r"[\s,+|/]+", raw) if part)


def _yes(raw: str) -> bool:
    if raw.lower() not in _YES:
        raise _Salah("harus ya atau tidak")
    return _YES[raw.lower()]


def _date(raw: str) -> date:
    iso, local = _ISO.fullmatch(raw), _LOCAL.fullmatch(raw)
    parts = [int(p) for p in (iso.groups() if iso else local.groups()[::-1] if local else ())]
    try:
        value = date(*parts)
    except (TypeError, ValueError):
        raise _Salah("harus tanggal yang ada, misalnya 2026-11-22 atau 22/11/2026") from None
    if not FIRST_DATE <= value <= LAST_DATE:
        raise _Salah(f"harus antara {FIRST_DATE.isoformat()} dan {LAST_DATE.isoformat()}")
    return value


def _maybe_date(raw: str) -> date | None:
    return _date(raw) if raw else None


_peran: Final = _set_of(_one_of([str(p) for p in Peran], Peran))

KOLOM: Final[dict[JenisLembar, tuple[Kolom, ...]]] = {
    JenisLembar.UNIT: (
        Kolom("kode", "kode", _kode, "16", True, 20),
        Kolom("nama", "nama", _text, "Dinas Komunikasi dan Informatika", True),
        Kolom("singkatan", "singkatan", _text, "DISKOMINFO", True, 40),
        Kolom("induk", "induk", _maybe_kode, "00", maks=20),
        Kolom("jenis", "jenis", _one_of(list(KELOMPOK), str), "dinas", True, 40),
        Kolom("eselon", "eselon", lambda raw: raw or "-", "II.b", maks=10),
        Kolom("alamat", "alamat", _text, "Jalan Melati Nomor 1", maks=300),
        Kolom("telepon", "telepon", _text, "(021) 5550100", maks=60),
        Kolom("laman", "laman", _text, "diskominfo.kota.example", maks=120),
        Kolom("pos_el", "pos_el", _text, "diskominfo@kota.example", maks=120),
        Kolom("koordinator", "koordinator", _set_of(_kode), ""),
        Kolom("mulai", "mulai", _maybe_date, "2025-01-02"),
        Kolom("selesai", "selesai", _maybe_date, ""),
    ),
    JenisLembar.JABATAN: (
        Kolom("kode", "kode", _kode, "16", True, 40),
        Kolom("nama", "nama", _text, "Kepala Dinas Komunikasi dan Informatika", True, 250),
        Kolom("unit", "unit_kode", _kode, "16", True, 20),
        Kolom("jenis", "jenis", _one_of([str(j) for j in JenisJabatan], JenisJabatan), "struktural", True),
        Kolom("eselon", "eselon", lambda raw: raw or "-", "II.b", maks=10),
        Kolom("atasan", "atasan_kode", _maybe_kode, "", maks=40),
        Kolom("kepala_unit", "kepala_unit", lambda raw: bool(raw) and _yes(raw), "ya"),
        Kolom("dapat_ttd", "dapat_ttd", lambda raw: bool(raw) and _yes(raw), "ya"),
        Kolom("peran", "peran", _peran, "pimpinan_opd"),
        Kolom("aktif", "aktif", lambda raw: not raw or _yes(raw), "ya"),
    ),
    JenisLembar.PEGAWAI: (
        Kolom("nip", "nip", _nip, "'198501012010011001", maks=40),
        Kolom("nama", "nama", _nama, "Bayu Pratama", True, 120),
        Kolom("gelar_depan", "gelar_depan", _text, "Ir.", maks=40),
        Kolom("gelar_belakang", "gelar_belakang", _text, "M.T.", maks=60),
        Kolom("pangkat", "pangkat", _text, "Pembina Utama Muda", maks=60),
        Kolom("golongan", "golongan", _text, "IV/c", maks=10),
        Kolom("aktif", "aktif", lambda raw: not raw or _yes(raw), "ya"),
    ),
    JenisLembar.PENEMPATAN: (
        Kolom("pegawai", "pegawai", _pegawai, "'198501012010011001", True, 120),
        Kolom("jabatan", "jabatan_kode", _kode, "16", True, 40),
        Kolom("bentuk", "bentuk", _one_of([str(b) for b in JenisPenugasan], JenisPenugasan), "definitif", True),
        Kolom("mulai", "mulai", _date, "2026-01-05", True),
        Kolom("selesai", "selesai", _maybe_date, ""),
        Kolom("dasar", "dasar", _text, "Keputusan Wali Kota Nomor 800.1.3.3/1 Tahun 2026"),
    ),
}
ROWS: Final[dict[JenisLembar, Any]] = {
    JenisLembar.UNIT: UnitBaru,
    JenisLembar.JABATAN: JabatanBaru,
    JenisLembar.PEGAWAI: PegawaiBaru,
    JenisLembar.PENEMPATAN: PenugasanBaru,
}


def contoh(jenis: JenisLembar) -> bytes:
    """An empty sheet with one example row, as spreadsheets of Indonesian computers open it: BOM and semicolons.

    The apostrophe before long numbers keeps spreadsheets from rounding them; reading takes it off again.
    """
    return to_csv([k.nama for k in KOLOM[jenis]], [[k.contoh for k in KOLOM[jenis]]], pemisah=";")


def baca(berkas: Sequence[tuple[str, bytes]]) -> tuple[Susunan, list[Temuan]]:
    """Rows of several sheets, recognised by their columns, and everything that is wrong with them.

    Args:
        berkas: name and bytes of each file.
    """
    found: dict[JenisLembar, list[Any]] = {jenis: [] for jenis in JenisLembar}
    findings: list[Temuan] = []
    for name, content in berkas:
        try:
            jenis, rows = _sheet(name, content, findings)
        except Invalid as error:
            findings.append(Temuan(name, str(error)))
            continue
        found[jenis] += rows
    return Susunan(*(tuple(found[jenis]) for jenis in JenisLembar)), findings


def _sheet(name: str, content: bytes, findings: list[Temuan]) -> tuple[JenisLembar, list[Any]]:
    lines = _lines(_decoded(content))
    number, head = next(lines, (0, []))
    if len(head) > MOST_COLUMNS:
        raise Invalid(f"Baris pertama berisi lebih dari {MOST_COLUMNS} kolom. Pakailah lembar contoh.")
    names = [_heading(cell) for cell in head]
    jenis = _kind(names)
    columns = {k.nama: k for k in KOLOM[jenis]}
    for doubled in sorted(n for n, times in Counter(names).items() if n and times > 1):
        raise Invalid(f"Kolom «{doubled}» tertulis dua kali. Hapus salah satunya.")
    missing = [k.nama for k in columns.values() if k.wajib and k.nama not in names]
    if missing:
        raise Invalid(f"Lembar {jenis} ini tidak mempunyai kolom: {', '.join(missing)}. Pakailah lembar contoh.")
    unknown = [n for n in names if n and n not in columns]
    if unknown:
        findings.append(Temuan(name, f"Kolom yang tidak dikenal dilewati: {', '.join(unknown)[:200]}.", galat=False))
    rows, seen = [], 0
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        seen += 1
        if seen > MOST_ROWS:
            raise Invalid(f"Lembar ini lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")
        asal = f"{name} baris {number}"
        made, wrong = _row(jenis, columns, dict(zip(names, cells, strict=False)), asal)
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            wrong.append(Temuan(asal, "Isinya lebih banyak daripada kolomnya; periksa tanda pemisah dan tanda petik."))
        findings += wrong
        if made is not None:
            rows.append(made)
    if not seen:
        findings.append(Temuan(name, "Lembar ini tidak berisi satu baris pun.", galat=False))
    return jenis, rows


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Invalid(f"Berkas ini lebih besar dari {LARGEST // 1024 // 1024} MB. Bagi menjadi beberapa berkas.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("Berkas ini bukan CSV UTF-8. Simpan ulang sebagai «CSV UTF-8», lalu coba lagi.") from None
    if "\x00" in text:
        raise Invalid("Berkas ini bukan CSV. Simpan ulang lembar kerjanya sebagai «CSV UTF-8», lalu coba lagi.")
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their last line; a first line `sep=;`, which Excel writes, is passed over."""
    skipped = 0
    if text[:4].lower() == "sep=":
        _, _, text = text.partition("\n")
        skipped = 1
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num + skipped, cells
    except csv.Error:
        raise Invalid(
            f"Baris {reader.line_num + skipped} tidak dapat dibaca sebagai CSV; periksa tanda petiknya."
        ) from None


def _heading(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().lower())


def _kind(names: Sequence[str]) -> JenisLembar:
    for mark, jenis in (
        ("singkatan", JenisLembar.UNIT),
        ("unit", JenisLembar.JABATAN),
        ("jabatan", JenisLembar.PENEMPATAN),
        ("nip", JenisLembar.PEGAWAI),
    ):
        if mark in names:
            return jenis
    raise Invalid(
        "Baris pertama bukan judul kolom yang dikenal, jadi tidak jelas ini lembar apa. Pakailah lembar contoh: "
        "unit, jabatan, pegawai, atau penempatan."
    )


def _row(jenis: JenisLembar, columns: dict[str, Kolom], cells: dict[str, str], asal: str) -> tuple[Any, list[Temuan]]:
    """The row, or None with everything that is wrong in it."""
    values: dict[str, Any] = {}
    wrong: list[Temuan] = []
    for name, column in columns.items():
        if name not in cells:
            continue
        try:
            values[column.isi] = _cell(column, cells[name])
        except _Salah as error:
            wrong.append(Temuan(asal, f"Kolom {name}: {str(error).rstrip('.')}."))
    missing = [k.nama for k in columns.values() if k.wajib and k.nama not in cells]
    if missing:  # a line that ends early
        wrong.append(Temuan(asal, f"Baris ini berakhir sebelum kolom {missing[0]}."))
    if any(t.galat for t in wrong):
        return None, wrong
    if values.get("nip") and (remark := nip_warning(values["nip"])):
        wrong.append(Temuan(asal, remark, galat=False))
    if jenis is JenisLembar.PEGAWAI:
        values.setdefault("nip", None)
    return ROWS[jenis](**values, asal=asal, diberi=frozenset(values)), wrong


def _cell(column: Kolom, raw: str) -> Any:
    """One cell, held to the rules of typed text; formulas are refused, so that no later export carries one."""
    fields = Fields(_Nothing())
    value = fields.cell(column.nama, "Isinya", raw.strip().removeprefix("'"), max=column.maks)
    if fields.errors:
        raise _Salah(next(iter(fields.errors.values())))
    if value[:1] in ("=", "@") or (value[:1] in ("+", "-") and not re.fullmatch(r"-|\+?[\d ()-]+", value)):
        raise _Salah("tampak seperti rumus; tulis isinya sebagai teks biasa")
    if column.wajib and not value:
        raise _Salah("perlu diisi")
    return column.baca(value)


class _Nothing:
    """No form stands behind a sheet."""

    def getlist(self, key: str, /) -> list[str]:
        """Nothing was posted."""
        return []
