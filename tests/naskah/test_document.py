"""The pages of a naskah: what stands where, what is printed, and what never is."""

import dataclasses
import io
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from eoffice.errors import Invalid
from eoffice.naskah.document import Halaman, Kop, Lampiran, Penanda, Tujuan, render
from eoffice.pdf import geometry, isi
from tests.pdf.bodies import ADDRESS, body, page_texts, paragraph, places, surat

GENTALA = {
    "nama": "Gentala Prabawa, S.Kom.",
    "nip": "198704112011011005",
    "pangkat": "Penata Tingkat I",
    "golongan": "III/d",
    "jabatan": "Pranata Komputer Ahli Muda",
}
KABAG = Penanda(
    jabatan="Kepala Bagian Organisasi", nama="Wiratama Sagara, S.STP.", pangkat="Pembina", nip="198008092000121002"
)


def words(page: Halaman) -> str:
    """Everything a page prints, pages joined."""
    return " ".join(page_texts(render(page).pdf))


def at(pdf: bytes, wanted: str, page: int = 0) -> tuple[float, float]:
    """Where a piece of text begins, in whole millimetres from the left and bottom edges."""
    return next((round(x), round(y)) for x, y, text in places(pdf, page) if text.startswith(wanted))


def x_of(pdf: bytes, wanted: str, page: int = 0) -> int:
    return at(pdf, wanted, page)[0]


def test_a_surat_dinas_prints_its_parts_in_the_official_order() -> None:
    page = surat(
        urgensi="segera",
        lampiran_jumlah=1,
        tembusan=("Wali Kota Arunika (sebagai laporan)", "Inspektur Daerah Kota Arunika"),
    )

    (text,) = page_texts(render(page).pdf)

    order = [
        "PEMERINTAH KOTA ARUNIKA SEKRETARIAT DAERAH Jalan Balai Kota",
        "Nomor : 000.8.3.1/112/ORG/2026 13 April 2026 Sifat : Segera Lampiran : 1 (satu) berkas "
        "Hal : Penyampaian Peta Proses Bisnis Yth. Kepala Dinas Kesehatan di Arunika Dalam rangka",
        "Sekian. a.n. WALI KOTA ARUNIKA SEKRETARIS DAERAH, Ditandatangani secara elektronik oleh: SEKRETARIS DAERAH "
        "Contoh – bukan TTE tersertifikasi Drs. Hastabrata Kusumadinata, M.Si. Pembina Utama Madya "
        "NIP 196903141994031007 Tembusan: 1. Wali Kota Arunika (sebagai laporan) 2. Inspektur Daerah Kota Arunika",
        "UU ITE No. 11 Tahun 2008 Pasal 5 ayat (1)",
        f"Periksa keaslian: {ADDRESS} Halaman 1 dari 1",
    ]
    found = [text.index(part) for part in order]
    assert found == sorted(found)


def test_labels_colons_values_and_date_stand_on_their_columns() -> None:
    pdf = render(surat(urgensi="amat_segera", lampiran_jumlah=2)).pdf
    pieces = places(pdf)

    for label in ("Nomor", "Sifat", "Lampiran", "Hal", "Yth."):
        assert x_of(pdf, label) == 30
    height = at(pdf, "Nomor")[1]
    colons = [round(x) for x, y, text in pieces if text == ":" or text.startswith(": ")]
    assert colons == [54, 54, 54, 54]
    assert [x_of(pdf, value) for value in ("000.8", "Amat Segera", "2 (dua)", "Penyampaian")] == [57, 57, 57, 57]
    x, y = next((x, y) for x, y, text in pieces if text == "13 April 2026")
    from eoffice.pdf import fonts

    assert round(x + fonts.width("13 April 2026", fonts.REGULAR, 12) / geometry.MM, 1) == 190.0
    assert round(y) == height
    assert x_of(pdf, "a.n. WALI KOTA") == 113
    assert x_of(pdf, "Drs. Hastabrata") == 113


def test_the_visual_block_lies_where_it_says_and_its_qr_is_two_centimetres() -> None:
    made = render(surat())
    number, x1, y1, x2, y2 = made.qr_box

    assert (number, round(x1 / geometry.MM), round(x2 / geometry.MM)) == (1, 113, 190)
    mark = next((x, y) for x, y, text in places(made.pdf) if text.startswith("Ditandatangani"))
    assert x1 < mark[0] * geometry.MM < x2
    assert y1 < mark[1] * geometry.MM < y2
    assert (y2 - y1) / geometry.MM * 33 / 41 >= 20  # the smallest code has 33 modules and a quiet zone of 8


def test_every_text_of_page_one_keeps_the_margins() -> None:
    pieces = [piece for piece in places(render(surat()).pdf) if piece[2] != "CONTOH"]

    assert min(x for x, _, _ in pieces) >= 29.9
    assert max(x for x, _, _ in pieces) <= 190


def test_a_konsep_says_so_and_carries_no_qr_no_footer_and_no_number() -> None:
    made = render(surat(konsep=True, nomor=None, tanggal=None, verify_url=""))
    (text,) = page_texts(made.pdf)

    assert text.count("KONSEP") >= 2
    assert "Nomor : … (belum bernomor) (tanggal saat ditandatangani)" in text
    assert "belum berlaku sebagai naskah dinas" in text
    assert "Ditandatangani" not in text
    assert "UU ITE" not in text
    assert b"KONSEP" not in render(surat()).pdf
    assert "KONSEP" not in words(surat())


def test_a_final_naskah_needs_number_date_and_address() -> None:
    for lacking in ({"nomor": None}, {"tanggal": None}, {"verify_url": ""}):
        with pytest.raises(ValueError, match="naskah final"):
            surat(**lacking)


def test_the_honest_mark_is_printed_unless_the_certificate_is_bsre() -> None:
    text = words(surat())
    assert "CONTOH" in text
    assert text.count("Contoh – bukan TTE tersertifikasi") == 1
    assert "Balai" not in text.replace("Balai Kota", "")

    bsre = surat(tanda_tte="", catatan_tte="Diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE), BSSN.")
    text = words(bsre)
    assert "CONTOH" not in text
    assert "2. Diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE), BSSN." in text


@pytest.mark.parametrize(
    ("penanda", "block"),
    [
        (KABAG, "KEPALA BAGIAN ORGANISASI, Ditandatangani"),
        (
            Penanda(
                bentuk="ub",
                jabatan_atas="Sekretaris Daerah",
                jabatan="Asisten Administrasi Umum",
                jabatan_ub="Kepala Bagian Umum",
                nama="K",
            ),
            "a.n. SEKRETARIS DAERAH ASISTEN ADMINISTRASI UMUM u.b. KEPALA BAGIAN UMUM, Ditandatangani",
        ),
        (
            Penanda(bentuk="plh", jabatan="Sekretaris Daerah", jabatan_definitif="Asisten Administrasi Umum", nama="K"),
            "Plh. SEKRETARIS DAERAH ASISTEN ADMINISTRASI UMUM, Ditandatangani",
        ),
        (Penanda(bentuk="plt", jabatan="Camat Kirana", nama="K"), "Plt. CAMAT KIRANA, Ditandatangani"),
        (Penanda(bentuk="pj", jabatan="Lurah Kirana", nama="K"), "Pj. LURAH KIRANA, Ditandatangani"),
    ],
)
def test_each_capacity_of_signing_has_its_block(penanda: Penanda, block: str) -> None:
    assert block in words(surat(penanda=penanda))


def test_an_incomplete_capacity_is_a_mistake_of_the_program() -> None:
    for wrong in ({"bentuk": "an"}, {"bentuk": "ub", "jabatan_atas": "A"}, {"bentuk": "A.N."}):
        with pytest.raises(ValueError, match="an|ub|A.N."):
            Penanda(jabatan="B", nama="C", **wrong)
    with pytest.raises(ValueError, match="jenis"):
        surat(jenis="surat_cinta")


def test_the_wali_kota_signs_under_the_kop_jabatan_without_pangkat_and_nip() -> None:
    walikota = Penanda(
        jabatan="Wali Kota Arunika", nama="Bagaskara Wirabuana", is_kepala_daerah=True, pangkat="x", nip="1" * 18
    )
    text = words(surat(kop=Kop(baris=("Wali Kota Arunika",), jabatan=True), penanda=walikota))

    assert text.index("WALI KOTA ARUNIKA") < text.index("Nomor")
    assert "PEMERINTAH" not in text
    assert "NIP" not in text
    assert "Bagaskara Wirabuana Catatan:" in text


def test_a_signature_never_stands_alone_and_the_kop_never_comes_twice() -> None:
    opening = "Kalimat pembuka yang panjangnya kira-kira satu baris penuh pada kertas ukuran A4 ini. " * 3
    for paragraphs in range(4, 16):
        page = surat(isi=isi.from_plain("\n\n".join([opening] * paragraphs + ["ZZZ " * 60])))

        made = render(page)

        texts = page_texts(made.pdf)
        last = texts[made.qr_box[0] - 1]
        before = last[: last.index("a.n. WALI KOTA")]
        assert "ZZZ " * 20 in before  # at least two lines of the body
        assert [index for index, text in enumerate(texts) if "SEKRETARIAT DAERAH" in text] == [0]


def test_a_table_that_cannot_be_split_leaves_the_signature_a_page_of_its_own() -> None:
    cells = [{"type": "table_cell", "attrs": {"rowspan": 6}, "content": [paragraph("kiri")]}]
    rows: list[dict[str, Any]] = []
    for _ in range(6):
        rows.append(
            {"type": "table_row", "content": [*cells, {"type": "table_cell", "content": [paragraph("kata " * 110)]}]}
        )
        cells = []

    made = render(surat(isi=body({"type": "table", "content": rows})))

    assert (made.pages, made.qr_box[0]) == (3, 3)


def test_pages_are_numbered_at_the_top_from_the_second_on() -> None:
    made = render(surat(isi=isi.from_plain("\n\n".join(["Kalimat. " * 60] * 12))))

    assert made.pages == 3
    for number in (1, 2, 3):
        tops = [text for _, y, text in places(made.pdf, number - 1) if round(y) == 282]
        assert tops == ([] if number == 1 else [str(number)])
        assert f"Halaman {number} dari 3" in page_texts(made.pdf)[number - 1]


def test_a_few_lines_too_many_are_set_closer_instead_of_taking_a_second_page() -> None:
    line = "Kalimat dinas yang panjangnya kira-kira satu baris penuh pada kertas A4. "
    seen = []
    for count in range(3, 12):
        made = render(surat(isi=isi.from_plain("\n\n".join([line * 3] * count))))
        heights = {text: y for _, y, text in places(made.pdf)}
        seen.append((made.pages, heights["Nomor"] - heights["Sifat"] < 4.7))  # one line at 11 point, else at 12

    assert sorted(set(seen)) == [(1, False), (1, True), (2, False)]
    assert [pages for pages, _ in seen] == sorted(pages for pages, _ in seen)


def test_more_than_five_addressees_move_to_a_list() -> None:
    page = surat(
        tujuan=(
            *(Tujuan(jabatan=f"Kepala Dinas Nomor {n}") for n in range(1, 6)),
            Tujuan(jabatan="Bupati Rinjani", tempat="Kirana", untuk_perhatian="Kepala Bagian Hukum"),
        )
    )

    first, second = page_texts(render(page).pdf)

    assert "Yth. (daftar terlampir) di Tempat" in first
    assert "Kepala Dinas Nomor 1" not in first
    assert (
        "Lampiran : Surat Sekretaris Daerah Nomor : 000.8.3.1/112/ORG/2026 Tanggal : 13 April 2026 DAFTAR TUJUAN"
        in second
    )
    assert "6. Bupati Rinjani u.p. Kepala Bagian Hukum di Kirana a.n. WALI KOTA ARUNIKA SEKRETARIS DAERAH," in second


def test_several_addressees_are_numbered_and_a_citizen_is_called_saudara() -> None:
    page = surat(
        tujuan=(
            Tujuan(jabatan="Kepala Dinas Sosial", tempat="Arunika", untuk_perhatian="Sekretaris Dinas"),
            Tujuan(jabatan="Rinjani", tempat="Kirana", perorangan=True),
        )
    )

    assert (
        "Yth. 1. Kepala Dinas Sosial u.p. Sekretaris Dinas di Arunika 2. Sdr. Rinjani di Kirana Dalam rangka"
        in words(page)
    )


@pytest.mark.parametrize(
    ("places", "printed"),
    [
        (("", ""), "Yth. 1. Camat Satu 2. Camat Dua di Tempat Dalam"),
        (("Kirana", "Kirana"), "Yth. 1. Camat Satu 2. Camat Dua di Kirana Dalam"),
        (("", "Kirana"), "Yth. 1. Camat Satu di Tempat 2. Camat Dua di Kirana Dalam"),
    ],
)
def test_the_place_stands_once_below_all_or_under_each_when_they_differ(places: tuple[str, str], printed: str) -> None:
    page = surat(
        tujuan=tuple(
            Tujuan(jabatan=f"Camat {name}", tempat=place) for name, place in zip(("Satu", "Dua"), places, strict=True)
        )
    )

    assert printed in words(page)


def test_an_undangan_computes_the_weekday_and_sets_the_event_after_the_opening() -> None:
    page = surat(
        jenis="surat_undangan",
        isi=isi.from_plain("Kami mengundang Saudara pada:\n\nAtas perhatian Saudara, diucapkan terima kasih."),
        rincian={
            "tanggal_acara": "2026-05-07",
            "waktu": "pukul 09.00 WIB s.d. selesai",
            "tempat_acara": "Ruang Kirana",
            "acara": "Rapat",
        },
    )

    assert (
        "pada: hari, tanggal : Kamis, 7 Mei 2026 waktu : pukul 09.00 WIB s.d. selesai tempat : Ruang Kirana "
        "acara : Rapat Atas perhatian" in words(page)
    )


def test_a_nota_dinas_has_its_own_head_and_no_address() -> None:
    page = surat(
        jenis="nota_dinas", penanda=KABAG, dari="Kepala Bagian Organisasi", melalui="Asisten Administrasi Umum",
        tujuan=(Tujuan(jabatan="Sekretaris Daerah"),), tembusan=("Kepala Bagian Umum",),
    )  # fmt: skip

    text = words(page)

    assert (
        "NOTA DINAS Yth. : Sekretaris Daerah Melalui : Asisten Administrasi Umum Dari : Kepala Bagian Organisasi "
        "Tembusan : Kepala Bagian Umum Tanggal : 13 April 2026 Nomor : 000.8.3.1/112/ORG/2026 Sifat : Biasa "
        "Lampiran : - Hal : Penyampaian Peta Proses Bisnis Dalam rangka" in text
    )
    assert "di Tempat" not in text


def test_a_pengumuman_is_titled_and_says_where_it_was_issued() -> None:
    text = words(surat(jenis="pengumuman", tujuan=(), hal="Jadwal Pelayanan"))

    assert "PENGUMUMAN NOMOR 000.8.3.1/112/ORG/2026 TENTANG JADWAL PELAYANAN Dalam rangka" in text
    assert "Dikeluarkan di Arunika pada tanggal 13 April 2026 a.n. WALI KOTA" in text
    assert "Yth." not in text


def test_a_surat_tugas_names_basis_people_and_task() -> None:
    tugas = {"dasar": ["Surat Kepala Badan;", "DPA 2026."], "kepada": [GENTALA]}
    page = surat(
        jenis="surat_tugas", rincian=tugas, isi=isi.from_plain("mengikuti pelatihan."), hal="", tujuan=(), penanda=KABAG
    )

    assert (
        "SURAT TUGAS NOMOR 000.8.3.1/112/ORG/2026 Dasar : 1. Surat Kepala Badan; 2. DPA 2026. MENUGASKAN: "
        "Kepada : Nama : Gentala Prabawa, S.Kom. NIP : 198704112011011005 Pangkat/Gol. : Penata Tingkat I, III/d "
        "Jabatan : Pranata Komputer Ahli Muda Untuk : mengikuti pelatihan. Arunika, 13 April 2026 "
        "KEPALA BAGIAN ORGANISASI," in words(page)
    )


def test_more_than_three_assigned_people_move_to_a_list() -> None:
    tugas = {"kepada": [GENTALA] * 4}
    page = surat(
        jenis="surat_tugas", rincian=tugas, isi=isi.from_plain("mengikuti pelatihan."), hal="", tujuan=(), penanda=KABAG
    )

    first, second = page_texts(render(page).pdf)

    assert "Kepada : 4 (empat) orang pegawai (daftar terlampir)" in first
    assert second.count("198704112011011005") == 4


def test_lampiran_files_are_laid_in_under_header_number_and_footer() -> None:
    upright = render(surat(hal="Berkas Tegak")).pdf
    turned = io.BytesIO()
    with pikepdf.open(io.BytesIO(upright)) as source:
        source.pages[0].Rotate = 90
        source.save(turned)
    lampiran = (
        Lampiran(judul="Denah tegak", pdf=upright),
        Lampiran(judul="Rebah", pdf=turned.getvalue()),
        Lampiran(judul="Daftar", isi=body(paragraph("Isi lampiran."))),
    )

    made = render(surat(lampiran_jumlah=3, lampiran=lampiran))

    texts = page_texts(made.pdf)
    pages = PdfReader(io.BytesIO(made.pdf)).pages
    assert (made.pages, len(pages), made.qr_box[0]) == (4, 4, 1)
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, False, True, False]
    heads = [
        f"Lampiran {n} : Surat Sekretaris Daerah Nomor : 000.8.3.1/112/ORG/2026 Tanggal : 13 April 2026 {judul}"
        for n, judul in (("I", "DENAH TEGAK"), ("II", "REBAH"), ("III", "DAFTAR"))
    ]
    assert [head in text for head, text in zip(heads, texts[1:], strict=True)] == [True, True, True]
    # The file lies above the pale diagonal word, so that nothing of it is covered.
    assert texts[1].index("Lampiran I :") < texts[1].index("Hal : Berkas Tegak")
    assert "ditandatangani secara elektronik Drs. Hastabrata" in texts[1]
    assert "Isi lampiran. a.n. WALI KOTA" in texts[3]
    assert all(f"Halaman {number} dari 4" in text for number, text in enumerate(texts, 1))


def test_a_rahasia_naskah_says_so_at_the_top_and_bottom_of_every_page() -> None:
    page = surat(sifat="rahasia", lampiran=(Lampiran(judul="Daftar", isi=body(paragraph("a"))),))

    assert [text.count("RAHASIA") for text in page_texts(render(page).pdf)] == [2, 2]
    assert "Sifat : Rahasia" in words(page)
    assert "RAHASIA" not in words(surat())


# KEAMANAN: CNT-02
@pytest.mark.parametrize("hostile", ['<img src="/etc/passwd"/>', "<b>x", "a & b < c", "<a href='file:x'>y</a>"])
def test_every_plain_value_is_printed_as_typed(hostile: str) -> None:
    person = {"nama": hostile, "nip": "1", "jabatan": hostile}
    event = {"tanggal_acara": "2026-05-07", **dict.fromkeys(("waktu", "tempat_acara", "acara", "catatan"), hostile)}
    base: dict[str, Any] = {
        "kop": Kop(baris=("Kota", "Dinas"), alamat=(hostile,)),
        "penanda": Penanda(jabatan="Camat", nama=hostile, pangkat=hostile),
        "hal": hostile,
        "tujuan": (Tujuan(jabatan=hostile, tempat=hostile),),
        "tembusan": (hostile, hostile),
        "isi": body(paragraph(hostile)),
    }
    tugas = {"dasar": [hostile], "kepada": [person]}

    assert words(surat(**base)).count(hostile) == 9
    assert words(surat(jenis="surat_undangan", rincian=event, **base)).count(hostile) == 13
    assert words(surat(jenis="surat_tugas", rincian=tugas, **base)).count(hostile) == 9
    upper = words(surat(jenis="pengumuman", **base))
    assert hostile.upper() in upper


def test_fields_of_the_body_take_their_values_from_the_naskah() -> None:
    value = body(
        {"type": "paragraph", "content": [{"type": "field", "attrs": {"key": key}} for key in ("nomor", "hal")]}
    )

    assert "000.8.3.1/112/ORG/2026Penyampaian Peta Proses Bisnis" in words(surat(isi=value))
    assert "……Penyampaian" in words(surat(isi=value, konsep=True, nomor=None))


def test_text_for_search_holds_the_words_and_none_of_the_furniture() -> None:
    text = render(surat(tembusan=("Inspektur Daerah",))).text

    for part in ("000.8.3.1/112/ORG/2026", "Kepala Dinas Kesehatan", "Dalam rangka", "Inspektur Daerah", "Hastabrata"):
        assert part in text
    assert "UU ITE" not in text
    assert "CONTOH" not in text


def test_the_words_of_every_page_are_those_that_its_pdf_prints() -> None:
    long = body(
        *(paragraph(f"Butir ke-{n} menyebut kata-{n:02} dengan " + "uraian yang panjang " * 12) for n in range(40))
    )

    made = render(surat(isi=long, tembusan=("Inspektur Daerah",)))

    assert len(made.lembar) == made.pages > 2
    assert "Halaman 1 dari" not in made.lembar[0]
    for number, found in enumerate(made.lembar):
        printed = "".join(PdfReader(io.BytesIO(made.pdf)).pages[number].extract_text().split())
        for line in found.split("\n"):
            assert "".join(line.split()) in printed
    assert "kata-00" in made.lembar[0]
    assert "Inspektur Daerah" in made.lembar[-1]


def test_a_wrong_body_is_refused_before_anything_is_set() -> None:
    with pytest.raises(Invalid):
        render(surat(isi={"v": 1, "doc": {"type": "doc", "content": [{"type": "script"}]}}))
    with pytest.raises(Invalid):
        render(surat(lampiran=(Lampiran(judul="x", isi={"v": 9}),)))


def test_f4_keeps_the_columns_and_gains_width() -> None:
    made = render(surat(kertas=geometry.F4))

    box = PdfReader(io.BytesIO(made.pdf)).pages[0].mediabox
    assert (round(float(box.width), 2), round(float(box.height), 2)) == (609.45, 935.43)
    assert x_of(made.pdf, "Nomor") == 30


def test_long_words_and_many_tembusan_still_fit() -> None:
    page = surat(
        hal="a" * 400,
        tujuan=(Tujuan(jabatan="b" * 300),),
        tembusan=tuple(f"Kepala Dinas Nomor {n}" for n in range(60)),
        isi=body(paragraph("c" * 3000)),
    )

    assert "60. Kepala Dinas Nomor 59" in words(page)


def test_equal_pages_are_equal_values() -> None:
    assert dataclasses.replace(surat()) == surat()
