"""Tables of penyusutan: cases, their berkas, people and documents, and what waits to be removed from the store."""

from eoffice.penyusutan.models.kasus import AnggotaKasus, ButirKasus, DokumenKasus, Kasus
from eoffice.penyusutan.models.objek import ObjekMusnah
from eoffice.penyusutan.models.retensi import KabarRetensi, UsulRetensi

__all__ = ["AnggotaKasus", "ButirKasus", "DokumenKasus", "KabarRetensi", "Kasus", "ObjekMusnah", "UsulRetensi"]
