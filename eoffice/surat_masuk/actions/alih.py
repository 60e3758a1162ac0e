"""Dated redirects during leave: what arrives for somebody who is away is copied or moved, and both ends go on reading it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM
from eoffice.akses.rights import Sifat
from eoffice.organisasi import keberadaan
from eoffice.organisasi.states import CaraAlih
from eoffice.organisasi.wakil import Pengalihan
from eoffice.surat_masuk.actions.step import record
from eoffice.surat_masuk.models import SuratAkses, SuratAlih, SuratMasuk
from eoffice.surat_masuk.states import PeranSurat

#: From Rahasia upward nothing goes by itself to somebody who is not named on it (OTR-08).
BERALIH = frozenset({Sifat.BIASA, Sifat.TERBATAS})


def alihkan_saat_pergi(session: Session, surat: SuratMasuk) -> None:
    """Apply the redirect of the addressed jabatan, if one is in force; call it once the surat has its agenda number.

    A copy for information stays where it is: nothing is owed there.
    """
    if surat.peran is not PeranSurat.ASLI or surat.sifat not in BERALIH:
        return
    found = keberadaan.redirect_of(session, surat.tujuan_jabatan_id)
    if found is None:
        return
    away = surat.tujuan_jabatan_id
    if found.cara is CaraAlih.PINDAH:
        surat.tujuan_jabatan_id = found.ke_jabatan_id
        session.flush()
        session.expire(surat, ["tujuan"])
        reads_along(session, surat, away)
    else:
        reads_along(session, surat, found.ke_jabatan_id)
    _note(session, surat, found, "surat")


def penerima_saat_pergi(
    session: Session, surat: SuratMasuk, dari_jabatan_id: int, jabatan_ids: Iterable[int]
) -> dict[int, int]:
    """Who gets the part of a disposisi instead of whom; call it for the chosen recipients before their parts are made.

    Only moves are answered. Of a copy the other one simply reads along. Nobody gets a second part, and nothing comes
    back to the giver: then the part stays with the one who is away, who is shown as away.
    """
    chosen = list(jabatan_ids)
    moved: dict[int, int] = {}
    if surat.sifat not in BERALIH:
        return moved
    for jabatan_id in chosen:
        found = keberadaan.redirect_of(session, jabatan_id)
        if found is None:
            continue
        taken = {dari_jabatan_id, *chosen, *moved.values()}
        if found.cara is CaraAlih.PINDAH and found.ke_jabatan_id not in taken:
            moved[jabatan_id] = found.ke_jabatan_id
            reads_along(session, surat, jabatan_id)
        elif found.cara is CaraAlih.SALIN:
            reads_along(session, surat, found.ke_jabatan_id)
        else:
            continue
        _note(session, surat, found, "disposisi")
    return moved


def reads_along(session: Session, surat: SuratMasuk, jabatan_id: int) -> None:
    """Let a jabatan read a surat that was redirected from it or copied to it."""
    if session.get(SuratAkses, (surat.id, jabatan_id)) is None:
        surat.akses.append(SuratAkses(jabatan_id=jabatan_id))
        session.flush()


def _note(session: Session, surat: SuratMasuk, found: Pengalihan, bagian: str) -> None:
    same = select(SuratAlih.id).where(
        SuratAlih.surat_id == surat.id,
        SuratAlih.dari_jabatan_id == found.jabatan_id,
        SuratAlih.ke_jabatan_id == found.ke_jabatan_id,
    )
    if session.scalar(same) is not None:
        return
    session.add(
        SuratAlih(
            surat_id=surat.id,
            pengalihan_id=found.id,
            dari_jabatan_id=found.jabatan_id,
            ke_jabatan_id=found.ke_jabatan_id,
            cara=found.cara,
            bagian=bagian,
            at=clock.now(),
        )
    )
    said = f"{bagian}: {found.jabatan.nama} → {found.ke_jabatan.nama} ({found.cara})"
    record(session, SISTEM, "surat_masuk.alihkan_saat_pergi", surat, dari=surat.status, catatan=said)
