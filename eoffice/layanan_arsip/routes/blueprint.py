"""The blueprint, and what its views share."""

from flask import Blueprint

from eoffice.errors import Conflict
from eoffice.layanan_arsip.models import Peminjaman, PermintaanAkses

routes = Blueprint("layanan_arsip", __name__)


def same_version(row: PermintaanAkses | Peminjaman, versi: int) -> None:
    """Refuse a form that was made from an older row (TRX-02). Raises Conflict."""
    if row.version != versi:
        raise Conflict("Keadaannya sudah berubah sejak Anda membukanya. Muat ulang halaman, lalu putuskan lagi.")
