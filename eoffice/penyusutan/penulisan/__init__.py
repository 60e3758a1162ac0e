"""The documents of a case, written out: which jenis, what they say, who signs, and the list that goes with them."""

from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.penulisan import akhir, panitia, setuju
from eoffice.penyusutan.penulisan.bahan import DINILAI, DITOLAK, KODE, Bahan, Konsep, nomor, ringkas, sifat
from eoffice.penyusutan.states import Dokumen

__all__ = ["DINILAI", "DITOLAK", "KODE", "Konsep", "nomor", "ringkas", "sifat", "susun"]


def susun(dokumen: Dokumen, kasus: Kasus, *, kota: str, kepala_id: int | None, nama: dict[int, str]) -> Konsep:
    """The text of a document of the case, from its frozen list.

    Args:
        kota: as on the kop, `Kota Arunika`.
        kepala_id: jabatan of the head of the perangkat daerah.
        nama: who holds each jabatan of the panitia and of the witnesses, by its id.
    """
    write = {
        Dokumen.SK_PANITIA: panitia.sk_panitia,
        Dokumen.NOTULA: panitia.notula,
        Dokumen.PERTIMBANGAN: panitia.pertimbangan,
        Dokumen.PERMOHONAN: setuju.permohonan,
        Dokumen.PERSETUJUAN: setuju.persetujuan,
        Dokumen.PERNYATAAN: akhir.pernyataan,
        Dokumen.PENETAPAN: akhir.penetapan,
        Dokumen.BERITA_ACARA: akhir.berita_acara,
    }[dokumen]
    return write(Bahan(kasus, kota, kepala_id, nama))
