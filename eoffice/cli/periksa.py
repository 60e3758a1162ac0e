"""Looking after an installation: the audit chain, the stored objects, and the rules that must always hold."""

import argparse
import json
import time

from eoffice.cli.sambungan import Commands, command, connected, group, say
from eoffice.db import reading


def add(commands: Commands) -> None:
    """`audit`, `simpan` and `pemeriksaan`."""
    trail = group(commands, "audit", "jejak audit")
    command(trail, "verifikasi", audit_verifikasi, "periksa rantai hash jejak audit; 0 utuh, 2 terputus")
    store = group(commands, "simpan", "penyimpanan berkas")
    command(store, "periksa", simpan_periksa, "baca ulang semua objek dan cocokkan SHA-256; 0 utuh, 2 ada yang rusak")
    sweep = command(store, "sapu", simpan_sapu, "daftar objek yatim yang lebih tua dari 24 jam")
    sweep.add_argument("--hapus", action="store_true", help="hapus sungguh-sungguh (bawaan: hanya daftar)")
    sweep.add_argument(
        "--bagian",
        type=int,
        choices=range(1, 101),
        default=1,
        metavar="PERSEN",
        help="berhenti bila lebih dari sekian persen objek yatim (bawaan 1); naikkan bila kantornya kecil",
    )
    command(
        commands,
        "pemeriksaan",
        pemeriksaan,
        "periksa semua kaidah yang harus selalu benar; keluaran JSON, 0 bersih, 2 ada temuan",
    )


def audit_verifikasi(_parsed: argparse.Namespace) -> int:
    """Walk the chain; 0 sound, 2 broken with the first broken number (AUD-06)."""
    from eoffice.audit import queries as audit

    began = time.monotonic()
    with connected() as services, reading(services.engine) as session:
        found = audit.walk(session)
    if found.broken_at is not None:
        say(f"Rantai audit terputus pada entri {found.broken_at}: {found.reason}.")
        return 2
    say(f"Rantai audit utuh: {found.entries} entri, {time.monotonic() - began:.1f} detik.")
    return 0


def simpan_periksa(_parsed: argparse.Namespace) -> int:
    """Read every object the database knows and compare its hash."""
    from eoffice import pemeriksaan as checks
    from eoffice import storage

    with connected() as services:
        with reading(services.engine) as session:
            known = list(checks.blobs(session))
        report = storage.periksa(services.store, known)
    say(
        json.dumps({"diperiksa": report.checked, "hilang": report.missing, "rusak": report.corrupt}, ensure_ascii=False)
    )
    return 0 if report.sound else 2


def simpan_sapu(parsed: argparse.Namespace) -> int:
    """List, or with --hapus remove, objects without a row that are older than a day (OBJ-03)."""
    from eoffice import clock, storage
    from eoffice import pemeriksaan as checks

    with connected() as services:
        with reading(services.engine) as session:
            known = {blob.key for blob in checks.blobs(session)}
        swept = storage.sapu(
            services.store, known, now=clock.now(), dry_run=not parsed.hapus, share=parsed.bagian / 100
        )
    said = {"yatim": list(swept.orphans), "dihapus": list(swept.removed), "berhenti": swept.stopped}
    say(json.dumps(said, ensure_ascii=False))
    return 0


def pemeriksaan(_parsed: argparse.Namespace) -> int:
    """The invariants of TGH-02 as JSON; 0 clean, 2 with findings."""
    from eoffice import pemeriksaan as checks

    with connected() as services:
        found = checks.run(services)
    say(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["bersih"] else 2
