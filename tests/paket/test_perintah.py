"""`eoffice paket`: out, checked, and in again, with exit codes that a script can go by."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import makers
import pytest
from sqlalchemy import select, update

from eoffice import clock, db, titik
from eoffice.cli import paket as perintah
from eoffice.paket.models import Impor
from eoffice.paket.states import SEWA
from eoffice.pdf.kata import tanggal_pukul
from eoffice.web.services import Services

from . import kantor
from .test_arsip_lama import BAIK, KEPALA

pytestmark = pytest.mark.sekali
Run = Callable[..., tuple[int, str]]


class Mati(BaseException):
    """The process is killed here."""


def test_a_berkas_goes_out_is_checked_and_a_changed_byte_is_found(
    run: Run, services: Services, kota_kecil: makers.Kota, tmp_path: Path
) -> None:
    berkas_id, out = kantor.berkas(services, kota_kecil), tmp_path / "paket.zip"
    order = ("paket", "ekspor", str(out), "--sebagai", "arsiparis.dinsos", "--berkas", str(berkas_id))

    code, said = run(*order)

    assert code == 0 and f"{out}: {out.stat().st_size} bita, SHA-256 " in said and "2 dari 2 arsip." in said
    code, said = run(*order)
    assert code == 1 and "sudah ada dan tidak ditimpa" in said
    code, said = run("paket", "periksa", str(out))
    assert code == 0 and "sesuai sidiknya" in said
    with zipfile.ZipFile(out) as opened:
        opened.extractall(tmp_path / "isi")
    (pdf, *_) = sorted((tmp_path / "isi").rglob("dokumen.pdf"))
    pdf.write_bytes(pdf.read_bytes() + b" ")
    code, said = run("paket", "periksa", str(tmp_path / "isi"))
    assert code == 2 and "Isinya berbeda: data/rekaman/00000" in said
    # Somebody else's rights give nothing, and a name that nobody has is said.
    assert run(*order[:2], str(tmp_path / "b.zip"), *order[3:4], "arsiparis.diskominfo", *order[5:])[0] == 1
    code, said = run(*order[:2], str(tmp_path / "b.zip"), *order[3:4], "tak.ada", *order[5:])
    assert (code, "Tidak ada akun bernama tak.ada." in said) == (1, True)


def test_an_import_that_another_worker_holds_says_until_when_and_goes_on(
    run: Run, services: Services, kota_kecil: makers.Kota, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction(services.engine) as session:
        kantor.kode_kecil(session)
    (tmp_path / "daftar.csv").write_bytes(kantor.daftar(KEPALA, ("", *BAIK[1:5], "", "Rak 2", "")))
    order = ("paket", "impor", str(tmp_path), "--sebagai", "arsiparis.dinsos", "--asal", "Lemari lama",
             "--unit", kota_kecil.unit["dinsos"].kode)  # fmt: skip
    until = clock.now() + SEWA
    waited = 0

    def hold(reached: str) -> None:
        if reached == "impor_diperiksa" and not waited:  # killed between the portion and its end: the lease stays
            titik.install(None)
            raise Mati

    def wait(_seconds: float) -> None:
        nonlocal waited
        waited += 1
        if waited == 2:  # that worker has died, or has given it back
            with db.transaction(services.engine) as session:
                session.execute(update(Impor).values(sewa_at=None))

    monkeypatch.setattr(perintah, "time", SimpleNamespace(sleep=wait))
    titik.install(hold)
    try:
        with pytest.raises(Mati):
            run(*order)
    finally:
        titik.install(None)
    with db.reading(services.engine) as session:
        number, lease = session.execute(select(Impor.id, Impor.sewa_at)).one()
    assert lease is not None and lease >= until

    code, said = run(*order, "--lanjutkan", str(number))

    assert (code, waited) == (0, 2)
    line = f"Porsi ini dipegang pekerja lain atau terhenti di tengah; dilanjutkan paling lambat {tanggal_pukul(lease)}."
    assert said.count(line) == 1 and "Dapat dimasukkan: 1" in said


def test_a_folder_comes_in_and_its_wrong_rows_are_named(
    run: Run, services: Services, kota_kecil: makers.Kota, tmp_path: Path
) -> None:
    with db.transaction(services.engine) as session:
        kantor.kode_kecil(session)
    folder = tmp_path / "arsip"
    folder.mkdir()
    (folder / "beras.pdf").write_bytes(kantor.PDF)
    (folder / "daftar.csv").write_bytes(kantor.daftar(KEPALA, BAIK, ("2", "31/02/2019", "x", *BAIK[3:])))
    order = ("paket", "impor", str(folder), "--sebagai", "arsiparis.dinsos", "--asal", "Lemari lama",
             "--unit", kota_kecil.unit["dinsos"].kode)  # fmt: skip

    code, said = run(*order)

    assert code == 2 and "Dapat dimasukkan: 1" in said and "“31/02/2019” bukan tanggal." in said
    number = next(line for line in said.splitlines() if line.startswith("Impor ")).split()[1].rstrip(".")
    code, said = run(*order, "--lanjutkan", number, "--masukkan")
    assert code == 2 and "Masuk: 1" in said
    # Stopped after its last portion and taken up again, or brought once more: the report, and no failure.
    code, said = run(*order, "--lanjutkan", number, "--masukkan")
    assert code == 2 and "Masuk: 1" in said
    (folder / "daftar.csv").write_bytes(kantor.daftar(KEPALA, BAIK))
    code, said = run(*order, "--masukkan")
    assert code == 0 and "Sudah ada: 1" in said
    # Columns that nobody can guess are named, with the way on.
    (folder / "daftar.csv").write_bytes(b"Foo;Bar\n1;2\n")
    code, said = run(*order)
    number = next(line for line in said.splitlines() if line.startswith("Impor ")).split()[1].rstrip(".")
    assert code == 1 and "hal (Hal): Pilih kolomnya." in said and "Kolom pada daftar: Foo, Bar." in said
    code, said = run(*order, "--lanjutkan", number, "--kolom", "hal=Foo", "--kolom", "kode_klasifikasi=Bar")
    assert code == 2 and "baris 2, Kode klasifikasi:" in said
    (folder / "daftar.csv").write_bytes(kantor.daftar(KEPALA, BAIK))
    code, said = run(*order)
    assert code == 0 and "Sudah ada: 1" in said
