"""The desk of the TU of Dinas Sosial with one thing of every kind on it."""

import os

import makers
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import Jenis, StatusKiriman
from eoffice.pindaian import actions as pindaian
from eoffice.pindaian.states import Sumber
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import CaraTerima, KondisiSampul
from eoffice.web.services import Services
from tests.surat_masuk import buatan


def isi(session: Session, services: Services, kota: makers.Kota) -> None:
    """A scan, a message that was not taken, an envelope, and a surat that its sekretaris screens."""
    opd_id, tu = kota.unit["dinsos"].id, kota["tu.dinsos"].actor(session)
    pindaian.tiba(
        session, services, opd_id=opd_id, sumber=Sumber.UNGGAH, isi=b"%PDF-1.7 " + os.urandom(9), nama="a.pdf", oleh=tu
    )
    kiriman(session, opd_id)
    sampul(session, kota)
    screened = buatan.surat(session, kota, hal="Diteliti dahulu")
    screened.peneliti_jabatan_id = kota["sekretaris.dinsos"].jabatan.id
    screened.akses.append(SuratAkses(jabatan_id=screened.peneliti_jabatan_id))


def kanal(session: Session, opd_id: int) -> Kanal:
    """A watched folder that nobody looks into."""
    known = session.scalar(select(Kanal).where(Kanal.opd_id == opd_id))
    if known is not None:
        return known
    made = Kanal(
        jenis=Jenis.FOLDER, opd_id=opd_id, aktif=False, server="", pengguna="", rahasia="", folder="INBOX",
        folder_selesai="", uid_terakhir=0, periksa_at=clock.now(), gagal=0, galat="", kabar="",
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def kiriman(session: Session, opd_id: int, status: StatusKiriman = StatusKiriman.DITOLAK) -> Kiriman:
    """What a channel did not take."""
    made = Kiriman(
        kanal_id=kanal(session, opd_id).id, opd_id=opd_id, status=status, sidik=os.urandom(9).hex(), nama="besar.tif",
        dari="", perihal="", diambil_at=clock.now(), alasan="Bukan PDF, JPG, atau PNG.", teks="", bagian=[],
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def sampul(session: Session, kota: makers.Kota, asal: str = "Kejaksaan Negeri") -> SuratMasuk:
    """A sealed envelope, registered and not handed over."""
    tu, kadis = kota["tu.dinsos"].actor(session), kota["kadis.dinsos"].jabatan.id
    isian = surat_masuk.IsianSampul(kadis, Sifat.RAHASIA, asal, "RHS/12", KondisiSampul.UTUH, "", CaraTerima.LANGSUNG)
    return surat_masuk.daftarkan(session, tu, isian)
