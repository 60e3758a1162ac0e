"""Where a record without a berkas could go: with its chain, with records like it, or under its own kode."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.arsip import saran
from eoffice.arsip.kurun import memuat
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries.berkas import visible
from eoffice.arsip.queries.isi import SEMUA, Butir, Menunggu, unfiled
from eoffice.arsip.saran import Contoh, Dicari, Rujukan, Saran
from eoffice.arsip.states import Objek
from eoffice.db import within
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, Jawaban, TindakLanjut
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

#: Berkas that are looked at, the newest first; records of each, the newest first.
BERKAS: Final = 400
TIAP: Final = 12
_MOST: Final = 8
#: Waiting records that are looked at for sure proposals in one step.
DILIHAT: Final = 100

Kunci = tuple[Objek, int]


@dataclass(frozen=True)
class Usulan:
    """A proposed place: an open berkas, or with `berkas_id` None a new one under `kode`; `alasan` says why."""

    berkas_id: int | None
    nomor: str
    judul: str
    alasan: str
    dibuka: date
    pas: bool = True
    """Whether the date of the record lies within the span that the title tells."""
    yakin: bool = False
    """Whether it can be accepted together with others, without looking at each."""
    kode: str = ""


def _choice(berkas: Berkas, alasan: str, thing: Butir, *, yakin: bool = False) -> Usulan:
    fits = memuat(berkas.judul, thing.tanggal)
    said = alasan if fits else f"{alasan}, tetapi tanggalnya di luar kurun waktu berkas"
    return Usulan(
        berkas.id, berkas.nomor, berkas.judul, said, berkas.dibuka, fits, yakin and fits, berkas.kode_klasifikasi
    )


def usul_berkas(session: Session, actor: Actor, things: Sequence[Butir]) -> dict[Kunci, list[Usulan]]:
    """Where each record could go, best first: with its chain, with records like it, then its own unit's kode, then that kode.

    A berkas whose title tells a span without the record's date is proposed only for the sake of its chain or of records
    like it, and last. What a reason speaks of is only what the actor may read. A fixed number of statements, however many
    records.
    """
    if not things:
        return {}
    mine = visible(actor).where(within(Berkas.opd_id, actor.arsip_opd_ids))
    open_here = mine.where(Berkas.ditutup.is_(None))
    newest = session.scalars(open_here.order_by(Berkas.id.desc()).limit(BERKAS)).all()
    kodes = {t.kode for t in things if t.kode}
    known = {b.id: b for b in newest}
    if len(newest) == BERKAS and kodes:
        rows = open_here.where(Berkas.kode_klasifikasi.in_(kodes)).order_by(Berkas.id.desc()).limit(BERKAS)
        known |= {b.id: b for b in session.scalars(rows)}
    chained = _chained(session, actor, things, known)
    examples = Rujukan(_contoh(session, actor, list(known)))
    found: dict[Kunci, list[Usulan]] = {}
    for thing in things:
        here = [b for b in known.values() if b.opd_id == thing.opd_id]
        ids = {b.id for b in here}
        advice = saran.sarankan(_dicari(thing), examples, ids)
        found[thing.objek, thing.id] = _for(thing, here, chained.get((thing.objek, thing.id), []), advice)
    return found


def _dicari(thing: Butir) -> Dicari:
    return Dicari(thing.jenis_kode, thing.asal, thing.unit_id, thing.kode, thing.hal)


def _for(
    thing: Butir, here: Sequence[Berkas], chain: Sequence[tuple[Berkas, str]], advice: Sequence[Saran]
) -> list[Usulan]:
    by_id = {b.id: b for b in here}
    mine: dict[int, Usulan] = {}
    together = {berkas.id for berkas, _ in chain if berkas.opd_id == thing.opd_id}
    for berkas, nomor in chain:
        if berkas.opd_id == thing.opd_id:
            alasan = "Memuat surat atau naskah dari rangkaian yang sama"
            alasan += f": {nomor}" if nomor else ""
            mine.setdefault(berkas.id, _choice(berkas, alasan, thing, yakin=len(together) == 1))
    alike = [b for b in here if thing.kode and b.kode_klasifikasi == thing.kode]
    same = [b for b in alike if memuat(b.judul, thing.tanggal)]
    own = [b for b in same if b.unit_id == thing.unit_id]
    sure = saran.yakin(advice, pas={b.id: memuat(b.judul, thing.tanggal) for b in here})
    for n, each in enumerate(advice):
        berkas = by_id[each.berkas_id]
        certain = not together and n == 0 and sure
        mine.setdefault(berkas.id, _choice(berkas, each.alasan, thing, yakin=certain))
    for berkas in sorted(same, key=lambda b: b.unit_id != thing.unit_id):
        alasan = "Kode dan unit pengolah sama" if berkas in own else "Kode klasifikasi sama"
        certain = not mine and own == [berkas]
        mine.setdefault(berkas.id, _choice(berkas, alasan, thing, yakin=certain))
    return sorted(mine.values(), key=lambda u: (not u.pas, not u.yakin))[:_MOST]


def _contoh(session: Session, actor: Actor, berkas_ids: Sequence[int]) -> list[Contoh]:
    """The newest records of each of these berkas that the actor may read."""
    if not berkas_ids:
        return []
    place = func.row_number().over(partition_by=IsiBerkas.berkas_id, order_by=IsiBerkas.urutan.desc())
    latest = (
        select(IsiBerkas.berkas_id, IsiBerkas.objek, IsiBerkas.objek_id, place.label("ke"))
        .where(IsiBerkas.berkas_id.in_(berkas_ids))
        .subquery()
    )
    found = []
    naskah = (
        naskah_queries.visible(actor)
        .join(latest, and_(latest.c.objek == Objek.NASKAH, latest.c.objek_id == Naskah.id))
        .where(latest.c.ke <= TIAP)
        .with_only_columns(latest.c.berkas_id, Naskah.jenis, Naskah.unit_id, Naskah.kode_klasifikasi, Naskah.hal)
    )
    for berkas_id, jenis, unit_id, kode, hal in session.execute(naskah).tuples():
        found.append(Contoh(berkas_id, jenis, "", unit_id, kode or "", saran.kata(hal)))
    surat = (
        surat_queries.visible(actor)
        .join(latest, and_(latest.c.objek == Objek.SURAT_MASUK, latest.c.objek_id == SuratMasuk.id))
        .where(latest.c.ke <= TIAP)
        .with_only_columns(
            latest.c.berkas_id, SuratMasuk.asal_teks, SuratMasuk.kode_klasifikasi, SuratMasuk.hal, SuratMasuk.opd_id
        )
    )
    for berkas_id, asal, kode, hal, _ in session.execute(surat).tuples():
        found.append(Contoh(berkas_id, str(Objek.SURAT_MASUK), asal, 0, kode or "", saran.kata(hal)))
    return found


def _chained(
    session: Session, actor: Actor, things: Sequence[Butir], known: dict[int, Berkas]
) -> dict[Kunci, list[tuple[Berkas, str]]]:
    """The open berkas in which a record of the same chain lies, with the number of that record."""
    links = _links(session, things)
    wanted = {link for each in links.values() for link in each}
    places: dict[Kunci, tuple[int, str]] = {}
    naskah_ids = [i for objek, i in wanted if objek is Objek.NASKAH]
    surat_ids = [i for objek, i in wanted if objek is Objek.SURAT_MASUK]
    if naskah_ids:
        rows = (
            naskah_queries.visible(actor)
            .join(IsiBerkas, and_(IsiBerkas.objek == Objek.NASKAH, IsiBerkas.objek_id == Naskah.id))
            .where(Naskah.id.in_(naskah_ids))
            .with_only_columns(Naskah.id, IsiBerkas.berkas_id, Naskah.nomor)
        )
        places |= {(Objek.NASKAH, i): (b, nomor or "") for i, b, nomor in session.execute(rows).tuples()}
    if surat_ids:
        ours = (
            surat_queries.visible(actor)
            .join(IsiBerkas, and_(IsiBerkas.objek == Objek.SURAT_MASUK, IsiBerkas.objek_id == SuratMasuk.id))
            .where(SuratMasuk.id.in_(surat_ids))
            .with_only_columns(SuratMasuk.id, IsiBerkas.berkas_id, SuratMasuk.nomor_surat)
        )
        places |= {(Objek.SURAT_MASUK, i): (b, nomor or "") for i, b, nomor in session.execute(ours).tuples()}
    missing = {berkas_id for berkas_id, _ in places.values()} - set(known)
    more = visible(actor).where(
        Berkas.id.in_(missing), Berkas.ditutup.is_(None), within(Berkas.opd_id, actor.arsip_opd_ids)
    )
    every = known | ({b.id: b for b in session.scalars(more)} if missing else {})
    found: dict[Kunci, list[tuple[Berkas, str]]] = {}
    for key, chain in links.items():
        there = [places[link] for link in chain if link in places]
        found[key] = [(every[berkas_id], nomor) for berkas_id, nomor in dict(there).items() if berkas_id in every]
    return found


def _links(session: Session, things: Sequence[Butir]) -> dict[Kunci, list[Kunci]]:
    """What each record hangs together with: answers, reports on a disposisi, and what it corrects or revokes."""
    found: dict[Kunci, dict[Kunci, None]] = {(t.objek, t.id): dict.fromkeys(t.terkait) for t in things}
    naskah_ids = [t.id for t in things if t.objek is Objek.NASKAH]
    surat_ids = [t.id for t in things if t.objek is Objek.SURAT_MASUK]
    reported = (
        select(TindakLanjut.naskah_id, Disposisi.surat_id)
        .join(DisposisiPenerima, DisposisiPenerima.id == TindakLanjut.penerima_id)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(TindakLanjut.naskah_id.is_not(None))
    )
    answered = select(Jawaban.naskah_id, Jawaban.surat_id)
    pairs: set[tuple[int | None, int]] = set()
    if naskah_ids:
        pairs |= set(session.execute(reported.where(TindakLanjut.naskah_id.in_(naskah_ids))).tuples())
        pairs |= set(session.execute(answered.where(Jawaban.naskah_id.in_(naskah_ids))).tuples())
    if surat_ids:
        pairs |= set(session.execute(reported.where(Disposisi.surat_id.in_(surat_ids))).tuples())
        pairs |= set(session.execute(answered.where(Jawaban.surat_id.in_(surat_ids))).tuples())
    for naskah_id, surat_id in sorted((n, s) for n, s in pairs if n is not None):
        one, other = (Objek.NASKAH, naskah_id), (Objek.SURAT_MASUK, surat_id)
        if one in found:
            found[one][other] = None
        if other in found:
            found[other][one] = None
    if naskah_ids:
        changed = select(Koreksi.naskah_id, Koreksi.sasaran_id).where(Koreksi.naskah_id.in_(naskah_ids))
        for newer, older in session.execute(changed).tuples():
            found[Objek.NASKAH, newer][Objek.NASKAH, older] = None
    return {key: list(links) for key, links in found.items()}


def pasti(session: Session, actor: Actor, objek: Objek, asked: Menunggu = SEMUA) -> list[tuple[Butir, Usulan]]:
    """Of the newest records that wait, those with a sure proposal, and which it is."""
    waiting = unfiled(session, actor, objek, limit=DILIHAT, asked=asked)
    return yang_pasti(waiting, usul_berkas(session, actor, waiting))


def yang_pasti(waiting: Sequence[Butir], proposed: Mapping[Kunci, Sequence[Usulan]]) -> list[tuple[Butir, Usulan]]:
    """Of these records those with a sure proposal, and which it is."""
    firsts = ((row, next((u for u in proposed[row.objek, row.id] if u.yakin), None)) for row in waiting)
    return [(row, first) for row, first in firsts if first is not None]
