"""Form J from the first field to the signed PDF, and the rules of its jenis: people, NIK, overlapping duties."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions, bertugas, indexing, jenis
from eoffice.naskah.actions import Isian
from eoffice.naskah.document import Penanda, render
from eoffice.naskah.jenis import pribadi
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Pegawai
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.naskah import emas, kantor

Masuk = Callable[..., FlaskClient]
UNTUK = "1. mengikuti pelatihan arsip; dan\n2. melaporkan hasilnya."
NIK = "3273014502900001"

#: jenis → what is typed, and what the signed page must say.
ISIAN: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "surat_tugas": (
        {"hal": "Pelatihan Arsip", "isi": UNTUK, "dasar": "Undangan BKPSDM;\nDPA 2026.", "kepada.nip": "NIP-STAF",
         "tanggal_mulai": "2026-05-11", "tanggal_selesai": "2026-05-13", "biaya": "DPA Dinas Sosial"},
        ("SURAT TUGAS", "/ST/DINSOS/", "MENUGASKAN:", "Kepada : Nama : Budi Santoso", "Jabatan : Pengolah Data",
         "Untuk : 1. mengikuti pelatihan arsip; dan", "Biaya : DPA Dinas Sosial"),
    ),
    "surat_kuasa": (
        {"hal": "Pengambilan Dokumen", "isi": "mengambil dokumen kendaraan.", "khusus": "khusus", "pihak_kedua": "SEKDA"},
        ("SURAT KUASA KHUSUS", "MEMBERI KUASA", "Untuk : mengambil dokumen kendaraan.", "Penerima kuasa,", "Pemberi kuasa,"),
    ),
}  # fmt: skip


def _version(engine: Engine, naskah_id: int) -> str:
    with db.reading(engine) as session:
        return str(session.get_one(Naskah, naskah_id).version)


def _sign(client: FlaskClient, page: str) -> None:
    shown = client.get(f"{page}/tanda-tangan").text
    form = dict(re.findall(r'name="(dilihat|rinci|ikatan)" value="([^"]+)"', shown))
    assert kirim(client, f"{page}/tanda-tangan", form | {"frasa_sandi": kantor.FRASA}).status_code == 303


@pytest.mark.sekali
@pytest.mark.parametrize("kode", ISIAN)
def test_it_is_composed_checked_signed_and_printed(
    services: Services, kota_kecil: Kota, masuk: Masuk, kode: str
) -> None:
    engine, (typed, printed) = services.engine, ISIAN[kode]
    kantor.sertifikat(services, kota_kecil)
    with db.transaction(engine) as session:
        kantor.kode(session)
    known = {
        "NIP-STAF": kota_kecil["staf.dinsos"].pegawai.nip,
        "SEKDA": str(kota_kecil["sekda"].jabatan.id),
    }
    form = {name: known.get(value, value) if isinstance(value, str) else value for name, value in typed.items()}
    form |= {
        "kode_klasifikasi": kantor.KODE,
        "penandatangan_id": str(kota_kecil["kadis.dinsos"].jabatan.id),
        "sifat": "biasa",
        "urgensi": "biasa",
        "bentuk": "langsung",
    }
    staf = masuk("staf.dinsos")
    page = kirim(staf, "/naskah/baru", {"jenis": kode}).location.removesuffix("/sunting")
    naskah_id = int(page.rpartition("/")[2])

    saved = kirim(staf, f"{page}/sunting", form | {"versi": _version(engine, naskah_id)})
    assert saved.status_code == 303, saved.text
    sent = kirim(staf, f"{page}/ajukan", {"versi": _version(engine, naskah_id)})
    assert sent.status_code == 303, sent.text
    seen = re.search(r'name="dilihat" value="([0-9a-f]{64})"', masuk("kabid.dinsos").get(page).text)
    assert seen is not None
    kirim(masuk("kabid.dinsos"), f"{page}/paraf", {"versi": _version(engine, naskah_id), "dilihat": seen[1]})
    _sign(masuk("kadis.dinsos"), page)
    if jenis.get(kode).bersama:
        _sign(masuk("sekda"), page)

    pdf = PdfReader(io.BytesIO(staf.get(f"{page}/naskah.pdf").data))
    words = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert [sentence for sentence in printed if sentence not in words] == []
    assert jenis.get(kode).kertas == ("F4" if kode == "surat_tugas" else "A4")


def _tugas(session: Session, kota: Kota, nip: str, mulai: str, selesai: str, *, siapa: str = "staf.dinsos") -> Naskah:
    kantor.kode(session)
    staf = kota[siapa].actor(session)
    naskah = actions.buat(session, staf, "surat_tugas")
    person = {"nama": "Budi", "nip": nip, "pangkat": "", "golongan": "", "jabatan": ""}
    filled = Isian(
        hal="Pelatihan",
        isi=isi.from_plain(UNTUK),
        kode_klasifikasi=kantor.KODE,
        rincian={"dasar": ["DPA."], "kepada": [person], "tanggal_mulai": mulai, "tanggal_selesai": selesai},
    )
    actions.simpan(session, staf, naskah, filled)
    session.flush()
    return naskah


def test_overlapping_duties_of_one_person_are_told_without_telling_what_is_not_the_actors(
    session: Session, kota_kecil: Kota
) -> None:
    nip = "199001012015011001"
    mine = _tugas(session, kota_kecil, nip, "2026-05-11", "2026-05-13")
    own = _tugas(session, kota_kecil, "19900101 201501 1 001", "2026-05-13", "2026-05-14")
    _tugas(session, kota_kecil, nip, "2026-05-14", "2026-05-20")  # begins after
    _tugas(session, kota_kecil, "199001012015011002", "2026-05-11", "2026-05-13")  # somebody else
    foreign = _tugas(session, kota_kecil, nip, "2026-05-01", "2026-05-11", siapa="staf.diskominfo")
    secret = _tugas(session, kota_kecil, nip, "2026-05-12", "2026-05-12", siapa="staf.diskominfo")
    foreign.hal, secret.sifat = "Operasi senyap", Sifat.RAHASIA
    session.flush()

    said = bertugas.lain(session, kota_kecil["staf.dinsos"].actor(session), mine)

    assert said == (
        bertugas.Masa(nip, date(2026, 5, 1), date(2026, 5, 11), "surat tugas lain"),
        bertugas.Masa(nip, date(2026, 5, 13), date(2026, 5, 14), "konsep “Pelatihan”"),
    )
    own.status = actions.konsep.Status.DIBATALKAN
    session.flush()
    assert len(bertugas.lain(session, kota_kecil["staf.dinsos"].actor(session), mine)) == 1


def test_nobody_but_the_head_of_the_city_sends_himself(session: Session, kota_kecil: Kota) -> None:
    kadis = kota_kecil["kadis.dinsos"].pegawai
    naskah = _tugas(session, kota_kecil, kadis.nip or "", "2026-05-11", "2026-05-13")

    with pytest.raises(Invalid, match="untuk dirinya sendiri"):
        actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)

    leader = Penanda(jabatan="Wali Kota", nama="Budi", is_kepala_daerah=True)
    assert bertugas.diri_sendiri(naskah, leader) == ""
    naskah.rincian = {"kepada": [{"nama": kadis.nama_lengkap.upper(), "nip": ""}]}
    same = Penanda(jabatan="Kepala Dinas", nama=kadis.nama_lengkap, nip=kadis.nip or "")
    assert "dirinya sendiri" in bertugas.diri_sendiri(naskah, same)


def test_a_signer_who_became_one_of_the_sent_is_refused_at_the_signature(services: Services, kota_kecil: Kota) -> None:
    kadis = kota_kecil["kadis.dinsos"]  # who has no certificate here: the refusal comes before any is asked for
    with db.transaction(services.engine) as session:
        naskah = _tugas(session, kota_kecil, "199001012015011001", "2026-05-11", "2026-05-13")
        actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)
        session.flush()
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah)
        naskah.rincian = naskah.rincian | {"kepada": [{"nama": kadis.pegawai.nama_lengkap, "nip": kadis.pegawai.nip}]}
        session.flush()
        naskah_id, seen, actor = naskah.id, naskah.content_sha256(), kadis.actor(session)

    with pytest.raises(Conflict, match="untuk dirinya sendiri"):
        actions.tandatangani(services, actor, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)


def test_a_nik_needs_terbatas_stands_in_no_list_and_is_covered_in_search(session: Session, kota_kecil: Kota) -> None:
    staf = kota_kecil["staf.dinsos"].actor(session)
    naskah = actions.buat(session, staf, "surat_keterangan")
    rows = [{"nama": "Citra", "nik": NIK}]
    actions.simpan(
        session,
        staf,
        naskah,
        Isian(hal=f"Keterangan {NIK}", isi=isi.from_plain("benar."), rincian={"menerangkan": rows}),
    )

    assert "NIK" in actions.missing(naskah)["hal"]
    naskah.hal = "Keterangan Domisili"
    assert "Terbatas" in actions.missing(naskah)["sifat"]
    naskah.sifat = Sifat.TERBATAS
    assert "sifat" not in actions.missing(naskah)
    assert NIK not in indexing.body(naskah) and "••••0001" in indexing.body(naskah)


@pytest.mark.sekali
def test_only_what_can_be_a_nik_is_covered() -> None:
    for number in (NIK, "3273010502900001", "3273017112900001"):
        assert pribadi.samar(f"NIK {number}.") == f"NIK {'•' * 12}{number[-4:]}."
    for number in ("198704112011011005", "3273013202900001", "3273010513900001", "000.1.5/3273014502900001"):
        assert pribadi.samar(number) == number and not pribadi.ber_nik(number)


def test_a_person_is_found_by_name_title_or_nip_with_the_jabatan_of_today(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    with db.transaction(engine) as session:
        who = session.get_one(Pegawai, kota_kecil["staf.dinsos"].pegawai.id)
        who.gelar_belakang, nip = "S.Kom.", who.nip or ""
        session.flush()
        for words in (nip, "santoso budi", "Budi Santoso, S.Kom."):
            found = organisasi.find_pegawai(session, words)
            assert [(p.id, post) for p, post in found] == [(who.id, "Pengolah Data")]
        assert organisasi.find_pegawai(session, "100%_") == []

    answer = masuk("staf.dinsos").get("/naskah/pegawai?q=Budi+S").text
    assert f'data-nip="{nip}"' in answer and 'data-nama="Budi Santoso, S.Kom."' in answer
    assert "<li" not in masuk("staf.dinsos").get("/naskah/pegawai?q=Bu").text


@pytest.mark.sekali
def test_long_rows_and_chapters_go_on_over_pages_with_their_heading_and_no_lonely_block() -> None:
    rows = [{"jenis": f"Berkas nomor {n} " + "dengan uraian " * 20, "banyaknya": "1 berkas"} for n in range(1, 60)]
    pengantar = emas.halaman("44-surat-pengantar", rincian={"kiriman": rows})
    laporan = emas.halaman("46-laporan")
    long = "\n\n".join("Kalimat uraian kegiatan yang panjang. " * 12 for _ in range(15))
    laporan = emas.halaman("46-laporan", rincian={**laporan.rincian, "kegiatan": long, "penutup": long})

    for page, most in ((pengantar, 13), (laporan, 9)):
        made = render(page)
        sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(made.pdf)).pages]
        assert 3 < len(sheets) <= most and made.qr_box[0] == len(sheets)
        if page is pengantar:
            assert all("Banyaknya Keterangan" in sheet for sheet in sheets[:-1])
            assert all(sum(f"{n}. Berkas nomor {n} " in sheet for sheet in sheets) == 1 for n in range(1, 60))
        else:
            assert "uraian kegiatan" in sheets[-1]
