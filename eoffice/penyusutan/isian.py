"""What the forms of retention post, as values: holds, the JRA, proposals, pemindahan."""

import re
from typing import Any, Final

from eoffice.arsip.actions import IsianTahan
from eoffice.arsip.states import Objek
from eoffice.arsip.tahan import Cakupan
from eoffice.errors import Invalid
from eoffice.penyusutan.retensi import IsianVersi
from eoffice.web.fields import Form, reading

#: Of one form: berkas of a hold or of a pemindahan.
MOST: Final = 500
_NASKAH: Final = re.compile(r"/?(naskah|surat-masuk)/([0-9]{1,18})(?:[/?#].*)?", re.ASCII)


def tahan(form: Form, kode: str) -> IsianTahan:
    """A hold as it is asked for; `kode` was chosen in a type-ahead box."""
    with reading(form) as f:
        cakupan = f.choice("cakupan", "Yang ditahan", Cakupan)
        opd_id = f.maybe_integer("opd_id", "Perangkat daerah")
        perkara = f.text("perkara", "Perkara", max=300)
        dasar = f.text("dasar", "Dasar", max=300)
        berkas_ids = f.integers("berkas", "Berkas", required=False, most=MOST)
        asked: dict[str, Any] = {
            "kode": kode,
            "unit_id": f.maybe_integer("unit_id", "Unit pengolah"),
            "kata": f.text("kata", "Kata", max=200, required=False),
        }
        for name, label in (("dari", "Sejak"), ("sampai", "Sampai")):
            day = f.maybe_date(name, label)
            asked[name] = day.isoformat() if day else ""
        if asked["dari"] and asked["sampai"] and asked["sampai"] < asked["dari"]:
            f.wrong("sampai", "Tanggal akhir lebih dahulu daripada tanggal awal.")
        lines = f.text("naskah", "Naskah atau surat", max=4000, required=False, lines=True)
        naskah, nomor = _disebut(lines)
    kept = {name: value for name, value in asked.items() if value}
    return IsianTahan(
        perkara=perkara,
        dasar=dasar,
        cakupan=cakupan,
        opd_id=opd_id,
        berkas_ids=tuple(berkas_ids),
        naskah=naskah,
        nomor=nomor,
        saringan=kept,
    )


def _disebut(lines: str) -> tuple[tuple[tuple[Objek, int], ...], tuple[str, ...]]:
    """What is named line by line: records by their address, and letters by the number that stands on them."""
    naskah: list[tuple[Objek, int]] = []
    nomor: list[str] = []
    for line in lines.splitlines():
        words = line.split()
        found = [match for match in map(_NASKAH.search, words) if match]
        if len(found) == len(words):
            naskah += [(Objek.NASKAH if m[1] == "naskah" else Objek.SURAT_MASUK, int(m[2])) for m in found]
        else:
            nomor.append(" ".join(words)[:160])
    return tuple(dict.fromkeys(naskah)), tuple(dict.fromkeys(nomor))


def alasan(form: Form) -> str:
    """The reason of a decision; that it is there is asked by the action."""
    with reading(form) as f:
        found = f.text("alasan", "Alasan", max=300, required=False)
    return found


def versi(form: Form) -> IsianVersi:
    """The head of a new version, beside its sheet."""
    with reading(form) as f:
        found = IsianVersi(
            judul=f.text("judul", "Judul", max=200, min=3),
            dasar=f.text("dasar", "Dasar hukum", max=200, min=5),
            tanggal_dasar=f.date("tanggal_dasar", "Tanggal peraturan"),
            berlaku_mulai=f.date("berlaku_mulai", "Berlaku mulai"),
            catatan=f.text("catatan", "Catatan", max=500, required=False, lines=True),
        )
    return found


def dipilih(form: Form, name: str = "pilih") -> tuple[int, ...]:
    """The ticked rows of a list. Raises Invalid when none is."""
    with reading(form) as f:
        found = f.integers(name, "Pilihan", required=False, most=MOST)
    if not found:
        raise Invalid("Belum ada yang dipilih. Centang dahulu yang dimaksud.", {name: "Centang sedikitnya satu."})
    return tuple(dict.fromkeys(found))


def sel(form: Form, name: str, said: str) -> list[list[str]]:
    """Rows of cells that a form carried from one page to the next. Raises Invalid with the sentence given."""
    with reading(form) as f:
        found = f.json(name, "Isi lembar")
    if not isinstance(found, list) or not all(
        isinstance(row, list) and len(row) == 6 and all(isinstance(cell, str) for cell in row) for row in found
    ):
        raise Invalid(said, {"lembar": said})
    return found
