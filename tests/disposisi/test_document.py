"""Lembar disposisi on paper."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from pypdf import PdfReader

from eoffice.disposisi.document import Langkah, Lembar, Penerima, TindakLanjut, render
from tests.pdf.bodies import page_texts


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 4, day, hour, 12, tzinfo=UTC)


FIRST = Langkah(
    dari="Sekretaris Daerah",
    nama="Drs. Hastabrata Kusumadinata, M.Si.",
    pada=at(21, 2),
    penerima=(
        Penerima(jabatan="Kepala Dinas Komunikasi", status="selesai"),
        Penerima(jabatan="Kepala Badan Kepegawaian", peran="pendukung"),
    ),
    instruksi=("Tindak lanjuti / proses lebih lanjut", "Laporkan hasilnya"),
    catatan="Periksa ketersediaan pembimbing.",
    batas=date(2026, 4, 28),
    status="selesai",
    atas_nama="Sekretaris Pimpinan",
)
SECOND = Langkah(
    dari="Kepala Dinas Komunikasi",
    pada=at(21, 7),
    tingkat=2,
    penerima=(Penerima(jabatan="Kepala Bidang Informatika"),),
    instruksi=("Siapkan jawaban/konsep surat",),
    status="dilaporkan",
    tindak_lanjut=(
        TindakLanjut(pada=at(23, 3), oleh="Gentala Prabawa", uraian="Ruang tersedia.", berkas=("daftar.pdf",)),
    ),
)
LEMBAR = Lembar(
    kop=("Pemerintah Kota Arunika", "Sekretariat Daerah"),
    surat_dari="Universitas Nusa Kirana",
    nomor_surat="045/UNK/D2/IV/2026",
    tanggal_surat=date(2026, 4, 17),
    diterima=date(2026, 4, 20),
    nomor_agenda="231",
    hal="Permohonan Kerja Praktik",
    urgensi="segera",
    rantai=(FIRST, SECOND),
    pilihan=("Untuk diketahui", "Laporkan hasilnya"),
)


def words(lembar: Lembar) -> str:
    return " ".join(page_texts(render(lembar)))


def test_the_form_names_the_record_the_recipients_and_the_instructions() -> None:
    text = words(LEMBAR)

    assert text.startswith("PEMERINTAH KOTA ARUNIKA SEKRETARIAT DAERAH LEMBAR DISPOSISI")
    for part in (
        "Surat dari : Universitas Nusa Kirana No. Surat : 045/UNK/D2/IV/2026 Tgl. Surat : 17 April 2026",
        "Diterima tgl : 20 April 2026 No. Agenda : 231",
        "Amat segera x Segera Terbatas Rahasia",
        "Hal : Permohonan Kerja Praktik",
        "x Kepala Dinas Komunikasi (penanggung jawab, selesai) x Kepala Badan Kepegawaian (pendukung)",
        "x Tindak lanjuti / proses lebih lanjut x Laporkan hasilnya Untuk diketahui",
        "Catatan : Periksa ketersediaan pembimbing. Batas waktu : 28 April 2026",
        "SEKRETARIS DAERAH Drs. Hastabrata Kusumadinata, M.Si. 21 April 2026 pukul 09.12 WIB",
        "dicatat oleh Sekretaris Pimpinan a.n. Sekretaris Daerah",
    ):
        assert part in text


def test_the_chain_follows_with_every_report_and_its_time() -> None:
    text = words(LEMBAR)

    assert (
        "2. Kepala Dinas Komunikasi Waktu : 21 April 2026 pukul 14.12 WIB Status : dilaporkan "
        "Kepada : Kepala Bidang Informatika (penanggung jawab) Instruksi : Siapkan jawaban/konsep surat "
        "Tindak lanjut : 23 April 2026 pukul 10.12 WIB, Gentala Prabawa: Ruang tersedia. (berkas: daftar.pdf)" in text
    )


def test_a_single_disposisi_needs_no_chain_and_fits_one_a5_page() -> None:
    pdf = render(replace(LEMBAR, rantai=(FIRST,)))

    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (420, 595)
    assert "Rantai disposisi" not in page.extract_text()


def test_an_empty_form_can_be_filled_by_hand() -> None:
    text = words(replace(LEMBAR, rantai=()))

    assert "Diteruskan kepada Sdr.:" in text
    assert "Untuk diketahui" in text


def test_a_long_note_goes_on_to_the_next_pages() -> None:
    note = "catatan pimpinan " * 700

    texts = page_texts(render(replace(LEMBAR, rantai=(replace(FIRST, catatan=note),))))

    assert len(texts) > 2
    assert sum(text.count("catatan pimpinan") for text in texts) >= 690


def test_a_rahasia_lembar_is_stamped_on_every_page() -> None:
    texts = page_texts(render(replace(LEMBAR, sifat="rahasia", rantai=(FIRST, *(SECOND,) * 6))))

    assert len(texts) > 1
    assert all(text.count("RAHASIA") == 2 for text in texts)


# KEAMANAN: CNT-02
def test_markup_in_a_disposisi_is_printed_as_typed() -> None:
    hostile = '<img src="/etc/passwd"/> & <b>x'
    report = TindakLanjut(pada=at(23, 3), oleh=hostile, uraian=hostile, berkas=(hostile,))
    step = replace(FIRST, catatan=hostile, instruksi=(hostile,), nama=hostile, tindak_lanjut=(report,))

    text = words(replace(LEMBAR, hal=hostile, surat_dari=hostile, rantai=(step, replace(step, tingkat=2))))

    assert text.count(hostile) == 15


def test_the_same_values_give_the_same_bytes() -> None:
    assert render(LEMBAR) == render(LEMBAR)


def test_a_very_deep_chain_stays_readable() -> None:
    chain = tuple(replace(SECOND, tingkat=level) for level in range(1, 15))

    assert words(replace(LEMBAR, rantai=chain)).count("Ruang tersedia.") == 14
