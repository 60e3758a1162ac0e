"""What is prepared for a leader: screened and proposed, dictated, or sent on by the standing list (5.2, 5.6)."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import Verdict, no, require
from eoffice.disposisi import policy
from eoffice.disposisi.actions.beri import Asal, Isian, disposisikan, faults, give, lanjutkan, say, waiting
from eoffice.disposisi.actions.lampiran import attach
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
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
    dari = surat.status
    made = _prepare(session, actor, surat, None, isian, cara)
    surat.move(Action.ARAHKAN, Status.DIARAHKAN)
    penyiap = actor.operator_untuk(surat.tujuan_jabatan_id)
    surat_masuk.record(session, penyiap, "surat_masuk.arahkan", surat, dari=dari, catatan=say(isian))
    return made


def arahkan_lanjutan(session: Session, actor: Actor, bagian: DisposisiPenerima, isian: Isian, cara: Cara) -> Siapan:
    """As `arahkan`, for what a recipient gives further down; his part stays as it is until he confirms."""
    require(policy.may_prepare(actor, bagian))
    surat = bagian.disposisi.surat
    made = _prepare(session, actor, surat, bagian, isian, cara)
    flag_modified(bagian, "status")  # a form that was opened before is told that something was prepared meanwhile
    penyiap = actor.operator_untuk(bagian.jabatan_id)
    surat_masuk.record(session, penyiap, "disposisi.arahkan", surat, dari=surat.status, catatan=bagian.jabatan.nama)
    return made


def _prepare(
    session: Session, actor: Actor, surat: SuratMasuk, bagian: DisposisiPenerima | None, isian: Isian, cara: Cara
) -> Siapan:
    """Write down what waits for its leader in place of what waited before, and tell him."""
    pemberi = bagian.jabatan_id if bagian is not None else surat.tujuan_jabatan_id
    if wrong := faults(session, isian, pemberi, bagian, surat):
        raise Invalid("Arahan belum dapat disimpan. " + " ".join(wrong.values()), wrong)
    before = waiting(session, surat.id, bagian.id if bagian is not None else None)
    if before is not None:
        before.settle(StatusSiapan.DIGANTI, clock.now())
    made = Siapan(
        surat_id=surat.id,
        induk_id=bagian.id if bagian is not None else None,
        pemberi_jabatan_id=pemberi,
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
    notifikasi.kabari(
        session,
        Kabar.ARAHAN_SIAP,
        objek="surat" if bagian is None else "disposisi",
        objek_id=surat.id if bagian is None else bagian.id,
        jabatan=(pemberi,),
        sifat=surat.sifat,
        alasan="arahan untuk surat Anda sudah disiapkan dan menunggu konfirmasi",
        kunci=f"arahan:{made.id}",
        oleh=actor.pegawai_id,
    )
    return made


def siapan(session: Session, surat: SuratMasuk) -> Siapan | None:
    """What is prepared for this surat and waits for its addressee."""
    return waiting(session, surat.id, None) if surat.status is Status.DIARAHKAN else None


def siapan_lanjutan(session: Session, bagian: DisposisiPenerima) -> Siapan | None:
    """What is prepared for the holder of a part to give further."""
    return waiting(session, bagian.disposisi.surat_id, bagian.id)


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
    found = _still(waiting(session, surat.id, None), siapan_id)
    return disposisikan(session, actor, surat, isian_of(session, found))


def konfirmasi_lanjutan(session: Session, actor: Actor, bagian: DisposisiPenerima, siapan_id: int) -> Disposisi:
    """As `konfirmasi`, by the recipient who gives further."""
    require(policy.may(actor, Action.DISPOSISI_LANJUTAN, bagian))
    found = _still(siapan_lanjutan(session, bagian), siapan_id)
    return lanjutkan(session, actor, bagian, isian_of(session, found))


def _still(found: Siapan | None, siapan_id: int) -> Siapan:
    if found is None or found.id != siapan_id:
        raise NotFound("Arahan ini sudah diganti atau dipakai. Muat ulang halaman untuk melihat yang terbaru.")
    return found


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


def batalkan_arahan_lanjutan(session: Session, actor: Actor, bagian: DisposisiPenerima) -> None:
    """Take back what was prepared for a recipient; his part is as it was."""
    require(policy.may_prepare(actor, bagian))
    found = siapan_lanjutan(session, bagian)
    if found is None:
        raise NotFound("Tidak ada arahan yang menunggu.")
    found.settle(StatusSiapan.DIBATALKAN, clock.now())
    flag_modified(bagian, "status")
    surat = bagian.disposisi.surat
    penyiap = actor.operator_untuk(bagian.jabatan_id)
    surat_masuk.record(session, penyiap, "disposisi.batalkan_arahan", surat, dari=surat.status)


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
