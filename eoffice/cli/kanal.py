"""The mailboxes and watched folders: how it stands with each, and taking what is there right now."""

import argparse

from eoffice import clock
from eoffice.cli.sambungan import Commands, command, connected, group, say
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError


def add(commands: Commands) -> None:
    """`kanal` and its actions."""
    one = group(commands, "kanal", "kotak pos-el dan folder pantau tiap perangkat daerah")
    command(one, "periksa", periksa, "hubungi setiap kanal tanpa mengambil apa pun; 0 semua baik, 2 ada yang salah")
    command(one, "ambil", ambil, "ambil sekarang apa yang ada di semua kanal, tanpa menunggu gilirannya")


def periksa(_parsed: argparse.Namespace) -> int:
    """Try each channel and say how it is."""
    from eoffice.kanal import actions, queries
    from eoffice.kanal.states import LABEL

    failed = 0
    with connected() as services:
        with reading(services.engine) as session:
            found = [(k.id, k.aktif, f"{LABEL[k.jenis]} {k.opd.nama}", k.berhasil_at) for k in queries.semua(session)]
        for kanal_id, active, name, last in found:
            if not active:
                say(f"{name}: diistirahatkan.")
                continue
            when = f"terakhir berhasil {clock.wib(last):%d-%m-%Y %H.%M}" if last else "belum pernah berhasil"
            try:
                actions.sambung(services, kanal_id)
                say(f"{name}: dapat dihubungi, {when}.")
            except EofficeError as error:
                failed += 1
                say(f"{name}: {error} ({when})")
    if not found:
        say("Belum ada kanal. Buka Administrasi → Kanal Masuk, atau tetap mengunggah sendiri.")
    return 2 if failed else 0


def ambil(_parsed: argparse.Namespace) -> int:
    """One round over every channel."""
    from eoffice.kanal import actions, queries

    with connected() as services:
        with transaction(services.engine) as session:
            actions.segerakan(session)
        rounds = 0
        while actions.jalan(services):
            rounds += 1
        with reading(services.engine) as session:
            trouble = [f"{k.opd.nama}: {k.galat}" for k in queries.semua(session) if k.aktif and k.galat]
    say(f"{rounds} kanal diperiksa.")
    for line in trouble:
        say(line)
    return 2 if trouble else 0
