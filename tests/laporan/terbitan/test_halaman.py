"""The pages of the monthly report through HTTP: who sees which month and file, closing, the nota dinas, the settings."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.laporan import actions
from eoffice.laporan.models import PengaturanLaporan, PotretLaporan
from eoffice.laporan.queries import potret_bulanan
from eoffice.naskah.models import Naskah
from eoffice.outbox import Job
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.web.services import Services
from tests.laporan.terbitan import emas_kota

Masuk = Callable[..., FlaskClient]
KINI = datetime(2026, 9, 15, 3, 0, tzinfo=UTC)


@pytest.fixture
def kota(services: Services, engine: Engine, kota_kecil: makers.Kota) -> makers.Kota:
    """The little city with some naskah since July; July is closed, August is over but not closed."""
    clock.set_clock(KINI)
    with transaction(engine) as session:
        for n, (name, day) in enumerate((("dinsos", 10), ("diskominfo", 11), ("dinsos", 45), ("dinsos", 70))):
            peristiwa.catat(
                session,
                jenis=Jenis.NASKAH_DITERBITKAN,
                opd_id=kota_kecil.unit[name].id,
                unit_id=None,
                akun=None,
                jabatan_id=None,
                naskah=f"naskah:{n}",
                rincian={"asal": "digital", "ttd": "tte", "halaman": 1, "t_opd_lain": 1},
                at=datetime(2026, 7, 1, 3, 0, tzinfo=UTC).replace(day=1 + day % 28, month=7 + day // 31),
            )
    with transaction(engine) as session:
        actions.tutup(session, services, bulan="2026-07")
    return kota_kecil


def potret(engine: Engine) -> PotretLaporan:
    with transaction(engine) as session:
        row = potret_bulanan.potret_bulan(session, date(2026, 7, 1))
        assert row is not None
        session.expunge_all()
        return row


def test_the_sekda_finds_every_month_with_its_state_and_its_files(
    masuk: Masuk, kota: makers.Kota, engine: Engine
) -> None:
    sekda, row = masuk("sekda"), potret(engine)

    page = sekda.get("/laporan/sekda").get_data(as_text=True)

    order = [page.index(month) for month in ("September 2026", "Agustus 2026", "Juli 2026")]
    assert order == sorted(order) and "Juni 2026" not in page
    assert page.count("sementara") >= 1 and "belum ditutup" in page and "ditutup" in page
    kept = {b.bentuk: b.sha256 for b in row.berkas} | {"json": row.sha256}
    for bentuk, sha256 in kept.items():
        assert f'href="/laporan/sekda/2026-07/laporan.{bentuk}"' in page
        answer = sekda.get(f"/laporan/sekda/2026-07/laporan.{bentuk}")
        assert answer.status_code == 200
        assert hashlib.sha256(answer.data).hexdigest() == sha256
        assert f"laporan-sekda-2026-07.{bentuk}" in answer.headers["Content-Disposition"]
    unknown = ("2026-06", "2026-10", "2026-13", "x", "2026-07/laporan.exe", "2026-06/laporan.pdf")
    assert {sekda.get(f"/laporan/sekda/{path}").status_code for path in unknown} == {404}
    made = json.loads(sekda.get("/laporan/sekda/2026-09/laporan.json").data)
    over = json.loads(sekda.get("/laporan/sekda/2026-08/laporan.json").data)
    pdf = sekda.get("/laporan/sekda/2026-09/laporan.pdf")

    assert (made["sementara"], over["sementara"]) == (True, False)
    assert made["kendali"]["pembuat"] == "Sekretaris Daerah"
    assert "2026-09-sementara.pdf" in pdf.headers["Content-Disposition"]
    assert "SEMENTARA" in emas_kota.teks_pdf(pdf.data)[0]
    assert "Bulan ini belum ditutup." in sekda.get("/laporan/sekda/2026-08").get_data(as_text=True)
    told = "Laporan Sekda Juli 2026 selesai."
    assert told in sekda.get("/").get_data(as_text=True)
    clock.set_clock(datetime(2026, 9, 23, 3, 0, tzinfo=UTC))
    assert told not in masuk("sekda").get("/").get_data(as_text=True)


def test_the_head_of_an_office_gets_only_its_own_annex_and_staff_nothing(masuk: Masuk, kota: makers.Kota) -> None:
    head = masuk("kadis.dinsos")
    own, other = kota.unit["dinsos"].id, kota.unit["diskominfo"].id

    page = head.get("/laporan/sekda").get_data(as_text=True)
    annex = head.get(f"/laporan/sekda/2026-07/opd/{own}.pdf")

    assert f"/laporan/sekda/2026-07/opd/{own}.pdf" in page and "laporan.xlsx" not in page
    said = "\n".join(emas_kota.teks_pdf(annex.data))
    assert "Dinas Sosial" in said and "Dinas Komunikasi" not in said
    refused = (f"/2026-07/opd/{other}.pdf", "/2026-07", "/2026-07/laporan.pdf", "/2026-07/laporan.json", "/atur")
    assert {head.get(f"/laporan/sekda{path}").status_code for path in refused} == {403}
    assert head.get(f"/laporan/sekda/2026-08/opd/{own}.pdf").status_code == 404
    assert "Laporan Sekda Juli 2026 selesai." not in head.get("/").get_data(as_text=True)
    staff = masuk("staf.dinsos")
    assert {staff.get(f"/laporan/sekda{p}").status_code for p in ("", "/2026-07", "/2026-07/laporan.pdf")} == {403}
    assert kirim(staff, "/laporan/sekda/2026-08/tutup").status_code == 403


def test_a_month_is_closed_when_asked_corrected_in_sight_and_sent_by_a_nota_dinas(
    masuk: Masuk, kota: makers.Kota, services: Services, engine: Engine
) -> None:
    sekda = masuk("sekda")

    first = kirim(sekda, "/laporan/sekda/2026-08/tutup")
    running, closed = (kirim(sekda, f"/laporan/sekda/{month}/tutup") for month in ("2026-09", "2026-07"))

    assert (first.status_code, running.status_code, closed.status_code) == (303, 409, 409)
    with reading(engine) as session:
        (job,) = session.scalars(select(Job).where(Job.topic == "laporan.tutup"))
        asked = dict(job.payload)
    assert asked == {"bulan": "2026-08", "oleh": "Sekretaris Daerah"}
    with transaction(engine) as session:
        actions.tutup(session, services, **asked)
        row = potret_bulanan.potret_bulan(session, date(2026, 8, 1))
        assert row is not None and row.penutup == "Sekretaris Daerah"
    before = sekda.get("/laporan/sekda/2026-07").get_data(as_text=True)
    with transaction(engine) as session:
        peristiwa.catat(
            session,
            jenis=Jenis.NASKAH_DITERBITKAN,
            opd_id=kota.unit["dinsos"].id,
            unit_id=None,
            akun=None,
            jabatan_id=None,
            naskah="naskah:lama",
            rincian={"asal": "kertas", "ttd": "basah", "halaman": 1},
            at=datetime(2026, 7, 20, 3, 0, tzinfo=UTC),
        )
    actions.segarkan(engine)

    after = sekda.get("/laporan/sekda/2026-07").get_data(as_text=True)

    assert "Hitungan ulang dari catatan peristiwa memberi angka yang sama" in before
    assert "Hitungan ulang" not in after and "Lahir digital, penyebut" in after
    mayor = masuk("walikota")
    answer = kirim(mayor, "/laporan/sekda/2026-07/nota")

    row = potret(engine)
    assert answer.status_code == 303 and answer.headers["Location"] == f"/naskah/{row.naskah_id}/sunting"
    with reading(engine) as session:
        made = session.get_one(Naskah, row.naskah_id)
        assert [p.jabatan_id for p in made.penerima] == [kota["sekda"].jabatan.id]
        assert made.lampiran[0].gabung
    assert kirim(mayor, "/laporan/sekda/2026-07/nota").status_code == 403
    assert "Konsep" in sekda.get("/laporan/sekda").get_data(as_text=True)


def test_the_settings_are_kept_with_author_and_reason_and_refused_ones_lose_nothing(
    masuk: Masuk, kota: makers.Kota, engine: Engine
) -> None:
    admin = masuk("admin")
    good = {
        "otomatis": "1",
        "hari_kerja": "2",
        "bertanda_tangan": "1",
        "penyusun": str(kota["kasubbag.setda"].jabatan.id),
        "penandatangan": str(kota["kabag.setda"].jabatan.id),
        "penerima_teks": "Sekretaris Daerah",
        "alasan": "Keputusan rapat pimpinan 1 September",
    }

    refused = kirim(admin, "/laporan/sekda/atur", good | {"hari_kerja": "40", "alasan": "Kalimat yang panjang sekali"})
    kept = kirim(admin, "/laporan/sekda/atur", good)

    assert refused.status_code == 422 and "Kalimat yang panjang sekali" in refused.get_data(as_text=True)
    assert kept.status_code == 303
    with reading(engine) as session:
        (row,) = session.scalars(select(PengaturanLaporan))
        assert (row.hari_kerja, row.bertanda_tangan, row.penerima) == (2, True, [kota["sekda"].jabatan.id])
        assert row.alasan == good["alasan"] and row.penetap
    page = admin.get("/laporan/sekda/atur").get_data(as_text=True)
    assert "otomatis, hari kerja ke-2" in page and good["alasan"] in page
    assert masuk("kadis.dinsos").get("/laporan/sekda/atur").status_code == 403
