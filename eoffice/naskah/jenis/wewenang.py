"""Who may sign which jenis: the kinds of office that 2.5 names, and the sentence for whoever chose another."""

from collections.abc import Mapping
from typing import Final

WALI_KOTA: Final = "wali_kota"
WAKIL: Final = "wakil_wali_kota"
SEKDA: Final = "sekda"
ASISTEN: Final = "asisten"
KABAG: Final = "kepala_bagian"
KEPALA_PD: Final = "kepala_pd"
SEKRETARIS_PD: Final = "sekretaris_pd"
KABID: Final = "kepala_bidang"
CAMAT: Final = "camat"
LURAH: Final = "lurah"
KEPALA_UPTD: Final = "kepala_uptd"
DPRD: Final = "dprd"

#: Kinds of office and what they are called, highest first.
KEDUDUKAN: Final[Mapping[str, str]] = {
    WALI_KOTA: "Wali Kota",
    WAKIL: "Wakil Wali Kota",
    DPRD: "pimpinan DPRD",
    SEKDA: "Sekretaris Daerah",
    ASISTEN: "Asisten",
    KEPALA_PD: "kepala perangkat daerah",
    CAMAT: "Camat",
    KABAG: "Kepala Bagian di Sekretariat Daerah",
    SEKRETARIS_PD: "sekretaris perangkat daerah",
    KABID: "Kepala Bidang",
    LURAH: "Lurah",
    KEPALA_UPTD: "kepala UPTD",
}
#: Whoever leads a perangkat daerah or the whole city.
PIMPINAN: Final = (WALI_KOTA, WAKIL, SEKDA, ASISTEN, KEPALA_PD, CAMAT)

#: The kind of office that leads a unit, by the kind of unit.
_KEPALA: Final[Mapping[str, str]] = {
    **dict.fromkeys(("kepala_daerah", "pemda", "pemkot"), WALI_KOTA),
    "wakil_kepala_daerah": WAKIL,
    "dprd": DPRD,
    "setda": SEKDA,
    "asisten": ASISTEN,
    "bagian": KABAG,
    "sekretariat": SEKRETARIS_PD,
    "bidang": KABID,
    "irban": KABID,
    "kecamatan": CAMAT,
    "kelurahan": LURAH,
    "uptd": KEPALA_UPTD,
    "puskesmas": KEPALA_UPTD,
    **dict.fromkeys(("setwan", "inspektorat", "dinas", "badan", "satpol_pp", "rsud"), KEPALA_PD),
}


def kedudukan(jenis_unit: str, *, kepala_unit: bool, eselon: str = "-") -> str:
    """The kind of office of whoever holds a jabatan; "" for those who lead nothing.

    Args:
        eselon: an asisten may be placed in Setda itself and not in a unit of its own.
    """
    if jenis_unit == "setda" and not kepala_unit and eselon == "II.b":
        return ASISTEN
    return _KEPALA.get(jenis_unit, "") if kepala_unit else ""


def sebab(nama_jenis: str, berwenang: tuple[str, ...], kind: str) -> str:
    """Why an office of this kind may not sign; "" when it may."""
    if not berwenang or kind in berwenang:
        return ""
    names = [KEDUDUKAN[each] for each in KEDUDUKAN if each in berwenang]
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, atau {names[-1]}"
    return f"{nama_jenis} hanya dapat ditandatangani {who}. Pilih salah satunya sebagai penandatangan."
