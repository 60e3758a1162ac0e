"""The archive pages, through HTTP."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions
from eoffice.arsip.models import Berkas
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.web.services import Services

from . import arsip_uji as buat

Masuk = Callable[..., FlaskClient]
STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture
def kota(kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    return kota_kecil


def terbit(services: Services, kota: makers.Kota, **more: object) -> int:
    with db.transaction(services.engine) as session:
        return buat.naskah(session, kota, **more).id  # type: ignore[arg-type]


def berisi(services: Services, kota: makers.Kota, **more: object) -> int:
    """A berkas with one naskah in it."""
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        berkas = actions.buka_berkas(
            session,
            actor,
            unit_id=kota.unit["dinsos.bidang"].id,
            kode_klasifikasi=str(more.pop("berkode", "000.8.3.3")),
            judul="Standar pelayanan 2026",
        )
        naskah = buat.naskah(session, kota, **more)  # type: ignore[arg-type]
        actions.berkaskan_naskah(session, actor, services.store, berkas, naskah)
        return berkas.id


def test_an_arsiparis_opens_a_berkas(kota: makers.Kota, masuk: Masuk) -> None:
    arsiparis = masuk("arsiparis.dinsos")
    assert "Bidang Layanan Dinas Sosial" in arsiparis.get("/arsip/berkas/baru").get_data(as_text=True)

    answer = browser.kirim(
        arsiparis,
        "/arsip/berkas/baru",
        {
            "kode_klasifikasi": "000.8.3.3",
            "judul": "Standar pelayanan 2026",
            "unit_id": kota.unit["dinsos.bidang"].id,
            "indeks": "SOP",
        },
    )

    assert answer.status_code == 303
    page = arsiparis.get(answer.location).get_data(as_text=True)
    assert "000.8.3.3/001/2026" in page and "bukan sejak tanggal surat" in page
    assert "Standar pelayanan 2026" in arsiparis.get("/arsip?q=sop&kode=000.8&tahun=2026").get_data(as_text=True)
    assert "Tidak ada berkas yang cocok" in arsiparis.get("/arsip?tahap=aktif").get_data(as_text=True)


def test_the_page_of_a_filed_record_leads_to_its_berkas(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    berkas_id, loose = berisi(services, kota), terbit(services, kota)
    link = f'href="/arsip/berkas/{berkas_id}"'
    with db.reading(services.engine) as session:
        filed = session.scalars(select(Naskah.id).where(Naskah.status == Status.DIBERKASKAN)).one()

    page = masuk("arsiparis.dinsos").get(f"/naskah/{filed}").get_data(as_text=True)
    assert link in page and "Berkas 000.8.3.3/001/2026" in page
    assert link not in masuk("arsiparis.dinsos").get(f"/naskah/{loose}").get_data(as_text=True)
    with db.transaction(services.engine) as session:
        session.get_one(Berkas, berkas_id).sifat = Sifat.SANGAT_RAHASIA  # beside what else lies in it
    sees = masuk("kabid.dinsos").get(f"/naskah/{filed}")
    assert sees.status_code == 200 and link not in sees.get_data(as_text=True)


def test_a_kode_typed_without_a_script_is_understood(kota: makers.Kota, masuk: Masuk) -> None:
    arsiparis, unit = masuk("arsiparis.dinsos"), kota.unit["dinsos"].id
    good = {"kode_klasifikasi_teks": "000.8.3.3 SOP", "judul": "Berkas", "unit_id": unit}

    assert browser.kirim(arsiparis, "/arsip/berkas/baru", good).status_code == 303
    vague = browser.kirim(arsiparis, "/arsip/berkas/baru", good | {"kode_klasifikasi_teks": "surat"})
    assert vague.status_code == 422
    assert "Ada beberapa yang cocok" in vague.get_data(as_text=True)


def test_what_waits_is_filed_from_the_work_list(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    one, two = terbit(services, kota, hal="Permintaan data"), terbit(services, kota, hal="Undangan dinas")
    arsiparis = masuk("arsiparis.dinsos")
    page = arsiparis.get("/arsip/belum-diberkaskan").get_data(as_text=True)
    assert "Permintaan data" in page and "Undangan dinas" in page

    answer = browser.kirim(
        arsiparis,
        "/arsip/belum-diberkaskan",
        {
            "pilih": [f"naskah:{one}", f"naskah:{two}"],
            f"tempat:naskah:{one}": "baru",
            f"tempat:naskah:{two}": "baru",
        },
    )

    assert answer.status_code == 200
    assert "2 diberkaskan" in answer.get_data(as_text=True)
    assert "Semua sudah diberkaskan" in arsiparis.get("/arsip/belum-diberkaskan").get_data(as_text=True)
    with db.reading(services.engine) as session:
        assert set(session.scalars(select(Naskah.status))) == {Status.DIBERKASKAN}
        assert session.scalars(select(Berkas.jumlah)).all() == [2]


def kotak(page: str) -> tuple[int, int]:
    """Rows on the page, and how many of them are ticked."""
    found = re.findall(r'<input [^>]*name="pilih"[^>]*>', page)
    return len(found), sum(" checked" in each for each in found)


def test_how_many_are_ticked_is_said_and_many_can_be_ticked_at_once(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    for n in range(3):
        terbit(services, kota, hal=f"Surat {n}")
    arsiparis = masuk("arsiparis.dinsos")

    for address, ticked in (("", 0), ("&semua=1", 3), ("&semua=0", 0)):
        page = arsiparis.get(f"/arsip/belum-diberkaskan?jenis=naskah{address}").get_data(as_text=True)
        said = " ".join(re.sub(r"<[^>]+>", "", page).split())
        assert kotak(page) == (3, ticked)
        assert f"{ticked} dari 3 di halaman ini dicentang" in said and f"Berkaskan {ticked} yang dicentang" in said
        assert "3 menunggu." in said
        assert all(f'data-centang="{choice}"' in page for choice in ("semua", "awal", "kosong"))


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_an_empty_box_can_be_seen(tema: str) -> None:
    """Its edge stands out from the row at least 3:1 (WCAG 1.4.11)."""
    tokens = re.findall(r"--eo-(muted|surface): (#[0-9a-f]{3,6})", (STATIC / "eoffice.css").read_text("utf-8"))
    light, dark = dict(tokens[:2]), dict(tokens[2:4])
    (rule,) = re.findall(r"\.belum \.form-check-input \{([^}]*)\}", (STATIC / "arsip.css").read_text("utf-8"))
    assert "border: 2px solid var(--eo-muted)" in rule and "background-color: var(--eo-surface)" in rule

    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    seen = light if tema == "terang" else dark
    low, high = sorted((luminance(seen["muted"]), luminance(seen["surface"])))
    assert (high + 0.05) / (low + 0.05) >= 3


def test_a_refused_item_is_named_and_the_others_are_filed(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-06
    good, other = terbit(services, kota), terbit(services, kota, opd="diskominfo", hal="Milik orang lain")

    answer = browser.kirim(
        masuk("arsiparis.dinsos"),
        "/arsip/belum-diberkaskan",
        {
            "pilih": [f"naskah:{good}", f"naskah:{other}"],
            f"tempat:naskah:{good}": "baru",
            f"tempat:naskah:{other}": "baru",
        },
    )

    page = answer.get_data(as_text=True)
    assert "1 diberkaskan" in page and "1 tidak diberkaskan" in page
    assert "Milik orang lain" not in page


@pytest.mark.parametrize(
    "data", [{}, {"pilih": "naskah:1"}, {"pilih": "x:1"}, {"pilih": "naskah:1", "tempat:naskah:1": "1;2"}]
)
def test_a_bent_form_changes_nothing(data: dict[str, str], services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    terbit(services, kota)

    assert browser.kirim(masuk("arsiparis.dinsos"), "/arsip/belum-diberkaskan", data).status_code == 422


def test_the_page_of_a_berkas_explains_its_retention(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    berkas_id = berisi(services, kota, hal="Tinjauan SOP")
    arsiparis = masuk("arsiparis.dinsos")

    answer = browser.kirim(arsiparis, f"/arsip/berkas/{berkas_id}/tutup", {"tanggal_pemicu": ""})

    assert answer.status_code == 303
    page = " ".join(arsiparis.get(f"/arsip/berkas/{berkas_id}").get_data(as_text=True).split())
    assert "Tinjauan SOP" in page
    assert re.search(r"Dihitung sejak <b>\d+ \w+ \d{4}</b> karena berkas ditutup pada tanggal itu", page)
    assert "Permanen" in page


def test_a_refused_move_says_why_on_the_page(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    berkas_id = berisi(services, kota)
    arsiparis = masuk("arsiparis.dinsos")

    wrong = browser.kirim(arsiparis, f"/arsip/berkas/{berkas_id}/tutup", {"tanggal_pemicu": "2099-01-01"})
    early = browser.kirim(arsiparis, f"/arsip/berkas/{berkas_id}/pemicu", {"tanggal_pemicu": "2026-01-01"})
    silent = browser.kirim(arsiparis, f"/arsip/berkas/{berkas_id}/tahan", {"alasan": ""})

    assert (wrong.status_code, early.status_code, silent.status_code) == (422, 409, 422)
    page = wrong.get_data(as_text=True)
    assert "paling lambat hari ini" in page and page.count('value="2099-01-01"') == 1


def test_a_berkas_is_held_and_says_for_which_case(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    berkas_id = berisi(services, kota)
    arsiparis = masuk("arsiparis.dinsos")

    browser.kirim(arsiparis, f"/arsip/berkas/{berkas_id}/tahan", {"alasan": "Perkara 12"})

    page = arsiparis.get(f"/arsip/berkas/{berkas_id}").get_data(as_text=True)
    assert "ditahan untuk perkara hukum" in page
    assert "Perkara 12" in page


def test_a_berkas_is_marked_vital_with_its_reason(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    berkas_id = berisi(services, kota)
    arsiparis, here = masuk("arsiparis.dinsos"), f"/arsip/berkas/{berkas_id}/kategori"

    bare = browser.kirim(arsiparis, here, {"vital": "1", "alasan": "Bukti hak atas tanah"})
    done = browser.kirim(
        arsiparis, here, {"vital": "1", "alasan": "Bukti hak atas tanah", "metode": "Salinan di Setda"}
    )
    alone = browser.kirim(arsiparis, here, {"alasan": "Keliru"})

    assert (bare.status_code, done.status_code, alone.status_code) == (422, 303, 403)
    assert "Bukti hak atas tanah</textarea>" in bare.get_data(as_text=True)
    page = " ".join(arsiparis.get(f"/arsip/berkas/{berkas_id}").get_data(as_text=True).split())
    assert "Bukti hak atas tanah. Dilindungi dengan: Salinan di Setda." in page


def test_the_metadata_of_an_item_can_be_downloaded(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    berkas_id = berisi(services, kota, hal="Tinjauan SOP")

    answer = masuk("arsiparis.dinsos").get(f"/arsip/berkas/{berkas_id}/metadata/1")

    assert json.loads(answer.data)["identitas"]["hal"] == "Tinjauan SOP"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_others_see_neither_berkas_nor_item(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-04
    berkas_id = berisi(services, kota, sifat=Sifat.TERBATAS, hal="Perkara kenari")
    missing = masuk("staf2.dinsos").get("/arsip/berkas/999999").data

    for outsider in ("staf2.dinsos", "arsiparis.diskominfo", "admin"):
        person = masuk(outsider)
        for path in (f"/arsip/berkas/{berkas_id}", f"/arsip/berkas/{berkas_id}/metadata/1"):
            assert person.get(path).status_code == 404
        assert "kenari" not in person.get("/arsip").get_data(as_text=True)
        assert browser.kirim(person, f"/arsip/berkas/{berkas_id}/tutup", {}).status_code == 404
    assert b"kenari" not in missing


def test_a_head_sees_the_berkas_but_not_an_item_above_the_own_reach(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-07
    berkas_id = berisi(services, kota, sifat=Sifat.TERBATAS, hal="Perkara kenari", opd="dinsos")
    with db.transaction(services.engine) as session:
        naskah = session.scalars(select(Naskah)).one()
        naskah.penandatangan_id = kota["sekretaris.dinsos"].jabatan.id
    kadis = masuk("kadis.dinsos")

    page = kadis.get(f"/arsip/berkas/{berkas_id}").get_data(as_text=True)

    assert "1 butir lain tidak dapat Anda baca" in page and "kenari" not in page
    assert kadis.get(f"/arsip/berkas/{berkas_id}/metadata/1").status_code == 404
    assert browser.kirim(kadis, f"/arsip/berkas/{berkas_id}/tutup", {}).status_code == 403


def test_only_an_arsiparis_has_a_work_list(kota: makers.Kota, masuk: Masuk) -> None:
    assert masuk("staf.dinsos").get("/arsip/belum-diberkaskan").status_code == 403
    assert masuk("staf.dinsos").get("/arsip/berkas/baru").status_code == 403
    assert browser.kirim(masuk("kadis.dinsos"), "/arsip/belum-diberkaskan", {}).status_code == 403


@pytest.mark.parametrize("query", ["tahun=x", "tahap=z", "kode=1", "sesudah=-1", "q=%00%27%25"])
def test_the_list_answers_any_filter(query: str, kota: makers.Kota, masuk: Masuk) -> None:
    assert masuk("arsiparis.dinsos").get(f"/arsip?{query}").status_code in (200, 422)
