"""Closing a record further, or opening it: what was derived from the old sifat goes with the change (OTR-09)."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.akses.verdict import require
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries import tahan
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.layanan_arsip import policy, queries
from eoffice.layanan_arsip.actions.akses import index
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.surat_masuk.models import SuratMasuk

#: What may be chosen here; Sangat Rahasia is kept outside the general system (6.4).
PILIHAN: Final = (Sifat.BIASA, Sifat.TERBATAS, Sifat.RAHASIA)


def ubah_sifat(session: Session, actor: Actor, record: queries.Arsip, to: Sifat, alasan: str) -> tuple[str, ...]:
    """Give a record another sifat; the hashes (SHA-256) of the files of which nothing may be kept any more.

    A naskah takes the surat along that it became in other offices: the same paper is never open here and closed there.
    A surat is never opened further than the naskah behind it. Every index is written anew in this transaction; a leave
    given for a lower sifat ends by itself.

    Raises:
        Conflict: it has this sifat already, is no record yet or no longer, or its naskah is more closed.
        Invalid: not one of the levels that are chosen here.
    """
    levels, up = list(Sifat), _naik(session, actor, record, to)
    changed: list[queries.Arsip] = [record]
    if isinstance(record, Naskah):
        arrived = session.scalars(select(SuratMasuk).where(SuratMasuk.naskah_id == record.id))
        changed += [s for s in arrived if (levels.index(s.sifat) < levels.index(to)) == up and s.sifat is not to]
    digests: set[str] = set()
    for one in changed:
        old = one.sifat
        if isinstance(one, Naskah):
            one.sifat_awal = one.sifat_awal or old  # what its paraf and signature were given on stays as it was
        one.sifat = to
        event = f"{policy.objek(one)}.{'naikkan' if up else 'turunkan'}_sifat"
        audit.record(
            session, actor, event, policy.objek(one), one.id, dari=old, ke=to, sifat=max(old, to, key=levels.index),
            catatan=alasan,
        )  # fmt: skip
        index(session, one)
        if up:
            _raise_berkas(session, actor, one)
        digests |= _digests(one)
    return tuple(sorted(digests)) if up else ()


def _naik(session: Session, actor: Actor, record: queries.Arsip, to: Sifat) -> bool:
    """Whether this closes the record further, once it is sure that the actor may do it now. Raises as `ubah_sifat`."""
    levels = list(Sifat)
    if to not in PILIHAN:
        raise Invalid("Sifat itu tidak dipilih di sini.", {"sifat": "Pilih Biasa, Terbatas, atau Rahasia."})
    if isinstance(record, Naskah) and record.status not in ISSUED:
        raise Conflict("Sifat konsep diubah di penyuntingnya.")
    if record.musnah_at is not None:
        raise Conflict(f"Arsip ini sudah dimusnahkan menurut Berita Acara Nomor {record.musnah_ba}.")
    if to is record.sifat:
        raise Conflict("Sifatnya sudah seperti itu.")
    if isinstance(record, ArsipImpor) and record.pejabat_id is None and to is Sifat.RAHASIA:
        raise Conflict(
            "Arsip impor yang Rahasia hanya dibaca pejabat yang ditunjuk saat diimpor; arsip ini tidak punya."
        )
    up = levels.index(to) > levels.index(record.sifat)
    if up:
        require(policy.may_raise(actor, record))
    else:
        require(policy.may_lower(actor, record, heads=queries.memimpin(session, actor, record)))
        if tahan.menahan(session, policy.objek(record), record.id):
            raise Conflict("Arsip ini ditahan untuk perkara hukum, jadi sifatnya tidak diturunkan sampai dilepas.")
        source = record.naskah if isinstance(record, SuratMasuk) else None
        if source is not None and levels.index(to) < levels.index(source.sifat):
            raise Conflict("Naskah asalnya lebih tertutup. Minta penandatangannya menurunkannya lebih dahulu.")
    return up


def _raise_berkas(session: Session, actor: Actor, record: queries.Arsip) -> None:
    """A berkas is as restricted as its items, but at most Terbatas: its arsiparis must be able to keep it.

    The berkas has a trail of its own; above what an arsiparis may read it does not say which item it was.
    """
    levels = list(Sifat)
    kind = Objek(policy.objek(record))
    inside = select(IsiBerkas.berkas_id).where(IsiBerkas.objek == kind, IsiBerkas.objek_id == record.id)
    to = min(record.sifat, Sifat.TERBATAS, key=levels.index)
    which = f"{kind}-{record.id}" if record.sifat in REACH[Relation.ARSIPARIS] else "isinya"
    for berkas in session.scalars(select(Berkas).where(Berkas.id.in_(inside))):
        if levels.index(berkas.sifat) >= levels.index(to):
            continue
        before, berkas.sifat = berkas.sifat, to
        audit.record(
            session, actor, "berkas.naikkan_sifat", "berkas", berkas.id, dari=before, ke=to, sifat=to,
            catatan=f"{berkas.nomor}, mengikuti {which}",
        )  # fmt: skip


def _digests(record: queries.Arsip) -> set[str]:
    if isinstance(record, Naskah):
        found = {record.pdf_sha256, *(x.sha256 for x in record.lampiran), *(x.bersih_sha256 for x in record.lampiran)}
    elif isinstance(record, ArsipImpor):
        found = {record.sha256, *(x.sha256 for x in record.lampiran)}
    else:
        found = {record.berkas_sha256}
    return {digest for digest in found if digest}
