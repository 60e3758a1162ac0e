"""Naskah terkait: real relations first, each only for those who may read the other end; constant in statements."""

from collections.abc import Callable
from datetime import date

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.errors import NotFound
from eoffice.naskah.models import Koreksi, Lampiran
from eoffice.naskah.states import JenisKoreksi
from eoffice.pencarian import terkait
from eoffice.web.services import Services
from tests.arsip import arsip_uji as buat


@pytest.fixture
def terisi(session: Session, kota_kecil: makers.Kota) -> Session:
    makers.kode(session, "000.8.3.3")
    return session


def told(session: Session, kota: makers.Kota, who: str, naskah_id: int) -> dict[str, list[str]]:
    """The relations of a naskah and the addresses in each, as somebody sees them."""
    found = terkait.naskah(session, kota[who].actor(session), naskah_id)
    return {t.kata: [link.url for link in t.tautan] for t in found}


def test_relations_come_before_what_is_only_alike(terisi: Session, kota_kecil: makers.Kota) -> None:
    session, kota = terisi, kota_kecil
    surat = buat.surat(session, kota, hal="Permohonan data bantuan")
    first = buat.naskah(session, kota, hal="Pemutakhiran penerima bantuan", teks="Isi")
    answer = buat.naskah(
        session,
        kota,
        hal="Jawaban permohonan data",
        teks=f"Menunjuk surat nomor {first.nomor} tentang pemutakhiran.",
        menjawab_surat_id=surat.id,
    )
    revoking = buat.naskah(session, kota, hal="Pencabutan", teks="Isi")
    session.add(
        Koreksi(
            naskah_id=revoking.id, sasaran_id=first.id, jenis=JenisKoreksi.MENCABUT, alasan="keliru",
            oleh_id=kota["staf.dinsos"].pegawai.id, dibuat_at=clock.now(), berlaku_at=clock.now(),
        )
    )  # fmt: skip
    cover = buat.naskah(session, kota, hal="Surat pengantar", teks="Isi")
    session.add(
        Lampiran(
            naskah_id=cover.id, urutan=1, judul="Surat", nama="surat.pdf", nama_asli="surat.pdf", mime="application/pdf",
            key="ab/lampiran", size=1, sha256=first.pdf_sha256 or "",
            diunggah_at=clock.now(), diunggah_oleh=kota["staf.dinsos"].pegawai.id,
        )
    )  # fmt: skip
    alike = buat.naskah(session, kota, hal="Pemutakhiran penerima bantuan tahap dua", teks="Isi")
    session.flush()

    of_answer = told(session, kota, "kadis.dinsos", answer.id)
    of_first = told(session, kota, "kadis.dinsos", first.id)
    of_surat = {t.kata: t for t in terkait.surat(session, kota["kadis.dinsos"].actor(session), surat.id)}

    assert of_answer["Menjawab"] == [f"/surat-masuk/{surat.id}"]
    assert of_answer["Disebut di dalamnya"] == [f"/naskah/{first.id}"]
    assert of_first["Dicabut oleh"] == [f"/naskah/{revoking.id}"]
    assert of_first["Lampiran dari"] == [f"/naskah/{cover.id}"]
    assert of_first["Menyebut nomor surat ini"] == [f"/naskah/{answer.id}"]
    assert f"/naskah/{alike.id}" in of_first["Hal yang serupa"]
    assert list(of_first)[-1] == "Hal yang serupa"
    assert told(session, kota, "kadis.dinsos", revoking.id)["Mencabut"] == [f"/naskah/{first.id}"]
    assert told(session, kota, "kadis.dinsos", cover.id)["Lampirannya"] == [f"/naskah/{first.id}"]
    assert [link.id for link in of_surat["Dijawab oleh"].tautan] == [answer.id]


def test_what_may_not_be_read_is_in_no_relation(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    session, kota = terisi, kota_kecil
    surat = buat.surat(session, kota, hal="Pemeriksaan khusus", sifat=Sifat.RAHASIA)
    secret = buat.naskah(session, kota, hal="Pemeriksaan khusus", sifat=Sifat.RAHASIA)
    answer = buat.naskah(
        session, kota, hal="Pemeriksaan khusus", teks=f"Menunjuk {secret.nomor}", menjawab_surat_id=surat.id
    )
    session.flush()

    for who in ("staf2.dinsos", "arsiparis.dinsos", "tu.dinsos"):
        assert told(session, kota, who, answer.id) == {}, who
    assert "Menjawab" in told(session, kota, "kadis.dinsos", answer.id)
    with pytest.raises(NotFound):
        terkait.naskah(session, kota["staf2.dinsos"].actor(session), secret.id)


@pytest.mark.parametrize(
    ("teks", "nomor"),
    [
        ("surat nomor 000.8.3.1/112/ORG/2026 tanggal", ("000.8.3.1/112/ORG/2026",)),
        ("(B/400.9/7/DINSOS/2025), dan 12/03/2026", ("B/400.9/7/DINSOS/2025", "12/03/2026")),
        ("Nomor 5 Tahun 2020; https://kota.go.id/a/b/2026 dan 3/4", ()),
    ],
)
def test_numbers_of_letters_are_read_in_a_text(teks: str, nomor: tuple[str, ...]) -> None:
    assert terkait.disebut(teks) == nomor


def test_the_fragment_asks_as_often_for_many_as_for_few(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    kota, asked = kota_kecil, list[str]()
    with db.transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3")
        number = buat.naskah(session, kota, hal="Rapat koordinasi bulanan").id
        buat.naskah(session, kota, hal="Rapat koordinasi bulanan lanjutan", tanggal=date(2026, 3, 3))
    browser = masuk("kadis.dinsos")
    browser.get(f"/cari/terkait/naskah/{number}")
    event.listen(services.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    counts = []
    for _ in range(2):
        asked.clear()
        answer = browser.get(f"/cari/terkait/naskah/{number}", headers={"HX-Request": "true"})
        assert "Rapat koordinasi" in answer.text and "<html" not in answer.text
        # A new minute is counted anew, whatever the page shows.
        counts.append(len([sql for sql in asked if "batas_laju" not in sql]))
        with db.transaction(services.engine) as session:
            for _ in range(3):
                buat.naskah(session, kota, hal="Rapat koordinasi bulanan susulan")
    assert counts[0] == counts[1]


def test_a_record_page_leaves_what_is_related_to_a_later_request(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    kota = kota_kecil
    with db.transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3")
        surat = buat.surat(session, kota).id
    browser = masuk("kadis.dinsos")

    html = browser.get(f"/surat-masuk/{surat}").text

    assert f'hx-get="/cari/terkait/surat-masuk/{surat}"' in html
    full = browser.get(f"/cari/terkait/surat-masuk/{surat}")
    assert full.status_code == 200 and "<html" in full.text
    assert browser.get("/cari/terkait/surat-masuk/987654").status_code == 404  # KEAMANAN: OTR-04
