"""Who signs an official list."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor, Peran
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Unit


@dataclass(frozen=True)
class Penanda:
    """Who signs a list: jabatan, name, NIP or ''."""

    jabatan: str
    nama: str
    nip: str

    @property
    def tiga(self) -> tuple[str, str, str]:
        """As the document takes it."""
        return self.jabatan, self.nama, self.nip


def penanda(session: Session, actor: Actor, opd: Unit, unit: Unit | None) -> tuple[Penanda, Penanda]:
    """The head of the unit (of the perangkat daerah when the list is of all its units), and its arsiparis."""
    led = (
        select(Jabatan)
        .where(Jabatan.aktif, Jabatan.kepala_unit, Jabatan.unit_id == (unit or opd).id)
        .order_by(Jabatan.kode)
        .limit(1)
    )
    head = session.scalar(led)
    keepers = organisasi.berperan(session, opd.id, Peran.ARSIPARIS)
    keeper = next((j for j in keepers if actor.holds(j.id)), keepers[0] if keepers else None)
    return _signer(session, head, "Kepala unit"), _signer(session, keeper, "Arsiparis")


def _signer(session: Session, post: Jabatan | None, otherwise: str) -> Penanda:
    held = organisasi.holder(session, post.id) if post is not None else None
    name = held.pegawai.nama_lengkap if held is not None else ""
    return Penanda(post.nama if post is not None else otherwise, name, (held.pegawai.nip or "") if held else "")
