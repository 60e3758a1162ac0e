"""Keeping the agenda in step with the surat behind it: the undangan, who was sent there, and what was taken back.

Every function may run twice: it looks at how things are and changes only what is different.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.agenda import usul
from eoffice.agenda.actions.peserta import kabari, record, tambah
from eoffice.agenda.models import Acara, Peserta
from eoffice.agenda.states import INSTRUKSI, LABEL, Kehadiran, Sebab
from eoffice.akses.actor import SISTEM
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import GONE, Peran
from eoffice.naskah.states import GUGUR, LABEL_KEADAAN
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat


def selaraskan(session: Session, surat_id: int) -> Acara | None:
    """Make the agenda say what the surat says; nothing when it is no undangan and nobody noted one."""
    surat = session.get_one(SuratMasuk, surat_id)
    acara = session.scalar(select(Acara).where(Acara.surat_id == surat_id).with_for_update())
    if acara is None:
        acara = _from_undangan(session, surat)
    if acara is None:
        return None
    if surat.naskah is not None and surat.naskah.keadaan in GUGUR and acara.batal_at is None:
        _cancel(session, acara, f"Suratnya {LABEL_KEADAAN[surat.naskah.keadaan].lower()}.")
    peserta_dari_disposisi(session, acara)
    return acara


def naskah_gugur(session: Session, naskah_id: int) -> None:
    """An undangan was revoked or replaced: nobody needs to go because of it."""
    for surat_id in session.scalars(select(SuratMasuk.id).where(SuratMasuk.naskah_id == naskah_id)).all():
        selaraskan(session, surat_id)


def _from_undangan(session: Session, surat: SuratMasuk) -> Acara | None:
    written = surat.naskah
    if written is None or written.jenis != "surat_undangan" or surat.peran is PeranSurat.TEMBUSAN:
        return None
    read = usul.dari_rincian(written.rincian or {})
    when = read.waktu()
    if when is None:
        return None
    acara = Acara(
        surat_id=surat.id,
        judul=read.acara or surat.hal,
        mulai_at=when[0],
        selesai_at=when[1],
        sampai_selesai=when[2],
        tempat=read.tempat,
        sifat=surat.sifat,
    )
    session.add(acara)
    session.flush()
    tambah(session, SISTEM, acara, surat.tujuan_jabatan_id, Sebab.UNDANGAN)
    return acara


def _cancel(session: Session, acara: Acara, alasan: str) -> None:
    acara.cancel(clock.now(), alasan)
    session.flush()
    for each in acara.peserta:
        record(session, SISTEM, "agenda.batal", each, catatan=alasan)
        kabari(session, each, "surat undangannya tidak berlaku lagi")


def peserta_dari_disposisi(session: Session, acara: Acara) -> None:
    """Put it into the agendas of those who were told to go, and out of those from whom that was taken back."""
    if acara.surat_id is None or acara.batal_at is not None:
        return
    rows = session.execute(
        select(DisposisiPenerima, Disposisi)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(Disposisi.surat_id == acara.surat_id)
        .order_by(DisposisiPenerima.id)
    ).tuples()
    sent: dict[int, Sebab] = {}
    given: set[int] = set()
    proxies: dict[int, int] = {}
    for part, act in rows:
        given.add(part.jabatan_id)
        why = next((INSTRUKSI[kode] for kode in INSTRUKSI if kode in act.instruksi), None)
        if why is None or part.peran is Peran.MENGETAHUI or part.status in GONE:
            continue
        sent.setdefault(part.jabatan_id, why)
        if why is Sebab.WAKILI and part.peran is Peran.PENANGGUNG_JAWAB:
            proxies[act.pemberi_jabatan_id] = part.jabatan_id
    known = {p.jabatan_id: p for p in session.scalars(select(Peserta).where(Peserta.acara_id == acara.id))}
    for jabatan_id, why in sent.items():
        if jabatan_id not in known:
            tambah(session, SISTEM, acara, jabatan_id, why)
        elif known[jabatan_id].kehadiran is Kehadiran.DITARIK:
            _say(session, known[jabatan_id], Kehadiran.MENUNGGU, "Anda ditugaskan lagi")
    by_hand = {p.wakil_jabatan_id for p in known.values() if p.diputus_at is not None}
    for jabatan_id in given - set(sent) - by_hand:
        if jabatan_id in known and known[jabatan_id].sebab in INSTRUKSI.values():
            _say(session, known[jabatan_id], Kehadiran.DITARIK, "disposisinya ditarik")
    for jabatan_id, row in known.items():
        _represent(session, row, proxies.get(jabatan_id))


def _represent(session: Session, row: Peserta, wakil_id: int | None) -> None:
    """Who sends somebody is represented; what a person said by hand is not touched."""
    if row.diputus_at is not None or row.kehadiran is Kehadiran.DITARIK:
        return
    if wakil_id is not None and row.wakil_jabatan_id != wakil_id:
        _say(session, row, Kehadiran.DIWAKILI, "acaranya diwakilkan", wakil_id=wakil_id)
    elif wakil_id is None and row.kehadiran is Kehadiran.DIWAKILI:
        _say(session, row, Kehadiran.MENUNGGU, "tidak ada lagi yang mewakili Anda")


def _say(session: Session, row: Peserta, kehadiran: Kehadiran, alasan: str, *, wakil_id: int | None = None) -> None:
    if row.kehadiran is kehadiran and row.wakil_jabatan_id == wakil_id:
        return
    before = row.kehadiran
    row.say(kehadiran, clock.now(), wakil_id=wakil_id)
    session.flush()
    record(session, SISTEM, "agenda.jawab", row, dari=LABEL[before], ke=LABEL[kehadiran], catatan=alasan)
    if kehadiran not in (Kehadiran.DIWAKILI, Kehadiran.DITARIK):  # of the latter the withdrawn disposisi tells
        kabari(session, row, alasan)
