"""Appointing a Plt., Plh. or Pj. by SK, and ending it; it begins and ends by itself at WIB midnight."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import keberadaan
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai, Penugasan
from eoffice.organisasi.states import BENTUK, SEBAB, JenisPenugasan, SebabPergi
from eoffice.organisasi.wakil import Penunjukan
from eoffice.pdf import kata
from eoffice.perwakilan import policy, queries
from eoffice.storage import Blob

#: An appointment or a mandate lasts at most this long; whoever needs more makes another one.
TERLAMA = timedelta(days=366)


@dataclass(frozen=True)
class Berkas:
    """The scanned SK, already found clean."""

    blob: Blob
    nama: str


@dataclass(frozen=True)
class Sk:
    """What an SK says: who acts for which jabatan, as what, why, from when to when (WIB dates, both included).

    Attributes:
        mengunci: whoever is replaced only reads meanwhile. Signing always belongs to one person (5.5).
    """

    jabatan_id: int
    pegawai_id: int
    bentuk: JenisPenugasan
    sebab: SebabPergi
    mulai: date
    selesai: date | None
    nomor_sk: str
    tanggal_sk: date
    mengunci: bool = True


def tunjuk(session: Session, actor: Actor, sk: Sk, berkas: Berkas | None = None) -> Penunjukan:
    """Let somebody act for a jabatan.

    Raises:
        NotAllowed: the jabatan is neither the actor's own nor of an office whose sekretariat the actor heads.
        Invalid: with every field that is wrong.
        Conflict: somebody else was appointed for the same time meanwhile.
    """
    jabatan = lock(session, sk.jabatan_id)
    require(policy.may(actor, Action.TUNJUK_WAKIL, jabatan))
    if wrong := _faults(session, actor, sk):
        raise Invalid("Penunjukan belum dapat disimpan. " + " ".join(wrong.values()), wrong)
    held = Penugasan(
        pegawai_id=sk.pegawai_id,
        jabatan_id=jabatan.id,
        bentuk=sk.bentuk,
        mulai=sk.mulai,
        selesai=sk.selesai,
        dasar=f"{sk.nomor_sk}, {kata.tanggal(sk.tanggal_sk)}"[:200],
        mengunci=sk.mengunci,
    )
    made = Penunjukan(
        jabatan_id=jabatan.id,
        pegawai_id=sk.pegawai_id,
        bentuk=sk.bentuk,
        sebab=sk.sebab,
        mulai=sk.mulai,
        selesai=sk.selesai,
        nomor_sk=sk.nomor_sk,
        tanggal_sk=sk.tanggal_sk,
        naskah_id=queries.naskah_sk(session, actor, sk.nomor_sk),
        berkas_key=berkas.blob.key if berkas else None,
        berkas_size=berkas.blob.size if berkas else None,
        berkas_sha256=berkas.blob.sha256 if berkas else None,
        berkas_mime="application/pdf" if berkas else "",
        berkas_nama=berkas.nama if berkas else "",
        dibuat_oleh_id=actor.pegawai_id,
        dibuat_at=clock.now(),
        alasan_akhir="",
    )
    session.add(held)
    try:
        session.flush()
    except IntegrityError as error:  # the database keeps the promise as well, whatever happened at the same time
        raise Conflict(
            "Jabatan ini baru saja mendapat Plt., Plh., atau Pj. pada masa yang sama. Muat ulang untuk melihatnya."
        ) from error
    made.penugasan_id = held.id
    session.add(made)
    session.flush()
    said = f"{BENTUK[sk.bentuk]} {jabatan.nama}, {span(sk.mulai, sk.selesai)}, {sk.nomor_sk}"
    _record(session, actor, "tunjuk", made, said)
    _later(session, made)
    return made


def lock(session: Session, jabatan_id: int) -> Jabatan:
    """The jabatan, locked so that two changes of who acts for it follow one another. Raises NotFound."""
    session.execute(select(Jabatan.id).where(Jabatan.id == jabatan_id).with_for_update(key_share=True))
    return queries.jabatan(session, jabatan_id)


def _faults(session: Session, actor: Actor, sk: Sk) -> dict[str, str]:
    wrong: dict[str, str] = {}
    today = clock.today()
    if sk.bentuk is JenisPenugasan.DEFINITIF:
        wrong["bentuk"] = "Pilih Plh., Plt., atau Pj."
    if sk.mulai < today:
        wrong["mulai"] = "Mulai paling awal hari ini; yang sudah lewat tidak dapat ditunjuk lagi."
    if sk.bentuk is JenisPenugasan.PLH and sk.selesai is None:
        wrong["selesai"] = "Plh. memerlukan tanggal terakhir."
    if sk.selesai is not None and sk.selesai < sk.mulai:
        wrong["selesai"] = "Tanggal terakhir mendahului tanggal mulai."
    elif sk.selesai is not None and sk.selesai - sk.mulai > TERLAMA:
        wrong["selesai"] = "Paling lama satu tahun; perpanjang dengan surat perintah baru."
    if sk.tanggal_sk > today:
        wrong["tanggal_sk"] = "Tanggal surat perintah belum tiba."
    own = _definitive(session, sk.jabatan_id, sk.mulai)
    if sk.bentuk is JenisPenugasan.PLH and own is None:
        wrong["bentuk"] = "Jabatan ini tidak ada pemegangnya pada tanggal itu; untuk jabatan lowong tunjuk Plt."
    elif sk.bentuk in (JenisPenugasan.PLT, JenisPenugasan.PJ) and own is not None:
        wrong["bentuk"] = f"Jabatan ini dipegang {own.pegawai.nama_lengkap}; untuk pejabat yang berhalangan tunjuk Plh."
    if said := _person_fault(session, actor, sk, own):
        wrong["pegawai_id"] = said
    other = keberadaan.overlapping(session, sk.jabatan_id, sk.mulai, sk.selesai)
    if other is not None:
        wrong["mulai"] = (
            f"{BENTUK[other.bentuk]} {other.pegawai.nama_lengkap} sudah ditunjuk {span(other.mulai, other.selesai)}. "
            "Pada satu waktu hanya satu orang yang bertindak; akhiri dahulu penunjukan itu."
        )
    return wrong


def _definitive(session: Session, jabatan_id: int, on: date) -> Penugasan | None:
    rows = organisasi.in_force(on).where(
        Penugasan.jabatan_id == jabatan_id, Penugasan.bentuk == JenisPenugasan.DEFINITIF
    )
    return session.scalar(rows.order_by(Penugasan.id).limit(1))


def _person_fault(session: Session, actor: Actor, sk: Sk, own: Penugasan | None) -> str:
    """Why this person cannot stand in; "" when he can."""
    person = session.get(Pegawai, sk.pegawai_id)
    if person is None or not person.aktif:
        return "Pilih orangnya dari daftar."
    if person.id == actor.pegawai_id:
        return "Anda tidak dapat menunjuk diri sendiri; minta pejabatnya atau administrator mencatatnya."
    if own is not None and own.pegawai_id == person.id:
        return "Orang ini pejabat yang digantikan; pilih orang lain."
    return holds_something(session, person.id, sk.mulai)


def holds_something(session: Session, pegawai_id: int, on: date) -> str:
    """Why somebody cannot be trusted with the work of others: no jabatan on that date, or one that only manages."""
    held = organisasi.held_by(session, pegawai_id, on)
    if not held:
        return "Orang ini tidak memegang jabatan pada tanggal itu."
    if all(p.jabatan.hanya_mengelola for p in held):
        return "Orang ini mengelola sistem dan tidak ikut membaca surat; pilih orang lain."
    return ""


def span(mulai: date, selesai: date | None) -> str:
    """From when to when, in words."""
    return f"{kata.tanggal(mulai)} s.d. {kata.tanggal(selesai)}" if selesai else f"mulai {kata.tanggal(mulai)}"


def akhiri(session: Session, actor: Actor, row: Penunjukan, *, terakhir: date | None, alasan: str) -> None:
    """End an appointment early, or revoke it.

    Args:
        terakhir: the last day (WIB); None ends it now: whoever was replaced acts again at once.
    Raises:
        NotAllowed: as `tunjuk`. Conflict: it is over. Invalid: the day does not lie within it, or there is no reason.
    """
    lock(session, row.jabatan_id)
    session.refresh(row)
    verdict = policy.may_end(actor, row)
    if not row.keadaan.hidup:
        raise Conflict("Penunjukan ini sudah berakhir.")
    require(verdict)
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa diakhiri, misalnya “kembali bertugas”."})
    today = clock.today()
    held = row.penugasan
    assert held is not None
    if terakhir is not None and (terakhir < max(today, row.mulai) or (row.selesai and terakhir > row.selesai)):
        raise Invalid(
            "Tanggal itu di luar masa penunjukan.", {"terakhir": f"Pilih tanggal dalam {span(row.mulai, row.selesai)}."}
        )
    if terakhir is None and row.mulai > today:
        row.penugasan_id, row.penugasan = None, None
        session.flush()
        session.delete(held)
    else:
        # Ended now: yesterday was its last whole day; of one that began today nothing remains in force.
        row.selesai = held.selesai = terakhir if terakhir is not None else today - timedelta(days=1)
    row.diakhiri_at, row.alasan_akhir = clock.now(), alasan[:300]
    session.flush()
    until = kata.tanggal(terakhir) if terakhir is not None else "sekarang juga"
    _record(session, actor, "akhiri_penunjukan", row, f"{BENTUK[row.bentuk]} {row.jabatan.nama}: {until}. {alasan}")
    _tell(session, Kabar.PLH_SELESAI, row, f"tugas sebagai {BENTUK[row.bentuk]} {row.jabatan.nama} berakhir {until}")


def kabarkan(session: Session, penunjukan_id: int, kabar: str) -> None:
    """Tell both that it began or ended today; nothing when it was ended or revoked meanwhile."""
    row, today = session.get_one(Penunjukan, penunjukan_id), clock.today()
    name = f"{BENTUK[row.bentuk]} {row.jabatan.nama}"
    if kabar == "mulai" and row.on(today):
        _tell(session, Kabar.PLH_MULAI, row, f"mulai hari ini {row.pegawai.nama} menjadi {name} ({SEBAB[row.sebab]})")
    elif kabar == "selesai" and row.diakhiri_at is None and row.selesai is not None and row.selesai < today:
        _tell(session, Kabar.PLH_SELESAI, row, f"tugas sebagai {name} berakhir kemarin")


def midnight(day: date) -> timedelta:
    """How long until a WIB date begins; nothing when it has begun."""
    begins = datetime.combine(day, time(0, 0, 5), clock.WIB)
    return max(begins - clock.now(), timedelta())


def _later(session: Session, row: Penunjukan) -> None:
    """Both are told on the day, not when it was typed; the rights themselves come and go without any message."""
    outbox.enqueue(session, "perwakilan.kabar", delay=midnight(row.mulai), penunjukan_id=row.id, kabar="mulai")
    if row.selesai is not None:
        after = midnight(row.selesai + timedelta(days=1))
        outbox.enqueue(session, "perwakilan.kabar", delay=after, penunjukan_id=row.id, kabar="selesai")


def _tell(session: Session, kabar: Kabar, row: Penunjukan, alasan: str) -> None:
    notifikasi.kabari(
        session, kabar, objek="", objek_id=row.id, jabatan=(row.jabatan_id,), pegawai=(row.pegawai_id,), alasan=alasan
    )


def _record(session: Session, actor: Actor, verb: str, row: Penunjukan, said: str) -> None:
    """One entry about the appointment, and one in the story of the person."""
    audit.record(session, actor, f"perwakilan.{verb}", "penunjukan", row.id, ke=row.keadaan, catatan=said)
    audit.record(session, actor, f"perwakilan.{verb}", "pegawai", row.pegawai_id, catatan=said)
