"""A naskah as search sees it: its words, and the tokens that say in the index what `queries.visible` says in SQL."""

from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from eoffice import search
from eoffice.akses import models as pemberian
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.naskah import jenis
from eoffice.naskah.models import Naskah
from eoffice.naskah.queries import visible
from eoffice.naskah.states import ISSUED
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.pdf import isi
from eoffice.search import keys

#: Whose body may stand in the index; of Rahasia only hal and number, for those it names (OTR-08).
BODY_INDEXED = frozenset({Sifat.BIASA, Sifat.TERBATAS})
#: Records that are indexed together when all are.
TOGETHER = 500
#: Kept out of every list and search (naskah-dinas 6.4).
HIDDEN = frozenset({Sifat.SANGAT_RAHASIA})


def held(actor: Actor) -> frozenset[str]:
    """The tokens that an actor holds now; a record is found when it carries one of them and `readable` agrees.

    An operator looks with the token of the jabatan; how far the mandate reaches is decided by `readable`.
    """
    return frozenset(
        {keys.pegawai(actor.pegawai_id)}
        | {keys.jabatan(j) for j in actor.jabatan_ids | actor.mandat_jabatan_ids}
        | {keys.unit(u) for u in actor.unit_ids}
        | {keys.tu(o) for o in actor.tu_opd_ids}
        | {keys.arsiparis(o) for o in actor.arsip_opd_ids}
        | {keys.izin(d.id) for d in actor.diberi}
    )


def rights(naskah: Naskah) -> set[str]:
    """The tokens of whoever may read an issued naskah."""
    found = {keys.pegawai(naskah.konseptor_id)} | {keys.jabatan(p.jabatan_id) for p in naskah.paraf}
    if naskah.penandatangan_id is not None:
        found.add(keys.jabatan(naskah.penandatangan_id))
    for relation, token in (
        (Relation.UNIT, keys.unit(naskah.unit_id)),
        (Relation.TU, keys.tu(naskah.opd_id)),
        (Relation.ARSIPARIS, keys.arsiparis(naskah.opd_id)),
    ):
        if naskah.sifat in REACH[relation]:
            found.add(token)
    return found


def izin(given: Iterable[tuple[int, Sifat]], sifat: Sifat) -> set[str]:
    """The tokens of those who were let read a record of this sifat; an ended leave is no longer held by anybody."""
    return {keys.izin(number) for number, most in given if sifat in pemberian.sampai(most)}


def line(unit: Unit | None) -> set[str]:
    """Filter tokens of a sending unit and of all above it."""
    found = set()
    while unit is not None:
        found.add(keys.dari(unit.id))
        unit = unit.induk
    return found


def record(session: Session, naskah: Naskah, given: Iterable[tuple[int, Sifat]] | None = None) -> search.Record | None:
    """The naskah as the index keeps it; None when it is not issued or must not be found.

    Args:
        given: who was let read it on request, as `akses.models.tercatat` says, where many are asked for together.
    """
    if naskah.status not in ISSUED or naskah.tanggal is None or naskah.sifat in HIDDEN:
        return None
    if given is None:
        given = pemberian.tercatat(session, "naskah", [naskah.id]).get(naskah.id, ())
    unit = session.get_one(Unit, naskah.unit_id)
    signer = session.get(Jabatan, naskah.penandatangan_id) if naskah.penandatangan_id else None
    tokens = (
        rights(naskah)
        | izin(given, naskah.sifat)
        | line(unit)
        | {keys.tahun(naskah.tanggal.year), keys.jenis(naskah.jenis)}
    )
    if naskah.kode_klasifikasi:
        tokens |= keys.kode_dan_induk(naskah.kode_klasifikasi)
    parties = [unit.nama, unit.opd.nama if unit.opd else "", signer.nama if signer else ""]
    parties.append(str((naskah.penanda or {}).get("nama", "")))
    parties += [f"{p.teks} {p.untuk_perhatian}" for p in naskah.penerima]
    return search.Record(
        kind="naskah",
        id=naskah.id,
        tanggal=naskah.tanggal,
        hal=naskah.hal,
        nomor=naskah.nomor or "",
        isi=body(naskah) if naskah.sifat in BODY_INDEXED else "",
        pihak="\n".join(dict.fromkeys(p.strip() for p in parties if p.strip())),
        tokens=frozenset(tokens),
    )


def body(naskah: Naskah) -> str:
    """The words that were written, without kop and signature block, which every naskah has; a NIK is covered."""
    own = jenis.rincian.kata(naskah.rincian or {})
    attached = [x.judul for x in naskah.lampiran]
    return jenis.pribadi.samar("\n".join([isi.plain_text(naskah.isi), *own, *attached]).strip())


def put(session: Session, naskah: Naskah) -> None:
    """Index a naskah as it is now, or take it out when it must not be found (OTR-09)."""
    made = record(session, naskah)
    if made is None:
        search.remove(session, "naskah", naskah.id)
    else:
        search.put(session, made)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: it is a naskah that the actor may read (OTR-01, OTR-03)."""
    mine: Select[tuple[int]] = visible(actor).with_only_columns(Naskah.id)
    row = search.DOKUMEN.c
    return (row.objek == "naskah") & mine.where(Naskah.id == row.objek_id, Naskah.status.in_(ISSUED)).exists()


def rebuild(session: Session, tell: Callable[[int], None]) -> int:
    """Index every issued naskah into an empty index, telling after each how many are done; how many there are."""
    count = 0
    known = known_offices(session)
    found = (
        select(Naskah)
        .where(Naskah.status.in_(ISSUED))
        .order_by(Naskah.id)
        .options(selectinload(Naskah.paraf), selectinload(Naskah.penerima), selectinload(Naskah.lampiran))
        .execution_options(yield_per=TOGETHER)
    )
    for part in session.scalars(found).partitions():
        given = pemberian.tercatat(session, "naskah", [naskah.id for naskah in part])
        made = [record(session, naskah, given.get(naskah.id, ())) for naskah in part]
        search.add(session, [one for one in made if one is not None])
        for _ in part:
            count += 1
            tell(count)
    del known
    return count


def known_offices(session: Session) -> list[Unit | Jabatan]:
    """Every unit and jabatan; while somebody holds on to the list, looking one up costs no statement."""
    return [*session.scalars(select(Unit)), *session.scalars(select(Jabatan))]
