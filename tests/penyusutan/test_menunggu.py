"""The number beside the menu: a case is counted for those whose turn it is, and for nobody else."""

from collections.abc import Callable
from datetime import timedelta

import makers
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.dasbor import queries as dasbor
from eoffice.db import transaction
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.actions import pindah
from eoffice.penyusutan.states import Dokumen, Status
from eoffice.storage import BlobStore
from eoffice.web.services import Services
from tests.penyusutan import bahan

#: Those who could have a turn, and some who never have.
ORANG = (
    "arsiparis.dinsos",
    "sekretaris.dinsos",
    "kabid.dinsos",
    "walikota",
    "sekda",
    "staf.dinsos",
    "arsiparis.diskominfo",
)
PANITIA = {"arsiparis.dinsos", "sekretaris.dinsos", "kabid.dinsos"}


def waiting(session: Session, kota: makers.Kota, path: str = "/penyusutan") -> set[str]:
    """Who sees a number there."""
    session.flush()
    return {name for name in ORANG if queries.menunggu(session, kota[name].actor(session)).get(path)}


def test_a_case_is_counted_for_those_whose_turn_it_is(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas = bahan.berkas(session, kota_kecil, store)
    made = bahan.kasus(session, kota_kecil, [berkas])
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    assert waiting(session, kota_kecil) == {"arsiparis.dinsos"}
    written = actions.tulis(session, arsiparis, store, made, Dokumen.SK_PANITIA, kota=bahan.KOTA)
    assert waiting(session, kota_kecil) == set()  # whoever checks and signs it has it in their own lists
    bahan.terbit(session, written)
    assert waiting(session, kota_kecil) == PANITIA
    bahan.nilai(session, kota_kecil, made)
    assert waiting(session, kota_kecil) == {"arsiparis.dinsos"}
    bahan.tulis(session, store, kota_kecil, made, Dokumen.PERTIMBANGAN)
    assert waiting(session, kota_kecil) == {"arsiparis.dinsos"}
    actions.minta_persetujuan(session, arsiparis, made)
    assert waiting(session, kota_kecil) == {"arsiparis.dinsos", "walikota"}
    assert dasbor.counters(session, kota_kecil["walikota"].actor(session))["/penyusutan"] == 1
    bahan.sampai(session, store, kota_kecil, made, Status.DITETAPKAN)
    assert waiting(session, kota_kecil) == PANITIA
    actions.siapkan(session, arsiparis, made)
    assert waiting(session, kota_kecil) == PANITIA - {"arsiparis.dinsos"}
    actions.musnahkan(session, kota_kecil["sekretaris.dinsos"].actor(session), made)
    assert waiting(session, kota_kecil) == set()


def test_a_pemindahan_is_counted_for_the_unit_kearsipan(session: Session, kota_kecil: makers.Kota) -> None:
    later = clock.today() + timedelta(days=400)
    berkas = bahan.berkas(session, kota_kecil, jatuh_inaktif=later)
    pindah.usulkan_pindah(session, kota_kecil["kabid.dinsos"].actor(session), [berkas.id])
    assert waiting(session, kota_kecil, "/arsip/pemindahan") == {"arsiparis.dinsos", "sekretaris.dinsos"}


def test_the_first_page_says_that_a_case_waits(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with transaction(services.engine) as session:
        berkas = bahan.berkas(session, kota_kecil, services.store)
        bahan.kasus(session, kota_kecil, [berkas])

    page, other = (masuk(who).get("/").get_data(as_text=True) for who in ("arsiparis.dinsos", "kabid.dinsos"))

    assert "1 hal menunggu tindakan Anda" in page and "Tidak ada yang menunggu." not in page
    assert "1 perkara pemusnahan atau penyerahan menunggu langkah Anda" in page
    assert "tidak ada yang menunggu tindakan Anda" in other and "menunggu langkah Anda" not in other


def test_the_head_of_the_city_is_found_in_a_unit_of_its_own_or_at_the_very_top(
    session: Session, kota_kecil: makers.Kota
) -> None:
    assert queries.kepala_daerah(session) == session.merge(kota_kecil["walikota"].jabatan)
    own = makers.unit(
        session, "Wali Kota", kode="00.1", singkatan="WK", induk=kota_kecil.unit["pemkot"], jenis="kepala_daerah"
    )
    session.merge(kota_kecil["walikota"].jabatan).unit_id = own.id
    session.flush()
    assert queries.kepala_daerah(session) == session.merge(kota_kecil["walikota"].jabatan)
