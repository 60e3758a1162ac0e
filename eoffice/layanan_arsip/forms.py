"""Posted fields of requests, decisions and lendings (OTR-07)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.arsip.states import Objek
from eoffice.layanan_arsip.actions import IsianAkses, IsianPinjam
from eoffice.layanan_arsip.queries import Cara, Saringan
from eoffice.layanan_arsip.states import PALING_LAMA_AKSES, PALING_LAMA_PINJAM
from eoffice.web.fields import Form, reading

TERPANJANG: Final = 1000


def akses(form: Form) -> IsianAkses:
    """What somebody asks to read."""
    with reading(form) as f:
        return IsianAkses(
            opd_id=f.integer("opd_id", "Perangkat daerah"),
            sebutan=f.text("sebutan", "Arsip yang dimaksud", max=300, min=3),
            keperluan=f.text("keperluan", "Keperluan", max=TERPANJANG, min=10, lines=True),
            hari=f.integer("hari", "Lamanya", low=1, high=PALING_LAMA_AKSES),
        )


@dataclass(frozen=True)
class Putusan:
    """A decision: which record, for how many days, why; and the version it was made from."""

    versi: int
    objek: Objek | None
    objek_id: int | None
    hari: int | None
    alasan: str
    jabatan_id: int | None


def putusan(form: Form, *, beralasan: bool, arsip: bool) -> Putusan:
    """A decision about a request.

    Args:
        beralasan: whether a reason must be given.
        arsip: whether a record must be named, as `objek:number`.
    """
    with reading(form) as f:
        kind, number = None, None
        if arsip:
            word, _, digits = f.text("arsip", "Arsip", max=60).partition(":")
            if word in set(Objek) and digits.isascii() and digits.isdigit() and len(digits) < 18:
                kind, number = Objek(word), int(digits)
            else:
                f.wrong("arsip", "Pilih arsip yang dimaksud.")
        return Putusan(
            versi=f.version(),
            objek=kind,
            objek_id=number,
            hari=f.maybe_integer("hari", "Lamanya", low=1, high=PALING_LAMA_AKSES),
            alasan=f.text("alasan", "Alasan", max=TERPANJANG, min=5, required=beralasan, lines=True),
            jabatan_id=f.maybe_integer("jabatan_id", "Pejabat"),
        )


def pinjam(form: Form) -> IsianPinjam:
    """What somebody wants to borrow."""
    with reading(form) as f:
        return IsianPinjam(
            yang_dipinjam=f.text("yang_dipinjam", "Yang dipinjam", max=500, min=3),
            keperluan=f.text("keperluan", "Keperluan", max=TERPANJANG, min=5, lines=True),
            hari=f.integer("hari", "Lamanya", low=1, high=PALING_LAMA_PINJAM),
            pegawai_id=f.maybe_integer("pegawai_id", "Peminjam"),
        )


@dataclass(frozen=True)
class Langkah:
    """One step of a lending: the version it was made from, and what it needs to say."""

    versi: int
    catatan: str
    sampai: date | None
    hari: int | None


def langkah(form: Form, *, wajib: bool, tanggal: bool) -> Langkah:
    """Read a step; `wajib`: something must be said, `tanggal`: a date must be named."""
    with reading(form) as f:
        return Langkah(
            versi=f.version(),
            catatan=f.text("catatan", "Catatan", max=500, min=3, required=wajib, lines=True),
            sampai=f.date("sampai", "Tanggal kembali") if tanggal else None,
            hari=f.maybe_integer("hari", "Lamanya", low=1, high=PALING_LAMA_PINJAM),
        )


def saringan(form: Form) -> Saringan:
    """How the list of readers is narrowed."""
    with reading(form) as f:
        return Saringan(
            cara=f.maybe_choice("cara", "Cara", Cara),
            nama=f.text("nama", "Nama", max=100, required=False),
            dari=f.maybe_date("dari", "Dari tanggal", last=clock.today()),
            sampai=f.maybe_date("sampai", "Sampai tanggal"),
        )


def sifat(form: Form) -> tuple[Sifat, str, int]:
    """The new sifat, the reason, and the version the form was made from."""
    with reading(form) as f:
        return (
            f.choice("sifat", "Sifat", Sifat),
            f.text("alasan", "Alasan", max=TERPANJANG, min=10, lines=True),
            f.version(),
        )
