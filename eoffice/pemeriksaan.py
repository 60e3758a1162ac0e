"""The invariants that must hold whatever happened (TGH-02): one run, a JSON answer, nothing changed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Table, and_, func, or_, select
from sqlalchemy.orm import Session

from eoffice import acuan, clock, outbox, search, storage, tables
from eoffice.arsip import actions as arsip
from eoffice.audit import queries as audit
from eoffice.audit.models import AuditEntry
from eoffice.db import reading
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Peran, StatusPenerima
from eoffice.errors import Unavailable
from eoffice.kanal import queries as kanal
from eoffice.kerja import pencatat
from eoffice.laporan import queries as laporan
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah import kaitan
from eoffice.naskah.models import Koreksi, Naskah, Penerima
from eoffice.naskah.states import ISSUED, Keadaan, Metode, Status, TipePenerima
from eoffice.nomor import queries as nomor
from eoffice.nomor.models import Nomor, Register
from eoffice.notifikasi import queries as notifikasi
from eoffice.peristiwa import queries as peristiwa
from eoffice.simpanan.actions import kedua_tempat
from eoffice.storage import Blob, BlobStore
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte import authorities
from eoffice.tte.models import StempelArsip
from eoffice.verifikasi.models import DaftarHash
from eoffice.web.services import Services

#: A message this old that nobody has taken means that no worker runs.
STUCK: Final = timedelta(hours=1)
#: An archive stamp is asked for a month before; so long after the day, something hinders it.
LATE: Final = timedelta(days=7)


def run(services: Services) -> dict[str, Any]:
    """Check everything; `bersih` is True when no check found anything."""
    found: list[dict[str, Any]] = []
    with reading(services.engine) as session:
        for name, check in CHECKS.items():
            faults = list(check(session))
            found.append({"nama": name, "bersih": not faults, "temuan": faults[:50], "jumlah": len(faults)})
        known = list(blobs(session))
    utama, _ = kedua_tempat(services.store)  # what the replica would answer instead is no answer here
    found += _objects(utama, known)
    return {
        "bersih": all(f["bersih"] for f in found),
        "pada": clock.now().isoformat(),
        "penyimpanan": services.store.describe(),
        "pemeriksaan": found,
    }


def _objects(store: BlobStore, known: list[Blob]) -> list[dict[str, Any]]:
    """Every object that a row refers to, read and compared; and those that no row refers to."""
    try:
        report = storage.periksa(store, known)
        swept = storage.sapu(store, {b.key for b in known}, now=clock.now(), dry_run=True)
    except Unavailable as error:
        return [{"nama": "objek", "bersih": False, "temuan": [f"belum dapat diperiksa: {error}"], "jumlah": 1}]
    damage = [*(f"hilang: {k}" for k in report.missing), *(f"rusak: {k}" for k in report.corrupt)]
    orphans = list(swept.orphans)
    return [
        {"nama": name, "bersih": not what, "temuan": what[:50], "jumlah": len(what)}
        for name, what in (("objek", damage), ("objek_yatim", orphans))
    ]


def blobs(session: Session) -> Iterator[Blob]:
    """Every object that a row refers to: any table with the columns key, size and sha256, prefixed or not."""
    seen: set[str] = set()  # a signed file is named by its naskah and by its first archive stamp
    for table in tables.metadata.sorted_tables:
        for prefix in _prefixes(table):
            key, size, sha256 = (table.c[prefix + name] for name in ("key", "size", "sha256"))
            for row in session.execute(select(key, size, sha256).where(key.is_not(None), key != "")):
                if row[0] not in seen:
                    seen.add(row[0])
                    yield Blob(*row)


def _prefixes(table: Table) -> list[str]:
    names = set(table.c.keys())
    return [n[:-3] for n in names if n.endswith("key") and {n[:-3] + "size", n[:-3] + "sha256"} <= names]


def _numbers(session: Session) -> Iterator[str]:
    for flaw in nomor.flaws(session):
        yield f"register {flaw.register}/{flaw.tahun}: {flaw.rows} baris untuk {flaw.last} nomor"
    numbered = select(Naskah.id, Naskah.nomor).where(Naskah.nomor.is_not(None))
    rows = numbered.outerjoin(
        Nomor, and_(Nomor.objek == "naskah", Nomor.objek_id == Naskah.id, Nomor.teks == Naskah.nomor)
    ).where(Nomor.id.is_(None))
    for naskah_id, teks in session.execute(rows):
        yield f"naskah {naskah_id}: nomor {teks} tidak ada dalam register"
    doubled = (
        select(Register.kode, Nomor.objek, Nomor.objek_id, func.count())
        .join(Register)
        .group_by(Register.kode, Nomor.objek, Nomor.objek_id)
        .having(func.count() > 1)
    )
    for kode, objek, objek_id, count in session.execute(doubled):
        yield f"{objek} {objek_id} memegang {count} nomor register {kode}"


def _states(session: Session) -> Iterator[str]:
    incomplete = select(Naskah.id).where(
        Naskah.status.in_(ISSUED), or_(Naskah.nomor.is_(None), Naskah.pdf_sha256.is_(None), Naskah.tanggal.is_(None))
    )
    for naskah_id in session.scalars(incomplete):
        yield f"naskah {naskah_id} terbit tanpa nomor, tanggal, atau berkas"
    early = select(Naskah.id).where(Naskah.status.not_in(ISSUED), Naskah.pdf_sha256.is_not(None))
    for naskah_id in session.scalars(early):
        yield f"naskah {naskah_id} memiliki berkas bertanda tangan sebelum terbit"
    last = (
        select(AuditEntry.objek_id, func.max(AuditEntry.n).label("n"))
        .where(AuditEntry.objek == "naskah", AuditEntry.ke != "", AuditEntry.event.like("naskah.%"))
        .group_by(AuditEntry.objek_id)
        .subquery()
    )
    rows = select(Naskah.id, Naskah.status, AuditEntry.ke).join(last, last.c.objek_id == Naskah.id, isouter=True)
    for naskah_id, status, ke in session.execute(rows.join(AuditEntry, AuditEntry.n == last.c.n, isouter=True)):
        if ke != str(status):
            yield f"naskah {naskah_id} berstatus {status}, jejak terakhirnya {ke}"


def _corrections(session: Session) -> Iterator[str]:
    """What revokes or corrects took effect with its signature and never before, and the older naskah says so."""
    rows = select(Koreksi, Naskah.status).join(Naskah, Naskah.id == Koreksi.naskah_id).order_by(Koreksi.id)
    for link, status in session.execute(rows).tuples():
        if (status in ISSUED) != (link.berlaku_at is not None):
            yield f"naskah {link.naskah_id} {link.jenis} naskah {link.sasaran_id}, tetapi akibatnya tidak menurut tanda tangannya"
    corrected = select(Naskah.id, Naskah.keadaan).where(
        or_(Naskah.keadaan != Keadaan.BERLAKU, Naskah.id.in_(select(Koreksi.sasaran_id)))
    )
    for naskah_id, state in session.execute(corrected).tuples():
        if kaitan.keadaan(session, naskah_id) is not state:
            yield f"naskah {naskah_id} tercatat {state}, padahal tautannya berkata lain"


def _lists(session: Session) -> Iterator[str]:
    """The daily lists of hashes name each other day by day, without a gap."""
    before: DaftarHash | None = None
    for row in session.scalars(select(DaftarHash).order_by(DaftarHash.tanggal)):
        if row.sebelum_sha256 != (before.sha256 if before is not None else ""):
            yield f"daftar {row.tanggal} tidak menyebut daftar sebelumnya"
        if before is not None and row.tanggal != before.tanggal + timedelta(days=1):
            yield f"antara daftar {before.tanggal} dan {row.tanggal} ada hari yang terlewat"
        before = row


def _stamps(session: Session) -> Iterator[str]:
    """Every signed file has its archive stamp, which is the file itself, and none has run out."""
    first = and_(StempelArsip.objek == "naskah", StempelArsip.objek_id == Naskah.id, StempelArsip.ke == 0)
    rows = select(Naskah.id, Naskah.pdf_sha256, StempelArsip.sha256).outerjoin(StempelArsip, first)
    electronic = rows.where(Naskah.pdf_sha256.is_not(None), Naskah.metode == Metode.TTE)
    for naskah_id, signed, stamped in session.execute(electronic):
        if stamped != signed:
            yield f"naskah {naskah_id} tidak mempunyai catatan stempel arsip atas berkasnya"
    late = select(StempelArsip.objek, StempelArsip.objek_id).where(
        StempelArsip.perbarui_at < clock.now() - LATE, StempelArsip.diperbarui.is_(False)
    )
    for objek, objek_id in session.execute(late):
        yield f"stempel arsip {objek} {objek_id} lewat waktunya diperbarui"


def _authorities(session: Session) -> Iterator[str]:
    """No authority in use comes so near its end that its successor is overdue."""
    for one in authorities.umur(session, clock.now()):
        if one.nada != "ok":
            yield f"{one.nama} berakhir pada {clock.wib(one.sampai):%d-%m-%Y}. {one.kalimat}"


def _hanging(session: Session) -> Iterator[str]:
    edge = clock.now() - STUCK
    for naskah_id in session.scalars(
        select(Naskah.id).where(Naskah.status == Status.MENUNGGU_TTE, Naskah.ttd_mulai_at < edge)
    ):
        yield f"naskah {naskah_id} menunggu TTE lebih dari satu jam"
    for job_id, topic, error in session.execute(
        select(outbox.Job.id, outbox.Job.topic, outbox.Job.last_error).where(outbox.Job.state == "mati")
    ):
        yield f"pesan {job_id} ({topic}) mati: {error[:120]}"
    for job_id, topic in session.execute(
        select(outbox.Job.id, outbox.Job.topic).where(outbox.Job.state != "selesai", outbox.Job.run_at < edge)
    ):
        yield f"pesan {job_id} ({topic}) tidak dikerjakan lebih dari satu jam"


def _deliveries(session: Session) -> Iterator[str]:
    """What was marked delivered arrived once, unless its message still waits."""
    waiting = set()
    for payload in session.scalars(
        select(outbox.Job.payload).where(outbox.Job.topic == "naskah.terkirim", outbox.Job.state != "selesai")
    ):
        waiting.add(payload["penerima_id"])
    rows = (
        select(Penerima.id, func.count(SuratMasuk.id))
        .outerjoin(SuratMasuk, SuratMasuk.penerima_id == Penerima.id)
        .where(Penerima.tipe == TipePenerima.INTERNAL, Penerima.dikirim_at.is_not(None))
        .group_by(Penerima.id)
    )
    for penerima_id, count in session.execute(rows):
        if count != 1 and not (count == 0 and penerima_id in waiting):
            yield f"penerima {penerima_id}: tercatat {count} kali pada surat masuk"


def _forwarded(session: Session) -> Iterator[str]:
    live = DisposisiPenerima.status.not_in((StatusPenerima.DITARIK, StatusPenerima.DITOLAK))
    rows = (
        select(
            Disposisi.id,
            func.count(DisposisiPenerima.id),
            func.count().filter(DisposisiPenerima.peran == Peran.PENANGGUNG_JAWAB),
        )
        .join(DisposisiPenerima, and_(DisposisiPenerima.disposisi_id == Disposisi.id, live), isouter=True)
        .group_by(Disposisi.id)
    )
    for disposisi_id, recipients, responsible in session.execute(rows):
        if recipients and responsible > 1:
            yield f"disposisi {disposisi_id} memiliki {responsible} penanggung jawab"


def _trail(session: Session) -> Iterator[str]:
    walked = audit.walk(session)
    if walked.broken_at is not None:
        yield f"jejak audit terputus pada entri {walked.broken_at}: {walked.reason}"


def _log(session: Session) -> Iterator[str]:
    walked = peristiwa.walk(session)
    if walked.broken_at is not None:
        yield f"catatan peristiwa terputus pada urutan {walked.broken_at}: {walked.reason}"


def _index(session: Session) -> Iterator[str]:
    """The index holds what may be found, with today's rights and words, and no body of Rahasia (OTR-08).

    What is wrong is mended by `eoffice cari bangun`, which every sentence says.
    """
    mend = "; perbaiki dengan: eoffice cari bangun"
    wanted: dict[tuple[str, int], search.Record] = {}
    for kind, records in arsip.SUMBER:
        after: int | None = 0
        while after is not None:
            made, after = records(session, after, naskah_indexing.TOGETHER)
            wanted |= {(kind, one.id): one for one in made}
    for kind, record_id, tokens, body, sidik in search.stored(session):
        expected = wanted.pop((kind, record_id), None)
        if expected is None:
            yield f"indeks memuat {kind} {record_id} yang tidak boleh ditemukan{mend}"
        elif tokens != expected.tokens:
            yield f"indeks {kind} {record_id} tidak sesuai dengan haknya{mend}"
        elif body and not expected.isi:
            yield f"indeks {kind} {record_id} memuat isi yang tidak boleh dicari{mend}"
        elif sidik != search.entry(expected).row["sidik"]:
            yield f"indeks {kind} {record_id} memuat kata yang sudah usang{mend}"
    for missing, missing_id in wanted:
        yield f"indeks tidak memuat {missing} {missing_id}{mend}"
    if search.bangun.usang(session):
        yield f"indeks pencarian belum selesai dibangun{mend}"


def _rollups(session: Session) -> Iterator[str]:
    found = laporan.bayangan(session)
    if found.beda:
        yield f"{found.beda} sel laporan berbeda dari hitungan ulang, misalnya {found.sel}; eoffice laporan susun-ulang"


def _notices(session: Session) -> Iterator[str]:
    for pegawai_id in notifikasi.selisih(session):
        yield f"hitungan pemberitahuan pegawai {pegawai_id} tidak sama dengan yang belum dibaca"


def _channels(session: Session) -> Iterator[str]:
    """Mailboxes and folders that bring nothing, and mail that does not leave."""
    yield from kanal.gangguan(session)
    yield from notifikasi.gangguan(session)


CHECKS: Final[dict[str, Callable[[Session], Iterator[str]]]] = {
    "nomor": _numbers,
    "status": _states,
    "koreksi": _corrections,
    "stempel": _stamps,
    "daftar_hash": _lists,
    "otoritas": _authorities,
    "tertahan": _hanging,
    "pengiriman": _deliveries,
    "disposisi": _forwarded,
    "audit": _trail,
    "peristiwa": _log,
    "indeks": _index,
    "laporan": _rollups,
    "pemberitahuan": _notices,
    "daftar_kerja": pencatat.periksa,
    "saluran": _channels,
    "ingatan": lambda session: iter(acuan.kurang(session)),
}
