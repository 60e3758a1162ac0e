"""Documents of a case: written as a konsep that goes the ordinary way, and what follows once they are signed."""

import io

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, NotAllowed
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah import policy as naskah_policy
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.actions import Isian
from eoffice.naskah.document import lampiran as cetak
from eoffice.naskah.models import Naskah, PenandaLain
from eoffice.naskah.states import OPEN
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.pdf import isi
from eoffice.penyusutan import kaidah, penulisan, policy
from eoffice.penyusutan.actions import balasan, pejabat
from eoffice.penyusutan.actions.keutuhan import tercocok
from eoffice.penyusutan.actions.setuju import setujui
from eoffice.penyusutan.actions.step import periksa, record
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.queries import loaded
from eoffice.penyusutan.states import Dokumen, Jenis, Langkah, Penilaian, Status
from eoffice.storage import Blob, BlobStore
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

#: What a signed document moves the case to.
_LANGKAH = {
    Dokumen.SK_PANITIA: (Langkah.NILAI, Status.DINILAI),
    Dokumen.PERTIMBANGAN: (Langkah.PERTIMBANGKAN, Status.PERTIMBANGAN),
    Dokumen.PERMOHONAN: (Langkah.MINTA_PERSETUJUAN, Status.MENUNGGU_PERSETUJUAN),
    Dokumen.PERNYATAAN: (Langkah.NYATAKAN, Status.DINYATAKAN),
    Dokumen.PENETAPAN: (Langkah.TETAPKAN, Status.DITETAPKAN),
}


def tulis(
    session: Session,
    actor: Actor,
    store: BlobStore,
    kasus: Kasus,
    dokumen: Dokumen,
    *,
    kota: str,
    dicocokkan: frozenset[Blob] = frozenset(),
) -> Naskah:
    """Write a document of the case as a konsep of the actor, with its list as a typed lampiran; one that is not signed yet
    is cancelled and written anew from the list as it is now.

    Args:
        dicocokkan: the files that were just read and found whole (`cocokkan`); what states that they are asks for it.
    Raises:
        NotAllowed: not the arsiparis, or not the time for it.
        Conflict: a rule stands in the way of a berkas, something is missing, or the earlier one is being signed.
    """
    require(policy.may_write(actor, dokumen, kasus))
    _ready(session, kasus, dokumen)
    if dokumen is Dokumen.PERTIMBANGAN:
        _leave_out(kasus, actor)
    periksa(session, kasus)
    old = kasus.kini(dokumen)
    if old is not None:
        tarik_konsep(session, actor, old)
    if dokumen is Dokumen.PERNYATAAN:
        tercocok(session, kasus, dicocokkan)
    made = penulisan.susun(dokumen, kasus, kota=kota, kepala_id=kepala(session, kasus), nama=names(session, kasus))
    naskah, hashed = tulis_konsep(session, actor, store, kasus, made)
    balasan.tautkan(session, actor, kasus, dokumen, naskah)
    kasus.daftar_sha256 = kasus.sidik()
    kasus.dokumen.append(
        DokumenKasus(
            jenis=dokumen,
            naskah=naskah,
            naskah_id=naskah.id,
            daftar_sha256=kasus.daftar_sha256,
            lampiran_sha256=hashed,
            dibuat_oleh=actor.pegawai_id,
            dibuat_at=clock.now(),
            keterangan="",
        )
    )
    session.flush()
    record(session, actor, "penyusutan.tulis", kasus, catatan=f"{dokumen}: {naskah.hal}")
    return naskah


def kepala(session: Session, kasus: Kasus) -> int | None:
    """The jabatan that leads the perangkat daerah."""
    heads = select(Jabatan.id).where(Jabatan.unit_id == kasus.opd_id, Jabatan.kepala_unit, Jabatan.aktif)
    return session.scalar(heads.order_by(Jabatan.id).limit(1))


def names(session: Session, kasus: Kasus) -> dict[int, str]:
    """Who holds the jabatan of the panitia and of the witnesses today."""
    held = organisasi.holders(session, [a.jabatan_id for a in kasus.anggota])
    return {key: row.pegawai.nama_lengkap for key, row in held.items()}


def _ready(session: Session, kasus: Kasus, dokumen: Dokumen) -> None:
    """What a document cannot be written without."""
    if not kasus.panitia:
        raise Conflict("Susun panitia penilainya lebih dahulu.")
    if dokumen in (Dokumen.NOTULA, Dokumen.PERTIMBANGAN) and any(b.penilaian is Penilaian.BELUM for b in kasus.hidup):
        left = sum(b.penilaian is Penilaian.BELUM for b in kasus.hidup)
        raise Conflict(f"Masih ada {left} berkas yang belum dinilai panitia (kaidah SST-15).")
    minutes = kasus.kini(Dokumen.NOTULA)
    if (
        dokumen is Dokumen.PERTIMBANGAN
        and kasus.jenis is Jenis.PENYERAHAN
        and (minutes is None or not minutes.berlaku_at)
    ):
        raise Conflict(
            "Pertimbangan penyerahan disertai notula rapat panitia. Tulis notulanya, lalu tandatangani lebih dahulu."
        )
    sides = [kasus.rincian[key] for key in ("pencipta_id", "kepala_lkd_id") if key in kasus.rincian]
    if dokumen is Dokumen.BERITA_ACARA and len(sides) == 2 and not pejabat.dua_orang(session, *sides):
        raise Conflict(
            "Kedua pihak berita acara sedang dipegang orang yang sama. Minta Plh. ditunjuk untuk salah satunya."
        )
    few = len(kasus.saksi) < kaidah.SAKSI_PALING_SEDIKIT
    if dokumen is Dokumen.BERITA_ACARA and kasus.jenis is Jenis.PEMUSNAHAN and few:
        raise Conflict(
            f"Berita acara pemusnahan disaksikan paling sedikit {kaidah.SAKSI_PALING_SEDIKIT} pejabat. Tambahkan saksinya dengan "
            "tombol Ubah pada Panitia dan saksi."
        )


def _leave_out(kasus: Kasus, actor: Actor) -> None:
    """What the panitia wants kept leaves the case with the panitia's reason."""
    for row in kasus.hidup:
        if row.penilaian in (Penilaian.SIMPAN, Penilaian.PERMANEN):
            row.keluarkan(f"{penulisan.DINILAI}{row.alasan}", by=actor.pegawai_id, at=clock.now())
    if kasus.hidup:
        kasus.jalur = kaidah.jalur(
            kasus.jenis, [int(b.potret["aktif"]) + int(b.potret["inaktif"]) for b in kasus.hidup]
        )


def tarik_konsep(session: Session, actor: Actor, old: DokumenKasus) -> None:
    """A document that nobody has signed gives way to a new one; its konsep is cancelled by its own konseptor."""
    at, naskah = clock.now(), old.naskah
    if naskah is not None and naskah.status not in (StatusNaskah.DIBATALKAN, StatusNaskah.DITOLAK):
        if naskah.nomor is not None:
            raise Conflict("Dokumen ini sedang ditandatangani. Tunggu sampai selesai.")
        if naskah.status not in OPEN:
            raise Conflict("Konsep yang lama sedang diperiksa. Tarik dahulu, atau minta pemeriksa mengembalikannya.")
        if naskah.konseptor_id != actor.pegawai_id:
            raise NotAllowed("Konsep yang lama ditulis orang lain; minta konseptornya membatalkannya.")
        naskah_actions.batalkan(session, actor, naskah, "Ditulis ulang dari perkara penyusutan.")
    old.gugur_at = at


def tulis_konsep(
    session: Session, actor: Actor, store: BlobStore, kasus: Kasus, made: penulisan.Konsep
) -> tuple[Naskah, str]:
    """The konsep, and the hash of its first lampiran."""
    naskah = naskah_actions.buat(session, actor, made.jenis)
    if made.penanda_id is None:
        raise Conflict("Penandatangan dokumen ini belum ada. Periksa kepala perangkat daerah dan susunan panitianya.")
    filled = Isian(
        hal=made.hal,
        isi=isi.from_plain(made.isi) if made.isi else None,
        rincian=made.rincian or None,
        kode_klasifikasi=penulisan.KODE[kasus.jenis],
        sifat=penulisan.sifat(kasus),
        penandatangan_id=made.penanda_id,
        tujuan=made.tujuan or None,
        tembusan=made.tembusan or None,
    )
    naskah_actions.simpan(session, actor, naskah, filled)
    for place, (sebutan, jabatan_id) in enumerate(made.penyerta, 1):
        office = session.get_one(Jabatan, jabatan_id)
        naskah.penanda_lain.append(PenandaLain(urutan=place, jabatan=office, sebutan=sebutan))
    session.flush()
    hashed = ""
    for table in made.lampiran:
        body = cetak.grid(table.baris)
        blob = store.put(io.BytesIO(naskah_actions.tulisan(body, rebah=True)))
        naskah_actions.ketik_lampiran(session, actor, naskah, judul=table.judul, isi=body, rebah=True, blob=blob)
        hashed = hashed or blob.sha256
    return naskah, hashed


def batal_tulis(session: Session, actor: Actor, kasus: Kasus, dokumen: Dokumen) -> None:
    """Give up a document that is not signed, so that what it was written from can be changed."""
    require(policy.may_write(actor, dokumen, kasus))
    old = kasus.kini(dokumen)
    if old is None:
        raise Conflict("Dokumen ini belum ditulis.")
    tarik_konsep(session, actor, old)
    record(session, actor, "penyusutan.batal_tulis", kasus, catatan=str(dokumen))


def ditandatangani(session: Session, naskah_id: int) -> None:
    """A naskah was signed: if it is a document of a case, the case goes on; a list that is not the frozen one is refused.

    Never raises for what a person has to mend: the document then falls, and says why.
    """
    row = session.scalar(select(DokumenKasus).where(DokumenKasus.naskah_id == naskah_id))
    if row is None or row.berlaku_at is not None or row.gugur_at is not None:
        return
    kasus = loaded(session, row.kasus_id)
    if kasus.jenis is Jenis.PEMINDAHAN:
        return  # goes its own way, in pindah.py
    dari = kasus.status
    try:
        _same(kasus, row)
        _penanda(session, kasus, row)
        periksa(session, kasus)
        if row.jenis is Dokumen.PERSETUJUAN:
            setujui(kasus)
        elif row.jenis in _LANGKAH:
            kasus.maju(*_LANGKAH[row.jenis], clock.now())
    except Conflict as error:
        row.gugur_at, row.keterangan = clock.now(), f"Ditandatangani, tetapi tidak dipakai: {error}"[:500]
        record(session, SISTEM, "penyusutan.dokumen_gugur", kasus, dari=dari, catatan=f"{row.jenis}: {error}")
        return
    row.berlaku_at = clock.now()
    if row.naskah is not None:
        balasan.susulkan(session, kasus, row.jenis, row.naskah)
    record(session, SISTEM, "penyusutan.ditandatangani", kasus, dari=dari, catatan=f"{row.jenis} {row.nomor}")


def _same(kasus: Kasus, row: DokumenKasus) -> None:
    """What was signed is the list as it stands. Raises Conflict."""
    if kasus.status not in policy.MENULIS[row.jenis].get(kasus.jenis, frozenset()):
        raise Conflict(f"Perkara sudah berstatus “{str(kasus.status).replace('_', ' ')}”.")
    if row.jenis is not Dokumen.SK_PANITIA and row.daftar_sha256 != kasus.sidik():
        raise Conflict("Daftar pada perkara berubah sesudah dokumen ini ditulis. Tulis ulang dari daftar terakhir.")
    enclosed = {x.sha256 for x in row.naskah.lampiran} if row.naskah is not None else set()
    if row.lampiran_sha256 and row.lampiran_sha256 not in enclosed:
        raise Conflict("Daftar yang ditandatangani tidak sama dengan daftar perkara. Tulis ulang dokumennya.")


def _penanda(session: Session, kasus: Kasus, row: DokumenKasus) -> None:
    """Whoever must sign has signed: a konsep can be given other signers while it is written. Raises Conflict."""
    asked = penulisan.susun(row.jenis, kasus, kota="", kepala_id=kepala(session, kasus), nama={})
    if row.jenis is Dokumen.NOTULA and row.naskah is not None and row.naskah.penandatangan_id == asked.penanda_id:
        return  # led by the chair; whoever wrote the minutes may sign beside
    ditandatangani_oleh(row, asked.penanda_id, *(jabatan_id for _, jabatan_id in asked.penyerta))


def ditandatangani_oleh(row: DokumenKasus, *jabatan_ids: int | None) -> None:
    """Raises Conflict when a signed document was signed by others than these, or not by all of them."""
    signed = [row.naskah.penandatangan_id, *(p.jabatan_id for p in row.naskah.penyerta)] if row.naskah else []
    if signed != list(jabatan_ids):
        raise Conflict("Penandatangannya bukan yang ditentukan perkara ini. Tulis ulang dokumennya tanpa menggantinya.")


def boleh_dibaca(session: Session, actor: Actor, row: DokumenKasus) -> bool:
    """Whether the actor may open the document itself; otherwise its page only names it."""
    if row.naskah_id is not None:
        found = session.scalar(naskah_queries.visible(actor).where(Naskah.id == row.naskah_id))
        return found is not None and bool(naskah_policy.may(actor, Action.BACA, found))
    return session.scalar(surat_queries.visible(actor).where(SuratMasuk.id == row.surat_id)) is not None


def terkirim(session: Session, actor: Actor, row: DokumenKasus) -> int | None:
    """The surat masuk as which the document reached the actor's own desk, of which the actor may read no more than that."""
    if row.naskah_id is None:
        return None
    mine = surat_queries.visible(actor).where(SuratMasuk.naskah_id == row.naskah_id)
    found = session.scalars(mine.order_by(SuratMasuk.id).limit(1)).first()
    return found.id if found is not None else None
