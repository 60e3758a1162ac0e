"""Form K: surat dinas, the undangan with its event in the text or as a card, and the panggilan (naskah-dinas.md 2.4 k-m)."""

from typing import Final

from reportlab.platypus import Flowable, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.values import Halaman
from eoffice.naskah.jenis import rincian
from eoffice.naskah.jenis.korespondensi import kartu
from eoffice.pdf import flow, fonts, isi, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import BATAS_NILAI, MM

_KARTU: Final = (28 * MM, 62 * MM)  # label and colon of the event on a card, from the left margin


def kepala_undangan(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Of the letter; a card has neither number nor address, and begins with who invites."""
    if not kartu(page.rincian):
        return kepala.surat(page, gaya)
    office = flow.plain(page.penanda.signing_as, gaya, bold=True, align="center", before=gaya.leading)
    words = "mengharap dengan hormat kehadiran Bapak/Ibu/Saudara pada acara:"
    what = kepala.titik(rincian.teks(page.rincian, "acara"))
    return [
        office,
        flow.plain(words, gaya, align="center", after=gaya.leading),
        flow.plain(what.upper(), kepala.single(gaya), bold=True, align="center", after=gaya.leading),
    ]


def undangan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The event stands after the first block that ends with a colon, else after the first; on a card before the body."""
    if kartu(page.rincian):
        label, colon = _KARTU
        pairs = [pair for pair in acara(page) if pair[0] != "acara"]
        return [*kepala.pasangan(pairs, gaya, left=label, colon=colon), Spacer(1, gaya.leading), *body.semua()]
    if rincian.tanggal(page.rincian, "tanggal_acara") is None:
        return body.semua()
    return _dengan(body, kepala.pasangan(acara(page), gaya), gaya)


def _dengan(body: Isi, event: list[Flowable], gaya: Gaya) -> list[Flowable]:
    cut = _after_opening(body)
    for row in event[:-1]:
        row.keepWithNext = 1
    return [*body.sebagian(body.blocks[:cut]), *event, Spacer(1, gaya.jarak), *body.sebagian(body.blocks[cut:])]


def acara(page: Halaman) -> list[tuple[str, str]]:
    """When, where and what; the weekday is computed, so that it cannot contradict the date."""
    of = page.rincian
    first, last = rincian.tanggal(of, "tanggal_acara"), rincian.tanggal(of, "sampai")
    day = kata.hari_tanggal(first) if first else kepala.titik("")
    return [
        ("hari, tanggal", f"{day} s.d. {kata.hari_tanggal(last)}" if first and last else day),
        ("waktu", kepala.titik(rincian.teks(of, "waktu"))),
        ("tempat", kepala.titik(rincian.teks(of, "tempat_acara"))),
        ("acara", kepala.titik(rincian.teks(of, "acara"))),
        ("pakaian", rincian.teks(of, "pakaian")),
        ("tautan", rincian.teks(of, "tautan")),
        ("catatan", rincian.teks(of, "catatan")),
    ]


def _after_opening(body: Isi) -> int:
    for index, block in enumerate(body.blocks, 1):
        if block["type"] == "paragraph" and isi.inline_text(block).rstrip().endswith(":"):
            return index
    return 1


def kepala_panggilan(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The identity block, and the person who is called, by name."""
    line, indent = kepala.single(gaya), fonts.width("Yth. ", gaya.huruf.regular, gaya.size)
    person = next(iter(rincian.orang(page.rincian, "dipanggil")), rincian.Orang())
    row = next(iter(rincian.baris(page.rincian, "dipanggil")), {})
    nip = f"NIP {person.nip}" if person.nip else ""
    where = rincian.teks(row, "alamat") or "di Tempat"
    lines = [f"Sdr. {kepala.titik(person.nama)}", nip, person.jabatan, where]
    address = [
        Baris(((0.0, "Yth."),) if number == 0 else (), flow.plain(words, line), indent, line, limit=BATAS_NILAI)
        for number, words in enumerate(words for words in lines if words)
    ]
    return [*kepala.identity(page, gaya), Spacer(1, 1.6 * gaya.leading), *address, Spacer(1, gaya.leading)]


def panggilan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The request to come, when and where, to whom and why; the body, if any, stands around it."""
    event = kepala.pasangan(menghadap(page), gaya)
    if not body.kosong:
        return _dengan(body, event, gaya)
    opening = "Dengan ini diminta kedatangan Saudara untuk menghadap pada:"
    closing = (
        "Demikian disampaikan agar Saudara hadir tepat pada waktunya. Atas perhatian Saudara, diucapkan terima kasih."
    )
    return [
        flow.plain(opening, gaya, align="justify", after=gaya.jarak),
        *event,
        Spacer(1, gaya.jarak),
        flow.plain(closing, gaya, align="justify", after=gaya.jarak),
    ]


def menghadap(page: Halaman) -> list[tuple[str, str]]:
    """Day, hour, place, to whom and what for."""
    of = page.rincian
    day, time = rincian.tanggal(of, "tanggal_panggilan"), rincian.pukul(of, "jam")
    return [
        ("hari, tanggal", kata.hari_tanggal(day) if day else kepala.titik("")),
        ("pukul", f"{time} {page.rupa.zona}" if time else kepala.titik("")),
        ("tempat", kepala.titik(rincian.teks(of, "tempat_panggilan"))),
        ("menghadap", kepala.titik(rincian.teks(of, "menghadap"))),
        ("untuk", kepala.titik(" ".join(rincian.teks(of, "keperluan").split()))),
    ]


def _kata_undangan(page: Halaman) -> list[str]:
    return [words for _, words in acara(page)] if page.rincian else []


def _kata_panggilan(page: Halaman) -> list[str]:
    return [*rincian.kata(page.rincian.get("dipanggil")), *(words for _, words in menghadap(page))]


SUSUNAN: Final[Daftar] = {
    "surat_dinas": Susunan(kepala=kepala.surat),
    "surat_undangan": Susunan(kepala=kepala_undangan, tubuh=undangan, teks=_kata_undangan),
    "surat_panggilan": Susunan(kepala=kepala_panggilan, tubuh=panggilan, teks=_kata_panggilan),
}
