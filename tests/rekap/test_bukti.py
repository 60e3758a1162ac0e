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
from eoffice.organisasi.models import KalenderKerja
from eoffice.rekap import paket, tampil
from eoffice.storage import BlobStore
from tests.kalender.test_kalender import usul
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def kota(engine: Engine, kota_kecil: makers.Kota, store: BlobStore) -> makers.Kota:
    clock.set_clock(datetime(2026, 11, 23, 10, 0, tzinfo=WIB))
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
    assert [r["Nomor naskah"] for r in sample(files)] != [r["Nomor naskah"] for r in sample(isi(other))]
    for line in files.pop(paket.MANIFES).decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files.pop(name)).hexdigest() == digest
    assert files == {}
    with reading(engine) as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.event == "bukti.unduh")).all()) == 3


def test_the_sample_stays_within_the_rights_of_whoever_draws_it(kota: makers.Kota, masuk: Masuk) -> None:
    path = "/laporan/bukti/unduh.zip?benih=x&banyak=50&tahun=2026"
    keeper = isi(masuk("arsiparis.dinsos").get(path).data)
    levels = [r["Sifat"] for r in sample(keeper)]

    assert sorted(levels) == ["Biasa"] * 6 + ["Terbatas"]
    assert {r["Hasil periksa TTE"] for r in sample(keeper)} == {"tanpa tanda tangan elektronik"}
    assert b"Rahasia dapur" not in b"".join(keeper.values())
    assert sample(isi(masuk("sekda").get(path).data)) == []  # the sekda may read none of these
    assert masuk("kadis.dinsos").get("/laporan/bukti").status_code == 403
    assert masuk("sekda").get("/laporan/bukti").status_code == 200
    assert masuk("sekda").get("/laporan/bukti/unduh.zip?benih=&banyak=5&tahun=2026").status_code == 422


def test_what_the_city_has_set_is_listed(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    from eoffice.kalender import actions

    with transaction(engine) as session:
        actions.tetapkan(session, kota["admin"].actor(session), usul(session))
        versi = session.scalars(select(KalenderKerja.versi)).one()
    files = isi(masuk("sekda").get("/laporan/bukti/unduh.zip?benih=x&banyak=5&tahun=2026").data)

    assert versi in files["07-ketetapan.csv"].decode() and "Kepwal 12/2026" in files["07-ketetapan.csv"].decode()
    assert "Arsitektur" in files["03-arsitektur.md"].decode() and b"CycloneDX" in files["05-sbom.json"]


def test_every_address_in_the_lists_exists(app: Flask) -> None:
    known = {rule.rule for rule in app.url_map.iter_rules()}
    named = {row["alamat"] for row in tampil.baris_data("fitur.csv")}
    named |= set(re.findall(r"`(/[^`]*)`", (tampil.DATA / "api.md").read_text("utf-8")))

    assert {a for a in named if a not in known and a + "/" not in known} == set()


def test_every_indicator_points_at_a_file_of_the_pack(kota: makers.Kota, masuk: Masuk) -> None:
    files = isi(masuk("sekda").get("/laporan/bukti/unduh.zip?benih=x&banyak=5&tahun=2026").data)

    assert {row["berkas"] for row in tampil.baris_data("indikator.csv")} <= set(files)
