"""What the worker does at night: count what is due, ask standing holds anew, propose, tell once; it never deletes."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from sqlalchemy import String, and_, cast, literal, or_, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox, search
from eoffice.akses.actor import Peran
from eoffice.arsip import actions as arsip
from eoffice.arsip.models import Berkas
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import JraVersi
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import queries as organisasi
from eoffice.penyusutan.actions.retensi import gugurkan, usulkan
from eoffice.penyusutan.models import KabarRetensi, UsulRetensi
from eoffice.penyusutan.queries import jatuh_tempo
from eoffice.penyusutan.retensi import TEMPO_LABEL, StatusUsul, Tempo, tempo

#: Berkas told about in one transaction.
SEKALIGUS: Final = 2_000


def jadwalkan(session: Session) -> None:
    """Leave the message of tonight's round, once a day."""
    outbox.enqueue(session, "penyusutan.malam", dedup_key=f"penyusutan.malam:{clock.today().isoformat()}")


def malam(session: Session) -> None:
    """The first part of the round; a schedule with many proposals leaves messages for the rest."""
    arsip.segarkan(session)
    hitung(session)
    for versi in session.scalars(select(JraVersi).where(JraVersi.batal_at.is_not(None))):
        gugurkan(session, versi)
    versi_kini = klasifikasi.versi_berlaku(session)
    if versi_kini is not None:
        usul(session, versi_kini.id)
    kabari(session)
    sapu_kata(session)


def sapu_kata(session: Session, setelah: str | None = None) -> None:
    """Words that were only in what was destroyed or closed further leave the list of words; portion by portion."""
    if setelah is None:
        outbox.enqueue(session, "penyusutan.sapu_kata", delay=timedelta(minutes=1), setelah="")
    elif (last := search.sapu_kata(session, setelah)) is not None:
        outbox.enqueue(session, "penyusutan.sapu_kata", setelah=last)


def usul(session: Session, versi_id: int, setelah: int = 0) -> None:
    """Propose what a version changes, one portion; the message of the next while berkas are left."""
    versi = session.get(JraVersi, versi_id)
    if versi is None or versi.batal_at is not None:
        return
    last = usulkan(session, versi, setelah=setelah)
    if last is not None:
        key = f"penyusutan.usul:{versi_id}:{last}:{clock.today().isoformat()}"
        outbox.enqueue(session, "penyusutan.usul", dedup_key=key, versi_id=versi_id, setelah=last)


def hitung(session: Session) -> int:
    """Set both ends of every berkas whose trigger is known and whose ends are not; how many were set."""
    left = select(Berkas).where(
        Berkas.tanggal_pemicu.is_not(None),
        Berkas.akhir.is_(None),
        or_(Berkas.jatuh_aktif.is_(None), Berkas.jatuh_inaktif.is_(None)),
    )
    return sum(berkas.recount() for berkas in session.scalars(left))


def _kunci(kind: Tempo, berkas: Berkas, on: date) -> str:
    """What makes a piece of news the same: a berkas that waits is spoken of again every half year, all else once."""
    if kind is Tempo.PEMICU:
        return _setengah(on)
    day = berkas.jatuh_aktif if kind is Tempo.PINDAH else berkas.jatuh_inaktif
    return f"{kind}:{day.isoformat() if day else ''}"


def _setengah(on: date) -> str:
    return f"pemicu:{on.year}-{1 if on.month <= 6 else 2}"


def kabari(session: Session) -> int:
    """Tell the arsiparis of every perangkat daerah what has newly fallen due; how many berkas were new.

    A berkas that was told about is never told about again for the same thing, whatever night it is. One that waits for
    its trigger is first spoken of half a year after it was closed.
    """
    on, at = clock.today(), clock.now()
    half = date(on.year if on.month > 6 else on.year - 1, on.month - 6 if on.month > 6 else on.month + 6, 1)
    fresh: dict[int, dict[Tempo, int]] = defaultdict(lambda: dict.fromkeys(Tempo, 0))
    told = 0
    for kind in Tempo:
        due = select(Berkas).where(jatuh_tempo.syarat(kind, on))
        if kind is Tempo.PEMICU:
            due = due.where(Berkas.ditutup < half)
        prefix = _setengah(on) if kind is Tempo.PEMICU else f"{kind}:%"
        known = select(KabarRetensi.id).where(
            and_(KabarRetensi.berkas_id == Berkas.id, KabarRetensi.kabar.like(prefix))
        )
        rows = session.scalars(due.where(~known.exists()).order_by(Berkas.id).limit(SEKALIGUS)).all()
        for berkas in rows:
            if tempo(jatuh_tempo.keadaan(berkas), on) is not kind:
                continue
            session.add(KabarRetensi(berkas_id=berkas.id, kabar=_kunci(kind, berkas, on), at=at))
            fresh[berkas.opd_id][kind] += 1
            told += 1
    proposed = _usul_baru(session)
    for opd_id in sorted({*fresh, *proposed}):
        said = [f"{number} {TEMPO_LABEL[kind].lower()}" for kind, number in fresh[opd_id].items() if number]
        if proposed.get(opd_id):
            said.append(f"{proposed[opd_id]} perubahan retensi menurut JRA baru")
        notifikasi.kabari(
            session,
            Kabar.RETENSI,
            objek="retensi",
            objek_id=opd_id,
            jabatan=penjaga(session, opd_id),
            hal=", ".join(said),
            alasan="Anda arsiparis perangkat daerah ini",
            kunci=f"retensi:{opd_id}:{on.isoformat()}:{sum(fresh[opd_id].values())}:{proposed.get(opd_id, 0)}",
        )
    return told


def _usul_baru(session: Session) -> dict[int, int]:
    """New proposals by perangkat daerah, each told once."""
    rows = session.execute(
        select(UsulRetensi.berkas_id, Berkas.opd_id, UsulRetensi.jra_versi_id)
        .join(Berkas, Berkas.id == UsulRetensi.berkas_id)
        .where(
            UsulRetensi.status == StatusUsul.USUL,
            ~select(KabarRetensi.id)
            .where(
                KabarRetensi.berkas_id == UsulRetensi.berkas_id,
                KabarRetensi.kabar == literal("usul:").concat(cast(UsulRetensi.jra_versi_id, String)),
            )
            .exists(),
        )
        .limit(SEKALIGUS)
    ).all()
    found: dict[int, int] = defaultdict(int)
    for berkas_id, opd_id, versi_id in rows:
        session.add(KabarRetensi(berkas_id=berkas_id, kabar=f"usul:{versi_id}", at=clock.now()))
        found[opd_id] += 1
    return found


def penjaga(session: Session, opd_id: int) -> list[int]:
    """The jabatan that keep the records of a perangkat daerah."""
    return [post.id for post in organisasi.berperan(session, opd_id, Peran.ARSIPARIS)]
