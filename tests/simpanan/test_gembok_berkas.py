"""Locks that the worker sets for filed records, on a real S3 server that not even its administrator talks out of them."""

import io
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import makers
import pytest
import servers
from minio.error import S3Error
from sqlalchemy import select

from eoffice import clock, storage
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Akhir
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.klasifikasi.models import NasibAkhir
from eoffice.penyusutan.queries import terkunci_sampai
from eoffice.simpanan import actions
from eoffice.simpanan.models import Objek
from eoffice.simpanan.states import Gembok
from eoffice.storage import Berlapis, Terkunci
from eoffice.storage.s3 import Bucket
from eoffice.web.services import Services
from tests.paket import kantor

pytestmark = [pytest.mark.s3, pytest.mark.sekali]


@pytest.fixture
def terkunci(services: Services, s3_server: str) -> tuple[Services, Bucket]:
    """The installation with a bucket that can lock, and that bucket spoken to as its administrator."""
    at = urlsplit(servers.admin(s3_server))
    made = storage.connect(urlunsplit(at._replace(path="/uji-gembok-berkas")))
    assert isinstance(made, Bucket)
    made.siapkan()
    parts = services.settings, services.pepper, services.hasher, services.cache
    return Services(services.engine, Berlapis(made), *parts), made


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


def test_a_lock_never_gets_shorter_and_one_that_is_gone_keeps_no_other_from_its_turn(
    terkunci: tuple[Services, Bucket], kota_kecil: makers.Kota
) -> None:
    services, bucket = terkunci
    berkas_id, day = kantor.berkas(services, kota_kecil), clock.today() + timedelta(400)
    with transaction(services.engine) as session:
        actions.catat(session)
        lost = session.scalars(select(Objek).order_by(Objek.id).limit(1)).one()
        bucket.remove(lost.kunci)  # by whoever could, before it was locked
    atur(services, berkas_id, nasib_akhir=NasibAkhir.MUSNAH, jatuh_inaktif=day)
    atur(services, berkas_id, tahan_hukum=True)

    rows = atur(services, berkas_id, tahan_hukum=False, jatuh_inaktif=clock.today() + timedelta(100))

    gone, *known = rows
    assert gone.gembok is Gembok.TANPA and {(r.gembok, r.gembok_sampai) for r in known} == {(Gembok.RETENSI, day)}
    assert bucket.tertahan(known[0].blob) is False
    with pytest.raises(Terkunci):
        bucket.remove(known[0].kunci)
    with reading(services.engine) as session:
        assert terkunci_sampai(session, [known[0].kunci]) == {known[0].kunci: day + timedelta(2)}


def test_a_hold_that_somebody_lifts_in_the_store_is_found_set_again_and_told(
    terkunci: tuple[Services, Bucket], kota_kecil: makers.Kota
) -> None:
    services, bucket = terkunci
    held, hidden, fresh, *_ = atur(services, kantor.berkas(services, kota_kecil), nasib_akhir=NasibAkhir.PERMANEN)
    (version, _), *_ = bucket._versions(held.kunci)
    name = {"bucket_name": bucket.bucket, "object_name": bucket.folder + held.kunci, "version_id": version}
    bucket._client.disable_object_legal_hold(**name)
    bucket._client.remove_object(bucket_name=bucket.bucket, object_name=bucket.folder + hidden.kunci)  # only hides it
    assert not bucket.exists(hidden.blob)
    with bucket.open(fresh.blob) as content:  # what was never held, as after a healing
        bucket._client.disable_object_legal_hold(**bucket._at(fresh.kunci, bucket._versions(fresh.kunci)[0][0]))
        bucket.remove(fresh.kunci)
        bucket.salin(fresh.blob, content)

    found = actions.periksa(services, asal="perintah", semua=True)
    actions.gembok(services)

    assert {r["kunci"] for r in found.rincian} == {held.kunci, hidden.kunci, fresh.kunci} and found.bersih
    assert bucket.exists(hidden.blob) and bucket.tertahan(held.blob) and bucket.tertahan(hidden.blob)
    with reading(services.engine) as session:
        events = set(session.scalars(select(AuditEntry.event).where(AuditEntry.objek == "objek")))
        assert events == {"simpanan.gembok_lepas", "simpanan.dipulihkan"}
        assert set(session.scalars(select(Objek.gembok))) == {Gembok.TAHAN}
    with pytest.raises(Terkunci):
        bucket.remove(held.kunci)


def test_what_is_locked_keeps_its_copy_and_an_orphan_that_is_locked_is_named(
    terkunci: tuple[Services, Bucket], tmp_path: Path
) -> None:
    _, bucket = terkunci
    copies = storage.connect(tmp_path.as_uri())
    copies.siapkan()
    both = Berlapis(bucket, copies)
    blob, free = both.put(io.BytesIO(b"ditahan")), both.put(io.BytesIO(b"bebas"))
    for each, content in ((blob, b"ditahan"), (free, b"bebas")):
        copies.salin(each, io.BytesIO(content))
    bucket.gembok(blob, tahan=True)
    mine = {blob.key, free.key}
    others = {key for key, _ in bucket.keys() if key not in mine}  # noqa: SIM118

    swept = storage.sapu(both, others, clock.now() + timedelta(days=2), dry_run=False, share=1)

    assert (set(swept.removed), set(swept.locked)) == ({free.key}, {blob.key})
    assert copies.exists(blob) and not copies.exists(free)
