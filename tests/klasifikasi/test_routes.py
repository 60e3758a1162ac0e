"""The tree and the answer of search boxes, through the page."""

import re
from collections.abc import Callable

import makers
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice import db
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.web.services import Services


@pytest.fixture
def browser(kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Callable[..., FlaskClient]) -> FlaskClient:
    return masuk("staf.dinsos")


def test_the_tree_begins_with_the_ten_groups(browser: FlaskClient) -> None:
    page = browser.get("/klasifikasi").get_data(as_text=True)

    assert [f"?kode={n}00" in page for n in range(10)] == [True] * 10


def test_a_kode_shows_its_path_what_lies_below_and_its_retention(browser: FlaskClient) -> None:
    page = browser.get("/klasifikasi?kode=000.5.3").get_data(as_text=True)

    assert "/klasifikasi?kode=000.5.3.1" in page and "/klasifikasi?kode=000.5" in page
    leaf = browser.get("/klasifikasi?kode=800.1.13.1").get_data(as_text=True)
    assert "3 tahun" in leaf and "7 tahun" in leaf and "Musnah" in leaf


@pytest.mark.parametrize("kode", ["12", "abc", "000.99", "000%", "../x"])
def test_an_unknown_kode_is_not_found(browser: FlaskClient, kode: str) -> None:
    assert browser.get("/klasifikasi", query_string={"kode": kode}).status_code == 404


def test_typing_digits_or_words_answers_with_a_few_kode(browser: FlaskClient) -> None:
    digits = browser.get("/klasifikasi/cari?q=000.8.3").get_data(as_text=True)
    words = browser.get("/klasifikasi/cari?q=Surat+Tugas").get_data(as_text=True)

    assert 'data-nilai="000.8.3.3"' in digits
    assert 'data-nilai="800.1.11.1"' in words
    assert browser.get("/klasifikasi/cari?q=xyzzy").get_data(as_text=True).count("data-nilai") == 0
    assert browser.get("/klasifikasi/cari").get_data(as_text=True).count("data-nilai") == 12


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=210))
def test_any_text_is_answered(typed: str, browser: FlaskClient) -> None:
    # KEAMANAN: INJ-02
    query = {"q": typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}

    assert browser.get("/klasifikasi/cari", query_string=query).status_code == 200
    assert browser.get("/klasifikasi", query_string=query).status_code == 200


def test_a_hit_shows_the_word_that_was_found_and_where(browser: FlaskClient) -> None:
    tree = browser.get("/klasifikasi?q=cuti+tahunan").get_data(as_text=True)
    box = browser.get("/klasifikasi/cari?q=cuti").get_data(as_text=True)
    digits = browser.get("/klasifikasi/cari?q=000.8.3").get_data(as_text=True)

    assert "<mark>Cuti</mark>" in tree and "Kata yang dicari diberi tanda." in tree
    assert all("<mark>" in row for row in re.findall(r"<li>.*?</li>", tree.split('class="kode-d"')[1], re.S))
    assert all("<mark>" in row for row in re.findall(r"<li role=.*?</li>", box, re.S))
    assert "<mark>" not in "".join(re.findall(r'data-teks="[^"]*"', box))
    assert "<b><mark>000.8.3</mark>.3" in digits


def test_a_hit_outside_the_title_says_where_it_stands(browser: FlaskClient, services: Services) -> None:
    with db.transaction(services.engine) as session:
        session.add(
            Klasifikasi(
                kode="999", label="Lain", uraian="Lain-lain soal Antariksa", cari="999 lain-lain soal antariksa"
            )
        )
        session.flush()
        long = "Roket, antara lain: " + "peluncur, " * 40 + "satelit <cuaca>"
        session.add(Klasifikasi(kode="999.1", label="Roket", uraian=long, induk="999", cari=f"999.1 {long} lain-lain soal antariksa".lower()))  # fmt: skip

    described = browser.get("/klasifikasi?q=satelit").get_data(as_text=True)
    above = browser.get("/klasifikasi/cari?q=antariksa").get_data(as_text=True)

    assert "Uraian: … " in described and "<mark>satelit</mark> &lt;cuaca&gt;" in described
    assert described.count("peluncur") < 20
    assert "Kelompok 999: Lain-lain soal <mark>Antariksa</mark>" in above


def test_wildcards_are_letters_here(browser: FlaskClient) -> None:
    # KEAMANAN: INJ-02
    assert "data-nilai" not in browser.get("/klasifikasi/cari?q=%25%25").get_data(as_text=True)


def test_nobody_reads_it_without_signing_in(client: FlaskClient) -> None:
    assert client.get("/klasifikasi").status_code == 303


def test_whole_words_come_before_words_that_only_contain_what_was_typed(
    browser: FlaskClient, services: Services
) -> None:
    with db.transaction(services.engine) as session:
        for kode, label in (("999", "Lain"), ("999.1", "Perundang-undangan Lain"), ("999.2", "Undangan, Acara")):
            above = kode.rpartition(".")[0] or None
            row = Klasifikasi(kode=kode, label=label, uraian=label, cari=f"{kode} {label.lower()}", induk=above)
            session.add(row)
            session.flush()
    page = browser.get("/klasifikasi?q=undangan").get_data(as_text=True)
    cut = browser.get("/klasifikasi?q=ndangan").get_data(as_text=True)

    assert page.index("?kode=999.2") < page.index("?kode=100.3.2") < page.index("?kode=999.1")
    assert "kata tersendiri" not in page and "kata tersendiri" in cut
