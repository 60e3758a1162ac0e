"""A naskah as search sees it: its words, and the tokens that say in the index what `queries.visible` says in SQL."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import ColumnElement, Select, column, select, table
from sqlalchemy.orm import Session, object_session, selectinload

from eoffice import search
from eoffice.akses import models as pemberian
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.naskah import jenis
from eoffice.naskah.models import Naskah, NaskahHalaman
from eoffice.naskah.queries import visible
from eoffice.naskah.states import ISSUED
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.pdf import isi
from eoffice.search import keys

#: Whose body may stand in the index; of Rahasia only hal and number, for those it names (OTR-08).
BODY_INDEXED = frozenset({Sifat.BIASA, Sifat.TERBATAS})
#: What of a naskah is read for it, where many are indexed together.
_ASKED: Final = (
    selectinload(Naskah.paraf),
    selectinload(Naskah.penerima),
    selectinload(Naskah.lampiran),
    selectinload(Naskah.penanda_lain),
)
#: Which berkas holds a record; its model belongs to the archive above.
_ISI: Final = table("isi_berkas", column("objek"), column("objek_id"), column("berkas_id"))
#: Records that are indexed together when all are.
TOGETHER: Final = 500
#: Where a session keeps the offices that it looks up again and again.
KANTOR: Final = "indeks.kantor"
#: Kept out of every list and search (naskah-dinas 6.4).
HIDDEN = frozenset({Sifat.SANGAT_RAHASIA})


def held(actor: Actor) -> frozenset[str]:
    """The tokens that an actor holds now; a record is found when it carries one of them, or one set of `opened`."""
    return frozenset(
        {keys.pegawai(actor.pegawai_id)}
        | {keys.jabatan(j) for j in actor.jabatan_ids}
        | {keys.unit(u) for u in actor.unit_ids}
        | {keys.tu(o) for o in actor.tu_opd_ids}
        | {keys.arsiparis(o) for o in actor.arsip_opd_ids}
        | {keys.izin(d.id) for d in actor.diberi}
    )


def opened(actor: Actor) -> frozenset[frozenset[str]]:
    """What an operator holds beside: the signed naskah of who is served, each sifat as far as the mandate to send reaches."""
    return frozenset(
        frozenset({keys.penanda(served), keys.sifat(sifat)})
        for sifat in Sifat
        for served in actor.atas_nama_ids(HakOperator.KIRIM, sifat)
    )


def rights(naskah: Naskah) -> set[str]:
    """The tokens of whoever may read an issued naskah."""
    found = {keys.pegawai(naskah.konseptor_id)} | {keys.jabatan(p.jabatan_id) for p in naskah.paraf}
    found |= {keys.jabatan(p.jabatan_id) for p in naskah.penyerta}
    if naskah.penandatangan_id is not None:
        found |= {keys.jabatan(naskah.penandatangan_id), keys.penanda(naskah.penandatangan_id)}
    for relation, token in (
        (Relation.UNIT, keys.unit(naskah.unit_id)),
        (Relation.TU, keys.tu(naskah.opd_id)),
        (Relation.ARSIPARIS, keys.arsiparis(naskah.opd_id)),
        *kustodi(naskah.kustodi_unit_id),
    ):
        if naskah.sifat in REACH[relation]:
            found.add(token)
    return found


def kustodi(unit_id: int | None) -> list[tuple[Relation, str]]:
    """The tokens of whoever keeps a record since it was moved: the members of that unit, and its arsiparis."""
    if unit_id is None:
        return []
    return [(Relation.KUSTODI, keys.unit(unit_id)), (Relation.ARSIPARIS, keys.arsiparis(unit_id))]


def izin(given: Iterable[tuple[int, Sifat]], sifat: Sifat) -> set[str]:
    """The tokens of those who were let read a record of this sifat; an ended leave is no longer held by anybody."""
    return {keys.izin(number) for number, most in given if sifat in pemberian.sampai(most)}


def above(unit: Unit | None) -> Iterator[Unit]:
    """A unit and all above it."""
    while unit is not None:
        yield unit
        unit = unit.induk


def line(unit: Unit | None) -> set[str]:
    """Filter tokens of a sending unit and of all above it."""
    return {keys.dari(each.id) for each in above(unit)}


def kept_by(unit: Unit | None) -> set[str]:
    """Filter tokens of the unit that keeps a record, and of all above it."""
    return {keys.pengolah(each.id) for each in above(unit)}


def together(parts: Iterable[str]) -> str:
    """Names that belong to one field, each once."""
    return "\n".join(dict.fromkeys(p.strip() for p in parts if p.strip()))


def filed(session: Session, objek: str, ids: Iterable[int]) -> dict[int, int]:
    """The berkas in which some records lie."""
    asked = select(_ISI.c.objek_id, _ISI.c.berkas_id).where(_ISI.c.objek == objek, _ISI.c.objek_id.in_(list(ids)))
    return dict(session.execute(asked).tuples().all())


def record(
    session: Session,
    naskah: Naskah,
    given: Iterable[tuple[int, Sifat]] | None = None,
    berkas: dict[int, int] | None = None,
) -> search.Record | None:
    """The naskah as the index keeps it; None when it is not issued or must not be found.

    Args:
        given: who was let read it on request, as `akses.models.tercatat` says, where many are asked for together.
        berkas: in which berkas it lies, as `filed` says, likewise.
    """
    if naskah.status not in ISSUED or naskah.tanggal is None or naskah.sifat in HIDDEN or naskah.musnah_at is not None:
        return None
    if given is None:
        given = pemberian.tercatat(session, "naskah", [naskah.id]).get(naskah.id, ())
    if berkas is None:
        berkas = filed(session, "naskah", [naskah.id])
    unit = session.get_one(Unit, naskah.unit_id)
    signer = session.get(Jabatan, naskah.penandatangan_id) if naskah.penandatangan_id else None
    signed = [naskah.penanda or {}, *((p.penanda or {}) for p in naskah.penyerta)]
    tokens = rights(naskah) | izin(given, naskah.sifat) | line(unit) | kept_by(unit) | {
        keys.tahun(naskah.tanggal.year),
        keys.jenis(naskah.jenis),
        keys.sifat(naskah.sifat),
        keys.status(naskah.status),
    }  # fmt: skip
    if naskah.id in berkas:
        tokens.add(keys.berkas(berkas[naskah.id]))
    if naskah.kode_klasifikasi:
        tokens |= keys.kode_dan_induk(naskah.kode_klasifikasi)
    known = jenis.JENIS.get(naskah.jenis)
    return search.Record(
        kind="naskah",
        id=naskah.id,
        tanggal=naskah.tanggal,
        hal=naskah.hal,
        nomor=naskah.nomor or "",
        isi=body(naskah) if naskah.sifat in BODY_INDEXED else "",
        dari=together([*(each.nama for each in above(unit)), signer.nama if signer else ""]),
        kepada=together(f"{p.teks} {p.untuk_perhatian}" for p in naskah.penerima),
        ttd=together(
            [signer.nama if signer else "", *(str(p.get(k, "")) for p in signed for k in ("nama", "jabatan"))]
        ),
        pihak=known.nama if known else naskah.jenis,
        tokens=frozenset(tokens),
        saring=search.Saring(
            jenis=naskah.jenis,
            tahun=str(naskah.tanggal.year),
            unit=str(naskah.opd_id),
            klasifikasi=(naskah.kode_klasifikasi or "").partition(".")[0],
            sifat=str(naskah.sifat),
            status=str(naskah.status),
        ),
    )


def body(naskah: Naskah) -> str:
    """The words that were written, without kop and signature block, which every naskah has; a NIK is covered."""
    own = jenis.rincian.kata(naskah.rincian or {})
    attached = [x.judul for x in naskah.lampiran]
    pages = object_session(naskah)
    if naskah.lampiran_halaman and pages is not None and (read := pages.get(NaskahHalaman, naskah.id)) is not None:
        attached.append(read.berkas)
    return jenis.pribadi.samar("\n".join([isi.plain_text(naskah.isi), *own, *attached]).strip())


def put(session: Session, naskah: Naskah) -> None:
    """Index a naskah as it is now, or take it out when it must not be found (OTR-09)."""
    session.flush()  # the berkas is read from its table
    search.keep(session, "naskah", naskah.id, record(session, naskah))


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: it is a naskah that the actor may read (OTR-01, OTR-03)."""
    mine: Select[tuple[int]] = visible(actor).with_only_columns(Naskah.id)
    row = search.DOKUMEN.c
    return (row.objek == "naskah") & mine.where(Naskah.id == row.objek_id, Naskah.status.in_(ISSUED)).exists()


def records(session: Session, after: int, limit: int) -> tuple[list[search.Record], int | None]:
    """The issued naskah after an id as the index keeps them, and the last id looked at; None when there is none more."""
    known = known_offices(session)
    found = select(Naskah).where(Naskah.status.in_(ISSUED), Naskah.id > after).order_by(Naskah.id).limit(limit)
    rows = session.scalars(found.options(*_ASKED)).all()
    given = pemberian.tercatat(session, "naskah", [naskah.id for naskah in rows])
    berkas = filed(session, "naskah", [naskah.id for naskah in rows])
    made = [record(session, naskah, given.get(naskah.id, ()), berkas) for naskah in rows]
    del known  # held until here, so that looking one up cost no statement
    return [one for one in made if one is not None], rows[-1].id if rows else None


def known_offices(session: Session) -> list[Unit | Jabatan]:
    """Every unit and jabatan; while somebody holds on to the list, looking one up costs no statement.

    Who indexes in many steps of one transaction keeps them in `session.info[KANTOR]` meanwhile.
    """
    kept: list[Unit | Jabatan] | None = session.info.get(KANTOR)
    return kept if kept is not None else [*session.scalars(select(Unit)), *session.scalars(select(Jabatan))]
