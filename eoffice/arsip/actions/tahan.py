"""Placing a legal hold and releasing it: by two people, and never one berkas forgotten."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import policy
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries import butir as one_record
from eoffice.arsip.queries import tahan as queries
from eoffice.arsip.states import Akhir, Objek
from eoffice.arsip.tahan import Cakupan, Ditahan, Penahanan, PenahananButir
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid


@dataclass(frozen=True)
class IsianTahan:
    """A hold as it is asked for.

    `opd_id` None reaches the whole city; `nomor` names records by their number, beside those of `naskah`; `saringan` is
    the question of Cakupan.SARINGAN.
    """

    perkara: str
    dasar: str
    cakupan: Cakupan
    opd_id: int | None = None
    berkas_ids: tuple[int, ...] = ()
    naskah: tuple[tuple[Objek, int], ...] = ()
    nomor: tuple[str, ...] = ()
    saringan: dict[str, Any] = field(default_factory=dict)


def pasang(session: Session, actor: Actor, isian: IsianTahan) -> Penahanan:
    """Freeze what is named, or whatever the question finds now and later, until somebody releases it.

    Raises:
        NotAllowed: not the arsiparis or the head there. Invalid: no case, no ground, or nothing named.
        NotFound: something named may not be known to the actor.
    """
    require(policy.may_hold(actor, isian.opd_id))
    wrong = {}
    if not isian.perkara.strip():
        wrong["perkara"] = "Sebutkan perkara atau pemeriksaannya."
    if not isian.dasar.strip():
        wrong["dasar"] = "Sebutkan dasarnya, misalnya nomor surat penyidik."
    if wrong:
        raise Invalid("Penahanan belum lengkap.", wrong)
    made = Penahanan(
        opd_id=isian.opd_id,
        perkara=isian.perkara.strip()[:300],
        dasar=isian.dasar.strip()[:300],
        cakupan=isian.cakupan,
        saringan=isian.saringan if isian.cakupan is Cakupan.SARINGAN else None,
        dipasang_oleh_id=actor.pegawai_id,
        dipasang_jabatan=actor.sebutan[:300],
        dipasang_at=clock.now(),
    )
    session.add(made)
    session.flush()
    for objek, objek_id in _named(session, actor, isian, made):
        made.butir.append(PenahananButir(objek=objek, objek_id=objek_id, at=clock.now()))
    session.flush()
    tandai(session, _touched(session, made))
    catatan = f"{made.perkara}; dasar: {made.dasar}; {len(made.butir)} {made.cakupan}"
    audit.record(session, actor, "penahanan.pasang", "penahanan", made.id, catatan=catatan[:1000])
    for berkas_id in [b.objek_id for b in made.butir if b.objek is Ditahan.BERKAS]:
        audit.record(session, actor, "berkas.tahan", "berkas", berkas_id, catatan=made.perkara)
    return made


def _named(session: Session, actor: Actor, isian: IsianTahan, made: Penahanan) -> list[tuple[Ditahan, int]]:
    if isian.cakupan is Cakupan.SARINGAN:
        if not any(isian.saringan.get(k) for k in ("kode", "unit_id", "kata")):
            raise Invalid(
                "Syaratnya masih kosong.",
                {"kata": "Isi sedikitnya kode, unit, atau kata, supaya tidak semua tertahan."},
            )
        return [(Ditahan.BERKAS, berkas_id) for berkas_id in session.scalars(queries.dicakup(made))]
    if isian.cakupan is Cakupan.NASKAH:
        named = dict.fromkeys([*isian.naskah, *_bernomor(session, actor, isian)])
        if not named:
            raise Invalid("Belum ada naskah atau surat yang dipilih.", {"naskah": "Tulis sedikitnya satu nomor surat."})
        found = [one_record(session, actor, objek, objek_id) for objek, objek_id in named]
        _within(isian.opd_id, {b.opd_id for b in found})
        return [(Ditahan(str(b.objek)), b.id) for b in found]
    if not isian.berkas_ids:
        raise Invalid("Belum ada berkas yang dipilih.", {"berkas": "Pilih sedikitnya satu berkas."})
    chosen = select(Berkas).where(Berkas.id.in_(isian.berkas_ids))
    berkas = [b for b in session.scalars(chosen) if policy.may(actor, Action.BACA_BERKAS, b)]
    if len(berkas) != len(set(isian.berkas_ids)):
        raise Invalid("Ada berkas yang tidak ditemukan.", {"berkas": "Pilih berkas dari daftar."})
    _within(isian.opd_id, {b.opd_id for b in berkas})
    return [(Ditahan.BERKAS, b.id) for b in berkas]


def _bernomor(session: Session, actor: Actor, isian: IsianTahan) -> list[tuple[Objek, int]]:
    """Every record with one of the numbers, of what the actor may read there."""
    found, unknown = [], []
    for nomor in isian.nomor:
        some = queries.bernomor(session, actor, nomor, isian.opd_id)
        if max(Counter(objek for objek, _ in some).values(), default=0) > queries.SENOMOR:
            raise Invalid(
                "Nomor itu dimuat terlalu banyak surat.",
                {
                    "naskah": f"Lebih dari {queries.SENOMOR} surat bernomor “{nomor[:60]}”. Tahan berkasnya, atau pakai saringan."
                },
            )
        found += some
        unknown += [] if some else [nomor]
    if unknown:
        said = ", ".join(f"“{nomor[:60]}”" for nomor in unknown[:5])
        raise Invalid(
            "Ada nomor yang tidak ditemukan.",
            {
                "naskah": f"{said} tidak ditemukan di antara yang boleh Anda baca. Tulis nomornya persis seperti pada surat."
            },
        )
    return found


def _within(opd_id: int | None, found: Collection[int]) -> None:
    if opd_id is not None and set(found) - {opd_id}:
        raise Invalid(
            "Penahanan ini hanya untuk satu perangkat daerah.", {"berkas": "Ada yang milik perangkat daerah lain."}
        )


def tahan(session: Session, actor: Actor, berkas: Berkas, alasan: str, *, dasar: str = "") -> Penahanan:
    """Hold one berkas from its own page: the reason is its case."""
    if not alasan.strip():
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan perkara atau pemeriksaan yang memerlukannya."})
    if berkas.tahan_hukum and _held_alone(session, berkas):
        raise Conflict("Berkas ini sudah ditahan. Perkara lain dicatat lewat halaman Tahan hukum.")
    asked = IsianTahan(
        perkara=alasan,
        dasar=dasar or alasan,
        cakupan=Cakupan.BERKAS,
        opd_id=berkas.opd_id,
        berkas_ids=(berkas.id,),
    )
    return pasang(session, actor, asked)


def _held_alone(session: Session, berkas: Berkas) -> bool:
    return bool(queries.ditahan(session, [berkas.id]))


def lepas(session: Session, actor: Actor, penahanan: Penahanan, alasan: str) -> None:
    """End a hold; what no other hold covers goes on with its retention as computed.

    Raises:
        NotAllowed: whoever keeps the berkas does not release it. Invalid: no reason. Conflict: it has ended already.
    """
    require(policy.may_release(actor, penahanan))
    if not alasan.strip():
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan mengapa penahanan berakhir, misalnya nomor putusan."})
    touched = _touched(session, penahanan)
    penahanan.lepas(alasan.strip()[:300], by=actor.pegawai_id, jabatan=actor.sebutan[:300], at=clock.now())
    session.flush()
    tandai(session, touched)
    audit.record(
        session, actor, "penahanan.lepas", "penahanan", penahanan.id, catatan=f"{penahanan.perkara}: {alasan.strip()}"
    )
    for each in penahanan.butir:
        if each.objek is Ditahan.BERKAS:
            audit.record(session, actor, "berkas.lepas_tahan", "berkas", each.objek_id, catatan=alasan.strip()[:300])


def _touched(session: Session, penahanan: Penahanan) -> list[int]:
    """The berkas that a hold covers, by name or by what lies in them."""
    found = {b.objek_id for b in penahanan.butir if b.objek is Ditahan.BERKAS}
    for objek in Objek:
        ids = [b.objek_id for b in penahanan.butir if str(b.objek) == str(objek)]
        if ids:
            inside = select(IsiBerkas.berkas_id).where(IsiBerkas.objek == objek, IsiBerkas.objek_id.in_(ids))
            found |= set(session.scalars(inside))
    return sorted(found)


def tandai(session: Session, berkas_ids: Sequence[int]) -> int:
    """Set the mark on these berkas from the holds that stand; how many marks changed.

    The berkas are locked before the holds are asked, so that of a hold and a release, or a hold and a destruction, at
    the same moment the second sees what the first did.

    Raises:
        Conflict: one is to be held and was destroyed.
    """
    session.flush()
    mine = select(Berkas).where(Berkas.id.in_(berkas_ids)).order_by(Berkas.id)
    rows = session.scalars(mine.with_for_update(of=Berkas).execution_options(populate_existing=True)).all()
    held = queries.ditahan(session, berkas_ids)
    gone = next((b for b in rows if b.akhir is Akhir.DIMUSNAHKAN and b.id in held and not b.tahan_hukum), None)
    if gone is not None:
        said = f"Berkas {gone.nomor} sudah dimusnahkan menurut Berita Acara Nomor {gone.akhir_nomor}"
        raise Conflict(f"{said}, jadi tidak dapat ditahan lagi.")
    changed = 0
    for berkas in rows:
        if berkas.tahan_hukum is not (berkas.id in held):
            berkas.tahan_hukum = berkas.id in held
            changed += 1
    session.flush()
    return changed


def segarkan(session: Session) -> int:
    """Ask every standing question anew, and look where held records lie now; how many berkas were added.

    For the nightly job; between two nights `queries.ditahan` sees the same.
    """
    added = 0
    for hold in session.scalars(queries.bertanya()).all():
        known = {b.objek_id for b in hold.butir if b.objek is Ditahan.BERKAS}
        fresh = [i for i in session.scalars(queries.dicakup(hold)) if i not in known]
        for berkas_id in fresh:
            hold.butir.append(PenahananButir(objek=Ditahan.BERKAS, objek_id=berkas_id, at=clock.now()))
            audit.record(session, SISTEM, "berkas.tahan", "berkas", berkas_id, catatan=hold.perkara)
        if fresh:
            session.flush()
            session.execute(
                update(Berkas)
                .where(Berkas.id.in_(fresh))
                .values(tahan_hukum=True, version=Berkas.version + 1)
                .execution_options(synchronize_session="fetch")
            )
        added += len(fresh)
    records = select(Penahanan).where(Penahanan.dilepas_at.is_(None), Penahanan.cakupan == Cakupan.NASKAH)
    for hold in session.scalars(records).all():
        added += tandai(session, _touched(session, hold))
    return added
