"""Who is on duty when: other surat tugas of the same people, and whether a signer sends himself (naskah-dinas.md 2.4 f; 9, 29)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.naskah import document, jenis, queries
from eoffice.naskah.jenis import rincian
from eoffice.naskah.models import Naskah
from eoffice.naskah.periksa import Masa
from eoffice.naskah.states import GUGUR, Status

#: Jenis that send people somewhere for a time.
MENUGASI: Final = ("surat_tugas", "surat_perintah")
#: What was begun so long before is not looked for: nobody plans a duty earlier, and the search stays in one index range.
TERLAMA: Final = timedelta(days=200)
PALING_BANYAK: Final = 200
_ENDED: Final = (Status.DITOLAK, Status.DIBATALKAN)


def lain(session: Session, actor: Actor, naskah: Naskah) -> tuple[Masa, ...]:
    """Other duties of the people of a surat tugas that overlap with it.

    What the actor may read is named by its number or subject; of what others keep Biasa only the days are told, and of
    anything else nothing.
    """
    first, last = (rincian.tanggal(naskah.rincian, name) for name in ("tanggal_mulai", "tanggal_selesai"))
    people = {_angka(person.nip) for person in rincian.orang(naskah.rincian, "kepada")} - {""}
    if naskah.jenis not in MENUGASI or first is None or last is None or not people:
        return ()
    begins, ends = (Naskah.rincian[name].as_string() for name in ("tanggal_mulai", "tanggal_selesai"))
    readable = queries.visible(actor).with_only_columns(Naskah.id).subquery()
    may_read: ColumnElement[bool] = Naskah.id.in_(select(readable.c.id))
    found = session.execute(
        select(Naskah.rincian, Naskah.nomor, Naskah.hal, may_read)
        .where(
            Naskah.jenis.in_(MENUGASI),
            Naskah.id != (naskah.id or 0),
            Naskah.status.not_in(_ENDED),
            Naskah.keadaan.not_in(GUGUR),
            Naskah.dibuat_at >= naskah.dibuat_at - TERLAMA,
            and_(begins != "", begins <= last.isoformat(), ends >= first.isoformat()),
            or_(Naskah.sifat == Sifat.BIASA, may_read),
        )
        .order_by(Naskah.id.desc())
        .limit(PALING_BANYAK)
    )
    return tuple(
        masa
        for other, nomor, hal, readable_ in found
        for masa in _masa(other, f"{nomor or f'konsep “{hal}”'}" if readable_ else "surat tugas lain", people)
    )


def _masa(of: Mapping[str, Any], sebutan: str, people: set[str]) -> list[Masa]:
    first, last = rincian.tanggal(of, "tanggal_mulai"), rincian.tanggal(of, "tanggal_selesai")
    if first is None or last is None:
        return []
    named = {_angka(person.nip) for person in rincian.orang(of, "kepada")}
    return [Masa(nip, first, last, sebutan) for nip in sorted(people & named)]


def diri_sendiri(naskah: Naskah, penanda: document.Penanda) -> str:
    """Why this signer may not sign this naskah: it sends or permits himself; "" when he may.

    The head of the city has no superior who could sign instead.
    """
    kind = jenis.get(naskah.jenis)
    if not kind.bukan_sendiri or penanda.is_kepala_daerah:
        return ""
    for person in rincian.orang(naskah.rincian, kind.bukan_sendiri):
        nip, own = _angka(person.nip), _angka(penanda.nip)
        if nip == own if nip and own else person.nama.casefold().strip() == penanda.nama.casefold():
            return (
                f"{penanda.nama} tidak dapat menandatangani {kind.nama.lower()} untuk dirinya sendiri. "
                "Pilih atasannya sebagai penandatangan."
            )
    return ""


def _angka(nip: str) -> str:
    return "".join(character for character in nip if character.isdigit())
