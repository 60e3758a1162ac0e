"""How a naskah stands to others: what revokes, corrects or replaces it, and what it does to an older one.

A link never tells more of the other naskah than its reader may know (OTR-03): from Rahasia upward only those who may read
that other naskah see its number; everybody else sees what holds, and since when.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, contains_eager

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.naskah import queries
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.naskah.states import AKIBAT, GUGUR, LABEL_KEADAAN, JenisKoreksi, Keadaan

#: Whose number and date the public page tells as well.
TERBUKA: Final = frozenset({Sifat.BIASA, Sifat.TERBATAS})
_KATA: Final = {
    JenisKoreksi.MENCABUT: "Mencabut",
    JenisKoreksi.MERALAT: "Meralat",
    JenisKoreksi.MENGGANTIKAN: "Menggantikan",
}
_BERAT: Final = tuple(Keadaan)


@dataclass(frozen=True)
class Kaitan:
    """One link as its reader may know it.

    `kata` is «Dicabut oleh» or «Mencabut»; `nomor` and `tanggal` are None where the reader may not know them; `url` is where
    this reader opens it, or ""; `sejak` is when it took effect; `gugur` says that the other naskah does not hold any more.
    """

    kata: str
    keadaan: Keadaan
    nomor: str | None
    tanggal: date | None
    url: str
    sejak: datetime | None
    gugur: bool
    alasan: str = ""


def atas(session: Session, naskah_id: int) -> list[Koreksi]:
    """What took effect on a naskah, oldest first, each with the naskah that did it."""
    newer = aliased(Naskah)
    rows = (
        select(Koreksi)
        .join(Koreksi.naskah.of_type(newer))
        .options(contains_eager(Koreksi.naskah.of_type(newer)))
        .where(Koreksi.sasaran_id == naskah_id, Koreksi.berlaku_at.is_not(None))
        .order_by(Koreksi.berlaku_at, Koreksi.id)
    )
    return list(session.scalars(rows))


def keadaan(session: Session, naskah_id: int) -> Keadaan:
    """What holds of a naskah now: the gravest of what took effect; a ralat that does not hold any more counts nothing."""
    found = [
        AKIBAT[row.jenis]
        for row in atas(session, naskah_id)
        if row.jenis is not JenisKoreksi.MERALAT or row.naskah.keadaan not in GUGUR
    ]
    return max(found, key=_BERAT.index, default=Keadaan.BERLAKU)


def terlihat(session: Session, actor: Actor, ids: Iterable[int]) -> frozenset[int]:
    """Those of these naskah that the actor may open."""
    wanted = list(ids)
    if not wanted:
        return frozenset()
    found = queries.visible(actor).with_only_columns(Naskah.id).where(Naskah.id.in_(wanted))
    return frozenset(session.scalars(found))


def pembaca(
    session: Session, actor: Actor, naskah_id: int, surat: Callable[[Iterable[int]], Mapping[int, str]] | None = None
) -> list[Kaitan]:
    """What took effect on a naskah that the actor reads, oldest first.

    Args:
        surat: where the actor has these naskah in the own inbox, by id; who received the newer one may know of it.
    """
    rows = atas(session, naskah_id)
    ids = [row.naskah_id for row in rows]
    urls = {i: f"/naskah/{i}" for i in terlihat(session, actor, ids)} | dict(surat(ids) if surat and ids else {})
    return [_shown(row, row.sasaran, row.naskah, _oleh(row), urls.get(row.naskah_id, "")) for row in rows]


def umum(session: Session, naskah_id: int) -> list[Kaitan]:
    """The same for a stranger."""
    return [_shown(row, row.sasaran, row.naskah, _oleh(row), "") for row in atas(session, naskah_id)]


def sendiri(session: Session, actor: Actor, naskah: Naskah) -> Kaitan | None:
    """What this naskah does to an older one, for somebody who reads this one."""
    link = naskah.koreksi
    if link is None:
        return None
    seen = terlihat(session, actor, [link.sasaran_id])
    return _shown(link, naskah, link.sasaran, _KATA[link.jenis], f"/naskah/{link.sasaran_id}" if seen else "")


def berjalan(session: Session, actor: Actor, naskah_id: int) -> list[Naskah]:
    """Konsep under way that would take effect on a naskah, of those that the actor may read."""
    begun = select(Koreksi.naskah_id).where(Koreksi.sasaran_id == naskah_id, Koreksi.berlaku_at.is_(None))
    found = queries.visible(actor).where(Naskah.id.in_(begun), Naskah.status.in_(queries.BERJALAN))
    return list(session.scalars(found.order_by(Naskah.id)))


def _oleh(link: Koreksi) -> str:
    return f"{LABEL_KEADAAN[AKIBAT[link.jenis]]} oleh"


def _shown(link: Koreksi, read: Naskah, other: Naskah, kata: str, url: str) -> Kaitan:
    """The other naskah as the reader of this one may know it: never more than an equally open one would tell."""
    order = tuple(Sifat)
    known = bool(url) or (other.sifat in TERBUKA and order.index(other.sifat) <= order.index(read.sifat))
    return Kaitan(
        kata=kata,
        keadaan=AKIBAT[link.jenis],
        nomor=other.nomor if known else None,
        tanggal=other.tanggal if known else None,
        url=url,
        sejak=link.berlaku_at,
        gugur=other.keadaan in GUGUR,
        alasan=link.alasan if url else "",
    )
