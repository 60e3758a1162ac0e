"""Rules that are cited, and the parts of produk hukum. Source: naskah-dinas.md 2.4 huruf a dan b; 9 numbers 22 and 23."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from eoffice.naskah.periksa.nilai import Dicabut, Perkara, Teks, Temuan, Tingkat, aturan, pada, pemeriksa, umum
from eoffice.pdf import isi as isi_naskah

DICABUT: Final = aturan("peraturan-dicabut", "Peraturan yang sudah dicabut", "9 nomor 23", Tingkat.MENAHAN)
URUTAN: Final = aturan("mengingat-urutan", "Urutan Mengingat", "9 nomor 23")
SINGKAT: Final = aturan("peraturan-singkat", "Peraturan disingkat", "9 nomor 22")
HURUF: Final = aturan("menimbang-huruf", "Menimbang merujuk huruf yang tidak ada", "9 nomor 22")
JUDUL: Final = aturan("menimbang-judul", "Menimbang terakhir tidak menyebut judulnya", "2.4 huruf a")
DIKTUM: Final = aturan("diktum-label", "Urutan diktum", "9 nomor 22", Tingkat.MENAHAN)
BERLAKU: Final = aturan("diktum-berlaku", "Diktum mulai berlaku", "2.4 huruf a")
ISTILAH: Final = aturan("istilah-keputusan", "“Surat Keputusan”", "2.4 huruf a")

#: What a rule is called when it is named in short.
_NAMA: Final = {
    "uu": "Undang-Undang", "pp": "Peraturan Pemerintah", "perpres": "Peraturan Presiden",
    "permendagri": "Peraturan Menteri Dalam Negeri", "perda": "Peraturan Daerah", "perwal": "Peraturan Wali Kota",
    "perwali": "Peraturan Wali Kota", "pergub": "Peraturan Gubernur",
    "permenpan": "Peraturan Menteri Pendayagunaan Aparatur Negara",
    "permenpanrb": "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    "permenkeu": "Peraturan Menteri Keuangan", "pmk": "Peraturan Menteri Keuangan",
}  # fmt: skip
_PENUH: Final = re.compile(
    r"\b(Undang-Undang|Peraturan Pemerintah|Peraturan Presiden|Peraturan Menteri Dalam Negeri|Peraturan Menteri [A-Z][\w ]{3,80}?"
    r"|Peraturan Kepala Arsip Nasional Republik Indonesia|Peraturan Daerah(?: Kota| Provinsi| Kabupaten)?(?: [A-Z]\w{2,20}){0,3}) "
    r"(?:Nomor|No\.?) (\d{1,3}) Tahun (\d{4})\b"
)
_SINGKAT: Final = re.compile(
    r"\b(UU|PP|Perpres|Permendagri|Perda|Perwali?|Pergub|Permenpan|PermenpanRB|Permenkeu|PMK)\b\.?(?: RI)?(?: (?:Nomor|No\.?|Nomer))? ?"
    r"(\d{1,3}) ?(?:/|Tahun|tahun|Thn|Th\.?) ?(\d{4})\b"
)
_NOMOR: Final = re.compile(r"\b(No\.?|Nomer|nomer) (?=\d{1,3} Tahun \d{4}\b)")
_PANGKAT: Final = (
    ("Undang-Undang Dasar", 0), ("Ketetapan Majelis", 1), ("Undang-Undang", 2), ("Peraturan Pemerintah Pengganti", 2),
    ("Peraturan Pemerintah", 3), ("Peraturan Presiden", 4), ("Keputusan Presiden", 4), ("Peraturan Menteri", 5),
    ("Peraturan Kepala", 5), ("Peraturan Badan", 5), ("Peraturan Arsip", 5), ("Peraturan Lembaga", 5), ("Keputusan Menteri", 6),
    ("Peraturan Daerah Provinsi", 7), ("Peraturan Gubernur", 8), ("Peraturan Daerah", 9), ("Peraturan Wali", 10),
    ("Keputusan Gubernur", 11), ("Keputusan Wali", 12),
)  # fmt: skip
_TAHUN: Final = re.compile(r"\bNomor (\d{1,4}) Tahun (\d{4})\b")
_HURUF: Final = re.compile(
    r"\bdimaksud (?:dalam|pada) huruf ([a-z])\b(?:(?:,| dan| sampai dengan)? (?:huruf )?([a-z])\b)?"
)
_SK: Final = re.compile(r"\b(Surat Keputusan|SK) (?=(?:Wali Kota|Sekretaris Daerah|Kepala Dinas|Kepala Badan|Camat)\b)")
_URUT: Final = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH",
    "KESEBELAS", "KEDUA BELAS", "KETIGA BELAS", "KEEMPAT BELAS", "KELIMA BELAS", "KEENAM BELAS", "KETUJUH BELAS",
    "KEDELAPAN BELAS", "KESEMBILAN BELAS", "KEDUA PULUH",
)  # fmt: skip

#: Rules that older letters still cite, and what holds today. A city adds its own on the page of rules.
BAWAAN: Final = (
    Dicabut("Peraturan Menteri Dalam Negeri", 54, 2009, "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023"),
    Dicabut("Peraturan Menteri Dalam Negeri", 78, 2012, "Peraturan Menteri Dalam Negeri Nomor 83 Tahun 2022"),
    Dicabut("Peraturan Menteri Dalam Negeri", 135, 2017, "Peraturan Menteri Dalam Negeri Nomor 83 Tahun 2022"),
    Dicabut("Peraturan Menteri Dalam Negeri", 13, 2006, "Peraturan Menteri Dalam Negeri Nomor 77 Tahun 2020"),
    Dicabut("Peraturan Kepala Arsip Nasional Republik Indonesia", 2, 2014, "Peraturan Arsip Nasional Republik Indonesia Nomor 5 Tahun 2021"),
    Dicabut("Undang-Undang", 7, 1971, "Undang-Undang Nomor 43 Tahun 2009"),
    Dicabut("Undang-Undang", 22, 1999, "Undang-Undang Nomor 23 Tahun 2014"),
    Dicabut("Undang-Undang", 32, 2004, "Undang-Undang Nomor 23 Tahun 2014"),
    Dicabut("Undang-Undang", 10, 2004, "Undang-Undang Nomor 12 Tahun 2011"),
    Dicabut("Undang-Undang", 43, 1999, "Undang-Undang Nomor 20 Tahun 2023"),
    Dicabut("Undang-Undang", 5, 2014, "Undang-Undang Nomor 20 Tahun 2023"),
    Dicabut("Peraturan Pemerintah", 53, 2010, "Peraturan Pemerintah Nomor 94 Tahun 2021"),
    Dicabut("Peraturan Pemerintah", 46, 2011, "Peraturan Pemerintah Nomor 30 Tahun 2019"),
    Dicabut("Peraturan Pemerintah", 41, 2007, "Peraturan Pemerintah Nomor 18 Tahun 2016"),
    Dicabut("Peraturan Pemerintah", 82, 2012, "Peraturan Pemerintah Nomor 71 Tahun 2019"),
    Dicabut("Peraturan Pemerintah", 58, 2005, "Peraturan Pemerintah Nomor 12 Tahun 2019"),
    Dicabut("Peraturan Presiden", 54, 2010, "Peraturan Presiden Nomor 16 Tahun 2018"),
)  # fmt: skip


@pemeriksa
def dicabut(p: Perkara) -> Iterator[Temuan]:
    """A rule that was revoked, named in full or in short."""
    known = {(d.jenis, d.nomor, d.tahun): d for d in p.fakta.dicabut}
    for t in p.teks:
        for pattern in (_PENUH, _SINGKAT):
            for m in pattern.finditer(t.isi):
                kind = _NAMA.get(m[1].casefold(), m[1])
                if found := known.get((kind, int(m[2]), int(m[3]))):
                    if re.search(
                        r"(?:mencabut|pencabutan|perubahan atas|dicabut)\W{1,3}$",
                        t.isi[max(0, m.start() - 40) : m.start()],
                    ):
                        continue  # the letter is about the revoking itself
                    yield pada(
                        DICABUT,
                        t,
                        *m.span(),
                        f"{m[0]} sudah dicabut.",
                        f"Yang berlaku: {found.pengganti}. Sesuaikan juga judulnya.",
                    )


@pemeriksa
def disingkat(p: Perkara) -> Iterator[Temuan]:
    """Rules are cited in full: `Undang-Undang Nomor 43 Tahun 2009`."""
    for t in p.teks:
        if not {"menimbang", "mengingat", "dasar", "dasar_hukum", "memperhatikan"} & set(t.jalur):
            continue
        for m in _SINGKAT.finditer(t.isi):
            right = f"{_NAMA[m[1].casefold()]} Nomor {m[2]} Tahun {m[3]}"
            yield pada(SINGKAT, t, *m.span(), f"“{m[0]}” disingkat.", f"Tulis {right}.", right)
        for m in _NOMOR.finditer(t.isi):
            yield pada(SINGKAT, t, *m.span(1), f"“{m[1]}” disingkat.", "Tulis Nomor.", "Nomor")


def _bagian(p: Perkara, name: str) -> list[Teks]:
    """The items of one part, in their order."""
    return [t for t in p.teks if t.jalur[:2] == ("rincian", name)]


@pemeriksa
def konsiderans(p: Perkara) -> Iterator[Temuan]:
    """Menimbang and Mengingat; “bahwa” and the semicolons are the typesetter's, however they were typed."""
    menimbang, mengingat = _bagian(p, "menimbang"), _bagian(p, "mengingat")
    for t in menimbang:
        for m in _HURUF.finditer(t.isi):
            for sign in (m[1], m[2]):
                if sign and ord(sign) - ord("a") >= int(t.jalur[-1] if isinstance(t.jalur[-1], int) else 99):
                    yield pada(HURUF, t, *m.span(), f"Tidak ada butir huruf {sign} di atasnya.", "Perbaiki hurufnya.")
    yield from _urutan(mengingat)
    subject = p.bahan.hal or str(p.bahan.rincian.get("tentang") or "")
    if p.bahan.keluarga == "H" and menimbang and subject and subject.casefold() not in menimbang[-1].isi.casefold():
        last = menimbang[-1]
        yield pada(
            JUDUL, last, max(0, last.isi.rfind("tentang ")), len(last.isi), f"Butir terakhir tidak menyebut “{subject[:80]}”.",
            "Butir Menimbang terakhir menyebut naskah yang ditetapkan, lengkap dengan judulnya.",
        )  # fmt: skip


def _urutan(items: Sequence[Teks]) -> Iterator[Temuan]:
    before: tuple[int, int, int] | None = None
    for t in items:
        rank = max(((len(name), n) for name, n in _PANGKAT if t.isi.startswith(name)), default=None)
        m = _TAHUN.search(t.isi)
        if rank is None:
            continue
        key = (rank[1], int(m[2]) if m else 0, int(m[1]) if m else 0)
        if before is not None and key < before:
            yield pada(
                URUTAN, t, 0, m.end() if m else len(t.isi), "Peraturan ini seharusnya berdiri lebih dahulu.",
                "Urutkan Mengingat menurut tingkatnya, lalu menurut tahunnya.",
            )  # fmt: skip
            return
        before = key


@pemeriksa
def diktum(p: Perkara) -> Iterator[Temuan]:
    """KESATU, KEDUA, …, and the last one says from when it holds."""
    rows = p.bahan.rincian.get("diktum")
    texts: list[tuple[Any, str]] = []
    if isinstance(rows, list) and rows:
        for i, row in enumerate(rows):
            if isinstance(row, dict):
                said = str(row.get("label") or "")
                if said and i < len(_URUT) and said != _URUT[i]:
                    t = Teks(("rincian", "diktum", i, "label"), "Diktum", said)
                    yield pada(
                        DIKTUM,
                        t,
                        0,
                        len(said),
                        f"Diktum ke-{i + 1} bernama {_URUT[i]}.",
                        f"Tulis {_URUT[i]}.",
                        _URUT[i],
                    )
                    break
        for i, row in enumerate(rows):
            texts.append((("rincian", "diktum", i), str(row.get("teks") or "") if isinstance(row, dict) else str(row)))
    elif p.bahan.keluarga == "H" and p.bahan.jenis in ("keputusan", "instruksi") and p.bahan.isi is not None:
        for i, block in enumerate(p.bahan.isi["doc"]["content"]):
            if block["type"] == "paragraph" and (words := isi_naskah.inline_text(block).strip()):
                texts.append((("isi", i), words))
    if texts and p.bahan.jenis == "keputusan" and not any("berlaku" in words for _, words in texts[-2:]):
        yield umum(
            BERLAKU, texts[-1][0], "Diktum", "Diktum terakhir belum menyebut kapan keputusan mulai berlaku.",
            "Tambahkan, misalnya “Keputusan Wali Kota ini mulai berlaku pada tanggal ditetapkan.”",
        )  # fmt: skip


@pemeriksa
def istilah(p: Perkara) -> Iterator[Temuan]:
    """It is called Keputusan, not Surat Keputusan."""
    for t in p.teks:
        for m in _SK.finditer(t.isi):
            yield pada(
                ISTILAH, t, *m.span(1), "Namanya Keputusan, bukan Surat Keputusan.", "Tulis Keputusan.", "Keputusan"
            )
