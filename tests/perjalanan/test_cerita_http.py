"""One naskah from konsep to archive, through HTTP only, as the people of two offices and the city's top."""

import hashlib
import html
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import select

from eoffice import clock, db, pemeriksaan
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.storage import Blob
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.pages import tanggal
from eoffice.web.services import Services
from tests.perjalanan import babak, periksa_pdf
from tests.perjalanan.babak import Cerita
from tests.perjalanan.pelaku import Pelaku, json_of, tanpa_tanda

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def cerita(app: Flask, services: Services, kota_kecil: Kota) -> Cerita:
    """A city on its first day."""
    babak.siapkan(services, kota_kecil)
    return Cerita(app, services, kota_kecil)


def _teks(page: str) -> str:
    """What is to be read on a page."""
    return " ".join(
        html.unescape(re.sub(r"<(?:script|svg).*?</(?:script|svg)>|<[^>]+>", " ", page, flags=re.S)).split()
    )


def test_a_naskah_goes_from_konsep_to_archive(cerita: Cerita, tmp_path: Path) -> None:
    _menulis(cerita)
    _memeriksa(cerita)
    _menandatangani(cerita, tmp_path)
    _mengirim(cerita)
    _mendisposisikan(cerita)
    _memberkaskan(cerita)
    _mencari(cerita)
    _menghitung(cerita)
    _memverifikasi(cerita)

    cerita.kerja()
    assert len(cerita.orang_masuk) >= 7
    said = pemeriksaan.run(cerita.services)
    assert [f for f in said["pemeriksaan"] if not f["bersih"]] == []


# -- 1: writing ---------------------------------------------------------------------------------------------------


def _menulis(cerita: Cerita) -> None:
    staf = cerita.orang("staf.dinsos")
    cerita.mulai()
    sunting = f"{cerita.alamat}/sunting"

    # Submitted with nothing in it, everything missing is said at once, beside the form.
    empty = staf.isi(sunting, f"{cerita.alamat}/ajukan", status=422)
    for sentence in ("Isi hal (pokok surat).", "Pilih kode klasifikasi.", "Pilih paling sedikit satu tujuan.", "Isi naskah masih kosong."):  # fmt: skip
        assert sentence in empty.text

    cerita.tulis()
    page = staf.buka(sunting)
    for kept in (babak.HAL, "Direktur PT Sumber Pangan", "direksi@pangan.example", babak.KATA_ISI, babak.KODE):
        assert kept in page

    # A page that is older than the row overwrites nothing; a lost session answers 401 and loses nothing.
    older = {"versi": 1, "kolom": {"hal": "Lama"}}
    lost = cerita.app.test_client().put(f"{cerita.alamat}/isi", json=older)
    assert lost.status_code in (400, 401)
    assert babak.HAL in staf.buka(sunting)

    cerita.lampirkan()
    page = staf.buka(sunting)
    assert "Daftar sasaran" in page and "Peta" in page

    # The exact pages beside the editor, and as PDF, marked KONSEP.
    preview = staf.buka(f"{cerita.alamat}/pratinjau")
    images = re.findall(r'src="(/naskah/\d+/halaman/\d+\.png[^"]*)"', preview)
    assert len(images) >= 4  # the text, two pages of one lampiran, the picture
    picture = staf.ambil(html.unescape(images[0]))
    assert picture.data.startswith(b"\x89PNG\r\n\x1a\n")
    konsep = periksa_pdf.kata(staf.ambil(f"{cerita.alamat}/konsep.pdf").data)
    assert "KONSEP" in konsep and babak.KATA_ISI in konsep and "Daftar sasaran, halaman 2" in konsep

    # Nobody else knows of a konsep.
    cerita.orang("kabid.dinsos").buka(cerita.alamat, status=404)


# -- 2: the route -------------------------------------------------------------------------------------------------


def _memeriksa(cerita: Cerita) -> None:
    staf, sekretaris, kabid, kadis = map(
        cerita.orang, ("staf.dinsos", "sekretaris.dinsos", "kabid.dinsos", "kadis.dinsos")
    )
    rute = _teks(staf.buka(f"{cerita.alamat}/rute"))
    assert "Kepala Bidang Layanan Dinas Sosial" in rute and "Sekretaris Dinas Sosial" in rute

    # Submitted, taken back before anybody acted, submitted again.
    cerita.ajukan()
    staf.isi(cerita.alamat, f"{cerita.alamat}/tarik")
    cerita.ajukan()
    assert f'href="{cerita.alamat}"' in kabid.buka("/naskah/paraf")

    # Sent back with a reason; the change that follows is visible to everybody on the route.
    refused = kabid.isi(cerita.alamat, f"{cerita.alamat}/kembalikan", status=422)
    assert "alasan" in refused.text.lower()
    kabid.isi(cerita.alamat, f"{cerita.alamat}/kembalikan", {"catatan": babak.ALASAN})
    assert babak.ALASAN in _teks(staf.buka(cerita.alamat))
    sunting = f"{cerita.alamat}/sunting"
    staf.simpan_otomatis(sunting, {}, babak.isi("Berdasarkan Peraturan Wali Kota Nomor 12 Tahun 2025, "))
    cerita.ajukan()
    redline = kabid.buka(f"{cerita.alamat}/banding?a=1&b=2")
    assert "<del>" in redline and "<ins>" in redline
    assert "Peraturan Wali Kota Nomor 12" in _teks(" ".join(re.findall(r"<ins>(.*?)</ins>", redline, re.S)))

    # One paraf is given; the next reviewer edits, and the earlier paraf stays, marked with its version.
    cerita.beri_paraf("sekretaris.dinsos", "Setuju")
    edited = kabid.borang(sunting, f"{cerita.alamat}/ubah")
    text = dict(edited.nilai)["isi"].replace("Atas perhatian dan kerja sama", "Atas bantuan dan kerja sama")
    kabid.isi(sunting, f"{cerita.alamat}/ubah", {"isi": text, "catatan_rute": "Merapikan penutup"})
    assert "atas versi 2" in _teks(sekretaris.buka(cerita.alamat))
    redline = sekretaris.buka(f"{cerita.alamat}/banding")
    assert "bantuan" in " ".join(re.findall(r"<ins>(.*?)</ins>", redline, re.S))
    cerita.beri_paraf("kabid.dinsos")

    # Whoever signs sees whose paraf is on another text.
    signing = _teks(kadis.buka(f"{cerita.alamat}/tanda-tangan"))
    assert "atas versi 2, bukan versi ini" in signing
    assert f'href="{cerita.alamat}/tanda-tangan"' in kadis.buka("/naskah/tanda-tangan")


# -- 3: signing ---------------------------------------------------------------------------------------------------


def _menandatangani(cerita: Cerita, folder: Path) -> None:
    kadis, here = cerita.orang("kadis.dinsos"), f"{cerita.alamat}/tanda-tangan"
    assert "Sertifikat Anda belum siap." in kadis.buka(here)
    cerita.terbitkan_sertifikat()
    assert "Siap menandatangani" in kadis.buka("/sertifikat")
    before = tanpa_tanda(cerita.orang("staf.dinsos").buka(cerita.alamat))
    wrong = kadis.isi(here, here, {"frasa_sandi": "perahu merah di dermaga"}, status=422)
    assert "sisa 4" in wrong.text and "perahu merah" not in wrong.text
    assert tanpa_tanda(cerita.orang("staf.dinsos").buka(cerita.alamat)) == before

    cerita.tanda_tangani()
    assert cerita.nomor == f"{babak.KODE}/1/DINSOS/{clock.today().year}"
    words = periksa_pdf.kata(cerita.pdf)
    for printed in (cerita.nomor, tanggal(clock.today()), babak.KATA_ISI, "Peraturan Wali Kota Nomor 12 Tahun 2025"):
        assert printed in words
    assert "KONSEP" not in words

    # Signed again by a second click: the same file, no second number.
    assert kadis.ambil(f"{cerita.alamat}/naskah.pdf").data == cerita.pdf
    kadis.ambil(here, status=303)

    root = babak.akar(cerita.services)
    changed = periksa_pdf.satu_bait_lain(cerita.pdf)
    assert len(changed) == len(cerita.pdf) and changed != cerita.pdf
    assert periksa_pdf.pyhanko(cerita.pdf, root) == (True, True)
    assert periksa_pdf.pyhanko(changed, root) == (False, False)
    said = periksa_pdf.pdfsig(cerita.pdf, root, folder)
    assert "Signature is Valid." in said and "Certificate is Trusted." in said
    said = periksa_pdf.pdfsig(changed, root, folder)
    assert "Signature is Valid." not in said and "Digest Mismatch." in said


# -- 4: delivery --------------------------------------------------------------------------------------------------


def _mengirim(cerita: Cerita) -> None:
    # Something on paper came first, so ours is the next number of that agenda.
    tu = cerita.orang("tu.diskominfo")
    form = {
        "asal_teks": "Warga RT 05",
        "nomor_surat": "05/RT/XI/2026",
        "tanggal_surat": clock.today().isoformat(),
        "hal": "Permohonan pemasangan jaringan",
        "tujuan_jabatan_id": cerita.jabatan("kadis.diskominfo"),
        "cara_terima": "langsung",
    }
    paper = tu.isi(
        "/surat-masuk/registrasi", "/surat-masuk/registrasi", form, berkas=("berkas", babak.pdf("Permohonan"), "p.pdf")
    )
    assert "1/" in _teks(tu.buka(paper.location))

    cerita.kerja()

    cerita.surat = cerita.sampai("kadis.diskominfo")
    page = _teks(cerita.orang("kadis.diskominfo").buka(f"/surat-masuk/{cerita.surat}"))
    year = clock.today().year
    assert f"2/{year} · Dinas Komunikasi dan Informatika" in page and cerita.nomor in page
    book = _teks(tu.buka("/agenda"))
    assert book.index(babak.HAL) < book.index("Permohonan pemasangan jaringan")
    kept = cerita.orang("kadis.diskominfo").ambil(f"/surat-masuk/{cerita.surat}/surat.pdf").data
    assert kept == cerita.pdf

    # A copy is read, and nothing else.
    cerita.tembusan = cerita.sampai("sekda", "semua")
    copy = cerita.orang("sekda").buka(f"/surat-masuk/{cerita.tembusan}")
    assert "Tembusan" in copy and f"/surat-masuk/{cerita.tembusan}/disposisi" not in copy
    cerita.orang("sekda").buka(f"/surat-masuk/{cerita.tembusan}/disposisi", status=403)

    # Outside the city: the file to download, and a record of how it went.
    tu = cerita.orang("tu.dinsos")
    assert babak.HAL in tu.buka("/naskah/keluar?tab=belum")
    assert tu.ambil(f"{cerita.alamat}/unduh").data == cerita.pdf
    page = tu.buka(cerita.alamat)
    action = re.search(rf'action="({cerita.alamat}/kirim/\d+)"', page)
    assert action is not None
    tu.isi(cerita.alamat, action[1], {"cara": "pos_el", "keterangan": "Dikirim pukul 10"})
    assert "Dikirim pukul 10" in _teks(tu.buka(cerita.alamat))
    assert babak.HAL not in tu.buka("/naskah/keluar?tab=belum")


# -- 5: disposisi -------------------------------------------------------------------------------------------------


def _mendisposisikan(cerita: Cerita) -> None:
    kadis, kabid = cerita.orang("kadis.diskominfo"), cerita.orang("kabid.diskominfo")
    surat = f"/surat-masuk/{cerita.surat}"
    refused = kadis.isi(f"{surat}/disposisi", f"{surat}/disposisi", status=422)
    assert "Pilih paling sedikit satu penerima." in refused.text
    cerita.disposisikan()
    cerita.kerja()
    cerita.lanjutkan()
    cerita.bagian_saya("sekretaris.diskominfo")

    # The file of a report comes back as it was, to whoever is in the chain.
    hasil = ("berkas", babak.pdf("Hasil pencocokan"), "Hasil pencocokan.pdf")
    cerita.laporkan("staf.diskominfo", babak.LAPORAN_STAF, hasil)
    part = cerita.bagian["staf.diskominfo"]
    kabid.isi(f"/disposisi/{part}", f"/disposisi/{part}/kembalikan", {"catatan": "Sebutkan tanggal datanya"})
    assert "Sebutkan tanggal datanya" in _teks(cerita.orang("staf.diskominfo").buka(f"/disposisi/{part}"))
    cerita.laporkan("staf.diskominfo", babak.LAPORAN_STAF + " per 20 November 2026", hasil)
    cerita.laporkan("staf2.diskominfo", "Ringkasan sudah disiapkan")
    cerita.terima("kabid.diskominfo", "staf2.diskominfo")
    cerita.terima("kabid.diskominfo", "staf.diskominfo", "Lengkap")

    # The part of the kabid was reported upwards by that.
    page = _teks(kadis.buka(f"/disposisi/{cerita.bagian['kabid.diskominfo']}"))
    assert "Hasil dari Pengolah Data" in page and "per 20 November 2026" in page
    cerita.laporkan("sekretaris.diskominfo", "Rapat dengan camat sudah dijadwalkan")
    cerita.terima("kadis.diskominfo", "sekretaris.diskominfo")
    cerita.terima("kadis.diskominfo", "kabid.diskominfo", biarkan_terbuka=True)

    tree = kadis.buka(surat)
    seen = _teks(tree)
    for who in ("kabid.diskominfo", "sekretaris.diskominfo", "staf.diskominfo", "staf2.diskominfo"):
        assert cerita.kota[who].jabatan.nama in seen
    assert babak.CATATAN_DISPOSISI in seen
    file = re.search(rf'href="({surat}/tindak-lanjut/\d+)"', tree)
    assert file is not None
    assert periksa_pdf.kata(kadis.ambil(file[1]).data) == "Hasil pencocokan, halaman 1"
    kadis.isi(surat, f"{surat}/selesai", {"catatan": "Jawaban sudah dikirim"})
    sheet = periksa_pdf.kata(kadis.ambil(f"{surat}/lembar-disposisi.pdf").data)
    assert babak.CATATAN_DISPOSISI in sheet and babak.HAL in sheet

    # Nobody outside the chain, and no copied office, sees any of it.
    cerita.orang("staf.setda").buka(surat, status=404)
    assert babak.CATATAN_DISPOSISI not in cerita.orang("sekda").buka(f"/surat-masuk/{cerita.tembusan}")
    assert babak.CATATAN_DISPOSISI not in cerita.orang("staf.dinsos").buka(cerita.alamat)


# -- 6: filing ----------------------------------------------------------------------------------------------------


def _memberkaskan(cerita: Cerita) -> None:
    opened = {
        "arsiparis.dinsos": cerita.berkaskan("arsiparis.dinsos", "naskah", cerita.naskah),
        "arsiparis.diskominfo": cerita.berkaskan("arsiparis.diskominfo", "surat_masuk", cerita.surat),
    }
    sha256 = hashlib.sha256(cerita.pdf).hexdigest()
    today = clock.today()
    for nama, berkas_id in opened.items():
        arsiparis, here = cerita.orang(nama), f"/arsip/berkas/{berkas_id}"
        page = _teks(arsiparis.buka(here))
        assert babak.KODE in page and babak.HAL in page and "bukan sejak tanggal surat" in page
        noted = arsiparis.ambil(f"{here}/metadata/1")
        assert sha256 in noted.get_data(as_text=True)
        assert json_of(noted)["retensi"] | {"aktif_tahun": 2, "inaktif_tahun": 3, "jra": babak.KODE} == json_of(noted)["retensi"]  # fmt: skip

        arsiparis.isi(here, f"{here}/tutup", {"tanggal_pemicu": ""})
        page = _teks(arsiparis.buka(here))
        assert f"Dihitung sejak {tanggal(today)}" in page
        assert f"Aktif sampai {tanggal(today.replace(year=today.year + 2))} (2 tahun)" in page
        assert f"Inaktif sampai {tanggal(today.replace(year=today.year + 5))} (3 tahun)" in page

    # What the store holds is what was signed, attached and noted, byte for byte.
    with db.reading(cerita.services.engine) as session:
        naskah, surat = session.get_one(Naskah, cerita.naskah), session.get_one(SuratMasuk, cerita.surat)
        assert (naskah.pdf_sha256, surat.berkas_sha256) == (sha256, sha256)
        kept = [Blob(naskah.pdf_key or "", naskah.pdf_size or 0, sha256)]
        kept += [Blob(x.key, x.size, x.sha256) for x in session.scalars(select(Lampiran))]
    assert len(kept) == 3
    for blob in kept:
        with cerita.services.store.open(blob) as stream:
            content = stream.read()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (blob.size, blob.sha256)


# -- 7: finding ---------------------------------------------------------------------------------------------------


def _cari(orang: Pelaku, query: str) -> str:
    """The page of a search; addresses of before lead on to the one that says the same in operators."""
    answer = orang.client.get(f"/cari?{query}", follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _mencari(cerita: Cerita) -> None:
    today, year = clock.today(), clock.today().year
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    dinsos = cerita.kota.unit["dinsos"].id
    hits = (
        f"q={babak.KATA_ISI.replace(' ', '+')}",
        f"q=1/DINSOS/{year}",
        "q=400.9.3",
        "q=pemutakhiran&pengirim=Dinas+Sosial",
        f"q=pemutakhiran&unit={dinsos}",
        f"q=pemutakhiran&dari={yesterday}&sampai={tomorrow}",
        "q=pemutakhiran&kode=400.9",
        "kode=400",
    )
    misses = (
        f"q=pemutakhiran&dari={tomorrow}",
        f"q=pemutakhiran&sampai={yesterday}",
        "q=pemutakhiran&kode=900",
        f"q=1/DISKOMINFO/{year}",
    )
    for nama, address in (
        ("arsiparis.dinsos", f'href="{cerita.alamat}"'),
        ("arsiparis.diskominfo", f'href="/surat-masuk/{cerita.surat}"'),
    ):
        for query in hits:
            assert address in _cari(cerita.orang(nama), query), (nama, query)
        for query in misses:
            page = _cari(cerita.orang(nama), query)
            assert address not in page and "Tidak ada yang ditemukan" in page, (nama, query)

    # Whoever has no right sees neither hit nor count, and cannot tell it from what never existed.
    stranger = cerita.orang("staf2.setda")
    for query in hits:
        page = _cari(stranger, query)
        assert "Tidak ada yang ditemukan" in page
        assert (
            cerita.nomor not in page
            and babak.HAL not in page
            and babak.KATA_ISI not in _teks(page).replace(babak.KATA_ISI, "", 1)
        )
    for path, missing in (
        (cerita.alamat, "/naskah/999999"),
        (f"{cerita.alamat}/naskah.pdf", "/naskah/999999/naskah.pdf"),
        (f"/surat-masuk/{cerita.surat}", "/surat-masuk/999999"),
    ):
        there, nowhere = (stranger.ambil(p, status=404) for p in (path, missing))
        assert tanpa_tanda(there.text) == tanpa_tanda(nowhere.text)
        assert len(there.data) == len(nowhere.data)


# -- 8: counting --------------------------------------------------------------------------------------------------


def _menghitung(cerita: Cerita) -> None:
    cerita.kerja()
    for nama, objek, objek_id in (
        ("kadis.dinsos", "naskah", cerita.naskah),
        ("kadis.diskominfo", "surat", cerita.surat),
    ):
        who = cerita.orang(nama)
        page = who.buka("/laporan")
        assert re.search(r"menghindari sekitar [\d.,]+ lembar, rentang [\d.,]+–[\d.,]+", _teks(page)), _teks(page)
        assert f'href="/laporan/{objek}/{objek_id}"' in page
        steps = _teks(who.buka(f"/laporan/{objek}/{objek_id}"))
        for scenario in ("Rendah", "Tengah", "Tinggi"):
            assert scenario in steps
        assert babak.HAL in steps

    dashboard = _teks(cerita.orang("sekda").buka("/dasbor"))
    assert "Dinas Sosial" in dashboard
    cerita.orang("kadis.dinsos").buka("/dasbor", status=403)
    city = cerita.orang("sekda").buka("/laporan/kota")
    for office in ("Dinas Sosial", "Dinas Komunikasi dan Informatika"):
        row = re.search(rf">{office}</a></th>(.*?)</tr>", city, re.S)
        assert row is not None and re.search(r"sekitar [\d.,]+ lembar, rentang", _teks(row[1])), office
    cerita.orang("kadis.dinsos").buka("/laporan/kota", status=403)
    cerita.orang("staf2.setda").buka("/laporan", status=403)


# -- 9: the public ------------------------------------------------------------------------------------------------


def _memverifikasi(cerita: Cerita) -> None:
    anybody = cerita.app.test_client()
    answer = anybody.get(f"/v/{cerita.token}")
    assert answer.status_code == 200
    page = _teks(answer.text)
    for fact in ("Sah", cerita.nomor, babak.HAL, hashlib.sha256(cerita.pdf).hexdigest()):
        assert fact in page
    secrets = [o.pegawai.nip for o in cerita.kota.orang.values() if o.pegawai.nip]
    secrets += [babak.KATA_ISI, babak.CATATAN_DISPOSISI, babak.LAPORAN_STAF, babak.ALASAN, "Direktur PT Sumber Pangan"]
    secrets += [cerita.kota[n].pegawai.nama for n in ("staf.dinsos", "kabid.dinsos", "kabid.diskominfo")]
    assert [s for s in secrets if s in answer.text or s in page] == []
    assert anybody.get(f"/v/{'x' * len(cerita.token)}").status_code == 404

    # The very file is known; with one byte changed it is refused.
    stranger = cerita.orang("staf2.setda")
    whole = stranger.isi("/v", "/v", berkas=("berkas", cerita.pdf, "surat.pdf"), status=200)
    assert "sama persis dengan yang ada di register" in whole.text
    changed = periksa_pdf.satu_bait_lain(cerita.pdf)
    spoilt = stranger.isi("/v", "/v", berkas=("berkas", changed, "surat.pdf"), status=200)
    assert "Tidak sah" in spoilt.text


def test_a_route_may_also_end_in_refusal_or_be_given_up(cerita: Cerita) -> None:
    for ending, who, label in (("tolak", "kabid.dinsos", "Ditolak"), ("batalkan", "staf.dinsos", "Dibatalkan")):
        cerita.mulai()
        cerita.tulis()
        cerita.ajukan()
        cerita.orang(who).isi(cerita.alamat, f"{cerita.alamat}/{ending}", {"catatan": "Sudah diatur dengan cara lain"})

        page = _teks(cerita.orang("staf.dinsos").buka(cerita.alamat))
        assert label in page and "Sudah diatur dengan cara lain" in page
        assert "/DINSOS/" not in page
    assert [f for f in pemeriksaan.run(cerita.services)["pemeriksaan"] if not f["bersih"]] == []
