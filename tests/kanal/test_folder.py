"""The watched folder of an office."""

import os
import time
from dataclasses import replace
from pathlib import Path

import makers
import pytest
from sqlalchemy import select

from eoffice import clock, db
from eoffice.kanal import actions, queries
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import Jenis
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Sumber
from eoffice.setelan import Masukan
from eoffice.web.services import Services
from tests.surat_masuk import buatan


@pytest.fixture
def parts(services: Services, kota_kecil: makers.Kota, tmp_path: Path) -> Services:
    """Dinas Sosial has a watched folder."""
    known = replace(services, settings=replace(services.settings, masukan=Masukan(folder=str(tmp_path / "pantau"))))
    with db.transaction(known.engine) as session:
        admin = kota_kecil["admin"].actor(session)
        actions.buat(session, admin, known, actions.IsianKanal(kota_kecil.unit["dinsos"].id, Jenis.FOLDER))
    assert actions.jalan(known)  # makes the folder
    return known


def put(parts: Services, name: str, content: bytes, age: float = 60) -> Path:
    path = Path(parts.settings.masukan.folder) / "dinsos" / name
    path.write_bytes(content)
    os.utime(path, (time.time() - age, time.time() - age))
    with db.transaction(parts.engine) as session:
        session.scalars(select(Kanal)).one().periksa_at = clock.now()
    return path


def test_finished_files_arrive_once_and_are_put_away(parts: Services) -> None:
    letter = put(parts, "scan 001.pdf", buatan.pdf(1))
    young = put(parts, "scan 002.pdf", buatan.pdf(2), age=0)
    strange = put(parts, "daftar.docx", b"PK\x03\x04 bukan surat")
    put(parts, "sampah.tmp", b"x")
    (letter.parent / "tautan.pdf").symlink_to("/etc/passwd")

    assert actions.jalan(parts)

    with db.reading(parts.engine) as session:
        (waiting,) = session.scalars(select(Pindaian)).all()
        assert (waiting.nama, waiting.sumber) == ("scan 001.pdf", Sumber.FOLDER)
        refused = session.scalars(select(Kiriman).where(Kiriman.alasan != "")).one()
        assert refused.alasan.startswith("Bukan PDF, JPG, atau PNG.")
    assert not letter.exists() and (letter.parent / "selesai" / letter.name).exists()
    assert young.exists() and not strange.exists()
    assert (letter.parent / "ditolak" / "daftar.docx.txt").read_text().startswith("Bukan PDF")

    put(parts, "scan 001 lagi.pdf", buatan.pdf(1))
    assert actions.jalan(parts)
    with db.reading(parts.engine) as session:
        assert len(session.scalars(select(Pindaian)).all()) == 1
    note = letter.parent / "selesai" / "scan 001 lagi.pdf.txt"
    assert note.read_text().startswith("Berkas yang sama sudah diterima")


def test_a_folder_that_is_away_is_told(parts: Services, tmp_path: Path) -> None:
    folder = tmp_path / "pantau"
    for each in sorted(folder.rglob("*"), reverse=True):
        each.rmdir()
    folder.rmdir()
    folder.write_text("bukan folder")
    put_due(parts)

    assert actions.jalan(parts)

    with db.reading(parts.engine) as session:
        kanal = session.scalars(select(Kanal)).one()
        assert kanal.galat.startswith(f"Folder {folder / 'dinsos'} tidak dapat dipakai.")
        assert queries.gangguan(session) == []


def put_due(parts: Services) -> None:
    with db.transaction(parts.engine) as session:
        session.scalars(select(Kanal)).one().periksa_at = clock.now()
