"""Any naskah that its form admits is typeset: no error, nothing beyond the page, nothing over another, no word lost."""

import io
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from eoffice.naskah import jenis
from eoffice.naskah.document import Penanda, Rendered, Tujuan, render
from eoffice.naskah.jenis import Jenis, Kolom
from eoffice.pdf import geometry, isi
from tests.pdf.bodies import BODY, body, paragraph, surat

pytestmark = pytest.mark.sekali

_KATA = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789éñ", min_size=1, max_size=14)
_TANDA = st.sampled_from(["<b>", "</para>", "&amp;", "<img/>", "%", "{nomor}", "\\", "—", "“x”", "(a)"])
_KALIMAT = st.lists(_KATA | _TANDA, min_size=1, max_size=30).map(" ".join)
_HARI = st.dates().map(lambda day: day.isoformat())


def nilai(k: Kolom) -> st.SearchStrategy[Any]:
    """What a form may keep in a field, as far as it may go."""
    of = {
        "teks": _KALIMAT.map(lambda words: words[: k.paling_panjang]),
        "teks_panjang": st.lists(_KALIMAT, min_size=1, max_size=3).map("\n".join).map(lambda w: w[: k.paling_panjang]),
        "tanggal": _HARI,
        "waktu": st.times().map(lambda time: f"{time:%H:%M}"),
        "bilangan": st.integers(k.terkecil, k.terbesar),
        "pilihan": st.sampled_from([value for value, _ in k.opsi] or [""]),
        "daftar": st.lists(_KALIMAT.map(lambda words: words[: k.paling_panjang]), max_size=min(6, k.paling_banyak)),
    }
    if k.berbaris:
        row = st.fixed_dictionaries({part.nama: nilai(part) for part in k.kolom})
        return st.lists(row, max_size=min(5, k.paling_banyak) if k.banyak else 1)
    return of[k.bentuk]


def rincian(kind: Jenis) -> st.SearchStrategy[dict[str, Any]]:
    """Own fields of a jenis, complete or not."""
    return st.fixed_dictionaries({}, optional={k.nama: nilai(k) for k in kind.kolom})


def set_it(kind: Jenis, own: dict[str, Any], isi_naskah: dict[str, Any], *, konsep: bool) -> Rendered:
    return render(
        surat(
            jenis=kind.kode,
            rincian=own,
            isi=isi_naskah if kind.isi != "tanpa" else isi.from_plain(""),
            hal=kind.judul(own)[:500] if kind.judul else "Hal yang diuji",
            tujuan=(Tujuan(jabatan="Kepala Dinas Kesehatan"),) if kind.bertujuan else (),
            tembusan=("Inspektur Daerah",) if kind.bertembusan else (),
            penanda=Penanda(jabatan="Sekretaris Daerah", nama="Hastabrata", pangkat="Pembina", nip="1" * 18),
            kertas=geometry.kertas(kind.kertas, rebah=kind.rebah),
            konsep=konsep,
        )
    )


def runs(pdf: bytes) -> list[tuple[int, float, float, str]]:
    """Every piece of text: page, x and y of its baseline in points, words."""
    found: list[tuple[int, float, float, str]] = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):

        def visit(words: str, cm: list[float], tm: list[float], _f: Any, _s: float, number: int = number) -> None:
            if words.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                found.append((number, x, tm[4] * cm[1] + tm[5] * cm[3] + cm[5], words))

        page.extract_text(visitor_text=visit)
    return found


def typed(k: Kolom, value: Any) -> Any:
    """A value without what is printed in words of its own, as 11 Mei 2026 for a date."""
    if k.berbaris:
        return [[typed(part, row[part.nama]) for part in k.kolom] for row in value]
    return [] if k.bentuk in _DIHITUNG else value


def words_in(value: Any) -> list[str]:
    """What was typed, as words of letters and digits, so that punctuation and breaks of long words do not matter."""
    return [word for text in jenis.rincian.kata(value) for word in re.findall(r"\w+", text)]


def check(kind: Jenis, own: dict[str, Any], isi_naskah: dict[str, Any], *, konsep: bool) -> None:
    made = set_it(kind, own, isi_naskah, konsep=konsep)
    pages = PdfReader(io.BytesIO(made.pdf)).pages
    printed = runs(made.pdf)
    text = "".join(re.findall(r"\w", "".join(words for *_, words in printed))).casefold()
    kept = [
        typed(k, own[k.nama]) for k in kind.kolom if k.nama in own and k.nama not in _TIDAK_DICETAK.get(kind.kode, ())
    ]

    assert len(pages) == made.pages
    assert [word for word in words_in(kept) if word.casefold() not in text] == []
    for number, x, y, words in printed:
        box = pages[number].mediabox
        assert 0 <= x <= float(box.width) and 0 <= y <= float(box.height), words
    places = [(number, round(x, 1), round(y, 1)) for number, x, y, words in printed if words.strip() != "CONTOH"]
    assert len(places) == len(set(places))  # two runs that begin at one place lie over each other


#: A page is too dear to be set hundreds of times for a smaller example of what is wrong.
_TENANG = settings(
    deadline=None, database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck), print_blob=False
)
_DIHITUNG = ("tanggal", "waktu", "bilangan", "pilihan")
#: Kept for the office and not for the page, or only for a party or a step that is there.
_TIDAK_DICETAK = {
    "surat_tugas": ("lokasi",),
    "berita_acara": ("mewakili_kedua",),
    "surat_pengantar": ("penerima",),
    "sop": ("langkah",),
}
_ISI = body(paragraph("Dengan ini disampaikan hal berikut."))


@pytest.mark.parametrize("kind", jenis.DITULIS, ids=lambda kind: kind.kode)
def test_any_fields_of_a_jenis_are_printed_whole(kind: Jenis) -> None:
    @given(rincian(kind))
    @settings(_TENANG, max_examples=2, derandomize=True)
    def holds(own: dict[str, Any]) -> None:
        check(kind, own, _ISI, konsep=False)

    holds()


@pytest.mark.lambat
@pytest.mark.parametrize("kind", jenis.DITULIS, ids=lambda kind: kind.kode)
def test_any_fields_and_any_body_of_a_jenis_are_printed_whole(kind: Jenis) -> None:
    @given(rincian(kind), BODY, st.booleans())
    @settings(_TENANG, max_examples=60)
    def holds(own: dict[str, Any], isi_naskah: dict[str, Any], konsep: bool) -> None:
        check(kind, own, isi_naskah, konsep=konsep)

    holds()
