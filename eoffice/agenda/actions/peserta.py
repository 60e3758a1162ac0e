"""Putting an event into the agenda of a jabatan, and what all use cases share: the trail and the news of it."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.agenda import queries
from eoffice.agenda.bentrok import Peringatan, periksa
from eoffice.agenda.models import Acara, Peserta
from eoffice.agenda.states import LABEL_SEBAB, Kehadiran, Sebab
from eoffice.akses.actor import SISTEM, Actor
from eoffice.audit import actions as audit
from eoffice.errors import Conflict
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import kalender
from eoffice.organisasi.models import Jabatan


def tambah(session: Session, actor: Actor, acara: Acara, jabatan_id: int, sebab: Sebab) -> Peserta:
    """Put an event into an agenda and tell its holder, with a warning when the time is taken."""
    office = session.get_one(Jabatan, jabatan_id)
    made = Peserta(
        acara=acara,
        jabatan_id=jabatan_id,
        opd_id=office.unit.opd_id or office.unit_id,
        sebab=sebab,
        kehadiran=Kehadiran.MENUNGGU,
        alasan="",
        urutan=0,
        diubah_at=clock.now(),
    )
    session.add(made)
    session.flush()
    record(session, actor, "agenda.masuk", made, ke=LABEL_SEBAB[sebab])
    kabari(session, made, "nama jabatan Anda masuk dalam acara itu", oleh=actor.pegawai_id or None)
    return made


def peringatan(session: Session, peserta: Peserta, actor: Actor = SISTEM) -> list[Peringatan]:
    """What speaks against an appointment, as this reader may know it."""
    acara = peserta.acara
    other = queries.others(session, actor, peserta.jabatan_id, acara.mulai_at, acara.selesai_at, kecuali=acara.id)
    calendar = kalender.berlaku(session).untuk(peserta.opd_id)
    return periksa(acara.mulai_at, acara.selesai_at, acara.tempat, other, calendar)


def kabari(session: Session, peserta: Peserta, alasan: str, *, oleh: int | None = None) -> None:
    """News of an appointment: an overlap asks for a decision, anything else is only told; the past is not told."""
    acara = peserta.acara
    if acara.selesai_at < clock.now():
        return
    clash = not peserta.batal and any(p.nada == "bad" for p in peringatan(session, peserta))
    notifikasi.kabari(
        session,
        Kabar.AGENDA_BENTROK if clash else Kabar.AGENDA,
        objek="agenda",
        objek_id=peserta.id,
        jabatan=(peserta.jabatan_id,),
        hal=acara.judul,
        sifat=acara.sifat,
        alasan=alasan,
        oleh=oleh,
    )


def record(
    session: Session, actor: Actor, event: str, peserta: Peserta, *, dari: str = "", ke: str = "", catatan: str = ""
) -> None:
    """One entry of the trail about an appointment; an operator appears with whom he acts for."""
    operated = peserta.jabatan_id in actor.mandat_jabatan_ids and not actor.holds(peserta.jabatan_id)
    audit.record(
        session,
        actor.operator_untuk(peserta.jabatan_id) if operated else actor,
        event,
        "agenda",
        peserta.id,
        dari=dari,
        ke=ke,
        catatan=catatan[:300],
        sifat=peserta.acara.sifat,
    )


def same_version(peserta: Peserta, versi: int) -> None:
    """Refuse a form that was made from an older row (TRX-02). Raises Conflict."""
    if peserta.version != versi:
        raise Conflict(
            "Acara ini sudah berubah sejak Anda membukanya. Muat ulang halaman, lalu ulangi bila masih perlu."
        )
