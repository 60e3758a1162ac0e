"""Adoption: the answer for the whole city, and one perangkat daerah with every figure and what it is made of."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan import actions, policy, queries
from eoffice.laporan.adopsi import DEFINISI, Capaian, Hitung, Rasio, Staf, Tahap, kalimat, potret
from eoffice.laporan.adopsi.daftar_periksa import PEMERIKSAAN
from eoffice.laporan.adopsi.rasio import gabung
from eoffice.laporan.kertas import VERSI_MODEL
from eoffice.laporan.queries import adopsi
from eoffice.laporan.queries.adopsi import Tertunda
from eoffice.laporan.queries.kota import keadaan_kota, rasio_a2_a4
from eoffice.laporan.queries.periksa import pertanyaan as daftar_pertanyaan
from eoffice.laporan.routes.blueprint import forward, routes
from eoffice.laporan.states import Rentang, month_start
from eoffice.laporan.tampil import adopsi as tampil
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, needs
from eoffice.web.fields import reading
from eoffice.web.session import services, session

BULAN_PILIHAN = 12
"""Months that a perangkat daerah can look back."""


def sumber() -> dict[str, Any]:
    """What stands under every figure: the definitions, the calendar with its decree, and how far the log was read."""
    calendar = kalender.berlaku(session())
    return {
        "definisi": DEFINISI,
        "model": VERSI_MODEL,
        "keadaan": queries.keadaan(session()),
        "kalender": calendar.versi,
        "dasar": [(year, text) for year, text in sorted(calendar.dasar.items()) if year == clock.today().year],
    }


def _tiga_bulan(today: date, back: int = 0) -> dict[int, Rasio]:
    """The ratio behind m by perangkat daerah, three months pooled, so many months ago."""
    end = today + timedelta(days=1) if not back else month_start(today, back - 1)
    counts = adopsi.per_opd(session(), Rentang(month_start(today, back + 2), end))
    found = {}
    for opd, hitung in counts.items():
        r = rasio_a2_a4(hitung)
        found[opd] = Capaian(Rasio(), r["A2"], r["A3"], r["A4"], Rasio()).rasio_m
    return found


@routes.get("/adopsi")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
def adopsi_kota() -> str:
    """Is everybody on board by the target date, who decides it, and what blocks them."""
    actor = current_actor()
    require(policy.may(actor, Action.LAPORAN_KOTA))
    forward()
    today, now = clock.today(), clock.now()
    target = adopsi.sasaran(session(), today)
    units = organisasi.all_opd(session())
    city = keadaan_kota(session(), units, services().pepper, hari_ini=today, saat=now, sasaran=target)
    month = Rentang(month_start(today), today + timedelta(days=1))
    waits = adopsi.tertunda(session(), now)
    total = sum((h for h in adopsi.per_opd(session(), month).values()), Hitung())
    names = {unit.id: unit.nama for unit in units}
    return render_template(
        "laporan/adopsi.html",
        h=tampil.halaman(city, target, today, _tiga_bulan(today), _tiga_bulan(today, 3)),
        sasaran=target,
        versi_sasaran=adopsi.sasaran_berlaku(session(), today),
        bulan=kalimat.bulan(city.bulan),
        digital=tampil.Bagian(Rasio(total.lahir_digital, total.keluar)),
        tepat=tampil.Bagian(gabung(adopsi.tepat_waktu(session(), month, now).values())),
        waktu=kalimat.waktu(adopsi.waktu_disposisi(session(), month, now)),
        tertunda=sum(each.lewat for each in waits.values()),
        tertua=_tertua(waits.values(), now),
        terbanyak=_terbanyak(waits, names),
        peringatan=[
            (row, names.get(row.opd_id, "")) for row in adopsi.peringatan(session()) if row.nilai.tampak(today)
        ],
        boleh_sasaran=policy.may(actor, Action.TETAPKAN_SASARAN),
        tahap=list(Tahap),
        menentukan=tampil.MENENTUKAN,
        **sumber(),
    )


def _tertua(waits: Any, now: datetime) -> int | None:
    """Working days since the oldest limit was passed; None when nothing is late."""
    ends = [each.tertua for each in waits if each.tertua is not None]
    if not ends:
        return None
    return waktu.hari_kerja_antara(kalender.berlaku(session()), clock.wib(min(ends)).date(), clock.wib(now).date())


def _terbanyak(waits: dict[int, Tertunda], names: dict[int, str]) -> str:
    """The perangkat daerah with most open past its limit; "" when none is."""
    opd = max(waits, key=lambda each: (waits[each].lewat, -each), default=None)
    return names.get(opd, "") if opd is not None and waits[opd].lewat else ""


@routes.get("/adopsi/<int:opd_id>")
@needs(Action.LAPORAN_OPD, own_transactions=True)
def adopsi_opd(opd_id: int) -> str:
    """One perangkat daerah: every measure with its two numbers, its weeks, its certificates, and the questions to it."""
    actor = current_actor()
    require(policy.may(actor, Action.LAPORAN_OPD, opd_id))
    forward()
    unit = next((each for each in organisasi.all_opd(session()) if each.id == opd_id), None)
    if unit is None:
        raise NotFound("Perangkat daerah tidak ditemukan.")
    today, now = clock.today(), clock.now()
    months = [month_start(today, n) for n in range(BULAN_PILIHAN)]
    asked = request.args.get("bulan", "")
    month = next((each for each in months if f"{each:%Y-%m}" == asked), months[1])
    span = Rentang(month, min(month_start(month, -1), today + timedelta(days=1)))
    year = Rentang(date(today.year, 1, 1), today + timedelta(days=1))
    at = min(now, adopsi.awal(span.sampai))
    people = queries.kepegawaian(session(), services().pepper)
    staf = people.pada(span.hari_terakhir).get(opd_id, Staf())
    certificates = queries.sertifikasi(session(), services().pepper).pada(at)
    made = adopsi.bahan(session(), span, {opd_id: staf}, pada=at, opd_id=opd_id)[opd_id]
    found = potret(made, certificates, at)
    history = adopsi.per_bulan(session(), Rentang(month_start(month, 2), span.sampai)).get(opd_id, {})
    ratios = [tampil.rasio_hitung(history.get(month_start(month, n), Hitung())) for n in range(3)]
    target = adopsi.sasaran(session(), today)
    city = keadaan_kota(session(), [unit], services().pepper, hari_ini=today, saat=now, sasaran=target)
    state = city.opd[0]
    return render_template(
        "laporan/adopsi_opd.html",
        unit=unit,
        p=found,
        bulan=kalimat.bulan(month),
        bulan_kode=f"{month:%Y-%m}",
        pilihan=[(kalimat.bulan(m), f"/laporan/adopsi/{opd_id}?bulan={m:%Y-%m}", m == month) for m in months[:4]],
        ukuran=tampil.ukuran_opd(found, {k: [r[k] for r in ratios] for k in ratios[0]}, len(staf.wajib)),
        a5=(kalimat.jam(found.a5.median), kalimat.jam(found.a5.p90), found.a5.n),
        a6=(kalimat.jam(found.a6.median), kalimat.jam(found.a6.p90), found.a6.n),
        lewat=kalimat.lewat(found, _tertua([found], at) or 0),
        keadaan_opd=state,
        hambatan=tampil.hambatan(state),
        kipas=tampil.kipas_opd(state.proyeksi, city.minggu, target),
        minggu=_minggu(city.minggu, city.per_minggu.get(opd_id, [])),
        sertifikat=[(post.jabatan, certificates.get(post.akun or ""), post.akun is None) for post in staf.ttd],
        peringatan=adopsi.peringatan(session(), opd_id),
        hari=today,
        pertanyaan=daftar_pertanyaan(session(), year, today, services().pepper, opd_id),
        pemeriksaan=PEMERIKSAAN,
        boleh_tunda=policy.may(actor, Action.TUNDA_PERINGATAN, opd_id),
        boleh_kota=policy.may(actor, Action.LAPORAN_KOTA),
        sasaran=target,
        **sumber(),
    )


def _minggu(minggu: Any, counts: Any) -> list[tuple[date, dict[str, tampil.Bagian]]]:
    """A2, A3 and A4 of each week, newest first."""
    rows = [
        (day, {k: tampil.Bagian(r) for k, r in rasio_a2_a4(each).items()})
        for day, each in zip(minggu, counts, strict=False)
    ]
    return rows[::-1]


@routes.post("/peringatan/<int:peringatan_id>/tunda")
@needs(Action.TUNDA_PERINGATAN)
def tunda_peringatan(peringatan_id: int) -> Response:
    """Put an alert off for a week, with a note."""
    with reading(request.form) as form:
        catatan = form.text("catatan", "Catatan", max=300, required=False)
    row = actions.tunda(session(), current_actor(), peringatan_id, catatan)
    flash("Peringatan ditunda satu minggu. Setelah itu tampil lagi bila penyebabnya masih ada.")
    return redirect(f"/laporan/adopsi/{row.opd_id}#peringatan", 303)
