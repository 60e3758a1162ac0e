"""The shape of a topic: the parts from which many different letters are made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topik:
    """One subject an office writes about.

    Texts may hold `{…}` of `surat.blanks`. `latar` and `inti` make the opening sentence («Dalam rangka LATAR, INTI.»);
    `ajakan` leads to the points `butir`; `tabel` names a table of `tabel.TABEL`.
    `unit` are the units that may write it. `ttd` says who signs: opd (its head), unit (head of the writing unit),
    atasan or asisten (the head above that), sekda, sekda_an (for the Wali Kota), wk.
    `tujuan`: "opd*N", "camat", "camat*N", "lurah*N", "lurah" (of the own kecamatan), "pkm", "bidang",
    "atasan", "induk", "=kode,kode", "luar:kelompok", or "" for none. `tembusan` are jabatan codes; "koor" is the asisten who
    coordinates the perangkat daerah.
    """

    kunci: str
    jenis: str
    kode: str
    unit: tuple[str, ...]
    ttd: str
    tujuan: str
    hal: str
    latar: str
    inti: str
    uraian: tuple[str, ...] = ()
    ajakan: str = ""
    butir: tuple[str, ...] = ()
    tabel: str = ""
    tembusan: tuple[str, ...] = ()
    agenda: str = ""
    sifat: str = "biasa"
    urgensi: str = "biasa"


def dinas(kunci: str, kode: str, unit: str, tujuan: str, hal: str, latar: str, inti: str, **rest: object) -> Topik:
    """A surat dinas, signed by the head of the perangkat daerah unless said otherwise."""
    return _make("surat_dinas", kunci, kode, unit, tujuan, hal, latar, inti, rest)


def undangan(kunci: str, kode: str, unit: str, tujuan: str, hal: str, latar: str, inti: str, **rest: object) -> Topik:
    """A surat undangan; give it an `agenda`."""
    return _make("surat_undangan", kunci, kode, unit, tujuan, hal, latar, inti, rest)


def nota(kunci: str, kode: str, unit: str, tujuan: str, hal: str, latar: str, inti: str, **rest: object) -> Topik:
    """A nota dinas, signed by the head of the writing unit unless said otherwise."""
    return _make("nota_dinas", kunci, kode, unit, tujuan, hal, latar, inti, {"ttd": "unit", **rest})


def tugas(kunci: str, unit: str, hal: str, latar: str, butir: tuple[str, ...], **rest: object) -> Topik:
    """A surat tugas; its points are what to do."""
    return _make("surat_tugas", kunci, "800.1.11.1", unit, "", hal, latar, "", {"butir": butir, **rest})


def pengumuman(kunci: str, kode: str, unit: str, hal: str, latar: str, inti: str, **rest: object) -> Topik:
    """A pengumuman, to everybody."""
    return _make("pengumuman", kunci, kode, unit, "", hal, latar, inti, rest)


def _make(
    jenis: str, kunci: str, kode: str, unit: str, tujuan: str, hal: str, latar: str, inti: str, rest: dict[str, object]
) -> Topik:
    ttd = str(rest.pop("ttd", "opd"))
    named = {"kunci": kunci, "jenis": jenis, "kode": kode, "unit": tuple(unit.split()), "ttd": ttd, "tujuan": tujuan}
    return Topik(**named, hal=hal, latar=latar, inti=inti, **rest)  # type: ignore[arg-type]
