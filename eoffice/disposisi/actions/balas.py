"""Beginning the answer to a surat: a konsep that knows what it answers, and which part of the chain it is the result of."""

from typing import Final

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, Sifat
from eoffice.akses.verdict import YES, Verdict, no, require
from eoffice.disposisi import policy, queries
from eoffice.disposisi.models import DisposisiPenerima, Jawaban
from eoffice.naskah import actions as naskah
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import BERAKHIR
from eoffice.pdf import isi, kata
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk

#: What an answer is unless its writer chooses otherwise: to a superior, a peer or somebody outside.
JENIS = "surat_dinas"
#: A nota dinas is answered with a nota dinas.
SEPADAN: Final = {"nota_dinas": "nota_dinas"}


def may_answer(actor: Actor, surat: SuratMasuk) -> Verdict:
    """Whoever works on a surat may draft its answer; those who only keep or copy it do not."""
    working = {Relation.ALAMAT, Relation.PENERIMA} & surat_policy.relations(actor, surat)
    return YES if working else no("Hanya yang dituju atau mendapat disposisi yang membalas surat ini.")


def answers(session: Session, actor: Actor, surat: SuratMasuk) -> list[Naskah]:
    """The naskah that answer a surat, as far as the actor may read them; oldest first."""
    mine = naskah_queries.visible(actor).where(Naskah.menjawab_surat_id == surat.id, Naskah.status.not_in(BERAKHIR))
    return list(session.scalars(mine.order_by(Naskah.id).limit(20)))


def balas(session: Session, actor: Actor, surat: SuratMasuk) -> Naskah:
    """Begin a konsep that answers a surat, with hal, addressee, kode and sifat taken from it.

    Signed and sent, it reports the part of the chain that waits for the actor (`jawaban.terjawab`).
    """
    require(surat_policy.may(actor, Action.BACA_SURAT, surat))
    require(may_answer(actor, surat))
    part = _part(session, actor, surat)
    written = surat.naskah.jenis if surat.naskah is not None else ""
    made = naskah.buat(session, actor, SEPADAN.get(written, JENIS), menjawab_surat_id=surat.id)
    sender = surat.naskah.penandatangan_id if surat.naskah is not None else None
    back = naskah.PenerimaBaru(jabatan_id=sender) if sender else naskah.PenerimaBaru(teks=surat.asal_teks)
    about = f"Tanggapan atas {surat.hal.rstrip(' .')}" if surat.hal else ""
    naskah.simpan(
        session,
        actor,
        made,
        naskah.Isian(
            hal=about[:500],
            isi=isi.from_plain(_opening(surat)),
            tujuan=[back],
            kode_klasifikasi=surat.kode_klasifikasi,
            sifat=surat.sifat if surat.sifat is not Sifat.SANGAT_RAHASIA else Sifat.RAHASIA,
        ),
    )
    session.add(Jawaban(naskah_id=made.id, surat_id=surat.id, penerima_id=part.id if part is not None else None))
    session.flush()
    return made


def tautkan(session: Session, actor: Actor, made: Naskah, surat: SuratMasuk) -> None:
    """Let a konsep that another capability wrote be the answer to a surat, as one begun with `balas` is.

    Whoever calls has asked whether the actor may; the link itself lets nobody read anything.
    """
    part = _part(session, actor, surat)
    made.menjawab_surat_id = surat.id
    session.add(Jawaban(naskah_id=made.id, surat_id=surat.id, penerima_id=part.id if part is not None else None))
    session.flush()


def _part(session: Session, actor: Actor, surat: SuratMasuk) -> DisposisiPenerima | None:
    """What the actor owes in the chain, that of the jabatan worked in before that of others."""
    mine = [p for p in queries.mine_in(session, actor, surat) if policy.may(actor, Action.TINDAK_LANJUTI, p)]
    return next((p for p in mine if p.jabatan_id == actor.jabatan_id), mine[0] if mine else None)


def _opening(surat: SuratMasuk) -> str:
    """The customary first sentence: which surat is answered."""
    named = [f"surat {surat.asal_teks}".strip()]
    if surat.nomor_surat:
        named.append(f"nomor {surat.nomor_surat}")
    if surat.tanggal_surat is not None:
        named.append(f"tanggal {kata.tanggal(surat.tanggal_surat)}")
    if surat.hal:
        named.append(f"hal {surat.hal.rstrip(' .')}")
    return f"Menindaklanjuti {' '.join(named)}, bersama ini kami sampaikan hal-hal sebagai berikut."
