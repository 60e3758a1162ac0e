"""What the documents of a case say, as the checker of naskah reads it."""

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah import periksa, temuan
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.penulisan import akhir
from eoffice.penyusutan.penulisan.bahan import Bahan
from eoffice.penyusutan.states import Dokumen, Jenis, Status
from eoffice.storage import BlobStore
from tests.penyusutan import bahan

SEBELUM_SETUJU = (Dokumen.SK_PANITIA, Dokumen.NOTULA, Dokumen.PERTIMBANGAN)


def _perkara(session: Session, kota: makers.Kota, jenis: Jenis) -> Kasus:
    if jenis is Jenis.PEMUSNAHAN:
        return bahan.kasus(session, kota, [bahan.berkas(session, kota)])
    return bahan.penyerahan(session, kota, [bahan.berkas(session, kota, nasib=NasibAkhir.PERMANEN)])


@pytest.mark.parametrize("jenis", [Jenis.PEMUSNAHAN, Jenis.PENYERAHAN])
def test_what_is_written_for_a_case_gives_the_checker_nothing_to_say_of_its_text(
    session: Session, kota_kecil: makers.Kota, store: BlobStore, jenis: Jenis
) -> None:
    """Otherwise the arsiparis is asked to mend, every time, what the program itself wrote."""
    made = _perkara(session, kota_kecil, jenis)
    actor = kota_kecil["arsiparis.dinsos"].actor(session)
    said = {}
    for each in (*SEBELUM_SETUJU, Dokumen.PENETAPAN):
        if each is Dokumen.NOTULA:
            bahan.nilai(session, kota_kecil, made)
        if each is Dokumen.PENETAPAN:
            made.status = Status.DISETUJUI if jenis is Jenis.PEMUSNAHAN else Status.DINYATAKAN
        naskah = bahan.tulis(session, store, kota_kecil, made, each)
        found = periksa.periksa(temuan.bahan(session, naskah), temuan.fakta(session, actor, naskah))
        said[each] = [t.aturan.kode for t in found if t.aturan.kode in ("lampiran-tak-disebut", "menimbang-judul")]

    assert said == {each: [] for each in said}


def test_the_berita_acara_says_how_paper_was_destroyed_only_where_there_was_paper(
    session: Session, kota_kecil: makers.Kota
) -> None:
    made = _perkara(session, kota_kecil, Jenis.PEMUSNAHAN)
    (butir,) = made.hidup
    said = {}
    for media in ("elektronik", "kertas", "campuran"):
        butir.potret = butir.potret | {"media": media}
        said[media] = "Arsip kertas dicacah" in akhir.berita_acara(Bahan(made, "Kota Uji", None, {})).isi

    assert said == {"elektronik": False, "kertas": True, "campuran": True}
