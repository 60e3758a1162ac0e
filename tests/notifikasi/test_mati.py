"""Many surat arrive while the worker is killed: no notice is lost, none comes twice."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import keandalan
import makers
import pytest
from keandalan.test_mati_mendadak import child
from notifikasi.test_sebar import surat, told
from sqlalchemy import func, select

from eoffice import clock, outbox, pemeriksaan
from eoffice.app import handlers
from eoffice.db import reading, transaction
from eoffice.notifikasi import queries
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.web.services import Services


def arrive(services: Services, kota: makers.Kota, many: int) -> None:
    with transaction(services.engine) as session:
        for n in range(many):
            surat(session, kota, hal=f"Undangan {n}")


def check(services: Services, kota: makers.Kota, many: int) -> None:
    """After a restart every surat was told once."""
    clock.set_clock(clock.now() + timedelta(minutes=6))  # leases of the dead have run out
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    with reading(services.engine) as session:
        notices = told(session, kota, "kadis.dinsos")
        assert len({n.pokok_id for n in notices}) == len(notices) == many
        assert {n.kali for n in notices} == {1}
        assert queries.hitungan(session, kota["kadis.dinsos"].pegawai.id)[0] == many
        assert queries.selisih(session) == []


def test_a_worker_killed_in_the_middle_of_telling_loses_and_doubles_nothing(
    services: Services, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OUT-01, TGH-01
    arrive(services, kota_kecil, 5)
    for point in ("kabar_ditulis", "job_selesai"):
        assert child(services, point, perbuatan="kerja") == -signal.SIGKILL

    check(services, kota_kecil, 5)
    found = pemeriksaan.run(services)
    assert found["bersih"], json.dumps(found, indent=1)


@pytest.mark.lambat
def test_five_hundred_surat_in_a_minute_while_the_worker_is_killed_twice(
    services: Services, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OUT-01, TGH-01
    began = time.monotonic()
    arrive(services, kota_kecil, 500)
    for part in (100, 300):
        worker = _worker(services)
        while _done(services) < part:
            assert worker.poll() is None, worker.communicate()
            time.sleep(0.05)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert 100 < _done(services) < 500
    check(services, kota_kecil, 500)
    print(f"500 surat: {time.monotonic() - began:.1f} detik seluruhnya")


def _done(services: Services) -> int:
    with reading(services.engine) as session:
        return session.scalar(select(func.count()).select_from(Pemberitahuan)) or 0


def _worker(services: Services) -> "subprocess.Popen[bytes]":
    settings = services.settings
    env = {
        "EOFFICE_DATA_DIR": str(settings.data_dir),
        "EOFFICE_DATABASE_URL": settings.database_url,
        "EOFFICE_STORAGE_URL": settings.storage_url,
        "EOFFICE_SECRET_KEY": settings.secret_key,
        "EOFFICE_BASE_URL": settings.base_url,
    }
    told_ = json.dumps({"env": env, "titik": "", "perbuatan": "kerja"})
    script = Path(keandalan.__path__[0]) / "anak.py"
    return subprocess.Popen([sys.executable, str(script)], env={**os.environ, "UJI_PERBUATAN": told_})
