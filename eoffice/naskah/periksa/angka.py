"""Counts in words, money, and numbers that name people. Source: naskah-dinas.md 3.4, 3.6; 9 numbers 28 and 37."""

import re
from collections.abc import Iterator
from typing import Any, Final

from eoffice.naskah.periksa.nilai import Perkara, Teks, Temuan, Tingkat, Ubah, aturan, pada, pemeriksa
from eoffice.pdf import kata

TERBILANG: Final = aturan("terbilang", "Angka tidak cocok dengan hurufnya", "3.4", Tingkat.MENAHAN)
TANPA_HURUF: Final = aturan("bilangan-tanpa-huruf", "Bilangan tanpa huruf", "3.4")
UANG: Final = aturan("uang", "Penulisan uang", "3.4")
NIK: Final = aturan("nik-terbuka", "NIK di naskah bersifat Biasa", "2.4 huruf p", Tingkat.MENAHAN)
NIP: Final = aturan("nip-bentuk", "Penulisan NIP", "9 nomor 28")

_KATA: Final = frozenset(
    [
        "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
        "belas", "puluh", "ratus", "ribu", "juta", "miliar", "milyar", "triliun", "seratus", "seribu", "sejuta",
    ]
)  # fmt: skip
_BERHURUF: Final = re.compile(
    r"(?<![\w.,/])(Rp\.? ?)?(\d{1,3}(?:\.\d{3}){1,5}|\d{1,15})(,\d\d|,-)?(%?) {0,2}\(([a-z][a-z ]{2,150})\)",
    re.IGNORECASE,
)
_POLOS: Final = re.compile(r"(?<![\w.,/(–-])(\d{1,3}) (hari kerja|hari kalender)\b")
_UANG: Final = re.compile(
    r"(?<![\w])(Rp\.? ?|IDR ?)(\d{1,3}(?:[.,]\d{3}){1,5}(?!\d)|\d{1,15})(,\d\d(?!\d))?([.,]?[-–=]|,[-–=])?( ribu| juta| miliar| milyar| triliun)?",
    re.IGNORECASE,
)
_BENAR: Final = re.compile(r"Rp\d{1,3}(?:\.\d{3}){0,5},\d\d")
_NIK: Final = re.compile(r"(?<![\d./-])\d{16}(?![\d/-])")
_NIP: Final = re.compile(r"\b(NIP\b\.? ?:? ?)(\d(?:[ .]?\d){7,24})(?!\d)")


@pemeriksa
def terbilang(p: Perkara) -> Iterator[Temuan]:
    """`5 (lima)`: the words in brackets say the number before them."""
    for t in p.teks:
        for m in _BERHURUF.finditer(t.isi):
            words = m[5].casefold().split()
            unit = words.pop() if words[-1] in ("rupiah", "persen") else ""
            if not words or not _KATA.issuperset(words):
                continue
            right = kata.terbilang(int(m[2].replace(".", "")))
            if " ".join(words).replace("milyar", "miliar") != right:
                yield pada(
                    TERBILANG, t, m.start(5), m.end(5), f"{m[2]} dibaca “{right}”, bukan “{' '.join(words)}”.",
                    "Periksa mana yang benar, angkanya atau hurufnya.", f"{right} {unit}".rstrip(),
                )  # fmt: skip
        for m in _POLOS.finditer(t.isi):
            right = f"{m[1]} ({kata.terbilang(int(m[1]))}) {m[2]}"
            yield pada(TANPA_HURUF, t, *m.span(), "Bilangan ini belum ditulis dengan huruf.", f"Tulis {right}.", right)


@pemeriksa
def uang(p: Perkara) -> Iterator[Temuan]:
    """Money: `Rp1.250.000,00`."""
    for t in p.teks:
        for m in _UANG.finditer(t.isi):
            if m[5] or _BENAR.fullmatch(m[0]):
                continue
            whole = int(re.sub(r"[.,]", "", m[2]))
            right = f"Rp{whole:,}".replace(",", ".") + (m[3] or ",00")
            yield pada(
                UANG, t, *m.span(), f"“{m[0]}” bukan cara menulis uang.",
                f"Uang ditulis tanpa spasi, dengan titik ribuan dan dua angka di belakang koma: {right}.", right,
            )  # fmt: skip


@pemeriksa
def nik(p: Perkara) -> Iterator[Temuan]:
    """A NIK is personal data: whoever carries one is at least Terbatas."""
    if p.bahan.sifat != "biasa":
        return
    for t in p.teks:
        for m in _NIK.finditer(t.isi):
            day, month = int(m[0][6:8]), int(m[0][8:10])
            if (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12:
                yield Temuan(
                    NIK, t.jalur, t.label, *m.span(), m[0],
                    "Nomor ini tampaknya NIK, data pribadi, sedangkan sifat naskah Biasa.",
                    "Jadikan sifatnya Terbatas, atau hapus nomornya.", (Ubah(("sifat",), 0, "biasa", "terbatas"),),
                )  # fmt: skip


@pemeriksa
def nip(p: Perkara) -> Iterator[Temuan]:
    """A NIP has eighteen digits, written together, after `NIP` without a full stop."""
    for t in p.teks:
        if t.kunci == "nip":
            yield from _nip(t, 0, t.isi, "")
            continue
        for m in _NIP.finditer(t.isi):
            yield from _nip(t, m.start(), m[2], m[1])
        for column in _kolom_nip(t):
            yield from _nip(t, *column, "")


def _kolom_nip(t: Teks) -> Iterator[tuple[int, str]]:
    """The second column of a person typed as one line: name | NIP | pangkat | jabatan."""
    parts = t.isi.split("|")
    if len(parts) >= 3 and parts[1].strip():
        yield len(parts[0]) + 1 + len(parts[1]) - len(parts[1].lstrip()), parts[1].strip()


def _nip(t: Teks, awal: int, said: str, front: str) -> Iterator[Temuan]:
    digits = "".join(c for c in said if c.isdigit())
    written: Any = f"{front}{said}"
    if said in ("-", "–", "") or (len(digits) == 18 and digits == said and front in ("", "NIP ")):
        return
    end = awal + len(written)
    if len(digits) != 18:
        yield pada(NIP, t, awal, end, f"NIP ini {len(digits)} angka, seharusnya 18.", "Periksa NIP-nya.")
    else:
        right = f"{'NIP ' if front else ''}{digits}"
        yield pada(NIP, t, awal, end, "NIP ditulis 18 angka tanpa spasi dan titik.", f"Tulis {right}.", right)
