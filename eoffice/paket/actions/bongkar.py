"""The first half of an import: its files into the store one portion at a time, then what they are, then rows."""

import hashlib
import io
import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eoffice import sandbox
from eoffice.db import reading, transaction
from eoffice.errors import Invalid
from eoffice.paket.actions.pulih import baca
from eoffice.paket.actions.terima import isi_folder
from eoffice.paket.baca import baris, periksa
from eoffice.paket.baca.kolom import BUKAN_LEMBAR, baris_kepala, simpan_xlsx, tebak
from eoffice.paket.models import Impor, ImporBaris, ImporBerkas
from eoffice.paket.states import BARIS_TERBANYAK, Format, LangkahImpor, StatusBaris
from eoffice.sandbox import arsip_zip
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.web.services import Services

_SATU_DAFTAR: Final = "Sertakan tepat satu daftar XLSX atau CSV di folder teratas, misalnya daftar.xlsx."
#: Files of one portion, and bytes of them together.
SEPORSI_BERKAS: Final = 200
SEPORSI_BITA: Final = 32 * 1024 * 1024
#: Bytes of one file of a folder.
TERBESAR: Final = 100 * 1024 * 1024


def daftarkan(services: Services, impor_id: int) -> None:
    """Look at what is there, and make a row for every file; nothing is taken over yet."""
    with reading(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        blob, folder = impor.blob, impor.folder
    if blob is not None:
        with services.store.open(blob) as source:
            looked = arsip_zip.sidik_zip(source.read())
        files = [{"nama": n, "size": size, "sha256": sha} for n, size, sha in looked.isi]
    else:
        files = [{"nama": n, "size": size, "sha256": ""} for n, _, size in isi_folder(Path(folder))]
        _apart(str(f["nama"]) for f in files)
    if periksa.kenali({str(f["nama"]): "" for f in files})[0] is None:  # of a package every file counts
        files = [f for f in files if not periksa.litter(str(f["nama"]))]
    if not files:
        raise Invalid("Tidak ada satu berkas pun di dalamnya.")
    too_long = next((f["nama"] for f in files if len(str(f["nama"])) > 380), None)
    if too_long is not None:
        raise Invalid(f"Alamat berkas terlalu panjang: {str(too_long)[:80]}….")
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        known = set(session.scalars(select(ImporBerkas.nama).where(ImporBerkas.impor_id == impor_id)))
        fresh = [
            f | {"impor_id": impor_id, "key": None, "mime": "", "halaman": 0, "alasan": ""}
            for f in files
            if f["nama"] not in known
        ]
        for start in range(0, len(fresh), 1000):
            session.execute(insert(ImporBerkas), fresh[start : start + 1000])
        impor.move(LangkahImpor.DAFTARKAN)
        impor.jumlah, impor.selesai = len(files), 0


def _apart(names: Iterable[str]) -> None:
    """No two files of a folder are told apart by capitals or by how a letter is put together alone, as in a ZIP (UPL-10)."""
    seen: set[str] = set()
    for name in names:
        if (plain := unicodedata.normalize("NFC", name).casefold()) in seen:
            raise Invalid(
                f"Folder ini memuat dua berkas yang namanya hampir sama: {name[:100]}. Ganti nama salah satunya."
            )
        seen.add(plain)


def bongkar(services: Services, impor_id: int) -> bool:
    """Take the next files over into the store; False when all are there."""
    with reading(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        blob, folder = impor.blob, impor.folder
        waiting = session.execute(
            select(ImporBerkas.id, ImporBerkas.nama, ImporBerkas.size)
            .where(ImporBerkas.impor_id == impor_id, ImporBerkas.key.is_(None))
            .order_by(ImporBerkas.id)
            .limit(SEPORSI_BERKAS)
        ).all()
    if not waiting:
        return False
    part: list[Any] = []
    weight = 0
    for row in waiting:
        weight += row.size or 0
        if part and weight > SEPORSI_BITA:
            break
        part.append(row)
    if blob is not None:
        with services.store.open(blob) as source:
            bodies = arsip_zip.ambil_zip(source.read(), [row.nama for row in part])
        kept = [services.store.put(io.BytesIO(body)) for body in bodies]
    else:
        kept = [_from_folder(services, Path(folder), row.nama) for row in part]
    titik("impor_porsi")
    with transaction(services.engine) as session:
        for row, stored in zip(part, kept, strict=True):
            file = session.get_one(ImporBerkas, row.id)
            file.key, file.size, file.sha256 = stored.key, stored.size, stored.sha256
        session.get_one(Impor, impor_id).selesai += len(part)
    return True


def _from_folder(services: Services, folder: Path, nama: str) -> Blob:
    path = folder / nama
    if path.resolve() != folder.resolve() / nama:
        raise Invalid(f"{nama} melewati tautan, yang tidak diterima.")
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as source:
        if os.fstat(source.fileno()).st_size > TERBESAR:
            raise Invalid(f"{nama} lebih besar dari 100 MB.")
        return services.store.put(source)


def kenali(services: Services, impor_id: int) -> None:
    """Every file is there: tell what it is, check its hashes, and make a row for every record.

    Raises:
        Invalid: the package is damaged, or there is no list to go by.
    """
    with reading(services.engine) as session:
        files = _files(session, impor_id)

    def read(nama: str) -> bytes:
        if nama not in files:
            raise Invalid(f"Berkas {nama} tidak ada di paket ini.")
        with services.store.open(files[nama]) as source:
            return source.read()

    names = {nama: blob.sha256 for nama, blob in files.items()}
    bentuk, root = periksa.kenali(names)
    if bentuk is None:
        _legacy(services, impor_id, files, read)
        return
    report = periksa.periksa(
        names, lambda n: read(n).decode("utf-8", "replace"), lambda n: arsip_zip.sidik_mets(read(n))
    )
    if not report.utuh:
        first = [f"{t.nama}: {periksa.LABEL[t.keadaan].lower()}" for t in report.beda[:3]]
        raise Invalid(" ".join([*report.galat, "Paket ini tidak utuh.", *(f"{f}." for f in first)]))
    _package(services, impor_id, bentuk, root, [n.removeprefix(root) for n in names], lambda n: read(root + n))


def _files(session: Session, impor_id: int) -> dict[str, Blob]:
    rows = session.execute(
        select(ImporBerkas.nama, ImporBerkas.key, ImporBerkas.size, ImporBerkas.sha256).where(
            ImporBerkas.impor_id == impor_id, ImporBerkas.key.is_not(None)
        )
    )
    return {nama: Blob(key, size, sha256) for nama, key, size, sha256 in rows}


def _package(
    services: Services, impor_id: int, bentuk: Format, root: str, names: list[str], read: Callable[[str], bytes]
) -> None:
    texts: list[tuple[str, str]] = []
    if bentuk is Format.SRIKANDI:
        about, listed = baris.srikandi(read("daftar.json"))
        rows = []
        for row, kept in listed:
            rows.append(row)
            texts += [(f"{row['jalur']}/{name}", text) for name, text in kept.items()]
    else:
        about, records = (baris.bagit if bentuk is Format.BAGIT else baris.eark)(names, read)
        rows = list(records)
    for told in about["berkas"]:
        baca(told)
    if {root + name for name, _ in texts} & {root + name for name in names}:
        raise Invalid("daftar.json memuat teks yang juga ada sebagai berkas, jadi tidak jelas mana yang berlaku.")
    rows.sort(key=lambda r: (r["nomor_berkas"], r["urutan_berkas"], r["jalur"]))
    made = [{"nama": n, "blob": services.store.put(io.BytesIO(t.encode()))} for n, t in texts]
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        for each in made:
            blob = each["blob"]
            assert isinstance(blob, Blob)
            name = root + str(each["nama"])
            session.add(
                ImporBerkas(
                    impor_id=impor_id, nama=name, key=blob.key, size=blob.size, sha256=blob.sha256, mime="", alasan=""
                )
            )
        impor.format, impor.rincian = bentuk, about | {"akar": root}
        _add_rows(session, impor_id, dict(enumerate(rows, start=1)))
        impor.move(LangkahImpor.KENALI_PAKET)
        impor.jumlah, impor.selesai = len(rows), 0


def _legacy(services: Services, impor_id: int, files: dict[str, Blob], read: Callable[[str], bytes]) -> None:
    """A folder of documents with its list; a person says what the columns are."""
    sheets = sorted((n for n in files if n.lower().endswith((".xlsx", ".csv"))), key=lambda n: (n.count("/"), n))
    top = [n for n in sheets if n.count("/") == (sheets[0].count("/") if sheets else 0)]
    named = [n for n in top if "daftar" in n.rpartition("/")[2].lower()]
    if len(top) != 1 and len(named) != 1:
        raise Invalid(f"Arsip ini {_lists(top, files)}. {_SATU_DAFTAR}")
    sheet = named[0] if len(named) == 1 else top[0]
    try:
        table = sandbox.baca_lembar(read(sheet), panjang=4000, terbanyak=BARIS_TERBANYAK + 1)
    except sandbox.Refused as refused:
        raise Invalid(f"{sheet}: {refused}") from refused
    top_row = baris_kepala(table)
    head = _head(table[top_row] if table else ())
    rows = {
        n: {"asli": {name: cell for name, cell in zip(head, line, strict=False) if cell}}
        for n, line in enumerate(table)
        if n > top_row and any(line)
    }
    if not rows:
        raise Invalid(f"{sheet} tidak berisi baris. Satu baris memuat judul kolom, arsipnya mulai baris sesudahnya.")
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        impor.rincian = {
            "akar": sheet[: sheet.rfind("/") + 1],  # a list names its files from where it lies itself
            "daftar": sheet,
            "kepala": head,
            "contoh": [r["asli"] for r in list(rows.values())[:3]],
        }
        impor.pemetaan = tebak(head)
        _add_rows(session, impor_id, rows)
        impor.move(LangkahImpor.KENALI_DAFTAR)
        impor.jumlah, impor.selesai = len(rows), 0


def _lists(top: list[str], files: Iterable[str]) -> str:
    """How many lists there are where one should be, by name where that helps."""
    if top:
        return f"memuat {len(top)} daftar: {', '.join(n.rpartition('/')[2] for n in top[:3])}{', …' if top[3:] else ''}"
    old = next((n for n in files if n.lower().endswith(BUKAN_LEMBAR)), "")
    return f"tidak memuat daftar yang dapat dibaca: {simpan_xlsx(old)}" if old else "tidak memuat daftar"


def _head(cells: Iterable[str]) -> list[str]:
    """The names of the columns, each only once and none empty."""
    found: list[str] = []
    for n, cell in enumerate(cells, start=1):
        name = cell[:80] or f"Kolom {n}"
        while name in found:
            name = f"{name} ({n})"
        found.append(name)
    return found


def _add_rows(session: Session, impor_id: int, rows: Mapping[int, dict[str, Any]]) -> None:
    """Rows by their place; of a list that is the row of its sheet, counted from 0, so that every report names it rightly."""
    if len(rows) > BARIS_TERBANYAK:
        raise Invalid(f"Satu impor memuat paling banyak {BARIS_TERBANYAK} arsip. Bagi menjadi beberapa bagian.")
    made: list[dict[str, Any]] = [
        {
            "impor_id": impor_id,
            "urutan": n,
            "kolom": row,
            "keadaan": StatusBaris.MENUNGGU,
            "masalah": [],
            "sidik": "",
            "arsip_id": None,
        }
        for n, row in rows.items()
    ]
    for start in range(0, len(made), 500):
        session.execute(insert(ImporBaris), made[start : start + 500])


def sidik_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """Path and SHA-256 of every file below a folder, for a check without a database."""
    for nama, path, _ in isi_folder(folder):
        with path.open("rb") as source:
            yield nama, hashlib.file_digest(source, "sha256").hexdigest()


def teks_metadata(metadata: dict[str, Any]) -> bytes:
    """Metadata as they are kept for a record that came without any."""
    return (json.dumps(metadata, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
