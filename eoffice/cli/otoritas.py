"""The certificate authorities and the archive stamps: how it stands with them, and renewing by hand."""

import argparse

from eoffice import clock
from eoffice.cli.sambungan import Commands, command, connected, group, say
from eoffice.db import reading, transaction


def add(commands: Commands) -> None:
    """`otoritas` and its actions."""
    one = group(commands, "otoritas", "otoritas sertifikat kota ini dan stempel arsipnya")
    command(
        one, "lihat", lihat, "sampai kapan tiap otoritas berlaku, dan stempel arsip yang menunggu atau gagal diperbarui"
    )
    command(
        one,
        "perbarui",
        perbarui,
        "perbarui yang sudah waktunya dengan kunci baru; aman diulang, biasanya dikerjakan pekerja",
    )
    command(one, "ulangi", ulangi, "coba lagi stempel arsip yang gagal diperbarui, sesudah sebabnya diperbaiki")


def lihat(_parsed: argparse.Namespace) -> int:
    """Say until when; 0 when nothing needs anybody, 2 else."""
    from eoffice.tte import authorities, queries
    from eoffice.tte.actions.arsip import AWAL

    now = clock.now()
    with connected() as services, reading(services.engine) as session:
        found = authorities.umur(session, now)
        waiting, _ = queries.banyak_tempo(session, now + AWAL)
        failed = queries.gagal_diperbarui(session)
    for one in found:
        say(
            f"{one.nama}: berlaku sampai {clock.wib(one.sampai):%d-%m-%Y}." + (f" {one.kalimat}" if one.kalimat else "")
        )
    if not found:
        say("Otoritas sertifikat belum disiapkan. Jalankan: eoffice siapkan")
    say(f"Stempel arsip: {waiting} menunggu diminta, {len(failed)} gagal diperbarui.")
    for objek, objek_id, error in failed:
        say(f"  {objek} {objek_id}: {error[:160]}")
    return 0 if found and not failed and all(one.nada == "ok" for one in found) else 2


def perbarui(_parsed: argparse.Namespace) -> int:
    """Make successors for those whose end is near."""
    from eoffice.tte import actions, authorities

    with connected() as services:
        settings = services.settings
        with transaction(services.engine) as session:
            made = actions.perbarui_otoritas(
                session, pepper=services.pepper, nama_kota=settings.nama_kota, base_url=settings.base_url
            )
            names = {kind: authorities.nama(session, kind) for kind, _ in made}
    for kind, ends in made:
        say(f"{names[kind]}: dibuat baru, berlaku sampai {clock.wib(ends):%d-%m-%Y}. Yang lama tetap disimpan.")
    if not made:
        say("Belum ada otoritas yang perlu diperbarui.")
    return 0


def ulangi(_parsed: argparse.Namespace) -> int:
    """Give the worker the failed renewals again."""
    from eoffice.tte import actions

    with connected() as services, transaction(services.engine) as session:
        count = actions.ulangi_perpanjangan(session)
    say(f"{count} stempel arsip akan dicoba lagi oleh pekerja.")
    return 0
