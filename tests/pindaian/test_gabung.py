"""Several photos become one letter in the order a person says; a page is turned; what came is never rewritten."""

from collections.abc import Callable

import makers
from client import kirim
from flask.testing import FlaskClient

from eoffice import db, sandbox
from eoffice.kerja import pencatat
from eoffice.kerja import queries as kerja
from eoffice.kerja.states import Macam
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Baca, Status, Sumber
from eoffice.storage import Blob
from eoffice.web.services import Services
from tests.pindaian import kertas
from tests.pindaian.test_routes import all_work, rows, unggah

Masuk = Callable[..., FlaskClient]
SATU, DUA = (
    kertas.pdf(["Halaman pertama surat ini, cukup panjang untuk dibaca mesin."]),
    kertas.pdf(
        ["Halaman kedua surat ini, juga cukup panjang untuk dibaca mesin."],
        ["Lampiran surat yang ketiga, cukup panjang pula."],
    ),
)


def shown(services: Services, row: Pindaian) -> bytes:
    with services.store.open(Blob(row.lihat_key or "", row.lihat_size or 0, row.lihat_sha256 or "")) as stream:
        return stream.read()


def test_files_are_joined_in_the_order_that_is_said_and_counted_as_one(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    tu = masuk("tu.dinsos")
    answer = kirim(tu, "/pindaian", {"berkas": [_file(DUA, "b.pdf"), _file(SATU, "a.pdf")], "satu": "1"})
    assert answer.headers["Location"].startswith("/pindaian/gabung?id=")
    all_work(services)
    dua, satu = rows(services)
    page = tu.get(answer.headers["Location"]).get_data(as_text=True)
    assert page.count("checked") == 2 and "Gabungkan, lalu catat" in page

    form = {"id": [str(dua.id), str(satu.id)], f"urut_{dua.id}": "2", f"urut_{satu.id}": "1"}
    form |= {f"versi_{r.id}": str(r.version) for r in (dua, satu)}
    answer = kirim(tu, "/pindaian/gabung", form)

    *old, made = rows(services)
    assert answer.headers["Location"] == f"/surat-masuk/registrasi?pindaian={made.id}"
    assert (made.sumber, made.status, made.halaman) == (Sumber.GABUNGAN, Status.MENUNGGU, 3)
    assert [t.split()[1] for t in sandbox.teks_pdf(shown(services, made))] == ["pertama", "kedua", "surat"]
    assert {(r.status, r.gabungan_id) for r in old} == {(Status.DIGABUNG, made.id)}
    assert [r.sha256 for r in old] == [dua.sha256, satu.sha256]
    with db.reading(services.engine) as session:
        assert [p.teks.split()[1] for p in session.get_one(Pindaian, made.id).isi] == ["pertama", "kedua", "surat"]
        assert kerja.hitungan(session, kota_kecil["tu.dinsos"].actor(session)).macam(Macam.TIBA) == 1
        assert list(pencatat.periksa(session)) == []
    again = kirim(tu, "/pindaian/gabung", form)
    assert again.status_code == 422 and "tidak menunggu lagi" in again.get_data(as_text=True)
    assert kirim(masuk("tu.diskominfo"), "/pindaian/gabung", form).status_code == 404  # KEAMANAN: OTR-04
    assert tu.post("/pindaian/gabung", data=form).status_code == 400  # KEAMANAN: WEB-01


def _file(content: bytes, name: str) -> tuple[object, str]:
    import io

    return io.BytesIO(content), name


def test_a_page_is_turned_and_read_again_while_the_original_stays(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    tu = masuk("tu.dinsos")
    unggah(tu, (DUA, "b.pdf"))
    all_work(services)
    (row,) = rows(services)
    small = tu.get(f"/pindaian/{row.id}/kecil/2.png")
    large = tu.get(f"/pindaian/{row.id}/halaman/2.png")
    assert small.status_code == 200 and len(small.data) * 3 < len(large.data)
    assert (small.data[16:24], large.data[16:24]) == (_size(249, 351), _size(910, 1287))

    answer = kirim(tu, f"/pindaian/{row.id}/putar", {"versi": row.version, "halaman": "2", "derajat": "90"})
    assert answer.status_code == 303

    (turned,) = rows(services)
    assert (turned.sha256, turned.key) == (row.sha256, row.key) and turned.lihat_key != row.lihat_key
    assert tu.get(f"/pindaian/{row.id}/kecil/2.png").data[16:24] == _size(351, 249)
    with db.reading(services.engine) as session:
        assert [p.baca for p in session.get_one(Pindaian, row.id).isi] == [Baca.TERBACA, Baca.MENUNGGU]
    all_work(services)
    with db.reading(services.engine) as session:
        assert "Lampiran" in session.get_one(Pindaian, row.id).isi[1].teks
    stale = kirim(tu, f"/pindaian/{row.id}/putar", {"versi": row.version, "halaman": "2", "derajat": "90"})
    assert stale.status_code == 409
    assert "Putar ke kanan" in tu.get(f"/pindaian/{row.id}").get_data(as_text=True)
    assert masuk("tu.diskominfo").get(f"/pindaian/{row.id}").status_code == 404


def _size(width: int, height: int) -> bytes:
    return width.to_bytes(4, "big") + height.to_bytes(4, "big")
