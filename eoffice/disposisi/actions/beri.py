"""Giving a disposisi, and giving it further down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import hierarki, policy
from eoffice.disposisi.actions.agendakan import agendakan
from eoffice.disposisi.actions.baca import read
from eoffice.disposisi.actions.lampiran import attach
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.riwayat import Siapan
from eoffice.disposisi.states import INSTRUKSI, Cara, Kanal, Peran, StatusPenerima, StatusSiapan
from eoffice.errors import Invalid
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.pdf import kata
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.actions.agenda import peneliti
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import Status
from eoffice.titik import titik

P = StatusPenerima


@dataclass(frozen=True)
class Isian:
    """What the form holds: recipients with their peran, instruction codes, note, deadline (WIB date).

    Attributes:
        boleh_ke: for Rahasia, the offices that the addressed leader lets it go on to.
        lampiran: voice notes and photos that were kept before, by their number.
        siapan_id: the prepared disposisi that this one confirms.
    """

    penerima: Sequence[tuple[int, Peran]]
    instruksi: Sequence[str]
    catatan: str = ""
    batas: date | None = None
    kanal: Kanal = Kanal.SISTEM
    boleh_ke: Sequence[int] = ()
    lampiran: Sequence[int] = ()
    siapan_id: int | None = None


@dataclass(frozen=True)
class Asal:
    """How a disposisi comes about, and who prepared it; by the leader's own hand unless said."""

    cara: Cara = Cara.SENDIRI
    pegawai_id: int | None = None
    jabatan_id: int | None = None


def disposisikan(session: Session, actor: Actor, surat: SuratMasuk, isian: Isian) -> Disposisi:
    """The addressed leader disposes.

    Raises:
        NotAllowed: the surat is not addressed to a jabatan of the actor.
        Invalid: with every field that is wrong, and why a recipient may not be chosen.
    """
    with surat_masuk.step(session, actor, Action.DISPOSISIKAN, surat, say(isian)):
        asal = _prepared(session, surat, None, isian)
        made = give(session, actor, surat, None, surat.tujuan_jabatan_id, isian, asal)
        if surat.didisposisi_at is None:
            surat.didisposisi_at = made.at
        surat.move(Action.DISPOSISIKAN, Status.DIPROSES if surat.status is Status.DIPROSES else Status.DIDISPOSISIKAN)
        flag_modified(surat, "status")  # a second device with the same form is told that somebody was quicker
    return made


def lanjutkan(session: Session, actor: Actor, penerima: DisposisiPenerima, isian: Isian) -> Disposisi:
    """A recipient disposes further down, within the parent's deadline."""
    require(policy.may(actor, Action.DISPOSISI_LANJUTAN, penerima))
    surat = penerima.disposisi.surat
    dari = surat.status
    read(session, actor, penerima)
    asal = _prepared(session, surat, penerima, isian)
    made = give(session, actor, surat, penerima, penerima.jabatan_id, isian, asal)
    penerima.pass_on()
    flag_modified(penerima, "status")
    surat.move(Action.DISPOSISI_LANJUTAN, surat.status)
    surat_masuk.record(
        session, actor.sebagai(penerima.jabatan_id), "disposisi.lanjutkan", surat, dari=dari, catatan=say(isian)
    )
    return made


def say(isian: Isian) -> str:
    """The instructions in words, for the trail."""
    return "; ".join(INSTRUKSI[k].label for k in isian.instruksi if k in INSTRUKSI)


def waiting(session: Session, surat_id: int, induk_id: int | None) -> Siapan | None:
    """What was prepared for this place in the chain and waits for its leader."""
    rows = select(Siapan).where(Siapan.surat_id == surat_id, Siapan.status == StatusSiapan.MENUNGGU)
    return session.scalar(rows.where(Siapan.induk_id == induk_id).order_by(Siapan.id.desc()).limit(1))


def _prepared(session: Session, surat: SuratMasuk, induk: DisposisiPenerima | None, isian: Isian) -> Asal:
    """Settle what was prepared: used when this confirms it, else replaced by what the leader gave himself."""
    found = waiting(session, surat.id, induk.id if induk is not None else None)
    if found is None:
        return Asal()
    if found.id != isian.siapan_id:
        found.settle(StatusSiapan.DIGANTI, clock.now())
        return Asal()
    found.settle(StatusSiapan.DIPAKAI, clock.now())
    return Asal(found.cara, found.oleh_id, found.oleh_jabatan_id)


def give(
    session: Session,
    actor: Actor,
    surat: SuratMasuk,
    induk: DisposisiPenerima | None,
    dari: int,
    isian: Isian,
    asal: Asal,
) -> Disposisi:
    """Write it down and tell its recipients; whether it may be given at all was decided before.

    Raises:
        Invalid: with every field that is wrong.
    """
    if wrong := faults(session, isian, dari, induk, surat):
        raise Invalid("Disposisi belum dapat dikirim. " + " ".join(wrong.values()), wrong)
    copied = hierarki.salinan(session, surat, dari, [j for j, _ in isian.penerima])
    alone = len(isian.penerima) == 1
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
        cara=asal.cara,
        disiapkan_id=asal.pegawai_id,
        disiapkan_jabatan_id=asal.jabatan_id,
        boleh_ke=list(isian.boleh_ke) or None,
    )
    session.add(made)
    session.flush()
    if copied is not None:
        isian = replace(isian, penerima=[*isian.penerima, (copied.id, Peran.MENGETAHUI)])
    moved = surat_masuk.penerima_saat_pergi(session, surat, dari, [jabatan_id for jabatan_id, _ in isian.penerima])
    for chosen, peran in isian.penerima:
        jabatan_id = moved.get(chosen, chosen)  # who is away on leave has a redirect
        role = Peran.PENANGGUNG_JAWAB if alone and peran is not Peran.MENGETAHUI else peran
        screens = peneliti(session, jabatan_id, surat.sifat) if role is not Peran.MENGETAHUI else None
        made.penerima.append(
            DisposisiPenerima(jabatan_id=jabatan_id, peran=role, status=P.TERKIRIM, peneliti_jabatan_id=screens)
        )
        open_to(session, surat, jabatan_id)
        if screens is not None:
            open_to(session, surat, screens)
    attach(session, actor, isian.lampiran, disposisi_id=made.id)
    session.flush()
    titik("disposisi_dibuat")
    agendakan(session, made)
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
    for part in made.penerima:
        tell_new(session, part, actor.pegawai_id)
    return made


def open_to(session: Session, surat: SuratMasuk, jabatan_id: int) -> None:
    """Let a jabatan read the surat from now on."""
    if session.get(SuratAkses, (surat.id, jabatan_id)) is None:
        surat.akses.append(SuratAkses(jabatan_id=jabatan_id))
        surat_masuk.catat_hilir(session, surat, jabatan_id)


def tell_new(session: Session, part: DisposisiPenerima, oleh: int) -> None:
    """News for the one who received it."""
    act = part.disposisi
    notifikasi.kabari(
        session,
        Kabar.DISPOSISI_BARU,
        objek="disposisi",
        objek_id=part.id,
        jabatan=(part.jabatan_id,),
        sifat=act.surat.sifat,
        alasan="surat ini didisposisikan kepada jabatan Anda",
        batas=act.batas,
        oleh=oleh,
    )


def faults(
    session: Session, isian: Isian, dari: int, induk: DisposisiPenerima | None, surat: SuratMasuk | None = None
) -> dict[str, str]:
    """What is wrong with a disposisi given from a jabatan, by field; nothing when it may go out.

    Args:
        induk: the part that is given further; None when the addressed leader gives.
        surat: what it is about; without it nothing is said of Rahasia.
    """
    wrong: dict[str, str] = {}
    chosen = [jabatan_id for jabatan_id, _ in isian.penerima]
    if not chosen:
        wrong["penerima"] = "Pilih paling sedikit satu penerima."
    if len(chosen) != len(set(chosen)):
        wrong["penerima"] = "Satu jabatan hanya dapat dipilih sekali."
    verdicts = [hierarki.may_give(session, dari, jabatan_id, surat) for jabatan_id in dict.fromkeys(chosen)]
    if refused := [verdict.alasan for verdict in verdicts if not verdict]:
        wrong["penerima"] = " ".join(refused)
    named = [hierarki.may_give(session, dari, jabatan_id) for jabatan_id in dict.fromkeys(isian.boleh_ke)]
    if refused := [verdict.alasan for verdict in named if not verdict]:
        wrong["boleh_ke"] = " ".join(refused)
    responsible = [j for j, peran in isian.penerima if peran is Peran.PENANGGUNG_JAWAB]
    if len(chosen) > 1 and len(responsible) != 1 and "penerima" not in wrong:
        wrong["penanggung_jawab"] = "Pilih tepat satu penanggung jawab di antara para penerima."
    wrong |= word_faults(isian.instruksi, isian.catatan, isian.batas, induk)
    return wrong


def word_faults(
    instruksi: Sequence[str], catatan: str, batas: date | None, induk: DisposisiPenerima | None
) -> dict[str, str]:
    """As `faults`, for what is said: instructions, note and deadline."""
    wrong: dict[str, str] = {}
    if not instruksi:
        wrong["instruksi"] = "Pilih paling sedikit satu instruksi."
    elif any(kode not in INSTRUKSI for kode in instruksi):
        wrong["instruksi"] = "Ada instruksi yang tidak dikenal; pilih dari daftar."
    elif any(INSTRUKSI[kode].perlu_catatan for kode in instruksi) and not catatan.strip():
        wrong["catatan"] = "Tulis catatan karena instruksinya “Sesuai catatan”."
    if batas is not None and batas < clock.today():
        wrong["batas"] = "Batas waktu sudah lewat."
    above = induk.disposisi.batas if induk is not None else None
    if above is not None and batas is not None and batas > above:
        wrong["batas"] = f"Batas waktu tidak boleh melewati batas dari atasan, {kata.tanggal(above)}."
    return wrong
