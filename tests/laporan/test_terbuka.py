"""The open figures: what the city publishes once it has decided to, and nothing else."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from eoffice import clock
from eoffice.config import Settings
from eoffice.db import transaction
from eoffice.laporan.tampil import terbuka
from eoffice.peristiwa.states import Jenis
from tests.laporan.adopsi.test_catatan import lipat_semua
from tests.laporan.adopsi.test_halaman import catat
from tests.laporan.skema import tidak_cocok

KINI = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
Masuk = Callable[..., FlaskClient]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The city has decided to publish."""
    return replace(settings, data_terbuka=True)


@pytest.fixture
def terisi(engine: Engine, kota_kecil: makers.Kota) -> makers.Kota:
    """Twenty naskah here, three there, and nothing elsewhere."""
    clock.set_clock(KINI)
    with transaction(engine) as session:
        for name, count in (("dinsos", 20), ("diskominfo", 3)):
            for n in range(count):
                opd, at = kota_kecil.unit[name].id, KINI - timedelta(days=n)
                catat(
                    session,
                    Jenis.NASKAH_DITERBITKAN,
                    opd,
                    f"naskah:{name}{n}",
                    at,
                    asal="digital",
                    ttd="tte",
                    halaman=1,
                )
    lipat_semua(engine)
    return kota_kecil


def test_anybody_reads_aggregates_that_fit_their_schema(client: FlaskClient, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-02
    answer = client.get("/laporan/terbuka.json")
    schema = client.get("/laporan/terbuka.schema.json")
    found = json.loads(answer.data)

    assert (answer.status_code, schema.status_code) == (200, 200)
    assert schema.json == terbuka.skema() and schema.json["$schema"].endswith("2020-12/schema")
    assert tidak_cocok(found, schema.json) == []
    assert tidak_cocok({**found, "nama": "Budi"}, schema.json) != [] and tidak_cocok([], schema.json) != []
    assert found["adopsi"]["A2"] == {"pembilang": 23, "penyebut": 23, "nilai": 1.0}
    text = answer.get_data(as_text=True)
    for orang in terisi.orang.values():
        assert orang.pegawai.nama not in text and str(orang.pegawai.nip) not in text


def test_a_small_cell_and_the_one_that_would_give_it_away_are_left_out(
    client: FlaskClient, terisi: makers.Kota
) -> None:
    # KEAMANAN: OTR-03
    rows = json.loads(client.get("/laporan/terbuka.json").data)["perangkat_daerah"]
    by_name = {row["nama"]: row for row in rows}

    small, other = (by_name[terisi.unit[name].nama] for name in ("diskominfo", "dinsos"))
    assert small["tersamar"] and small["adopsi"] is None
    assert other["tersamar"] and other["adopsi"] is None  # 23 minus 20 would say 3
    assert [row for row in rows if row["adopsi"] and row["adopsi"]["A2"]["penyebut"]] == []


def test_who_holds_the_same_figures_gets_no_body(client: FlaskClient, terisi: makers.Kota, engine: Engine) -> None:
    first = client.get("/laporan/terbuka.json")
    again = client.get("/laporan/terbuka.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")

    clock.set_clock(KINI + timedelta(minutes=5))
    with transaction(engine) as session:
        opd = terisi.unit["dinsos"].id
        catat(session, Jenis.NASKAH_DITERBITKAN, opd, "naskah:baru", KINI, asal="digital", ttd="tte", halaman=1)
    lipat_semua(engine)
    later = client.get("/laporan/terbuka.json", headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200 and later.json is not None and later.json["adopsi"]["A2"]["penyebut"] == 24


def test_the_wall_needs_nobody_signed_in_and_names_nobody(client: FlaskClient, terisi: makers.Kota) -> None:
    html = client.get("/laporan/terbuka/dinding").get_data(as_text=True)

    assert "Sudahkah semua memakai persuratan elektronik?" in html and "0 dari 4" in html
    assert re.search(r'http-equiv="refresh" content="300;url=/laporan/terbuka/dinding"', html)
    assert "<script" not in html and "animation" not in html and 'href="/masuk"' not in html
    for orang in terisi.orang.values():
        assert orang.pegawai.nama not in html


def test_the_page_about_it_says_that_it_is_open(masuk: Masuk, terisi: makers.Kota) -> None:
    page = masuk("sekda").get("/laporan/terbuka").get_data(as_text=True)

    assert "Angka ini terbuka." in page and "eoffice-terbuka/1" in page
    assert masuk("kadis.dinsos").get("/laporan/terbuka").status_code == 403
