"""Berkas whose time is over, and cases of penyusutan at any point of their way, in the little city."""

import io
import itertools
from datetime import date, timedelta
from typing import Any

import makers
from arsip import arsip_uji
from keandalan.siap_ttd import FRASA, rsa_key
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.app import handlers
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek, Tingkat
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah.models import Naskah, PenandaLain
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.actions import AnggotaBaru
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.states import Dokumen, Jenis, Penilaian, Peran, Status, Unsur
from eoffice.storage import BlobStore
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.tte import actions as tte
from eoffice.tte.keybox import LIGHT
from eoffice.web.services import Services

_numbers = itertools.count(1)
__all__ = ["Berkas", "NasibAkhir", "PenandaLain", "arsip_uji"]
KOTA = "Kota Arunika"
#: A word that stands in the content of everything that is destroyed, and nowhere else.
KENARI = "kuskusrawa"


def kode(session: Session) -> None:
    """The few codes that the tests file under, without loading all of them."""
    makers.kode(session, "000.8.3.3", "000.5.6.2", "000.5.6.3")


def berkas(
    session: Session,
    kota: makers.Kota,
    store: BlobStore | None = None,
    *,
    opd: str = "dinsos",
    nasib: NasibAkhir = NasibAkhir.MUSNAH,
    surat: bool = False,
    **more: Any,
) -> Berkas:
    """A closed berkas of a dinas whose retention is over, with one naskah in it; with `surat` also a surat."""
    kode(session)
    n = next(_numbers)
    today = clock.today()
    values: dict[str, Any] = {
        "opd_id": kota.unit[opd].id,
        "unit_id": kota.unit[f"{opd}.bidang"].id,
        "kode_klasifikasi": "000.8.3.3",
        "judul": f"Undangan rapat {n}",
        "nomor_berkas": n,
        "tahun": 2019,
        "jumlah": 0,
        "dibuka": date(2019, 1, 7),
        "ditutup": date(2019, 12, 30),
        "pemicu": "berkas ditutup",
        "tanggal_pemicu": date(2019, 12, 30),
        "aktif_tahun": 2,
        "inaktif_tahun": 3,
        "nasib_akhir": nasib,
        "kode_retensi": "000.8.3.3",
        "jatuh_aktif": date(2021, 12, 30),
        "jatuh_inaktif": today - timedelta(days=1),
    }
    made = Berkas(**values | more)
    session.add(made)
    session.flush()
    letter = arsip_uji.naskah(session, kota, opd=opd, teks=f"Isi {KENARI} naskah.", status=StatusNaskah.DIBERKASKAN)
    if store is not None:
        blob = store.put(io.BytesIO(f"pdf {KENARI} {letter.id}".encode()))
        letter.pdf_key, letter.pdf_size, letter.pdf_sha256 = blob.key, blob.size, blob.sha256
    letter.teks = f"Isi {KENARI} naskah"
    isi(session, made, Objek.NASKAH, letter.id, kota, store)
    if surat:
        one = arsip_uji.surat(session, kota, opd=opd, status=StatusSurat.DIBERKASKAN, teks=f"Surat {KENARI}")
        isi(session, made, Objek.SURAT_MASUK, one.id, kota, store)
    return made


def isi(
    session: Session, made: Berkas, objek: Objek, objek_id: int, kota: makers.Kota, store: BlobStore | None = None
) -> IsiBerkas:
    """One item of a berkas, with metadata in the store when there is one."""
    made.jumlah += 1
    blob = store.put(io.BytesIO(f'{{"identitas": {objek_id}}}'.encode())) if store is not None else None
    row = IsiBerkas(
        berkas_id=made.id,
        objek=objek,
        objek_id=objek_id,
        urutan=made.jumlah,
        kode_klasifikasi=made.kode_klasifikasi,
        at=clock.now(),
        oleh_id=kota["arsiparis.dinsos"].pegawai.id,
        tingkat_perkembangan=Tingkat.ASLI,
        metadata_key=blob.key if blob else f"cd/{next(_numbers)}",
        metadata_size=blob.size if blob else 1,
        metadata_sha256=blob.sha256 if blob else f"{next(_numbers):064x}",
    )
    session.add(row)
    session.flush()
    return row


def panitia(kota: makers.Kota, *, saksi: tuple[str, ...] = ("sekda", "kabag.setda")) -> list[AnggotaBaru]:
    """Three of dinsos, and two witnesses of the Setda."""
    three = (
        ("sekretaris.dinsos", Peran.KETUA, Unsur.UNIT_KEARSIPAN),
        ("kabid.dinsos", Peran.SEKRETARIS, Unsur.UNIT_PENGOLAH),
        ("arsiparis.dinsos", Peran.ANGGOTA, Unsur.ARSIPARIS),
    )
    found = [AnggotaBaru(kota[who].jabatan.id, peran, unsur) for who, peran, unsur in three]
    return found + [AnggotaBaru(kota[who].jabatan.id, Peran.SAKSI, Unsur.HUKUM) for who in saksi]


def kasus(
    session: Session, kota: makers.Kota, every: list[Berkas], jenis: Jenis = Jenis.PEMUSNAHAN, **more: Any
) -> Kasus:
    """A case of arsiparis.dinsos with its panitia, determined by the wali kota."""
    actor = kota["arsiparis.dinsos"].actor(session)
    made = actions.usulkan(
        session,
        actor,
        jenis,
        opd_id=kota.unit["dinsos"].id,
        judul="Arsip Dinas Sosial 2019",
        penetap_id=kota["walikota"].jabatan.id,
        berkas_ids=[b.id for b in every],
        **more,
    )
    actions.susun_panitia(session, actor, made, panitia(kota))
    session.flush()
    return made


def penyerahan(session: Session, kota: makers.Kota, every: list[Berkas]) -> Kasus:
    """A case of penyerahan to diskominfo, which is the lembaga kearsipan here."""
    to = {"tujuan_opd_id": kota.unit["diskominfo"].id, "kepala_lkd_id": kota["kadis.diskominfo"].jabatan.id}
    return kasus(session, kota, every, Jenis.PENYERAHAN, **to)


def nilai_langsung(session: Session, made: Kasus, actor: Actor) -> None:
    """A penyerahan as if it had gone its whole way: assessed, determined, and its berita acara signed; documents as rows."""
    for row in made.hidup:
        row.nilai(Penilaian.SETUJU, "Bernilai sejarah", by=actor.pegawai_id, at=clock.now())
    made.status, made.daftar_sha256 = Status.DITETAPKAN, made.sidik()
    made.dokumen.append(
        DokumenKasus(
            jenis=Dokumen.BERITA_ACARA, daftar_sha256=made.sidik(), dibuat_oleh=actor.pegawai_id, dibuat_at=clock.now(),
            berlaku_at=clock.now(), keterangan="",
        )
    )  # fmt: skip
    session.flush()


def terbit(session: Session, naskah: Naskah) -> None:
    """As if every signature were there: the row as signing leaves it, and the case told of it."""
    n = next(_numbers)
    naskah.status, naskah.nomor, naskah.tanggal = StatusNaskah.TERKIRIM, f"000.5.6.2/{n}/DINSOS/2026", clock.today()
    naskah.pdf_key, naskah.pdf_size, naskah.pdf_sha256 = f"ab/{n}", 1, f"{n:064x}"
    naskah.ditandatangani_at = clock.now()
    session.flush()
    actions.ditandatangani(session, naskah.id)
    session.flush()


def tulis(session: Session, store: BlobStore, kota: makers.Kota, made: Kasus, dokumen: Dokumen) -> Naskah:
    """Written by arsiparis.dinsos and signed, without the way there."""
    actor = kota["arsiparis.dinsos"].actor(session)
    whole = actions.cocokkan(store, actions.berkas_isi(session, made)) if dokumen is Dokumen.PERNYATAAN else frozenset()
    naskah = actions.tulis(session, actor, store, made, dokumen, kota=KOTA, dicocokkan=whole)
    terbit(session, naskah)
    return naskah


def nilai(session: Session, kota: makers.Kota, made: Kasus, penilaian: Penilaian = Penilaian.SETUJU) -> None:
    """The panitia says the same of every item."""
    actor = kota["sekretaris.dinsos"].actor(session)
    actions.nilai(session, actor, made, [b.id for b in made.hidup], penilaian, "Tidak bernilai guna lagi")
    session.flush()


def sampai(session: Session, store: BlobStore, kota: makers.Kota, made: Kasus, status: Status) -> Kasus:
    """A pemusnahan below ten years as far as this status; at DITETAPKAN with its berita acara signed."""
    arsiparis = kota["arsiparis.dinsos"].actor(session)
    way = (
        (Status.DINILAI, lambda: tulis(session, store, kota, made, Dokumen.SK_PANITIA)),
        (Status.PERTIMBANGAN, lambda: (nilai(session, kota, made), tulis(session, store, kota, made, Dokumen.PERTIMBANGAN))),
        (Status.MENUNGGU_PERSETUJUAN, lambda: actions.minta_persetujuan(session, arsiparis, made)),
        (Status.DISETUJUI, lambda: tulis(session, store, kota, made, Dokumen.PERSETUJUAN)),
        (Status.DITETAPKAN, lambda: tulis(session, store, kota, made, Dokumen.PENETAPAN)),
    )  # fmt: skip
    order = [Status.USUL, *(reached for reached, _ in way)]
    for reached, go in way[order.index(made.status) : order.index(status)]:
        go()
        session.flush()
        session.refresh(made)
        assert made.status is reached, made.dokumen[-1].keterangan
    if status is Status.DITETAPKAN and made.kini(Dokumen.BERITA_ACARA) is None:
        tulis(session, store, kota, made, Dokumen.BERITA_ACARA)
        session.refresh(made)
    return made


def musnah(session: Session, kota: makers.Kota, store: BlobStore, made: Berkas) -> Kasus:
    """A case carried out on one berkas."""
    done = sampai(session, store, kota, kasus(session, kota, [made]), Status.DITETAPKAN)
    actions.siapkan(session, kota["arsiparis.dinsos"].actor(session), done)
    actions.musnahkan(session, kota["sekretaris.dinsos"].actor(session), done)
    session.flush()
    return done


def hapus_objek(session: Session, store: BlobStore, kasus_id: int) -> tuple[int, int]:
    """What the worker does in three strides, here in one transaction: settled, left."""
    due = actions.giliran(session, kasus_id)
    return actions.catat_hapus(session, kasus_id, actions.singkirkan(store, due), banyak=len(due))


def impor(session: Session, kota: makers.Kota, made: Berkas, store: BlobStore) -> ArsipImpor:
    """An imported record with its file and one enclosure in a berkas."""
    row = impor_lepas(session, kota, made, store)
    isi(session, made, Objek.ARSIP_IMPOR, row.id, kota, store)
    return row


def impor_lepas(session: Session, kota: makers.Kota, made: Berkas, store: BlobStore) -> ArsipImpor:
    """An imported record of the unit of a berkas that lies in none yet."""
    n = next(_numbers)
    blob, extra, meta = (
        store.put(io.BytesIO(f"{KENARI} {what} {n}".encode())) for what in ("isi", "lampiran", "metadata")
    )
    row = ArsipImpor(
        opd_id=made.opd_id, unit_id=made.unit_id, impor_id=0, asal="SIKD lama", asal_id=f"L-{n}", sidik=f"{n:064x}",
        jenis="Surat", nomor=f"045/{n}/2019", tanggal=date(2019, 3, 4), hal="Undangan lama", uraian=f"Uraian {KENARI}",
        kode_klasifikasi=made.kode_klasifikasi, sifat=Sifat.BIASA, tingkat="asli", nama="lama.pdf",
        key=blob.key, size=blob.size, sha256=blob.sha256, teks=f"Isi {KENARI}",
        metadata_key=meta.key, metadata_size=meta.size, metadata_sha256=meta.sha256,
        diimpor_at=clock.now(), diimpor_oleh=kota["arsiparis.dinsos"].pegawai.id,
    )  # fmt: skip
    row.lampiran.append(
        LampiranImpor(
            urutan=1, judul="Lampiran", nama="l.pdf", mime="", key=extra.key, size=extra.size, sha256=extra.sha256
        )
    )
    session.add(row)
    session.flush()
    return row


def sertifikat(services: Services, kota: makers.Kota, *names: str) -> None:
    """Authorities, and a certificate for each."""
    with db.transaction(services.engine) as session:
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota=KOTA, base_url="http://localhost")
        for name in names:
            who = kota[name].pegawai
            tte.terbitkan(
                session, pepper=services.pepper, pegawai_id=who.id, nama=who.nama_lengkap, unit="Uji", passphrase=FRASA,
                key=rsa_key(), cost=LIGHT,
            )  # fmt: skip


def lewat_jalan(services: Services, kota: makers.Kota, kasus_id: int, dokumen: Dokumen) -> int:
    """Written, submitted, given every paraf, signed by everybody it names, and told to the case; the naskah's id."""
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        made = queries.get(session, actor, kasus_id)
        naskah = actions.tulis(session, actor, services.store, made, dokumen, kota=KOTA)
        naskah_actions.ajukan(session, actor, naskah)
        session.flush()
        people = {o.jabatan.id: o for o in kota.orang.values()}
        while naskah.turns:
            turn = naskah.turns[0]
            naskah_actions.paraf(session, people[turn.jabatan_id].actor(session), naskah)
            session.flush()
        naskah_id, seen = naskah.id, naskah.content_sha256()
        signers = [naskah.penandatangan_id or 0, *(p.jabatan_id for p in naskah.penyerta)]
        actors = [people[j].actor(session) for j in signers]
    for actor in actors:
        naskah_actions.tandatangani(services, actor, naskah_id, frasa=FRASA, dilihat_sha256=seen)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    return naskah_id


def milik(session: Session, made: Berkas) -> tuple[Naskah, SuratMasuk | None]:
    """The naskah and the surat of a berkas."""
    rows = {i.objek: i.objek_id for i in session.query(IsiBerkas).filter_by(berkas_id=made.id)}
    letter = session.get_one(Naskah, rows[Objek.NASKAH])
    return letter, session.get(SuratMasuk, rows.get(Objek.SURAT_MASUK, 0))
