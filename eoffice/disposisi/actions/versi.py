"""The guard against a form that was made from an older row (TRX-02)."""

from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import LABEL
from eoffice.errors import Conflict


def same_version(penerima: DisposisiPenerima, versi: int) -> None:
    """Raises Conflict when somebody moved this part since the form was shown."""
    if penerima.version != versi:
        raise Conflict(
            f"Disposisi ini sudah berubah sejak Anda membukanya; sekarang “{LABEL[penerima.status]}”. Muat ulang "
            "halaman untuk melihat keadaan terakhir, lalu ulangi bila masih perlu."
        )
