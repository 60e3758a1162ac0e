"""Form J: nota dinas, surat tugas, berita acara, pengumuman (naskah-dinas.md 2.4 f, h, o, s)."""

from typing import Final

from reportlab.platypus import Flowable, HRFlowable, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.kepala import bernomor, row
from eoffice.naskah.document.lampiran import grid
from eoffice.naskah.document.values import BANYAK_PETUGAS, PIHAK_PERTAMA, Halaman, Lampiran
from eoffice.naskah.jenis import rincian
from eoffice.pdf import flow, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import LIST_STEP, NILAI, TITIK_DUA


def nota_dinas(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Title, then Yth., Melalui, Dari, Tembusan, Tanggal, Nomor, Sifat, Lampiran and Hal, closed by a rule (2.4 h)."""
    line = kepala.single(gaya)
    people = [kepala.DAFTAR_TERLAMPIR] if kepala.listed(page) else [kepala.addressee(t) for t in page.tujuan]
    rows: list[Flowable] = [flow.plain("NOTA DINAS", line, bold=True, align="center", after=gaya.leading)]
    rows += _people("Yth.", people, line)
    if page.melalui:
        rows.append(row("Melalui", page.melalui, line))
    rows.append(row("Dari", page.dari or page.penanda.signing_as, line))
    rows += _people("Tembusan", list(page.tembusan), line)
    rows.append(row("Tanggal", kepala.tanggal(page), line))
    rows.append(row("Nomor", kepala.nomor(page), line))
    rows.append(row("Sifat", kepala.sifat(page), line))
    rows.append(row("Lampiran", kata.jumlah(page.lampiran_jumlah, page.lampiran_satuan), line))
    rows.append(row("Hal", page.hal, line))
    rule = HRFlowable("100%", thickness=0.8, color=(0, 0, 0), spaceBefore=gaya.jarak, spaceAfter=gaya.leading)
    return [*rows, rule]


def _people(label: str, names: list[str], gaya: Gaya) -> list[Flowable]:
    if len(names) < 2:
        return [row(label, names[0] if names else "-", gaya)]
    rows: list[Flowable] = []
    for number, name in enumerate(names, 1):
        fixed: tuple[tuple[float, str], ...] = ((NILAI, f"{number}."),)
        if number == 1:
            fixed = ((0.0, label), (TITIK_DUA, ":"), *fixed)
        rows.append(Baris(fixed, flow.plain(name, gaya), NILAI + LIST_STEP, gaya))
    return rows


def pengumuman(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """PENGUMUMAN, its number, TENTANG and the subject."""
    return kepala.judul(page, gaya, "Pengumuman", tentang=kepala.titik(page.hal))


def dikeluarkan(page: Halaman) -> tuple[str, ...]:
    """Dikeluarkan di … pada tanggal …"""
    return (f"Dikeluarkan di {page.tempat}", f"pada tanggal {kepala.tanggal(page)}")


def tempat_tanggal(page: Halaman) -> tuple[str, ...]:
    """Place and date on one line, as most of form J has it."""
    return (f"{page.tempat}, {kepala.tanggal(page)}",)


def surat_tugas(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SURAT TUGAS and its number."""
    return kepala.judul(page, gaya, "Surat Tugas")


def tugas(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Dasar, MENUGASKAN, Kepada and Untuk of a surat tugas."""
    of = page.rincian
    people = rincian.orang(of, "kepada")
    rows = bernomor("Dasar", rincian.daftar(of, "dasar"), gaya)
    rows.append(kepala.tengah("MENUGASKAN:", gaya))
    if len(people) > BANYAK_PETUGAS:
        rows.append(row("Kepada", f"{len(people)} orang pegawai {kepala.DAFTAR_TERLAMPIR}", gaya))
    for number, person in enumerate(people if len(people) <= BANYAK_PETUGAS else (), 1):
        label = "Kepada" if number == 1 else ""
        rows += kepala.orang(person, gaya, label=label, number=number if len(people) > 1 else None)
    rows.append(Spacer(1, gaya.jarak))
    return rows + bernomor("Untuk", rincian.daftar(of, "untuk"), gaya) + body.semua()


def daftar_petugas(page: Halaman) -> list[Lampiran]:
    """The people of a surat tugas when they are too many for its page."""
    people = rincian.orang(page.rincian, "kepada")
    if len(people) <= BANYAK_PETUGAS:
        return []
    rows: list[tuple[str, ...]] = [("No.", "Nama", "NIP", "Pangkat/Gol.", "Jabatan")]
    rows += [(f"{n}.", p.nama, p.nip, p.pangkat_golongan, p.jabatan) for n, p in enumerate(people, 1)]
    return [Lampiran(judul="Daftar Pegawai yang Ditugaskan", isi=grid(rows))]


def berita_acara(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """BERITA ACARA with its subject, and the number."""
    return kepala.judul(page, gaya, f"Berita Acara {page.hal}")


def pembuka_berita_acara(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """When and where, with the date in words, and who the parties are (2.4 o)."""
    when = kata.hari_tanggal_terbilang(page.tanggal) if page.tanggal else "hari ini, …, tanggal …"
    where = rincian.teks(page.rincian, "bertempat")
    opening = f"Pada {when}{f', bertempat di {where}' if where else ''}, kami masing-masing:"
    rows: list[Flowable] = [flow.plain(opening, gaya, align="justify", after=gaya.jarak)]
    others = [(p.sebutan, p.penanda) for p in page.penanda_lain if p.sebutan.startswith("PIHAK")]
    parties = [(PIHAK_PERTAMA, page.penanda), *others]  # whoever only takes note is no party
    for number, (called, who) in enumerate(parties, 1):
        nip = f", NIP {who.nip}" if who.nip and not who.is_kepala_daerah else ""
        end = "," if number == len(parties) else ";"
        words = f"{who.nama}{nip}, {who.signing_as}, selanjutnya disebut {called}{end}"
        rows.append(Baris(((0.0, f"{number}."),), flow.plain(words, gaya, align="justify"), LIST_STEP, gaya))
    return [*rows, Spacer(1, gaya.jarak), *body.semua()]


SUSUNAN: Final[Daftar] = {
    "nota_dinas": Susunan(kepala=nota_dinas, tembusan=False),
    "surat_tugas": Susunan(kepala=surat_tugas, tubuh=tugas, sebelum_ttd=tempat_tanggal, lampiran=daftar_petugas),
    "berita_acara": Susunan(kepala=berita_acara, tubuh=pembuka_berita_acara),
    "pengumuman": Susunan(kepala=pengumuman, sebelum_ttd=dikeluarkan),
}
