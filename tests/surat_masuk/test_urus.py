"""What a TU does besides registering: sealed envelopes, the wrong office, where the paper lies, what is not taken."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eoffice import db
from eoffice.audit.models import AuditEntry
from eoffice.errors import Invalid, NotAllowed
from eoffice.nomor import queries as nomor
from eoffice.surat_masuk import actions, queries, sisi
from eoffice.surat_masuk.models import SuratDitolak, SuratMasuk
from eoffice.surat_masuk.states import CaraTerima, Hubungan, SebabTolak, Status
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
RAHASIA = "Pemeriksaan Pegawai Berinisial Q"


def test_a_surat_for_somebody_else_is_registered_there_and_closed_here(
    session: Session, kota_kecil: makers.Kota
) -> None:
    tu, there = kota_kecil["tu.dinsos"].actor(session), kota_kecil["tu.diskominfo"].actor(session)
    surat = actions.registrasi(session, tu, buatan.isian(kota_kecil), None)
    with pytest.raises(NotAllowed):
        actions.alihkan(session, there, surat, kota_kecil.unit["diskominfo"].id, "bukan kewenangan kami")
    with pytest.raises(Invalid):
        actions.alihkan(session, tu, surat, kota_kecil.unit["dinsos"].id, "kembali ke sini")

    made = actions.alihkan(session, tu, surat, kota_kecil.unit["diskominfo"].id, "layanan internet, bukan sosial")

    assert (surat.status, surat.selesai_at is not None) == (Status.SALAH_ALAMAT, True)
    assert (made.status, made.opd_id) == (Status.TERCATAT, kota_kecil.unit["diskominfo"].id)
    assert (made.nomor_agenda, made.tujuan_jabatan_id) == (1, kota_kecil["kadis.diskominfo"].jabatan.id)
    came, went = sisi.kaitan(session, there, [surat.id, made.id])
    assert (came[made.id].agenda, came[made.id].hubungan, came[made.id].url) == (
        f"{surat.nomor_agenda}/{surat.tahun}", Hubungan.DIALIHKAN, ""  # the TU there does not read the old one
    )  # fmt: skip
    assert went[surat.id][0].url == f"/surat-masuk/{made.id}?tab=semua"
    assert list(nomor.flaws(session)) == []
    with pytest.raises(NotAllowed):
        actions.alihkan(session, tu, surat, kota_kecil.unit["setda"].id, "sekali lagi saja")


def test_a_surat_that_goes_on_stays_open_and_goes_there_once(session: Session, kota_kecil: makers.Kota) -> None:
    tu, opd = kota_kecil["tu.dinsos"].actor(session), kota_kecil.unit["diskominfo"].id
    surat = actions.registrasi(session, tu, buatan.isian(kota_kecil), None)

    made = actions.teruskan(session, tu, surat, opd, "mohon dukungan jaringan")

    assert (surat.status, made.status) == (Status.TERCATAT, Status.TERCATAT)
    with pytest.raises(Invalid):
        actions.teruskan(session, tu, surat, opd, "mohon dukungan jaringan")
    assert queries.get(session, kota_kecil["kadis.diskominfo"].actor(session), made.id) is made


def test_what_is_not_taken_uses_no_number(session: Session, kota_kecil: makers.Kota) -> None:
    tu = kota_kecil["tu.dinsos"].actor(session)
    known = {"opd_id": kota_kecil.unit["dinsos"].id, "asal_teks": "CV Promo", "cara_terima": CaraTerima.POS}
    actions.tolak_catat(session, tu, actions.IsianTolak(sebab=SebabTolak.IKLAN, alasan="", **known))  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        actions.tolak_catat(session, tu, actions.IsianTolak(sebab=SebabTolak.LAINNYA, alasan="", **known))  # type: ignore[arg-type]

    assert actions.registrasi(session, tu, buatan.isian(kota_kecil), None).nomor_agenda == 1
    ((row, oleh),) = queries.ditolak(session, tu)
    assert (row.sebab, oleh) == (SebabTolak.IKLAN, "Tuti Handayani")
    assert queries.ditolak(session, kota_kecil["tu.diskominfo"].actor(session)) == []


def test_the_place_of_the_original_is_kept_searched_and_its_moves_are_traced(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        surat_id = actions.registrasi(session, tu, buatan.isian(kota_kecil), None).id
        actions.registrasi(session, tu, buatan.isian(kota_kecil, hal="Undangan Lain", nomor_surat="7"), None)
    client = masuk("tu.dinsos")

    for rak in ("3", "4"):
        place = {"lemari": "B", "rak": rak, "boks": "K-12", "map": "", "versi": "1"}
        assert kirim(client, f"/surat-masuk/{surat_id}/lokasi", place).status_code == 303

    page = client.get("/agenda?q=k-12").text
    assert "Lemari B, Rak 4, Boks K-12" in page and "Undangan Lain" not in page
    assert "Undangan Lain" in client.get("/agenda?q=undangan").text
    assert "Tidak ada yang cocok" in client.get("/agenda?q=zzz%25").text
    with db.reading(services.engine) as session:
        notes = session.scalars(select(AuditEntry.catatan).where(AuditEntry.event == "surat_masuk.lokasi")).all()
    assert notes == [
        "dari belum dicatat ke Lemari B, Rak 3, Boks K-12",
        "dari Lemari B, Rak 3, Boks K-12 ke Lemari B, Rak 4, Boks K-12",
    ]
    assert kirim(masuk("kadis.dinsos"), f"/surat-masuk/{surat_id}/lokasi", {"versi": "1"}).status_code == 403


def envelope(kota: makers.Kota) -> dict[str, object]:
    return {
        "tujuan_jabatan_id": kota["kadis.dinsos"].jabatan.id,
        "sifat": "rahasia",
        "asal_teks": "Inspektorat Provinsi Quartz",
        "kode": "R-7",
        "kondisi": "utuh",
        "catatan": "",
        "cara_terima": "langsung",
        "urgensi": "biasa",
    }


def test_only_the_addressee_opens_an_envelope_and_nobody_else_learns_of_it(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-08, OTR-03
    tu, kadis = masuk("tu.dinsos"), masuk("kadis.dinsos")
    answer = kirim(tu, "/surat-masuk/sampul", envelope(kota_kecil))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ekspedisi?tab=sampul")
    with db.reading(services.engine) as session:
        surat_id = session.scalars(select(SuratMasuk.id)).one()
    inside = {
        "hal": RAHASIA,
        "nomor_surat": "R-7/XI",
        "ringkasan": "Nama lengkap Quartz",
        "urgensi": "segera",
        "versi": 2,
    }

    assert "Lengkapi isi" in kadis.get(f"/surat-masuk/{surat_id}").text
    for other in (tu, masuk("sekretaris.dinsos"), masuk("arsiparis.dinsos"), masuk("admin")):
        assert other.get(f"/surat-masuk/{surat_id}/isi").status_code == 404
        assert kirim(other, f"/surat-masuk/{surat_id}/isi", inside).status_code == 404
    assert kirim(kadis, f"/surat-masuk/{surat_id}/isi", {**inside, "hal": ""}).status_code == 422
    assert kirim(kadis, f"/surat-masuk/{surat_id}/isi", inside).status_code == 303
    assert kirim(kadis, f"/surat-masuk/{surat_id}/isi", {**inside, "versi": 3}).status_code == 409

    assert RAHASIA in kadis.get(f"/surat-masuk/{surat_id}").text
    looked = (
        "/agenda",
        "/agenda?q=quartz",
        "/surat-masuk?tab=semua",
        "/cari?q=quartz",
        "/ekspedisi",
        "/laporan/buku/isi?buku=agenda",
    )
    for other in (tu, masuk("arsiparis.dinsos")):
        for path in looked:
            page = other.get(path)
            assert page.status_code == 200, path
            shown = page.text.replace("q=quartz", "").replace('value="quartz"', "")
            assert RAHASIA not in shown and "Quartz" not in shown and "R-7" not in shown, path
    assert "Surat tertutup" in tu.get("/agenda").text


def test_of_sangat_rahasia_only_the_opening_is_kept(session: Session, kota_kecil: makers.Kota) -> None:
    from eoffice.akses.rights import Sifat
    from eoffice.naskah.states import Urgensi

    tu, kadis = kota_kecil["tu.dinsos"].actor(session), kota_kecil["kadis.dinsos"].actor(session)
    surat = actions.daftarkan(session, tu, buatan.sampul(kota_kecil, sifat=Sifat.SANGAT_RAHASIA))

    isian = actions.IsianIsi("SR-1", None, RAHASIA, "isi", Urgensi.BIASA)
    actions.buka_sampul(session, kadis, surat, isian, None)

    assert (surat.hal, surat.nomor_surat, surat.ringkasan) == (
        "(Sangat Rahasia; isinya tidak disimpan di e-Office)",
        "",
        "",
    )


def test_the_pages_of_sending_on_and_refusing(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        surat_id = actions.registrasi(
            session, kota_kecil["tu.dinsos"].actor(session), buatan.isian(kota_kecil), None
        ).id
    tu, opd = masuk("tu.dinsos"), kota_kecil.unit["diskominfo"].id
    assert "Alihkan: salah alamat" in tu.get(f"/surat-masuk/{surat_id}/pindah").text

    moved = {"cara": "dialihkan", "opd_id": opd, "alasan": "kewenangan Kominfo", "versi": 1}
    assert kirim(tu, f"/surat-masuk/{surat_id}/pindah", {**moved, "alasan": ""}).status_code == 422
    assert kirim(tu, f"/surat-masuk/{surat_id}/pindah", moved).status_code == 303
    assert "kewenangan Kominfo" in tu.get(f"/surat-masuk/{surat_id}?tab=semua").text
    assert "dari agenda 1/" in masuk("tu.diskominfo").get("/agenda").text

    form = {"opd_id": kota_kecil.unit["dinsos"].id, "sebab": "iklan", "asal_teks": "CV Promo", "cara_terima": "pos"}
    assert kirim(tu, "/agenda/ditolak/catat", form).status_code == 303
    assert "CV Promo" in tu.get("/agenda/ditolak").text
    assert "CV Promo" not in masuk("tu.diskominfo").get("/agenda/ditolak").text
    with db.reading(services.engine) as session:
        assert session.scalars(select(SuratDitolak)).one().sebab is SebabTolak.IKLAN


def test_books_stay_gapless_while_many_register_seal_and_send_on(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: NOM-01, NOM-02
    opd = {name: kota_kecil.unit[name].id for name in ("dinsos", "diskominfo")}

    def work(n: int) -> None:
        own, other = ("dinsos", "diskominfo") if n % 2 else ("diskominfo", "dinsos")
        with db.transaction(services.engine) as session:
            tu = kota_kecil[f"tu.{own}"].actor(session)
            isian = buatan.isian(kota_kecil, f"kadis.{own}", nomor_surat=f"{n}/X")
            surat = actions.registrasi(session, tu, isian, None)
            if n % 3 == 0:
                actions.alihkan(session, tu, surat, opd[other], "kewenangan perangkat daerah itu")
            if n % 4 == 0:
                actions.daftarkan(session, tu, buatan.sampul(kota_kecil, f"kadis.{own}"))

    def patient(n: int) -> None:
        for _ in range(20):  # two that cross each other: one is told to try again, as the edge tells a browser
            try:
                return work(n)
            except OperationalError:
                time.sleep(0.05)
        raise AssertionError(n)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(patient, range(12)))

    with db.reading(services.engine) as session:
        assert list(nomor.flaws(session)) == []
        rows = session.execute(select(SuratMasuk.opd_id, SuratMasuk.nomor_agenda)).tuples().all()
    for office in opd.values():
        numbers = sorted(number for at, number in rows if at == office)
        assert numbers == list(range(1, len(numbers) + 1))
    assert len(rows) == 12 + 4 + 3
