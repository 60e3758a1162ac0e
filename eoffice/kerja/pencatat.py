"""Keeps the lists and counters in the transaction of each move; nobody has to call it, so nobody can forget it.

It watches what a session writes: objects that are flushed, and statements over whole tables. As the first thing before
the commit it locks the naskah and surat that were touched, in the order of their ids, reads them anew and changes only
the rows that differ. Counters follow the rows that were really added and taken away, and are locked in the order of
their keys, after every row of the use case and before the heads of the trails: two moves wait for each other, never in
a circle.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, event, func, insert, select, text
from sqlalchemy.orm import Session

from eoffice.db import AtCommit
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.ekspedisi.models import SerahTerima
from eoffice.kanal.models import Kiriman
from eoffice.kerja import butir
from eoffice.kerja.butir import Butir
from eoffice.kerja.models import ButirKerja, HitunganKerja
from eoffice.naskah.models import Naskah, Paraf, PenandaLain, Penerima
from eoffice.pengamat import Pengamat, flush_first
from eoffice.pindaian.models import Pindaian
from eoffice.sambungan import copy_into
from eoffice.surat_masuk.models import SuratMasuk, SuratSampul
from eoffice.tenggat import penjaga

#: What of each table a list depends on, and the column that names the naskah, the surat, the disposisi or the part.
DIAMATI: Final[dict[type[Any], tuple[str, str, frozenset[str]]]] = {
    Naskah: (
        "naskah",
        "id",
        frozenset(
            {
                "status",
                "keadaan",
                "opd_id",
                "konseptor_id",
                "konseptor_jabatan_id",
                "penandatangan_id",
                "sifat",
                "urgensi",
            }
        ),
    ),
    Paraf: ("naskah", "naskah_id", frozenset({"given_at", "jabatan_id", "urutan", "jenis"})),
    PenandaLain: ("naskah", "naskah_id", frozenset({"ditandatangani_at", "sha256", "jabatan_id", "urutan"})),
    Penerima: ("naskah", "naskah_id", frozenset({"dikirim_at", "tipe"})),
    SuratMasuk: (
        "surat",
        "id",
        frozenset(
            {
                "status",
                "peran",
                "peneliti_jabatan_id",
                "tujuan_jabatan_id",
                "diterima_at",
                "batas_at",
                "jam_henti_at",
                "dibaca_at",
                "sifat",
                "urgensi",
            }
        ),
    ),
    SuratSampul: ("surat", "surat_id", frozenset({"dibuka_at"})),
    SerahTerima: ("surat", "surat_id", frozenset({"surat_id"})),
    Pindaian: ("pindaian", "id", frozenset({"status", "opd_id", "tiba_at"})),
    Kiriman: ("kiriman", "id", frozenset({"status", "diurus_at"})),
    Disposisi: ("surat", "surat_id", frozenset({"batas", "induk_id", "pemberi_jabatan_id", "surat_id"})),
    DisposisiPenerima: (
        "disposisi",
        "disposisi_id",
        frozenset(
            {"status", "dibaca_at", "jabatan_id", "dilaporkan_at", "tolak_diputus_at", "batas_at", "jam_henti_at"}
        ),
    ),
}
#: Set in `Session.info` by who writes a whole year at once; it calls `susun_ulang` at its end, before others see anything.
NANTI: Final = "kerja_nanti"
#: Roots that are read together.
SEKALI: Final = 500
_BUTIR: Final[Table] = ButirKerja.__table__  # type: ignore[assignment]
_KOLOM: Final = tuple(Butir._fields)
_KUNCI: Final = ("pemilik", "macam", "objek", "objek_id")

_ADA: Final = select(*(_BUTIR.c[name] for name in _KOLOM)).where(_BUTIR.c.akar.in_(bindparam("akar", expanding=True)))
_HAPUS: Final = delete(_BUTIR).where(*(_BUTIR.c[name] == bindparam(f"b_{name}") for name in _KUNCI))
_TAMBAH: Final = insert(_BUTIR)
_HITUNG: Final = text(
    "INSERT INTO kerja_hitungan (pemilik, macam, n, baru) VALUES (:pemilik, :macam, :n, :baru) ON CONFLICT "
    "(pemilik, macam) DO UPDATE SET n = kerja_hitungan.n + excluded.n, baru = kerja_hitungan.baru + excluded.baru"
)


def _told(session: Session, model: type[Any], rows: Sequence[Sequence[Any]]) -> None:
    for (one,) in rows:
        if one is not None:
            _SENTUH.add(session, {"jenis": DIAMATI[model][0], "id": one})


def _recipient(thing: Any) -> bool:
    """Recipients matter once the naskah is issued, and then they only change."""
    return isinstance(thing, Penerima)


def _write(session: Session, touched: list[dict[str, Any]]) -> None:
    if session.info.get(NANTI):
        return
    ids: dict[str, set[int]] = {kind: set() for kind in ("naskah", "surat", "disposisi", "pindaian", "kiriman")}
    for one in touched:
        ids[one["jenis"]].add(one["id"])
    if ids["disposisi"]:
        ids["surat"].update(
            session.scalars(select(Disposisi.surat_id).where(Disposisi.id.in_(ids["disposisi"])).distinct())
        )
    roots = ((Naskah, "naskah"), (SuratMasuk, "surat"), (Pindaian, "pindaian"), (Kiriman, "kiriman"))
    for model, found in ((model, ids[kind]) for model, kind in roots):
        if found and session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time
            locked = select(model.id).where(model.id.in_(found)).order_by(model.id)
            session.execute(locked.with_for_update(key_share=True)).all()
    moved: Counter[tuple[str, str]] = Counter()
    fresh: Counter[tuple[str, str]] = Counter()
    for kind, make, tanda in _DARI:
        for some in _portions(sorted(ids[kind])):
            _differ(session, [f"{tanda}{i}" for i in some], set(make(session, some)), moved, fresh)
    _count(session, moved, fresh)


_DARI: Final[tuple[tuple[str, Callable[[Session, Iterable[int]], Iterator[Butir]], str], ...]] = (
    ("naskah", butir.dari_naskah, "n"),
    ("surat", butir.dari_surat, "s"),
    ("pindaian", butir.dari_pindaian, "t"),
    ("kiriman", butir.dari_kiriman, "k"),
)


def _portions(ids: Sequence[int]) -> Iterator[list[int]]:
    each = iter(ids)
    while some := list(islice(each, SEKALI)):
        yield some


def _differ(
    session: Session,
    akar: list[str],
    wanted: set[Butir],
    moved: Counter[tuple[str, str]],
    fresh: Counter[tuple[str, str]],
) -> None:
    """Make the rows of these roots what they should be, and note what was added to and taken from each counter."""
    there = {Butir(*row) for row in session.execute(_ADA, {"akar": akar})}
    gone, came = there - wanted, wanted - there
    if gone:
        session.execute(_HAPUS, [{f"b_{n}": getattr(b, n) for n in _KUNCI} for b in sorted(gone)])
    if came:
        session.execute(_TAMBAH, [b._asdict() for b in sorted(came)])
    for some, sign in ((gone, -1), (came, 1)):
        for b in some:
            moved[b.pemilik, str(b.macam)] += sign
            fresh[b.pemilik, str(b.macam)] += sign * b.baru


def _count(session: Session, moved: Counter[tuple[str, str]], fresh: Counter[tuple[str, str]]) -> None:
    rows = [
        {"pemilik": key[0], "macam": key[1], "n": moved[key], "baru": fresh[key]}
        for key in sorted(moved)
        if moved[key] or fresh[key]
    ]
    if rows:
        session.execute(_HITUNG, rows)


def susun_ulang(session: Session) -> int:
    """Make everything anew from the rows it speaks of; the number of rows in the lists."""
    session.execute(delete(HitunganKerja))
    session.execute(delete(ButirKerja))
    copied = session.get_bind().dialect.name == "postgresql"
    every, count = butir.semua(session), 0
    moved: Counter[tuple[str, str]] = Counter()
    fresh: Counter[tuple[str, str]] = Counter()
    while some := list(islice(every, 2_000)):
        rows = [b._asdict() for b in some]
        if copied:
            copy_into(session, _BUTIR, rows)
        else:
            session.execute(_TAMBAH, rows)
        count += len(some)
        for b in some:
            moved[b.pemilik, str(b.macam)] += 1
            fresh[b.pemilik, str(b.macam)] += b.baru
    _count(session, moved, fresh)
    return count


def susun_bila_kosong(session: Session) -> None:
    """After the schema came up: fill the lists of an installation that had none yet."""
    if session.scalar(select(ButirKerja.pemilik).limit(1)) is None:
        susun_ulang(session)


def periksa(session: Session) -> Iterator[str]:
    """What the lists and counters say otherwise than the rows they speak of, as sentences for an operator."""
    wanted = set(butir.semua(session))
    there = {Butir(*row) for row in session.execute(select(*(_BUTIR.c[name] for name in _KOLOM)))}
    for b in sorted(there ^ wanted):
        said = "tidak memuat" if b in wanted else "memuat"
        yield f"daftar {b.pemilik}/{b.macam} {said} {b.objek} {b.objek_id}; eoffice daftar susun-ulang"
    counted = select(_BUTIR.c.pemilik, _BUTIR.c.macam, func.count(), func.sum(_BUTIR.c.baru.cast(HitunganKerja.n.type)))
    true = {
        (p, m): (n, fresh) for p, m, n, fresh in session.execute(counted.group_by(_BUTIR.c.pemilik, _BUTIR.c.macam))
    }
    kept = {(h.pemilik, h.macam): (h.n, h.baru) for h in session.scalars(select(HitunganKerja))}
    for key in sorted(true.keys() | kept.keys()):
        if true.get(key, (0, 0)) != kept.get(key, (0, 0)):
            yield f"hitungan {key[0]}/{key[1]} {kept.get(key, (0, 0))}, seharusnya {true.get(key, (0, 0))}"


def _flush_first(session: Session) -> None:
    flush_first(session)
    if not session.in_nested_transaction():
        penjaga.sekarang(session)  # limits first, for the lists are sorted by them


#: Before the heads of the trails are locked, for those are the last locks of all (see `audit.actions.record`).
_SENTUH: Final = AtCommit("kerja.sentuh", _write, first=True)
event.listen(Session, "before_commit", _flush_first, insert=True)
Pengamat(
    {model: ((key,), names) for model, (_kind, key, names) in DIAMATI.items()},
    _told,
    skip=_recipient,
    inserts=True,
)
