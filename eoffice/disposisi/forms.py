"""Posted fields of the disposisi pages; which may be written is listed here, per form (OTR-07)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from eoffice import clock
from eoffice.disposisi import kebiasaan
from eoffice.disposisi.actions import AturanIsian, Isian, Ubahan
from eoffice.disposisi.states import INSTRUKSI, Peran
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Kalender
from eoffice.web.fields import Fields, Form, reading

#: Value of the radio for a date of one's own choice, and for none.
TANGGAL: Final = "tanggal"


@dataclass(frozen=True)
class Disposisi:
    """The form of giving, with the version of the record it was made from.

    `ketikan` is what was typed into the type-ahead without choosing, to be matched by the server.
    """

    isian: Isian
    versi: int
    ketikan: str = ""


#: Completes what was read and says what the rules refuse, by field.
Rules = Callable[[Disposisi], tuple[Isian, Mapping[str, str]]]


def disposisi(form: Form, calendar: Kalender, rules: Rules | None = None) -> Disposisi:
    """Read the form of giving, its shortcuts by this calendar. Raises Invalid with every field at once, those that `rules` refuse among them."""
    with reading(form) as f:
        responsible = f.maybe_integer("penanggung_jawab", "Penanggung jawab")
        chosen = f.integers("penerima", "Penerima", required=False, most=60)
        words = f.text("penerima_teks", "Jabatan lain", max=200, required=False)
        if not chosen and not words:
            f.wrong("penerima", "Pilih paling sedikit satu penerima.")
        elif responsible is not None and responsible not in chosen and len(chosen) + bool(words) > 1:
            # Never add somebody who was unticked again: that one would get a surat by mistake.
            f.wrong(
                "penanggung_jawab",
                "Penanggung jawab yang dipilih tidak dicentang sebagai penerima. Pilih salah satu penerima.",
            )
        knowing = set(f.integers("mengetahui", "Mengetahui", required=False, most=60)) - {responsible}
        isian = Isian(
            penerima=[(j, _role(j, responsible, knowing)) for j in chosen],
            instruksi=_instruksi(f, form),
            catatan=f.text("catatan", "Catatan", max=2000, required=False, lines=True),
            batas=_batas(f, form, calendar),
            boleh_ke=f.integers("boleh_ke", "Boleh diteruskan kepada", required=False, most=20),
            siapan_id=f.maybe_integer("siapan", "Arahan"),
        )
        given = Disposisi(isian, f.version(), words)
        if rules is not None:
            isian, refused = rules(given)
            given = replace(given, isian=isian)
            for name, sentence in refused.items():
                f.wrong(name, sentence)
    return given


def with_penerima(form: Disposisi, jabatan_id: int) -> Isian:
    """The same with one more recipient, found from what was typed."""
    given = form.isian
    if any(known == jabatan_id for known, _ in given.penerima):
        return given
    return replace(given, penerima=[*given.penerima, (jabatan_id, Peran.PENDUKUNG)])


def _role(jabatan_id: int, responsible: int | None, knowing: set[int]) -> Peran:
    if jabatan_id == responsible:
        return Peran.PENANGGUNG_JAWAB
    return Peran.MENGETAHUI if jabatan_id in knowing else Peran.PENDUKUNG


def _instruksi(f: Fields, form: Form) -> list[str]:
    codes = list(dict.fromkeys(form.getlist("instruksi")))
    if not codes:
        f.wrong("instruksi", "Pilih paling sedikit satu instruksi.")
    if any(code not in INSTRUKSI for code in codes):
        f.wrong("instruksi", "Ada instruksi yang tidak dikenal; pilih dari daftar.")
        return []
    return codes


def _batas(f: Fields, form: Form, calendar: Kalender) -> date | None:
    choice = (form.getlist("batas_pilih") or [""])[0]
    if choice in {str(n) for n in kebiasaan.HARI}:
        return waktu.tambah_hari_kerja(calendar, clock.today(), int(choice))
    own = f.maybe_date("batas", "Batas waktu")
    if choice == TANGGAL and own is None:
        f.wrong("batas", "Isi tanggal batas waktunya, atau pilih salah satu yang lain.")
    return own


def siapan(form: Form) -> tuple[int, int]:
    """Which prepared disposisi is confirmed, and the version of what it hangs on. Raises Invalid."""
    with reading(form) as f:
        found = f.integer("siapan", "Arahan"), f.version()
    return found


def laporan(form: Form) -> tuple[str, int, int]:
    """What was done, how far in percent (all of it unless said), and the version. Raises Invalid."""
    with reading(form) as f:
        words = f.text("uraian", "Laporan", max=4000, min=5, lines=True)
        done = f.maybe_integer("kemajuan", "Kemajuan")
        if done is not None and not 1 <= done <= 100:
            f.wrong("kemajuan", "Kemajuan diisi 1 sampai 100 persen.")
        found = words, 100 if done is None else done, f.version()
    return found


@dataclass(frozen=True)
class Terima:
    """The giver's acceptance: a note for the one who reported, words for the one above, and whether it ends the surat."""

    catatan: str
    kata: str
    tutup: bool
    versi: int


def terima(form: Form) -> Terima:
    """Read the form of accepting. Raises Invalid."""
    with reading(form) as f:
        found = Terima(
            catatan=f.text("catatan", "Catatan", max=2000, required=False, lines=True),
            kata=f.text("kata", "Tambahan", max=2000, required=False, lines=True),
            tutup=bool(form.getlist("tutup")),
            versi=f.version(),
        )
    return found


def catatan(form: Form, *, required: bool = False) -> tuple[str, int]:
    """A note and the version. Raises Invalid."""
    with reading(form) as f:
        low = 5 if required else 0
        found = f.text("catatan", "Catatan", max=2000, min=low, required=required, lines=True), f.version()
    return found


def alasan(form: Form, name: str) -> tuple[str, int]:
    """A reason for closing and the version of the surat; whether it is needed is decided by the action. Raises Invalid."""
    with reading(form) as f:
        found = f.text(name, "Alasan", max=400, required=False, lines=True), f.version()
    return found


def ubah(form: Form, calendar: Kalender) -> tuple[Ubahan, int]:
    """The new words of a disposisi and the version that they replace. Raises Invalid."""
    with reading(form) as f:
        words = Ubahan(
            instruksi=_instruksi(f, form),
            catatan=f.text("catatan", "Catatan", max=2000, required=False, lines=True),
            batas=_batas(f, form, calendar),
            alasan=f.text("alasan", "Alasan", max=400, required=False, lines=True),
        )
        found = words, f.version()
    return found


def tolak(form: Form) -> tuple[str, int]:
    """Why it is misdirected, and the version. Raises Invalid."""
    with reading(form) as f:
        found = f.text("alasan", "Alasan", max=1000, min=5, lines=True), f.version()
    return found


@dataclass(frozen=True)
class Alih:
    """Where a declined part goes: a jabatan, what was typed of one, or nowhere (`tidak`)."""

    jabatan_id: int | None
    ketikan: str
    tidak: bool
    catatan: str
    versi: int


def alihkan(form: Form) -> Alih:
    """Read the form of redirecting. Raises Invalid."""
    with reading(form) as f:
        found = Alih(
            jabatan_id=f.maybe_integer("penerima", "Penerima"),
            ketikan=f.text("penerima_teks", "Jabatan lain", max=200, required=False),
            tidak=f.flag("tidak"),
            catatan=f.text("catatan", "Catatan", max=1000, required=False, lines=True),
            versi=f.version(),
        )
        if found.jabatan_id is None and not found.ketikan and not found.tidak:
            f.wrong("penerima", "Pilih kepada siapa bagian ini dialihkan.")
    return found


def banyak(form: Form) -> dict[int, int]:
    """Several surat, and the version of each as the form showed it. Raises Invalid."""
    with reading(form) as f:
        chosen = f.integers("surat", "Surat", most=50)
        found = {surat_id: f.version(f"versi_{surat_id}") for surat_id in chosen}
    return found


def aturan(form: Form) -> AturanIsian:
    """Who screens, and whether the sekretaris gives to a bidang. Raises Invalid."""
    with reading(form) as f:
        found = AturanIsian(
            peneliti_jabatan_id=f.maybe_integer("peneliti_jabatan_id", "Peneliti"),
            sekretaris_ke_bidang=f.flag("sekretaris_ke_bidang"),
            versi=f.version(),
        )
    return found


def tetap(form: Form) -> tuple[str, int, list[str], str]:
    """One line of the standing list: kode klasifikasi, jabatan, instructions, ground. Raises Invalid."""
    with reading(form) as f:
        found = (
            f.text("kode_klasifikasi", "Kode klasifikasi", max=20),
            f.integer("jabatan_id", "Jabatan"),
            _instruksi(f, form),
            f.text("dasar", "Dasar", max=200),
        )
    return found
