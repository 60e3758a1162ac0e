"""Two installations with the same people, a berkas worth packing, and ZIPs as somebody else would make them."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import makers
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.arsip import actions as arsip
from eoffice.arsip.models import Berkas
from eoffice.naskah.models import Lampiran
from eoffice.organisasi.models import Unit
from eoffice.paket import actions
from eoffice.paket.models import Impor, Paket
from eoffice.paket.states import Format
from eoffice.web.services import Services
from tests.arsip import arsip_uji
from tests.sandbox import hostile

PDF = hostile.pdf(text="Undangan rapat tahunan")
GAMBAR = hostile.pdf(text="Denah ruang rapat")
NIK = "3273014508850003"


def kode_kecil(session: Session) -> None:
    """The one kode that these records need, and those above it."""
    makers.kode(session, "000.8.3.3")


def berkas(services: Services, kota: makers.Kota) -> int:
    """A closed berkas with a naskah that has a lampiran, and a surat masuk."""
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        kode_kecil(session)
        made = arsip.buka_berkas(
            session,
            actor,
            unit_id=kota.unit["dinsos.bidang"].id,
            kode_klasifikasi="000.8.3.3",
            judul="Standar pelayanan 2026",
            indeks="SOP",
            dibuka=date(2026, 1, 5),
        )
        naskah = arsip_uji.naskah(session, kota, hal=f"Undangan rapat untuk NIK {NIK}")
        blob, extra = services.store.put(io.BytesIO(PDF)), services.store.put(io.BytesIO(GAMBAR))
        naskah.pdf_key, naskah.pdf_size, naskah.pdf_sha256 = blob.key, blob.size, blob.sha256
        naskah.lampiran = [
            Lampiran(
                urutan=1, judul="Denah & arah", nama="Denah ruang.pdf", nama_asli="d.pdf", mime="application/pdf",
                key=extra.key, size=extra.size, sha256=extra.sha256, diunggah_at=clock.now(), diunggah_oleh=actor.pegawai_id,
            )
        ]  # fmt: skip
        arsip.berkaskan_naskah(session, actor, services.store, made, naskah)
        surat = arsip_uji.surat(session, kota)
        surat.berkas_key, surat.berkas_size, surat.berkas_sha256 = extra.key, extra.size, extra.sha256
        surat.berkas_mime, surat.berkas_nama = "application/pdf", "pengaduan.pdf"
        arsip.berkaskan_surat(session, actor, services.store, made, surat)
        arsip.tutup_berkas(session, actor, made, tanggal_pemicu=date(2026, 6, 1))
        return made.id


def paket(services: Services, kota: makers.Kota, berkas_id: int, bentuk: Format) -> bytes:
    """The package of a berkas, made by the worker and fetched."""
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        made = actions.pesan_berkas(session, actor, bentuk, [session.get_one(Berkas, berkas_id)])
        paket_id = made.id
    selesaikan(services)
    return ambil(services, kota, paket_id)


def ambil(services: Services, kota: makers.Kota, paket_id: int) -> bytes:
    """What the one who ordered it fetches."""
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        blob = actions.ambil(session, actor, session.get_one(Paket, paket_id))
    with services.store.open(blob) as source:
        return source.read()


def selesaikan(services: Services) -> None:
    """Let the worker finish."""
    while actions.kerjakan(services):
        pass


def bawa(
    services: Services, kota: makers.Kota, isi: bytes | None, *, folder: Path | None = None, kode: bool = True
) -> Impor:
    """What became of something that was brought, before anything is taken in."""
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        if kode:
            kode_kecil(session)
        row = actions.terima(
            session,
            actor,
            unit=session.get_one(Unit, kota.unit["dinsos"].id),
            asal="Aplikasi lama",
            nama="arsip.zip",
            folder=str(folder) if folder else "",
            store=services.store,
            isi=io.BytesIO(isi) if isi is not None else None,
        )
        impor_id = row.id
    selesaikan(services)
    return baru(services, impor_id)


def baru(services: Services, impor_id: int) -> Impor:
    """The import as it stands now."""
    with db.reading(services.engine) as session:
        row = session.get_one(Impor, impor_id)
        session.expunge(row)
        return row


def langkah(services: Services, kota: makers.Kota, impor_id: int, *, pemetaan: dict[str, str] | None = None) -> Impor:
    """Confirm the columns, or take in what is good, and let the worker finish."""
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        row = session.get_one(Impor, impor_id)
        if pemetaan is None:
            actions.masukkan(session, actor, row)
        else:
            actions.petakan(session, actor, row, pemetaan)
    selesaikan(services)
    return baru(services, impor_id)


def zip_dari(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP as anybody makes one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def daftar(*rows: Sequence[str]) -> bytes:
    """A list as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def isi_zip(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP below its root."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {n.partition("/")[2]: opened.read(n) for n in opened.namelist()}
