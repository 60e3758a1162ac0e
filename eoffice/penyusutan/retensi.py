"""The rules of retention as tables and pure functions: what changes how, what is due, and what waits for whom."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.arsip.states import Kustodi, Retensi
from eoffice.klasifikasi.states import NasibAkhir


class Arah(enum.StrEnum):
    """What another version of the JRA would do to a berkas."""

    TETAP = "tetap"
    PANJANG = "panjang"
    PENDEK = "pendek"  # leaves a stage earlier than now, or its fate becomes less careful


class StatusUsul(enum.StrEnum):
    """What became of a proposal."""

    USUL = "usul"
    DITERAPKAN = "diterapkan"
    DITOLAK = "ditolak"
    GUGUR = "gugur"  # the berkas changed meanwhile, or the version was taken back


class Putusan(enum.StrEnum):
    """What is done with a proposal."""

    TERAPKAN = "terapkan"
    TOLAK = "tolak"
    GUGURKAN = "gugurkan"


ARAH_LABEL: Final[dict[Arah, str]] = {
    Arah.TETAP: "Tetap",
    Arah.PANJANG: "Lebih lama",
    Arah.PENDEK: "Lebih pendek",
}

#: What may follow what; a decided proposal is never opened again.
MOVES: Final[dict[tuple[StatusUsul, Putusan], StatusUsul]] = {
    (StatusUsul.USUL, Putusan.TERAPKAN): StatusUsul.DITERAPKAN,
    (StatusUsul.USUL, Putusan.TOLAK): StatusUsul.DITOLAK,
    (StatusUsul.USUL, Putusan.GUGURKAN): StatusUsul.GUGUR,
}

#: From this many years of inactive retention on, the unit kearsipan passes a berkas on to the lembaga kearsipan (6.6).
TAHUN_LKD: Final = 10

_CERMAT: Final = (NasibAkhir.MUSNAH, NasibAkhir.DINILAI_KEMBALI, NasibAkhir.PERMANEN)


def arah(lama: Retensi, baru: Retensi) -> Arah:
    """How a new retention stands to the old one; anything that lets go earlier anywhere counts as shorter.

    The trigger takes part: another event may come earlier, so a changed trigger is never called the same.
    """
    earlier = baru.aktif < lama.aktif or baru.total < lama.total
    if earlier or _CERMAT.index(baru.nasib) < _CERMAT.index(lama.nasib):
        return Arah.PENDEK
    same = (baru.aktif, baru.total, baru.nasib, baru.pemicu) == (lama.aktif, lama.total, lama.nasib, lama.pemicu)
    return Arah.TETAP if same else Arah.PANJANG


def gabung(lama: Retensi, baru: Retensi) -> Retensi:
    """What an arsiparis gets who takes the new version without consenting to anything shorter: the longer of both."""
    total, aktif = max(lama.total, baru.total), max(lama.aktif, baru.aktif)
    return Retensi(
        aktif, total - aktif, max(lama.nasib, baru.nasib, key=_CERMAT.index), baru.pemicu, baru.kode, baru.versi_id
    )


def ke_lkd(inaktif_tahun: int) -> bool:
    """Whether a berkas, once moved to the unit kearsipan, goes on to the lembaga kearsipan daerah."""
    return inaktif_tahun >= TAHUN_LKD


class Tempo(enum.StrEnum):
    """What is due with a berkas."""

    PEMICU = "pemicu"
    PINDAH = "pindah"
    MUSNAH = "musnah"
    NILAI = "nilai"
    SERAH = "serah"


TEMPO_LABEL: Final[dict[Tempo, str]] = {
    Tempo.PEMICU: "Menunggu pemicu",
    Tempo.PINDAH: "Perlu dipindahkan",
    Tempo.MUSNAH: "Calon usul musnah",
    Tempo.NILAI: "Perlu dinilai kembali",
    Tempo.SERAH: "Calon usul serah",
}


@dataclass(frozen=True)
class Keadaan:
    """All that decides what is due with one berkas on a day."""

    ditutup: bool
    jatuh_aktif: date | None
    jatuh_inaktif: date | None
    nasib: NasibAkhir
    kustodi: Kustodi = Kustodi.UNIT_PENGOLAH
    vital: bool = False
    terjaga: bool = False
    ditahan: bool = False
    berakhir: bool = False


def tempo(keadaan: Keadaan, on: date) -> Tempo | None:
    """What is due on a day; None when nothing is, or nothing may be because the berkas is held or gone.

    A vital or terjaga berkas whose time is over is looked at again, whatever the JRA says: it is no candidate for
    destruction while it is flagged.
    """
    if keadaan.berakhir or not keadaan.ditutup:
        return None
    if keadaan.jatuh_aktif is None or keadaan.jatuh_inaktif is None:
        return Tempo.PEMICU
    if keadaan.ditahan:
        return None
    if on >= keadaan.jatuh_inaktif:
        return _akhir(keadaan)
    due = on >= keadaan.jatuh_aktif and keadaan.kustodi is Kustodi.UNIT_PENGOLAH
    return Tempo.PINDAH if due else None


def _akhir(keadaan: Keadaan) -> Tempo:
    if keadaan.nasib is NasibAkhir.PERMANEN:
        return Tempo.SERAH
    if keadaan.nasib is NasibAkhir.MUSNAH and not keadaan.vital and not keadaan.terjaga:
        return Tempo.MUSNAH
    return Tempo.NILAI


@dataclass(frozen=True)
class IsianVersi:
    """The head of a new version of the JRA."""

    judul: str
    dasar: str
    tanggal_dasar: date
    berlaku_mulai: date
    catatan: str
