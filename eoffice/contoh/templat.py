"""Templates, a phrase and a comment of the sample city, so that a newcomer finds the places filled."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.contoh.teks import templat as teks
from eoffice.naskah import actions, policy
from eoffice.naskah.actions import KomentarBaru, TemplatBaru
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Letak, Status, TempatKomentar
from eoffice.organisasi import queries as organisasi
from eoffice.pdf import isi as isi_naskah

FRASA: Final = "Narahubung: Bidang Aplikasi Informatika, Dinas Komunikasi dan Informatika, pesawat 214."


def isi(session: Session, jabatan: Mapping[str, int], kota: str, staf: str) -> None:
    """City-wide templates by one jabatan, those of a perangkat daerah by another, and a remark on what is checked now.

    Args:
        jabatan: ids by kode.
        kota: kode of the jabatan that may make texts for the whole city; `staf`: of one that writes.
    """
    if not {kota, staf} <= set(jabatan):
        return
    for maker, city, ready in ((kota, True, teks.KOTA), (staf, False, teks.DINAS)):
        actor = _actor(session, jabatan[maker])
        for each in ready:
            body = isi_naskah.from_plain(each.isi)
            made = TemplatBaru(each.nama, each.keterangan, each.hal, body, dict(each.rincian), city)
            actions.buat_templat(session, actor, each.jenis, made)
    writer = _actor(session, jabatan[staf])
    actions.tambah_frasa(session, writer, FRASA, Letak.PENUTUP, "pribadi")
    _remark(session, writer)


def _actor(session: Session, jabatan_id: int) -> Actor:
    return organisasi.actor_for(session, organisasi.holders(session, [jabatan_id])[jabatan_id].pegawai_id, jabatan_id)


def _remark(session: Session, writer: Actor) -> None:
    """The one whose paraf is awaited says something at the first words of the text."""
    checked = session.scalars(
        select(Naskah)
        .where(Naskah.opd_id == writer.opd_id, Naskah.status == Status.PEMERIKSAAN)
        .order_by(Naskah.id.desc())
    )
    for naskah in checked:
        holders: Mapping[int, Any] = organisasi.holders(session, [p.jabatan_id for p in naskah.turns])
        lines = isi_naskah.plain_text(naskah.isi).split("\n")
        for jabatan_id, held in holders.items():
            actor = organisasi.actor_for(session, held.pegawai_id, jabatan_id)
            if policy.may_comment(actor, naskah) and lines[0].strip():
                said = "Tolong sebutkan dasar surat ini, agar penerima langsung tahu rujukannya."
                actions.komentari(session, actor, naskah, KomentarBaru(said, TempatKomentar.ISI, baris=0))
                return
