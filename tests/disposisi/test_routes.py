"""The inbox and the chain through HTTP, as people use them."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.naskah.states import PeranPenerima
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def surat_id(services: Services, kota_kecil: makers.Kota) -> int:
    """A surat of kadis.dinsos with a real file."""
    with db.transaction(services.engine) as session:
        return buatan.surat(session, kota_kecil, store=services.store).id


def text(answer: object) -> str:
    return str(answer.get_data(as_text=True))  # type: ignore[attr-defined]


def version(services: Services, surat_id: int) -> int:
    with db.reading(services.engine) as session:
        return session.get_one(SuratMasuk, surat_id).version


def part_of(services: Services, kota: makers.Kota, name: str) -> DisposisiPenerima:
    with db.reading(services.engine) as session:
        found = session.scalars(
            select(DisposisiPenerima).where(DisposisiPenerima.jabatan_id == kota[name].jabatan.id)
        ).one()
        session.expunge_all()
        return found


def dispose(client: FlaskClient, path: str, versi: int, *to: int, **more: object) -> object:
    data = {"versi": versi, "penerima": list(to), "instruksi": ["tindak_lanjuti", "laporkan_hasil"], "batas_pilih": "3"}
    return kirim(client, path, {**data, "penanggung_jawab": to[0], "catatan": "Mohon segera", **more})


def test_the_story_from_inbox_to_closing(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis, kabid, staf = masuk("kadis.dinsos"), masuk("kabid.dinsos"), masuk("staf.dinsos")
    ids = {n: kota_kecil[n].jabatan.id for n in ("kabid.dinsos", "sekretaris.dinsos", "staf.dinsos")}

    inbox = text(kadis.get("/surat-masuk"))
    assert "Undangan Rapat Koordinasi" in inbox and "unread" in inbox
    page = text(kadis.get(f"/surat-masuk/{surat_id}"))
    assert "Disposisikan" in page and "halaman/2.png" in page and "Menunggu disposisi Anda" in page
    form = text(kadis.get(f"/surat-masuk/{surat_id}/disposisi"))
    assert "Kepala Bidang Layanan Dinas Sosial" in form and "adalah atasan" in form

    versi = version(services, surat_id)
    answer = dispose(kadis, f"/surat-masuk/{surat_id}/disposisi", versi, ids["kabid.dinsos"], ids["sekretaris.dinsos"])
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/surat-masuk/{surat_id}")  # type: ignore[attr-defined]

    mine = part_of(services, kota_kecil, "kabid.dinsos")
    assert f"/disposisi/{mine.id}" in text(kabid.get("/disposisi"))
    assert "Mohon segera" in text(kabid.get(f"/disposisi/{mine.id}"))
    mine = part_of(services, kota_kecil, "kabid.dinsos")
    assert mine.dibaca_at is not None
    answer = dispose(kabid, f"/disposisi/{mine.id}/lanjutkan", mine.version, ids["staf.dinsos"])
    assert answer.status_code == 303  # type: ignore[attr-defined]

    desk = part_of(services, kota_kecil, "staf.dinsos")
    staf.get(f"/disposisi/{desk.id}")
    desk = part_of(services, kota_kecil, "staf.dinsos")
    report = {
        "versi": desk.version,
        "uraian": "Bahan rapat sudah siap",
        "berkas": (io.BytesIO(buatan.pdf()), "bahan rapat.pdf"),
    }
    answer = kirim(staf, f"/disposisi/{desk.id}/laporan", report)
    assert answer.status_code == 303, text(answer)

    desk = part_of(services, kota_kecil, "staf.dinsos")
    asked = text(kabid.get(f"/disposisi/{desk.id}"))
    chief = "Kepala Dinas Sosial"
    assert "Terima laporan" in asked and f"laporan Anda kepada {chief} ikut terkirim" in asked
    words = {"versi": desk.version, "kata": "Sudah saya periksa sendiri."}
    assert kirim(kabid, f"/disposisi/{desk.id}/terima", words).status_code == 303
    told = text(kabid.get("/disposisi"))
    assert f"Laporan diterima, dan laporan Anda kepada {chief} ikut terkirim" in told
    closing = text(kadis.get(f"/surat-masuk/{surat_id}"))
    assert re.search(r'<a class="btn btn-primary"[^>]*dlg-selesai', closing)
    assert not re.search(r'<a class="btn btn-primary"[^>]*/disposisi"', closing)
    mine = part_of(services, kota_kecil, "kabid.dinsos")
    assert kirim(kadis, f"/disposisi/{mine.id}/terima", {"versi": mine.version}).status_code == 303
    versi = version(services, surat_id)
    answer = kirim(kadis, f"/surat-masuk/{surat_id}/selesai", {"versi": versi, "catatan": ""})
    assert answer.status_code == 303

    page = text(kadis.get(f"/surat-masuk/{surat_id}?tab=semua"))
    assert "Sudah saya periksa sendiri." in page
    assert "Bahan rapat sudah siap" in page and "bahan rapat.pdf" in page and "Ditutup" in page
    with db.reading(services.engine) as session:
        report_id = session.scalars(select(TindakLanjut.id).order_by(TindakLanjut.id)).first()
    file = kadis.get(f"/surat-masuk/{surat_id}/tindak-lanjut/{report_id}")
    assert file.headers["Content-Disposition"].startswith("attachment")  # KEAMANAN: WEB-04
    assert file.data.startswith(b"%PDF-")
    sheet = kadis.get(f"/surat-masuk/{surat_id}/lembar-disposisi.pdf")
    assert (sheet.status_code, sheet.mimetype, sheet.data[:5]) == (200, "application/pdf", b"%PDF-")


def test_the_same_form_sent_twice_gives_one_disposisi(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    # KEAMANAN: TRX-03, TRX-04
    kadis, to = masuk("kadis.dinsos"), kota_kecil["kabid.dinsos"].jabatan.id
    data = {"versi": version(services, surat_id), "penerima": [to], "instruksi": ["pelajari"]}

    answers = [kirim(kadis, f"/surat-masuk/{surat_id}/disposisi", data, kunci="sekali-saja-0001") for _ in range(3)]

    assert [a.status_code for a in answers] == [303, 303, 303]
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count(Disposisi.id))) == 1


def test_a_refused_form_keeps_what_was_typed(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis, to = masuk("kadis.dinsos"), kota_kecil["kabid.dinsos"].jabatan.id
    data = {
        "versi": version(services, surat_id),
        "penerima": [to],
        "catatan": "Tulisan yang panjang",
        "batas_pilih": "tanggal",
    }

    answer = kirim(kadis, f"/surat-masuk/{surat_id}/disposisi", data)

    assert answer.status_code == 422
    page = text(answer)
    assert "Tulisan yang panjang" in page
    assert re.search(rf'name="penerima" value="{to}" checked', page)
    assert "Pilih paling sedikit satu instruksi." in page and "Isi tanggal batas waktunya" in page


def galat(page: str) -> dict[str, str]:
    """What stands beside each field that is wrong."""
    found = re.findall(r'<div class="err" id="f-([a-z_]+)-galat">(.*?)</div>', page, re.S)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for name, words in found}


def test_everything_that_is_wrong_stands_beside_its_field_at_once(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    ids = [kota_kecil[f"{n}.dinsos"].jabatan.id for n in ("kabid", "sekretaris")]
    data = {
        "versi": version(services, surat_id),
        "penerima": ids,
        "penerima_teks": "Kepala Bidang Antariksa",
        "mengetahui": [ids[1]],
        "instruksi": ["lainnya"],
        "catatan": " ",
        "batas_pilih": "tanggal",
        "batas": "2026-01-05",
    }

    answer = kirim(masuk("kadis.dinsos"), f"/surat-masuk/{surat_id}/disposisi", data)

    page = text(answer)
    assert answer.status_code == 422
    assert set(galat(page)) == {"penerima", "penanggung_jawab", "catatan", "batas"}
    assert galat(page)["penanggung_jawab"] == "Pilih tepat satu penanggung jawab di antara para penerima."
    assert galat(page)["batas"] == "Batas waktu sudah lewat."
    assert page.count('<a href="#f-') == 4  # and all of them again on top
    for kept in (*(f'name="penerima" value="{i}" checked' for i in ids), f'name="mengetahui" value="{ids[1]}" checked',
                 'value="Kepala Bidang Antariksa"', 'value="lainnya" checked', 'value="tanggal" checked', 'value="2026-01-05"'):  # fmt: skip
        assert kept in page, kept


def test_somebody_below_is_also_told_everything_at_once(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis, kabid = masuk("kadis.dinsos"), masuk("kabid.dinsos")
    ids = {n: kota_kecil[f"{n}.dinsos"].jabatan.id for n in ("kabid", "staf", "staf2", "kadis")}
    dispose(kadis, f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id), ids["kabid"])
    part = part_of(services, kota_kecil, "kabid.dinsos")
    late = {"batas_pilih": "tanggal", "batas": "2031-01-06"}
    data = {"versi": part.version, "penerima": [ids["kadis"], ids["staf"]], "instruksi": [], **late}

    page = text(kirim(kabid, f"/disposisi/{part.id}/lanjutkan", data))

    found = galat(page)
    assert set(found) == {"penerima", "instruksi", "batas"}
    assert "adalah atasan" in found["penerima"] and "tidak boleh melewati batas dari atasan" in found["batas"]
    assert re.search(r"batas dari atasan, \d{1,2} [A-Z][a-z]+ 20\d\d\.", found["batas"])


def test_who_supported_is_told_that_it_is_over(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis, helper = masuk("kadis.dinsos"), masuk("sekretaris.dinsos")
    kabid, sekretaris = (kota_kecil[f"{n}.dinsos"].jabatan.id for n in ("kabid", "sekretaris"))
    dispose(kadis, f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id), kabid, sekretaris)
    assert "Belum dibaca" in text(kadis.get(f"/surat-masuk/{surat_id}")) and "Belum dibaca" in text(
        helper.get("/disposisi")
    )
    part = part_of(services, kota_kecil, "kabid.dinsos")
    kirim(
        masuk("kabid.dinsos"), f"/disposisi/{part.id}/laporan", {"versi": part.version, "uraian": "Sudah beres semua"}
    )
    part = part_of(services, kota_kecil, "kabid.dinsos")
    kirim(kadis, f"/disposisi/{part.id}/terima", {"versi": part.version})
    kirim(kadis, f"/surat-masuk/{surat_id}/selesai", {"versi": version(services, surat_id), "catatan": ""})
    clock.set_clock(clock.now() + timedelta(days=40))
    kadis, helper = masuk("kadis.dinsos"), masuk("sekretaris.dinsos")

    tree, mine = text(kadis.get(f"/surat-masuk/{surat_id}?tab=semua")), text(helper.get("/disposisi?tab=semua"))

    for page in (tree, mine):
        assert "Surat ditutup sebelum dibaca" in page
        assert "Belum dibaca ·" not in page and "berjalan" not in page.lower()
    assert "surat ditutup setelah" in tree and "40 hari" not in tree  # the time stopped with the closing
    assert "unread" not in mine
    sheet = PdfReader(io.BytesIO(kadis.get(f"/surat-masuk/{surat_id}/lembar-disposisi.pdf").data))
    assert "surat ditutup sebelum dibaca" in " ".join(" ".join(p.extract_text() for p in sheet.pages).split())


def test_a_stale_form_is_told_so(services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int) -> None:
    # KEAMANAN: TRX-02
    kadis, to = masuk("kadis.dinsos"), kota_kecil["kabid.dinsos"].jabatan.id

    answer = dispose(kadis, f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id) + 7, to)

    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "sudah berubah" in text(answer) and "Mohon segera" in text(answer)


def test_strangers_get_the_same_404_as_for_nothing(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    # KEAMANAN: OTR-04, OTR-05
    kadis, stranger = masuk("kadis.dinsos"), masuk("kadis.diskominfo")
    dispose(
        kadis, f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id), kota_kecil["kabid.dinsos"].jabatan.id
    )
    part = part_of(services, kota_kecil, "kabid.dinsos").id

    def same(path: str, there: int) -> None:
        found, absent = stranger.get(path.format(there)), stranger.get(path.format(there + 5000))
        assert (found.status_code, absent.status_code) == (404, 404), path
        assert _plain(found) == _plain(absent), path

    for path in (
        "",
        "/disposisi",
        "/halaman/1.png",
        "/surat.pdf",
        "/unduh",
        "/lembar-disposisi.pdf",
        "/tindak-lanjut/1",
    ):
        same("/surat-masuk/{}" + path, surat_id)
    for path in ("", "/lanjutkan"):
        same("/disposisi/{}" + path, part)
    for path in (f"/surat-masuk/{surat_id}/selesai", f"/surat-masuk/{surat_id}/cetak", f"/disposisi/{part}/tarik"):
        assert kirim(stranger, path, {"versi": 1, "salinan": 1, "cara": "cetak"}).status_code == 404, path


def _plain(answer: object) -> str:
    return re.sub(r'nonce="[^"]+"|value="[^"]+"|content="[^"]+"', "", text(answer))


def test_reading_a_rahasia_surat_leaves_a_trace_each_time(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: AUD-01, AUD-02
    with db.transaction(services.engine) as session:
        surat_id = buatan.surat(session, kota_kecil, sifat=Sifat.RAHASIA, store=services.store).id
    kadis = masuk("kadis.dinsos")

    for _ in range(2):
        assert kadis.get(f"/surat-masuk/{surat_id}").status_code == 200
    assert masuk("tu.dinsos").get(f"/surat-masuk/{surat_id}").status_code == 404

    with db.reading(services.engine) as session:
        events = session.scalars(
            select(AuditEntry.event).where(AuditEntry.objek == "surat_masuk").order_by(AuditEntry.n)
        )
        assert [e for e in events if e != "surat_masuk.terima"] == [
            "surat_masuk.buka",
            "surat_masuk.baca",
            "surat_masuk.buka",
            "akses.ditolak",
        ]


def test_a_copy_offers_nothing_to_do(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        surat_id = buatan.surat(session, kota_kecil, peran=PeranPenerima.TEMBUSAN, store=services.store).id

    page = text(masuk("kadis.dinsos").get(f"/surat-masuk/{surat_id}?tab=semua"))

    assert "Tembusan" in page
    assert "Disposisikan" not in page and "Tandai selesai" not in page and "Lembar disposisi" not in page


def test_a_list_asks_as_often_for_many_as_for_one(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    from sqlalchemy import event

    kadis, counted = masuk("kadis.dinsos"), []

    def statements(path: str) -> int:
        counted.clear()
        assert kadis.get(path).status_code == 200
        return len(counted)

    def add(count: int) -> None:
        with db.transaction(services.engine) as session:
            for _ in range(count):
                buatan.surat(session, kota_kecil)

    add(1)
    statements("/surat-masuk")  # who that is, is asked once
    event.listen(services.engine, "before_cursor_execute", lambda *a: counted.append(a[2]))
    first = statements("/surat-masuk")
    add(3)
    assert statements("/surat-masuk") == first


def test_a_report_with_a_bad_file_is_refused_and_nothing_is_kept(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    # KEAMANAN: UPL-01, UPL-05
    kadis, kabid = masuk("kadis.dinsos"), masuk("kabid.dinsos")
    dispose(
        kadis, f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id), kota_kecil["kabid.dinsos"].jabatan.id
    )
    part = part_of(services, kota_kecil, "kabid.dinsos")
    report = {
        "versi": part.version,
        "uraian": "Sudah saya kerjakan",
        "berkas": (io.BytesIO(b"<script>alert(1)</script>"), "laporan.pdf"),
    }

    answer = kirim(kabid, f"/disposisi/{part.id}/laporan", report)

    assert answer.status_code == 422
    assert "Sudah saya kerjakan" in text(answer)
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count(TindakLanjut.id))) == 0
    assert list(services.store.keys()) and len(list(services.store.keys())) == 1  # only the surat itself


def test_the_type_ahead_finds_anybody_below_and_says_why_not(
    kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis = masuk("kadis.dinsos")

    below = text(kadis.get(f"/surat-masuk/{surat_id}/disposisi/jabatan?q=analis"))
    aside = text(kadis.get(f"/surat-masuk/{surat_id}/disposisi/jabatan?q=kabid+informatika+kepala"))
    nothing = text(kadis.get(f"/surat-masuk/{surat_id}/disposisi/jabatan?q=zzz"))

    assert f'data-nilai="{kota_kecil["staf2.dinsos"].jabatan.id}"' in below
    assert f'data-nilai="{kota_kecil["staf2.diskominfo"].jabatan.id}"' not in below and "bukan bawahan" in below
    assert 'role="option"' not in aside
    assert "Tidak ada yang cocok" in nothing
    assert masuk("tu.dinsos").get(f"/surat-masuk/{surat_id}/disposisi/jabatan?q=analis").status_code == 403
    assert masuk("kadis.diskominfo").get(f"/surat-masuk/{surat_id}/disposisi/jabatan?q=analis").status_code == 404


def test_without_scripts_the_typed_name_is_enough(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis = masuk("kadis.dinsos")
    data = {"versi": version(services, surat_id), "instruksi": ["pelajari"]}

    several = kirim(kadis, f"/surat-masuk/{surat_id}/disposisi", {**data, "penerima_teks": "analis kebijakan"})
    one = kirim(kadis, f"/surat-masuk/{surat_id}/disposisi", {**data, "penerima_teks": "analis layanan dinas sosial"})

    assert several.status_code == 422 and "Ada beberapa yang cocok" in text(several)
    assert one.status_code == 303
    assert part_of(services, kota_kecil, "staf2.dinsos").peran == "penanggung_jawab"


@pytest.mark.parametrize(("sifat", "traces"), [(Sifat.BIASA, 0), (Sifat.TERBATAS, 1)])
def test_a_file_above_biasa_names_who_took_it(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, sifat: Sifat, traces: int
) -> None:
    # KEAMANAN: AUD-01
    with db.transaction(services.engine) as session:
        surat_id = buatan.surat(session, kota_kecil, sifat=sifat, store=services.store).id

    answer = masuk("tu.dinsos").get(f"/surat-masuk/{surat_id}/surat.pdf")

    assert answer.status_code == 200 and answer.data.startswith(b"%PDF-")
    with db.reading(services.engine) as session:
        found = session.scalars(select(AuditEntry.pegawai_id).where(AuditEntry.event == "surat_masuk.buka")).all()
    assert list(found) == [kota_kecil["tu.dinsos"].pegawai.id] * traces
