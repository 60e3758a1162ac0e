"""kill -9 at every named point of signing and delivery; after a restart the story goes on and nothing is doubled."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import makers
import pytest
from keandalan.siap_ttd import FRASA, aktor, bersertifikat, klasifikasi, naskah_siap, sidik
from sqlalchemy import select

from eoffice import clock, outbox, pemeriksaan
from eoffice.app import handlers
from eoffice.db import reading
from eoffice.naskah import actions
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED, Status
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services

SIGNING = (
    "sebelum_nomor_commit",
    "sesudah_nomor",
    "sesudah_render",
    "sesudah_tte",
    "sesudah_arsip",
    "sesudah_objek",
    "sebelum_ttd_commit",
    "sesudah_ttd",
)
DELIVERY = ("job_diklaim", "pengiriman_tercatat", "surat_tercatat", "job_sebelum_selesai", "job_selesai")


def child(services: Services, point: str, **given: Any) -> int:
    """Run one act in a process that dies at the point; its return code."""
    settings = services.settings
    env = {
        "EOFFICE_DATA_DIR": str(settings.data_dir),
        "EOFFICE_DATABASE_URL": settings.database_url,
        "EOFFICE_STORAGE_URL": settings.storage_url,
        "EOFFICE_SECRET_KEY": settings.secret_key,
        "EOFFICE_BASE_URL": settings.base_url,
    }
    told = json.dumps({"env": env, "titik": point, **given})
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("anak.py"))],
        env={**os.environ, "UJI_PERBUATAN": told},
        capture_output=True,
        timeout=120,
        check=False,
    )
    if done.returncode not in (0, -signal.SIGKILL):
        pytest.fail(done.stderr.decode()[-2000:])
    return done.returncode


def continue_after_restart(services: Services, kota: makers.Kota, naskah_id: int) -> None:
    """What people and the worker do after the machine is back."""
    clock.set_clock(clock.now() + timedelta(minutes=6))  # leases of the dead have run out
    signer = aktor(services, kota, "kadis.dinsos")
    worker = outbox.Worker(services.engine, handlers(), services)
    outbox.work_all(worker)
    seen = sidik(services, signer, naskah_id)
    with reading(services.engine) as session:
        status = session.get_one(Naskah, naskah_id).status
    if status not in ISSUED:
        actions.tandatangani(services, signer, naskah_id, frasa=FRASA, dilihat_sha256=seen)
    outbox.work_all(worker)


def assert_all_is_well(services: Services, naskah_id: int) -> None:
    """One number, one signed file, one surat masuk for each office, and clean invariants."""
    with reading(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        assert (naskah.status, naskah.nomor_urut) == (Status.TERKIRIM, 1)
        arrived = session.scalars(select(SuratMasuk.tujuan_jabatan_id).where(SuratMasuk.naskah_id == naskah_id)).all()
    assert len(arrived) == len(set(arrived)) == 2
    found = pemeriksaan.run(services)
    assert found["bersih"], json.dumps(found, indent=1)


@pytest.mark.parametrize("point", SIGNING)
def test_killed_while_signing(services: Services, kota_kecil: makers.Kota, point: str) -> None:  # KEAMANAN: TGH-01
    klasifikasi(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    (naskah_id,) = naskah_siap(services, kota_kecil)
    signer = aktor(services, kota_kecil, "kadis.dinsos")

    code = child(
        services,
        point,
        perbuatan="tandatangani",
        pegawai_id=signer.pegawai_id,
        naskah_id=naskah_id,
        frasa=FRASA,
        dilihat=sidik(services, signer, naskah_id),
    )

    assert code == -signal.SIGKILL, "the point was never reached"
    continue_after_restart(services, kota_kecil, naskah_id)
    assert_all_is_well(services, naskah_id)


@pytest.mark.parametrize("point", DELIVERY)
def test_killed_while_delivering(services: Services, kota_kecil: makers.Kota, point: str) -> None:  # KEAMANAN: TGH-01
    klasifikasi(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    (naskah_id,) = naskah_siap(services, kota_kecil)
    signer = aktor(services, kota_kecil, "kadis.dinsos")
    actions.tandatangani(services, signer, naskah_id, frasa=FRASA, dilihat_sha256=sidik(services, signer, naskah_id))

    code = child(services, point, perbuatan="kerja")

    assert code == -signal.SIGKILL, "the point was never reached"
    continue_after_restart(services, kota_kecil, naskah_id)
    assert_all_is_well(services, naskah_id)
