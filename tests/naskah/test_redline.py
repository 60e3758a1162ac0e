"""What changed between two versions."""

from eoffice.naskah import redline
from eoffice.naskah.jenis import Kolom
from eoffice.naskah.redline import Potongan
from eoffice.pdf import isi


def _content(teks: str, **more: object) -> dict[str, object]:
    return {
        "hal": "Hal",
        "isi": isi.from_plain(teks),
        "rincian": {},
        "tujuan": [],
        "tembusan": [],
        "lampiran": [],
    } | more


def _compare(a: dict[str, object], b: dict[str, object]) -> redline.Redline:
    return redline.compare(a, b, nama_jabatan=lambda i: f"Jabatan {i}", kolom=(Kolom("waktu", "Waktu", "teks"),))


def test_one_changed_word_is_the_only_thing_marked() -> None:
    (line,) = redline.compare_text("rencana tahun 2026 kota", "rencana tahun 2027 kota")

    assert line.potongan == (
        Potongan("sama", "rencana tahun "),
        Potongan("hapus", "2026"),
        Potongan("tambah", "2027"),
        Potongan("sama", " kota"),
    )


def test_a_new_paragraph_leaves_its_neighbours_alone() -> None:
    lines = list(redline.compare_text("satu\ndua", "satu\nsisipan\ndua"))

    assert [line.berubah for line in lines] == [False, True, False]
    assert lines[1].potongan == (Potongan("tambah", "sisipan"),)


def test_both_texts_can_be_read_back_from_the_redline() -> None:
    old, new = "a b c\nd e\nf", "a x c\nd e\ng h\ni"

    lines = list(redline.compare_text(old, new))

    def side(gone: str) -> list[str]:
        return [
            "".join(p.teks for p in line.potongan if p.jenis != gone)
            for line in lines
            if any(p.jenis != gone for p in line.potongan)
        ]

    assert side("tambah") == old.split("\n")
    assert side("hapus") == new.split("\n")


def test_fields_are_named_as_the_form_names_them() -> None:
    old = _content(
        "isi", hal="Lama", penandatangan_id=1, rincian={"waktu": "pagi"}, tujuan=[["internal", 3, "Camat", "", ""]]
    )
    new = _content("isi", hal="Baru", penandatangan_id=2, rincian={"waktu": "siang"}, tujuan=[])

    found = {k.label: (k.lama, k.baru) for k in _compare(old, new).kolom}

    assert found == {
        "Hal": ("Lama", "Baru"),
        "Penandatangan": ("Jabatan 1", "Jabatan 2"),
        "Tujuan": ("Camat", ""),
        "Waktu": ("pagi", "siang"),
    }


def test_the_same_words_in_another_form_are_said_to_be_layout() -> None:
    bold = isi.from_plain("isi surat")
    bold["doc"]["content"][0]["content"][0]["marks"] = [{"type": "bold"}]

    found = _compare(_content("isi surat"), _content("isi surat", isi=bold))

    assert found.tata_letak and not found.kolom and not any(line.berubah for line in found.isi)


def test_equal_versions_do_not_differ() -> None:
    assert not _compare(_content("isi"), _content("isi")).berubah


def test_very_long_changes_are_shown_as_whole_lines() -> None:
    old, new = "a " * redline.MOST_WORDS, "b " * redline.MOST_WORDS

    (line,) = redline.compare_text(old, new)

    assert [p.jenis for p in line.potongan] == ["hapus", "tambah"]
