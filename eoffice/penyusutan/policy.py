"""The only decision about a case of penyusutan; what may be destroyed at all is in `kaidah`."""

from collections.abc import Mapping
from typing import Final

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.organisasi.models import Unit
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import BERPANITIA, SELESAI, Dokumen, Jalur, Jenis, Status
from eoffice.penyusutan.states import Peran as PeranKasus

R = Relation
#: While a case stands so, its documents of this kind can be written.
MENULIS: Final[Mapping[Dokumen, Mapping[Jenis, frozenset[Status]]]] = {
    Dokumen.SK_PANITIA: dict.fromkeys(BERPANITIA, frozenset({Status.USUL})),
    Dokumen.NOTULA: dict.fromkeys(BERPANITIA, frozenset({Status.DINILAI})),
    Dokumen.PERTIMBANGAN: dict.fromkeys(BERPANITIA, frozenset({Status.DINILAI})),
    Dokumen.PERMOHONAN: dict.fromkeys(BERPANITIA, frozenset({Status.PERTIMBANGAN})),
    Dokumen.PERSETUJUAN: dict.fromkeys(BERPANITIA, frozenset({Status.MENUNGGU_PERSETUJUAN})),
    Dokumen.PERNYATAAN: {
        Jenis.PEMUSNAHAN: frozenset(),
        Jenis.PENYERAHAN: frozenset({Status.DISETUJUI, Status.DITOLAK_SEBAGIAN}),
    },
    Dokumen.PENETAPAN: {
        Jenis.PEMUSNAHAN: frozenset({Status.DISETUJUI, Status.DITOLAK_SEBAGIAN}),
        Jenis.PENYERAHAN: frozenset({Status.DINYATAKAN}),
    },
    Dokumen.BERITA_ACARA: dict.fromkeys(BERPANITIA, frozenset({Status.DITETAPKAN})),
}


#: What the receiving side of a penyerahan does.
_PIHAK_KEDUA: Final = frozenset({Action.SETUJUI_SUSUT, Action.TERIMA_SUSUT})


def relations(actor: Actor, kasus: Kasus) -> frozenset[Relation]:
    """How the actor stands to the case. `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if kasus.opd_id in actor.arsip_opd_ids:
        found.add(R.ARSIPARIS)
    if kasus.opd_id in actor.pimpinan_opd_ids:
        found.add(R.PIMPINAN_OPD)
    if any(actor.holds(a.jabatan_id) for a in kasus.panitia):
        found.add(R.PANITIA)
    if any(actor.holds(a.jabatan_id) for a in kasus.saksi):
        found.add(R.SAKSI)
    if actor.holds(kasus.penetap_id):
        found.add(R.PENANDATANGAN)
    if kasus.jenis is Jenis.PENYERAHAN and kasus.tujuan_opd_id in (actor.arsip_opd_ids | actor.pimpinan_opd_ids):
        found.add(R.PENERIMA)
    if Peran.UNIT_KEARSIPAN in actor.peran:
        found.add(R.UNIT_KEARSIPAN)
    return frozenset(found)


def may_begin(actor: Actor) -> Verdict:
    """Whether the actor may propose anything for penyusutan: the arsiparis of a perangkat daerah."""
    return YES if actor.arsip_opd_ids else no("Penyusutan diusulkan arsiparis perangkat daerahnya.")


def may(actor: Actor, action: Action, kasus: Kasus) -> Verdict:
    """Whether the actor may do this in the case now."""
    verdict = decide(action, relations(actor, kasus))
    if verdict and action is not Action.BACA_SUSUT and kasus.status in SELESAI:
        return no(f"Perkara ini sudah {kasus.status}.")
    if verdict and action is Action.NILAI_SUSUT and kasus.status is not Status.DINILAI:
        return no("Panitia menilai sesudah surat keputusannya ditandatangani dan sebelum pertimbangannya terbit.")
    if verdict and action is Action.SETUJUI_SUSUT and not _approves(actor, kasus):
        return no("Belum ada yang menunggu persetujuan Anda.")
    if verdict and action is Action.TERIMA_SUSUT and kasus.status is not Status.DISERAHKAN:
        return no("Arsipnya belum diserahkan.")
    if verdict and action in _PIHAK_KEDUA and kasus.sendiri and kasus.dibuat_oleh == actor.pegawai_id:
        return no(
            "Arsip lembaga kearsipan sendiri disetujui dan diterima orang lain daripada yang mengusulkannya (pemisahan tugas): "
            "arsiparis lainnya atau kepalanya."
        )
    if verdict and action is Action.LAKSANAKAN_SUSUT:
        return _may_carry_out(kasus)
    return verdict


def _approves(actor: Actor, kasus: Kasus) -> bool:
    """Whether the approval that a case waits for is the actor's: of a pemusnahan the kepala daerah, of a penyerahan the
    lembaga kearsipan (6.6)."""
    if kasus.status is not Status.MENUNGGU_PERSETUJUAN:
        return False
    who = {Jalur.KEPALA_DAERAH: R.PENANDATANGAN, Jalur.LKD: R.PENERIMA}.get(kasus.jalur) if kasus.jalur else None
    return who in relations(actor, kasus)


def _may_carry_out(kasus: Kasus) -> Verdict:
    if kasus.status is not Status.DITETAPKAN:
        return no("Pelaksanaan menunggu penetapan.")
    signed = kasus.kini(Dokumen.BERITA_ACARA)
    if signed is None or signed.berlaku_at is None:
        return no("Pelaksanaan menunggu berita acara ditandatangani semua pihak dan saksinya.")
    return YES


def may_package(actor: Actor, kasus: Kasus) -> Verdict:
    """Whether the actor may order the package that goes to the lembaga kearsipan; once it holds the records, itself too."""
    holds = kasus.status in (Status.DISERAHKAN, Status.DITERIMA) and kasus.jenis is Jenis.PENYERAHAN
    if holds and kasus.tujuan_opd_id in actor.arsip_opd_ids:
        return YES
    verdict = may(actor, Action.KELOLA_SUSUT, kasus)
    if verdict and kasus.jenis is not Jenis.PENYERAHAN:
        return no("Paket untuk lembaga kearsipan hanya dibuat pada penyerahan.")
    if verdict and kasus.status not in (Status.DITETAPKAN, Status.DISERAHKAN):
        return no("Paketnya dibuat sesudah penyerahan ditetapkan.")
    return verdict


def may_write(actor: Actor, dokumen: Dokumen, kasus: Kasus) -> Verdict:
    """Whether this document of the case can be written now, by this actor."""
    answers = dokumen is Dokumen.PERSETUJUAN and kasus.jalur is Jalur.LKD
    verdict = may(actor, Action.SETUJUI_SUSUT if answers else Action.KELOLA_SUSUT, kasus)
    if not verdict:
        return verdict
    if kasus.status not in MENULIS[dokumen].get(kasus.jenis, frozenset()):
        return no("Belum atau sudah lewat waktunya untuk dokumen ini.")
    if dokumen is Dokumen.PERMOHONAN and kasus.jalur is Jalur.KEPALA_DAERAH:
        return no("Kepala daerah menyetujuinya di dalam sistem; tekan Minta persetujuan.")
    if dokumen is Dokumen.PERSETUJUAN and kasus.jalur is Jalur.ANRI:
        return no("Persetujuannya datang dari luar sebagai surat masuk; tautkan suratnya.")
    now = kasus.kini(dokumen)
    if now is not None and now.berlaku_at is not None:
        return no("Dokumen ini sudah ditandatangani.")
    return YES


def member(actor: Actor, kasus: Kasus) -> str:
    """What the actor is in the case, in a word; '' for nobody of it."""
    mine = next((a for a in kasus.anggota if actor.holds(a.jabatan_id)), None)
    if mine is None:
        return ""
    return "saksi" if mine.peran is PeranKasus.SAKSI else f"{mine.peran} panitia"


def may_list_move(actor: Actor, unit: Unit) -> Verdict:
    """Whether the actor may list berkas of a unit for pemindahan: its arsiparis, or whoever leads it."""
    found = set()
    if unit.opd_id in actor.arsip_opd_ids:
        found.add(R.ARSIPARIS)
    if actor.memeriksa and unit.id in actor.unit_ids:
        found.add(R.PIMPINAN_UNIT)
    return decide(Action.USUL_PINDAH, frozenset(found))


def may_verify_move(actor: Actor, kasus: Kasus) -> Verdict:
    """Whether the actor acts for the unit kearsipan that receives a pemindahan."""
    if kasus.status in SELESAI:
        return no(f"Pemindahan ini sudah {kasus.status}.")
    found = set()
    if kasus.opd_id in actor.arsip_opd_ids:
        found.add(R.ARSIPARIS)
    if kasus.opd_id in actor.sekretaris_opd_ids:
        found.add(R.SEKRETARIS_OPD)
    return decide(Action.VERIFIKASI_PINDAH, frozenset(found))
