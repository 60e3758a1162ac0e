"""The berita acara of a pemindahan, and what goes over once both have signed it (6.6)."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.verdict import require
from eoffice.arsip.states import Kustodi, Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit import actions as audit
from eoffice.db import porsi
from eoffice.errors import Conflict
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.pdf import kata
from eoffice.penyusutan import policy
from eoffice.penyusutan.actions.dokumen import ditandatangani_oleh, tarik_konsep, tulis_konsep
from eoffice.penyusutan.actions.step import record
from eoffice.penyusutan.daftar import Tabel
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.penulisan import Konsep, ringkas
from eoffice.penyusutan.queries import fakta, pindah
from eoffice.penyusutan.states import Dokumen, Langkah, Status
from eoffice.storage import BlobStore
from eoffice.surat_masuk.models import SuratMasuk


def tulis_berita_acara(session: Session, actor: Actor, store: BlobStore, kasus: Kasus) -> Naskah:
    """Write the berita acara with the list as lampiran; both heads sign it as any naskah, and then custody goes over.

    Raises:
        Conflict: not verified, or nobody may sign for one side.
    """
    require(policy.may_verify_move(actor, kasus))
    if kasus.status is not Status.DIVERIFIKASI:
        raise Conflict("Berita acara ditulis sesudah semua berkas diverifikasi.")
    old = kasus.kini(Dokumen.BERITA_ACARA)
    if old is not None:
        tarik_konsep(session, actor, old)
    unit = session.get_one(Unit, int(kasus.rincian["unit_id"]))
    receiver = session.get_one(Unit, int(kasus.rincian["penerima_unit_id"]))
    first, second = _penanda(session, kasus)
    if first is None or second is None:
        raise Conflict(
            "Kepala unit pengolah dan kepala unit kearsipan belum lengkap, jadi berita acara belum dapat ditulis."
        )
    body = (
        f"PIHAK PERTAMA memindahkan kepada PIHAK KEDUA arsip inaktif {unit.nama} sebanyak {ringkas(kasus)} sebagaimana daftar "
        "terlampir, yang telah diperiksa berkas demi berkas. Sejak berita acara ini ditandatangani, penyimpanan dan "
        "pemeliharaannya menjadi tanggung jawab PIHAK KEDUA. Arsip elektronik berpindah kewenangannya tanpa disalin."
    )
    onward = sum(bool(b.potret.get("ke_lkd")) for b in kasus.hidup)
    if onward:
        body += (
            f"\n\nSebanyak {onward} ({kata.terbilang(onward)}) berkas mempunyai retensi inaktif 10 (sepuluh) tahun atau lebih dan "
            "selanjutnya dipindahkan ke lembaga kearsipan daerah."
        )
    made = Konsep(
        "berita_acara",
        "Pemindahan Arsip Inaktif",
        first.id,
        isi=f"{body}\n\nDemikian berita acara ini dibuat dengan sebenarnya.",
        rincian={"mewakili_pertama": "Unit Pengolah", "mewakili_kedua": "Unit Kearsipan", "dasar": []},
        penyerta=(("PIHAK KEDUA", second.id),),
        lampiran=(tabel(kasus, receiver),),
    )
    naskah, hashed = tulis_konsep(session, actor, store, kasus, made)
    kasus.dokumen.append(
        DokumenKasus(
            jenis=Dokumen.BERITA_ACARA,
            naskah=naskah,
            naskah_id=naskah.id,
            daftar_sha256=kasus.sidik(),
            lampiran_sha256=hashed,
            dibuat_oleh=actor.pegawai_id,
            dibuat_at=clock.now(),
            keterangan="",
        )
    )
    session.flush()
    record(session, actor, "penyusutan.tulis", kasus, catatan=f"{Dokumen.BERITA_ACARA}: {naskah.hal}")
    return naskah


def _penanda(session: Session, kasus: Kasus) -> tuple[Jabatan | None, Jabatan | None]:
    """Who signs for the unit pengolah and for the unit kearsipan; None where nobody may."""
    first = pindah.penanda(session, int(kasus.rincian["unit_id"]))
    receiver = int(kasus.rincian["penerima_unit_id"])
    return first, pindah.penanda(session, receiver, selain=first.id if first else None)


def tabel(kasus: Kasus, penerima: Unit) -> Tabel:
    """Daftar arsip dipindahkan in its official columns (6.5)."""
    head = (
        "No.", "Nomor berkas", "Kode", "Uraian", "Kurun waktu", "Jumlah", "Tingkat", "Lokasi simpan", "Jangka simpan dan nasib akhir",
        "Kategori", "Keterangan",
    )  # fmt: skip
    rows = [head]
    for number, each in enumerate(kasus.hidup, 1):
        of = each.potret
        kept = f"{of['aktif']}+{of['inaktif']} tahun, {str(of['nasib']).replace('_', ' ')}"
        note = "Selanjutnya ke LKD" if of.get("ke_lkd") else ""
        rows.append(
            (
                str(number), str(of["nomor"]), str(of["kode"]), str(of["uraian"]), str(of["kurun"]), f"{of['jumlah']} naskah",
                str(of["tingkat"]).capitalize(), str(of.get("lokasi") or str(of["media"]).capitalize()), kept,
                str(of.get("kategori", "Umum")), note,
            )
        )  # fmt: skip
    return Tabel(f"Daftar Arsip Inaktif yang Dipindahkan kepada {penerima.nama}", rows)


def ditandatangani(session: Session, naskah_id: int) -> None:
    """The berita acara has been signed by both: custody, rights and the index go over in this one transaction.

    A list that is not the verified one moves nothing: the document falls, and says why. Running it twice moves once.
    """
    found = pindah.untuk_naskah(session, naskah_id)
    if found is None:
        return
    kasus, row = found
    if row.berlaku_at is not None or row.gugur_at is not None:
        return
    dari, at = kasus.status, clock.now()
    enclosed = {x.sha256 for x in row.naskah.lampiran} if row.naskah is not None else set()
    if (
        kasus.status is not Status.DIVERIFIKASI
        or row.daftar_sha256 != kasus.sidik()
        or row.lampiran_sha256 not in enclosed
    ):
        row.gugur_at, row.keterangan = at, "Ditandatangani, tetapi daftarnya bukan yang diverifikasi. Tulis ulang."
        record(session, SISTEM, "penyusutan.dokumen_gugur", kasus, dari=dari, catatan=row.keterangan)
        return
    try:
        ditandatangani_oleh(row, *(office.id if office else None for office in _penanda(session, kasus)))
    except Conflict as error:
        row.gugur_at, row.keterangan = at, f"Ditandatangani, tetapi tidak dipakai: {error}"[:500]
        record(session, SISTEM, "penyusutan.dokumen_gugur", kasus, dari=dari, catatan=row.keterangan)
        return
    row.berlaku_at = at
    kasus.maju(Langkah.PINDAHKAN, Status.DIPINDAHKAN, at)
    receiver = int(kasus.rincian["penerima_unit_id"])
    for each in kasus.hidup:
        berkas = each.berkas
        berkas.kustodi, berkas.kustodi_unit_id, berkas.dipindahkan_at = Kustodi.UNIT_KEARSIPAN, receiver, at
        said = f"{berkas.nomor} ke unit kearsipan: {row.nomor}"
        audit.record(session, SISTEM, "berkas.pindah", "berkas", berkas.id, catatan=said, sifat=berkas.sifat)
    serah_kustodi(session, [b.berkas_id for b in kasus.hidup], receiver)
    record(session, SISTEM, "penyusutan.pindah", kasus, dari=dari, catatan=f"{len(kasus.hidup)} berkas, {row.nomor}")


def serah_kustodi(session: Session, berkas_ids: Sequence[int], unit_id: int | None) -> None:
    """Let the members of a unit read what lies in some berkas; no file is copied. The index follows at the commit."""
    items = [i for rows in fakta.isi(session, berkas_ids).values() for i in rows]
    tables: tuple[tuple[type[Naskah] | type[SuratMasuk] | type[ArsipImpor], Objek], ...] = (
        (Naskah, Objek.NASKAH),
        (SuratMasuk, Objek.SURAT_MASUK),
        (ArsipImpor, Objek.ARSIP_IMPOR),
    )
    for table, objek in tables:
        for some in porsi([i.objek_id for i in items if i.objek is objek]):
            moved = update(table).where(table.id.in_(some)).values(kustodi_unit_id=unit_id)
            session.execute(moved.execution_options(synchronize_session="fetch"))
