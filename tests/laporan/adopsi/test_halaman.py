"""The pages of adoption: every figure counted again here, who may see what, the target with its history, the alerts."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.laporan import actions
from eoffice.laporan.adopsi import Kode, Ukur
from eoffice.laporan.models import PeringatanAdopsi, SasaranAdopsi
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.web.services import Services

KINI = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # a Monday
Masuk = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def november() -> None:
    clock.set_clock(KINI)


def catat(session: Session, jenis: Jenis, opd: int, naskah: str, at: datetime, akun: str = "", **rincian: Any) -> None:
    peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=opd,
        unit_id=None,
        akun=akun or None,
        jabatan_id=None,
        naskah=naskah,
        rincian=rincian,
        at=at,
    )


#: Per week of the last eight: how many of six naskah each office wrote in the system.
DINSOS, DISKOMINFO = (6, 6, 6, 6, 6, 6, 6, 6), (5, 4, 4, 3, 3, 2, 1, 1)
DALAM_SEMINGGU = 6


@pytest.fixture
def terisi(services: Services, engine: Engine, kota_kecil: makers.Kota) -> makers.Kota:
    """Eight weeks of two offices, one of which goes back to paper; some surat of November, one of them late."""
    with transaction(engine) as session:
        for name, weeks in (("dinsos", DINSOS), ("diskominfo", DISKOMINFO)):
            opd = kota_kecil.unit[name].id
            for week, digital in enumerate(weeks):
                for n in range(DALAM_SEMINGGU):
                    at = KINI - timedelta(weeks=8 - week, days=-n % 5, minutes=n)
                    kind = {"asal": "digital", "ttd": "tte"} if n < digital else {"asal": "kertas", "ttd": "basah"}
                    catat(session, Jenis.NASKAH_DITERBITKAN, opd, f"naskah:{opd}{week}{n}", at, halaman=1, **kind)
        opd = kota_kecil.unit["dinsos"].id
        for n, days in enumerate((18, 17, 3)):
            at = KINI - timedelta(days=days)
            catat(session, Jenis.SURAT_DIREGISTRASI, opd, f"surat:{n}", at, asal="kertas_luar", derajat="biasa")
            catat(session, Jenis.DISPOSISI_DIBUAT, opd, f"surat:{n}", at, kanal="sistem", disposisi=str(n), target=1)
        catat(session, Jenis.SURAT_SELESAI, opd, "surat:0", KINI - timedelta(days=17))
    while True:
        with transaction(engine) as session:
            if not actions.lipat(session):
                break
    with transaction(engine) as session:
        assert actions.periksa(session, services.pepper)
        assert not actions.periksa(session, services.pepper)
    return kota_kecil


def teks(html: str) -> str:
    """The page without its tags and pictures."""
    plain = re.sub(r"<svg.*?</svg>", " ", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


def buka(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_the_sekda_reads_the_answer_and_who_decides_it(masuk: Masuk, terisi: makers.Kota) -> None:
    for path in ("/laporan/adopsi", "/dasbor"):
        page = teks(buka(masuk("sekda"), path))

        assert "Pada laju sekarang 1 dari 4 perangkat daerah siap pada 31 Desember 2026" in page
        assert "yang menentukan: Dinas Komunikasi dan Informatika, karena" in page
        assert "2 perangkat daerah belum cukup naskah untuk diramal; 0 di antaranya" in page
        assert "Memakai: dalam tiga bulan terakhir" in page and "Tahap: dinilai pada bulan" in page


def test_every_ratio_of_an_office_is_what_an_independent_count_gives(masuk: Masuk, terisi: makers.Kota) -> None:
    opd = terisi.unit["diskominfo"].id
    page = teks(buka(masuk("kadis.diskominfo"), f"/laporan/adopsi/{opd}?bulan=2026-10"))

    october = [
        (week, n)
        for week in range(8)
        for n in range(DALAM_SEMINGGU)
        if clock.wib(KINI - timedelta(weeks=8 - week, days=-n % 5, minutes=n)).month == 10
    ]
    digital = sum(n < DISKOMINFO[week] for week, n in october)
    assert f"Lahir digital asal {100 * digital / len(october):.1f}".replace(".", ",").removesuffix(",0") in page
    assert f"{digital} dari {len(october)}" in page
    assert "2 dari" not in page.split("Pengguna aktif")[1].split("Lahir digital")[0]


def test_the_clock_part_says_what_is_late_and_since_when(masuk: Masuk, terisi: makers.Kota) -> None:
    opd = terisi.unit["dinsos"].id
    page = teks(buka(masuk("kadis.dinsos"), f"/laporan/adopsi/{opd}?bulan=2026-11"))

    assert "1 surat dan 0 disposisi melewati batas waktu, terlama 6 hari kerja." in page
    assert "Tepat waktu asal 50% 1 dari 2 data sedikit" in page


@pytest.mark.parametrize("path", ["/laporan/adopsi", "/laporan/adopsi/{opd}"])
def test_every_code_on_the_page_leads_to_its_definition_source_and_date(
    masuk: Masuk, terisi: makers.Kota, path: str
) -> None:
    page = buka(masuk("sekda"), path.format(opd=terisi.unit["dinsos"].id))

    wanted = set(re.findall(r'href="#arti-([^"]+)"', page))
    assert wanted and wanted <= set(re.findall(r'id="arti-([^"]+)"', page))
    assert page.count("berlaku sejak 1 Januari 2026") >= len(wanted)
    assert "SKB tiga menteri" in page and "kalender/" in page


def test_no_page_names_a_person_or_a_pseudonym(
    masuk: Masuk, services: Services, engine: Engine, terisi: makers.Kota
) -> None:
    """The layout names whoever is signed in; nobody else may appear."""  # metrik.md 3.6
    people = [each for key, each in terisi.orang.items() if key != "sekda"]
    client = masuk("sekda")
    for path in ("/laporan/adopsi", f"/laporan/adopsi/{terisi.unit['dinsos'].id}", "/laporan/sasaran"):
        page = buka(client, path)
        assert not [p.pegawai.nama for p in people if p.pegawai.nama in teks(page)]
        assert not [p for p in people if peristiwa.samaran(services.pepper, p.pegawai.id) in page]


def test_others_see_only_their_own_office(masuk: Masuk, terisi: makers.Kota) -> None:
    own, other = terisi.unit["dinsos"].id, terisi.unit["diskominfo"].id
    kadis, staf = masuk("kadis.dinsos"), masuk("staf.dinsos")

    assert kadis.get(f"/laporan/adopsi/{own}").status_code == 200
    assert [kadis.get(p).status_code for p in (f"/laporan/adopsi/{other}", "/laporan/adopsi", "/laporan/sasaran")] == [
        403
    ] * 3
    assert staf.get(f"/laporan/adopsi/{own}").status_code == 403
    assert masuk("sekda").get("/laporan/adopsi/999999").status_code == 404


SASARAN = {
    "tanggal": "2027-06-30",
    "berlaku_sejak": "2026-11-23",
    "ambang_persen": "95",
    "ukur": "penuh",
    "alasan": "Keputusan Sekda tentang percepatan pemakaian.",
}


@pytest.mark.parametrize("siapa", ["sekda", "admin"])
def test_a_new_target_is_a_version_with_author_and_reason(
    masuk: Masuk, engine: Engine, terisi: makers.Kota, siapa: str
) -> None:
    client = masuk(siapa)

    assert kirim(client, "/laporan/sasaran", SASARAN).status_code == 303
    assert kirim(client, "/laporan/sasaran", {**SASARAN, "tanggal": "2027-12-31"}).status_code == 303

    page = teks(buka(client, "/laporan/sasaran"))
    assert "Naskah lahir digital, naskah bertanda tangan elektronik, dan disposisi" in page and "A2, A3" not in page
    assert page.count(SASARAN["alasan"]) == 3 and "31 Desember 2027 , ambang 95%" in page
    with reading(engine) as session:
        rows = list(session.scalars(select(SasaranAdopsi).order_by(SasaranAdopsi.id)))
        assert [(r.tanggal, r.ambang_persen, r.ukur) for r in rows] == [
            (date(2027, 6, 30), 95, Ukur.PENUH),
            (date(2027, 12, 31), 95, Ukur.PENUH),
        ]
        assert len({r.penetap for r in rows}) == 1 and rows[0].penetap
        events = [
            e.rincian for e in session.scalars(select(Peristiwa).where(Peristiwa.jenis == "parameter.ditetapkan"))
        ]
        assert [e["tengah"] for e in events] == ["2027-06-30", "2027-12-31"]
        noted = session.scalars(select(AuditEntry.event).where(AuditEntry.event == "laporan.sasaran"))
        assert len(list(noted)) == 2


@pytest.mark.parametrize(
    ("ganti", "kolom"),
    [
        ({"berlaku_sejak": "2026-11-22"}, "berlaku_sejak"),
        ({"tanggal": "2026-11-23"}, "tanggal"),
        ({"ambang_persen": "49"}, "ambang_persen"),
        ({"alasan": "pendek"}, "alasan"),
        ({"kelompok": "tidak ada"}, "kelompok"),
    ],
)
def test_a_target_that_cannot_be_is_refused_at_its_field(
    masuk: Masuk, engine: Engine, terisi: makers.Kota, ganti: dict[str, str], kolom: str
) -> None:
    answer = kirim(masuk("sekda"), "/laporan/sasaran", {**SASARAN, **ganti})

    assert answer.status_code == 422
    assert f'href="#f-{kolom}"' in answer.get_data(as_text=True)
    with reading(engine) as session:
        assert not list(session.scalars(select(SasaranAdopsi)))


def test_a_target_of_tomorrow_does_not_hold_today(masuk: Masuk, terisi: makers.Kota) -> None:
    client = masuk("sekda")
    kirim(client, "/laporan/sasaran", {**SASARAN, "berlaku_sejak": "2026-11-24"})

    assert "siap pada 31 Desember 2026" in teks(buka(client, "/laporan/adopsi"))
    clock.set_clock(KINI + timedelta(days=1))
    assert "siap pada 30 Juni 2027" in teks(buka(masuk("sekda"), "/laporan/adopsi"))


def test_a_leader_puts_an_alert_off_once_with_a_note(masuk: Masuk, engine: Engine, terisi: makers.Kota) -> None:
    opd = terisi.unit["dinsos"].id
    with reading(engine) as session:
        (late,) = session.scalars(
            select(PeringatanAdopsi).where(PeringatanAdopsi.opd_id == opd, PeringatanAdopsi.kode == Kode.P3)
        )
        path, alasan = f"/laporan/peringatan/{late.id}/tunda", late.alasan
    kadis, note = masuk("kadis.dinsos"), {"catatan": "Surat sedang dikonsepkan jawabannya."}

    assert alasan in teks(buka(masuk("sekda"), "/laporan/adopsi"))
    assert kirim(masuk("kadis.diskominfo"), path, note).status_code == 404
    for refused in ("ya", "Surat \x00 sedang dikonsepkan", "Surat \u202e sedang dikonsepkan"):  # KEAMANAN: INJ-03
        assert kirim(kadis, path, {"catatan": refused}).status_code == 422, refused
    assert kirim(kadis, path, note).status_code == 303
    assert kirim(kadis, path, note).status_code == 409

    assert alasan not in teks(buka(masuk("sekda"), "/laporan/adopsi"))
    assert note["catatan"] in teks(buka(kadis, f"/laporan/adopsi/{opd}"))
    clock.set_clock(KINI + timedelta(days=8))
    assert alasan in teks(buka(masuk("sekda"), "/laporan/adopsi"))


def test_the_page_asks_the_database_as_often_for_one_office_as_for_many(
    masuk: Masuk, engine: Engine, terisi: makers.Kota
) -> None:
    from sqlalchemy import event

    client, seen = masuk("sekda"), []
    buka(client, "/laporan/adopsi")

    def statements() -> int:
        seen.clear()
        event.listen(engine, "before_cursor_execute", note)
        try:
            buka(client, "/laporan/adopsi")
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    def note(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    before = statements()
    with transaction(engine) as session:
        for n in range(4):
            makers.unit(session, f"Dinas Baru {n}")
    buka(client, "/laporan/adopsi")  # who that is, is asked anew once
    assert statements() == before
