"""Keeping, sharing, pinning and forgetting searches; every change of a shared one is in the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.organisasi.models import Pegawai, Unit
from eoffice.pencarian import policy, queries
from eoffice.pencarian.models import Pencarian, PencarianBagi, PencarianPakai

#: Saved searches of one person; more would be a list nobody reads.
PALING_BANYAK: Final = 30
#: Units and people with whom one search is shared.
BAGI_TERBANYAK: Final = 30


@dataclass(frozen=True)
class Kepada:
    """With whom a search is shared: units and people, by id."""

    unit_ids: frozenset[int] = frozenset()
    pegawai_ids: frozenset[int] = frozenset()


def simpan(session: Session, actor: Actor, *, nama: str, kueri: str, sematkan: bool) -> Pencarian:
    """Keep a question under a name; what is found by it from now on counts as new.

    Raises:
        Invalid: the person has one of that name already, or too many.
    """
    own = session.scalar(select(func.count()).where(Pencarian.pegawai_id == actor.pegawai_id)) or 0
    if own >= PALING_BANYAK:
        words = f"Paling banyak {PALING_BANYAK}; hapus dahulu yang tidak dipakai."
        raise Invalid("Pencarian tersimpan sudah penuh.", {"nama": words})
    _refuse_twin(session, actor, nama)
    at = clock.now()
    made = Pencarian(pegawai_id=actor.pegawai_id, nama=nama, kueri=kueri, dibuat_at=at)
    made.pakai = [PencarianPakai(pegawai_id=actor.pegawai_id, sematkan=sematkan, dilihat_at=at)]
    session.add(made)
    session.flush()
    return made


def ubah(session: Session, actor: Actor, pencarian: Pencarian, *, nama: str, sematkan: bool, kepada: Kepada) -> None:
    """Another name, pinned or not, shared with others than before.

    Raises:
        NotAllowed: it is somebody else's.
        Invalid: the name is taken, or it is shared with too many, or with a unit outside the own perangkat daerah.
    """
    require(policy.may_change(actor, pencarian))
    _refuse_twin(session, actor, nama, pencarian)
    pencarian.nama = nama
    tandai(session, actor, pencarian, sematkan=sematkan)
    _share(session, actor, pencarian, kepada)


def tandai(session: Session, actor: Actor, pencarian: Pencarian, *, sematkan: bool) -> None:
    """Pin it, or take the pin off; everybody who may use it does so for oneself."""
    _used(session, actor, pencarian).sematkan = sematkan


def lihat(session: Session, actor: Actor, pencarian_id: int) -> Pencarian:
    """Open it: what is there now was seen. Raises NotFound."""
    found = queries.get(session, actor, pencarian_id)
    _used(session, actor, found).dilihat_at = clock.now()
    return found


def hapus(session: Session, actor: Actor, pencarian: Pencarian) -> None:
    """Take it away, for those as well with whom it is shared; no record is touched."""
    require(policy.may_change(actor, pencarian))
    if pencarian.bagi:
        audit.record(session, actor, "pencarian.hapus", "pencarian", pencarian.id, catatan="pernah dibagikan")
    session.delete(pencarian)


def _used(session: Session, actor: Actor, pencarian: Pencarian) -> PencarianPakai:
    found = queries.pakai(session, actor, pencarian)
    if found is None:
        # What there was before it was shared is not new to whoever opens it for the first time.
        found = PencarianPakai(
            pencarian_id=pencarian.id, pegawai_id=actor.pegawai_id, sematkan=False, dilihat_at=clock.now()
        )
        session.add(found)
    return found


def _refuse_twin(session: Session, actor: Actor, nama: str, besides: Pencarian | None = None) -> None:
    own = select(Pencarian.id, Pencarian.nama).where(Pencarian.pegawai_id == actor.pegawai_id)
    for other, name in session.execute(own).tuples():
        if name.casefold() == nama.casefold() and (besides is None or other != besides.id):
            raise Invalid(
                "Nama itu sudah dipakai.", {"nama": "Anda sudah mempunyai pencarian bernama ini. Pakailah nama lain."}
            )


def _share(session: Session, actor: Actor, pencarian: Pencarian, kepada: Kepada) -> None:
    wanted = {("unit", u) for u in kepada.unit_ids} | {("pegawai", p) for p in kepada.pegawai_ids}
    wanted.discard(("pegawai", pencarian.pegawai_id))
    held = {("unit", b.unit_id) if b.unit_id is not None else ("pegawai", b.pegawai_id): b for b in pencarian.bagi}
    if wanted == set(held):
        return
    if len(wanted) > BAGI_TERBANYAK:
        raise Invalid("Terlalu banyak penerima.", {"kepada": f"Paling banyak {BAGI_TERBANYAK} unit dan pegawai."})
    fresh = wanted - set(held)
    _refuse_unknown(
        session, actor, {n for kind, n in fresh if kind == "unit"}, {n for kind, n in fresh if kind != "unit"}
    )
    for key, row in held.items():
        if key not in wanted:
            pencarian.bagi.remove(row)
    at = clock.now()
    for kind, number in sorted(fresh):
        pencarian.bagi.append(
            PencarianBagi(
                unit_id=number if kind == "unit" else None,
                pegawai_id=number if kind != "unit" else None,
                dibagikan_at=at,
            )
        )
    said = ", ".join(f"{kind} {number}" for kind, number in sorted(wanted)) or "tidak dibagikan lagi"
    audit.record(session, actor, "pencarian.bagikan", "pencarian", pencarian.id, catatan=said[:300])


def _refuse_unknown(session: Session, actor: Actor, units: Iterable[int], people: Iterable[int]) -> None:
    """Every id that came in a form is looked up (OTR-05)."""
    asked_units, asked_people = set(units), set(people)
    mine = select(Unit.id).where(Unit.id.in_(asked_units), Unit.opd_id == actor.opd_id)
    if asked_units - set(session.scalars(mine)):
        raise Invalid("Unit tidak dikenal.", {"kepada": "Pilih unit di perangkat daerah Anda."})
    if asked_people - set(session.scalars(select(Pegawai.id).where(Pegawai.id.in_(asked_people), Pegawai.aktif))):
        raise Invalid("Pegawai tidak dikenal.", {"kepada": "Pilih pegawai dari daftar."})


def catat_unduhan(session: Session, actor: Actor, kueri: str, bentuk: str, banyak: int, sifat: Sifat) -> None:
    """That a list of hits was taken along: what was asked, how many rows, and the highest sifat among them (AUD-01)."""
    said = f"{bentuk}, {banyak} baris: {kueri}"
    audit.record(session, actor, "pencarian.unduh", "pencarian", 0, sifat=str(sifat), catatan=said[:300])
