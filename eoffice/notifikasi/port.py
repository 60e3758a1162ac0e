"""What notices ask of those above them: what somebody may see, now, of the things that notices are about."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat


@dataclass(frozen=True)
class Tampak:
    """A thing as one reader may see it (tampak): which surat or naskah it belongs to, its words, where it opens."""

    pokok: str
    pokok_id: int
    hal: str
    asal: str
    nomor: str
    sifat: Sifat
    url: str


Lihat = Callable[[Session, Actor, str, Collection[int]], dict[int, Tampak]]
"""`lihat(session, actor, objek, ids)`: those of the things that the actor may read now, by their number."""
