"""What is prepared for a leader: screened and proposed, dictated, or sent on by the standing list (5.2, 5.6)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import Verdict, no, require
from eoffice.disposisi.actions.beri import Asal, Isian, disposisikan, faults, give, say, waiting
from eoffice.disposisi.actions.lampiran import attach
from eoffice.disposisi.models import Disposisi
from eoffice.disposisi.riwayat import LampiranDisposisi, Siapan
from eoffice.disposisi.states import Cara, Peran, StatusSiapan
from eoffice.errors import Invalid, NotFound
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import ArahanTetap, AturanArahan, SuratMasuk
from eoffice.surat_masuk.states import BELUM, Status


def arahkan(session: Session, actor: Actor, surat: SuratMasuk, isian: Isian, cara: Cara) -> Siapan:
    """Prepare the disposisi of a surat for its addressee, who confirms or changes it.

    Args:
        cara: `USULAN` when it is proposed, `DIKTE` when the leader said or wrote it and somebody else enters it.
    Raises:
        NotAllowed: the actor neither screens for the office nor has a mandate.
        Invalid: with every field that the leader could not send either.
    """
    require(surat_policy.may(actor, Action.ARAHKAN, surat))
    if wrong := faults(session, isian, surat.tujuan_jabatan_id, None, surat):
        raise Invalid("Arahan belum dapat disimpan. " + " ".join(wrong.values()), wrong)
    dari, before = surat.status, waiting(session, surat.id, None)
    if before is not None:
        before.settle(StatusSiapan.DIGANTI, clock.now())
    penyiap = actor.operator_untuk(surat.tujuan_jabatan_id)
    made = Siapan(
        surat_id=surat.id,
        pemberi_jabatan_id=surat.tujuan_jabatan_id,
        oleh_id=actor.pegawai_id,
        oleh_jabatan_id=actor.jabatan_id,
        at=clock.now(),
        cara=cara,
        penerima=[[jabatan_id, str(peran)] for jabatan_id, peran in isian.penerima],
        instruksi=list(isian.instruksi),
        catatan=isian.catatan,
        batas=isian.batas,
        boleh_ke=list(isian.boleh_ke) or None,
        status=StatusSiapan.MENUNGGU,
    )
    session.add(made)
    session.flush()
    attach(session, actor, isian.lampiran, siapan_id=made.id)
    surat.move(Action.ARAHKAN, Status.DIARAHKAN)
    surat_masuk.record(session, penyiap, "surat_masuk.arahkan", surat, dari=dari, catatan=say(isian))
    notifikasi.kabari(
        session,
        Kabar.ARAHAN_SIAP,
        objek="surat",
        objek_id=surat.id,
        jabatan=(surat.tujuan_jabatan_id,),
        sifat=surat.sifat,
        alasan="arahan untuk surat Anda sudah disiapkan dan menunggu konfirmasi",
        kunci=f"arahan:{made.id}",
        oleh=actor.pegawai_id,
    )
    return made


def siapan(session: Session, surat: SuratMasuk) -> Siapan | None:
    """What is prepared for this surat and waits for its addressee."""
    return waiting(session, surat.id, None) if surat.status is Status.DIARAHKAN else None


def lampiran_siapan(session: Session, siapan_id: int) -> list[int]:
    """Voice notes and photos of a prepared disposisi."""
    rows = select(LampiranDisposisi.id).where(LampiranDisposisi.siapan_id == siapan_id).order_by(LampiranDisposisi.id)
    return list(session.scalars(rows))


def konfirmasi(session: Session, actor: Actor, surat: SuratMasuk, siapan_id: int) -> Disposisi:
    """The leader sends what was prepared as it is, with one tap.

    Raises:
        NotFound: it is not waiting any more. Invalid: it cannot be sent as it is.
    """
    require(surat_policy.may(actor, Action.DISPOSISIKAN, surat))
    found = waiting(session, surat.id, None)
    if found is None or found.id != siapan_id:
        raise NotFound("Arahan ini sudah diganti atau dipakai. Muat ulang halaman untuk melihat yang terbaru.")
    return disposisikan(session, actor, surat, isian_of(session, found))


def isian_of(session: Session, found: Siapan) -> Isian:
    """A prepared disposisi as the leader would send it."""
    batas = found.batas if found.batas is None or found.batas >= clock.today() else None
    return Isian(
        penerima=found.kepada,
        instruksi=found.instruksi,
        catatan=found.catatan,
        batas=batas,
        boleh_ke=tuple(found.boleh_ke or ()),
        lampiran=lampiran_siapan(session, found.id),
        siapan_id=found.id,
    )


def batalkan_arahan(session: Session, actor: Actor, surat: SuratMasuk) -> None:
    """Take back what was prepared; the surat waits for its addressee as it came."""
    require(surat_policy.may(actor, Action.ARAHKAN, surat))
    found = waiting(session, surat.id, None)
    if found is None:
        raise NotFound("Tidak ada arahan yang menunggu.")
    dari = surat.status
    found.settle(StatusSiapan.DIBATALKAN, clock.now())
    surat.move(Action.ARAHKAN, Status.TERCATAT)
    penyiap = actor.operator_untuk(surat.tujuan_jabatan_id)
    surat_masuk.record(session, penyiap, "surat_masuk.batalkan_arahan", surat, dari=dari)


def arahan_tetap(session: Session, surat: SuratMasuk) -> ArahanTetap | None:
    """The line of the standing list that fits a surat: the longest kode that its own begins with."""
    rule = session.get(AturanArahan, surat.opd_id)
    if rule is None or rule.peneliti_jabatan_id is None or not surat.kode_klasifikasi:
        return None
    rows = session.scalars(select(ArahanTetap).where(ArahanTetap.opd_id == surat.opd_id)).all()
    kode = surat.kode_klasifikasi
    fitting = [r for r in rows if kode == r.kode_klasifikasi or kode.startswith(r.kode_klasifikasi + ".")]
    return max(fitting, key=lambda r: len(r.kode_klasifikasi), default=None)


def may_send_on(session: Session, actor: Actor, surat: SuratMasuk) -> tuple[Verdict, ArahanTetap | None]:
    """Whether the standing list lets this actor send the surat straight to a bidang, and which line of it."""
    verdict, line = surat_policy.may(actor, Action.ARAHKAN, surat), arahan_tetap(session, surat)
    if line is None:
        return no("Kode klasifikasi surat ini tidak ada dalam daftar arahan tetap."), None
    if verdict and surat.sifat is not Sifat.BIASA:
        return no("Hanya surat Biasa yang boleh langsung diteruskan menurut daftar arahan tetap."), line
    if verdict and surat.status not in BELUM:
        return no("Surat ini sudah didisposisikan."), line
    return verdict, line


def teruskan_tetap(session: Session, actor: Actor, surat: SuratMasuk) -> Disposisi:
    """Send a small matter straight to a bidang, as the leader laid down once for all; he sees it in the chain."""
    verdict, line = may_send_on(session, actor, surat)
    require(verdict)
    if line is None:  # the verdict says so before
        raise NotFound("Tidak ada arahan tetap untuk surat ini.")
    if (before := waiting(session, surat.id, None)) is not None:
        before.settle(StatusSiapan.DIGANTI, clock.now())
    dari = surat.status
    isian = Isian(
        penerima=[(line.jabatan_id, Peran.PENANGGUNG_JAWAB)],
        instruksi=line.instruksi,
        catatan=f"Sesuai daftar arahan tetap: {line.dasar}",
    )
    asal = Asal(Cara.TETAP, actor.pegawai_id, actor.jabatan_id)
    made = give(session, actor, surat, None, surat.tujuan_jabatan_id, isian, asal)
    surat.didisposisi_at = made.at
    surat.move(Action.ARAHKAN, Status.DIDISPOSISIKAN)
    penyiap = actor.operator_untuk(surat.tujuan_jabatan_id)
    surat_masuk.record(session, penyiap, "surat_masuk.teruskan_tetap", surat, dari=dari, catatan=line.dasar)
    return made
