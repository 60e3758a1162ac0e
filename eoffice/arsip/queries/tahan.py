"""What is held for the law: read from the holds that stand, never from a mark alone."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session, joinedload

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import REACH, Relation
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Akhir, Objek
from eoffice.arsip.tahan import Cakupan, Ditahan, Penahanan, PenahananButir
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import within
from eoffice.errors import NotFound
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

#: Holds of one page.
PAGE: Final = 30
#: Records of one kind that one number may name; with more it says nothing, as «-» does.
SENOMOR: Final = 200
_TERBACA: Final = REACH[Relation.ARSIPARIS]


def bernomor(session: Session, actor: Actor, nomor: str, opd_id: int | None) -> list[tuple[Objek, int]]:
    """Records that carry exactly this number, of those the actor may read; of one perangkat daerah unless it is None.

    Of each kind one more than `SENOMOR` at most.
    """
    found: list[tuple[Objek, int]] = []
    for objek, visible, column in (
        (Objek.NASKAH, naskah_queries.visible(actor), Naskah.nomor),
        (Objek.SURAT_MASUK, surat_queries.visible(actor), SuratMasuk.nomor_surat),
        (Objek.ARSIP_IMPOR, impor_queries.visible(actor), ArsipImpor.nomor),
    ):
        kind = column.class_
        asked = visible.with_only_columns(kind.id).where(column == nomor)
        asked = asked if opd_id is None else asked.where(kind.opd_id == opd_id)
        found += [(objek, key) for key in session.scalars(asked.order_by(None).order_by(kind.id).limit(SENOMOR + 1))]
    return found


def syarat(saringan: Mapping[str, Any]) -> ColumnElement[bool]:
    """The question of a hold as a condition on Berkas; an empty question holds nothing.

    Words are looked for in the berkas and in the hal of what lies in it, of that only what an arsiparis may read: else
    a hold would tell whether a word stands in a Rahasia letter (OTR-03).
    """
    found: list[ColumnElement[bool]] = []
    if saringan.get("kode"):
        found.append(klasifikasi.under(Berkas.kode_klasifikasi, str(saringan["kode"])))
    if saringan.get("unit_id"):
        found.append(Berkas.unit_id == int(saringan["unit_id"]))
    if saringan.get("dari"):
        found.append(or_(Berkas.kurun_sampai.is_(None), Berkas.kurun_sampai >= date.fromisoformat(saringan["dari"])))
    if saringan.get("sampai"):
        found.append(or_(Berkas.kurun_dari.is_(None), Berkas.kurun_dari <= date.fromisoformat(saringan["sampai"])))
    for word in str(saringan.get("kata", "")).lower().split()[:8]:
        like = f"%{klasifikasi.like(word)}%"
        inside = or_(
            _item(
                Objek.NASKAH, select(Naskah.id).where(Naskah.sifat.in_(_TERBACA), Naskah.hal.ilike(like, escape="\\"))
            ),
            _item(
                Objek.SURAT_MASUK,
                select(SuratMasuk.id).where(
                    SuratMasuk.sifat.in_(_TERBACA),
                    or_(SuratMasuk.hal.ilike(like, escape="\\"), SuratMasuk.asal_teks.ilike(like, escape="\\")),
                ),
            ),
            _item(
                Objek.ARSIP_IMPOR,
                select(ArsipImpor.id).where(
                    ArsipImpor.sifat.in_(_TERBACA),
                    or_(ArsipImpor.hal.ilike(like, escape="\\"), ArsipImpor.pencipta.ilike(like, escape="\\")),
                ),
            ),
        )
        own = or_(Berkas.judul.ilike(like, escape="\\"), Berkas.indeks.ilike(like, escape="\\"))
        found.append(or_(own, inside))
    return and_(*found) if found else false()


def _item(objek: Objek, ids: Select[tuple[int]]) -> ColumnElement[bool]:
    """The berkas has an item of this kind among these."""
    inside = select(IsiBerkas.id).where(
        IsiBerkas.berkas_id == Berkas.id, IsiBerkas.objek == objek, IsiBerkas.objek_id.in_(ids)
    )
    return exists(inside)


def _named(berkas_ids: Collection[int]) -> Select[tuple[int, str]]:
    """Berkas that a standing hold names, by itself or by something that lies in it."""
    stands = and_(Penahanan.id == PenahananButir.penahanan_id, Penahanan.dilepas_at.is_(None))
    direct = (
        select(PenahananButir.objek_id.label("berkas_id"), Penahanan.perkara)
        .join(Penahanan, stands)
        .where(PenahananButir.objek == Ditahan.BERKAS, PenahananButir.objek_id.in_(berkas_ids))
    )
    # Both are stored by value: an item of a berkas is held when its own row is.
    inside = (
        select(IsiBerkas.berkas_id.label("berkas_id"), Penahanan.perkara)
        .join(
            PenahananButir, and_(PenahananButir.objek_id == IsiBerkas.objek_id, PenahananButir.objek == IsiBerkas.objek)
        )
        .join(Penahanan, stands)
        .where(IsiBerkas.berkas_id.in_(berkas_ids))
    )
    both = direct.union(inside).subquery()
    return select(both.c.berkas_id, both.c.perkara).order_by(both.c.berkas_id, both.c.perkara)


def ditahan(session: Session, berkas_ids: Collection[int]) -> dict[int, list[str]]:
    """Of these berkas those that are held now, with the cases they are held for.

    Looks at the berkas, at all that lies in it, and asks every standing question anew, so that nothing which came in
    after a hold was placed slips through.
    """
    if not berkas_ids:
        return {}
    found: dict[int, list[str]] = {}
    for berkas_id, perkara in session.execute(_named(berkas_ids)).tuples():
        found.setdefault(berkas_id, []).append(perkara)
    for hold in session.scalars(bertanya()):
        for berkas_id in session.scalars(dicakup(hold).where(Berkas.id.in_(berkas_ids))):
            if hold.perkara not in found.setdefault(berkas_id, []):
                found[berkas_id].append(hold.perkara)
    return {berkas_id: cases for berkas_id, cases in found.items() if cases}


def bertanya() -> Select[tuple[Penahanan]]:
    """The standing holds that are a question."""
    return select(Penahanan).where(Penahanan.dilepas_at.is_(None), Penahanan.cakupan == Cakupan.SARINGAN)


def dicakup(hold: Penahanan) -> Select[tuple[int]]:
    """Ids of the berkas that a question finds now, within the perangkat daerah it reaches; what was destroyed is past it."""
    reach = Berkas.opd_id == hold.opd_id if hold.opd_id is not None else true()
    stands = or_(Berkas.akhir.is_(None), Berkas.akhir != Akhir.DIMUSNAHKAN)
    return select(Berkas.id).where(reach, stands, syarat(hold.saringan or {}))


def menahan(session: Session, objek: str, objek_id: int) -> list[str]:
    """The cases for which one record is held, by itself or with its berkas; for whoever wants to change or lower it."""
    stands = and_(Penahanan.id == PenahananButir.penahanan_id, Penahanan.dilepas_at.is_(None))
    named = select(Penahanan.perkara).join(PenahananButir, stands)
    own = named.where(PenahananButir.objek == objek, PenahananButir.objek_id == objek_id)
    found = list(session.scalars(own.order_by(Penahanan.id)))
    place = session.scalar(select(IsiBerkas.berkas_id).where(IsiBerkas.objek == objek, IsiBerkas.objek_id == objek_id))
    around = ditahan(session, [place]).get(place, []) if place is not None else []
    return list(dict.fromkeys([*found, *around]))


def terlihat(actor: Actor) -> Select[tuple[Penahanan]]:
    """Holds whose case the actor may know: of the perangkat daerah that the actor keeps or leads; the city's own too."""
    if Peran.UNIT_KEARSIPAN in actor.peran:
        return select(Penahanan)
    own = actor.arsip_opd_ids | actor.pimpinan_opd_ids | actor.sekretaris_opd_ids
    city = Penahanan.opd_id.is_(None) if own else false()
    return select(Penahanan).where(or_(within(Penahanan.opd_id, own), city))


def ambil(session: Session, actor: Actor, penahanan_id: int) -> Penahanan:
    """One hold. Raises NotFound."""
    found = session.scalar(
        terlihat(actor)
        .where(Penahanan.id == penahanan_id)
        .options(joinedload(Penahanan.opd), joinedload(Penahanan.dipasang_oleh), joinedload(Penahanan.dilepas_oleh))
    )
    if found is None:
        raise NotFound("Penahanan tidak ditemukan.")
    return found


def daftar_tahan(session: Session, actor: Actor, *, berlaku: bool, before: int | None = None) -> list[Penahanan]:
    """Holds that stand, or those that were released, newest first; one more than a page when there are more."""
    asked = terlihat(actor).where(Penahanan.dilepas_at.is_(None) if berlaku else Penahanan.dilepas_at.is_not(None))
    if before is not None:
        asked = asked.where(Penahanan.id < before)
    loaded = asked.options(joinedload(Penahanan.opd), joinedload(Penahanan.dipasang_oleh))
    return list(session.scalars(loaded.order_by(Penahanan.id.desc()).limit(PAGE + 1)))


def penahanan_berkas(session: Session, actor: Actor, berkas: Berkas) -> list[Penahanan]:
    """The standing holds on a berkas whose case the actor may know, oldest first."""
    items = select(IsiBerkas.objek, IsiBerkas.objek_id).where(IsiBerkas.berkas_id == berkas.id)
    held = [(Ditahan.BERKAS, berkas.id)]
    held += [(Ditahan(str(objek)), objek_id) for objek, objek_id in session.execute(items).tuples()]
    named = PenahananButir.penahanan_id == Penahanan.id
    touching = or_(
        *(
            exists().where(
                named,
                PenahananButir.objek == kind,
                PenahananButir.objek_id.in_([i for k, i in held if k is kind]),
            )
            for kind in {k for k, _ in held}
        )
    )
    mine = terlihat(actor).where(Penahanan.dilepas_at.is_(None), touching)
    return list(session.scalars(mine.order_by(Penahanan.id)))
