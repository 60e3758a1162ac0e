"""After a link that somebody else made replaced a password, a certificate waits a day; a first activation does not."""

from datetime import UTC, datetime, timedelta

import client as browser
import makers
import pytest
from client import kirim
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from eoffice.akses.actor import SISTEM
from eoffice.akun import actions as akun_actions
from eoffice.akun import queries as akun_queries
from eoffice.akun.actions import Asal
from eoffice.db import reading, transaction
from eoffice.errors import NotAllowed
from eoffice.pengguna import actions as pengguna
from eoffice.tte import actions, policy
from eoffice.tte.models import Sertifikat
from eoffice.web.services import Services

BARU = "lima ekor kambing menyeberang"
FRASA = "perahu kuning di dermaga"
TERBIT = {"frasa": FRASA, "frasa_ulang": FRASA, "sandi_masuk": BARU}
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota) -> makers.Kota:
    with transaction(services.engine) as session:
        actions.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
    return kota_kecil


def by_link(app: Flask, engine: Engine, raw: str, nama: str) -> FlaskClient:
    """Whoever holds a link chooses a password with it and comes in."""
    akun_actions.pakai_token(engine, makers.CHEAP, raw, baru=BARU, kota="Kota Arunika", asal=Asal())
    client = app.test_client()
    browser.masuk(client, nama, BARU)
    return client


def certificates(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Sertifikat)) or 0


@pytest.mark.parametrize("shut_and_opened", [False, True])
def test_whoever_comes_in_by_a_new_password_issues_and_imports_nothing_for_a_day(
    app: Flask, engine: Engine, kota: makers.Kota, shut_and_opened: bool
) -> None:  # KEAMANAN: OTR-10
    with transaction(engine) as session:
        sekda = akun_queries.by_name(session, "sekda")
        assert sekda is not None
        if shut_and_opened:
            pengguna.nonaktifkan(session, SISTEM, sekda)
            raw = pengguna.aktifkan(session, SISTEM, sekda)
        else:
            _, raw = pengguna.tautan_baru(session, SISTEM, sekda)
    client = by_link(app, engine, raw, "sekda")

    page = client.get("/sertifikat").text
    issued = kirim(client, "/sertifikat/terbitkan", TERBIT)
    assert "baru disetel ulang lewat tautan administrator" in page and 'action="/sertifikat/terbitkan"' not in page
    assert issued.status_code == 403 and "WIB" in issued.text
    with reading(engine) as session:
        actor = kota["sekda"].actor(session)
    with pytest.raises(NotAllowed, match="baru disetel ulang"):
        actions.impor_sendiri(
            engine, makers.CHEAP, pepper=b"", actor=actor, sandi_masuk=BARU, frasa=FRASA, p12=b"", sandi_p12="",
            roots_pem=(),
        )  # fmt: skip
    assert certificates(engine) == 0


def test_a_first_activation_waits_for_nothing(app: Flask, engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        person = makers.pegawai(session, "Pejabat Baru")
        post = makers.jabatan(session, kota.unit["dinsos"], "Kepala Balai", dapat_ttd=True)
        makers.penugasan(session, person, post)
        raw = pengguna.buat(session, SISTEM, pegawai_id=person.id, nama_pengguna="pejabat.baru")
    client = by_link(app, engine, raw, "pejabat.baru")

    assert kirim(client, "/sertifikat/terbitkan", TERBIT).status_code == 303
    assert certificates(engine) == 1


def test_the_wait_ends_after_a_day_and_says_when() -> None:
    at = NOON + timedelta(hours=24)

    waiting = policy.settled(NOON, at - timedelta(seconds=1))

    assert "mulai 24/11/2026 pukul 12.00 WIB" in waiting.alasan and not waiting
    assert policy.settled(NOON, at) and policy.settled(None, NOON)


def test_changing_the_password_oneself_does_not_shorten_the_wait(
    app: Flask, engine: Engine, kota: makers.Kota
) -> None:  # KEAMANAN: OTR-10
    with transaction(engine) as session:
        sekda = akun_queries.by_name(session, "sekda")
        assert sekda is not None
        _, raw = pengguna.tautan_baru(session, SISTEM, sekda)
    client = by_link(app, engine, raw, "sekda")
    other = "tujuh perahu berlayar ke timur"
    form = {"sandi_lama": BARU, "sandi_baru": other, "sandi_ulang": other}
    assert kirim(client, "/profil/sandi", form).status_code == 303

    answer = kirim(client, "/sertifikat/terbitkan", TERBIT | {"sandi_masuk": other})

    assert answer.status_code == 403 and certificates(engine) == 0
