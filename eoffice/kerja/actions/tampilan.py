"""Saved views: a list with chips and order under a name, pinned in the menu or shared with the own unit."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.errors import Invalid
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.models import TampilanKerja

#: More would be a menu nobody reads.
PALING_BANYAK = 20


def simpan(
    session: Session, actor: Actor, konteks: Konteks, nama: str, *, sematkan: bool, bagikan: bool
) -> TampilanKerja:
    """Keep a list as it stands under a name.

    Raises:
        Invalid: the person has a view of that name already, or too many.
    """
    own = select(TampilanKerja.nama).where(TampilanKerja.pegawai_id == actor.pegawai_id)
    names = {n.casefold() for n in session.scalars(own)}
    if nama.casefold() in names:
        raise Invalid(
            "Nama itu sudah dipakai.", {"nama": "Anda sudah mempunyai tampilan bernama ini. Pakailah nama lain."}
        )
    if len(names) >= PALING_BANYAK:
        raise Invalid(
            "Tampilan sudah penuh.", {"nama": f"Paling banyak {PALING_BANYAK}; hapus dahulu yang tidak dipakai."}
        )
    made = TampilanKerja(
        pegawai_id=actor.pegawai_id,
        unit_id=actor.unit_id if bagikan else None,
        nama=nama,
        daftar=konteks.daftar.kode,
        saring=sorted(str(s) for s in konteks.saring),
        urutan=str(konteks.urutan),
        sematkan=sematkan,
        dibuat_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def ubah(session: Session, actor: Actor, tampilan: TampilanKerja, nama: str, *, sematkan: bool, bagikan: bool) -> None:
    """Another name, pinned or not, shared or not.

    Raises:
        Invalid: the person has another view of that name.
    """
    twin = select(TampilanKerja.id).where(
        TampilanKerja.pegawai_id == actor.pegawai_id,
        func.lower(TampilanKerja.nama) == nama.lower(),
        TampilanKerja.id != tampilan.id,
    )
    if session.scalar(twin.limit(1)) is not None:
        raise Invalid(
            "Nama itu sudah dipakai.", {"nama": "Anda sudah mempunyai tampilan bernama ini. Pakailah nama lain."}
        )
    tampilan.nama, tampilan.sematkan = nama, sematkan
    tampilan.unit_id = actor.unit_id if bagikan else None


def hapus(session: Session, tampilan: TampilanKerja) -> None:
    """Take it away; nothing but the view itself is lost."""
    session.delete(tampilan)
