"""Who reads an imported record: the policy, the list and the index say the same of everybody, wherever it was moved."""

import io
import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db, search, siap
from eoffice.akses.models import PemberianAkses
from eoffice.akses.rights import Action, Sifat
from eoffice.arsip import queries as arsip
from eoffice.arsip.states import Akhir
from eoffice.arsip_impor import indexing, policy, queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit.models import AuditEntry
from eoffice.layanan_arsip import actions as layanan
from eoffice.layanan_arsip import policy as layanan_policy
from eoffice.layanan_arsip import queries as permintaan
from eoffice.naskah.indexing import held
from eoffice.storage import BlobStore
from eoffice.web.services import Services
from tests.penyusutan import bahan
from tests.sandbox import hostile

KENARI = "kenariimpor"
_numbers = itertools.count(1)


def impor(session: Session, kota: makers.Kota, **differs: Any) -> ArsipImpor:
    """An imported record of the bidang of dinsos; its words stand nowhere else."""
    n = next(_numbers)
    values: dict[str, Any] = {
        "opd_id": kota.unit["dinsos"].id, "unit_id": kota.unit["dinsos.bidang"].id, "impor_id": 1, "asal": "Lemari",
        "asal_id": f"L-{n}", "sidik": f"{n:064x}", "hal": f"Bantuan {KENARI}", "nomor": f"045/{KENARI}{n}",
        "uraian": KENARI, "pencipta": KENARI, "penerima": KENARI, "teks": KENARI, "sifat": Sifat.BIASA,
        "metadata_key": f"im/{n}", "metadata_size": 1, "metadata_sha256": f"{n:064x}", "diimpor_at": clock.now(),
        "diimpor_oleh": kota["arsiparis.dinsos"].pegawai.id,
    }  # fmt: skip
    row = ArsipImpor(**values | differs)
    session.add(row)
    session.flush()
    return row


def beri(session: Session, kota: makers.Kota, row: ArsipImpor, who: str, sifat: Sifat) -> None:
    at = clock.now()
    session.add(
        PemberianAkses(
            pegawai_id=kota[who].pegawai.id, objek="arsip_impor", objek_id=row.id, sifat=sifat,
            oleh_id=kota["kadis.dinsos"].pegawai.id, mulai_at=at, sampai_at=at + timedelta(days=1),
        )
    )  # fmt: skip
    session.flush()


def tersebar(session: Session, kota: makers.Kota) -> Iterator[ArsipImpor]:
    """One of every sifat, kept where it was made, moved to the unit kearsipan, and handed to another office."""
    places = (None, kota.unit["dinsos.sekretariat"].id, kota.unit["diskominfo"].id)
    for sifat, place in itertools.product(Sifat, places):
        closed = sifat in (Sifat.RAHASIA, Sifat.SANGAT_RAHASIA)
        holder = kota["kabid.dinsos"].jabatan.id if closed else None
        row = impor(session, kota, sifat=sifat, kustodi_unit_id=place, pejabat_id=holder)
        beri(session, kota, row, "staf.setda", Sifat.TERBATAS)
        yield row


def test_policy_list_and_index_agree_for_everybody_and_every_place(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01, OTR-03, OTR-08, OTR-14
    rows = list(tersebar(session, kota_kecil))
    for row in rows:
        indexing.put(session, row)
    tokens = {one[1]: one[2] for one in search.stored(session) if one[0] == "arsip_impor"}
    readers: dict[tuple[Sifat, int | None], set[str]] = {}

    for name, person in kota_kecil.orang.items():
        actor = person.actor(session)
        listed = {a.id for a in session.scalars(queries.visible(actor))}
        allowed = {r.id for r in rows if policy.may(actor, Action.BACA_IMPOR, r)}
        found = {i for i, kept in tokens.items() if kept & held(actor)}
        hidden = {r.id for r in rows if r.sifat is Sifat.SANGAT_RAHASIA}
        assert listed == allowed, name
        assert found == allowed - hidden, name
        hits = arsip.cari(session, actor, KENARI)
        assert {t.url for t in hits.temuan} == {f"/arsip/impor/{i}" for i in found}, name
        assert hits.jumlah == len(found)
        if not found:
            assert KENARI not in repr((hits.segi, hits.maksud, arsip.saran(session, actor, KENARI[:5]))), name
        for r in rows:
            if r.id in allowed:
                readers.setdefault((r.sifat, r.kustodi_unit_id), set()).add(name)

    home, moved, handed = (None, kota_kecil.unit["dinsos.sekretariat"].id, kota_kecil.unit["diskominfo"].id)
    keepers = {"tu.dinsos", "arsiparis.dinsos", "staf.setda"}
    assert readers[Sifat.TERBATAS, home] == keepers
    assert readers[Sifat.TERBATAS, handed] == keepers | {"arsiparis.diskominfo"}
    assert readers[Sifat.BIASA, moved] - readers[Sifat.BIASA, home] == {"sekretaris.dinsos", "kasubbag.dinsos"}
    assert readers[Sifat.RAHASIA, moved] == readers[Sifat.RAHASIA, home] == {"kabid.dinsos"}


def test_custody_and_sifat_that_change_by_themselves_change_the_index(
    services: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OTR-09
    with db.transaction(services.engine) as session:
        impor(session, kota_kecil)
    with db.transaction(services.engine) as session:
        row = session.scalars(select(ArsipImpor)).one()
        row.kustodi_unit_id = kota_kecil.unit["diskominfo"].id
    with db.reading(services.engine) as session:
        assert arsip.cari(session, kota_kecil["arsiparis.diskominfo"].actor(session), KENARI).jumlah == 1

    with db.transaction(services.engine) as session:
        session.scalars(select(ArsipImpor)).one().musnah_at = clock.now()
    with db.reading(services.engine) as session:
        assert arsip.cari(session, kota_kecil["arsiparis.diskominfo"].actor(session), KENARI).jumlah == 0
        assert indexing.records(session, 0, 9)[0] == []


ASKER = "staf.diskominfo"


def test_an_imported_record_is_asked_for_given_found_and_taken_back(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01, OTR-11
    kota, row = kota_kecil, impor(session, kota_kecil, sifat=Sifat.TERBATAS)
    indexing.put(session, row)
    isian = layanan.IsianAkses(kota.unit["dinsos"].id, f"bantuan {KENARI}", "menyusun laporan", 7)
    asked = layanan.minta(session, kota[ASKER].actor(session), isian)
    keeper, head = (kota[f"{who}.dinsos"].actor(session) for who in ("arsiparis", "kadis"))

    assert permintaan.calon(session, keeper, asked) == [row]
    assert permintaan.calon(session, kota["arsiparis.diskominfo"].actor(session), asked) == []
    assert not layanan_policy.may_decide(keeper, asked, row)
    layanan.tunjuk(session, keeper, asked, row)
    assert permintaan.ditunjuk(session, asked) is row

    def reads() -> bool:
        session.flush()
        actor = kota[ASKER].actor(session)
        listed = session.scalar(queries.visible(actor).where(ArsipImpor.id == row.id)) is not None
        assert listed == bool(policy.may(actor, Action.BACA_IMPOR, row))
        assert listed == bool(arsip.cari(session, actor, KENARI).jumlah)
        return listed

    assert not reads()
    layanan.setujui(session, head, asked, row, hari=2)
    assert reads()
    layanan.cabut(session, head, asked, "sudah cukup")
    assert not reads()


Masuk = Callable[..., FlaskClient]


@pytest.mark.sekali
def test_rahasia_read_on_request_is_shown_on_screen_and_nothing_of_it_is_sent(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-08
    with db.transaction(services.engine) as session:
        blob = services.store.put(io.BytesIO(hostile.pdf(text="Isi rahasia")))
        row = impor(
            session, kota_kecil, sifat=Sifat.RAHASIA, pejabat_id=kota_kecil["kabid.dinsos"].jabatan.id, halaman=1,
            mime="application/pdf", nama="a.pdf", key=blob.key, size=blob.size, sha256=blob.sha256,
        )  # fmt: skip
        beri(session, kota_kecil, row, ASKER, Sifat.RAHASIA)
        path = f"/arsip/impor/{row.id}"

    guest, holder = masuk(ASKER), masuk("kabid.dinsos")

    page = guest.get(path).get_data(as_text=True)
    assert f"{path}/halaman/1.png" in page and f"{path}/berkas" not in page and "di layar" in page
    picture, own = (who.get(f"{path}/halaman/1.png") for who in (guest, holder))
    assert picture.status_code == own.status_code == 200 and picture.data != own.data  # each bears its reader's name
    assert [guest.get(f"{path}/{x}").status_code for x in ("berkas", "metadata", "lampiran/1")] == [403, 403, 403]
    assert holder.get(f"{path}/berkas").status_code == 200
    assert masuk("arsiparis.dinsos").get(f"{path}/halaman/1.png").status_code == 404
    seen = holder.get(f"{path}/pembuka").get_data(as_text=True)
    assert kota_kecil[ASKER].pegawai.nama in seen
    # On paper as a naskah: marked, with its purpose, and only after that was written down.
    assert "dlg-cetak" in page and guest.get(f"{path}/salinan.pdf").status_code == 409
    assert browser.kirim(guest, f"{path}/cetak", {"salinan": 1, "cara": "cetak"}).status_code == 422
    wanted = {"salinan": 1, "cara": "cetak", "keperluan": "bahan rapat pimpinan"}
    assert browser.kirim(guest, f"{path}/cetak", wanted).location == f"{path}/salinan.pdf"
    copy = guest.get(f"{path}/salinan.pdf")
    assert copy.data.startswith(b"%PDF") and b"Isi rahasia" not in copy.data
    assert holder.get(f"{path}/salinan.pdf").status_code == 409
    assert masuk("arsiparis.dinsos").get(f"{path}/salinan.pdf").status_code == 404


@pytest.mark.sekali
def test_its_keeper_closes_a_record_that_came_in_too_open(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-09
    with db.transaction(services.engine) as session:
        path = f"/arsip/impor/{impor(session, kota_kecil).id}"
    keeper, member = (masuk(f"{who}.dinsos") for who in ("arsiparis", "staf"))
    assert member.get(path).status_code == 200

    said = browser.kirim(keeper, f"{path}/sifat", {"sifat": "rahasia", "alasan": "Memuat data warga", "versi": "0"})
    assert said.status_code == 409 and "tidak punya" in said.get_data(as_text=True)
    done = browser.kirim(keeper, f"{path}/sifat", {"sifat": "terbatas", "alasan": "Memuat data warga", "versi": "0"})

    assert done.status_code == 303
    assert (member.get(path).status_code, keeper.get(path).status_code) == (404, 200)
    with db.reading(services.engine) as session:
        written = select(AuditEntry.dari, AuditEntry.ke).where(AuditEntry.event == "arsip_impor.naikkan_sifat")
        assert session.execute(written).tuples().all() == [("biasa", "terbatas")]


def test_revision_0041_says_of_old_records_what_their_berkas_says(
    services: Services, kota_kecil: makers.Kota, store: BlobStore
) -> None:  # KEAMANAN: DB-06
    kearsipan = kota_kecil.unit["dinsos.sekretariat"].id
    with db.transaction(services.engine) as session:
        moved, gone = bahan.berkas(session, kota_kecil), bahan.berkas(session, kota_kecil)
        moved.kustodi_unit_id = kearsipan
        gone.akhir, gone.akhir_at, gone.akhir_nomor = Akhir.DIMUSNAHKAN, clock.now(), "BA/1/2026"
        first, second = (bahan.impor(session, kota_kecil, one, store).id for one in (moved, gone))
    siap.downgrade(services.engine, "0040")

    siap.upgrade(services.engine)

    with db.reading(services.engine) as session:
        kept = [session.get_one(ArsipImpor, i) for i in (first, second)]
        assert [(r.kustodi_unit_id, r.musnah_at is not None, r.musnah_ba) for r in kept] == [
            (kearsipan, False, ""),
            (None, True, "BA/1/2026"),
        ]
        assert search.bangun.usang(session)
