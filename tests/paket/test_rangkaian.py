"""The disposisi of a surat is seen again where its package was taken in, and a stranger's file does no harm."""

import json
from datetime import date
from typing import Any

import client as peramban
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.app import create_app
from eoffice.arsip_impor import rangkaian
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import Kanal, Peran, StatusLaporan, StatusPenerima
from eoffice.paket.states import Format, StatusImpor
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services

from . import kantor

PENGGODA = "<script>alert(1)</script>"


def berdisposisi(services: Services, kota: makers.Kota) -> int:
    """A closed berkas whose surat went from its head to the bidang and on to a desk, with reports."""
    berkas_id = kantor.berkas(services, kota)
    with db.transaction(services.engine) as session:
        surat = session.scalars(select(SuratMasuk)).one()
        kadis, kabid, staf = (kota[f"{who}.dinsos"] for who in ("kadis", "kabid", "staf"))

        def beri(by: makers.Orang, to: makers.Orang, catatan: str, induk_id: int | None, state: StatusPenerima) -> int:
            act = Disposisi(
                surat_id=surat.id, induk_id=induk_id, pemberi_jabatan_id=by.jabatan.id, pemberi_id=by.pegawai.id,
                at=clock.now(), instruksi=["tindak_lanjuti", "kode_kota"], catatan=catatan, batas=date(2026, 3, 9),
                kanal=Kanal.SISTEM,
            )  # fmt: skip
            act.penerima = [DisposisiPenerima(jabatan_id=to.jabatan.id, peran=Peran.PENANGGUNG_JAWAB, status=state)]
            session.add(act)
            session.flush()
            return act.penerima[0].id

        part = beri(kadis, kabid, f"Pelajari {PENGGODA}", None, StatusPenerima.SELESAI)
        further = beri(kabid, staf, "Siapkan bahannya", part, StatusPenerima.DIBACA)
        for part_id, by, status, said, progress in (
            (part, kabid, StatusLaporan.DIKEMBALIKAN, "Sudah dicocokkan", 100),
            (further, staf, StatusLaporan.SEBAGIAN, "Baru separuh", 50),
        ):
            session.add(
                TindakLanjut(
                    penerima_id=part_id, at=clock.now(), oleh_id=by.pegawai.id, oleh_jabatan_id=by.jabatan.id,
                    uraian=said, status=status, kemajuan=progress, catatan_pemberi="Lengkapi tandanya",
                )
            )  # fmt: skip
    return berkas_id


def masuk(services: Services, nama: str) -> FlaskClient:
    """A browser in the second city."""
    return peramban.masuk(create_app(services.settings, services=services).test_client(), nama)


@pytest.mark.parametrize("bentuk", [Format.BAGIT, Format.SRIKANDI])
def test_the_disposisi_of_a_surat_is_seen_where_its_package_was_taken_in(
    services: Services, kota_kecil: makers.Kota, kota_kedua: Services, bentuk: Format
) -> None:
    content = kantor.paket(services, kota_kecil, berdisposisi(services, kota_kecil), bentuk)
    done = kantor.langkah(kota_kedua, kota_kecil, kantor.bawa(kota_kedua, kota_kecil, content).id)
    assert done.status is StatusImpor.SELESAI
    with db.reading(kota_kedua.engine) as session:
        naskah_id, surat_id = session.scalars(select(ArsipImpor.id).order_by(ArsipImpor.id))
    keeper = masuk(kota_kedua, "arsiparis.dinsos")

    page = keeper.get(f"/arsip/impor/{surat_id}").get_data(as_text=True)

    assert "/static/disposisi.css" in page  # without it the lines of a part stand beside each other
    shown = page.partition("Disposisi dan tindak lanjut</h2>")[2].partition("</section>")[0]
    kadis, kabid, staf = (kota_kecil[f"{who}.dinsos"] for who in ("kadis", "kabid", "staf"))
    for said in (
        kabid.jabatan.nama, staf.jabatan.nama, f"Dari {kadis.jabatan.nama} ({kadis.pegawai.nama})", "Penanggung jawab",
        "Selesai", "Dibaca", "batas 9 Mar 2026", "Tindak lanjuti / proses lebih lanjut; kode_kota", "Siapkan bahannya",
        "Sudah dicocokkan", "Dikembalikan: Lengkapi tandanya", "Baru separuh", "(50 %)",
    ):  # fmt: skip
        assert said in shown, said
    assert shown.index(kabid.jabatan.nama) < shown.index("Sudah dicocokkan") < shown.index("Siapkan bahannya")
    assert PENGGODA not in shown and "&lt;script&gt;" in shown
    assert "Disposisi dan tindak lanjut" not in keeper.get(f"/arsip/impor/{naskah_id}").get_data(as_text=True)

    with db.transaction(kota_kedua.engine) as session:  # what was closed since is for nobody here
        holder = kota_kecil["kabid.dinsos"].jabatan.id
        session.execute(update(ArsipImpor).values(sifat=Sifat.RAHASIA, pejabat_id=holder))
    closed = masuk(kota_kedua, "kabid.dinsos").get(f"/arsip/impor/{surat_id}")
    assert closed.status_code == 200 and "Disposisi dan tindak lanjut" not in closed.get_data(as_text=True)


def test_a_store_that_has_it_not_does_not_take_the_page_along(
    services: Services, kota_kecil: makers.Kota, kota_kedua: Services
) -> None:
    content = kantor.paket(services, kota_kecil, berdisposisi(services, kota_kecil), Format.BAGIT)
    kantor.langkah(kota_kedua, kota_kecil, kantor.bawa(kota_kedua, kota_kecil, content).id)
    with db.transaction(kota_kedua.engine) as session:
        session.execute(update(ArsipImpor).values(sumber_sha256="0" * 64))
        surat_id = max(session.scalars(select(ArsipImpor.id)))

    page = masuk(kota_kedua, "arsiparis.dinsos").get(f"/arsip/impor/{surat_id}")

    assert page.status_code == 200 and "belum dapat dibaca dari penyimpanan" in page.get_data(as_text=True)


def _kept(**tabel: Any) -> bytes:
    return json.dumps({"catatan": {"tabel": tabel, "rujukan": {"jabatan": [{"id": 1, "nama": "Kepala"}]}}}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff", b"[]", b"null", b"[" * 100_000, b'{"catatan": 3}', _kept(disposisi={"id": 1}),
        _kept(disposisi=[3, {"id": "1"}], disposisi_penerima=[{"disposisi_id": []}]), _kept(disposisi=[{"id": 1}]),
        b'{"x": "' + b"y" * rangkaian.TERPANJANG + b'"}',
    ],
    ids=range(10),
)  # fmt: skip
def test_what_tells_of_no_disposisi_shows_none(content: bytes) -> None:
    assert rangkaian.baca(content) == ()


def test_rings_depth_and_numbers_without_end_are_cut() -> None:
    ring = _kept(
        disposisi=[{"id": 1, "induk_id": None}, {"id": 2, "induk_id": 10}, {"id": 3, "induk_id": 20}],
        disposisi_penerima=[
            {"id": 10, "disposisi_id": 1, "jabatan_id": 1, "status": "baru", "peran": 7},
            {"id": 20, "disposisi_id": 2, "jabatan_id": True, "status": "dibaca", "dibaca_at": "2026-01-01"},
            {"id": 10, "disposisi_id": 3},
        ],
    )
    (first,) = rangkaian.baca(ring)
    assert (first.kepada, first.dari, first.keadaan, first.peran) == ("Kepala", "Jabatan tidak disebut", "baru", "")
    (second,) = first.anak
    assert (second.kepada, second.keadaan, second.dibaca) == ("Jabatan tidak disebut", "Dibaca", None)
    assert second.anak[0].anak == ()  # its part has the number of the first, whose own has been shown

    deep = _kept(
        disposisi=[{"id": n, "induk_id": n - 1 or None} for n in range(1, 100)],
        disposisi_penerima=[{"id": n, "disposisi_id": n} for n in range(1, 100)],
    )
    level, at = 0, rangkaian.baca(deep)
    while at:
        level, at = level + 1, at[0].anak
    assert level == rangkaian.TERDALAM

    wide = _kept(disposisi=[{"id": 1}], disposisi_penerima=[{"id": n, "disposisi_id": 1} for n in range(2_000)])
    assert len(rangkaian.baca(wide)) == rangkaian.TERBANYAK


def test_what_stands_once_in_the_file_does_not_fill_the_page_by_being_shown_at_every_part() -> None:
    long = "x" * 50_000
    content = json.dumps(
        {
            "catatan": {
                "tabel": {
                    "disposisi": [{"id": 1, "instruksi": [long] * 60, "pemberi_id": 1, "catatan": long}],
                    "disposisi_penerima": [{"id": n, "disposisi_id": 1, "jabatan_id": 1} for n in range(600)],
                    "tindak_lanjut": [{"penerima_id": n % 600, "oleh_id": 1} for n in range(3_000)],
                },
                "rujukan": {
                    "jabatan": [{"id": 1, "nama": long}, {"id": [], "nama": "Bukan nomor"}, {"nama": "Tanpa nomor"}],
                    "pegawai": [{"id": 1, "nama": long}],
                },
            }
        }
    ).encode()

    found = rangkaian.baca(content)

    assert len(found) == rangkaian.TERBANYAK and len(found[0].kepada) == rangkaian.NAMA
    assert len(found[0].instruksi) < 20_000 and len(found[0].catatan) == rangkaian.TEKS
    assert sum(len(part.laporan) for part in found) == rangkaian.TERBANYAK


def test_what_no_page_can_say_is_left_out() -> None:
    part = {"id": 1, "disposisi_id": 1, "catatan_alih": "a\ud800b", "dibaca_at": "0001-01-01T00:00:00+14:00"}
    report = {"penerima_id": 1, "status": "sebagian", "kemajuan": 10**4000, "uraian": "\udfff"}
    (found,) = rangkaian.baca(
        _kept(
            disposisi=[{"id": 1, "at": "9999-12-31T23:59:59+00:00", "instruksi": ["\ud800"]}],
            disposisi_penerima=[part],
            tindak_lanjut=[report],
        )
    )

    assert (found.pada, found.dibaca, found.tolak, found.instruksi) == (None, None, "a?b", "?")
    assert (found.laporan[0].uraian, found.laporan[0].kemajuan) == ("?", None)
