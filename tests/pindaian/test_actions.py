"""From the first byte to the last page: never twice, never lost, taken up again where a killed worker left it."""

from datetime import timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from eoffice.pindaian import actions, policy, queries
from eoffice.pindaian.actions import baca
from eoffice.pindaian.actions.pecah import checked, cut
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import MOVES, Baca, Status, Sumber
from eoffice.storage import Blob
from eoffice.web.services import Services
from tests.pindaian import kertas
from tests.sandbox import hostile
from tests.surat_masuk import buatan


def arrive(services: Services, kota: makers.Kota, isi: bytes, nama: str = "surat.pdf", **more: object) -> int:
    """A file reaches the Dinas Sosial by e-mail; the id of its row."""
    with db.transaction(services.engine) as session:
        opd = kota["tu.dinsos"].actor(session).opd_id
        assert opd is not None
        got = actions.tiba(session, services, opd_id=opd, sumber=Sumber.SUREL, isi=isi, nama=nama, **more)  # type: ignore[arg-type]
        return got.pindaian.id


def seen(services: Services, pindaian_id: int) -> Pindaian:
    with db.reading(services.engine) as session:
        row = session.get_one(Pindaian, pindaian_id)
        assert row.isi is not None
        session.expunge_all()
        return row


def all_work(services: Services) -> int:
    done = 0
    while actions.kerjakan(services):
        done += 1
    return done


def test_a_file_that_arrives_is_checked_and_read_page_by_page(services: Services, kota_kecil: makers.Kota) -> None:
    content = kertas.pdf(
        kertas.SURAT, ["Lampiran: daftar nama mahasiswa peserta kerja praktik tahun 2026 Fakultas Teknik"]
    )
    one = arrive(services, kota_kecil, content, pengirim="Dekan <d@unk.example>", message_id="<1@unk.example>")
    assert seen(services, one).status is Status.DITERIMA

    assert all_work(services) == 3  # the check, and two pages

    row = seen(services, one)
    assert (row.status, row.halaman, row.mime) == (Status.MENUNGGU, 2, "application/pdf")
    assert [(page.baca, page.nomor) for page in row.isi] == [(Baca.TERBACA, 1), (Baca.TERBACA, 2)]
    assert "045/UNK.FT/IV/2026" in queries.text(row)
    with services.store.open(Blob(row.key, row.size, row.sha256)) as kept:
        assert kept.read() == content  # the original is never rewritten
    assert row.lihat_key == row.key
    with db.reading(services.engine) as session:
        trail = session.scalars(select(AuditEntry.event).where(AuditEntry.objek == "pindaian").order_by(AuditEntry.n))
        assert list(trail) == ["pindaian.tiba", "pindaian.periksa"]


def test_the_same_bytes_never_wait_twice(services: Services, kota_kecil: makers.Kota) -> None:
    first = arrive(services, kota_kecil, kertas.pdf(["Surat"]))

    assert arrive(services, kota_kecil, kertas.pdf(["Surat"]), "lain.pdf", message_id="<2@x>") == first
    assert arrive(services, kota_kecil, kertas.pdf(["Surat lain"])) != first
    assert len(list(services.store.keys())) == 2


def test_two_channels_at_the_same_moment_make_one_row(services: Services, kota_kecil: makers.Kota) -> None:
    """The second one asks before the first is there, so only the database can tell."""
    content, unasked = kertas.pdf(["Surat"]), []
    first = arrive(services, kota_kecil, content)
    real = actions.tiba.__globals__["same"]

    def blind(session: Session, opd_id: int, sidik: str) -> Pindaian | None:
        if not unasked:
            unasked.append(1)
            return None
        found: Pindaian | None = real(session, opd_id, sidik)
        return found

    actions.tiba.__globals__["same"] = blind
    try:
        assert arrive(services, kota_kecil, content) == first
    finally:
        actions.tiba.__globals__["same"] = real
    with db.reading(services.engine) as session:
        assert len(session.scalars(select(Pindaian)).all()) == 1


def test_what_cannot_be_used_says_why_and_stops_nobody(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: UPL-01, UPL-09, UPL-12
    bomb = arrive(services, kota_kecil, hostile.png_claiming(60_000, 60_000), "foto.png")
    program = arrive(services, kota_kecil, b"MZ\x90\x00", "surat.pdf")
    good = arrive(services, kota_kecil, kertas.pdf(kertas.SURAT))

    all_work(services)

    assert [seen(services, n).status for n in (bomb, program, good)] == [
        Status.DITOLAK,
        Status.DITOLAK,
        Status.MENUNGGU,
    ]
    assert "megapiksel" in seen(services, bomb).alasan
    assert "program" in seen(services, program).alasan
    with pytest.raises(TooLarge):
        arrive(services, kota_kecil, b"x" * (services.settings.max_upload + 1))


def test_a_page_whose_reader_was_killed_is_read_by_the_next(services: Services, kota_kecil: makers.Kota) -> None:
    one = arrive(services, kota_kecil, kertas.pdf(kertas.SURAT, kertas.SURAT))
    assert actions.periksa(services, one)
    killed = baca._claim(services)  # a worker takes the first page and is never heard of again
    assert killed is not None and killed.nomor == 1

    assert all_work(services) == 1  # meanwhile the second is read, and nobody reads the first twice
    assert [page.baca for page in seen(services, one).isi] == [Baca.MENUNGGU, Baca.TERBACA]

    clock.set_clock(clock.now() + baca.SEWA + timedelta(seconds=1))
    assert all_work(services) == 1
    assert [page.baca for page in seen(services, one).isi] == [Baca.TERBACA, Baca.TERBACA]


def test_a_file_of_many_pages_does_not_hold_up_the_others(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: UPL-12
    many = arrive(services, kota_kecil, buatan.pdf(3))
    one = arrive(services, kota_kecil, buatan.pdf(1))
    while actions.periksa(services):
        pass

    taken = [baca._claim(services) for _ in range(3)]

    assert [(page.pindaian_id, page.nomor) for page in taken if page] == [(many, 1), (one, 1), (many, 2)]


def test_a_page_that_kills_every_reader_is_given_up(services: Services, kota_kecil: makers.Kota) -> None:
    one = arrive(services, kota_kecil, kertas.pdf(kertas.SURAT))
    actions.periksa(services, one)
    at = clock.now()
    for n in range(baca.TRIES):
        clock.set_clock(at + n * (baca.SEWA + timedelta(seconds=1)))
        assert baca._claim(services) is not None

    clock.set_clock(at + baca.TRIES * (baca.SEWA + timedelta(seconds=1)))
    assert all_work(services) == 1
    assert [page.baca for page in seen(services, one).isi] == [Baca.GAGAL]


def test_an_arrival_whose_checker_was_killed_is_checked_by_the_next(
    services: Services, kota_kecil: makers.Kota
) -> None:
    one = arrive(services, kota_kecil, kertas.pdf(["Surat"]))
    with db.transaction(services.engine) as session:
        session.get_one(Pindaian, one).sewa_at = clock.now() + baca.SEWA

    assert not actions.periksa(services)
    clock.set_clock(clock.now() + baca.SEWA + timedelta(seconds=1))
    assert actions.periksa(services)
    assert seen(services, one).status is Status.MENUNGGU


def test_pages_that_waited_for_ocr_are_read_once_it_is_there(services: Services, kota_kecil: makers.Kota) -> None:
    one = arrive(services, kota_kecil, kertas.pdf(kertas.SURAT))
    actions.periksa(services, one)
    with db.transaction(services.engine) as session:
        baca._note(session.get_one(Pindaian, one).isi[0], {"ocr": False, "pemisah": False}, last=False)
    assert seen(services, one).isi[0].baca is Baca.TANPA_OCR
    assert all_work(services) == 0

    assert actions.lihat_lagi_ocr(services) == 1
    all_work(services)
    assert seen(services, one).isi[0].baca is Baca.TERBACA


def test_a_batch_is_cut_where_separators_or_blank_pages_lie(services: Services, kota_kecil: makers.Kota) -> None:
    content = kertas.pdf(["Surat satu " * 9], ["Lampirannya " * 9], [], ["Surat dua " * 9])
    one = arrive(services, kota_kecil, content, pengirim="Pos")
    all_work(services)
    row = seen(services, one)
    assert actions.usul_potongan(row.isi) == [[1, 2], [4]]

    parts = checked(row, [[1, 2], [4]])
    blobs = cut(services, row, parts)
    with db.transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        made = actions.pecah(session, tu, queries.get(session, tu, one), parts, blobs)
        ids = [part.id for part in made]

    first, second = (seen(services, n) for n in ids)
    assert (first.halaman, first.status, first.pengirim, first.induk_id) == (2, Status.MENUNGGU, "Pos", one)
    assert ("Surat dua" in queries.text(second), "Surat satu" in queries.text(second)) == (True, False)
    assert all_work(services) == 0  # what was read of the batch is not read again
    assert seen(services, one).status is Status.DIPECAH
    with pytest.raises(Invalid, match="Belum ada pemotongan"):
        checked(row, [[1, 2, 3, 4]])
    with pytest.raises(Invalid, match="tidak cocok"):
        checked(row, [[1], [1, 2]])


def test_where_separator_sheets_lie_an_empty_back_cuts_nothing() -> None:
    def page(number: int, **more: bool) -> object:
        found = actions.periksa.__globals__["blank_page"](number)
        for name, value in more.items():
            setattr(found, name, value)
        return found

    pages = [page(1), page(2, kosong=True), page(3), page(4, pemisah=True), page(5)]
    assert actions.usul_potongan(pages) == [[1, 3], [5]]  # type: ignore[arg-type]
    assert actions.usul_potongan(pages[:1]) == [[1]]  # type: ignore[arg-type]
    assert actions.usul_potongan([page(1, kosong=True)]) == [[1]]  # type: ignore[list-item]


def test_who_may_deal_with_it_is_who_sees_it_listed(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01, OTR-04
    one = arrive(services, kota_kecil, kertas.pdf(["Surat"]))
    with db.reading(services.engine) as session:
        row, able = session.get_one(Pindaian, one), set()
        for name, who in kota_kecil.orang.items():
            actor = who.actor(session)
            listed = session.scalar(queries.visible(actor).where(Pindaian.id == one))
            assert bool(policy.may(actor, row)) == (listed is row), name
            able |= {name} if listed is not None else set()
        assert able == {"tu.dinsos"}
        with pytest.raises(NotFound):
            queries.get(session, kota_kecil["tu.diskominfo"].actor(session), one)


def test_what_is_set_aside_keeps_its_reason_and_can_come_back(services: Services, kota_kecil: makers.Kota) -> None:
    one = arrive(services, kota_kecil, kertas.pdf(["Penawaran"]))
    all_work(services)
    with db.transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        row = queries.get(session, tu, one)
        with pytest.raises(Invalid):
            actions.sisihkan(session, tu, row, " ")
        with pytest.raises(NotAllowed):
            actions.sisihkan(session, kota_kecil["kadis.dinsos"].actor(session), row, "Iklan atau penawaran")
        session.refresh(row)
        assert queries.waiting(session, tu) == 1
        actions.sisihkan(session, tu, row, "Iklan atau penawaran")
        session.flush()
        assert queries.waiting(session, tu) == 0
        actions.kembalikan(session, tu, row)
    all_work(services)
    assert (seen(services, one).status, seen(services, one).alasan) == (Status.MENUNGGU, "")


def test_every_status_can_be_reached_and_none_moves_where_the_table_does_not_lead() -> None:
    assert {Status.DITERIMA} | {to for ends in MOVES.values() for to in ends} == set(Status)
    row = Pindaian(status=Status.TERDAFTAR)
    with pytest.raises(Conflict, match="Sudah dicatat"):
        row.move(Status.DISISIHKAN)
