"""Beginning the answer to a surat: a konsep that knows what it answers, addressed back to where it came from."""

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, Sifat
from eoffice.akses.verdict import YES, Verdict, no, require
from eoffice.naskah import actions as naskah
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk

#: What an answer is unless its writer chooses otherwise: to a superior, a peer or somebody outside.
JENIS = "surat_dinas"


def may_answer(actor: Actor, surat: SuratMasuk) -> Verdict:
    """Whoever works on a surat may draft its answer; those who only keep or copy it do not."""
    working = {Relation.ALAMAT, Relation.PENERIMA} & surat_policy.relations(actor, surat)
    return YES if working else no("Hanya yang dituju atau mendapat disposisi yang membalas surat ini.")


def balas(session: Session, actor: Actor, surat: SuratMasuk) -> Naskah:
    """Begin a konsep that answers a surat, with hal, addressee, kode and sifat taken from it."""
    require(surat_policy.may(actor, Action.BACA_SURAT, surat))
    require(may_answer(actor, surat))
    made = naskah.buat(session, actor, JENIS, menjawab_surat_id=surat.id)
    sender = surat.naskah.penandatangan_id if surat.naskah is not None else None
    back = naskah.PenerimaBaru(jabatan_id=sender) if sender else naskah.PenerimaBaru(teks=surat.asal_teks)
    about = f"Tanggapan atas {surat.hal}" if surat.hal else ""
    naskah.simpan(
        session,
        actor,
        made,
        naskah.Isian(
            hal=about[:500],
            tujuan=[back],
            kode_klasifikasi=surat.kode_klasifikasi,
            sifat=surat.sifat if surat.sifat is not Sifat.SANGAT_RAHASIA else Sifat.RAHASIA,
        ),
    )
    return made
