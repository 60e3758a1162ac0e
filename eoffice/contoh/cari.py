"""Saved searches of the sample city: one of a perangkat daerah, shared with it, so that a newcomer sees what they are for."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice.organisasi import queries as organisasi
from eoffice.pencarian import actions
from eoffice.pencarian.actions import Kepada

#: Name and question; the first is pinned and shared.
TERSIMPAN: Final = (
    ("Undangan dan rapat", "q=undangan"),
    ("Surat tugas tahun ini", "q=jenis%3A%22surat+tugas%22"),
)


def isi(session: Session, jabatan: Mapping[str, int], pembuat: str) -> None:
    """Keep them for the holder of one jabatan.

    Args:
        jabatan: ids by kode.
        pembuat: kode of the jabatan whose holder keeps them.
    """
    if pembuat not in jabatan:
        return
    held = organisasi.holders(session, [jabatan[pembuat]])[jabatan[pembuat]]
    actor = organisasi.actor_for(session, held.pegawai_id, jabatan[pembuat])
    for n, (nama, kueri) in enumerate(TERSIMPAN):
        made = actions.simpan(session, actor, nama=nama, kueri=kueri, sematkan=not n)
        if not n:
            actions.ubah(
                session, actor, made, nama=nama, sematkan=True, kepada=Kepada(unit_ids=frozenset({actor.opd_id}))
            )
