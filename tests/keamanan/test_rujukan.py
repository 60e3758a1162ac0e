"""A number in a form is a question like any other: it names only what its sender may read, now (OTR-05, OTR-06, OTR-11)."""

import io
from collections.abc import Callable
from datetime import timedelta

import makers
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from eoffice import clock, db, outbox
from eoffice.akses.actor import SISTEM
from eoffice.akses.rights import Action, Sifat
from eoffice.akun import actions as akun
from eoffice.akun import queries as akun_queries
from eoffice.app import handlers
from eoffice.arsip import actions as arsip
from eoffice.arsip.models import IsiBerkas
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.naskah import actions, policy, queries
from eoffice.naskah.models import Lampiran, Naskah, Penerima
from eoffice.naskah.states import Status
from eoffice.organisasi.models import Jabatan, Penugasan
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.arsip import arsip_uji
from tests.keamanan import cerita
from tests.naskah import kantor
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


def lampiran(services: Services, kota: makers.Kota, naskah_id: int, who: str = "staf.dinsos") -> int:
    """A file on a konsep."""
    with db.transaction(services.engine) as session:
        actor = kota[who].actor(session)
        row = actions.lampirkan(
            session,
            actor,
            queries.get(session, actor, naskah_id),
            judul="Data",
            nama="data.pdf",
            nama_asli="data.pdf",
            mime="application/pdf",
            blob=services.store.put(io.BytesIO(buatan.pdf())),
            halaman=1,
            bersih=None,
        )
        return row.id


# -- OTR-05 -------------------------------------------------------------------------------------------------------


def test_a_lampiran_of_another_naskah_is_neither_given_nor_removed(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-05
    mine, _ = kantor.made(services.engine, kota_kecil, kantor.konsep)
    with db.transaction(services.engine) as session:
        other = actions.buat(session, kota_kecil["staf.diskominfo"].actor(session), "surat_dinas").id
    foreign = lampiran(services, kota_kecil, other, "staf.diskominfo")
    writer = masuk("staf.dinsos")

    assert writer.get(f"/naskah/{mine}/lampiran/{foreign}").status_code == 404
    assert kirim(writer, f"/naskah/{mine}/lampiran/{foreign}/hapus").status_code == 409

    with db.reading(services.engine) as session:
        assert session.scalars(select(Lampiran.id)).all() == [foreign]


def test_a_surat_gives_only_the_lampiran_of_its_own_naskah(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-05
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.konsep)
    foreign = lampiran(services, kota_kecil, naskah_id)
    with db.transaction(services.engine) as session:
        surat_id = buatan.surat(session, kota_kecil, store=services.store).id

    assert masuk("kadis.dinsos").get(f"/surat-masuk/{surat_id}/lampiran/{foreign}").status_code == 404


def test_an_answer_is_begun_only_to_a_surat_that_one_may_read(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-05
    with db.transaction(services.engine) as session:
        surat_id = buatan.surat(session, kota_kecil, store=services.store).id
    stranger = masuk("staf.diskominfo")

    assert kirim(stranger, f"/surat-masuk/{surat_id}/balas").status_code == 404
    begun = kirim(stranger, "/naskah/baru", {"jenis": "surat_dinas", "menjawab_surat_id": str(surat_id)})

    assert begun.status_code == 303
    with db.reading(services.engine) as session:
        answering = session.scalars(select(Naskah.menjawab_surat_id).order_by(Naskah.id.desc())).first()
        assert answering is None  # no form writes that column


def test_a_delivery_is_recorded_only_for_a_recipient_of_that_naskah(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-05
    with db.transaction(services.engine) as session:
        mine = arsip_uji.naskah(session, kota_kecil, opd="dinsos")
        foreign = arsip_uji.naskah(session, kota_kecil, opd="diskominfo").penerima[0].id
        mine_id = mine.id

    answer = kirim(masuk("tu.dinsos"), f"/naskah/{mine_id}/kirim/{foreign}", {"cara": "pos", "keterangan": "resi 1"})

    assert answer.status_code in (404, 409, 422)
    with db.reading(services.engine) as session:
        assert session.get_one(Penerima, foreign).dikirim_at is None


def test_a_jabatan_that_is_closed_is_no_recipient_signer_or_paraf(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-05
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.konsep)
    closed = kota_kecil["kabid.diskominfo"].jabatan.id
    with db.transaction(services.engine) as session:
        session.execute(update(Jabatan).where(Jabatan.id == closed).values(aktif=False))
        versi = session.get_one(Naskah, naskah_id).version
    writer = masuk("staf.dinsos")

    for column in ("tujuan", "tembusan", "penandatangan_id"):
        for number in (closed, 987654321):
            fields = {column: str(number)}
            answer = kirim(
                writer,
                f"/naskah/{naskah_id}/isi",
                json={"versi": versi, "kolom": fields},
                method="PUT",
            )
            assert answer.status_code == 422, column


def test_a_berkas_of_another_office_takes_nothing_and_says_why(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-05, OTR-06
    with db.transaction(services.engine) as session:
        own = arsip_uji.naskah(session, kota_kecil, opd="dinsos")
        secret = arsip_uji.naskah(session, kota_kecil, opd="dinsos", sifat=Sifat.RAHASIA)
        other = arsip_uji.naskah(session, kota_kecil, opd="diskominfo", hal="Hal yang bukan urusannya")
        foreign = arsip.buka_berkas(
            session,
            kota_kecil["arsiparis.diskominfo"].actor(session),
            unit_id=kota_kecil.unit["diskominfo.bidang"].id,
            kode_klasifikasi="000.8.3.3",
            judul="Berkas dinas lain",
        )
        ids = own.id, secret.id, other.id, foreign.id
    own_id, secret_id, other_id, foreign_id = ids
    picked = [f"naskah:{i}" for i in (own_id, secret_id, other_id)]
    form = {"pilih": picked, f"tempat:{picked[0]}": str(foreign_id)}
    form |= {f"tempat:{p}": "baru" for p in picked[1:]}

    answer = kirim(masuk("arsiparis.dinsos"), "/arsip/belum-diberkaskan", form)

    assert answer.status_code == 200
    assert "Hal yang bukan urusannya" not in answer.text and "Berkas dinas lain" not in answer.text
    assert answer.text.count("tidak ditemukan") >= 3  # each refusal is told, none is skipped silently
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(IsiBerkas)) == 0


def test_a_disposisi_is_never_hung_below_a_part_of_somebody_else(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-05
    told = cerita.tulis(services, kota_kecil, "cabang", sifat=Sifat.BIASA)
    to = kota_kecil["staf.dinsos"].jabatan.id
    with db.reading(services.engine) as session:
        versi = {
            "surat": session.get_one(SuratMasuk, told.surat_id).version,
            "bagian": session.get_one(DisposisiPenerima, told.penerima_id).version,
        }
    form = {"penerima": [to], "penanggung_jawab": to, "instruksi": ["tindak_lanjuti"], "batas_pilih": "3"}

    for who in ("kabid.dinsos", "staf.diskominfo", "tu.diskominfo"):
        browser = masuk(who)
        for path, which in (
            (f"/disposisi/{told.penerima_id}/lanjutkan", "bagian"),
            (f"/surat-masuk/{told.surat_id}/disposisi", "surat"),
            (f"/disposisi/{told.penerima_id}/terima", "bagian"),
            (f"/disposisi/{told.penerima_id}/tarik", "bagian"),
        ):
            answer = kirim(browser, path, form | {"versi": str(versi[which])})
            assert answer.status_code in (403, 404), (who, path)

    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(Disposisi)) == 1


# -- OTR-07 -------------------------------------------------------------------------------------------------------


def test_who_is_copied_sees_no_instruction_of_the_addressed_office(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-07
    told = cerita.tulis(services, kota_kecil, "arahanku", sifat=Sifat.BIASA)
    copied = masuk("sekda")

    page = copied.get(f"/surat-masuk/{told.surat_sekda_id}").text

    assert "Hal arahanku penting" in page
    for hidden in ("Arahan arahanku", "Laporan arahanku", "hasil-arahanku", "Catatan arahanku"):
        assert hidden not in page
    for path in (f"/surat-masuk/{told.surat_id}", f"/disposisi/{told.penerima_id}", f"/naskah/{told.naskah_id}/versi"):
        assert copied.get(path).status_code == 404


def test_fields_that_a_form_does_not_have_change_nothing(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-07
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.konsep)

    def row() -> dict[str, object]:
        with db.reading(services.engine) as session:
            found = session.get_one(Naskah, naskah_id)
            return {
                c.key: getattr(found, c.key) for c in Naskah.__table__.columns if c.key not in ("diubah_at", "version")
            }

    before = row()
    with db.reading(services.engine) as session:
        versi = session.get_one(Naskah, naskah_id).version
    extra = {
        "status": "terkirim",
        "nomor": "001/PALSU/2026",
        "nomor_urut": "1",
        "tanggal": "2020-01-01",
        "konseptor_id": str(kota_kecil["admin"].pegawai.id),
        "unit_id": str(kota_kecil.unit["setda"].id),
        "opd_id": str(kota_kecil.unit["setda"].id),
        "pdf_key": "aa/bb",
        "pdf_sha256": "0" * 64,
        "token": "tebakan",
        "ditandatangani_at": "2020-01-01",
        "menjawab_surat_id": "1",
        "penanda": "{}",
    }
    answer = kirim(
        masuk("staf.dinsos"),
        f"/naskah/{naskah_id}/isi",
        json={"versi": versi, "kolom": extra | {"hal": "Hal yang baru", "kode_klasifikasi": kantor.KODE}},
        method="PUT",
    )

    assert answer.status_code == 200
    assert row() == before | {"hal": "Hal yang baru"}


# -- OTR-11 -------------------------------------------------------------------------------------------------------


def test_a_shut_account_is_out_at_its_next_click(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-11
    naskah_id, seen = kantor.made(services.engine, kota_kecil, kantor.siap)
    kantor.sertifikat(services, kota_kecil)
    browser = masuk("kadis.dinsos")
    assert browser.get(f"/naskah/{naskah_id}").status_code == 200
    form = {"csrf_token": browser.get("/sesi").get_json()["csrf_token"], "kunci": "k" * 24, "dilihat": seen}

    with db.transaction(services.engine) as session:
        found = akun_queries.by_name(session, "kadis.dinsos")
        assert found is not None
        akun.nonaktifkan(session, SISTEM, found)

    assert browser.get(f"/naskah/{naskah_id}").status_code == 303
    answer = browser.post(f"/naskah/{naskah_id}/tanda-tangan", data=form | {"frasa_sandi": kantor.FRASA})
    assert answer.status_code in (400, 401)
    with db.reading(services.engine) as session:
        assert session.get_one(Naskah, naskah_id).status is Status.SIAP_TTD


def test_a_penugasan_that_ended_takes_its_rights_along_in_open_tabs(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-11
    told = cerita.tulis(services, kota_kecil, "mutasi", sifat=Sifat.TERBATAS)
    leaver, stays = masuk("kadis.diskominfo"), masuk("kadis.dinsos")
    paths = ("", "/surat.pdf", "/halaman/1.png", f"/lampiran/{told.lampiran_id}", "/lembar-disposisi.pdf")
    for path in paths:
        assert leaver.get(f"/surat-masuk/{told.surat_id}{path}").status_code == 200

    with db.transaction(services.engine) as session:
        yesterday = clock.today() - timedelta(days=1)
        session.execute(
            update(Penugasan)
            .where(Penugasan.jabatan_id == kota_kecil["kadis.diskominfo"].jabatan.id)
            .values(selesai=yesterday)
        )

    for path in paths:
        assert leaver.get(f"/surat-masuk/{told.surat_id}{path}").status_code == 403, path
    answer = kirim(leaver, f"/surat-masuk/{told.surat_id}/baca-saja", {"alasan": "cukup dibaca", "versi": "1"})
    assert answer.status_code == 403
    assert stays.get(f"/naskah/{told.naskah_id}").status_code == 200


def test_who_changes_office_keeps_nothing_of_the_former_one(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-11
    with db.transaction(services.engine) as session:
        surat_id = buatan.surat(session, kota_kecil, kepada="kadis.dinsos", store=services.store).id
    clerk = masuk("tu.dinsos")
    assert clerk.get(f"/surat-masuk/{surat_id}").status_code == 200

    with db.transaction(services.engine) as session:
        person, today = kota_kecil["tu.dinsos"].pegawai, clock.today()
        session.execute(
            update(Penugasan).where(Penugasan.pegawai_id == person.id).values(selesai=today - timedelta(days=1))
        )
        makers.penugasan(session, person, kota_kecil["staf.diskominfo"].jabatan, mulai=today)

    assert clerk.get(f"/surat-masuk/{surat_id}").status_code == 404
    assert "Undangan Rapat" not in clerk.get("/cari?q=Undangan").text
    assert clerk.get("/agenda").status_code == 403


def test_a_message_in_the_queue_acts_for_nobody_and_asks_the_row_again(
    services: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OTR-11
    told = cerita.tulis(services, kota_kecil, "antre", sifat=Sifat.BIASA)
    with db.transaction(services.engine) as session:
        outbox.enqueue(session, "naskah.ditandatangani", naskah_id=told.naskah_id)  # late, and a second time
        before = session.scalar(select(func.count()).select_from(SuratMasuk))
        session.execute(update(DisposisiPenerima).values(dibaca_at=None))

    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(SuratMasuk)) == before
        late = select(outbox.Job.state).where(outbox.Job.topic == "naskah.ditandatangani")
        assert session.scalars(late).all() == ["selesai", "selesai"]
        payloads = [set(p) for p in session.scalars(select(outbox.Job.payload))]
    granted = {"actor", "pegawai_id", "jabatan_id", "akun_id", "peran", "sesi"}
    assert [p for p in payloads if p & granted] == []  # nothing queued carries a right with it


def test_who_holds_no_jabatan_may_do_nothing_to_a_naskah(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-11
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.siap)

    with db.reading(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        assert [a for a in Action if policy.may(SISTEM, a, naskah)] == []
