"""kill -9 in the middle of a list: nothing double, no gap, the rest stays to be signed and the list says so."""

import json
import signal
from datetime import timedelta

import makers
import pytest
from keandalan import deret
from keandalan.siap_ttd import FRASA, aktor, bersertifikat, naskah_siap
from keandalan.test_mati_mendadak import child
from sqlalchemy import select

from eoffice import clock, outbox, pemeriksaan
from eoffice.app import handlers
from eoffice.db import reading
from eoffice.errors import Conflict
from eoffice.naskah.beruntun import Beruntun, Hasil, Keadaan
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.web.services import Services
from tests.keandalan.ajal import SEMUA


@pytest.mark.parametrize("point", ["sesudah_tte", *(pytest.param(p, marks=pytest.mark.lambat) for p in SEMUA)])
def test_killed_at_the_second_of_three(services: Services, kota_kecil: makers.Kota, point: str) -> None:
    # KEAMANAN: TGH-01, NOM-04
    deret.kode(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    ids = naskah_siap(services, kota_kecil, banyak=3)
    signer = aktor(services, kota_kecil, "kadis.dinsos")
    listed = deret.disetujui(services, signer)

    code = child(
        services, point, perbuatan="beruntun", pegawai_id=signer.pegawai_id, beruntun_id=listed, frasa=FRASA, ke=2
    )

    assert code == -signal.SIGKILL, "the point was never reached"
    with pytest.raises(Conflict, match="sedang ditandatangani"):
        deret.tandatangani(services, signer, listed, FRASA)  # it may still be alive
    clock.set_clock(clock.now() + timedelta(minutes=6))
    with reading(services.engine) as session:
        beruntun = session.get_one(Beruntun, listed)
        assert beruntun.terputus(clock.now())
        assert beruntun.butir[0].hasil is Hasil.JADI
        assert beruntun.butir[2].hasil is Hasil.BELUM
    worker = outbox.Worker(services.engine, handlers(), services)
    outbox.work_all(worker)

    deret.tandatangani(services, signer, listed, FRASA)
    outbox.work_all(worker)

    with reading(services.engine) as session:
        beruntun = session.get_one(Beruntun, listed)
        assert (beruntun.keadaan, [b.hasil for b in beruntun.butir]) == (Keadaan.SELESAI, [Hasil.JADI] * 3)
        signed = session.scalars(select(Naskah).where(Naskah.id.in_(ids)).order_by(Naskah.id)).all()
        assert sorted(n.nomor_urut or 0 for n in signed) == [1, 2, 3]
        assert all(n.status in ISSUED for n in signed)
    found = pemeriksaan.run(services)
    assert found["bersih"], json.dumps(found, indent=1)
