"""The archive of the sample city: berkas with a place on a shelf, pointers between them, and changes of the classification."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.arsip import actions, queries
from eoffice.arsip.actions import IsianBerkas
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Golongan, Kondisi, Media
from eoffice.klasifikasi import ubah
from eoffice.klasifikasi.states import JenisPerubahan as J
from eoffice.klasifikasi.ubah import IsianPerubahan
from eoffice.organisasi import queries as organisasi

#: Who files in which perangkat daerah; the first also keeps the classification of the whole city.
ARSIPARIS: Final = ("10.3.2.1-AR", "31.1.1-AR")
DASAR: Final = "Peraturan Wali Kota Nomor 21 Tahun 2026 tentang Klasifikasi Arsip"
LAMA: Final = (
    "090;Perjalanan dinas;000.1.2.3\n045.2;Buku agenda surat;000.5.3.1\n060;Organisasi dan tata laksana;000.8\n"
    "061.1;Standar operasional prosedur;000.8.3.3\n555;Teknologi informasi;500.12\n823.3;Kenaikan pangkat;800.1.3.2\n"
    "851;Cuti tahunan;800.1.11.4\n094;Surat perintah tugas;800.1.11.1\n"
)


def isi(session: Session) -> None:
    """Some of everything, so that lists, labels and the tree are not empty."""
    people = [actor for kode in ARSIPARIS if (actor := _actor(session, kode)) is not None]
    for actor in people:
        _rak(session, actor)
    if people:
        _klasifikasi(session, people[0])


def _actor(session: Session, kode: str) -> Actor | None:
    jabatan_id = organisasi.jabatan_by_kode(session, kode)
    held = organisasi.holder(session, jabatan_id) if jabatan_id is not None else None
    return organisasi.actor_for(session, held.pegawai_id, jabatan_id) if held is not None else None


def _rak(session: Session, actor: Actor) -> None:
    """The first berkas stand in two boxes, and the first two know of each other."""
    mine = queries.visible(actor).where(Berkas.opd_id.in_(actor.arsip_opd_ids)).order_by(Berkas.id).limit(12)
    found = list(session.scalars(mine))
    for n, berkas in enumerate(found):
        actions.ubah_berkas(
            session,
            actor,
            berkas,
            IsianBerkas(
                judul=berkas.judul,
                indeks=berkas.indeks,
                golongan=Golongan.SERI if n % 3 else Golongan.RUBRIK,
                media=Media.CAMPURAN if n % 2 else Media.KERTAS,
                kondisi=Kondisi.BAIK,
                ruang="Arsip 1",
                rak="B2",
                boks=str(14 + n // 6),
                folder=str(n % 6 + 1),
                keterangan="",
            ),
        )
    if len(found) > 1:
        actions.tunjuk(session, actor, found[0], found[1], "Surat pengantarnya ada di berkas ini")


def _klasifikasi(session: Session, actor: Actor) -> None:
    """A code of the city, a title that changed, a code that is retired, one change to come, and old codes."""
    today = clock.today()
    since = date(today.year, 1, 2)
    later = today + timedelta(days=45)
    for isian in (
        IsianPerubahan(J.TAMBAH, "500.12.6.9", "Layanan Aduan Warga melalui Aplikasi Kota", since, DASAR),
        IsianPerubahan(J.JUDUL, "000.8.3.3", "Standar Operasional Prosedur dan Standar Pelayanan", later, DASAR),
        IsianPerubahan(
            J.HENTI, "000.1.1", "", since, DASAR, "Telepon kantor sudah digabung ke layanan internet.", "500.12"
        ),
    ):
        ubah.tetapkan(session, actor, isian)
    ubah.muat_lama(session, actor, ubah.baca_lama(session, LAMA))
