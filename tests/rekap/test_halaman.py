"""The pages of the everyday reports: who may open them, what they count, and that every number can be added up again."""

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import makers
import openpyxl
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Peran
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.clock import WIB
from eoffice.db import reading, transaction
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.models import Disposisi
from eoffice.laporan.queries.unit import gabungan
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.nomor import actions as nomor
from eoffice.nomor.models import Nomor
from eoffice.nomor.states import StatusNomor
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import JabatanPeran
from eoffice.pdf import halaman
from eoffice.rekap.queries import buku, pandangan
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from tests.naskah import kantor
from tests.surat_masuk import buatan, surat

SENIN = datetime(2026, 11, 23, 10, 0, tzinfo=WIB)
Masuk = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def senin() -> None:
    clock.set_clock(SENIN)


@pytest.fixture
def kota(engine: Engine, kota_kecil: makers.Kota) -> makers.Kota:
    """Three surat in dinsos, one of them Rahasia and one disposed; one naskah at each point of its way."""
    with transaction(engine) as session:
        given = buatan.surat(session, kota_kecil)
        buatan.surat(session, kota_kecil, sifat=Sifat.RAHASIA, hal="Rapat tertutup")
        buatan.surat(session, kota_kecil, hal="Undangan sosialisasi")
        kadis = kota_kecil["kadis.dinsos"].actor(session)
        disposisi.disposisikan(session, kadis, given, surat.isian(kota_kecil, "kabid.dinsos"))
        for make in (kantor.konsep, kantor.diajukan, kantor.siap):
            make(session, kota_kecil)
    return kota_kecil


def test_volumes_equal_plain_counts(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    answer = masuk("sekda").get("/laporan/volume.csv?periode=bulan")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    found = {arah: sum(int(r["Jumlah"]) for r in rows if r["Arah"] == arah) for arah in {r["Arah"] for r in rows}}

    with reading(engine) as session:

        def plain(column: object) -> int:
            return session.scalar(select(func.count(column))) or 0  # type: ignore[call-overload,no-any-return]

        assert found == {
            "Naskah keluar": plain(Naskah.nomor),
            "Surat masuk": plain(SuratMasuk.id),
            "Disposisi": plain(Disposisi.id),
        }
    assert {r["Bulan"] for r in rows} == {"2026-11"}
    client = masuk("sekda")
    assert "3 naskah keluar, 3 surat masuk, 1 disposisi" in client.get("/laporan/volume").text
    (sheet,) = openpyxl.load_workbook(io.BytesIO(client.get("/laporan/volume.xlsx").data)).worksheets
    cells = list(sheet.iter_rows(min_row=5, values_only=True))
    assert sheet.cell(4, 7).value == "Jumlah"
    assert sum(int(row[6]) for row in cells) == 7 and all(isinstance(row[6], int) for row in cells)  # type: ignore[arg-type]
    assert all(isinstance(row[1], datetime) for row in cells)


def test_a_surat_of_the_last_second_of_a_month_counts_there(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    for at in (datetime(2026, 10, 31, 23, 59, 59, tzinfo=WIB), datetime(2026, 11, 1, 0, 0, tzinfo=WIB)):
        clock.set_clock(at)
        with transaction(engine) as session:
            buatan.surat(session, kota_kecil)
    clock.set_clock(SENIN)
    text = masuk("kadis.dinsos").get("/laporan/volume.csv?periode=3bulan").data.decode("utf-8-sig")

    months = [r["Bulan"] for r in csv.DictReader(io.StringIO(text), delimiter=";") if r["Arah"] == "Surat masuk"]
    assert sorted(months) == ["2026-10", "2026-11"]


def test_everybody_opens_only_the_own_office(kota: makers.Kota, masuk: Masuk) -> None:
    other = kota.unit["diskominfo"].id
    for path in ("/laporan/volume", "/laporan/waktu", "/laporan/antrean"):
        assert masuk("kadis.dinsos").get(path).status_code == 200
        assert masuk("kadis.dinsos").get(f"{path}?opd={other}").status_code == 403
        assert masuk("sekda").get(f"{path}?opd={other}").status_code == 200
        assert masuk("staf.dinsos").get(path).status_code == 403
    assert masuk("kabid.dinsos").get("/laporan/antrean").status_code == 200
    assert masuk("kabid.dinsos").get("/laporan/volume").status_code == 403
    assert masuk("tu.dinsos").get("/laporan/buku").status_code == 200
    assert masuk("tu.dinsos").get(f"/laporan/buku?opd={other}").status_code == 403
    assert masuk("sekda").get("/laporan/buku").status_code == 403
    assert masuk("admin").get("/laporan/simpan").status_code == 200
    assert masuk("kadis.dinsos").get("/laporan/simpan").status_code == 403


def test_the_time_of_a_unit_of_few_people_is_not_told_alone(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    opd = kota.unit["dinsos"].id
    with reading(engine) as session:
        under = gabungan(session, opd, hari_ini=clock.today())
    small = next(unit for unit, told in under.items() if told != unit)
    whole = masuk("kadis.dinsos").get("/laporan/waktu?bulan=2026-11").text
    alone = masuk("kadis.dinsos").get(f"/laporan/waktu?bulan=2026-11&unit={small}").text

    assert f'<option value="{small}"' not in whole and "Diterima → dibaca" in alone
    counted = 'data-l="Dihitung">'
    assert alone.count(counted) == whole.count(counted)  # a unit of few people is no filter


def test_the_queue_counts_what_waits_and_tells_jabatan_only_to_their_leader(kota: makers.Kota, masuk: Masuk) -> None:
    whole = masuk("tu.dinsos").get("/laporan/antrean").text
    leader = masuk("kadis.dinsos").get("/laporan/antrean").text
    city = masuk("sekda").get(f"/laporan/antrean?opd={kota.unit['dinsos'].id}").text

    name = kota["kabid.dinsos"].jabatan.nama
    assert name in leader and name not in city and name not in whole
    listed = masuk("kadis.dinsos").get(f"/laporan/antrean/baca?opd={kota.unit['dinsos'].id}").text
    assert "Undangan sosialisasi" in listed and "Rapat tertutup" in listed  # both are addressed to the kadis
    assert "Rapat tertutup" not in masuk("tu.dinsos").get(f"/laporan/antrean/baca?opd={kota.unit['dinsos'].id}").text
    assert masuk("tu.dinsos").get("/laporan/antrean/lain").status_code == 404


def test_the_queue_of_a_unit_of_few_people_is_told_only_to_whoever_leads_it(
    engine: Engine, kota: makers.Kota, masuk: Masuk
) -> None:
    opd = kota.unit["dinsos"].id
    with reading(engine) as session:
        small = {unit for unit, told in gabungan(session, opd, hari_ini=clock.today()).items() if told != unit}
    names = {unit.nama for unit in kota.unit.values() if unit.id in small}
    queues = {who: masuk(who).get(f"/laporan/antrean?opd={opd}").text for who in ("sekda", "tu.dinsos", "kadis.dinsos")}

    def told(page: str) -> set[str]:
        return {name for name in names if f'<th scope="row">{name}</th>' in page}

    assert told(queues["kadis.dinsos"]) and not told(queues["sekda"]) and not told(queues["tu.dinsos"])
    every = [sum(map(int, re.findall(r'<td class="num"><b>(\d+)</b></td>', page))) for page in queues.values()]
    assert every[0] == every[1] == every[2] > 0


def test_the_agenda_is_gapless_masked_and_says_what_is_void(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    with transaction(engine) as session:
        opd = organisasi.unit_by_kode(session, kota.unit["dinsos"].kode)
        taken = nomor.take(
            session, register=f"AG-{opd.singkatan}", tanggal=clock.today(), objek="surat_masuk", objek_id=0, teks=str
        )
        taken.status, taken.alasan = StatusNomor.BATAL, "Tercatat dua kali"
    with reading(engine) as session:
        tu = kota["tu.dinsos"].actor(session)
        book = buku.daftar(session, opd, 2026)[0]
        rows = buku.baris(session, tu, opd, book)

    assert (book.jenis, book.terakhir, book.batal) == ("agenda", 4, 1)
    assert [row.urut for row in rows] == [1, 2, 3, 4]
    masked = rows[1]
    assert masked.tertutup and masked.sel[6] == "(Rahasia)" and "Rapat tertutup" not in " ".join(masked.sel)
    assert [cell for n, cell in enumerate(masked.sel) if cell and n not in (0, 1, 6)] == []
    assert rows[3].batal and rows[3].sel[15] == "BATAL: Tercatat dua kali"

    query = f"opd={opd.id}&tahun=2026&buku={book.kode}"
    client = masuk("tu.dinsos")
    assert "Rapat tertutup" not in client.get(f"/laporan/buku/isi?{query}").text
    pdf = client.get(f"/laporan/buku/unduh.pdf?{query}")
    assert pdf.status_code == 200 and halaman.banyak(pdf.data) == 1
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/laporan/buku/unduh.xlsx?{query}").data)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=6, values_only=True)] == [1, 2, 3, 4]
    with reading(engine) as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.event == "buku.unduh")).all()
        assert [e.catatan.partition(":")[0] for e in noted] == ["PDF", "XLSX"]


def test_a_register_has_its_official_columns_and_the_next_page_goes_on(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        opd = organisasi.unit_by_kode(session, kota.unit["dinsos"].kode)
        for n in range(3):
            naskah = session.get_one(
                Naskah, buatan.naskah_terkirim(session, kota["kadis.dinsos"], kota["sekda"], hal=f"Surat {n}").naskah_id
            )
            taken = nomor.take(
                session,
                register="SK-DINSOS",
                tanggal=clock.today(),
                objek="naskah",
                objek_id=naskah.id,
                teks=lambda u: f"000/{u}/DINSOS/2026",
            )
            naskah.register, naskah.nomor, naskah.nomor_urut = "SK-DINSOS", taken.teks, taken.urut
    with reading(engine) as session:
        tu = kota["tu.dinsos"].actor(session)
        book = next(b for b in buku.daftar(session, opd, 2026) if b.jenis == "register")
        first = buku.baris(session, tu, opd, book, limit=2)
        rest = buku.baris(session, tu, opd, book, sesudah=first[-1].urut, limit=2)
        none = buku.baris(session, tu, opd, book, bulan=10)
    with transaction(engine) as session:
        second = session.scalars(select(Nomor).where(Nomor.teks == "000/2/DINSOS/2026")).one()
        teks, day, at = "000/2.a/DINSOS/2026", second.tanggal, second.at
        same = Nomor(register_id=second.register_id, urut=2, sisip="a", teks=teks, tanggal=day, at=at)
        same.objek, same.objek_id = "naskah", 0
        session.add(same)
    with reading(engine) as session:
        inserted = buku.baris(session, kota["tu.dinsos"].actor(session), opd, book, limit=2)

    assert [row.sel[0] for row in inserted] == ["1", "2", "2a"]
    assert book.kolom[2] == "Nomor lengkap" and len(book.kolom) == 11
    assert [row.sel[5] for row in [*first, *rest]] == ["Surat 0", "Surat 1", "Surat 2"]
    assert none == []
    with reading(engine) as session:
        shown = 0
        for unit in organisasi.all_opd(session):
            for each in buku.daftar(session, unit, 2026):
                shown += len(buku.baris(session, kota["tu.dinsos"].actor(session), unit, each, limit=1000))
        assert shown == session.scalar(select(func.count()).select_from(Nomor))  # every number is in some book


def test_what_somebody_can_see_is_what_the_lists_give(engine: Engine, kota: makers.Kota) -> None:
    with reading(engine) as session:
        for name in ("kadis.dinsos", "tu.dinsos", "arsiparis.dinsos", "staf.dinsos", "sekda", "admin"):
            actor = kota[name].actor(session)
            told = {d.nama: d for d in pandangan.pandangan(session, actor).daftar}
            assert told["Naskah yang dapat dibaca"].banyak == _many(session, naskah_queries.visible(actor))
            surat_ = told["Surat masuk yang dapat dibaca"]
            assert surat_.banyak == _many(session, surat_queries.visible(actor)) == sum(n for _, n in surat_.per_sifat)
        assert pandangan.pandangan(session, kota["admin"].actor(session)).jangkauan == ()
        tu = pandangan.pandangan(session, kota["tu.dinsos"].actor(session))
        levels = {(j.apa, j.sebagai): j.sifat for j in tu.jangkauan}
        assert levels["Surat masuk", "perangkat daerah yang dilayaninya sebagai tata usaha"] == ("Biasa", "Terbatas")


def test_a_peran_that_lends_no_right_is_named_and_adds_none(engine: Engine, kota: makers.Kota) -> None:
    head = kota["kadis.dinsos"]
    with reading(engine) as session:
        plain = pandangan.pandangan(session, head.actor(session))
    with transaction(engine) as session:
        session.add(JabatanPeran(jabatan_id=head.jabatan.id, peran=Peran.LEMBAGA_KEARSIPAN))

    with reading(engine) as session:
        named = pandangan.pandangan(session, head.actor(session))

    assert (named.jangkauan, named.tindakan, named.daftar) == (plain.jangkauan, plain.tindakan, plain.daftar)
    assert "Lembaga kearsipan daerah" in {p for dasar in named.dasar for p in dasar.peran}


def _many(session: Session, listed: object) -> int:
    return len(session.scalars(listed).unique().all())  # type: ignore[call-overload,no-any-return]


def test_an_administrator_says_why_and_it_is_noted(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    admin, path = masuk("admin"), f"/pengguna/{kota['tu.dinsos'].pegawai.id}/pandangan"
    assert "Alasan bertanya" in admin.get(path).text
    assert kirim(admin, path, {"alasan": ""}).status_code == 422
    page = kirim(admin, path, {"alasan": "Tiket 12: surat tidak tampak"})

    assert page.status_code == 200 and "Rapat tertutup" not in page.text and "Undangan" not in page.text
    with reading(engine) as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.event == "pengguna.pandangan"))
        assert entry.objek_id == kota["tu.dinsos"].pegawai.id and entry.catatan == "Tiket 12: surat tidak tampak"
    assert kirim(masuk("sekda"), path, {"alasan": "ingin tahu"}).status_code == 403


def test_storage_counts_every_file_once(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    page = masuk("admin").get("/laporan/simpan")
    text = masuk("admin").get("/laporan/simpan.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    with reading(engine) as session:
        keys = session.scalars(select(func.count(Naskah.pdf_key))).one()
        assert sum(int(r["Berkas"]) for r in rows) == keys == 3
        assert sum(int(r["Bita"]) for r in rows) == session.scalar(select(func.sum(Naskah.pdf_size)))
    assert page.status_code == 200 and "belum" not in page.headers
    clock.set_clock(SENIN + timedelta(hours=1))
    with transaction(engine) as session:
        buatan.surat(session, kota)
    assert masuk("admin").get("/laporan/simpan.csv").data.decode("utf-8-sig") == text  # of today, until tomorrow
