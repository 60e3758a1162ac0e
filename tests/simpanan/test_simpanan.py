"""The ledger, the scrub with repair, the replica, the small copies near: on whatever store the run names."""

import io
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox, storage
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Damaged, Unavailable
from eoffice.simpanan import actions, queries
from eoffice.simpanan.models import Objek, Putaran
from eoffice.simpanan.states import JANJI, SELANG, SELANG_SAKIT, Keadaan, Kelas
from eoffice.storage import USIA, Berlapis, Blob, BlobStore, Singgahan
from eoffice.web.services import Services
from tests.surat_masuk import buatan


def hurt(store: BlobStore, blob: Blob, content: bytes = b"bukan isinya") -> None:
    """What a failing disk or a careless hand does to an object."""
    if isinstance(store, Berlapis):
        store = store.utama
    if hasattr(store, "root"):
        path = store.root / blob.key
        path.unlink() if not content else path.write_bytes(content)
    else:
        name = store.folder + blob.key  # type: ignore[attr-defined]
        client, bucket = store._client, store.bucket  # type: ignore[attr-defined]
        if content:
            client.put_object(bucket_name=bucket, object_name=name, data=io.BytesIO(content), length=len(content))
        else:
            client.remove_object(bucket_name=bucket, object_name=name)


@pytest.fixture
def ganda(services: Services, tmp_path: Path) -> Iterator[Services]:
    """The store of the run with a second folder behind it."""
    second = storage.connect((tmp_path / "replika").as_uri())
    second.siapkan()
    first = services.store.utama if isinstance(services.store, Berlapis) else services.store
    made = Services(
        services.engine, Berlapis(first, second), services.settings, services.pepper, services.hasher, services.cache
    )
    yield made


def surat(services: Services, kota: makers.Kota, sifat: Sifat = Sifat.BIASA) -> Blob:
    """The stored file of a sent naskah."""
    with transaction(services.engine) as session:
        naskah = buatan.naskah_terkirim(
            session, kota["kadis.dinsos"], kota["kabid.dinsos"], sifat=sifat, store=services.store
        ).naskah
        return Blob(naskah.pdf_key or "", naskah.pdf_size or 0, naskah.pdf_sha256 or "")


def catat(services: Services) -> None:
    with transaction(services.engine) as session:
        actions.catat(session)
        actions.golongkan(session)


def row(session: Session, blob: Blob) -> Objek:
    return session.scalars(select(Objek).where(Objek.kunci == blob.key)).one()


def test_every_object_is_noted_once_and_what_is_secret_is_looked_at_more_often(
    services: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OBJ-05
    open_, secret = surat(services, kota_kecil), surat(services, kota_kecil, Sifat.RAHASIA)

    catat(services)
    catat(services)

    with reading(services.engine) as session:
        assert {o.kunci: o.kelas for o in session.scalars(select(Objek))} == {
            open_.key: Kelas.BIASA, secret.key: Kelas.PENTING,
        }  # fmt: skip
    assert all(SELANG[kelas] < JANJI[kelas] for kelas in Kelas)
    assert [JANJI[k].days for k in (Kelas.BIASA, Kelas.PENTING)] == [90, 30]


def test_what_is_hurt_is_healed_from_the_replica_and_written_down(ganda: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OBJ-05
    blobs = [surat(ganda, kota_kecil) for _ in range(3)]
    catat(ganda)
    assert actions.salin(ganda) == 3
    hurt(ganda.store, blobs[0])
    hurt(ganda.store, blobs[1], b"")

    found = actions.periksa(ganda, asal="perintah")

    assert (found.diperiksa, found.hilang, found.rusak, found.dipulihkan, found.belum_pulih) == (3, 1, 1, 2, 0)
    assert found.bersih
    for blob in blobs:
        ganda.store.utama.open(blob).close()  # type: ignore[attr-defined]
    with reading(ganda.engine) as session:
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.objek == "objek")).all()
        assert events == ["simpanan.dipulihkan"] * 2
        (kept,) = session.scalars(select(Putaran)).all()
        assert (kept.asal, kept.dipulihkan, {r["pulih_dari"] for r in kept.rincian}) == ("perintah", 2, {"replika"})


def test_a_copy_that_rotted_is_found_and_written_again_and_one_unreadable_object_stops_nothing(
    ganda: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OBJ-05
    blobs = [surat(ganda, kota_kecil) for _ in range(3)]
    catat(ganda)
    actions.salin(ganda)
    second = kedua(ganda)
    hurt(second, blobs[0], b"x" * blobs[0].size)  # of the right size: only its hash tells
    hurt(second, blobs[1], b"")
    first = ganda.store.utama  # type: ignore[attr-defined]
    if hasattr(first, "root"):  # where the disk gives an error, and not a wrong byte
        shutil.rmtree((first.root / blobs[2].key).parent)
        (first.root / blobs[2].key).parent.write_bytes(b"")

    found = actions.periksa(ganda, asal="perintah", semua=True)

    assert found.diperiksa == 3 and not found.tak_terjangkau
    assert [r["pulih_dari"] for r in found.rincian if r["apa"].endswith("di replika")] == ["tempat pertama"] * 2
    for blob in blobs[:2]:
        second.open(blob).close()
    with reading(ganda.engine) as session:
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.objek == "objek")).all()
        assert events.count("simpanan.replika_rusak") == 2
        if hasattr(first, "root"):
            assert row(session, blobs[2]).keadaan is Keadaan.RUSAK and found.rusak == 1


def test_a_replica_that_is_asked_again_trusts_no_copy_by_its_size(ganda: Services, kota_kecil: makers.Kota) -> None:
    blob = surat(ganda, kota_kecil)
    catat(ganda)
    actions.salin(ganda)
    hurt(kedua(ganda), blob, b"x" * blob.size)

    assert actions.lupakan_replika(ganda) == 1 and actions.salin(ganda) == 1

    kedua(ganda).open(blob).close()


def kedua(services: Services) -> BlobStore:
    """The replica of `ganda`."""
    found = services.store.replika  # type: ignore[attr-defined]
    assert found is not None
    return found  # type: ignore[no-any-return]


def test_what_nobody_can_heal_is_an_alarm(services: Services, kota_kecil: makers.Kota) -> None:
    blob = surat(services, kota_kecil)
    catat(services)
    hurt(services.store, blob)

    found = actions.periksa(services, asal="pekerja")

    assert (found.rusak, found.belum_pulih, found.bersih) == (1, 1, False)
    with reading(services.engine) as session:
        assert row(session, blob).keadaan is Keadaan.RUSAK
        assert "1 objek" in queries.gangguan(session, replika=False)[0]
        told = [j.payload["kabar"] for j in session.scalars(select(outbox.Job)) if j.topic == "notifikasi.sebar"]
        assert told.count("simpanan_rusak") == 1


def test_the_scrub_goes_on_where_it_stood_and_reads_nothing_twice(
    services: Services, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    # KEAMANAN: OBJ-05
    for _ in range(3):
        surat(services, kota_kecil)
    catat(services)
    monkeypatch.setattr(sys.modules[actions.periksa.__module__], "SEKALI", 1)

    first = actions.periksa(services, asal="pekerja", megabita=0)
    assert first.diperiksa == 0
    assert actions.periksa(services, asal="pekerja").diperiksa == 3
    assert actions.periksa(services, asal="pekerja").diperiksa == 0

    later = clock.now() + SELANG[Kelas.BIASA] + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert actions.periksa(services, asal="pekerja").diperiksa == 3


def test_reading_falls_back_to_the_replica_and_never_gives_wrong_bytes(
    ganda: Services, kota_kecil: makers.Kota, tmp_path: Path
) -> None:
    blob = surat(ganda, kota_kecil)
    catat(ganda)
    with pytest.raises(Damaged):
        hurt(ganda.store, blob)
        ganda.store.open(blob).close()
    with reading(ganda.engine) as session:
        assert queries.keadaan(session).tertinggal == 1

    good = surat(ganda, kota_kecil)
    catat(ganda)
    actions.salin(ganda)
    hurt(ganda.store, good, b"")

    with ganda.store.open(good) as stream:
        assert len(stream.read()) == good.size
    assert ganda.store.dari_replika == 1  # type: ignore[attr-defined]


def test_a_replica_that_is_away_keeps_nobody_from_working_and_is_filled_afterwards(
    services: Services, kota_kecil: makers.Kota, tmp_path: Path
) -> None:
    first = services.store.utama if isinstance(services.store, Berlapis) else services.store
    folder = tmp_path / "jauh"
    away = storage.connect(folder.as_uri())  # not made yet: the disk is not mounted
    both = Services(
        services.engine, Berlapis(first, away), services.settings, services.pepper, services.hasher, services.cache
    )
    blob = surat(both, kota_kecil)
    catat(both)

    assert actions.salin(both) == 0
    away.siapkan()
    assert actions.salin(both) == 1

    away.open(blob).close()
    with reading(both.engine) as session:
        assert queries.keadaan(session).tertinggal == 0


class Padam:
    """A store that answers nobody."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        def refuse(*_: object, **__: object) -> object:
            raise Unavailable("Penyimpanan berkas tidak menjawab. Coba lagi beberapa saat.")

        return refuse


def test_while_the_first_store_is_away_reading_goes_on_and_nothing_is_judged(
    ganda: Services, kota_kecil: makers.Kota
) -> None:
    blob = surat(ganda, kota_kecil)
    catat(ganda)
    actions.salin(ganda)
    dark = Services(
        ganda.engine, Berlapis(Padam(), ganda.store.replika), ganda.settings, ganda.pepper, ganda.hasher, ganda.cache,  # type: ignore[arg-type,attr-defined]
    )  # fmt: skip

    dark.store.open(blob).close()
    with pytest.raises(Unavailable):
        dark.store.put(io.BytesIO(b"baru"))
    found = actions.periksa(dark, asal="perintah")

    assert (found.tak_terjangkau, found.hilang, found.rusak, found.bersih) == (True, 0, 0, False)
    with reading(ganda.engine) as session:
        assert row(session, blob).keadaan is Keadaan.BELUM


def test_what_no_row_knows_any_more_leaves_the_ledger(services: Services, kota_kecil: makers.Kota) -> None:
    blob = surat(services, kota_kecil)
    catat(services)
    with transaction(services.engine) as session:
        session.add(
            Objek(
                kunci="aa/hilang",
                ukuran=1,
                sidik="0" * 64,
                kelas=Kelas.BIASA,
                dicatat_at=clock.now(),
                keadaan=Keadaan.BELUM,
            )
        )

    with transaction(services.engine) as session:
        assert actions.rapikan(session) == 1
        assert [o.kunci for o in session.scalars(select(Objek))] == [blob.key]


def test_the_page_of_the_store_is_for_those_who_look_after_it(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    surat(services, kota_kecil)
    catat(services)
    admin = masuk("admin")

    page = admin.get("/simpanan").get_data(as_text=True)

    assert "Belum ada replika" in page and "90 hari" in page
    assert "WORM" not in page and "EOFFICE_" not in page  # for people, not for whoever starts the program
    assert "tidak dapat</b> menolak" in page or "tidak mendukung</b>" in page or "dapat mengunci objek" in page
    assert admin.get("/simpanan/yatim").status_code == 200
    assert masuk("staf.dinsos").get("/simpanan").status_code == 403
    assert masuk("sekda").get("/simpanan/yatim").status_code == 403


# -- copies near ------------------------------------------------------------------------------------------------------


def blob_of(content: bytes) -> Blob:
    import hashlib

    return Blob("aa/" + "a" * 40, len(content), hashlib.sha256(content).hexdigest())


def test_a_copy_near_is_checked_at_every_reading_and_bounded(tmp_path: Path) -> None:
    near = Singgahan(tmp_path, 100)
    one, two, three = (bytes([65 + n]) * 40 for n in range(3))
    for content in (one, two):
        near.put(blob_of(content), content)
    assert near.get(blob_of(one)) == one

    near.put(blob_of(three), three)  # the least recently used goes: two

    assert [near.get(blob_of(c)) for c in (one, two, three)] == [one, None, three]
    (tmp_path / blob_of(one).sha256).write_bytes(b"diubah orang")
    assert near.get(blob_of(one)) is None
    assert not (tmp_path / blob_of(one).sha256).exists()
    assert Singgahan(tmp_path, 100).get(blob_of(three)) == three  # found again after a restart
    near.forget([blob_of(three).sha256])
    assert list(tmp_path.iterdir()) == []


def test_no_copy_near_gets_older_than_a_day_however_often_it_is_read(tmp_path: Path) -> None:
    near = Singgahan(tmp_path, 1000)
    content, other = b"berkas yang sering dibaca", b"dari proses lain"
    near.put(blob_of(content), content)
    Singgahan(tmp_path, 1000).put(blob_of(other), other)
    (tmp_path / "bukan-salinan").write_bytes(b"")
    start = clock.now()

    clock.set_clock(start + USIA - timedelta(minutes=1))
    assert near.get(blob_of(content)) == content and near.rapikan() == 0
    clock.set_clock(start + USIA + timedelta(minutes=1))

    assert near.get(blob_of(content)) is None
    assert near.rapikan() == 1 and [p.name for p in tmp_path.iterdir()] == ["bukan-salinan"]


def test_only_who_says_that_it_may_leaves_a_copy(store: BlobStore, tmp_path: Path) -> None:
    # KEAMANAN: OTR-08
    near = Singgahan(tmp_path / "dekat", 10_000)
    both = Berlapis(store, singgahan=near)
    secret, plain = both.put(io.BytesIO(b"rahasia")), both.put(io.BytesIO(b"biasa"))

    both.open(secret).close()
    both.open(plain, dekat=True).close()

    assert [p.name for p in near.folder.iterdir()] == [plain.sha256]
    hurt(store, plain)
    with both.open(plain, dekat=True) as stream:
        assert stream.read() == b"biasa"
    both.lupakan([plain.sha256])
    with pytest.raises(Damaged):
        both.open(plain, dekat=True)


def test_the_button_reads_again_what_is_not_due_and_says_what_it_found(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    blob = surat(services, kota_kecil)
    catat(services)
    assert actions.periksa(services, asal="pekerja").bersih
    admin = masuk("admin")
    with services.store.open(blob) as stream:
        whole = stream.read()

    def pressed() -> str:
        browser.kirim(admin, "/simpanan/periksa", {})
        return admin.get("/simpanan").get_data(as_text=True)

    assert "1 objek dibaca ulang; semuanya sekarang utuh." in pressed()
    hurt(services.store, blob)
    assert "Ada yang perlu diurus" in pressed()
    hurt(services.store, blob, whole)  # put back from a backup
    assert "1 objek dibaca ulang; semuanya sekarang utuh." in pressed()
    hurt(services.store, blob)
    assert "Ada yang perlu diurus" in pressed()

    later = clock.now() + SELANG_SAKIT + timedelta(minutes=1)
    hurt(services.store, blob, whole)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert actions.periksa(services, asal="pekerja").diperiksa == 1  # what is sick is due again the next day
    with reading(services.engine) as session:
        assert row(session, blob).keadaan is Keadaan.BAIK


def test_a_replica_that_cannot_be_written_is_said_on_the_page(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    admin = masuk("admin")
    first = services.store.utama if isinstance(services.store, Berlapis) else services.store
    assert "Replika tidak dapat ditulis" not in admin.get("/simpanan").get_data(as_text=True)

    away = storage.connect((tmp_path / "tidak-ada").as_uri())
    monkeypatch.setitem(vars(services), "store", Berlapis(first, away))

    assert "Replika tidak dapat ditulis" in admin.get("/simpanan").get_data(as_text=True)
