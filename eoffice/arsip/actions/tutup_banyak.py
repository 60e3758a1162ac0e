"""Closing many berkas in one step; each by itself, and whatever is refused is named with its reason (OTR-06)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.arsip import queries
from eoffice.arsip.actions.berkas import Bukti, hitung_retensi, tutup_berkas
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import BERKAS_DITUTUP, SejakTutup
from eoffice.errors import Conflict, EofficeError
from eoffice.pdf import kata


@dataclass
class Tertutup:
    """What a bulk closing did: those whose retention runs, those that wait for their event, and what was refused and why."""

    berjalan: list[Berkas] = field(default_factory=list)
    menunggu: list[Berkas] = field(default_factory=list)
    ditolak: list[tuple[int, str, str]] = field(default_factory=list)


def tutup_banyak(
    session: Session, actor: Actor, berkas_ids: Sequence[int], sejak: SejakTutup, tanggal: date | None = None
) -> Tertutup:
    """Close each berkas by itself. A berkas whose JRA names another event than its closing waits for that event, which
    `catat_pemicu` notes later; no date of a whole selection can stand for it.

    Args:
        sejak: from when the retention of the others runs; `tanggal` is that day for SejakTutup.TANGGAL.
    """
    done = Tertutup()
    for berkas_id in dict.fromkeys(berkas_ids):
        name = "Berkas yang dipilih"
        try:
            with session.begin_nested():
                berkas = queries.get(session, actor, berkas_id)
                name = f"{berkas.nomor} {berkas.judul}"
                if berkas.ditutup is None:
                    hitung_retensi(session, berkas)  # the event is that of the longest retention inside
                own = berkas.ditutup is None and berkas.pemicu == BERKAS_DITUTUP
                on, shown = _sejak(berkas, sejak, tanggal) if own else (None, None)
                tutup_berkas(session, actor, berkas, tanggal_pemicu=on, bukti=shown)
                session.flush()
            (done.berjalan if berkas.tanggal_pemicu is not None else done.menunggu).append(berkas)
        except EofficeError as error:
            done.ditolak.append((berkas_id, name, str(error)))
    return done


def _sejak(berkas: Berkas, sejak: SejakTutup, tanggal: date | None) -> tuple[date | None, Bukti | None]:
    """The day from which the retention of a berkas runs, and what is noted of it; None for today. Raises Conflict."""
    if sejak is SejakTutup.HARI_INI:
        return None, None
    if sejak is SejakTutup.TANGGAL:
        last = berkas.kurun_sampai
        if last is not None and tanggal is not None and last > tanggal:
            raise Conflict(f"Arsip terakhir di dalamnya bertanggal {kata.tanggal(last)}, sesudah tanggal yang dipilih.")
        return tanggal, Bukti(catatan="Tanggal berakhirnya kegiatan, ditetapkan saat ditutup bersama berkas lain")
    if berkas.kurun_sampai is None:
        raise Conflict("Tanggal arsip terakhir di dalamnya tidak diketahui. Tutup dari halaman berkasnya.")
    return berkas.kurun_sampai, Bukti(catatan="Tanggal arsip terakhir di dalamnya")
