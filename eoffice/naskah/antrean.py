"""Looking up signing sessions: only their owner's, with what is listed on them and which pages were shown."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.errors import NotFound
from eoffice.naskah import queries
from eoffice.naskah.beruntun import PALING_BANYAK, UMUR, Beruntun, Butir, HalamanTampil, Keadaan, Pilihan
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.states import JenisPenugasan


def terbuka(session: Session, actor: Actor) -> Beruntun | None:
    """The list that the actor is at, if there is one that is neither finished nor left lying."""
    young = clock.now() - UMUR
    found = select(Beruntun).where(
        Beruntun.pegawai_id == actor.pegawai_id,
        Beruntun.keadaan != Keadaan.SELESAI,
        Beruntun.dibuat_at > young,
        Beruntun.massal_id.is_(None),
    )
    return session.scalar(found.order_by(Beruntun.id.desc()).limit(1))


def ambil(session: Session, actor: Actor, beruntun_id: int) -> Beruntun:
    """A list of the actor's own, with its naskah. Raises NotFound for anybody else's, as if it did not exist (OTR-04)."""
    listed = selectinload(Beruntun.butir).joinedload(Butir.naskah)
    found = session.scalar(
        select(Beruntun)
        .where(Beruntun.id == beruntun_id, Beruntun.pegawai_id == actor.pegawai_id)
        .options(
            listed.joinedload(Naskah.penandatangan).joinedload(Jabatan.unit),
            listed.joinedload(Naskah.unit),
            listed.selectinload(Naskah.penerima),
        )
    )
    if found is None:
        raise NotFound("Daftar tanda tangan tidak ditemukan.")
    return found


def terlihat(session: Session, actor: Actor, rows: Iterable[Butir]) -> frozenset[int]:
    """Those naskah of a list that the actor may still read; the others are named by nothing but their place."""
    ids = [b.naskah_id for b in rows]
    allowed = queries.visible(actor).where(Naskah.id.in_(ids)).with_only_columns(Naskah.id)
    return frozenset(session.scalars(allowed)) if ids else frozenset()


def butir(session: Session, actor: Actor, beruntun_id: int, naskah_id: int) -> Butir:
    """One naskah of an own list. Raises NotFound."""
    found = session.scalar(
        select(Butir)
        .join(Beruntun)
        .where(Beruntun.id == beruntun_id, Beruntun.pegawai_id == actor.pegawai_id, Butir.naskah_id == naskah_id)
        .options(joinedload(Butir.beruntun))
    )
    if found is None:
        raise NotFound("Naskah ini tidak ada di daftar tanda tangan Anda.")
    return found


def menunggu(session: Session, actor: Actor, *, most: int = PALING_BANYAK) -> list[int]:
    """What could be on the actor's list now."""
    return queries.to_sign_in_a_row(session, actor, most=most)


@dataclass(frozen=True)
class Halaman:
    """Which pages of a naskah were sent, and which were also turned by the reader, at one hash."""

    disajikan: frozenset[int] = frozenset()
    dilihat: frozenset[int] = frozenset()

    def kurang(self, banyak: int) -> list[int]:
        """The pages that were not read yet, of so many."""
        return [n for n in range(1, banyak + 1) if n not in self.dilihat]


def halaman(session: Session, beruntun_id: int, naskah_id: int, sidik: str) -> Halaman:
    """What of a naskah was shown on this list, as it is at this hash."""
    rows = session.scalars(
        select(HalamanTampil).where(
            HalamanTampil.beruntun_id == beruntun_id,
            HalamanTampil.naskah_id == naskah_id,
            HalamanTampil.sidik == sidik,
        )
    ).all()
    return Halaman(frozenset(r.halaman for r in rows), frozenset(r.halaman for r in rows if r.dilihat_at is not None))


def setuju(beruntun: Beruntun) -> list[Butir]:
    """What the next run would sign, in order."""
    return [b for b in beruntun.butir if b.sisa]


def berikut(beruntun: Beruntun, sesudah: int = -1) -> Butir | None:
    """The next naskah that is not decided yet, on from a place of the list and then from its beginning."""
    waiting = [b for b in beruntun.butir if b.pilihan is Pilihan.BELUM]
    return next((b for b in waiting if b.urutan > sesudah), waiting[0] if waiting else None)


def sidik_daftar(rows: Iterable[Butir]) -> str:
    """One hash over what is to be signed: every naskah with the hash of what was shown, so that no list is swapped."""
    said = "\n".join(f"{b.naskah_id} {b.sidik}" for b in rows)
    return hashlib.sha256(said.encode()).hexdigest()


def sebagai(session: Session, jabatan_ids: Iterable[int]) -> Mapping[int, str]:
    """For jabatan that are run by a Plt., Plh. or Pj. today: how that is written before their name."""
    held = organisasi.holders(session, list(jabatan_ids))
    return {j: f"{str(p.bentuk).capitalize()}. " for j, p in held.items() if p.bentuk is not JenisPenugasan.DEFINITIF}
