"""The whole ceremony with BSrE behind it, and every fault of the service: one number, one signature, nothing lost."""

import makers
import pytest
from sqlalchemy import select

from eoffice.db import reading
from eoffice.naskah import actions
from eoffice.naskah.states import Status
from eoffice.tte import archiving, verifying
from eoffice.tte.models import PenandaBsre
from eoffice.tte.states import StatusBsre
from eoffice.web.services import Services
from tests.tte.bsre import kantor_bsre
from tests.tte.bsre.kantor_bsre import FRASA, naskah_siap, sidik
from tests.tte.bsre.layanan import Layanan


def tandatangani(services: Services, actor: object, naskah_id: int, frasa: str = FRASA) -> None:
    """Sign as the person does."""
    actions.tandatangani(services, actor, naskah_id, frasa=frasa, dilihat_sha256=sidik(services, actor, naskah_id))  # type: ignore[arg-type]


@pytest.mark.parametrize("versi", [1, 2])
def test_a_letter_is_signed_by_bsre_and_archived_here(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan, versi: int
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)

    tandatangani(services, actor, naskah_id)

    found = kantor_bsre.naskah(services, naskah_id)
    with reading(services.engine) as session:
        roots = archiving.roots(session, services)
        row = session.execute(select(PenandaBsre.status, PenandaBsre.serial_hex)).one()
    told = verifying.report(kantor_bsre.isi(services, found), roots)
    assert (found.status, found.nomor_urut) == (Status.DITANDATANGANI, 1)
    assert (told["verdict"], [one["kind"] for one in told["signatures"]]) == ("VALID", ["signature", "timestamp"])
    assert (told["signatures"][0]["issuer"], told["level"]) == ("BSRE CA DS G1 UJI", "B-T")
    assert (row.status, row.serial_hex) == (StatusBsre.ISSUE, told["signatures"][0]["serial_hex"])
    assert (kantor_bsre.upaya(services), bsre.ditandatangani) == (["dipakai"], 1)
