"""What an inspecting arsiparis would reject on paper: the P items of naskah-dinas.md 9, on the PDF of every sample letter.

Each function bears the number of its item and answers with complaints; none is right. Items on the signature itself (31
and 32) are asked of letters that are really signed, in `tests/tte/test_surat_contoh.py`.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Final

import pikepdf
import pytest

from eoffice.naskah.document import TANDA_CONTOH
from eoffice.naskah.jenis.korespondensi import kartu
from eoffice.pdf import geometry, kata
from tests.naskah import emas
from tests.naskah.lembar_pdf import Cetak, Lembar, Potongan, cetak

pytestmark = pytest.mark.sekali

Keberatan = Iterator[str]
#: Furniture that stands outside the column of text: the foot, and the number of a page.
KAKI: Final = 25.5
#: Text may reach this far beyond the column: half a dot of a justified line.
LEBIH: Final = 0.8
_BULAN: Final = "|".join(kata.BULAN)


def _kepala(c: Cetak) -> tuple[Potongan, ...]:
    """The kop of the first page, above everything else."""
    return tuple(
        p for p in c.lembar[0].potongan if p.y > c.lembar[0].tinggi - 60 and p.ukuran in (16.0, 14.0, 12.0, 9.0)
    )


def _baris(sheet: Lembar) -> dict[float, str]:
    """The words of each line of a page."""
    found: dict[float, str] = {}
    for p in sheet.potongan:
        found[round(p.y, 1)] = f"{found.get(round(p.y, 1), '')} {p.teks}".strip()
    return found


# -- identity and kop ---------------------------------------------------------------------------------------------------


def butir_1_kop_di_halaman_pertama_saja(c: Cetak) -> Keberatan:
    if not c.susunan.kop:
        return
    first = c.lembar[0].teks
    yield from (f"kop “{line}” tidak ada" for line in c.page.kop.baris if line.upper() not in _rapat(first))
    for n, sheet in enumerate(c.lembar[1:], 2):
        if any(
            p.ukuran in (14.0, 16.0) and p.y > sheet.tinggi - 50 and p.teks in c.page.kop.baris[-1].upper()
            for p in sheet.potongan
        ):
            yield f"kop terulang di halaman {n}"


def _kartu(c: Cetak) -> bool:
    """A ceremonial card: without number, date and labels (2.4 l)."""
    return kartu(c.page.rincian)


def _rapat(text: str) -> str:
    return " ".join(text.split())


def butir_3_kop_milik_penandatangan(c: Cetak) -> Keberatan:
    if c.susunan.kop and c.page.kop.jabatan != c.page.penanda.is_kepala_daerah:
        yield "kop jabatan hanya bagi kepala daerah"
    if any(line.casefold().startswith("bagian ") for line in c.page.kop.baris):
        yield "bagian memakai kop sendiri"


def butir_4_nama_perangkat_daerah_lengkap_dan_lebih_besar(c: Cetak) -> Keberatan:
    if not c.susunan.kop or c.page.kop.jabatan:
        return
    sizes = {p.teks: p.ukuran for p in _kepala(c)}
    government = next((s for t, s in sizes.items() if t.startswith("PEMERINTAH")), 0)
    agency = max(sizes.values(), default=0)
    if not 0 < government < agency or abs(government / agency - 0.75) > 0.01:
        yield f"ukuran pemerintah {government}, perangkat daerah {agency}"
    agencies = " ".join(t for t, size in sizes.items() if size == agency)
    if re.search(r"\b(?:DISKOMINFO|BKPSDM|DISHUB|SETDA|DISDUKCAPIL|DPMPTSP|DISKARPUS)\b", agencies):
        yield "nama perangkat daerah disingkat"


def butir_5_garis_kop_ganda_dan_lambang_tidak_gepeng(c: Cetak) -> Keberatan:
    sheet = c.lembar[0]
    if not c.susunan.kop:
        return
    rules = [g for g in sheet.garis if abs(g.y1 - g.y2) < 0.1 and g.x2 - g.x1 > 100 and g.y1 > sheet.tinggi - 70]
    rules = sorted(rules, key=lambda g: -g.y1)[:2]
    if not c.page.kop.jabatan and [round(g.tebal, 1) for g in rules] != [2.0, 0.5]:
        yield f"garis kop {[g.tebal for g in rules]}"
    low = min((g.y1 for g in rules), default=sheet.tinggi - 12 - 26)
    wide = {round(g.x1, 1) for g in rules} | {round(g.x2, 1) for g in rules}
    arms = [(x, y) for x, y in sheet.titik if y > low + 0.2 and round(x, 1) not in wide and y < sheet.tinggi - 11]
    width = max(x for x, _ in arms) - min(x for x, _ in arms)
    height = max(y for _, y in arms) - min(y for _, y in arms)
    wanted = 1.0 if c.page.kop.jabatan else 22 / 25
    if not 0.75 * wanted < width / height < 1.3 * wanted:
        yield f"lambang {width:.1f} x {height:.1f} mm"


# -- number and date ----------------------------------------------------------------------------------------------------


def butir_10_nomor_lengkap(c: Cetak) -> Keberatan:
    if c.kind.bernomor and not _kartu(c) and (c.page.nomor or "") not in _rapat(c.teks).replace("- ", "-"):
        yield f"nomor {c.page.nomor} tidak tercetak"
    if re.search(r"\$\{|/…|…/|Nomor : ?(?:Sifat|Lampiran|Hal)\b|KONSEP", c.teks):
        yield "nomor masih sementara"


def butir_12_tanggal_bahasa_indonesia(c: Cetak) -> Keberatan:
    assert c.page.tanggal is not None
    words = kata.tanggal(c.page.tanggal)
    text = _rapat(c.teks)
    if (
        c.kind.keluarga != "F"
        and not _kartu(c)
        and words not in text
        and kata.terbilang(c.page.tanggal.day) not in text
    ):
        yield f"tanggal {words} tidak tercetak"
    for pattern in (
        rf"\b0\d (?:{_BULAN})",
        r"\b(?:Pebruari|Nopember|January|February|August|October|December)\b",
        r"\b\d{1,2} (?:Jan|Feb|Agt|Sept|Okt|Nop|Des)\b",
    ):
        if m := re.search(pattern, text):
            yield f"tanggal salah tulis: {m[0]}"
    for sheet in c.lembar:
        if any(p.teks in (f"{words}.", f"{c.page.tempat}, {words}.") for p in sheet.potongan):
            yield "tanggal diakhiri titik"


# -- form ---------------------------------------------------------------------------------------------------------------


def butir_13_keluarga_bentuk_benar(c: Cetak) -> Keberatan:
    sheet = c.lembar[0]
    body = [
        p
        for p in sheet.potongan
        if p.tebal
        and p.teks.isupper()
        and p.ukuran < 13.5
        and len(p.teks) > 3
        and sheet.tinggi - 140 < p.y < sheet.tinggi - 42
    ]
    middle = (30 + sheet.lebar - 20) / 2
    if _kartu(c):
        return
    if c.kind.keluarga == "K":
        labels = {p.teks for p in sheet.potongan if abs(p.x - 30) < 0.6}
        if not {"Nomor", "Sifat", "Lampiran", "Hal"} <= labels:
            yield f"label {sorted(labels & {'Nomor', 'Sifat', 'Lampiran', 'Hal'})}"
        if any(p.x > 60 for p in body):
            yield "surat berjudul di tengah"
    elif c.kind.keluarga in ("J", "H") and not c.kind.rebah:
        ink = [
            (left + right) / 2
            for left, bottom, right, top in sheet.tinta
            if any(abs(bottom - p.y) < 1.6 and abs(left - p.x) < 1.6 for p in body)
        ]
        if not ink or min(abs(x - middle) for x in ink) > 1.5:
            yield f"judul tidak di tengah: {[p.teks for p in body][:3]}"


def butir_14_urutan_dan_titik_dua(c: Cetak) -> Keberatan:
    if c.kind.keluarga != "K" or _kartu(c):
        return
    at = {
        p.teks: p
        for p in c.lembar[0].potongan
        if p.teks in ("Nomor", "Sifat", "Lampiran", "Hal") and abs(p.x - 30) < 0.6
    }
    heights = [at[name].y for name in ("Nomor", "Sifat", "Lampiran", "Hal") if name in at]
    if heights != sorted(heights, reverse=True):
        yield "urutan Nomor, Sifat, Lampiran, Hal"
    colons = {
        round(p.x, 1) for p in c.lembar[0].potongan if p.teks == ":" and round(p.y, 1) in {round(h, 1) for h in heights}
    }
    if len(colons) != 1:
        yield f"titik dua di {sorted(colons)}"


def butir_15_alamat_jabatan_tanpa_kepada(c: Cetak) -> Keberatan:
    for pattern in (r"Kepada Yth", r"Yth\. (?:Bapak|Ibu|Saudara)\b", r"\bPerihal\b", r"Kepada\s*:\s*Yth"):
        if m := re.search(pattern, c.teks):
            yield m[0]


def butir_17_kertas_dan_tepi(c: Cetak) -> Keberatan:
    wanted = geometry.kertas(c.kind.kertas, rebah=c.kind.rebah)
    for n, sheet in enumerate(c.lembar, 1):
        sides = {round(sheet.lebar), round(sheet.tinggi)}
        if sides != {wanted.lebar_mm, wanted.tinggi_mm}:
            yield f"halaman {n} berukuran {sides}"
        left = 30 if not c.kind.rebah else 15
        for box in sheet.tinta:
            if box[1] < KAKI:
                continue
            if box[0] < left - LEBIH:
                yield f"halaman {n}: teks mulai {box[0]:.1f} mm dari kiri"
            if box[2] > sheet.lebar - (20 if not c.kind.rebah else 15) + LEBIH:
                yield f"halaman {n}: teks sampai {box[2]:.1f} mm dari kiri"
        inside = [
            p
            for p in sheet.potongan
            if p.y < geometry.FOOTER_TOP / geometry.MM and p.ukuran > 8 and "RAHASIA" not in p.teks
        ]
        yield from (f"halaman {n}: “{p.teks[:40]}” di daerah kaki" for p in inside)


def butir_18_huruf(c: Cetak) -> Keberatan:
    yield from (f"huruf {name} tidak tertanam" for name, embedded in c.huruf if not embedded)
    families = {name.split("+")[-1].split("-")[0] for name, _ in c.huruf}
    wanted = "LiberationSans" if c.kind.huruf == "sans" else "eOfficeBonum"
    if families != {wanted}:
        yield f"huruf {sorted(families)}, seharusnya {wanted}"
    text: dict[float, int] = {}
    for sheet in c.lembar:
        for p in sheet.potongan:
            text[p.ukuran] = text.get(p.ukuran, 0) + len(p.teks) if p.y > KAKI else text.get(p.ukuran, 0)
    size = max(text, key=lambda k: text[k])
    if c.kind.keluarga in ("K", "J", "H") and not c.kind.rebah and size not in (11.0, 12.0):
        yield f"isi berukuran {size}"


def butir_19_nomor_halaman_dan_tanda_tangan_berteman(c: Cetak) -> Keberatan:
    for n, sheet in enumerate(c.lembar[1:], 2):
        top = [p for p in sheet.potongan if p.y > sheet.tinggi - 22]
        number = next((p for p in top if p.teks in (str(n), f"- {n} -")), None)
        if number is None:
            yield f"halaman {n} tanpa nomor"
        elif abs(number.x - (30 + sheet.lebar - 20) / 2) > 12 and not c.kind.rebah:
            yield f"nomor halaman {n} tidak di tengah"
    page, _, _, _, top_of_visual = c.made.qr_box
    sheet = c.lembar[page - 1]
    above = {y for y in _baris(sheet) if y > top_of_visual / geometry.MM}
    if len(above) < 4:
        yield f"tanda tangan hampir sendirian di halaman {page}"


def butir_20_hal(c: Cetak) -> Keberatan:
    hal = c.page.hal
    if c.kind.judul is None and hal.endswith("."):
        yield "hal diakhiri titik"
    if c.kind.keluarga == "K" and hal.isupper():
        yield "hal huruf kapital semua"
    if c.kind.keluarga == "K":
        lines = [p for p in c.lembar[0].potongan if abs(p.x - 57) < 0.3]
        label = next((p.y for p in c.lembar[0].potongan if p.teks == "Hal" and abs(p.x - 30) < 0.6), 0)
        below = [p for p in lines if label - 18 < p.y <= label + 0.5]
        if len({round(p.y, 1) for p in below}) > 3:
            yield "hal lebih dari tiga baris"


def butir_22_bagian_keputusan(c: Cetak) -> Keberatan:
    if c.page.jenis != "keputusan":
        return
    text = _rapat(c.teks)
    order = [text.find(word) for word in ("Menimbang", "Mengingat", "MEMUTUSKAN", "Menetapkan", "KESATU")]
    if -1 in order or order != sorted(order):
        yield f"urutan bagian {order}"
    for item in c.page.rincian.get("menimbang", ()):
        if not item.startswith("bahwa") or not item.endswith(";"):
            yield f"menimbang: {item[:40]}"
        if _rapat(item)[:40] not in text:
            yield f"menimbang tidak tercetak: {item[:40]}"


def butir_25_tembusan(c: Cetak) -> Keberatan:
    if not c.page.tembusan or not c.susunan.tembusan:
        return
    sheet, heading = next(((s, p) for s in c.lembar for p in s.potongan if p.teks == "Tembusan:"), (c.lembar[0], None))
    if heading is None:
        if "Tembusan" not in c.teks:  # a nota dinas names them in its head
            yield "tembusan tidak tercetak"
        return
    if abs(heading.x - 30) > 0.6:
        yield f"tembusan {heading.x:.0f} mm dari kiri"
    numbers = [
        p.teks for p in sheet.potongan if p.y < heading.y and abs(p.x - 30) < 0.6 and re.fullmatch(r"\d+\.", p.teks)
    ]
    if len(c.page.tembusan) > 1 and numbers != [f"{n}." for n in range(1, len(c.page.tembusan) + 1)]:
        yield f"nomor tembusan {numbers}"
    wrong = {t.jabatan for t in c.page.tujuan} | {c.page.penanda.signing_as, "Arsip", "Pertinggal"}
    yield from (f"tembusan kepada {t}" for t in c.page.tembusan if t in wrong)


# -- authority and signature --------------------------------------------------------------------------------------------


def butir_28_blok_tanda_tangan(c: Cetak) -> Keberatan:
    text, signer = _rapat(c.teks), c.page.penanda
    if signer.is_kepala_daerah:
        name = c.susunan.penanda(c.page.penanda).nama if callable(getattr(c.susunan, "penanda", None)) else signer.nama
        after = text[text.upper().rfind(name.upper()) + len(name) :][:40]
        if re.match(r"\s*(?:Pembina|Penata|NIP)", after):
            yield f"pangkat atau NIP pada kepala daerah: {after}"
    elif c.kind.keluarga != "H" and signer.nip:
        if f"NIP {signer.nip}" not in text and f"NIP : {signer.nip}" not in text and signer.nip not in text:
            yield "NIP penandatangan tidak tercetak"
        if len(signer.nip) != 18:
            yield f"NIP {signer.nip}"
    office = c.page.penanda.jabatan_definitif or signer.signing_as
    if c.kind.keluarga in ("K", "J", "H") and f"{office.upper()}," not in text.upper():
        yield f"koma sesudah {office}"


def butir_33_kaki_jujur(c: Cetak) -> Keberatan:
    for n, sheet in enumerate(c.lembar, 1):
        if "BSrE" in sheet.teks or "Balai Sertifikasi" in sheet.teks:
            yield f"halaman {n} menyebut BSrE"
        foot = " ".join(p.teks for p in sheet.potongan if p.y < 26)
        if "UU ITE No. 11 Tahun 2008 Pasal 5 ayat (1)" not in foot:
            yield f"halaman {n} tanpa kutipan UU ITE"
        elif "merupakan alat bukti hukum yang sah.”" not in _rapat(foot):
            yield f"halaman {n}: kutipan UU ITE tidak utuh"
    if TANDA_CONTOH not in _rapat(c.teks):
        yield "tanda contoh tidak tercetak"


def butir_34_tanpa_gambar_cap(c: Cetak) -> Keberatan:
    yield from (f"halaman {n} memuat {s.gambar} gambar" for n, s in enumerate(c.lembar, 1) if s.gambar)


# -- archives -----------------------------------------------------------------------------------------------------------


def butir_48_pdfa_dan_dapat_dicari(c: Cetak) -> Keberatan:
    with pikepdf.open(io.BytesIO(c.made.pdf)) as document:
        metadata = document.open_metadata()
        if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("2", "B"):
            yield "tidak menyatakan PDF/A-2b"
        if "/OutputIntents" not in document.Root or document.Root.get("/Lang") is None:
            yield "tanpa profil warna atau bahasa"
        if any(
            name in document.Root for name in ("/OpenAction", "/AA", "/AcroForm")
        ) or "/JavaScript" in document.Root.get("/Names", {}):
            yield "memuat isi aktif"
        if c.page.nomor and metadata.get("dc:identifier") != c.page.nomor:
            yield "nomor tidak ada di metadata"
    yield from (f"halaman {n} tanpa teks" for n, s in enumerate(c.lembar, 1) if len(s.teks) < 20)


BUTIR: Final[tuple[Callable[[Cetak], Keberatan], ...]] = (
    butir_1_kop_di_halaman_pertama_saja,
    butir_3_kop_milik_penandatangan,
    butir_4_nama_perangkat_daerah_lengkap_dan_lebih_besar,
    butir_5_garis_kop_ganda_dan_lambang_tidak_gepeng,
    butir_10_nomor_lengkap,
    butir_12_tanggal_bahasa_indonesia,
    butir_13_keluarga_bentuk_benar,
    butir_14_urutan_dan_titik_dua,
    butir_15_alamat_jabatan_tanpa_kepada,
    butir_17_kertas_dan_tepi,
    butir_18_huruf,
    butir_19_nomor_halaman_dan_tanda_tangan_berteman,
    butir_20_hal,
    butir_22_bagian_keputusan,
    butir_25_tembusan,
    butir_28_blok_tanda_tangan,
    butir_33_kaki_jujur,
    butir_34_tanpa_gambar_cap,
    butir_48_pdfa_dan_dapat_dicari,
)


@pytest.mark.parametrize("butir", BUTIR, ids=lambda b: b.__name__)
def test_an_inspector_finds_nothing_on_any_sample_letter(butir: Callable[[Cetak], Keberatan]) -> None:
    found = {name: list(butir(cetak(name))) for name in emas.NAMES}

    assert {name: said for name, said in found.items() if said} == {}
