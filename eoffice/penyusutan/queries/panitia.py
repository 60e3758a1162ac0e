"""Who usually sits in the panitia of a case, to be proposed and changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.penyusutan.models import Kasus


def biasanya(session: Session, actor: Actor, kasus: Kasus) -> list[tuple[int, str]]:
    """Chair, secretary and third member as an office usually names them, each with its number and its name: the sekretaris
    of the perangkat daerah, the head of the first berkas' unit, and the arsiparis who proposes. Nothing when they are not
    three different offices with people in them.
    """
    unit = kasus.hidup[0].berkas.unit_id if kasus.hidup else 0
    heads = select(Jabatan).where(Jabatan.unit_id == unit, Jabatan.kepala_unit, Jabatan.aktif).order_by(Jabatan.id)
    found = [
        organisasi.sekretaris(session, kasus.opd_id),
        session.scalars(heads.limit(1)).first(),
        session.get(Jabatan, actor.jabatan_id) if actor.jabatan_id else None,
    ]
    three = [j for j in found if j is not None]
    held = {row.pegawai_id for row in organisasi.holders(session, [j.id for j in three]).values()}
    return [(j.id, j.nama) for j in three] if len(held) == 3 else []
