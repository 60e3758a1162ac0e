"""Looking after the alerts once a day, and putting one off, once, with a note (metrik.md 2.6)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.laporan import policy, queries
from eoffice.laporan.adopsi import (
    AMBANG,
    JENDELA,
    Hitung,
    KeadaanOpd,
    Kode,
    Peringatan,
    Tanda,
    langkah,
    minggu_penuh,
    temuan,
)
from eoffice.laporan.adopsi.periksa import periksa as pertanyaan
from eoffice.laporan.adopsi.peringatan import hari_tersisa
from eoffice.laporan.models import KepalaLipatan, PeringatanAdopsi
from eoffice.laporan.queries import adopsi
from eoffice.laporan.queries.gudang import terlambat
from eoffice.laporan.queries.kota import KeadaanKota, kemiringan_terbesar, perkembangan
from eoffice.laporan.states import Rentang
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi import queries as organisasi

TAHUN = 366


def periksa(session: Session, kunci: bytes) -> bool:
    """Look at every perangkat daerah once per WIB day; whether it was done now.

    Args:
        kunci: the secret that pseudonyms are made with.
    """
    today, head = clock.today(), session.get(KepalaLipatan, 1)
    if head is None or head.diperiksa == today:
        return False
    now = clock.now()
    units = organisasi.all_opd(session)
    target = adopsi.sasaran(session, today)
    city = queries.keadaan_kota(session, units, kunci, hari_ini=today, saat=now, sasaran=target)
    signs = _tanda(session, city, today, now)
    held: dict[int, dict[Kode, PeringatanAdopsi]] = defaultdict(dict)
    for row in adopsi.peringatan(session):
        held[row.opd_id][row.kode] = row
    for state in city.opd:
        opd = int(state.opd)
        rows = held[opd]
        for each in langkah({kode: row.nilai for kode, row in rows.items()}, temuan(signs[opd]), today):
            _keep(session, opd, rows.get(each.kode), each)
    head.diperiksa = today
    session.flush()
    return True


def _keep(session: Session, opd_id: int, row: PeringatanAdopsi | None, nilai: Peringatan) -> None:
    if row is None:
        row = PeringatanAdopsi(opd_id=opd_id, kode=nilai.kode, dibuka=nilai.dibuka, catatan_tunda="")
        session.add(row)
    row.take(nilai)


def _tanda(session: Session, city: KeadaanKota, today: date, now: datetime) -> Mapping[int, Tanda]:
    """The signs of every perangkat daerah on this day."""
    weeks = minggu_penuh(today, JENDELA + 3)
    by_week = adopsi.per_minggu(session, weeks)
    target = adopsi.sasaran(session, today)
    waits = adopsi.tertunda(session, now)
    last = adopsi.terakhir(session, today)
    printed = adopsi.cetak(session, Rentang(weeks[-4] - timedelta(days=6), weeks[-1] + timedelta(days=1)))
    year = adopsi.fakta_sah(session, Rentang(date(today.year, 1, 1), today + timedelta(days=1)))
    gaps = {q.opd: q.jumlah for q in pertanyaan(year) if q.kode == "C1"}
    overdue = terlambat(session, [int(state.opd) for state in city.opd], today)
    calendar = kalender.berlaku(session)

    def one(state: KeadaanOpd) -> Tanda:
        opd = int(state.opd)
        moved = perkembangan(by_week.get(opd, [Hitung()] * len(weeks)))
        posts = [post.akun for post in city.staf[opd].ttd if post.akun is not None] if opd in city.staf else []
        ends = [city.sertifikat[akun] for akun in posts if akun in city.sertifikat]
        open_, acted = waits.get(opd, adopsi.Tertunda()), last.get(opd, (None, None))[1]
        quiet = TAHUN if acted is None else waktu.hari_kerja_antara(calendar, acted, today)
        sheets = printed.get(opd, (0, 0))
        return Tanda(
            hari_sepi=min(quiet, TAHUN),
            m_kini=moved.kini,
            m_lalu=moved.lalu,
            terbuka=open_.terbuka,
            lewat=open_.surat_lewat,
            habis=tuple(hari_tersisa(end, now) for end in ends),
            tanpa_sertifikat=len(posts) - len(ends),
            kemiringan=kemiringan_terbesar(by_week.get(opd, [Hitung()] * len(weeks)), weeks[-1], target),
            tahap=state.kedudukan.tahap,
            hari_ke_sasaran=(target.tanggal - today).days,
            celah=gaps.get(opd, 0),
            pernyataan=len(overdue.get(opd, [])),
            tercetak=sheets[0],
            dasar=sheets[1],
        )

    return {int(state.opd): one(state) for state in city.opd}


def tunda(session: Session, actor: Actor, peringatan_id: int, catatan: str) -> PeringatanAdopsi:
    """Put an alert off for a week, once in its life, with a note that says what is being done meanwhile.

    Raises:
        NotFound: there is no such alert, or it is another perangkat daerah's.
        Conflict: it was put off before, or closed.
        Invalid: no note.
    """
    row = session.scalar(select(PeringatanAdopsi).where(PeringatanAdopsi.id == peringatan_id))
    if row is None or not policy.may(actor, Action.LAPORAN_OPD, row.opd_id):
        raise NotFound("Peringatan tidak ditemukan.")
    require(policy.may(actor, Action.TUNDA_PERINGATAN, row.opd_id))
    if not row.nilai.boleh_ditunda():
        raise Conflict("Peringatan ini sudah pernah ditunda atau sudah ditutup. Selesaikan penyebabnya.")
    if len(catatan.strip()) < 10:
        sentence = "Tuliskan apa yang sedang dikerjakan, dengan satu kalimat."
        raise Invalid(sentence, {"catatan": sentence})
    row.ditunda_sampai, row.catatan_tunda = clock.today() + AMBANG.tunda, catatan.strip()[:300]
    audit.record(
        session, actor, "laporan.peringatan_ditunda", "peringatan", row.id, ke=str(row.kode), catatan=row.catatan_tunda
    )
    return row
