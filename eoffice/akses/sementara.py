"""What opens a single record for a while only: leave given on request, and the panitia that assesses it (6.4, 6.6).

One rule for a naskah, a surat masuk and an imported record: who is written down, what may be taken along, and the SQL that
finds them.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_

from eoffice.akses import panitia
from eoffice.akses.actor import Actor
from eoffice.akses.rights import RAHASIA, REACH, Relation, Sifat, for_now
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.db import tetap, within

R = Relation


def dicatat(relations: frozenset[Relation], sifat: Sifat) -> bool:
    """Whether an opening is written down: of everything above Biasa, and of what is read only for a while (AUD-01)."""
    return sifat is not Sifat.BIASA or for_now(relations)


def may_take_copy(relations: frozenset[Relation], sifat: Sifat, apa: str) -> Verdict:
    """Whether the file itself may be had: of Rahasia read on request only the screen or a marked print (6.4).

    Args:
        apa: what the record is called in a sentence: "naskah", "surat", "arsip".
    """
    if sifat not in RAHASIA or relations - {R.PANITIA} != {R.DIBERI_AKSES}:
        return YES
    return no(
        f"Akses yang diberikan untuk {apa} Rahasia hanya untuk membacanya di layar atau mencetaknya dengan nama Anda."
    )


def terbuka(actor: Actor, objek: str, model: Any) -> list[ColumnElement[bool]]:
    """The records of a kind that are open to the actor for a while, each way as far as it reaches; none is an empty list."""
    given = {sifat: actor.diberi_ids(objek, sifat) for sifat in Sifat}
    ways = [and_(model.sifat == sifat, within(model.id, ids)) for sifat, ids in given.items() if ids]
    if actor.menilai:
        ids = panitia.dinilai(objek, actor.menilai)
        ways.append(and_(model.id.in_(ids), tetap(model.sifat, REACH[R.PANITIA])))
    return ways
