"""What one person can see, in plain words and in numbers, from the very tables that decide it: RIGHTS, REACH and `visible`.

Counts only: nothing that is counted here is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import REACH, RIGHTS, Action, Relation, Sifat
from eoffice.arsip.models import Berkas
from eoffice.arsip.queries.berkas import visible as berkas_visible
from eoffice.disposisi import queries as disposisi
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.organisasi.states import JenisPenugasan
from eoffice.rekap.states import kata
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk

LABEL_PERAN: Final[dict[Peran, str]] = {
    Peran.ADMIN_SISTEM: "Administrator sistem",
    Peran.TU: "Tata usaha",
    Peran.ARSIPARIS: "Arsiparis",
    Peran.PEMANTAU: "Pemantau kota",
    Peran.PIMPINAN_OPD: "Pimpinan perangkat daerah",
    Peran.UNIT_KEARSIPAN: "Unit kearsipan kota",
    Peran.LEMBAGA_KEARSIPAN: "Lembaga kearsipan daerah",
}
LABEL_BENTUK: Final[dict[JenisPenugasan, str]] = {
    JenisPenugasan.DEFINITIF: "pejabat definitif",
    JenisPenugasan.PLT: "Plt.",
    JenisPenugasan.PLH: "Plh.",
    JenisPenugasan.PJ: "Pj.",
}
_SEBAGAI: Final[dict[Relation, str]] = {
    Relation.KONSEPTOR: "yang ditulisnya sendiri",
    Relation.PEMARAF: "yang dimintakan parafnya",
    Relation.PENANDATANGAN: "yang ditandatanganinya",
    Relation.UNIT: "yang terbit dari unitnya",
    Relation.TU: "perangkat daerah yang dilayaninya sebagai tata usaha",
    Relation.ARSIPARIS: "perangkat daerah yang dilayaninya sebagai arsiparis",
    Relation.ALAMAT: "yang ditujukan kepada jabatannya",
    Relation.PENERIMA: "yang didisposisikan kepadanya",
}
_TINDAKAN: Final[dict[Action, str]] = {
    Action.KELOLA_PENGGUNA: "mengelola akun dan penempatan",
    Action.KELOLA_ORGANISASI: "mengelola unit dan jabatan",
    Action.KEADAAN_SISTEM: "melihat keadaan sistem",
    Action.REGISTRASI: "mencatat surat masuk",
    Action.BERKASKAN: "memberkaskan",
    Action.KELOLA_BERKAS: "mengelola berkas arsip",
    Action.KELOLA_KLASIFIKASI: "menetapkan perubahan klasifikasi arsip",
    Action.LAPORAN_OPD: "membaca laporan perangkat daerahnya",
    Action.LAPORAN_KOTA: "membaca laporan seluruh kota",
    Action.BUKU_REGISTER: "membuka buku agenda dan register",
    Action.TETAPKAN_SASARAN: "menetapkan sasaran",
    Action.TETAPKAN_KALENDER: "menetapkan kalender kerja",
    Action.BUKTI_PENILAIAN: "mengunduh paket bukti",
}
_PERAN_RELASI: Final[dict[Peran, Relation]] = {
    Peran.ADMIN_SISTEM: Relation.ADMIN_SISTEM,
    Peran.TU: Relation.TU,
    Peran.ARSIPARIS: Relation.ARSIPARIS,
    Peran.PEMANTAU: Relation.PEMANTAU,
    Peran.PIMPINAN_OPD: Relation.PIMPINAN_OPD,
    Peran.UNIT_KEARSIPAN: Relation.UNIT_KEARSIPAN,
}


@dataclass(frozen=True)
class Dasar:
    """Why somebody has rights: a jabatan held, in which form, since when, until when, on what paper."""

    jabatan: str
    unit: str
    bentuk: str
    mulai: date
    selesai: date | None
    dasar: str
    peran: tuple[str, ...]


@dataclass(frozen=True)
class Jangkauan:
    """One way in which records are known, and up to which sifat that way reaches."""

    apa: str
    sebagai: str
    sifat: tuple[str, ...]


@dataclass(frozen=True)
class Daftar:
    """One list of the application: its name, how many records are in it, and how many of each sifat."""

    nama: str
    banyak: int
    per_sifat: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pandangan:
    """Everything the page says."""

    dasar: tuple[Dasar, ...]
    jangkauan: tuple[Jangkauan, ...]
    daftar: tuple[Daftar, ...]
    tindakan: tuple[str, ...]
    menandatangani: tuple[str, ...]


def pandangan(session: Session, actor: Actor) -> Pandangan:
    """What an actor can see and do today."""
    held = organisasi.held_by(session, actor.pegawai_id)
    names = {j.jabatan_id: j.jabatan.nama for j in held}
    reasons = tuple(
        Dasar(
            p.jabatan.nama,
            p.jabatan.unit.nama,
            LABEL_BENTUK.get(p.bentuk, str(p.bentuk)),
            p.mulai,
            p.selesai,
            p.dasar,
            tuple(LABEL_PERAN[row.peran] for row in p.jabatan.peran_rows),
        )
        for p in held
    )
    signing = tuple(sorted(names[j] for j in actor.ttd_jabatan_ids if j in names)) if actor.menandatangani else ()
    return Pandangan(reasons, tuple(_reach(actor)), tuple(_lists(session, actor)), tuple(_acts(actor)), signing)


def _standing(actor: Actor) -> frozenset[Relation]:
    """The relations this person can have to a record at all."""
    found = {Relation.KONSEPTOR, Relation.ALAMAT, Relation.PENERIMA, Relation.UNIT}
    if actor.memeriksa:
        found.add(Relation.PEMARAF)
    if actor.menandatangani:
        found.add(Relation.PENANDATANGAN)
    return frozenset(found | {_PERAN_RELASI[p] for p in actor.peran & _PERAN_RELASI.keys()})


def _reach(actor: Actor) -> list[Jangkauan]:
    if actor.hanya_mengelola:
        return []
    standing = _standing(actor)
    found = []
    for thing, action in (("Naskah", Action.BACA), ("Surat masuk", Action.BACA_SURAT)):
        for relation in Relation:
            if relation in standing & RIGHTS[action] and relation in _SEBAGAI:
                levels = tuple(kata(s) for s in Sifat if s in REACH[relation])
                found.append(Jangkauan(thing, _SEBAGAI[relation], levels))
    return found


def _acts(actor: Actor) -> list[str]:
    roles = {_PERAN_RELASI[p] for p in actor.peran & _PERAN_RELASI.keys()}
    return [words for action, words in _TINDAKAN.items() if RIGHTS[action] & roles]


def _lists(session: Session, actor: Actor) -> list[Daftar]:
    counted: list[tuple[str, Select[Any], Any]] = [
        ("Naskah yang dapat dibaca", naskah.visible(actor), Naskah.sifat),
        ("Surat masuk yang dapat dibaca", surat_masuk.visible(actor), SuratMasuk.sifat),
        ("Disposisi yang diterimanya", disposisi.visible(actor), None),
        ("Disposisi yang diberikannya", disposisi.given(actor), None),
        ("Berkas arsip yang dapat dibuka", berkas_visible(actor), Berkas.sifat),
    ]
    found = []
    for name, listed, column in counted:
        if column is None:
            found.append(Daftar(name, _count(session, listed), ()))
            continue
        rows = session.execute(
            listed.with_only_columns(column, func.count(), maintain_column_froms=True).group_by(column).order_by(None)
        ).tuples()
        levels = dict(rows.all())
        split = tuple((kata(s), levels[s]) for s in Sifat if levels.get(s))
        found.append(Daftar(name, sum(levels.values()), split))
    return found


def _count(session: Session, listed: Select[Any]) -> int:
    return session.scalar(listed.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)) or 0


def served(session: Session, actor: Actor) -> dict[str, list[str]]:
    """The perangkat daerah served in each role, by name."""
    sets: dict[str, Callable[[Actor], frozenset[int]]] = {
        "Tata usaha": lambda a: a.tu_opd_ids,
        "Arsiparis": lambda a: a.arsip_opd_ids,
        "Pimpinan": lambda a: a.pimpinan_opd_ids,
    }
    every = {role: of(actor) for role, of in sets.items()}
    ids = frozenset().union(*every.values())
    names = dict(session.execute(select(Unit.id, Unit.nama).where(Unit.id.in_(ids))).tuples().all())
    return {role: sorted(names[i] for i in found if i in names) for role, found in every.items() if found}
