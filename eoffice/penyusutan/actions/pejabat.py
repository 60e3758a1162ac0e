"""Who may be named in a case: the head who determines, and the lembaga kearsipan daerah that receives."""

from typing import NoReturn

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import Invalid
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.penyusutan import queries
from eoffice.penyusutan.actions.malam import penjaga
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Jenis, Peran, Unsur
from eoffice.tte import queries as tte


def penetap(session: Session, jabatan_id: int) -> Jabatan:
    """The kepala daerah, who heads the records creator and so approves and determines (6.6); nobody else can be named.

    Raises:
        Invalid: another jabatan, or the city has none that can sign.
    """
    head = queries.kepala_daerah(session)
    if head is None:
        said = "Jabatan kepala daerah yang berwenang menandatangani belum ada dalam susunan organisasi."
        raise Invalid(said, {"penetap_id": said})
    if head.id != jabatan_id:
        said = f"Pemusnahan dan penyerahan ditetapkan {head.nama} sebagai kepala daerah."
        raise Invalid("Pejabat penetap tidak sesuai.", {"penetap_id": said})
    return head


def penerima(
    session: Session, opd_id: int, tujuan_opd_id: int | None, kepala_lkd_id: int | None
) -> tuple[Unit, Jabatan]:
    """The lembaga kearsipan daerah and its head, who signs as the second side.

    Raises:
        Invalid: not a living perangkat daerah, the giver itself unless the city named it the lembaga kearsipan, one that is
            no lembaga kearsipan although the city has one, a jabatan that does not lead it or cannot sign, or one where no
            arsiparis could acknowledge what arrives.
    """
    unit = session.get(Unit, tujuan_opd_id) if tujuan_opd_id else None
    ended = unit is not None and unit.aktif_selesai is not None and unit.aktif_selesai < clock.today()
    if unit is None or unit.opd_id != unit.id or ended:
        _refuse("Pilih lembaga kearsipan daerah yang menerima.")
    if unit.id == opd_id and unit.id not in {u.id for u in queries.lembaga_ditetapkan(session)}:
        _refuse(
            "Penerima sama dengan pemilik arsipnya. Hanya lembaga kearsipan daerah yang dapat menerima arsipnya sendiri, dan kota belum "
            f"menetapkan {unit.nama} sebagai lembaga itu (peran lembaga_kearsipan pada lembar jabatan)."
        )
    able = queries.lembaga(session)
    if unit.id not in {u.id for u in able}:
        _refuse(f"{unit.nama} bukan lembaga kearsipan daerah. Arsip statis diserahkan kepada {able[0].nama}.")
    chief = session.get(Jabatan, kepala_lkd_id) if kepala_lkd_id else None
    if chief is None or chief.unit_id != unit.id or not (chief.kepala_unit and chief.aktif and chief.dapat_ttd):
        _refuse(f"{unit.nama} belum mempunyai kepala yang berwenang menandatangani berita acara.")
    if not penjaga(session, unit.id):
        _refuse(f"{unit.nama} belum mempunyai arsiparis yang dapat menyatakan arsipnya diterima.")
    return unit, chief


def pencipta(session: Session, unit: Unit, kepala: Jabatan) -> Jabatan:
    """Who signs as records creator when the lembaga kearsipan hands over its own: its sekretaris, for the head receives.

    The sekretariat is the unit kearsipan of a perangkat daerah, so there are still two sides, and two persons.

    Raises:
        Invalid: there is none who may sign, or the same person holds both jabatan today.
    """
    found = organisasi.sekretaris(session, unit.id)
    if found is None or not found.dapat_ttd:
        _refuse(
            f"Arsip {unit.nama} sendiri diserahkan sekretarisnya kepada kepalanya, tetapi sekretaris yang berwenang menandatangani "
            "belum ada atau jabatannya kosong. Minta administrator menunjuk pemegangnya."
        )
    if not dua_orang(session, found.id, kepala.id):
        _refuse(
            f"{found.nama} dan {kepala.nama} sedang dipegang orang yang sama, jadi tidak ada pihak kedua pada berita acara. Minta "
            "Plh. ditunjuk untuk salah satunya."
        )
    return found


def dua_orang(session: Session, *jabatan_ids: int) -> bool:
    """Whether nobody holds two of these jabatan today."""
    held = [row.pegawai_id for row in organisasi.holders(session, jabatan_ids).values()]
    return len(held) == len(set(held))


def menandatangani(jenis: Jenis, peran: Peran, unsur: Unsur) -> bool:
    """Whether somebody so placed signs a document of a case: of a penyerahan only the chair does."""
    if jenis is Jenis.PENYERAHAN:
        return peran is Peran.KETUA
    return peran in (Peran.KETUA, Peran.SAKSI) or unsur in (Unsur.UNIT_KEARSIPAN, Unsur.UNIT_PENGOLAH)


def belum_dapat_ttd(session: Session, kasus: Kasus) -> dict[int, str]:
    """What keeps those who will sign from signing today, in a few words by jabatan: nobody holds it, or no certificate.

    A warning only: there is time to issue one before the document reaches them.
    """
    ids = [a.jabatan_id for a in kasus.anggota if menandatangani(kasus.jenis, a.peran, a.unsur)]
    if kasus.penetap_id is not None:
        ids.append(kasus.penetap_id)
    held = {key: row.pegawai_id for key, row in organisasi.holders(session, ids).items()}
    states = tte.keadaan(session, sorted(set(held.values())), clock.now())
    found = {key: "Belum ada pemegangnya" for key in ids if key not in held}
    for key, pegawai_id in held.items():
        if states[pegawai_id].nada in ("warn", "bad"):
            found[key] = states[pegawai_id].singkat
    return found


def _refuse(said: str) -> NoReturn:
    raise Invalid("Penerima belum sesuai.", {"tujuan_opd_id": said})
