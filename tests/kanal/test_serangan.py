"""What strangers put into a channel to stop it, to hide a letter of others, or to wear out the worker."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import makers
import pytest
from sqlalchemy import select

from eoffice import clock, db, sandbox
from eoffice.kanal import actions, document
from eoffice.kanal.models import Kanal
from eoffice.kanal.states import Jenis
from eoffice.pindaian.models import Pindaian
from eoffice.setelan import Masukan
from eoffice.web.services import Services
from tests.surat_masuk import buatan


def test_a_file_whose_name_is_no_text_does_not_stop_its_folder(
    services: Services, kota_kecil: makers.Kota, tmp_path: Path
) -> None:  # KEAMANAN: UPL-13
    known = replace(services, settings=replace(services.settings, masukan=Masukan(folder=str(tmp_path / "pantau"))))
    with db.transaction(known.engine) as session:
        admin = kota_kecil["admin"].actor(session)
        actions.buat(session, admin, known, actions.IsianKanal(kota_kecil.unit["dinsos"].id, Jenis.FOLDER))
    assert actions.jalan(known)
    folder = os.fsencode(tmp_path / "pantau" / "dinsos")
    for number, name in enumerate((b"\xff\xfe rusak.pdf", b"balik \xe2\x80\xaefdp.exe\x07.pdf", b"biasa.pdf"), 1):
        path = os.path.join(folder, name)
        with open(path, "wb") as out:
            out.write(buatan.pdf(number))
        os.utime(path, (time.time() - 90 + number, time.time() - 90 + number))
    with db.transaction(known.engine) as session:
        session.scalars(select(Kanal)).one().periksa_at = clock.now()

    assert actions.jalan(known)

    with db.reading(known.engine) as session:
        assert session.scalars(select(Kanal)).one().galat == ""
        names = sorted(session.scalars(select(Pindaian.nama)))
    assert names == ["balik fdp.exe.pdf", "biasa.pdf", "rusak.pdf"]
    assert sorted(p.name for p in (tmp_path / "pantau" / "dinsos").iterdir()) == ["ditolak", "selesai"]


@pytest.mark.parametrize("teks", ["a\n" * 60_000, "kata " * 40_000], ids=["baris", "kata"])
def test_a_message_without_end_is_set_on_a_few_pages_and_says_so(teks: str) -> None:
    now = datetime.now(UTC)
    began = time.process_time()
    made = document.render(document.PosEl("Siapa", "Dinas", "Panjang sekali", None, now, teks, []))

    assert time.process_time() - began < 3
    pages = sandbox.teks_pdf(made)
    assert len(pages) < 20 and "Selebihnya tidak dicetak di sini" in pages[-1]
