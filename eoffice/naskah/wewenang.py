"""Whether whoever was chosen may sign this jenis (naskah-dinas.md 2.5), and whose paraf it needs besides the line."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.naskah import jenis
from eoffice.naskah.jenis import wewenang
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan, Unit


def sebab(naskah: Naskah) -> str:
    """Why the penandatangan may not sign a naskah of this jenis; "" when nothing stands against it."""
    return _sebab(jenis.get(naskah.jenis), naskah.penandatangan) if naskah.penandatangan is not None else ""


def boleh(kind: jenis.Jenis, jabatan: Jabatan) -> bool:
    """May whoever holds this jabatan sign a naskah of this jenis?"""
    return not _sebab(kind, jabatan)


def _sebab(kind: jenis.Jenis, jabatan: Jabatan) -> str:
    held = wewenang.kedudukan(jabatan.unit.jenis, kepala_unit=jabatan.kepala_unit, eselon=jabatan.eselon)
    return wewenang.sebab(kind.nama, kind.berwenang, held)


def koordinasi(session: Session, naskah: Naskah) -> list[Jabatan]:
    """The heads of units that must give a paraf koordinasi; a unit this city does not have is not asked.

    Whoever wrote it or signs it is not asked beside that.
    """
    names = jenis.get(naskah.jenis).paraf_koordinasi
    if not names:
        return []
    heads = select(Jabatan).join(Jabatan.unit).where(Unit.nama.in_(names), Jabatan.kepala_unit, Jabatan.aktif)
    own = (naskah.penandatangan_id, naskah.konseptor_jabatan_id)
    return [j for j in session.scalars(heads.order_by(Jabatan.id)) if j.id not in own]
