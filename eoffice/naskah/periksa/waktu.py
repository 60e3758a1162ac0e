"""Days, dates and times. Source: naskah-dinas.md 3.4; 9 numbers 12, 21 and 24."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from eoffice.naskah.periksa.nilai import Jalur, Perkara, Teks, Temuan, Tingkat, aturan, pada, pemeriksa, umum
from eoffice.pdf import kata

BULAN: Final = "|".join(kata.BULAN)
_PENDEK: Final = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "agt": 8, "agu": 8, "ags": 8,
    "agust": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
_SALAH: Final = {
    "januwari": 1, "pebruari": 2, "pebuari": 2, "febuari": 2, "februwari": 2,
    "augustus": 8, "agustur": 8, "septembar": 9, "sepetember": 9, "oktobar": 10, "october": 10, "oktobter": 10,
    "nopember": 11, "nofember": 11, "novembar": 11, "december": 12, "desembar": 12, "desemeber": 12,
    "january": 1, "february": 2, "march": 3, "august": 8, "juny": 6, "july": 7, "mey": 5,
}  # fmt: skip

HARI_TANGGAL: Final = aturan("hari-tanggal", "Hari tidak cocok dengan tanggalnya", "9 nomor 24", Tingkat.MENAHAN)
TANGGAL_MUSTAHIL: Final = aturan("tanggal-mustahil", "Tanggal yang tidak ada", "9 nomor 12", Tingkat.MENAHAN)
EJAAN_BULAN: Final = aturan("ejaan-bulan", "Ejaan nama bulan", "9 nomor 12")
TANGGAL_NOL: Final = aturan("tanggal-nol", "Tanggal dengan nol di depan", "9 nomor 12")
TANGGAL_SINGKAT: Final = aturan("tanggal-singkat", "Tanggal disingkat", "9 nomor 12")
WAKTU_BENTUK: Final = aturan("waktu-bentuk", "Penulisan jam", "9 nomor 21")
WAKTU_ZONA: Final = aturan("waktu-zona", "Jam tanpa zona waktu", "9 nomor 24")
WAKTU_AKHIR: Final = aturan("waktu-akhir", "Acara tanpa waktu selesai", "9 nomor 24")
ACARA_LEWAT: Final = aturan("acara-lewat", "Acara mendahului tanggal surat", "9 nomor 24", Tingkat.MENAHAN)
MASA_TERBALIK: Final = aturan("masa-terbalik", "Tanggal selesai mendahului tanggal mulai", "2.4", Tingkat.MENAHAN)
RENTANG: Final = aturan("rentang-beda", "Tanggal di teks berbeda dari isian", "2.4 huruf f")

_HARI_TANGGAL: Final = re.compile(
    rf"\b(Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu)\b,? {{1,3}}(?:tanggal )?(\d{{1,2}}) ({BULAN}) (\d{{4}})\b",
    re.IGNORECASE,
)
_TANGGAL: Final = re.compile(rf"(?<![\d.,/-])(\d{{1,2}}) ({BULAN}) (\d{{4}})\b")
_KECIL: Final = re.compile(r"(?<![\d.,/-])(\d{1,2}) ([^\W\d_]{3,10})\b")
_NOL: Final = re.compile(rf"(?<![\d.,/:-])0(\d) (?={BULAN})")
_SINGKAT: Final = re.compile(
    r"(?<![\w./-])(\d{1,2})[ -](jan|feb|peb|mar|mrt|apr|jun|jul|agt|agu|ags|agust|sep|sept|okt|nov|nop|des)\b\.?[ -]'?(\d{4}|\d\d)\b",
    re.IGNORECASE,
)
_ANGKA: Final = re.compile(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\w/-])")
_BERNOMOR: Final = re.compile(r"\b(?:nomor|no\.?|kode)\s?:?\s?$", re.IGNORECASE)
_JAM: Final = re.compile(r"\b(?:(jam|pukul) )?(\d{1,2})([:.])(\d\d)\b(?![:.]?\d)", re.IGNORECASE)
_JAM_BULAT: Final = re.compile(r"\b(jam|pukul) (\d{1,2})\b(?![.:,/]?\d)(?! \()", re.IGNORECASE)
_DEKAT: Final = re.compile(r" {0,2}(?:WIB|WITA|WIT|s\.d\.|s/d|-|–|sampai)")
_ZONA: Final = re.compile(r"\b(?:WIB|WITA|WIT)\b")
_SAMPAI: Final = re.compile(r"s\.d\.|s/d|sampai|selesai|hingga|–|\d ?- ?\d")
_RENTANG: Final = re.compile(
    rf"(?<![\d.,/-])(\d{{1,2}})(?: ({BULAN}))? (?:s\.d\.|sampai dengan|hingga|–) (\d{{1,2}}) ({BULAN}) (\d{{4}})\b"
)


def hari(year: str | int, month: str | int, day: str | int) -> date | None:
    """The date, or None when there is none."""
    try:
        return date(int(year), month if isinstance(month, int) else kata.BULAN.index(month.capitalize()) + 1, int(day))
    except ValueError:
        return None


def tanggal_iso(value: object) -> date | None:
    """A date of a form field, or None."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


@pemeriksa
def hari_dan_tanggal(p: Perkara) -> Iterator[Temuan]:
    """A weekday before a date, in one text or in two fields beside each other."""
    for t in p.teks:
        for m in _HARI_TANGGAL.finditer(t.isi):
            day = hari(m[4], m[3], m[2])
            if day is not None and kata.HARI[day.weekday()].casefold() != m[1].replace("'", "").casefold():
                yield _hari_salah(t, m.start(1), m.end(1), day)
    for jalur, rows in _kumpulan(p.bahan.rincian, ("rincian",)):
        day, said = tanggal_iso(rows.get("tanggal")), rows.get("hari")
        if day is not None and isinstance(said, str) and said and kata.HARI[day.weekday()] != said:
            t = Teks((*jalur, "hari"), p.bahan.label.get("hari", "Hari"), said)
            yield _hari_salah(t, 0, len(said), day)


def _hari_salah(t: Teks, awal: int, akhir: int, day: date) -> Temuan:
    right = kata.HARI[day.weekday()]
    return pada(
        HARI_TANGGAL, t, awal, akhir, f"{kata.tanggal(day)} jatuh pada hari {right}, bukan {t.isi[awal:akhir]}.",
        "Periksa mana yang benar, harinya atau tanggalnya.", right,
    )  # fmt: skip


def _kumpulan(value: Any, jalur: Jalur) -> Iterator[tuple[Jalur, Mapping[str, Any]]]:
    """Every group of fields in the details, the outermost first."""
    if isinstance(value, Mapping):
        yield jalur, value
        for name, item in value.items():
            yield from _kumpulan(item, (*jalur, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _kumpulan(item, (*jalur, i))


@pemeriksa
def tanggal(p: Perkara) -> Iterator[Temuan]:
    """Dates that do not exist, or are not written `2 Maret 2026`."""
    for t in p.teks:
        for m in _TANGGAL.finditer(t.isi):
            if hari(m[3], m[2], m[1]) is None:
                yield pada(TANGGAL_MUSTAHIL, t, *m.span(), f"Tanggal {m[0]} tidak ada.", "Perbaiki tanggalnya.")
        for m in _KECIL.finditer(t.isi):
            number = _SALAH.get(m[2].casefold())
            right = kata.BULAN[number - 1] if number else m[2].capitalize()
            if number or (right in kata.BULAN and m[2] != right and not t.isi.isupper()):
                yield pada(EJAAN_BULAN, t, *m.span(2), f"“{m[2]}” ditulis “{right}”.", "Perbaiki ejaannya.", right)
        for m in _NOL.finditer(t.isi):
            yield pada(
                TANGGAL_NOL,
                t,
                m.start(),
                m.start() + 2,
                "Tanggal tidak memakai nol di depan.",
                f"Tulis {m[1]} saja.",
                m[1],
            )
        yield from _singkat(t)


def _singkat(t: Teks) -> Iterator[Temuan]:
    for m in _SINGKAT.finditer(t.isi):
        year = m[3] if len(m[3]) == 4 else f"20{m[3]}"
        day = hari(year, _PENDEK[m[2].casefold()], m[1])
        yield _disingkat(t, m, day)
    for m in _ANGKA.finditer(t.isi):
        day = hari(m[4], int(m[3]), m[1])
        if day is not None and not _BERNOMOR.search(t.isi, max(0, m.start() - 12), m.start()):
            yield _disingkat(t, m, day)


def _disingkat(t: Teks, m: "re.Match[str]", day: date | None) -> Temuan:
    right = kata.tanggal(day) if day is not None else None
    return pada(
        TANGGAL_SINGKAT, t, *m.span(), f"Tanggal “{m[0]}” disingkat.",
        f"Tulis {right}." if right else "Tulis nama bulan dan tahunnya lengkap.", right,
    )  # fmt: skip


@pemeriksa
def jam(p: Perkara) -> Iterator[Temuan]:
    """Times: `pukul 09.00 WIB s.d. 11.30 WIB`."""
    for t in p.teks:
        for m in _JAM.finditer(t.isi):
            hour, minute = int(m[2]), int(m[4])
            if hour > 23 or minute > 59 or not (m[1] or t.kunci == "waktu" or _dekat(t.isi, m)):
                continue
            if (m[1] or "").casefold() == "jam" or m[3] == ":" or len(m[2]) == 1:
                yield _jam(t, m, f"{'pukul ' if m[1] else ''}{hour:02}.{minute:02}")
        for m in _JAM_BULAT.finditer(t.isi):
            if int(m[2]) < 24 and not t.isi[m.end() :].lstrip().startswith(("pelajaran", "kerja", "pelatihan")):
                yield _jam(t, m, f"pukul {int(m[2]):02}.00")
    yield from _zona(p)


def _jam(t: Teks, m: "re.Match[str]", right: str) -> Temuan:
    right = right.capitalize() if m[0][:1].isupper() else right
    return pada(
        WAKTU_BENTUK, t, *m.span(), f"“{m[0]}” bukan cara menulis jam.",
        "Jam ditulis dua angka dengan titik dan kata “pukul”, misalnya pukul 09.00 WIB.", right,
    )  # fmt: skip


def _dekat(text: str, m: "re.Match[str]") -> bool:
    return m[3] == ":" and bool(_DEKAT.match(text, m.end()))


def _zona(p: Perkara) -> Iterator[Temuan]:
    for t in p.teks:
        found = [m for m in _JAM.finditer(t.isi) if int(m[2]) < 24 and (m[1] or t.kunci == "waktu")]
        if found and not any(_ZONA.search(t.isi, m.end(), m.end() + 40) for m in found):
            last = max(m.end() for m in _JAM.finditer(t.isi))
            whole = found[0] if t.kunci != "waktu" else None
            end = whole.end() if whole is not None and not _DEKAT.match(t.isi, whole.end()) else last
            yield pada(
                WAKTU_ZONA, t, found[0].start(), end, f"Zona waktu ({p.fakta.zona}) belum disebut.",
                f"Tambahkan {p.fakta.zona} sesudah jamnya.", f"{t.isi[found[0].start() : end]} {p.fakta.zona}",
            )  # fmt: skip


@pemeriksa
def acara(p: Perkara) -> Iterator[Temuan]:
    """An event has an end and lies after its invitation; a period does not end before it begins."""
    b = p.bahan
    for jalur, rows in _kumpulan(b.rincian, ("rincian",)):
        if b.jenis in ("surat_undangan", "surat_panggilan") and "waktu" in rows:
            yield from _acara(p, jalur, rows)
        for begin, end in (
            ("tanggal_mulai", "tanggal_selesai"), ("tgl_berangkat", "tgl_kembali"), ("mulai", "selesai"),
            ("tanggal_berangkat", "tanggal_kembali"),
        ):  # fmt: skip
            first, last = tanggal_iso(rows.get(begin)), tanggal_iso(rows.get(end))
            if first is not None and last is not None and last < first:
                yield umum(
                    MASA_TERBALIK, (*jalur, end), b.label.get(end, "Sampai"),
                    f"Tanggal selesai, {kata.tanggal(last)}, mendahului tanggal mulai, {kata.tanggal(first)}.",
                    "Perbaiki salah satunya.",
                )  # fmt: skip


def _acara(p: Perkara, jalur: Jalur, rows: Mapping[str, Any]) -> Iterator[Temuan]:
    label = p.bahan.label
    name = "tanggal_acara" if "tanggal_acara" in rows else "tanggal"
    day = tanggal_iso(rows.get(name))
    written = p.bahan.tanggal or p.fakta.hari_ini
    if day is not None and day < written:
        yield umum(
            ACARA_LEWAT, (*jalur, name), label.get(name, "Tanggal acara"),
            f"Acara tanggal {kata.tanggal(day)} mendahului tanggal surat, {kata.tanggal(written)}.",
            "Perbaiki tanggal acaranya.",
        )  # fmt: skip
    said = rows.get("waktu")
    if p.bahan.jenis == "surat_undangan" and isinstance(said, str) and said.strip() and not _SAMPAI.search(said):
        t = Teks((*jalur, "waktu"), label.get("waktu", "Waktu"), said)
        yield pada(
            WAKTU_AKHIR, t, 0, len(said), "Waktu selesai acara belum disebut.", "Tambahkan waktu selesainya, atau “s.d. selesai”.",
            f"{said.rstrip()} s.d. selesai",
        )  # fmt: skip


@pemeriksa
def rentang(p: Perkara) -> Iterator[Temuan]:
    """The period in the text of a surat tugas is the one of its fields, on which overlaps are found."""
    first, last = (tanggal_iso(p.bahan.rincian.get(n)) for n in ("tanggal_mulai", "tanggal_selesai"))
    if first is None or last is None or last < first:
        return
    for t in p.teks:
        if t.jalur[:2] in (("rincian", "dasar"), ("rincian", "menimbang")) or t.jalur[0] == "hal":
            continue
        for m in _RENTANG.finditer(t.isi):
            begin, end = hari(m[5], m[2] or m[4], m[1]), hari(m[5], m[4], m[3])
            if begin is not None and end is not None and (begin, end) != (first, last):
                yield pada(
                    RENTANG, t, *m.span(),
                    f"Di teks tertulis {m[0]}, di isian {kata.tanggal(first)} s.d. {kata.tanggal(last)}.",
                    "Samakan keduanya.",
                )  # fmt: skip
