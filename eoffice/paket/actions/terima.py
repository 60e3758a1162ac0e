"""An archive arrives: kept as it came, and opened by the worker; a person then says how its columns are read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, Unavailable
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.paket import policy, queries
from eoffice.paket.actions.nilai import values_of
from eoffice.paket.baca.kolom import KOLOM
from eoffice.paket.models import Impor, ImporBerkas
from eoffice.paket.states import BARIS_LABEL, BERKAS_TERBANYAK, LangkahImpor, StatusBaris, StatusImpor
from eoffice.sandbox.arsip_zip import TERBESAR
from eoffice.storage import BlobStore


def terima(
    session: Session,
    actor: Actor,
    *,
    unit: Unit,
    asal: str,
    pejabat: Jabatan | None = None,
    nama: str = "",
    folder: str = "",
    store: BlobStore | None = None,
    isi: BinaryIO | None = None,
) -> Impor:
    """Keep what was brought, a ZIP or the path of a folder of the server; the worker opens it.

    Args:
        asal: where the records come from, in words; it stays with every one of them.
        pejabat: who alone reads what is above Terbatas.
    Raises:
        NotAllowed: not an arsiparis. Invalid: the unit belongs to another perangkat daerah, or no origin was given.
    """
    require(policy.may_make(actor))
    if unit.opd_id is None or unit.opd_id not in actor.arsip_opd_ids:
        raise Invalid("Unit tidak sesuai.", {"unit_id": "Pilih unit dari perangkat daerah yang Anda layani."})
    if not asal.strip():
        raise Invalid("Asal arsip perlu diisi.", {"asal": "Sebutkan asalnya, misalnya Aplikasi lama Dinas Sosial."})
    made = Impor(
        opd_id=unit.opd_id,
        unit_id=unit.id,
        pejabat_id=pejabat.id if pejabat is not None else None,
        oleh_id=actor.pegawai_id,
        oleh_jabatan_id=actor.jabatan_id,
        asal=asal.strip()[:200],
        folder=folder[:500],
        status=StatusImpor.DITERIMA,
        pemetaan={},
        rincian={},
        dibuat_at=clock.now(),
        nama=nama[:200],
    )
    if isi is not None and store is not None:
        blob = store.put(isi)
        if blob.size > TERBESAR:
            raise Invalid("ZIP ini terlalu besar.", {"zip": "Minta administrator mengimpornya dari folder server."})
        made.key, made.size, made.sha256 = blob.key, blob.size, blob.sha256
    session.add(made)
    session.flush()
    audit.record(
        session, actor, "impor.terima", "impor", made.id, ke=made.status, catatan=f"{asal}: {nama or folder}"[:300]
    )
    return made


def petakan(session: Session, actor: Actor, impor: Impor, pemetaan: dict[str, str]) -> None:
    """Say which column is which field; every row is then looked at, and nothing is taken in yet.

    Raises:
        Invalid: a needed field has no column, or one column stands for two. Conflict: not the moment for it.
    """
    require(policy.may_open(actor, impor))
    if impor.format is not None:
        raise Conflict("Paket dari e-Office lain tidak perlu dipetakan.")
    impor.menuju(LangkahImpor.PETAKAN)  # refused before anything else is said
    known = set(impor.rincian.get("kepala", []))
    chosen = {k.nama: pemetaan[k.nama] for k in KOLOM if pemetaan.get(k.nama)}
    errors = {f"k_{k.nama}": "Pilih kolomnya." for k in KOLOM if k.wajib and k.nama not in chosen}
    errors |= {f"k_{n}": "Kolom ini tidak ada di daftar." for n, c in chosen.items() if c not in known}
    twice = {c for c in chosen.values() if list(chosen.values()).count(c) > 1}
    errors |= {f"k_{n}": "Kolom ini sudah dipakai isian lain." for n, c in chosen.items() if c in twice}
    if errors:
        raise Invalid("Pemetaan kolom belum lengkap.", errors)
    before = impor.move(LangkahImpor.PETAKAN)
    impor.pemetaan, impor.selesai, impor.percobaan = chosen, 0, 0
    impor.rincian = impor.rincian | {"periksa_ulang": True}
    audit.record(session, actor, "impor.petakan", "impor", impor.id, dari=before, ke=impor.status)


def masukkan(session: Session, actor: Actor, impor: Impor) -> None:
    """Take in every row that was found good. Raises Conflict when nothing can be."""
    require(policy.may_open(actor, impor))
    impor.menuju(LangkahImpor.MASUKKAN)
    if not queries.hitung(session, impor)[StatusBaris.BENAR]:
        raise Conflict("Tidak ada baris yang dapat dimasukkan. Perbaiki dahulu yang disebut dalam laporan.")
    before = impor.move(LangkahImpor.MASUKKAN)
    impor.selesai, impor.percobaan = 0, 0
    audit.record(session, actor, "impor.masukkan", "impor", impor.id, dari=before, ke=impor.status)


def batalkan(session: Session, actor: Actor, impor: Impor) -> None:
    """Give it up before anything has come in; its files go with the sweep, the report stays. Raises Conflict when too late."""
    require(policy.may_open(actor, impor))
    before = impor.move(LangkahImpor.BATALKAN)
    impor.selesai_at = clock.now()
    lepas(session, impor)
    audit.record(session, actor, "impor.dibatalkan", "impor", impor.id, dari=before, ke=impor.status)


def lepas(session: Session, row: Impor) -> None:
    """It is over: what was taken in has rows of its own, and everything else that was brought goes with the sweep (OBJ-02)."""
    files = update(ImporBerkas).where(ImporBerkas.impor_id == row.id)
    session.execute(files.values(key=None, size=None, sha256=None).execution_options(synchronize_session=False))
    row.key = row.size = row.sha256 = None
    row.rincian = {k: v for k, v in row.rincian.items() if k != "contoh"}


def laporan(session: Session, impor: Impor) -> Iterator[list[str]]:
    """Row by row what was found and what became of it, for a list that can be taken along."""
    after = 0
    while rows := queries.baris(session, impor, sesudah=after):
        for row in rows[: queries.PAGE]:
            told: list[dict[str, Any]] = list(row.masalah) or [{"kolom": "", "salah": "", "saran": ""}]
            value = values_of(impor, row.kolom)
            for each in told:
                yield [
                    str(row.urutan + (1 if impor.format is None else 0)),
                    BARIS_LABEL[row.keadaan],
                    str(value.get("nomor", "")),
                    str(value.get("hal", "")),
                    each["kolom"],
                    each["salah"],
                    each["saran"],
                    f"/arsip/impor/{row.arsip_id}" if row.arsip_id else "",
                ]
        after = rows[: queries.PAGE][-1].urutan


def isi_folder(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """The files below a folder of the server: path below it, place, size. Links and special files are refused (INJ-04).

    Raises:
        Invalid: a link, or more files than one import takes. Unavailable: it cannot be read.
    """
    count = 0
    try:
        if folder.is_symlink() or not folder.is_dir():
            raise Invalid(f"{folder} bukan folder. Sebutkan folder yang berisi arsipnya.")
        for at, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                path = Path(at) / name
                known = path.lstat()
                if not stat.S_ISREG(known.st_mode):
                    raise Invalid(
                        f"{path} berupa tautan atau berkas khusus, yang tidak diterima. Salin berkas aslinya ke folder itu."
                    )
                count += 1
                if count > BERKAS_TERBANYAK:
                    raise Invalid(
                        f"Folder ini memuat lebih dari {BERKAS_TERBANYAK} berkas. Bagi menjadi beberapa impor."
                    )
                yield path.relative_to(folder).as_posix(), path, known.st_size
    except OSError as error:
        said = f"Folder {folder} tidak dapat dibaca (kode {error.errno})."
        raise Unavailable(f"{said} Pastikan foldernya ada dan boleh dibaca akun yang menjalankan eoffice.") from error


def lagi(session: Session, actor: Actor, impor_id: int) -> Impor:
    """The import, locked for a step of a person. Raises NotFound."""
    session.execute(select(Impor.id).where(Impor.id == impor_id).with_for_update())
    return queries.get_impor(session, actor, impor_id)
