"""From a fresh or an older data folder to a running server, in one process: Python and its libraries load only once."""

import argparse
import subprocess
import sys

from eoffice.cli import jalan, pasang, pengguna
from eoffice.cli.sambungan import Commands, command, connected, say, settings


def add(commands: Commands) -> None:
    """`mulai`."""
    made = command(
        commands,
        "mulai",
        mulai,
        "siapkan, muat kota contoh bila belum ada, lalu jalankan; inilah yang dipakai mulai.py",
    )
    made.add_argument("--tanpa-contoh", action="store_true", help="tanpa kota contoh; minta administrator pertama")
    jalan.options(made)


def mulai(parsed: argparse.Namespace) -> int:
    """Prepare, fill and serve; what was done before is only checked."""
    say(f"• Menyiapkan basis data dan penyimpanan di {settings().data_dir}")
    pasang.siapkan(parsed)
    if parsed.tanpa_contoh:
        say("• Kota contoh tidak dimuat: instalasi ini dipakai tanpa contoh")
        pengguna.pertama(argparse.Namespace(nama="", nama_pengguna=""))
    else:
        say("• Kota contoh: memeriksa, dan memuatnya bila belum ada (satu sampai dua menit)")
        code = _contoh()
        if code:
            return code
    say("• Menjalankan server")
    return jalan.jalankan(parsed)


def _contoh() -> int:
    """The loading gets a process of its own: the memory it needs is given back before the server runs."""
    from eoffice.contoh import masuk

    with connected() as services:
        if masuk.sudah(services, say=say):
            return 0
    return subprocess.run([sys.executable, "-m", "eoffice", "contoh"], check=False).returncode
