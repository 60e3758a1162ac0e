"""A thousand letters of their own, from the sheet to the signature, in processes whose memory is looked at."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import makers
import pytest

from eoffice.db import reading, transaction
from eoffice.naskah import actions, kumpulan
from eoffice.naskah.massal import Massal
from eoffice.naskah.models import Naskah
from eoffice.web.services import Services
from tests.keandalan.siap_ttd import FRASA, aktor, bersertifikat
from tests.naskah import rombongan

#: Most memory of a process that works on them, in MiB.
PALING_BESAR = 250
BANYAK = int(os.environ.get("EOFFICE_UJI_MASSAL", "1000"))


def jalankan(services: Services, **given: Any) -> float:
    """Do something in a process of its own; how long it took, in seconds."""
    own = services.settings
    env = {
        "EOFFICE_DATA_DIR": str(own.data_dir),
        "EOFFICE_DATABASE_URL": own.database_url,
        "EOFFICE_STORAGE_URL": own.storage_url,
        "EOFFICE_SECRET_KEY": own.secret_key,
        "EOFFICE_BASE_URL": own.base_url,
    }
    told = json.dumps({"env": env, "titik": "tidak_ada", **given})
    here, began = Path(__file__).parents[1] / "keandalan" / "anak.py", time.monotonic()
    subprocess.run(
        [sys.executable, str(here)],
        env={**os.environ, "UJI_PERBUATAN": told},
        check=True,
        timeout=3_600,
        capture_output=True,
    )
    return time.monotonic() - began


@pytest.mark.lambat
def test_a_thousand_letters_stay_within_memory(services: Services, kota_kecil: makers.Kota) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    massal_id, naskah_id = rombongan.konsep(services, kota_kecil, banyak=BANYAK)
    with transaction(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah)
    signer = aktor(services, kota_kecil, "kadis.dinsos")

    tried = jalankan(services, perbuatan="kerja")
    signed = jalankan(
        services, perbuatan="massal", pegawai_id=signer.pegawai_id, massal_id=massal_id, frasa=FRASA, ke=1
    )
    sent = jalankan(services, perbuatan="kerja")

    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{BANYAK} surat: disusun {tried:.0f} s, ditandatangani {signed:.0f} s, dikirim {sent:.0f} s, {most:.0f} MiB")
    with reading(services.engine) as session:
        assert kumpulan.maju(session, session.get_one(Massal, massal_id)) == kumpulan.Maju(BANYAK, BANYAK, BANYAK, 0)
    assert [n for n, _ in rombongan.nomor(services, massal_id)] == list(range(1, BANYAK + 1))
    assert most <= PALING_BESAR
