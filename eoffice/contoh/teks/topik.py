"""What a topic is, and all topics in one table."""

from typing import Final

from eoffice.contoh.teks.bentuk import Topik
from eoffice.contoh.teks.topik_dinas import DINAS
from eoffice.contoh.teks.topik_keuangan import KEUANGAN
from eoffice.contoh.teks.topik_kewilayahan import KEWILAYAHAN
from eoffice.contoh.teks.topik_kominfo import KOMINFO
from eoffice.contoh.teks.topik_layanan import LAYANAN
from eoffice.contoh.teks.topik_setda import SETDA

__all__ = ["TOPIK", "Topik"]

TOPIK: Final[dict[str, Topik]] = {
    topik.kunci: topik for group in (SETDA, KOMINFO, LAYANAN, DINAS, KEUANGAN, KEWILAYAHAN) for topik in group
}
