"""Hostile values in forms and headers: refused in plain words and in good time, never an error of ours."""

import io
from collections.abc import Callable

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import Engine, select
from werkzeug.datastructures import MultiDict

from eoffice import db
from eoffice.errors import Invalid
from eoffice.naskah import forms, jenis
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.langkah import langkah
from tests.naskah import kantor
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


def test_an_address_that_is_none_in_a_header_of_htmx_leads_home(kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: WEB-08
    answer = kirim(masuk("staf.dinsos"), "/tema", {"tema": "dark"}, headers={"HX-Current-URL": "http://["})

    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("body", ["[" * 8000, '{"a":' * 1600, "9" * 8000, "\xff", '{"csp-report": {"a": 1, "a": 2}}'])
def test_a_report_that_nobody_can_read_is_put_aside(client: FlaskClient, body: str) -> None:  # KEAMANAN: WEB-09
    answer = client.post("/csp-laporan", data=body.encode("latin-1"), content_type="application/csp-report")

    assert answer.status_code == 204


@pytest.mark.parametrize(
    "alamat",
    [
        "/klasifikasi?q=%00",
        "/klasifikasi/cari?q=a%00",
        "/naskah/klasifikasi?q=%00a",
        "/naskah/jabatan?q=%00a",
        "/arsip?q=%00",
        "/cari?q=a%00b&pengirim=%00",
        "/cari?q=%ED%A0%80a",
        "/v/" + "%00" * 24,
        "/aktivasi/%00",
    ],
)
def test_what_no_database_can_hold_is_looked_for_in_vain(kota_kecil: Kota, masuk: Masuk, alamat: str) -> None:
    # KEAMANAN: INJ-02, INJ-03 (PostgreSQL refuses NUL; SQLite would not notice)
    assert masuk("kadis.dinsos").get(alamat).status_code in (200, 404, 422)


def _form(**values: str | list[str]) -> "MultiDict[str, str]":
    form: MultiDict[str, str] = MultiDict([("versi", "1")])
    for name, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            form.add(name, item)
    return form


@pytest.mark.parametrize("akhir", ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x85"])
def test_a_text_of_too_many_lines_is_refused_before_it_is_taken_apart(akhir: str) -> None:  # KEAMANAN: TGH-04
    def read(many: int) -> None:
        forms.naskah(_form(isi=f"1. a{akhir}" * many), jenis.get("surat_dinas"))

    def refused() -> None:
        with pytest.raises(Invalid) as told:
            read(120_000)
        assert "terlalu panjang" in told.value.fields["isi"]

    read(10)  # what is kept from the first time on
    assert langkah(refused) < langkah(lambda: read(100))


def test_a_paragraph_that_would_take_a_minute_to_set_is_refused() -> None:  # KEAMANAN: TGH-04
    isi.check(isi.from_plain("x" * 20_000 + "\n\n" + "x" * 20_000))

    with pytest.raises(Invalid) as refused:
        isi.check(isi.from_plain("x" * 20_001))

    assert "20000 huruf" in refused.value.fields["isi"]


def test_a_flood_of_recipients_is_refused_with_a_page_of_ordinary_size(kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: TGH-04
    client = masuk("staf.dinsos")
    place = kirim(client, "/naskah/baru", {"jenis": "surat_dinas"}).location

    answer = kirim(client, place, {"versi": "1", "hal": "Undangan", "tujuan_luar": ["a"] * 20_000})

    assert answer.status_code == 422
    assert len(answer.data) < 1_000_000


@pytest.mark.parametrize("kolom", ["tujuan_luar", "tujuan_luar_tempat", "tembusan_luar_pos_el"])
@pytest.mark.parametrize("tanda", ["\x00", "\x01", "\x1b[31m", "\u202e", "\u2066", "\ufeff", "\ud800"])
def test_a_recipient_outside_the_city_holds_no_invisible_sign(kolom: str, tanda: str) -> None:
    # KEAMANAN: INJ-03, CNT-06
    name = kolom.partition("_")[0]
    form = _form(**{f"{name}_luar": "Kepala BPS", **{kolom: f"Kepala {tanda}BPS"}})

    with pytest.raises(Invalid) as refused:
        forms.naskah(form, jenis.get("surat_dinas"))

    assert name in refused.value.fields


def test_a_recipient_outside_the_city_is_kept_composed() -> None:  # KEAMANAN: INJ-03
    read = forms.naskah(_form(tujuan_luar="Cafe\u0301 Melati"), jenis.get("surat_dinas"))

    assert [p.teks for p in read.isian.tujuan or ()] == ["Caf\u00e9 Melati"]


def test_a_ready_reason_is_said_once_however_often_it_is_sent() -> None:  # KEAMANAN: INJ-03
    read = forms.langkah(_form(alasan=[forms.ALASAN[1]] * 5000 + [forms.ALASAN[0]]))

    assert read.catatan == f"{forms.ALASAN[0]}\n{forms.ALASAN[1]}"


def test_the_original_name_of_a_file_can_be_stored_whatever_it_holds(
    services: Services, engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:  # KEAMANAN: UPL-13
    with db.transaction(engine) as session:
        naskah_id = kantor.konsep(session, kota_kecil).id
    client = masuk("staf.dinsos")
    name = "data\x00\u202efdp." + "n" * 900 + ".pdf"

    answer = kirim(
        client,
        f"/naskah/{naskah_id}/lampiran",
        {"versi": "1", "judul": "", "berkas": (io.BytesIO(buatan.pdf()), name)},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 303
    with db.reading(engine) as session:
        kept = session.scalar(select(Lampiran).join(Naskah).where(Naskah.id == naskah_id))
        assert kept is not None
        assert kept.nama_asli.startswith("datafdp.nnn")
        assert len(kept.nama_asli) == 400
