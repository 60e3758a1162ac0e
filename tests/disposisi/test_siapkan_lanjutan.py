"""What is prepared for a recipient who gives further: by the TU, by who screens, by an operator; he confirms it."""

from dataclasses import replace

import makers
import pytest
from client import kirim
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import Actor, HakOperator, Mandat
from eoffice.akses.rights import Sifat
from eoffice.disposisi import actions, penyiapan, pohon, policy
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Cara, StatusSiapan
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.surat_masuk import queries as surat_queries
from eoffice.web.services import Services
from tests.disposisi.test_actions import MONDAY, given, isian
from tests.disposisi.test_routes import Masuk, dispose, text
from tests.disposisi.test_siapkan import screened
from tests.surat_masuk import buatan


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def operator(session: Session, kota: makers.Kota, of: str, sifat: Sifat = Sifat.BIASA) -> Actor:
    """staf.dinsos as operator of somebody, who may prepare for him."""
    office = kota[of].jabatan
    mandate = Mandat(1, office.id, office.nama, frozenset({HakOperator.SIAPKAN_DISPOSISI}), frozenset({sifat}))
    return replace(kota["staf.dinsos"].actor(session), mandat=frozenset({mandate}))


def test_the_recipient_confirms_with_one_tap_and_the_tree_says_who_prepared(
    session: Session, kota_kecil: makers.Kota
) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    tu, kabid = (kota_kecil[n].actor(session) for n in ("tu.dinsos", "kabid.dinsos"))
    first = actions.arahkan_lanjutan(session, tu, part, isian(kota_kecil, "staf.dinsos"), Cara.USULAN)
    made = actions.arahkan_lanjutan(session, tu, part, isian(kota_kecil, "staf.dinsos", catatan="Usul"), Cara.USULAN)
    session.commit()

    assert (first.status, made.status, str(part.status)) == (StatusSiapan.DIGANTI, StatusSiapan.MENUNGGU, "terkirim")
    with pytest.raises(NotAllowed):
        actions.konfirmasi_lanjutan(session, tu, part, made.id)
    with pytest.raises(NotFound):
        actions.konfirmasi_lanjutan(session, kabid, part, first.id)

    act = actions.konfirmasi_lanjutan(session, kabid, part, made.id)
    session.commit()

    assert (act.cara, act.catatan, act.induk_id) == (Cara.USULAN, "Usul", part.id)
    assert act.disiapkan_jabatan is not None and act.disiapkan_jabatan.id == kota_kecil["tu.dinsos"].jabatan.id
    (root,) = pohon.tree(session, kabid, part.disposisi.surat)
    assert root.anak[0].bagian.disposisi is act


def test_what_is_prepared_is_held_to_the_limit_of_the_parent_and_may_be_taken_back(
    session: Session, kota_kecil: makers.Kota
) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    tu, kabid = (kota_kecil[n].actor(session) for n in ("tu.dinsos", "kabid.dinsos"))
    late = isian(kota_kecil, "staf.dinsos", batas=clock.today().replace(month=12, day=28))
    with pytest.raises(Invalid) as refused:
        actions.arahkan_lanjutan(session, tu, part, late, Cara.USULAN)
    assert "batas" in refused.value.fields

    made = actions.arahkan_lanjutan(session, tu, part, isian(kota_kecil, "staf.dinsos"), Cara.DIKTE)
    actions.batalkan_arahan_lanjutan(session, tu, part)
    with pytest.raises(NotFound):
        actions.konfirmasi_lanjutan(session, kabid, part, made.id)
    actions.arahkan_lanjutan(session, tu, part, isian(kota_kecil, "staf.dinsos"), Cara.DIKTE)
    act = actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos"))  # his own words replace it
    assert (act.cara, actions.siapan_lanjutan(session, part)) == (Cara.SENDIRI, None)
    assert not policy.may_prepare(tu, replace_status(part))


def replace_status(part: DisposisiPenerima) -> DisposisiPenerima:
    """The same after its report."""
    part.report(clock.now())
    return part


def test_strangers_operators_and_who_screens(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-05
    screened(session, kota_kecil)
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    refused = [
        kota_kecil["tu.diskominfo"].actor(session),
        kota_kecil["kabid.diskominfo"].actor(session),
        kota_kecil["staf.dinsos"].actor(session),
        kota_kecil["kabid.dinsos"].actor(session),  # his own: he gives it himself
        operator(session, kota_kecil, "kadis.dinsos"),
        operator(session, kota_kecil, "kabid.dinsos", Sifat.TERBATAS),
    ]
    for who in refused:
        assert not policy.may_prepare(who, part)
    for name in ("tu.diskominfo", "kabid.diskominfo", "staf.dinsos"):
        with pytest.raises(NotFound):
            penyiapan.to_be_prepared(session, kota_kecil[name].actor(session), part.id)

    served = operator(session, kota_kecil, "kabid.dinsos")
    session.commit()
    assert [p.id for p in penyiapan.preparing(session, served)] == [part.id]
    actions.arahkan_lanjutan(session, served, part, isian(kota_kecil, "staf.dinsos"), Cara.DIKTE)
    session.commit()
    assert penyiapan.preparing(session, served) == []


def test_a_part_for_the_head_of_another_office_waits_for_who_screens_there(
    session: Session, kota_kecil: makers.Kota
) -> None:
    screened(session, kota_kecil)
    kadis, sek = kota_kecil["kadis.dinsos"], kota_kecil["sekretaris.dinsos"].actor(session)
    surat = buatan.surat(session, kota_kecil, kepada="sekda")
    secret = buatan.surat(session, kota_kecil, kepada="sekda", sifat=Sifat.RAHASIA)
    sekda = kota_kecil["sekda"].actor(session)
    with pytest.raises(NotFound):
        surat_queries.get(session, sek, surat.id)
    (part, *_) = actions.disposisikan(session, sekda, surat, isian(kota_kecil, "kadis.dinsos")).penerima
    (hidden, *_) = actions.disposisikan(session, sekda, secret, isian(kota_kecil, "kadis.dinsos")).penerima
    session.commit()

    assert (part.jabatan_id, part.peneliti_jabatan_id) == (kadis.jabatan.id, kota_kecil["sekretaris.dinsos"].jabatan.id)
    assert hidden.peneliti_jabatan_id is None
    assert [p.id for p in penyiapan.preparing(session, sek)] == [part.id]
    assert policy.may_prepare(sek, part) and surat_queries.get(session, sek, surat.id) is surat

    actions.tarik(session, sekda, part)
    session.commit()
    with pytest.raises(NotFound):
        surat_queries.get(session, sek, surat.id)


def test_the_pages_of_preparing_and_confirming(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        (part,) = given(session, kota_kecil, "kabid.dinsos")
        part_id, versi, surat_id = part.id, part.version, part.disposisi.surat_id
    tu, kabid, staf = masuk("tu.dinsos"), masuk("kabid.dinsos"), kota_kecil["staf.dinsos"].jabatan.id
    where = f"/disposisi/{part_id}"

    assert f"{where}/arahan" in text(tu.get(f"/surat-masuk/{surat_id}?tab=semua"))
    form = text(tu.get(f"{where}/arahan"))
    assert "Siapkan arahan" in form and "Belum ada yang terkirim" in form
    assert "Budi Santoso" in text(tu.get(f"{where}/arahan/jabatan?q=budi"))
    refused = dispose(tu, f"{where}/arahan", versi, staf, instruksi=[])
    assert refused.status_code == 422 and "Mohon segera" in text(refused)  # type: ignore[attr-defined]
    assert dispose(tu, f"{where}/arahan", versi, staf).status_code == 303  # type: ignore[attr-defined]
    assert dispose(kabid, f"{where}/lanjutkan", versi, staf).status_code == 409  # type: ignore[attr-defined]

    page = text(kabid.get(where))
    assert "Diusulkan" in page and "Setuju, kirim" in page and "Mohon segera" in page
    with db.reading(services.engine) as session:
        now = session.get_one(DisposisiPenerima, part_id).version
        waiting = actions.siapan_lanjutan(session, session.get_one(DisposisiPenerima, part_id))
        assert waiting is not None
        siapan = waiting.id

    assert kirim(tu, f"{where}/lanjutkan/kirim-arahan", {"versi": now, "siapan": siapan}).status_code == 404
    assert kirim(kabid, f"{where}/lanjutkan/kirim-arahan", {"versi": now, "siapan": siapan}).status_code == 303
    with db.reading(services.engine) as session:
        act = session.scalars(select(Disposisi).where(Disposisi.induk_id == part_id)).one()
        assert act.cara is Cara.USULAN
    assert "Diusulkan" in text(kabid.get(f"/surat-masuk/{surat_id}"))


def test_a_form_opened_before_somebody_prepared_is_told_so(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    session.commit()
    seen = part.version
    actions.arahkan_lanjutan(
        session, kota_kecil["tu.dinsos"].actor(session), part, isian(kota_kecil, "staf.dinsos"), Cara.USULAN
    )
    session.commit()
    with pytest.raises(Conflict):
        actions.same_version(part, seen)
