"""Accounts from the command line."""

import argparse

from sqlalchemy.orm import Session

from eoffice.akses.actor import SISTEM
from eoffice.akun import actions as akun
from eoffice.akun import queries as akun_queries
from eoffice.akun.models import Akun
from eoffice.akun.states import JenisToken
from eoffice.cli.sambungan import Commands, ask, command, connected, group, say
from eoffice.db import reading, transaction
from eoffice.errors import NotFound
from eoffice.organisasi import queries as organisasi


def add(commands: Commands) -> None:
    """`pengguna` and its actions."""
    people = group(commands, "pengguna", "kelola akun")
    first = command(
        people,
        "pertama",
        pertama,
        "administrator pertama pada instalasi kosong; tidak berbuat apa-apa bila sudah ada akun",
    )
    first.add_argument("--nama", default="")
    first.add_argument("--nama-pengguna", default="")
    new = command(people, "buat", buat, "buat akun dan cetak tautan aktivasinya")
    new.add_argument("nip", help="NIP pegawai yang sudah terdaftar")
    new.add_argument("--nama-pengguna", required=True)
    link = command(people, "aktivasi", aktivasi, "cetak tautan aktivasi baru untuk sebuah akun")
    link.add_argument("nama_pengguna")
    off = command(people, "nonaktif", nonaktif, "matikan akun; semua sesinya berakhir")
    off.add_argument("nama_pengguna")


def pertama(parsed: argparse.Namespace) -> int:
    """Ask for the first administrator of an empty installation and print the activation link (AUT-04)."""
    with connected() as services:
        with reading(services.engine) as session:
            if akun_queries.anybody(session):
                return 0
        nama = parsed.nama or ask("Nama administrator pertama", "Administrator")
        pengguna = parsed.nama_pengguna or ask("Nama pengguna untuk masuk", "admin")
        with transaction(services.engine) as session:
            token = akun.admin_pertama(
                session, nama=nama, nama_pengguna=pengguna, nama_kota=services.settings.nama_kota
            )
        if token is not None:
            say(
                f"Administrator pertama: {pengguna}. Buka tautan ini untuk memilih sandi; berlaku 24 jam dan sekali pakai:"
            )
            say(f"  {akun.tautan(services.settings.base_url, token)}")
    return 0


def buat(parsed: argparse.Namespace) -> int:
    """Create an account; the first password is chosen by its owner through the printed link (AUT-04)."""
    with connected() as services:
        with transaction(services.engine) as session:
            pegawai = organisasi.pegawai_by_nip(session, parsed.nip)
            made = akun.buat_akun(session, SISTEM, pegawai_id=pegawai.id, nama_pengguna=parsed.nama_pengguna)
            token = akun.terbitkan_token(session, SISTEM, made, JenisToken.AKTIVASI)
        say(
            f"Akun {parsed.nama_pengguna} dibuat. Berikan tautan ini kepada pemiliknya; berlaku 24 jam dan sekali pakai:"
        )
        say(f"  {akun.tautan(services.settings.base_url, token)}")
    return 0


def _akun(session: Session, nama_pengguna: str) -> Akun:
    found = akun_queries.by_name(session, nama_pengguna)
    if found is None:
        raise NotFound(f"Tidak ada akun bernama {nama_pengguna[:40]}.")
    return found


def aktivasi(parsed: argparse.Namespace) -> int:
    """A new activation link."""
    with connected() as services:
        with transaction(services.engine) as session:
            token = akun.terbitkan_token(session, SISTEM, _akun(session, parsed.nama_pengguna), JenisToken.AKTIVASI)
        say(f"Tautan aktivasi (berlaku 24 jam, sekali pakai): {akun.tautan(services.settings.base_url, token)}")
    return 0


def nonaktif(parsed: argparse.Namespace) -> int:
    """Disable an account and end its sessions."""
    with connected() as services:
        with transaction(services.engine) as session:
            akun.nonaktifkan(session, SISTEM, _akun(session, parsed.nama_pengguna))
        say(f"Akun {parsed.nama_pengguna} dimatikan; semua sesinya berakhir.")
    return 0
