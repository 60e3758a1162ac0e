"""The rows of the form in which a panitia and its witnesses are named."""

from dataclasses import dataclass
from typing import Final

from flask import request

from eoffice.akses.actor import Actor
from eoffice.penyusutan import forms, queries
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Jenis, Unsur
from eoffice.web.fields import whole
from eoffice.web.session import session

#: No panitia without these.
WAJIB: Final = frozenset({"anggota_1", "anggota_2", "anggota_3"})
_TUGAS: Final = {
    "anggota_1": "Memimpin penilaian dan menandatangani pertimbangan.",
    "anggota_2": "Mencatat jalannya penilaian.",
}
#: What a row of the form of the panitia stands for as long as nobody is in it.
_UNSUR: Final = {
    "anggota_1": Unsur.UNIT_KEARSIPAN, "anggota_2": Unsur.UNIT_PENGOLAH, "saksi_1": Unsur.HUKUM, "saksi_2": Unsur.PENGAWASAN,
    "saksi_3": Unsur.PENGAWASAN,
}  # fmt: skip


@dataclass(frozen=True)
class BarisPanitia:
    """A row of the form of the panitia: its field, what it is called, who is in it, what was only typed, from where."""

    nama: str
    label: str
    terpilih: list[tuple[int, str]]
    ketikan: str
    unsur: str
    wajib: bool
    tugas: str


def baris(kasus: Kasus, actor: Actor, ditolak: str) -> list[BarisPanitia]:
    """As it stands, as it was just posted and refused, or while there is none as it usually is.

    Args:
        ditolak: the step whose form was just refused.
    """
    three = [(f"anggota_{n}", f"Anggota {n}") for n in range(1, forms.PANITIA + 1)]
    three[:2] = [("anggota_1", "Ketua"), ("anggota_2", "Sekretaris")]
    witnesses = forms.SAKSI if kasus.jenis is Jenis.PEMUSNAHAN or kasus.saksi else 0
    two = [(f"saksi_{n}", f"Saksi {n}") for n in range(1, witnesses + 1)]
    held = dict(zip((n for n, _ in three), kasus.panitia, strict=False))
    held |= zip((n for n, _ in two), kasus.saksi, strict=False)
    if ditolak == "panitia":
        ids = {n: whole(request.form.get(n, "")) for n, _ in three + two}
        names = queries.nama_jabatan(session(), [i for i in ids.values() if i])
        chosen = {n: [(i, names[i])] if i in names else [] for n, i in ids.items()}
        unsur = {n: request.form.get(f"unsur_{n}", "") for n in ids}
    else:
        chosen = {n: [(a.jabatan_id, a.jabatan.nama)] for n, a in held.items()}
        unsur = {n: str(a.unsur) for n, a in held.items()}
        if not held:
            usual = queries.biasanya(session(), actor, kasus)
            chosen = {n: [p] for (n, _), p in zip(three, usual, strict=False) if p is not None}
    return [
        BarisPanitia(
            n, label, chosen.get(n, []), request.form.get(f"{n}_teks", "")[:250],
            unsur.get(n) or str(_UNSUR.get(n, Unsur.ARSIPARIS)), n in WAJIB, _TUGAS.get(n, ""),
        )
        for n, label in three + two
    ]  # fmt: skip
