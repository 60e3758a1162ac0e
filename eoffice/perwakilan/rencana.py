"""What a mutation would do, before anything is written: who goes where, what stays, what is no longer seen, and to whom."""

import enum
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import dump_json
from eoffice.organisasi import keberadaan
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai, Penugasan
from eoffice.organisasi.states import JenisPenugasan
from eoffice.organisasi.wakil import MandatOperator, Pengalihan
from eoffice.pdf import kata
from eoffice.perwakilan import queries


class Konsep(enum.StrEnum):
    """Who goes on with what somebody began in the jabatan that is left."""

    PENGGANTI = "pengganti"
    ATASAN = "atasan"
    TETAP = "tetap"


@dataclass(frozen=True)
class Baris:
    """One person of a mutation: to which jabatan (None: leaves the office), and who goes on with the konsep."""

    pegawai_id: int
    ke_jabatan_id: int | None
    konsep: Konsep = Konsep.PENGGANTI


@dataclass(frozen=True)
class Isian:
    """The SK of a mutation or a pelantikan, effective on a WIB date."""

    baris: Sequence[Baris]
    berlaku: date
    nomor_sk: str
    tanggal_sk: date


@dataclass
class Gerak:
    """What happens to one person.

    Attributes:
        kerja: how much unfinished work stays with the jabatan that is left.
        konsep: unfinished naskah of the person, and `konsep_ke` who goes on with them (None: the person keeps them).
        hilang, didapat: in words, what is no longer seen, and what comes with the new jabatan.
        perlu: notices that a person has to look at.
        galat: what keeps it from being done.
    """

    pegawai: Pegawai
    dari: Penugasan | None
    ke: Jabatan | None
    pengganti: str = ""
    kerja: dict[str, int] = field(default_factory=dict)
    konsep: list[int] = field(default_factory=list)
    konsep_ke: Pegawai | None = None
    konsep_jabatan_id: int | None = None
    pilihan: Konsep = Konsep.PENGGANTI
    mandat: list[MandatOperator] = field(default_factory=list)
    hilang: list[str] = field(default_factory=list)
    didapat: list[str] = field(default_factory=list)
    perlu: list[str] = field(default_factory=list)
    galat: list[str] = field(default_factory=list)


@dataclass
class Rencana:
    """All of one SK together."""

    isian: Isian
    gerak: list[Gerak]

    @property
    def galat(self) -> list[str]:
        """What keeps all of it from being done: one person less is another SK."""
        return [f"{g.pegawai.nama}: {said}" for g in self.gerak for said in g.galat]

    @property
    def sidik(self) -> str:
        """A fingerprint of what was looked at, so that exactly this is what happens (TRX-02)."""
        seen = [
            [g.pegawai.id, g.dari.id if g.dari else 0, g.ke.id if g.ke else 0, g.konsep_ke.id if g.konsep_ke else 0]
            + [m.id for m in g.mandat]
            for g in self.gerak
        ]
        said = [self.isian.berlaku.isoformat(), self.isian.nomor_sk, self.isian.tanggal_sk.isoformat(), seen]
        return hashlib.sha256(dump_json(said).encode()).hexdigest()


def susun(session: Session, isian: Isian) -> Rencana:
    """Look at a mutation; nothing is written. People that are not known are left out by the form."""
    people = {
        p.id: p for p in session.scalars(select(Pegawai).where(Pegawai.id.in_([b.pegawai_id for b in isian.baris])))
    }
    posts = {
        j.id: j
        for j in session.scalars(
            select(Jabatan)
            .where(Jabatan.id.in_([b.ke_jabatan_id for b in isian.baris if b.ke_jabatan_id]))
            .options(joinedload(Jabatan.unit), selectinload(Jabatan.peran_rows))
        )
    }
    before = isian.berlaku - timedelta(days=1)
    moves = [
        Gerak(
            people[b.pegawai_id],
            _own(session, b.pegawai_id, before),
            posts.get(b.ke_jabatan_id or 0),
            pilihan=b.konsep,
        )
        for b in isian.baris
        if b.pegawai_id in people
    ]
    into = {g.ke.id: g for g in moves if g.ke is not None}
    left = {g.dari.jabatan_id for g in moves if g.dari is not None}
    for g, row in zip(moves, isian.baris, strict=True):
        _look(session, g, isian, into, left)
        _hand_over(session, g, row.konsep, into)
    _twice(moves)
    return Rencana(isian, moves)


def _own(session: Session, pegawai_id: int, on: date) -> Penugasan | None:
    held = organisasi.held_by(session, pegawai_id, on)
    return next((p for p in held if p.bentuk is JenisPenugasan.DEFINITIF), None)


def _look(session: Session, g: Gerak, isian: Isian, into: dict[int, Gerak], left: set[int]) -> None:
    today = clock.today()
    if isian.berlaku < today:
        g.galat.append("tanggal berlaku sudah lewat; paling awal hari ini.")
    if g.dari is None and g.ke is None:
        g.galat.append("tidak memegang jabatan dan tidak mendapat jabatan baru; tidak ada yang diubah.")
    if g.ke is not None:
        _target(session, g, isian, left)
    if g.dari is not None:
        _leaving(session, g, isian, into)
    for held in organisasi.held_by(session, g.pegawai.id, isian.berlaku):
        if held.bentuk is not JenisPenugasan.DEFINITIF:
            until = f" sampai {held.selesai.isoformat()}" if held.selesai else ""
            g.perlu.append(f"Tetap {held.bentuk.capitalize()}. {held.jabatan.nama}{until}; akhiri bila ikut berpindah.")


def _target(session: Session, g: Gerak, isian: Isian, left: set[int]) -> None:
    assert g.ke is not None
    if not g.ke.aktif:
        g.galat.append(f"jabatan {g.ke.nama} sudah ditutup.")
    if g.dari is not None and g.dari.jabatan_id == g.ke.id:
        g.galat.append(f"sudah memegang {g.ke.nama}.")
    rows = organisasi.in_force(isian.berlaku).where(
        Penugasan.jabatan_id == g.ke.id,
        Penugasan.bentuk == JenisPenugasan.DEFINITIF,
        Penugasan.pegawai_id != g.pegawai.id,
    )
    other = session.scalar(rows.options(joinedload(Penugasan.pegawai)).limit(1))
    alone = g.ke.kepala_unit or g.ke.dapat_ttd
    if other is not None and alone and other.jabatan_id not in left:
        g.galat.append(f"{g.ke.nama} masih dipegang {other.pegawai.nama_lengkap}; masukkan juga mutasinya.")
    other_one = keberadaan.overlapping(session, g.ke.id, isian.berlaku, None)
    if other_one is not None:
        g.perlu.append(
            f"{g.ke.nama} dijalankan {other_one.bentuk.capitalize()}. {other_one.pegawai.nama_lengkap}; akhiri penunjukannya "
            "agar pejabat baru dapat bertindak."
        )
    roles = sorted(str(r.peran).replace("_", " ") for r in g.ke.peran_rows)
    g.didapat = [f"surat dan pekerjaan {g.ke.nama}"] + ([f"peran {', '.join(roles)}"] if roles else [])
    if g.ke.dapat_ttd:
        g.perlu.append("Jabatan baru menandatangani; sertifikat tetap milik orangnya dan tidak perlu diganti.")


def _leaving(session: Session, g: Gerak, isian: Isian, into: dict[int, Gerak]) -> None:
    assert g.dari is not None
    post = g.dari.jabatan
    if g.dari.mulai >= isian.berlaku:
        g.galat.append(f"baru mulai memegang {post.nama} pada {g.dari.mulai.isoformat()}.")
    next_one = into.get(post.id)
    g.pengganti = next_one.pegawai.nama_lengkap if next_one is not None else ""
    g.kerja = queries.open_work(session, post.id)
    g.konsep = queries.konsep_of(session, g.pegawai.id, post.id)
    roles = sorted(str(r.peran).replace("_", " ") for r in post.peran_rows)
    g.hilang = [f"surat, disposisi, dan riwayat {post.nama}"] + ([f"peran {', '.join(roles)}"] if roles else [])
    opd = g.ke.unit.opd_id if g.ke is not None else None
    day = isian.berlaku
    rows = session.scalars(
        select(MandatOperator)
        .where(MandatOperator.dicabut_at.is_(None), MandatOperator.selesai >= day)
        .where((MandatOperator.jabatan_id == post.id) | (MandatOperator.pegawai_id == g.pegawai.id))
        .options(joinedload(MandatOperator.jabatan).joinedload(Jabatan.unit), joinedload(MandatOperator.pegawai))
        .order_by(MandatOperator.id)
    ).all()
    for row in rows:
        given = row.jabatan_id == post.id
        ends = row.sifat_maks is Sifat.RAHASIA if given else row.jabatan.unit.opd_id != opd
        whose = f"operator {row.pegawai.nama} untuk {row.jabatan.nama}"
        if ends:
            g.mandat.append(row)
            g.perlu.append(f"Mandat {whose} berakhir" + (" karena mencakup Rahasia." if given else "."))
        else:
            g.perlu.append(
                f"Mandat {whose} tetap berlaku sampai {kata.tanggal(row.selesai)}; pejabat baru dapat mencabutnya."
            )
    for moved in session.scalars(redirects_left(post.id, day)):
        g.perlu.append(
            f"Pengalihan surat ke {moved.ke_jabatan.nama} yang sampai {kata.tanggal(moved.selesai)} berakhir;"
            " yang pergi orangnya, bukan jabatannya."
        )
    if g.ke is None:
        g.perlu.append("Tidak mendapat jabatan baru: akunnya tidak melihat apa pun lagi. Nonaktifkan bila pensiun.")
    elif not g.pengganti:
        g.perlu.append(f"Belum ada pengganti untuk {post.nama}; pekerjaannya menunggu. Tunjuk Plt. bila perlu.")


def redirects_left(jabatan_id: int, on: date) -> Select[tuple[Pengalihan]]:
    """Redirects that whoever leaves a jabatan on a day had set up: the next holder is not the one who is away."""
    return (
        select(Pengalihan)
        .where(Pengalihan.jabatan_id == jabatan_id, Pengalihan.selesai >= on, Pengalihan.dicabut_at.is_(None))
        .options(joinedload(Pengalihan.ke_jabatan), joinedload(Pengalihan.jabatan))
        .order_by(Pengalihan.id)
    )


def _hand_over(session: Session, g: Gerak, wish: Konsep, into: dict[int, Gerak]) -> None:
    """Who gets the konsep: the successor, else whoever leads above; the person himself when asked."""
    if g.dari is None or not g.konsep or wish is Konsep.TETAP:
        return
    post = g.dari.jabatan
    if wish is Konsep.PENGGANTI and post.id in into:
        g.konsep_ke, g.konsep_jabatan_id = into[post.id].pegawai, post.id
        return
    for above in organisasi.superiors(session, post.id):
        held = organisasi.holder(session, above.id)
        if held is not None and held.pegawai_id != g.pegawai.id:
            g.konsep_ke, g.konsep_jabatan_id = held.pegawai, above.id
            return


def _twice(moves: Sequence[Gerak]) -> None:
    seen: dict[int, Gerak] = {}
    posts: dict[int, Gerak] = {}
    for g in moves:
        if g.pegawai.id in seen:
            g.galat.append("disebut dua kali.")
        seen[g.pegawai.id] = g
        if g.ke is not None and (g.ke.kepala_unit or g.ke.dapat_ttd) and g.ke.id in posts:
            g.galat.append(f"{g.ke.nama} juga diberikan kepada {posts[g.ke.id].pegawai.nama}.")
        if g.ke is not None:
            posts[g.ke.id] = g
