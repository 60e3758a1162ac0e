"""The dashboard that the worker makes ready: the same page, never older than it may be, never from figures that changed."""

from collections.abc import Callable
from datetime import date, timedelta

import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.dasbor import papan
from eoffice.dasbor.models import Papan
from eoffice.db import reading, transaction
from eoffice.laporan import actions as laporan
from eoffice.laporan.actions import sasaran
from eoffice.laporan.adopsi import Ukur
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.web.services import Services

TANDA = "<!-- buatan pekerja -->"


def _dibuat_pekerja(page: str) -> bool:
    return TANDA in page


def _tandai(services: Services) -> None:
    with transaction(services.engine) as session:
        session.execute(update(Papan).values(atas=Papan.atas + TANDA))


def catat_terbit(session: Session, kota: makers.Kota, naskah: str) -> None:
    """One naskah issued today, as the log tells it."""
    peristiwa.catat(
        session,
        jenis=Jenis.NASKAH_DITERBITKAN,
        opd_id=kota.unit["dinsos"].id,
        unit_id=None,
        akun=None,
        jabatan_id=None,
        naskah=naskah,
        rincian={"asal": "digital", "ttd": "tte", "halaman": 1},
        at=clock.now(),
    )


def test_the_worker_makes_it_ready_once_a_minute_and_the_page_only_shows_it(
    app: Flask, services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    client = masuk("sekda")
    before = client.get("/dasbor").get_data(as_text=True)
    assert papan.siapkan(services)
    assert not papan.siapkan(services)
    with reading(services.engine) as session:
        kept = papan.tersimpan(session)
    assert kept is not None and str(kept.atas) in before and str(kept.bawah) in before

    _tandai(services)
    assert _dibuat_pekerja(client.get("/dasbor").get_data(as_text=True))

    now = clock.now()
    clock.set_clock(now + papan.SELANG)
    assert papan.siapkan(services)
    assert not _dibuat_pekerja(client.get("/dasbor").get_data(as_text=True))


def test_an_old_one_is_not_shown(
    app: Flask, services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    assert papan.siapkan(services)
    _tandai(services)
    now = clock.now()
    clock.set_clock(now + papan.UMUR + timedelta(seconds=1))
    assert not _dibuat_pekerja(masuk("sekda").get("/dasbor").get_data(as_text=True))


def test_a_new_target_is_seen_at_once(
    app: Flask, services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    assert papan.siapkan(services)
    _tandai(services)
    client = masuk("sekda")
    assert _dibuat_pekerja(client.get("/dasbor").get_data(as_text=True))
    with transaction(services.engine) as session:
        new = sasaran.Isian(date(2099, 12, 31), (), 90, Ukur.PENUH, clock.today(), "Keputusan Wali Kota Nomor 9")
        sasaran.tetapkan(session, kota_kecil["sekda"].actor(session), new)
    assert not _dibuat_pekerja(client.get("/dasbor").get_data(as_text=True))


def test_nothing_is_kept_while_the_figures_are_far_behind_and_the_page_says_so(
    app: Flask,
    services: Services,
    kota_kecil: makers.Kota,
    masuk: Callable[..., FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(papan, "TERTINGGAL", 1)
    monkeypatch.setattr(laporan, "segarkan", lambda _engine: None)
    with transaction(services.engine) as session:
        for n in range(2):
            catat_terbit(session, kota_kecil, f"naskah:{n}")

    assert not papan.siapkan(services)
    page = masuk("sekda").get("/dasbor").get_data(as_text=True)
    assert "Angka belum lengkap." in page and "Baru 0 dari 2 peristiwa" in page

    with transaction(services.engine) as session:
        laporan.lipat(session)
    assert papan.siapkan(services)
    assert "Angka belum lengkap." not in masuk("sekda").get("/dasbor").get_data(as_text=True)
