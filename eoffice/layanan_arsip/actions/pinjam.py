"""Lending the paper of a berkas: asked, approved, handed over, brought back; or lost, with a report."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.verdict import require
from eoffice.arsip.models import Berkas
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.layanan_arsip import policy, queries
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.layanan_arsip.states import PALING_LAMA_PINJAM, PerbuatanPinjam, StatusPinjam
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import queries as organisasi


@dataclass(frozen=True)
class IsianPinjam:
    """What is borrowed, what for, for how many days; `pegawai_id` when the arsiparis writes it down for somebody."""

    yang_dipinjam: str
    keperluan: str
    hari: int
    pegawai_id: int | None = None


def ajukan(session: Session, actor: Actor, berkas: Berkas, isian: IsianPinjam) -> Peminjaman:
    """Ask for the paper of a berkas.

    Raises:
        NotAllowed: the berkas cannot be lent, or it is written down for somebody else by another office (OTR-05).
        Invalid: a period that nobody may have, or a borrower who holds no jabatan today.
        Conflict: the paper is out already.
    """
    require(policy.may_borrow(actor, berkas))
    if not 1 <= isian.hari <= PALING_LAMA_PINJAM:
        raise Invalid("Lamanya tidak wajar.", {"hari": f"Isi 1 sampai {PALING_LAMA_PINJAM} hari."})
    if away := queries.di_luar(session, [berkas.id]).get(berkas.id):
        raise Conflict(f"Kertas berkas ini sedang di luar ({away.nomor_bukti}). Ajukan lagi setelah kembali.")
    pemohon_id = isian.pegawai_id if isian.pegawai_id is not None else actor.pegawai_id
    if pemohon_id != actor.pegawai_id:
        require(policy.may_lend_out(actor, berkas))
    row = Peminjaman(
        status=StatusPinjam.DIMINTA,
        berkas_id=berkas.id,
        opd_id=berkas.opd_id,
        pemohon_id=pemohon_id,
        pemohon_jabatan_id=_sebagai(session, actor, berkas, pemohon_id),
        yang_dipinjam=isian.yang_dipinjam,
        keperluan=isian.keperluan,
        hari=isian.hari,
        diminta_at=clock.now(),
        alasan="",
        perpanjangan=0,
        kondisi="",
        laporan_hilang="",
    )
    session.add(row)
    session.flush()
    _note(session, actor, "ajukan", row, isian.keperluan)
    _tell(session, actor, row, Kabar.PINJAM_DIMINTA, "perangkat daerah Anda menyimpan berkas ini", keepers=True)
    return row


def _sebagai(session: Session, actor: Actor, berkas: Berkas, pemohon_id: int) -> int:
    """In which jabatan somebody borrows: as head of the office that owns the berkas, if that is what the person is."""
    held = organisasi.held_by(session, pemohon_id)
    for each in held:
        if each.jabatan.pimpinan_opd_id == berkas.opd_id:
            return each.jabatan_id
    if pemohon_id == actor.pegawai_id:
        return actor.jabatan_id
    if not held:
        raise Invalid("Peminjam tidak dikenal.", {"pegawai_id": "Pilih pegawai yang sedang memegang jabatan."})
    return held[0].jabatan_id


def setujui(session: Session, actor: Actor, row: Peminjaman, alasan: str = "") -> None:
    """Approve by SKKAAD; the paper still waits on its shelf."""
    require(policy.may_lend(actor, row, PerbuatanPinjam.SETUJUI))
    row.move(PerbuatanPinjam.SETUJUI)
    _decided(session, actor, row, alasan)


def tolak(session: Session, actor: Actor, row: Peminjaman, alasan: str) -> None:
    """Refuse with a reason."""
    require(policy.may_lend(actor, row, PerbuatanPinjam.TOLAK))
    row.move(PerbuatanPinjam.TOLAK)
    _decided(session, actor, row, alasan)


def batalkan(session: Session, actor: Actor, row: Peminjaman) -> None:
    """Nobody needs it any more."""
    require(policy.may_lend(actor, row, PerbuatanPinjam.BATALKAN))
    row.move(PerbuatanPinjam.BATALKAN)
    _note(session, actor, "batalkan", row)


def serahkan(session: Session, actor: Actor, row: Peminjaman, *, hari: int | None = None) -> None:
    """The paper leaves its shelf with a numbered proof; from today the days run.

    Raises:
        Conflict: it is out under another lending, or was destroyed.
        Invalid: more days than were approved, where whoever hands it over may not decide that.
    """
    require(policy.may_lend(actor, row, PerbuatanPinjam.SERAHKAN))
    if (hari or 0) > row.hari and not (verdict := policy.may_lend_longer(actor, row)):
        said = f"Diserahkan paling lama {row.hari} hari, seperti yang disetujui. {verdict.alasan}"
        raise Invalid("Lamanya melebihi yang disetujui.", {"hari": said})
    queries.giliran(session, row.opd_id)
    queries.pegang(session, row.berkas_id)
    if row.berkas_id in queries.di_luar(session, [row.berkas_id]):
        raise Conflict("Kertas berkas ini masih di luar pada peminjaman lain. Catat pengembaliannya dahulu.")
    row.move(PerbuatanPinjam.SERAHKAN)
    today = clock.today()
    row.tahun, row.nomor = today.year, queries.nomor_berikut(session, row.opd_id, today.year)
    row.diserahkan_at, row.diserahkan_oleh_id = clock.now(), actor.pegawai_id
    row.jatuh_tempo = today + timedelta(days=hari or row.hari)
    _note(session, actor, "serahkan", row, f"diserahkan, kembali paling lambat {row.jatuh_tempo:%d-%m-%Y}")


def perpanjang(session: Session, actor: Actor, row: Peminjaman, sampai: date, alasan: str) -> None:
    """Let it stay out longer.

    Raises:
        NotAllowed: it is for others to decide, or to decide beyond what was approved.
        Invalid: not later than before, or too far away.
    """
    require(policy.may_lend(actor, row, PerbuatanPinjam.PERPANJANG))
    before, last = row.jatuh_tempo or clock.today(), clock.today() + timedelta(days=PALING_LAMA_PINJAM)
    if not before < sampai <= last:
        said = f"Isi tanggal sesudah batas yang lama, paling jauh {PALING_LAMA_PINJAM} hari dari hari ini."
        raise Invalid("Tanggal barunya tidak dapat dipakai.", {"sampai": said})
    require(policy.may_extend_to(actor, row, sampai))
    row.move(PerbuatanPinjam.PERPANJANG)
    row.jatuh_tempo, row.perpanjangan = sampai, row.perpanjangan + 1
    _note(session, actor, "perpanjang", row, f"diperpanjang sampai {sampai:%d-%m-%Y}: {alasan}")
    _tell(session, actor, row, Kabar.PINJAM_DIPUTUS, "pinjaman Anda diperpanjang")


def kembalikan(session: Session, actor: Actor, row: Peminjaman, kondisi: str) -> None:
    """It is back on its shelf; in what condition is written down."""
    require(policy.may_lend(actor, row, PerbuatanPinjam.KEMBALIKAN))
    row.move(PerbuatanPinjam.KEMBALIKAN)
    row.kembali_at, row.diterima_oleh_id, row.kondisi = clock.now(), actor.pegawai_id, kondisi
    _note(session, actor, "kembalikan", row, kondisi)


def lapor_hilang(session: Session, actor: Actor, row: Peminjaman, laporan: str) -> None:
    """It cannot be found: when it was last seen, who looked where, and what is done about it."""
    require(policy.may_lend(actor, row, PerbuatanPinjam.LAPOR_HILANG))
    row.move(PerbuatanPinjam.LAPOR_HILANG)
    row.hilang_at, row.laporan_hilang = clock.now(), laporan
    _note(session, actor, "lapor_hilang", row, laporan)
    _tell(session, actor, row, Kabar.PINJAM_TEMPO, "arsip pinjaman dilaporkan hilang", keepers=True)


def temukan(session: Session, actor: Actor, row: Peminjaman, kondisi: str) -> None:
    """It was found again and lies on its shelf; the report stays."""
    require(policy.may_lend(actor, row, PerbuatanPinjam.TEMUKAN))
    row.move(PerbuatanPinjam.TEMUKAN)
    row.kembali_at, row.diterima_oleh_id, row.kondisi = clock.now(), actor.pegawai_id, kondisi
    _note(session, actor, "temukan", row, kondisi)


def tagih(session: Session, actor: Actor, row: Peminjaman) -> None:
    """Ask for it back now: the borrower is told, and when it is late the head of the borrower's office as well.

    Told once a day, however often it is asked; every asking is written down.
    """
    require(policy.may_lend(actor, row, PerbuatanPinjam.INGATKAN))
    row.move(PerbuatanPinjam.INGATKAN)
    late, due = row.lewat(clock.today()), row.jatuh_tempo or clock.today()
    heads = queries.penjaga(session, row.pemohon_jabatan.unit.opd_id or 0, Peran.PIMPINAN_OPD) if late else ()
    _note(session, actor, "ingatkan", row, f"diingatkan, batas kembali {due:%d-%m-%Y}")
    notifikasi.kabari(
        session,
        Kabar.PINJAM_TEMPO,
        objek="pinjam",
        objek_id=row.id,
        pegawai=(row.pemohon_id,),
        jabatan=heads,
        hal=f"{row.nomor_bukti}, {row.pemohon.nama_lengkap}, batas kembali {due:%d-%m-%Y}",
        alasan="arsiparis meminta arsip kertas ini dikembalikan",
        batas=due,
        kunci=f"pinjam:{row.id}:ditagih:{clock.today().isoformat()}",
        oleh=actor.pegawai_id,
    )


def ingatkan(session: Session, on: date) -> int:
    """Tell borrowers and arsiparis of what is due soon, today, or late; how many lendings. Twice a day tells once."""
    rows = queries.perlu_diingatkan(session, on)
    for row in rows:
        left = ((row.jatuh_tempo or on) - on).days
        said = f"dalam {left} hari" if left > 0 else "hari ini" if left == 0 else f"sudah lewat {-left} hari"
        notifikasi.kabari(
            session,
            Kabar.PINJAM_TEMPO,
            objek="pinjam",
            objek_id=row.id,
            pegawai=(row.pemohon_id,),
            jabatan=queries.penjaga(session, row.opd_id, Peran.ARSIPARIS) if left < 0 else (),
            hal=f"{row.nomor_bukti}, batas kembali {said}",
            alasan="arsip kertas ini dipinjam",
            batas=row.jatuh_tempo,
            kunci=f"pinjam:{row.id}:{on.isoformat()}",
        )
    return len(rows)


def _decided(session: Session, actor: Actor, row: Peminjaman, alasan: str) -> None:
    row.diputus_at, row.diputus_oleh_id, row.alasan = clock.now(), actor.pegawai_id, alasan
    _note(session, actor, str(row.status), row, alasan)
    _tell(session, actor, row, Kabar.PINJAM_DIPUTUS, "Anda meminta meminjam arsip")


def _tell(session: Session, actor: Actor, row: Peminjaman, kabar: Kabar, alasan: str, *, keepers: bool = False) -> None:
    own = row.pemohon_id == actor.pegawai_id and row.opd_id in actor.arsip_opd_ids
    notifikasi.kabari(
        session,
        kabar,
        objek="pinjam",
        objek_id=row.id,
        pegawai=() if keepers else (row.pemohon_id,),
        jabatan=queries.dikabari(session, row, kepala=own) if keepers else (),
        alasan=alasan,
        kunci=f"pinjam:{row.id}:{kabar}:{row.status}:{row.perpanjangan}",
        oleh=actor.pegawai_id,
    )


def _note(session: Session, actor: Actor, apa: str, row: Peminjaman, catatan: str = "") -> None:
    """In the trail of the berkas, whose owner asks who had it."""
    audit.record(
        session,
        actor,
        f"pinjam.{apa}",
        "berkas",
        row.berkas_id,
        ke=row.status,
        catatan=f"{row.nomor_bukti or 'permintaan pinjam'}, {row.pemohon.nama_lengkap}: {catatan}"[:1000],
    )
