"""Voice notes and photos of handwriting: kept before the form is sent, so that a refused form loses nothing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.disposisi import suara
from eoffice.disposisi.riwayat import LampiranDisposisi
from eoffice.disposisi.states import JenisLampiran
from eoffice.errors import Invalid
from eoffice.storage import Blob

#: A file whose form was never sent is forgotten after this; its bytes go with the next sweep of the store.
LEPAS: Final = timedelta(days=1)
#: One voice and one photo at most.
PALING_BANYAK: Final = 2


def simpan_lampiran(
    session: Session, actor: Actor, jenis: JenisLampiran, blob: Blob, mime: str, detik: int = 0
) -> LampiranDisposisi:
    """Keep a file that waits for its form, already found to be what it says.

    Args:
        detik: length of a voice note in seconds, as the file itself has it.
    Raises:
        Invalid: longer than two minutes.
    """
    if detik > suara.PALING_LAMA:
        raise Invalid("Catatan suara terlalu panjang.", {"suara": suara.TERLALU_LAMA})
    old = LampiranDisposisi.disposisi_id.is_(None) & LampiranDisposisi.siapan_id.is_(None)
    forgotten = old & (LampiranDisposisi.oleh_id == actor.pegawai_id) & (LampiranDisposisi.at < clock.now() - LEPAS)
    session.execute(delete(LampiranDisposisi).where(forgotten))
    made = LampiranDisposisi(
        jenis=jenis,
        oleh_id=actor.pegawai_id,
        at=clock.now(),
        detik=detik,
        key=blob.key,
        size=blob.size,
        sha256=blob.sha256,
        mime=mime,
    )
    session.add(made)
    session.flush()
    return made


def attach(
    session: Session,
    actor: Actor,
    ids: Sequence[int],
    *,
    disposisi_id: int | None = None,
    siapan_id: int | None = None,
) -> None:
    """Give waiting files of the actor their owner; what somebody prepared comes along when it is confirmed.

    One that went to another disposisi before is copied: several may share the same bytes.
    """
    if not ids:
        return
    rows = session.scalars(select(LampiranDisposisi).where(LampiranDisposisi.id.in_(list(ids)[:PALING_BANYAK]))).all()
    for row in rows:
        prepared = row.siapan_id is not None and disposisi_id is not None
        if row.oleh_id != actor.pegawai_id and not prepared:
            continue
        if row.disposisi_id is None:
            row.disposisi_id, row.siapan_id = disposisi_id, siapan_id or row.siapan_id
            continue
        session.add(
            LampiranDisposisi(
                jenis=row.jenis,
                oleh_id=row.oleh_id,
                at=row.at,
                detik=row.detik,
                disposisi_id=disposisi_id,
                siapan_id=siapan_id,
                key=row.key,
                size=row.size,
                sha256=row.sha256,
                mime=row.mime,
            )
        )
