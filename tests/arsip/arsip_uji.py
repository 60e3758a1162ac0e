"""Issued naskah and registered surat as rows, without the way there: what archive and search start from."""

import itertools
from datetime import date, datetime
from typing import Any

import makers
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Naskah, Paraf, Penerima
from eoffice.naskah.states import JenisParaf, PeranPenerima, Status, TipePenerima, Urgensi
from eoffice.organisasi.states import Bentuk
from eoffice.pdf import isi
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import Asal, CaraTerima, PeranSurat
from eoffice.surat_masuk.states import Status as StatusSurat

_numbers = itertools.count(1)


def naskah(
    session: Session,
    kota: makers.Kota,
    *,
    opd: str = "dinsos",
    sifat: Sifat = Sifat.BIASA,
    hal: str = "Undangan rapat koordinasi",
    teks: str = "Mohon hadir tepat waktu.",
    kode: str = "000.8.3.3",
    tanggal: date = date(2026, 3, 2),
    status: Status = Status.TERKIRIM,
    **more: Any,
) -> Naskah:
    """A naskah by staf of a dinas, with the paraf of its kabid and signed by its kadis; indexed."""
    n = next(_numbers)
    staf, kabid, kadis = (kota[f"{who}.{opd}"] for who in ("staf", "kabid", "kadis"))
    at = clock.now()
    made = Naskah(
        jenis="surat_dinas",
        status=status,
        unit_id=staf.jabatan.unit_id,
        opd_id=kota.unit[opd].id,
        konseptor_id=staf.pegawai.id,
        konseptor_jabatan_id=staf.jabatan.id,
        penandatangan_id=kadis.jabatan.id,
        bentuk=Bentuk.LANGSUNG,
        kode_klasifikasi=kode,
        sifat=sifat,
        urgensi=Urgensi.BIASA,
        hal=hal,
        isi=isi.from_plain(teks),
        rincian={},
        dibuat_at=at,
        diubah_at=at,
        nomor=f"{kode}/{n}/{opd.upper()}/{tanggal.year}",
        tanggal=tanggal,
        register=f"SK-{opd.upper()}",
        nomor_urut=n,
        token=f"token-{n}-{opd}",
        pdf_key=f"ab/{n}",
        pdf_size=1,
        pdf_sha256=f"{n:064x}",
        ditandatangani_at=at,
        penanda_pegawai_id=kadis.pegawai.id,
        penanda={"nama": kadis.pegawai.nama, "jabatan": kadis.jabatan.nama},
        **more,
    )
    made.paraf = [Paraf(urutan=1, jabatan_id=kabid.jabatan.id, jenis=JenisParaf.HIERARKI, given_at=at)]
    made.penerima = [
        Penerima(peran=PeranPenerima.TUJUAN, urutan=1, tipe=TipePenerima.EKSTERNAL, teks="Direktur PT Maju Bersama")
    ]
    session.add(made)
    session.flush()
    naskah_indexing.put(session, made)
    return made


def surat(
    session: Session,
    kota: makers.Kota,
    *,
    opd: str = "dinsos",
    sifat: Sifat = Sifat.BIASA,
    hal: str = "Pengaduan warga",
    teks: str = "Jalan berlubang di depan sekolah.",
    kode: str | None = "000.8.3.3",
    status: StatusSurat = StatusSurat.SELESAI,
    peran: PeranSurat = PeranSurat.ASLI,
    tanggal: date | None = date(2026, 4, 1),
    akses: tuple[str, ...] = (),
) -> SuratMasuk:
    """A surat to the kadis of a dinas, with these people in its chain; indexed."""
    n = next(_numbers)
    at: datetime = clock.now()
    made = SuratMasuk(
        status=status,
        peran=peran,
        opd_id=kota.unit[opd].id,
        tahun=2026,
        nomor_agenda=n,
        tujuan_jabatan_id=kota[f"kadis.{opd}"].jabatan.id,
        asal=Asal.KERTAS_LUAR,
        asal_teks="Warga RT 05",
        nomor_surat=f"RT/{n}/IV/2026",
        tanggal_surat=tanggal,
        hal=hal,
        sifat=sifat,
        urgensi=Urgensi.BIASA,
        kode_klasifikasi=kode,
        cara_terima=CaraTerima.LANGSUNG,
        diterima_at=at,
        teks=teks,
    )
    made.akses = [SuratAkses(jabatan_id=kota[who].jabatan.id) for who in akses]
    session.add(made)
    session.flush()
    surat_indexing.put(session, made)
    return made
