"""Setting a whole naskah: pages, what stands around them, and the finished file."""

from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable

from eoffice.naskah import jenis
from eoffice.naskah.document import jenis as susunan
from eoffice.naskah.document import kepala, lampiran, ttd
from eoffice.naskah.document.jenis.susunan import Isi
from eoffice.naskah.document.ttd import Jejak, Ttd, TtdPihak
from eoffice.naskah.document.values import Halaman, Lampiran, Rendered
from eoffice.pdf import flow, fonts, isi, kata, kop, pdfa, rupa, tanda
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import (
    FOOTER_TOP,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    NOMOR_HALAMAN,
)
from eoffice.pdf.kanvas import Dokumen
from eoffice.pdf.keterangan import Keterangan

_UU_ITE: Final = (
    "Catatan: 1. UU ITE No. 11 Tahun 2008 Pasal 5 ayat (1): “Informasi Elektronik dan/atau Dokumen Elektronik "
    "dan/atau hasil cetaknya merupakan alat bukti hukum yang sah.”"
)
_SMALL: Final = 7.0
_RAHASIA: Final = {"rahasia": "RAHASIA", "sangat_rahasia": "SANGAT RAHASIA"}


def render(page: Halaman) -> Rendered:
    """Set a naskah. Equal values give equal bytes.

    A naskah that runs onto a second page is tried once more at 11 point and one spasi, and kept so if that
    brings it back to one page.

    Raises:
        Invalid: the body or a typed lampiran is outside the allow-list, or a file cannot be read.
    """
    isi.check(page.isi)
    look = susunan.get(page.jenis)
    if look.penanda is not None:
        page = replace(page, penanda=look.penanda(page.penanda))
    every = [*lampiran.lists(page, look.lampiran(page)), *page.lampiran]
    with fonts.TYPESETTING:
        huruf = fonts.HURUF[jenis.get(page.jenis).huruf]
        raw, trace, files, words = _set(page, every, replace(flow.NORMAL, huruf=huruf))
        if look.rapat and trace.visual and trace.visual[0] == 2:
            again = _set(page, every, replace(flow.RAPAT, huruf=huruf))
            if again[1].visual and again[1].visual[0] == 1:
                raw, trace, files, words = again
    if trace.visual is None:
        raise ValueError("blok tanda tangan tidak tercetak")
    tempelan = [
        pdfa.Tempelan(halaman=number, pdf=pdf, sumber=index, box=box)
        for (number, box), (pdf, index) in zip(trace.files, files, strict=True)
    ]
    finished = pdfa.lay(raw, tempelan)
    others = tuple(trace.lain[number] for number in sorted(trace.lain))
    return Rendered(
        finished,
        pages=trace.pages,
        qr_box=trace.visual,
        text=text(page),
        kotak_lain=others,
        lembar=words,
        tempelan=tuple(one.halaman for one in tempelan),
    )


def _set(
    page: Halaman, every: list[Lampiran], gaya: Gaya
) -> tuple[bytes, Jejak, list[tuple[bytes, int]], tuple[str, ...]]:
    kertas, trace, look = page.kertas, Jejak(), susunan.get(page.jenis)
    width, height = kertas.right - MARGIN_LEFT, kertas.height - MARGIN_TOP - MARGIN_BOTTOM
    turned = (kertas.height, kertas.width)

    def around(canvas: Any, number: int, count: int) -> None:
        trace.pages = count
        _around(canvas, page, number, count, look.nomor_halaman)

    document = Dokumen(kertas, around, huruf=gaya.huruf)
    top = kop.height(page.kop, kertas, gaya.huruf) if look.kop else look.kop_tinggi
    first = (MARGIN_LEFT, MARGIN_BOTTOM, width, kertas.height - top - MARGIN_BOTTOM)

    def beneath(canvas: Any) -> None:
        _beneath(canvas, page)
        if look.alas is not None:
            look.alas(canvas, page, canvas.getPageNumber())

    def beneath_first(canvas: Any) -> None:
        beneath(canvas)
        if look.kop:
            kop.draw(canvas, page.kop, kertas, gaya.huruf)

    document.template("pertama", first, beneath=beneath_first, then=lampiran.TEGAK)
    document.template(lampiran.TEGAK, (MARGIN_LEFT, MARGIN_BOTTOM, width, height), beneath=beneath)
    document.template(
        lampiran.REBAH,
        (MARGIN_LEFT, MARGIN_BOTTOM, turned[0] - MARGIN_LEFT - MARGIN_RIGHT, turned[1] - MARGIN_TOP - MARGIN_BOTTOM),
        beneath=beneath,
        size=turned,
    )
    values = fields(page)
    story = look.kepala(page, gaya) + look.tubuh(page, gaya, Isi(page, values, (width, height), gaya))
    block: Flowable
    if look.ttd is not None:
        block = look.ttd(page, gaya, trace)
    elif page.penanda_lain:
        block = TtdPihak(page, gaya, trace=trace)
    else:
        block = Ttd(page, gaya, before=look.sebelum_ttd(page), trace=trace)
    copies = ttd.tembusan(page.tembusan, gaya) if look.tembusan else []
    story = ttd.close(story, block, copies, gaya, height) + look.sesudah(page, gaya, width)
    header = look.kepala_lampiran or lampiran.header
    pages, files = lampiran.story(page, every, trace, values, gaya, (width, height), header=header)
    claim = all(each.pdf is None or each.pdfa or pdfa.keeps(each.pdf) for each in every)
    raw = document.build(story + pages, _about(page), claim=claim)
    return raw, trace, files, document.lembar


def _beneath(canvas: Any, page: Halaman) -> None:
    width, height = canvas._pagesize
    if page.konsep:
        tanda.diagonal(canvas, "KONSEP", width, height)
        tanda.konsep(canvas, height)
    elif page.tanda_tte and not page.basah:
        tanda.diagonal(canvas, "CONTOH", width, height)
    if page.sifat in _RAHASIA:
        tanda.sifat(canvas, _RAHASIA[page.sifat], width, height)


def _around(canvas: Any, page: Halaman, number: int, count: int, nomor_halaman: str) -> None:
    width, height = canvas._pagesize
    right = width - MARGIN_RIGHT
    if number > 1:
        canvas.setFont(fonts.REGULAR, 11)
        canvas.drawCentredString((MARGIN_LEFT + right) / 2, height - NOMOR_HALAMAN, nomor_halaman.format(number))
    canvas.setStrokeGray(0.4)
    canvas.setLineWidth(0.3)
    canvas.line(MARGIN_LEFT, FOOTER_TOP, right, FOOTER_TOP)
    canvas.setFillGray(0.2)
    lines: list[str] = []
    last = "Konsep – belum ditandatangani dan belum berlaku sebagai naskah dinas."
    if page.basah:
        last = f"Ditandatangani di atas kertas. Periksa keadaannya: {page.verify_url}"
    elif not page.konsep:
        if number == count or not page.rupa.kaki_akhir_saja:
            note = page.catatan_tte.replace(rupa.BALAI[1], page.rupa.balai)
            said = (_UU_ITE, f"2. {note}", page.rupa.kaki_tambahan)
            lines += [w for s in said for w in tanda.wrapped(s, canvas.huruf.regular, _SMALL, right - MARGIN_LEFT)]
        last = f"Periksa keaslian: {page.verify_url}"
    canvas.setFont(fonts.REGULAR, _SMALL)
    baseline = FOOTER_TOP - 8.4
    for line in [*lines, last]:
        canvas.drawString(MARGIN_LEFT, baseline, fonts.dalam(line, canvas.huruf))
        baseline -= 8.2
    canvas.drawRightString(right, baseline + 8.2, f"Halaman {number} dari {count}")
    canvas.setFillGray(0)


def fields(page: Halaman) -> dict[str, str]:
    """What the fields of the body print; those not known yet are missing."""
    values = {
        "nomor": page.nomor or "",
        "tanggal": kata.tanggal(page.tanggal) if page.tanggal else "",
        "hal": page.hal,
        "tujuan": kepala.addressee(page.tujuan[0]) if len(page.tujuan) == 1 else "",
        "nama_penandatangan": page.penanda.nama,
        "jabatan_penandatangan": page.penanda.signing_as,
        "unit": page.kop.baris[-1] if page.kop.baris else "",
        "tempat": page.tempat,
        "tahun": str(page.tanggal.year) if page.tanggal else "",
    }
    return {key: value for key, value in values.items() if value}


def text(page: Halaman) -> str:
    """The words of the naskah for search: head, body, people, lampiran; no furniture."""
    values = fields(page)
    parts = [jenis.get(page.jenis).nama_lampiran, page.nomor or "", page.hal, page.dari, page.melalui]
    parts += [kepala.addressee(tujuan) for tujuan in page.tujuan]
    parts += susunan.get(page.jenis).teks(page)
    parts.append(isi.plain_text(page.isi, values))
    parts += [page.penanda.signing_as, page.penanda.nama, *page.tembusan]
    parts += [f"{p.sebutan} {p.penanda.signing_as} {p.penanda.nama}" for p in page.penanda_lain]
    for each in page.lampiran:
        parts += [each.judul, isi.plain_text(each.isi, values) if each.isi else ""]
    return "\n".join(part for part in parts if part)


def _about(page: Halaman) -> Keterangan:
    return Keterangan(
        judul=f"{jenis.get(page.jenis).nama_lampiran} {page.hal}".strip(),
        nomor=page.nomor or "",
        hal=page.hal,
        pembuat=page.kop.baris[-1] if page.kop.baris else "",
        dibuat_at=page.dibuat_at,
    )
