"""Who checks a konsep before it is signed: the proposed route, and adjusting it within the rules."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import jenis, policy, wewenang
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Naskah, Paraf
from eoffice.naskah.states import OPEN, JenisParaf
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import MENGELOLA, Jabatan

PALING_BANYAK_PARAF: Final = 3


def propose_route(session: Session, naskah: Naskah) -> None:
    """Every level between konseptor and penandatangan, at most three, those nearest to the signature (5.1)."""
    if naskah.penandatangan_id is None:
        return
    between = organisasi.line_up(session, naskah.konseptor_jabatan_id, naskah.penandatangan_id)
    heads = [j for j in between if j.pemeriksa] or [j for j in between if not j.hanya_mengelola]
    chosen = [j.id for j in heads[-PALING_BANYAK_PARAF:]]
    asked = [j.id for j in wewenang.koordinasi(session, naskah) if j.id not in chosen]
    _put_route(
        session, naskah, [*((j, JenisParaf.HIERARKI) for j in chosen), *((j, JenisParaf.KOORDINASI) for j in asked)]
    )


def kurang_koordinasi(session: Session, naskah: Naskah) -> dict[str, str]:
    """Who must give a paraf koordinasi and is not on the route: field → sentence."""
    asked = {p.jabatan_id for p in naskah.paraf}
    lacking = [j.nama for j in wewenang.koordinasi(session, naskah) if j.id not in asked]
    if not lacking:
        return {}
    kind = jenis.get(naskah.jenis).nama
    return {"rute": f"{kind} memerlukan paraf koordinasi {' dan '.join(lacking)}; tambahkan di langkah Pemeriksa."}


def set_route(
    session: Session, actor: Actor, naskah: Naskah, *, hierarki: Sequence[int], koordinasi: Sequence[int]
) -> None:
    """Adjust the proposed route within the rules.

    Levels may be left out except the one right below the penandatangan; the order stays that of the hierarchy; other
    units concerned are asked for a paraf koordinasi.

    Raises:
        Invalid: a level that is not on the line, too many, or the last level left out.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    if naskah.status not in OPEN or naskah.penandatangan_id is None:
        raise Conflict("Rute hanya dapat diatur selama naskah masih konsep dan penandatangan sudah dipilih.")
    between = organisasi.line_up(session, naskah.konseptor_jabatan_id, naskah.penandatangan_id)
    order = [j.id for j in between]
    if any(j not in order for j in hierarki):
        raise Invalid(
            "Rute tidak sesuai hierarki.",
            {"rute": "Paraf hierarki hanya dari atasan antara konseptor dan penandatangan."},
        )
    chosen = [j for j in order if j in set(hierarki)]
    if order and (not chosen or chosen[-1] != order[-1]):
        raise Invalid(
            "Rute belum lengkap.", {"rute": f"{between[-1].nama} harus memaraf karena tepat di bawah penandatangan."}
        )
    if len(chosen) > PALING_BANYAK_PARAF:
        raise Invalid("Paraf terlalu banyak.", {"rute": f"Paling banyak {PALING_BANYAK_PARAF} paraf hierarki."})
    others = []
    for jabatan_id in dict.fromkeys(koordinasi):
        office = session.get(Jabatan, jabatan_id)
        if (
            office is None
            or not office.aktif
            or jabatan_id in (*chosen, naskah.penandatangan_id, naskah.konseptor_jabatan_id)
        ):
            raise Invalid(
                "Paraf koordinasi tidak sesuai.", {"rute": "Pilih jabatan lain di luar rute untuk paraf koordinasi."}
            )
        if office.hanya_mengelola:
            raise Invalid(MENGELOLA, {"rute": MENGELOLA})
        others.append(jabatan_id)
    needed = [j for j in wewenang.koordinasi(session, naskah) if j.id not in (*chosen, *others)]
    if needed:
        kind = jenis.get(naskah.jenis).nama
        raise Invalid(
            "Paraf koordinasi belum lengkap.", {"rute": f"{kind} selalu memerlukan paraf koordinasi {needed[0].nama}."}
        )
    _put_route(
        session, naskah, [*((j, JenisParaf.HIERARKI) for j in chosen), *((j, JenisParaf.KOORDINASI) for j in others)]
    )
    naskah.diubah_at = clock.now()
    record(
        session, actor, "naskah.atur_rute", naskah, catatan=f"{len(chosen)} paraf hierarki, {len(others)} koordinasi"
    )


def _put_route(session: Session, naskah: Naskah, wanted: list[tuple[int, JenisParaf]]) -> None:
    naskah.paraf.clear()
    session.flush()
    for urutan, (jabatan_id, kind) in enumerate(wanted, start=1):
        naskah.paraf.append(Paraf(urutan=urutan, jabatan_id=jabatan_id, jenis=kind, versi_sha256="", catatan=""))
    session.flush()
