"""Saved searches: the question is kept and shared, never a right; whoever opens it sees the own results (OTR-11)."""

import re
from collections.abc import Callable
from datetime import timedelta

import client
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.errors import Invalid, NotAllowed, NotFound
from eoffice.pencarian import actions, policy, queries
from eoffice.pencarian.actions import Kepada
from eoffice.pencarian.models import Pencarian
from eoffice.web.services import Services
from tests.arsip import arsip_uji as buat

Masuk = Callable[..., FlaskClient]


def simpan(session: Session, kota: makers.Kota, who: str, nama: str = "Rapat", **more: object) -> Pencarian:
    actor = kota[who].actor(session)
    made = actions.simpan(session, actor, nama=nama, kueri="q=rapat", sematkan=False)
    if more:
        actions.ubah(session, actor, made, nama=nama, sematkan=False, kepada=Kepada(**more))  # type: ignore[arg-type]
    session.flush()
    return made


def test_who_may_use_it_is_who_is_shown_it(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01
    kota = kota_kecil
    for n, more in enumerate(
        (
            {},
            {"unit_ids": frozenset({kota.unit["dinsos"].id})},
            {"unit_ids": frozenset({kota.unit["dinsos.bidang"].id})},
            {"pegawai_ids": frozenset({kota["sekda"].pegawai.id})},
        )
    ):
        simpan(session, kota, "kadis.dinsos", f"Ke-{n}", **more)

    every = session.scalars(select(Pencarian)).all()
    for orang in kota.orang.values():
        actor = orang.actor(session)
        garis = queries.garis(session, actor)
        listed = {p.id for p, _ in queries.daftar(session, actor)}
        assert listed == {p.id for p in every if policy.may_use(actor, p, garis)}, orang.nama_pengguna
    assert len(queries.daftar(session, kota["staf.dinsos"].actor(session))) == 2
    assert len(queries.daftar(session, kota["sekda"].actor(session))) == 1


def test_only_its_maker_changes_it(session: Session, kota_kecil: makers.Kota) -> None:
    kota = kota_kecil
    made = simpan(session, kota, "kadis.dinsos", unit_ids=frozenset({kota.unit["dinsos"].id}))
    other = kota["staf.dinsos"].actor(session)

    with pytest.raises(NotAllowed):
        actions.ubah(session, other, made, nama="Lain", sematkan=False, kepada=Kepada())
    with pytest.raises(NotAllowed):
        actions.hapus(session, other, made)
    with pytest.raises(NotFound):
        queries.get(session, kota["staf.diskominfo"].actor(session), made.id)


def test_it_is_shared_with_the_own_office_and_with_people_who_are_there(
    session: Session, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OTR-05
    kota = kota_kecil
    gone = makers.pegawai(session, "Sudah Pensiun")
    gone.aktif = False
    session.flush()

    for wrong in (
        {"unit_ids": frozenset({kota.unit["diskominfo"].id})},
        {"unit_ids": frozenset({987654})},
        {"pegawai_ids": frozenset({gone.id})},
    ):
        with pytest.raises(Invalid):
            simpan(session, kota, "kadis.dinsos", f"Salah {wrong}", **wrong)


def test_sharing_and_its_end_are_in_the_trail(session: Session, kota_kecil: makers.Kota) -> None:
    kota = kota_kecil
    unit = kota.unit["dinsos"].id
    made = simpan(session, kota, "kadis.dinsos", unit_ids=frozenset({unit}))
    actor = kota["kadis.dinsos"].actor(session)
    actions.ubah(session, actor, made, nama="Rapat", sematkan=True, kepada=Kepada())
    session.commit()

    notes = session.scalars(select(AuditEntry.catatan).where(AuditEntry.event == "pencarian.bagikan")).all()
    assert notes == [f"unit {unit}", "tidak dibagikan lagi"]
    assert queries.daftar(session, kota["staf.dinsos"].actor(session)) == []


def test_a_name_is_used_once_by_one_person(session: Session, kota_kecil: makers.Kota) -> None:
    simpan(session, kota_kecil, "kadis.dinsos", "Rapat")
    simpan(session, kota_kecil, "staf.dinsos", "Rapat")

    with pytest.raises(Invalid):
        simpan(session, kota_kecil, "kadis.dinsos", "rapat")


# -- through the page ---------------------------------------------------------------------------------------------


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota) -> makers.Kota:
    with db.transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3")
        buat.naskah(session, kota_kecil, hal="Rapat Dinas Sosial", tanggal=clock.today())
        buat.naskah(session, kota_kecil, opd="diskominfo", hal="Rapat Diskominfo", tanggal=clock.today())
    return kota_kecil


def kept(services: Services) -> int:
    with db.reading(services.engine) as session:
        return session.scalars(select(Pencarian.id)).one()


def test_a_search_is_kept_shared_and_opened_with_the_own_rights(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-11
    owner, other = masuk("kadis.dinsos"), masuk("kadis.diskominfo")
    answer = client.kirim(owner, "/cari/tersimpan", {"nama": "Rapat", "kueri": "q=hal%3Arapat&urut=cocok"})
    assert answer.headers["Location"] == "/cari?q=hal%3Arapat&urut=cocok"
    number = kept(services)
    versi = re.search(r'name="versi" value="(\d+)"', owner.get("/cari/tersimpan").text)
    assert versi is not None
    assert other.get(f"/cari/tersimpan/{number}").status_code == 404  # KEAMANAN: OTR-04

    shared = {"nama": "Rapat kita", "versi": versi[1], "pegawai": str(kota["kadis.diskominfo"].pegawai.id)}
    assert client.kirim(owner, f"/cari/tersimpan/{number}", shared).status_code == 303

    assert "Rapat kita" in other.get("/cari").text
    page = other.get(f"/cari/tersimpan/{number}", follow_redirects=True).text
    assert "Rapat</mark> Diskominfo" in page and "Dinas Sosial" not in page.split('class="temuan"')[1].split("</ul>")[0]
    assert client.kirim(other, f"/cari/tersimpan/{number}/hapus", {}).status_code == 403
    assert client.kirim(other, f"/cari/tersimpan/{number}/sematkan", {"sematkan": "1"}).status_code == 303
    assert "Lepas sematan" in other.get("/cari/tersimpan").text
    assert "Orang yang Anda beri pencarian ini tidak menemukannya lagi." in owner.get("/cari/tersimpan").text
    assert client.kirim(owner, f"/cari/tersimpan/{number}/hapus", {}).status_code == 303
    assert other.get(f"/cari/tersimpan/{number}").status_code == 404


def test_what_arrived_since_the_last_look_is_counted_for_those_who_may_read_it(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-03
    owner = masuk("kadis.dinsos")
    client.kirim(owner, "/cari/tersimpan", {"nama": "Rapat", "kueri": "q=rapat"})
    number = kept(services)
    assert "baru</span>" not in owner.get("/cari/tersimpan/hitungan").text

    clock.set_clock(clock.now() + timedelta(minutes=5))
    with db.transaction(services.engine) as session:
        for sifat in (Sifat.BIASA, Sifat.BIASA):
            buat.naskah(session, kota, hal="Rapat susulan", sifat=sifat, tanggal=clock.today())
        buat.naskah(session, kota, opd="diskominfo", hal="Rapat susulan", tanggal=clock.today())
        buat.surat(session, kota, hal="Rapat warga", tanggal=clock.today())
        buat.surat(session, kota, opd="diskominfo", hal="Rapat warga", tanggal=clock.today())

    assert "3 baru" in owner.get("/cari/tersimpan/hitungan").text
    assert "3 baru" in owner.get("/cari/tersimpan").text
    owner.get(f"/cari/tersimpan/{number}")
    assert "baru</span>" not in owner.get("/cari/tersimpan/hitungan").text


def test_a_refused_name_comes_back_with_what_was_typed(kota: makers.Kota, masuk: Masuk) -> None:
    owner = masuk("kadis.dinsos")
    client.kirim(owner, "/cari/tersimpan", {"nama": "Rapat", "kueri": "q=rapat"})

    twice = client.kirim(owner, "/cari/tersimpan", {"nama": "RAPAT", "kueri": "q=rapat"})
    empty = client.kirim(owner, "/cari/tersimpan", {"nama": "Kosong", "kueri": ""})

    assert (twice.status_code, empty.status_code) == (422, 422)
    assert 'value="RAPAT"' in twice.text and "sudah mempunyai pencarian bernama ini" in twice.text


def test_people_are_offered_by_name(kota: makers.Kota, masuk: Masuk) -> None:
    name = kota["sekda"].pegawai.nama
    browser = masuk("staf.dinsos")

    assert name in browser.get("/cari/tersimpan/kepada", query_string={"q": name[:5]}).text
    assert name not in browser.get("/cari/tersimpan/kepada", query_string={"q": name[:2]}).text
