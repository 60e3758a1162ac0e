"""A pemusnahan of the sample city half-way: its panitia is made by a signed keputusan and has begun to assess."""

from typing import Final

from sqlalchemy import select

from eoffice.contoh.pemeran import SAKSI
from eoffice.contoh.pentas.koreksi import aktor, tandatangani
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.naskah import actions as naskah_actions
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.actions import AnggotaBaru
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Dokumen, Jenis, Penilaian, Peran, Unsur

#: The arsiparis who proposes.
ARSIPARIS: Final = "31.1.1-AR"
#: For what each of `SAKSI` stands beside the panitia, in their order.
UNSUR_SAKSI: Final = (Unsur.HUKUM, Unsur.PENGAWASAN)
#: Berkas in the case.
BANYAK: Final = 2


def isi(p: Panggung) -> Kasus | None:
    """Propose, make the panitia, sign its keputusan, and assess the first berkas; None when there is nothing to propose."""
    session = p.session
    actor = p.actor(ARSIPARIS)
    due = queries.calon(session, actor, Jenis.PEMUSNAHAN)[:BANYAK]
    head = organisasi.sekretaris(session, actor.opd_id)
    keeper = session.get_one(Jabatan, actor.jabatan_id)
    lead = select(Jabatan).where(Jabatan.unit_id.in_([b.unit_id for b in due]), Jabatan.kepala_unit, Jabatan.aktif)
    unit = session.scalar(lead.order_by(Jabatan.id).limit(1))
    mayor = queries.kepala_daerah(session)
    if not due or head is None or unit is None or mayor is None:
        return None
    made = actions.usulkan(
        session, actor, Jenis.PEMUSNAHAN, opd_id=actor.opd_id, judul="Arsip yang habis masa simpannya sampai 2025",
        penetap_id=mayor.id, berkas_ids=[b.id for b in due],
    )  # fmt: skip
    people = ((head, Peran.KETUA, Unsur.UNIT_KEARSIPAN), (unit, Peran.SEKRETARIS, Unsur.UNIT_PENGOLAH))
    seats = [AnggotaBaru(j.id, peran, unsur) for j, peran, unsur in people]
    seats.append(AnggotaBaru(keeper.id, Peran.ANGGOTA, Unsur.ARSIPARIS))
    witnesses = {j.kode: j.id for j in session.scalars(select(Jabatan).where(Jabatan.kode.in_(SAKSI)))}
    pairs = zip(SAKSI, UNSUR_SAKSI, strict=True)
    seats += [AnggotaBaru(witnesses[kode], Peran.SAKSI, unsur) for kode, unsur in pairs]
    actions.susun_panitia(session, actor, made, seats)
    session.flush()
    naskah = actions.tulis(
        session, actor, p.services.store, made, Dokumen.SK_PANITIA, kota=p.services.settings.nama_kota
    )
    naskah_actions.ajukan(session, actor, naskah)
    while naskah.turns:
        held = organisasi.holder(session, naskah.turns[0].jabatan_id)
        if held is None:
            return made
        naskah_actions.paraf(session, aktor(p, held.pegawai_id, held.jabatan_id), naskah)
    kasus_id = made.id
    tandatangani(p, naskah)
    made = queries.loaded(session, kasus_id)
    chair = organisasi.holder(session, head.id)
    if chair is not None and made.panitia:
        first = [made.hidup[0].id]
        actor = aktor(p, chair.pegawai_id, head.id)
        actions.nilai(session, actor, made, first, Penilaian.SETUJU, "Isinya sudah dimuat dalam laporan tahunan")
    p.save()
    return made
