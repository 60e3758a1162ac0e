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
from eoffice.db import count, transaction
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.errors import Conflict
from eoffice.kerja.models import ButirKerja
from eoffice.kerja.pencatat import susun_ulang
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah.models import Naskah, Paraf, Penerima
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Penugasan, Unit
from eoffice.sambungan import copy_into
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.ukur import cetakan, kemajuan
from eoffice.ukur.rencana import OPD, Kantor, Pos, Rencana
from eoffice.ukur.takar import Jam
from eoffice.web.services import Services

Say = Callable[[str], None]
PENANDA: Final = "ukur.json"
#: Records that go to the database together.
SEKALI: Final = 2_000
#: Seconds that a step of the index takes: nobody else is here.
LAMA: Final = 5.0
#: How SQLite takes many records: pages that are written again and again stay in memory, and come to the file together.
BORONGAN: Final = ("PRAGMA cache_size=-128000", "PRAGMA wal_autocheckpoint=16000")
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

    A load of these records that was cut short is gone on with.

    Raises:
        Conflict: something is here already that the bench did not make, or not so; nothing was changed.
    """
    if services.settings.mode == "produksi":
        raise Conflict("Ukuran tidak dijalankan pada mode produksi. Pakailah EOFFICE_MODE=coba dan tempat lain.")
    folder = services.settings.data_dir
    path = folder / PENANDA
    if path.exists():
        return _known(services, path, banyak, benih)
    wanted = kemajuan.Mulai(banyak, benih, address(services))
    begun = kemajuan.baca(folder)
    if begun is not None and (begun.banyak, begun.benih, begun.alamat) != (banyak, benih, wanted.alamat):
        raise _other(folder, begun.banyak, begun.benih)
    if begun is None:
        refuse_inhabited(services)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        begun = kemajuan.tulis(folder, wanted)
    if begun.berkas is None:
        siap.siapkan(services, say=lambda _line: None)
    else:  # founded before; of whatever shape the index was, it is built below
        siap.upgrade(services.engine)
    made = isi(services, begun, say=say)
    path.write_text(json.dumps(asdict(made)), encoding="utf-8")
    kemajuan.selesai(folder)
    return made


def _known(services: Services, path: Path, banyak: int, benih: int) -> Muatan:
    found = Muatan(**json.loads(path.read_text(encoding="utf-8")))
    if (found.banyak, found.benih, found.alamat) != (banyak, benih, address(services)):
        raise _other(path.parent, found.banyak, found.benih)
    siap.upgrade(services.engine)
    with transaction(services.engine) as session:
        there = sum(session.scalar(select(func.count()).select_from(m)) or 0 for m in (Naskah, SuratMasuk))
    if there < banyak:  # what was signed here is added to what was loaded
        raise _other(path.parent, found.banyak, found.benih)
    return found


def _other(folder: Path, banyak: int, benih: int) -> Conflict:
    return Conflict(
        f"Folder {folder} memuat ukuran lain ({banyak} surat, benih {benih}). "
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


def isi(services: Services, begun: kemajuan.Mulai, *, say: Say) -> Muatan:
    """Found the city and load the records into a prepared installation, each part in many transactions.

    What stands there already, of the same load, is left as it is.
    """
    folder, engine, banyak = services.settings.data_dir, services.engine, begun.banyak
    say("  mendirikan kota …")
    with transaction(engine) as session:
        if session.scalar(select(Penugasan.id).limit(1)) is None:
            penduduk.tempatkan(session, geser.weeks(clock.now()))
    with transaction(engine) as session:
        known = offices(session)
        tu, kepala = _eyes(session)
        kode = codes(session)
    if begun.berkas is None:
        blob = services.store.put(io.BytesIO(cetakan.surat_dinas().pdf))
        begun = kemajuan.tulis(folder, replace(begun, key=blob.key, size=blob.size, sha256=blob.sha256))
    assert begun.berkas is not None
    jam = Jam(engine)  # the time of PostgreSQL's own processes counts as well
    biaya = kemajuan.Biaya(folder, begun, lambda: _spent(jam))
    _baris(services, Rencana(known, kode, benih=begun.benih, berkas=begun.berkas), banyak, biaya, say)
    biaya = kemajuan.Biaya(folder, biaya.catat(), lambda: _spent(jam), indeks=True)
    say("  membangun indeks pencarian …")
    steps = kemajuan.Langkah(banyak, 10 * SEKALI, say)

    def told(done: int) -> None:
        steps.sampai(done)
        biaya.catat()

    arsip.bangun_daring(engine, tell=told, lama=LAMA)
    cost = biaya.catat()
    if engine.dialect.name == "postgresql":
        _settle(services)
    return Muatan(banyak, begun.benih, address(services), cost.cpu_baris, cost.cpu_indeks, tu, kepala)


def _baris(services: Services, plan: Rencana, banyak: int, biaya: kemajuan.Biaya, say: Say) -> None:
    """The records themselves, and the work lists that follow from them."""
    engine = services.engine
    copied = engine.dialect.name == "postgresql"
    with transaction(engine) as session:
        there = sum(count(session, select(m)) for m in (Naskah, SuratMasuk))
    steps, done = kemajuan.Langkah(banyak, 10 * SEKALI, say), 0
    steps.mulai(there)
    for batch in plan.batches(banyak, SEKALI) if there < banyak else ():
        done += len(batch)
        if done <= there:
            continue
        with transaction(engine) as session:
            for pragma in () if copied else BORONGAN:
                session.execute(text(pragma))
            for name, table in TABLES:
                rows: list[dict[str, Any]] = getattr(batch, name)
                if rows and copied:
                    copy_into(session, table, rows)
                elif rows:
                    session.execute(insert(table), rows)
        steps.sampai(done)
        biaya.catat()
    if copied:  # nobody saw what was copied; what is inserted the lists follow by themselves
        say("  menyusun daftar kerja …")
        with transaction(engine) as session:
            session.execute(text("SET LOCAL statement_timeout = 0"))
            susun_ulang(session)
    else:
        engine.dispose()  # other connections keep the usual settings
    with transaction(engine) as session:
        say(f"  daftar kerja: {count(session, select(ButirKerja))} baris")


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
    if session.scalar(select(Akun.id).where(Akun.pegawai_id == kepala)) is not None:
        return tu, kepala
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
