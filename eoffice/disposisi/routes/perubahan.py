"""What changed in a disposisi, in sentences: the words of each version beside those that followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from eoffice.disposisi.models import Disposisi
from eoffice.disposisi.riwayat import DisposisiVersi
from eoffice.disposisi.states import INSTRUKSI
from eoffice.web.pages import tanggal, waktu


class Words(Protocol):
    """What a version and the disposisi itself have in common."""

    instruksi: list[str]
    catatan: str
    batas: date | None


@dataclass(frozen=True)
class Perubahan:
    """One change: when, by whom, why, and every difference as a sentence."""

    kapan: str
    oleh: str
    alasan: str
    butir: tuple[str, ...]
    baru: bool


def perubahan(act: Disposisi, older: Sequence[DisposisiVersi], dibaca: int) -> list[Perubahan]:
    """The changes of a disposisi, latest first.

    Args:
        dibaca: the version that the reader saw before this page; later ones are new.
    """
    found = []
    words: list[Words] = [*older, act]
    for before, after in zip(older, words[1:], strict=True):
        found.append(
            Perubahan(
                waktu(before.diganti_at),
                before.pengganti.nama_lengkap,
                before.alasan,
                tuple(differences(before, after)),
                before.versi >= dibaca,
            )
        )
    return found[::-1]


def differences(before: Words, after: Words) -> list[str]:
    """What is different between two versions, one sentence for each part."""
    found = []
    if before.batas != after.batas:
        found.append(f"Batas waktu: {_batas(before.batas)} menjadi {_batas(after.batas)}.")
    if before.instruksi != after.instruksi:
        gone = [_label(k) for k in before.instruksi if k not in after.instruksi]
        come = [_label(k) for k in after.instruksi if k not in before.instruksi]
        said = [f"ditambah {', '.join(come)}"] if come else []
        said += [f"dihapus {', '.join(gone)}"] if gone else []
        found.append(f"Instruksi {' dan '.join(said) or 'diurutkan ulang'}.")
    if before.catatan != after.catatan:
        found.append(f"Catatan semula: “{before.catatan}”." if before.catatan else "Catatan ditambahkan.")
    return found


def _batas(day: date | None) -> str:
    return tanggal(day) if day is not None else "tanpa batas"


def _label(kode: str) -> str:
    return INSTRUKSI[kode].label if kode in INSTRUKSI else kode
