"""Preparing an installation, and filling it with the sample city."""

import argparse

from eoffice.cli.sambungan import Commands, command, connected, say


def add(commands: Commands) -> None:
    """`siapkan` and `contoh`."""
    command(commands, "siapkan", siapkan, "buat atau mutakhirkan basis data, penyimpanan, dan otoritas sertifikat")
    command(commands, "contoh", contoh, "muat kota contoh beserta dua belas bulan surat (hanya mode coba)")


def siapkan(_parsed: argparse.Namespace) -> int:
    """Create or upgrade everything an installation stands on; running it again changes nothing."""
    from eoffice import siap

    with connected() as services:
        siap.siapkan(services, say=say)
    return 0


def contoh(_parsed: argparse.Namespace) -> int:
    """Load the sample city once."""
    from eoffice import app as wiring
    from eoffice.contoh import muat

    with connected() as services:
        return 0 if muat.muat(services, handlers=wiring.handlers(), say=say) else 1
