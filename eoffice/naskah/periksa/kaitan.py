"""What must agree: enclosures with the text, code with hal, number with date. Source: naskah-dinas.md 4.2; 9 numbers 7, 9, 10, 11, 16."""

import re
from collections.abc import Iterator
from typing import Final

from eoffice.naskah.periksa.nilai import Perkara, Temuan, Tingkat, aturan, pada, pemeriksa, umum
from eoffice.pdf import kata

LAMPIRAN_KOSONG: Final = aturan("lampiran-kosong", "Teks menyebut lampiran yang tidak ada", "9 nomor 16")
LAMPIRAN_DIAM: Final = aturan("lampiran-tak-disebut", "Lampiran tidak disebut di teks", "9 nomor 16")
LAMPIRAN_JUMLAH: Final = aturan("lampiran-jumlah", "Jumlah lampiran", "9 nomor 16", Tingkat.MENAHAN)
KODE_LAMA: Final = aturan("kode-lama", "Kode klasifikasi lama", "9 nomor 7", Tingkat.MENAHAN)
KODE_ASING: Final = aturan("kode-tak-dikenal", "Kode klasifikasi tidak dikenal", "9 nomor 7", Tingkat.MENAHAN)
KODE_HAL: Final = aturan("kode-hal", "Kode klasifikasi tidak sesuai hal", "9 nomor 7")
KODE_UMUM: Final = aturan("kode-umum", "Kode klasifikasi masih umum", "2.2")
NOMOR_TAHUN: Final = aturan("nomor-tahun", "Tahun pada nomor", "9 nomor 9", Tingkat.MENAHAN)
NOMOR_SISA: Final = aturan("nomor-sisa", "Nomor belum lengkap", "9 nomor 10", Tingkat.MENAHAN)
NOMOR_UNIT: Final = aturan("nomor-unit", "Singkatan unit pada nomor", "9 nomor 11")
NOMOR_KODE: Final = aturan("nomor-kode", "Kode pada nomor", "9 nomor 7")

_SEBUT: Final = re.compile(
    r"\b(?:sebagaimana |seperti |daftar |\()?(?:terlampir|dilampirkan|kami lampirkan)\b|\b(?:dalam|pada) lampiran\b(?! (?:peraturan|keputusan|undang|surat))",
    re.IGNORECASE,
)
_BERAPA: Final = re.compile(
    r"\b(\d{1,2})(?: \([a-z ]{3,30}\))? (?:berkas|lampiran|dokumen)(?: yang)? terlampir|terlampir (\d{1,2})(?: \([a-z ]{3,30}\))? (?:berkas|lampiran|dokumen)",
    re.IGNORECASE,
)
_KE: Final = re.compile(r"\b[Ll]ampiran (I{1,3}|IV|VI{0,3}|IX|X)\b(?! (?:Peraturan|Keputusan|Undang|Surat))")
_ROMAWI: Final = {kata.romawi(n): n for n in range(1, 11)}
_LAMA: Final = re.compile(r"\d{3}(?:\.\d)?\Z")
_TAHUN: Final = re.compile(r"(?:/|TAHUN )((?:19|20)\d\d)\b")
#: Words of a hal that leave no doubt, and where they belong in Permendagri 83/2022.
_POKOK: Final = (
    ("cuti tahunan", ("800.1.11.4", "800.1.11")),
    ("cuti sakit", ("800.1.11.2", "800.1.11")),
    ("cuti besar", ("800.1.11.6", "800.1.11")),
    ("cuti", ("800.1.11",)),
    ("perjalanan dinas", ("000.1.2", "000.1.3", "900", "800.1.11", "700")),
    ("pemusnahan arsip", ("000.5",)),
    ("pemindahan arsip", ("000.5",)),
    ("penyerahan arsip", ("000.5",)),
    ("arsiparis", ("000.5", "800")),
    ("standar operasional prosedur", ("000.8.3", "100", "000.8")),
    ("peta proses bisnis", ("000.8",)),
    ("kenaikan pangkat", ("800",)),
    ("kenaikan gaji berkala", ("800", "900")),
    ("pensiun", ("800",)),
    ("upacara", ("400.14", "000.1", "800")),
    ("imunisasi", ("400.7",)),
    ("perpustakaan", ("000.5", "000.6", "400", "000.7")),
)


@pemeriksa
def lampiran(p: Perkara) -> Iterator[Temuan]:
    """What the text says of enclosures, and how many there are."""
    b = p.bahan
    if b.lampiran_tertulis is not None and b.lampiran_tertulis != b.lampiran:
        yield umum(
            LAMPIRAN_JUMLAH,
            ("lampiran",),
            "Lampiran",
            f"Tertulis {b.lampiran_tertulis} lampiran, yang ada {b.lampiran}.",
            "Samakan jumlahnya.",
        )
    said = False
    for t in p.teks:
        listed = t.jalur[0] == "tujuan" and "terlampir" in t.isi.casefold()
        said = said or "lampir" in t.isi.casefold()
        for m in _BERAPA.finditer(t.isi):
            if b.lampiran and int(m[1] or m[2]) != b.lampiran:
                yield pada(
                    LAMPIRAN_JUMLAH,
                    t,
                    *m.span(),
                    f"Teks menyebut {m[1] or m[2]} lampiran, yang ada {b.lampiran}.",
                    "Samakan jumlahnya.",
                )
        for m in _KE.finditer(t.isi):
            if b.lampiran and _ROMAWI.get(m[1], 0) > b.lampiran:
                yield pada(
                    LAMPIRAN_JUMLAH,
                    t,
                    *m.span(),
                    f"{m[0]} tidak ada; lampirannya {b.lampiran}.",
                    "Tambahkan lampirannya, atau perbaiki teksnya.",
                )
        if b.lampiran == 0 and not _di_luar(t.jalur) and (found := _SEBUT.search(t.isi)):
            if listed and len(b.tujuan) > 1:
                continue
            yield pada(
                LAMPIRAN_KOSONG, t, *found.span(), "Teks menyebut lampiran, tetapi belum ada lampirannya.",
                "Unggah lampirannya, atau hapus penyebutannya.",
            )  # fmt: skip
    if b.lampiran and not said:
        yield umum(
            LAMPIRAN_DIAM, ("lampiran",), "Lampiran", "Ada lampiran, tetapi isi surat tidak menyebutnya.",
            "Tambahkan, misalnya “sebagaimana tercantum dalam lampiran”.",
        )  # fmt: skip


def _di_luar(jalur: tuple[str | int, ...]) -> bool:
    return bool({"dasar", "mengingat", "memperhatikan", "dasar_hukum", "keterangan"} & set(jalur))


@pemeriksa
def kode(p: Perkara) -> Iterator[Temuan]:
    """The code exists, is as deep as it can be, and is about what the naskah is about."""
    b, f, where = p.bahan, p.fakta, (("kode_klasifikasi",), "Klasifikasi")
    if not b.kode_klasifikasi:
        return  # said already, with what is missing
    if f.kode is not None and b.kode_klasifikasi not in f.kode:
        if _LAMA.match(b.kode_klasifikasi):
            yield umum(
                KODE_LAMA,
                *where,
                f"{b.kode_klasifikasi} kode lama (Permendagri 78/2012).",
                "Pilih kode bertitik menurut Permendagri 83/2022.",
            )
        else:
            yield umum(
                KODE_ASING, *where, f"Kode {b.kode_klasifikasi} tidak ada dalam tabel.", "Pilih kode dari daftar."
            )
        return
    hal = b.hal.casefold()
    for words, right in _POKOK:
        if words in hal:
            usual = any(
                b.kode_klasifikasi == c or b.kode_klasifikasi.startswith(f"{c}.") for c in (*right, *f.kode_jenis)
            )
            if not usual:
                title = (f.kode or {}).get(b.kode_klasifikasi, "")
                yield umum(
                    KODE_HAL, *where, f"Hal menyebut “{words}”, sedangkan kode {b.kode_klasifikasi} untuk {title or 'hal lain'}.",
                    f"Periksa kodenya; hal seperti ini biasanya {right[0]}.",
                )  # fmt: skip
                return
            break
    if f.kode_beranak:
        yield umum(
            KODE_UMUM,
            *where,
            f"Di bawah {b.kode_klasifikasi} masih ada kode yang lebih khusus.",
            "Pilih kode yang paling rinci.",
        )


@pemeriksa
def nomor(p: Perkara) -> Iterator[Temuan]:
    """A number that was given agrees with its date, its code and its unit."""
    b, where = p.bahan, (("nomor",), "Nomor")
    if not b.nomor:
        return
    if "…" in b.nomor or "${" in b.nomor or "//" in b.nomor or b.nomor.endswith("/"):
        yield umum(
            NOMOR_SISA, *where, f"Nomor “{b.nomor}” belum lengkap.", "Nomor diambil sendiri saat ditandatangani."
        )
        return
    year = _TAHUN.search(b.nomor)
    if year and b.tanggal and int(year[1]) != b.tanggal.year:
        yield umum(
            NOMOR_TAHUN,
            *where,
            f"Tahun pada nomor {year[1]}, tanggalnya {kata.tanggal(b.tanggal)}.",
            "Samakan tahunnya.",
        )
    parts = b.nomor.split(" ")[0].split("/")
    if b.kode_klasifikasi in (p.fakta.kode or {}) and b.kode_klasifikasi not in parts:
        yield umum(NOMOR_KODE, *where, f"Nomor {b.nomor} tidak memuat kode {b.kode_klasifikasi}.", "Samakan kodenya.")
    for part in parts:
        if part in p.fakta.singkatan_padam:
            yield umum(
                NOMOR_UNIT,
                *where,
                f"Singkatan {part} pada nomor sudah tidak dipakai.",
                "Pakai singkatan unit yang sekarang.",
            )
