"""Periksa naskah on the pages: found, mended, undone, answered for; and what blocks goes in one list with what is missing."""

from collections.abc import Callable

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import Engine, select

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions, temuan
from eoffice.naskah.actions import Isian, PenerimaBaru
from eoffice.naskah.models import Naskah
from eoffice.pdf import isi
from eoffice.tata.models import TataKetetapan
from tests.naskah import kantor

Masuk = Callable[..., FlaskClient]
TEKS = (
    "Sehubungan dengan rapat Kamis, 14 Mei 2026, bersama ini disampaikan laporan kerjasama.\n\n"
    "Atas perhatian Saudara, diucapkan terima kasih."
)


def konsep(engine: Engine, kota: Kota, teks: str = TEKS, **more: object) -> int:
    with db.transaction(engine) as session:
        naskah = kantor.konsep(session, kota)
        actions.simpan(session, kota["staf.dinsos"].actor(session), naskah, Isian(isi=isi.from_plain(teks), **more))  # type: ignore[arg-type]
        return naskah.id


def hasil(engine: Engine, kota: Kota, naskah_id: int) -> temuan.Hasil:
    with db.reading(engine) as session:
        return temuan.cari(session, kota["staf.dinsos"].actor(session), session.get_one(Naskah, naskah_id))


def versi(engine: Engine, naskah_id: int) -> str:
    with db.reading(engine) as session:
        return str(session.get_one(Naskah, naskah_id).version)


def teks(engine: Engine, naskah_id: int) -> str:
    with db.reading(engine) as session:
        return isi.plain_text(session.get_one(Naskah, naskah_id).isi)


def sidik(found: temuan.Hasil, kode: str) -> str:
    return next(b.temuan.sidik for b in found.butir if b.temuan.aturan.kode == kode)


def test_the_editor_shows_what_is_found_with_a_way_to_mend_it(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    nomor = konsep(engine, kota_kecil, TEKS.replace("Kamis, 14", "Senin, 14"))

    page = masuk("staf.dinsos").get(f"/naskah/{nomor}/sunting").get_data(as_text=True)

    assert "1 harus diperbaiki, 1 sebaiknya diperiksa." in page
    assert "14 Mei 2026 jatuh pada hari Kamis, bukan Senin." in page
    assert "<del>kerjasama</del> → <ins>kerja sama</ins>" in page
    assert f"/naskah/{nomor}/periksa/perbaiki?langkah=2" in page


def test_one_press_mends_and_another_takes_it_back(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    nomor = konsep(engine, kota_kecil)
    staf, before = masuk("staf.dinsos"), teks(engine, nomor)
    asked = {"temuan": sidik(hasil(engine, kota_kecil, nomor), "ejaan"), "versi": versi(engine, nomor)}

    answer = kirim(staf, f"/naskah/{nomor}/periksa/perbaiki?langkah=4", asked)

    assert (answer.status_code, answer.location) == (303, f"/naskah/{nomor}/sunting?langkah=4#periksa-4")
    assert teks(engine, nomor) == before.replace("kerjasama", "kerja sama")
    assert hasil(engine, kota_kecil, nomor).urung == "Ejaan"
    assert "Urungkan" in staf.get(f"/naskah/{nomor}/sunting").get_data(as_text=True)

    kirim(staf, f"/naskah/{nomor}/periksa/urungkan", {"versi": versi(engine, nomor)})

    assert teks(engine, nomor) == before
    assert hasil(engine, kota_kecil, nomor).urung == ""
    with db.reading(engine) as session:
        events = [
            e.event
            for e in session.scalars(select(AuditEntry).where(AuditEntry.objek_id == nomor).order_by(AuditEntry.n))
        ]
    assert [e for e in events if e in ("naskah.perbaiki", "naskah.pulihkan")] == ["naskah.perbaiki", "naskah.pulihkan"]


def test_what_was_typed_meanwhile_is_kept_by_the_mending_and_never_undone(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    nomor = konsep(engine, kota_kecil)
    staf = masuk("staf.dinsos")
    form = {
        "hal": "Laporan Baru", "isi": TEKS, "sifat": "biasa", "urgensi": "biasa", "bentuk": "langsung",
        "kode_klasifikasi": kantor.KODE, "tujuan": str(kota_kecil["kadis.diskominfo"].jabatan.id),
        "temuan": sidik(hasil(engine, kota_kecil, nomor), "ejaan"), "versi": versi(engine, nomor),
    }  # fmt: skip

    kirim(staf, f"/naskah/{nomor}/periksa/perbaiki", form)

    with db.reading(engine) as session:
        assert session.get_one(Naskah, nomor).hal == "Laporan Baru"
    assert "kerja sama" in teks(engine, nomor)

    with db.transaction(engine) as session:
        naskah = session.get_one(Naskah, nomor)
        actions.simpan(session, kota_kecil["staf.dinsos"].actor(session), naskah, Isian(hal="Laporan Lain"))
    assert hasil(engine, kota_kecil, nomor).urung == "", "what came later would be lost with it"
    with db.transaction(engine) as session, pytest.raises(Conflict, match="tidak dapat diurungkan"):
        actions.urungkan(session, kota_kecil["staf.dinsos"].actor(session), session.get_one(Naskah, nomor))


def test_a_stale_page_or_a_finding_that_is_gone_changes_nothing(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    nomor = konsep(engine, kota_kecil)
    staf, before = masuk("staf.dinsos"), teks(engine, nomor)
    own = sidik(hasil(engine, kota_kecil, nomor), "ejaan")

    stale = kirim(staf, f"/naskah/{nomor}/periksa/perbaiki", {"temuan": own, "versi": "1"})
    gone = kirim(staf, f"/naskah/{nomor}/periksa/perbaiki", {"temuan": "0" * 16, "versi": versi(engine, nomor)})

    assert (stale.status_code, gone.status_code, teks(engine, nomor)) == (409, 409, before)
    assert "Temuan itu sudah tidak ada" in gone.get_data(as_text=True)
    assert kirim(masuk("tu.dinsos"), f"/naskah/{nomor}/periksa/perbaiki", {"temuan": own}).status_code == 404


def test_a_reminder_is_answered_for_with_a_reason_that_the_reviewer_reads(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    nomor = konsep(engine, kota_kecil, TEKS.replace("Kamis, 14 Mei 2026", "itu"))
    staf, own = masuk("staf.dinsos"), sidik(hasil(engine, kota_kecil, nomor), "ejaan")
    asked = {"temuan": own, "versi": versi(engine, nomor)}

    refused = kirim(staf, f"/naskah/{nomor}/periksa/abaikan", asked)
    kirim(staf, f"/naskah/{nomor}/periksa/abaikan", {**asked, f"alasan-{own}": "Nama program yang resmi"})

    assert refused.status_code == 422
    found = hasil(engine, kota_kecil, nomor)
    assert [b.diabaikan.partition(": ")[2] for b in found.diabaikan] == ["Nama program yang resmi"]
    assert found.mengingatkan == ()
    with db.transaction(engine) as session:
        naskah = session.get_one(Naskah, nomor)
        actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)
    page = masuk("kabid.dinsos").get(f"/naskah/{nomor}").get_data(as_text=True)
    assert "1 diabaikan konseptor dengan alasan." in page and "Nama program yang resmi" in page


def test_an_ignored_reminder_can_be_counted_again(engine: Engine, kota_kecil: Kota) -> None:
    nomor = konsep(engine, kota_kecil, TEKS.replace("Kamis, 14 Mei 2026", "itu"))
    own = sidik(hasil(engine, kota_kecil, nomor), "ejaan")
    for act in (
        lambda s, a, n: actions.abaikan(s, a, n, own, "Nama resmi"),
        lambda s, a, n: actions.hitung_lagi(s, a, n, own),
    ):
        with db.transaction(engine) as session:
            act(session, kota_kecil["staf.dinsos"].actor(session), session.get_one(Naskah, nomor))

    assert len(hasil(engine, kota_kecil, nomor).mengingatkan) == 1


def test_what_must_be_mended_blocks_and_stands_in_one_list_with_what_is_missing(
    engine: Engine, kota_kecil: Kota
) -> None:
    nomor = konsep(engine, kota_kecil, TEKS.replace("Kamis, 14", "Senin, 14"), kode_klasifikasi="")
    with db.transaction(engine) as session:
        staf, naskah = kota_kecil["staf.dinsos"].actor(session), session.get_one(Naskah, nomor)

        with pytest.raises(Invalid) as refused:
            actions.ajukan(session, staf, naskah)

        assert refused.value.fields == {
            "kode_klasifikasi": "Pilih kode klasifikasi.",
            "isi": "14 Mei 2026 jatuh pada hari Kamis, bukan Senin.",
        }
        with pytest.raises(Conflict, match="harus diperbaiki"):
            own = next(b.temuan.sidik for b in temuan.cari(session, staf, naskah).menahan)
            actions.abaikan(session, staf, naskah, own, "Memang begitu")


def test_a_removed_tembusan_and_a_new_sifat_come_from_one_press(engine: Engine, kota_kecil: Kota) -> None:
    nomor = konsep(engine, kota_kecil, "Sehubungan dengan NIK 3171014508950003, dengan ini disampaikan.\n\nDemikian.",
                   tembusan=[PenerimaBaru(jabatan_id=kota_kecil["sekda"].jabatan.id), PenerimaBaru(teks="Arsip")])  # fmt: skip
    for kode in ("tembusan-arsip", "nik-terbuka"):
        own = sidik(hasil(engine, kota_kecil, nomor), kode)
        with db.transaction(engine) as session:
            actions.perbaiki(session, kota_kecil["staf.dinsos"].actor(session), session.get_one(Naskah, nomor), own)

    with db.reading(engine) as session:
        naskah = session.get_one(Naskah, nomor)
        assert ([p.teks for p in naskah.tembusan], naskah.sifat) == ([kota_kecil["sekda"].jabatan.nama], Sifat.TERBATAS)


def test_the_administrator_decides_how_strict_a_rule_is_with_a_reason_and_a_history(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    nomor = konsep(engine, kota_kecil)
    admin = masuk("admin")
    asked = {
        "tingkat-ejaan": "menahan", "dicabut": "Peraturan Wali Kota Nomor 12 Tahun 2019 | Peraturan Wali Kota Nomor 7 Tahun 2025",
        "berlaku_sejak": clock.today().isoformat(), "alasan": "Perwal 12 Tahun 2026", "urutan": "0",
    }  # fmt: skip

    assert "Tidak diperiksa" in admin.get("/pengaturan/naskah/periksa").get_data(as_text=True)
    wrong = kirim(admin, "/pengaturan/naskah/periksa", {**asked, "dicabut": "entah apa"})
    kept = kirim(admin, "/pengaturan/naskah/periksa", asked)

    assert (wrong.status_code, kept.status_code) == (422, 303)
    assert [b.temuan.aturan.kode for b in hasil(engine, kota_kecil, nomor).menahan] == ["ejaan"]
    page = admin.get("/pengaturan/naskah/periksa").get_data(as_text=True)
    assert "Ejaan: Harus diperbaiki" in page and "Perwal 12 Tahun 2026" in page
    with db.reading(engine) as session:
        assert session.scalars(select(TataKetetapan.nilai)).one()["tingkat"] == {"ejaan": "menahan"}
    for other in ("sekda", "tu.dinsos"):
        assert masuk(other).get("/pengaturan/naskah/periksa").status_code == 403
        assert kirim(masuk(other), "/pengaturan/naskah/periksa", asked).status_code == 403
