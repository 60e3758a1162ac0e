"""Taking a part of a disposisi back while nobody has read it, and who loses the way in with it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import policy
from eoffice.disposisi.actions.agendakan import agendakan
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import GONE, Peran, StatusPenerima
from eoffice.errors import Conflict
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi.states import CaraAlih
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.models import SuratAlih, SuratMasuk
from eoffice.surat_masuk.states import Status

P = StatusPenerima


def tarik(session: Session, actor: Actor, penerima: DisposisiPenerima) -> None:
    """The giver takes one part back while it is unread; the reader's way in goes with it.

    Raises:
        Conflict: it was read, or it is the one responsible while others stay.
    """
    require(policy.may(actor, Action.TARIK_DISPOSISI, penerima))
    disposisi, surat = penerima.disposisi, penerima.disposisi.surat
    others = live(disposisi, but=penerima)
    if penerima.peran is Peran.PENANGGUNG_JAWAB and others:
        raise Conflict("Penanggung jawab tidak dapat ditarik sendiri; tarik penerima lain dahulu.")
    dari = surat.status
    penerima.withdraw()
    session.flush()
    close_to(session, surat, penerima.jabatan_id)
    to = surat.status if surat.status is Status.DIPROSES or anybody(session, surat) else Status.TERCATAT
    surat.move(Action.TARIK_DISPOSISI, to)
    if to is Status.TERCATAT:
        surat.didisposisi_at = None  # as if it had never been given
    if not others:
        own_again(disposisi)
    correct(session, actor, disposisi, {"target": len(others)} if others else None)
    agendakan(session, disposisi)
    surat_masuk.record(
        session,
        actor.sebagai(disposisi.pemberi_jabatan_id),
        "disposisi.tarik",
        surat,
        dari=dari,
        catatan=penerima.jabatan.nama,
    )
    notifikasi.kabari(
        session,
        Kabar.DISPOSISI_DITARIK,
        objek="disposisi",
        objek_id=penerima.id,
        jabatan=(penerima.jabatan_id,),
        sifat=surat.sifat,
        alasan="disposisi kepada jabatan Anda ditarik kembali sebelum dibaca",
        oleh=actor.pegawai_id,
    )


def live(disposisi: Disposisi, *, but: DisposisiPenerima) -> list[DisposisiPenerima]:
    """The other recipients who are still in the chain."""
    return [p for p in disposisi.penerima if p.id != but.id and p.status not in GONE]


def anybody(session: Session, surat: SuratMasuk) -> bool:
    """Whether the surat still lies with any recipient."""
    parts = select(DisposisiPenerima.id).join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
    found = parts.where(Disposisi.surat_id == surat.id, DisposisiPenerima.status.not_in(GONE)).limit(1)
    return session.scalar(found) is not None


def own_again(disposisi: Disposisi) -> None:
    """Nothing is left below: the giver's own part is in his hands again."""
    if disposisi.induk is not None and disposisi.induk.status is P.DITINDAKLANJUTI:
        disposisi.induk.status = P.DIBACA


def close_to(session: Session, surat: SuratMasuk, jabatan_id: int) -> None:
    """Take the way into a surat from a jabatan that has no other part in its chain and does not screen it.

    Whoever read along only because a redirect of that jabatan copied or moved its part goes with it.
    """
    parts = select(DisposisiPenerima).join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
    every = session.scalars(parts.where(Disposisi.surat_id == surat.id)).all()
    live_now = {part.jabatan_id for part in every if part.status not in GONE}
    stays = {surat.peneliti_jabatan_id, *live_now}
    stays |= {part.peneliti_jabatan_id for part in every if part.status not in GONE}
    goes = {jabatan_id} | {p.peneliti_jabatan_id for p in every if p.jabatan_id == jabatan_id and p.peneliti_jabatan_id}
    for row in session.scalars(select(SuratAlih).where(SuratAlih.surat_id == surat.id)):
        ends = (row.dari_jabatan_id, row.ke_jabatan_id)
        holder, along = ends if row.cara is CaraAlih.SALIN else ends[::-1]
        if row.bagian == "surat":  # both ends of a redirected surat go on reading it
            stays |= {holder, along}
        elif holder in live_now:
            stays.add(along)
        elif holder == jabatan_id:
            goes.add(along)
    if gone := goes - stays:
        surat.akses[:] = [a for a in surat.akses if a.jabatan_id not in gone]


def correct(session: Session, actor: Actor, disposisi: Disposisi, menjadi: dict[str, object] | None) -> None:
    """Correct the event of a disposisi: other values, or None where it never was (metrik.md 1.6 K5)."""
    key = f"surat:{disposisi.surat_id}"
    noted = next(
        (
            row.id_peristiwa
            for row in peristiwa.of_naskah(session, [key])
            if row.jenis is Jenis.DISPOSISI_DIBUAT and row.rincian.get("disposisi") == str(disposisi.id)
        ),
        None,
    )
    if noted is None:
        return  # given and taken back within one transaction, or brought in without an event
    fixed: dict[str, object] = {"rujukan": noted, "menjadi": menjadi} if menjadi else {"rujukan": noted}
    surat_masuk.measure(session, actor, "koreksi.ganti" if menjadi else "koreksi.batal", disposisi.surat, fixed)
