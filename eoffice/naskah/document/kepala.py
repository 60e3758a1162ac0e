"""The head of each jenis: identity block with address, or centred title; and its own parts of the body.

Source: naskah-dinas.md 2.3, 2.4 and 3.5.
"""

from typing import Any, Final

from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer

from eoffice.naskah.document.values import BANYAK_PETUGAS, BANYAK_TUJUAN, PIHAK_PERTAMA, Acara, Halaman, Petugas, Tujuan
from eoffice.pdf import flow, fonts, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import BATAS_NILAI, LIST_STEP, MM, NILAI, TITIK_DUA

BELUM_BERNOMOR: Final = "… (belum bernomor)"
BELUM_BERTANGGAL: Final = "(tanggal saat ditandatangani)"
DAFTAR_TERLAMPIR: Final = "(daftar terlampir)"

_NAMA_JENIS: Final = {
    "surat_dinas": "Surat",
    "surat_undangan": "Surat Undangan",
    "nota_dinas": "Nota Dinas",
    "pengumuman": "Pengumuman",
    "surat_tugas": "Surat Tugas",
    "berita_acara": "Berita Acara",
}
_SIFAT: Final = {"terbatas": "Terbatas", "rahasia": "Rahasia", "sangat_rahasia": "Sangat Rahasia"}
_URGENSI: Final = {"segera": "Segera", "amat_segera": "Amat Segera"}


def nama_jenis(jenis: str) -> str:
    """How a naskah of this jenis is called in the header of its lampiran."""
    return _NAMA_JENIS[jenis]


def sifat(page: Halaman) -> str:
    """The words after "Sifat": who may read, then how fast; Biasa when neither is particular."""
    words = [_SIFAT.get(page.sifat, ""), _URGENSI.get(page.urgensi, "")]
    return " / ".join(word for word in words if word) or "Biasa"


def tanggal(page: Halaman) -> str:
    """The date in words, or what a konsep says instead."""
    return kata.tanggal(page.tanggal) if page.tanggal else BELUM_BERTANGGAL


def nomor(page: Halaman) -> str:
    """The number, or what a konsep says instead."""
    return page.nomor or BELUM_BERNOMOR


def single(gaya: Gaya) -> Gaya:
    """The same size at one spasi, as identity blocks and titles are set."""
    return Gaya(gaya.size, gaya.size * 1.16, gaya.jarak)


def head(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Everything above the body."""
    if page.jenis == "nota_dinas":
        return _nota_dinas(page, gaya)
    if page.jenis in ("pengumuman", "surat_tugas", "berita_acara"):
        return _title(page, gaya)
    return [*_identity(page, gaya), Spacer(1, 1.6 * gaya.leading), *_address(page, gaya), Spacer(1, gaya.leading)]


def _row(label: str, value: str, gaya: Gaya, **more: Any) -> Baris:
    return Baris(((0.0, label), (TITIK_DUA, ":")), flow.plain(value, gaya), NILAI, gaya, **more)


def _identity(page: Halaman, gaya: Gaya) -> list[Flowable]:
    line, day = single(gaya), tanggal(page)
    # Only the line of the date is shared with it; the others end at 130 mm.
    free = 160 * MM - fonts.width(day, fonts.REGULAR, line.size) - 4 * MM
    return [
        _row("Nomor", nomor(page), line, limit=free, kanan=day),
        _row("Sifat", sifat(page), line, limit=BATAS_NILAI),
        _row("Lampiran", kata.jumlah(page.lampiran_jumlah, page.lampiran_satuan), line, limit=BATAS_NILAI),
        _row("Hal", page.hal, line, limit=BATAS_NILAI),
    ]


def listed(page: Halaman) -> bool:
    """Are the addressees so many that a lampiran lists them (3.5)?"""
    return len(page.tujuan) > BANYAK_TUJUAN


def addressee(tujuan: Tujuan) -> str:
    """One addressee as one line: the office, or Sdr. and the name of a citizen."""
    return f"Sdr. {tujuan.jabatan}" if tujuan.perorangan else tujuan.jabatan


def place(tujuan: Tujuan) -> str:
    """Where one is, as the address says it: "di Tempat" when no town was named."""
    return f"di {tujuan.tempat or 'Tempat'}"


def with_desk(tujuan: Tujuan) -> str:
    """One addressee with the desk it is meant for, on one line."""
    return addressee(tujuan) + (f" u.p. {tujuan.untuk_perhatian}" if tujuan.untuk_perhatian else "")


def _address(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Yth. and where: one place below all of them, or each under its own office when they differ (3.5)."""
    line, indent = single(gaya), fonts.width("Yth. ", fonts.REGULAR, gaya.size)

    def row(words: str, x: float, *fixed: tuple[float, str]) -> Flowable:
        return Baris(fixed, flow.plain(words, line), x, line, limit=BATAS_NILAI)

    if listed(page) or not page.tujuan:
        words = DAFTAR_TERLAMPIR if page.tujuan else "…"
        return [row(words, indent, (0.0, "Yth.")), row("di Tempat", indent)]
    if len(page.tujuan) == 1:
        (only,) = page.tujuan
        desk = [row(f"u.p. {only.untuk_perhatian}", indent)] if only.untuk_perhatian else []
        return [row(addressee(only), indent, (0.0, "Yth.")), *desk, row(place(only), indent)]
    places = {place(tujuan) for tujuan in page.tujuan}
    rows: list[Flowable] = []
    for number, tujuan in enumerate(page.tujuan, 1):
        fixed = ((indent, f"{number}."),) if number > 1 else ((0.0, "Yth."), (indent, "1."))
        rows.append(row(with_desk(tujuan), indent + 6 * MM, *fixed))
        if len(places) > 1:
            rows.append(row(place(tujuan), indent + 6 * MM))
    return rows if len(places) > 1 else [*rows, row(places.pop(), indent)]


def _nota_dinas(page: Halaman, gaya: Gaya) -> list[Flowable]:
    line = single(gaya)
    rows: list[Flowable] = [flow.plain("NOTA DINAS", line, bold=True, align="center", after=gaya.leading)]
    rows += _people("Yth.", [DAFTAR_TERLAMPIR] if listed(page) else [addressee(t) for t in page.tujuan], line)
    if page.melalui:
        rows.append(_row("Melalui", page.melalui, line))
    rows.append(_row("Dari", page.dari or page.penanda.signing_as, line))
    rows += _people("Tembusan", list(page.tembusan), line)
    rows.append(_row("Tanggal", tanggal(page), line))
    rows.append(_row("Nomor", nomor(page), line))
    rows.append(_row("Sifat", sifat(page), line))
    rows.append(_row("Lampiran", kata.jumlah(page.lampiran_jumlah, page.lampiran_satuan), line))
    rows.append(_row("Hal", page.hal, line))
    rule = HRFlowable("100%", thickness=0.8, color=(0, 0, 0), spaceBefore=gaya.jarak, spaceAfter=gaya.leading)
    return [*rows, rule]


def _people(label: str, names: list[str], gaya: Gaya) -> list[Flowable]:
    if len(names) < 2:
        return [_row(label, names[0] if names else "-", gaya)]
    rows: list[Flowable] = []
    for number, name in enumerate(names, 1):
        fixed: tuple[tuple[float, str], ...] = ((NILAI, f"{number}."),)
        if number == 1:
            fixed = ((0.0, label), (TITIK_DUA, ":"), *fixed)
        rows.append(Baris(fixed, flow.plain(name, gaya), NILAI + 7 * MM, gaya))
    return rows


def _title(page: Halaman, gaya: Gaya) -> list[Flowable]:
    line = single(gaya)
    words = [page.jenis.replace("_", " ").upper(), f"NOMOR {nomor(page)}"]
    rows: list[Flowable] = [flow.plain(words[0], line, bold=True, align="center")]
    rows.append(flow.plain(words[1], line, align="center", after=gaya.leading * 0.8))
    if page.jenis == "pengumuman":
        rows.append(flow.plain("TENTANG", line, align="center", after=gaya.leading * 0.4))
        rows.append(flow.plain(page.tentang.upper(), line, bold=True, align="center"))
    if page.jenis == "berita_acara":
        rows[:1] = [flow.plain(f"BERITA ACARA {page.tentang.upper()}", line, bold=True, align="center")]
    return [KeepTogether([*rows, Spacer(1, 1.2 * gaya.leading)])]


def pembuka_berita_acara(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """When and where, with the date in words, and who the parties are (2.4 o)."""
    when = kata.hari_tanggal_terbilang(page.tanggal) if page.tanggal else "hari ini, …, tanggal …"
    place = f", bertempat di {page.bertempat}" if page.bertempat else ""
    opening = f"Pada {when}{place}, kami masing-masing:"
    rows: list[Flowable] = [flow.plain(opening, gaya, align="justify", after=gaya.jarak)]
    others = [(p.sebutan, p.penanda) for p in page.penanda_lain if p.sebutan.startswith("PIHAK")]
    parties = [(PIHAK_PERTAMA, page.penanda), *others]  # whoever only takes note is no party
    for number, (called, who) in enumerate(parties, 1):
        nip = f", NIP {who.nip}" if who.nip and not who.is_kepala_daerah else ""
        end = "," if number == len(parties) else ";"
        words = f"{who.nama}{nip}, {who.signing_as}, selanjutnya disebut {called}{end}"
        rows.append(Baris(((0.0, f"{number}."),), flow.plain(words, gaya, align="justify"), LIST_STEP, gaya))
    return [*rows, Spacer(1, gaya.jarak)]


def acara(event: Acara, gaya: Gaya) -> list[Flowable]:
    """When, where and what of a surat undangan, on aligned colons."""
    day = kata.hari_tanggal(event.tanggal)
    if event.sampai:
        day = f"{day} s.d. {kata.hari_tanggal(event.sampai)}"
    pairs = [("hari, tanggal", day), ("waktu", event.waktu), ("tempat", event.tempat), ("acara", event.agenda)]
    pairs += [("pakaian", event.pakaian), ("tautan", event.tautan), ("catatan", event.catatan)]
    left, colon, value = 12 * MM, 42 * MM, 45 * MM
    rows: list[Flowable] = [
        Baris(((left, label), (colon, ":")), flow.plain(words, gaya), value, gaya, after=gaya.jarak / 3)
        for label, words in pairs
        if words
    ]
    return [*rows, Spacer(1, gaya.jarak)]


def tugas(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Dasar, MENUGASKAN, Kepada and Untuk of a surat tugas."""
    if page.tugas is None:
        return []
    rows = _numbered("Dasar", page.tugas.dasar, gaya)
    title = flow.plain("MENUGASKAN:", gaya, bold=True, align="center", after=gaya.jarak)
    rows += [Spacer(1, gaya.jarak), title]
    if len(page.tugas.kepada) > BANYAK_PETUGAS:
        rows.append(_row("Kepada", f"{len(page.tugas.kepada)} orang pegawai {DAFTAR_TERLAMPIR}", gaya))
    else:
        for number, person in enumerate(page.tugas.kepada, 1):
            rows.append(KeepTogether(_person(number, person, len(page.tugas.kepada), gaya)))
    rows.append(Spacer(1, gaya.jarak))
    return rows + _numbered("Untuk", page.tugas.untuk, gaya)


def _numbered(label: str, items: tuple[str, ...], gaya: Gaya) -> list[Flowable]:
    rows: list[Flowable] = []
    for number, words in enumerate(items, 1):
        fixed: tuple[tuple[float, str], ...] = ((0.0, label), (TITIK_DUA, ":")) if number == 1 else ()
        x = NILAI
        if len(items) > 1:
            fixed, x = (*fixed, (NILAI, f"{number}.")), NILAI + LIST_STEP
        rows.append(Baris(fixed, flow.plain(words, gaya, align="justify"), x, gaya, after=gaya.jarak / 2))
    return rows


def _person(number: int, person: Petugas, count: int, gaya: Gaya) -> list[Flowable]:
    rank = ", ".join(word for word in (person.pangkat, person.golongan) if word)
    pairs = [("Nama", person.nama), ("NIP", person.nip), ("Pangkat/Gol.", rank), ("Jabatan", person.jabatan)]
    x = NILAI + (LIST_STEP if count > 1 else 0)
    rows: list[Flowable] = []
    for index, (label, words) in enumerate(pair for pair in pairs if pair[1]):
        fixed: tuple[tuple[float, str], ...] = ((x, label), (x + 28 * MM, ":"))
        if index == 0:
            fixed = (*(((NILAI, f"{number}."),) if count > 1 else ()), *fixed)
            fixed = ((0.0, "Kepada"), (TITIK_DUA, ":"), *fixed) if number == 1 else fixed
        rows.append(Baris(fixed, flow.plain(words, gaya), x + 31 * MM, gaya))
    return [*rows, Spacer(1, gaya.jarak)]
