"""Where the words of the index come from: our own typesetting, the text layer of a PDF, and OCR; with the page of each."""

import io

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import db, outbox, sandbox
from eoffice.app import handlers
from eoffice.arsip import queries
from eoffice.naskah import actions
from eoffice.naskah.models import Naskah, NaskahHalaman
from eoffice.pdf import isi
from eoffice.pencarian import halaman
from eoffice.pindaian import actions as pindaian
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Sumber
from eoffice.surat_masuk import actions as registrasi
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.naskah import kantor
from tests.pindaian import kertas
from tests.surat_masuk import buatan

BARIS = [f"Baris ke-{n} dari daftar penerima bantuan sosial Kelurahan Melati." for n in range(1, 8)]


def pindai(*pages: list[str]) -> bytes:
    """Paper through a scanner: pictures of pages, no text in the file."""
    content = kertas.pdf(*pages, size=16)
    return kertas.scan(*(kertas.drawn(content, 120, n) for n in range(len(pages))))


def terbit(services: Services, kota: makers.Kota, berkas: bytes | None, teks: str = "Isi surat uji.") -> int:
    """A naskah of dinsos for diskominfo, signed and delivered, with a file that joins it."""
    kantor.sertifikat(services, kota)
    with db.transaction(services.engine) as session:
        naskah = kantor.konsep(session, kota)
        staf = kota["staf.dinsos"].actor(session)
        actions.simpan(session, staf, naskah, actions.Isian(hal="Daftar penerima", isi=isi.from_plain(teks)))
        if berkas is not None:
            clean = sandbox.normalkan_pdf(berkas)
            blob, bersih = services.store.put(io.BytesIO(berkas)), services.store.put(io.BytesIO(clean))
            actions.lampirkan(
                session, staf, naskah, judul="Daftar terlampir", nama="daftar.pdf", nama_asli="daftar.pdf",
                mime="application/pdf", blob=blob, halaman=2, bersih=bersih,
            )  # fmt: skip
        session.flush()
        actions.ajukan(session, staf, naskah)
        actions.paraf(session, kota["kabid.dinsos"].actor(session), naskah)
        session.flush()
        naskah_id, seen, kadis = naskah.id, naskah.content_sha256(), kota["kadis.dinsos"].actor(session)
    actions.tandatangani(services, kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    return naskah_id


def temu(session: Session, kota: makers.Kota, siapa: str, kata: str) -> list[tuple[str, int, int | None]]:
    """What somebody finds by a word: kind, id, page."""
    found = queries.cari(session, kota[siapa].actor(session), kata)
    return [(t.objek, t.id, t.halaman) for t in halaman.bubuhkan(session, found.temuan)]


def surat(session: Session, naskah_id: int, kota: makers.Kota) -> int:
    """The naskah as it arrived at diskominfo."""
    chief = kota["kadis.diskominfo"].jabatan.id
    return session.scalars(select(SuratMasuk.id).filter_by(naskah_id=naskah_id, tujuan_jabatan_id=chief)).one()


def test_a_word_on_the_second_page_of_a_scanned_lampiran_is_found_where_it_was_sent_from_and_where_it_arrived(
    services: Services, kota_kecil: makers.Kota
) -> None:
    berkas = pindai(BARIS, ["Halaman kedua daftar penerima.", "Keluarga KENANGASARI menerima paket sembako.", *BARIS])

    naskah_id = terbit(services, kota_kecil, berkas)

    with db.reading(services.engine) as session:
        assert temu(session, kota_kecil, "kadis.dinsos", "kenangasari") == [("naskah", naskah_id, 3)]
        masuk = surat(session, naskah_id, kota_kecil)
        assert temu(session, kota_kecil, "kadis.diskominfo", "kenangasari") == [("surat_masuk", masuk, 3)]
        assert "kenangasari" not in session.get_one(Naskah, naskah_id).teks.lower()  # not ours, read from the picture


def test_a_word_in_an_attached_pdf_and_one_on_our_own_second_page_are_found_with_their_pages(
    services: Services, kota_kecil: makers.Kota
) -> None:
    long = "\n\n".join(
        ["Uraian kegiatan bantuan sosial di kelurahan. " * 12] * 8 + ["Penutup memuat kata melatiwangi."]
    )

    naskah_id = terbit(services, kota_kecil, kertas.pdf(BARIS, [*BARIS, "Kata anggrekjingga."]), long)

    with db.reading(services.engine) as session:
        pages = session.get_one(NaskahHalaman, naskah_id).lembar
        own = next(n for n, page in enumerate(pages, 1) if "melatiwangi" in page)
        assert own > 1
        assert temu(session, kota_kecil, "kadis.dinsos", "melatiwangi") == [("naskah", naskah_id, own)]
        assert temu(session, kota_kecil, "kadis.dinsos", "anggrekjingga") == [("naskah", naskah_id, len(pages))]


@pytest.mark.sekali
def test_reading_an_attached_file_again_changes_nothing_and_a_broken_one_stops_nobody(
    services: Services, kota_kecil: makers.Kota
) -> None:
    naskah_id = terbit(services, kota_kecil, kertas.pdf(BARIS, [*BARIS, "Kata anggrekjingga."]))
    with db.transaction(services.engine) as session:
        row = session.get_one(NaskahHalaman, naskah_id)
        before = row.teks
        for each in session.get_one(Naskah, naskah_id).lampiran:
            each.bersih_key = "tidak/ada"

    actions.baca_lampiran(services, naskah_id)

    with db.transaction(services.engine) as session:
        row = session.get_one(NaskahHalaman, naskah_id)
        assert row.teks == before
        row.teks = row.teks.replace("\x02", "\x01")
    while True:
        actions.baca_lampiran(services, naskah_id)
        if outbox.work_all(outbox.Worker(services.engine, handlers(), services)) == 0:
            break
    with db.reading(services.engine) as session:
        assert "\x01" not in session.get_one(NaskahHalaman, naskah_id).teks


def test_a_word_on_the_second_page_of_a_scanned_surat_is_found_with_its_page(
    services: Services, kota_kecil: makers.Kota
) -> None:
    content = pindai(BARIS, ["Lampiran surat", "Saudara FLAMBOYANTARA membawa berkas asli.", *BARIS])
    with db.transaction(services.engine) as session:
        opd, oleh = kota_kecil.unit["dinsos"].id, kota_kecil["tu.dinsos"].actor(session)
        arrived = pindaian.tiba(
            session, services, opd_id=opd, sumber=Sumber.UNGGAH, isi=content, nama="surat.pdf", oleh=oleh
        )
        number = arrived.pindaian.id
    pindaian.periksa(services)
    with db.transaction(services.engine) as session:
        oleh = kota_kecil["tu.dinsos"].actor(session)
        surat = registrasi.registrasi(session, oleh, buatan.isian(kota_kecil), None)
        pindaian.daftarkan(session, oleh, session.get_one(Pindaian, number), surat.id)
        surat_id = surat.id

    while pindaian.kerjakan(services):
        pass
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    with db.reading(services.engine) as session:
        assert temu(session, kota_kecil, "kadis.dinsos", "flamboyantara") == [("surat_masuk", surat_id, 2)]
        assert temu(session, kota_kecil, "kadis.diskominfo", "flamboyantara") == []
