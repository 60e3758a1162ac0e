"""The little city with a head of dinas who signs with BSrE, and the ways in which tests look at what became of a letter."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import makers
from keandalan.siap_ttd import aktor, klasifikasi, naskah_siap, sidik
from sqlalchemy import insert, select, text

from eoffice import outbox
from eoffice.akses.actor import Actor
from eoffice.akun.models import Akun
from eoffice.app import handlers
from eoffice.config import Settings
from eoffice.db import reading, transaction
from eoffice.naskah.models import Naskah
from eoffice.storage import Blob
from eoffice.tte import actions as tte
from eoffice.tte.models import Otoritas, UpayaTtd
from eoffice.tte.states import CaraBsre
from eoffice.web.services import Services
from tests.tte.bsre.layanan import Layanan, Orang

NIK, FRASA = "3201010101800001", "frasa bsre yang rahasia 42"
PENANDA = "kadis.dinsos"

__all__ = ["aktor", "klasifikasi", "naskah_siap", "sidik"]


def siapkan(services: Services, kota: makers.Kota, bsre: Layanan, *, cara: CaraBsre = CaraBsre.FRASA) -> Actor:
    """The signer, registered here and there; the authorities of the city stand too."""
    klasifikasi(services)
    _otoritas(services)
    orang = kota[PENANDA]
    bsre.orang[NIK] = Orang(orang.pegawai.nama, FRASA)
    actor = aktor(services, kota, PENANDA)
    with reading(services.engine) as session:
        own = session.scalar(select(Akun.id).where(Akun.pegawai_id == actor.pegawai_id))
    actor = replace(actor, akun_id=own)
    tte.daftar_bsre(services, actor, nik=NIK, cara=cara, sandi_masuk=makers.SANDI)
    return actor


_rows: list[dict[str, Any]] = []


def _otoritas(services: Services) -> None:
    """The authorities of the city, made once for all tests: every database here has the same secret."""
    with transaction(services.engine) as session:
        if _rows:
            session.execute(insert(Otoritas), _rows)
            return
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
        session.flush()
        names = [c.name for c in Otoritas.__table__.columns if c.name != "id"]
        for one in session.scalars(select(Otoritas).order_by(Otoritas.id)):
            _rows.append({name: getattr(one, name) for name in names})


def naskah(services: Services, naskah_id: int) -> Naskah:
    """The naskah as it is."""
    with reading(services.engine) as session:
        found = session.get_one(Naskah, naskah_id)
        session.expunge(found)
        return found


def upaya(services: Services) -> list[str]:
    """How every attempt ended, in order."""
    with reading(services.engine) as session:
        return [str(one) for one in session.scalars(select(UpayaTtd.hasil).order_by(UpayaTtd.id))]


def berkas(found: Naskah) -> Blob:
    """The signed file as it was signed."""
    return Blob(found.pdf_key or "", found.pdf_size or 0, found.pdf_sha256 or "")


def isi(services: Services, found: Naskah) -> bytes:
    """Its bytes."""
    with services.store.open(berkas(found)) as source:
        return source.read()


def kerjakan(services: Services) -> None:
    """What the worker does."""
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))


def semua_baris(services: Services) -> str:
    """Everything in the database as one text."""
    with reading(services.engine) as session:
        names = [t.name for t in _tables()]
        return "\n".join(str(row) for name in names for row in session.execute(text(f'SELECT * FROM "{name}"')))  # noqa: S608


def _tables() -> list[Any]:
    from eoffice import tables

    return list(tables.metadata.sorted_tables)


def semua_berkas(settings: Settings) -> bytes:
    """Everything under the data folder."""
    return b"".join(p.read_bytes() for p in Path(settings.data_dir).rglob("*") if p.is_file())
