"""The pages of a case, direct posts past them, and what is found at the old addresses of what was destroyed."""

from collections.abc import Callable

import client as peramban
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db
from eoffice.akses.actor import Peran
from eoffice.akses.rights import Action, Sifat
from eoffice.arsip import policy as arsip_policy
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Objek
from eoffice.layanan_arsip import policy as layanan_policy
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.organisasi.models import JabatanPeran
from eoffice.penyusutan import actions, policy, queries
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Dokumen, Status
from eoffice.web.services import Services
from tests.penyusutan import bahan

pytestmark = pytest.mark.sekali

Masuk = Callable[..., FlaskClient]


def test_a_case_is_proposed_given_its_panitia_and_refused_with_the_rule_named(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        berkas = bahan.berkas(session, kota_kecil, services.store)
        vital = bahan.berkas(session, kota_kecil, services.store, vital=True)
        ids, opd_id = (berkas.id, vital.id), kota_kecil.unit["dinsos"].id
    who = masuk("arsiparis.dinsos")
    offered = who.get("/penyusutan/baru/pemusnahan").get_data(as_text=True)
    assert f'value="{ids[0]}"' in offered and f'value="{ids[1]}"' not in offered

    form = {"judul": "Arsip 2019", "opd_id": opd_id}
    refused = peramban.kirim(who, "/penyusutan/baru/pemusnahan", form | {"berkas": list(ids)})
    assert refused.status_code == 422 and "SST-03" in refused.get_data(as_text=True)
    made = peramban.kirim(who, "/penyusutan/baru/pemusnahan", form | {"berkas": ids[0]})
    assert made.status_code == 303
    here = made.headers["Location"]
    form_of = who.get(here).get_data(as_text=True).partition('id="dlg-panitia"')[2].partition("</dialog>")[0]
    assert "Yang sudah terisi baru usulan" in form_of and 'Ketua<span class="opt">' not in form_of
    for usual in ("sekretaris.dinsos", "kabid.dinsos", "arsiparis.dinsos"):
        assert f'value="{kota_kecil[usual].jabatan.id}"' in form_of
    rows = {}
    for n, each in enumerate(bahan.panitia(kota_kecil), 1):
        name = f"anggota_{n}" if n <= 3 else f"saksi_{n - 3}"
        rows |= {name: each.jabatan_id, f"unsur_{name}": str(each.unsur)}
    assert peramban.kirim(who, f"{here}/panitia", {}).status_code == 422  # nobody named is no panitia
    assert peramban.kirim(who, f"{here}/panitia", rows).status_code == 303
    written = peramban.kirim(who, f"{here}/tulis", {"dokumen": "sk_panitia"})
    assert written.status_code == 303 and "/sunting" in written.headers["Location"]
    page = who.get(here).get_data(as_text=True)
    assert "SK panitia penilai" in page and "Sri Wulandari" not in page and "Anton Wijaya" in page
    assert "Arsip 2019" in who.get("/penyusutan").get_data(as_text=True)
    link = f'href="/arsip/berkas/{ids[0]}"'
    witness = masuk("sekda")  # reads the list, and not what lies in it: no link that would find nothing
    assert link in page and link not in witness.get(here).get_data(as_text=True)
    assert witness.get(f"/arsip/berkas/{ids[0]}").status_code == 404

    for name in ("admin", "staf.diskominfo"):
        other = masuk(name)
        assert other.get(here).status_code == 404
        for step in ("musnahkan", "siap", "tulis", "nilai", "keluarkan"):
            assert peramban.kirim(other, f"{here}/{step}", {"butir": 1, "alasan": "x"}).status_code == 404
        assert "Arsip 2019" not in other.get("/penyusutan").get_data(as_text=True)
    skipped = peramban.kirim(who, f"{here}/musnahkan", {})
    assert skipped.status_code in (403, 409) and "menunggu penetapan" in skipped.get_data(as_text=True)


def test_the_old_address_and_the_code_tell_the_berita_acara(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        berkas = bahan.berkas(session, kota_kecil, services.store, surat=True)
        old_id, berkas_id = bahan.impor(session, kota_kecil, berkas, services.store).id, berkas.id
        letter, surat = bahan.milik(session, berkas)
        letter_id, token, surat_id = letter.id, "kode-uji-nisan-0123456789", surat.id if surat else 0
        letter.token = token
        made = bahan.sampai(
            session, services.store, kota_kecil, bahan.kasus(session, kota_kecil, [berkas]), Status.DITETAPKAN
        )
        kasus_id = made.id
        actions.siapkan(session, kota_kecil["arsiparis.dinsos"].actor(session), made)
    first = peramban.kirim(masuk("arsiparis.dinsos"), f"/penyusutan/{kasus_id}/musnahkan", {})
    assert "dua orang yang berbeda" in first.get_data(as_text=True)
    done = peramban.kirim(masuk("sekretaris.dinsos"), f"/penyusutan/{kasus_id}/musnahkan", {})
    assert done.status_code == 303
    with db.reading(services.engine) as session:
        nomor = session.get_one(Naskah, letter_id).musnah_ba
        assert session.scalar(select(Kasus.status)) is Status.DIMUSNAHKAN
        sha256 = session.get_one(Naskah, letter_id).pdf_sha256 or ""
    who = masuk("arsiparis.dinsos")
    old = f"/arsip/impor/{old_id}"
    for path in (
        f"/naskah/{letter_id}", f"/naskah/{letter_id}/halaman/1.png", f"/surat-masuk/{surat_id}", old, f"{old}/berkas",
        f"{old}/lampiran/1", f"{old}/metadata",
    ):  # fmt: skip
        answer = who.get(path)
        assert answer.status_code == 410 and f"menurut Berita Acara Nomor {nomor}" in answer.get_data(as_text=True)
        assert 'href="/arsip">Ke daftar berkas</a>' in answer.get_data(as_text=True)  # onward, not only home
    assert sha256 in who.get(f"/naskah/{letter_id}").get_data(as_text=True)
    page = who.get(f"/arsip/berkas/{berkas_id}").get_data(as_text=True)
    assert f"Berita Acara Nomor {nomor}" in page and "Undangan lama" in page and bahan.KENARI not in page
    assert page.count("/metadata/") == 2  # of the naskah and the surat; what came along with the import went with it
    lost = who.get(f"/arsip/berkas/{berkas_id}/metadata/3")
    assert lost.status_code == 410 and "ikut dimusnahkan" in lost.get_data(as_text=True)
    for gone in ("dlg-ubah", "dlg-kategori", "dlg-tahan", "dlg-buka", "/paket/baru?berkas", "/pinjam"):
        assert gone not in page, gone
    with db.reading(services.engine) as session:
        kept, arsiparis = session.get_one(Berkas, berkas_id), kota_kecil["arsiparis.dinsos"].actor(session)
        for action in (Action.KELOLA_BERKAS, Action.TETAPKAN_KATEGORI, Action.LEPAS_KATEGORI):
            assert f"Berita Acara Nomor {nomor}" in arsip_policy.may(arsiparis, action, kept).alasan, action
        form = {"alasan": "Susulan", "versi": kept.version}
        assert not layanan_policy.may_borrow(arsiparis, kept)
    changed = peramban.kirim(who, f"/arsip/berkas/{berkas_id}/buka-kembali", form)
    assert changed.status_code == 403 and "sudah dimusnahkan" in changed.get_data(as_text=True)
    assert ">Dimusnahkan<" in who.get("/arsip").get_data(as_text=True).replace("\n", "")
    code = who.get(f"/v/{token}")
    assert code.status_code == 200 and f"menurut Berita Acara Nomor {nomor}" in code.get_data(as_text=True)
    assert "Perkara selesai" not in who.get(f"/penyusutan/{kasus_id}").get_data(as_text=True)
    assert "Dinas Sosial · Dimusnahkan" in who.get(f"/penyusutan/{kasus_id}").get_data(as_text=True)
    assert "menunggu dihapus dari penyimpanan" in who.get(f"/penyusutan/{kasus_id}").get_data(as_text=True)


def test_what_the_list_shows_is_what_may_be_read(services: Services, kota_kecil: makers.Kota) -> None:
    with db.transaction(services.engine) as session:
        made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, services.store)])
        handed = bahan.penyerahan(
            session, kota_kecil, [bahan.berkas(session, kota_kecil, services.store, nasib=bahan.NasibAkhir.PERMANEN)]
        )
        for name, person in kota_kecil.orang.items():
            actor = person.actor(session)
            listed = {k.id for k in session.scalars(queries.visible(actor))}
            for each in (made, handed):
                assert bool(policy.may(actor, Action.BACA_SUSUT, each)) == (each.id in listed), name


def test_what_is_kept_back_is_shown_with_its_rule_and_not_offered(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        free, secret, kept = (
            bahan.berkas(session, kota_kecil, services.store, nasib=nasib)
            for nasib in (bahan.NasibAkhir.MUSNAH, bahan.NasibAkhir.MUSNAH, bahan.NasibAkhir.PERMANEN)
        )
        for _ in range(2):
            letter = bahan.arsip_uji.naskah(session, kota_kecil, status=StatusNaskah.DIBERKASKAN, sifat=Sifat.RAHASIA)
            bahan.isi(session, secret, Objek.NASKAH, letter.id, kota_kecil, services.store)
        ids = free.id, secret.id, kept.id
        secret_name = secret.nomor

    page = masuk("arsiparis.dinsos").get("/penyusutan/baru/pemusnahan").get_data(as_text=True)

    assert [f'name="berkas" value="{i}"' in page for i in ids] == [True, False, False]
    assert "SST-01" in page and "SST-10" in page
    assert f"Sifat berkas {secret_name} di atas yang boleh dinilai panitia." in page and "memuat 2" not in page


def test_a_refused_form_keeps_what_was_typed_and_the_list_keeps_its_filters(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction(services.engine) as session:
        every = [
            bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, services.store)]) for _ in range(3)
        ]
        actions.batalkan(session, kota_kecil["arsiparis.dinsos"].actor(session), every[2], "Salah pilih")
        kasus_id, ketua = every[0].id, every[0].panitia[0].jabatan_id
    who, here = masuk("arsiparis.dinsos"), f"/penyusutan/{kasus_id}"
    refused = peramban.kirim(who, f"{here}/panitia", {"anggota_1": ketua, "anggota_2_teks": "Kepala yang entah"})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422 and 'id="dlg-panitia" data-terbuka' in page
    assert 'value="Kepala yang entah"' in page and "cocok dengan 0 jabatan" in page
    refused = peramban.kirim(who, f"{here}/keluarkan", {"alasan": "Masih dipakai bidang"})
    assert refused.status_code == 422 and 'value="Masih dipakai bidang"' in refused.get_data(as_text=True)

    monkeypatch.setattr(queries, "PAGE", 1)
    first = who.get("/penyusutan?jenis=pemusnahan&status=usul").get_data(as_text=True)
    assert f'href="/penyusutan/{every[1].id}"' in first and f'href="/penyusutan/{every[2].id}"' not in first
    assert f"/penyusutan?jenis=pemusnahan&amp;status=usul&amp;sesudah={every[1].id}" in first
    assert "/penyusutan?jenis=penyerahan&amp;status=usul" in first


def test_a_pemusnahan_without_witnesses_says_where_they_are_named(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, services.store)])
        bahan.sampai(session, services.store, kota_kecil, made, Status.DISETUJUI)
        bahan.tulis(session, services.store, kota_kecil, made, Dokumen.PENETAPAN)
        session.refresh(made)
        for each in made.saksi:
            made.anggota.remove(each)
        here = f"/penyusutan/{made.id}"
    who = masuk("arsiparis.dinsos")

    page = who.get(here).get_data(as_text=True)
    refused = peramban.kirim(who, f"{here}/tulis", {"dokumen": "berita_acara"})

    assert "Tambahkan dua saksi dengan tombol Ubah pada Panitia dan saksi" in page
    assert (refused.status_code, "tombol Ubah pada Panitia dan saksi." in refused.get_data(as_text=True)) == (409, True)


def test_who_proposes_learns_that_the_city_has_not_named_its_lembaga_kearsipan(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        bahan.berkas(session, kota_kecil, nasib=bahan.NasibAkhir.PERMANEN)
    person = masuk("arsiparis.dinsos")
    assert "belum menetapkan lembaga kearsipannya" in person.get("/penyusutan/baru/penyerahan").get_data(as_text=True)
    with db.transaction(services.engine) as session:
        head = kota_kecil["kadis.diskominfo"].jabatan.id
        session.add(JabatanPeran(jabatan_id=head, peran=Peran.LEMBAGA_KEARSIPAN))

    page = person.get("/penyusutan/baru/penyerahan").get_data(as_text=True)

    assert "belum menetapkan" not in page and "Dinas Komunikasi dan Informatika</option>" in page
