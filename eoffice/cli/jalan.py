"""Serving the web and working the outbox."""

import argparse
import json
import signal
import sys
import threading
import time
from typing import Any, Final

from eoffice import outbox, pembaca
from eoffice.arsip import actions as arsip
from eoffice.cli.sambungan import Commands, command, connected, say, settings
from eoffice.dasbor import papan
from eoffice.db import reading, transaction
from eoffice.disposisi import actions as disposisi
from eoffice.errors import Unavailable
from eoffice.kanal import jobs as kanal
from eoffice.laporan import actions as laporan
from eoffice.layanan_arsip import actions as layanan
from eoffice.naskah import actions as naskah
from eoffice.notifikasi import actions as notifikasi
from eoffice.paket import actions as paket
from eoffice.penyusutan import actions as penyusutan
from eoffice.penyusutan.actions import malam as retensi
from eoffice.pindaian import actions as pindaian
from eoffice.simpanan import actions as simpanan
from eoffice.tenggat import actions as tenggat
from eoffice.tte import actions as tte
from eoffice.verifikasi import actions as verifikasi
from eoffice.web.services import Services

#: Seconds that running requests, and the message in hand, get to finish after SIGTERM (TGH-05).
GRACE: Final = 20
#: Seconds between two sweeps of what need not be kept any longer.
SWEEP: Final = 6 * 3600


def add(commands: Commands) -> None:
    """`jalankan` and `kerja`."""
    web = command(commands, "jalankan", jalankan, "jalankan web dan pekerja dalam satu proses")
    options(web)
    worker = command(commands, "kerja", kerja, "kerjakan pesan yang menunggu sampai dihentikan")
    worker.add_argument("--sekali", action="store_true", help="kerjakan yang sudah waktunya, lalu berhenti")


def options(web: argparse.ArgumentParser) -> None:
    """How the server is reached and what runs beside it."""
    web.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan (bawaan 127.0.0.1)")
    web.add_argument("--port", type=int, default=8000, help="porta (bawaan 8000)")
    web.add_argument("--hanya-web", action="store_true", help="tanpa pekerja; jalankan «eoffice kerja» terpisah")
    web.add_argument("--utas", type=int, default=8, help="banyaknya utas web (bawaan 8)")


def jalankan(parsed: argparse.Namespace) -> int:
    """Serve until stopped; SIGTERM lets running requests finish (TGH-05)."""
    import waitress

    from eoffice import app as wiring

    chosen = settings()
    flask = wiring.create_app(chosen)
    services: Services = flask.extensions["eoffice"]
    stop = threading.Event()
    threads = [threading.Thread(target=dekat, args=(services, stop), name="dekat")]
    if not parsed.hanya_web:
        threads.append(threading.Thread(target=work, args=(services, wiring.handlers(), stop), name="pekerja"))
        threads.append(threading.Thread(target=baca, args=(services, stop), name="pembaca"))
        threads.append(threading.Thread(target=kemas, args=(services, stop), name="pengemas"))
    for thread in threads:
        thread.start()

    sockets: dict[int, Any] = {}
    server = waitress.create_server(
        flask,
        map=sockets,
        host=parsed.host,
        port=parsed.port,
        threads=parsed.utas,
        ident="",
        max_request_body_size=chosen.max_request,
        max_request_header_size=16 * 1024,
        channel_timeout=60,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    say(f"eoffice berjalan di http://{parsed.host}:{parsed.port} — hentikan dengan Ctrl+C.")
    try:
        _serve(server.task_dispatcher, sockets, stop)
    finally:
        stop.set()
        naskah.hentikan_semua(services, GRACE)  # a list that is being signed stops after the naskah it is at
        for thread in threads:
            thread.join(GRACE)
        services.close()
    return 0


def _serve(running: Any, sockets: dict[int, Any], stop: threading.Event) -> None:
    """Serve until told to stop; then accept nobody new, and leave when the last answer is out or GRACE is over.

    Args:
        running: waitress' dispatcher, which knows the threads at work.
        sockets: waitress' map of what it listens and talks on.
    """
    from waitress import wasyncore

    while not stop.is_set():
        wasyncore.loop(timeout=0.5, map=sockets, count=1)
    for listener in [s for s in sockets.values() if getattr(s, "accepting", False)]:
        wasyncore.dispatcher.close(listener)  # the listener's own close would cut the wire that wakes this loop
    until = time.monotonic() + GRACE
    while time.monotonic() < until and _busy(running, sockets):
        wasyncore.loop(timeout=0.1, map=sockets, count=1)
    running.shutdown(timeout=1)
    wasyncore.close_all(sockets)


def _busy(running: Any, sockets: dict[int, Any]) -> bool:
    """Whether a request is being worked on, waits for a thread, or has an answer that is not out yet."""
    unsent = any(getattr(s, "total_outbufs_len", 0) for s in sockets.values())
    return bool(running.active_count or running.queue or unsent)


def kerja(parsed: argparse.Namespace) -> int:
    """Work messages until stopped."""
    from eoffice import app as wiring

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with connected() as services:
        if parsed.sekali:
            worker = outbox.Worker(services.engine, wiring.handlers(), services)
            done = outbox.work_all(worker)
            while pindaian.kerjakan(services):
                done += 1
            while paket.kerjakan(services):
                done += 1
            done += outbox.work_all(worker)
            say(f"{done} pesan dikerjakan.")
        else:
            wiring.create_app(services.settings, services=services)  # its templates, for what is made ready beforehand
            say("Pekerja berjalan; hentikan dengan Ctrl+C.")
            reader = threading.Thread(target=baca, args=(services, stop), name="pembaca")
            reader.start()
            packer = threading.Thread(target=kemas, args=(services, stop), name="pengemas")
            packer.start()
            near = threading.Thread(target=dekat, args=(services, stop), name="dekat")
            near.start()
            work(services, wiring.handlers(), stop)
            reader.join(GRACE)
            packer.join(GRACE)
            near.join(GRACE)
    return 0


def work(services: Services, handlers: dict[str, outbox.Handler], stop: threading.Event) -> None:
    """Poll for due messages every second, and sweep now and then; a database that is away only makes it wait."""
    from eoffice.web import idempotency

    worker = outbox.Worker(services.engine, handlers, services)
    sender = threading.Thread(target=send, args=(notifikasi.Pengirim(services, pembaca.lihat), stop), name="pengirim")
    sender.start()
    channels = threading.Thread(target=kanal.layani, args=(services, stop), name="kanal")
    channels.start()
    keeper = threading.Thread(target=rawat, args=(services, stop), name="simpanan")
    keeper.start()
    # An index of an older shape is built while others work; cut short, it goes on when the worker runs again.
    threading.Thread(target=arsip.bangun_bila_usang, args=(services.engine,), name="indeks", daemon=True).start()
    due = board = time.monotonic()
    while not stop.is_set():
        try:
            if time.monotonic() >= due:
                with transaction(services.engine) as session:
                    idempotency.purge(session)
                    verifikasi.jadwalkan_daftar(session)
                    notifikasi.jadwalkan(session)
                    tte.jadwalkan_perpanjangan(session)
                    laporan.jadwalkan(session)
                    tenggat.jadwalkan(session)
                    layanan.jadwalkan(session)
                    retensi.jadwalkan(session)
                    tte.jadwalkan_otoritas(session)
                    disposisi.jadwalkan(session, services.settings.terima_otomatis_hari)
                    tte.jadwalkan_bsre(session, services)
                due = time.monotonic() + SWEEP
            if time.monotonic() >= board:
                papan.siapkan(services)
                board = time.monotonic() + papan.SELANG.total_seconds()
            with reading(services.engine) as session:
                waiting = outbox.waiting(session)
            if waiting and outbox.work_once(worker):
                continue
        except Exception as error:
            print(json.dumps({"pekerja": type(error).__name__}), file=sys.stderr, flush=True)
            stop.wait(5)
        stop.wait(1)
    sender.join(GRACE)
    channels.join(GRACE / 2)
    keeper.join(GRACE / 2)


def rawat(services: Services, stop: threading.Event) -> None:
    """Look after the stored objects beside the messages, a little every minute."""
    care = simpanan.Rawat(services)
    while not stop.wait(care.SELANG):
        try:
            care.sebentar()
        except Exception as error:
            print(json.dumps({"simpanan": type(error).__name__}), file=sys.stderr, flush=True)


def dekat(services: Services, stop: threading.Event) -> None:
    """Throw away copies on this computer of what was destroyed on another, beside everything else."""
    care = penyusutan.Dekat(services)
    while not stop.wait(care.SELANG):
        try:
            care.sebentar()
        except Exception as error:
            print(json.dumps({"dekat": type(error).__name__}), file=sys.stderr, flush=True)


def baca(services: Services, stop: threading.Event) -> None:
    """Look into what arrived and read its pages, one at a time, beside the messages: a long scan delays no notice."""
    asked = False
    while not stop.is_set():
        try:
            if not asked:
                pindaian.lihat_lagi_ocr(services)
                asked = True
            if pindaian.kerjakan(services):
                continue
        except Unavailable:
            stop.wait(4)
        except Exception as error:
            print(json.dumps({"pembaca": type(error).__name__}), file=sys.stderr, flush=True)
            stop.wait(5)
        stop.wait(1)


def kemas(services: Services, stop: threading.Event) -> None:
    """Make packages and open what was brought, a portion at a time, beside the messages."""
    while not stop.is_set():
        try:
            if paket.kerjakan(services):
                continue
        except Unavailable:
            stop.wait(4)
        except Exception as error:
            print(json.dumps({"pengemas": type(error).__name__}), file=sys.stderr, flush=True)
            stop.wait(5)
        stop.wait(2)


def send(pengirim: notifikasi.Pengirim, stop: threading.Event) -> None:
    """Send e-mail and push beside the worker, which so never waits for somebody else's server."""
    while not stop.is_set() and pengirim.ada:
        try:
            with reading(pengirim.services.engine) as session:
                waiting = notifikasi.menunggu(session)
            if waiting and notifikasi.kirim_satu(pengirim):
                continue
        except Exception as error:
            print(json.dumps({"pengirim": type(error).__name__}), file=sys.stderr, flush=True)
            stop.wait(5)
        stop.wait(2)
