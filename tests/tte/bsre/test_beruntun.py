"""A list signed with BSrE: every call carries the credential, a refused one is tried once, a one-time code makes no list."""

from collections.abc import Callable

import makers
from flask.testing import FlaskClient
from sqlalchemy import update

from eoffice.db import reading, transaction
from eoffice.naskah.beruntun import Beruntun, Hasil, Keadaan
from eoffice.naskah.states import Status
from eoffice.tte.models import PenandaBsre
from eoffice.tte.states import CaraBsre
from eoffice.web.services import Services
from tests.keandalan import deret
from tests.tte.bsre import kantor_bsre
from tests.tte.bsre.kantor_bsre import FRASA, PENANDA, naskah_siap
from tests.tte.bsre.layanan import Layanan


def test_a_wrong_passphrase_is_sent_once_and_the_right_one_signs_the_whole_list(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: AUT-13
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    ids = naskah_siap(services, kota_kecil, banyak=2)
    listed = deret.disetujui(services, actor)

    deret.tandatangani(services, actor, listed, "frasa bsre yang keliru")

    assert bsre.ditandatangani == 0
    assert len(kantor_bsre.upaya(services)) == 1
    assert [kantor_bsre.naskah(services, i).status for i in ids] == [Status.GAGAL_TTD, Status.SIAP_TTD]
    with reading(services.engine) as session:
        beruntun = session.get_one(Beruntun, listed)
        assert (beruntun.keadaan, [b.hasil for b in beruntun.butir]) == (Keadaan.HENTI, [Hasil.GAGAL, Hasil.BELUM])

    deret.tandatangani(services, actor, listed, FRASA)

    assert [kantor_bsre.naskah(services, i).nomor_urut for i in ids] == [1, 2]
    assert bsre.ditandatangani == 2
    with reading(services.engine) as session:
        beruntun = session.get_one(Beruntun, listed)
        assert (beruntun.keadaan, [b.hasil for b in beruntun.butir]) == (Keadaan.SELESAI, [Hasil.JADI] * 2)
    for secret in (FRASA, "frasa bsre yang keliru"):
        assert secret not in kantor_bsre.semua_baris(services)

    naskah_siap(services, kota_kecil)
    with transaction(services.engine) as session:
        session.execute(update(PenandaBsre).values(cara=CaraBsre.TOTP))
    page = masuk(PENANDA).get(f"/naskah/tanda-tangan/beruntun/{deret.disetujui(services, actor)}").text
    assert "Kode BeSign hanya berlaku untuk satu surat" in page
    assert "frasa_sandi" not in page
