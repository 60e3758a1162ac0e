"""The connection to BSrE's esign service, for whoever sets it up."""

import argparse

from eoffice.cli.sambungan import Commands, command, connected, group, say
from eoffice.db import reading


def add(commands: Commands) -> None:
    """`tte esign periksa`."""
    signing = group(commands, "tte", "tanda tangan elektronik")
    esign = group(signing, "esign", "layanan esign BSrE")
    command(esign, "periksa", periksa, "hubungi layanan esign BSrE dan katakan keadaannya; 0 siap, 2 ada masalah")


def periksa(_parsed: argparse.Namespace) -> int:
    """Ask the service once, and say in plain words what is wrong; also how it stands with each signer, as last noted."""
    from eoffice.tte import actions, queries

    with connected() as services:
        found = actions.keadaan_esign(services)
        say(found.kalimat)
        with reading(services.engine) as session:
            for words, many in queries.hitung_bsre(session).items():
                say(f"  {many} pegawai: {words}")
    return 0 if found.baik else 2
