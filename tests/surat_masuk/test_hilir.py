"""A disposisi to another perangkat daerah brings the surat into its agenda by itself, once, with its link back."""

from collections.abc import Callable

import makers
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import db, outbox
from eoffice.akses.rights import Sifat
from eoffice.app import handlers
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.kerja import pencatat
from eoffice.surat_masuk import actions, queries
from eoffice.surat_masuk.models import SuratKaitan, SuratMasuk
from eoffice.surat_masuk.states import Hubungan, PeranSurat
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


def didisposisikan(services: Services, kota: makers.Kota, sifat: Sifat = Sifat.BIASA) -> int:
    """The Sekda sends a surat of his own agenda down to two leaders of perangkat daerah; the worker has run."""
    with db.transaction(services.engine) as session:
        surat = buatan.surat(session, kota, kepada="sekda", hal="Permohonan audiensi", sifat=sifat)
        to = [(kota[n].jabatan.id, p) for n, p in (("kadis.dinsos", Peran.PENANGGUNG_JAWAB), ("kadis.diskominfo", Peran.PENDUKUNG))]  # fmt: skip
        disposisi.disposisikan(session, kota["sekda"].actor(session), surat, disposisi.Isian(to, ["tindak_lanjuti"]))
        surat_id = surat.id
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    return surat_id


def below(engine: Engine, surat_id: int) -> list[SuratMasuk]:
    with db.reading(engine) as session:
        rows = select(SuratMasuk).join(SuratKaitan, SuratKaitan.surat_id == SuratMasuk.id)
        found = list(session.scalars(rows.where(SuratKaitan.dari_surat_id == surat_id).order_by(SuratMasuk.opd_id)))
        session.expunge_all()
    return found


def test_the_surat_is_in_the_agenda_of_every_office_that_works_on_it_once(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    surat_id = didisposisikan(services, kota_kecil)
    dinsos = kota_kecil.unit["dinsos"].id

    rows = below(services.engine, surat_id)

    assert {r.opd_id for r in rows} == {dinsos, kota_kecil.unit["diskominfo"].id}
    assert {(r.peran, r.hal, r.nomor_agenda) for r in rows} == {(PeranSurat.DISPOSISI, "Permohonan audiensi", 1)}
    with db.transaction(services.engine) as session:
        assert actions.hilir(session, surat_id, kota_kecil["kadis.dinsos"].jabatan.id) is None  # the message came twice
        kadis, tu = kota_kecil["kadis.dinsos"].actor(session), kota_kecil["tu.dinsos"].actor(session)
        (own,) = queries.agenda(session, tu, dinsos, rows[0].tahun)
        assert queries.inbox(session, kadis, "tindakan") == []  # nobody owes the same thing twice
        assert [s.id for s in queries.inbox(session, kadis, "semua")] == [surat_id]
        assert list(pencatat.periksa(session)) == []
        (link,) = session.scalars(select(SuratKaitan).where(SuratKaitan.surat_id == own.id))
        assert (link.hubungan, link.dari_surat_id) == (Hubungan.DIDISPOSISIKAN, surat_id)
    page = masuk("tu.dinsos").get(f"/surat-masuk/{own.id}?tab=semua").get_data(as_text=True)
    assert "Didisposisikan dari agenda 1/" in page and "Lewat disposisi" in page
    assert "didisposisikan ke Dinas Sosial" in masuk("tu.setda").get("/agenda").get_data(as_text=True)


def test_what_is_closed_is_told_to_no_other_tu(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-08
    assert below(services.engine, didisposisikan(services, kota_kecil, Sifat.RAHASIA)) == []
