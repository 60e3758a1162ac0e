"""Files that go with a konsep, after they were taken off again: what the sweep removes, and what a version keeps."""

import io
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, db, pemeriksaan, storage
from eoffice.cli.perintah import parser
from eoffice.naskah import actions
from eoffice.naskah.models import Naskah
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.web.services import Services
from tests.naskah import kantor

Masuk = Callable[..., FlaskClient]


def _lampirkan(session: Session, services: Services, kota: Kota, naskah: Naskah, judul: str) -> tuple[int, set[str]]:
    kept, clean = (services.store.put(io.BytesIO(f"{judul} {n}".encode())) for n in range(2))
    row = actions.lampirkan(
        session, kota["staf.dinsos"].actor(session), naskah, judul=judul, nama=f"{judul}.pdf",
        nama_asli=f"{judul}.pdf", mime="application/pdf", blob=kept, halaman=1, bersih=clean,
    )  # fmt: skip
    return row.id, {kept.key, clean.key}


def _sapu(services: Services, engine: Engine, *, days: int) -> set[str]:
    with db.reading(engine) as session:
        known = {blob.key for blob in pemeriksaan.blobs(session)}
    at = clock.now() + timedelta(days=days)
    return set(storage.sapu(services.store, known, at, dry_run=False, share=1).removed)


def test_a_lampiran_that_nobody_was_shown_is_swept_after_its_grace(
    services: Services, engine: Engine, kota_kecil: Kota
) -> None:  # KEAMANAN: OBJ-02, OBJ-03
    with db.transaction(engine) as session:
        naskah = kantor.konsep(session, kota_kecil)
        gone, keys = _lampirkan(session, services, kota_kecil, naskah, "salah-unggah")
        stays, _ = _lampirkan(session, services, kota_kecil, naskah, "benar")
        actions.hapus_lampiran(session, kota_kecil["staf.dinsos"].actor(session), naskah, gone)
        assert [x.id for x in naskah.lampiran] == [stays]

    assert _sapu(services, engine, days=0) == set()
    assert _sapu(services, engine, days=2) == keys


def test_a_lampiran_that_a_version_shows_is_kept_though_it_was_taken_off(
    services: Services, engine: Engine, kota_kecil: Kota
) -> None:  # KEAMANAN: OBJ-02, CNT-06
    with db.transaction(engine) as session:
        naskah = kantor.konsep(session, kota_kecil)
        shown, keys = _lampirkan(session, services, kota_kecil, naskah, "data-lama")
        staf = kota_kecil["staf.dinsos"].actor(session)
        actions.ajukan(session, staf, naskah)
        actions.kembalikan(session, kota_kecil["kabid.dinsos"].actor(session), naskah, "Perbarui lampirannya.")
        actions.hapus_lampiran(session, staf, naskah, shown)
        again, _ = _lampirkan(session, services, kota_kecil, naskah, "data-baru")
        actions.ajukan(session, staf, naskah)
        naskah_id = naskah.id

    assert _sapu(services, engine, days=400) == set()
    with db.reading(engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        assert [x.id for x in naskah.lampiran] == [again]
        assert [[judul for judul, _ in v.isi["lampiran"]] for v in naskah.versi_rows] == [["data-lama"], ["data-baru"]]
        blobs = {b.key: b for b in pemeriksaan.blobs(session)}
        kept: list[Blob] = [blobs[key] for key in keys]
    for blob in kept:
        services.store.open(blob).close()


@pytest.mark.parametrize(("typed", "share"), [([], 1), (["--bagian", "40"], 40)])
def test_a_small_office_can_let_the_sweep_take_a_larger_part(typed: list[str], share: int) -> None:
    assert parser().parse_args(["simpan", "sapu", *typed]).bagian == share


def test_blank_pages_of_a_lampiran_are_no_paper(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    blank = pikepdf.new()
    for _ in range(3):
        blank.add_blank_page()
    out = io.BytesIO()
    blank.save(out)
    kantor.sertifikat(services, kota_kecil)
    with db.transaction(services.engine) as session:
        konsep = kantor.konsep(session, kota_kecil)
        naskah_id, versi = konsep.id, str(konsep.version)
    data = {"versi": versi, "berkas": (io.BytesIO(out.getvalue()), "kosong.pdf"), "judul": "Kosong"}
    sent = kirim(masuk("staf.dinsos"), f"/naskah/{naskah_id}/lampiran", data, content_type="multipart/form-data")
    assert sent.status_code == 303
    with db.transaction(services.engine) as session:
        staf, naskah = kota_kecil["staf.dinsos"].actor(session), session.get_one(Naskah, naskah_id)
        actions.ajukan(session, staf, naskah)
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah)
        seen = naskah.content_sha256()
    with db.reading(services.engine) as session:
        kadis = kota_kecil["kadis.dinsos"].actor(session)
    actions.tandatangani(services, kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)

    with db.reading(services.engine) as session:
        issued = session.scalars(select(Peristiwa).where(Peristiwa.jenis == "naskah.diterbitkan")).one()
        assert (issued.rincian["lampiran"], issued.rincian["lampiran_kosong"]) == (0, 3)
        assert session.get_one(Naskah, naskah_id).lampiran_halaman == 3
