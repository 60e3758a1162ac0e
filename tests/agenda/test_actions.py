"""An undangan becomes an appointment, a disposisi sends others there, and what is taken back leaves the agenda."""

from datetime import UTC, date, datetime, time, timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox
from eoffice.agenda import actions, policy, queries, tampil
from eoffice.agenda.models import Acara, Peserta
from eoffice.agenda.states import Kehadiran, Sebab
from eoffice.akses.rights import Action, Sifat
from eoffice.app import handlers
from eoffice.audit.models import AuditEntry
from eoffice.clock import WIB
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.naskah.states import Keadaan
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.surat_masuk import buatan

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
K, PJ = Kehadiran, Peran.PENANGGUNG_JAWAB


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def undangan(session: Session, kota: makers.Kota, *, sifat: Sifat = Sifat.BIASA, jam: str = "09.00") -> SuratMasuk:
    """A surat undangan of kadis.diskominfo that arrived at kadis.dinsos, for Wednesday."""
    penerima = buatan.naskah_terkirim(session, kota["kadis.diskominfo"], kota["kadis.dinsos"], sifat=sifat)
    surat = surat_masuk.terima(session, penerima.id)
    assert surat.naskah is not None
    surat.naskah.jenis = "surat_undangan"
    surat.naskah.rincian = {
        "tanggal_acara": "2026-11-25",
        "waktu": f"pukul {jam} WIB s.d. selesai",
        "tempat_acara": "Balai Kota",
        "acara": "Rapat peta jalan",
    }
    session.flush()
    return surat


def isian(**more: object) -> actions.Isian:
    values: dict[str, object] = {
        "judul": "Rapat staf",
        "tanggal": date(2026, 11, 25),
        "mulai": time(9, 30),
        "selesai": time(10),
        "tempat": "Dinas Sosial",
    }
    return actions.Isian(**(values | more))  # type: ignore[arg-type]


def keadaan(session: Session, surat: SuratMasuk) -> dict[str, tuple[Sebab, Kehadiran]]:
    session.flush()
    rows = session.scalars(select(Peserta).join(Acara).where(Acara.surat_id == surat.id))
    return {p.jabatan.nama: (p.sebab, p.kehadiran) for p in rows}


def test_an_undangan_stands_in_the_agenda_of_the_one_invited(session: Session, kota_kecil: makers.Kota) -> None:
    surat = undangan(session, kota_kecil)

    acara = actions.selaraskan(session, surat.id)
    assert acara is not None and actions.selaraskan(session, surat.id) is acara  # a second time changes nothing

    assert (acara.judul, acara.tempat, acara.sampai_selesai) == ("Rapat peta jalan", "Balai Kota", True)
    assert acara.mulai_at == datetime(2026, 11, 25, 9, tzinfo=WIB)
    assert acara.selesai_at - acara.mulai_at == timedelta(hours=2)
    assert keadaan(session, surat) == {"Kepala Dinas Sosial": (Sebab.UNDANGAN, K.MENUNGGU)}
    (found,) = queries.between(
        session, kota_kecil["kadis.dinsos"].actor(session), date(2026, 11, 25), date(2026, 11, 25)
    )
    assert found.acara is acara


def test_what_is_no_undangan_or_says_no_hour_makes_no_appointment(session: Session, kota_kecil: makers.Kota) -> None:
    plain, vague = buatan.surat(session, kota_kecil), undangan(session, kota_kecil, jam="sesudah salat")

    assert actions.selaraskan(session, plain.id) is None
    assert actions.selaraskan(session, vague.id) is None


@pytest.mark.parametrize(
    ("instruksi", "own", "theirs"),
    [
        ("wakili", K.DIWAKILI, Sebab.WAKILI),
        ("dampingi", K.MENUNGGU, Sebab.DAMPINGI),
        ("agendakan", K.MENUNGGU, Sebab.AGENDAKAN),
    ],
)
def test_a_disposisi_sends_its_recipients_there(
    session: Session, kota_kecil: makers.Kota, instruksi: str, own: Kehadiran, theirs: Sebab
) -> None:
    surat = undangan(session, kota_kecil)
    chosen = [
        (kota_kecil["kabid.dinsos"].jabatan.id, PJ),
        (kota_kecil["sekretaris.dinsos"].jabatan.id, Peran.MENGETAHUI),
    ]
    made = disposisi.disposisikan(
        session,
        kota_kecil["kadis.dinsos"].actor(session),
        surat,
        disposisi.Isian(penerima=chosen, instruksi=[instruksi]),
    )
    actions.selaraskan(session, surat.id)

    kabid = kota_kecil["kabid.dinsos"].jabatan.nama
    assert keadaan(session, surat) == {
        "Kepala Dinas Sosial": (Sebab.UNDANGAN, own),
        kabid: (theirs, K.MENUNGGU),
    }

    disposisi.tarik(session, kota_kecil["kadis.dinsos"].actor(session), made.penerima[1])
    disposisi.tarik(session, kota_kecil["kadis.dinsos"].actor(session), made.penerima[0])
    actions.selaraskan(session, surat.id)
    assert keadaan(session, surat) == {
        "Kepala Dinas Sosial": (Sebab.UNDANGAN, K.MENUNGGU),
        kabid: (theirs, K.DITARIK),
    }


def test_other_instructions_send_nobody(session: Session, kota_kecil: makers.Kota) -> None:
    surat = undangan(session, kota_kecil)
    actions.selaraskan(session, surat.id)
    disposisi.disposisikan(
        session,
        kota_kecil["kadis.dinsos"].actor(session),
        surat,
        disposisi.Isian(penerima=[(kota_kecil["kabid.dinsos"].jabatan.id, PJ)], instruksi=["pelajari"]),
    )
    session.flush()

    assert session.scalar(select(outbox.Job.id).where(outbox.Job.topic == "agenda.selaraskan")) is None
    actions.selaraskan(session, surat.id)
    assert list(keadaan(session, surat)) == ["Kepala Dinas Sosial"]


def test_what_a_person_said_is_not_overruled_by_a_disposisi(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kadis = undangan(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)
    acara = actions.selaraskan(session, surat.id)
    assert acara is not None
    actions.jawab(session, kadis, acara.peserta[0], K.HADIR)
    disposisi.disposisikan(
        session,
        kadis,
        surat,
        disposisi.Isian(penerima=[(kota_kecil["kabid.dinsos"].jabatan.id, PJ)], instruksi=["wakili"]),
    )

    actions.selaraskan(session, surat.id)

    assert keadaan(session, surat)["Kepala Dinas Sosial"] == (Sebab.UNDANGAN, K.HADIR)


def test_an_undangan_that_was_revoked_is_struck_out_and_counts_on(session: Session, kota_kecil: makers.Kota) -> None:
    surat = undangan(session, kota_kecil)
    acara = actions.selaraskan(session, surat.id)
    assert acara is not None and surat.naskah is not None
    before = tampil.kejadian(acara.peserta[0], "https://e.example")
    surat.naskah.keadaan = Keadaan.DICABUT
    session.flush()

    actions.naskah_gugur(session, surat.naskah.id)
    actions.naskah_gugur(session, surat.naskah.id)

    after = tampil.kejadian(acara.peserta[0], "https://e.example")
    assert (before.batal, after.batal) == (False, True)
    assert (after.uid, after.urutan) == (before.uid, before.urutan + 1)


def test_a_changed_hour_keeps_its_name_and_raises_its_number(session: Session, kota_kecil: makers.Kota) -> None:
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    row = actions.catat(session, kadis, kadis.jabatan_id, isian())
    before = tampil.kejadian(row, "")

    assert not actions.ubah(session, kadis, row, isian())
    assert tampil.kejadian(row, "") == before
    assert actions.ubah(session, kadis, row, isian(mulai=time(9), tempat="Balai Kota"))

    after = tampil.kejadian(row, "")
    assert (after.uid, after.urutan - before.urutan, after.tempat) == (before.uid, 1, "Balai Kota")
    assert after.mulai == datetime(2026, 11, 25, 9, tzinfo=WIB)


@pytest.mark.parametrize("sifat", [Sifat.TERBATAS, Sifat.RAHASIA])
def test_above_biasa_a_calendar_elsewhere_learns_only_the_hour(
    session: Session, kota_kecil: makers.Kota, sifat: Sifat
) -> None:
    acara = actions.selaraskan(session, undangan(session, kota_kecil, sifat=sifat).id)
    assert acara is not None

    known = tampil.kejadian(acara.peserta[0], "https://e.example")

    assert (known.judul, known.tempat, known.keterangan) == ("Acara", "", "")


def test_sending_somebody_by_hand_fills_that_agenda(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kadis = undangan(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)
    acara = actions.selaraskan(session, surat.id)
    assert acara is not None
    (row,) = acara.peserta

    with pytest.raises(Invalid) as refused:
        actions.wakilkan(session, kadis, row, kota_kecil["kadis.diskominfo"].jabatan.id)
    assert "bukan bawahan" in refused.value.fields["wakil"]
    made = actions.wakilkan(session, kadis, row, kota_kecil["kabid.dinsos"].jabatan.id, "Ada rapat lain")
    actions.selaraskan(session, surat.id)  # no disposisi stands behind it, and it stays all the same

    assert (row.kehadiran, made.sebab, made.kehadiran) == (K.DIWAKILI, Sebab.WAKILI, K.MENUNGGU)
    assert tampil.kejadian(row, "").batal
    with pytest.raises(NotAllowed):  # the delegate does not move the meeting
        actions.ubah(session, kota_kecil["kabid.dinsos"].actor(session), made, isian())


def test_declining_needs_a_reason_and_a_cancelled_event_no_answer(session: Session, kota_kecil: makers.Kota) -> None:
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    row = actions.catat(session, kadis, kadis.jabatan_id, isian())

    with pytest.raises(Invalid):
        actions.jawab(session, kadis, row, K.TIDAK_HADIR)
    actions.jawab(session, kadis, row, K.TIDAK_HADIR, "Dinas luar kota")
    actions.batalkan(session, kadis, row, "Tidak jadi diadakan")
    with pytest.raises((Conflict, NotAllowed)):
        actions.jawab(session, kadis, row, K.HADIR)
    session.commit()
    events = session.scalars(select(AuditEntry.event).where(AuditEntry.objek == "agenda").order_by(AuditEntry.n)).all()
    assert events == ["agenda.masuk", "agenda.jawab", "agenda.batal"]


def test_a_paper_undangan_is_noted_once_for_its_addressee(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)
    tu, kadis = kota_kecil["tu.dinsos"].actor(session), kota_kecil["kadis.dinsos"]
    disposisi.disposisikan(
        session,
        kadis.actor(session),
        surat,
        disposisi.Isian(penerima=[(kota_kecil["kabid.dinsos"].jabatan.id, PJ)], instruksi=["dampingi"]),
    )

    actions.catat(session, tu, kadis.jabatan.id, isian(), surat=surat)

    assert keadaan(session, surat) == {
        "Kepala Dinas Sosial": (Sebab.UNDANGAN, K.MENUNGGU),
        kota_kecil["kabid.dinsos"].jabatan.nama: (Sebab.DAMPINGI, K.MENUNGGU),
    }
    with pytest.raises(Conflict):
        actions.catat(session, tu, kadis.jabatan.id, isian(), surat=surat)


def test_another_appointment_at_that_hour_is_told(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kadis = undangan(session, kota_kecil, sifat=Sifat.RAHASIA), kota_kecil["kadis.dinsos"].actor(session)
    actions.selaraskan(session, surat.id)
    tu = kota_kecil["tu.dinsos"].actor(session)
    row = actions.catat(session, tu, kadis.jabatan_id, isian())
    times = (row.acara.mulai_at, row.acara.selesai_at)

    (mine,) = queries.others(session, kadis, kadis.jabatan_id, *times, kecuali=row.acara_id)
    (theirs,) = queries.others(session, tu, kadis.jabatan_id, *times, kecuali=row.acara_id)

    assert (mine.judul, mine.tempat) == ("Rapat peta jalan", "Balai Kota")
    assert (theirs.judul, theirs.tempat, theirs.id) == ("Acara lain", "", 0)


@pytest.mark.parametrize("sifat", list(Sifat))
def test_what_may_be_read_is_what_is_listed(session: Session, kota_kecil: makers.Kota, sifat: Sifat) -> None:
    # KEAMANAN: OTR-14
    row = actions.catat(
        session, kota_kecil["kadis.dinsos"].actor(session), kota_kecil["kadis.dinsos"].jabatan.id, isian(sifat=sifat)
    )
    session.commit()
    allowed = set()
    for name, person in kota_kecil.orang.items():
        actor = person.actor(session)
        listed = session.scalar(queries.visible(actor).where(Peserta.id == row.id)) is row
        assert listed == bool(policy.may(actor, Action.BACA_AGENDA, row)), name
        if listed:
            allowed.add(name)
    open_ = {"kadis.dinsos", "sekretaris.dinsos", "tu.dinsos"}
    assert allowed == (open_ if sifat in (Sifat.BIASA, Sifat.TERBATAS) else {"kadis.dinsos"})


def test_an_address_works_until_it_is_replaced_or_revoked(session: Session, kota_kecil: makers.Kota) -> None:
    kadis = kota_kecil["kadis.dinsos"].actor(session)

    first = actions.langgani(session, kadis)
    assert queries.pelanggan(session, first).pegawai_id == kadis.pegawai_id
    second = actions.langgani(session, kadis)
    for dead in (first, "", "x" * 43):
        with pytest.raises(NotFound):
            queries.pelanggan(session, dead)
    row = queries.pelanggan(session, second)
    assert second not in (row.token_sha256, repr(row.__dict__))
    actions.cabut(session, kadis)
    with pytest.raises(NotFound):
        queries.pelanggan(session, second)


def test_the_outbox_carries_an_undangan_and_a_disposisi_into_the_agenda(
    services: Services, kota_kecil: makers.Kota
) -> None:
    with db.transaction(services.engine) as session:
        penerima = buatan.naskah_terkirim(session, kota_kecil["kadis.diskominfo"], kota_kecil["kadis.dinsos"])
        sent = penerima.naskah
        sent.jenis, sent.rincian = "surat_undangan", {"tanggal_acara": "2026-11-25", "waktu": "09.00–10.00"}
        session.flush()
        surat = surat_masuk.terima(session, penerima.id)
        disposisi.disposisikan(
            session,
            kota_kecil["kadis.dinsos"].actor(session),
            surat,
            disposisi.Isian(penerima=[(kota_kecil["kabid.dinsos"].jabatan.id, PJ)], instruksi=["wakili"]),
        )
        surat_id = surat.id
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    with db.reading(services.engine) as session:
        assert sorted(k for _, k in keadaan(session, session.get_one(SuratMasuk, surat_id)).values()) == [
            K.DIWAKILI,
            K.MENUNGGU,
        ]
        assert not session.scalars(select(outbox.Job.last_error).where(outbox.Job.last_error != "")).all()
