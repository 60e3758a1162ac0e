"""Putting a case together: propose berkas, take some out, name the panitia and the witnesses, give it up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.penyusutan import daftar, kaidah, policy, queries
from eoffice.penyusutan.actions import pejabat
from eoffice.penyusutan.actions.step import halangan, record, step
from eoffice.penyusutan.models import AnggotaKasus, ButirKasus, Kasus
from eoffice.penyusutan.queries import fakta
from eoffice.penyusutan.states import Dokumen, Jenis, Langkah, Penilaian, Peran, Status, Unsur

PALING_BANYAK: int = 500


@dataclass(frozen=True)
class AnggotaBaru:
    """Somebody of the panitia, or a witness, as chosen in the form."""

    jabatan_id: int
    peran: Peran
    unsur: Unsur


def usulkan(
    session: Session,
    actor: Actor,
    jenis: Jenis,
    *,
    opd_id: int,
    judul: str,
    penetap_id: int,
    berkas_ids: Sequence[int],
    tujuan_opd_id: int | None = None,
    kepala_lkd_id: int | None = None,
) -> Kasus:
    """Begin a case with the berkas named; what a rule keeps back is refused with the rule's name.

    Args:
        penetap_id: jabatan of the head of the records creator, who approves and determines.
        tujuan_opd_id: of a penyerahan the lembaga kearsipan daerah, `kepala_lkd_id` its head.
    Raises:
        NotAllowed: not the arsiparis of that perangkat daerah.
        NotFound: a berkas that the actor may not know of.
        Invalid: a rule stands in the way of one, none was chosen, or somebody was named who may not be (`pejabat`).
    """
    require(policy.may_begin(actor))
    if opd_id not in actor.arsip_opd_ids:
        raise Invalid("Perangkat daerah tidak sesuai.", {"opd_id": "Pilih perangkat daerah yang Anda layani."})
    pejabat.penetap(session, penetap_id)
    rincian: dict[str, int] = {}
    if jenis is Jenis.PENYERAHAN:
        unit, chief = pejabat.penerima(session, opd_id, tujuan_opd_id, kepala_lkd_id)
        rincian["kepala_lkd_id"] = chief.id
        if unit.id == opd_id:
            rincian["pencipta_id"] = pejabat.pencipta(session, unit, chief).id
    at, year = clock.now(), clock.today().year
    last = session.scalar(select(func.max(Kasus.urut)).where(Kasus.jenis == jenis, Kasus.tahun == year))
    kasus = Kasus(
        jenis=jenis,
        status=Status.USUL,
        tahun=year,
        urut=(last or 0) + 1,
        judul=judul,
        opd_id=opd_id,
        tujuan_opd_id=tujuan_opd_id if jenis is Jenis.PENYERAHAN else None,
        penetap_id=penetap_id,
        dibuat_oleh=actor.pegawai_id,
        dibuat_at=at,
        diubah_at=at,
        rincian=rincian,
        daftar_sha256="",
        alasan="",
    )
    session.add(kasus)
    session.flush()
    tambah(session, actor, kasus, berkas_ids)
    return kasus


def tambah(session: Session, actor: Actor, kasus: Kasus, berkas_ids: Sequence[int]) -> None:
    """Put more berkas into a case that is still a proposal; all of them or none."""
    with step(session, actor, Action.KELOLA_SUSUT, kasus, "usulkan", f"{len(berkas_ids)} berkas"):
        if kasus.status is not Status.USUL:
            raise Conflict("Berkas hanya dapat ditambahkan selama perkara masih usul.")
        if not berkas_ids:
            raise Invalid("Belum ada berkas yang dipilih.", {"berkas": "Pilih paling sedikit satu berkas."})
        if len(kasus.butir) + len(berkas_ids) > PALING_BANYAK:
            raise Invalid(f"Paling banyak {PALING_BANYAK} berkas dalam satu perkara.")
        chosen = [arsip.get(session, actor, berkas_id) for berkas_id in dict.fromkeys(berkas_ids)]
        _refuse(session, kasus, chosen)
        _put(session, kasus, chosen)
        kasus.jalur = kaidah.jalur(kasus.jenis, daftar.lama(kasus))


def _refuse(session: Session, kasus: Kasus, chosen: list[Berkas]) -> None:
    wrong = next((b for b in chosen if b.opd_id != kasus.opd_id), None)
    if wrong is not None:
        raise Invalid(f"Berkas {wrong.nomor} milik perangkat daerah lain.", {"berkas": "Buat perkara tersendiri."})
    inside = {b.berkas_id for b in kasus.butir}
    twice = next((b for b in chosen if b.id in inside), None)
    if twice is not None:
        raise Invalid(f"Berkas {twice.nomor} sudah pernah masuk perkara ini.", {"berkas": "Pilih berkas lain."})
    facts = queries.kumpulkan(session, chosen, clock.today())
    found = [h for b in chosen for h in kaidah.periksa(kasus.jenis, facts[b.id])]
    if found:
        raise Invalid(str(found[0]), {"berkas": " ".join(str(h) for h in found[:20])})


def _put(session: Session, kasus: Kasus, chosen: list[Berkas]) -> None:
    items = fakta.isi(session, [b.id for b in chosen])
    flat = [i for rows in items.values() for i in rows]
    keluar, masuk = fakta.naskah(session, flat), fakta.surat(session, flat)
    last = max((b.urutan for b in kasus.butir), default=0)
    for place, each in enumerate(chosen, last + 1):
        rows = items.get(each.id, [])
        row = ButirKasus(
            urutan=place,
            berkas=each,
            berkas_id=each.id,
            klaim_id=each.id,
            potret=daftar.potret(each, rows, sidik=fakta.sidik(rows, keluar, masuk), jra=fakta.jra(each)),
            penilaian=Penilaian.BELUM,
            alasan="",
            keluar_alasan="",
        )
        kasus.butir.append(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict("Salah satu berkas baru saja dimasukkan ke perkara lain. Muat ulang halaman.") from error


def keluarkan(session: Session, actor: Actor, kasus: Kasus, butir_ids: Sequence[int], alasan: str) -> int:
    """Take items out of a case, with the reason; until it has been determined (6.6). Documents being written go with it.

    Raises:
        Conflict: it has been determined, or an item is no longer in it.
    """
    said = alasan.strip()
    if not said:
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan mengapa berkas dikeluarkan."})
    with step(session, actor, Action.KELOLA_SUSUT, kasus, "keluarkan", f"{len(butir_ids)} berkas: {said}"):
        if not kasus.may_pull():
            raise Conflict("Sesudah ditetapkan, berkas tidak dapat dikeluarkan lagi. Batalkan perkaranya bila perlu.")
        for row in pilih(kasus, butir_ids):
            row.keluarkan(said, by=actor.pegawai_id, at=clock.now())
        if kasus.hidup and kasus.status in (Status.USUL, Status.DINILAI):
            kasus.jalur = kaidah.jalur(kasus.jenis, daftar.lama(kasus))  # later it is known whom was asked
    return len(butir_ids)


def pilih(kasus: Kasus, butir_ids: Sequence[int]) -> list[ButirKasus]:
    """The items named, all of them still in the case. Raises Invalid."""
    held = {b.id: b for b in kasus.hidup}
    if not butir_ids:
        raise Invalid("Belum ada berkas yang dipilih.", {"butir": "Centang paling sedikit satu berkas."})
    if not set(butir_ids) <= held.keys():
        raise Conflict("Salah satu berkas sudah tidak ada dalam perkara. Muat ulang halaman.")
    return [held[i] for i in dict.fromkeys(butir_ids)]


def susun_panitia(session: Session, actor: Actor, kasus: Kasus, anggota: Sequence[AnggotaBaru]) -> None:
    """Name the panitia while the case is a proposal; witnesses until the berita acara is written.

    Raises:
        Invalid: an even number, a unsur missing, no leader, or one jabatan twice.
    """
    with step(session, actor, Action.KELOLA_SUSUT, kasus, "panitia", f"{len(anggota)} orang"):
        panitia = [a for a in anggota if a.peran is not Peran.SAKSI]
        same = [(a.jabatan_id, a.peran, a.unsur) for a in kasus.panitia]
        if not anggota or [(a.jabatan_id, a.peran, a.unsur) for a in panitia] != same:
            if kasus.status is not Status.USUL or kasus.kini(Dokumen.SK_PANITIA) is not None:
                raise Conflict("Panitia sudah ada dalam surat keputusannya, jadi tidak dapat diubah lagi.")
            _check(panitia)
        drawn = kasus.kini(Dokumen.BERITA_ACARA)
        if drawn is not None:
            raise Conflict("Saksi sudah tercantum dalam berita acara. Tulis ulang berita acaranya lebih dahulu.")
        _offices(session, kasus.jenis, anggota)
        kasus.anggota.clear()
        session.flush()
        for place, each in enumerate(anggota, 1):
            kasus.anggota.append(
                AnggotaKasus(
                    urutan=place,
                    jabatan=session.get_one(Jabatan, each.jabatan_id),
                    jabatan_id=each.jabatan_id,
                    peran=each.peran,
                    unsur=each.unsur,
                )
            )
        session.flush()


def _check(panitia: Sequence[AnggotaBaru]) -> None:
    many = len(panitia)
    if many < kaidah.PANITIA_PALING_SEDIKIT or many % 2 == 0:
        said = f"Panitia berjumlah ganjil, paling sedikit {kaidah.PANITIA_PALING_SEDIKIT} orang; sekarang {many}."
        raise Invalid(said, {"panitia": said})
    if [a.peran for a in panitia].count(Peran.KETUA) != 1:
        raise Invalid("Panitia mempunyai satu ketua.", {"panitia": "Pilih tepat satu ketua."})
    lacking = {Unsur.UNIT_KEARSIPAN, Unsur.UNIT_PENGOLAH, Unsur.ARSIPARIS} - {a.unsur for a in panitia}
    if lacking:
        named = ", ".join(sorted(daftar.UNSUR[u].lower() for u in lacking))
        raise Invalid(f"Panitia belum memuat unsur {named}.", {"panitia": f"Tambahkan unsur {named}."})


def _offices(session: Session, jenis: Jenis, anggota: Sequence[AnggotaBaru]) -> None:
    ids = [a.jabatan_id for a in anggota]
    if len(ids) != len(set(ids)):
        raise Invalid("Satu jabatan tertulis dua kali.", {"panitia": "Panitia dan saksi harus jabatan yang berbeda."})
    held = {j.id: j for j in session.scalars(select(Jabatan).where(Jabatan.id.in_(ids)))}
    for each in anggota:
        office = held.get(each.jabatan_id)
        if office is None or not office.aktif or office.hanya_mengelola:
            raise Invalid("Jabatan tidak ditemukan.", {"panitia": "Pilih kembali jabatan dari daftar."})
        if pejabat.menandatangani(jenis, each.peran, each.unsur) and not office.dapat_ttd:
            said = f"{office.nama} belum berwenang menandatangani, padahal ikut menandatangani pertimbangan atau berita acara."
            raise Invalid(said, {"panitia": said})
    _people(session, held)


def _people(session: Session, offices: Mapping[int, Jabatan]) -> None:
    """Several jabatan that one person holds (Plt, Plh) are one pair of eyes. Raises Invalid."""
    seen: dict[int, str] = {}
    for jabatan_id, row in organisasi.holders(session, offices).items():
        name = offices[jabatan_id].nama
        if row.pegawai_id in seen:
            said = f"{seen[row.pegawai_id]} dan {name} sedang dipegang orang yang sama, {row.pegawai.nama_lengkap}."
            raise Invalid(said, {"panitia": f"{said} Panitia dan saksi harus orang yang berbeda."})
        seen[row.pegawai_id] = name


def batalkan(session: Session, actor: Actor, kasus: Kasus, alasan: str) -> None:
    """Give a case up; its berkas are free again, its documents stay as they are."""
    if not alasan.strip():
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan mengapa perkara dibatalkan."})
    with step(session, actor, Action.KELOLA_SUSUT, kasus, "batalkan", alasan.strip()):
        kasus.alasan = alasan.strip()[:500]
        kasus.maju(Langkah.BATALKAN, Status.DIBATALKAN, clock.now())


__all__ = ["AnggotaBaru", "batalkan", "halangan", "keluarkan", "pilih", "record", "susun_panitia", "tambah", "usulkan"]
