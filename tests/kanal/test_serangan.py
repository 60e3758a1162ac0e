"""What strangers put into a channel to stop it, to hide a letter of others, or to wear out the worker."""

import os
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from eoffice import clock, db, sandbox
from eoffice.akses.rights import Sifat
from eoffice.errors import EofficeError
from eoffice.kanal import actions, document
from eoffice.kanal.actions import pos_el
from eoffice.kanal.models import Kanal
from eoffice.kanal.states import Jenis
from eoffice.naskah.states import Urgensi
from eoffice.pindaian import actions as pindaian
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Sumber
from eoffice.sandbox import runner
from eoffice.setelan import Masukan
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import CaraTerima
from eoffice.web.services import Services
from tests.langkah import langkah
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
    now, made = datetime.now(UTC), list[bytes]()

    def steps(said: str) -> int:
        pesan = document.PosEl("Siapa", "Dinas", "Panjang sekali", None, now, said, [])
        return langkah(lambda: made.append(document.render(pesan)))

    steps("a")  # what is kept from the first time on
    assert steps(teks) < 1.5 * steps(teks[: document.TERPANJANG])
    pages = sandbox.teks_pdf(made[1])
    assert len(pages) < 20 and "Selebihnya tidak dicetak di sini" in pages[-1]


@pytest.mark.sekali
def test_a_message_of_ten_thousand_parts_or_endless_depth_is_kept_and_hurts_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # KEAMANAN: UPL-12
    head = b"From: a@b.example\r\nSubject: Bom\r\nMIME-Version: 1.0\r\n"
    part = b"--x\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-1.7\r\n"
    wide = head + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part * 10_000 + b"--x--\r\n"
    deep = head
    for n in range(400):
        deep += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
    monkeypatch.setattr(runner, "WALL", 600.0)  # it is refused for what it is, not because it took too long

    for bomb, why in ((wide, "terlalu banyak bagian"), (deep + b"\r\nx", "bersarang terlalu dalam")):
        with pytest.raises(sandbox.Refused, match=why):
            sandbox.baca_pos_el(bomb)


@pytest.mark.sekali
def test_an_attached_zip_stays_in_the_message() -> None:  # KEAMANAN: UPL-01
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.example", "Arsip"
    made.set_content("Terlampir.")
    made.add_attachment(b"PK\x03\x04" + b"0" * 500, maintype="application", subtype="zip", filename="surat.pdf.zip")
    result = sandbox.baca_pos_el(made.as_bytes())

    documents, parts = pos_el._documents(None, {**result.info, "isi": result.content})  # type: ignore[arg-type]

    assert [p["keadaan"] for p in parts] == ["tetap di dalam pos-el (bukan PDF, JPG, atau PNG)"]
    assert [d.nama for d in documents] == ["Arsip.pdf"]  # the words themselves


def test_two_workers_take_the_same_file_once(services: Services, kota_kecil: makers.Kota, tmp_path: Path) -> None:
    # KEAMANAN: TRX-03
    known = replace(services, settings=replace(services.settings, masukan=Masukan(folder=str(tmp_path / "pantau"))))
    with db.transaction(known.engine) as session:
        admin = kota_kecil["admin"].actor(session)
        actions.buat(session, admin, known, actions.IsianKanal(kota_kecil.unit["dinsos"].id, Jenis.FOLDER))
    assert actions.jalan(known)
    path = tmp_path / "pantau" / "dinsos" / "a.pdf"
    path.write_bytes(buatan.pdf(1))
    os.utime(path, (time.time() - 90, time.time() - 90))
    with db.transaction(known.engine) as session:
        session.scalars(select(Kanal)).one().periksa_at = clock.now()
    done: list[bool] = []
    workers = [threading.Thread(target=lambda: done.append(actions.jalan(known))) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(done) == [False, False, True]
    with db.reading(known.engine) as session:
        assert len(session.scalars(select(Pindaian)).all()) == 1


def test_two_tu_who_register_the_same_scan_at_once_make_one_surat(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: TRX-02
    with db.transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        scan_id = pindaian.tiba(
            session, services, opd_id=tu.opd_id, sumber=Sumber.UNGGAH, isi=buatan.pdf(1), nama="a.pdf", oleh=tu
        ).pindaian.id
    pindaian.periksa(services, scan_id)
    isian = surat_masuk.Isian(
        kota_kecil["kadis.dinsos"].jabatan.id, "Universitas", "1/A", None, "Permohonan", "", Sifat.BIASA, Urgensi.BIASA,
        CaraTerima.LANGSUNG,
    )  # fmt: skip
    both, outcome = threading.Barrier(2), []

    def register() -> None:
        try:
            with db.transaction(services.engine) as own:
                row = own.get_one(Pindaian, scan_id)
                if services.engine.dialect.name == "postgresql":
                    both.wait(10)  # both have seen that it waits
                pindaian.daftarkan(own, tu, row, surat_masuk.registrasi(own, tu, isian, None).id)
            outcome.append("tercatat")
        except (EofficeError, StaleDataError, IntegrityError) as error:
            outcome.append(type(error).__name__)

    threads = [threading.Thread(target=register) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcome.count("tercatat") == 1
    with db.reading(services.engine) as session:
        assert [s.nomor_agenda for s in session.scalars(select(SuratMasuk))] == [1]
