"""What the forms of a case post, as values."""

from dataclasses import dataclass
from typing import Final

from eoffice.paket.states import Format
from eoffice.penyusutan.states import Dokumen, Jenis, Penilaian, Status, Unsur
from eoffice.web.fields import Form, reading

#: Rows for members of the panitia and for witnesses in the form.
PANITIA: Final = 7
SAKSI: Final = 3
MOST: Final = 500


@dataclass(frozen=True)
class Saringan:
    """What the list of cases is narrowed to, and where a page starts."""

    jenis: Jenis | None
    status: Status | None
    sesudah: int | None


def saringan(form: Form) -> Saringan:
    """Raises Invalid."""
    with reading(form) as f:
        found = Saringan(
            f.maybe_choice("jenis", "Jenis", Jenis),
            f.maybe_choice("status", "Keadaan", Status),
            f.maybe_integer("sesudah", "Halaman"),
        )
    return found


@dataclass(frozen=True)
class Baru:
    """A case as proposed; `tujuan_opd_id` receives a penyerahan."""

    opd_id: int
    judul: str
    berkas_ids: tuple[int, ...]
    tujuan_opd_id: int | None


def baru(form: Form, jenis: Jenis) -> Baru:
    """Raises Invalid."""
    with reading(form) as f:
        opd_id = f.integer("opd_id", "Perangkat daerah")
        judul = f.text("judul", "Nama perkara", max=300)
        chosen = f.integers("berkas", "Berkas", most=MOST)
        tujuan = f.maybe_integer("tujuan_opd_id", "Lembaga kearsipan")
        if jenis is Jenis.PENYERAHAN and tujuan is None:
            f.wrong("tujuan_opd_id", "Pilih lembaga kearsipan daerah yang menerima.")
    return Baru(opd_id, judul, tuple(chosen), tujuan)


@dataclass(frozen=True)
class Pilihan:
    """Items that were ticked, and why."""

    butir: tuple[int, ...]
    alasan: str


def pilihan(form: Form, *, wajib: bool = True) -> Pilihan:
    """Raises Invalid."""
    with reading(form) as f:
        chosen = f.integers("butir", "Berkas", required=wajib, most=MOST)
        alasan = f.text("alasan", "Alasan", max=400, required=wajib)
    return Pilihan(tuple(chosen), alasan)


def penilaian(form: Form) -> Penilaian:
    """Raises Invalid."""
    with reading(form) as f:
        found = f.choice("penilaian", "Penilaian", Penilaian)
    return found


def alasan(form: Form) -> str:
    """Raises Invalid."""
    with reading(form) as f:
        found = f.text("alasan", "Alasan", max=400)
    return found


def dokumen(form: Form) -> Dokumen:
    """Raises Invalid."""
    with reading(form) as f:
        found = f.choice("dokumen", "Dokumen", Dokumen)
    return found


def bentuk(form: Form) -> Format:
    """The format of the package for the lembaga kearsipan. Raises Invalid."""
    with reading(form) as f:
        found = f.choice("format", "Bentuk paket", Format)
    return found


def surat(form: Form) -> int:
    """The number of the surat masuk that approves. Raises Invalid."""
    with reading(form) as f:
        found = f.integer("surat_id", "Surat masuk")
    return found


@dataclass(frozen=True)
class Baris:
    """One row of the panitia: a jabatan as chosen, or only as typed when no script ran."""

    nama: str
    jabatan_id: int | None
    ketikan: str
    unsur: Unsur


def baris(form: Form) -> list[Baris]:
    """Every filled row: panitia first, then witnesses. Raises Invalid."""
    found = []
    with reading(form) as f:
        for name in [f"anggota_{n}" for n in range(1, PANITIA + 1)] + [f"saksi_{n}" for n in range(1, SAKSI + 1)]:
            jabatan_id = f.maybe_integer(name, "Jabatan")
            typed = f.text(f"{name}_teks", "Jabatan", max=250, required=False)
            if jabatan_id is not None or typed:
                unsur = f.maybe_choice(f"unsur_{name}", "Unsur", Unsur) or Unsur.ARSIPARIS
                found.append(Baris(name, jabatan_id, typed, unsur))
    return found
