"""From the signature on, a naskah is found; not a moment before."""

import makers
from keandalan import siap_ttd
from sqlalchemy import select

from eoffice.arsip import queries
from eoffice.arsip.queries import Permintaan
from eoffice.db import reading, transaction
from eoffice.naskah import actions
from eoffice.naskah.models import Penerima
from eoffice.naskah.states import TipePenerima
from eoffice.surat_masuk import jobs
from eoffice.web.services import Services


def found(services: Services, kota: makers.Kota, who: str, words: str) -> list[str]:
    with reading(services.engine) as session:
        return [t.url for t in queries.cari(session, kota[who].actor(session), Permintaan(kata=words)).temuan]


def test_a_naskah_is_found_by_its_body_once_signed_and_by_its_addressee_once_delivered(
    services: Services, kota_kecil: makers.Kota
) -> None:
    siap_ttd.klasifikasi(services)
    siap_ttd.bersertifikat(services, kota_kecil, "kadis.dinsos")
    (naskah_id,) = siap_ttd.naskah_siap(services, kota_kecil)
    assert found(services, kota_kecil, "arsiparis.dinsos", '"data dukung"') == []

    kadis = siap_ttd.aktor(services, kota_kecil, "kadis.dinsos")
    key = siap_ttd.kunci(services, kota_kecil, "kadis.dinsos")
    seen = siap_ttd.sidik(services, kadis, naskah_id)
    actions.tandatangani(services, kadis, naskah_id, frasa="", dilihat_sha256=seen, kunci=key)

    assert found(services, kota_kecil, "arsiparis.dinsos", '"data dukung"') == [f"/naskah/{naskah_id}"]
    assert found(services, kota_kecil, "kadis.diskominfo", '"data dukung"') == []
    with transaction(services.engine) as session:
        inside = select(Penerima.id).where(Penerima.tipe == TipePenerima.INTERNAL)
        for penerima_id in session.scalars(inside).all():
            jobs.terkirim(session, services, naskah_id, penerima_id)
    (arrived,) = found(services, kota_kecil, "kadis.diskominfo", '"data dukung"')
    assert arrived.startswith("/surat-masuk/")
