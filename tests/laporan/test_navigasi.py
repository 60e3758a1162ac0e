"""The way through the report: what exists and may be opened, for each reader, and nothing else."""

import re
from collections.abc import Callable

import makers
from flask.testing import FlaskClient

from eoffice.laporan.tampil.navigasi import TUJUAN

Masuk = Callable[..., FlaskClient]


def entri(html: str) -> dict[str, str]:
    (nav,) = re.findall(r'<nav class="lap-nav noprint"[^>]*>(.*?)</nav>', html, re.DOTALL)
    return {name: url for url, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav)}


def test_every_entry_opens_for_whoever_sees_it(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    for nama, start in (("sekda", "/laporan/kota"), ("kadis.dinsos", "/laporan"), ("tu.dinsos", "/laporan")):
        client = masuk(nama)
        found = entri(client.get(start).get_data(as_text=True))

        assert set(found) <= {each.nama for each in TUJUAN} and len(found) >= 2
        for url in found.values():
            assert client.get(url).status_code in (200, 302, 303), url


def test_the_own_office_instead_of_the_city_for_those_who_may_not_see_it(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    found = entri(masuk("kadis.dinsos").get("/laporan").get_data(as_text=True))

    assert found["Adopsi"] == f"/laporan/adopsi/{kota_kecil.unit['dinsos'].id}"
    assert found["Kertas"] == "/laporan" and "Sasaran" not in found
    assert entri(masuk("sekda").get("/laporan/kota").get_data(as_text=True))["Adopsi"] == "/laporan/adopsi"


def test_the_open_page_is_marked(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    html = masuk("sekda").get("/laporan/kota").get_data(as_text=True)

    assert re.findall(r'aria-current="page">([^<]+)</a>', html.split("lap-nav")[1].split("</nav>")[0]) == ["Kertas"]
