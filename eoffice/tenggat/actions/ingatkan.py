"""A reminder by hand: who gave a part out, or was told that it is late, reminds its holder now."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.errors import Conflict
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import queries as organisasi
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.tenggat import policy
from eoffice.tenggat.actions.sapu import kirim_sekali
from eoffice.tenggat.models import Tenggat, TenggatCatatan
from eoffice.tenggat.states import Kejadian


def ingatkan(session: Session, actor: Actor, tenggat: Tenggat) -> str:
    """Remind the holder of something late; the name of who was reminded.

    Raises:
        NotAllowed: the actor neither gave it out nor was told about it.
        Conflict: it is not late, nobody holds the jabatan, or the holder heard of this surat today already.
    """
    require(policy.may_ingatkan(actor, tenggat))
    holder = organisasi.holder(session, tenggat.jabatan_id)
    if holder is None:
        raise Conflict(f"{tenggat.jabatan.nama} sedang kosong; alihkan pekerjaannya kepada pejabat lain.")
    said = f"{actor.jabatan_nama} mengingatkan bagian Anda yang lewat tenggat"
    if not kirim_sekali(session, tenggat, holder.pegawai_id, Kabar.LEWAT_TENGGAT, said, clock.today()):
        raise Conflict(f"{holder.pegawai.nama_lengkap} sudah diingatkan tentang surat ini hari ini.")
    session.add(
        TenggatCatatan(
            tenggat_id=tenggat.id,
            at=clock.now(),
            kejadian=Kejadian.LEWAT,
            tingkat=0,
            kepada=f"{holder.pegawai.nama_lengkap}, {tenggat.jabatan.nama}"[:300],
            keterangan=f"Oleh {actor.nama}, {actor.jabatan_nama}"[:400],
        )
    )
    surat = tenggat.surat
    surat_masuk.record(session, actor, "tenggat.ingatkan", surat, dari=surat.status, catatan=tenggat.jabatan.nama)
    return holder.pegawai.nama_lengkap
