"""Decisions of the city: dated, kept for ever, and never felt by what has its number."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from makers import Kota
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.audit.models import AuditEntry
from eoffice.clock import WIB
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah import typeset
from eoffice.naskah.models import Naskah
from eoffice.nomor import actions as nomor
from eoffice.pdf.rupa import Gambar
from eoffice.pengaturan import contoh
from eoffice.tata import actions, queries
from eoffice.tata.models import TataKetetapan
from eoffice.tata.states import Bagian
from tests.naskah import kantor

SENIN = datetime(2026, 11, 23, 10, 0, tzinfo=WIB)
HARI = SENIN.date()


@pytest.fixture(autouse=True)
def senin() -> None:
    clock.set_clock(SENIN)


@pytest.fixture
def kota(kota_kecil: Kota) -> Kota:
    return kota_kecil


def tetapkan(session: Session, kota: Kota, bagian: Bagian, isi: dict[str, Any], **more: Any) -> TataKetetapan:
    values = {"kunci": "", "dari": 0, "berlaku_sejak": HARI, "alasan": "Perwal 12 Tahun 2026", **more}
    usul = actions.Usul(bagian=bagian, isi=isi, **values)
    return actions.tetapkan(session, kota["admin"].actor(session), usul, bawaan=contoh.pola_bawaan())


def halaman(session: Session, naskah: Naskah) -> Any:
    return typeset.halaman(session, naskah, kota="Kota Arunika", tempat="Arunika", konsep=True)


def test_a_konsep_uses_what_is_in_force_on_its_day_and_a_numbered_one_what_was(session: Session, kota: Kota) -> None:
    naskah = kantor.konsep(session, kota)
    kop = {"pemerintah": "Pemkot {kota}", "tambahan": ["Provinsi Nusa Raya"]}
    tetapkan(session, kota, Bagian.KOP, kop, kunci="dinas", berlaku_sejak=HARI + timedelta(7))
    tetapkan(session, kota, Bagian.KERTAS, {"surat_dinas": "F4"}, berlaku_sejak=HARI + timedelta(7))
    before = halaman(session, naskah)

    clock.set_clock(SENIN + timedelta(days=8))
    after = halaman(session, naskah)
    naskah.tanggal = HARI

    assert before.kop.baris[0] == "Pemerintah Kota Arunika"
    assert (after.kop.baris[0], after.kop.alamat[-1], after.kertas.nama) == (
        "Pemkot Kota Arunika",
        "Provinsi Nusa Raya",
        "F4",
    )
    assert replace(halaman(session, naskah), tanggal=None) == before


def test_the_number_follows_the_pattern_in_force_and_earlier_numbers_stay(session: Session, kota: Kota) -> None:
    naskah = kantor.siap(session, kota)
    pattern = {"nomor": "{sifat_kode}-{urut3}/{klasifikasi}/{unit}/{bulan_romawi}/{tahun}", "register": "SK-{opd}"}
    tetapkan(session, kota, Bagian.NOMOR, pattern, kunci="surat_dinas")

    own = queries.berlaku(session)
    unit = typeset.kop_unit(naskah.penandatangan).singkatan  # type: ignore[arg-type]

    assert typeset.nomor_teks(naskah, 7, HARI, own) == f"B-007/{kantor.KODE}/{unit}/XI/2026"
    assert (
        typeset.nomor_teks(naskah, 7, HARI, queries.berlaku(session, HARI - timedelta(1)))
        == f"{kantor.KODE}/7/{unit}/2026"
    )
    assert typeset.register(naskah, own) == f"SK-{unit}"


def test_a_keputusan_of_one_office_never_bears_the_number_of_another_nor_of_its_surat_edaran(
    session: Session, kota: Kota
) -> None:
    naskah, mayor = kantor.siap(session, kota), session.merge(kota["walikota"].jabatan)
    heads = [naskah.penandatangan, session.merge(kota["kadis.diskominfo"].jabatan), mayor]
    printed = []
    for head, kind in ((head, kind) for head in heads for kind in ("keputusan", "surat_edaran")):
        naskah.penandatangan, naskah.jenis = head, kind
        printed.append((typeset.register(naskah), typeset.nomor_teks(naskah, 1, HARI)))

    naskah.penandatangan, naskah.jenis = session.merge(kota["sekda"].jabatan), "keputusan"
    assert typeset.nomor_teks(naskah, 1, HARI) == f"{kantor.KODE}/1 TAHUN 2026"
    own = typeset.kop_unit(heads[0]).singkatan  # type: ignore[arg-type]
    assert printed[0] == (f"KEP-{own}", f"{kantor.KODE}/1/KEP/{own}/2026")
    assert printed[-2] == ("KEP-PEMKOT", f"{kantor.KODE}/1 TAHUN 2026")  # as the city's law is cited, with its title
    assert len({text for _, text in printed[:5]}) == len({register for register, _ in printed[:5]}) == 5


def test_two_jenis_with_registers_of_their_own_never_share_a_number(session: Session, kota: Kota) -> None:
    plain = "{klasifikasi}/{urut}/{unit}/{tahun}"

    with pytest.raises(Invalid, match="dapat sama dengan nomor surat"):
        tetapkan(session, kota, Bagian.NOMOR, {"nomor": plain, "register": "BA-{opd}"}, kunci="berita_acara")

    tetapkan(session, kota, Bagian.NOMOR, {"nomor": plain, "register": "SK-{opd}"}, kunci="berita_acara")


def test_a_unit_that_is_itself_a_perangkat_daerah_cannot_repeat_its_number(session: Session, kota: Kota) -> None:
    by_opd = {"nomor": "{klasifikasi}/{urut}/{opd}/{tahun}", "register": "BA-{opd}"}

    with pytest.raises(Invalid, match="dapat sama dengan nomor surat"):
        tetapkan(session, kota, Bagian.NOMOR, by_opd, kunci="berita_acara")


def test_numbers_that_become_the_same_only_later_are_refused_too(session: Session, kota: Kota) -> None:
    first = {"nomor": "{klasifikasi}/{urut}/X/{unit}/{tahun}", "register": "BA-{opd}"}
    other = {"nomor": "{klasifikasi}/{urut3}/X/{unit}/{tahun}", "register": "ST-{opd}"}
    tetapkan(session, kota, Bagian.NOMOR, first, kunci="berita_acara", berlaku_sejak=date(2027, 1, 1))

    with pytest.raises(Invalid, match="dapat sama dengan nomor berita acara"):  # from 1 January on, and from 100 on
        tetapkan(session, kota, Bagian.NOMOR, other, kunci="surat_tugas")

    tetapkan(session, kota, Bagian.NOMOR, {}, kunci="berita_acara", berlaku_sejak=date(2027, 1, 1), dari=1)
    tetapkan(session, kota, Bagian.NOMOR, other, kunci="surat_tugas")


def test_a_new_register_in_the_middle_of_a_year_may_not_repeat_its_numbers(session: Session, kota: Kota) -> None:
    nomor.take(session, register="BA-DINSOS", tanggal=HARI, objek="uji", objek_id=1, teks=lambda n: f"BA {n}")
    same = {"nomor": "{klasifikasi}/{urut}/BA/{unit}/{tahun}", "register": "BAP-{opd}"}

    with pytest.raises(Invalid, match="terulang"):
        tetapkan(session, kota, Bagian.NOMOR, same, kunci="berita_acara")

    tetapkan(session, kota, Bagian.NOMOR, same, kunci="berita_acara", berlaku_sejak=date(2027, 1, 1))
    assert queries.berlaku(session).nomor == {}
    assert queries.berlaku(session, date(2027, 1, 1)).nomor["berita_acara"].register == "BAP-{opd}"


def test_an_empty_decision_returns_to_what_the_program_has(session: Session, kota: Kota) -> None:
    tetapkan(session, kota, Bagian.TULISAN, {"jabatan_kapital": False, "nama_garis_bawah": True, "zona": "WITA"})
    during = queries.berlaku(session).rupa
    tetapkan(session, kota, Bagian.TULISAN, {}, dari=1)

    assert (during.jabatan_kapital, during.nama_garis_bawah, during.zona) == (False, True, "WITA")
    assert queries.berlaku(session).rupa.zona == "WIB"
    with pytest.raises(Invalid, match="Tidak ada yang berubah"):
        tetapkan(session, kota, Bagian.TULISAN, {}, dari=2)


def test_only_the_administrator_decides_not_for_the_past_and_not_over_somebody_else(
    session: Session, kota: Kota
) -> None:
    usul = actions.Usul(
        bagian=Bagian.KERTAS, isi={"surat_dinas": "F4"}, dari=0, berlaku_sejak=HARI, alasan="Perwal 12 Tahun 2026"
    )
    for who in ("sekda", "tu.dinsos", "staf.dinsos"):
        with pytest.raises(NotAllowed):
            actions.tetapkan(session, kota[who].actor(session), usul, bawaan={})
    with pytest.raises(Invalid, match="surut"):
        tetapkan(session, kota, Bagian.KERTAS, {"surat_dinas": "F4"}, berlaku_sejak=HARI - timedelta(1))

    made = tetapkan(session, kota, Bagian.KERTAS, {"surat_dinas": "F4"})

    with pytest.raises(Conflict):
        tetapkan(session, kota, Bagian.KERTAS, {"nota_dinas": "F4"})
    session.commit()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "tata.tetapkan")).one()
    assert (entry.objek_id, "Perwal 12" in entry.catatan) == (made.id, True)
    assert (made.penetap, made.ditetapkan_at) == (kota["admin"].jabatan.nama, SENIN)


@pytest.mark.parametrize("words", ["UPDATE tata_ketetapan SET alasan = 'x'", "DELETE FROM tata_ketetapan"])
def test_what_was_decided_can_be_neither_changed_nor_removed(session: Session, kota: Kota, words: str) -> None:
    tetapkan(session, kota, Bagian.KERTAS, {"surat_dinas": "F4"})

    with pytest.raises(DBAPIError, match="hanya dapat ditambah"):
        session.execute(text(words))


def test_the_arms_of_the_city_stand_in_the_kop_of_their_kind(session: Session, kota: Kota) -> None:
    admin = kota["admin"].actor(session)
    digest = actions.simpan_gambar(session, admin, lebar=2, tinggi=3, warna=b"rgb", abu=b"abu")
    again = actions.simpan_gambar(session, admin, lebar=2, tinggi=3, warna=b"rgb", abu=b"abu")
    tetapkan(session, kota, Bagian.LAMBANG, {"daerah": digest, "jabatan": "", "hitam": True})

    page = halaman(session, kantor.konsep(session, kota))

    assert (again, page.kop.lambang) == (digest, Gambar(digest, 2, 3, b"abu", hitam=True))
    assert page.kop.lambang.data == b"abu"
    with pytest.raises(Invalid, match="tidak ditemukan"):
        tetapkan(session, kota, Bagian.LAMBANG, {"daerah": "0" * 64, "jabatan": "", "hitam": False}, dari=1)
