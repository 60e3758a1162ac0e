"""The pack of evidence: the same seed draws the same sample, every file is in the manifest, and no title leaves."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.clock import WIB
from eoffice.db import reading, transaction
from eoffice.kalender import actions as kalender
from eoffice.naskah import actions as naskah
from eoffice.organisasi.models import KalenderKerja
from eoffice.rekap import paket, tampil
from eoffice.storage import BlobStore
from eoffice.web.services import Services
from tests.kalender.test_kalender import usul
from tests.naskah import kantor
from tests.surat_masuk import buatan

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def kota(engine: Engine, kota_kecil: makers.Kota, store: BlobStore, services: Services) -> makers.Kota:
    clock.set_clock(datetime(2026, 11, 23, 10, 0, tzinfo=WIB))
    kantor.sertifikat(services, kota_kecil)
    with transaction(engine) as session:
        for n in range(8):
            sifat = Sifat.TERBATAS if n == 0 else Sifat.RAHASIA if n == 1 else Sifat.BIASA
            buatan.naskah_terkirim(
                session,
                kota_kecil["kadis.dinsos"],
                kota_kecil["sekda"],
                hal=f"Rahasia dapur {n}",
                sifat=sifat,
                store=store,
            )
    return kota_kecil


def isi(answer_data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer_data)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def sample(files: dict[str, bytes]) -> list[dict[str, str]]:
    text = files["08-contoh-naskah.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_same_seed_gives_the_same_bytes_and_another_one_another_sample(
    engine: Engine, kota: makers.Kota, masuk: Masuk
) -> None:
    client = masuk("arsiparis.dinsos")
    first, second, other = (
        client.get(f"/laporan/bukti/unduh.zip?benih={seed}&banyak=5&tahun=2026").data for seed in ("7", "7", "8")
    )
    files = isi(first)

    assert first == second
    assert {row["berkas"] for row in tampil.baris_data("indikator.csv")} <= set(files)
    assert [r["Nomor naskah"] for r in sample(files)] != [r["Nomor naskah"] for r in sample(isi(other))]
    for line in files.pop(paket.MANIFES).decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files.pop(name)).hexdigest() == digest
    assert files == {}
    with reading(engine) as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.event == "bukti.unduh")).all()) == 3


def test_the_sample_stays_within_rights_and_each_signature_is_checked_now(
    engine: Engine, kota: makers.Kota, services: Services, masuk: Masuk
) -> None:
    naskah_id, seen = kantor.made(engine, kota, kantor.siap)
    with transaction(engine) as session:
        signer = kota["kadis.dinsos"].actor(session)
        kalender.tetapkan(session, kota["admin"].actor(session), usul(session))
        versi = session.scalars(select(KalenderKerja.versi)).one()
    naskah.tandatangani(services, signer, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)
    path = "/laporan/bukti/unduh.zip?benih=x&banyak=50&tahun=2026"
    keeper = isi(masuk("arsiparis.dinsos").get(path).data)
    levels = [r["Sifat"] for r in sample(keeper)]

    assert sorted(levels) == ["Biasa"] * 7 + ["Terbatas"]
    (signed,) = [r for r in sample(keeper) if r["Hasil periksa TTE"] == "sah"]
    assert (signed["Tingkat"], signed["Kode klasifikasi"], signed["Jenis"]) == ("B-LTA", kantor.KODE, "Surat Dinas")
    assert {r["Hasil periksa TTE"] for r in sample(keeper)} == {"sah", "tanpa tanda tangan elektronik"}
    assert b"Rahasia dapur" not in b"".join(keeper.values())
    with transaction(engine) as session:  # two that the sekda signed and may read
        for sifat in (Sifat.BIASA, Sifat.TERBATAS):
            buatan.naskah_terkirim(session, kota["sekda"], kota["kadis.dinsos"], sifat=sifat)
    assert [r["Sifat"] for r in sample(isi(masuk("sekda").get(path).data))] == ["Biasa"]
    assert versi in keeper["07-ketetapan.csv"].decode() and "Kepwal 12/2026" in keeper["07-ketetapan.csv"].decode()
    assert b"Arsitektur" in keeper["03-arsitektur.md"] and b"CycloneDX" in keeper["05-sbom.json"]
    assert masuk("kadis.dinsos").get("/laporan/bukti").status_code == 403
    assert masuk("sekda").get("/laporan/bukti").status_code == 200
    assert masuk("sekda").get("/laporan/bukti/unduh.zip?benih=&banyak=5&tahun=2026").status_code == 422


def test_every_address_in_the_lists_exists(app: Flask) -> None:
    known = {rule.rule for rule in app.url_map.iter_rules()}
    named = {row["alamat"] for row in tampil.baris_data("fitur.csv")}
    named |= set(re.findall(r"`(/[^`]*)`", (tampil.DATA / "api.md").read_text("utf-8")))

    assert {a for a in named if a not in known and a + "/" not in known} == set()
