"""The ceremony with BSrE behind it: who may sign, what is asked before, what is kept, and what is never written down."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, sandbox
from eoffice.akses.actor import Actor
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, TooMany, Unavailable
from eoffice.naskah import actions
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.states import Status
from eoffice.tte import actions as tte
from eoffice.tte import archiving, queries, verifying
from eoffice.tte.models import PenandaBsre
from eoffice.tte.port import Undecided
from eoffice.tte.states import CaraBsre, StatusBsre
from eoffice.web.services import Services
from tests.tte.bsre import kantor_bsre
from tests.tte.bsre.kantor_bsre import FRASA, NIK, PENANDA, naskah_siap, sidik
from tests.tte.bsre.layanan import Layanan

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

Masuk = Callable[..., FlaskClient]


def tandatangani(services: Services, actor: Actor, naskah_id: int, frasa: str = FRASA) -> None:
    """Sign as the person does."""
    actions.tandatangani(services, actor, naskah_id, frasa=frasa, dilihat_sha256=sidik(services, actor, naskah_id))


def kejadian(services: Services, awal: str) -> list[str]:
    """Events of the trail that begin so."""
    with reading(services.engine) as session:
        of = select(AuditEntry.event).where(AuditEntry.event.startswith(awal)).order_by(AuditEntry.n)
        return list(session.scalars(of))


@pytest.mark.parametrize("versi", [1, pytest.param(2, marks=pytest.mark.lambat)])
def test_a_letter_is_signed_by_bsre_and_archived_here(
    services: Services,
    kota_kecil: makers.Kota,
    bsre: Layanan,
    masuk: Masuk,
    versi: int,
    caplog: pytest.LogCaptureFixture,
) -> None:  # KEAMANAN: AUT-13, KNF-02
    caplog.set_level(logging.DEBUG)
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    first, second = naskah_siap(services, kota_kecil, banyak=2)

    tandatangani(services, actor, first)
    bsre.ganti_sertifikat(NIK)
    tandatangani(services, actor, second)
    kantor_bsre.kerjakan(services)

    found = kantor_bsre.naskah(services, first)
    pdf = kantor_bsre.isi(services, found)
    with reading(services.engine) as session:
        told = verifying.report(pdf, archiving.roots(session, services))
        row = session.execute(select(PenandaBsre.status, PenandaBsre.serial_hex)).one()
    assert (found.status, found.nomor_urut) == (Status.TERKIRIM, 1)
    assert (told["verdict"], [one["kind"] for one in told["signatures"]]) == ("VALID", ["signature", "timestamp"])
    assert (told["signatures"][0]["issuer"], told["level"]) == ("BSRE CA DS G1 UJI", "B-T")
    public = masuk(PENANDA).get(f"/v/{found.token}").get_data(as_text=True)
    assert "Balai Sertifikasi Elektronik (BSrE)" in public
    assert "bukan TTE tersertifikasi" not in public
    assert row.status is StatusBsre.ISSUE
    assert row.serial_hex != told["signatures"][0]["serial_hex"]
    bound = ["tte.bsre_sertifikat_pertama", "tte.bsre_sertifikat_berganti"]
    assert kejadian(services, "tte.bsre_sertifikat") == bound
    assert kejadian(services, "tte.bsre_minta") == ["tte.bsre_minta"] * 2
    assert kejadian(services, "tte.bsre_jawab") == ["tte.bsre_jawab"] * 2
    assert (kantor_bsre.upaya(services), bsre.ditandatangani) == (["dipakai", "dipakai"], 2)
    footer = " ".join("".join(sandbox.teks_pdf(pdf)).split())
    assert "diterbitkan oleh Balai Sertifikasi Elektronik (BSrE)" in footer
    assert "bukan TTE tersertifikasi" not in footer
    everything = kantor_bsre.semua_baris(services) + caplog.text + Path("/proc/self/cmdline").read_text()
    for hidden in (FRASA, NIK):
        assert hidden not in everything
        assert hidden.encode() not in kantor_bsre.semua_berkas(services.settings)


def test_who_cannot_sign_is_told_before_a_number_is_taken(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)

    for word in (*(s.name for s in StatusBsre if s not in (StatusBsre.ISSUE, StatusBsre.LAIN)), "KATA_BARU"):
        bsre.orang[NIK].status = word
        tte.periksa_bsre(services, actor.pegawai_id)
        with pytest.raises(Conflict):
            tandatangani(services, actor, naskah_id)
    bsre.orang[NIK].status = "ISSUE"
    tte.periksa_bsre(services, actor.pegawai_id)
    clock.set_clock(clock.now() + timedelta(minutes=30))
    bsre.orang[NIK].status = "SUSPEND"
    with pytest.raises(Conflict, match="ditangguhkan"):
        tandatangani(services, actor, naskah_id)
    clock.set_clock(clock.now() + timedelta(minutes=30))
    bsre.orang[NIK].status = "ISSUE"
    tte.segarkan_bsre(services, actor)
    clock.set_clock(clock.now() + timedelta(minutes=30))
    bsre.gangguan = ["status_putus"]
    with pytest.raises(Unavailable, match="tidak ada yang berubah"):
        tandatangani(services, actor, naskah_id)

    found = kantor_bsre.naskah(services, naskah_id)
    assert (found.status, found.nomor, kantor_bsre.upaya(services)) == (Status.SIAP_TTD, None, [])
    assert not [path for _, path, _ in bsre.catatan if "sign/pdf" in path]


def test_a_wrong_passphrase_keeps_the_number_and_five_lock_before_bsre_is_asked(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)

    said = []
    for _ in range(4):
        with pytest.raises(Invalid) as wrong:
            tandatangani(services, actor, naskah_id, "bukan frasanya")
        said.append(str(wrong.value))
    number = kantor_bsre.naskah(services, naskah_id).nomor
    with pytest.raises(TooMany):
        tandatangani(services, actor, naskah_id, "bukan frasanya")
    asked = len(bsre.catatan)
    with pytest.raises(Conflict, match="dikunci"):
        tandatangani(services, actor, naskah_id)
    assert len(bsre.catatan) == asked
    clock.set_clock(clock.now() + timedelta(minutes=16))
    tandatangani(services, actor, naskah_id)

    assert ["sisa 4 kali" in said[0], "sisa 1 kali" in said[3]] == [True, True]
    found = kantor_bsre.naskah(services, naskah_id)
    assert (found.status, found.nomor, number is not None) == (Status.DITANDATANGANI, number, True)
    assert kantor_bsre.upaya(services) == [*["ditolak"] * 5, "dipakai"]


@pytest.mark.lambat
def test_a_code_of_the_telephone_signs_once_and_a_file_written_anew_is_compared(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    esign = services.settings.esign
    assert esign is not None
    changed = replace(services, settings=replace(services.settings, esign=replace(esign, tulis_ulang=True, uji=True)))
    actor = kantor_bsre.siapkan(changed, kota_kecil, bsre, cara=CaraBsre.TOTP)
    first, second = naskah_siap(changed, kota_kecil, banyak=2)

    tte.minta_kode(changed, actor)
    code = bsre.kode[NIK]
    bsre.gangguan = ["tulis_ulang"]
    tandatangani(changed, actor, first, code)
    with pytest.raises(Invalid, match="Kode BeSign salah atau sudah dipakai"):
        tandatangani(changed, actor, second, code)
    tte.minta_kode(changed, actor)
    bsre.gangguan = ["isi_lain"]
    with pytest.raises(Conflict, match="tidak disimpan"):
        tandatangani(changed, actor, second, bsre.kode[NIK])

    found = kantor_bsre.naskah(changed, first)
    text = "".join(sandbox.teks_pdf(kantor_bsre.isi(changed, found)))
    assert (found.status, kantor_bsre.upaya(changed)) == (Status.DITANDATANGANI, ["dipakai", "ditolak", "tidak_sah"])
    assert "bukan TTE tersertifikasi" in " ".join(text.split())


@pytest.mark.lambat
def test_a_file_of_bsre_is_completed_by_its_lists_of_a_later_day(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    esign = services.settings.esign
    assert esign is not None
    away = replace(services, settings=replace(services.settings, esign=replace(esign, crl=("http://127.0.0.1:9/x",))))
    lists = tuple(f"{bsre.alamat}/crl/{name}" for name in ("akar", "penerbit"))
    here = replace(services, settings=replace(services.settings, esign=replace(esign, crl=lists)))
    actor = kantor_bsre.siapkan(away, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(away, kota_kecil)
    tandatangani(away, actor, naskah_id)
    signed = kantor_bsre.isi(away, kantor_bsre.naskah(away, naskah_id))

    levels = []
    for parts in (away, away, here):
        kantor_bsre.kerjakan(parts)
        with reading(services.engine) as session:
            newest = queries.berkas_kini(session, kantor_bsre.berkas(kantor_bsre.naskah(services, naskah_id)))
            roots = archiving.roots(session, services)
        with services.store.open(newest) as source:
            pdf = source.read()
        levels.append(verifying.report(pdf, roots)["level"])
        clock.set_clock(clock.now() + timedelta(hours=25))

    assert levels == ["B-T", "B-T", "B-LTA"]
    assert pdf.startswith(signed)


@pytest.mark.lambat
def test_a_certificate_with_another_nik_is_somebody_elses(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)
    bsre.orang[NIK].nik_di_sertifikat = True
    other = "3201010101800077"
    bsre.orang[other] = replace(bsre.orang[NIK])
    bsre.pinjam[NIK] = bsre.sertifikat(other)

    with pytest.raises(Conflict, match="sertifikat orang lain"):
        tandatangani(services, actor, naskah_id)
    bsre.pinjam.clear()
    tandatangani(services, actor, naskah_id)

    assert kantor_bsre.upaya(services) == ["tidak_sah", "dipakai"]


def test_a_certificate_that_is_not_bsres_is_refused_where_the_page_says_bsre(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    esign = services.settings.esign
    assert esign is not None
    changed = replace(services, settings=replace(services.settings, esign=replace(esign, penerbit=("Lembaga Lain",))))
    actor = kantor_bsre.siapkan(changed, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(changed, kota_kecil)

    with pytest.raises(Conflict, match="bukan terbitan BSrE"):
        tandatangani(changed, actor, naskah_id)

    assert kantor_bsre.naskah(changed, naskah_id).pdf_sha256 is None


def test_a_nik_is_sealed_belongs_to_one_and_is_never_shown_whole(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan, masuk: Masuk
) -> None:
    kantor_bsre.siapkan(services, kota_kecil, bsre)
    owner, other = masuk(PENANDA), masuk("kadis.diskominfo")
    form = {"nik": NIK, "cara": "frasa", "sandi_masuk_bsre": makers.SANDI}

    page = owner.get("/sertifikat").get_data(as_text=True)
    taken = browser.kirim(other, "/sertifikat/bsre", form)
    short = browser.kirim(other, "/sertifikat/bsre", form | {"nik": "12345"})
    wrong = browser.kirim(other, "/sertifikat/bsre", form | {"nik": "3201010101800055", "sandi_masuk_bsre": "salah"})
    fine = browser.kirim(other, "/sertifikat/bsre", form | {"nik": "3201010101800055"})
    back = browser.kirim(owner, "/sertifikat/bsre/lepas")

    assert (NIK[-4:] in page, NIK in page, "BSrE siap" in page) == (True, False, True)
    assert [a.status_code for a in (taken, short, wrong, fine, back)] == [422, 422, 422, 303, 303]
    assert "sudah dipakai pegawai lain" in taken.get_data(as_text=True)
    assert NIK not in taken.get_data(as_text=True)
    with reading(services.engine) as session:
        assert queries.penanda_bsre(session, kota_kecil[PENANDA].pegawai.id) is None


def test_a_lost_answer_is_looked_for_by_its_signer_and_seen_by_the_administrator(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan, masuk: Masuk
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)
    bsre.gangguan = ["putus_sesudah"]
    with pytest.raises(Undecided, match="Periksa hasil"):
        tandatangani(services, actor, naskah_id)
    with pytest.raises(Conflict, match="Periksa hasil"):
        tandatangani(services, actor, naskah_id)  # not asked again before somebody has looked
    with pytest.raises(Conflict, match="Periksa hasil"), transaction(services.engine) as session:
        found = naskah_queries.get(session, actor, naskah_id)
        actions.cetak_basah(session, actor, found, "Diminta oleh notaris", halaman=1)
    admin, signer = masuk("admin"), masuk(PENANDA)

    good = browser.kirim(admin, "/sertifikat/kelola/esign")
    page = admin.get("/sertifikat/kelola?tab=semua").get_data(as_text=True)
    bsre.gangguan = ["status_500"]
    bad = browser.kirim(admin, "/sertifikat/kelola/esign")
    after = admin.get("/sertifikat/kelola").get_data(as_text=True)

    looked = browser.kirim(signer, f"/naskah/{naskah_id}/periksa-hasil")
    told = signer.get(looked.headers["Location"]).get_data(as_text=True)
    again = browser.kirim(signer, f"/naskah/{naskah_id}/periksa-hasil")

    assert (good.status_code, bad.status_code) == (303, 303)
    assert "BSrE tidak menyimpan hasilnya" in told
    assert "Tidak ada hasil yang perlu diperiksa" in signer.get(again.headers["Location"]).get_data(as_text=True)
    assert (kantor_bsre.upaya(services), bsre.ditandatangani) == (["tanpa_hasil"], 1)
    assert "menjawab dan menerima akun aplikasi ini" in page
    assert "Hasil belum diketahui" in page
    assert "menjawab lain dari yang diharapkan" in after
    assert NIK not in page


def test_every_day_bsre_is_asked_how_it_stands(services: Services, kota_kecil: makers.Kota, bsre: Layanan) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    bsre.orang[NIK].status = "RENEW"

    with transaction(services.engine) as session:
        tte.jadwalkan_bsre(session, services)
        tte.jadwalkan_bsre(session, services)
    asked = len(bsre.catatan)
    kantor_bsre.kerjakan(services)
    with reading(services.engine) as session:
        warning = queries.peringatan(session, actor, clock.now())

    assert len(bsre.catatan) == asked + 1
    assert warning is not None
    assert (warning.nada, warning.singkat) == ("warn", "BSrE: sedang diperbarui")
    assert kejadian(services, "tte.bsre_status") == ["tte.bsre_status", "tte.bsre_status"]


def test_the_command_says_what_is_wrong(
    services: Services,
    kota_kecil: makers.Kota,
    bsre: Layanan,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from eoffice.cli import main
    from tests.tte.bsre.test_mati import lingkungan

    for name, value in lingkungan(services.settings).items():
        monkeypatch.setenv(name, value)

    good = main(["tte", "esign", "periksa"])
    monkeypatch.setenv("EOFFICE_ESIGN_SANDI", "salah-sekali")
    bad = main(["tte", "esign", "periksa"])
    monkeypatch.setenv("EOFFICE_ESIGN_URL", "http://127.0.0.1:9")
    away = main(["tte", "esign", "periksa"])

    said = capsys.readouterr().out
    assert (good, bad, away) == (0, 2, 2)
    assert "menerima akun aplikasi ini" in said
    assert "Periksa EOFFICE_ESIGN_PENGGUNA" in said
    assert "tidak dapat dihubungi" in said
