"""What the archive forms post, as values."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice import clock
from eoffice.arsip.actions import Bukti, IsianBerkas, Tugas
from eoffice.arsip.queries import Menunggu, Saringan
from eoffice.arsip.states import Golongan, Kondisi, Media, Objek, SejakTutup, Tahap
from eoffice.errors import Invalid
from eoffice.klasifikasi.states import JenisPerubahan
from eoffice.klasifikasi.ubah import IsianPerubahan
from eoffice.web.fields import Form, reading

#: Of one bulk filing.
MOST: Final = 50
#: Berkas closed in one step.
SEKALI_TUTUP: Final = 500

_PLACE: Final = re.compile(r"baru|[0-9]{1,18}", re.ASCII)
_PICKED: Final = re.compile(r"(naskah|surat_masuk):([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class Kode:
    """A kode as chosen, or only as typed when no script ran."""

    terpilih: str
    ketikan: str


def kode(form: Form, name: str = "kode") -> Kode:
    """The kode of a type-ahead box."""
    with reading(form) as f:
        found = Kode(
            f.text(name, "Kode klasifikasi", max=20, required=False),
            f.text(f"{name}_teks", "Kode klasifikasi", max=200, required=False),
        )
    return found


def lanjutan(form: Form) -> int | None:
    """Where a page of a list starts."""
    with reading(form) as f:
        before = f.maybe_integer("sesudah", "Halaman")
    return before


def saringan(form: Form, kode_klasifikasi: str) -> Saringan:
    """What the list of berkas is narrowed to."""
    with reading(form) as f:
        found = Saringan(
            kata=f.text("q", "Kata", max=200, required=False),
            kode=kode_klasifikasi,
            tahun=f.maybe_integer("tahun", "Tahun", low=1945, high=2100),
            tahap=f.maybe_choice("tahap", "Keadaan", Tahap),
            unit_id=f.maybe_integer("unit", "Unit pengolah"),
            ruang=f.text("ruang", "Ruang", max=60, required=False),
            rak=f.text("rak", "Rak", max=60, required=False),
            boks=f.text("boks", "Boks", max=40, required=False),
        )
    return found


def objek(form: Form) -> Objek | None:
    """Which work list is asked for, if any."""
    with reading(form) as f:
        return f.maybe_choice("jenis", "Jenis", Objek)


def tugas(form: Form, kode: str = "") -> list[Tugas]:
    """Which records go into which berkas: each into its own, or all into the one that `ke` names.

    Args:
        kode: of the new berkas, where one is asked for; empty takes the kode of each record.
    Raises:
        Invalid: nothing was ticked, too much was, a place is not a number, or several go into one new berkas without
            its kode: each would get a berkas of its own.
    """
    picked = list(dict.fromkeys(form.getlist("pilih")))
    if not picked:
        raise Invalid("Belum ada yang dipilih. Centang dahulu naskah atau surat yang akan diberkaskan.")
    if len(picked) > MOST:
        raise Invalid(f"Paling banyak {MOST} sekaligus.")
    together = next((v for name in ("ke", "ke_semua") for v in form.getlist(name) if v), "")
    if together == "baru" and not kode and len(picked) > 1:
        said = "Sebut satu kode untuk berkas baru itu. Kode surat yang dicentang dapat berbeda-beda."
        raise Invalid(said, {"kode_baru": "Pilih kode klasifikasi berkas barunya."})
    found = []
    for value in picked:
        match = _PICKED.fullmatch(value)
        place = together or (form.getlist(f"tempat:{value}") or [""])[0]
        if match is None or not _PLACE.fullmatch(place):
            raise Invalid("Ada pilihan yang tidak dikenali. Muat ulang halaman, lalu coba lagi.")
        new = place == "baru"
        found.append(Tugas(Objek(match[1]), int(match[2]), None if new else int(place), kode if new else ""))
    return found


def menunggu(form: Form) -> Menunggu:
    """Which of the waiting records are asked for."""
    with reading(form) as f:
        return Menunggu(f.maybe_integer("unit", "Unit"), f.maybe_integer("tahun", "Tahun", low=1945, high=2100))


def isi_id(form: Form) -> list[int]:
    """Which items a bulk filing put in place, to be taken back."""
    with reading(form) as f:
        return f.integers("isi", "Butir", most=200)


@dataclass(frozen=True)
class Baru:
    """A berkas to be opened."""

    unit_id: int
    judul: str
    indeks: str


def baru(form: Form) -> Baru:
    """The form of a new berkas, its kode apart."""
    with reading(form) as f:
        found = Baru(
            unit_id=f.integer("unit_id", "Unit pengolah"),
            judul=f.text("judul", "Judul berkas", max=300, min=3),
            indeks=f.text("indeks", "Indeks", max=120, required=False),
        )
    return found


def tanggal_pemicu(form: Form, *, required: bool) -> date | None:
    """When the trigger event happened."""
    with reading(form) as f:
        if required:
            return f.date("tanggal_pemicu", "Tanggal pemicu")
        return f.maybe_date("tanggal_pemicu", "Tanggal pemicu")


def pilih(form: Form) -> list[int]:
    """The berkas that were ticked, each once."""
    with reading(form) as f:
        found = f.integers("pilih", "Berkas", required=False, most=SEKALI_TUTUP)
    return list(dict.fromkeys(found))


def sejak_tutup(form: Form) -> tuple[SejakTutup, date | None]:
    """From when the retention of berkas that are closed together runs, and the day of SejakTutup.TANGGAL."""
    with reading(form) as f:
        sejak = f.choice("sejak", "Masa simpan dihitung sejak", SejakTutup)
        day = f.maybe_date("tanggal", "Tanggal")
        if sejak is SejakTutup.TANGGAL and day is None:
            f.wrong("tanggal", "Isi tanggalnya.")
        elif sejak is SejakTutup.TANGGAL and day is not None and day > clock.today():
            f.wrong("tanggal", "Tanggal ini belum tiba; isi paling lambat hari ini.")
    return sejak, day if sejak is SejakTutup.TANGGAL else None


def isian_berkas(form: Form) -> IsianBerkas:
    """What is written on a berkas, and where it stands."""
    with reading(form) as f:
        found = IsianBerkas(
            judul=f.text("judul", "Judul berkas", max=300, min=3),
            indeks=f.text("indeks", "Indeks", max=120, required=False),
            golongan=f.maybe_choice("golongan", "Golongan", Golongan) or Golongan.BELUM,
            media=f.choice("media", "Media", Media),
            kondisi=f.choice("kondisi", "Kondisi", Kondisi),
            ruang=f.text("ruang", "Ruang", max=60, required=False),
            rak=f.text("rak", "Rak", max=60, required=False),
            boks=f.text("boks", "Nomor boks", max=40, required=False),
            folder=f.text("folder", "Nomor folder", max=40, required=False),
            keterangan=f.text("keterangan", "Keterangan", max=300, required=False),
        )
    return found


def perubahan(form: Form, jenis: JenisPerubahan) -> IsianPerubahan:
    """One decision about a code of the classification."""
    with reading(form) as f:
        found = IsianPerubahan(
            jenis=jenis,
            kode=f.text("kode", "Kode", max=20),
            judul=f.text("judul", "Judul", max=300, required=False),
            berlaku_sejak=f.date("berlaku_sejak", "Berlaku sejak", first=date(2000, 1, 1)),
            dasar_hukum=f.text("dasar_hukum", "Dasar hukum", max=300, required=False),
            alasan=f.text("alasan", "Alasan", max=500, required=False),
            pengganti=(
                f.text("pengganti", "Kode pengganti", max=20, required=False)
                or f.text("pengganti_teks", "Kode pengganti", max=200, required=False).partition(" ")[0][:20]
            ),
        )
    return found


def alasan(form: Form) -> str:
    """Why a berkas is held or released."""
    with reading(form) as f:
        found = f.text("alasan", "Alasan", max=300)
    return found


def bukti(form: Form) -> Bukti:
    """What shows that a trigger happened: a note, or a naskah by its number."""
    with reading(form) as f:
        catatan = f.text("bukti", "Bukti", max=300, required=False)
        nomor = f.text("bukti_nomor", "Nomor naskah", max=160, required=False)
    return Bukti(catatan, nomor)


@dataclass(frozen=True)
class Kategori:
    """How a berkas is flagged, and why."""

    vital: bool
    terjaga: bool
    alasan: str
    metode: str


def kategori(form: Form) -> Kategori:
    """The flags of a berkas."""
    with reading(form) as f:
        found = Kategori(
            vital=f.flag("vital"),
            terjaga=f.flag("terjaga"),
            alasan=f.text("alasan", "Alasan", max=300, required=False),
            metode=f.text("metode", "Metode pelindungan", max=200, required=False),
        )
    return found
