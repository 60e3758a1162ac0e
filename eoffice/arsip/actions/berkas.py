"""The life of a berkas: opened, closed, its clock started by the event that the JRA names, held for the law."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.arsip import policy, queries
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import BERKAS_DITUTUP, Retensi, longest, mengapa
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import JraVersi
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Unit

TRIES = 5


def record(session: Session, actor: Actor, event: str, berkas: Berkas, catatan: str = "") -> None:
    """One entry of the trail about this berkas."""
    audit.record(session, actor, event, "berkas", berkas.id, catatan=catatan, sifat=berkas.sifat)


def buka_berkas(
    session: Session,
    actor: Actor,
    *,
    unit_id: int,
    kode_klasifikasi: str,
    judul: str,
    indeks: str = "",
    dibuka: date | None = None,
) -> Berkas:
    """Open a berkas for a unit of a perangkat daerah that the actor serves as arsiparis.

    Its number runs by perangkat daerah, kode and year. Retention is that of the kode until something is in it.

    Raises:
        NotAllowed: another perangkat daerah.
        Invalid: no such kode or unit.
    """
    require(policy.may_open(actor))
    kode = klasifikasi.check(session, kode_klasifikasi, on=dibuka or clock.today()).kode
    unit = session.get(Unit, unit_id)
    if unit is None or unit.opd_id is None or unit.opd_id not in actor.arsip_opd_ids:
        raise Invalid("Unit pengolah tidak sesuai.", {"unit_id": "Pilih unit dari perangkat daerah yang Anda layani."})
    return open_for(session, actor, unit, kode, judul=judul, indeks=indeks, dibuka=dibuka)


def open_for(
    session: Session, actor: Actor, unit: Unit, kode: str, *, judul: str, indeks: str = "", dibuka: date | None = None
) -> Berkas:
    """As `buka_berkas`, once it is known that the actor may and that unit and kode exist."""
    day = dibuka or clock.today()
    retensi = queries.retensi(session, kode)
    for _ in range(TRIES):
        last = session.scalar(
            select(func.max(Berkas.nomor_berkas)).where(
                Berkas.opd_id == unit.opd_id, Berkas.kode_klasifikasi == kode, Berkas.tahun == day.year
            )
        )
        berkas = Berkas(
            opd_id=unit.opd_id,
            unit_id=unit.id,
            kode_klasifikasi=kode,
            indeks=indeks,
            judul=judul,
            nomor_berkas=(last or 0) + 1,
            tahun=day.year,
            sifat=Sifat.BIASA,
            jumlah=0,
            dibuka=day,
            tahan_hukum=False,
        )
        berkas.keep_for(retensi)
        try:
            with session.begin_nested():
                session.add(berkas)
        except IntegrityError:
            continue  # somebody opened one with this number in between
        record(session, actor, "berkas.buka", berkas, f"{berkas.nomor} {judul}")
        return berkas
    raise Conflict("Nomor berkas sedang diperebutkan. Coba simpan sekali lagi.")


def hitung_retensi(session: Session, berkas: Berkas) -> None:
    """Set the berkas to the longest retention of its own kode and of those of its items (6.3).

    Asks the version of the JRA that its retention came from: a newer one only proposes, and an arsiparis decides.
    """
    own, items = susun_retensi(session, berkas)
    berkas.keep_for(longest(own, items), mengapa(own, items))


def susun_retensi(session: Session, berkas: Berkas, versi: JraVersi | None = None) -> tuple[Retensi, list[Retensi]]:
    """What a version of the JRA says about the kode of a berkas and about those of its items.

    Args:
        versi: the one its retention came from when none is given; the one in force when there is none yet.
    """
    asked = versi or (session.get(JraVersi, berkas.jra_versi_id) if berkas.jra_versi_id is not None else None)
    kodes = session.scalars(
        select(IsiBerkas.kode_klasifikasi)
        .where(IsiBerkas.berkas_id == berkas.id, IsiBerkas.kode_klasifikasi.is_not(None))
        .distinct()
    ).all()
    own = queries.retensi(session, berkas.kode_klasifikasi, asked)
    return own, [queries.retensi(session, k, asked) for k in sorted(k for k in kodes if k)]


@dataclass(frozen=True)
class Bukti:
    """What shows that a trigger happened: a note, the number of a naskah that the actor may read, or both."""

    catatan: str = ""
    nomor: str = ""


def tutup_berkas(
    session: Session, actor: Actor, berkas: Berkas, *, tanggal_pemicu: date | None = None, bukti: Bukti | None = None
) -> None:
    """Close a berkas; the clock of its retention starts at the trigger event, never at a record's date (6.3).

    Args:
        tanggal_pemicu: when the event of `berkas.pemicu` happened. Left out, it is today when the closing itself is the
            trigger; otherwise the berkas waits, and `catat_pemicu` starts the clock.
        bukti: what shows that the event happened, needed for every event but the closing itself.
    Raises:
        Conflict: it is closed already, or empty.
        Invalid: the event lies in the future, or nothing shows that it happened.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    today = clock.today()
    hitung_retensi(session, berkas)
    berkas.close(today)
    if tanggal_pemicu is None and berkas.pemicu == BERKAS_DITUTUP:
        tanggal_pemicu = today
    if tanggal_pemicu is not None:
        _start(session, actor, berkas, tanggal_pemicu, bukti)
    record(session, actor, "berkas.tutup", berkas, _says(berkas))


def catat_pemicu(
    session: Session, actor: Actor, berkas: Berkas, tanggal_pemicu: date, bukti: Bukti | None = None
) -> None:
    """Note when the event happened for which a closed berkas has waited, and what shows it.

    Raises:
        Conflict: the berkas is open, or its clock already runs.
        Invalid: the event lies in the future, or nothing shows that it happened.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    _start(session, actor, berkas, tanggal_pemicu, bukti)
    record(session, actor, "berkas.pemicu", berkas, _says(berkas))


def _start(session: Session, actor: Actor, berkas: Berkas, on: date, bukti: Bukti | None) -> None:
    if on > clock.today():
        raise Invalid(
            "Tanggal pemicu belum tiba.",
            {"tanggal_pemicu": "Isi tanggal kejadiannya, paling lambat hari ini; bila belum terjadi, kosongkan."},
        )
    shown = bukti or Bukti()
    if berkas.pemicu != BERKAS_DITUTUP and not (shown.catatan.strip() or shown.nomor.strip()):
        raise Invalid(
            "Bukti pemicu perlu diisi.",
            {"bukti": "Sebutkan surat, keputusan, atau catatan yang menunjukkan bahwa peristiwanya sudah terjadi."},
        )
    naskah_id = _shown_by(session, actor, shown.nomor.strip()) if shown.nomor.strip() else None
    berkas.start_clock(on)
    berkas.bukti_pemicu, berkas.bukti_naskah_id = shown.catatan.strip()[:300], naskah_id


def _shown_by(session: Session, actor: Actor, nomor: str) -> int:
    found = session.scalar(
        naskah_queries.visible(actor)
        .where(Naskah.nomor == nomor)
        .with_only_columns(Naskah.id)
        .order_by(Naskah.id.desc())
        .limit(1)
    )
    if found is None:
        said = "Naskah bernomor itu tidak ditemukan di antara yang dapat Anda baca. Periksa nomornya, atau tulis buktinya sebagai catatan."
        raise Invalid("Naskah bukti tidak ditemukan.", {"bukti_nomor": said})
    return found


def _says(berkas: Berkas) -> str:
    if berkas.tanggal_pemicu is None:
        return f"{berkas.nomor}: menunggu {berkas.pemicu}"
    return (
        f"{berkas.nomor}: {berkas.pemicu} {berkas.tanggal_pemicu.isoformat()}, aktif s.d. {berkas.jatuh_aktif},"
        f" inaktif s.d. {berkas.jatuh_inaktif}, {berkas.nasib_akhir}"
        + (f"; bukti: {berkas.bukti_pemicu}" if berkas.bukti_pemicu else "")
    )
