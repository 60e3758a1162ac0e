"""The log of attempts: what was sent is stored first, what comes back is stored before it is looked at (OUT-03)."""

import io
import time
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.audit import actions as audit
from eoffice.db import transaction
from eoffice.storage import Blob
from eoffice.tte.bsre.galat import Ditolak, Galat, TidakTerkirim
from eoffice.tte.models import UpayaTtd
from eoffice.tte.port import Request
from eoffice.tte.states import HasilUpaya
from eoffice.web.services import Services

PENYEDIA: Final = "bsre"
#: The code of an answer from a trial service.
UJI: Final = "uji"
#: Nobody knows yet what came of these, or it lies in the store and nobody has taken it.
BELUM_JELAS: Final = (HasilUpaya.DIKIRIM, HasilUpaya.TIDAK_DIKETAHUI, HasilUpaya.DITERIMA)


@dataclass(frozen=True)
class Upaya:
    """One attempt that is under way."""

    services: Services
    id: int
    actor: Actor
    mulai: float | None = None

    def berakhir(self, galat: Galat) -> None:
        """Note that no file came, and why."""
        hasil = HasilUpaya.TIDAK_DIKETAHUI
        if isinstance(galat, TidakTerkirim):
            hasil = HasilUpaya.TIDAK_TERKIRIM
        if isinstance(galat, Ditolak):
            hasil = HasilUpaya.DITOLAK
        values = {"hasil": hasil, "kode": galat.kode[:40], "http": galat.http}
        self._tulis({**values, "id_dokumen": getattr(galat, "id_dokumen", "")})

    def diterima(self, pdf: bytes, id_dokumen: str) -> None:
        """Store what came, before anything else happens to it; and whether the service is a trial one."""
        esign = self.services.settings.esign
        trial = UJI if esign is None or esign.uji else ""
        blob = self.services.store.put(io.BytesIO(pdf))
        stored = {"jawab_key": blob.key, "jawab_size": blob.size, "jawab_sha256": blob.sha256}
        self._tulis({**stored, "hasil": HasilUpaya.DITERIMA, "http": 200, "id_dokumen": id_dokumen, "kode": trial})

    def tidak_sah(self, kode: str) -> None:
        """Note that what came is not our letter signed by this person; it stays in the store as evidence."""
        self._tulis({"hasil": HasilUpaya.TIDAK_SAH, "kode": kode[:40]})

    def _tulis(self, values: dict[str, object]) -> None:
        if self.mulai is not None:
            values["lama_ms"] = int((time.monotonic() - self.mulai) * 1000)
        with transaction(self.services.engine) as session:
            row = session.get_one(UpayaTtd, self.id, with_for_update=True)
            for name, value in values.items():
                setattr(row, name, value)
            note = f"Permintaan {row.ref}; {row.lama_ms or 0} ms; kode {row.kode or '-'}"
            good = "berhasil" if row.hasil is HasilUpaya.DITERIMA else "gagal"
            audit.record(session, self.actor, "tte.bsre_jawab", row.objek, row.objek_id, catatan=note, hasil=good)


def mulai(services: Services, request: Request, *, actor: Actor) -> Upaya:
    """Store the file and note the attempt; durable before anybody is asked."""
    blob = services.store.put(io.BytesIO(request.pdf))
    with transaction(services.engine) as session:
        row = UpayaTtd(
            ref=request.ref,
            penyedia=PENYEDIA,
            objek="naskah",
            objek_id=request.naskah_id,
            pegawai_id=actor.pegawai_id,
            hasil=HasilUpaya.DIKIRIM,
            mulai_at=clock.now(),
            kirim_key=blob.key,
            kirim_size=blob.size,
            kirim_sha256=blob.sha256,
        )
        session.add(row)
        session.flush()
        note = f"Permintaan {request.ref}; SHA-256 {blob.sha256}"
        audit.record(session, actor, "tte.bsre_minta", row.objek, row.objek_id, catatan=note)
        return Upaya(services, row.id, actor, time.monotonic())


def belum_jelas(session: Session, objek: str, objek_id: int) -> list[UpayaTtd]:
    """Attempts for a record of which nobody knows yet what came, the newest first."""
    of = select(UpayaTtd).where(UpayaTtd.objek == objek, UpayaTtd.objek_id == objek_id, UpayaTtd.hasil.in_(BELUM_JELAS))
    return list(session.scalars(of.order_by(UpayaTtd.id.desc())))


@dataclass(frozen=True)
class Sisa:
    """What an unclear attempt left: the file as sent, the answer if one came, and the service's name for it."""

    id: int
    ref: str
    dikirim: Blob
    jawaban: Blob | None
    id_dokumen: str


def sisa(session: Session, objek: str, objek_id: int, *, pegawai_id: int) -> list[Sisa]:
    """What the unclear attempts of one person left, those with an answer first."""
    rows = [one for one in belum_jelas(session, objek, objek_id) if one.pegawai_id == pegawai_id]
    rows.sort(key=lambda one: one.jawaban is None)
    return [Sisa(one.id, one.ref, one.dikirim, one.jawaban, one.id_dokumen) for one in rows]


def tutup(session: Session, objek: str, objek_id: int) -> bool:
    """The record is signed: its newest answer is the one that was kept, and nothing else is waited for.

    Returns:
        Whether there was an answer, so that the signature came from elsewhere.
    """
    open_ = belum_jelas(session, objek, objek_id)
    kept = next((one for one in open_ if one.hasil is HasilUpaya.DITERIMA), None)
    for one in open_:
        one.hasil = HasilUpaya.DIPAKAI if one is kept else HasilUpaya.TANPA_HASIL
    return kept is not None


def dipakai(session: Session, objek: str, objek_id: int) -> bool | None:
    """Whether the signature of a record came from a trial service, or None when it was not made elsewhere."""
    of = select(UpayaTtd.kode).where(UpayaTtd.objek == objek, UpayaTtd.objek_id == objek_id)
    kode = session.scalar(of.where(UpayaTtd.hasil == HasilUpaya.DIPAKAI).limit(1))
    return None if kode is None else kode == UJI


def terakhir(session: Session, banyak: int) -> list[UpayaTtd]:
    """The newest attempts of all, for the page of the administrator."""
    return list(session.scalars(select(UpayaTtd).order_by(UpayaTtd.id.desc()).limit(banyak)))
