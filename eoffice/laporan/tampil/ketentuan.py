"""The factors of the paper account as a page shows them: grouped, in words, with what each change was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from eoffice.errors import Invalid
from eoffice.laporan.kertas import SEMUA, Hasil, Skenario, Tiga, angka
from eoffice.laporan.kertas.ketetapan import TAHUN_DASAR, TUNGGAL, Ketetapan
from eoffice.laporan.ketentuan import SUMBER
from eoffice.laporan.queries.pratinjau import Pratinjau
from eoffice.laporan.tampil.kertas import lembar, tulis
from eoffice.web.fields import Form
from eoffice.web.pages import BULAN

KELOMPOK_KOTA: Final = (
    ("Cara lama di atas kertas", ("d0", "kappa", "r_max", "npk", "k_pert", "k_agenda", "f_induk", "f_turunan",
                                  "g_salin", "e_masuk", "eps", "dupleks_dasar")),
    ("Yang tetap dicetak", ("pi_unduh_cetak", "pi_unduh", "dupleks_nyata", "bocor")),
    ("Harga menurut standar harga kota", ("c_kertas", "c_toner", "c_amplop")),
    ("Faktor setara", ("g_amplop", "pohon", "air", "co2", "energi", "rak")),
    ("Catatan gudang", (TAHUN_DASAR,)),
)  # fmt: skip
KELOMPOK_OPD: Final = (
    ("Kertas yang dipakai", ("lebar_mm", "tinggi_mm", "gsm", "dupleks")),
    ("Kebiasaan", ("k_agenda", "npk", "f_turunan")),
    ("Harga sendiri", ("c_kertas", "c_toner", "c_amplop")),
)
KATA: Final = {
    "kebijakan_opd": "menurut perangkat daerah",
    "tidak_pernah": "tidak pernah bolak-balik",
    "selalu": "selalu bolak-balik",
    "satu_muka": "satu muka",
    "bolak_balik": "bolak-balik",
    "0": "tanpa salinan",
    "m-1": "penerima dikurangi satu",
    "m": "sebanyak penerima",
}
_NAMA: Final = {"c_kertas": "harga kertas per lembar (harga satu rim dibagi 500)", TAHUN_DASAR: "tahun dasar pembelian"}


@dataclass(frozen=True)
class Kolom:
    """One factor in the form.

    Attributes:
        isi: the texts of its fields by scenario; one alone for a single value.
        pilihan: (value, words) for a choice; empty for a number.
    """

    kode: str
    nama: str
    satuan: str
    isi: tuple[tuple[str, str], ...]
    pilihan: tuple[tuple[str, str], ...]
    sumber: str


def nama(kode: str) -> str:
    """A factor in words, with a capital."""
    text = _NAMA.get(kode, SEMUA[kode].arti.replace("OPD", "perangkat daerah"))
    return text[0].upper() + text[1:]


def teks(kode: str, mili: int) -> str:
    """One value as it stands in its field."""
    words = SEMUA[kode].pilihan
    return words[mili] if words else angka(Fraction(mili, 1000), 3).replace(".", "")


def kata(kode: str, tiga: Tiga[int]) -> str:
    """Three values in one line, or the one that there is."""
    shown = [KATA.get(teks(kode, tiga[s]), teks(kode, tiga[s])) for s in Skenario]
    return shown[1] if kode in TUNGGAL or len(set(shown)) == 1 else " / ".join(shown)


def kolom(opd: bool, kini: Mapping[str, Tiga[int]]) -> list[tuple[str, list[Kolom]]]:
    """The form, in groups.

    Args:
        kini: what holds now, by code.
    """
    groups = KELOMPOK_OPD if opd else KELOMPOK_KOTA
    return [(title, [_kolom(kode, kini.get(kode)) for kode in codes]) for title, codes in groups]


def _kolom(kode: str, tiga: Tiga[int] | None) -> Kolom:
    row = SEMUA[kode]
    fields = [kode] if kode in TUNGGAL else [f"{kode}_{s}" for s in Skenario]
    values = [""] * 3 if tiga is None else [teks(kode, tiga[s]) for s in Skenario]
    if kode in TUNGGAL:
        values = values[1:2]
    choices = tuple((word, KATA.get(word, word)) for word in row.pilihan)
    unit = "" if row.satuan in ("cara", "tahun") else row.satuan
    return Kolom(kode, nama(kode), unit, tuple(zip(fields, values, strict=True)), choices, SUMBER.get(kode, ""))


def baca(form: Form, opd: bool, kini: Mapping[str, Tiga[int]]) -> dict[str, Tiga[int]]:
    """The values that differ from what holds now.

    Raises:
        Invalid: `fields` names each code that is no number or choice.
    """
    found, wrong = {}, {}
    for _, codes in KELOMPOK_OPD if opd else KELOMPOK_KOTA:
        for kode in codes:
            names = [kode] if kode in TUNGGAL else [f"{kode}_{s}" for s in Skenario]
            raws = [(form.getlist(name) or [""])[0].strip() for name in names]
            if not any(raws):
                continue
            try:
                values = [SEMUA[kode].baca(raw) for raw in raws]
            except Invalid:
                wrong[kode] = f"Isi {nama(kode).lower()} dengan bilangan, misalnya 0,5; paling halus seperseribu."
                continue
            tiga = Tiga(*(values * 3 if len(values) == 1 else values))
            if tiga != kini.get(kode):
                found[kode] = tiga
    if wrong:
        raise Invalid("Nilai belum dapat disimpan; perbaiki yang ditandai.", wrong)
    return found


def ubahan(ketetapan: Ketetapan) -> list[tuple[str, str, str]]:
    """What a change says: name, values, and unit of each factor."""
    return [(nama(kode), kata(kode, tiga), SEMUA[kode].satuan) for kode, tiga in ketetapan.nilai.items()]


def kalimat(p: Pratinjau) -> str:
    """What the change would have meant, in one sentence."""
    month = f"{BULAN[p.bulan.month - 1]} {p.bulan.year}"
    if not p.seluruh:
        return f"Tidak ada naskah pada {month}, jadi akibatnya belum dapat diperlihatkan."
    before, after = (_tepat(t.tengah) for t in (p.sebelum, p.sesudah))
    part = f" Dihitung dari {p.naskah} di antara {p.seluruh} naskah." if p.contoh else ""
    return f"Bila berlaku pada {month}: {before} → {after} lembar.{part}"


def _tepat(hasil: Hasil) -> str:
    return angka(hasil.lembar_hemat_bersih, 1)


def banding(p: Pratinjau) -> Sequence[tuple[str, str, str]]:
    """Name, before and after of what people look at first."""
    rows = [("Kertas bersih terhindar", lembar(p.sebelum), lembar(p.sesudah))]
    for kunci, label in (("rp_total", "Kas terhindar"), ("massa_kertas_kg", "Massa kertas, kg")):
        before, after = (tulis(kunci, getattr(t.tengah, kunci)) for t in (p.sebelum, p.sesudah))
        rows.append((label, before, after))
    return rows
