"""From the city down to the unit kerja: who may go where, numbers that add up, few people masked, and no letter too many."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import reading, transaction
from eoffice.laporan.queries import unit as queries
from eoffice.laporan.states import Rentang
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Unit
from eoffice.surat_masuk.models import SuratMasuk
from tests.laporan.test_routes import KINI, naskah
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
MASA = Rentang(datetime(2026, 9, 1).date(), datetime(2026, 11, 21).date())


@pytest.fixture
def terisi(engine: Engine, kota_kecil: makers.Kota) -> makers.Kota:
    """Naskah of two offices, one of them Rahasia; surat to one; six more people in all units of one, in one of the other."""
    clock.set_clock(KINI)
    with transaction(engine) as session:
        for n, sifat in enumerate((Sifat.BIASA, Sifat.BIASA, Sifat.RAHASIA)):
            naskah(session, kota_kecil, "dinsos", f"Bantuan {n}", sifat=sifat)
        naskah(session, kota_kecil, "diskominfo", "Jaringan")
        buatan.surat(session, kota_kecil, hal="Undangan rapat")
        for office, names in (("dinsos", ("Bidang", "Sekretariat")), ("diskominfo", ("Bidang",))):
            below = session.scalars(select(Unit).where(Unit.induk_id == kota_kecil.unit[office].id)).all()
            for unit in (each for each in below if each.nama.startswith(names)):
                for n in range(6):
                    post = makers.jabatan(session, unit, f"Pranata {unit.id} {n}")
                    makers.penugasan(session, makers.pegawai(session, f"Pranata {unit.id} {n}"), post)
    clock.set_clock(datetime(2026, 11, 20, 4, 0, tzinfo=UTC))
    return kota_kecil


def teks(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_who_may_read_which_office_kelompok_and_unit(masuk: Masuk, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-02
    dinsos, other = terisi.unit["dinsos"].id, terisi.unit["diskominfo"].id
    bidang = terisi.unit["dinsos.bidang"].id
    pages = (
        f"/laporan/opd/{dinsos}",
        f"/laporan/opd/{other}",
        f"/laporan/unit/{bidang}",
        "/laporan/kelompok",
        "/laporan/dinding",
    )
    for nama, expected in (
        ("sekda", (200, 200, 200, 200, 200)),
        ("kadis.dinsos", (200, 403, 200, 403, 403)),
        ("tu.dinsos", (200, 403, 200, 403, 403)),
        ("kadis.diskominfo", (403, 200, 404, 403, 403)),
        ("staf.dinsos", (403, 403, 404, 403, 403)),
    ):
        client = masuk(nama)
        assert tuple(client.get(page).status_code for page in pages) == expected, nama
    assert masuk("kadis.dinsos").get("/laporan/opd").location.endswith(f"/laporan/opd/{dinsos}")
    assert masuk("sekda").get("/laporan/opd").location.endswith("/dasbor")
    assert masuk("sekda").get("/laporan/kelompok?nama=tidak%20ada").status_code == 404


def test_the_numbers_of_the_units_are_those_of_the_naskah_and_surat(engine: Engine, terisi: makers.Kota) -> None:
    dinsos = terisi.unit["dinsos"].id
    with reading(engine) as session:
        rows = {each.id: each for each in queries.per_unit(session, dinsos, MASA, clock.now(), hari_ini=clock.today())}
        every = list(session.scalars(select(Naskah.unit_id).where(Naskah.opd_id == dinsos)))
        mail = list(session.scalars(select(SuratMasuk.id).where(SuratMasuk.opd_id == dinsos)))

    whole, bidang = rows[dinsos], rows[terisi.unit["dinsos.bidang"].id]
    assert (whole.terbit, whole.masuk) == (len(every), len(mail)) == (3, 1)
    assert bidang.terbit == every.count(bidang.id) == 3


def test_numbers_about_few_people_are_hidden_and_so_is_what_would_give_them_away(
    engine: Engine, terisi: makers.Kota
) -> None:  # KEAMANAN: OTR-03
    with reading(engine) as session:
        dinsos, other = (terisi.unit[name].id for name in ("dinsos", "diskominfo"))
        mine = queries.per_unit(session, dinsos, MASA, clock.now(), hari_ini=clock.today())
        theirs = queries.per_unit(session, other, MASA, clock.now(), hari_ini=clock.today())

    assert not [each for each in mine if each.tersamar or each.orang < 5]
    large, small = sorted((each for each in theirs if each.tingkat == 1), key=lambda each: -each.orang)
    assert small.orang < 5 <= large.orang and not theirs[0].tersamar
    assert small.tersamar and large.tersamar  # the whole minus the large one would be the small one
    assert (large.terbit, large.masuk, large.terbuka, large.lewat) == (None, None, None, None)


def test_the_list_holds_only_what_the_reader_may_open_and_never_the_hal_of_a_secret_one(
    masuk: Masuk, terisi: makers.Kota
) -> None:  # KEAMANAN: OTR-03
    bidang = terisi.unit["dinsos.bidang"].id
    own = teks(masuk("tu.dinsos").get(f"/laporan/unit/{bidang}").get_data(as_text=True))
    city = teks(masuk("sekda").get(f"/laporan/unit/{bidang}").get_data(as_text=True))

    assert "Bantuan 0" in own and "Bantuan 1" in own and "Bantuan 2" not in own and "Jaringan" not in own
    assert "Bantuan 0" not in city and "Tidak ada naskah atau surat unit ini yang boleh Anda buka" in city


def test_the_head_is_told_what_to_do_next_and_each_step_leads_somewhere(masuk: Masuk, terisi: makers.Kota) -> None:
    client = masuk("kadis.dinsos")
    html = client.get(f"/laporan/opd/{terisi.unit['dinsos'].id}").get_data(as_text=True)

    assert "Yang perlu dikerjakan sekarang" in html and "Belum punya sertifikat" not in html
    links = re.findall(r'<a class="btn btn-line btn-sm" href="([^"#]+)', html)
    assert links and all(client.get(link).status_code == 200 for link in set(links))


def test_the_wall_asks_again_by_itself_without_keeping_the_session_alive(masuk: Masuk, terisi: makers.Kota) -> None:
    html = masuk("sekda").get("/laporan/dinding").get_data(as_text=True)

    assert 'content="300;url=/laporan/dinding?latar=1"' in html and "<script" not in html
    for orang in terisi.orang.values():
        assert orang.pegawai.nama not in html


def test_nothing_is_published_before_the_city_has_decided(client: FlaskClient, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-02
    for page in ("/laporan/terbuka.json", "/laporan/terbuka.schema.json", "/laporan/terbuka/dinding"):
        assert client.get(page).status_code == 404
