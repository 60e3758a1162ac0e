"""Files from people: never stored before they were found clean, never over a limit, never removed by a click."""

import ast
import io
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import client as browser
import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from eoffice import db, storage
from eoffice.akses.rights import Sifat
from eoffice.app import create_app
from eoffice.disposisi.models import BerkasLaporan, DisposisiPenerima, TindakLanjut
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.sandbox import runner
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.keamanan import cerita
from tests.naskah import kantor
from tests.surat_masuk import buatan, surat

Masuk = Callable[..., FlaskClient]
ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "eoffice").rglob("*.py"))


def keys_of(services: Services) -> set[str]:
    """Every key in the store."""
    return {key for key, _written in services.store.keys()}  # noqa: SIM118 - a store is not a dict


def unggah(client: FlaskClient, path: str, data: dict[str, Any]) -> Any:
    """Send a form with a file; put together in memory, so that no temporary file of the test client stays open."""
    fields = {"csrf_token": browser.token(client), "kunci": secrets.token_urlsafe(18), **data}
    boundary, body = encode_multipart(fields)
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


class Pintu:
    """The three places where a file comes in, with somebody who may use each."""

    def __init__(self, services: Services, kota: makers.Kota) -> None:
        self.services, self.kota = services, kota
        self.naskah_id, _ = kantor.made(services.engine, kota, kantor.konsep)
        with db.transaction(services.engine) as session:
            made = surat.tercatat(session, kota)
            surat.didisposisikan(session, kota, made)
            self.penerima_id = surat.bagian(session, made, kota, "kabid.diskominfo").id

    def lampiran(self, client: FlaskClient, content: bytes, name: str) -> Any:
        data = {
            "judul": "Data",
            "versi": self._version(Naskah, self.naskah_id),
            "berkas": FileStorage(io.BytesIO(content), name),
        }
        return unggah(client, f"/naskah/{self.naskah_id}/lampiran", data)

    def pindaian(self, client: FlaskClient, content: bytes, name: str) -> Any:
        data = {
            "tujuan_jabatan_id": str(self.kota["kadis.dinsos"].jabatan.id),
            "asal_teks": "PT Uji",
            "nomor_surat": f"{len(content)}/PT/2026",
            "tanggal_surat": "2026-11-16",
            "hal": "Permohonan",
            "sifat": "biasa",
            "urgensi": "biasa",
            "cara_terima": "langsung",
            "berkas": FileStorage(io.BytesIO(content), name),
        }
        return unggah(client, "/surat-masuk/registrasi", data)

    def laporan(self, client: FlaskClient, content: bytes, name: str) -> Any:
        versi = self._version(DisposisiPenerima, self.penerima_id)
        data = {"uraian": "Sudah dikerjakan", "versi": versi, "berkas": FileStorage(io.BytesIO(content), name)}
        return unggah(client, f"/disposisi/{self.penerima_id}/laporan", data)

    def _version(self, model: Any, row_id: int) -> str:
        with db.reading(self.services.engine) as session:
            return str(session.get_one(model, row_id).version)

    def rows(self) -> tuple[int, int, int]:
        """How many files are known at each place."""
        with db.reading(self.services.engine) as session:
            return (
                len(session.scalars(select(Lampiran.id)).all()),
                len(session.scalars(select(SuratMasuk.id).where(SuratMasuk.berkas_key.is_not(None))).all()),
                len(session.scalars(select(TindakLanjut.id)).all()),
            )

    def objects(self) -> int:
        """How many objects the store holds."""
        return len(keys_of(self.services))


PINTU = {"lampiran": "staf.dinsos", "pindaian": "tu.dinsos", "laporan": "kabid.diskominfo"}


def signed_in(services: Services, who: str, **limits: int) -> FlaskClient:
    small = replace(services.settings, **limits)
    return browser.masuk(create_app(small, services=replace(services, settings=small)).test_client(), who)


# -- UPL-02 -------------------------------------------------------------------------------------------------------


def test_a_file_over_the_limit_is_refused_everywhere_and_the_limit_is_told(
    services: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: UPL-02
    doors = Pintu(services, kota_kecil)

    for door, who in PINTU.items():
        client = signed_in(services, who, max_upload=1024 * 1024)
        answer = getattr(doors, door)(client, b"%PDF-1.7\n" + b"0" * 1024 * 1024, "besar.pdf")
        assert answer.status_code == 413 and "1 MB" in answer.text, door

    assert (doors.rows(), doors.objects()) == ((0, 0, 0), 0)


def test_the_limit_stands_beside_the_field_also_below_a_megabyte(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: UPL-02
    doors = Pintu(services, kota_kecil)
    pages = {
        "staf.dinsos": f"/naskah/{doors.naskah_id}/sunting",
        "tu.dinsos": "/surat-masuk/registrasi",
        "kabid.diskominfo": f"/disposisi/{doors.penerima_id}",
    }

    for who, page in pages.items():
        shown = signed_in(services, who, max_upload=200 * 1024).get(page).text
        assert "paling besar 200 KB" in shown and "0 MB" not in shown.replace("200 MB", ""), page


def test_a_day_has_its_limit_everywhere(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: UPL-02
    doors, sheet = Pintu(services, kota_kecil), buatan.pdf()

    for door, who in PINTU.items():
        client = signed_in(services, who, daily_upload=len(sheet) - 1)
        assert getattr(doors, door)(client, sheet, "data.pdf").status_code == 413, door

    assert (doors.rows(), doors.objects()) == ((0, 0, 0), 0)


def test_a_day_is_one_for_all_doors(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: UPL-02
    doors, sheet = Pintu(services, kota_kecil), buatan.pdf()
    room = -(-len(sheet) // 1024) * 1024  # for one of them
    client = signed_in(services, "tu.dinsos", daily_upload=room)

    first = doors.pindaian(client, sheet, "pertama.pdf")
    with db.transaction(services.engine) as session:
        konsep = kantor.actions.buat(session, kota_kecil["tu.dinsos"].actor(session), "surat_dinas").id
    data = {"versi": "1", "judul": "Data", "berkas": (io.BytesIO(sheet), "kedua.pdf")}
    second = browser.kirim(client, f"/naskah/{konsep}/lampiran", data)

    assert (first.status_code, second.status_code) == (303, 413)
    assert doors.rows()[:2] == (0, 1)


def test_a_naskah_takes_twenty_files(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: UPL-02
    doors = Pintu(services, kota_kecil)
    with db.transaction(services.engine) as session:
        naskah = session.get_one(Naskah, doors.naskah_id)
        actor, blob = kota_kecil["staf.dinsos"].actor(session), services.store.put(io.BytesIO(b"x"))
        for n in range(20):
            kantor.actions.lampirkan(
                session, actor, naskah, judul=f"{n}", nama=f"{n}.pdf", nama_asli=f"{n}.pdf", mime="application/pdf",
                blob=blob, halaman=1, bersih=None,
            )  # fmt: skip

    answer = doors.lampiran(masuk("staf.dinsos"), buatan.pdf(), "kedua-puluh-satu.pdf")

    assert answer.status_code == 422 and "20 lampiran" in answer.text
    assert doors.rows()[0] == 20


def test_a_request_over_the_limit_is_refused_before_it_is_read(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: UPL-02, WEB-09
    client = signed_in(services, "staf.dinsos", max_request=64 * 1024)

    class Endless(io.RawIOBase):
        """A body that fails the test when somebody starts reading it."""

        def readinto(self, _buffer: Any) -> int:
            raise AssertionError("dibaca")

    answer = client.post(
        "/surat-masuk/registrasi",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(64 * 1024 + 1), "wsgi.input": Endless()},
    )

    assert answer.status_code == 413


def test_the_defaults_are_those_that_were_asked_for(services: Services) -> None:
    # KEAMANAN: UPL-02
    s = services.settings

    assert (s.max_upload, s.max_request, s.daily_upload) == (25 << 20, 100 << 20, 2 << 30)


# -- UPL-04 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["ditolak", "tidak menjawab", "penuh"])
def test_nothing_is_kept_until_it_was_found_clean(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    # KEAMANAN: UPL-04
    doors = Pintu(services, kota_kecil)
    content, expected = buatan.pdf(), 422
    if state == "ditolak":
        content = b"%PDF-1.7\nbukan pdf yang sebenarnya"
    if state == "tidak menjawab":
        monkeypatch.setattr(runner, "WALL", 0.0)  # the child is killed before it can say anything
    if state == "penuh":
        places = runner._Places(1)
        monkeypatch.setattr(runner, "_places", places)
        monkeypatch.setattr(runner, "PATIENCE", 0.05)
        assert places.take()
        expected = 503

    for door, who in PINTU.items():
        answer = getattr(doors, door)(masuk(who), content, "berkas.pdf")
        assert answer.status_code == expected, door
        assert (doors.rows(), doors.objects()) == ((0, 0, 0), 0), door


def test_what_was_found_clean_is_kept_with_its_row(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: UPL-04
    doors = Pintu(services, kota_kecil)

    codes = [getattr(doors, door)(masuk(who), buatan.pdf(), "bersih.pdf").status_code for door, who in PINTU.items()]

    assert codes == [303, 303, 303]
    assert doors.rows() == (1, 1, 1)


# -- OBJ-02, OTR-13 -----------------------------------------------------------------------------------------------


def test_removing_a_lampiran_leaves_its_object_in_the_store(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OBJ-02
    doors, writer = Pintu(services, kota_kecil), masuk("staf.dinsos")
    assert doors.lampiran(writer, buatan.pdf(), "data.pdf").status_code == 303
    before = keys_of(services)
    with db.reading(services.engine) as session:
        row = session.scalars(select(Lampiran)).one()
        blob = storage.Blob(row.key, row.size, row.sha256)
        path = f"/naskah/{doors.naskah_id}/lampiran/{row.id}/hapus"

    assert kirim(writer, path, {"versi": "1"}).status_code == 303

    assert doors.rows()[0] == 0
    assert keys_of(services) == before
    services.store.open(blob).close()


def calls(name: str) -> set[str]:
    """Modules with a call of a method of this name."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                found.add(f"{path.relative_to(ROOT).as_posix()}: {ast.unparse(node.func.value)}")
    return found


def test_only_the_sweep_and_a_determined_destruction_remove_objects() -> None:
    # KEAMANAN: OBJ-02, OBJ-03
    stores = {c for c in calls("remove") if c.endswith(("store", "storage", "bucket", "self._client", "client"))}
    # The second is the worker's, thirty days after the berita acara of a destruction.
    assert stores == {"eoffice/storage/upkeep.py: store", "eoffice/penyusutan/actions/objek.py: store"}

    users = {c.partition(":")[0] for c in calls("sapu")}
    # The page only tries: it shows what the command would remove.
    assert users == {"eoffice/cli/periksa.py", "eoffice/pemeriksaan.py", "eoffice/simpanan/routes.py"}


def test_no_address_leads_past_the_application(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-13
    said = "".join(path.read_text("utf-8") for path in SOURCES).lower()
    assert "presign" not in said
    told = cerita.tulis(services, kota_kecil, "unduhan", sifat=Sifat.BIASA)
    with db.reading(services.engine) as session:
        row = session.get_one(Naskah, told.naskah_id)
        keys = [
            row.pdf_key or "-",
            *session.scalars(select(Lampiran.key)),
            *session.scalars(select(BerkasLaporan.key)),
        ]
    reader = masuk("kadis.diskominfo")

    for path in (
        f"/surat-masuk/{told.surat_id}",
        f"/surat-masuk/{told.surat_id}/unduh",
        f"/disposisi/{told.penerima_id}",
    ):
        answer = reader.get(path)
        assert answer.status_code == 200 and "Location" not in answer.headers
        head = str(answer.headers) + (answer.text if answer.mimetype == "text/html" else "")
        assert [key for key in keys if key and key in head] == []


def test_a_key_is_never_made_of_what_somebody_typed(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-13, UPL-13
    doors = Pintu(services, kota_kecil)

    assert doors.lampiran(masuk("staf.dinsos"), buatan.pdf(), "../../etc/passwd.pdf").status_code == 303

    keys = keys_of(services)
    assert keys and not any("passwd" in key or ".." in key for key in keys)
