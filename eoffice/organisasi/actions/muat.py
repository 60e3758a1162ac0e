"""Handing in an organisation: all of it or nothing, and nothing twice."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.organisasi.banding import Banding, Nilai, Ubahan, bandingkan, beneath
from eoffice.organisasi.baris import KELOMPOK, Susunan, perangkat_daerah
from eoffice.organisasi.models import Jabatan, JabatanPeran, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisLembar

U, J, P, T = JenisLembar.UNIT, JenisLembar.JABATAN, JenisLembar.PEGAWAI, JenisLembar.PENEMPATAN


def muat(session: Session, actor: Actor, baru: Susunan) -> Banding:
    """Add and change what is handed in, with one entry in the trail for each row; the outcome tells what was done.

    Who may do this is decided above, where accounts are known as well. Rows that are not handed in stay as they are.

    Raises:
        Invalid: rows do not fit together; nothing was changed, and `fields` is empty: the findings are in the sentence.
    """
    done = bandingkan(session, baru)
    if done.galat:
        raise Invalid(" ".join(f"{t.asal}: {t.kalimat}".removeprefix(": ") for t in done.galat[:3]))
    ids = _write(session, done)
    for change in done.perubahan:
        verb = "ubah" if change.lama else "tambah"
        audit.record(
            session,
            actor,
            f"organisasi.{verb}_{change.jenis}",
            str(change.jenis),
            ids[change.jenis][change.kunci],
            catatan=ringkas(change),
        )
        if change.jenis is T:  # the story of a person tells what was held
            audit.record(
                session,
                actor,
                f"organisasi.{verb}_penempatan",
                "pegawai",
                ids[P][change.kunci[0]],
                catatan=ringkas(change),
            )
    return done


def susun(session: Session, baru: Susunan) -> None:
    """The same without a trail: how the sample city is founded.

    Raises:
        Invalid: rows do not fit together.
    """
    done = bandingkan(session, baru)
    if done.galat:
        raise Invalid(done.galat[0].kalimat)
    _write(session, done)


def ringkas(change: Ubahan) -> str:
    """What a row says, or what changes in it, as one line for people."""
    if change.lama:
        return "; ".join(f"{name}: {tulis(change.lama[name])} → {tulis(change.baru[name])}" for name in change.baru)
    kept = {k: v for k, v in change.baru.items() if v not in (None, "", "-", False, frozenset())}
    return "; ".join(f"{name}: {tulis(value)}" for name, value in kept.items())


def tulis(value: Any) -> str:
    """A value of a column as a person would type it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return " ".join(sorted(map(str, value))) or "–"
    return str(value) if value not in (None, "") else "–"


def _write(session: Session, done: Banding) -> dict[JenisLembar, dict[Any, int]]:
    """Everything in the order in which it builds up; the ids of all rows by their kunci."""
    ids: dict[JenisLembar, dict[Any, int]] = {
        U: dict(session.execute(select(Unit.kode, Unit.id)).tuples().all()),
        J: dict(session.execute(select(Jabatan.kode, Jabatan.id)).tuples().all()),
        P: {nip or nama: i for i, nip, nama in session.execute(select(Pegawai.id, Pegawai.nip, Pegawai.nama)).tuples()},
    }
    _remember_names(session, Unit, done.of(U), ids[U])
    _put(session, Unit, done.of(U), ids[U], _unit_columns)
    _units_above(session, done, ids[U])
    _remember_names(session, Jabatan, done.of(J), ids[J])
    _put(session, Jabatan, done.of(J), ids[J], lambda v: _jabatan_columns(v, ids[U]))
    _jabatan_relations(session, done, ids)
    _put(session, Pegawai, done.of(P), ids[P], lambda v: v)
    ids[T] = _penugasan_ids(session, ids)
    _put(session, Penugasan, done.of(T), ids[T], lambda v: _penugasan_columns(v, ids))
    ids[T] |= _penugasan_ids(session, ids)
    session.expire_all()
    return ids


def _put(session: Session, table: Any, changes: Iterable[Ubahan], ids: dict[Any, int], columns: Any) -> None:
    """Insert the new rows, in their order, and change the others; `ids` learns the new ones."""
    listed = list(changes)
    new = [columns(change.baru) for change in listed if not change.lama]
    if new:
        session.execute(insert(table), new)
        if table is Pegawai:
            rows = session.execute(select(Pegawai.nip, Pegawai.nama, Pegawai.id)).tuples()
            ids.update({nip or nama: i for nip, nama, i in rows})
        elif table is not Penugasan:
            ids.update(dict(session.execute(select(table.kode, table.id)).tuples().all()))
    for change in listed:
        if change.lama:
            ids[change.kunci] = ids[change.dulu]
            if values := columns(change.baru):
                session.execute(update(table).where(table.id == ids[change.kunci]).values(values))


def _remember_names(session: Session, table: Any, changes: Iterable[Ubahan], ids: dict[Any, int]) -> None:
    """Keep the name that a unit or jabatan had until yesterday, under which older records go on being shown (7.2)."""
    renamed = {ids[c.dulu]: str(c.lama["nama"]) for c in changes if c.lama and "nama" in c.baru}
    if not renamed:
        return
    until = (clock.today() - timedelta(days=1)).isoformat()
    known = dict(session.execute(select(table.id, table.nama_lama).where(table.id.in_(renamed))).tuples().all())
    rows = [
        {"id": i, "nama_lama": [*known[i], [nama, until]]}
        for i, nama in renamed.items()
        if not known[i] or known[i][-1][1] < until  # a second change on one day: the first name was the old one
    ]
    if rows:
        session.execute(update(table), rows)


def _unit_columns(values: Nilai) -> Nilai:
    names = {"mulai": "aktif_mulai", "selesai": "aktif_selesai"}
    found = {names.get(k, k): v for k, v in values.items() if k not in ("induk", "koordinator")}
    if "jenis" in found:
        found["kelompok"] = KELOMPOK[found["jenis"]]
    return found


def _units_above(session: Session, done: Banding, ids: dict[Any, int]) -> None:
    """Parents, and the perangkat daerah of whatever was added or moved, with all that hangs below."""
    moved = {str(c.kunci) for c in done.of(U) if {"induk", "jenis"} & c.baru.keys()}
    if not moved:
        return
    units = done.seluruh[U]
    above = {str(k): v["induk"] for k, v in units.items()}
    jenis = {str(k): v["jenis"] for k, v in units.items()}
    offices = perangkat_daerah(jenis, above)
    rows = [
        {
            "id": ids[kode],
            "induk_id": ids[above[kode]] if above[kode] else None,
            "opd_id": ids[opd] if (opd := offices[kode]) else None,
        }
        for kode in beneath(moved, above) | moved
    ]
    session.execute(update(Unit), rows)


def _jabatan_columns(values: Nilai, units: dict[Any, int]) -> Nilai:
    found = {k: v for k, v in values.items() if k not in ("unit_kode", "atasan_kode", "peran")}
    if "unit_kode" in values:
        found["unit_id"] = units[values["unit_kode"]]
    return found


def _jabatan_relations(session: Session, done: Banding, ids: dict[JenisLembar, dict[Any, int]]) -> None:
    """Who stands above whom, what roles come with a jabatan, and which asisten coordinates which unit."""
    posts, changes = ids[J], done.of(J)
    lines = [
        {"id": posts[c.kunci], "atasan_id": posts[c.baru["atasan_kode"]] if c.baru["atasan_kode"] else None}
        for c in changes
        if "atasan_kode" in c.baru and (c.lama or c.baru["atasan_kode"])
    ]
    if lines:
        session.execute(update(Jabatan), lines)
    roles = [c for c in changes if "peran" in c.baru]
    if gone := [posts[c.kunci] for c in roles if c.lama]:
        session.execute(delete(JabatanPeran).where(JabatanPeran.jabatan_id.in_(gone)))
    if given := [{"jabatan_id": posts[c.kunci], "peran": p} for c in roles for p in sorted(c.baru["peran"])]:
        session.execute(insert(JabatanPeran), given)
    led = [c for c in done.of(U) if "koordinator" in c.baru]
    if gone := [ids[U][c.kunci] for c in led if c.lama]:
        session.execute(delete(Koordinasi).where(Koordinasi.unit_id.in_(gone)))
    pairs = [{"jabatan_id": posts[j], "unit_id": ids[U][c.kunci]} for c in led for j in sorted(c.baru["koordinator"])]
    if pairs:
        session.execute(insert(Koordinasi), pairs)


def _penugasan_ids(session: Session, ids: dict[JenisLembar, dict[Any, int]]) -> dict[Any, int]:
    people, posts = ({i: k for k, i in ids[kind].items()} for kind in (P, J))
    rows = session.execute(select(Penugasan.pegawai_id, Penugasan.jabatan_id, Penugasan.mulai, Penugasan.id)).tuples()
    return {(people[p], posts[j], mulai): i for p, j, mulai, i in rows}


def _penugasan_columns(values: Nilai, ids: dict[JenisLembar, dict[Any, int]]) -> Nilai:
    found = {k: v for k, v in values.items() if k not in ("pegawai", "jabatan_kode")}
    if "pegawai" in values:
        found["pegawai_id"] = ids[P][values["pegawai"]]
    if "jabatan_kode" in values:
        found["jabatan_id"] = ids[J][values["jabatan_kode"]]
    return found
