"""What a panitia penilai reads while it assesses: the records of its own cases, and nothing before or after (6.6).

The relation hangs on the jabatan, the case and the state of the case. Nothing of it is stored: it begins and ends with
the state, and the index of the search knows nothing of it.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ScalarSelect, Select, column, select, table

# Tables of capabilities that lie above, by their names: what a berkas holds, and the living case that claims it.
_ISI: Final = table("isi_berkas", column("objek"), column("objek_id"), column("berkas_id")).c
_BUTIR: Final = table("susut_butir", column("kasus_id"), column("klaim_id")).c
_KASUS: Final = table("susut_kasus", column("id"), column("status"))
_ANGGOTA: Final = table("susut_anggota", column("kasus_id"), column("jabatan_id"), column("peran"))
#: While a case stands so, its panitia assesses.
MENILAI: Final = "dinilai"
SAKSI: Final = "saksi"


def perkara(objek: str, objek_id: Any) -> ScalarSelect[Any]:
    """The living case that has a record, by the berkas it lies in; of a record at most one (SST-11)."""
    held = select(_BUTIR.kasus_id).where(_BUTIR.klaim_id == _ISI.berkas_id, _ISI.objek == objek)
    return (
        held.where(_ISI.objek_id == objek_id)
        .correlate_except(_ISI.objek.table, _BUTIR.klaim_id.table)
        .scalar_subquery()
    )


def perkara_berkas(berkas_id: Any) -> ScalarSelect[Any]:
    """The living case that has a berkas."""
    held = select(_BUTIR.kasus_id).where(_BUTIR.klaim_id == berkas_id)
    return held.correlate_except(_BUTIR.klaim_id.table).scalar_subquery()


def dinilai(objek: str, kasus_ids: Iterable[int]) -> Select[Any]:
    """Ids of the records of a kind in some cases: the SQL twin of `perkara`, asked once and not for every row."""
    return select(_ISI.objek_id).where(_ISI.objek == objek, _ISI.berkas_id.in_(berkas(kasus_ids)))


def berkas(kasus_ids: Iterable[int]) -> Select[Any]:
    """Ids of the berkas in some cases."""
    return select(_BUTIR.klaim_id).where(_BUTIR.kasus_id.in_(sorted(kasus_ids)), _BUTIR.klaim_id.is_not(None))


def kasus(jabatan_ids: Any) -> Select[Any]:
    """Ids of the cases that are being assessed by a panitia with one of these jabatan in it; witnesses do not assess."""
    k, a = _KASUS.c, _ANGGOTA.c
    held = select(k.id).select_from(_KASUS.join(_ANGGOTA, a.kasus_id == k.id))
    return held.where(k.status == MENILAI, a.peran != SAKSI, a.jabatan_id.in_(jabatan_ids)).distinct()
