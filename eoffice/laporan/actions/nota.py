"""The nota dinas that carries a monthly report to the Sekda, and the settings by which it is begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import Verdict, no, require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.laporan import policy
from eoffice.laporan.models import PengaturanLaporan, PotretLaporan
from eoffice.laporan.queries import potret_bulanan
from eoffice.laporan.terbitan import isi as susunan
from eoffice.laporan.terbitan import kalimat, tulis
from eoffice.naskah import actions as naskah
from eoffice.naskah.actions import Isian, PenerimaBaru
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import BERAKHIR
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.pdf import halaman
from eoffice.pdf import isi as isi_naskah
from eoffice.storage import BlobStore
from eoffice.web.services import Services

KODE: Final = "000.7.2.8"
"""Kode klasifikasi of periodical reports (Laporan Berkala)."""
SELESAI_SIA_SIA: Final = BERAKHIR
"""After one of these another nota dinas may be begun."""


@dataclass(frozen=True)
class Pengaturan:
    """How the report is made and sent, as somebody filled it in; jabatan by id."""

    otomatis: bool
    hari_kerja: int
    bertanda_tangan: bool
    penyusun_id: int | None
    penandatangan_id: int | None
    penerima: Sequence[int]
    alasan: str


def atur(session: Session, actor: Actor, isian: Pengaturan) -> PengaturanLaporan:
    """Set a new version of the settings; the earlier ones stay.

    Raises:
        Invalid: a day outside 1 to 10, a jabatan that may not sign or does not exist, nobody to send it to, no reason.
    """
    require(policy.may(actor, Action.ATUR_LAPORAN))
    wrong = {}
    if not 1 <= isian.hari_kerja <= 10:
        wrong["hari_kerja"] = "Isi hari kerja ke-1 sampai ke-10."
    chosen = {*isian.penerima, *(j for j in (isian.penyusun_id, isian.penandatangan_id) if j is not None)}
    known = {j.id: j for j in session.scalars(select(Jabatan).where(Jabatan.id.in_(chosen), Jabatan.aktif))}
    if any(j not in known or known[j].hanya_mengelola for j in isian.penerima):
        wrong["penerima"] = "Pilih jabatan penerima dari daftar."
    if isian.penyusun_id is not None and isian.penyusun_id not in known:
        wrong["penyusun"] = "Pilih jabatan penyusun dari daftar."
    if isian.penandatangan_id is not None and not (
        isian.penandatangan_id in known and known[isian.penandatangan_id].dapat_ttd
    ):
        wrong["penandatangan"] = "Pilih jabatan yang berwenang menandatangani."
    if isian.bertanda_tangan:
        if isian.penyusun_id is None:
            wrong.setdefault("penyusun", "Pilih jabatan yang menyusun nota dinasnya.")
        if not isian.penerima:
            wrong.setdefault("penerima", "Pilih paling sedikit satu penerima.")
    if isian.penandatangan_id is not None and isian.penandatangan_id in isian.penerima:
        wrong["penerima"] = "Penandatangan tidak dapat menjadi penerimanya sendiri."
    if len(isian.alasan.strip()) < 10:
        wrong["alasan"] = "Tuliskan alasannya dengan satu kalimat."
    if wrong:
        raise Invalid("Pengaturan belum dapat disimpan; perbaiki yang ditandai.", wrong)
    row = PengaturanLaporan(
        otomatis=isian.otomatis,
        hari_kerja=isian.hari_kerja,
        bertanda_tangan=isian.bertanda_tangan,
        penyusun_id=isian.penyusun_id,
        penandatangan_id=isian.penandatangan_id,
        penerima=list(dict.fromkeys(isian.penerima)),
        alasan=isian.alasan.strip(),
        penetap=actor.jabatan_nama or actor.nama,
        ditetapkan_at=clock.now(),
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "laporan.atur", "pengaturan", row.id, catatan=row.alasan[:300])
    return row


def boleh_siapkan(actor: Actor, potret: PotretLaporan, ada: Naskah | None, penerima: Sequence[int]) -> Verdict:
    """Whether this person may begin the nota dinas of a closed month."""
    allowed = policy.may(actor, Action.TUTUP_BUKU)
    if not allowed:
        return allowed
    if ada is not None and ada.status not in SELESAI_SIA_SIA:
        return no("Nota dinasnya sudah disiapkan.")
    if any(actor.holds(each) for each in penerima):
        return no("Laporan ini ditujukan kepada Anda; nota dinasnya disiapkan penyusunnya.")
    return allowed


def penerima(session: Session) -> list[int]:
    """The jabatan that the report is addressed to: by the settings, else the Sekda."""
    rule = potret_bulanan.pengaturan(session)
    if rule is not None and rule.penerima:
        return list(rule.penerima)
    head = select(Jabatan.id).join(Unit, Unit.id == Jabatan.unit_id)
    found = session.scalar(head.where(Unit.jenis == "setda", Jabatan.kepala_unit, Jabatan.aktif).order_by(Jabatan.kode))
    return [found] if found is not None else []


def siapkan(session: Session, store: BlobStore, actor: Actor, potret: PotretLaporan) -> Naskah:
    """Begin the nota dinas with the report as its lampiran; it goes the way of every naskah: paraf, TTE, nomor, kirim.

    Raises:
        NotAllowed, Conflict: it was begun before, or the actor is whom it is for.
    """
    existing = session.get(Naskah, potret.naskah_id) if potret.naskah_id is not None else None
    require(boleh_siapkan(actor, potret, existing, penerima(session)))
    made = _konsep(session, store, actor, potret)
    audit.record(session, actor, "laporan.siapkan_nota", "potret", potret.id, ke=f"naskah {made.id}")
    return made


def siapkan_otomatis(session: Session, services: Services, potret: PotretLaporan) -> None:
    """At closing, when the settings say so: the konsep waits with whoever holds the jabatan that answers for it."""
    rule = potret_bulanan.pengaturan(session)
    if rule is None or not rule.bertanda_tangan or rule.penyusun_id is None:
        return
    held = organisasi.holder(session, rule.penyusun_id)
    if held is None:
        said = "Jabatan penyusun kosong; nota dinas belum disiapkan."
        audit.record(session, SISTEM, "laporan.siapkan_nota", "potret", potret.id, hasil="tertunda", catatan=said)
        return
    actor = organisasi.actor_for(session, held.pegawai_id, rule.penyusun_id, kunci=services.pepper)
    made = _konsep(session, services.store, actor, potret)
    audit.record(session, SISTEM, "laporan.siapkan_nota", "potret", potret.id, ke=f"naskah {made.id}")


def _konsep(session: Session, store: BlobStore, actor: Actor, potret: PotretLaporan) -> Naskah:
    file = potret_bulanan.berkas(potret, "pdf")
    if file is None:
        raise Conflict("Berkas laporan bulan ini belum ada. Tunggu sebentar, lalu coba lagi.")
    with store.open(file.blob) as source:
        pages = halaman.banyak(source.read())
    with store.open(potret.blob) as source:
        content = susunan.baca(source.read())
    rule = potret_bulanan.pengaturan(session)
    month = tulis.bulan(content["bulan"])
    made = naskah.buat(session, actor, "nota_dinas")
    known = session.scalar(select(Klasifikasi.kode).where(Klasifikasi.kode == KODE))
    naskah.simpan(
        session,
        actor,
        made,
        Isian(
            hal=f"Laporan Adopsi Persuratan Elektronik Bulan {month}",
            isi=isi_naskah.from_plain(_teks(content, potret.sha256)),
            kode_klasifikasi=known,
            penandatangan_id=rule.penandatangan_id if rule is not None else None,
            tujuan=[PenerimaBaru(jabatan_id=each) for each in penerima(session)],
        ),
    )
    title = f"Laporan Adopsi Persuratan Elektronik {month}"
    naskah.lampirkan(
        session,
        actor,
        made,
        judul=title,
        nama=f"{title}.pdf",
        nama_asli=f"{title}.pdf",
        mime="application/pdf",
        blob=file.blob,
        halaman=pages,
        bersih=file.blob,
    )
    potret.naskah_id = made.id
    session.flush()
    return made


def _teks(content: susunan.Isi, sha256: str) -> str:
    """The body: the sentences of page 1, what is to be decided, and by what the report can be checked."""
    name, month = susunan.id_potret(content["bulan"], sha256), tulis.bulan(content["bulan"])
    parts = [f"Bersama ini kami sampaikan laporan adopsi persuratan elektronik bulan {month}, dengan pokok-pokok:"]
    said = [*kalimat.ringkasan(content), kalimat.waktu(content), kalimat.kertas(content)]
    parts.append("\n".join(f"{n}. {each}" for n, each in enumerate(said, 1)))
    rows = content["putusan"]
    if rows:
        parts.append("Yang memerlukan keputusan:")
        parts.append("\n".join(f"{n}. {_putusan(row)}" for n, row in enumerate(rows, 1)))
    parts.append(f"Laporan lengkap terlampir, dibuat dari potret {name} yang tidak berubah lagi sesudah bulan ditutup.")
    return "\n\n".join(parts)


def _putusan(row: dict[str, str]) -> str:
    said = f"{row['opd']}: {row['masalah']}. {row['usul']}"
    return f"{said} Penanggung jawab {row['penanggung_jawab']}, paling lambat {tulis.hari(row['tenggat'])}."
