"""The good rows of an import taken in, a portion at a time; a kill costs one portion and doubles nothing."""

import io
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock, sandbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.arsip.actions.impor import berkaskan_impor
from eoffice.arsip.states import Tingkat
from eoffice.arsip_impor import indexing
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError, Invalid
from eoffice.paket.actions.bongkar import teks_metadata
from eoffice.paket.actions.nilai import Bahan, file_ids, gather, next_rows, plain_name, values_of
from eoffice.paket.actions.tempat import berkas_untuk
from eoffice.paket.baca import kolom as aturan
from eoffice.paket.models import Impor, ImporBaris, ImporBerkas
from eoffice.paket.states import StatusBaris
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.web.services import Services


def masuk_porsi(services: Services, impor_id: int, actor: Actor) -> bool:
    """Take the next good rows in; False when none is left."""
    with reading(services.engine) as session:
        rows = next_rows(session, impor_id, StatusBaris.BENAR)
        if not rows:
            return False
        bahan = gather(session, impor_id, actor)
        session.expunge_all()
    words: dict[int, str] = {}
    made: dict[int, Blob] = {}
    for row in rows:
        value = values_of(bahan.impor, row.kolom)
        words[row.urutan] = _words(services, bahan, value)
        if bahan.impor.format is None:
            made[row.urutan] = services.store.put(io.BytesIO(teks_metadata(_metadata(bahan.impor, row, value))))
    titik("impor_tersimpan")
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        for known in rows:
            row = session.get_one(ImporBaris, (impor_id, known.urutan))
            if row.keadaan is not StatusBaris.BENAR:
                continue
            try:
                with session.begin_nested():
                    _take_in(session, bahan, impor, row, words[row.urutan], made.get(row.urutan))
            except IntegrityError:
                row.keadaan = StatusBaris.KEMBAR
                row.masalah = [{"kolom": "", "salah": "Sudah pernah diimpor.", "saran": "Tidak dimasukkan lagi."}]
            except EofficeError as error:
                row.keadaan = StatusBaris.SALAH
                row.masalah = [{"kolom": "", "salah": str(error), "saran": "Perbaiki, lalu ulangi impor."}]
        impor.selesai += len(rows)
    return True


def _words(services: Services, bahan: Bahan, value: dict[str, Any]) -> str:
    """The text layer of the record, for search; what has none is found by its metadata (UPL-12)."""
    ids = file_ids(bahan, value)
    if not value.get("berkas") or not ids:
        return ""
    with reading(services.engine) as session:
        file = session.get_one(ImporBerkas, ids[0])
        blob, mime = file.blob, file.mime
    if blob is None or mime != "application/pdf":
        return ""
    try:
        with services.store.open(blob) as source:
            return "\f".join(sandbox.teks_pdf(source.read())).replace("\x00", " ")
    except sandbox.Refused:
        return ""


def _take_in(session: Session, bahan: Bahan, impor: Impor, row: ImporBaris, words: str, metadata: Blob | None) -> None:
    value = values_of(impor, row.kolom)
    root = str(impor.rincian.get("akar", ""))

    def blob(nama: str) -> Blob | None:
        found = session.scalar(
            select(ImporBerkas).where(ImporBerkas.impor_id == impor.id, ImporBerkas.nama == root + nama)
        )
        return found.blob if found is not None else None

    kept = metadata or blob(str(value.get("metadata") or ""))
    if kept is None:
        raise Invalid("Metadata baris ini tidak ada di paket.")
    main = session.get_one(ImporBerkas, file_ids(bahan, value)[0]) if value.get("berkas") else None
    premis, sumber = (blob(str(value[n])) if value.get(n) else None for n in ("premis", "sumber"))
    sifat = aturan.SIFAT[str(value.get("sifat") or "").replace("_", " ").casefold()]
    arsip = ArsipImpor(
        opd_id=impor.opd_id,
        unit_id=bahan.unit.get(str(value.get("unit") or "").casefold(), impor.unit_id),
        pejabat_id=impor.pejabat_id if sifat not in REACH[Relation.ARSIPARIS] else None,
        impor_id=impor.id,
        asal=impor.asal,
        asal_id=str(value.get("asal_id") or f"baris {row.urutan + 1}")[:160],
        sidik=row.sidik,
        tanggal=aturan.tanggal(str(value.get("tanggal") or "")),
        kode_klasifikasi=str(value.get("kode_klasifikasi") or "") or None,
        sifat=sifat,
        halaman=main.halaman if main else 0,
        nama=_name(main) if main else "",
        mime=main.mime if main else "",
        metadata_key=kept.key,
        metadata_size=kept.size,
        metadata_sha256=kept.sha256,
        teks=words[:2_000_000],
        diimpor_at=clock.now(),
        diimpor_oleh=bahan.actor.pegawai_id,
        **{
            n: str(value.get(n) or "")[: aturan.BY_NAME[n].panjang]
            for n in (
                "jenis",
                "nomor",
                "nomor_agenda",
                "hal",
                "uraian",
                "pencipta",
                "penerima",
                "penandatangan",
                "tingkat",
                "lokasi",
            )
        },
    )
    for prefix, found in (("", main.blob if main else None), ("premis_", premis), ("sumber_", sumber)):
        if found is not None:
            for name in ("key", "size", "sha256"):
                setattr(arsip, prefix + name, getattr(found, name))
    arsip.lampiran = _lampiran(session, bahan, value)
    session.add(arsip)
    session.flush()
    indexing.put(session, arsip)
    audit.record(
        session, bahan.actor, "arsip_impor.masuk", "arsip_impor", arsip.id, sifat=arsip.sifat,
        isi_sha256=arsip.sha256 or "", catatan=f"Impor {impor.id} dari {impor.asal}: {arsip.asal_id}"[:300],
    )  # fmt: skip
    berkas = berkas_untuk(session, bahan.actor, impor, arsip, value)
    if berkas is not None:
        known = {str(t): t for t in Tingkat}
        berkaskan_impor(session, bahan.actor, berkas, arsip, tingkat=known.get(arsip.tingkat.casefold(), Tingkat.ASLI))
    row.keadaan, row.masalah, row.arsip_id = StatusBaris.MASUK, [], arsip.id


def _lampiran(session: Session, bahan: Bahan, value: dict[str, Any]) -> list[LampiranImpor]:
    found = []
    titles = value.get("judul_lampiran") or {}
    for n, nama in enumerate(value.get("lampiran") or [], start=1):
        file = session.get_one(ImporBerkas, bahan.berkas[plain_name(nama)])
        short = nama.rpartition("/")[2]
        title = next(
            (
                t
                for path, t in titles.items()
                if path.rpartition("/")[2] == short or short.endswith(path.rpartition("/")[2])
            ),
            "",
        )
        found.append(
            LampiranImpor(
                urutan=n,
                judul=(title or short)[:300],
                nama=_name(file),
                mime=file.mime,
                key=file.key,
                size=file.size,
                sha256=file.sha256,
            )
        )
    return found


def _name(file: ImporBerkas) -> str:
    short = file.nama.rpartition("/")[2]
    return names.clean(short, short.rpartition(".")[2].lower() if "." in short else "bin")


def _metadata(impor: Impor, row: ImporBaris, value: dict[str, Any]) -> dict[str, Any]:
    """The groups of naskah-dinas 6.7 as far as a list tells them, and every cell of the row as it stood there."""
    day = aturan.tanggal(str(value.get("tanggal") or ""))

    def told(name: str) -> str | None:
        return str(value.get(name) or "") or None

    return {
        "versi_metadata": 2,
        "identitas": {
            "id": f"impor:{impor.id}:{row.urutan}", "jenis": told("jenis"), "nomor": told("nomor"),
            "nomor_agenda": told("nomor_agenda"), "tanggal": day.isoformat() if day else None, "hal": told("hal"),
            "uraian": told("uraian"), "bahasa": "id",
        },
        "pelaku": {
            "pencipta": {"nama": told("pencipta"), "unit": told("unit")},
            "penerima": [told("penerima")] if told("penerima") else [],
            "penandatangan": {"jabatan": told("penandatangan")},
            "operator_id": impor.oleh_id,
        },
        "kegiatan": {"kode_klasifikasi": told("kode_klasifikasi"), "berkas": None, "relasi": {}},
        "hak": {"sifat": str(aturan.SIFAT[str(value.get("sifat") or "").casefold()]), "dasar_pembatasan": None},
        "retensi": None,
        "teknis": {"berkas": []},
        "tanda_tangan": None,
        "riwayat": [],
        "lokasi": {"repositori": impor.asal, "fisik": told("lokasi")},
        "lembar": {"nama": impor.rincian.get("daftar"), "baris": row.urutan + 1, "kolom": value.get("asli", {})},
    }  # fmt: skip
