"""Steps on the way, several files, what rolls up, what goes back down, and how old and whose a branch is."""

from datetime import UTC, date, datetime, timedelta

import makers
import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.rights import Action, Sifat
from eoffice.audit.models import AuditEntry
from eoffice.disposisi import actions, jobs, pohon, policy
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import Peran, StatusLaporan, StatusPenerima
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.organisasi import kalender
from eoffice.organisasi.models import Penugasan
from eoffice.organisasi.states import JenisPenugasan
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from tests.surat_masuk import buatan

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09.00 WIB
P, PJ = StatusPenerima, Peran.PENANGGUNG_JAWAB


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def isian(kota: makers.Kota, *to: str) -> actions.Isian:
    """To these, the first answering for it."""
    chosen = [(kota[name].jabatan.id, PJ if n == 0 else Peran.PENDUKUNG) for n, name in enumerate(to)]
    return actions.Isian(penerima=chosen, instruksi=["tindak_lanjuti"])


def rantai(session: Session, kota: makers.Kota) -> tuple[SuratMasuk, dict[str, DisposisiPenerima]]:
    """kadis.dinsos → kabid (penanggung jawab) and sekretaris; kabid → staf (penanggung jawab) and staf2."""
    surat = buatan.surat(session, kota)
    root = actions.disposisikan(
        session, kota["kadis.dinsos"].actor(session), surat, isian(kota, "kabid.dinsos", "sekretaris.dinsos")
    ).penerima
    kabid = kota["kabid.dinsos"].actor(session)
    below = actions.lanjutkan(session, kabid, root[0], isian(kota, "staf.dinsos", "staf2.dinsos")).penerima
    session.flush()
    return surat, {"kabid": root[0], "sekretaris": root[1], "staf": below[0], "staf2": below[1]}


def berkas(*names: str) -> list[actions.Berkas]:
    return [
        actions.Berkas(Blob(f"aa/{name}", len(name), f"{n}" * 64), "application/pdf", f"{name}.pdf")
        for n, name in enumerate(names)
    ]


def kemajuan(
    session: Session, kota: makers.Kota, surat: SuratMasuk, who: str = "kadis.dinsos"
) -> dict[str, int | None]:
    """Percent by name of jabatan, as this reader sees the tree, and of the whole."""
    session.flush()
    session.expire_all()
    actor = kota[who].actor(session)
    roots = pohon.tree(session, actor, surat_queries.get(session, actor, surat.id))
    found: dict[str, int | None] = {"": pohon.ringkas(roots).kemajuan}
    stack = list(roots)
    while stack:
        branch = stack.pop()
        found[branch.bagian.jabatan.nama] = branch.kemajuan
        stack += branch.anak
    return found


def test_a_report_keeps_its_files_in_order_and_hands_them_up(session: Session, kota_kecil: makers.Kota) -> None:
    _, parts = rantai(session, kota_kecil)

    actions.laporkan(
        session, kota_kecil["staf.dinsos"].actor(session), parts["staf"], "Data terkumpul.", berkas("satu", "dua")
    )
    actions.terima(session, kota_kecil["kabid.dinsos"].actor(session), parts["staf"])

    above = parts["kabid"].laporan[-1]
    assert [(b.urutan, b.nama, b.key) for b in above.berkas] == [(1, "satu.pdf", "aa/satu"), (2, "dua.pdf", "aa/dua")]


@pytest.mark.parametrize(
    ("more", "field"), [({"kemajuan": 0}, "kemajuan"), ({"kemajuan": 101}, "kemajuan"), ({"berkas": 11}, "berkas")]
)
def test_what_cannot_be_is_refused(session: Session, kota_kecil: makers.Kota, more: dict[str, int], field: str) -> None:
    _, parts = rantai(session, kota_kecil)
    files = berkas(*(str(n) for n in range(more.pop("berkas", 0))))

    with pytest.raises(Invalid) as refused:
        actions.laporkan(
            session, kota_kecil["staf.dinsos"].actor(session), parts["staf"], "Sudah jalan.", files, **more
        )
    assert list(refused.value.fields) == [field]


def test_a_step_on_the_way_leaves_the_part_open_and_shows_above(session: Session, kota_kecil: makers.Kota) -> None:
    surat, parts = rantai(session, kota_kecil)
    staf = kota_kecil["staf.dinsos"].actor(session)

    made = actions.laporkan(session, staf, parts["staf"], "Separuh sudah dicocokkan.", kemajuan=50)

    assert (made.status, parts["staf"].status, surat.status) == (
        StatusLaporan.SEBAGIAN,
        P.DITINDAKLANJUTI,
        Status.DIPROSES,
    )
    assert not policy.may(kota_kecil["kabid.dinsos"].actor(session), Action.TERIMA_LAPORAN, parts["staf"])
    k = kota_kecil
    assert kemajuan(session, k, surat) == {
        "": 50,
        k["kabid.dinsos"].jabatan.nama: 50,
        k["sekretaris.dinsos"].jabatan.nama: 0,
        k["staf.dinsos"].jabatan.nama: 50,
        k["staf2.dinsos"].jabatan.nama: 0,
    }


def test_the_penanggung_jawab_decides_how_far_it_is_and_others_are_only_shown(
    session: Session, kota_kecil: makers.Kota
) -> None:
    surat, parts = rantai(session, kota_kecil)

    actions.laporkan(session, kota_kecil["staf2.dinsos"].actor(session), parts["staf2"], "Bahan sudah siap.")
    found = kemajuan(session, kota_kecil, surat)
    assert (found[kota_kecil["staf2.dinsos"].jabatan.nama], found[kota_kecil["kabid.dinsos"].jabatan.nama]) == (100, 0)

    actions.laporkan(
        session, kota_kecil["kabid.dinsos"].actor(session), parts["kabid"], "Sudah dirapatkan.", kemajuan=75
    )
    assert kemajuan(session, kota_kecil, surat)[""] == 75  # more was said there itself

    actions.laporkan(session, kota_kecil["staf.dinsos"].actor(session), parts["staf"], "Selesai seluruhnya.")
    assert kemajuan(session, kota_kecil, surat)[""] == 99  # nobody has reported the whole yet


def test_acceptance_closes_what_is_still_open_below(session: Session, kota_kecil: makers.Kota) -> None:
    _, parts = rantai(session, kota_kecil)
    actions.laporkan(session, kota_kecil["kabid.dinsos"].actor(session), parts["kabid"], "Saya kerjakan sendiri.")

    actions.terima(session, kota_kecil["kadis.dinsos"].actor(session), parts["kabid"])

    assert [parts[n].status for n in ("kabid", "staf", "staf2", "sekretaris")] == [
        P.SELESAI,
        P.DITUTUP,
        P.DITUTUP,
        P.TERKIRIM,
    ]
    staf = kota_kecil["staf.dinsos"].actor(session)
    assert not parts["staf"].open and not policy.may(staf, Action.TINDAK_LANJUTI, parts["staf"])


def test_what_came_back_from_above_is_handed_down_again(session: Session, kota_kecil: makers.Kota) -> None:
    surat, parts = rantai(session, kota_kecil)
    kadis, kabid = kota_kecil["kadis.dinsos"].actor(session), kota_kecil["kabid.dinsos"].actor(session)
    actions.laporkan(session, kota_kecil["staf.dinsos"].actor(session), parts["staf"], "Data terkumpul.")
    actions.terima(session, kabid, parts["staf"])
    session.commit()
    with pytest.raises(NotAllowed):  # his own part is with the kadis now
        actions.kembalikan(session, kabid, parts["staf"], "Masih kurang.")
    actions.kembalikan(session, kadis, parts["kabid"], "Kelurahan Kirana belum ada.")

    actions.kembalikan(session, kabid, parts["staf"], "Tambahkan Kelurahan Kirana.")

    assert [parts[n].status for n in ("kabid", "staf")] == [P.DITINDAKLANJUTI, P.DITINDAKLANJUTI]
    assert (surat.status, parts["staf"].selesai_at, parts["staf"].kemajuan) == (Status.DIPROSES, None, 0)
    session.commit()
    told = session.scalars(select(Peristiwa.jenis).order_by(Peristiwa.urut)).all()
    assert [k for k in told if k in ("disposisi.selesai", "koreksi.batal")] == ["disposisi.selesai", "koreksi.batal"]
    actions.laporkan(session, kota_kecil["staf.dinsos"].actor(session), parts["staf"], "Sudah ditambahkan.")
    actions.terima(session, kabid, parts["staf"])
    assert parts["kabid"].status is P.DILAPORKAN


def test_what_was_taken_note_of_or_never_reported_does_not_come_back(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    chosen = [
        (kota_kecil["kabid.dinsos"].jabatan.id, PJ),
        (kota_kecil["sekretaris.dinsos"].jabatan.id, Peran.MENGETAHUI),
    ]
    _, knowing = actions.disposisikan(
        session, kadis, surat, actions.Isian(penerima=chosen, instruksi=["untuk_diketahui"])
    ).penerima
    actions.baca(session, kota_kecil["sekretaris.dinsos"].actor(session), knowing)

    assert knowing.status is P.SELESAI
    with pytest.raises(NotAllowed):
        actions.kembalikan(session, kadis, knowing, "Kerjakan juga.")


def test_accepting_and_closing_in_one_step_waits_for_every_penanggung_jawab(
    session: Session, kota_kecil: makers.Kota
) -> None:
    surat, parts = rantai(session, kota_kecil)
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    (second,) = actions.disposisikan(session, kadis, surat, isian(kota_kecil, "kasubbag.dinsos")).penerima
    for name, part in (("kabid.dinsos", parts["kabid"]), ("kasubbag.dinsos", second)):
        actions.laporkan(session, kota_kecil[name].actor(session), part, "Sudah dikerjakan.")

    assert not actions.terima_dan_tutup(session, kadis, parts["kabid"])
    assert surat.status is Status.MENUNGGU_KONFIRMASI
    assert actions.terima_dan_tutup(session, kadis, second, "Terima kasih.")
    assert (surat.status, parts["sekretaris"].over) == (Status.SELESAI, True)


def test_the_tree_says_who_holds_it_who_read_it_and_for_how_long(session: Session, kota_kecil: makers.Kota) -> None:
    surat, parts = rantai(session, kota_kecil)
    makers.penugasan(
        session,
        kota_kecil["staf2.dinsos"].pegawai,
        kota_kecil["kabid.dinsos"].jabatan,
        bentuk=JenisPenugasan.PLH,
        mulai=date(2026, 11, 24),
        selesai=date(2026, 11, 25),
    )
    clock.set_clock(MONDAY + timedelta(days=1))
    actions.baca(session, kota_kecil["staf.dinsos"].actor(session), parts["staf"])
    session.commit()

    actor = kota_kecil["kadis.dinsos"].actor(session)
    roots = pohon.tree(session, actor, surat_queries.get(session, actor, surat.id))

    kabid = next(b for b in roots if b.bagian.id == parts["kabid"].id)
    assert (kabid.pemegang, [p.nama for p in kabid.pembaca]) == ("Maya Sari (Plh.)", ["Yuni Astuti"])
    staf = next(b for b in kabid.anak if b.bagian.id == parts["staf"].id)
    assert (staf.pemegang, [p.nama for p in staf.pembaca]) == ("Budi Santoso", ["Budi Santoso"])
    for row in session.scalars(select(Penugasan).where(Penugasan.jabatan_id == kota_kecil["staf.dinsos"].jabatan.id)):
        row.selesai = date(2026, 11, 23)
    session.commit()
    roots = pohon.tree(session, actor, surat_queries.get(session, actor, surat.id))
    staf = next(b for r in roots for b in r.anak if b.bagian.id == parts["staf"].id)
    assert (staf.pemegang, [p.nama for p in staf.pembaca]) == ("", ["Budi Santoso (a.n. Pengolah Data)"])


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(minutes=20), "20 menit kerja"),
        (timedelta(hours=2), "2 jam kerja"),
        (timedelta(hours=20), "6 jam kerja"),  # 09.00 on Monday to 05.00 on Tuesday, with the lunch break left out
        (timedelta(days=7), "5 hari kerja"),
    ],
)
def test_age_is_working_time(session: Session, later: timedelta, words: str) -> None:
    assert pohon.lama_kerja(kalender.berlaku(session), MONDAY, MONDAY + later) == words


def test_a_long_tree_costs_as_many_statements_as_a_short_one(session: Session, kota_kecil: makers.Kota) -> None:
    hitung: list[str] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *a: hitung.append(a[2]))
    surat, _ = rantai(session, kota_kecil)
    actor = kota_kecil["kadis.dinsos"].actor(session)
    counted = []
    for _ in range(2):
        for name in ("staf.dinsos", "staf2.dinsos") * 3:
            actions.disposisikan(session, actor, surat, isian(kota_kecil, name, "kabid.dinsos"))
            part = session.scalars(select(DisposisiPenerima).order_by(DisposisiPenerima.id.desc()).offset(1)).first()
            assert part is not None
            actions.laporkan(session, kota_kecil[name].actor(session), part, "Sudah jalan.", berkas("a"), kemajuan=10)
        session.commit()
        session.expire_all()
        loaded = surat_queries.get(session, actor, surat.id)
        hitung.clear()
        pohon.tree(session, actor, loaded)
        counted.append(len(hitung))
    assert counted[0] == counted[1]


def _reported(session: Session, kota: makers.Kota) -> tuple[SuratMasuk, dict[str, DisposisiPenerima]]:
    surat, parts = rantai(session, kota)
    actions.laporkan(session, kota["staf.dinsos"].actor(session), parts["staf"], "Data terkumpul.")
    session.commit()
    return surat, parts


def test_reports_left_too_long_are_accepted_only_where_the_city_wants_it(
    session: Session, kota_kecil: makers.Kota
) -> None:
    _, parts = _reported(session, kota_kecil)
    clock.set_clock(MONDAY + timedelta(days=30))

    actions.jadwalkan(session, 0)
    assert actions.cari_terlambat(session, 0) == 0
    assert session.scalar(select(outbox.Job.id).where(outbox.Job.topic.like("disposisi.%"))) is None
    assert parts["staf"].status is P.DILAPORKAN


def test_reports_left_too_long_are_accepted_after_working_days_and_roll_up(
    session: Session, kota_kecil: makers.Kota
) -> None:
    surat, parts = _reported(session, kota_kecil)
    clock.set_clock(MONDAY + timedelta(days=3, hours=6))  # Thursday 15.00, the third working day not over yet
    assert actions.cari_terlambat(session, 3) == 0

    clock.set_clock(MONDAY + timedelta(days=4))
    assert actions.cari_terlambat(session, 3) == 1
    actions.terima_otomatis(session, parts["staf"].id, 3)
    actions.terima_otomatis(session, parts["staf"].id, 3)  # a second time finds it done

    assert [parts[n].status for n in ("staf", "kabid")] == [P.SELESAI, P.DILAPORKAN]
    assert parts["staf"].laporan[-1].catatan_pemberi == "Diterima otomatis: tidak ada jawaban dalam 3 hari kerja."
    clock.set_clock(MONDAY + timedelta(days=14))
    assert actions.cari_terlambat(session, 3) == 1
    actions.terima_otomatis(session, parts["kabid"].id, 3)
    assert (surat.status, "otomatis" in surat.alasan_selesai) == (Status.SELESAI, True)
    session.commit()
    assert {
        e.nama for e in session.scalars(select(AuditEntry).where(AuditEntry.event == "surat_masuk.selesaikan"))
    } == {"Sistem"}


def test_a_giver_who_answers_meanwhile_is_not_overruled(session: Session, kota_kecil: makers.Kota) -> None:
    _, parts = _reported(session, kota_kecil)
    actions.kembalikan(session, kota_kecil["kabid.dinsos"].actor(session), parts["staf"], "Masih kurang.")

    actions.terima_otomatis(session, parts["staf"].id, 3)

    assert parts["staf"].status is P.DITINDAKLANJUTI


def test_every_topic_of_disposisi_has_its_handler() -> None:
    assert set(jobs.HANDLERS) == {"naskah.menjawab", "disposisi.cari_terlambat", "disposisi.terima_otomatis"}


def test_the_same_report_is_not_accepted_twice(session: Session, kota_kecil: makers.Kota) -> None:
    _, parts = _reported(session, kota_kecil)
    kabid = kota_kecil["kabid.dinsos"].actor(session)
    actions.terima(session, kabid, parts["staf"])

    with pytest.raises((Conflict, NotAllowed)):
        actions.terima(session, kabid, parts["staf"])


@pytest.mark.lambat
def test_sixty_branches_are_one_tree_and_rahasia_shows_only_its_two_ends(
    session: Session, kota_kecil: makers.Kota
) -> None:
    surat, _ = rantai(session, kota_kecil)
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    names = [n for n in kota_kecil.orang if n.endswith(".dinsos") and n not in ("kadis.dinsos", "admin")]
    while session.scalar(select(func.count()).select_from(DisposisiPenerima)) < 60:
        actions.disposisikan(session, kadis, surat, isian(kota_kecil, *names))
    session.commit()

    def seen(who: str) -> int:
        actor = kota_kecil[who].actor(session)
        return pohon.ringkas(pohon.tree(session, actor, surat_queries.get(session, actor, surat.id))).bagian

    every = session.scalar(select(func.count()).select_from(DisposisiPenerima))
    assert seen("staf.dinsos") == every
    surat.sifat = Sifat.RAHASIA
    session.commit()
    mine = select(func.count()).where(DisposisiPenerima.jabatan_id == kota_kecil["staf.dinsos"].jabatan.id)
    assert seen("staf.dinsos") == session.scalar(mine)
