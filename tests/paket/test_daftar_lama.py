"""Lists as offices keep them: titles above the columns, dates in every shape; and an import that somebody gives up."""

from datetime import date
from xml.etree import ElementTree

import makers
import pytest
from sqlalchemy import select

from eoffice import db, outbox
from eoffice.akses.actor import SISTEM
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Media
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.errors import Conflict
from eoffice.paket import actions, queries
from eoffice.paket.actions import nilai, pekerja
from eoffice.paket.baca import kolom
from eoffice.paket.models import Impor, ImporBerkas
from eoffice.paket.states import Format, StatusImpor
from eoffice.web.services import Services
from tests.sandbox import hostile

from . import kantor
from .test_arsip_lama import KERTAS, arsip_lama


def test_a_list_with_a_title_above_its_columns_is_read_as_people_write_them(
    services: Services, kota_kecil: makers.Kota
) -> None:
    head = ("No", "Nomor Surat", "Tanggal", "Uraian", "Kode Klas.", "Lokasi")
    rows = [
        ("", "DAFTAR ARSIP INAKTIF, KELURAHAN SUKAMAJU", "", "", "", ""), ("",) * 6, head,
        ("1", "470/1", "43500", "Pengantar, satu lembar", "000.8.3.3", "Boks 1"), ("",) * 6,
        ("2", "470/2", "12/3/19", "Undangan", "000.8.3.3", "Boks 1"), ("3", "470/3", "31/02/19", "Undangan", "000.8.3.3", "Boks 1"),
    ]  # fmt: skip
    text = "\r\n".join(";".join(row) for row in rows)

    impor = kantor.bawa(services, kota_kecil, kantor.zip_dari([("daftar.csv", text.encode("cp1252"))]))
    assert impor.pemetaan == {
        "nomor": "Nomor Surat", "tanggal": "Tanggal", "hal": "Uraian", "kode_klasifikasi": "Kode Klas.", "lokasi": "Lokasi",
    }  # fmt: skip
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))
    kantor.langkah(services, kota_kecil, impor.id)

    with db.reading(services.engine) as session:
        told = [(line[0], line[1], line[5]) for line in actions.laporan(session, session.get_one(Impor, impor.id))]
        assert told == [("4", "Masuk", ""), ("6", "Masuk", ""), ("7", "Perlu diperbaiki", "“31/02/19” bukan tanggal.")]
        found = session.execute(select(ArsipImpor.asal_id, ArsipImpor.tanggal, ArsipImpor.hal).order_by(ArsipImpor.id))
        assert [tuple(row) for row in found] == [
            ("baris 4", date(2019, 2, 4), "Pengantar, satu lembar"),
            ("baris 6", date(2019, 3, 12), "Undangan"),
        ]
        assert list(session.scalars(select(Berkas.media).distinct())) == [Media.KERTAS]  # nothing of it but a place


@pytest.mark.sekali
def test_a_folder_zipped_as_people_zip_it_finds_its_files_and_not_what_the_computer_left(
    services: Services, kota_kecil: makers.Kota
) -> None:
    """The folder itself in the ZIP, names as in it, backslashes, no folder or no .pdf; an Excel still open, and a Mac."""
    names = ("surat/001.pdf", "surat\\002.PDF", "003", "Arsip lama/surat/004.pdf", "surat/000.pdf")
    rows = [(f"{n}/X", f"0{n}/08/2019", "Undangan", "000.8.3.3", name) for n, name in enumerate(names, start=1)]
    listed = kantor.daftar(("Nomor", "Tanggal", "Hal", "Kode", "File"), *rows)
    made = [
        ("Arsip lama/daftar.csv", listed),
        ("Arsip lama/~$daftar.xlsx", b"x"),
        ("__MACOSX/Arsip lama/._001.pdf", b"x"),
    ]
    made += [(f"Arsip lama/surat/00{n}.pdf", hostile.pdf(text=f"Undangan {n}")) for n in range(1, 5)]
    made += [("Arsip lama/surat/Thumbs.db", b"x")]

    impor = kantor.bawa(services, kota_kecil, kantor.zip_dari(made))
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))

    with db.reading(services.engine) as session:
        row = session.get_one(Impor, impor.id)
        assert [(line[1], line[5]) for line in actions.laporan(session, row)] == [
            *([("Dapat dimasukkan", "")] * 4),
            ("Perlu diperbaiki", "File “surat/000.pdf” tidak ada."),
        ]
        assert queries.tak_disebut(session, row) == (0, [])


def test_a_file_that_lies_elsewhere_under_the_same_name_is_not_taken_for_the_one_beside_the_list(
    services: Services, kota_kecil: makers.Kota
) -> None:
    head, row = ("Nomor", "Tanggal", "Hal", "Kode", "File"), ("1/X", "01/08/2019", "Undangan", "000.8.3.3", "surat.pdf")
    beside, elsewhere = hostile.pdf(text="Undangan"), hostile.pdf(text="Bukan yang itu")
    made = [
        ("data/surat.pdf", beside),
        ("data/daftar.csv", kantor.daftar(head, row)),
        ("surat.pdf", elsewhere),
    ]

    impor = kantor.bawa(services, kota_kecil, kantor.zip_dari(made))

    with db.reading(services.engine) as session:
        bahan = nilai.gather(session, impor.id, SISTEM)
        found = session.get_one(ImporBerkas, bahan.berkas["surat.pdf"])
        assert found.nama == "data/surat.pdf"


@pytest.mark.sekali
def test_berkas_with_numbers_of_their_own_are_not_put_together(services: Services, kota_kecil: makers.Kota) -> None:
    head = ("Nomor Berkas", "Nomor Surat", "Tanggal", "Perihal", "Kode", "Boks")
    rows = [
        (berkas, f"{n}/X", f"0{n}/08/2019", "Undangan", "000.8.3.3", "1") for n, berkas in enumerate("1122", start=1)
    ]
    for part in (rows[:3], rows):  # the second brings what the first left out
        impor = kantor.bawa(services, kota_kecil, kantor.zip_dari([("daftar.csv", kantor.daftar(head, *part))]))
        assert impor.pemetaan["nomor_berkas"] == "Nomor Berkas" and "judul_berkas" not in impor.pemetaan
        impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))
        kantor.langkah(services, kota_kecil, impor.id)

    with db.reading(services.engine) as session:
        found = session.execute(select(Berkas.judul, Berkas.jumlah).order_by(Berkas.id)).tuples().all()
        assert [tuple(row) for row in found] == [
            ("Uji 2019 (impor), berkas 1", 2),
            ("Uji 2019 (impor), berkas 2", 2),
        ]
        berkas_id = session.scalars(select(Berkas.id).order_by(Berkas.id)).first()
        assert berkas_id is not None
    # Columns of a list are called as somebody liked; the XML of a package holds them all the same.
    content = kantor.isi_zip(kantor.paket(services, kota_kecil, berkas_id, Format.BAGIT))
    told = ElementTree.fromstring(content["data/rekaman/000001/metadata.xml"])
    assert "Nomor Surat" in {e.get("nama") for e in told.iter()}


def test_an_import_is_given_up_before_anything_came_in_and_never_after(
    services: Services, kota_kecil: makers.Kota
) -> None:
    content = arsip_lama(KERTAS)
    first = kantor.bawa(services, kota_kecil, content)
    second = kantor.bawa(services, kota_kecil, content)
    second = kantor.langkah(services, kota_kecil, second.id, pemetaan=dict(second.pemetaan))
    kantor.langkah(services, kota_kecil, second.id)

    with db.transaction(services.engine) as session:
        actor = kota_kecil["arsiparis.dinsos"].actor(session)
        row = session.get_one(Impor, first.id)
        actions.batalkan(session, actor, row)
        assert (row.status, row.key) == (StatusImpor.DIBATALKAN, None)
        with pytest.raises(Conflict, match="“Dibatalkan”"):
            actions.petakan(session, actor, row, dict(first.pemetaan))
        with pytest.raises(Conflict, match="“Selesai”"):
            actions.batalkan(session, actor, session.get_one(Impor, second.id))
    assert not actions.kerjakan(services)


@pytest.mark.parametrize(
    "typed",
    [
        "5 Maret 2014",
        "05-Mar-14",
        "5/MARET/2014",
        "Rabu, 5 Maret 2014",
        "5 Mrt. 2014",
        "05.03.2014",
        "2014-03-05",
        "41703",
    ],
)
def test_a_date_is_read_in_every_way_an_office_writes_it(typed: str) -> None:
    assert kolom.tanggal(typed) == date(2014, 3, 5)


def test_months_in_old_spelling_and_of_an_english_excel_are_known() -> None:
    typed = ("3 Pebruari 1998", "3 Nopember 1998", "3-Aug-98", "3-Dec-98", "3 Ags 1998")

    assert [(found.month, found.year) for day in typed if (found := kolom.tanggal(day))] == [
        (2, 1998), (11, 1998), (8, 1998), (12, 1998), (8, 1998),
    ]  # fmt: skip
    assert kolom.tanggal("Maret 2014") is None and kolom.tanggal("3 Foo 1998") is None


@pytest.mark.sekali
def test_a_dash_in_a_cell_is_nothing(services: Services, kota_kecil: makers.Kota) -> None:
    head = ("Nomor", "Tanggal", "Hal", "Kode", "Sifat", "Boks", "File")
    listed = kantor.daftar(
        head, ("-", "-", "Notula", "000.8.3.3", "–", "Boks 1", "-"), ("1", "", "-", "-", "", "Boks 1", "")
    )

    impor = kantor.bawa(services, kota_kecil, kantor.zip_dari([("daftar.csv", listed)]))
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))

    with db.reading(services.engine) as session:
        told = [(line[1], line[2], line[5]) for line in actions.laporan(session, session.get_one(Impor, impor.id))]
        assert told == [
            ("Dapat dimasukkan", "", ""), ("Perlu diperbaiki", "1", "Kosong."), ("Perlu diperbaiki", "1", "Kosong."),
        ]  # fmt: skip


@pytest.mark.sekali
def test_a_list_that_cannot_be_read_is_named_with_what_to_do(services: Services, kota_kecil: makers.Kota) -> None:
    listed = kantor.daftar(("Hal", "Kode"), ("a", "b"))
    old = kantor.bawa(services, kota_kecil, kantor.zip_dari([("x/daftar.xls", b"x"), ("x/a.pdf", kantor.PDF)]))
    two = kantor.bawa(services, kota_kecil, kantor.zip_dari([("daftar 1.csv", listed), ("daftar 2.csv", listed)]))

    assert "buka daftar.xls, lalu simpan sebagai Buku Kerja Excel (XLSX)" in old.galat
    assert "memuat 2 daftar: daftar 1.csv, daftar 2.csv." in two.galat


@pytest.mark.sekali
def test_a_long_import_tells_its_owner_when_it_waits_and_when_it_is_done(
    services: Services, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[tuple[str, list[int]]]:
        with db.reading(services.engine) as session:
            jobs = session.scalars(
                select(outbox.Job).where(outbox.Job.topic == "notifikasi.sebar").order_by(outbox.Job.id)
            )
            return [(job.payload["hal"], job.payload["pegawai"]) for job in jobs]

    rows = [(f"{n}/X", "Undangan", "000.8.3.3", "Boks 1") for n in (1, 2)]
    content = kantor.zip_dari([("daftar.csv", kantor.daftar(("Nomor", "Hal", "Kode", "Boks"), *rows))])
    short = kantor.bawa(services, kota_kecil, content)
    kantor.langkah(services, kota_kecil, short.id, pemetaan=dict(short.pemetaan))
    assert told() == []  # done before anybody looked away
    monkeypatch.setattr(pekerja, "LAMA", 2)

    kantor.langkah(services, kota_kecil, short.id, pemetaan=dict(short.pemetaan))
    kantor.langkah(services, kota_kecil, short.id)
    kantor.bawa(services, kota_kecil, kantor.zip_dari([("a.pdf", kantor.PDF)]))

    owner = [kota_kecil["arsiparis.dinsos"].pegawai.id]
    said = ("Aplikasi lama: siap dimasukkan", "Aplikasi lama: selesai", "Aplikasi lama: ditolak")
    assert told() == [(each, owner) for each in said]
