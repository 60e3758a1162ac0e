"""kill -9 in the middle of a surat massal: while its letters are tried out, and while they are signed."""

import json
import signal
from datetime import timedelta

import makers
import pytest
from keandalan.siap_ttd import FRASA, aktor, bersertifikat
from keandalan.test_mati_mendadak import child
from sqlalchemy import func, select

from eoffice import clock, outbox, pemeriksaan
from eoffice.app import handlers
from eoffice.db import reading, transaction
from eoffice.naskah import actions, kumpulan
from eoffice.naskah.massal import Baris, Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import PeranMassal
from eoffice.web.services import Services
from tests.keandalan.ajal import SEMUA
from tests.naskah import rombongan


@pytest.mark.parametrize("point", ["sesudah_tte", *(pytest.param(p, marks=pytest.mark.lambat) for p in SEMUA)])
def test_killed_at_the_second_of_three_letters(services: Services, kota_kecil: makers.Kota, point: str) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    massal_id, _ = rombongan.siap(services, kota_kecil, banyak=3)
    signer = aktor(services, kota_kecil, "kadis.dinsos")

    more = {"pegawai_id": signer.pegawai_id, "massal_id": massal_id, "frasa": FRASA, "ke": 2}
    code = child(services, point, perbuatan="massal", **more)

    assert code == -signal.SIGKILL, "the point was never reached"
    clock.set_clock(clock.now() + timedelta(minutes=6))
    worker = outbox.Worker(services.engine, handlers(), services)
    outbox.work_all(worker)
    rombongan.tandatangani(services, signer, massal_id, FRASA)
    outbox.work_all(worker)

    found = rombongan.nomor(services, massal_id)
    assert sorted(n or 0 for n, _ in found) == [1, 2, 3]
    assert {s for _, s in found} == {"terkirim"}
    with reading(services.engine) as session:
        letters = select(func.count()).select_from(Naskah).where(Naskah.peran_massal == PeranMassal.SALINAN)
        assert session.scalar(letters) == 3
        assert session.get_one(Massal, massal_id).selesai_at is not None
    checked = pemeriksaan.run(services)
    assert checked["bersih"], json.dumps(checked, indent=1)


@pytest.mark.lambat
def test_a_worker_killed_while_letters_are_tried_out_goes_on_where_it_was(
    services: Services, kota_kecil: makers.Kota
) -> None:
    massal_id, naskah_id = rombongan.konsep(services, kota_kecil, banyak=45)
    with transaction(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)

    assert child(services, "massal_tersusun", perbuatan="kerja") == -signal.SIGKILL
    clock.set_clock(clock.now() + timedelta(minutes=6))
    rombongan.kerjakan(services)

    with reading(services.engine) as session:
        made = session.get_one(Massal, massal_id)
        assert (made.tersusun, made.gagal_susun, made.halaman) == (45, 0, 45)
        assert made.disusun_at is not None
        assert session.scalar(select(func.count()).where(Baris.sidik != "")) == 45
        assert kumpulan.maju(session, made).jadi == 0
