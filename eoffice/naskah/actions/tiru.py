"""«Buat dari surat ini»: a new konsep with the words of an older naskah, and nothing of its number, dates or way."""

from dataclasses import replace

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.naskah import jenis, policy
from eoffice.naskah.actions.konsep import Isian, buat, simpan
from eoffice.naskah.actions.lampiran import ketik_lampiran
from eoffice.naskah.actions.pencabutan import penerima_sama
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Naskah
from eoffice.storage import Blob


def tiru(session: Session, actor: Actor, sumber: Naskah) -> Naskah:
    """Begin a konsep in the actor's own unit with the fields, recipients and typed lampiran of a naskah.

    Its sifat comes along, so that nothing secret becomes open by being copied. The signer comes along within the same
    perangkat daerah; elsewhere the own superior is proposed as for every konsep. Files are not copied.

    Raises:
        NotAllowed: the actor may not read it. Conflict: its jenis is not written here.
    """
    require(policy.may(actor, Action.BACA, sumber))
    made, kind, signer = buat(session, actor, sumber.jenis), jenis.get(sumber.jenis), sumber.penandatangan
    wanted = Isian(
        hal=sumber.hal,
        isi=sumber.isi,
        rincian=dict(sumber.rincian),
        kode_klasifikasi=sumber.kode_klasifikasi,
        sifat=sumber.sifat if sumber.sifat is not Sifat.SANGAT_RAHASIA else Sifat.RAHASIA,
        urgensi=sumber.urgensi,
        tujuan=penerima_sama(session, sumber.tujuan)[:200] if kind.bertujuan else None,
        tembusan=penerima_sama(session, sumber.tembusan),
    )
    if signer is not None and signer.aktif and signer.dapat_ttd and made.opd_id == sumber.opd_id:
        wanted = replace(wanted, penandatangan_id=signer.id, bentuk=sumber.bentuk)
    simpan(session, actor, made, wanted)
    for each in sumber.lampiran:
        if each.isi is not None:
            blob = Blob(each.key, each.size, each.sha256)
            ketik_lampiran(session, actor, made, judul=each.judul, isi=each.isi, rebah=each.rebah, blob=blob)
    record(session, actor, "naskah.tiru", made, catatan=f"dari naskah {sumber.id}")
    return made
