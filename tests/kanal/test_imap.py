"""The mailbox of an office, read from a real IMAP server over TLS."""

import os
import shutil
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import makers
import pytest
import surel
from sqlalchemy import Engine, select

from eoffice import clock, db, sandbox, titik
from eoffice.errors import Invalid, Unavailable
from eoffice.kanal import actions, imap, kunci, kuota, queries
from eoffice.kanal.actions import pos_el
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import Jenis, StatusKiriman
from eoffice.pindaian.models import Pindaian
from eoffice.setelan import Masukan
from eoffice.storage import Blob
from eoffice.web.services import Services
from tests.surat_masuk import buatan


@pytest.fixture(scope="module")
def server() -> Iterator[surel.Server]:
    with surel.imap() as running:
        yield running


@pytest.fixture
def kotak(server: surel.Server, services: Services, kota_kecil: makers.Kota) -> Services:
    """Dinas Sosial's mailbox, set up by the administrator; the inbox is empty."""
    shutil.rmtree(server.kotak, ignore_errors=True)
    known = Masukan(server=(server.alamat,), ca=server.ca)
    parts = replace(services, settings=replace(services.settings, masukan=known))
    with db.transaction(parts.engine) as session:
        actions.buat(session, kota_kecil["admin"].actor(session), parts, isian(server, kota_kecil))
    return parts


def isian(server: surel.Server, kota: makers.Kota, **more: object) -> actions.IsianKanal:
    values: dict[str, object] = {
        "opd_id": kota.unit["dinsos"].id,
        "jenis": Jenis.POS_EL,
        "server": server.alamat,
        "pengguna": surel.PENGGUNA,
        "sandi": surel.SANDI,
        "folder_selesai": "Tercatat",
    }
    return actions.IsianKanal(**(values | more))  # type: ignore[arg-type]


def pesan(nomor: int = 1, *, lampiran: bytes | None = None, html: str = "") -> bytes:
    made = EmailMessage()
    made["From"] = "Universitas Nusa Kirana <tu@unk.example>"
    made["To"] = surel.PENGGUNA
    made["Subject"] = f"Permohonan kerja praktik {nomor}"
    made["Date"] = "Sun, 22 Nov 2026 09:30:00 +0700"
    made["Message-ID"] = f"<{nomor}@unk.example>"
    made.set_content(html, subtype="html") if html else made.set_content("Dengan hormat,\nkami mohon izin.")
    if lampiran is not None:
        made.add_attachment(lampiran, maintype="application", subtype="pdf", filename="surat.pdf")
    return made.as_bytes()


def rows(engine: Engine, of: type) -> list:
    with db.reading(engine) as session:
        found = list(session.scalars(select(of).order_by(of.id)))
        session.expunge_all()
    return found


def test_a_message_and_its_letter_arrive_once_and_are_marked_afterwards(server: surel.Server, kotak: Services) -> None:
    letter = buatan.pdf(1)
    raw = pesan(lampiran=letter)
    server.antar(raw)

    assert actions.jalan(kotak)
    assert not actions.jalan(kotak)  # not due again within the minute

    (sent,) = rows(kotak.engine, Kiriman)
    assert (sent.status, sent.dari) == (StatusKiriman.DITERIMA, "Universitas Nusa Kirana <tu@unk.example>")
    assert sent.teks == "Dengan hormat,\nkami mohon izin."
    assert sent.beres_at is not None
    (waiting,) = rows(kotak.engine, Pindaian)
    assert (waiting.nama, waiting.perihal, waiting.message_id) == ("surat.pdf", sent.perihal, "<1@unk.example>")
    with kotak.store.open(db_blob(sent)) as stream:
        assert stream.read().replace(b"\r\n", b"\n") == raw
    assert (server.terbaca(), server.di_folder("Tercatat")) == ([], 1)


def db_blob(sent: Kiriman) -> Blob:
    return Blob(sent.asli_key or "", sent.asli_size or 0, sent.asli_sha256 or "")


@pytest.mark.parametrize("saat", ["kanal_diambil", "kanal_tersimpan", "kanal_ditandai"])
def test_killed_at_any_point_nothing_is_lost_or_doubled(server: surel.Server, kotak: Services, saat: str) -> None:
    for n in (1, 2):
        server.antar(pesan(n, lampiran=buatan.pdf(n)))
    kotak.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            titik.kill_at(saat)
            actions.jalan(kotak)
        finally:
            os._exit(9)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL

    with db.transaction(kotak.engine) as session:  # the dead worker's lease has run out
        session.get_one(Kanal, 1).sewa_at = None
        session.get_one(Kanal, 1).periksa_at = clock.now()
    assert actions.jalan(kotak)

    assert [k.perihal for k in rows(kotak.engine, Kiriman)] == [f"Permohonan kerja praktik {n}" for n in (1, 2)]
    assert len(rows(kotak.engine, Pindaian)) == 2
    assert (server.terbaca(), server.di_folder("Tercatat")) == ([], 2)


def test_a_message_without_a_letter_becomes_its_words(server: surel.Server, kotak: Services) -> None:
    body = "<style>p{x}</style><p>Kepada Yth. <b>Kepala Dinas</b></p><script>alert(1)</script><p>Mohon data &lt;2026&gt;.</p>"
    server.antar(pesan(html=body))

    assert actions.jalan(kotak)

    (sent,) = rows(kotak.engine, Kiriman)
    assert sent.teks == "Kepada Yth. Kepala Dinas\n\nMohon data <2026>."
    (waiting,) = rows(kotak.engine, Pindaian)
    assert waiting.nama == "Permohonan kerja praktik 1.pdf"
    with kotak.store.open(Blob(waiting.key, waiting.size, waiting.sha256)) as stream:
        words = " ".join(sandbox.teks_pdf(stream.read()))
    assert "Mohon data <2026>." in words and "Universitas Nusa Kirana" in words and "alert" not in words


def test_the_same_message_again_is_only_marked(server: surel.Server, kotak: Services) -> None:
    server.antar(pesan(lampiran=buatan.pdf(1)))
    assert actions.jalan(kotak)
    server.antar(pesan(lampiran=buatan.pdf(1)) + b"\n")  # the same Message-ID, other bytes
    other = pesan(2, lampiran=buatan.pdf(1))  # another message with the same letter
    server.antar(other)
    due(kotak)

    assert actions.jalan(kotak)

    assert [k.status for k in rows(kotak.engine, Kiriman)] == [StatusKiriman.DITERIMA, StatusKiriman.KEMBAR]
    assert len(rows(kotak.engine, Pindaian)) == 1
    assert server.di_folder("Tercatat") == 3


def test_a_borrowed_message_id_hides_nothing(server: surel.Server, kotak: Services) -> None:
    server.antar(pesan(1).replace(b"kami mohon izin", b"abaikan surat berikutnya"))
    letter = pesan(1, lampiran=buatan.pdf(1))
    server.antar(letter)  # the real one, whose Message-ID somebody had used before it

    assert actions.jalan(kotak)
    due(kotak, uidvalidity=1, uid_terakhir=0, folder_selesai="")
    server.antar(letter)
    assert actions.jalan(kotak)

    false, real = rows(kotak.engine, Kiriman)
    assert (false.status, real.status) == (StatusKiriman.DITERIMA, StatusKiriman.DITERIMA)
    assert real.alasan.startswith("Message-ID-nya sama dengan pos-el yang datang lebih dahulu, tetapi isinya lain.")
    assert [p.nama for p in rows(kotak.engine, Pindaian)] == ["Permohonan kerja praktik 1.pdf", "surat.pdf"]


def test_a_sender_that_floods_waits_for_tomorrow_and_the_others_do_not(server: surel.Server, kotak: Services) -> None:
    # KEAMANAN: UPL-02
    clock.set_clock(clock.now())
    due(kotak, kuota_pengirim=1)
    for n in (1, 2):
        server.antar(pesan(n))
    server.antar(pesan(3).replace(b"tu@unk.example", b"camat@lain.example"))

    assert actions.jalan(kotak)

    said = [(k.perihal[-1], k.status) for k in rows(kotak.engine, Kiriman)]
    assert said == [("1", StatusKiriman.DITERIMA), ("2", StatusKiriman.DITUNDA), ("3", StatusKiriman.DITERIMA)]
    assert (server.terbaca(), server.di_folder("Tercatat")) == ([False], 2)
    clock.set_clock(kuota.esok() + timedelta(minutes=1))
    due(kotak)
    assert actions.jalan(kotak)
    assert {k.status for k in rows(kotak.engine, Kiriman)} == {StatusKiriman.DITERIMA}
    assert (server.terbaca(), server.di_folder("Tercatat"), len(rows(kotak.engine, Pindaian))) == ([], 3, 3)


def test_one_message_that_cannot_be_handled_is_set_aside_and_the_mailbox_goes_on(
    server: surel.Server, kotak: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in (1, 2):
        server.antar(pesan(n))
    sound = pos_el._page

    def broken(info: dict) -> bytes:
        if info["perihal"].endswith("1"):
            raise ZeroDivisionError
        return sound(info)

    with monkeypatch.context() as patch:
        patch.setattr(pos_el, "_page", broken)
        assert actions.jalan(kotak)
    held, kept = sorted(rows(kotak.engine, Kiriman), key=lambda k: k.perihal)
    assert (held.status, held.perihal, kept.status) == (
        StatusKiriman.TERTAHAN,
        "Permohonan kerja praktik 1",
        "diterima",
    )
    assert (server.terbaca(), server.di_folder("Tercatat")) == ([False], 1)
    with db.transaction(kotak.engine) as session:
        session.get_one(Kiriman, held.id).coba_at = clock.now()
    due(kotak)

    assert actions.jalan(kotak)

    assert {k.status for k in rows(kotak.engine, Kiriman)} == {StatusKiriman.DITERIMA}
    assert (server.terbaca(), server.di_folder("Tercatat")) == ([], 2)
    assert rows(kotak.engine, Kanal)[0].uid_terakhir == 2  # what was tried again does not turn the mailbox back


def due(parts: Services, **more: object) -> None:
    with db.transaction(parts.engine) as session:
        kanal = session.scalars(select(Kanal)).one()
        kanal.periksa_at = clock.now()
        for name, value in more.items():
            setattr(kanal, name, value)


def test_a_mailbox_that_was_set_up_anew_brings_nothing_twice(server: surel.Server, kotak: Services) -> None:
    due(kotak, folder_selesai="")
    server.antar(pesan(lampiran=buatan.pdf(1)))
    assert actions.jalan(kotak)
    assert server.terbaca() == [True]
    due(kotak, uidvalidity=1, uid_terakhir=0)

    assert actions.jalan(kotak)

    assert len(rows(kotak.engine, Kiriman)) == len(rows(kotak.engine, Pindaian)) == 1


def test_what_is_too_large_or_broken_is_told_and_stays_in_the_mailbox(server: surel.Server, kotak: Services) -> None:
    small = replace(kotak, settings=replace(kotak.settings, max_upload=2000))
    server.antar(pesan(1, lampiran=b"%PDF-" + os.urandom(3000)))
    due(kotak, folder_selesai="")

    assert actions.jalan(small)

    (sent,) = rows(kotak.engine, Kiriman)
    assert (sent.status, sent.perihal, sent.asli_key) == (StatusKiriman.DITOLAK, "Permohonan kerja praktik 1", None)
    assert sent.alasan.startswith("Pos-el ini lebih besar dari")
    assert rows(kotak.engine, Pindaian) == []
    assert server.terbaca() == [True]


def test_the_password_is_kept_encrypted_and_only_for_its_mailbox(
    server: surel.Server, kotak: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: KNF-02
    (kanal,) = rows(kotak.engine, Kanal)
    key = kotak.settings.secret_key

    assert surel.SANDI not in kanal.rahasia and key not in kanal.rahasia
    about = {"opd_id": kanal.opd_id, "server": kanal.server, "pengguna": kanal.pengguna}
    assert kunci.buka(key, kanal.rahasia, **about) == surel.SANDI
    for wrong in ({**about, "server": "jahat.example:993"}, {**about, "opd_id": 0}):
        with pytest.raises(Unavailable):
            kunci.buka(key, kanal.rahasia, **wrong)
    elsewhere = replace(isian(server, kota_kecil), server="jahat.example:993")
    with db.transaction(kotak.engine) as session:
        found = session.get_one(Kanal, kanal.id)
        with pytest.raises(Invalid) as refused:  # KEAMANAN: INJ-05
            actions.ubah(session, kota_kecil["admin"].actor(session), kotak, found, found.version, elsewhere)
    assert refused.value.fields == {"server": "Pilih server dari daftar."}


@pytest.mark.parametrize(
    ("sandi", "ca", "sentence"),
    [
        ("salah", True, "Nama pengguna atau sandi kotak pos-el ditolak. Isi lagi sandinya."),
        (surel.SANDI, False, "Sertifikat localhost tidak dipercaya."),
    ],
)
def test_trouble_is_said_in_plain_words_and_not_before_it_lasts(
    server: surel.Server, kotak: Services, kota_kecil: makers.Kota, sandi: str, ca: bool, sentence: str
) -> None:
    about = replace(kotak.settings.masukan, ca=server.ca if ca else "")
    parts = replace(kotak, settings=replace(kotak.settings, masukan=about))
    with db.transaction(parts.engine) as session:
        found = session.scalars(select(Kanal)).one()
        admin = kota_kecil["admin"].actor(session)
        actions.ubah(session, admin, parts, found, found.version, isian(server, kota_kecil, sandi=sandi))

    assert actions.jalan(parts)

    (kanal,) = rows(parts.engine, Kanal)
    assert kanal.galat.startswith(sentence)
    assert (kanal.gagal, kanal.sewa_at) == (1, None)
    with db.reading(parts.engine) as session:
        assert queries.gangguan(session) == []
        now = clock.now()
        clock.set_clock(now + timedelta(minutes=11))
        assert queries.gangguan(session) == [f"Kotak pos-el Dinas Sosial: {kanal.galat}"]


@pytest.mark.sekali
def test_a_server_without_tls_learns_no_password() -> None:
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def serve() -> None:
            with plain.accept()[0] as peer:
                peer.sendall(b"* OK siap\r\n")
                heard.append(peer.recv(4096))

        waiting = threading.Thread(target=serve)
        waiting.start()
        where = imap.Alamat(f"127.0.0.1:{plain.getsockname()[1]}", "a", "rahasia-sekali")
        with pytest.raises(Unavailable, match="tidak berbicara TLS"), imap.terhubung(where):
            pass
        waiting.join()
    assert b"rahasia" not in b"".join(heard)
