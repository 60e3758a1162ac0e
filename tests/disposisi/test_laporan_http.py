"""Reports through HTTP: part of it, several files, closed in one step, and the tree that tells all of it."""

import io
from collections.abc import Callable

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from eoffice import db
from eoffice.disposisi import actions
from eoffice.disposisi.models import BerkasLaporan, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import Peran
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def bagian(services: Services, kota_kecil: makers.Kota) -> int:
    """The part of kabid.dinsos in a chain of one."""
    with db.transaction(services.engine) as session:
        surat = buatan.surat(session, kota_kecil, store=services.store)
        to = [(kota_kecil["kabid.dinsos"].jabatan.id, Peran.PENANGGUNG_JAWAB)]
        isian = actions.Isian(penerima=to, instruksi=["laporkan_hasil"])
        return actions.disposisikan(session, kota_kecil["kadis.dinsos"].actor(session), surat, isian).penerima[0].id


def text(answer: object) -> str:
    return str(answer.get_data(as_text=True))  # type: ignore[attr-defined]


def versi(services: Services, bagian: int) -> int:
    with db.reading(services.engine) as session:
        return session.get_one(DisposisiPenerima, bagian).version


def file(name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(buatan.pdf()), name


def test_from_a_first_step_to_the_end_of_the_surat(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, bagian: int
) -> None:
    kabid, kadis, here = masuk("kabid.dinsos"), masuk("kadis.dinsos"), f"/disposisi/{bagian}"
    kabid.get(here)

    step = {"versi": versi(services, bagian), "uraian": "Separuh sudah dicocokkan.", "kemajuan": "50"}
    assert kirim(kabid, f"{here}/laporan", step).status_code == 303
    assert "tetap terbuka" in text(kabid.get(here))
    page = text(kadis.get(here))
    assert "Kemajuan 50 %" in page and "Sebagian 50 %" in page and "Terima laporan" not in page

    whole = {
        "versi": versi(services, bagian),
        "uraian": "Semua kelurahan sudah lengkap.",
        "kemajuan": "100",
        "berkas": [file("rekap kelurahan.pdf"), file("peta.pdf")],
    }
    assert kirim(kabid, f"{here}/laporan", whole).status_code == 303
    page = text(kadis.get(here))
    assert "rekap kelurahan.pdf" in page and "peta.pdf" in page and "Surat sekaligus ditutup" in page
    with db.reading(services.engine) as session:
        laporan = session.scalars(select(TindakLanjut.id).order_by(TindakLanjut.id.desc())).first()
        surat = session.scalars(select(SuratMasuk.id)).one()
    for path, name in ((f"{laporan}", "rekap"), (f"{laporan}/2", "peta")):
        answer = kadis.get(f"/surat-masuk/{surat}/tindak-lanjut/{path}")
        assert answer.data.startswith(b"%PDF-") and name in answer.headers["Content-Disposition"]
    assert kadis.get(f"/surat-masuk/{surat}/tindak-lanjut/{laporan}/3").status_code == 404

    sheet = PdfReader(io.BytesIO(kadis.get(f"/surat-masuk/{surat}/lembar-disposisi.pdf").data))
    words = " ".join("".join(p.extract_text() for p in sheet.pages).split())
    assert "rekap kelurahan.pdf, peta.pdf" in words and "sebagian 50 %" in words
    assert "oleh Yuni Astuti" in words and "menit kerja" in words

    closing = {"versi": versi(services, bagian), "catatan": "Terima kasih.", "tutup": "1"}
    assert kirim(kadis, f"{here}/terima", closing).status_code == 303
    with db.reading(services.engine) as session:
        assert session.get_one(SuratMasuk, surat).status is Status.SELESAI


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kemajuan": "0"}, "Kemajuan diisi 1 sampai 100 persen."),
        ({"berkas": [(io.BytesIO(b"a"), f"{n}.pdf") for n in range(11)]}, "Paling banyak 10 berkas sekaligus"),
    ],
)
def test_what_is_refused_keeps_what_was_typed_and_no_file(
    services: Services, masuk: Masuk, bagian: int, more: dict[str, object], said: str
) -> None:
    kabid = masuk("kabid.dinsos")
    kabid.get(f"/disposisi/{bagian}")

    data = {"versi": versi(services, bagian), "uraian": "Sudah saya cocokkan semuanya.", **more}
    answer = kirim(kabid, f"/disposisi/{bagian}/laporan", data)

    assert answer.status_code == 422 and said in text(answer) and "Sudah saya cocokkan semuanya." in text(answer)
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(BerkasLaporan)) == 0


def test_one_bad_file_among_several_names_itself_and_nothing_is_kept(
    services: Services, masuk: Masuk, bagian: int
) -> None:
    kabid = masuk("kabid.dinsos")
    kabid.get(f"/disposisi/{bagian}")
    data = {
        "versi": versi(services, bagian),
        "uraian": "Terlampir berkasnya.",
        "berkas": [file("baik.pdf"), (io.BytesIO(b"MZ not a document"), "jahat.exe")],
    }

    answer = kirim(kabid, f"/disposisi/{bagian}/laporan", data)

    assert answer.status_code == 422 and "jahat" in text(answer)
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(TindakLanjut)) == 0
