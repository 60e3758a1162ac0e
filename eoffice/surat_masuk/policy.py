"""The only decision about a surat masuk."""

from typing import Final

from eoffice.akses import sementara
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.nisan import dimusnahkan
from eoffice.akses.rights import Action, Relation, Sifat, decide, left_to_arsiparis
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL, MOVES, MOVING, PeranSurat

R = Relation
HANYA_DIBACA: Final = {
    PeranSurat.TEMBUSAN: "Surat ini tembusan, jadi hanya untuk dibaca.",
    PeranSurat.DISPOSISI: "Catatan ini hanya untuk buku agenda; pekerjaannya ada pada disposisinya.",
}
#: Actions of the one the surat is addressed to; a copied office only reads.
_OF_ADDRESSEE = frozenset(
    {Action.DISPOSISIKAN, Action.BACA_SAJA, Action.SELESAIKAN, Action.BUKA_LAGI, Action.BUKA_SAMPUL}
)
#: Moves that belong to a recipient of a disposisi are decided there, with this table only saying when.
_OF_CHAIN = frozenset(
    {
        Action.DISPOSISI_LANJUTAN,
        Action.TARIK_DISPOSISI,
        Action.UBAH_DISPOSISI,
        Action.TOLAK_DISPOSISI,
        Action.ALIHKAN_DISPOSISI,
        Action.TINDAK_LANJUTI,
        Action.TERIMA_LAPORAN,
        Action.KEMBALIKAN_LAPORAN,
    }
)


def relations(actor: Actor, surat: SuratMasuk) -> frozenset[Relation]:
    """How the actor stands to the surat; `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if actor.holds(surat.tujuan_jabatan_id):
        found.add(R.ALAMAT)
    if any(actor.holds(a.jabatan_id) for a in surat.akses):
        found.add(R.PENERIMA)
    if actor.holds(surat.peneliti_jabatan_id):
        found.add(R.PENELITI)
    if surat.opd_id in actor.tu_opd_ids:
        found.add(R.TU)
    if surat.opd_id in actor.arsip_opd_ids or surat.kustodi_unit_id in actor.arsip_opd_ids:
        found.add(R.ARSIPARIS)
    if surat.kustodi_unit_id in actor.unit_ids:
        found.add(R.KUSTODI)
    if operated(actor, surat):
        found.add(R.OPERATOR)
    if surat.id in actor.diberi_ids("surat_masuk", surat.sifat):
        found.add(R.DIBERI_AKSES)
    if actor.menilai and surat.perkara_id in actor.menilai:
        found.add(R.PANITIA)
    return frozenset(found)


def dicatat(actor: Actor, surat: SuratMasuk) -> bool:
    """Whether an opening is written down: of everything above Biasa, and of what is read only for a while (AUD-01)."""
    return sementara.dicatat(relations(actor, surat), surat.sifat)


def may_take_copy(actor: Actor, surat: SuratMasuk) -> Verdict:
    """Whether the actor may have the file itself: of Rahasia read on request only the screen or a marked print (6.4)."""
    return sementara.may_take_copy(relations(actor, surat), surat.sifat, "surat")


def may_print(actor: Actor, surat: SuratMasuk) -> Verdict:
    """Whether the actor may have a print; whoever reads may, from Rahasia up marked, and never of Sangat Rahasia (6.4)."""
    if surat.sifat is Sifat.SANGAT_RAHASIA:
        return no("Surat Sangat Rahasia tidak dicetak.")
    return may(actor, Action.BACA_SURAT, surat)


def operated(actor: Actor, surat: SuratMasuk) -> frozenset[int]:
    """The jabatan of the surat for which the actor is operator, as far as the mandate reaches for its sifat (5.6)."""
    if not actor.mandat:
        return frozenset()
    ends = {surat.tujuan_jabatan_id, *(a.jabatan_id for a in surat.akses)}
    return actor.atas_nama_ids(HakOperator.BACA, surat.sifat) & ends


def as_whom(actor: Actor, surat: SuratMasuk) -> Actor:
    """The actor as the trail names it: `a.n.` a jabatan when only a mandate opens the surat, else as it is."""
    if not actor.mandat or relations(actor, surat) != {R.OPERATOR}:
        return actor
    served = operated(actor, surat)
    return actor.operator_untuk(surat.tujuan_jabatan_id if surat.tujuan_jabatan_id in served else min(served))


def may(actor: Actor, action: Action, surat: SuratMasuk) -> Verdict:
    """Whether the actor may do this to the surat now."""
    if action in _OF_ADDRESSEE and surat.peran is not PeranSurat.ASLI:
        return no(HANYA_DIBACA[surat.peran])
    if action in MOVING - _OF_CHAIN and (surat.status, action) not in MOVES:
        return no(f"Surat berstatus “{LABEL[surat.status]}”.")
    if surat.musnah_at is not None and action is not Action.BACA_SURAT:
        return no(f"Surat ini sudah dimusnahkan menurut Berita Acara Nomor {surat.musnah_ba}.")
    standing = relations(actor, surat)
    if action is Action.ARAHKAN:
        if surat.peran is not PeranSurat.ASLI:
            return no(HANYA_DIBACA[surat.peran])
        if surat.tujuan_jabatan_id not in actor.atas_nama_ids(HakOperator.SIAPKAN_DISPOSISI, surat.sifat):
            standing -= {R.OPERATOR}
    verdict = decide(action, standing, surat.sifat)
    if verdict and action is Action.BERKASKAN_SURAT and left_to_arsiparis(standing, surat.sifat):
        return no("Surat ini diberkaskan oleh arsiparis perangkat daerahnya.")
    if verdict and action in _OF_ADDRESSEE and not actor.acts(surat.tujuan_jabatan_id):
        return no("Jabatan ini sedang dijalankan Plh. atau Plt., jadi hanya pejabat itu yang dapat bertindak.")
    return verdict


def require_living(surat: SuratMasuk) -> None:
    """Raises Destroyed, with what stands on its tombstone, when nothing else is left of a surat."""
    if surat.musnah_at is None:
        return
    left = {
        "nomor": f"Nomor {surat.nomor_surat or '–'}, agenda {surat.nomor_agenda}/{surat.tahun}",
        "hal": f"Hal: {surat.hal}",
        "asal": f"Dari {surat.asal_teks}",
        "sidik": f"Sidik berkas (SHA-256): {surat.berkas_sha256 or '–'}",
    }
    raise dimusnahkan("Surat", surat.musnah_at, surat.musnah_ba, left)


def may_open_agenda(actor: Actor) -> Verdict:
    """The agenda book is kept by the TU and read by the arsiparis of the office."""
    served = actor.tu_opd_ids | actor.arsip_opd_ids
    return YES if served else no("Buku agenda dibuka oleh tata usaha dan arsiparis perangkat daerah.")


def may_register(actor: Actor) -> Verdict:
    """The TU of a perangkat daerah registers what arrives there, an operator what arrives for his leader."""
    if any(HakOperator.CATAT in m.hak for m in actor.mandat):
        return YES
    return decide(Action.REGISTRASI, frozenset({R.TU}) if actor.tu_opd_ids else frozenset())


def registers(actor: Actor, opd_id: int | None, jabatan_id: int, sifat: Sifat) -> bool:
    """Whether the actor registers for a jabatan of an office: its TU always, an operator as far as his mandate reaches."""
    return opd_id in actor.tu_opd_ids or jabatan_id in actor.atas_nama_ids(HakOperator.CATAT, sifat)
