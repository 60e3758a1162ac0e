"""Posted fields of the surat masuk pages; which may be written is listed here, per form (OTR-07)."""

from dataclasses import dataclass

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.naskah.states import Urgensi
from eoffice.surat_masuk.actions import Isian
from eoffice.surat_masuk.states import CaraTerima
from eoffice.web.fields import Form, reading


@dataclass(frozen=True)
class Registrasi:
    """The registration form.

    Attributes:
        tetap: the TU has seen that the same surat may be registered already.
        pindaian_id: the arrival that becomes this surat, if it is one, and the version that the TU saw of it.
    """

    isian: Isian
    kode_teks: str
    tetap: bool
    pindaian_id: int | None
    versi: int


def registrasi(form: Form) -> Registrasi:
    """Read it. Raises Invalid with every mistake."""
    with reading(form) as f:
        cara = f.choice("cara_terima", "Cara terima", CaraTerima)
        if cara is CaraTerima.APLIKASI:
            f.wrong("cara_terima", "Pilih langsung, pos, atau pos-el; surat dari e-Office tercatat sendiri.")
        isian = Isian(
            tujuan_jabatan_id=f.integer("tujuan_jabatan_id", "Tujuan"),
            asal_teks=f.text("asal_teks", "Asal surat", max=300, min=3),
            nomor_surat=f.text("nomor_surat", "Nomor surat", max=160, required=False),
            tanggal_surat=f.maybe_date("tanggal_surat", "Tanggal surat", last=clock.today()),
            hal=f.text("hal", "Hal", max=500, min=3),
            ringkasan=f.text("ringkasan", "Ringkasan", max=2000, required=False, lines=True),
            sifat=f.choice("sifat", "Sifat", Sifat),
            urgensi=f.choice("urgensi", "Urgensi", Urgensi),
            cara_terima=cara,
            kode_klasifikasi=f.text("kode_klasifikasi", "Kode klasifikasi", max=20, required=False) or None,
        )
        words = f.text("kode_klasifikasi_teks", "Kode klasifikasi", max=200, required=False)
        again = f.flag("tetap")
        pindaian_id = f.maybe_integer("pindaian", "Pindaian")
        seen = f.version() if pindaian_id is not None else 0
        if pindaian_id is not None and not f.flag("cocok"):
            f.wrong("cocok", "Cocokkan isian dengan suratnya, lalu centang di sini.")
    return Registrasi(isian, words, again, pindaian_id, seen)
