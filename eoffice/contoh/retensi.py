"""Old berkas of the sample city: due to be moved, destroyed, handed over; one held, one vital, one that waits for its event."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions
from eoffice.arsip.actions.impor import berkaskan_impor
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import BERKAS_DITUTUP, Media
from eoffice.arsip_impor import indexing
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.contoh.pemeran import PEMERAN
from eoffice.db import dump_json
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.penyusutan.actions import malam
from eoffice.penyusutan.actions.pindah import usulkan_pindah
from eoffice.storage import BlobStore

ARSIPARIS: Final = ("31.1.1-AR", "10.3.2.1-AR")
ASAL: Final = "Arsip kertas sebelum e-office"


@dataclass(frozen=True)
class Lama:
    """A berkas from before: its kode, what it holds, and how many years ago it was closed."""

    kode: str
    judul: str
    hal: tuple[str, ...]
    tahun_lalu: int


LAMA: Final = (
    Lama(
        "000.1.5",
        "Notula rapat pimpinan",
        ("Notula rapat pimpinan triwulan I", "Notula rapat pimpinan triwulan III"),
        3,
    ),
    Lama("000.1.5", "Notula rapat koordinasi bidang", ("Notula rapat koordinasi pelaksanaan program",), 3),
    Lama("000.5.3.1", "Buku agenda surat masuk dan keluar", ("Buku agenda surat masuk", "Buku agenda surat keluar"), 4),
    Lama("400.14.4.3", "Pengumuman dan pemberitaan", ("Pengumuman jadwal layanan", "Pengumuman hari libur"), 4),
    Lama("000.1.4", "Pemakaian ruang dan alat jaringan", ("Berita acara pemakaian alat jaringan",), 6),
    Lama("000.8.3.3", "Standar operasional prosedur", ("SOP pengelolaan surat", "SOP pelayanan informasi"), 6),
    Lama("500.18.2.2", "Bukti hak tanah dan bangunan kantor", ("Salinan sertifikat hak pakai tanah kantor",), 6),
    Lama("000.1.5", "Notula rapat staf", ("Notula rapat staf semester I", "Notula rapat staf semester II"), 8),
    Lama("800.1.13.1", "Berkas perseorangan pegawai", ("Daftar riwayat hidup", "Surat keputusan pengangkatan"), 1),
)
DITAHAN, VITAL, PINDAH = 4, 6, (0, 2)


def isi(session: Session, store: BlobStore) -> None:
    """Some of every kind for two perangkat daerah, and the nightly round over them."""
    for n, kode in enumerate(ARSIPARIS):
        jabatan_id = organisasi.jabatan_by_kode(session, kode)
        held = organisasi.holder(session, jabatan_id) if jabatan_id is not None else None
        if held is None:
            continue
        actor = organisasi.actor_for(session, held.pegawai_id, jabatan_id)
        unit = _unit(session, actor)
        made = [_berkas(session, store, actor, unit, each) for each in LAMA]
        actions.tahan(
            session, actor, made[DITAHAN], "Pemeriksaan pengadaan jaringan oleh Inspektorat",
            dasar="Surat tugas Inspektorat Nomor 700.1.2.1/118/INSPEKTORAT",
        )  # fmt: skip
        actions.tetapkan_kategori(
            session, actor, made[VITAL], vital=True, terjaga=False,
            alasan="Bukti kepemilikan aset tetap kota", metode="Salinan resmi disimpan di brankas Sekretariat Daerah",
        )  # fmt: skip
        if n == 0:
            usulkan_pindah(session, actor, [made[i].id for i in PINDAH], "Pindahan semester ini")
    session.flush()
    malam.malam(session)


def _unit(session: Session, actor: Actor) -> Unit:
    """A unit of the perangkat daerah that is not the one of its arsiparis, led by one of the cast, who may sign.

    A newcomer can then bring what is moved or destroyed to its end with the sign-ins that were printed.
    """
    led = select(Jabatan.unit_id).where(
        Jabatan.kepala_unit, Jabatan.dapat_ttd, Jabatan.kode.in_([p.jabatan_kode for p in PEMERAN])
    )
    others = select(Unit).where(
        Unit.opd_id == actor.opd_id, Unit.id.not_in((actor.unit_id, actor.opd_id)), Unit.id.in_(led)
    )
    return session.scalar(others.order_by(Unit.kode.desc()).limit(1)) or session.get_one(Unit, actor.unit_id)


def _berkas(session: Session, store: BlobStore, actor: Actor, unit: Unit, lama: Lama) -> Berkas:
    year = clock.today().year - lama.tahun_lalu
    kode = klasifikasi.check(session, lama.kode).kode
    berkas = actions.buka_berkas(
        session, actor, unit_id=unit.id, kode_klasifikasi=kode, judul=f"{lama.judul} {year}", dibuka=date(year, 1, 6)
    )
    for n, hal in enumerate(lama.hal, 1):
        berkaskan_impor(
            session, actor, berkas, _arsip(session, store, actor, unit, kode, hal, date(year, 3 * n, 14), n)
        )
    berkas.media = Media.KERTAS
    berkas.close(date(year, 10, 30))
    if berkas.pemicu == BERKAS_DITUTUP:
        berkas.start_clock(date(year, 10, 30))
    session.flush()
    return berkas


def _arsip(
    session: Session, store: BlobStore, actor: Actor, unit: Unit, kode: str, hal: str, day: date, n: int
) -> ArsipImpor:
    nomor = f"{kode}/{n + 10}/{unit.singkatan}/{day.year}"
    blob = store.put(io.BytesIO(dump_json({"identitas": {"nomor": nomor, "hal": hal}, "asal": ASAL}).encode()))
    arsip = ArsipImpor(
        opd_id=unit.opd_id,
        unit_id=unit.id,
        impor_id=0,
        asal=ASAL,
        asal_id=nomor,
        sidik=hashlib.sha256(f"{unit.id} {nomor} {hal} {day}".encode()).hexdigest(),
        jenis="Arsip kertas",
        nomor=nomor,
        tanggal=day,
        hal=f"{hal} {day.year}",
        pencipta=unit.nama,
        kode_klasifikasi=kode,
        sifat=Sifat.BIASA,
        tingkat="asli",
        metadata_key=blob.key,
        metadata_size=blob.size,
        metadata_sha256=blob.sha256,
        diimpor_at=clock.now(),
        diimpor_oleh=actor.pegawai_id,
    )
    session.add(arsip)
    session.flush()
    indexing.put(session, arsip)
    return arsip
