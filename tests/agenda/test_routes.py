"""The agenda through HTTP: looked at, noted, answered, taken along, subscribed; and closed to strangers."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, db
from eoffice.agenda import actions
from eoffice.agenda.models import Acara, Langganan, Peserta
from eoffice.akses.rights import Sifat
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.agenda import rfc5545
from tests.agenda.test_actions import undangan
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ACARA = {
    "judul": "Rapat staf",
    "tanggal": "2026-11-25",
    "mulai": "09:30",
    "selesai": "10:30",
    "tempat": "Aula",
    "versi": 0,
}


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


@pytest.fixture
def acara(services: Services, kota_kecil: makers.Kota) -> int:
    """An undangan in the agenda of kadis.dinsos, Wednesday 09.00; the number of that appointment."""
    with db.transaction(services.engine) as session:
        made = actions.selaraskan(session, undangan(session, kota_kecil).id)
        assert made is not None
        return made.peserta[0].id


def text(answer: object) -> str:
    return str(answer.get_data(as_text=True))  # type: ignore[attr-defined]


def row(services: Services, peserta_id: int) -> Peserta:
    with db.reading(services.engine) as session:
        found = session.get_one(Peserta, peserta_id)
        session.expunge_all()
        return found


def test_week_day_and_list_show_it_and_an_overlap_stands_out(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, acara: int
) -> None:
    kadis = masuk("kadis.dinsos")
    own = kota_kecil["kadis.dinsos"].jabatan.id

    made = kirim(kadis, "/acara/baru", {**ACARA, "jabatan": own})
    assert made.status_code == 303
    page = text(kadis.get(made.headers["Location"]))
    assert "Bersamaan dengan “Rapat peta jalan”" in page

    for how in ("minggu", "hari", "daftar"):
        page = text(kadis.get(f"/acara?tampil={how}&tanggal=2026-11-25"))
        assert "Rapat peta jalan" in page and "09.00–selesai" in page and page.count("Bentrok") == 2, how
    assert "Rapat peta jalan" not in text(kadis.get("/acara?tampil=hari&tanggal=2026-11-26"))
    assert kadis.get("/acara?tampil=x&tanggal=kemarin&jabatan=abc").status_code == 200


def test_a_paper_letter_proposes_hour_and_place_to_be_confirmed(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        surat = buatan.surat(session, kota_kecil)
        surat.teks = "hari, tanggal : Kamis, 26 November 2026\nwaktu : pukul 13.30 WIB\ntempat : Balai Kota, lantai 2\n"
        surat_id = surat.id
    tu = masuk("tu.dinsos")

    assert f"/acara/surat/{surat_id}" in text(tu.get(f"/surat-masuk/{surat_id}"))
    answer = tu.get(f"/acara/surat/{surat_id}")
    assert answer.headers["Location"] == f"/acara/baru?surat={surat_id}"
    form = text(tu.get(answer.headers["Location"]))
    assert 'value="2026-11-26"' in form and 'value="13:30"' in form and "Balai Kota, lantai 2" in form
    assert "Cocokkan dahulu" in form

    refused = kirim(tu, "/acara/baru", {**ACARA, "surat": surat_id, "selesai": "09:00", "judul": "Rapat <b>"})
    assert refused.status_code == 422 and "Jam selesai harus sesudah jam mulai." in text(refused)
    assert "Rapat &lt;b&gt;" in text(refused)  # nothing typed is lost
    made = kirim(tu, "/acara/baru", {**ACARA, "surat": surat_id, "mulai": "13.30", "selesai": ""})
    assert made.status_code == 303
    assert tu.get(f"/acara/surat/{surat_id}").headers["Location"] == made.headers["Location"]
    assert "Rapat staf" in text(masuk("kadis.dinsos").get("/acara?tanggal=2026-11-25"))


def test_an_appointment_is_answered_sent_on_changed_and_called_off(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, acara: int
) -> None:
    kadis, kabid, here = masuk("kadis.dinsos"), masuk("kabid.dinsos"), f"/acara/{acara}"

    def post(path: str, **data: object) -> int:
        with db.reading(services.engine) as session:
            versi = session.get_one(Peserta, acara).version
        return int(kirim(kadis, here + path, {"versi": versi, **data}).status_code)

    assert post("/jawab", kehadiran="hadir") == 303
    assert "circle-check" in text(kadis.get(here))
    assert post("/jawab", kehadiran="tidak_hadir") == 422
    assert post("/jawab", kehadiran="ditarik") == 422
    assert post("/jawab", kehadiran="hadir", versi=1) == 409
    assert post("/wakilkan", wakil=kota_kecil["kabid.dinsos"].jabatan.id) == 303
    assert "Mewakili" in text(kabid.get("/acara?tanggal=2026-11-25"))

    with db.reading(services.engine) as session:
        versi = session.scalars(select(Acara.version)).one()
    assert "Ubah acara" in text(kadis.get(f"{here}/ubah"))
    assert kirim(kadis, f"{here}/ubah", {**ACARA, "versi": versi}).status_code == 303
    assert kirim(kadis, f"{here}/ubah", {**ACARA, "versi": versi, "tempat": "Lain"}).status_code == 409
    assert post("/batal", alasan="x") == 422
    assert post("/batal", alasan="Tidak jadi diadakan") == 303
    assert "Acara dibatalkan." in text(kabid.get(f"/acara/{acara + 1}"))
    assert post("/jawab", kehadiran="hadir") == 403


def test_strangers_find_nothing(kota_kecil: makers.Kota, masuk: Masuk, acara: int) -> None:
    # KEAMANAN: OTR-04
    stranger = masuk("kabid.diskominfo")
    for path in (f"/acara/{acara}", f"/acara/{acara}.ics", f"/acara/{acara}/ubah", "/acara/999"):
        assert stranger.get(path).status_code == 404, path
    assert "Rapat peta jalan" not in text(stranger.get("/acara?tampil=daftar&tanggal=2026-11-25"))
    for path in ("jawab", "wakilkan", "batal", "ubah"):
        assert kirim(stranger, f"/acara/{acara}/{path}", {"versi": 1, "kehadiran": "hadir"}).status_code == 404
    own = kota_kecil["kadis.dinsos"].jabatan.id
    assert kirim(stranger, "/acara/baru", {**ACARA, "jabatan": own}).status_code == 403


def test_one_appointment_as_a_file(masuk: Masuk, acara: int) -> None:
    answer = masuk("kadis.dinsos").get(f"/acara/{acara}.ics")

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (found,) = rfc5545.kejadian(answer.data)
    assert (found.teks("SUMMARY"), found.nilai["STATUS"][0]) == ("Rapat peta jalan", "TENTATIVE")


def test_a_subscribed_agenda_follows_every_change_and_ends_with_its_address(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, client: FlaskClient, acara: int
) -> None:
    with db.transaction(services.engine) as session:
        actions.selaraskan(session, undangan(session, kota_kecil, sifat=Sifat.TERBATAS, jam="13.00").id)
    kadis, phone = masuk("kadis.dinsos"), client
    shown = text(kirim(kadis, "/acara/langganan", {}))
    (path,) = re.findall(r"(/acara/umpan/[\w-]{43}\.ics)", shown)
    assert path not in text(kadis.get("/acara/langganan"))

    first = {e.nilai["UID"][0]: e for e in rfc5545.kejadian(phone.get(path).data)}
    assert sorted(e.teks("SUMMARY") for e in first.values()) == ["Acara", "Rapat peta jalan"]
    versi = row(services, acara).version
    assert kirim(kadis, f"/acara/{acara}/batal", {"versi": versi, "alasan": "Tidak jadi"}).status_code == 303
    second = {e.nilai["UID"][0]: e for e in rfc5545.kejadian(phone.get(path).data)}

    assert set(first) == set(second)
    changed = [u for u in first if first[u].nilai["STATUS"] != second[u].nilai["STATUS"]]
    assert [second[u].nilai["STATUS"][0] for u in changed] == ["CANCELLED"]
    assert [int(second[u].nilai["SEQUENCE"][0]) - int(first[u].nilai["SEQUENCE"][0]) for u in changed] == [1]

    with db.reading(services.engine) as session:
        assert path[13:-4] not in session.scalars(select(Langganan.token_sha256)).one()
    assert kirim(kadis, "/acara/langganan/cabut", {}).status_code == 303
    assert phone.get(path).status_code == 404


def test_who_looks_after_several_agendas_sees_them_in_one_list(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, acara: int
) -> None:
    with db.transaction(services.engine) as session:
        surat = session.scalars(select(SuratMasuk)).one()
        assert surat.sifat is Sifat.BIASA
    page = text(masuk("sekretaris.dinsos").get("/acara?tampil=daftar&tanggal=2026-11-25"))

    assert "Rapat peta jalan" in page and "Kepala Dinas Sosial" in page
