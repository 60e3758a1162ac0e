"""A reader who meets damaged bytes sets the repair going, without writing while only reading (OBJ-04)."""

from collections.abc import Callable

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import outbox
from eoffice.app import handlers
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.naskah.models import Naskah
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.simpanan import actions
from eoffice.simpanan.milik import milik
from eoffice.simpanan.models import Objek
from eoffice.simpanan.states import Keadaan
from eoffice.storage import Blob
from eoffice.web.services import Services
from tests.simpanan.test_simpanan import ganda, hurt, row, surat

__all__ = ["ganda"]


def kerjakan(services: Services) -> None:
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    with reading(services.engine) as session:
        assert not session.scalars(select(outbox.Job.last_error).where(outbox.Job.last_error != "")).all()


def test_a_silent_fallback_is_healed_at_once_written_down_and_told(ganda: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OBJ-04
    blob = surat(ganda, kota_kecil)
    with transaction(ganda.engine) as session:
        actions.catat(session)
    actions.salin(ganda)
    kerjakan(ganda)
    hurt(ganda.store, blob)

    for _ in range(2):
        ganda.store.open(blob).close()
    assert actions.laporkan(ganda) == 2 and actions.laporkan(ganda) == 0
    kerjakan(ganda)

    with reading(ganda.engine) as session:
        found = row(session, blob)
        assert found.keadaan is Keadaan.BAIK and found.dipulihkan_at is not None
        events = [e.event for e in session.scalars(select(AuditEntry).where(AuditEntry.objek == "objek"))]
        assert events == ["simpanan.dipulihkan", "simpanan.rusak_dibaca"]
        told = session.scalars(select(Pemberitahuan).where(Pemberitahuan.kabar == "simpanan_rusak")).all()
        assert len(told) == 1
    ganda.store.open(blob).close()
    assert actions.laporkan(ganda) == 0, "sound again"


@pytest.mark.sekali
def test_a_page_that_meets_damage_marks_it_for_the_worker(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: OBJ-04
    blob: Blob = surat(services, kota_kecil)
    kerjakan(services)
    hurt(services.store, blob)
    with reading(services.engine) as session:
        naskah_id = session.scalars(select(Naskah.id).where(Naskah.pdf_key == blob.key)).one()

    answer = masuk("kadis.dinsos").get(f"/naskah/{naskah_id}/naskah.pdf")

    assert answer.status_code == 500 and "berubah di penyimpanan" in answer.get_data(as_text=True)
    with reading(services.engine) as session:
        assert session.scalar(select(outbox.Job.payload).where(outbox.Job.topic == "simpanan.rusak")) is not None
        assert session.scalar(select(Objek.id)) is None, "nothing was written by the reader itself"
    kerjakan(services)
    with reading(services.engine) as session:
        assert row(session, blob).keadaan is Keadaan.RUSAK


@pytest.mark.sekali
def test_a_sick_object_is_named_for_its_readers_and_is_a_record_for_the_others(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: OTR-03
    blob = surat(services, kota_kecil)
    with transaction(services.engine) as session:
        actions.catat(session)
        row(session, blob).keadaan = Keadaan.RUSAK
        letter = session.scalars(select(Naskah).where(Naskah.pdf_key == blob.key)).one()
        letter.hal, naskah_id = "Undangan kuskusrawa", letter.id
        known = {
            name: milik(session, kota_kecil[name].actor(session), [blob.key]) for name in ("kadis.dinsos", "admin")
        }

    assert known["admin"] == {} and known["kadis.dinsos"][blob.key].url == f"/naskah/{naskah_id}"
    assert "kuskusrawa" in known["kadis.dinsos"][blob.key].teks
    page = masuk("admin").get("/simpanan").get_data(as_text=True)
    assert (
        blob.key in page
        and "Sebuah catatan" in page
        and "kuskusrawa" not in page
        and f"/naskah/{naskah_id}" not in page
    )
