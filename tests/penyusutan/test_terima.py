"""The lembaga kearsipan compares what it receives with the signed list before it says that it has it (6.6, OBJ-04)."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import client as peramban
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from eoffice import clock, db
from eoffice.arsip.states import Kustodi
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.paket import actions as paket
from eoffice.paket import queries as paket_queries
from eoffice.paket.models import Paket, PaketButir
from eoffice.paket.states import Format, StatusPaket
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Status
from eoffice.sandbox import Refused
from eoffice.storage import Blob
from eoffice.web.services import Services
from tests.penyusutan import bahan

Masuk = Callable[..., FlaskClient]
LKD = "arsiparis.diskominfo"


def diserahkan(services: Services, kota: makers.Kota, bentuk: Format | None = Format.BAGIT) -> int:
    """A case whose records have just changed custody, with its package made; its documents only as rows."""
    with db.transaction(services.engine) as session:
        arsiparis = kota["arsiparis.dinsos"].actor(session)
        berkas = bahan.berkas(session, kota, services.store, nasib=NasibAkhir.PERMANEN, surat=True)
        letter, _ = bahan.milik(session, berkas)
        extra = services.store.put(io.BytesIO(b"denah ruang rapat"))
        letter.lampiran = [
            Lampiran(
                urutan=1, judul="Denah", nama="denah.pdf", nama_asli="d.pdf", mime="application/pdf", key=extra.key,
                size=extra.size, sha256=extra.sha256, diunggah_at=clock.now(), diunggah_oleh=arsiparis.pegawai_id,
            )
        ]  # fmt: skip
        made = bahan.penyerahan(session, kota, [berkas])
        bahan.nilai_langsung(session, made, arsiparis)
        if bentuk is not None:
            actions.paketkan(session, arsiparis, made, bentuk)
        kasus_id = made.id
    while paket.kerjakan(services):
        pass
    with db.transaction(services.engine) as session:
        arsiparis = kota["arsiparis.dinsos"].actor(session)
        made = queries.get(session, arsiparis, kasus_id)
        whole = actions.cocokkan(services.store, actions.berkas_isi(session, made))
        actions.serahkan(session, arsiparis, made, whole)
    return kasus_id


def cocokkan(services: Services, kota: makers.Kota, kasus_id: int) -> actions.Cocok:
    """What is read before anything is locked."""
    with db.reading(services.engine) as session:
        brought = actions.serahan(session, queries.get(session, kota[LKD].actor(session), kasus_id))
    return actions.cocokkan_serahan(services.store, brought)


def terima(services: Services, kota: makers.Kota, kasus_id: int, cocok: actions.Cocok) -> None:
    with db.transaction(services.engine) as session:
        actor = kota[LKD].actor(session)
        actions.terima(session, actor, queries.get(session, actor, kasus_id), cocok)


@pytest.mark.parametrize("bentuk", [Format.BAGIT, Format.EARK])
def test_what_is_received_is_compared_noted_and_given_to_the_receiver(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, bentuk: Format
) -> None:
    kasus_id = diserahkan(services, kota_kecil, bentuk)
    who = masuk(LKD)

    said = peramban.kirim(who, f"/penyusutan/{kasus_id}/terima", {})

    assert said.status_code == 303
    page = who.get(said.headers["Location"]).get_data(as_text=True)
    # The metadata of both records, the file of the naskah and its lampiran; the surat here has no file.
    assert "Saat diterima: 2 naskah dengan 4 berkas digital dicocokkan dengan sidiknya dan sama; paket" in page
    with db.reading(services.engine) as session:
        made = session.get_one(Kasus, kasus_id)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "penyusutan.terima")).one()
        assert (made.status, entry.isi_sha256) == (Status.DITERIMA, made.daftar_sha256)
        first, own = made.rincian["paket"]
        assert (
            entry.catatan == f"2 naskah dengan 4 berkas digital dicocokkan dengan sidiknya dan sama; paket {first} juga"
        )
        theirs, mine = session.get_one(Paket, first), session.get_one(Paket, own)
        assert (mine.sha256, mine.key, mine.status) == (theirs.sha256, theirs.key, StatusPaket.SIAP)
        assert mine.opd_id == kota_kecil.unit["diskominfo"].id
        things = select(PaketButir.objek, PaketButir.objek_id).order_by(PaketButir.urutan)
        both = [session.execute(things.where(PaketButir.paket_id == each)).all() for each in (first, own)]
        assert both[0] == both[1] and len(both[0]) == 2
    assert who.get(f"/paket/{first}").status_code == 404
    fetched = who.get(f"/paket/{own}/unduh")
    assert fetched.status_code == 200 and paket.laporan_zip(fetched.get_data()).utuh


def test_a_file_that_changed_in_the_store_is_not_received_and_the_record_is_named(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    kasus_id = diserahkan(services, kota_kecil)
    with db.transaction(services.engine) as session:
        extra = session.scalars(select(Lampiran)).one()
        letter = session.get_one(Naskah, extra.naskah_id)
        named, extra.sha256 = letter.nomor or f"naskah-{letter.id}", "0" * 64

    said = peramban.kirim(masuk(LKD), f"/penyusutan/{kasus_id}/terima", {})

    assert said.status_code == 409
    assert f"Berkas {named} hilang atau berubah di penyimpanan." in said.get_data(as_text=True)
    with db.reading(services.engine) as session:
        assert session.get_one(Kasus, kasus_id).status is Status.DISERAHKAN


def test_a_record_whose_hash_is_not_that_of_the_signed_list_is_not_received(
    services: Services, kota_kecil: makers.Kota
) -> None:
    kasus_id = diserahkan(services, kota_kecil, None)
    other = services.store.put(io.BytesIO(b"isi lain, yang sidiknya cocok dengan barisnya"))
    with db.transaction(services.engine) as session:
        changed = {"pdf_key": other.key, "pdf_size": other.size, "pdf_sha256": other.sha256}
        session.execute(update(Naskah).where(Naskah.pdf_key.is_not(None)).values(changed))
        nomor = session.get_one(Kasus, kasus_id).hidup[0].potret["nomor"]

    with pytest.raises(Conflict, match=f"Isi berkas {nomor} tidak sama dengan sidiknya"):
        terima(services, kota_kecil, kasus_id, cocokkan(services, kota_kecil, kasus_id))


def test_a_package_that_is_not_what_the_list_says_is_not_received(services: Services, kota_kecil: makers.Kota) -> None:
    kasus_id = diserahkan(services, kota_kecil)
    with db.reading(services.engine) as session:
        brought = actions.serahan(session, queries.get(session, kota_kecil[LKD].actor(session), kasus_id))
    assert brought.paket is not None
    with services.store.open(brought.paket) as source:
        body = source.read()

    name, metadata, files = brought.isi[0]
    extra = services.store.put(io.BytesIO(b"lampiran yang tidak ikut"))
    lacking = replace(brought, isi=((name, metadata, (*files, extra)), *brought.isi[1:]))
    with pytest.raises(Conflict, match=f"Berkas {name} di dalam paket tidak sama"):
        actions.cocokkan_serahan(services.store, lacking)
    packed = io.BytesIO()  # put together anew: sound as a ZIP, and no longer what its own manifest says
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(packed, "w") as new:
        for each in old.namelist():
            new.writestr(each, old.read(each).replace(b"denah ruang rapat", b"denah ruang RAPAT"))
    for wrong, told in (
        (packed.getvalue(), "tidak utuh: data/rekaman/000001/lampiran"),
        (b"PK", "hilang atau berubah"),
    ):
        kept = services.store.put(io.BytesIO(wrong))
        with pytest.raises(Conflict, match=told):
            actions.cocokkan_serahan(services.store, replace(brought, paket=kept))
    with pytest.raises(Conflict, match="hilang atau berubah"):
        actions.cocokkan_serahan(services.store, replace(brought, paket=Blob(brought.paket.key, len(body), "0" * 64)))


def test_what_came_after_the_comparison_is_not_received_unseen(services: Services, kota_kecil: makers.Kota) -> None:
    kasus_id = diserahkan(services, kota_kecil)
    cocok = cocokkan(services, kota_kecil, kasus_id)
    with pytest.raises(Conflict, match="berubah selagi"):
        terima(services, kota_kecil, kasus_id, replace(cocok, berkas=frozenset(list(cocok.berkas)[1:])))
    terima(services, kota_kecil, kasus_id, cocok)


def test_whoever_holds_the_records_orders_a_package_of_them_and_may_fetch_it(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    kasus_id = diserahkan(services, kota_kecil, None)
    who = masuk(LKD)
    assert peramban.kirim(who, f"/penyusutan/{kasus_id}/paket", {"format": "bagit"}).status_code == 303
    while paket.kerjakan(services):
        pass
    with db.reading(services.engine) as session:
        actor = kota_kecil[LKD].actor(session)
        (made,) = paket_queries.daftar(session, actor)
        paket_id = made.id
        assert (made.opd_id, made.status) == (kota_kecil.unit["diskominfo"].id, StatusPaket.SIAP)
        assert queries.get(session, actor, kasus_id).hidup[0].berkas.kustodi is Kustodi.LKD
    assert who.get(f"/paket/{paket_id}").status_code == 200
    terima(services, kota_kecil, kasus_id, cocokkan(services, kota_kecil, kasus_id))
    with db.reading(services.engine) as session:  # the own package is the one that was compared: nothing to copy
        assert session.get_one(Kasus, kasus_id).rincian["paket"] == [paket_id]


def test_a_package_with_more_files_than_can_be_looked_at_is_compared_as_a_whole(
    services: Services, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could make one that is accepted: what was packed is what it is."""
    kasus_id = diserahkan(services, kota_kecil)

    def overwhelmed(_content: bytes) -> None:
        raise Refused()

    monkeypatch.setattr("eoffice.penyusutan.actions.keutuhan.laporan_zip", overwhelmed)
    terima(services, kota_kecil, kasus_id, cocokkan(services, kota_kecil, kasus_id))

    with db.reading(services.engine) as session:
        made = session.get_one(Kasus, kasus_id)
        assert made.status is Status.DITERIMA and "menurut sidik ZIP-nya" in made.rincian["penerimaan"]
