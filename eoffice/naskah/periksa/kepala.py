"""The head of a naskah: hal, addressees, copies, sifat, names of offices. Source: naskah-dinas.md 3.5, 3.7; 9 numbers 4, 6, 15, 20, 25, 38."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from eoffice.naskah.periksa.nilai import Perkara, Teks, Temuan, Tingkat, Ubah, aturan, pada, pemeriksa, umum

HAL_TITIK: Final = aturan("hal-titik", "Hal diakhiri tanda baca", "9 nomor 20", Tingkat.MENAHAN)
HAL_KAPITAL: Final = aturan("hal-kapital", "Hal seluruhnya huruf kapital", "9 nomor 20")
HAL_PANJANG: Final = aturan("hal-panjang", "Hal lebih dari tiga baris", "9 nomor 20")
PERIHAL: Final = aturan("perihal", "Kata “Perihal” atau “Hal” di depan hal", "9 nomor 15")
NAMA_SINGKAT: Final = aturan("nama-singkat", "Nama perangkat daerah disingkat", "9 nomor 4")
YTH: Final = aturan("kepada-yth", "“Kepada Yth.” pada alamat", "9 nomor 15")
SAPAAN: Final = aturan("sapaan", "Sapaan di depan nama jabatan", "9 nomor 15")
NAMA_ORANG: Final = aturan("nama-orang", "Nama orang di tempat nama jabatan", "9 nomor 15")
ALAMAT_TITIK: Final = aturan("alamat-titik", "Alamat diakhiri tanda baca", "3.5")
ALAMAT_DI: Final = aturan("alamat-di", "Penulisan “di” pada alamat", "3.5")
TUJUAN_GANDA: Final = aturan("tujuan-ganda", "Tujuan tertulis dua kali", "9 nomor 25")
TEMBUSAN_ARSIP: Final = aturan("tembusan-arsip", "Arsip sebagai tembusan", "9 nomor 25")
TEMBUSAN_TUJUAN: Final = aturan("tembusan-tujuan", "Tujuan diberi tembusan", "9 nomor 25")
TEMBUSAN_PENANDA: Final = aturan("tembusan-penanda", "Penandatangan diberi tembusan", "9 nomor 25", Tingkat.MENAHAN)
TEMBUSAN_NOMOR: Final = aturan("tembusan-nomor", "Nomor diketik pada alamat", "9 nomor 25")
TEMBUSAN_URUTAN: Final = aturan("tembusan-urutan", "Urutan tembusan", "3.7")
SIFAT: Final = aturan("sifat-urgensi", "Sifat dan urgensi tercampur", "9 nomor 38", Tingkat.MENAHAN)
TERSIRAT: Final = aturan("sifat-tersirat", "Teks menyebut rahasia, sifatnya tidak", "9 nomor 38")
WALI_KOTA: Final = aturan("wali-kota", "“Walikota” satu kata", "9 nomor 6")
PEMDA_KOTA: Final = aturan("pemerintah-kota", "“Pemerintah Daerah Kota”", "9 nomor 6")
UNIT_LAMA: Final = aturan("unit-lama", "Nama unit yang sudah berganti", "9 nomor 6")

#: Characters that fit on the three lines of Hal: 73 mm of Arial 12 hold some 34 each.
PALING_PANJANG: Final = 102
PALING_PANJANG_JUDUL: Final = 240

#: Words whose full stop belongs to them: degrees such as S.Kom., and what is cut short.
_SINGKATAN: Final = re.compile(r"(?:[A-Z][A-Za-z]{0,7}\.){2,5}|(?:dkk|dll|dsb|Tbk|Ltd|Dr|Hj?|Ir|Prof)\.")
_PERIHAL: Final = re.compile(r"\s{0,9}(?:perihal|hal|tentang)\b\s?(?::|(?=[A-Z]))\s{0,9}", re.IGNORECASE)
_PERIHAL_TEKS: Final = re.compile(r"\b[Pp]erihal\b")
_YTH: Final = re.compile(r"\s{0,9}(?:kepada\s{1,3}yth\b\.?|kepada\b|yth\b\.?)[\s:,]{0,4}", re.IGNORECASE)
_SAPAAN: Final = re.compile(
    r"\s{0,9}(?:(?:bapak|ibu|bpk\.?|bapak/ibu|sdr\.?|saudara)\s{1,3})(?=(?:kepala|sekretaris|camat|lurah|asisten|wali|wakil|inspektur|direktur|ketua|pimpinan|gubernur|menteri|kabag|kadis)\b)",
    re.IGNORECASE,
)
_GELAR: Final = re.compile(
    r"^(?:Drs?|Dra|Ir|Prof|H|Hj)\.? [A-Z]|, ?(?:S|M|A)\.[A-Z][A-Za-z]{0,4}\.?|, ?(?:S\.?E|S\.?H|M\.?M|M\.?Si|S\.?T)\b"
)
_DI: Final = re.compile(r"(?:di\s?[-–]\s?|di[-–])", re.IGNORECASE)
_ARSIP: Final = re.compile(
    r"\s{0,9}(?:\d{1,2}[.)]\s{0,9})?(?:arsip|pertinggal|file|berkas)\s{0,9}[.;]?\s{0,9}", re.IGNORECASE
)
_BERNOMOR: Final = re.compile(r"\s{0,9}\d{1,2}[.)]\s{0,9}(?=\D)")
_URGEN: Final = re.compile(
    r"\s{0,9}(?:\((penting|segera|amat segera|sangat segera|rahasia)\)|(penting|segera|amat segera|sangat segera|rahasia)\s?[:!–])\s{0,9}",
    re.IGNORECASE,
)
_SIFAT_TEKS: Final = re.compile(
    r"\b[Ss]ifat(?: surat| naskah)?\s?:\s?(penting|segera|amat segera|sangat segera|kilat)\b", re.IGNORECASE
)
_RAHASIA: Final = re.compile(r"\b(?:surat|naskah|dokumen|laporan) ini bersifat (?:sangat )?rahasia\b", re.IGNORECASE)
_WALIKOTA: Final = re.compile(r"(?<![\w./@-])(walikota)\b(?![\w]*[.@/]\w)", re.IGNORECASE)
_PEMDA: Final = re.compile(r"\b(pemerintah daerah) (?=kota\b)", re.IGNORECASE)
_SINGKAT: Final = re.compile(r"\b[A-Z][A-Z0-9]{2,20}\b")
_TINGKAT: Final = (
    (re.compile(r"^(?:Presiden|Menteri|Gubernur)\b"), 0),
    (re.compile(r"^Wali Kota\b"), 1),
    (re.compile(r"^Wakil Wali Kota\b"), 2),
    (re.compile(r"^Sekretaris Daerah\b"), 4),
    (re.compile(r"^(?:Asisten|Staf Ahli|Inspektur|Kepala (?:Dinas|Badan|Satuan))\b"), 5),
    (re.compile(r"^(?:Camat|Kepala Bagian)\b"), 6),
    (re.compile(r"^(?:Lurah|Kepala (?:Bidang|Subbagian|Seksi|UPTD))\b"), 7),
)


def bertitik(hal: str) -> bool:
    """Does a hal end with a full stop that is one, and not with a name such as “Sari Wulandari, S.Kom.”?"""
    words = hal.split()
    return bool(words) and words[-1].endswith(".") and _SINGKATAN.fullmatch(words[-1].lstrip('(“"')) is None


@pemeriksa
def hal(p: Perkara) -> Iterator[Temuan]:
    """Hal: two or three lines, no full stop, not in capitals, without its own name in front."""
    t = next((t for t in p.teks if t.jalur == ("hal",)), None)
    if t is None:
        return
    said = t.isi.rstrip()
    if front := _PERIHAL.match(said):
        rest = said[front.end() :]
        yield pada(
            PERIHAL, t, 0, front.end(), f"“{front[0].strip()}” sudah dicetak di depannya.", "Tulis pokok suratnya saja.",
            "" if rest else None,
        )  # fmt: skip
    if front := _URGEN.match(said):
        word = (front[1] or front[2]).capitalize()
        urgen = (
            (Ubah(("urgensi",), 0, p.bahan.urgensi, "segera"),)
            if p.bahan.urgensi == "biasa" and word != "Rahasia"
            else ()
        )
        yield Temuan(
            SIFAT, t.jalur, t.label, *front.span(), front[0], f"“{word}” tidak ditulis di dalam hal.",
            "Sifat dan urgensi mempunyai isian sendiri.", (Ubah(t.jalur, 0, front[0], ""), *urgen),
        )  # fmt: skip
    tail = said.rstrip(".;,: ")
    if tail != said and tail and not (said.endswith(".") and not bertitik(said)):
        yield pada(HAL_TITIK, t, len(tail), len(t.isi), "Hal tidak diakhiri tanda baca.", "Hapus tanda bacanya.", "")
    huruf = [c for c in said if c.isalpha()]
    if p.bahan.keluarga not in ("J", "H") and len(huruf) > 8 and said.isupper():
        yield pada(
            HAL_KAPITAL,
            t,
            0,
            len(said),
            "Hal tidak ditulis dengan huruf kapital seluruhnya.",
            "Kapital hanya di awal kata.",
        )
    most = PALING_PANJANG_JUDUL if p.bahan.keluarga in ("J", "H") else PALING_PANJANG
    if len(said) > most:
        yield pada(
            HAL_PANJANG,
            t,
            most,
            len(said),
            f"Hal ini {len(said)} huruf, lebih dari tiga baris.",
            "Ringkas; rinciannya ada di isi surat.",
        )


@pemeriksa
def alamat(p: Perkara) -> Iterator[Temuan]:
    """`Yth.` is printed by itself; behind it an office, not a person and not a salutation."""
    seen: dict[str, int] = {}
    for t in p.teks:
        if t.jalur[0] not in ("tujuan", "tembusan"):
            continue
        if t.kunci == "tempat":
            if m := _DI.match(t.isi):
                yield pada(
                    ALAMAT_DI, t, *m.span(), "“di” dicetak sendiri di depan tempat.", "Tulis nama tempatnya saja.", ""
                )
            continue
        where = "Tujuan" if t.jalur[0] == "tujuan" else "Tembusan"
        if t.jalur[0] == "tembusan" and _ARSIP.fullmatch(t.isi):
            yield pada(
                TEMBUSAN_ARSIP, t, 0, len(t.isi), "Arsip tidak ditulis sebagai tembusan.",
                "Hapus; naskah tersimpan sendiri di berkasnya.", "",
            )  # fmt: skip
            continue
        yield from _nama(p, t, where)
        bare = t.isi.strip().casefold()
        if t.jalur[0] == "tujuan" and bare in seen:
            yield pada(TUJUAN_GANDA, t, 0, len(t.isi), "Tujuan ini sudah ada di atasnya.", "Hapus salah satu.", "")
        seen.setdefault(bare, 1)


def _nama(p: Perkara, t: Teks, where: str) -> Iterator[Temuan]:
    internal = (p.bahan.tujuan if where == "Tujuan" else p.bahan.tembusan)[int(t.jalur[1])].internal
    at = 0
    if m := _BERNOMOR.match(t.isi):
        yield pada(TEMBUSAN_NOMOR, t, *m.span(), f"{where} dinomori sendiri saat dicetak.", "Hapus nomornya.", "")
        at = m.end()
    if m := _YTH.match(t.isi, at):
        yield pada(YTH, t, *m.span(), "“Yth.” dicetak sendiri, tanpa “Kepada”.", "Tulis nama jabatannya saja.", "")
        at = m.end()
    if m := _SAPAAN.match(t.isi, at):
        yield pada(
            SAPAAN,
            t,
            *m.span(),
            f"“{m[0].strip()}” tidak dipakai di depan nama jabatan.",
            "Tulis nama jabatannya saja.",
            "",
        )
    if not internal and not t.isi.startswith("Sdr. ") and (m := _GELAR.search(t.isi)):
        yield pada(
            NAMA_ORANG, t, 0, len(t.isi), f"{where} ini tampaknya nama orang.",
            "Tulis nama jabatannya. Untuk warga, awali dengan “Sdr. ”.",
        )  # fmt: skip
    elif not internal and t.isi.rstrip().endswith((".", ",", ";")):
        tail = len(t.isi.rstrip(".,; "))
        yield pada(ALAMAT_TITIK, t, tail, len(t.isi), "Alamat tidak diakhiri tanda baca.", "Hapus tanda bacanya.", "")


@pemeriksa
def tembusan(p: Perkara) -> Iterator[Temuan]:
    """Who gets a copy: neither addressee nor signer; the highest first."""
    b = p.bahan
    addressed = {_inti(x.teks) for x in b.tujuan}
    signer = {_inti(x.jabatan_ub or x.jabatan) for x in b.penanda[:1] if x.jabatan}
    ranks: list[tuple[int, Teks]] = []
    for t in p.teks:
        if t.jalur[0] != "tembusan" or t.kunci != "teks":
            continue
        core = _inti(t.isi)
        if core in addressed:
            yield pada(
                TEMBUSAN_TUJUAN,
                t,
                0,
                len(t.isi),
                "Yang dituju tidak perlu diberi tembusan.",
                "Hapus dari tembusan.",
                "",
            )
        elif core in signer:
            yield pada(
                TEMBUSAN_PENANDA,
                t,
                0,
                len(t.isi),
                "Penandatangan tidak perlu diberi tembusan.",
                "Hapus dari tembusan.",
                "",
            )
        rank = next((n for pattern, n in _TINGKAT if pattern.match(t.isi)), None)
        if rank is not None:
            ranks.append((rank, t))
    for (before, _), (rank, t) in pairwise(ranks):
        if rank < before:
            yield pada(
                TEMBUSAN_URUTAN, t, 0, len(t.isi), "Tembusan ini lebih tinggi daripada yang di atasnya.",
                "Urutkan dari pejabat tertinggi.",
            )  # fmt: skip
            return


def _inti(office: str) -> str:
    """An office without its remark in brackets, for comparing."""
    return office.split("(")[0].strip(" .;,").casefold()


@pemeriksa
def sifat(p: Perkara) -> Iterator[Temuan]:
    """Sifat says who may read, urgensi how fast; neither is written into the text."""
    if p.bahan.sifat not in ("biasa", "terbatas", "rahasia", "sangat_rahasia"):
        yield umum(
            SIFAT, ("sifat",), "Sifat", f"“{p.bahan.sifat}” bukan sifat naskah.",
            "Sifat: Biasa, Terbatas, Rahasia. Penting dan Segera adalah urgensi.",
        )  # fmt: skip
    for t in p.teks:
        for m in _SIFAT_TEKS.finditer(t.isi):
            yield pada(
                SIFAT,
                t,
                *m.span(),
                f"“{m[1]}” adalah urgensi, bukan sifat.",
                "Pilih pada isian Urgensi, hapus dari teks.",
            )
        if p.bahan.sifat in ("biasa", "terbatas"):
            for m in _RAHASIA.finditer(t.isi):
                yield pada(
                    TERSIRAT,
                    t,
                    *m.span(),
                    f"Teks menyebut rahasia, sedangkan sifat naskah {p.bahan.sifat.capitalize()}.",
                    "Pilih sifat Rahasia, atau ubah teksnya.",
                )


@pemeriksa
def nama_kantor(p: Perkara) -> Iterator[Temuan]:
    """Names of offices: as they are called today, in full on the address, `Wali Kota` in two words."""
    for t in p.teks:
        quoted = bool({"dasar", "mengingat", "dasar_hukum"} & set(t.jalur))
        for m in _WALIKOTA.finditer(t.isi):
            right = "WALI KOTA" if m[1].isupper() else "Wali Kota" if m[1][0].isupper() else "wali kota"
            yield pada(WALI_KOTA, t, *m.span(), "“Wali Kota” ditulis dua kata.", f"Tulis {right}.", right)
        for m in _PEMDA.finditer(t.isi):
            right = "PEMERINTAH " if m[1].isupper() else "Pemerintah "
            yield pada(PEMDA_KOTA, t, *m.span(), "Kota ini memakai “Pemerintah Kota”.", "Hapus kata “Daerah”.", right)
        if not quoted:
            yield from _lama(p, t)
        if t.jalur[0] in ("hal", "tujuan", "tembusan") and not t.isi.isupper() and p.bahan.jenis != "radiogram":
            for m in _SINGKAT.finditer(t.isi):
                if full := p.fakta.singkatan.get(m[0]):
                    yield pada(NAMA_SINGKAT, t, *m.span(), f"{m[0]} disingkat.", f"Tulis {full}.", full)
        elif t.kunci == "perihal":
            continue
        if t.jalur[0] == "isi":
            for m in _PERIHAL_TEKS.finditer(t.isi):
                right = "Hal" if m[0][0] == "P" else "hal"
                yield pada(
                    PERIHAL, t, *m.span(), "Naskah dinas memakai “hal”, bukan “perihal”.", f"Tulis {right}.", right
                )


def _lama(p: Perkara, t: Teks) -> Iterator[Temuan]:
    for old, new in p.fakta.unit_lama.items():
        at = t.isi.find(old)
        while at >= 0:
            end = at + len(old)
            alone = not t.isi[end : end + 1].isalnum() and not t.isi[at - 1 : at].isalnum()
            if alone and not any(u.startswith(old) and t.isi.startswith(u, at) for u in p.fakta.unit):
                yield pada(
                    UNIT_LAMA, t, at, end, f"{old} sudah tidak ada{f'; kini {new}' if new else ''}.",
                    f"Tulis {new}." if new else "Pakai nama unit yang sekarang.", new or None,
                )  # fmt: skip
            at = t.isi.find(old, end)
