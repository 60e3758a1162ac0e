"""Who usually sits in the panitia of a case, to be proposed and changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.penyusutan.models import Kasus


def biasanya(session: Session, actor: Actor, kasus: Kasus) -> list[tuple[int, str] | None]:
    """Chair, secretary and third member as an office usually names them, each with its number and its name: the sekretaris
    of the perangkat daerah, the head of the first berkas' unit below it, and the arsiparis who proposes. None in the place
    of one that is missing, that nobody holds, or whose holder sits there already.

    The head of the perangkat daerah signs the decision that names them, so sits there only where no berkas is of a unit
    below.
    """
    units = [b.berkas.unit_id for b in kasus.hidup]
    unit = next((u for u in units if u != kasus.opd_id), units[0] if units else 0)
    heads = select(Jabatan).where(Jabatan.unit_id == unit, Jabatan.kepala_unit, Jabatan.aktif).order_by(Jabatan.id)
    three = [
        organisasi.sekretaris(session, kasus.opd_id),
        session.scalars(heads.limit(1)).first(),
        session.get(Jabatan, actor.jabatan_id) if actor.jabatan_id else None,
    ]
    held = organisasi.holders(session, [j.id for j in three if j is not None])
    found, seen = list[tuple[int, str] | None](), set[int]()
    for each in three:
        by = held[each.id].pegawai_id if each is not None and each.id in held else None
        found.append((each.id, each.nama) if each is not None and by is not None and by not in seen else None)
        seen |= {by} if by is not None else set()
    return found
