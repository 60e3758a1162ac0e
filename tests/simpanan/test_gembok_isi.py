"""Which objects the store is asked to lock: everything that lies in a berkas that may not go, until it is destroyed."""

from datetime import timedelta

import makers
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions as arsip
from eoffice.arsip.actions import IsianTahan
from eoffice.arsip.states import Akhir
from eoffice.arsip.states import Objek as Arsip
from eoffice.arsip.tahan import Cakupan
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah.models import PenandaLain
from eoffice.naskah.states import Status
from eoffice.simpanan import actions, queries
from eoffice.simpanan.models import Objek
from eoffice.simpanan.states import Gembok
from tests.arsip import arsip_uji
from tests.penyusutan import bahan


def impor(session: Session, kota: makers.Kota) -> ArsipImpor:
    """An imported record with a lampiran and the PREMIS that came along."""
    blob = {"size": 1, "sha256": "0" * 64}
    made = ArsipImpor(
        opd_id=kota.unit["dinsos"].id, unit_id=kota.unit["dinsos.bidang"].id, impor_id=1, asal="Aplikasi lama", asal_id="1",
        sidik="s", hal="Izin", sifat=Sifat.BIASA, key="im/isi", metadata_key="im/meta", metadata_size=1,
        metadata_sha256="0" * 64, premis_key="im/premis", premis_size=1, premis_sha256="0" * 64, diimpor_at=clock.now(),
        diimpor_oleh=kota["arsiparis.dinsos"].pegawai.id, size=1, sha256="0" * 64,
        lampiran=[LampiranImpor(urutan=1, judul="Denah", nama="denah.pdf", mime="application/pdf", key="im/lampiran", **blob)],
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def wanted(session: Session) -> dict[str, bool]:
    """Objects by key whose lock is to change, and whether they are to be held."""
    keys = {row.id: row.kunci for row in session.scalars(select(Objek))}
    return {keys[row[0]]: bool(row[1]) for row in session.execute(queries.perlu_digembok(100))}


def released(session: Session) -> set[str]:
    rows = select(Objek.kunci).where(Objek.id.in_(list(session.scalars(queries.tanpa_berkas(100)))))
    return set(session.scalars(rows))


def test_what_is_permanent_is_held_whatever_kind_it_is_and_also_once_handed_over(
    session: Session, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OBJ-02
    berkas = bahan.berkas(session, kota_kecil, nasib=NasibAkhir.PERMANEN)
    letter, _ = bahan.milik(session, berkas)
    letter.pdf_key, letter.pdf_size, letter.pdf_sha256 = "ns/pdf", 1, "0" * 64
    session.add(
        PenandaLain(
            naskah_id=letter.id, urutan=0, jabatan_id=letter.penandatangan_id, sebutan="X", key="ns/dua", size=1,
            sha256="0" * 64,
        )
    )  # fmt: skip
    bahan.isi(session, berkas, Arsip.ARSIP_IMPOR, impor(session, kota_kecil).id, kota_kecil)
    session.flush()
    actions.catat(session)
    files = {"ns/pdf", "ns/dua", "im/isi", "im/premis", "im/lampiran"}

    found = wanted(session)
    assert files <= set(found) and all(found.values())

    session.execute(update(Objek).values(gembok=Gembok.TAHAN))
    berkas.akhir = Akhir.DISERAHKAN
    session.flush()
    assert (wanted(session), released(session) & files) == ({}, set())

    berkas.akhir = Akhir.DIMUSNAHKAN
    session.flush()
    assert files <= released(session)


def test_what_has_a_date_is_held_until_that_date_and_then_let_go(session: Session, kota_kecil: makers.Kota) -> None:
    until = clock.today() + timedelta(days=40)
    berkas = bahan.berkas(session, kota_kecil, jatuh_inaktif=until)
    letter, _ = bahan.milik(session, berkas)
    letter.pdf_key, letter.pdf_size, letter.pdf_sha256 = "ns/pdf", 1, "0" * 64
    session.flush()
    actions.catat(session)
    assert wanted(session)["ns/pdf"] is False

    session.execute(update(Objek).values(gembok=Gembok.RETENSI, gembok_sampai=until))
    assert wanted(session) == {}

    session.execute(update(Objek).values(gembok=Gembok.TAHAN, gembok_sampai=None))
    berkas.jatuh_inaktif = clock.today() - timedelta(days=1)
    session.flush()
    assert wanted(session)["ns/pdf"] is False


def test_what_a_hold_names_by_itself_is_held_though_it_was_never_filed(
    session: Session, kota_kecil: makers.Kota
) -> None:
    bahan.kode(session)
    letter = arsip_uji.naskah(session, kota_kecil, opd="dinsos", teks="x", status=Status.TERKIRIM)
    letter.pdf_key, letter.pdf_size, letter.pdf_sha256 = "ns/lepas", 1, "0" * 64
    keeper = kota_kecil["arsiparis.dinsos"].actor(session)
    asked = IsianTahan("Perkara 7", "SP/7", Cakupan.NASKAH, letter.opd_id, naskah=((Arsip.NASKAH, letter.id),))
    hold = arsip.pasang(session, keeper, asked)
    actions.catat(session)

    assert wanted(session)["ns/lepas"] is True
    session.execute(update(Objek).values(gembok=Gembok.TAHAN))
    assert "ns/lepas" not in released(session)
    arsip.lepas_tahan(session, kota_kecil["kadis.dinsos"].actor(session), hold, "Putusan tetap")
    assert "ns/lepas" in released(session)
