"""Keeping one thing that came: its row, what waits for registration, and the place reached, in one transaction."""

import hashlib
import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM
from eoffice.audit import actions as audit
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import StatusKiriman
from eoffice.pindaian import actions as pindaian
from eoffice.pindaian.states import Sumber
from eoffice.storage import Blob
from eoffice.web.services import Services

#: First bytes of what can be registered; whatever else is attached stays in the message.
#: Why something was set aside; the others of the channel go on.
GAGAL: Final = (
    "Gagal diolah karena galat yang tidak terduga ({}). Kiriman lain tetap jalan dan yang ini tidak hilang: tekan Coba "
    "lagi, atau beri tahu pengelola e-Office."
)
MAGIC: Final = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}


@dataclass(frozen=True)
class Dokumen:
    """A document to register."""

    nama: str
    isi: bytes


@dataclass(frozen=True)
class Datang:
    """One message or file as it came, everything stored that is to be kept."""

    pesan_id: str | None
    sidik: str | None
    nama: str
    sumber: Sumber
    uid: int | None = None
    uidvalidity: int | None = None
    dari: str = ""
    perihal: str = ""
    dikirim_at: datetime | None = None
    teks: str = ""
    message_id: str | None = None
    asli: Blob | None = None
    dokumen: tuple[Dokumen, ...] = ()
    bagian: tuple[dict[str, Any], ...] = field(default=())
    alasan: str = ""
    pengirim: str = ""
    status: StatusKiriman = StatusKiriman.DITOLAK
    coba_at: datetime | None = None
    """With a status of DITAHAN: set aside, and when it is tried again."""
    ulang_id: int | None = None
    """The row under which it was set aside before."""


def macam(content: bytes) -> str | None:
    """pdf, jpeg or png by the first bytes; None for everything else. The sandbox decides whether it may be used."""
    return next((kind for head, kind in MAGIC.items() if content.startswith(head)), None)


def sidik(content: bytes) -> str:
    """SHA-256 of what came."""
    return hashlib.sha256(content).hexdigest()


def sudah_ada(session: Session, opd_id: int, pesan_id: str | None, sidik_: str | None) -> Kiriman | None:
    """The row of the same message or the same bytes, if it came before to this office."""
    same = [Kiriman.pesan_id == pesan_id] if pesan_id else []
    same += [Kiriman.sidik == sidik_] if sidik_ else []
    return session.scalar(select(Kiriman).where(Kiriman.opd_id == opd_id, or_(*same)).limit(1)) if same else None


def letakkan(services: Services, content: bytes) -> Blob:
    """Store bytes before the row that names them (OBJ-01)."""
    return services.store.put(io.BytesIO(content))


def simpan(session: Session, services: Services, kanal_id: int, opd_id: int, datang: Datang) -> Kiriman:
    """Keep it, let its documents wait for registration, and note how far the channel was read.

    The row of the channel is locked first, so that two workers never keep the same thing; the unique keys stand
    behind that.
    """
    if datang.ulang_id is not None and (before := session.get(Kiriman, datang.ulang_id)) is not None:
        session.delete(before)
        session.flush()
    elif datang.uid is not None:
        session.execute(
            update(Kanal)
            .where(Kanal.id == kanal_id)
            .values(uid_terakhir=datang.uid, uidvalidity=datang.uidvalidity)
            .execution_options(synchronize_session=False)
        )
    known = sudah_ada(session, opd_id, datang.pesan_id, datang.sidik)
    if known is not None:  # the same one again: it is only marked, where it lies now
        known.uid, known.uidvalidity, known.beres_at = datang.uid, datang.uidvalidity, None
        return known
    row = Kiriman(
        kanal_id=kanal_id,
        opd_id=opd_id,
        status=datang.status,
        pesan_id=datang.pesan_id,
        sidik=datang.sidik,
        uid=datang.uid,
        uidvalidity=datang.uidvalidity,
        nama=datang.nama[:200],
        dari=datang.dari[:300],
        perihal=datang.perihal[:500],
        dikirim_at=datang.dikirim_at,
        diambil_at=clock.now(),
        alasan=datang.alasan[:400],
        teks=datang.teks,
        bagian=list(datang.bagian),
        pengirim=datang.pengirim,
        coba_at=datang.coba_at,
        asli_key=datang.asli.key if datang.asli else None,
        asli_size=datang.asli.size if datang.asli else None,
        asli_sha256=datang.asli.sha256 if datang.asli else None,
    )
    session.add(row)
    session.flush()
    _documents(session, services, row, datang)
    audit.record(session, SISTEM, "kanal.terima", "kiriman", row.id, ke=row.status, catatan=row.alasan[:200])
    return row


def _documents(session: Session, services: Services, row: Kiriman, datang: Datang) -> None:
    made = [
        pindaian.tiba(
            session,
            services,
            opd_id=row.opd_id,
            sumber=datang.sumber,
            isi=one.isi,
            nama=one.nama,
            pengirim=datang.dari,
            perihal=datang.perihal,
            message_id=datang.message_id,
            tiba_at=row.diambil_at,
        )
        for one in datang.dokumen
    ]
    if made:
        row.status = StatusKiriman.DITERIMA if any(one.baru for one in made) else StatusKiriman.KEMBAR
