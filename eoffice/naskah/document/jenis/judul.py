"""Form J of own words: nota dinas, memo, pengumuman, laporan, telaahan staf, notula (naskah-dinas.md 2.4 h, i, s-v)."""

from typing import Final

from reportlab.platypus import Flowable, HRFlowable, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import penugasan, pernyataan, uraian
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.kepala import row
from eoffice.naskah.document.ttd import Jejak, Ttd
from eoffice.naskah.document.values import Halaman
from eoffice.naskah.jenis import rincian
from eoffice.pdf import flow, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import LIST_STEP, MM, NILAI, TITIK_DUA

_KOLOM_KEPUTUSAN: Final = (10, 80, 42, 28)  # millimetres: number, decision, who answers for it, until when
_LABEL_NOTULA: Final = 38 * MM


def _garis(gaya: Gaya) -> Flowable:
    return HRFlowable("100%", thickness=0.8, color=(0, 0, 0), spaceBefore=gaya.jarak, spaceAfter=gaya.leading)


def _judul(words: str, gaya: Gaya) -> Flowable:
    return flow.plain(words, kepala.single(gaya), bold=True, align="center", after=gaya.leading)


def _yth(page: Halaman, gaya: Gaya) -> list[Flowable]:
    people = [kepala.DAFTAR_TERLAMPIR] if kepala.listed(page) else [kepala.addressee(t) for t in page.tujuan]
    return _people("Yth.", people, gaya)


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


def _tentang_surat(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Tanggal, Nomor, Sifat, Lampiran, Hal, and the rule below."""
    return [
        row("Tanggal", kepala.tanggal(page), gaya),
        row("Nomor", kepala.nomor(page), gaya),
        row("Sifat", kepala.sifat(page), gaya),
        row("Lampiran", kata.jumlah(page.lampiran_jumlah, page.lampiran_satuan), gaya),
        row("Hal", page.hal, gaya),
    ]


def nota_dinas(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Title, then Yth., Melalui, Dari, Tembusan, Tanggal, Nomor, Sifat, Lampiran and Hal, closed by a rule (2.4 h)."""
    line = kepala.single(gaya)
    rows: list[Flowable] = [_judul("NOTA DINAS", gaya), *_yth(page, line)]
    through = page.melalui or rincian.teks(page.rincian, "melalui")
    if through:
        rows.append(row("Melalui", through, line))
    rows.append(row("Dari", page.dari or page.penanda.signing_as, line))
    rows += _people("Tembusan", list(page.tembusan), line)
    return [*rows, *_tentang_surat(page, line), _garis(gaya)]


def memo(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """MEMO with its number, then Yth., Dari and Hal, closed by a rule (2.4 i)."""
    line = kepala.single(gaya)
    rows = [*kepala.judul(page, gaya, "Memo"), *_yth(page, line)]
    rows.append(row("Dari", page.dari or page.penanda.signing_as, line))
    return [*rows, row("Hal", page.hal, line), _garis(gaya)]


def pengumuman(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """PENGUMUMAN, its number, TENTANG and the subject."""
    return kepala.judul(page, gaya, "Pengumuman", tentang=kepala.titik(page.hal))


def kepala_laporan(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """LAPORAN, its number, TENTANG and the subject."""
    return kepala.judul(page, gaya, "Laporan", tentang=kepala.titik(page.hal))


def laporan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Chapters A to E; the body of the editor is C."""
    of = page.rincian
    made: list[Flowable] = [uraian.bab("A. Pendahuluan", gaya)]
    parts = [("Umum", "umum"), ("Maksud dan Tujuan", "maksud_tujuan"), ("Ruang Lingkup", "ruang_lingkup")]
    number = 0
    for title, name in parts:
        words = rincian.teks(of, name)
        if words or name != "ruang_lingkup":
            number += 1
            made.append(uraian.bab(f"{number}. {title}", gaya, left=LIST_STEP, bold=False))
            made += uraian.ketikan(words, body, left=2 * LIST_STEP)
    made.append(uraian.bab(f"{number + 1}. Dasar", gaya, left=LIST_STEP, bold=False))
    made += uraian.butir(rincian.daftar(of, "dasar"), body, gaya, left=2 * LIST_STEP)
    made += _bab("B. Kegiatan yang Dilaksanakan", "kegiatan", page, gaya, body)
    made += [uraian.bab("C. Hasil yang Dicapai", gaya), *_isi_bab(body)]
    made += _bab("D. Simpulan dan Saran", "simpulan_saran", page, gaya, body)
    return made + _bab("E. Penutup", "penutup", page, gaya, body)


def _bab(title: str, name: str, page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    words = rincian.teks(page.rincian, name)
    return [uraian.bab(title, gaya), *uraian.ketikan(words, body, left=LIST_STEP)]


def _isi_bab(body: Isi) -> list[Flowable]:
    return uraian.ketikan("", body, left=LIST_STEP) if body.kosong else body.sebagian(body.blocks, left=LIST_STEP)


def kepala_telaahan(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """TELAAHAN STAF, then Yth., Dari, Tanggal, Nomor, Sifat, Lampiran and Hal, closed by a rule (2.4 u)."""
    line = kepala.single(gaya)
    rows = [_judul("TELAAHAN STAF", gaya), *_yth(page, line), row("Dari", page.dari or page.penanda.signing_as, line)]
    return [*rows, *_tentang_surat(page, line), _garis(gaya)]


def telaahan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The six parts; without a praanggapan the letters move up."""
    of = page.rincian
    opening = rincian.teks(of, "praanggapan")
    chapters: list[tuple[str, list[Flowable]]] = [
        ("Persoalan", uraian.ketikan(rincian.teks(of, "persoalan"), body, left=LIST_STEP)),
        ("Praanggapan", uraian.ketikan(opening, body, left=LIST_STEP) if opening else []),
        ("Fakta yang Memengaruhi", uraian.butir(rincian.daftar(of, "fakta"), body, gaya, left=LIST_STEP)),
        ("Analisis", _isi_bab(body)),
        ("Simpulan", uraian.ketikan(rincian.teks(of, "simpulan"), body, left=LIST_STEP)),
        ("Saran", uraian.butir(rincian.daftar(of, "saran"), body, gaya, left=LIST_STEP)),
    ]
    made: list[Flowable] = []
    for huruf, (title, parts) in zip("ABCDEF", [each for each in chapters if each[1]], strict=False):
        made += [uraian.bab(f"{huruf}. {title}", gaya), *parts]
    return made


def kepala_notula(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """NOTULA and its number."""
    return kepala.judul(page, gaya, "Notula")


def notula(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Which meeting, who was there, what was said and what was decided."""
    of = page.rincian
    day = rincian.tanggal(of, "tanggal_rapat")
    made = [
        *_pasangan("Sidang/Rapat", page.hal, gaya),
        *_pasangan("Hari/Tanggal", kata.hari_tanggal(day) if day else "", gaya),
        *(_pasangan("Surat Undangan", rincian.teks(of, "surat_undangan"), gaya) if of.get("surat_undangan") else []),
        *_pasangan("Waktu", rincian.teks(of, "waktu"), gaya),
        *_pasangan("Tempat", rincian.teks(of, "tempat"), gaya),
        *_berurut("Acara", rincian.daftar(of, "acara"), gaya),
        *_pasangan("Pimpinan Sidang", "", gaya, kosong=True),
    ]
    writer = next((p.penanda.nama for p in page.penanda_lain), rincian.teks(of, "notulis"))
    leaders = (
        ("Ketua", rincian.teks(of, "ketua")),
        ("Sekretaris", rincian.teks(of, "sekretaris")),
        ("Pencatat", writer),
    )
    for title, name in leaders:
        if name or title != "Sekretaris":
            made += _pasangan(title, name, gaya, left=LIST_STEP)
    made += [*_berurut("Peserta", rincian.daftar(of, "peserta"), gaya), Spacer(1, gaya.jarak)]
    made.append(uraian.bab("Kegiatan Sidang", gaya))
    opening, closing = rincian.teks(of, "pembukaan"), rincian.teks(of, "penutupan")
    chapters = [
        ("Kata Pembukaan", uraian.ketikan(opening, body, left=LIST_STEP) if opening else []),
        ("Pembahasan", _isi_bab(body)),
        ("Keputusan", _keputusan(page, body)),
        ("Penutupan", uraian.ketikan(closing, body, left=LIST_STEP) if closing else []),
    ]
    for number, (title, parts) in enumerate([each for each in chapters if each[1]], 1):
        made += [uraian.bab(f"{number}. {title}", gaya, bold=False), *parts]
    return made


def _pasangan(label: str, words: str, gaya: Gaya, *, left: float = 0.0, kosong: bool = False) -> list[Flowable]:
    fixed = ((left, label), (_LABEL_NOTULA, ":"))
    value = flow.plain("" if kosong else kepala.titik(words), gaya)
    return [Baris(fixed, value, _LABEL_NOTULA + 3 * MM, gaya)]


def _berurut(label: str, items: tuple[str, ...], gaya: Gaya) -> list[Flowable]:
    if len(items) < 2:
        return _pasangan(label, " ".join(items), gaya)
    at = _LABEL_NOTULA + 3 * MM
    rows: list[Flowable] = []
    for number, words in enumerate(items, 1):
        head = ((0.0, label), (_LABEL_NOTULA, ":")) if number == 1 else ()
        rows.append(Baris((*head, (at, f"{number}.")), flow.plain(words, gaya), at + LIST_STEP, gaya))
    return rows


def _keputusan(page: Halaman, body: Isi) -> list[Flowable]:
    rows = [("No.", "Keputusan", "Penanggung jawab", "Tenggat")]
    for number, each in enumerate(rincian.baris(page.rincian, "keputusan") or ({},), 1):
        due = rincian.tanggal(each, "tenggat")
        told = (kepala.titik(rincian.teks(each, "isi")), kepala.titik(rincian.teks(each, "penanggung_jawab")))
        rows.append((f"{number}.", *told, kata.tanggal(due) if due else "-"))
    return uraian.tabel(rows, _KOLOM_KEPUTUSAN, body)


def ttd_notula(page: Halaman, gaya: Gaya, trace: Jejak) -> Flowable:
    """The notulis at the left, the leader of the meeting with place and date at the right; or the leader alone."""
    if not page.penanda_lain:
        return Ttd(page, gaya, before=(*uraian.tempat_tanggal(page), "Pimpinan rapat,"), trace=trace)
    return uraian.TtdDua(page, gaya, trace, "Pimpinan rapat")


SUSUNAN: Final[Daftar] = {
    "nota_dinas": Susunan(kepala=nota_dinas, tembusan=False),
    "memo": Susunan(kepala=memo, sebelum_ttd=uraian.tempat_tanggal, tembusan=False),
    **penugasan.SUSUNAN,
    **pernyataan.SUSUNAN,
    "pengumuman": Susunan(kepala=pengumuman, sebelum_ttd=uraian.dikeluarkan),
    "laporan": Susunan(kepala=kepala_laporan, tubuh=laporan, sebelum_ttd=uraian.tempat_tanggal),
    "telaahan_staf": Susunan(kepala=kepala_telaahan, tubuh=telaahan),
    "notula": Susunan(kepala=kepala_notula, tubuh=notula, ttd=ttd_notula),
}
