"""An installation of the bench's own: founded, filled by the bulk path, indexed as the product does it."""

import io
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Table, func, insert, inspect, select, text
from sqlalchemy.orm import Session

from eoffice import clock, siap
from eoffice.akses.actor import Peran
from eoffice.akun.models import Akun
from eoffice.akun.states import Tema
from eoffice.arsip import actions as arsip
from eoffice.contoh import geser, penduduk
from eoffice.db import transaction
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.errors import Conflict
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah.models import Naskah, Paraf, Penerima
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Penugasan, Unit
from eoffice.sambungan import copy_into
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.ukur import cetakan
from eoffice.ukur.rencana import OPD, Berkas, Kantor, Pos, Rencana
from eoffice.ukur.takar import Jam
from eoffice.web.services import Services

Say = Callable[[str], None]
PENANDA: Final = "ukur.json"
#: Records that go to the database together.
SEKALI: Final = 2_000
#: Codes of the klasifikasi that records bear.
KODE: Final = 120

TABLES: Final[tuple[tuple[str, Table], ...]] = tuple(
    (name, cast(Table, model.__table__))
    for name, model in (
        ("naskah", Naskah),
        ("paraf", Paraf),
        ("penerima", Penerima),
        ("surat_masuk", SuratMasuk),
        ("surat_akses", SuratAkses),
        ("disposisi", Disposisi),
        ("disposisi_penerima", DisposisiPenerima),
    )
)


@dataclass(frozen=True)
class Muatan:
    """What was loaded and what it cost, in seconds of processor time: the rows alone, and their index."""

    banyak: int
    benih: int
    alamat: str
    cpu_baris: float
    cpu_indeks: float
    tu_id: int
    kepala_id: int


def siapkan(services: Services, *, banyak: int, benih: int, say: Say) -> Muatan:
    """The filled installation: the one that stands here, if it holds just these records, else a new one.

    Raises:
        Conflict: something is here already that the bench did not make; nothing was changed.
    """
    if services.settings.mode == "produksi":
        raise Conflict("Ukuran tidak dijalankan pada mode produksi. Pakailah EOFFICE_MODE=coba dan tempat lain.")
    path = services.settings.data_dir / PENANDA
    if path.exists():
        return _known(services, path, banyak, benih)
    refuse_inhabited(services)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    siap.siapkan(services, say=lambda _line: None)
    made = isi(services, banyak=banyak, benih=benih, say=say)
    path.write_text(json.dumps(asdict(made)), encoding="utf-8")
    return made


def _known(services: Services, path: Path, banyak: int, benih: int) -> Muatan:
    found = Muatan(**json.loads(path.read_text(encoding="utf-8")))
    if (found.banyak, found.benih, found.alamat) != (banyak, benih, address(services)):
        raise _other(path, found)
    siap.upgrade(services.engine)
    with transaction(services.engine) as session:
        there = sum(session.scalar(select(func.count()).select_from(m)) or 0 for m in (Naskah, SuratMasuk))
    if there < banyak:  # what was signed here is added to what was loaded
        raise _other(path, found)
    return found


def _other(path: Path, found: Muatan) -> Conflict:
    return Conflict(
        f"Folder {path.parent} memuat ukuran lain ({found.banyak} surat, benih {found.benih}). "
        "Pakailah folder dan basis data yang masih kosong, atau sebutkan banyak dan benih yang sama."
    )


def address(services: Services) -> str:
    """Where the database is, without its password."""
    return services.engine.url.render_as_string(hide_password=True)


def refuse_inhabited(services: Services) -> None:
    """The bench never touches what it did not make.

    Raises:
        Conflict: the database has any table, or the store any object.
    """
    if inspect(services.engine).get_table_names():
        raise Conflict(
            "Basis data ini sudah berisi, jadi tidak dipakai untuk mengukur. Sebutkan --folder yang masih kosong, atau "
            "arahkan EOFFICE_DATABASE_URL ke basis data yang baru dibuat."
        )
    services.store.siapkan()
    if next(iter(services.store.keys()), None) is not None:
        raise Conflict(
            "Simpanan berkas ini sudah berisi, jadi tidak dipakai untuk mengukur. Arahkan EOFFICE_STORAGE_URL ke folder "
            "atau bucket yang masih kosong."
        )


def isi(services: Services, *, banyak: int, benih: int, say: Say) -> Muatan:
    """Found the city and load the records into a prepared, empty installation."""
    with services.engine.connect() as connection:
        dialect = connection.dialect.name
    say("  mendirikan kota …")
    with transaction(services.engine) as session:
        penduduk.tempatkan(session, geser.weeks(clock.now()))
    with transaction(services.engine) as session:
        known = offices(session)
        tu, kepala = _eyes(session)
        kode = codes(session)
    blob = services.store.put(io.BytesIO(cetakan.surat_dinas().pdf))
    plan = Rencana(known, kode, benih=benih, berkas=Berkas(blob.key, blob.size, blob.sha256))
    jam = Jam(services.engine)  # the time of PostgreSQL's own processes counts as well
    began, done = _spent(jam), 0
    for batch in plan.batches(banyak, SEKALI):
        with transaction(services.engine) as session:
            for name, table in TABLES:
                rows: list[dict[str, Any]] = getattr(batch, name)
                if rows and dialect == "postgresql":
                    copy_into(session, table, rows)
                elif rows:
                    session.execute(insert(table), rows)
        done += len(batch)
        if done % (10 * SEKALI) == 0:
            say(f"  {done} dari {banyak} surat")
    rows_cpu, began = _spent(jam) - began, _spent(jam)
    say("  membangun indeks pencarian …")
    if dialect == "postgresql":
        arsip.bangun_daring(services.engine, lama=5)  # nobody else is here
    else:
        with transaction(services.engine) as session:
            arsip.bangun_indeks(session)
    index_cpu = _spent(jam) - began
    if dialect == "postgresql":
        _settle(services)
    return Muatan(banyak, benih, address(services), rows_cpu, index_cpu, tu, kepala)


def _spent(jam: Jam) -> float:
    """Seconds of processor time, of this process and of those of the database."""
    return time.process_time() + jam.elsewhere() / 1e9


def _settle(services: Services) -> None:
    """What PostgreSQL does by itself after a while: sequences behind the ids, and statistics for its planner."""
    with services.engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        for _, table in TABLES:
            if "id" in table.c:
                top = connection.scalar(select(func.max(table.c.id))) or 1
                connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), top)))
        connection.execute(text("ANALYZE"))


def _eyes(session: Session) -> tuple[int, int]:
    """The two people through whose eyes pages are measured, with an account each: a TU and the head of one office."""
    held = (
        organisasi.in_force().join(Jabatan, Jabatan.id == Penugasan.jabatan_id).join(Unit, Unit.id == Jabatan.unit_id)
    )
    office = select(Unit.id).where(Unit.kode == OPD).scalar_subquery()
    ours = held.where(Unit.opd_id == office).order_by(Penugasan.id)
    keepers = select(JabatanPeran.jabatan_id).where(JabatanPeran.peran == Peran.TU)
    tu = session.scalars(ours.where(Jabatan.id.in_(keepers)).limit(1)).one().pegawai_id
    kepala = session.scalars(ours.where(Jabatan.kode == OPD).limit(1)).one().pegawai_id
    at = clock.now()
    fixed = {"versi_sesi": 1, "gagal_beruntun": 0, "tema": Tema.LIGHT, "pintasan": True, "dibuat_at": at, "aktif": True}
    people = ((tu, "ukur.tu"), (kepala, "ukur.kepala"))
    session.execute(insert(Akun), [fixed | {"pegawai_id": who, "nama_pengguna": name} for who, name in people])
    return tu, kepala


def codes(session: Session) -> list[str]:
    """The kode klasifikasi that records bear: leaves from all over the tree."""
    leaves = select(Klasifikasi.kode).where(~Klasifikasi.punya_anak).order_by(Klasifikasi.kode)
    found = list(session.scalars(leaves))
    return found[:: max(1, len(found) // KODE)][:KODE]


def offices(session: Session) -> list[Kantor]:
    """Every perangkat daerah with its head and up to twelve posts below, in the order of their kode."""
    held = session.scalars(
        organisasi.in_force().join(Jabatan, Jabatan.id == Penugasan.jabatan_id).order_by(Jabatan.kode, Penugasan.id)
    )
    posts: dict[int, list[tuple[Jabatan, Pos]]] = {}
    for row in held:
        jabatan, unit = row.jabatan, row.jabatan.unit
        pos = Pos(jabatan.id, jabatan.nama, row.pegawai_id, row.pegawai.nama_lengkap, unit.id, unit.nama)
        posts.setdefault(unit.opd_id or 0, []).append((jabatan, pos))
    return list(_founded(organisasi.all_opd(session), posts))


def _founded(offices: Iterable[Unit], posts: dict[int, list[tuple[Jabatan, Pos]]]) -> Iterable[Kantor]:
    for opd in offices:
        known = posts.get(opd.id, [])
        heads = [p for j, p in known if j.unit_id == opd.id and j.kepala_unit] or [p for _, p in known[:1]]
        if heads:
            below = tuple(p for _, p in known if p.jabatan_id != heads[0].jabatan_id)[:12]
            yield Kantor(opd.kode, opd.singkatan, opd.id, opd.nama, heads[0], below or (replace(heads[0]),))
