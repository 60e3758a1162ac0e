"""Whether the files of a package are what it says itself, without taking anything in."""

from eoffice.paket.baca import periksa
from eoffice.sandbox import arsip_zip


def laporan_zip(content: bytes) -> periksa.Laporan:
    """The report on a ZIP. Raises Refused when it cannot be opened safely."""
    looked = arsip_zip.sidik_zip(content)
    names = {nama: sha for nama, _, sha in looked.isi}
    return periksa.periksa(names, lambda n: looked.tanda[n], lambda n: arsip_zip.sidik_mets(looked.tanda[n].encode()))
