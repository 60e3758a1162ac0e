"""Handing static records over to the lembaga kearsipan daerah, and its word that it has them."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip.states import Akhir, Kustodi
from eoffice.audit import actions as audit
from eoffice.errors import Conflict
from eoffice.paket import actions as paket_actions
from eoffice.paket.models import Paket
from eoffice.paket.states import Format
from eoffice.penyusutan import policy
from eoffice.penyusutan.actions.keutuhan import Cocok, tercatat, tercocok
from eoffice.penyusutan.actions.serah_pindah import serah_kustodi
from eoffice.penyusutan.actions.step import periksa, record, step
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.queries import fakta
from eoffice.penyusutan.states import Dokumen, Jenis, Langkah, Status
from eoffice.storage import Blob


def serahkan(session: Session, actor: Actor, kasus: Kasus, dicocokkan: frozenset[Blob]) -> None:
    """Pass custody to the lembaga kearsipan, once the berita acara has been signed by both.

    Custody is a mark, no copy of files: the creator keeps reading what it could read, and the arsiparis of the receiver
    reads it too.

    Args:
        dicocokkan: the files that were just read and found whole (`cocokkan`).
    Raises:
        Conflict: not signed, a file was not compared, the list is another one, or a rule stands in the way.
    """
    with step(session, actor, Action.LAKSANAKAN_SUSUT, kasus, "serahkan"):
        report = kasus.kini(Dokumen.BERITA_ACARA)
        if kasus.jenis is not Jenis.PENYERAHAN or report is None or report.daftar_sha256 != kasus.sidik():
            raise Conflict(
                "Daftar pada perkara tidak sama dengan yang ditandatangani, jadi belum dapat diserahkan. Minta administrator "
                "menjalankan eoffice pemeriksaan."
            )
        periksa(session, kasus)
        tercocok(session, kasus, dicocokkan)
        at = clock.now()
        kasus.pelaksana_id, kasus.pelaksana_at = actor.pegawai_id, at
        every = [b.berkas for b in kasus.hidup]
        for berkas in every:
            berkas.akhir, berkas.akhir_at, berkas.akhir_nomor = Akhir.DISERAHKAN, at, report.nomor
            berkas.kustodi, berkas.kustodi_unit_id = Kustodi.LKD, kasus.tujuan_opd_id
            audit.record(session, actor, "berkas.serah", "berkas", berkas.id, catatan=f"{berkas.nomor}: {report.nomor}")
        serah_kustodi(session, [b.id for b in every], kasus.tujuan_opd_id)
        kasus.maju(Langkah.SERAHKAN, Status.DISERAHKAN, at)


def paketkan(session: Session, actor: Actor, kasus: Kasus, bentuk: Format) -> Paket:
    """Order the package that goes to the lembaga kearsipan with the berita acara: everything in the list, or nothing.

    Raises:
        NotAllowed: not the arsiparis, or not determined yet.
        Conflict: something in the list cannot be read by the actor, or a rule stands in the way.
    """
    require(policy.may_package(actor, kasus))
    if kasus.status is Status.DITETAPKAN:
        periksa(session, kasus)
    every = [b.berkas for b in kasus.hidup]
    listed = sum(len(rows) for rows in fakta.isi(session, [b.id for b in every]).values())
    made = paket_actions.pesan_berkas(session, actor, bentuk, every)
    if made.jumlah != listed:
        raise Conflict(
            f"Hanya {made.jumlah} dari {listed} naskah dalam daftar yang dapat Anda baca, jadi paketnya tidak lengkap."
        )
    kasus.rincian = {**kasus.rincian, "paket": [*kasus.rincian.get("paket", []), made.id]}
    record(session, actor, "penyusutan.paket", kasus, catatan=f"paket {made.id}, {bentuk}: {made.jumlah} naskah")
    return made


def terima(session: Session, actor: Actor, kasus: Kasus, cocok: Cocok) -> Paket | None:
    """The arsiparis of the lembaga kearsipan acknowledges what was handed over, after comparing it with the signed list.

    What was compared is kept with the case and in the trail; the package becomes the receiver's own to fetch.

    Args:
        cocok: what was just read and found whole (`cocokkan_serahan`).
    Returns:
        The receiver's copy of the package; None when there was none, or the actor keeps no packages there.
    Raises:
        NotAllowed: not of the receiver.
        Conflict: the one who handed it over, or something is not what the signed list says; the sentence names it.
    """
    require(policy.may(actor, Action.TERIMA_SUSUT, kasus))
    if kasus.pelaksana_id == actor.pegawai_id:
        raise Conflict(
            "Yang menyerahkan tidak dapat sekaligus menyatakan menerima. Minta arsiparis lain menyatakannya."
        )
    report = kasus.kini(Dokumen.BERITA_ACARA)
    tercatat(session, kasus, report.daftar_sha256 if report is not None else "")
    tercocok(session, kasus, cocok.berkas)
    many = sum(len(rows) for rows in fakta.isi(session, [b.berkas_id for b in kasus.hidup]).values())
    brought = session.get(Paket, cocok.paket_id) if cocok.paket_id is not None else None
    said = f"{many} naskah dengan {len(cocok.berkas)} berkas digital dicocokkan dengan sidiknya dan sama"
    said += f"; paket {brought.id} {'juga' if cocok.paket else 'menurut sidik ZIP-nya'}" if brought is not None else ""
    with step(session, actor, Action.TERIMA_SUSUT, kasus, "terima", catatan=said):
        kasus.pengesah_id = actor.pegawai_id
        kasus.maju(Langkah.TERIMA, Status.DITERIMA, clock.now())
    kasus.rincian = {**kasus.rincian, "penerimaan": f"{said}."}
    if brought is None or kasus.tujuan_opd_id not in actor.arsip_opd_ids or brought.oleh_id == actor.pegawai_id:
        return None
    own = paket_actions.salin(session, actor, brought, opd_id=kasus.tujuan_opd_id)
    kasus.rincian = {**kasus.rincian, "paket": [*kasus.rincian.get("paket", []), own.id]}
    return own
