"""Every figure of the dashboard counted again: the golden August, and a made-up city whose events are counted by hand."""

import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from eoffice import clock
from eoffice.clock import WIB
from eoffice.db import reading, transaction
from eoffice.laporan import queries
from eoffice.laporan.adopsi import Hitung, Kuantil, Rasio, Sasaran, Tahap, menit
from eoffice.laporan.kertas import PARAMETER_AWAL, Skenario, angka, hasil_kota, kira_kira
from eoffice.laporan.queries.ringkas import KOTA, Ringkas, ringkas
from eoffice.laporan.states import Rentang
from eoffice.laporan.tampil import pandangan, terbuka
from eoffice.laporan.tampil.gambar import pecah
from eoffice.laporan.tampil.ringkas import kartu, sertifikat
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi import queries as organisasi
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.web.services import Services
from tests.laporan import emas
from tests.laporan.adopsi import emas_adopsi
from tests.laporan.adopsi.test_catatan import AGUSTUS, KUNCI, Kota, kirim, kota, lipat_semua, profil_emas
from tests.laporan.skema import tidak_cocok

__all__ = ["kota"]  # the fixture with the offices of the golden data

KINI = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
Masuk = Callable[..., FlaskClient]


def baca(engine: Engine, kunci: bytes, sasaran: Sasaran) -> Ringkas:
    with reading(engine) as session:
        units = organisasi.all_opd(session)
        return ringkas(session, units, kunci, hari_ini=clock.today(), saat=clock.now(), sasaran=sasaran)


def test_the_golden_august_stands_on_the_dashboard(engine: Engine, kota: Kota) -> None:
    clock.set_clock(KINI)
    with transaction(engine) as session:
        profil_emas(session, kota)
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)

    r = baca(engine, KUNCI, Sasaran(date(2026, 12, 31)))

    expected = {(row["metrik"], row["cakupan"], row["skenario"]): row for row in emas.rows(emas_adopsi.KELUAR)}

    def of(metrik: str, cakupan: str = "KOTA") -> Rasio:
        row = expected[metrik, cakupan, ""]
        return Rasio(int(row["pembilang"]), int(row["penyebut"]))

    def minutes(metrik: str, cakupan: str = "KOTA") -> int | None:
        text = expected[metrik, cakupan, ""]["nilai"]
        return None if text == "belum" else int(text)

    names = {each.id: each.kode for each in r.opd}
    assert r.bulan == date(2026, 8, 1) and r.digital.rasio == of("lahir_digital")
    with reading(engine) as session:
        total = sum(queries.adopsi.per_opd(session, AGUSTUS).values(), Hitung())
        september = hasil_kota(queries.hasil_per_opd(session, Rentang(date(2026, 9, 1), date(2026, 9, 2))).values())
    assert Rasio(total.ber_tte, total.keluar) == of("tte") == r.m[KOTA][-1]
    assert Rasio(total.disposisi_sistem, total.disposisi) == of("disposisi_sistem")
    assert Rasio(total.masih_kertas, total.keluar) == of("naskah_masih_kertas")
    later = Hitung(keluar=1, lahir_digital=1, ber_tte=1, bebas_cetak=1, tindakan=1)  # N09, of 1 September
    assert sum(r.terbit.values(), Hitung()) == total + later
    assert sum(r.tepat.values(), Rasio()) == of("tepat_waktu")
    assert (menit(r.waktu_kota.median), menit(r.waktu_kota.p90)) == (
        minutes("median_registrasi_disposisi"),
        minutes("p90_registrasi_disposisi"),
    )
    for name, opd in kota.opd.items():
        assert names[opd]
        assert (menit(r.waktu[opd].median), menit(r.waktu[opd].p90)) == (
            minutes("median_registrasi_disposisi", name),
            minutes("p90_registrasi_disposisi", name),
        )
        late = r.tertunda[opd].surat_lewat if opd in r.tertunda else 0
        assert late == int(expected["terbuka_lewat_batas", name, ""]["nilai"])
        assert r.kota.capaian[opd].a10 == of("sertifikat_pimpinan", name)
        assert r.kota.capaian[opd].a1 == of("pengguna_aktif", name)
    for s in Skenario:
        for metrik in (
            "lembar_hemat_bersih",
            "lembar_garis_dasar",
            "lembar_nyata_terukur",
            "rim",
            "co2e_kg",
            "rp_total",
        ):
            value = getattr(r.kertas[s], metrik)
            assert emas_adopsi.desimal(value) == emas_adopsi.desimal(Fraction(expected[metrik, "KOTA", s]["nilai"]))
        net = Fraction(expected["lembar_hemat_bersih", "KOTA", s]["nilai"])
        (third,) = [q for q in r.triwulan if q.awal == date(2026, 7, 1)]
        assert third.potensi[s] * 500 == net + september[s].lembar_hemat_bersih
    cards = kartu(r)
    assert [card.nilai for card in cards] == ["0 dari 3", "87,5%", "1", "120 lembar"]
    assert cards[3].rentang == "rentang 51 sampai 230" and "belum dikonfirmasi" in cards[3].sub
    said, rows = sertifikat(r)
    assert said.startswith("3 dari 5 jabatan") and len(rows) == 5
    assert pecah(total) == (5, 1, 1, 1) and sum(pecah(total)) == total.keluar == 8


# -- a small made-up city -----------------------------------------------------------------------------------------------


@dataclass
class Lahir:
    """What was made, counted while it was made and by nothing of the product."""

    naskah: list[tuple[int, date, bool, bool, bool, int, int]]
    surat: list[tuple[int, datetime, datetime | None, datetime | None]]
    disposisi: list[tuple[int, date, bool]]


@pytest.fixture
def lahir(services: Services, engine: Engine, kota_kecil: makers.Kota) -> Lahir:
    """Two hundred days of four offices."""
    clock.set_clock(KINI)
    dice, made = random.Random(7), Lahir([], [], [])
    opd = [kota_kecil.unit[name].id for name in ("setda", "dinsos", "diskominfo") if name in kota_kecil.unit]

    def catat(jenis: Jenis, where: int, key: str, at: datetime, **rincian: Any) -> None:
        peristiwa.catat(session, jenis=jenis, opd_id=where, unit_id=None, akun=None, jabatan_id=None, naskah=key, rincian=rincian, at=at)  # fmt: skip

    with transaction(engine) as session:
        for n in range(260):
            where, at = dice.choice(opd), KINI - timedelta(minutes=dice.randrange(1, 200 * 24 * 60))
            day = at.astimezone(WIB).date()
            digital, outside, pages, copies = (
                dice.random() < 0.8,
                dice.random() < 0.2,
                dice.randrange(1, 4),
                dice.randrange(0, 3),
            )
            tte = digital and dice.random() < 0.8
            catat(Jenis.NASKAH_DITERBITKAN, where, f"naskah:{n}", at, asal="digital" if digital else "kertas", ttd="tte" if tte else "basah",
                  halaman=pages, lampiran=0, t_luar_kertas=int(outside))  # fmt: skip
            if copies:
                catat(
                    Jenis.NASKAH_DICETAK, where, f"naskah:{n}", at, halaman=pages, lampiran=0, salinan=copies, dupleks=0
                )
            made.naskah.append((where, day, digital, tte, outside, pages, copies))
        for n in range(120):
            where, at = dice.choice(opd), KINI - timedelta(minutes=dice.randrange(1, 90 * 24 * 60))
            given = at + timedelta(minutes=dice.randrange(1, 5000)) if dice.random() < 0.8 else None
            done = given + timedelta(minutes=dice.randrange(1, 20000)) if given and dice.random() < 0.7 else None
            given, done = (each if each and each < KINI else None for each in (given, done))
            catat(
                Jenis.SURAT_DIREGISTRASI,
                where,
                f"surat:{n}",
                at,
                asal="kertas_luar",
                derajat="biasa",
                halaman=1,
                lampiran=0,
            )
            if given:
                inside = dice.random() < 0.9
                catat(
                    Jenis.DISPOSISI_DIBUAT,
                    where,
                    f"surat:{n}",
                    given,
                    kanal="sistem" if inside else "kertas",
                    disposisi=str(n),
                    target=1,
                )
                made.disposisi.append((where, given.astimezone(WIB).date(), inside))
            if done:
                catat(Jenis.SURAT_SELESAI, where, f"surat:{n}", done)
            made.surat.append((where, at, given, done))
    lipat_semua(engine)
    return made


def dalam(day: date, dari: date, sampai: date) -> bool:
    return dari <= day < sampai


def peringkat(values: list[float], tenths: int) -> int | None:
    """Nearest rank, by sorting all of them."""
    found = sorted(values)[math.ceil(tenths * len(values) / 10) - 1]
    return None if math.isinf(found) else int(found) // 60


def rasio(rows: list[tuple[bool, ...]], n: int) -> tuple[int, int]:
    return sum(row[n] for row in rows), len(rows)


def test_a_made_up_city_stands_on_the_dashboard(services: Services, engine: Engine, lahir: Lahir, masuk: Masuk) -> None:
    with reading(engine) as session:
        target, calendar = queries.adopsi.sasaran(session, clock.today()), kalender.berlaku(session)
    r = baca(engine, services.pepper, target)
    agustus, juli, juni, kini = date(2026, 8, 1), date(2026, 7, 1), date(2026, 6, 1), date(2026, 9, 2)

    august = [row for row in lahir.naskah if dalam(row[1], agustus, date(2026, 9, 1))]
    assert len(august) >= 10  # else three months would be pooled
    assert (r.digital.rasio.pembilang, r.digital.rasio.penyebut) == (sum(row[2] for row in august), len(august))
    july = [row for row in lahir.naskah if dalam(row[1], juli, agustus)]
    assert (r.digital_lalu.pembilang, r.digital_lalu.penyebut) == (sum(row[2] for row in july), len(july))

    # G3: m of every month, the least of three ratios
    for month, shown in zip(r.bulan12, r.m[KOTA], strict=True):
        end = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        wrote = [(row[2], row[3]) for row in lahir.naskah if dalam(row[1], month, end)]
        gave = [(row[2],) for row in lahir.disposisi if dalam(row[1], month, end)]
        ratios = [rasio(wrote, 0), rasio(wrote, 1), rasio(gave, 0)]  # type: ignore[arg-type]
        least = min((Fraction(*each) for each in ratios if each[1]), default=None)
        assert shown.nilai == least

    # G5: three months, four parts per office
    for opd in {row[0] for row in lahir.naskah}:
        rows = [row for row in lahir.naskah if row[0] == opd and dalam(row[1], juli, kini)]
        parts = Counter(
            "tulis" if not row[2] else "basah" if not row[3] else "luar" if row[4] else "bebas" for row in rows
        )
        assert pecah(r.terbit[opd]) == (parts["bebas"], parts["basah"], parts["tulis"], parts["luar"])

    # G6 and the overdue: clocks by the calendar, ranks by sorting
    waits: dict[int, list[float]] = defaultdict(list)
    judged: dict[int, list[bool]] = defaultdict(list)
    late = Counter[int]()
    for where, at, given, done in lahir.surat:
        if dalam(at.astimezone(WIB).date(), agustus, date(2026, 9, 1)) and (given or not done):
            waits[where].append(math.inf if given is None else waktu.menit_kerja(calendar.untuk(where), at, given) * 60)
        limit = waktu.batas_selesai(calendar.untuk(where), "biasa", at)
        late[where] += done is None and limit < KINI
        if dalam(at.astimezone(WIB).date(), agustus, date(2026, 9, 1)) and (done or limit < KINI):
            judged[where].append(done is not None and done <= limit)
    for opd, values in waits.items():
        found: Kuantil = r.waktu[opd]
        assert (found.n, menit(found.median), menit(found.p90)) == (
            len(values),
            peringkat(values, 5),
            peringkat(values, 9),
        )
    assert {opd: each.surat_lewat for opd, each in r.tertunda.items() if each.lewat} == {
        o: n for o, n in late.items() if n
    }
    assert r.lewat == late.total()
    assert {o: (q.pembilang, q.penyebut) for o, q in r.tepat.items() if q.penyebut} == {
        o: (sum(rows), len(rows)) for o, rows in judged.items()
    }
    everyone = [value for values in waits.values() for value in values]
    assert menit(r.waktu_kota.median) == peringkat(everyone, 5) and r.waktu_kota.n == len(everyone)

    # G7: sheets by the formula, with the factors that the guide prints
    leak, first, agenda = Fraction(1, 10), 1, 1
    base = printed = 0
    for row in lahir.naskah:
        if dalam(row[1], r.masa_tahun.dari, r.masa_tahun.sampai):
            base += row[5] * (first + row[4] + 1 + agenda) if row[2] else 0
            printed += row[5] * row[6] if row[2] else 0
            printed += 0 if not row[2] or row[3] else max(0, 1 - row[6]) * row[5]
    assert PARAMETER_AWAL.of("bocor", Skenario.TENGAH) == 100
    forms = sum(
        1 for where, day, inside in lahir.disposisi if inside and dalam(day, r.masa_tahun.dari, r.masa_tahun.sampai)
    )
    tengah = r.kertas_tahun.tengah
    assert tengah.lembar_garis_dasar == base + forms and tengah.lembar_nyata_terukur == printed
    assert tengah.lembar_hemat_bersih == (1 - leak) * (base + forms) - printed

    # the flow, and what the page and the open figures print
    masuk_30 = [at for _, at, _, _ in lahir.surat if dalam(at.astimezone(WIB).date(), date(2026, 8, 3), kini)]
    keluar_30 = [row for row in lahir.naskah if dalam(row[1], date(2026, 8, 3), kini)]
    assert (sum(x[1] for x in r.arus), sum(x[2] for x in r.arus)) == (len(masuk_30), len(keluar_30))
    page = re.sub(r"<[^>]+>", " ", masuk("sekda").get("/dasbor").get_data(as_text=True))
    page = " ".join(page.split())
    share = angka(Fraction(100 * sum(row[2] for row in august), len(august)), 1)
    assert "Lahir digital" in page and f"{share}% {sum(row[2] for row in august)} dari {len(august)} naskah" in page
    assert f"diperkirakan {kira_kira(tengah.lembar_hemat_bersih)} lembar" in page
    assert f"{len(masuk_30)} surat masuk dan {len(keluar_30)} naskah keluar" in page
    assert juni < juli

    published = terbuka.isi(r, "Kota Uji")
    recent = [row for row in lahir.naskah if dalam(row[1], juli, kini)]
    assert published["adopsi"]["A2"]["pembilang"] == sum(row[2] for row in recent)
    assert published["adopsi"]["A9"]["pembilang"] == sum(not row[3] or row[4] for row in recent)
    assert published["tahap"][Tahap.PENUH.label] == r.penuh[0]
    assert tidak_cocok(json.loads(json.dumps(published)), terbuka.skema()) == []
    assert pandangan.susun(r).kartu[1].nilai == f"{share}%"
