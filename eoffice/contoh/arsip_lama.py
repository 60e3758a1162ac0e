"""What stood in a cupboard before there was this application, brought in from a list; and a package that went out."""

import io
import zipfile
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import BERKAS_DITUTUP, Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.contoh import lembar
from eoffice.db import transaction
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.paket import actions, queries
from eoffice.paket.models import Impor
from eoffice.paket.states import Format, StatusBaris
from eoffice.web.services import Services

ASAL: Final = "Lemari arsip Sekretariat, 2014 sampai 2016"
DAFTAR: Final = """Nomor;Tanggal;Perihal;Kode;Sifat;File;Lokasi
045.2/118/Um;4 Agustus 2014;Undangan rapat penataan ruang arsip;000.1.5;Biasa;;Arsip 1, rak C1, boks 2
094/27/Lap;12/02/2015;Laporan peninjauan gudang arsip;000.1.2.3;Biasa;laporan.pdf;
060/311/Org;30-09-2015;Usul perubahan tata kerja sekretariat;000.8.3.3;Terbatas;;Arsip 1, rak C1, boks 3
045.2/9/Um;31/02/2016;Laporan pemindahan arsip;000.5.3.1;Biasa;;Arsip 1, rak C1, boks 3
"""


def isi(services: Services, kode: str) -> None:
    """One finished package and one finished import with a row that waits to be mended.

    Args:
        kode: of the jabatan that keeps the archive.
    """
    with transaction(services.engine) as session:
        actor = _actor(session, kode)
        if actor is None:
            return
        mine = arsip.visible(actor).where(
            Berkas.opd_id.in_(actor.arsip_opd_ids), Berkas.jumlah.between(1, 6), Berkas.sifat == Sifat.BIASA
        )
        berkas = session.scalar(mine.order_by(Berkas.id).limit(1))
        if berkas is not None:
            actions.pesan_berkas(session, actor, Format.BAGIT, [berkas])
        unit = session.get_one(Unit, min(actor.arsip_opd_ids))
        impor = actions.terima(
            session, actor, unit=unit, asal=ASAL, nama="lemari sekretariat.zip", store=services.store, isi=_zip()
        )
        impor_id = impor.id
    _selesaikan(services)
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        actions.petakan(session, actor, impor, dict(impor.pemetaan))
    _selesaikan(services)
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        if not queries.hitung(session, impor)[StatusBaris.BENAR]:
            return  # an installation with a classification of its own
        actions.masukkan(session, actor, impor)
    _selesaikan(services)
    with transaction(services.engine) as session:
        _tutup(session, impor_id)


def _tutup(session: Session, impor_id: int) -> None:
    """What came from the cupboard ended with its year: nothing more is put into it and its retention runs."""
    came = select(ArsipImpor.id).where(ArsipImpor.impor_id == impor_id)
    made = select(IsiBerkas.berkas_id).where(IsiBerkas.objek == Objek.ARSIP_IMPOR, IsiBerkas.objek_id.in_(came))
    for berkas in session.scalars(select(Berkas).where(Berkas.id.in_(made), Berkas.jumlah > 0)):
        berkas.close(date(berkas.tahun, 12, 31))
        if berkas.pemicu == BERKAS_DITUTUP:
            berkas.start_clock(date(berkas.tahun, 12, 31))


def _selesaikan(services: Services) -> None:
    while actions.kerjakan(services):
        pass


def _zip() -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("daftar.csv", DAFTAR)
        out.writestr("laporan.pdf", lembar.lampiran("Laporan Pelaksanaan").pdf)
    made.seek(0)
    return made


def _actor(session: Session, kode: str) -> Actor | None:
    jabatan_id = organisasi.jabatan_by_kode(session, kode)
    held = organisasi.holder(session, jabatan_id) if jabatan_id is not None else None
    return organisasi.actor_for(session, held.pegawai_id, jabatan_id) if held is not None else None
