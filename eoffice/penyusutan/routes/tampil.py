"""What the page of a case shows: its journey, its documents, and what is next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.verdict import Verdict
from eoffice.naskah.states import LABEL as LABEL_NASKAH
from eoffice.pdf import kata
from eoffice.penyusutan import actions, policy
from eoffice.penyusutan.kaidah import SAKSI_PALING_SEDIKIT
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import SELESAI, Dokumen, Jalur, Jenis, Status

JENIS: Final = {Jenis.PEMUSNAHAN: "Pemusnahan", Jenis.PENYERAHAN: "Penyerahan arsip statis"}
STATUS: Final = {
    Status.USUL: "Usul",
    Status.DINILAI: "Dinilai panitia",
    Status.PERTIMBANGAN: "Dipertimbangkan",
    Status.MENUNGGU_PERSETUJUAN: "Menunggu persetujuan",
    Status.DISETUJUI: "Disetujui",
    Status.DITOLAK_SEBAGIAN: "Ditolak sebagian",
    Status.DINYATAKAN: "Dinyatakan autentik",
    Status.DITETAPKAN: "Ditetapkan",
    Status.DIMUSNAHKAN: "Dimusnahkan",
    Status.DISERAHKAN: "Diserahkan",
    Status.DITERIMA: "Diterima lembaga kearsipan",
    Status.DIBATALKAN: "Dibatalkan",
}
NADA: Final = {
    Status.DIMUSNAHKAN: "ok", Status.DITERIMA: "ok", Status.DIBATALKAN: "bad", Status.DITOLAK_SEBAGIAN: "warn",
    Status.MENUNGGU_PERSETUJUAN: "warn",
}  # fmt: skip
DOKUMEN: Final = {
    Dokumen.SK_PANITIA: "SK panitia penilai",
    Dokumen.NOTULA: "Notula rapat panitia",
    Dokumen.PERTIMBANGAN: "Surat pertimbangan panitia",
    Dokumen.PERMOHONAN: "Permohonan persetujuan",
    Dokumen.PERSETUJUAN: "Persetujuan",
    Dokumen.PERNYATAAN: "Pernyataan autentik dan utuh",
    Dokumen.PENETAPAN: "Penetapan",
    Dokumen.BERITA_ACARA: "Berita acara",
}
#: What is done about somebody who cannot sign yet.
TERBITKAN: Final = (
    "Minta mereka menerbitkan sertifikat di halaman Sertifikat lebih dahulu, agar dokumennya tidak berhenti di sana."
)
JALUR: Final = {
    Jalur.KEPALA_DAERAH: "Kepala daerah (retensi di bawah 10 tahun)",
    Jalur.ANRI: "Kepala ANRI (ada retensi 10 tahun atau lebih)",
    Jalur.LKD: "Kepala lembaga kearsipan daerah",
}
_JALAN: Final[Mapping[Jenis, tuple[Status, ...]]] = {
    Jenis.PEMUSNAHAN: (
        Status.USUL, Status.DINILAI, Status.PERTIMBANGAN, Status.MENUNGGU_PERSETUJUAN, Status.DISETUJUI, Status.DITETAPKAN,
        Status.DIMUSNAHKAN,
    ),
    Jenis.PENYERAHAN: (
        Status.USUL, Status.DINILAI, Status.PERTIMBANGAN, Status.MENUNGGU_PERSETUJUAN, Status.DISETUJUI, Status.DINYATAKAN,
        Status.DITETAPKAN, Status.DISERAHKAN, Status.DITERIMA,
    ),
}  # fmt: skip

#: The document whose signature brings a case to a status.
_SEBAB: Final = {
    Status.DINILAI: Dokumen.SK_PANITIA, Status.PERTIMBANGAN: Dokumen.PERTIMBANGAN, Status.MENUNGGU_PERSETUJUAN: Dokumen.PERMOHONAN,
    Status.DISETUJUI: Dokumen.PERSETUJUAN, Status.DINYATAKAN: Dokumen.PERNYATAAN, Status.DITETAPKAN: Dokumen.PENETAPAN,
}  # fmt: skip


def dokumen(kasus: Kasus) -> list[Dokumen]:
    """The documents that a case of this kind and way needs, in order."""
    needed = [Dokumen.SK_PANITIA, Dokumen.NOTULA, Dokumen.PERTIMBANGAN]
    if kasus.jalur is not Jalur.KEPALA_DAERAH:
        needed.append(Dokumen.PERMOHONAN)
    needed.append(Dokumen.PERSETUJUAN)
    if kasus.jenis is Jenis.PENYERAHAN:
        needed.append(Dokumen.PERNYATAAN)
    return [*needed, Dokumen.PENETAPAN, Dokumen.BERITA_ACARA]


def perjalanan(kasus: Kasus) -> list[dict[str, Any]]:
    """Its states as a timeline: done, now, to come."""
    way = _JALAN[kasus.jenis]
    here = Status.DISETUJUI if kasus.status is Status.DITOLAK_SEBAGIAN else kasus.status
    at = way.index(here) if here in way else -1
    rows = []
    for number, each in enumerate(way):
        state = "done" if number < at or (number == at and kasus.status in SELESAI) else "now" if number == at else ""
        label = STATUS[kasus.status] if number == at else STATUS[each]
        when = kasus.diubah_at if number == at else _ketika(kasus, each) if state == "done" else None
        rows.append({"judul": label, "rinci": "", "kapan": _hari(when), "keadaan": state})
    if kasus.status is Status.DIBATALKAN:
        rows.append({"judul": "Dibatalkan", "rinci": kasus.alasan, "kapan": _hari(kasus.selesai_at), "keadaan": "bad"})
    return rows


def _ketika(kasus: Kasus, status: Status) -> datetime | None:
    """When a case came to a status it has left: by the document that brought it there."""
    if status is Status.USUL:
        return kasus.dibuat_at
    if status is Status.DISERAHKAN:
        return kasus.pelaksana_at
    document = kasus.kini(_SEBAB[status]) if status in _SEBAB else None
    return document.berlaku_at if document is not None else None


def _hari(at: datetime | None) -> str:
    return kata.tanggal_pukul(at) if at is not None else ""


@dataclass(frozen=True)
class BarisDokumen:
    """One document on the page: how far it is, where it can be opened, and whether it can be written now."""

    jenis: Dokumen
    nama: str
    keadaan: str
    nada: str
    nomor: str
    url: str
    boleh: Verdict
    ditulis: bool
    gugur: str


def baris(session: Session, actor: Actor, kasus: Kasus) -> list[BarisDokumen]:
    """The documents of a case, each with its state."""
    found = []
    for each in dokumen(kasus):
        row = kasus.kini(each)
        fallen = next(
            (d.keterangan for d in reversed(kasus.dokumen) if d.jenis is each and d.keterangan and d.gugur_at), ""
        )
        keadaan, nada, nomor, url = "Belum ditulis", "", "", ""
        if row is not None:
            nomor = row.nomor
            if row.berlaku_at is not None:
                keadaan, nada = "Ditandatangani" if row.naskah_id else "Diterima dari luar", "ok"
            elif row.naskah is not None:
                keadaan, nada = LABEL_NASKAH[row.naskah.status], "warn"
            if actions.boleh_dibaca(session, actor, row):
                url = f"/naskah/{row.naskah_id}" if row.naskah_id else f"/surat-masuk/{row.surat_id}"
            elif (sent := actions.terkirim(session, actor, row)) is not None:
                url = f"/surat-masuk/{sent}"  # whoever decides reads it as the letter that came
        optional = each is Dokumen.NOTULA and kasus.jenis is Jenis.PEMUSNAHAN
        if optional and row is None:
            keadaan = "Bila panitia berapat"
        may = policy.may_write(actor, each, kasus)
        found.append(
            BarisDokumen(
                each, DOKUMEN[each], keadaan, nada, nomor, url, may, row is not None, fallen if row is None else ""
            )
        )
    return found


def berikutnya(kasus: Kasus) -> tuple[str, str]:
    """What is next, and who must do it."""
    waits = next((d for d in kasus.dokumen if d.naskah_id and d.berlaku_at is None and d.gugur_at is None), None)
    if waits is not None:
        return (
            f"{DOKUMEN[waits.jenis]} diselesaikan sampai ditandatangani.",
            "Konseptor, pemeriksa, lalu penandatangannya",
        )
    arsiparis = f"Arsiparis {kasus.opd.nama}"
    if kasus.status is Status.USUL:
        if not kasus.panitia:
            return (
                "Susun panitia penilai: jumlahnya ganjil, memuat unit kearsipan, unit pengolah, dan arsiparis.",
                arsiparis,
            )
        return "Tulis SK panitia penilai.", arsiparis
    if kasus.status is Status.DINILAI:
        left = sum(b.penilaian == "belum" for b in kasus.hidup)
        if left:
            return f"Nilai {left} berkas yang belum dinilai, butir demi butir dengan alasannya.", "Anggota panitia"
        if kasus.jenis is Jenis.PENYERAHAN and kasus.kini(Dokumen.NOTULA) is None:
            return (
                "Tulis notula rapat panitia; penilaiannya sudah tercantum, tinggal waktu dan tempat rapatnya.",
                arsiparis,
            )
        return "Tulis surat pertimbangan panitia.", arsiparis
    if kasus.status is Status.PERTIMBANGAN:
        if kasus.jalur is Jalur.KEPALA_DAERAH:
            return "Minta persetujuan kepala daerah.", arsiparis
        return "Tulis surat permohonan persetujuan.", arsiparis
    if kasus.status is Status.MENUNGGU_PERSETUJUAN:
        if kasus.jalur is Jalur.KEPALA_DAERAH:
            who = kasus.penetap.nama if kasus.penetap else "Kepala daerah"
            return (
                "Tolak dahulu berkas yang tidak disetujui. Sisanya disetujui dengan surat yang ditulis arsiparis "
                "dan ditandatangani kepala daerah.",
                f"{who}, lalu arsiparis",
            )
        if kasus.jalur is Jalur.LKD:
            there = kasus.tujuan_opd.nama if kasus.tujuan_opd else "lembaga kearsipan daerah"
            return "Periksa daftarnya, tolak yang tidak disetujui, lalu tulis surat persetujuan.", _penerima(
                kasus, there
            )
        return "Tautkan surat persetujuan yang datang sebagai surat masuk.", arsiparis
    if kasus.status in (Status.DISETUJUI, Status.DITOLAK_SEBAGIAN):
        what = (
            "Tulis keputusan penetapan." if kasus.jenis is Jenis.PEMUSNAHAN else "Tulis pernyataan autentik dan utuh."
        )
        return what, arsiparis
    if kasus.status is Status.DINYATAKAN:
        return "Tulis keputusan penetapan.", arsiparis
    return _akhir(kasus, arsiparis)


def _penerima(kasus: Kasus, there: str) -> str:
    """Who acts for the receiving side; of its own records never whoever proposed them."""
    return f"Kepala {there}, atau arsiparisnya yang tidak mengusulkan" if kasus.sendiri else f"Arsiparis {there}"


def _akhir(kasus: Kasus, arsiparis: str) -> tuple[str, str]:
    report = kasus.kini(Dokumen.BERITA_ACARA)
    if kasus.status is Status.DITETAPKAN:
        if report is None:
            if kasus.jenis is Jenis.PENYERAHAN:
                return "Tulis berita acara penyerahan.", arsiparis
            if len(kasus.saksi) < SAKSI_PALING_SEDIKIT:
                return (
                    "Tambahkan dua saksi dengan tombol Ubah pada Panitia dan saksi, lalu tulis berita acara.",
                    arsiparis,
                )
            return "Tulis berita acara.", arsiparis
        if kasus.jenis is Jenis.PENYERAHAN:
            return "Serahkan arsipnya kepada lembaga kearsipan.", f"{arsiparis} atau anggota panitia"
        if kasus.pelaksana_id is None:
            return "Orang pertama menyatakan siap dilaksanakan.", "Arsiparis atau anggota panitia"
        return "Orang kedua, yang berbeda, melaksanakan pemusnahan.", "Arsiparis atau anggota panitia lainnya"
    if kasus.status is Status.DISERAHKAN:
        return "Nyatakan arsip diterima.", _penerima(kasus, kasus.tujuan_opd.nama if kasus.tujuan_opd else "penerima")
    return "Perkara selesai.", ""
