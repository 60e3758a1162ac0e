"""The pages of standing in, in a browser's eyes."""

from collections.abc import Callable
from datetime import timedelta

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import clock, db, outbox
from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Sifat
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.naskah import actions as naskah
from eoffice.organisasi import actions as organisasi_actions
from eoffice.organisasi import keberadaan
from eoffice.organisasi.baris import JabatanBaru, Susunan
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.states import JenisPenugasan
from eoffice.organisasi.wakil import MandatOperator, Mutasi, Pengalihan, Penunjukan
from eoffice.pdf import kata
from eoffice.perwakilan import actions
from eoffice.surat_masuk import queries as surat_queries
from tests.surat_masuk import buatan

#: The rules behind the pages run on both databases; the pages themselves once.
pytestmark = pytest.mark.sekali

Masuk = Callable[..., FlaskClient]
BESOK = timedelta(days=1)


def sk(kota: makers.Kota, **more: object) -> dict[str, object]:
    today = clock.today()
    return {
        "jabatan_id": kota["kadis.dinsos"].jabatan.id,
        "pegawai_id": kota["sekretaris.dinsos"].pegawai.id,
        "bentuk": "plh",
        "sebab": "cuti",
        "mulai": today.isoformat(),
        "selesai": (today + 3 * BESOK).isoformat(),
        "nomor_sk": "800/7/DINSOS",
        "tanggal_sk": today.isoformat(),
        "mengunci": "1",
        "sandi": makers.SANDI,
    } | more


def test_a_leader_appoints_a_plh_who_then_disposes_and_ends_it_when_back(
    engine: Engine, masuk: Masuk, kota_kecil: makers.Kota
) -> None:
    with db.transaction(engine) as session:
        surat_id = buatan.surat(session, kota_kecil).id
    leader, plh = masuk("kadis.dinsos"), masuk("sekretaris.dinsos")
    assert leader.get(f"/perwakilan/penunjukan/baru?jabatan={kota_kecil['kadis.dinsos'].jabatan.id}").status_code == 200
    assert plh.get(f"/surat-masuk/{surat_id}").status_code == 404

    assert browser.kirim(leader, "/perwakilan/penunjukan", sk(kota_kecil)).status_code == 303

    with db.reading(engine) as session:
        row = session.scalars(select(Penunjukan)).one()
        number, version = row.id, row.version
    page = leader.get("/perwakilan").text
    assert "Anda sedang cuti s.d." in page and "Plh. Anton Wijaya" in page
    assert "hanya dapat Anda baca" in leader.get(f"/surat-masuk/{surat_id}").text
    assert plh.get(f"/surat-masuk/{surat_id}").status_code == 200
    end = {"kapan": "sekarang", "alasan": "kembali bertugas", "versi": version}
    assert (
        browser.kirim(plh, f"/perwakilan/penunjukan/{number}/akhiri", end).status_code == 303
    )  # sekretaris of the OPD
    assert plh.get(f"/surat-masuk/{surat_id}").status_code == 404
    assert "kembali bertugas" in leader.get(f"/perwakilan/penunjukan/{number}").text


def test_a_refused_sk_keeps_what_was_typed(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    leader = masuk("kadis.dinsos")

    wrong = browser.kirim(leader, "/perwakilan/penunjukan", sk(kota_kecil, selesai=""))
    unproven = browser.kirim(leader, "/perwakilan/penunjukan", sk(kota_kecil, sandi="bukan sandi"))

    assert (wrong.status_code, unproven.status_code) == (422, 422)
    for answer in (wrong, unproven):
        assert "800/7/DINSOS" in answer.text and "Anton Wijaya" in answer.text
    assert "Plh. memerlukan tanggal terakhir." in wrong.text


@pytest.mark.parametrize("name", ["staf.dinsos", "tu.dinsos", "kadis.diskominfo"])
def test_nobody_else_appoints_moves_or_looks_behind(
    engine: Engine, masuk: Masuk, kota_kecil: makers.Kota, name: str
) -> None:  # KEAMANAN: OTR-02, OTR-04
    with db.transaction(engine) as session:
        leader = kota_kecil["kadis.dinsos"].actor(session)
        today = clock.today()
        moved = actions.Pindahan(
            leader.jabatan_id,
            kota_kecil["sekretaris.dinsos"].jabatan.id,
            *("dinas_luar", "salin"),  # type: ignore[arg-type]
            today,
            today,
        )
        actions.alihkan(session, leader, moved)
        redirect = session.scalars(select(Pengalihan.id)).one()
    client = masuk(name)
    desk = kota_kecil["kadis.dinsos"].jabatan.id

    got = [client.get(f"/perwakilan/{kind}/baru?jabatan={desk}").status_code for kind in ("penunjukan", "mandat")]
    assert got == [403, 403]
    assert browser.kirim(client, "/perwakilan/penunjukan", sk(kota_kecil)).status_code == 403
    assert client.get("/perwakilan/mutasi").status_code == 403
    assert browser.kirim(client, f"/perwakilan/pengalihan/{redirect}/hentikan", {"versi": 1}).status_code == 404
    assert (
        client.get(f"/perwakilan/meja/{desk}").status_code == client.get("/perwakilan/meja/999999").status_code == 404
    )
    assert client.get("/perwakilan/penunjukan/999999").status_code == 404


def test_a_leader_gives_a_mandate_and_the_operator_opens_the_desk(
    engine: Engine, masuk: Masuk, kota_kecil: makers.Kota
) -> None:
    with db.transaction(engine) as session:
        seen, closed = (buatan.surat(session, kota_kecil, sifat=s).id for s in (Sifat.BIASA, Sifat.RAHASIA))
    leader, operator = masuk("kadis.dinsos"), masuk("staf.dinsos")
    desk, today = kota_kecil["kadis.dinsos"].jabatan.id, clock.today()
    data = {
        "jabatan_id": desk,
        "pegawai_id": kota_kecil["staf.dinsos"].pegawai.id,
        "hak": ["baca", "siapkan_disposisi"],
        "sifat_maks": "biasa",
        "mulai": today.isoformat(),
        "selesai": (today + 30 * BESOK).isoformat(),
        "sandi": makers.SANDI,
    }
    assert leader.get("/perwakilan/mandat/baru").status_code == 200

    assert browser.kirim(leader, "/perwakilan/mandat", data).status_code == 303

    page = operator.get(f"/perwakilan/meja/{desk}").text
    assert (
        "a.n. Kepala Dinas Sosial" in page and f"/surat-masuk/{seen}?" in page and str(closed) not in page.split("rows")
    )
    assert f"/surat-masuk/{closed}?" not in page and operator.get(f"/surat-masuk/{closed}").status_code == 404
    assert operator.get(f"/surat-masuk/{seen}?tab=semua").status_code == 200
    with db.reading(engine) as session:
        row = session.scalars(select(MandatOperator)).one()
        assert row.hak == [str(HakOperator.BACA), str(HakOperator.SIAPKAN_DISPOSISI)]
        given, gone = row.id, {"versi": row.version}
    assert browser.kirim(leader, f"/perwakilan/mandat/{given}/cabut", gone).status_code == 303
    assert operator.get(f"/perwakilan/meja/{desk}").status_code == 404
    assert operator.get(f"/surat-masuk/{seen}").status_code == 404


def test_a_redirect_is_set_shown_and_stopped(engine: Engine, masuk: Masuk, kota_kecil: makers.Kota) -> None:
    leader, today = masuk("kadis.dinsos"), clock.today()
    data = {
        "jabatan_id": kota_kecil["kadis.dinsos"].jabatan.id,
        "ke_jabatan_id": kota_kecil["sekretaris.dinsos"].jabatan.id,
        "sebab": "sakit",
        "cara": "pindah",
        "mulai": today.isoformat(),
        "selesai": (today + 2 * BESOK).isoformat(),
        "sandi": makers.SANDI,
    }
    wrong = browser.kirim(leader, "/perwakilan/pengalihan", data | {"ke_jabatan_id": data["jabatan_id"]})
    assert wrong.status_code == 422 and "Pilih jabatan lain." in wrong.text

    for typed in ("", "bukan sandi"):  # KEAMANAN: AUT-12
        unproven = browser.kirim(leader, "/perwakilan/pengalihan", data | {"sandi": typed, "catatan": "Titip"})
        assert unproven.status_code == 422 and "Titip" in unproven.text
    assert browser.kirim(leader, "/perwakilan/pengalihan", data).status_code == 303

    with db.transaction(engine) as session:
        surat = buatan.surat(session, kota_kecil, hal="Permintaan Data Bansos")
        assert surat.tujuan_jabatan_id == data["ke_jabatan_id"]
        row = session.scalars(select(Pengalihan)).one()
        told = keberadaan.away(session, [data["jabatan_id"]])[data["jabatan_id"]].kalimat
        news = [str(job.payload) for job in session.scalars(select(outbox.Job))]
    assert told.startswith("Sri Wulandari sedang tidak di tempat sampai ") and "dialihkan ke" in told
    assert "sakit" not in told and any("pengalihan surat berubah" in x for x in news)
    assert not [x for x in news if "sakit" in x]
    for client in (leader, masuk("sekretaris.dinsos")):
        assert "Permintaan Data Bansos" in client.get("/perwakilan").text
    stop = f"/perwakilan/pengalihan/{row.id}/hentikan"
    assert browser.kirim(leader, stop, {"versi": row.version}).status_code == 303
    assert browser.kirim(leader, stop, {"versi": row.version + 1}).status_code == 409


def test_a_pelantikan_is_pasted_looked_at_confirmed_and_undone(
    engine: Engine, masuk: Masuk, kota_kecil: makers.Kota
) -> None:
    admin = masuk("admin")
    a, b = kota_kecil["kabid.dinsos"], kota_kecil["kabid.diskominfo"]
    with db.reading(engine) as session:
        codes = [session.get_one(type(w.jabatan), w.jabatan.id).kode for w in (a, b)]
    day = (clock.today() + 5 * BESOK).isoformat()
    lines = f"{a.pegawai.nip}; {codes[1]}\n{b.pegawai.nip};{codes[0]};tetap"
    data = {"nomor_sk": "821.2/15/2026", "tanggal_sk": clock.today().isoformat(), "berlaku": day, "daftar": lines}
    bad = browser.kirim(admin, "/perwakilan/mutasi/periksa", data | {"daftar": "19; 00\ntanpa kode"})
    assert bad.status_code == 422 and "821.2/15/2026" in bad.text

    page = browser.kirim(admin, "/perwakilan/mutasi/periksa", data)

    assert page.status_code == 200 and "Simpan mutasi 2 orang" in page.text and "Tidak lagi dilihatnya" in page.text
    sidik = page.text.split('name="sidik" value="')[1][:64]
    back = browser.kirim(admin, "/perwakilan/mutasi/ubah", data)
    assert back.status_code == 200 and "821.2/15/2026" in back.text
    assert browser.kirim(admin, "/perwakilan/mutasi", data | {"sidik": sidik, "sandi": "salah"}).status_code == 422
    assert browser.kirim(admin, "/perwakilan/mutasi", data | {"sidik": sidik, "sandi": makers.SANDI}).status_code == 303
    with db.reading(engine) as session:
        group = set(session.scalars(select(Mutasi.kelompok)))
    listed = admin.get("/perwakilan/mutasi").text
    assert "direncanakan" in listed and a.pegawai.nama in listed
    (one,) = group
    assert browser.kirim(admin, f"/perwakilan/mutasi/{one}/batalkan").status_code == 303
    assert "dibatalkan" in admin.get("/perwakilan/mutasi").text
    assert admin.get("/perwakilan/mutasi/baru").status_code == 200


def test_the_people_and_posts_of_a_form_are_found_by_typing(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    client = masuk("kadis.dinsos")

    assert "Anton Wijaya" in client.get("/perwakilan/pilih-pegawai?q=anton+sekretaris").text
    assert "Sekretaris Dinas Sosial" in client.get("/perwakilan/pilih-jabatan?q=sekretaris+sosial").text
    assert "Anton" not in client.get("/perwakilan/pilih-pegawai?q=").text


def test_the_sender_is_told_before_sending_disposing_and_submitting(
    engine: Engine, masuk: Masuk, kota_kecil: makers.Kota
) -> None:
    told = "Galih"
    with db.transaction(engine) as session:
        surat_id = buatan.surat(session, kota_kecil).id
        makers.penugasan(
            session,
            kota_kecil["kabid.diskominfo"].pegawai,
            kota_kecil["kabid.dinsos"].jabatan,
            bentuk=JenisPenugasan.PLH,
            mulai=clock.today(),
            selesai=clock.today() + 2 * BESOK,
        )
        made = naskah.buat(session, kota_kecil["staf.dinsos"].actor(session), "nota_dinas")
        naskah.simpan(
            session,
            kota_kecil["staf.dinsos"].actor(session),
            made,
            naskah.Isian(hal="Uji", tujuan=[naskah.PenerimaBaru(jabatan_id=kota_kecil["kabid.dinsos"].jabatan.id)]),
        )
        konsep = made.id
    until = kata.tanggal(clock.today() + 2 * BESOK)
    sentence = f"Yuni Astuti sedang tidak di tempat sampai {until}; digantikan Plh. {told} Ramadhan."

    form = masuk("kadis.dinsos").get(f"/surat-masuk/{surat_id}/disposisi").text
    found = masuk("kadis.dinsos").get(f"/surat-masuk/{surat_id}/disposisi/jabatan?q=bidang+layanan").text
    staf = masuk("staf.dinsos")

    assert sentence in form and sentence in found
    assert sentence in staf.get(f"/naskah/{konsep}/sunting?langkah=4").text
    assert sentence in staf.get(f"/naskah/{konsep}/periksa").text


def test_lists_tree_sheet_and_agenda_book_keep_the_names_of_their_time(
    engine: Engine, masuk: Masuk, kota_kecil: makers.Kota
) -> None:
    with db.transaction(engine) as session:
        leader = kota_kecil["kadis.dinsos"].actor(session)
        surat = buatan.surat(session, kota_kecil)
        surat_id, past = surat.id, clock.now() - 3 * BESOK
        surat.diterima_at = past
        chosen = [(kota_kecil["kabid.dinsos"].jabatan.id, Peran.PENANGGUNG_JAWAB)]
        isian = disposisi.Isian(penerima=chosen, instruksi=["tindak_lanjuti"])
        given = disposisi.disposisikan(session, leader, surat, isian)
        given.at, part = past, given.penerima[0].id
        post = session.get_one(Jabatan, kota_kecil["kabid.dinsos"].jabatan.id)
        head = session.get_one(Jabatan, kota_kecil["kadis.dinsos"].jabatan.id)
        new = [
            JabatanBaru(j.kode, nama=f"{nama} Baru", diberi=frozenset({"kode", "nama"}))
            for j, nama in ((post, "Kabid"), (head, "Kadis"))
        ]
        organisasi_actions.muat(session, kota_kecil["admin"].actor(session), Susunan(jabatan=tuple(new)))

    staf, tu = masuk("kabid.dinsos"), masuk("tu.dinsos")
    pages = {
        "daftar": staf.get("/disposisi?tab=semua").text.split("<main")[1],
        "pohon": staf.get(f"/disposisi/{part}").text.split("<main")[1],
        "agenda": tu.get("/agenda").text.split("<main")[1],
    }

    assert {name: "Kepala Dinas Sosial" in page for name, page in pages.items()} == dict.fromkeys(pages, True)
    assert {name: "Kadis Baru" in page for name, page in pages.items()} == dict.fromkeys(pages, False)
    with db.transaction(engine) as session:
        actor = kota_kecil["kabid.dinsos"].actor(session)
        surat = surat_queries.get(session, actor, surat_id)
        sheet = disposisi.lembar(session, actor, surat, kota="Kota Arunika")
        step = sheet.rantai[0]
    assert (step.dari, step.penerima[0].jabatan) == ("Kepala Dinas Sosial", "Kepala Bidang Layanan Dinas Sosial")
