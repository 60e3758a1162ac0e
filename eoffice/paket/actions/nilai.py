"""Every row of an import looked at: its values, its files, and whether the same record is there already."""

import hashlib
import posixpath
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import sandbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import reading, transaction
from eoffice.disposisi import suara
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Unit
from eoffice.paket.baca import kolom as aturan
from eoffice.paket.baca.kolom import masalah
from eoffice.paket.models import Impor, ImporBaris, ImporBerkas
from eoffice.paket.states import SEPORSI, SEPORSI_BARIS, StatusBaris
from eoffice.titik import titik
from eoffice.web.fields import parse_json
from eoffice.web.services import Services

#: What the sandbox looks at as an office file; everything else it takes for a scan or a PDF (UPL-01).
KANTOR: Final = (".docx", ".xlsx")


#: What people write into a cell that has nothing to say.
_TANPA: Final = ("-", "–", "—", "--")


@dataclass
class Bahan:
    """What the rows of a portion are looked at with."""

    impor: Impor
    actor: Actor
    berkas: dict[str, int] = field(default_factory=dict)
    unit: dict[str, int] = field(default_factory=dict)
    kode: set[str] = field(default_factory=set)


def plain_name(nama: str) -> str:
    return unicodedata.normalize("NFC", nama.replace("\\", "/")).casefold().strip().removeprefix("./")


def gather(session: Session, impor_id: int, actor: Actor) -> Bahan:
    impor = session.get_one(Impor, impor_id)
    found = Bahan(impor, actor)
    root = str(impor.rincian.get("akar", ""))
    short: dict[str, set[int]] = {}
    for file_id, nama in session.execute(
        select(ImporBerkas.id, ImporBerkas.nama).where(ImporBerkas.impor_id == impor_id)
    ).tuples():
        below = plain_name(nama.removeprefix(root))
        if nama.startswith(root):  # what lies elsewhere may bear the name of what lies beside the list
            found.berkas[below] = file_id
        last, bare = below.rpartition("/")[2], posixpath.splitext(below)[0]
        for name in (last, plain_name(nama), bare, bare.rpartition("/")[2]):
            short.setdefault(name, set()).add(file_id)
    for name, ids in short.items():  # a list often names files without their folder, or without the .pdf
        if len(ids) == 1:
            found.berkas.setdefault(name, *ids)
    for unit in session.scalars(select(Unit).where(Unit.opd_id == impor.opd_id)):
        found.unit |= {unit.nama.casefold(): unit.id, unit.kode.casefold(): unit.id, unit.singkatan.casefold(): unit.id}
    found.kode = set(session.scalars(select(Klasifikasi.kode)))
    return found


def periksa_porsi(services: Services, impor_id: int, actor: Actor) -> bool:
    """Look at the next rows; False when all were looked at."""
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        if impor.rincian.get("periksa_ulang"):
            mine = ImporBaris.impor_id == impor_id
            session.execute(
                update(ImporBaris)
                .where(mine, ImporBaris.keadaan != StatusBaris.MASUK)
                .values(keadaan=StatusBaris.MENUNGGU, sidik="")
            )
            impor.rincian = {k: v for k, v in impor.rincian.items() if k != "periksa_ulang"}
    with reading(services.engine) as session:
        rows = next_rows(session, impor_id, StatusBaris.MENUNGGU)
        if not rows:
            return False
        bahan = gather(session, impor_id, actor)
        taken = porsi(bahan, [(row, values_of(bahan.impor, row.kolom)) for row in rows])
        values = [(row.urutan, value) for row, value in taken]
        wanted = {i for _, v in values for i in file_ids(bahan, v)}
        files = list(session.scalars(select(ImporBerkas).where(ImporBerkas.id.in_(wanted), ImporBerkas.mime == "")))
        session.expunge_all()
    checked = {file.id: _check(services, file, package=bahan.impor.format is not None) for file in files}
    titik("impor_diperiksa")
    with transaction(services.engine) as session:
        for file_id, (mime, pages, said) in checked.items():
            row = session.get_one(ImporBerkas, file_id)
            row.mime, row.halaman, row.alasan = mime, pages, said[:500]
        session.flush()
        every = select(ImporBaris).where(ImporBaris.impor_id == impor_id)
        held = {row.urutan: row for row in session.scalars(every.where(ImporBaris.urutan.in_([n for n, _ in values])))}
        looked = list(session.scalars(select(ImporBerkas).where(ImporBerkas.id.in_(wanted))))
        for urutan, value in values:
            _judge(session, bahan, held[urutan], value)
            session.flush()
        del looked  # held until here, so that looking one up cost no statement
        session.get_one(Impor, impor_id).selesai += len(values)
    return True


def next_rows(session: Session, impor_id: int, keadaan: StatusBaris) -> list[ImporBaris]:
    rows = select(ImporBaris).where(ImporBaris.impor_id == impor_id, ImporBaris.keadaan == keadaan)
    return list(session.scalars(rows.order_by(ImporBaris.urutan).limit(SEPORSI_BARIS)))


def porsi(bahan: Bahan, rows: Sequence[tuple[ImporBaris, dict[str, Any]]]) -> list[tuple[ImporBaris, dict[str, Any]]]:
    """As many of these rows as name no more files than are looked at in one portion; the first always."""
    taken: list[tuple[ImporBaris, dict[str, Any]]] = []
    files: set[int] = set()
    for row, value in rows:
        files |= set(file_ids(bahan, value))
        if taken and len(files) > SEPORSI:
            break
        taken.append((row, value))
    return taken


def values_of(impor: Impor, kolom: dict[str, Any]) -> dict[str, Any]:
    """The row by our names: as the package said, or by the mapping of the columns."""
    if impor.format is not None:
        return dict(kolom)
    asli = kolom.get("asli", {})
    found: dict[str, Any] = {name: str(asli.get(column, "")).strip() for name, column in impor.pemetaan.items()}
    found = {name: "" if text in _TANPA else text for name, text in found.items()}
    found["lampiran"] = [x.strip() for x in str(found.get("lampiran", "")).split(";") if x.strip()]
    return found | {"asli": asli}


def file_ids(bahan: Bahan, value: dict[str, Any]) -> list[int]:
    named = [value.get("berkas") or "", *(value.get("lampiran") or [])]
    return [bahan.berkas[plain_name(n)] for n in named if n and plain_name(n) in bahan.berkas]


def _check(services: Services, file: ImporBerkas, *, package: bool) -> tuple[str, int, str]:
    """Media type, pages, and why it cannot be taken; the bytes themselves are never changed."""
    if file.blob is None:
        return "-", 0, "Berkas ini tidak terbaca."
    with services.store.open(file.blob) as source:
        content = source.read()
    lower = file.nama.lower()
    if package and lower.endswith(".json"):  # a lampiran that was typed
        try:
            parse_json(content)
        except ValueError:
            return "-", 0, "JSON ini tidak dapat dibaca."
        return "application/json", 0, ""
    if package and (kind := suara.jenis(content)) is not None:  # what a leader spoke
        said = suara.salah(content)
        return ("-", 0, said) if said else (suara.MEDIA[kind], 0, "")
    checked = sandbox.periksa_unggahan(content, file.nama, "lampiran" if lower.endswith(KANTOR) else "masuk")
    if not checked.bersih:
        return "-", 0, " ".join(checked.alasan) or "Jenis berkas ini tidak diterima."
    return checked.mime, checked.pages or 0, ""


def _judge(session: Session, bahan: Bahan, row: ImporBaris, value: dict[str, Any]) -> None:
    """Everything that is wrong with a row, or that it is there already."""
    texts = {k.nama: str(value.get(k.nama) or "") for k in aturan.KOLOM if k.nama not in ("berkas", "lampiran")}
    found = aturan.bentuk(texts)
    if bahan.impor.format is not None:  # a package may hold records without a kode
        found = (
            [m for m in found if not (m["salah"] == "Kosong." and not texts["kode_klasifikasi"])]
            if texts["hal"]
            else found
        )
    kode = texts["kode_klasifikasi"]
    if kode and kode not in bahan.kode:
        found.append(
            masalah("kode_klasifikasi", f"“{kode[:20]}” tidak ada di klasifikasi.", "Pakai kode dari menu Klasifikasi.")
        )
    if bahan.impor.format is None and texts["unit"] and texts["unit"].casefold() not in bahan.unit:
        found.append(
            masalah(
                "unit",
                f"“{texts['unit'][:60]}” tidak dikenal.",
                "Tulis nama, singkatan, atau kode unit seperti di menu Organisasi, atau kosongkan.",
            )
        )
    sifat = aturan.sifat(texts["sifat"])
    if sifat is not None and sifat not in REACH[Relation.ARSIPARIS] and bahan.impor.pejabat_id is None:
        found.append(
            masalah(
                "sifat",
                "Arsip di atas Terbatas memerlukan pejabat yang membacanya.",
                "Ulangi impor dan pilih pejabatnya.",
            )
        )
    found += _files_wrong(session, bahan, value, texts)
    row.masalah = found
    if found:
        row.keadaan, row.sidik = StatusBaris.SALAH, ""
        return
    row.sidik = _sidik(session, bahan, value)
    twin = _twin(session, bahan, row)
    row.masalah = [{"kolom": "", "salah": twin, "saran": "Tidak dimasukkan lagi."}] if twin else []
    row.keadaan = StatusBaris.KEMBAR if twin else StatusBaris.BENAR


def _files_wrong(session: Session, bahan: Bahan, value: dict[str, Any], texts: dict[str, str]) -> list[dict[str, str]]:
    found = []
    named = [("berkas", value.get("berkas") or "")] + [("lampiran", n) for n in value.get("lampiran") or []]
    if not named[0][1] and not texts["lokasi"] and bahan.impor.format is None:
        found.append(
            masalah("berkas", "Tanpa file dan tanpa lokasi fisik.", "Isi nama filenya, atau lokasi simpan kertasnya.")
        )
    for name, nama in named:
        if not nama:
            continue
        file_id = bahan.berkas.get(plain_name(nama))
        if file_id is None:
            found.append(
                masalah(name, f"File “{nama[:100]}” tidak ada.", "Periksa ejaan nama file, atau sertakan filenya.")
            )
            continue
        said = session.get_one(ImporBerkas, file_id).alasan
        if said:
            found.append(masalah(name, f"{nama[:100]}: {said}", "Perbaiki filenya, lalu ulangi impor."))
    return found


def _sidik(session: Session, bahan: Bahan, value: dict[str, Any]) -> str:
    """Number, date and bytes; of a record without a file its hal as well, so that two blank ones are not the same.

    Of a package also what the record was called there: a naskah and the surat masuk that it became where it arrived have
    the same file, but each its own agenda, chain and trail.
    """
    ids = file_ids(bahan, value)
    main = value.get("berkas") and session.get_one(ImporBerkas, ids[0]).sha256
    day = aturan.tanggal(str(value.get("tanggal") or ""))
    parts = [" ".join(str(value.get("nomor") or "").casefold().split()), day.isoformat() if day else "", main or ""]
    if not main:
        parts += [str(value.get("hal") or "").casefold(), str(value.get("lokasi") or "").casefold()]
    if bahan.impor.format is not None:
        parts.append(str(value.get("asal_id") or ""))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _twin(session: Session, bahan: Bahan, row: ImporBaris) -> str:
    """Where the same record is already; '' when nowhere that the actor may know of."""
    impor = bahan.impor
    earlier = session.scalar(
        select(ImporBaris.urutan)
        .where(ImporBaris.impor_id == impor.id, ImporBaris.sidik == row.sidik, ImporBaris.urutan != row.urutan)
        .limit(1)
    )
    if earlier is not None:
        return f"Sama dengan baris {earlier + (1 if impor.format is None else 0)}."
    same = select(ArsipImpor.musnah_ba).where(ArsipImpor.opd_id == impor.opd_id, ArsipImpor.sidik == row.sidik)
    there = session.scalar(same)
    if there is not None:
        return f"Sudah dimusnahkan menurut Berita Acara Nomor {there}." if there else "Sudah pernah diimpor."
    ids = file_ids(bahan, values_of(impor, row.kolom))
    sha = session.get_one(ImporBerkas, ids[0]).sha256 if ids else None
    if sha:
        own = naskah_queries.visible(bahan.actor).where(Naskah.pdf_sha256 == sha)
        known = session.execute(own.with_only_columns(Naskah.nomor, Naskah.musnah_ba).limit(1)).first()
        if known is not None:
            gone = f", yang dimusnahkan menurut Berita Acara Nomor {known.musnah_ba}" if known.musnah_ba else ""
            return f"Sudah ada sebagai naskah {known.nomor}{gone}."
    return ""
