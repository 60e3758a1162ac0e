"""What was left behind while writing: placeholders, dots, stray spaces, lists that end wrong, letters without an end.

Source: naskah-dinas.md 2.3, 2.4; 9 numbers 10 and 21.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from eoffice.naskah.periksa.nilai import Jalur, Perkara, Teks, Temuan, Tingkat, Ubah, aturan, pada, pemeriksa, umum
from eoffice.pdf import isi as isi_naskah

SISA_ISIAN: Final = aturan("sisa-isian", "Isian contoh yang tertinggal", "9 nomor 10", Tingkat.MENAHAN)
TITIK_ISIAN: Final = aturan("titik-isian", "Titik-titik yang belum diisi", "9 nomor 10", Tingkat.MENAHAN)
SPASI: Final = aturan("spasi-ganda", "Spasi ganda", "9 nomor 21")
TANDA_BACA: Final = aturan("tanda-baca", "Spasi dan tanda baca", "9 nomor 21")
RINCIAN: Final = aturan("akhir-butir", "Tanda baca di akhir butir", "2.4")
PEMBUKA: Final = aturan("pembuka-hilang", "Surat tanpa kalimat pembuka", "9 nomor 21")
PENUTUP: Final = aturan("penutup-hilang", "Surat tanpa kalimat penutup", "9 nomor 21")

_SISA: Final = re.compile(
    r"\$\{[^{}\n]{0,60}\}|\{\{?[A-Za-z][A-Za-z_ ]{1,40}\}\}?|<<[^<>\n]{1,60}>>"
    r"|\[(?:isi|nama|tanggal|nomor|jabatan|tempat|hal|alamat|jumlah|unit|sebutkan|diisi|waktu|hari)\b[^\[\]\n]{0,60}\]"
    r"|<(?:isi|nama|tanggal|nomor|jabatan|tempat|hal|alamat|jumlah|unit)\b[^<>\n]{0,60}>"
    r"|\blorem ipsum\b|\bx{3,9}\b|\?{3,9}",
    re.IGNORECASE,
)
_TITIK: Final = re.compile(r"(?<![._…])(?:\.{4,400}|…[….]{0,400}|_{3,400}|\.(?: \.){3,200})")
_SPASI: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_SEBELUM: Final = re.compile(r"(?<=[\w)”]) {1,9}([,;]|\.(?=\s|$))")
_RAPAT: Final = re.compile(r"(?<=[a-z]{2})([,;])(?=[A-Za-z]{2})")
_KEMBAR: Final = re.compile(r"(?<![,;.])(?:,,|;;|;,|,;|\.;|(?<!s\.d)(?<!dst)(?<!dll)\.\.)(?![,;.])")
_TERBUKA: Final = re.compile(r"\( {1,9}(?=\S)")
_SAMBUNG: Final = ("; dan", "; atau", "; serta", "; dan/atau")
_TUTUP: Final = re.compile(
    r"terima kasih|\bdemikian|\batas (?:perhatian|kerja sama|kehadiran|bantuan)|\bmohon\b|diharapkan|dipergunakan sebagaimana"
    r"|untuk menjadi (?:perhatian|maklum)|untuk dilaksanakan|diucapkan|terimakasih",
    re.IGNORECASE,
)
_BERSURAT: Final = frozenset({"surat_dinas", "surat_undangan", "surat_panggilan", "nota_dinas"})
#: Lists in the details that are sentences continued from one to the next.
_BERSAMBUNG: Final = frozenset({"butir", "untuk", "saran", "ketentuan"})


@pemeriksa
def tertinggal(p: Perkara) -> Iterator[Temuan]:
    """Placeholders of templates, and dots nobody has filled in."""
    for t in p.teks:
        for m in _SISA.finditer(t.isi):
            if p.bahan.massal and m[0].startswith("{"):
                continue
            yield pada(SISA_ISIAN, t, *m.span(), f"“{m[0]}” belum diganti.", "Isi dengan teks yang sebenarnya.")
        for m in _TITIK.finditer(t.isi):
            if m[0] != "…" or not t.isi[: m.start()].rstrip().endswith(("“", '"')):
                yield pada(TITIK_ISIAN, t, *m.span(), "Bagian ini masih titik-titik.", "Isi atau hapus bagian ini.")


@pemeriksa
def spasi(p: Perkara) -> Iterator[Temuan]:
    """Spaces and marks that slipped."""
    for t in p.teks:
        for m in _SPASI.finditer(t.isi):
            a, z = _kata_sebelah(t.isi, m.start(), m.end())
            yield Temuan(
                SPASI, t.jalur, t.label, a, z, t.isi[a:z], "Ada spasi ganda.", "Sisakan satu spasi.",
                (Ubah(t.jalur, m.start(), m[0], " "),),
            )  # fmt: skip
        for pattern, right in ((_SEBELUM, "{1}"), (_RAPAT, "{1} "), (_TERBUKA, "(")):
            for m in pattern.finditer(t.isi):
                yield _tanda(t, m, right.format(*m.groups(), *m.groups()))
        for m in _KEMBAR.finditer(t.isi):
            yield _tanda(t, m, m[0][0])


def _tanda(t: Teks, m: "re.Match[str]", right: str) -> Temuan:
    a, z = _kata_sebelah(t.isi, m.start(), m.end())
    return Temuan(
        TANDA_BACA, t.jalur, t.label, a, z, t.isi[a:z], f"Tanda baca di “{t.isi[a:z].strip()}” belum benar.",
        "Tanda baca melekat pada kata di depannya, diikuti satu spasi.", (Ubah(t.jalur, m.start(), m[0], right),),
    )  # fmt: skip


def _kata_sebelah(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a mark, so that it can be found by eye."""
    a, z = text.rfind(" ", 0, start) + 1, text.find(" ", end)
    return max(a, start - 30), min(len(text) if z < 0 else z, end + 30)


@pemeriksa
def akhir_butir(p: Perkara) -> Iterator[Temuan]:
    """Items that go on in one sentence end `;`, the last but one `; dan`, the last with a full stop."""
    found: dict[Jalur, list[Teks]] = {}
    for t in p.teks:
        if t.jalur[0] == "rincian" and len(t.jalur) > 2 and t.jalur[-2] in _BERSAMBUNG and isinstance(t.jalur[-1], int):
            found.setdefault(t.jalur[:-1], []).append(t)
    if p.bahan.isi is not None:
        known = {t.jalur: t for t in p.teks}
        for items in _daftar(p.bahan.isi["doc"], ("isi",)):
            texts = [known[j] for j in items if j in known]
            if len(texts) == len(items):
                found[items[0]] = texts
    for texts in found.values():
        yield from _butir(texts)


def _daftar(node: Any, jalur: Jalur) -> Iterator[list[Jalur]]:
    """Every list without lists inside: the places of its items."""
    for i, child in enumerate(node.get("content", ())):
        here = (*jalur, i)
        if child["type"] == "list":
            items = child["content"]
            if all(len(item["content"]) == 1 for item in items):
                yield [(*here, n, 0) for n in range(len(items))]
            for n, item in enumerate(items):
                yield from _daftar(item, (*here, n))


def _butir(texts: Sequence[Teks]) -> Iterator[Temuan]:
    begins = texts[0].isi.lstrip()[:1]
    if not begins.islower() or not any(t.isi.rstrip().endswith((";", *_SAMBUNG)) for t in texts[:-1]):
        return  # a list of names or of whole sentences
    ubah, first = [], None
    for n, t in enumerate(texts):
        said = t.isi.rstrip()
        last, before = n == len(texts) - 1, n == len(texts) - 2
        if last:
            good = said.endswith((".", ";", ":"))
        else:
            good = said.endswith(_SAMBUNG) if before else said.endswith((";", *_SAMBUNG))
        if good:
            continue
        bare = said.rstrip(";,. ")
        bare = bare.removesuffix(" dan").rstrip(";,. ") if before else bare
        right = "." if last else "; dan" if before else ";"
        ubah.append(Ubah(t.jalur, len(bare), t.isi[len(bare) :], right))
        first = first or t
    if first is not None:
        yield Temuan(
            RINCIAN, first.jalur, first.label, max(0, len(first.isi) - 24), len(first.isi), first.isi[-24:],
            "Butir bersambung diakhiri titik koma, butir sebelum terakhir “; dan”, butir terakhir titik.",
            "Rapikan akhir butirnya.", tuple(ubah),
        )  # fmt: skip


@pemeriksa
def awal_dan_akhir(p: Perkara) -> Iterator[Temuan]:
    """A letter begins with a sentence and takes its leave."""
    b = p.bahan
    if b.jenis not in _BERSURAT or b.isi is None:
        return
    blocks = b.isi["doc"]["content"]
    words = isi_naskah.plain_text(b.isi).strip()
    if not words:
        return  # said already: the body is empty
    if blocks[0]["type"] != "paragraph":
        yield umum(
            PEMBUKA, ("isi", 0), "Isi", "Isi langsung berupa butir atau tabel.",
            "Dahului dengan kalimat pembuka, misalnya “Sehubungan dengan …, dengan ini kami sampaikan:”.",
        )  # fmt: skip
    closing = [x for x in blocks if x["type"] == "paragraph" and isi_naskah.inline_text(x).strip()]
    if not any(_TUTUP.search(isi_naskah.inline_text(x)) for x in closing[-2:]):
        yield umum(
            PENUTUP, ("isi", len(blocks) - 1), "Isi", "Kalimat penutup belum ada.",
            "Tambahkan, misalnya “Atas perhatian Saudara, diucapkan terima kasih.”",
        )  # fmt: skip
