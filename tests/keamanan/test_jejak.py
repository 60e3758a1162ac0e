"""Who opened, printed, took or was refused what above Biasa stands in the trail before a byte of it left (AUD-01, AUD-02)."""

from collections.abc import Callable

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.web.services import Services
from tests.keamanan import cerita
from tests.naskah import kantor
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]

#: Every address that shows or gives something of one record, and the entry that it leaves.
NASKAH = {
    "": "naskah.buka",
    "/naskah.pdf": "naskah.buka_pdf",
    "/unduh": "naskah.unduh",
    "/lampiran/{lampiran}": "naskah.unduh_lampiran",
    "/versi": "naskah.buka",
    "/banding": "naskah.buka",
    "/halaman/1.png": "naskah.buka",
    "/pratinjau": "naskah.buka",
}
SURAT = {
    "": "surat_masuk.buka",
    "/surat.pdf": "surat_masuk.buka",
    "/unduh": "surat_masuk.diunduh",
    "/lampiran/{lampiran}": "surat_masuk.buka",
    "/lembar-disposisi.pdf": "disposisi.lembar",
    "/tindak-lanjut/{laporan}": "surat_masuk.buka",
    "/halaman/1.png": "surat_masuk.buka",
}


def trail(services: Services, after: int = 0) -> list[AuditEntry]:
    """The entries beyond a number."""
    with db.reading(services.engine) as session:
        found = list(session.scalars(select(AuditEntry).where(AuditEntry.n > after).order_by(AuditEntry.n)))
        session.expunge_all()
    return found


def head(services: Services) -> int:
    with db.reading(services.engine) as session:
        return session.scalar(select(func.max(AuditEntry.n))) or 0


def test_every_open_and_download_above_biasa_leaves_one_entry(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: AUD-01, AUD-02
    told = cerita.tulis(services, kota_kecil, "jejak", sifat=Sifat.TERBATAS)
    ids = {"lampiran": told.lampiran_id, "laporan": told.laporan_id}
    seen = []
    for who, base, addresses, objek, objek_id in (
        ("kadis.dinsos", f"/naskah/{told.naskah_id}", NASKAH, "naskah", told.naskah_id),
        ("kadis.diskominfo", f"/surat-masuk/{told.surat_id}", SURAT, "surat_masuk", told.surat_id),
    ):
        for path, event in addresses.items():
            browser = masuk(who)  # each a session of its own
            before = head(services)
            answer = browser.get(base + path.format(**ids))
            assert answer.status_code == 200, path
            found = [e for e in trail(services, before) if not e.event.endswith(".baca")]
            seen.append((path, [(e.event, e.objek, e.objek_id) for e in found]))
            assert seen[-1][1] == [(event, objek, objek_id)]
            (entry,) = found
            assert (entry.pegawai_id, entry.jabatan_id) == (kota_kecil[who].pegawai.id, kota_kecil[who].jabatan.id)
            assert (entry.sifat, entry.hasil, entry.alamat) == ("terbatas", "berhasil", "127.0.0.1")
            assert entry.sesi and entry.request_id and len(entry.isi_sha256) == 64
            assert "jejak" not in entry.catatan or event == "naskah.unduh_lampiran"  # a name of a file, never content


def test_a_print_leaves_its_entry_too(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: AUD-01
    told = cerita.tulis(services, kota_kecil, "cetak", sifat=Sifat.TERBATAS)
    before = head(services)

    kirim(masuk("kadis.dinsos"), f"/naskah/{told.naskah_id}/cetak", {"salinan": "2", "cara": "cetak"})
    kirim(masuk("kadis.diskominfo"), f"/surat-masuk/{told.surat_id}/cetak", {"salinan": "3", "cara": "cetak"})

    found = [(e.event, e.catatan) for e in trail(services, before) if e.objek in ("naskah", "surat_masuk")]
    assert found == [("naskah.cetak", "2 salinan"), ("surat_masuk.dicetak", "3 salinan")]


def test_pictures_belong_to_the_opening_of_their_page(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: AUD-01
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.siap, sifat=Sifat.RAHASIA)
    first, second = masuk("kadis.dinsos"), masuk("kabid.dinsos")
    before = head(services)

    first.get(f"/naskah/{naskah_id}/tanda-tangan")
    first.get(f"/naskah/{naskah_id}/halaman/1.png")
    first.get(f"/naskah/{naskah_id}/pratinjau")
    second.get(f"/naskah/{naskah_id}/halaman/1.png")  # without its page: an opening of its own

    people = [kota_kecil[n].pegawai.id for n in ("kadis.dinsos", "kabid.dinsos")]
    assert [(e.event, e.pegawai_id) for e in trail(services, before)] == [("naskah.buka", p) for p in people]


def test_writing_and_the_konsep_as_pdf_are_openings(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: AUD-01
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.konsep, sifat=Sifat.RAHASIA)
    writer = masuk("staf.dinsos")
    before = head(services)

    for path in ("/sunting", "/konsep.pdf"):
        assert writer.get(f"/naskah/{naskah_id}{path}").status_code == 200

    assert [e.event for e in trail(services, before)] == ["naskah.buka", "naskah.buka"]


def test_parts_of_the_editor_belong_to_its_opening(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: AUD-01
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.konsep, sifat=Sifat.RAHASIA)
    with_page, parts = masuk("staf.dinsos"), ("/periksa", "/rute", "/klasifikasi", "/pratinjau")
    before = head(services)

    for path in ("/sunting", *parts, "/halaman/1.png"):
        assert with_page.get(f"/naskah/{naskah_id}{path}").status_code == 200
    once = len(trail(services, before))
    for path in parts:
        assert masuk("staf.dinsos").get(f"/naskah/{naskah_id}{path}").status_code == 200
    openings = [e.event for e in trail(services, before) if e.objek == "naskah"]

    assert (once, openings) == (1, ["naskah.buka"] * (1 + len(parts)))


@pytest.mark.parametrize(
    ("who", "path", "data"),
    [
        ("kadis.dinsos", "/kembalikan", {"alasan": "", "catatan": ""}),
        ("kadis.dinsos", "/tanda-tangan", {"dilihat": "0" * 64, "frasa_sandi": "bukan ini kuncinya"}),
        ("staf.dinsos", "/cetak", {"salinan": "0", "cara": "cetak"}),
    ],
)
def test_a_page_that_comes_back_after_a_refusal_is_an_opening_unless_it_was_open(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, who: str, path: str, data: dict[str, str]
) -> None:
    # KEAMANAN: AUD-01
    if path == "/cetak":
        naskah_id = cerita.tulis(services, kota_kecil, "cetak").naskah_id
    else:
        naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.siap, sifat=Sifat.RAHASIA)
    direct, reader = masuk(who), masuk(who)
    reader.get(f"/naskah/{naskah_id}")
    before = head(services)

    for browser in (direct, reader):
        assert kirim(browser, f"/naskah/{naskah_id}{path}", {"versi": "0", **data}).status_code in (409, 422)

    openings = [e for e in trail(services, before) if e.event == "naskah.buka"]
    assert len(openings) == 1


def test_the_form_of_a_disposisi_belongs_to_the_opening_of_its_surat(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: AUD-01
    with db.transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        surat = surat_masuk.daftarkan(session, tu, buatan.sampul(kota_kecil))
        session.flush()
        page = f"/surat-masuk/{surat.id}"
    before = head(services)

    for _ in range(2):  # each in a session of its own
        direct = masuk("kadis.dinsos")
        assert direct.get(f"{page}/disposisi").status_code == 200
        for refused in ("/disposisi", "/selesai", "/baca-saja"):
            assert kirim(direct, page + refused, {"versi": "0", "alasan": ""}).status_code in (409, 422)

    noted = [e.event for e in trail(services, before) if e.event == "surat_masuk.buka"]
    assert noted == ["surat_masuk.buka"] * 2


def test_of_biasa_only_what_leaves_the_house_is_written_down(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: AUD-01
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.siap)
    reader = masuk("kadis.dinsos")
    before = head(services)

    assert reader.get(f"/naskah/{naskah_id}").status_code == 200

    assert trail(services, before) == []


def test_refusals_are_written_down_and_look_the_same_for_what_does_not_exist(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: AUD-01, OTR-04
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.siap, sifat=Sifat.RAHASIA)
    stranger = masuk("staf.diskominfo")
    before = head(services)

    answers = [stranger.get(f"/naskah/{n}/naskah.pdf") for n in (naskah_id, 424242)]
    kirim(stranger, f"/naskah/{naskah_id}/paraf", {"catatan": "x"})
    forbidden = stranger.get("/laporan/kota")

    assert [a.status_code for a in answers] == [404, 404] and forbidden.status_code == 403
    found = trail(services, before)
    assert {(e.event, e.hasil, e.pegawai_id) for e in found} == {
        ("akses.ditolak", "ditolak", kota_kecil["staf.diskominfo"].pegawai.id)
    }
    assert [(e.objek, e.objek_id, e.catatan) for e in found] == [
        ("naskah", naskah_id, "GET /naskah/<int:naskah_id>/naskah.pdf 404"),
        ("naskah", 424242, "GET /naskah/<int:naskah_id>/naskah.pdf 404"),
        ("naskah", naskah_id, "POST /naskah/<int:naskah_id>/paraf 404"),
        ("halaman", 0, "GET /laporan/kota 403"),
    ]


def test_a_number_beyond_all_numbers_is_refused_like_any_other(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-04, INJ-03
    stranger = masuk("staf.diskominfo")

    for path in ("naskah", "surat-masuk", "disposisi", "arsip/berkas"):
        assert stranger.get(f"/{path}/{10**30}").status_code == 404


def test_what_was_refused_is_no_part_of_the_story_that_readers_see(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-07
    told = cerita.tulis(services, kota_kecil, "kisah", sifat=Sifat.TERBATAS)
    masuk("staf.setda").get(f"/naskah/{told.naskah_id}")

    page = masuk("staf.dinsos").get(f"/naskah/{told.naskah_id}").text

    assert "akses.ditolak" not in page and kota_kecil["staf.setda"].pegawai.nama not in page


@pytest.mark.parametrize("sifat", [Sifat.TERBATAS, Sifat.RAHASIA])
def test_what_cannot_be_written_down_is_not_shown(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, sifat: Sifat
) -> None:
    # KEAMANAN: AUD-02
    told = cerita.tulis(services, kota_kecil, "tertutup", sifat=sifat)
    signer, reader = masuk("kadis.dinsos"), masuk("kadis.diskominfo")
    with db.transaction(services.engine) as session:
        _refuse_entries(session.get_bind().dialect.name, session.execute)

    ids = {"lampiran": told.lampiran_id, "laporan": told.laporan_id}
    for browser, base, addresses in (
        (signer, f"/naskah/{told.naskah_id}", NASKAH),
        (reader, f"/surat-masuk/{told.surat_id}", SURAT),
    ):
        for path in addresses:
            answer = browser.get(base + path.format(**ids))
            assert answer.status_code >= 400, path
            assert b"tertutup" not in answer.data and not answer.data.startswith((b"%PDF", b"\x89PNG"))


def _refuse_entries(dialect: str, execute: Callable[..., object]) -> None:
    if dialect == "sqlite":
        execute(
            text("CREATE TRIGGER penuh BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'cakram penuh'); END")
        )
    else:
        execute(
            text("CREATE FUNCTION penuh() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'cakram penuh'; END $$")
        )
        execute(text("CREATE TRIGGER penuh BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION penuh()"))
