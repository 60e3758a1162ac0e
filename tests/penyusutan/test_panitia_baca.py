"""What a panitia reads of its own case while it assesses, and of nothing before, after or elsewhere (6.4, 6.6)."""

from collections.abc import Callable

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import db
from eoffice.akses.rights import REACH, Action, Relation, Sifat
from eoffice.arsip import policy as arsip_policy
from eoffice.arsip import queries as arsip_queries
from eoffice.arsip.models import Berkas
from eoffice.arsip_impor import policy as impor_policy
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit.models import AuditEntry
from eoffice.naskah import policy as naskah_policy
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.paket import queries as paket
from eoffice.penyusutan import actions
from eoffice.penyusutan.actions import AnggotaBaru
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Peran, Status, Unsur
from eoffice.storage import BlobStore
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.penyusutan import bahan

#: Of another perangkat daerah: without the panitia they know nothing of what lies in dinsos.
ORANG_LUAR = ("kabid.diskominfo", "staf.diskominfo")

DILIHAT = {*ORANG_LUAR, "kabid.dinsos", "arsiparis.dinsos", "staf.dinsos", "sekda", "admin", "kabid.setda"}


def dengan_luar(session: Session, kota: makers.Kota, berkas: list[Berkas]) -> Kasus:
    """A case whose panitia has two members from elsewhere."""
    made = bahan.kasus(session, kota, berkas)
    more = [AnggotaBaru(kota[who].jabatan.id, Peran.ANGGOTA, Unsur.HUKUM) for who in ORANG_LUAR]
    three, two = bahan.panitia(kota)[:3], bahan.panitia(kota)[3:]
    actions.susun_panitia(session, kota["arsiparis.dinsos"].actor(session), made, [*three, *more, *two])
    session.flush()
    return made


@pytest.mark.parametrize("status", [Status.USUL, Status.DINILAI, Status.PERTIMBANGAN])
def test_every_reader_of_what_is_assessed_is_listed_and_every_listed_one_reads(
    session: Session, kota_kecil: makers.Kota, store: BlobStore, status: Status
) -> None:
    # KEAMANAN: OTR-01, OTR-03
    inside, outside = (bahan.berkas(session, kota_kecil, store, surat=True) for _ in range(2))
    brought = bahan.impor(session, kota_kecil, inside, store)
    made = dengan_luar(session, kota_kecil, [inside])
    bahan.sampai(session, store, kota_kecil, made, status)
    letter, surat = bahan.milik(session, inside)
    other, _ = bahan.milik(session, outside)
    assert surat is not None
    who = {name: person.actor(session) for name, person in kota_kecil.orang.items() if name in DILIHAT}
    assessing = status is Status.DINILAI
    assert [bool(who[name].menilai) for name in (*ORANG_LUAR, "sekda")] == [assessing, assessing, False]

    for sifat in Sifat:
        for row in (inside, outside, letter, other, surat, brought):
            row.sifat = sifat
        session.flush()
        session.expire_all()
        for name, actor in who.items():
            read = {
                Naskah: (naskah_policy.may, Action.BACA, naskah_queries.visible(actor)),
                SuratMasuk: (surat_policy.may, Action.BACA_SURAT, surat_queries.visible(actor)),
                ArsipImpor: (impor_policy.may, Action.BACA_IMPOR, impor_queries.visible(actor)),
                Berkas: (arsip_policy.may, Action.BACA_BERKAS, arsip_queries.visible(actor)),
            }
            for row in (inside, outside, letter, other, surat, brought):
                may, action, listed = read[type(row)]
                allowed = bool(may(actor, action, row))  # type: ignore[operator]
                found = session.scalar(listed.where(type(row).id == row.id))  # type: ignore[attr-defined]
                assert allowed == (found is row), (name, row, sifat)
                if name in ORANG_LUAR:
                    mine = row not in (outside, other)
                    assert allowed == (assessing and mine and sifat in REACH[Relation.PANITIA]), (name, row, sifat)
        assert not naskah_policy.may(who[ORANG_LUAR[0]], Action.BERKASKAN, letter)
        taken = naskah_queries.visible(paket.sendiri(who[ORANG_LUAR[0]])).where(Naskah.id == letter.id)
        assert session.scalar(taken) is None, "what is read for a while is never taken along"


@pytest.mark.sekali
def test_a_member_from_elsewhere_opens_the_records_from_the_case_and_is_written_down(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: AUD-01
    with db.transaction(services.engine) as session:
        berkas = bahan.berkas(session, kota_kecil, services.store, surat=True)
        made = dengan_luar(session, kota_kecil, [berkas])
        bahan.sampai(session, services.store, kota_kecil, made, Status.DINILAI)
        letter, surat = bahan.milik(session, berkas)
        kasus_id, berkas_id, letter_id, surat_id = made.id, berkas.id, letter.id, surat.id if surat else 0
    person, stranger = masuk(ORANG_LUAR[1]), masuk("staf.setda")
    here = f"/arsip/berkas/{berkas_id}"

    assert here in person.get(f"/penyusutan/{kasus_id}").get_data(as_text=True)
    page = person.get(here).get_data(as_text=True)
    assert f"/naskah/{letter_id}" in page and f"/surat-masuk/{surat_id}" in page and "tidak dapat Anda baca" not in page
    assert "panitia penilai" in page
    for path in (here, f"/naskah/{letter_id}", f"/surat-masuk/{surat_id}"):
        assert (person.get(path).status_code, stranger.get(path).status_code) == (200, 404), path
    with db.transaction(services.engine) as session:
        opened = {
            e.event for e in session.scalars(select(AuditEntry).where(AuditEntry.objek_id.in_([letter_id, surat_id])))
        }
        assert {"naskah.buka", "surat_masuk.buka"} <= opened, "of what is Biasa too"
        bahan.sampai(session, services.store, kota_kecil, session.get_one(Kasus, kasus_id), Status.PERTIMBANGAN)

    for path in (here, f"/naskah/{letter_id}", f"/surat-masuk/{surat_id}"):
        assert person.get(path).status_code == 404, "the right ended with the state"
