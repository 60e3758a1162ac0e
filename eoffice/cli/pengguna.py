"""Accounts from the command line."""

import argparse

from sqlalchemy.orm import Session

from eoffice.akses.actor import SISTEM
from eoffice.akun import actions as akun
from eoffice.akun import queries as akun_queries
from eoffice.akun.models import Akun
from eoffice.akun.states import MASA_KATA, JenisToken
from eoffice.cli.sambungan import Commands, ask, command, connected, group, say
from eoffice.db import reading, transaction
from eoffice.errors import Invalid, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.pengguna import actions, queries
from eoffice.web.services import Services


def add(commands: Commands) -> None:
    """`pengguna` and its actions."""
    people = group(commands, "pengguna", "kelola akun")
    first = command(
        people,
        "pertama",
        pertama,
        "administrator pertama pada instalasi kosong; tidak berbuat apa-apa bila sudah ada akun",
    )
    first.add_argument("--nama", default="", help="namanya; tanpa ini ditanyakan (bawaan Administrator)")
    first.add_argument("--nama-pengguna", default="", help="untuk masuk; tanpa ini ditanyakan (bawaan admin)")
    new = command(people, "buat", buat, "buat akun dan cetak tautan aktivasinya")
    new.add_argument("nip", nargs="?", default="", help="NIP pegawai yang sudah terdaftar")
    new.add_argument("--tanpa-nip", default="", metavar="NAMA", help="nama pejabat yang tidak mempunyai NIP")
    new.add_argument("--nama-pengguna", default="", help="bawaan: dari namanya")
    for name, run, help_ in (
        ("aktivasi", aktivasi, "cetak tautan baru: aktivasi, atau setel ulang bila sandinya sudah ada"),
        ("nonaktif", nonaktif, "nonaktifkan akun; semua sesinya berakhir"),
        ("aktif", aktif, "aktifkan lagi akun yang dinonaktifkan dan cetak tautan aktivasinya"),
    ):
        command(people, name, run, help_).add_argument("nama_pengguna")


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
            if bool(parsed.nip) == bool(parsed.tanpa_nip):
                raise Invalid(
                    "Sebutkan NIP pegawainya, atau --tanpa-nip beserta nama pejabat yang tidak mempunyai NIP."
                )
            person = (
                organisasi.pegawai_by_nip(session, parsed.nip)
                if parsed.nip
                else organisasi.pegawai_by_nama(session, parsed.tanpa_nip)
            )
            nama = parsed.nama_pengguna or queries.usulan_nama(session, person)
            token = actions.buat(session, SISTEM, pegawai_id=person.id, nama_pengguna=nama)
        _tell(services, f"Akun {nama} ({person.nama_lengkap}) dibuat.", JenisToken.AKTIVASI, token)
    return 0


def _tell(services: Services, done: str, jenis: JenisToken, token: str) -> None:
    """What was done, and the link, which is shown this once."""
    say(f"{done} Berikan tautan ini kepada pemiliknya; berlaku {MASA_KATA[jenis]} dan sekali pakai:")
    say(f"  {akun.tautan(services.settings.base_url, token)}")


def _akun(session: Session, nama_pengguna: str) -> Akun:
    found = akun_queries.by_name(session, akun.nama_rapi(nama_pengguna))
    if found is None:
        raise NotFound(f"Tidak ada akun bernama {nama_pengguna[:40]}.")
    return found


def aktivasi(parsed: argparse.Namespace) -> int:
    """A new link: for activation, or for setting anew a password that exists."""
    with connected() as services:
        with transaction(services.engine) as session:
            jenis, token = actions.tautan_baru(session, SISTEM, _akun(session, parsed.nama_pengguna))
        what = "aktivasi" if jenis is JenisToken.AKTIVASI else "setel ulang sandi"
        _tell(services, f"Tautan {what} untuk {parsed.nama_pengguna}.", jenis, token)
    return 0


def nonaktif(parsed: argparse.Namespace) -> int:
    """Shut an account and end its sessions."""
    with connected() as services:
        with transaction(services.engine) as session:
            actions.nonaktifkan(session, SISTEM, _akun(session, parsed.nama_pengguna))
        say(f"Akun {parsed.nama_pengguna} dinonaktifkan; semua sesinya berakhir.")
    return 0


def aktif(parsed: argparse.Namespace) -> int:
    """Open a shut account again; its owner chooses a new password."""
    with connected() as services:
        with transaction(services.engine) as session:
            token = actions.aktifkan(session, SISTEM, _akun(session, parsed.nama_pengguna))
        _tell(services, f"Akun {parsed.nama_pengguna} diaktifkan lagi.", JenisToken.AKTIVASI, token)
    return 0
