"""The figures of one month for the Laporan Sekda, as they stood at its end, from the same queries as every page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.laporan.adopsi import (
    Bahan,
    Hitung,
    KeadaanOpd,
    Potret,
    Sasaran,
    Tahap,
    jawab,
    minggu_penuh,
    potret,
    samarkan,
)
from eoffice.laporan.adopsi.privasi import K
from eoffice.laporan.kertas import VERSI_MODEL, Hasil, Ketentuan, Tiga, hasil_kota
from eoffice.laporan.kertas.konfirmasi import Konfirmasi, jumlah
from eoffice.laporan.queries import adopsi, angka, gudang
from eoffice.laporan.queries.kota import Susun, proyeksi_dari, rasio_a2_a4
from eoffice.laporan.states import Rentang, month_start
from eoffice.laporan.terbitan import cakupan, isi
from eoffice.laporan.terbitan.putusan import Bahan as BahanPutusan
from eoffice.laporan.terbitan.putusan import putusan
from eoffice.organisasi import waktu
from eoffice.organisasi.models import Unit
from eoffice.organisasi.queries import all_opd
from eoffice.peristiwa.models import Peristiwa

RIWAYAT: Final = 3
"""Months that the page of a perangkat daerah looks back over, the reported one included."""

Butir = dict[str, Any]


class SusunBulan(Susun):
    """The state of every perangkat daerah as it stood when a month ended; nothing that came after it is looked at."""

    def __init__(self, session: Session, kunci: bytes, masa: Rentang, saat: datetime, sasaran: Sasaran) -> None:
        super().__init__(session, kunci, month_start(masa.dari, -1), saat, sasaran)
        last = min(masa.hari_terakhir, clock.wib(saat - timedelta(seconds=1)).date())
        self.hari_ini = last
        self.latest = adopsi.terakhir(session, last)
        self.recent = adopsi.per_opd(session, Rentang(month_start(masa.dari, 2), last + timedelta(days=1)))
        self.weeks = minggu_penuh(last + timedelta(days=1))
        self.per_minggu = adopsi.per_minggu(session, self.weeks)
        self.without_tu = self.people.tanpa_tu(last)
        self.staf = self.people.pada(last)


@dataclass(frozen=True)
class Masa:
    """One month, its counts and clocks, ready to be measured."""

    dari: date
    saat: datetime
    bahan: Mapping[int, Bahan]
    sertifikat: Mapping[str, datetime]
    kertas: Mapping[int, Tiga[Hasil]]

    def potret(self, opd: int) -> Potret:
        """Every measure of one perangkat daerah."""
        return potret(self.bahan.get(opd, Bahan()), self.sertifikat, self.saat)


@dataclass(frozen=True)
class Bulan:
    """What the parts of a report are made from."""

    made: SusunBulan
    masa: Sequence[Masa]
    gudang: Mapping[int, Konfirmasi]

    def angka(self, found: Potret, kertas: Tiga[Hasil], ledger: Konfirmasi, wajib: int) -> Butir:
        """The measures of one office or of the city."""
        return cakupan.angka(found, kertas, ledger, wajib=wajib, kalender=self.made.kalender, akhir=self.made.hari_ini)


def susun(
    session: Session, kunci: bytes, bulan: date, *, kota: str, ketentuan: Ketentuan, dibuat: datetime, pembuat: str
) -> Butir:
    """Every figure of one month; a month that is not over yet is marked sementara.

    Args:
        kunci: the secret that pseudonyms are made with.
        bulan: the first day of the month.
        dibuat: the instant that all files of the report carry as their time.
    """
    span = Rentang(bulan, month_start(bulan, -1))
    saat = min(adopsi.awal(span.sampai), dibuat)
    target = adopsi.sasaran(session, span.hari_terakhir)
    made = SusunBulan(session, kunci, span, saat, target)
    months = [_masa(session, made, month_start(bulan, n), saat, ketentuan) for n in range(RIWAYAT)]
    units = _units(session, months)
    ledger = gudang.konfirmasi_per_opd(session, span, [unit.id for unit in units], ketentuan=ketentuan)
    b = Bulan(made, months, ledger)
    states = [made.opd(unit)[0] for unit in units]
    offices = [_opd(unit, state, b) for unit, state in zip(units, states, strict=True)]
    _samarkan(offices, {unit.id: len(months[0].bahan.get(unit.id, Bahan()).staf.wajib) for unit in units})
    total = sum((months[0].bahan.get(unit.id, Bahan()) for unit in units), Bahan())
    city = potret(total, months[0].sertifikat, saat)
    paper = hasil_kota(months[0].kertas.values())
    scope = [state.kedudukan.tahap for state in states if target.mencakup(state.kelompok)]
    return {
        "skema": isi.SKEMA,
        "bulan": f"{bulan:%Y-%m}",
        "dari": span.dari.isoformat(),
        "sampai": span.hari_terakhir.isoformat(),
        "kota": kota,
        "sementara": saat < adopsi.awal(span.sampai),
        "kendali": _kendali(session, made, ketentuan, span, dibuat, pembuat),
        "sasaran": {
            "tanggal": target.tanggal.isoformat(),
            "ambang": isi.desimal(target.ambang),
            "arti": target.ukur.label,
            "kelompok": sorted(target.kelompok),
        },
        "tahap": {stage.label: scope.count(stage) for stage in Tahap},
        "jawaban": _jawaban(states, target),
        "angka": b.angka(city, paper, jumlah(ledger.values()), len(total.staf.wajib)),
        "kelompok": _kelompok(units, months[0]),
        "opd": offices,
        "tren": _tren(made, states, target),
        "putusan": _putusan(states, target, offices, city, made, max(span.sampai, clock.wib(dibuat).date())),
        "parameter": cakupan.parameter(ketentuan, span.hari_terakhir),
        "penyesuaian": [],
    }


def _kendali(
    session: Session, made: Susun, ketentuan: Ketentuan, span: Rentang, dibuat: datetime, pembuat: str
) -> Butir:
    """Where the log stood, and which versions held (metrik.md 4.2)."""
    head = angka.keadaan(session)
    return {
        "urut": head.urut,
        "hash": session.scalar(select(Peristiwa.hash).where(Peristiwa.urut == head.urut)) or "",
        "model": VERSI_MODEL,
        "parameter": [name for since, name, _ in ketentuan.parameter if since < span.sampai],
        "kalender": made.kalender.versi,
        "dasar_kalender": made.kalender.dasar.get(span.dari.year, ""),
        "tunggu_terlama": list(waktu.tunggu_terlama(made.kalender, span.hari_terakhir)),
        "dibuat": clock.wib(dibuat).replace(microsecond=0).isoformat(),
        "pembuat": pembuat,
    }


def _masa(session: Session, made: Susun, bulan: date, saat: datetime, ketentuan: Ketentuan) -> Masa:
    span = Rentang(bulan, month_start(bulan, -1))
    at = min(saat, adopsi.awal(span.sampai))
    staf = made.people.pada(min(span.hari_terakhir, made.hari_ini))
    return Masa(
        bulan,
        at,
        adopsi.bahan(session, span, staf, pada=at),
        made.certificates.pada(at),
        {int(opd): tiga for opd, tiga in angka.hasil_per_opd(session, span, ketentuan=ketentuan).items()},
    )


def _units(session: Session, months: Sequence[Masa]) -> list[Unit]:
    """Every perangkat daerah of today, and those that have figures of their own but are no more."""
    units = list(all_opd(session))
    others = {opd for month in months for opd in (*month.bahan, *month.kertas)} - {unit.id for unit in units}
    if not others:
        return units
    return units + list(session.scalars(select(Unit).where(Unit.id.in_(others)).order_by(Unit.kode)))


def _opd(unit: Unit, state: KeadaanOpd, b: Bulan) -> Butir:
    now = b.masa[0]
    staf = now.bahan.get(unit.id, Bahan()).staf
    return {
        "id": unit.id,
        "kode": unit.singkatan or unit.kode,
        "nama": unit.nama,
        "kelompok": state.kelompok,
        **b.angka(now.potret(unit.id), now.kertas.get(unit.id, angka.KOSONG), b.gudang[unit.id], len(staf.wajib)),
        "tahap": state.kedudukan.tahap.label,
        "huruf": state.kedudukan.tahap.huruf,
        "waspada": state.kedudukan.waspada,
        "riwayat": [_riwayat(month, unit.id) for month in b.masa],
        "tiga_bulan": cakupan.pasangan(state.kini),
        "proyeksi": {kode: cakupan.proyeksi(each) for kode, each in state.proyeksi.items()},
        "penentu": state.penentu[0] if state.penentu is not None else "",
        "putusan": state.putusan.label,
        "minggu": _per_minggu(_minggu(b.made, [unit.id])),
        "sebab": [{"karena": s.karena, "usul": s.usul, "pemilik": s.pemilik} for s in state.sebab],
        "sertifikat": [cakupan.sertifikat(post.jabatan, post.akun, now.sertifikat) for post in staf.ttd],
    }


def _riwayat(month: Masa, opd: int) -> Butir:
    found = month.potret(opd)
    return {
        "bulan": f"{month.dari:%Y-%m}",
        "rasio": cakupan.rasio(found),
        "waktu": cakupan.menunggu(found),
        "lembar": cakupan.tiga(month.kertas.get(opd, angka.KOSONG))["lembar_hemat_bersih"],
        "wajib": len(month.bahan.get(opd, Bahan()).staf.wajib),
    }


def _samarkan(offices: Sequence[Butir], people: Mapping[int, int]) -> None:
    """Hide how many of fewer than five people are active, before anything is written down (metrik.md 3.6)."""
    for kode in ("A1", "A1b"):
        shown = samarkan({o["id"]: o["rasio"][kode][0] for o in offices}, people)
        for office in offices:
            hidden = shown[office["id"]] is None
            if hidden:
                office["rasio"][kode] = None
            for row in office["riwayat"]:
                if hidden or row["wajib"] < K:
                    row["rasio"][kode] = None


def _kelompok(units: Sequence[Unit], now: Masa) -> list[Butir]:
    """How long surat wait in each kelompok."""
    groups: dict[str, list[Bahan]] = defaultdict(list)
    for unit in units:
        groups[unit.kelompok or unit.jenis].append(now.bahan.get(unit.id, Bahan()))
    found = []
    for name, parts in groups.items():
        p = potret(sum(parts, Bahan()), now.sertifikat, now.saat)
        found.append({"nama": name, **cakupan.menunggu(p), "A7": cakupan.pasangan(p.a7)})
    return found


def _minggu(made: Susun, opd: Iterable[int]) -> list[Hitung]:
    """The counts of some perangkat daerah together in each of the last complete weeks, oldest first."""
    rows = [counts for each in opd if (counts := made.per_minggu.get(each)) is not None]
    return [sum((row[n] for row in rows), Hitung()) for n in range(len(made.weeks))]


def _per_minggu(minggu: Sequence[Hitung]) -> dict[str, list[list[int]]]:
    """A2, A3 and A4 of each week as pembilang and penyebut."""
    ratios = [rasio_a2_a4(each) for each in minggu]
    return {kode: [cakupan.pasangan(each[kode]) for each in ratios] for kode in ("A2", "A3", "A4")}


def _tren(made: SusunBulan, states: Sequence[KeadaanOpd], target: Sasaran) -> Butir:
    """The weeks of the whole scope, and where the measure that decides is heading."""
    scope = [int(state.opd) for state in states if target.mencakup(state.kelompok)]
    weeks = _minggu(made, scope)
    found = proyeksi_dari(weeks, made.weeks[-1], target)
    decisive = cakupan.penentu(found)
    return {
        "minggu": [day.isoformat() for day in made.weeks],
        "kota": _per_minggu(weeks),
        "proyeksi": {kode: cakupan.proyeksi(each) for kode, each in found.items()},
        "penentu": decisive,
        "titik": cakupan.titik(found[decisive], made.weeks[-1]) if decisive else [],
    }


def _jawaban(states: Sequence[KeadaanOpd], target: Sasaran) -> Butir:
    answer = jawab(states, target)
    return {
        "seluruh": answer.seluruh,
        "siap": len(answer.siap),
        "menentukan": [each.nama for each in answer.menentukan],
        "kurang_data": [each.nama for each in answer.kurang_data],
        "sudah_tinggi": answer.sudah_tinggi,
        "jauh": answer.jauh,
        "minggu": answer.minggu,
    }


def _putusan(
    states: Sequence[KeadaanOpd], target: Sasaran, offices: Sequence[Butir], city: Potret, made: Susun, dari: date
) -> list[dict[str, str]]:
    answer = jawab(states, target)
    late = max(offices, key=lambda o: o["lewat"]["surat"] + o["lewat"]["disposisi"], default=None)
    return putusan(
        BahanPutusan(
            [(s.nama, s.sebab) for s in (*answer.menentukan, *answer.kurang_data) if s.sebab],
            city.terbuka_lewat + city.disposisi_lewat,
            late["nama"] if late else "",
            [o["nama"] for o in offices if isi.pecahan(o["kertas"]["lembar_hemat_bersih"]["tengah"]) < 0],
        ),
        lambda hari: waktu.tambah_hari_kerja(made.kalender, dari, hari),
    )
