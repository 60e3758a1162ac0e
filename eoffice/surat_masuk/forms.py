"""Posted fields of the surat masuk pages; which may be written is listed here, per form (OTR-07)."""

from dataclasses import dataclass

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.naskah.states import Urgensi
from eoffice.surat_masuk.actions import Isian, IsianIsi, IsianSampul, IsianTolak, Lokasi
from eoffice.surat_masuk.states import CaraTerima, Hubungan, KondisiSampul, SebabTolak
from eoffice.web.fields import Form, reading


@dataclass(frozen=True)
class Registrasi:
    """The registration form.

    Attributes:
        tetap: the TU has seen that the same surat may be registered already, and says why this is another one.
        pindaian_id: the arrival that becomes this surat, if it is one, and the version that the TU saw of it.
    """

    isian: Isian
    kode_teks: str
    tetap: bool
    alasan_tetap: str
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
        why = f.text("alasan_tetap", "Alasan tetap mencatat", max=300, min=5, required=again)
        pindaian_id = f.maybe_integer("pindaian", "Pindaian")
        seen = f.version() if pindaian_id is not None else 0
        if pindaian_id is not None and not f.flag("cocok"):
            f.wrong("cocok", "Cocokkan isian dengan suratnya, lalu centang di sini.")
    return Registrasi(isian, words, again, why, pindaian_id, seen)


def sampul(form: Form) -> IsianSampul:
    """Read the form of a sealed envelope. Raises Invalid with every mistake."""
    with reading(form) as f:
        return IsianSampul(
            tujuan_jabatan_id=f.integer("tujuan_jabatan_id", "Tujuan"),
            sifat=f.choice("sifat", "Sifat", Sifat),
            asal_teks=f.text("asal_teks", "Pengirim pada sampul", max=300, min=3),
            kode=f.text("kode", "Kode pada sampul", max=80, required=False),
            kondisi=f.choice("kondisi", "Keadaan sampul", KondisiSampul),
            catatan=f.text("catatan", "Catatan", max=300, required=False),
            cara_terima=f.choice("cara_terima", "Cara terima", CaraTerima),
            urgensi=f.choice("urgensi", "Urgensi", Urgensi),
        )


def isi(form: Form) -> tuple[IsianIsi, int]:
    """Read what the addressee enters after opening, and the version of the surat. Raises Invalid."""
    with reading(form) as f:
        made = IsianIsi(
            nomor_surat=f.text("nomor_surat", "Nomor surat", max=160, required=False),
            tanggal_surat=f.maybe_date("tanggal_surat", "Tanggal surat", last=clock.today()),
            hal=f.text("hal", "Hal", max=500, required=False),
            ringkasan=f.text("ringkasan", "Ringkasan", max=2000, required=False, lines=True),
            urgensi=f.choice("urgensi", "Urgensi", Urgensi),
        )
        return made, f.version()


def lokasi(form: Form) -> Lokasi:
    """Read where the original lies. Raises Invalid."""
    with reading(form) as f:
        return Lokasi(
            map=f.text("map", "Map", max=60, required=False),
            boks=f.text("boks", "Boks", max=60, required=False),
            rak=f.text("rak", "Rak", max=60, required=False),
            lemari=f.text("lemari", "Lemari", max=60, required=False),
        )


def pindah(form: Form) -> tuple[int, str, bool, int]:
    """Where a surat goes, why, whether it stays open here, and its version. Raises Invalid."""
    with reading(form) as f:
        how = f.choice("cara", "Cara", Hubungan)
        if how is Hubungan.DIDISPOSISIKAN:
            f.wrong("cara", "Pilih dialihkan atau diteruskan.")
        stays = how is Hubungan.DITERUSKAN
        return (
            f.integer("opd_id", "Perangkat daerah tujuan"),
            f.text("alasan", "Alasan", max=300, min=5),
            stays,
            f.version(),
        )


def tolak(form: Form) -> IsianTolak:
    """Read why something is not taken into the agenda. Raises Invalid with every mistake."""
    with reading(form) as f:
        return IsianTolak(
            opd_id=f.integer("opd_id", "Perangkat daerah"),
            sebab=f.choice("sebab", "Sebab", SebabTolak),
            alasan=f.text("alasan", "Alasan", max=400, required=False),
            asal_teks=f.text("asal_teks", "Asal", max=300, min=3),
            cara_terima=f.choice("cara_terima", "Cara terima", CaraTerima),
            nomor_surat=f.text("nomor_surat", "Nomor surat", max=160, required=False),
            tanggal_surat=f.maybe_date("tanggal_surat", "Tanggal surat", last=clock.today()),
            hal=f.text("hal", "Hal", max=500, required=False),
            tiba_id=f.maybe_integer("pindaian", "Pindaian"),
        )
