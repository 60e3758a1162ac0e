"""The state of every perangkat daerah for the answer to the Sekda: stage, trend, and what blocks it (metrik.md 2.3, 2.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from eoffice.laporan.adopsi import (
    GERBANG,
    JENDELA,
    TERKINI,
    Capaian,
    Hitung,
    KeadaanOpd,
    Kedudukan,
    Proyeksi,
    Putusan,
    Rasio,
    Sasaran,
    Sebab,
    Staf,
    Tahap,
    Ukur,
    gabung_bulan,
    indeks,
    kedudukan,
    minggu_penuh,
    proyeksi,
    tahap_bulan,
)
from eoffice.laporan.queries import adopsi
from eoffice.laporan.queries.staf import Kepegawaian, Sertifikasi, kepegawaian, sertifikasi
from eoffice.laporan.states import Rentang, month_start
from eoffice.organisasi import kalender
from eoffice.organisasi.models import Unit

BULAN_DILIHAT = 12
"""Complete months that the rule of two months looks back over."""


@dataclass(frozen=True)
class KeadaanKota:
    """Everything the page of the Sekda is made from.

    Attributes:
        bulan: the last complete month, whose stage is shown.
        capaian: the five ratios of that month by perangkat daerah, small months pooled.
        minggu: Sundays of the weekly series; kota: its counts for the whole scope; proyeksi: of the city, by measure.
    """

    opd: tuple[KeadaanOpd, ...]
    bulan: date
    capaian: Mapping[int, Capaian]
    minggu: tuple[date, ...]
    kota: tuple[Hitung, ...]
    proyeksi: Mapping[str, Proyeksi]
    per_minggu: Mapping[int, Sequence[Hitung]]
    staf: Mapping[int, Staf]
    sertifikat: Mapping[str, datetime]


def rasio_a2_a4(hitung: Hitung) -> dict[str, Rasio]:
    """A2, A3 and A4 of some counts."""
    return {
        "A2": Rasio(hitung.lahir_digital, hitung.keluar),
        "A3": Rasio(hitung.ber_tte, hitung.keluar),
        "A4": Rasio(hitung.disposisi_sistem, hitung.disposisi),
    }


def proyeksi_dari(minggu: Sequence[Hitung], berakhir: date, sasaran: Sasaran) -> dict[str, Proyeksi]:
    """The three projections of one series of weeks; a measure without any data has none."""
    found = {}
    for kode in ("A2", "A3", "A4"):
        series = [rasio_a2_a4(each)[kode] for each in minggu]
        if any(each.penyebut for each in series):
            found[kode] = proyeksi(series, berakhir, sasaran.tanggal, sasaran.ambang)
    return found


class Susun:
    """Reads what the state needs, once, and answers per perangkat daerah."""

    def __init__(self, session: Session, kunci: bytes, hari_ini: date, saat: datetime, sasaran: Sasaran) -> None:
        self.hari_ini, self.saat, self.sasaran = hari_ini, saat, sasaran
        self.kalender = kalender.berlaku(session)
        self.months = [month_start(hari_ini, n) for n in range(BULAN_DILIHAT + 2, 0, -1)]
        span = Rentang(self.months[0], month_start(hari_ini))
        self.counts = adopsi.per_bulan(session, span)
        self.issued = adopsi.terbit_terakhir_per_bulan(session, span)
        self.users = adopsi.pengguna(session, self.months)
        self.latest = adopsi.terakhir(session, hari_ini)
        self.recent = adopsi.per_opd(session, Rentang(month_start(hari_ini, 2), hari_ini + timedelta(days=1)))
        self.weeks = minggu_penuh(hari_ini)
        self.per_minggu = adopsi.per_minggu(session, self.weeks)
        self.people: Kepegawaian = kepegawaian(session, kunci)
        self.certificates: Sertifikasi = sertifikasi(session, kunci)
        self._quiet: dict[date, date] = {}
        self._ratios: dict[tuple[int, date], dict[str, Rasio]] = {}
        self._ends: dict[date, Mapping[str, datetime]] = {}
        self._stages: dict[int, list[Tahap]] = {}
        self.certified = self.certificates.pada(saat)
        self.without_tu = self.people.tanpa_tu(hari_ini)
        self.staf = self.people.pada(hari_ini)

    def capaian(self, opd: int, bulan: date) -> Capaian:
        """The five ratios of a month; small months pooled with the two before (metrik.md 2.1)."""
        end = month_start(bulan, -1)
        three = [month_start(bulan, n) for n in range(3)]
        by_code = [self.rasio(opd, each) for each in three]
        a2, a3, a4 = (gabung_bulan([each[kode] for each in by_code]).rasio for kode in ("A2", "A3", "A4"))
        staf = self.people.pada(end - timedelta(days=1)).get(opd, Staf())
        good = self.certificates_at(end)
        filled = [post.akun for post in staf.ttd if post.akun is not None]
        active = len(self.users.get(bulan, frozenset()) & staf.wajib)
        return Capaian(
            Rasio(active, len(staf.wajib)), a2, a3, a4, Rasio(sum(akun in good for akun in filled), len(filled))
        )

    def rasio(self, opd: int, bulan: date) -> dict[str, Rasio]:
        """A2, A3 and A4 of one month alone."""
        if (opd, bulan) not in self._ratios:
            self._ratios[opd, bulan] = rasio_a2_a4(self.counts.get(opd, {}).get(bulan, Hitung()))
        return self._ratios[opd, bulan]

    def certificates_at(self, tanggal: date) -> Mapping[str, datetime]:
        if tanggal not in self._ends:
            self._ends[tanggal] = self.certificates.pada(adopsi.awal(tanggal))
        return self._ends[tanggal]

    def sepi(self, terbit: date | None, akhir: date) -> bool:
        """Whether no naskah was issued in the system for twenty working days."""
        return terbit is None or terbit <= self.batas_sepi(akhir)

    def batas_sepi(self, akhir: date) -> date:
        """The last day with twenty working days after it up to and including `akhir`; found once per end."""
        if akhir not in self._quiet:
            day, left = akhir, GERBANG.sepi_hari_kerja
            while left:
                left -= self.kalender.is_hari_kerja(day)
                day -= timedelta(days=1)
            self._quiet[akhir] = day
        return self._quiet[akhir]

    def kedudukan(self, opd: int) -> Kedudukan:
        return kedudukan(self.tahapan(opd))

    def tahapan(self, opd: int) -> list[Tahap]:
        """The stage of each complete month taken alone, oldest first; found once."""
        if opd not in self._stages:
            self._stages[opd] = self._tahapan(opd)
        return self._stages[opd]

    def _tahapan(self, opd: int) -> list[Tahap]:
        stages: list[Tahap] = []
        issued: date | None = None
        for n, month in enumerate(self.months):
            issued = self.issued.get(opd, {}).get(month, issued)
            if n >= 2:
                quiet = self.sepi(issued, month_start(month, -1) - timedelta(days=1))
                stages.append(tahap_bulan(self.capaian(opd, month), sepi=quiet))
        return stages

    def sebab(self, opd: int, capaian: Capaian) -> tuple[Sebab, ...]:
        staf = self.staf.get(opd, Staf())
        filled = [post.akun for post in staf.ttd if post.akun is not None]
        recent = rasio_a2_a4(self.recent.get(opd, Hitung()))
        below = {kode: r.nilai is not None and r.nilai < self.sasaran.ambang for kode, r in recent.items()}
        holds = {
            Sebab.PIMPINAN_KOSONG: any(post.akun is None for post in staf.ttd),
            Sebab.TANPA_SERTIFIKAT: any(akun not in self.certified for akun in filled),
            Sebab.TANPA_TU: opd in self.without_tu,
            Sebab.SEPI: self.sepi(self.latest.get(opd, (None, None))[0], self.hari_ini),
            Sebab.A2: below["A2"],
            Sebab.A3: below["A3"],
            Sebab.A4: below["A4"],
            Sebab.PENGGUNA: self.sasaran.ukur is Ukur.PENUH
            and capaian.a1.nilai is not None
            and capaian.a1.nilai < GERBANG.pengguna,
        }
        return tuple(each for each in Sebab if holds[each])

    def opd(self, unit: Unit) -> tuple[KeadaanOpd, Capaian]:
        capaian = self.capaian(unit.id, self.months[-1])
        recent = rasio_a2_a4(self.recent.get(unit.id, Hitung()))
        now = Capaian(Rasio(), recent["A2"], recent["A3"], recent["A4"], Rasio())
        weeks = self.per_minggu.get(unit.id, [Hitung()] * JENDELA)
        state = KeadaanOpd(
            unit.id,
            unit.nama,
            unit.kelompok or unit.jenis,
            self.kedudukan(unit.id),
            indeks(capaian),
            now.rasio_m,
            proyeksi_dari(weeks, self.weeks[-1], self.sasaran),
            self.sebab(unit.id, capaian),
        )
        return state, capaian

    def kota(self, units: Sequence[Unit]) -> KeadaanKota:
        """The state of these perangkat daerah together."""
        states = [self.opd(unit) for unit in units]
        scope = [state.opd for state, _ in states if self.sasaran.mencakup(state.kelompok)]
        weeks = [
            sum((self.per_minggu[opd][n] for opd in scope if opd in self.per_minggu), Hitung()) for n in range(JENDELA)
        ]
        return KeadaanKota(
            tuple(state for state, _ in states),
            self.months[-1],
            {int(state.opd): capaian for state, capaian in states},
            tuple(self.weeks),
            tuple(weeks),
            proyeksi_dari(weeks, self.weeks[-1], self.sasaran),
            self.per_minggu,
            self.staf,
            self.certified,
        )


def keadaan_kota(
    session: Session, units: Sequence[Unit], kunci: bytes, *, hari_ini: date, saat: datetime, sasaran: Sasaran
) -> KeadaanKota:
    """The state of every perangkat daerah; the number of statements does not grow with their number.

    Args:
        kunci: the secret that pseudonyms are made with.
        hari_ini: the WIB date; saat: the instant, for certificates.
    """
    return Susun(session, kunci, hari_ini, saat, sasaran).kota(units)


@dataclass(frozen=True)
class Perkembangan:
    """How a perangkat daerah moved: the last four weeks, and the four before."""

    kini: Rasio
    lalu: Rasio


def perkembangan(minggu: Sequence[Hitung]) -> Perkembangan:
    """The ratio behind m in the last four weeks and the four before (P-2)."""

    def behind(weeks: Sequence[Hitung]) -> Rasio:
        r = rasio_a2_a4(sum(weeks, Hitung()))
        return Capaian(Rasio(), r["A2"], r["A3"], r["A4"], Rasio()).rasio_m

    return Perkembangan(behind(minggu[-TERKINI:]), behind(minggu[-2 * TERKINI : -TERKINI]))


def kemiringan_terbesar(minggu: Sequence[Hitung], berakhir: date, sasaran: Sasaran) -> float | None:
    """The largest slope of the deciding measure over the last four windows; None while it is too little data (P-5).

    Args:
        minggu: at least eleven weeks, oldest first.
    """
    slopes = []
    for back in range(TERKINI):
        end = len(minggu) - back
        found = proyeksi_dari(minggu[end - JENDELA : end], berakhir - timedelta(weeks=back), sasaran)
        known = [p.tengah.kemiringan for p in found.values() if p.tengah is not None and p.putusan is not Putusan.SUDAH]
        if not known:
            return None
        slopes.append(min(known))
    return max(slopes)
