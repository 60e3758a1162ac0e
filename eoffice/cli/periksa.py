"""Looking after an installation: the audit chain, the stored objects, and the rules that must always hold."""

import argparse
import json
import time

from eoffice.cli.sambungan import Commands, command, connected, group, say
from eoffice.db import reading, transaction
from eoffice.storage import Sapuan


def add(commands: Commands) -> None:
    """`audit`, `simpan` and `pemeriksaan`."""
    trail = group(commands, "audit", "jejak audit")
    command(trail, "verifikasi", audit_verifikasi, "periksa rantai hash jejak audit; 0 utuh, 2 terputus")
    store = group(commands, "simpan", "penyimpanan berkas")
    check = command(store, "periksa", simpan_periksa, "baca ulang objek, cocokkan SHA-256, pulihkan; 0 utuh, 2 tidak")
    check.add_argument("--jatuh-tempo", action="store_true", help="hanya yang sudah waktunya (bawaan: semuanya)")
    check.add_argument("--tanpa-pulih", action="store_true", help="hanya melaporkan, tidak memulihkan dari replika")
    check.add_argument("--megabita", type=int, metavar="MB", help="berhenti setelah membaca sekian; lanjut lain kali")
    second = command(
        store, "replika", simpan_replika, "salin ke replika yang belum ada di sana; 0 lengkap, 2 tertinggal"
    )
    second.add_argument(
        "--ulang", action="store_true", help="tanyakan lagi setiap objek, misalnya setelah replika diganti"
    )
    command(
        store, "keadaan", simpan_keadaan, "keadaan penyimpanan menurut bukunya, sebagai JSON; 0 baik, 2 ada yang sakit"
    )
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


def simpan_periksa(parsed: argparse.Namespace) -> int:
    """Read the objects that rows refer to and compare their hash; heal from the replica what it can heal (OBJ-05)."""
    from eoffice.simpanan import actions as simpanan

    with connected() as services:
        with transaction(services.engine) as session:
            simpanan.catat(session)
            simpanan.golongkan(session)
        found = simpanan.periksa(
            services,
            asal="perintah",
            megabita=parsed.megabita,
            semua=not parsed.jatuh_tempo,
            pulihkan=not parsed.tanpa_pulih,
        )
    keys = {word: [r["kunci"] for r in found.rincian if r["apa"] == word] for word in ("hilang", "rusak")}
    said = {
        "diperiksa": found.diperiksa, "bita": found.bita, **keys,
        "banyak": {"hilang": found.hilang, "rusak": found.rusak}, "dipulihkan": found.dipulihkan,
        "belum_pulih": found.belum_pulih, "rincian": found.rincian,
    }  # fmt: skip
    say(json.dumps(said, ensure_ascii=False))
    return 0 if found.bersih else 2


def simpan_replika(parsed: argparse.Namespace) -> int:
    """Copy to the replica what it lacks; 0 when nothing is left, 2 when it does not follow."""
    from eoffice.simpanan import actions as simpanan
    from eoffice.simpanan import queries

    with connected() as services:
        if not services.settings.replika_url:
            say("Belum ada replika. Isi EOFFICE_SIMPANAN_REPLIKA dengan alamat folder atau bucket kedua.")
            return 2
        with transaction(services.engine) as session:
            simpanan.catat(session)
        if parsed.ulang:
            simpanan.lupakan_replika(services)
        done = simpanan.salin(services, paling_banyak=10**9)
        with reading(services.engine) as session:
            left = queries.keadaan(session).tertinggal
    say(json.dumps({"disalin": done, "tertinggal": left}))
    return 2 if left else 0


def simpan_keadaan(_parsed: argparse.Namespace) -> int:
    """How the store fares, from the ledger alone; 0 well, 2 something is missing, changed or late."""
    from dataclasses import asdict

    from eoffice.simpanan import actions as simpanan
    from eoffice.simpanan import queries

    with connected() as services:
        with reading(services.engine) as session:
            known = queries.keadaan(session)
        utama, replika = simpanan.kedua_tempat(services.store)
        said = asdict(known) | {"tempat": utama.describe(), "gembok": utama.bergembok(), "replika": replika is not None}
    say(json.dumps(said, ensure_ascii=False, default=str, indent=2))
    return 2 if known.sakit or known.lewat else 0


def simpan_sapu(parsed: argparse.Namespace) -> int:
    """List, or with --hapus remove, objects without a row that are older than a day (OBJ-03)."""
    from eoffice import clock, storage
    from eoffice import pemeriksaan as checks
    from eoffice.simpanan import actions as simpanan

    with connected() as services:
        with reading(services.engine) as session:
            known = {blob.key for blob in checks.blobs(session)}
        asked = {"now": clock.now(), "dry_run": not parsed.hapus, "share": parsed.bagian / 100}
        swept = storage.sapu(services.store, known, **asked)
        _, replika = simpanan.kedua_tempat(services.store)
        second = storage.sapu(replika, known, **asked) if replika is not None else None
    said = _disapu(swept)
    if second is not None:
        said["replika"] = _disapu(second)
    say(json.dumps(said, ensure_ascii=False))
    return 0


def _disapu(swept: Sapuan) -> dict[str, object]:
    return {
        "yatim": list(swept.orphans),
        "dihapus": list(swept.removed),
        "terkunci": list(swept.locked),
        "berhenti": swept.stopped,
    }


def pemeriksaan(_parsed: argparse.Namespace) -> int:
    """The invariants of TGH-02 as JSON; 0 clean, 2 with findings."""
    from eoffice import pemeriksaan as checks

    with connected() as services:
        found = checks.run(services)
    say(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["bersih"] else 2
