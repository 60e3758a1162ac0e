"""Asking to read, deciding, and taking back: one function each; permitted, changed, recorded, told."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.models import PemberianAkses
from eoffice.akses.rights import Sifat
from eoffice.akses.verdict import require
from eoffice.arsip_impor import indexing as impor_indexing
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.layanan_arsip import policy, queries
from eoffice.layanan_arsip.models import PermintaanAkses
from eoffice.layanan_arsip.states import LABEL_AKSES, PALING_LAMA_AKSES, UNTUK_JABATAN, PerbuatanAkses, StatusAkses
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Naskah
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import queries as organisasi
from eoffice.surat_masuk import indexing as surat_indexing

#: One person may leave so many requests open: more is a mistake, or somebody guessing numbers.
TERBUKA: Final = 20


@dataclass(frozen=True)
class IsianAkses:
    """What is asked: of which office, what as the asker knows it, what for, for how many days."""

    opd_id: int
    sebutan: str
    keperluan: str
    hari: int


def minta(session: Session, actor: Actor, isian: IsianAkses) -> PermintaanAkses:
    """Leave a request with an office. It is taken whether such a record exists or not, and nothing is looked up.

    Raises:
        Invalid: no such office, or a period that nobody may give.
        Conflict: too many requests of this person wait already.
    """
    require(policy.may_ask(actor))
    if isian.opd_id not in {unit.id for unit in organisasi.all_opd(session)}:
        raise Invalid("Perangkat daerah tidak dikenal.", {"opd_id": "Pilih perangkat daerah dari daftar."})
    if not 1 <= isian.hari <= PALING_LAMA_AKSES:
        raise Invalid("Lamanya tidak wajar.", {"hari": f"Isi 1 sampai {PALING_LAMA_AKSES} hari."})
    if queries.terbuka(session, actor) >= TERBUKA:
        raise Conflict(f"Ada {TERBUKA} permintaan Anda yang belum diputus. Tunggu jawabannya, atau batalkan dahulu.")
    row = PermintaanAkses(
        status=StatusAkses.DIMINTA,
        pemohon_id=actor.pegawai_id,
        pemohon_jabatan_id=actor.jabatan_id,
        opd_id=isian.opd_id,
        sebutan=isian.sebutan,
        keperluan=isian.keperluan,
        hari=isian.hari,
        objek="",
        alasan="",
        diminta_at=clock.now(),
    )
    session.add(row)
    session.flush()
    _note(session, actor, "akses.diminta", row)
    # Told by role, not by record: who is told must not depend on whether the record exists.
    keepers = queries.penjaga(session, isian.opd_id, Peran.ARSIPARIS, Peran.PIMPINAN_OPD)
    notifikasi.kabari(
        session,
        Kabar.AKSES_DIMINTA,
        objek="akses",
        objek_id=row.id,
        jabatan=keepers,
        hal=_siapa(row),
        alasan="perangkat daerah Anda diminta membuka arsip",
        kunci=f"akses:{row.id}:diminta",
        oleh=actor.pegawai_id,
    )
    return row


def tunjuk(session: Session, actor: Actor, row: PermintaanAkses, record: queries.Arsip) -> None:
    """Put the record that is meant to a request, for the one who may decide about its sifat.

    Raises:
        Conflict: it is decided already.
    """
    require(policy.may_decide(actor, row, None))
    if record.opd_id != row.opd_id:
        raise Invalid("Arsip itu milik perangkat daerah lain.")
    if record.sifat not in queries.DITERUSKAN:
        raise Invalid(
            f"Akses ke arsip ini diputus {policy.SEBUTAN_PEMUTUS[record.sifat]}; arsip Rahasia tidak diteruskan lewat kantor."
        )
    row.objek, row.objek_id, row.sifat = policy.objek(record), record.id, record.sifat
    _note(session, actor, "akses.ditunjuk", row, catatan=f"{row.objek} {record.id}")
    notifikasi.kabari(
        session,
        Kabar.AKSES_DIMINTA,
        objek="akses",
        objek_id=row.id,
        jabatan=queries.penjaga(session, row.opd_id, Peran.PIMPINAN_OPD),
        hal=_siapa(row),
        alasan="arsiparis meneruskan permintaan akses yang Anda putuskan",
        kunci=f"akses:{row.id}:ditunjuk:{record.id}",
        oleh=actor.pegawai_id,
    )


def teruskan(session: Session, actor: Actor, row: PermintaanAkses, jabatan_id: int | None) -> None:
    """Pass a request to the official who may have signed or received what is meant; nothing says that it exists.

    Of a Rahasia record nobody else may decide, and arsiparis and head cannot look it up.

    Raises:
        Conflict: it is decided already.
        Invalid: not an official of this office, nor of the head of the city.
    """
    require(policy.may_decide(actor, row, None))
    if jabatan_id not in {known for known, _ in queries.pejabat(session, row.opd_id)}:
        raise Invalid("Pejabat itu tidak dikenal.", {"jabatan_id": "Pilih pejabat dari daftar."})
    row.objek, row.objek_id, row.sifat = UNTUK_JABATAN, jabatan_id, None
    _note(session, actor, "akses.diteruskan", row, catatan=f"jabatan {jabatan_id}")
    notifikasi.kabari(
        session,
        Kabar.AKSES_DIMINTA,
        objek="akses",
        objek_id=row.id,
        jabatan=(jabatan_id,),
        hal=_siapa(row),
        alasan="permintaan ini diteruskan kepada Anda untuk diputus",
        kunci=f"akses:{row.id}:diteruskan:{jabatan_id}",
        oleh=actor.pegawai_id,
    )


def setujui(
    session: Session, actor: Actor, row: PermintaanAkses, record: queries.Arsip, *, hari: int, alasan: str = ""
) -> PemberianAkses:
    """Let exactly the asker read exactly this record, until the days are over.

    Raises:
        NotAllowed: a record of this sifat is decided by somebody else.
        Invalid: more days than anybody may give.
    """
    require(policy.may_decide(actor, row, record))
    if not 1 <= hari <= PALING_LAMA_AKSES:
        raise Invalid("Lamanya tidak wajar.", {"hari": f"Isi 1 sampai {PALING_LAMA_AKSES} hari."})
    row.move(PerbuatanAkses.SETUJUI)
    now = clock.now()
    kind = policy.objek(record)
    given = PemberianAkses(
        pegawai_id=row.pemohon_id,
        objek=str(kind),
        objek_id=record.id,
        sifat=record.sifat,
        oleh_id=actor.pegawai_id,
        mulai_at=now,
        sampai_at=now + timedelta(days=hari),
    )
    session.add(given)
    session.flush()
    row.objek, row.objek_id, row.sifat = str(kind), record.id, record.sifat
    row.pemberian = given
    _decided(session, actor, row, alasan)
    _on_record(session, actor, "akses.diberikan", row, record.sifat, f"{row.pemohon.nama_lengkap}, {hari} hari")
    index(session, record)
    return given


def tolak(session: Session, actor: Actor, row: PermintaanAkses, alasan: str) -> None:
    """Refuse with a reason; who refuses need not say whether there is such a record."""
    require(policy.may_decide(actor, row, None))
    row.move(PerbuatanAkses.TOLAK)
    _decided(session, actor, row, alasan)


def batalkan(session: Session, actor: Actor, row: PermintaanAkses) -> None:
    """The asker no longer needs it."""
    require(policy.may_withdraw(actor, row))
    row.move(PerbuatanAkses.BATALKAN)
    _note(session, actor, "akses.dibatalkan", row)


def cabut(session: Session, actor: Actor, row: PermintaanAkses, alasan: str) -> None:
    """End a leave before its time; it is over with the commit (OTR-11)."""
    require(policy.may_take_back(actor, row))
    row.move(PerbuatanAkses.CABUT)
    now = clock.now()
    if row.pemberian is not None and row.pemberian.dicabut_at is None:
        row.pemberian.dicabut_at = now
    row.alasan = alasan
    session.flush()
    _note(session, actor, "akses.dicabut_permintaan", row, catatan=alasan)
    record = queries.ditunjuk(session, row)
    if record is not None:
        _on_record(session, actor, "akses.dicabut", row, record.sifat, f"{row.pemohon.nama_lengkap}: {alasan}")
        index(session, record)
    _tell_asker(session, actor, row, "akses Anda dicabut", "dicabut")


def ingatkan(session: Session, on: date) -> int:
    """Tell readers whose leave ends in three days or today, so that they can ask for longer; how many. Once a day."""
    rows = queries.akan_berakhir(session, on)
    for row in rows:
        ends = clock.wib(row.pemberian.sampai_at) if row.pemberian is not None else clock.wib(clock.now())
        left = (ends.date() - on).days
        notifikasi.kabari(
            session,
            Kabar.AKSES_BERAKHIR,
            objek="akses",
            objek_id=row.id,
            pegawai=(row.pemohon_id,),
            hal=f"{row.opd.singkatan}: berakhir {f'dalam {left} hari' if left else 'hari ini'}, {ends:%d-%m-%Y %H.%M} WIB",
            alasan="Anda diizinkan membaca arsip ini; mintalah perpanjangan bila masih perlu",
            batas=ends.date(),
            kunci=f"akses:{row.id}:berakhir:{on.isoformat()}",
        )
    return len(rows)


def index(session: Session, record: queries.Arsip) -> None:
    """Let the search know who may find it now."""
    session.flush()
    if isinstance(record, Naskah):
        naskah_indexing.put(session, record)
    elif isinstance(record, ArsipImpor):
        impor_indexing.put(session, record)
    else:
        surat_indexing.put(session, record)


def _decided(session: Session, actor: Actor, row: PermintaanAkses, alasan: str) -> None:
    row.diputus_at, row.diputus_oleh_id, row.alasan = clock.now(), actor.pegawai_id, alasan
    _note(session, actor, f"akses.{row.status}", row, catatan=alasan)
    _tell_asker(session, actor, row, "Anda meminta membaca arsip", "diputus")


def _siapa(row: PermintaanAkses) -> str:
    """Who asks; what is asked for stays on the page, since a notice may leave by e-mail."""
    return f"{row.pemohon.nama_lengkap}, {row.pemohon_jabatan.unit.singkatan}"


def _jawaban(row: PermintaanAkses) -> str:
    """What came of it, and of whom it was asked."""
    said = LABEL_AKSES[row.status]
    if row.status is StatusAkses.DISETUJUI and row.pemberian is not None:
        said += f", berlaku sampai {clock.wib(row.pemberian.sampai_at):%d-%m-%Y %H.%M} WIB"
    return f"{row.opd.singkatan}: {said}"


def _tell_asker(session: Session, actor: Actor, row: PermintaanAkses, alasan: str, kunci: str) -> None:
    notifikasi.kabari(
        session,
        Kabar.AKSES_DIPUTUS,
        objek="akses",
        objek_id=row.id,
        pegawai=(row.pemohon_id,),
        hal=_jawaban(row),
        alasan=alasan,
        kunci=f"akses:{row.id}:{kunci}",
        oleh=actor.pegawai_id,
    )


def _note(session: Session, actor: Actor, event: str, row: PermintaanAkses, *, catatan: str = "") -> None:
    audit.record(
        session, actor, event, "permintaan_akses", row.id, ke=row.status, catatan=(catatan or row.sebutan)[:1000]
    )


def _on_record(session: Session, actor: Actor, event: str, row: PermintaanAkses, sifat: Sifat, catatan: str) -> None:
    """The trail of the record itself, which its owner reads."""
    audit.record(session, actor, event, row.objek, row.objek_id or 0, sifat=sifat, catatan=catatan)
