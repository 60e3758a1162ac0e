"""One message that cannot be handled does not hold up the others; a flood waits for tomorrow; nothing is lost."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, db
from eoffice.kanal import actions, kuota, queries
from eoffice.kanal.actions import folder as ronde
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import Jenis, StatusKiriman
from eoffice.kerja import pencatat
from eoffice.kerja import queries as kerja
from eoffice.kerja.states import Macam
from eoffice.pindaian.models import Pindaian
from eoffice.setelan import Masukan
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
S = StatusKiriman


@pytest.fixture
def parts(services: Services, kota_kecil: makers.Kota, tmp_path: Path) -> Services:
    """Dinas Sosial has a watched folder."""
    known = replace(services, settings=replace(services.settings, masukan=Masukan(folder=str(tmp_path / "pantau"))))
    with db.transaction(known.engine) as session:
        admin = kota_kecil["admin"].actor(session)
        actions.buat(session, admin, known, actions.IsianKanal(kota_kecil.unit["dinsos"].id, Jenis.FOLDER))
    assert actions.jalan(known)
    return known


def put(parts: Services, *names: str) -> Path:
    folder = Path(parts.settings.masukan.folder) / "dinsos"
    for n, name in enumerate(names):
        (folder / name).write_bytes(buatan.pdf(len(name) + n))
        os.utime(folder / name, (time.time() - 60 + n, time.time() - 60 + n))
    return folder


def putar(parts: Services, **more: object) -> None:
    """Another round, now."""
    with db.transaction(parts.engine) as session:
        kanal = session.scalars(select(Kanal)).one()
        kanal.periksa_at = clock.now()
        for name, value in more.items():
            setattr(kanal, name, value)
    assert actions.jalan(parts)


def statuses(parts: Services) -> list[tuple[str, StatusKiriman]]:
    with db.reading(parts.engine) as session:
        assert list(pencatat.periksa(session)) == []
        return [(k.nama, k.status) for k in session.scalars(select(Kiriman).order_by(Kiriman.nama))]


def test_one_file_that_cannot_be_handled_is_set_aside_and_tried_again_when_somebody_says_so(
    parts: Services, kota_kecil: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(parts, "a.pdf", "rusak.pdf", "z.pdf")
    sound = ronde.simpan.macam

    def broken(content: bytes) -> str | None:
        if content == (folder / "rusak.pdf").read_bytes():
            raise ZeroDivisionError
        return sound(content)

    with monkeypatch.context() as patch:
        patch.setattr(ronde.simpan, "macam", broken)
        putar(parts)
        putar(parts)  # it is not tried again by itself, and hinders nobody

    assert statuses(parts) == [("a.pdf", S.DITERIMA), ("rusak.pdf", S.TERTAHAN), ("z.pdf", S.DITERIMA)]
    assert (folder / "rusak.pdf").exists()
    with db.reading(parts.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        assert kerja.hitungan(session, tu).macam(Macam.KIRIMAN) == queries.perlu(session, tu) == 1
        (held,) = queries.datang(session, tu, perlu=True)
        held_id = held.id
        assert held.alasan.startswith("Gagal diolah karena galat yang tidak terduga (ZeroDivisionError).")
        assert session.scalars(select(Kanal)).one().galat == ""
    client = masuk("tu.dinsos")
    page = client.get(f"/kiriman/{held_id}").get_data(as_text=True)
    assert "Gagal diolah." in page and "Coba lagi" in page and "Sudah diurus" in page
    assert masuk("tu.diskominfo").get(f"/kiriman/{held_id}").status_code == 404
    assert client.post(f"/kiriman/{held_id}/coba").status_code == 400  # KEAMANAN: WEB-01

    with db.transaction(parts.engine) as session:
        actions.coba_lagi(session, tu, session.get_one(Kiriman, held_id))
    assert actions.jalan(parts)

    assert {status for _, status in statuses(parts)} == {S.DITERIMA}
    assert not (folder / "rusak.pdf").exists()
    with db.reading(parts.engine) as session:
        assert len(session.scalars(select(Pindaian)).all()) == 3
        assert kerja.hitungan(session, tu).macam(Macam.KIRIMAN) == 0


def test_a_channel_that_is_full_says_so_and_goes_on_the_next_day(parts: Services) -> None:  # KEAMANAN: UPL-02
    clock.set_clock(clock.now())
    folder = put(parts, "a.pdf", "b.pdf", "c.pdf")

    putar(parts, kuota=2)
    with db.reading(parts.engine) as session:
        said = session.scalars(select(Kanal)).one().kabar
    putar(parts)
    full = statuses(parts)
    clock.set_clock(kuota.esok() + timedelta(minutes=1))
    putar(parts)

    assert said.startswith("Batas 2 kiriman sehari tercapai.")
    assert full == [("a.pdf", S.DITERIMA), ("b.pdf", S.DITERIMA)]
    assert [name for name, _ in statuses(parts)] == ["a.pdf", "b.pdf", "c.pdf"]
    assert not list(folder.glob("*.pdf"))
    with db.reading(parts.engine) as session:
        assert session.scalars(select(Kanal)).one().kabar == ""


def test_what_was_not_taken_is_looked_after_once(parts: Services, kota_kecil: makers.Kota) -> None:
    folder = put(parts)
    (folder / "daftar.docx").write_bytes(b"PK\x03\x04")
    os.utime(folder / "daftar.docx", (time.time() - 60, time.time() - 60))
    putar(parts)

    with db.transaction(parts.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        (refused,) = queries.datang(session, tu, perlu=True)
        actions.urus(session, tu, refused)

    with db.reading(parts.engine) as session:
        assert (queries.perlu(session, tu), kerja.hitungan(session, tu).macam(Macam.KIRIMAN)) == (0, 0)
        assert len(queries.datang(session, tu)) == 1
