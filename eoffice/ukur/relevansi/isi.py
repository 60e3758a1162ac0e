"""The made-up archive as rows of a city that has nothing else, and who asks there: somebody who keeps all archives but one."""

import csv
import hashlib
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions as arsip
from eoffice.contoh import kota
from eoffice.klasifikasi.actions import DATA
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import PeranPenerima, Status, TipePenerima, Urgensi
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.organisasi.states import Bentuk, JenisJabatan
from eoffice.pdf import isi as tulisan
from eoffice.search import simpan
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Asal, CaraTerima, PeranSurat
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.ukur.relevansi import surat
from eoffice.ukur.relevansi.surat import Surat

SEJAK: Final = date(2020, 1, 2)
#: Units from the top of the city down to the bagian of the Sekretariat Daerah.
TINGKAT: Final = frozenset({None, "00", "10", "10.1", "10.2", "10.3"})

#: Leaders belong to the office that serves them, which stands after them in the table; nothing here is theirs.
PUNCAK: Final = frozenset({"kepala_daerah", "wakil_kepala_daerah"})

Row = dict[str, Any]


def isi(session: Session) -> Actor:
    """Write and index the archive in the caller's transaction; who asks.

    The database has its tables, and neither unit nor naskah.
    """
    units = _kantor(session)
    people = {nama: at for at, nama in enumerate(surat.rutin()["orang"], 1)}
    rows = [{"id": at, "nip": None, "nama": nama, "aktif": True} for nama, at in people.items()]
    session.execute(insert(Pegawai), rows)
    _klasifikasi(session)
    naskah, penerima, masuk = [], [], []
    for one in surat.arsip():
        if one.kind == "naskah":
            naskah.append(_naskah(one, units, people))
            penerima.append(_penerima(one, units))
        else:
            masuk.append(_masuk(one, units))
    for model, made in ((Naskah, naskah), (Penerima, penerima), (SuratMasuk, masuk)):
        session.execute(insert(model), made)
    arsip.bangun_indeks(session)
    simpan.learned(session)
    offices = frozenset(u["opd_id"] for u in units.values()) - {units[surat.TERTUTUP]["opd_id"], None}
    return Actor(
        pegawai_id=0, nama="Penanya", jabatan_id=0, unit_ids=frozenset(), arsip_opd_ids=offices, tu_opd_ids=offices
    )


def _kantor(session: Session) -> dict[str, Row]:
    """Units and their heads, each jabatan with the id of its unit; the rows by singkatan."""
    wanted = [u for u in kota.units().values() if u.induk in TINGKAT and u.jenis not in PUNCAK]
    ids = {u.kode: at for at, u in enumerate(wanted, 1)}
    rows: list[Row] = [
        {
            "id": ids[u.kode],
            "kode": u.kode,
            "nama": u.nama,
            "singkatan": u.singkatan,
            "jenis": u.jenis,
            "induk_id": ids.get(u.induk or ""),
            "opd_id": ids.get(u.opd or ""),
            "aktif_mulai": SEJAK,
        }
        for u in wanted
    ]
    session.execute(insert(Unit), rows)
    heads = [
        {
            "id": r["id"],
            "kode": r["kode"],
            "nama": surat.kepala(r["singkatan"]),
            "unit_id": r["id"],
            "jenis": JenisJabatan.STRUKTURAL,
            "kepala_unit": True,
            "dapat_ttd": True,
            "aktif": True,
        }
        for r in rows
    ]
    session.execute(insert(Jabatan), heads)
    return {r["singkatan"]: r for r in rows}


def _klasifikasi(session: Session) -> None:
    """The codes that the archive bears with all above them, as far as the table is still empty."""
    if session.scalar(select(Klasifikasi.kode).limit(1)) is not None:
        return
    wanted = {".".join(k.split(".")[: n + 1]) for k in {s.kode for s in surat.arsip()} for n in range(k.count(".") + 1)}
    with (DATA / "klasifikasi.csv").open(encoding="utf-8", newline="") as source:
        known = [row for row in csv.DictReader(source) if row["kode"] in wanted]
    known.sort(key=lambda row: row["kode"].count("."))
    rows = [
        {
            "kode": row["kode"],
            "label": row["uraian"][:300],
            "uraian": row["uraian"],
            "induk": row["induk"] or None,
            "punya_anak": True,
            "cari": f"{row['kode']} {row['uraian']}".lower(),
        }
        for row in known
    ]
    session.execute(insert(Klasifikasi), rows)


@cache
def _saat(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def _naskah(one: Surat, units: dict[str, Row], people: dict[str, int]) -> Row:
    office = units[one.asal]
    return {
        "id": one.id,
        "version": 1,
        "jenis": one.jenis,
        "status": Status.TERKIRIM,
        "unit_id": office["id"],
        "opd_id": office["opd_id"],
        "konseptor_id": people[one.ttd],
        "konseptor_jabatan_id": office["id"],
        "penandatangan_id": office["id"],
        "bentuk": Bentuk.LANGSUNG,
        "kode_klasifikasi": one.kode,
        "sifat": Sifat.BIASA,
        "urgensi": Urgensi.BIASA,
        "hal": one.hal,
        "isi": tulisan.from_plain(one.isi),
        "rincian": {},
        "dibuat_at": _saat(one.tanggal),
        "diubah_at": _saat(one.tanggal),
        "nomor": one.nomor,
        "tanggal": one.tanggal,
        "ditandatangani_at": _saat(one.tanggal),
        "penanda": {"nama": one.ttd, "jabatan": surat.kepala(one.asal)},
        "token": hashlib.sha256(f"relevansi/{one.id}".encode()).hexdigest()[:22],
        "teks": one.isi,
    }


def _penerima(one: Surat, units: dict[str, Row]) -> Row:
    return {
        "naskah_id": one.id,
        "peran": PeranPenerima.TUJUAN,
        "urutan": 1,
        "tipe": TipePenerima.INTERNAL,
        "jabatan_id": units[one.tujuan]["id"],
        "teks": surat.kepala(one.tujuan),
        "tempat": "Arunika",
        "untuk_perhatian": "",
        "pos_el": "",
        "keterangan": "",
    }


def _masuk(one: Surat, units: dict[str, Row]) -> Row:
    office, year = units[one.tujuan], one.tanggal.year
    return {
        "id": one.id,
        "version": 1,
        "status": StatusSurat.SELESAI,
        "peran": PeranSurat.ASLI,
        "opd_id": office["opd_id"],
        "tahun": year,
        "nomor_agenda": int(one.agenda.split("/")[0]),
        "tujuan_jabatan_id": office["id"],
        "asal": Asal.KERTAS_LUAR,
        "asal_teks": surat.unit()[one.asal],
        "asal_unit_id": units[one.asal]["id"],
        "nomor_surat": one.nomor,
        "tanggal_surat": one.tanggal,
        "hal": one.hal,
        "ringkasan": "",
        "sifat": Sifat.BIASA,
        "urgensi": Urgensi.BIASA,
        "kode_klasifikasi": one.kode,
        "cara_terima": CaraTerima.LANGSUNG,
        "diterima_at": _saat(one.tanggal),
        "alasan_selesai": "",
        "teks": one.isi,
    }
