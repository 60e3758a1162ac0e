"""The checks against gaming ask questions with a number behind them, and never name anybody (metrik.md 3.5)."""

from datetime import UTC, date, datetime, timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akun.models import Akun, Sesi
from eoffice.laporan.adopsi import PEMERIKSAAN, Pertanyaan
from eoffice.laporan.adopsi.privasi import SAMAR, samarkan, tulis_jumlah
from eoffice.laporan.models import CetakServer, RAdopsi, RHarian
from eoffice.laporan.queries.periksa import pertanyaan
from eoffice.laporan.states import Rentang
from eoffice.naskah.models import Penerima
from eoffice.naskah.states import PeranPenerima, TipePenerima
from eoffice.peristiwa import actions as peristiwa
from tests.laporan.test_routes import naskah

KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TAHUN = Rentang(date(2026, 1, 1), date(2026, 11, 21))
KUNCI = b"kunci-uji"


@pytest.fixture(autouse=True)
def november() -> None:
    clock.set_clock(KINI)


def tanya(session: Session, kode: str) -> list[Pertanyaan]:
    session.flush()
    return [q for q in pertanyaan(session, TAHUN, KINI.date(), KUNCI) if q.kode == kode]


def test_every_check_is_listed_with_what_of_it_is_not_computed() -> None:
    assert [c.kode for c in PEMERIKSAAN] == [f"C{n}" for n in range(1, 13)]
    assert all(c.cara for c in PEMERIKSAAN)
    (bulk,) = [c for c in PEMERIKSAAN if c.kode == "C6"]
    assert "tidak dihitung" in bulk.batas  # the date on the paper sheet is not known


def kirim_kepada(session: Session, kota: makers.Kota, hal: str, siapa: str, menit: int) -> None:
    made = naskah(session, kota, "dinsos", f"{hal}{menit}")
    made.hal, made.ditandatangani_at = hal, KINI + timedelta(minutes=menit)
    session.add(
        Penerima(
            naskah_id=made.id,
            peran=PeranPenerima.TUJUAN,
            urutan=1,
            tipe=TipePenerima.INTERNAL,
            jabatan_id=kota[siapa].jabatan.id,
            teks=siapa,
        )
    )


def test_one_letter_split_into_many_and_letters_to_oneself(session: Session, kota_kecil: makers.Kota) -> None:
    for menit in (0, 20, 40):
        kirim_kepada(session, kota_kecil, "Undangan  Rapat", "kadis.diskominfo", menit)
    kirim_kepada(session, kota_kecil, "Undangan rapat", "kabid.diskominfo", 30)  # to somebody else
    kirim_kepada(session, kota_kecil, "Catatan", "kadis.dinsos", 5)

    found = tanya(session, "C3")

    assert [q.jumlah for q in found] == [2, 1]
    assert {q.opd for q in found} == {kota_kecil.unit["dinsos"].id}


def harian(session: Session, opd: int, bulan: int, lembar: int, naskah_: int, nyata: int = 0) -> None:
    zero = dict.fromkeys(("halaman_dasar", "halaman_nyata", "amplop_dasar", "amplop_nyata", "arsip"), 0)
    day = date(2026, bulan, 5)
    session.add(
        RHarian(opd_id=opd, tanggal=day, versi="v", skenario="tengah", lembar_dasar=lembar, lembar_nyata=nyata, **zero)
    )
    session.add(RAdopsi(opd_id=opd, tanggal=day, lahir_digital=naskah_, keluar=naskah_))


def test_sheets_per_naskah_that_rise_by_half_raise_a_question(session: Session, kota_kecil: makers.Kota) -> None:
    dinsos, kominfo = (kota_kecil.unit[name].id for name in ("dinsos", "diskominfo"))
    for opd, now in ((dinsos, 160_000), (kominfo, 140_000)):
        harian(session, opd, 6, 100_000, 10)
        harian(session, opd, 9, now, 10)

    assert [q.opd for q in tanya(session, "C4")] == [dinsos]


def test_a_missing_declaration_is_asked_for_once_its_time_is_over(session: Session, kota_kecil: makers.Kota) -> None:
    harian(session, kota_kecil.unit["dinsos"].id, 9, 0, 1)

    (asked,) = tanya(session, "C1")

    assert asked.jumlah == 2  # September and October; November is not over, and August was before the beginning


def test_a_print_server_that_counted_less_than_the_application_is_asked_about(
    session: Session, kota_kecil: makers.Kota
) -> None:
    dinsos, kominfo = (kota_kecil.unit[name].id for name in ("dinsos", "diskominfo"))
    for opd in (dinsos, kominfo):
        harian(session, opd, 10, 0, 1, nyata=120_000)
        sheets = 100 if opd == dinsos else 500
        session.add(
            CetakServer(
                opd_id=opd,
                bulan=date(2026, 10, 1),
                lembar=sheets,
                halaman=sheets,
                pekerjaan=9,
                berkas_sha256="0" * 64,
                pencatat="TU",
                dicatat_at=KINI,
            )
        )

    (asked,) = tanya(session, "C9")

    assert (asked.opd, asked.jumlah) == (dinsos, 20)


def test_a_disposisi_while_the_account_is_open_in_two_browsers(session: Session, kota_kecil: makers.Kota) -> None:
    leader = kota_kecil["kadis.dinsos"]
    akun_id = session.scalars(select(Akun.id).where(Akun.pegawai_id == leader.pegawai.id)).one()
    for n, peramban in enumerate(("Firefox", "Chrome")):
        session.add(
            Sesi(
                id=f"{n}" * 64,
                akun_id=akun_id,
                jabatan_id=None,
                dibuat_at=KINI - timedelta(hours=2 - n),
                terakhir_at=KINI,
                alamat="10.0.0.1",
                peramban=peramban,
                versi_sesi=1,
            )
        )
    for minutes in (90, 5):
        peristiwa.catat(
            session,
            jenis="disposisi.dibuat",
            opd_id=kota_kecil.unit["dinsos"].id,
            unit_id=None,
            akun=peristiwa.samaran(KUNCI, leader.pegawai.id),
            jabatan_id=None,
            naskah="surat:1",
            rincian={"disposisi": "1", "kanal": "sistem", "target": 1},
            at=KINI - timedelta(minutes=minutes),
        )
    session.commit()

    (asked,) = tanya(session, "C10")

    assert asked.jumlah == 1  # ninety minutes ago only one of the two was open
    assert leader.pegawai.nama not in asked.kalimat


def test_small_cells_are_masked_together_with_the_one_that_would_tell() -> None:
    # KEAMANAN: metrik 3.6, k = 5
    people = {"a": 4, "b": 6, "c": 40}

    shown = samarkan({"a": 3, "b": 5, "c": 30}, people)

    assert shown == {"a": None, "b": None, "c": 30}
    assert tulis_jumlah(shown["a"]) == SAMAR == "< 5"
    assert samarkan({"a": 3, "b": 2, "c": 30}, {**people, "b": 3}) == {"a": None, "b": None, "c": 30}
    assert samarkan({"b": 5, "c": 30}, people) == {"b": 5, "c": 30}
