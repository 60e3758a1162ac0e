"""A legacy archive: documents and a list, looked at row by row before anything is taken in."""

import io
import struct
import zipfile
from pathlib import Path

import makers
import pytest
from sqlalchemy import func, select

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit.models import AuditEntry
from eoffice.errors import Invalid, NotFound
from eoffice.nomor.models import Nomor
from eoffice.paket import actions, queries
from eoffice.paket.models import Impor, ImporBaris, ImporBerkas
from eoffice.paket.states import SEWA, Format, StatusBaris, StatusImpor
from eoffice.sandbox import Refused
from eoffice.sandbox.tasks import zips
from eoffice.titik import install
from eoffice.web.services import Services

from . import kantor

KEPALA = ("No. Surat", "Tgl Surat", "Perihal", "Kode", "Sifat", "Nama File", "Boks", "Petugas")
BAIK = ("045/12/Sosial", "4 Agustus 2019", "Bantuan beras", "000.8.3.3", "Biasa", "beras.pdf", "", "Bu Rini")
KERTAS = ("", "05/08/2019", "Notula rapat lama", "000.8.3.3", "Terbatas", "", "Ruang 2, rak 4, boks 7", "")


def arsip_lama(*rows: tuple[str, ...], **files: bytes) -> bytes:
    found = [("Arsip 2019/daftar.csv", kantor.daftar(KEPALA, *rows))]
    return kantor.zip_dari(found + [(f"Arsip 2019/{name.replace('__', '.')}", body) for name, body in files.items()])


def test_a_legacy_archive_is_looked_at_mapped_and_taken_in(services: Services, kota_kecil: makers.Kota) -> None:
    wrong = ("1/X", "31/02/2019", "", "999.9", "Umum", "tak-ada.pdf", "", "")
    content = arsip_lama(BAIK, KERTAS, wrong, BAIK, beras__pdf=kantor.PDF)

    impor = kantor.bawa(services, kota_kecil, content)

    assert impor.status is StatusImpor.DIPETAKAN
    assert impor.pemetaan == {
        "nomor": "No. Surat", "tanggal": "Tgl Surat", "hal": "Perihal", "kode_klasifikasi": "Kode", "sifat": "Sifat",
        "berkas": "Nama File", "lokasi": "Boks",
    }  # fmt: skip
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))
    assert impor.status is StatusImpor.SIAP
    with db.reading(services.engine) as session:
        rows = list(session.scalars(select(ImporBaris).order_by(ImporBaris.urutan)))
        assert [r.keadaan for r in rows] == [
            StatusBaris.BENAR,
            StatusBaris.BENAR,
            StatusBaris.SALAH,
            StatusBaris.KEMBAR,
        ]
        assert [(m["kolom"], m["salah"]) for m in rows[2].masalah] == [
            ("Hal", "Kosong."),
            ("Tanggal", "“31/02/2019” bukan tanggal."),
            ("Sifat", "“Umum” tidak dikenal."),
            ("Kode klasifikasi", "“999.9” tidak ada di klasifikasi."),
            ("Nama file arsip", "File “tak-ada.pdf” tidak ada."),
        ]
        assert all(m["saran"] for m in rows[2].masalah)
        assert rows[3].masalah[0]["salah"] == "Sama dengan baris 2."
        assert session.scalar(select(func.count()).select_from(ArsipImpor)) == 0
    kantor.langkah(services, kota_kecil, impor.id)

    with db.reading(services.engine) as session:
        beras, notula = session.scalars(select(ArsipImpor).order_by(ArsipImpor.id))
        assert (beras.nomor, str(beras.tanggal), beras.asal, beras.asal_id) == (
            "045/12/Sosial",
            "2019-08-04",
            "Aplikasi lama",
            "baris 2",
        )
        assert (notula.blob, notula.lokasi, notula.sifat) == (None, "Ruang 2, rak 4, boks 7", Sifat.TERBATAS)
        with services.store.open(beras.metadata_blob) as source:
            assert b'"Petugas": "Bu Rini"' in source.read()  # a column that nobody mapped
        actor = kota_kecil["arsiparis.dinsos"].actor(session)
        (hit,) = arsip.cari(session, actor, "beras tahunan", segi=False).temuan
        assert hit.url == f"/arsip/impor/{beras.id}"
        (berkas,) = session.scalars(select(Berkas))
        assert [b.hal for b in arsip.isi(session, actor, berkas)] == ["Bantuan beras", "Notula rapat lama"]
        stranger = kota_kecil["arsiparis.diskominfo"].actor(session)
        assert not arsip.cari(session, stranger, "beras", segi=False).temuan
        with pytest.raises(NotFound):
            impor_queries.get(session, stranger, beras.id)
        assert session.scalar(select(func.count()).select_from(Nomor)) == 0  # no register gave a number
        done = session.get_one(Impor, impor.id)
        assert [line[2:4] for line in actions.laporan(session, done)][0] == ["045/12/Sosial", "Bantuan beras"]
        assert not session.scalars(select(ImporBerkas.key).where(ImporBerkas.key.is_not(None))).all()

    again = kantor.bawa(services, kota_kecil, content, kode=False)
    again = kantor.langkah(services, kota_kecil, again.id, pemetaan=dict(again.pemetaan))
    with db.reading(services.engine) as session:
        counts = queries.hitung(session, again)
        assert (counts[StatusBaris.BENAR], counts[StatusBaris.KEMBAR]) == (0, 3)


def test_a_sifat_written_as_a_machine_writes_it_comes_in_too(services: Services, kota_kecil: makers.Kota) -> None:
    secret = (*BAIK[:4], "SANGAT_RAHASIA", *BAIK[5:])
    impor = kantor.bawa(services, kota_kecil, arsip_lama(secret, beras__pdf=kantor.PDF))
    with db.transaction(services.engine) as session:
        session.get_one(Impor, impor.id).pejabat_id = kota_kecil["kadis.dinsos"].jabatan.id
    kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))

    kantor.langkah(services, kota_kecil, impor.id)

    with db.reading(services.engine) as session:
        assert session.scalars(select(ArsipImpor.sifat)).all() == [Sifat.SANGAT_RAHASIA]


def test_a_row_that_came_in_meanwhile_is_left_out_alone(services: Services, kota_kecil: makers.Kota) -> None:
    others = [(f"{n}/Sosial", *BAIK[1:5], "", f"Boks {n}", "") for n in (1, 2, 3)]
    impor = kantor.bawa(services, kota_kecil, arsip_lama(*others, beras__pdf=kantor.PDF))
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))
    with db.transaction(services.engine) as session:
        second = session.get_one(ImporBaris, (impor.id, 2))
        session.add(
            ArsipImpor(
                opd_id=impor.opd_id, unit_id=impor.unit_id, impor_id=99, asal="Lain", asal_id="1", sidik=second.sidik,
                hal="Dibawa orang lain", sifat=Sifat.BIASA, metadata_key="im/9", metadata_size=1, metadata_sha256="0" * 64,
                diimpor_at=clock.now(), diimpor_oleh=impor.oleh_id,
            )
        )  # fmt: skip

    kantor.langkah(services, kota_kecil, impor.id)

    with db.reading(services.engine) as session:
        rows = session.scalars(select(ImporBaris).order_by(ImporBaris.urutan)).all()
        assert [r.keadaan for r in rows] == [StatusBaris.MASUK, StatusBaris.KEMBAR, StatusBaris.MASUK]
        assert session.scalars(select(Berkas.jumlah)).all() == [2]
        events = select(AuditEntry.event).where(AuditEntry.event.in_(("arsip_impor.masuk", "berkas.isi")))
        assert sorted(session.scalars(events)) == ["arsip_impor.masuk"] * 2 + ["berkas.isi"] * 2


def test_a_killed_worker_goes_on_where_it_was_and_doubles_nothing(
    services: Services, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.paket.actions.nilai.SEPORSI_BARIS", 1)
    second = ("046/12/Sosial", *BAIK[1:5], "", "Boks 1", "")
    impor = kantor.bawa(services, kota_kecil, arsip_lama(BAIK, second, beras__pdf=kantor.PDF))
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))
    with db.transaction(services.engine) as session:
        actor = kota_kecil["arsiparis.dinsos"].actor(session)
        actions.masukkan(session, actor, session.get_one(Impor, impor.id))
    assert actions.kerjakan(services)  # the first row is in

    def power_cut(reached: str) -> None:
        if reached == "impor_tersimpan":
            raise KeyboardInterrupt

    install(power_cut)
    try:
        with pytest.raises(KeyboardInterrupt):
            actions.kerjakan(services)
    finally:
        install(None)
    assert not actions.kerjakan(services)  # whoever held it may still be at work
    now = clock.now()
    clock.set_clock(now + SEWA * 2)
    kantor.selesaikan(services)

    with db.reading(services.engine) as session:
        assert session.scalars(select(ArsipImpor.nomor).order_by(ArsipImpor.id)).all() == [
            "045/12/Sosial",
            "046/12/Sosial",
        ]
        assert session.get_one(Impor, impor.id).status is StatusImpor.SELESAI


def bomb() -> bytes:
    return kantor.zip_dari([("nol.pdf", b"0" * 30_000_000)])


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo("surat.pdf")
        entry.external_attr = 0o120777 << 16
        made.writestr(entry, "/etc/passwd")
    return out.getvalue()


def locked() -> bytes:
    content = bytearray(kantor.zip_dari([("a.pdf", b"x")]))
    at = content.index(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    return bytes(content)


HOSTILE = {
    "mengembang": bomb,
    "keluar dari foldernya": lambda: kantor.zip_dari([("../../etc/cron.d/x", b"x")]),
    "tautan simbolik": linked,
    "terkunci sandi": locked,
    "terpotong atau rusak": lambda: arsip_lama(BAIK, beras__pdf=kantor.PDF)[:-40],
    "bernama sama": lambda: kantor.zip_dari([("A.pdf", b"1"), ("a.pdf", b"2")]),
    "tidak memuat daftar": lambda: kantor.zip_dari([("a.pdf", kantor.PDF)]),
}


@pytest.mark.parametrize("said", [s for s in HOSTILE if s != "tidak memuat daftar"])
def test_what_is_hostile_or_broken_is_refused_with_a_sentence(said: str) -> None:
    with pytest.raises(Refused, match=said):
        zips.sidik_zip(HOSTILE[said]())


@pytest.mark.sekali
def test_an_upload_that_cannot_be_used_says_why(services: Services, kota_kecil: makers.Kota) -> None:
    for said in ("keluar dari foldernya", "tidak memuat daftar"):
        impor = kantor.bawa(services, kota_kecil, HOSTILE[said](), kode=False)
        assert impor.status is StatusImpor.DITOLAK and said in impor.galat, (said, impor.galat)
        assert impor.key is None


@pytest.mark.sekali
def test_a_package_with_a_wrong_hash_is_refused_as_a_whole(services: Services, kota_kecil: makers.Kota) -> None:
    good = kantor.isi_zip(kantor.paket(services, kota_kecil, kantor.berkas(services, kota_kecil), Format.BAGIT))
    name = "data/rekaman/000001/dokumen.pdf"
    for change, said in (
        (good | {name: good[name] + b" "}, "isinya berbeda"),
        ({k: v for k, v in good.items() if k != name}, "tidak ada di paket"),
        (good | {"data/tamu.pdf": b"x"}, "tidak tercatat di daftar sidik"),
    ):
        impor = kantor.bawa(services, kota_kecil, kantor.zip_dari(list(change.items())), kode=False)
        assert impor.status is StatusImpor.DITOLAK and said in impor.galat, impor.galat


@pytest.mark.parametrize("raw", [b"R\x82sum\x82.pdf", "Résumé.pdf".encode()], ids=["cp437", "utf-8 tanpa tanda"])
def test_names_in_other_encodings_are_read(raw: bytes) -> None:
    placeholder = b"x" * (len(raw) - 4) + b".pdf"
    content = kantor.zip_dari([(placeholder.decode(), kantor.PDF)]).replace(placeholder, raw)

    found, _ = zips.sidik_zip(content)

    assert [f["nama"] for f in found["isi"]] == ["Résumé.pdf"]


@pytest.mark.sekali
def test_a_folder_of_the_server_is_read_and_its_links_are_not(
    services: Services, kota_kecil: makers.Kota, tmp_path: Path
) -> None:
    folder = tmp_path / "arsip"
    folder.mkdir()
    (folder / "daftar.csv").write_bytes(kantor.daftar(KEPALA, BAIK))
    (folder / "beras.pdf").write_bytes(kantor.PDF)
    impor = kantor.bawa(services, kota_kecil, None, folder=folder)
    assert impor.status is StatusImpor.DIPETAKAN

    (folder / "rahasia.pdf").symlink_to("/etc/passwd")
    refused = kantor.bawa(services, kota_kecil, None, folder=folder, kode=False)
    assert refused.status is StatusImpor.DITOLAK and "tautan" in refused.galat


@pytest.mark.sekali
def test_rahasia_needs_the_official_who_reads_it_and_no_unit_of_others_takes_anything_in(
    services: Services, kota_kecil: makers.Kota
) -> None:
    impor = kantor.bawa(services, kota_kecil, arsip_lama((*BAIK[:4], "Rahasia", "", "Boks 1", "")))
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))
    with db.reading(services.engine) as session:
        (row,) = session.scalars(select(ImporBaris))
        assert "memerlukan pejabat" in row.masalah[0]["salah"]
    with db.transaction(services.engine) as session, pytest.raises(Invalid):
        stranger = kota_kecil["arsiparis.diskominfo"].actor(session)
        actions.terima(session, stranger, unit=kota_kecil.unit["dinsos"], asal="x")
