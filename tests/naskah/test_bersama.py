"""Several signers on one naskah: in order, each over the file of the one before, issued only with the last."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from keandalan.siap_ttd import rsa_key
from makers import Kota
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import db, outbox, pemeriksaan, titik
from eoffice.akses.actor import Actor
from eoffice.app import handlers
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable
from eoffice.naskah import actions, queries
from eoffice.naskah.actions import Isian
from eoffice.naskah.models import Naskah, PenandaLain
from eoffice.naskah.states import Status
from eoffice.nomor.models import Nomor
from eoffice.pdf import isi
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.tte import actions as tte
from eoffice.tte import queries as tte_queries
from eoffice.tte import verifying
from eoffice.tte.keybox import LIGHT
from eoffice.tte.states import Kind
from eoffice.web.services import Services
from tests.naskah import kantor

Masuk = Callable[..., FlaskClient]


def berita_acara(session: Session, kota: Kota, *, tiga: bool = False) -> Naskah:
    """Ready to be signed by kadis.dinsos, then sekda, and with `tiga` by kadis.diskominfo last."""
    kantor.kode(session)
    staf = kota["staf.dinsos"].actor(session)
    naskah = actions.buat(session, staf, "berita_acara")
    filled = Isian(
        hal="Serah Terima Perangkat",
        isi=isi.from_plain("telah melakukan serah terima perangkat.\n\nDemikian berita acara ini dibuat."),
        kode_klasifikasi=kantor.KODE,
        penandatangan_id=kota["kadis.dinsos"].jabatan.id,
        pihak_kedua=kota["sekda"].jabatan.id,
        mengetahui=kota["kadis.diskominfo"].jabatan.id if tiga else 0,
        rincian={"bertempat": "Ruang Rapat Kirana"},
    )
    actions.simpan(session, staf, naskah, filled)
    actions.ajukan(session, staf, naskah)
    session.flush()
    while naskah.turns:
        turn = naskah.turns[0]
        who = next(o for o in kota.orang.values() if o.jabatan.id == turn.jabatan_id)
        actions.paraf(session, who.actor(session), naskah)
        session.flush()
    return naskah


@pytest.fixture
def pejabat(services: Services, kota_kecil: Kota) -> dict[str, Actor]:
    """The three signers, with certificates."""
    kantor.sertifikat(services, kota_kecil)
    third = kota_kecil["kadis.diskominfo"].pegawai
    with db.transaction(services.engine) as session:
        tte.terbitkan(
            session,
            pepper=services.pepper,
            pegawai_id=third.id,
            nama=third.nama_lengkap,
            unit="Diskominfo",
            passphrase=kantor.FRASA,
            key=rsa_key(),
            cost=LIGHT,
        )
    with db.reading(services.engine) as session:
        return {n: kota_kecil[n].actor(session) for n in ("kadis.dinsos", "sekda", "kadis.diskominfo")}


def tanda(services: Services, actor: Actor, naskah_id: int, seen: str) -> None:
    actions.tandatangani(services, actor, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)


def baca(services: Services, naskah_id: int) -> Naskah:
    with db.reading(services.engine) as session:
        found = session.get_one(Naskah, naskah_id)
        _ = found.penanda_lain
        session.expunge_all()
    return found


def isi_berkas(services: Services, key: str | None, size: int | None, sha256: str | None) -> bytes:
    with services.store.open(Blob(key or "", size or 0, sha256 or "")) as source:
        return source.read()


def laporan(services: Services, pdf: bytes) -> dict[str, object]:
    with db.reading(services.engine) as session:
        root = tte_queries.otoritas(session, Kind.AKAR).pem
    return verifying.report(pdf, [root])


def test_three_sign_in_order_and_nothing_is_rewritten(
    services: Services, kota_kecil: Kota, pejabat: dict[str, Actor], masuk: Masuk
) -> None:
    naskah_id, seen = kantor.made(services.engine, kota_kecil, berita_acara, tiga=True)
    first, second, third = pejabat["kadis.dinsos"], pejabat["sekda"], pejabat["kadis.diskominfo"]
    with pytest.raises(NotAllowed, match="Belum giliran"):
        tanda(services, second, naskah_id, seen)

    tanda(services, first, naskah_id, seen)
    after_one = baca(services, naskah_id)
    assert (after_one.status, after_one.pdf_sha256) == (Status.MENUNGGU_PENANDA, None)
    assert after_one.nomor is not None and "/BA/" in after_one.nomor
    with db.reading(services.engine) as session:
        assert [n.id for n in queries.to_sign(session, second)] == [naskah_id]
        assert queries.to_sign(session, first) == [] and queries.to_sign(session, third) == []
        assert session.scalar(select(func.count()).where(Peristiwa.jenis == "naskah.diterbitkan")) == 0
    with pytest.raises(NotAllowed, match="Belum giliran"):
        tanda(services, third, naskah_id, seen)
    tanda(services, first, naskah_id, seen)  # once more changes nothing
    page = masuk("sekda").get(f"/naskah/{naskah_id}").text
    assert "Sedang ditunggu" in page and "Pihak kedua" in page

    tanda(services, second, naskah_id, seen)
    tanda(services, third, naskah_id, seen)

    done = baca(services, naskah_id)
    assert done.status is Status.DITANDATANGANI and done.nomor == after_one.nomor
    assert done.penanda_pegawai_id == first.pegawai_id
    files = [isi_berkas(services, p.key, p.size, p.sha256) for p in done.penanda_lain]
    assert files[1].startswith(files[0]) and files[2].startswith(files[1])
    assert isi_berkas(services, done.pdf_key, done.pdf_size, done.pdf_sha256) == files[2]
    found = laporan(services, files[2])
    kinds = [one["kind"] for one in found["signatures"]]  # type: ignore[attr-defined]
    assert (found["verdict"], found["level"], kinds) == ("VALID", "B-LTA", ["signature"] * 3 + ["timestamp"])
    words = PdfReader(io.BytesIO(files[2])).pages[0].extract_text()
    assert "PIHAK KEDUA" in words and "MENGETAHUI" in words and "Ruang Rapat Kirana" in words
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    public = masuk("sekda").get(f"/v/{done.token}").text
    assert "Ikut menandatangani" in public and kota_kecil["kadis.diskominfo"].pegawai.nama in public
    assert pemeriksaan.run(services)["bersih"] is True
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(Nomor)) == 1


def test_a_party_refuses_and_the_number_stays_with_the_refused_naskah(
    services: Services, kota_kecil: Kota, pejabat: dict[str, Actor]
) -> None:
    naskah_id, seen = kantor.made(services.engine, kota_kecil, berita_acara)
    tanda(services, pejabat["kadis.dinsos"], naskah_id, seen)
    with db.transaction(services.engine) as session, pytest.raises(NotAllowed):
        actions.tolak(
            session, pejabat["kadis.dinsos"], queries.get(session, pejabat["kadis.dinsos"], naskah_id), "ragu-ragu"
        )
    with db.transaction(services.engine) as session:
        actions.tolak(
            session, pejabat["sekda"], queries.get(session, pejabat["sekda"], naskah_id), "Perangkat belum lengkap"
        )
    refused = baca(services, naskah_id)
    assert refused.status is Status.DITOLAK and refused.nomor is not None
    with pytest.raises((NotAllowed, Conflict)):
        tanda(services, pejabat["sekda"], naskah_id, seen)
    assert pemeriksaan.run(services)["bersih"] is True


@pytest.mark.parametrize("point", ["sesudah_nomor", "sesudah_objek", "sebelum_ttd_commit"])
def test_a_failure_at_the_second_signature_leaves_it_to_be_signed_again(
    services: Services, kota_kecil: Kota, pejabat: dict[str, Actor], point: str
) -> None:
    naskah_id, seen = kantor.made(services.engine, kota_kecil, berita_acara)
    tanda(services, pejabat["kadis.dinsos"], naskah_id, seen)

    def hook(reached: str) -> None:
        if reached == point:
            raise OSError("listrik padam")

    titik.install(hook)
    try:
        with pytest.raises((Unavailable, OSError)):
            tanda(services, pejabat["sekda"], naskah_id, seen)
    finally:
        titik.install(None)
    with db.transaction(services.engine) as session:  # what the worker does after the lease
        row = session.get_one(Naskah, naskah_id)
        if row.status is Status.MENUNGGU_TTE:
            row.signing_failed("terputus")
    assert baca(services, naskah_id).status is Status.MENUNGGU_PENANDA

    tanda(services, pejabat["sekda"], naskah_id, seen)

    done = baca(services, naskah_id)
    assert done.status is Status.DITANDATANGANI
    found = laporan(services, isi_berkas(services, done.pdf_key, done.pdf_size, done.pdf_sha256))
    assert (found["verdict"], len(found["signatures"])) == ("VALID", 3)  # type: ignore[arg-type]


def test_only_the_official_whose_name_was_printed_signs_beside(
    services: Services, kota_kecil: Kota, pejabat: dict[str, Actor]
) -> None:
    naskah_id, seen = kantor.made(services.engine, kota_kecil, berita_acara)
    tanda(services, pejabat["kadis.dinsos"], naskah_id, seen)
    with db.transaction(services.engine) as session:
        row = session.scalars(select(PenandaLain).where(PenandaLain.urutan == 1)).one()
        row.pejabat_id = kota_kecil["staf.dinsos"].pegawai.id  # somebody else held the office then
    with pytest.raises(Conflict, match="Pejabatnya berganti"):
        tanda(services, pejabat["sekda"], naskah_id, seen)


def test_signers_must_differ_and_strangers_know_nothing(
    services: Services, kota_kecil: Kota, pejabat: dict[str, Actor]
) -> None:
    with db.transaction(services.engine) as session:
        kantor.kode(session)
        staf = kota_kecil["staf.dinsos"].actor(session)
        naskah = actions.buat(session, staf, "berita_acara")
        same = kota_kecil["kadis.dinsos"].jabatan.id
        with pytest.raises(Invalid, match="Pihak kedua belum dipilih"):
            actions.simpan(session, staf, naskah, Isian(mengetahui=same))
        actions.simpan(
            session,
            staf,
            naskah,
            Isian(
                hal="Serah Terima",
                isi=isi.from_plain("telah."),
                kode_klasifikasi=kantor.KODE,
                penandatangan_id=same,
                pihak_kedua=same,
            ),
        )
        with pytest.raises(Invalid, match="jabatan yang berbeda"):
            actions.ajukan(session, staf, naskah)
        session.flush()
        with pytest.raises(NotFound):
            queries.get(session, pejabat["kadis.diskominfo"], naskah.id)
