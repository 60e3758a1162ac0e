"""Gaps that somebody looked for on purpose: runs that outlive what they rest on, and links that would stay for ever."""

import threading
from collections.abc import Callable
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import select

from eoffice import clock, db, titik
from eoffice.akun.models import Akun
from eoffice.errors import Conflict
from eoffice.naskah import actions, antrean, queries
from eoffice.naskah.actions import Permintaan, bersama
from eoffice.naskah.actions.barisan import pelari
from eoffice.naskah.beruntun import Beruntun, Butir, Hasil
from eoffice.naskah.models import SIGNING_LEASE, Naskah, PenandaLain
from eoffice.naskah.states import JenisKoreksi, Status
from eoffice.organisasi.states import JenisPenugasan
from eoffice.storage import Blob
from eoffice.tte import actions as tte
from eoffice.tte.signing import LocalSigner
from eoffice.web.services import Services
from tests.keandalan import deret
from tests.keandalan.siap_ttd import FRASA, aktor, bersertifikat, naskah_siap
from tests.naskah import kantor
from tests.naskah.test_bersama import baca, berita_acara, tanda
from tests.naskah.test_beruntun import Pimpinan


def lari(services: Services, kota: Kota, sebelum: Callable[[], None]) -> tuple[Beruntun, Naskah]:
    """One naskah that was agreed to, `sebelum` after the passphrase was typed, and the run; list and naskah afterwards."""
    deret.kode(services)
    bersertifikat(services, kota, "kadis.dinsos")
    (naskah_id,) = naskah_siap(services, kota)
    actor = aktor(services, kota, "kadis.dinsos")
    beruntun_id = deret.disetujui(services, actor)
    penanda = tte.buka(services, actor, FRASA)
    with db.transaction(services.engine) as session:
        agreed = antrean.setuju(antrean.ambil(session, actor, beruntun_id))
        name = actions.siapkan_lari(session, actor, beruntun_id, antrean.sidik_daftar(agreed))
    sebelum()
    actions.luncurkan(services, actor, beruntun_id, name, penanda).join()
    with db.reading(services.engine) as session:
        found = session.get_one(Beruntun, beruntun_id), session.get_one(Naskah, naskah_id)
        session.expunge_all()
    return found


def test_a_run_does_not_go_on_with_a_certificate_that_was_replaced_meanwhile(
    services: Services, kota_kecil: Kota
) -> None:
    beruntun, naskah = lari(services, kota_kecil, lambda: bersertifikat(services, kota_kecil, "kadis.dinsos"))

    assert (naskah.status, naskah.nomor) == (Status.SIAP_TTD, None)
    assert "Sertifikat Anda berganti" in beruntun.sebab


def test_a_run_that_waited_for_its_turn_sees_that_all_sessions_were_ended_meanwhile(
    services: Services, kota_kecil: Kota
) -> None:
    who = kota_kecil["kadis.dinsos"].pegawai.id

    class Antre:
        """A turn that comes only after the account has ended all its sessions."""

        def acquire(self, timeout: float) -> bool:
            with db.transaction(services.engine) as session:
                session.scalars(select(Akun).where(Akun.pegawai_id == who)).one().versi_sesi += 1
            return True

        def release(self) -> None:
            pass

    pelari(services).slots = Antre()  # type: ignore[assignment]
    beruntun, naskah = lari(services, kota_kecil, lambda: None)

    assert (naskah.status, naskah.nomor) == (Status.SIAP_TTD, None)
    assert "semua sesinya diakhiri" in beruntun.sebab


def test_progress_names_no_number_of_a_naskah_that_is_not_mine_to_read_any_more(
    services: Services, kota_kecil: Kota, masuk: Callable[..., FlaskClient]
) -> None:
    deret.kode(services)
    (naskah_id,) = naskah_siap(services, kota_kecil)
    here = f"/naskah/tanda-tangan/beruntun/{deret.disetujui(services, aktor(services, kota_kecil, 'kadis.dinsos'))}"
    client = masuk("kadis.dinsos")
    with db.transaction(services.engine) as session:
        session.scalars(select(Butir)).one().hasil = Hasil.JADI
        session.get_one(Naskah, naskah_id).nomor = "400.9/77/UJI/2026"
    assert "400.9/77" in client.get(f"{here}/kemajuan").text
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, naskah_id).status = Status.KONSEP  # whatever takes it out of reach
    assert "400.9/77" not in client.get(f"{here}/kemajuan").text


def test_a_run_that_cannot_begin_lets_go_of_the_opened_key(
    services: Services, kota_kecil: Kota, masuk: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    deret.kode(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    naskah_siap(services, kota_kecil)
    closed, begin = list[str](), threading.Thread.start

    def start(thread: threading.Thread) -> None:
        if thread.name.startswith("beruntun-"):
            raise RuntimeError("can't start new thread")
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    monkeypatch.setattr(LocalSigner, "close", lambda signer: closed.append("ditutup"))
    daftar = f"/naskah/tanda-tangan/beruntun/{deret.disetujui(services, aktor(services, kota_kecil, 'kadis.dinsos'))}"

    assert Pimpinan(masuk("kadis.dinsos")).tandatangani(daftar).status_code == 500
    assert closed == ["ditutup"]


@pytest.fixture
def berdua(services: Services, kota_kecil: Kota) -> dict[str, Any]:
    """A berita acara for kadis.dinsos and then sekda, both with certificates."""
    kantor.sertifikat(services, kota_kecil)
    naskah_id, seen = kantor.made(services.engine, kota_kecil, berita_acara)
    return {"id": naskah_id, "seen": seen, **{n: aktor(services, kota_kecil, n) for n in ("kadis.dinsos", "sekda")}}


def test_a_slow_first_signature_never_takes_the_place_of_the_second_signer(
    services: Services, berdua: dict[str, Any]
) -> None:
    first, second, naskah_id = berdua["kadis.dinsos"], berdua["sekda"], berdua["id"]
    late: list[str] = []

    def hook(reached: str) -> None:
        if reached != "sesudah_objek" or late:
            return
        late.append(reached)  # its lease runs out; the signer tries again, and the second one begins
        clock.set_clock(clock.now() + SIGNING_LEASE)
        tanda(services, first, naskah_id, berdua["seen"])
        with db.transaction(services.engine) as session:
            queries.get(session, second, naskah_id).start_signing(clock.now())

    titik.install(hook)
    try:
        tanda(services, first, naskah_id, berdua["seen"])
    finally:
        titik.install(None)

    found = baca(services, naskah_id)
    assert [p.ditandatangani_at is not None for p in found.penanda_lain] == [True, False]
    clock.set_clock(clock.now() + SIGNING_LEASE)
    tanda(services, second, naskah_id, berdua["seen"])
    assert baca(services, naskah_id).status is Status.DITANDATANGANI


def test_nobody_is_both_parties_of_one_naskah(services: Services, kota_kecil: Kota, berdua: dict[str, Any]) -> None:
    kadis, sekda, today = kota_kecil["kadis.dinsos"], kota_kecil["sekda"], clock.today()
    with db.transaction(services.engine) as session:
        makers.penugasan(session, kadis.pegawai, sekda.jabatan, bentuk=JenisPenugasan.PLH, mulai=today, selesai=today)
    both = aktor(services, kota_kecil, "kadis.dinsos")

    with pytest.raises(Conflict, match="orang yang sama"):
        tanda(services, both, berdua["id"], berdua["seen"])

    assert (baca(services, berdua["id"]).status, baca(services, berdua["id"]).nomor) == (Status.SIAP_TTD, None)


def test_a_replacement_that_the_second_party_refuses_leaves_the_older_one_free_for_another(
    services: Services, kota_kecil: Kota
) -> None:
    staf, kadis, sekda = (aktor(services, kota_kecil, n) for n in ("staf.dinsos", "kadis.dinsos", "sekda"))
    older, _ = kantor.made(services.engine, kota_kecil, berita_acara)
    with db.transaction(services.engine) as session:
        naskah = session.get_one(Naskah, older)
        naskah.start_signing(clock.now())
        naskah.give_nomor(register="UJI", urut=1, teks="400.9/1/UJI/2026", tanggal=clock.today())
        naskah.keep_signed(key="aa/1", size=1, sha256="1" * 64, at=clock.now(), by=kadis.pegawai_id)

    def begun(session: Any) -> Naskah:
        asked = Permintaan(JenisKoreksi.MENGGANTIKAN, "jumlahnya keliru")
        made = actions.buat_koreksi(session, staf, queries.get(session, staf, older), asked)
        made.status = Status.SIAP_TTD
        made.start_signing(clock.now())
        actions.klaim_koreksi(session, made)
        return made

    with db.transaction(services.engine) as session:
        made = begun(session)
        made.penanda_lain.append(
            PenandaLain(urutan=1, jabatan_id=kota_kecil["sekda"].jabatan.id, sebutan="Pihak kedua")
        )
        bersama.simpan_tahap(made, kadis, bersama.Tahap(Blob("aa/2", 1, "2" * 64), None, False), sebelum=None)
        made.keep_stage()
        session.flush()
        actions.tolak(session, sekda, queries.get(session, sekda, made.id), "Jumlahnya masih keliru")
    with db.transaction(services.engine) as session:
        assert begun(session).koreksi.klaim_id == older  # type: ignore[union-attr]
