"""Putting an imported record into a berkas; what came along about it is the metadata kept there."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Action, Relation
from eoffice.akses.verdict import require
from eoffice.arsip import policy
from eoffice.arsip.actions.berkas import hitung_retensi, record
from eoffice.arsip.actions.isi import check_place
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek, Tingkat
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.errors import Conflict


def berkaskan_impor(
    session: Session, actor: Actor, berkas: Berkas, arsip: ArsipImpor, *, tingkat: Tingkat = Tingkat.ASLI
) -> IsiBerkas:
    """File an imported record in an open berkas of its own perangkat daerah.

    Raises:
        NotAllowed: not the arsiparis of that perangkat daerah.
        Conflict: it lies in a berkas already, or this one is closed or belongs to another perangkat daerah.
    """
    check_place(session, berkas, Objek.ARSIP_IMPOR, arsip.id, arsip.opd_id)
    (item,) = berkaskan_baru(session, actor, [(berkas, arsip, tingkat)])
    return item


def berkaskan_baru(
    session: Session, actor: Actor, rows: Sequence[tuple[Berkas, ArsipImpor, Tingkat]]
) -> list[IsiBerkas]:
    """File many records that were just made and lie nowhere yet; each berkas is asked once, and reckoned once.

    Raises:
        NotAllowed: not the arsiparis of that perangkat daerah.
        Conflict: a berkas is closed or belongs to another perangkat daerah.
    """
    places = {berkas.id: berkas for berkas, _, _ in rows}
    for berkas in places.values():
        require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    made = [_item(actor, berkas, arsip, tingkat) for berkas, arsip, tingkat in rows]
    session.add_all(made)
    session.flush()
    for berkas in places.values():
        hitung_retensi(session, berkas)
    for item, (berkas, arsip, _) in zip(made, rows, strict=True):
        told = f": arsip impor {arsip.nomor}".rstrip() if arsip.sifat in REACH[Relation.ARSIPARIS] else ""
        record(session, actor, "berkas.isi", berkas, f"{berkas.nomor} butir {item.urutan}{told}")
    return made


def _item(actor: Actor, berkas: Berkas, arsip: ArsipImpor, tingkat: Tingkat) -> IsiBerkas:
    if arsip.opd_id != berkas.opd_id:
        raise Conflict(f"Berkas {berkas.nomor} milik perangkat daerah lain.")
    urutan = berkas.take_in(arsip.sifat)
    berkas.spans(arsip.tanggal)
    return IsiBerkas(
        berkas_id=berkas.id,
        objek=Objek.ARSIP_IMPOR,
        objek_id=arsip.id,
        urutan=urutan,
        kode_klasifikasi=arsip.kode_klasifikasi,
        at=clock.now(),
        oleh_id=actor.pegawai_id,
        tingkat_perkembangan=tingkat,
        metadata_key=arsip.metadata_key,
        metadata_size=arsip.metadata_size,
        metadata_sha256=arsip.metadata_sha256,
        tanggal=arsip.tanggal,
    )
