"""E-mail against a real server: what it says, to whom, once, and what happens when the server says no."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from notifikasi.pos import Kotak, server_pos_el
from sqlalchemy import select

from eoffice import clock, outbox
from eoffice.akses.rights import Sifat
from eoffice.app import create_app, handlers
from eoffice.config import Settings
from eoffice.db import transaction
from eoffice.errors import Unavailable
from eoffice.notifikasi import actions, pos_el
from eoffice.notifikasi.models import KabarKiriman, KabarSaluran, Pemberitahuan
from eoffice.notifikasi.pos_el import Ditolak, Isi, susun
from eoffice.notifikasi.states import Kabar, Keadaan, Surel
from eoffice.pembaca import lihat
from eoffice.web.services import Services

pytestmark = pytest.mark.sekali

ALAMAT = "kepala@arunika.example"
#: A Monday morning, office hours, WIB.
SENIN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kotak]:
    with server_pos_el(tmp_path_factory.mktemp("pos")) as kotak:
        yield kotak


@pytest.fixture
def kotak(_server: Kotak) -> Kotak:
    """The real mail server, empty."""
    _server.pesan.clear()
    _server.jawab.clear()
    return _server


@pytest.fixture
def bersurel(services: Services, kotak: Kotak, kota_kecil: makers.Kota) -> Services:
    """The parts, with the mail server in the settings and the head of dinsos reachable by mail; the clock stands."""
    clock.set_clock(SENIN)
    settings = dataclasses.replace(services.settings, surel=kotak.smtp)
    with transaction(services.engine) as session:
        session.add(
            KabarSaluran(
                pegawai_id=kota_kecil["kadis.dinsos"].pegawai.id, pos_el=ALAMAT, terbukti_at=clock.now(),
                surel_aktif=True, surel_galat="", pos_el_baru="", jam_ringkasan=7,
            )
        )  # fmt: skip
    return dataclasses.replace(services, settings=settings)


def tell(
    services: Services, kota: makers.Kota, kabar: Kabar = Kabar.AGENDA_BENTROK, n: int = 1, **more: object
) -> None:
    """News for the head of dinsos about nothing that lies elsewhere, spread by the worker."""
    with transaction(services.engine) as session:
        actions.kabari(
            session, kabar, objek="", objek_id=n, pegawai=[kota["kadis.dinsos"].pegawai.id],
            **{"hal": "Rapat anggaran", "alasan": "Anda diundang", **more},  # type: ignore[arg-type]
        )  # fmt: skip
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))


def send(services: Services, *, later: timedelta = timedelta(minutes=3)) -> int:
    clock.set_clock(clock.now() + later)
    return actions.kirim_semua(actions.Pengirim(services, lihat))


def sent(services: Services) -> list[Keadaan]:
    with transaction(services.engine) as session:
        return list(session.scalars(select(KabarKiriman.keadaan).order_by(KabarKiriman.id)))


def words(message: EmailMessage) -> str:
    """Everything in a message that somebody could read, headers included."""
    parts = [str(v) for v in message.values()]
    parts += [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join(parts)


def test_a_notice_is_mailed_once_with_its_reason_and_its_link(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota
) -> None:
    tell(bersurel, kota_kecil)
    assert send(bersurel, later=timedelta(seconds=30)) == 0  # it may be read meanwhile
    assert send(bersurel) == 1
    assert send(bersurel) == 0

    ((to, message),) = kotak.pesan
    assert (to, message["To"], message["From"].addresses[0].addr_spec) == (ALAMAT, ALAMAT, "e-office@arunika.example")
    assert message["Subject"] == "Ada agenda yang bentrok: Rapat anggaran"
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    with transaction(bersurel.engine) as session:
        notice = session.scalars(select(Pemberitahuan)).one()
    for text in (plain, html):
        assert f"http://localhost/notifikasi/{notice.id}" in text
        assert "Anda menerima ini karena Anda diundang." in text
        assert "http://localhost/notifikasi/pilihan" in text
    assert re.fullmatch(r"<http://localhost/notifikasi/berhenti/\d+-[0-9a-f]{40}>", message["List-Unsubscribe"])
    assert sent(bersurel) == [Keadaan.TERKIRIM]


@pytest.mark.parametrize("sifat", [s for s in Sifat if s is not Sifat.BIASA])
def test_content_above_biasa_never_leaves(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota, sifat: Sifat
) -> None:
    tell(bersurel, kota_kecil, sifat=sifat, hal="Sangat rahasia", alasan="perkara Sangkuriang")
    assert send(bersurel) == 1

    ((_, message),) = kotak.pesan
    read = words(message)
    assert message["Subject"] == "Ada surat yang menunggu Anda"
    for leaked in ("rahasia", "Sangkuriang", "bentrok", "agenda"):
        assert leaked not in read


def test_what_only_informs_waits_for_the_digest_of_the_next_working_day(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota
) -> None:
    clock.set_clock(SENIN + timedelta(days=5))  # Saturday
    tell(bersurel, kota_kecil, Kabar.AGENDA, 1, hal="Upacara")
    tell(bersurel, kota_kecil, Kabar.AGENDA, 2, hal="Tertutup", sifat=Sifat.RAHASIA)
    tell(bersurel, kota_kecil, Kabar.MANDAT, 3, hal="Mandat cuti")
    for day in range(3):
        with transaction(bersurel.engine) as session:
            actions.ringkasan(session, clock.today() + timedelta(days=day), 7)
        assert send(bersurel) == (1 if day == 2 else 0)
    with transaction(bersurel.engine) as session:
        actions.ringkasan(session, clock.today() + timedelta(days=3), 7)
    assert send(bersurel) == 0  # told once

    ((_, message),) = kotak.pesan
    read = words(message)
    assert "3 pemberitahuan" in message["Subject"]
    assert ("Ada agenda untuk Anda: Upacara" in read, "Mandat cuti" in read) == (True, True)
    assert ("Tertutup" in read, "1 surat lain yang menunggu Anda" in read) == (False, True)


def test_what_was_read_meanwhile_is_not_mailed(bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota) -> None:
    tell(bersurel, kota_kecil)
    clock.set_clock(clock.now() + timedelta(seconds=1))
    with transaction(bersurel.engine) as session:
        actions.baca(session, kota_kecil["kadis.dinsos"].pegawai.id)
    send(bersurel)

    assert (kotak.pesan, sent(bersurel)) == ([], [Keadaan.BATAL])


def test_quiet_hours_hold_it_back_until_they_end(bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota) -> None:
    with transaction(bersurel.engine) as session:
        channel = session.scalars(select(KabarSaluran)).one()
        channel.tenang_mulai, channel.tenang_selesai = 18 * 60, 6 * 60
    clock.set_clock(SENIN + timedelta(hours=12))  # 21.00 WIB
    tell(bersurel, kota_kecil)

    assert send(bersurel, later=timedelta(hours=8, minutes=50)) == 0
    assert send(bersurel, later=timedelta(minutes=11)) == 1


def test_a_server_that_says_later_is_asked_later_and_one_that_says_no_is_not(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota
) -> None:
    kotak.jawab[ALAMAT] = "451 coba lagi"
    tell(bersurel, kota_kecil)
    assert send(bersurel) == 1
    assert sent(bersurel) == [Keadaan.ANTRE]
    kotak.jawab[ALAMAT] = "550 tidak ada kotak itu"
    assert send(bersurel) == 1
    assert sent(bersurel) == [Keadaan.DITOLAK]
    tell(bersurel, kota_kecil, Kabar.PENGINGAT, 9)
    assert send(bersurel) == 0  # no more mail there

    with transaction(bersurel.engine) as session:
        channel = session.scalars(select(KabarSaluran)).one()
        assert (channel.terbukti_at, "550" in channel.surel_galat) == (None, True)


def test_it_is_given_up_after_many_tries_and_an_administrator_may_try_again(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota
) -> None:
    kotak.jawab[ALAMAT] = "451 coba lagi"
    tell(bersurel, kota_kecil)
    for _ in range(12):
        assert send(bersurel, later=timedelta(hours=2)) == 1
    assert (send(bersurel, later=timedelta(days=1)), sent(bersurel)) == (0, [Keadaan.GAGAL])

    kotak.jawab.clear()
    with transaction(bersurel.engine) as session:
        row = session.scalars(select(KabarKiriman)).one()
        actions.kirim_ulang(session, kota_kecil["admin"].actor(session), row.id)
    assert (send(bersurel), sent(bersurel)) == (1, [Keadaan.TERKIRIM])


def test_a_kill_between_the_yes_and_the_mark_repeats_the_same_message_id(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota
) -> None:
    tell(bersurel, kota_kecil)
    send(bersurel)
    with transaction(bersurel.engine) as session:  # as if the mark had never been written
        row = session.scalars(select(KabarKiriman)).one()
        row.keadaan, row.coba_at = Keadaan.DIKIRIM, clock.now()
    send(bersurel)

    assert len({m["Message-ID"] for _, m in kotak.pesan}) == 1
    assert (len(kotak.pesan), sent(bersurel)) == (2, [Keadaan.TERKIRIM])


@pytest.mark.parametrize("nasty", ["a\r\nBcc: x@y.example", "b\nTo: x@y.example", "c\u2028d", "e\x00\x1bf\u202e"])
def test_nothing_typed_becomes_a_header(nasty: str) -> None:
    isi = Isi(perihal=nasty, paragraf=[nasty], ajakan="Buka", url="http://localhost/", sebab=nasty, butir=[nasty])
    made = susun(isi, dari="a@b.example", nama=nasty, ke="c@d.example", id_pesan="<x@b.example>", at=SENIN)

    head = made.as_bytes().split(b"\r\n\r\n")[0].decode()
    assert re.findall(r"(?im)^(bcc|to):", head) == ["To"]
    assert made["To"] == "c@d.example"
    assert "\x00" not in head and "\u202e" not in made["Subject"]


def test_a_wrong_password_and_a_strange_certificate_are_no_fault_of_the_recipient(kotak: Kotak) -> None:
    isi = Isi(perihal="Uji", paragraf=["Uji"], ajakan="Buka", url="http://localhost/")
    message = susun(isi, dari=kotak.smtp.dari, nama="e", ke=ALAMAT, id_pesan="<x@b.example>", at=SENIN)
    for changed in ({"sandi": "salah"}, {"ca": ""}, {"port": 9}):
        with pytest.raises(Unavailable):
            pos_el.kirim(dataclasses.replace(kotak.smtp, **changed), message)  # type: ignore[arg-type]
    kotak.jawab[ALAMAT] = "553 bukan alamat"
    with pytest.raises(Ditolak):
        pos_el.kirim(kotak.smtp, message)


# -- the pages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def halaman(settings: Settings, bersurel: Services) -> Callable[[str], FlaskClient]:
    """`halaman("staf.dinsos")`: a browser of somebody signed in, with mail set up."""
    app = create_app(bersurel.settings, services=bersurel)
    app.testing = True
    return lambda nama: browser.masuk(app.test_client(), nama)


def test_an_address_counts_only_after_its_owner_opened_the_link(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota, halaman: Callable[[str], FlaskClient]
) -> None:
    staf, other = halaman("staf.dinsos"), halaman("staf2.dinsos")
    assert browser.kirim(staf, "/notifikasi/pos-el", {"pos_el": "bukan alamat"}).status_code == 422
    assert browser.kirim(staf, "/notifikasi/pos-el", {"pos_el": "staf@arunika.example"}).status_code == 303
    send(bersurel)
    ((to, message),) = kotak.pesan
    link = re.search(r"http://localhost(/notifikasi/pos-el/[0-9a-f]{40})", words(message))
    assert to == "staf@arunika.example" and link is not None

    assert browser.kirim(other, link[1]).status_code == 404
    assert b"staf@arunika.example" in staf.get(link[1]).data  # looking confirms nothing
    assert browser.kirim(staf, link[1]).status_code == 303
    assert browser.kirim(staf, link[1]).status_code == 404
    with transaction(bersurel.engine) as session:
        channel = session.get_one(KabarSaluran, kota_kecil["staf.dinsos"].pegawai.id)
        assert (channel.pos_el, channel.pos_el_baru) == ("staf@arunika.example", "")


def test_the_link_of_yesterday_confirms_nothing(
    bersurel: Services, kotak: Kotak, halaman: Callable[[str], FlaskClient]
) -> None:
    staf = halaman("staf.dinsos")
    browser.kirim(staf, "/notifikasi/pos-el", {"pos_el": "staf@arunika.example"})
    send(bersurel)
    link = re.search(r"(/notifikasi/pos-el/[0-9a-f]{40})", words(kotak.pesan[0][1]))
    assert link is not None
    clock.set_clock(clock.now() + timedelta(hours=25))
    again = halaman("staf.dinsos")

    assert browser.kirim(again, link[1]).status_code == 404


def test_mail_stops_by_its_own_link_without_signing_in(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota, halaman: Callable[[str], FlaskClient]
) -> None:
    tell(bersurel, kota_kecil)
    send(bersurel)
    url = kotak.pesan[0][1]["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    stranger = halaman("staf.dinsos").application.test_client()

    page = stranger.get(url)
    assert (page.status_code, ALAMAT.encode() in page.data) == (200, False)
    assert stranger.post(url[:-1] + "x").status_code == 404
    assert stranger.post(url, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(bersurel, kota_kecil, n=2)
    assert send(bersurel) == 0


def test_choices_are_kept_and_decide_what_goes_by_mail(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota, halaman: Callable[[str], FlaskClient]
) -> None:
    kadis = halaman("kadis.dinsos")
    chosen = {f"surel_{k}": "tidak" for k in Kabar} | {"jam_ringkasan": "8", "tenang_mulai": "18.00"}
    assert b"kosongkan keduanya" in browser.kirim(kadis, "/notifikasi/pilihan", chosen).data
    chosen |= {"tenang_selesai": "06.00", f"surel_{Kabar.AGENDA}": str(Surel.LANGSUNG)}
    assert browser.kirim(kadis, "/notifikasi/pilihan", chosen).status_code == 303
    page = kadis.get("/notifikasi/pilihan").data.decode()
    assert 'value="18.00"' in page

    tell(bersurel, kota_kecil, Kabar.AGENDA_BENTROK, 1)
    tell(bersurel, kota_kecil, Kabar.AGENDA, 2, hal="Upacara")
    send(bersurel)
    assert [m["Subject"] for _, m in kotak.pesan] == ["Ada agenda untuk Anda: Upacara"]


def test_the_administrator_sees_what_was_refused_and_never_what_it_said(
    bersurel: Services, kotak: Kotak, kota_kecil: makers.Kota, halaman: Callable[[str], FlaskClient]
) -> None:
    kotak.jawab[ALAMAT] = "550 tidak ada kotak itu"
    tell(bersurel, kota_kecil, hal="Rapat anggaran")
    send(bersurel)

    page = halaman("admin").get("/notifikasi/kelola").data.decode()
    assert ("550: tidak ada kotak itu" in page, "Rapat anggaran" in page, "rahasia-server" in page) == (
        True,
        False,
        False,
    )
    assert "EOFFICE_" not in page.partition("Untuk pengelola server:")[0]
    assert halaman("staf.dinsos").get("/notifikasi/kelola").status_code == 403
