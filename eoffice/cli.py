"""Commands for operators; command names are their words, and long ones say how far they are."""

import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.akses.actor import SISTEM
from eoffice.akun import actions as akun
from eoffice.akun import queries as akun_queries
from eoffice.akun.models import Akun
from eoffice.akun.states import JenisToken
from eoffice.config import Settings
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.web.services import Services

#: Seconds that running requests, and the message in hand, get to finish after SIGTERM (TGH-05).
GRACE: Final = 20
#: Seconds between two sweeps of what need not be kept any longer.
SWEEP: Final = 6 * 3600


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a sentence when not, others as the command says."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.run
    try:
        return command(parsed)
    except EofficeError as error:
        print(f"Tidak berhasil: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="eoffice", description="Naskah dinas elektronik untuk pemerintah kota.")
    commands = top.add_subparsers(required=True, metavar="PERINTAH")

    def add(name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_, description=help_)
        command.set_defaults(run=run)
        return command

    add("siapkan", siapkan, "buat atau mutakhirkan basis data, penyimpanan, dan otoritas sertifikat")
    add("contoh", contoh, "muat kota contoh beserta dua belas bulan surat (hanya mode coba)")
    web = add("jalankan", jalankan, "jalankan web dan pekerja dalam satu proses")
    web.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan (bawaan 127.0.0.1)")
    web.add_argument("--port", type=int, default=8000, help="porta (bawaan 8000)")
    web.add_argument("--hanya-web", action="store_true", help="tanpa pekerja; jalankan «eoffice kerja» terpisah")
    web.add_argument("--utas", type=int, default=8, help="banyaknya utas web (bawaan 8)")
    worker = add("kerja", kerja, "kerjakan pesan yang menunggu sampai dihentikan")
    worker.add_argument("--sekali", action="store_true", help="kerjakan yang sudah waktunya, lalu berhenti")

    people = add("pengguna", _incomplete, "kelola akun").add_subparsers(required=True, metavar="TINDAKAN")
    first = people.add_parser(
        "pertama", help="administrator pertama pada instalasi kosong; tidak berbuat apa-apa bila sudah ada akun"
    )
    first.add_argument("--nama", default="")
    first.add_argument("--nama-pengguna", default="")
    first.set_defaults(run=pengguna_pertama)
    new = people.add_parser("buat", help="buat akun dan cetak tautan aktivasinya")
    new.add_argument("nip", help="NIP pegawai yang sudah terdaftar, atau nama pengguna pejabat tanpa NIP")
    new.add_argument("--nama-pengguna", required=True)
    new.set_defaults(run=pengguna_buat)
    link = people.add_parser("aktivasi", help="cetak tautan aktivasi baru untuk sebuah akun")
    link.add_argument("nama_pengguna")
    link.set_defaults(run=pengguna_aktivasi)
    off = people.add_parser("nonaktif", help="matikan akun; semua sesinya berakhir")
    off.add_argument("nama_pengguna")
    off.set_defaults(run=pengguna_nonaktif)

    trail = add("audit", _incomplete, "jejak audit").add_subparsers(required=True, metavar="TINDAKAN")
    check = trail.add_parser("verifikasi", help="periksa rantai hash jejak audit; 0 utuh, 2 terputus")
    check.set_defaults(run=audit_verifikasi)
    store = add("simpan", _incomplete, "penyimpanan berkas").add_subparsers(required=True, metavar="TINDAKAN")
    fixity = store.add_parser("periksa", help="baca ulang semua objek dan cocokkan SHA-256; 0 utuh, 2 ada yang rusak")
    fixity.set_defaults(run=simpan_periksa)
    sweep = store.add_parser("sapu", help="daftar objek yatim yang lebih tua dari 24 jam")
    sweep.add_argument("--hapus", action="store_true", help="hapus sungguh-sungguh (bawaan: hanya daftar)")
    sweep.set_defaults(run=simpan_sapu)
    add(
        "pemeriksaan",
        pemeriksaan,
        "periksa semua kaidah yang harus selalu benar; keluaran JSON, 0 bersih, 2 ada temuan",
    )
    return top


def _incomplete(_parsed: argparse.Namespace) -> int:
    return 1


def _say(text: str) -> None:
    print(text, flush=True)


def _services() -> Services:
    settings = Settings.from_env()
    os.umask(0o077)
    return Services.start(settings)


def siapkan(_parsed: argparse.Namespace) -> int:
    """Create or upgrade everything an installation stands on; running it again changes nothing."""
    from eoffice import siap

    services = _services()
    try:
        siap.siapkan(services, say=_say)
    finally:
        services.close()
    return 0


def contoh(_parsed: argparse.Namespace) -> int:
    """Load the sample city once."""
    from eoffice import app as wiring
    from eoffice.contoh import muat

    services = _services()
    try:
        return 0 if muat.muat(services, handlers=wiring.handlers(), say=_say) else 1
    finally:
        services.close()


def jalankan(parsed: argparse.Namespace) -> int:
    """Serve until stopped; SIGTERM lets running requests finish (TGH-05)."""
    import waitress

    from eoffice import app as wiring

    settings = Settings.from_env()
    os.umask(0o077)
    flask = wiring.create_app(settings)
    services: Services = flask.extensions["eoffice"]
    stop = threading.Event()
    threads = []
    if not parsed.hanya_web:
        threads.append(threading.Thread(target=_work, args=(services, wiring.handlers(), stop), name="pekerja"))
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
        max_request_body_size=settings.max_request,
        max_request_header_size=16 * 1024,
        channel_timeout=60,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _say(f"eoffice berjalan di http://{parsed.host}:{parsed.port} — hentikan dengan Ctrl+C.")
    try:
        _serve(server.task_dispatcher, sockets, stop)
    finally:
        stop.set()
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

    services = _services()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        if parsed.sekali:
            done = outbox.work_all(outbox.Worker(services.engine, wiring.handlers(), services))
            _say(f"{done} pesan dikerjakan.")
        else:
            _say("Pekerja berjalan; hentikan dengan Ctrl+C.")
            _work(services, wiring.handlers(), stop)
    finally:
        services.close()
    return 0


def _work(services: Services, handlers: dict[str, outbox.Handler], stop: threading.Event) -> None:
    """Poll for due messages every second, and sweep now and then; a database that is away only makes it wait."""
    from eoffice.web import idempotency

    worker = outbox.Worker(services.engine, handlers, services)
    due = time.monotonic()
    while not stop.is_set():
        try:
            if time.monotonic() >= due:
                with transaction(services.engine) as session:
                    idempotency.purge(session)
                due = time.monotonic() + SWEEP
            with reading(services.engine) as session:
                waiting = outbox.waiting(session)
            if waiting and outbox.work_once(worker):
                continue
        except Exception as error:
            print(json.dumps({"pekerja": type(error).__name__}), file=sys.stderr, flush=True)
            stop.wait(5)
        stop.wait(1)


def pengguna_pertama(parsed: argparse.Namespace) -> int:
    """Ask for the first administrator of an empty installation and print the activation link (AUT-04)."""
    services = _services()
    try:
        with reading(services.engine) as session:
            if akun_queries.anybody(session):
                return 0
        nama = parsed.nama or _ask("Nama administrator pertama", "Administrator")
        pengguna = parsed.nama_pengguna or _ask("Nama pengguna untuk masuk", "admin")
        with transaction(services.engine) as session:
            token = akun.admin_pertama(
                session, nama=nama, nama_pengguna=pengguna, nama_kota=services.settings.nama_kota
            )
        if token is not None:
            _say(
                f"Administrator pertama: {pengguna}. Buka tautan ini untuk memilih sandi; berlaku 24 jam dan sekali pakai:"
            )
            _say(f"  {akun.tautan(services.settings.base_url, token)}")
    finally:
        services.close()
    return 0


def _ask(question: str, default: str) -> str:
    """The answer typed at a terminal, or the default where nobody can answer."""
    if not sys.stdin.isatty():
        return default
    return input(f"{question} [{default}]: ").strip() or default


def pengguna_buat(parsed: argparse.Namespace) -> int:
    """Create an account; the first password is chosen by its owner through the printed link (AUT-04)."""
    services = _services()
    try:
        with transaction(services.engine) as session:
            pegawai = organisasi.pegawai_by_nip(session, parsed.nip)
            made = akun.buat_akun(session, SISTEM, pegawai_id=pegawai.id, nama_pengguna=parsed.nama_pengguna)
            token = akun.terbitkan_token(session, SISTEM, made, JenisToken.AKTIVASI)
        _say(
            f"Akun {parsed.nama_pengguna} dibuat. Berikan tautan ini kepada pemiliknya; berlaku 24 jam dan sekali pakai:"
        )
        _say(f"  {akun.tautan(services.settings.base_url, token)}")
    finally:
        services.close()
    return 0


def _akun(session: Session, nama_pengguna: str) -> Akun:
    found = akun_queries.by_name(session, nama_pengguna)
    if found is None:
        raise NotFound(f"Tidak ada akun bernama {nama_pengguna[:40]}.")
    return found


def pengguna_aktivasi(parsed: argparse.Namespace) -> int:
    """A new activation link."""
    services = _services()
    try:
        with transaction(services.engine) as session:
            token = akun.terbitkan_token(session, SISTEM, _akun(session, parsed.nama_pengguna), JenisToken.AKTIVASI)
        _say(f"Tautan aktivasi (berlaku 24 jam, sekali pakai): {akun.tautan(services.settings.base_url, token)}")
    finally:
        services.close()
    return 0


def pengguna_nonaktif(parsed: argparse.Namespace) -> int:
    """Disable an account and end its sessions."""
    services = _services()
    try:
        with transaction(services.engine) as session:
            akun.nonaktifkan(session, SISTEM, _akun(session, parsed.nama_pengguna))
        _say(f"Akun {parsed.nama_pengguna} dimatikan; semua sesinya berakhir.")
    finally:
        services.close()
    return 0


def audit_verifikasi(_parsed: argparse.Namespace) -> int:
    """Walk the chain; 0 sound, 2 broken with the first broken number (AUD-06)."""
    from eoffice.audit import queries as audit

    services = _services()
    try:
        began = time.monotonic()
        with reading(services.engine) as session:
            found = audit.walk(session)
    finally:
        services.close()
    if found.broken_at is not None:
        _say(f"Rantai audit terputus pada entri {found.broken_at}: {found.reason}.")
        return 2
    _say(f"Rantai audit utuh: {found.entries} entri, {time.monotonic() - began:.1f} detik.")
    return 0


def simpan_periksa(_parsed: argparse.Namespace) -> int:
    """Read every object the database knows and compare its hash."""
    from eoffice import pemeriksaan as checks
    from eoffice import storage

    services = _services()
    try:
        with reading(services.engine) as session:
            known = list(checks.blobs(session))
        report = storage.periksa(services.store, known)
    finally:
        services.close()
    _say(
        json.dumps({"diperiksa": report.checked, "hilang": report.missing, "rusak": report.corrupt}, ensure_ascii=False)
    )
    return 0 if report.sound else 2


def simpan_sapu(parsed: argparse.Namespace) -> int:
    """List, or with --hapus remove, objects without a row that are older than a day (OBJ-03)."""
    from eoffice import clock, storage
    from eoffice import pemeriksaan as checks

    services = _services()
    try:
        with reading(services.engine) as session:
            known = {blob.key for blob in checks.blobs(session)}
        swept = storage.sapu(services.store, known, now=clock.now(), dry_run=not parsed.hapus)
    finally:
        services.close()
    _say(
        json.dumps(
            {"yatim": list(swept.orphans), "dihapus": list(swept.removed), "berhenti": swept.stopped},
            ensure_ascii=False,
        )
    )
    return 0


def pemeriksaan(_parsed: argparse.Namespace) -> int:
    """The invariants of TGH-02 as JSON; 0 clean, 2 with findings."""
    from eoffice import pemeriksaan as checks

    services = _services()
    try:
        found = checks.run(services)
    finally:
        services.close()
    _say(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["bersih"] else 2
