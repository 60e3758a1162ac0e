"""Pemindahan: a unit pengolah lists, the unit kearsipan looks at every berkas, both sign, and custody goes over (6.6)."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Kustodi
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi.models import Unit
from eoffice.penyusutan import daftar, policy
from eoffice.penyusutan.actions.dokumen import tarik_konsep
from eoffice.penyusutan.actions.step import record
from eoffice.penyusutan.models import ButirKasus, Kasus
from eoffice.penyusutan.queries import fakta, jatuh_tempo, pindah
from eoffice.penyusutan.retensi import Tempo, ke_lkd, tempo
from eoffice.penyusutan.states import Dokumen, Jenis, Langkah, Penilaian, Status

#: How the reason begins when the unit kearsipan sends a berkas back, and when the unit pengolah takes one out.
DITOLAK, DITARIK = "Ditolak unit kearsipan: ", "Ditarik unit pengolah: "


def usulkan_pindah(session: Session, actor: Actor, berkas_ids: Sequence[int], catatan: str = "") -> Kasus:
    """List berkas of one unit whose active time is over, for its unit kearsipan.

    Raises:
        NotFound: a berkas that the actor may not know of. NotAllowed: neither the arsiparis nor the head of the unit.
        Invalid: none chosen, several units, or one that is not due. Conflict: one is in another case already.
    """
    chosen = [arsip.get(session, actor, i) for i in dict.fromkeys(berkas_ids)]
    if not chosen:
        raise Invalid("Belum ada berkas yang dipilih.", {"pilih": "Centang sedikitnya satu berkas."})
    if len({b.unit_id for b in chosen}) > 1:
        raise Invalid(
            "Satu usul hanya untuk satu unit pengolah.", {"pilih": "Saring dahulu menurut unit, lalu pilih lagi."}
        )
    unit = chosen[0].unit
    require(policy.may_list_move(actor, unit))
    on = clock.today()
    late = next((b for b in chosen if tempo(jatuh_tempo.keadaan(b), on) is not Tempo.PINDAH), None)
    if late is not None:
        said = f"Berkas {late.nomor} belum atau tidak perlu dipindahkan: {_sebab(late)}."
        raise Invalid(said, {"pilih": said})
    receiver = pindah.unit_kearsipan(session, chosen[0].opd_id)
    last = session.scalar(select(func.max(Kasus.urut)).where(Kasus.jenis == Jenis.PEMINDAHAN, Kasus.tahun == on.year))
    at = clock.now()
    made = Kasus(
        jenis=Jenis.PEMINDAHAN,
        status=Status.USUL,
        tahun=on.year,
        urut=(last or 0) + 1,
        judul=f"Pemindahan arsip inaktif {unit.nama}"[:300],
        opd_id=chosen[0].opd_id,
        tujuan_opd_id=None,
        penetap_id=None,
        dibuat_oleh=actor.pegawai_id,
        dibuat_at=at,
        diubah_at=at,
        rincian={"unit_id": unit.id, "penerima_unit_id": receiver.id},
        daftar_sha256="",
        alasan=catatan.strip()[:500],
    )
    session.add(made)
    session.flush()
    _put(session, made, chosen)
    record(session, actor, "penyusutan.usulkan", made, catatan=f"{len(chosen)} berkas {unit.nama}")
    return made


def _sebab(berkas: Berkas) -> str:
    if berkas.akhir is not None or berkas.kustodi is not Kustodi.UNIT_PENGOLAH:
        return "sudah tidak di unit pengolah"
    if berkas.tahan_hukum:
        return "sedang ditahan untuk perkara hukum"
    return "masa aktifnya belum habis" if berkas.ditutup else "masih terbuka"


def _put(session: Session, kasus: Kasus, chosen: Sequence[Berkas]) -> None:
    items = fakta.isi(session, [b.id for b in chosen])
    flat = [i for rows in items.values() for i in rows]
    naskah, surats = fakta.naskah(session, flat), fakta.surat(session, flat)
    for place, each in enumerate(chosen, 1):
        rows = items.get(each.id, [])
        seen = daftar.potret(each, rows, sidik=fakta.sidik(rows, naskah, surats), jra=fakta.jra(each))
        seen |= {"kategori": each.kategori, "ke_lkd": ke_lkd(each.inaktif_tahun), "lokasi": _lokasi(each)}
        kasus.butir.append(
            ButirKasus(
                urutan=place, berkas=each, berkas_id=each.id, klaim_id=each.id, potret=seen,
                penilaian=Penilaian.BELUM, alasan="", keluar_alasan="",
            )
        )  # fmt: skip
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict("Salah satu berkas sudah ada dalam perkara penyusutan lain. Muat ulang halaman.") from error


def _lokasi(berkas: Berkas) -> str:
    parts = (("Ruang", berkas.ruang), ("rak", berkas.rak), ("boks", berkas.boks), ("folder", berkas.folder))
    return ", ".join(f"{name} {value}" for name, value in parts if value)


def periksa_butir(
    session: Session, actor: Actor, kasus: Kasus, butir_ids: Sequence[int], *, terima: bool, alasan: str
) -> int:
    """The unit kearsipan accepts items, or sends them back with a reason; how many.

    Raises:
        NotAllowed: not of the unit kearsipan. Invalid: sent back without a reason. Conflict: verified already.
    """
    require(policy.may_verify_move(actor, kasus))
    if kasus.status is not Status.USUL:
        raise Conflict("Usul ini sudah diverifikasi.")
    if not terima and not alasan.strip():
        raise Invalid("Alasan menolak perlu diisi.", {"alasan": "Sebutkan apa yang perlu dibenahi unit pengolah."})
    rows = _pick(kasus, butir_ids)
    for row in rows:
        if terima:
            row.nilai(Penilaian.SETUJU, alasan.strip(), by=actor.pegawai_id, at=clock.now())
        else:
            row.keluarkan(f"{DITOLAK}{alasan.strip()}", by=actor.pegawai_id, at=clock.now())
    what = "diterima" if terima else f"ditolak: {alasan.strip()}"
    record(session, actor, "penyusutan.periksa", kasus, catatan=f"{len(rows)} berkas {what}")
    return len(rows)


def tarik_butir(session: Session, actor: Actor, kasus: Kasus, butir_ids: Sequence[int], alasan: str) -> int:
    """The unit pengolah takes items back while nothing is verified; how many."""
    require(policy.may_list_move(actor, session.get_one(Unit, int(kasus.rincian["unit_id"]))))
    if not alasan.strip():
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan mengapa berkasnya ditarik."})
    if kasus.status is not Status.USUL:
        raise Conflict("Sesudah diverifikasi, berkas tidak dapat ditarik satu per satu. Batalkan usulnya bila perlu.")
    rows = _pick(kasus, butir_ids)
    for row in rows:
        row.keluarkan(f"{DITARIK}{alasan.strip()}", by=actor.pegawai_id, at=clock.now())
    record(session, actor, "penyusutan.tarik", kasus, catatan=f"{len(rows)} berkas: {alasan.strip()}")
    return len(rows)


def _pick(kasus: Kasus, butir_ids: Sequence[int]) -> list[ButirKasus]:
    wanted = set(butir_ids)
    found = [b for b in kasus.hidup if b.id in wanted]
    if not found or len(found) != len(wanted):
        raise Invalid(
            "Ada pilihan yang sudah tidak ada dalam usul ini.", {"pilih": "Muat ulang halaman, lalu pilih lagi."}
        )
    return found


def verifikasi(session: Session, actor: Actor, kasus: Kasus) -> None:
    """Every item was looked at; what is left goes into the berita acara.

    Raises:
        Conflict: an item was not looked at, or none is left.
    """
    require(policy.may_verify_move(actor, kasus))
    if not kasus.hidup:
        raise Conflict("Tidak ada berkas yang tersisa. Batalkan usulnya.")
    left = sum(b.penilaian is not Penilaian.SETUJU for b in kasus.hidup)
    if left:
        raise Conflict(f"Masih ada {left} berkas yang belum diperiksa. Terima atau tolak satu per satu.")
    dari = kasus.status
    kasus.maju(Langkah.VERIFIKASI, Status.DIVERIFIKASI, clock.now())
    kasus.daftar_sha256 = kasus.sidik()
    record(session, actor, "penyusutan.verifikasi", kasus, dari=dari, catatan=f"{len(kasus.hidup)} berkas")


def batalkan_pindah(session: Session, actor: Actor, kasus: Kasus, alasan: str) -> None:
    """Give it up; the berkas stay where they are and are due again. Raises Conflict while its berita acara is signed."""
    require(policy.may_verify_move(actor, kasus))
    if not alasan.strip():
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan mengapa pemindahan dibatalkan."})
    drawn = kasus.kini(Dokumen.BERITA_ACARA)
    if drawn is not None:
        tarik_konsep(session, actor, drawn)
    dari = kasus.status
    kasus.maju(Langkah.BATALKAN, Status.DIBATALKAN, clock.now())
    kasus.alasan = alasan.strip()[:500]
    record(session, actor, "penyusutan.batalkan", kasus, dari=dari, catatan=alasan.strip())
