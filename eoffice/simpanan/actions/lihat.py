"""One object looked at: its bytes, its copy, its lock; and healed one from the other (OBJ-05)."""

from contextlib import suppress
from dataclasses import dataclass

from eoffice.errors import Damaged, EofficeError, Unavailable
from eoffice.simpanan.models import Objek
from eoffice.simpanan.states import Gembok, Keadaan
from eoffice.storage import Blob, BlobStore, Gone


@dataclass(frozen=True)
class Temuan:
    objek_id: int
    semula: Keadaan  # as it was found
    keadaan: Keadaan  # as it is now
    keterangan: str = ""
    pulih_dari: str = ""
    replika: Keadaan | None = None  # as the copy was found, where it was not sound
    replika_pulih: bool = False
    gembok_lepas: bool = False  # the ledger says that the store holds it, and the store does not


@dataclass(frozen=True)
class Dilihat:
    """What is looked at: an object, whether it has a copy, whether the store was told to hold it."""

    objek_id: int
    blob: Blob
    berreplika: bool
    ditahan: bool


def dilihat(row: Objek) -> Dilihat:
    """What is to be looked at about a row of the ledger."""
    return Dilihat(row.id, row.blob, row.replika_at is not None, row.gembok is Gembok.TAHAN)


def lihat(utama: BlobStore, replika: BlobStore | None, one: Dilihat, *, pulihkan: bool) -> Temuan:
    """Read one object and its copy; what is bad is written again from the other, whose hash is checked before and after.

    Raises:
        Unavailable: the first store does not answer at all. Where only this object cannot be read it is a damaged one.
    """
    blob = one.blob
    try:
        utama.open(blob).close()
    except Gone as error:
        return _heal(utama, replika if pulihkan else None, one, Keadaan.HILANG, str(error))
    except Damaged as error:
        return _heal(utama, replika if pulihkan else None, one, Keadaan.RUSAK, str(error))
    except Unavailable as error:
        if not utama.ready():
            raise
        said = f"Penyimpanannya menjawab, tetapi objek ini tidak terbaca: {error}"
        return _heal(utama, replika if pulihkan else None, one, Keadaan.RUSAK, said)
    loose = one.ditahan and _loose(utama, blob)
    copied = _copy(utama, replika, blob, pulihkan=pulihkan) if one.berreplika and replika is not None else None
    sick, mended = copied if copied is not None else (None, False)
    good = Keadaan.BAIK
    if pulihkan and _bared(utama, blob):
        said = "Objek ini disembunyikan atau ditimpa di bucket; versinya yang sah masih ada dan dipasang kembali."
        return Temuan(one.objek_id, Keadaan.RUSAK, good, said, "versi yang sah", sick, mended, loose)
    return Temuan(one.objek_id, good, good, replika=sick, replika_pulih=mended, gembok_lepas=loose)


def _loose(utama: BlobStore, blob: Blob) -> bool:
    """Whether the store says that it does not hold an object; one that cannot be asked says nothing."""
    with suppress(Unavailable):
        return utama.tertahan(blob) is False
    return False


def _bared(utama: BlobStore, blob: Blob) -> bool:
    """Whether the sound version was brought back on top; what the store keeps there is looked at again the next time."""
    with suppress(Unavailable):
        return utama.singkap(blob)
    return False


def _heal(utama: BlobStore, replika: BlobStore | None, one: Dilihat, wrong: Keadaan, said: str) -> Temuan:
    if replika is None:
        return Temuan(one.objek_id, wrong, wrong, said)
    try:
        with replika.open(one.blob) as copy:
            utama.salin(one.blob, copy)
    except EofficeError as error:
        return Temuan(one.objek_id, wrong, wrong, f"{said} Replika tidak dapat memulihkan: {error}")
    return Temuan(one.objek_id, wrong, Keadaan.BAIK, said, pulih_dari="replika")


def _copy(utama: BlobStore, replika: BlobStore, blob: Blob, *, pulihkan: bool) -> tuple[Keadaan, bool] | None:
    """How the copy was found and whether it is sound now; None when it is sound, or its store does not answer."""
    try:
        replika.open(blob).close()
        return None
    except Gone:
        wrong = Keadaan.HILANG
    except Damaged:
        wrong = Keadaan.RUSAK
    except Unavailable:
        return None
    if not pulihkan:
        return wrong, False
    try:
        with utama.open(blob) as source:
            replika.salin(blob, source)
    except EofficeError:
        return wrong, False
    return wrong, True
