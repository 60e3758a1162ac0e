"""One record as a package holds it: its metadata in every group of naskah-dinas 6.7, its events, and its files."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, object_session

from eoffice import clock
from eoffice.akses.rights import REACH, Relation
from eoffice.arsip.actions import metadata
from eoffice.arsip.models import Berkas, IsiBerkas, TunjukSilang
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit.models import AuditEntry
from eoffice.db import dump_json
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import JraVersi
from eoffice.naskah.jenis.pribadi import ber_nik, samar
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.organisasi.models import Unit
from eoffice.paket.models import Impor
from eoffice.paket.susun import catatan, iso23081, premis
from eoffice.paket.susun.catatan import plain
from eoffice.paket.susun.muatan import Muatan, beserta, dokumen, lampiran
from eoffice.pdf import isi as isi_naskah
from eoffice.surat_masuk.models import SuratMasuk

#: How this program calls itself where another one asks who made a record.
SISTEM_ASAL: Final = "eoffice"
VERSI: Final = 2


@dataclass(frozen=True)
class Rekaman:
    """A record ready for any format: texts by name, files by name; the first file is the record itself."""

    metadata: dict[str, Any]
    teks: dict[str, str]
    muatan: list[Muatan] = field(default_factory=list)
    berkas_id: int | None = None

    def dump(self) -> bytes:
        """As it waits in a row; the store keeps nothing that is only on its way."""
        return zlib.compress(dump_json(asdict(self)).encode(), 6)

    @staticmethod
    def load(kept: bytes) -> "Rekaman":
        """The other way round."""
        found = json.loads(zlib.decompress(kept))
        found["muatan"] = [Muatan(**m) for m in found["muatan"]]
        return Rekaman(**found)


def place(session: Session, objek: Objek, objek_id: int) -> tuple[Berkas, IsiBerkas] | None:
    """The berkas a record lies in. Whether somebody may know of it is asked before."""
    found = session.scalar(select(IsiBerkas).where(IsiBerkas.objek == objek, IsiBerkas.objek_id == objek_id))
    return (found.berkas, found) if found is not None else None


#: Columns of a berkas that only mean something in the installation that wrote them.
SETEMPAT: Final = frozenset(
    {"id", "version", "opd_id", "unit_id", "kustodi_unit_id", "jra_versi_id", "bukti_naskah_id", "perkara_id"}
)


def berkas_baris(berkas: Berkas) -> dict[str, Any]:
    """Every column of a berkas but those that only mean something here; read back by `actions.pulih`."""
    found = {c.key: plain(getattr(berkas, c.key)) for c in inspect(Berkas).column_attrs if c.key not in SETEMPAT}
    return found | {
        "nomor": berkas.nomor,
        "unit": berkas.unit.nama,
        "unit_kode": berkas.unit.kode,
        "opd": berkas.opd.nama,
        **_called(berkas),
    }


def _called(berkas: Berkas) -> dict[str, Any]:
    """What other rows that a berkas names are called; an id says nothing elsewhere."""
    session = object_session(berkas)
    assert session is not None
    keeper = session.get(Unit, berkas.kustodi_unit_id) if berkas.kustodi_unit_id is not None else None
    jra = session.get(JraVersi, berkas.jra_versi_id) if berkas.jra_versi_id is not None else None
    proof = session.get(Naskah, berkas.bukti_naskah_id) if berkas.bukti_naskah_id is not None else None
    linked = select(TunjukSilang, Berkas).join(Berkas, Berkas.id == TunjukSilang.ke_id)
    linked = linked.where(
        TunjukSilang.berkas_id == berkas.id,
        Berkas.opd_id == berkas.opd_id,
        Berkas.sifat.in_(REACH[Relation.ARSIPARIS]),  # of others not even a title is told (OTR-03)
    ).order_by(TunjukSilang.id)
    return {
        "kustodi_unit": keeper.nama if keeper is not None else None,
        "jra_versi": f"{jra.judul} ({jra.dasar})" if jra is not None else None,
        "bukti_naskah": proof.nomor if proof is not None and proof.sifat in REACH[Relation.ARSIPARIS] else None,
        "tunjuk_silang": [
            {"nomor": other.nomor, "judul": other.judul, "keterangan": link.keterangan, "at": plain(link.at)}
            for link, other in session.execute(linked).tuples()
        ],
        "asal": _told_before(session, berkas),
    }


def _told_before(session: Session, berkas: Berkas) -> dict[str, Any] | None:
    """What the package that brought a berkas told of it; of one that was opened here nothing."""
    inside = select(IsiBerkas.objek_id).where(IsiBerkas.berkas_id == berkas.id, IsiBerkas.objek == Objek.ARSIP_IMPOR)
    brought = select(ArsipImpor.impor_id).where(ArsipImpor.id.in_(inside)).distinct()
    for rincian in session.scalars(select(Impor.rincian).where(Impor.id.in_(brought)).order_by(Impor.id)):
        nomor = next((n for n, made in rincian.get("tempat", {}).items() if made == berkas.id), None)
        told = next((b for b in rincian.get("berkas", []) if b.get("nomor") == nomor), None)
        if nomor is not None and told is not None:
            return dict(told)
    return None


def events(session: Session, objek: str, objek_id: int) -> list[AuditEntry]:
    """Everything that the trail knows of one record, what was refused included, oldest first."""
    found = select(AuditEntry).where(AuditEntry.objek == objek, AuditEntry.objek_id == objek_id)
    return list(session.scalars(found.order_by(AuditEntry.n)))


def covered(value: Any) -> Any:
    """The same with every NIK covered (naskah-dinas 6.7: never the NIK)."""
    if isinstance(value, str):
        return samar(value)
    if isinstance(value, Mapping):
        return {k: covered(v) for k, v in value.items()}
    return [covered(v) for v in value] if isinstance(value, list | tuple) else value


def naskah(session: Session, naskah: Naskah) -> Rekaman:
    """A signed naskah with its lampiran, the text it was set from, and every row about it."""
    found = place(session, Objek.NASKAH, naskah.id)
    meta = metadata.naskah(session, naskah, found[0] if found else None)
    words = f"{naskah.hal}\n{naskah.teks}"
    corrects = session.scalar(select(Koreksi).where(Koreksi.naskah_id == naskah.id))
    rows = catatan.milik(session, Objek.NASKAH, naskah.id, naskah.sifat)
    meta["kegiatan"]["relasi"] |= {
        "koreksi": {"jenis": str(corrects.jenis), "nomor": corrects.sasaran.nomor} if corrects else None,
        "keadaan": str(naskah.keadaan),
    }
    meta["tanda_tangan"] |= {"ltv": {"stempel_arsip": len(rows["stempel_arsip"])}, "metode": str(naskah.metode)}
    meta["identitas"]["uraian"] = None
    files = dokumen(naskah.pdf_key, naskah.pdf_size, naskah.pdf_sha256)
    files += _lampiran(naskah.lampiran)
    files += beserta(rows, len(naskah.lampiran))
    source = {
        "isi": naskah.isi, "rincian": naskah.rincian, "teks": isi_naskah.plain_text(naskah.isi),
        "catatan": covered(catatan.tertulis(session, rows)),
    }  # fmt: skip
    return _made(session, meta, "naskah", naskah.id, files, found, words, {"sumber.json": dump_json(source)})


def surat_masuk(session: Session, surat: SuratMasuk) -> Rekaman:
    """A surat masuk with its scan, or with the naskah of this city that it is, and every row about it."""
    found = place(session, Objek.SURAT_MASUK, surat.id)
    meta = metadata.surat_masuk(session, surat, found[0] if found else None)
    rows = catatan.milik(session, Objek.SURAT_MASUK, surat.id, surat.sifat)
    meta["kegiatan"]["relasi"]["kaitan"] = [
        {"hubungan": str(k.hubungan), "dari": k.dari_surat_id} for k in rows["surat_kaitan"]
    ]
    where = next(iter(rows["surat_lokasi"]), None)
    meta["lokasi"]["fisik"] = where.teks if where is not None else None
    files = dokumen(surat.berkas_key, surat.berkas_size, surat.berkas_sha256, surat.berkas_mime, surat.berkas_nama)
    source = surat.naskah
    if not files and source is not None:
        files = dokumen(source.pdf_key, source.pdf_size, source.pdf_sha256)
    attached = _lampiran(source.lampiran) if source is not None else []
    files += attached + beserta(rows, len(attached))
    words = f"{surat.hal}\n{surat.ringkasan}\n{surat.teks}"
    kept = dump_json({"catatan": covered(catatan.tertulis(session, rows))})
    return _made(session, meta, "surat_masuk", surat.id, files, found, words, {"sumber.json": kept})


def arsip_impor(session: Session, arsip: ArsipImpor, kept: Mapping[str, bytes]) -> Rekaman:
    """An imported record as it came, with its events here added; `kept` are its metadata and further files.

    Where it lies and how long it is kept is told as it is here. What an earlier journey told of that, and the trail it
    had then, stand in `perjalanan`, so that nothing is lost however often a record moves on.
    """
    found = place(session, Objek.ARSIP_IMPOR, arsip.id)
    berkas = found[0] if found else None
    meta = json.loads(kept["metadata.json"])
    rows = catatan.milik(session, Objek.ARSIP_IMPOR, arsip.id, arsip.sifat)
    before = {name: meta[name] for name in ("impor", "riwayat_impor", "retensi") if meta.get(name)}
    business = meta.get("kegiatan") if isinstance(meta.get("kegiatan"), dict) else {}
    before |= {"berkas": business["berkas"]} if business.get("berkas") else {}
    if "premis-asal.xml" in kept:
        before["premis"] = kept["premis-asal.xml"].decode()
    meta["perjalanan"] = [*_listed(meta.get("perjalanan")), before]
    meta["riwayat_impor"] = metadata.riwayat(session, "arsip_impor", arsip.id)
    meta["impor"] = {
        "asal": arsip.asal, "asal_id": arsip.asal_id, "waktu": plain(arsip.diimpor_at),
        "catatan": catatan.tertulis(session, rows),
    }  # fmt: skip
    meta["retensi"] = metadata.retensi(berkas)
    own = {"nomor": berkas.nomor, "judul": berkas.judul, "indeks": berkas.indeks} if berkas else None
    meta["kegiatan"] = business | {"berkas": own}
    files = dokumen(arsip.key, arsip.size, arsip.sha256, arsip.mime, arsip.nama)
    files += _lampiran(arsip.lampiran)
    files += beserta(rows, len(arsip.lampiran))
    more = {name: kept[name].decode() for name in ("sumber.json", "premis-asal.xml") if name in kept}
    return _made(session, meta, "arsip_impor", arsip.id, files, found, arsip.hal, more)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _lampiran(rows: Iterable[Any]) -> list[Muatan]:
    return [lampiran(n, x.judul, x.nama, x.mime, x.key, x.size, x.sha256) for n, x in enumerate(rows, start=1)]


def _made(
    session: Session,
    meta: dict[str, Any],
    objek: str,
    objek_id: int,
    files: list[Muatan],
    found: tuple[Berkas, IsiBerkas] | None,
    words: str,
    more: dict[str, str],
) -> Rekaman:
    """What all kinds have in common: the groups completed, every NIK covered, and the texts rendered."""
    berkas = found[0] if found else None
    if found is not None and meta.get("kegiatan", {}).get("berkas"):
        meta["kegiatan"]["berkas"] |= {
            "urutan": found[1].urutan,
            "tingkat_perkembangan": str(found[1].tingkat_perkembangan),
            "diberkaskan_pada": plain(found[1].at),
        }
    if berkas is not None and meta.get("retensi"):
        meta["retensi"]["status_arsip"] = str(berkas.tahap(clock.today()))
        place_of_paper = [x for x in (berkas.ruang, berkas.rak, berkas.boks, berkas.folder) if x]
        meta.setdefault("lokasi", {})["boks_rak"] = " / ".join(place_of_paper) or None
    if objek != "arsip_impor":
        meta["versi_metadata"] = VERSI
        meta["hak"]["data_pribadi"] = ber_nik(words)
        meta["lokasi"]["repositori"] = SISTEM_ASAL
    meta["teknis"] = (meta.get("teknis") or {}) | {"berkas": [_described(m) for m in files]}
    whole = covered(meta)
    trail = events(session, objek, objek_id)
    texts = {
        "metadata.json": json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "metadata.xml": iso23081.render(whole),
        "premis.xml": premis.render(f"{objek}:{objek_id}", files, trail),
        **more,
    }
    return Rekaman(whole, texts, files, berkas.id if berkas is not None else None)


def _described(file: Muatan) -> dict[str, Any]:
    return {
        "nama": file.nama,
        "judul": file.judul or None,
        "format": file.mime,
        "ukuran": file.size,
        "hash": {"algoritme": "SHA-256", "nilai": file.sha256},
    }


def functions(session: Session, kodes: Iterable[str]) -> dict[str, str]:
    """The titles of some kode, for lists that people read."""
    found = {}
    for kode in set(kodes):
        path = klasifikasi.path(session, kode) if kode else []
        found[kode] = path[-1].label if path else ""
    return found
