"""Every question of 3.5 to the perangkat daerah, from the log, the tables and the sessions; counts only, never who."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from eoffice.akun.models import Akun, Sesi
from eoffice.laporan.adopsi import Pertanyaan, Rasio, derajat_ganjil, periksa
from eoffice.laporan.adopsi.periksa import SEJAM
from eoffice.laporan.kertas import Opd, Skenario
from eoffice.laporan.models import RAdopsi, RHarian
from eoffice.laporan.queries import adopsi, gudang
from eoffice.laporan.states import Rentang, month_start
from eoffice.naskah.models import Naskah, Penerima
from eoffice.organisasi import queries as organisasi
from eoffice.peristiwa.actions import samaran
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.surat_masuk.models import SuratMasuk

NAIK: Final = Fraction(3, 2)
"""Sheets per naskah this many times those of the quarter before raise a question (C4)."""
NASKAH_PALING_SEDIKIT: Final = 10


def pertanyaan(
    session: Session, rentang: Rentang, hari: date, kunci: bytes, opd_id: int | None = None
) -> list[Pertanyaan]:
    """Every question about a span, of one perangkat daerah or of all, by office and code.

    Args:
        hari: the day of asking, for what is overdue; kunci: the secret that pseudonyms are made with.
    """
    units = organisasi.all_opd(session)
    groups: Mapping[Opd, str] = {unit.id: unit.kelompok for unit in units}
    clocks = adopsi.waktu_surat(session, rentang)
    found = periksa(adopsi.fakta_sah(session, rentang, opd_id), clocks, groups)
    found += _pernyataan(session, [unit.id for unit in units], hari)
    found += _pecah(session, rentang)
    found += _diri_sendiri(session, rentang)
    found += _tebal(session, hari)
    found += _ganda(session, rentang)
    found += _server(session, rentang)
    found += _dua_peramban(session, rentang, kunci)
    urgent: dict[Opd, Rasio] = defaultdict(Rasio)
    for each in clocks:
        urgent[each.opd] += Rasio(int(each.derajat != "biasa"), 1)
    for opd in derajat_ganjil(urgent, groups):
        n = urgent[opd].pembilang
        said = f"Hanya {n} dari {urgent[opd].penyebut} surat dicatat segera, jauh di bawah kelompoknya. Benarkah?"
        found.append(Pertanyaan("C12", opd, n, said))
    chosen = [q for q in found if opd_id is None or q.opd == opd_id]
    return sorted(chosen, key=lambda q: (str(q.opd), int(q.kode[1:])))


def _pernyataan(session: Session, opd: list[int], hari: date) -> Iterator[Pertanyaan]:
    for each, months in gudang.terlambat(session, opd, hari).items():
        said = f"Pernyataan kertas {len(months)} bulan belum ada. Berapa naskah yang keluar di atas kertas?"
        yield Pertanyaan("C1", each, len(months), said)


def _pecah(session: Session, rentang: Rentang) -> Iterator[Pertanyaan]:
    """The same hal to the same recipients again within an hour (C3)."""
    rows = session.execute(
        select(Naskah.id, Naskah.opd_id, Naskah.hal, Naskah.ditandatangani_at, Penerima.jabatan_id, Penerima.teks)
        .join(Penerima, Penerima.naskah_id == Naskah.id)
        .where(
            Naskah.ditandatangani_at >= adopsi.awal(rentang.dari),
            Naskah.ditandatangani_at < adopsi.awal(rentang.sampai),
        )
        .order_by(Naskah.ditandatangani_at, Naskah.id)
    )
    to: dict[int, set[tuple[int | None, str]]] = defaultdict(set)
    about = {}
    for id_, opd, hal, at, jabatan, teks in rows:
        to[id_].add((jabatan, teks))
        about[id_] = (opd, " ".join((hal or "").lower().split()), at)
    last: dict[tuple[int, str, frozenset[tuple[int | None, str]]], object] = {}
    again: Counter[int] = Counter()
    for id_, (opd, hal, at) in about.items():
        key = (opd, hal, frozenset(to[id_]))
        before = last.get(key)
        if before is not None and at - before <= SEJAM:
            again[opd] += 1
        last[key] = at
    for opd, n in again.items():
        yield Pertanyaan(
            "C3", opd, n, f"{n} naskah berhal dan berpenerima sama terbit dalam satu jam. Mengapa dipecah?"
        )


def _diri_sendiri(session: Session, rentang: Rentang) -> Iterator[Pertanyaan]:
    """The signer is the only recipient (C3)."""
    other = (
        select(Penerima.id)
        .where(
            Penerima.naskah_id == Naskah.id,
            Penerima.jabatan_id.is_(None) | (Penerima.jabatan_id != Naskah.penandatangan_id),
        )
        .exists()
    )
    own = select(Penerima.id).where(Penerima.naskah_id == Naskah.id).exists()
    rows = session.execute(
        select(Naskah.opd_id, func.count())
        .where(
            Naskah.ditandatangani_at >= adopsi.awal(rentang.dari),
            Naskah.ditandatangani_at < adopsi.awal(rentang.sampai),
            own,
            ~other,
        )
        .group_by(Naskah.opd_id)
    )
    for opd, n in rows:
        yield Pertanyaan("C3", opd, n, f"{n} naskah hanya ditujukan kepada penandatangannya sendiri. Untuk apa?")


def _tebal(session: Session, hari: date) -> Iterator[Pertanyaan]:
    """Sheets of the paper way per naskah that rise by half from one quarter to the next (C4)."""
    spans = [Rentang(month_start(hari, 3), month_start(hari)), Rentang(month_start(hari, 6), month_start(hari, 3))]
    found: list[dict[int, tuple[int, int]]] = []
    for span in spans:
        days = and_(RHarian.tanggal >= span.dari, RHarian.tanggal < span.sampai, RHarian.skenario == Skenario.TENGAH)
        sheets = dict(
            session.execute(select(RHarian.opd_id, func.sum(RHarian.lembar_dasar)).where(days).group_by(RHarian.opd_id))
            .tuples()
            .all()
        )
        issued = session.execute(
            select(RAdopsi.opd_id, func.sum(RAdopsi.lahir_digital))
            .where(RAdopsi.tanggal >= span.dari, RAdopsi.tanggal < span.sampai)
            .group_by(RAdopsi.opd_id)
        )
        found.append({opd: (int(sheets.get(opd, 0)), int(n or 0)) for opd, n in issued})
    now, then = found
    for opd, (sheets_now, n) in now.items():
        sheets_then, before = then.get(opd, (0, 0))
        if min(n, before) < NASKAH_PALING_SEDIKIT or not sheets_then:
            continue
        if Fraction(sheets_now, n) > NAIK * Fraction(sheets_then, before):
            said = "Lembar cara kertas per naskah naik lebih dari separuh dalam tiga bulan. Apa yang berubah?"
            yield Pertanyaan("C4", opd, n, said)


def _ganda(session: Session, rentang: Rentang) -> Iterator[Pertanyaan]:
    """The same number of the same sender registered more than once (C8)."""
    twice = (
        select(SuratMasuk.opd_id, func.count().label("n"))
        .where(
            SuratMasuk.diterima_at >= adopsi.awal(rentang.dari),
            SuratMasuk.diterima_at < adopsi.awal(rentang.sampai),
            SuratMasuk.nomor_surat != "",
            SuratMasuk.naskah_id.is_(None),
        )
        .group_by(SuratMasuk.opd_id, SuratMasuk.nomor_surat, SuratMasuk.asal_teks)
        .having(func.count() > 1)
        .subquery()
    )
    rows = session.execute(select(twice.c.opd_id, func.sum(twice.c.n - 1)).group_by(twice.c.opd_id))
    for opd, n in rows:
        yield Pertanyaan("C8", opd, int(n), f"{int(n)} surat terdaftar dua kali. Mana yang berlaku?")


def _server(session: Session, rentang: Rentang) -> Iterator[Pertanyaan]:
    """What a print server counted against what the application knows (C9): it validates the leak, and is never added."""
    months: dict[int, list[date]] = defaultdict(list)
    sheets: Counter[int] = Counter()
    for (opd, month), row in gudang.cetak_server(session, rentang).items():
        months[opd].append(month)
        sheets[opd] += row.lembar
    for opd, known in months.items():
        logged = sum(
            adopsi.cetak(session, Rentang(month, month_start(month, -1))).get(opd, (0, 0))[0] for month in known
        )
        if logged > 1000 * sheets[opd]:
            said = (
                f"Aplikasi mencatat {logged // 1000} lembar cetakan, server cetak hanya {sheets[opd]}. Di mana sisanya?"
            )
            yield Pertanyaan("C9", opd, logged // 1000 - sheets[opd], said)


def _dua_peramban(session: Session, rentang: Rentang, kunci: bytes) -> Iterator[Pertanyaan]:
    """Disposisi of an account while it was open in two different browsers (C10)."""
    begin, end = adopsi.awal(rentang.dari), adopsi.awal(rentang.sampai)
    open_: dict[str, list[Sesi]] = defaultdict(list)
    rows = session.execute(select(Akun.pegawai_id, Sesi).join(Sesi, Sesi.akun_id == Akun.id))
    for pegawai_id, sesi in rows:
        open_[samaran(kunci, pegawai_id)].append(sesi)
    twofold = {akun: held for akun, held in open_.items() if len({(s.peramban, s.alamat) for s in held}) > 1}
    if not twofold:
        return
    events = session.execute(
        select(Peristiwa.opd_id, Peristiwa.akun, Peristiwa.terjadi_pada).where(
            Peristiwa.jenis == Jenis.DISPOSISI_DIBUAT,
            Peristiwa.akun.in_(sorted(twofold)),
            Peristiwa.terjadi_pada >= max(begin, end - timedelta(days=31)),
            Peristiwa.terjadi_pada < end,
        )
    )
    odd: Counter[int] = Counter()
    for opd, akun, at in events:
        live = {(s.peramban, s.alamat) for s in twofold[akun or ""] if s.dibuat_at <= at <= s.terakhir_at}
        odd[opd or 0] += len(live) > 1
    for opd, n in odd.items():
        if n:
            said = f"{n} disposisi diberikan selagi akunnya terbuka di dua peramban. Siapa yang memakainya?"
            yield Pertanyaan("C10", opd, n, said)
