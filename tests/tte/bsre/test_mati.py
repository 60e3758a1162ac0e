"""kill -9 between the passphrase and the stored letter: one number, one signature kept, and the story goes on."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import makers
import pytest

from eoffice import clock, pemeriksaan, titik
from eoffice.akses.actor import Actor
from eoffice.config import Settings
from eoffice.db import reading
from eoffice.naskah import actions
from eoffice.naskah.states import ISSUED, Status
from eoffice.tte.bsre import upaya
from eoffice.web.services import Services
from tests.tte.bsre import kantor_bsre, layanan, pki
from tests.tte.bsre.kantor_bsre import FRASA, NIK, naskah_siap, sidik
from tests.tte.bsre.layanan import Layanan

#: Point, how the attempt stands when everything is over and the letter signed, and how often BSrE signed.
TITIK = {
    "sebelum_nomor_commit": (["dipakai"], 1),
    "sesudah_nomor": (["dipakai"], 1),
    "sesudah_render": (["dipakai"], 1),
    "bsre_sebelum_kirim": (["tanpa_hasil", "dipakai"], 1),
    "bsre_sesudah_jawab": (["tanpa_hasil", "dipakai"], 2),
    "bsre_jawaban_tersimpan": (["dipakai"], 1),
    "sesudah_tte": (["dipakai"], 1),
    "sesudah_arsip": (["dipakai"], 1),
    "sesudah_objek": (["dipakai"], 1),
    "sebelum_ttd_commit": (["dipakai"], 1),
    "sesudah_ttd": (["dipakai"], 1),
}


class Mati(BaseException):
    """The process ends here, as far as the code can tell."""


def lanjutkan(services: Services, actor: Actor, naskah_id: int) -> None:
    """What people and the worker do after the machine is back."""
    clock.set_clock(clock.now() + timedelta(minutes=6))
    kantor_bsre.kerjakan(services)
    if kantor_bsre.naskah(services, naskah_id).status not in ISSUED:
        with reading(services.engine) as session:
            unclear = bool(upaya.belum_jelas(session, "naskah", naskah_id))
        if not (unclear and actions.periksa_hasil(services, actor, naskah_id)):
            seen = sidik(services, actor, naskah_id)
            actions.tandatangani(services, actor, naskah_id, frasa=FRASA, dilihat_sha256=seen)
    kantor_bsre.kerjakan(services)
    assert kantor_bsre.naskah(services, naskah_id).status is Status.TERKIRIM


def lingkungan(settings: Settings) -> dict[str, str]:
    """The same settings as an environment."""
    akar = Path(settings.data_dir) / "akar-uji.pem"
    akar.write_text(pki.otoritas().akar.pem)
    assert settings.esign is not None
    return {
        "EOFFICE_DATA_DIR": str(settings.data_dir),
        "EOFFICE_DATABASE_URL": settings.database_url,
        "EOFFICE_STORAGE_URL": settings.storage_url,
        "EOFFICE_SECRET_KEY": settings.secret_key,
        "EOFFICE_BASE_URL": settings.base_url,
        "EOFFICE_TTE_AKAR": str(akar),
        "EOFFICE_ESIGN_URL": settings.esign.url,
        "EOFFICE_ESIGN_VERSI": str(settings.esign.versi),
        "EOFFICE_ESIGN_PENGGUNA": layanan.PENGGUNA,
        "EOFFICE_ESIGN_SANDI": layanan.SANDI,
        "EOFFICE_ESIGN_PENERBIT": pki.INSTANSI,
    }


def anak(settings: Settings, actor: Actor, naskah_id: int, dilihat: str, point: str) -> int:
    """Sign in a process that dies at the point; its return code."""
    env = lingkungan(settings)
    told = {"env": env, "titik": point, "perbuatan": "tandatangani", "pegawai_id": actor.pegawai_id}
    told |= {"naskah_id": naskah_id, "frasa": FRASA, "dilihat": dilihat}
    script = Path(__file__).parents[2] / "keandalan" / "anak.py"
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "UJI_PERBUATAN": json.dumps(told)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = (done.stdout + done.stderr).decode()
    assert done.returncode in (0, -signal.SIGKILL), said[-2000:]
    assert FRASA not in said and NIK not in said
    return done.returncode


def bersih(services: Services) -> None:
    """Every invariant holds."""
    found = pemeriksaan.run(services)
    assert found["bersih"], json.dumps(found, indent=1)


@pytest.mark.parametrize(
    "point",
    [
        "bsre_jawaban_tersimpan",
        *(pytest.param(p, marks=pytest.mark.lambat) for p in TITIK if p != "bsre_jawaban_tersimpan"),
    ],
)
def test_killed_for_good(
    services: Services, settings: Settings, kota_kecil: makers.Kota, bsre: Layanan, point: str
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)

    code = anak(settings, actor, naskah_id, sidik(services, actor, naskah_id), point)

    assert code == -signal.SIGKILL, "the point was never reached"
    lanjutkan(services, actor, naskah_id)
    assert (kantor_bsre.upaya(services), bsre.ditandatangani) == TITIK[point]
    assert kantor_bsre.naskah(services, naskah_id).nomor_urut == 1
    bersih(services)


@pytest.mark.lambat
@pytest.mark.parametrize("versi", [1])
@pytest.mark.parametrize("point", TITIK)
def test_killed_for_good_with_the_older_interface(
    services: Services, settings: Settings, kota_kecil: makers.Kota, bsre: Layanan, point: str, versi: int
) -> None:
    """As above; the service keeps the file for one download, so the killed attempt may be found there."""
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)

    code = anak(settings, actor, naskah_id, sidik(services, actor, naskah_id), point)

    assert code == -signal.SIGKILL, "the point was never reached"
    lanjutkan(services, actor, naskah_id)
    attempts = kantor_bsre.upaya(services)
    assert attempts.count("dipakai") == 1 and set(attempts) <= {"dipakai", "tanpa_hasil"}
    assert bsre.ditandatangani <= TITIK[point][1]
    assert kantor_bsre.naskah(services, naskah_id).nomor_urut == 1
    bersih(services)


@pytest.mark.lambat
def test_cut_off_at_every_point_the_letter_is_signed_once(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    chosen = ("bsre_sebelum_kirim", "bsre_sesudah_jawab", "sesudah_arsip", "sebelum_ttd_commit")
    letters = naskah_siap(services, kota_kecil, banyak=len(chosen))

    for naskah_id, point in zip(letters, chosen, strict=True):
        before, signed = len(kantor_bsre.upaya(services)), bsre.ditandatangani

        def hook(reached: str, wanted: str = point) -> None:
            if reached == wanted:
                titik.install(None)
                raise Mati

        titik.install(hook)
        with pytest.raises(Mati):
            seen = sidik(services, actor, naskah_id)
            actions.tandatangani(services, actor, naskah_id, frasa=FRASA, dilihat_sha256=seen)
        lanjutkan(services, actor, naskah_id)
        assert (kantor_bsre.upaya(services)[before:], bsre.ditandatangani - signed) == TITIK[point], point

    assert sorted(kantor_bsre.naskah(services, n).nomor_urut or 0 for n in letters) == [1, 2, 3, 4]
    bersih(services)
