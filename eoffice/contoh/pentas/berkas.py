"""The steps of an arsiparis: each record into the berkas of its kode and half-year, and the one before closed."""

from collections.abc import Callable, Mapping
from typing import Final

from eoffice.arsip import actions
from eoffice.arsip.models import Berkas
from eoffice.contoh.pentas import surat
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.contoh.rencana import Aksi, Langkah
from eoffice.klasifikasi import queries as klasifikasi


def _berkas(p: Panggung, langkah: Langkah, unit_id: int) -> Berkas:
    kode, judul = langkah.rinci["kode"], langkah.rinci["judul"]
    known = p.berkas.get((unit_id, kode))
    if known is not None and known[0] == judul:
        return p.session.get_one(Berkas, known[1])
    actor = p.oleh(langkah)
    if known is not None:
        actions.tutup_berkas(p.session, actor, p.session.get_one(Berkas, known[1]))
    label = klasifikasi.check(p.session, kode).label
    made = actions.buka_berkas(
        p.session, actor, unit_id=unit_id, kode_klasifikasi=kode, judul=f"{label}, {judul[0].lower()}{judul[1:]}"
    )
    p.berkas[unit_id, kode] = (judul, made.id)
    return made


def naskah(p: Panggung, langkah: Langkah) -> None:
    """File what the office wrote."""
    row = p.the(langkah.sasaran)
    berkas = _berkas(p, langkah, row.unit_id)
    actions.berkaskan_naskah(p.session, p.oleh(langkah), p.services.store, berkas, row)


def surat_masuk(p: Panggung, langkah: Langkah) -> None:
    """File what the office received."""
    row = surat.the(p, langkah.sasaran)
    berkas = _berkas(p, langkah, row.tujuan.unit_id)
    actions.berkaskan_surat(p.session, p.oleh(langkah), p.services.store, berkas, row)


PERAN: Final[Mapping[Aksi, Callable[[Panggung, Langkah], None]]] = {
    Aksi.BERKASKAN: naskah,
    Aksi.BERKASKAN_SURAT: surat_masuk,
}
