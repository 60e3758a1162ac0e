"""The metadata kept with every filed record, in the groups of naskah-dinas 6.7 (after ISO 23081)."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas
from eoffice.audit import queries as audit
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import jenis
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat
from eoffice.tte import queries as tte

VERSI: Final = 1


def _iso(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def retensi(berkas: Berkas | None) -> dict[str, Any] | None:
    """The group on retention; None of a record that lies in no berkas."""
    if berkas is None:
        return None
    return {
        "jra": berkas.kode_retensi or None,
        "aktif_tahun": berkas.aktif_tahun,
        "inaktif_tahun": berkas.inaktif_tahun,
        "nasib_akhir": str(berkas.nasib_akhir),
        "pemicu": berkas.pemicu,
        "tanggal_pemicu": _iso(berkas.tanggal_pemicu),
        "jatuh_aktif": _iso(berkas.jatuh_aktif),
        "jatuh_inaktif": _iso(berkas.jatuh_inaktif),
        "tahan_hukum": berkas.tahan_hukum,
        "status_arsip": "aktif",
    }


def kegiatan(session: Session, berkas: Berkas | None, kode: str | None, relasi: dict[str, Any]) -> dict[str, Any]:
    """The group on business: kode, function, berkas, relations."""
    path = klasifikasi.path(session, kode) if kode else []
    return {
        "kode_klasifikasi": kode,
        "fungsi": [k.label for k in path],
        "berkas": {"nomor": berkas.nomor, "judul": berkas.judul, "indeks": berkas.indeks} if berkas else None,
        "relasi": relasi,
    }


def riwayat(session: Session, objek: str, objek_id: int) -> list[dict[str, Any]]:
    """The group on history, with the hash of each entry so that it can be found in the trail."""
    return [
        {
            "waktu": _iso(e.at),
            "peristiwa": e.event,
            "oleh": e.jabatan_nama,
            "dari": e.dari,
            "ke": e.ke,
            "jejak": e.n,
            "hash": e.hash,
        }
        for e in audit.history(session, objek, objek_id)
    ]


def hak(sifat: Sifat) -> dict[str, Any]:
    """The group on rights."""
    reach = {
        Sifat.BIASA: "unit pengolah, pejabat dalam rangkaian, tata usaha, dan arsiparis",
        Sifat.TERBATAS: "pejabat dalam rangkaian, tata usaha, dan arsiparis",
    }
    return {
        "sifat": str(sifat),
        "dasar_pembatasan": None if sifat is Sifat.BIASA else "SKKAAD",
        "hak_akses": reach.get(sifat, "pejabat yang disebut dalam rangkaian"),
        "data_pribadi": None,
    }


def frame(session: Session, berkas: Berkas | None, objek: str, objek_id: int) -> dict[str, Any]:
    """What every record carries."""
    return {
        "versi_metadata": VERSI,
        "dicatat_pada": _iso(clock.now()),
        "retensi": retensi(berkas),
        "riwayat": riwayat(session, objek, objek_id),
    }


def _jabatan(jabatan: Jabatan | None) -> str | None:
    return jabatan.nama if jabatan is not None else None


def naskah(session: Session, naskah: Naskah, berkas: Berkas | None) -> dict[str, Any]:
    """Everything known about a naskah when it was filed; persons by jabatan and internal id, never by NIK."""
    signed_with = None
    if naskah.penanda_pegawai_id is not None and naskah.ditandatangani_at is not None:
        signed_with = next(
            (
                s
                for s in tte.riwayat(session, naskah.penanda_pegawai_id)
                if s.berlaku_dari <= naskah.ditandatangani_at < s.berlaku_sampai
            ),
            None,
        )
    return frame(session, berkas, "naskah", naskah.id) | {
        "identitas": {
            "id": f"naskah:{naskah.id}",
            "jenis": jenis.get(naskah.jenis).nama,
            "nomor": naskah.nomor,
            "tanggal": _iso(naskah.tanggal),
            "hal": naskah.hal,
            "bahasa": "id",
            "versi": naskah.versi,
        },
        "pelaku": {
            "pencipta": {"perangkat_daerah": naskah.opd.nama, "unit": naskah.unit.nama},
            "konseptor_id": naskah.konseptor_id,
            "pemaraf": [
                {"jabatan": p.jabatan.nama, "pegawai_id": p.given_by, "waktu": _iso(p.given_at), "atas_versi": p.versi}
                for p in naskah.paraf
            ],
            "penandatangan": {
                "jabatan": _jabatan(naskah.penandatangan),
                "bentuk": str((naskah.penanda or {}).get("bentuk") or naskah.bentuk),
                "pegawai_id": naskah.penanda_pegawai_id,
            },
            "penerima": [p.teks for p in naskah.tujuan],
            "tembusan": [p.teks for p in naskah.tembusan],
        },
        "kegiatan": kegiatan(session, berkas, naskah.kode_klasifikasi, {"menjawab": naskah.menjawab_surat_id}),
        "hak": hak(naskah.sifat),
        "teknis": {
            "format": "application/pdf",
            "ukuran": naskah.pdf_size,
            "halaman": naskah.halaman + naskah.lampiran_halaman,
            "hash": {"algoritme": "SHA-256", "nilai": naskah.pdf_sha256},
            "lampiran": [
                {"judul": x.judul, "format": x.mime, "ukuran": x.size, "sha256": x.sha256} for x in naskah.lampiran
            ],
            "aplikasi": "eoffice",
            "tanggal_rekam": _iso(naskah.ditandatangani_at),
        },
        "tanda_tangan": {
            "jenis": "PAdES",
            "penerbit": str(signed_with.jenis) if signed_with else None,
            "nomor_seri": signed_with.serial_hex if signed_with else None,
            "subject": signed_with.subject if signed_with else None,
            "pegawai_id": naskah.penanda_pegawai_id,
            "waktu": _iso(naskah.ditandatangani_at),
            "status_validasi": "sah saat ditandatangani",
        },
        "lokasi": {"repositori": "eoffice", "salinan": naskah.pdf_key},
    }


def surat_masuk(session: Session, surat: SuratMasuk, berkas: Berkas | None) -> dict[str, Any]:
    """Everything known about a surat masuk when it was filed."""
    return frame(session, berkas, "surat_masuk", surat.id) | {
        "identitas": {
            "id": f"surat_masuk:{surat.id}",
            "jenis": "Tembusan" if surat.peran is PeranSurat.TEMBUSAN else "Surat masuk",
            "nomor": surat.nomor_surat or None,
            "nomor_agenda": f"{surat.nomor_agenda}/{surat.tahun}",
            "tanggal": _iso(surat.tanggal_surat),
            "hal": surat.hal,
            "uraian": surat.ringkasan or None,
            "bahasa": "id",
        },
        "pelaku": {
            "pencipta": {"nama": surat.asal_teks, "unit": surat.asal_unit.nama if surat.asal_unit else None},
            "penerima": [surat.tujuan.nama],
            "operator_id": surat.pencatat_id,
        },
        "kegiatan": kegiatan(session, berkas, surat.kode_klasifikasi, {"naskah": surat.naskah_id}),
        "hak": hak(surat.sifat),
        "teknis": {
            "format": surat.berkas_mime or None,
            "ukuran": surat.berkas_size,
            "halaman": surat.halaman + surat.lampiran_halaman,
            "hash": {"algoritme": "SHA-256", "nilai": surat.berkas_sha256} if surat.berkas_sha256 else None,
            "aplikasi": "eoffice",
            "tanggal_rekam": _iso(surat.diterima_at),
        },
        "tanda_tangan": None,
        "lokasi": {"repositori": "eoffice", "salinan": surat.berkas_key},
    }
