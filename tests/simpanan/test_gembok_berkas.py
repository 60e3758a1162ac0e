"""Locks that the worker sets for filed records, on a real S3 server that not even its administrator talks out of them."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import makers
import pytest
import servers
from minio.error import S3Error
from sqlalchemy import select

from eoffice import clock, storage
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Akhir
from eoffice.db import reading, transaction
from eoffice.klasifikasi.models import NasibAkhir
from eoffice.simpanan import actions
from eoffice.simpanan.models import Objek
from eoffice.simpanan.states import Gembok
from eoffice.storage import Berlapis, Terkunci
from eoffice.storage.s3 import Bucket
from eoffice.web.services import Services
from tests.paket import kantor

pytestmark = [pytest.mark.s3, pytest.mark.sekali]


@pytest.fixture
def terkunci(services: Services) -> Iterator[tuple[Services, Bucket]]:
    """The installation with a bucket that can lock, and that bucket spoken to as its administrator."""
    with servers.s3() as url:
        at = urlsplit(servers.admin(url))
        made = storage.connect(urlunsplit(at._replace(path="/uji-gembok-berkas")))
        assert isinstance(made, Bucket)
        made.siapkan()
        yield (
            Services(
                services.engine, Berlapis(made), services.settings, services.pepper, services.hasher, services.cache
            ),
            made,
        )


def atur(services: Services, berkas_id: int, **values: object) -> list[Objek]:
    """What is decided about the berkas, then a minute of the worker; the objects as the ledger has them."""
    with transaction(services.engine) as session:
        berkas = session.get_one(Berkas, berkas_id)
        for name, value in values.items():
            setattr(berkas, name, value)
    with transaction(services.engine) as session:
        actions.catat(session)
    actions.gembok(services)
    with reading(services.engine) as session:
        found = list(session.scalars(select(Objek).order_by(Objek.id)))
        session.expunge_all()
    return found


def hapus_sendiri(bucket: Bucket, objek: Objek) -> None:
    """What the administrator of the store would do by hand, version by version."""
    for version, _ in bucket._versions(objek.kunci):
        bucket._client.remove_object(
            bucket_name=bucket.bucket, object_name=bucket.folder + objek.kunci, version_id=version
        )


def test_what_must_stay_is_locked_and_what_was_destroyed_is_let_go(
    terkunci: tuple[Services, Bucket], kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OBJ-02
    services, bucket = terkunci
    berkas_id = kantor.berkas(services, kota_kecil)
    due = clock.today() - timedelta(1)

    for why in (
        {"nasib_akhir": NasibAkhir.PERMANEN},
        {"nasib_akhir": NasibAkhir.MUSNAH, "jatuh_inaktif": due, "tahan_hukum": True},
    ):
        rows = atur(services, berkas_id, **why)
        # the metadata of both records, the PDF, its lampiran (which is the file of the surat as well)
        assert len(rows) >= 4 and {r.gembok for r in rows} == {Gembok.TAHAN}
        for objek in rows:
            with pytest.raises(S3Error, match="AccessDenied"):
                hapus_sendiri(bucket, objek)
        with pytest.raises(Terkunci):
            bucket.remove(rows[0].kunci)
        assert all(bucket.exists(objek.blob) for objek in rows)

    rows = atur(services, berkas_id, akhir=Akhir.DIMUSNAHKAN, akhir_at=clock.now())
    assert {r.gembok for r in rows} == {Gembok.TANPA}
    for objek in rows:
        bucket.remove(objek.kunci)
        assert bucket._versions(objek.kunci) == []


def test_what_is_not_yet_due_is_locked_until_its_day(
    terkunci: tuple[Services, Bucket], kota_kecil: makers.Kota
) -> None:
    services, bucket = terkunci
    berkas_id, day = kantor.berkas(services, kota_kecil), clock.today() + timedelta(400)

    rows = atur(services, berkas_id, nasib_akhir=NasibAkhir.MUSNAH, jatuh_inaktif=day)

    assert {(r.gembok, r.gembok_sampai) for r in rows} == {(Gembok.RETENSI, day)}
    # Not even a berkas that somebody destroys in the database opens the store before that day.
    rows = atur(services, berkas_id, akhir=Akhir.DIMUSNAHKAN, akhir_at=clock.now())
    for objek in rows:
        with pytest.raises(S3Error, match="AccessDenied"):
            hapus_sendiri(bucket, objek)
        assert bucket.exists(objek.blob)
