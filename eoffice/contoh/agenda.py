"""The coming week of two leaders of the sample city: a paper undangan, meetings of their own, and two at the same hour."""

from collections.abc import Mapping
from datetime import time
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.agenda import actions
from eoffice.agenda.states import Kehadiran
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi import queries as organisasi
from eoffice.surat_masuk.models import SuratMasuk

#: Jabatan, working days from today, hours, what, where, and whether it is answered.
ACARA: Final = (
    ("10", 1, time(8), time(9), "Apel pagi dan pengarahan pimpinan", "Halaman Balai Kota", True),
    ("10", 2, time(10), time(11, 30), "Rapat pengendalian anggaran triwulan IV", "Ruang Rapat Kirana, Balai Kota", False),
    ("10", 3, time(13, 30), None, "Kunjungan kerja tim evaluasi provinsi", "Aula Badan Perencanaan", True),
    ("31", 1, time(9), time(11), "Evaluasi layanan jaringan kelurahan", "Ruang Rapat Dinas Kominfo", True),
    ("31", 1, time(10), time(12), "Rapat koordinasi data statistik sektoral", "Ruang Rapat Bappeda", False),
    ("31", 3, time(9), None, "Pembukaan bimbingan teknis tanda tangan elektronik", "Aula Balai Kota", False),
)  # fmt: skip
#: The undangan on paper lies before the last meeting of that day.
UNDANGAN: Final = ("10", 2, time(11), "Aula Pemerintah Provinsi Nusakirana")


def isi(session: Session, jabatan: Mapping[str, int]) -> None:
    """Note the events as their leaders; the paper undangan is the latest one that reached the first of them."""
    calendar = kalender.berlaku(session)
    for kode, after, mulai, selesai, judul, tempat, answered in ACARA:
        held = organisasi.holder(session, jabatan[kode])
        if held is None:
            continue
        actor = organisasi.actor_for(session, held.pegawai_id, jabatan[kode])
        tanggal = waktu.tambah_hari_kerja(calendar, clock.today(), after)
        isian = actions.Isian(judul, tanggal, mulai, selesai, tempat)
        row = actions.catat(session, actor, jabatan[kode], isian)
        if answered:
            actions.jawab(session, actor, row, Kehadiran.HADIR)
    _undangan(session, jabatan)


def _undangan(session: Session, jabatan: Mapping[str, int]) -> None:
    kode, after, mulai, tempat = UNDANGAN
    held = organisasi.holder(session, jabatan[kode])
    found = session.scalar(
        select(SuratMasuk)
        .where(
            SuratMasuk.tujuan_jabatan_id == jabatan[kode],
            SuratMasuk.naskah_id.is_(None),
            SuratMasuk.hal.like("Undangan%"),
        )
        .order_by(SuratMasuk.id.desc())
        .limit(1)
    )
    if held is None or found is None:
        return
    tanggal = waktu.tambah_hari_kerja(kalender.berlaku(session), clock.today(), after)
    actor = organisasi.actor_for(session, held.pegawai_id, jabatan[kode])
    actions.catat(session, actor, jabatan[kode], actions.Isian(found.hal, tanggal, mulai, None, tempat), surat=found)
