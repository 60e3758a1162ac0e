"""Posted fields around the writing of a naskah: comments, templates and phrases."""

from typing import Any, Final

from eoffice.errors import Invalid
from eoffice.naskah import kutipan as tempat
from eoffice.naskah.actions import KomentarBaru, TemplatBaru
from eoffice.naskah.forms import kolom
from eoffice.naskah.jenis import Jenis
from eoffice.naskah.states import Letak, TempatKomentar
from eoffice.web.fields import Form, reading

MILIK: Final = ("pribadi", "opd", "kota")


def komentar(form: Form) -> KomentarBaru:
    """A comment and its place. Raises Invalid."""
    with reading(form) as f:
        teks = f.text("teks", "Komentar", max=2000, lines=True)
        place = f.maybe_choice("tempat", "Tempat", TempatKomentar) or TempatKomentar.UMUM
        quoted = f.text("kutipan", "Kutipan", max=4000, required=False)[: tempat.TERPANJANG]
        before = f.text("sebelum", "Sebelum", max=200, required=False)
        after = f.text("sesudah", "Sesudah", max=200, required=False)
        line = f.maybe_integer("baris", "Paragraf", high=20_000)
    if line is not None or quoted:
        place = TempatKomentar.ISI
    return KomentarBaru(teks, place, tempat.Kutipan(quoted, before, after), line)


def balasan(form: Form) -> str:
    """An answer. Raises Invalid."""
    with reading(form) as f:
        return f.text("teks", "Jawaban", max=2000, lines=True)


def templat(form: Form, jenis: Jenis, isi: dict[str, Any]) -> TemplatBaru:
    """A template; `isi` is the body, read before. Raises Invalid."""
    with reading(form) as f:
        nama = f.text("nama", "Nama templat", max=120, min=3)
        keterangan = f.text("keterangan", "Kapan dipakai", max=300, required=False)
        hal = f.text("hal", "Hal", max=500, required=False)
        rincian = kolom.baca(f, form, jenis.kolom)
        kota = f.text("lingkup", "Lingkup", max=10, required=False) == "kota"
    return TemplatBaru(nama, keterangan, hal, isi, {n: v for n, v in rincian.items() if v}, kota)


def frasa(form: Form) -> tuple[str, Letak, str]:
    """A phrase, where it belongs, and whose it is. Raises Invalid."""
    with reading(form) as f:
        teks = f.text("teks", "Kalimat", max=1000, min=5)
        letak = f.choice("letak", "Letak", Letak)
        milik = f.text("milik", "Milik", max=10, required=False) or "pribadi"
        if milik not in MILIK:
            f.wrong("milik", "Pilih pribadi, perangkat daerah, atau kota.")
    return teks, letak, milik


def kode_versi(raw: str) -> tuple[str, int]:
    """What is compared or brought back: ("v", number), ("s", id of a kept save), or ("v", 0) for the text as it stands.

    Raises:
        Invalid.
    """
    kind, number = ("s", raw[1:]) if raw.startswith("s") else ("v", raw.removeprefix("v"))
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise Invalid("Versi itu tidak dikenal.")
    return kind, int(number)
