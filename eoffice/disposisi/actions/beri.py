"""Giving a disposisi, giving it further down, and taking it back while nobody has read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import policy, queries
from eoffice.disposisi.actions.baca import read
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import INSTRUKSI, Kanal, Peran, StatusPenerima
from eoffice.errors import Conflict, Invalid
from eoffice.pdf import kata
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import indexing
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import Status
from eoffice.titik import titik

P = StatusPenerima


@dataclass(frozen=True)
class Isian:
    """What the form holds: recipients with their peran, instruction codes, note, deadline (WIB date)."""

    penerima: Sequence[tuple[int, Peran]]
    instruksi: Sequence[str]
    catatan: str = ""
    batas: date | None = None
    kanal: Kanal = Kanal.SISTEM


def disposisikan(session: Session, actor: Actor, surat: SuratMasuk, isian: Isian) -> Disposisi:
    """The addressed leader disposes.

    Raises:
        NotAllowed: the surat is not addressed to a jabatan of the actor.
        Invalid: with every field that is wrong, and why a recipient may not be chosen.
    """
    with surat_masuk.step(session, actor, Action.DISPOSISIKAN, surat, _say(isian)):
        made = _give(session, actor, surat, None, surat.tujuan_jabatan_id, isian)
        if surat.didisposisi_at is None:
            surat.didisposisi_at = made.at
        surat.move(Action.DISPOSISIKAN, Status.DIPROSES if surat.status is Status.DIPROSES else Status.DIDISPOSISIKAN)
    return made


def lanjutkan(session: Session, actor: Actor, penerima: DisposisiPenerima, isian: Isian) -> Disposisi:
    """A recipient disposes further down, within the parent's deadline."""
    require(policy.may(actor, Action.DISPOSISI_LANJUTAN, penerima))
    surat = penerima.disposisi.surat
    dari = surat.status
    read(session, actor, penerima)
    made = _give(session, actor, surat, penerima, penerima.jabatan_id, isian)
    penerima.pass_on()
    surat.move(Action.DISPOSISI_LANJUTAN, surat.status)
    surat_masuk.record(session, actor, "disposisi.lanjutkan", surat, dari=dari, catatan=_say(isian))
    return made


def _say(isian: Isian) -> str:
    return "; ".join(INSTRUKSI[k].label for k in isian.instruksi if k in INSTRUKSI)


def _give(
    session: Session, actor: Actor, surat: SuratMasuk, induk: DisposisiPenerima | None, dari: int, isian: Isian
) -> Disposisi:
    if wrong := faults(session, isian, dari, induk):
        raise Invalid("Disposisi belum dapat dikirim. " + " ".join(wrong.values()), wrong)
    made = Disposisi(
        surat=surat,
        induk=induk,
        pemberi_jabatan_id=dari,
        pemberi_id=actor.pegawai_id,
        at=clock.now(),
        instruksi=list(isian.instruksi),
        catatan=isian.catatan,
        batas=isian.batas or (induk.disposisi.batas if induk is not None else None),
        kanal=isian.kanal,
    )
    session.add(made)
    session.flush()
    alone = len(isian.penerima) == 1
    for jabatan_id, peran in isian.penerima:
        role = Peran.PENANGGUNG_JAWAB if alone and peran is not Peran.MENGETAHUI else peran
        made.penerima.append(DisposisiPenerima(jabatan_id=jabatan_id, peran=role, status=P.TERKIRIM))
        if session.get(SuratAkses, (surat.id, jabatan_id)) is None:
            surat.akses.append(SuratAkses(jabatan_id=jabatan_id))
    session.flush()
    indexing.put(session, surat)  # who is in the chain finds it from now on
    titik("disposisi_dibuat")
    surat_masuk.measure(
        session,
        actor,
        "disposisi.dibuat",
        surat,
        {
            "disposisi": str(made.id),
            "induk": str(induk.disposisi_id) if induk is not None else None,
            "kanal": str(isian.kanal),
            "target": len(isian.penerima),
            "batas": made.batas.isoformat() if made.batas else None,
            "halaman": surat.halaman,
            "lampiran": surat.lampiran_halaman,
        },
    )
    return made


def faults(session: Session, isian: Isian, dari: int, induk: DisposisiPenerima | None) -> dict[str, str]:
    """What is wrong with a disposisi given from a jabatan, by field; nothing when it may go out.

    Args:
        induk: the part that is given further; None when the addressed leader gives.
    """
    wrong: dict[str, str] = {}
    chosen = [jabatan_id for jabatan_id, _ in isian.penerima]
    if not chosen:
        wrong["penerima"] = "Pilih paling sedikit satu penerima."
    if len(chosen) != len(set(chosen)):
        wrong["penerima"] = "Satu jabatan hanya dapat dipilih sekali."
    verdicts = [queries.may_give(session, dari, jabatan_id) for jabatan_id in dict.fromkeys(chosen)]
    if refused := [verdict.alasan for verdict in verdicts if not verdict]:
        wrong["penerima"] = " ".join(refused)
    responsible = [j for j, peran in isian.penerima if peran is Peran.PENANGGUNG_JAWAB]
    if len(chosen) > 1 and len(responsible) != 1 and "penerima" not in wrong:
        wrong["penanggung_jawab"] = "Pilih tepat satu penanggung jawab di antara para penerima."
    if not isian.instruksi:
        wrong["instruksi"] = "Pilih paling sedikit satu instruksi."
    elif any(kode not in INSTRUKSI for kode in isian.instruksi):
        wrong["instruksi"] = "Ada instruksi yang tidak dikenal; pilih dari daftar."
    elif any(INSTRUKSI[kode].perlu_catatan for kode in isian.instruksi) and not isian.catatan.strip():
        wrong["catatan"] = "Tulis catatan karena instruksinya “Sesuai catatan”."
    if isian.batas is not None and isian.batas < clock.today():
        wrong["batas"] = "Batas waktu sudah lewat."
    above = induk.disposisi.batas if induk is not None else None
    if above is not None and isian.batas is not None and isian.batas > above:
        wrong["batas"] = f"Batas waktu tidak boleh melewati batas dari atasan, {kata.tanggal(above)}."
    return wrong


def tarik(session: Session, actor: Actor, penerima: DisposisiPenerima) -> None:
    """The giver takes one part back while it is unread; the reader's way in goes with it.

    Raises:
        Conflict: it was read, or it is the one responsible while others stay.
    """
    require(policy.may(actor, Action.TARIK_DISPOSISI, penerima))
    disposisi, surat = penerima.disposisi, penerima.disposisi.surat
    others = [p for p in disposisi.penerima if p.id != penerima.id and p.status is not P.DITARIK]
    if penerima.peran is Peran.PENANGGUNG_JAWAB and others:
        raise Conflict("Penanggung jawab tidak dapat ditarik sendiri; tarik penerima lain dahulu.")
    dari = surat.status
    penerima.withdraw()
    session.flush()
    still = session.scalar(
        select(DisposisiPenerima.id)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(
            Disposisi.surat_id == surat.id,
            DisposisiPenerima.jabatan_id == penerima.jabatan_id,
            DisposisiPenerima.status != P.DITARIK,
        )
    )
    if still is None:
        surat.akses[:] = [a for a in surat.akses if a.jabatan_id != penerima.jabatan_id]
        indexing.put(session, surat)
    any_left = session.scalar(
        select(DisposisiPenerima.id)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(Disposisi.surat_id == surat.id, DisposisiPenerima.status != P.DITARIK)
    )
    to = surat.status if any_left is not None or surat.status is Status.DIPROSES else Status.TERCATAT
    surat.move(Action.TARIK_DISPOSISI, to)
    if to is Status.TERCATAT:
        surat.didisposisi_at = None  # as if it had never been given
    if disposisi.induk is not None and not others and disposisi.induk.status is P.DITINDAKLANJUTI:
        disposisi.induk.status = P.DIBACA
    _reverse(session, actor, disposisi, len(others))
    surat_masuk.record(session, actor, "disposisi.tarik", surat, dari=dari, catatan=penerima.jabatan.nama)


def _reverse(session: Session, actor: Actor, disposisi: Disposisi, left: int) -> None:
    """Correct the event of the disposisi: without recipients it never was, else it had fewer (metrik.md 1.6 K5)."""
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
    fixed: dict[str, object] = {"rujukan": noted, "menjadi": {"target": left}} if left else {"rujukan": noted}
    surat_masuk.measure(session, actor, "koreksi.ganti" if left else "koreksi.batal", disposisi.surat, fixed)
