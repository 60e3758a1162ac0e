"""What is written on a berkas and where it stands: title, index, medium, place; reopened; pointed to from another."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import policy
from eoffice.arsip.actions.berkas import hitung_retensi, record
from eoffice.arsip.models import Berkas, TunjukSilang
from eoffice.arsip.states import Golongan, Kondisi, Media
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True)
class IsianBerkas:
    """What the form about a berkas says."""

    judul: str
    indeks: str
    golongan: Golongan
    media: Media
    kondisi: Kondisi
    ruang: str
    rak: str
    boks: str
    folder: str
    keterangan: str


_LABEL = {
    "judul": "judul",
    "indeks": "indeks",
    "golongan": "golongan",
    "media": "media",
    "kondisi": "kondisi",
    "ruang": "ruang",
    "rak": "rak",
    "boks": "boks",
    "folder": "folder",
    "keterangan": "keterangan",
}


def ubah_berkas(session: Session, actor: Actor, berkas: Berkas, isian: IsianBerkas) -> list[str]:
    """Write what has changed, each old and new value in the trail; which fields those were.

    Raises:
        Conflict: title or index of a closed berkas, which its lists already carry, or anything of one that has ended.
        Invalid: paper without a place.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    if berkas.akhir is not None:
        raise Conflict("Berkas ini sudah berakhir; keterangannya tidak berubah lagi.")
    changed = [name for name in _LABEL if getattr(berkas, name) != getattr(isian, name)]
    if berkas.ditutup is not None and {"judul", "indeks"} & set(changed):
        raise Conflict("Judul dan indeks berkas yang sudah ditutup tidak diubah. Buka kembali berkasnya dahulu.")
    if isian.media is not Media.ELEKTRONIK and not (isian.ruang or isian.rak or isian.boks or isian.folder):
        raise Invalid(
            "Tempat berkas kertas belum diisi.", {"boks": "Isi paling sedikit satu: ruang, rak, boks, atau folder."}
        )
    said = [f"{_LABEL[n]}: {getattr(berkas, n) or '-'} → {getattr(isian, n) or '-'}" for n in changed]
    for name in changed:
        setattr(berkas, name, getattr(isian, name))
    if changed:
        record(session, actor, "berkas.ubah", berkas, f"{berkas.nomor}; " + "; ".join(said))
    return changed


def buka_kembali(session: Session, actor: Actor, berkas: Berkas, alasan: str) -> None:
    """Open a closed berkas again, as long as its active time has not run out.

    Its clock is set back: a trigger that was noted has to be noted again when it is closed.

    Raises:
        NotAllowed: it is held, has been moved, has ended, or its active time is over.
        Invalid: no reason.
    """
    require(policy.may_reopen(actor, berkas, clock.today()))
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa berkas ini perlu dibuka kembali."})
    closed = berkas.ditutup
    berkas.reopen()
    hitung_retensi(session, berkas)
    record(session, actor, "berkas.buka_kembali", berkas, f"{berkas.nomor}, ditutup {closed}: {alasan}")


def tunjuk(session: Session, actor: Actor, berkas: Berkas, ke: Berkas, keterangan: str) -> TunjukSilang:
    """Point from one berkas to another that the actor may read (tunjuk silang, 6.1).

    Raises:
        Conflict: it is the same one, or the two are joined already.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    require(policy.may(actor, Action.BACA_BERKAS, ke))
    if berkas.id == ke.id:
        raise Conflict("Berkas tidak menunjuk dirinya sendiri.")
    both = ((berkas.id, ke.id), (ke.id, berkas.id))
    for one, other in both:
        known = select(TunjukSilang.id).where(TunjukSilang.berkas_id == one, TunjukSilang.ke_id == other)
        if session.scalar(known) is not None:
            raise Conflict(f"Tunjuk silang dengan berkas {ke.nomor} sudah ada.")
    made = TunjukSilang(
        berkas_id=berkas.id, ke_id=ke.id, keterangan=keterangan, oleh_id=actor.pegawai_id, at=clock.now()
    )
    session.add(made)
    session.flush()
    record(session, actor, "berkas.tunjuk_silang", berkas, f"{berkas.nomor} → {ke.nomor} {keterangan}".strip())
    return made


def lepas_tunjuk(session: Session, actor: Actor, berkas: Berkas, tunjuk_id: int) -> None:
    """Take a pointer away, from whichever end."""
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    found = session.get(TunjukSilang, tunjuk_id)
    if found is None or berkas.id not in (found.berkas_id, found.ke_id):
        raise NotFound("Tunjuk silang tidak ditemukan.")
    other = session.get_one(Berkas, found.ke_id if found.berkas_id == berkas.id else found.berkas_id)
    session.delete(found)
    record(session, actor, "berkas.lepas_tunjuk", berkas, f"{berkas.nomor} ↔ {other.nomor}")


def catat_daftar(session: Session, actor: Actor, opd_id: int, apa: str) -> None:
    """A list or labels leave the house: who took which, before the first byte (AUD-02)."""
    audit.record(session, actor, "arsip.unduh_daftar", "unit", opd_id, catatan=apa)
