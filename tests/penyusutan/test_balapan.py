"""Destruction against whatever happens in the same moment: two people, a hold, an edit, a lending, a package, a late writer.

On PostgreSQL each runs in a transaction of its own; nothing waits for a clock: one is stopped between its check and its
deed, the others begin, and only when each of them waits for it, or is done, it goes on. SQLite lets one of them write.
"""

import threading
import time
from collections.abc import Callable

import makers
import pytest
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from eoffice import clock, outbox, search, titik
from eoffice.akses.rights import Sifat
from eoffice.app import handlers
from eoffice.arsip import actions as arsip
from eoffice.arsip.actions import IsianTahan
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Akhir, Objek
from eoffice.arsip.tahan import Cakupan, Penahanan
from eoffice.audit.models import AuditEntry
from eoffice.db import open_session, reading, transaction
from eoffice.errors import Conflict, NotAllowed
from eoffice.layanan_arsip.actions import IsianPinjam, pinjam
from eoffice.layanan_arsip.actions import sifat as sifat_actions
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.naskah.models import Naskah
from eoffice.paket import actions as paket
from eoffice.paket.models import Paket, PaketButir
from eoffice.paket.states import Format, StatusPaket
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.actions.laksana import SUSULAN
from eoffice.penyusutan.models import Kasus, ObjekMusnah
from eoffice.penyusutan.states import Dokumen, Status
from eoffice.web.services import Services
from tests.penyusutan import bahan

LOSES = (Conflict, NotAllowed, StaleDataError)
#: Seconds after which something is stuck; nothing here waits so long.
BUNTU = 30.0
Deed = Callable[[Session], object]


class Siap:
    """A case that the second person may carry out now, with what else is done to its berkas."""

    def __init__(self, services: Services, kota: makers.Kota) -> None:
        self.services, self.kota = services, kota
        with transaction(services.engine) as session:
            berkas = bahan.berkas(session, kota, services.store)
            made = bahan.kasus(session, kota, [berkas])
            bahan.sampai(session, services.store, kota, made, Status.DITETAPKAN)
            actions.siapkan(session, kota["arsiparis.dinsos"].actor(session), made)
            lent = pinjam.ajukan(
                session, kota["staf.dinsos"].actor(session), berkas, IsianPinjam("Seluruhnya", "pemeriksaan", 7)
            )
            pinjam.setujui(session, kota["arsiparis.dinsos"].actor(session), lent)
            self.pinjam_id, self.kasus_id, self.berkas_id = lent.id, made.id, berkas.id
            self.naskah_id = bahan.milik(session, berkas)[0].id

    def musnahkan(self, session: Session, who: str = "sekretaris.dinsos") -> None:
        actor = self.kota[who].actor(session)
        actions.musnahkan(session, actor, queries.get(session, actor, self.kasus_id))

    def lain(self, session: Session) -> None:
        self.musnahkan(session, "kabid.dinsos")

    def tahan(self, session: Session) -> None:
        asked = IsianTahan("Perkara 9", "SP/9", Cakupan.BERKAS, self.kota.unit["dinsos"].id, (self.berkas_id,))
        arsip.pasang(session, self.kota["kadis.dinsos"].actor(session), asked)

    def tahan_naskah(self, session: Session) -> None:
        named = ((Objek.NASKAH, self.naskah_id),)
        asked = IsianTahan("Perkara 10", "SP/10", Cakupan.NASKAH, self.kota.unit["dinsos"].id, naskah=named)
        arsip.pasang(session, self.kota["kadis.dinsos"].actor(session), asked)

    def rahasiakan(self, session: Session) -> None:
        who = self.kota["kadis.dinsos"].actor(session)
        sifat_actions.ubah_sifat(session, who, session.get_one(Naskah, self.naskah_id), Sifat.RAHASIA, "Data pribadi")

    def serahkan_kertas(self, session: Session) -> None:
        row = session.get_one(Peminjaman, self.pinjam_id)
        pinjam.serahkan(session, self.kota["arsiparis.dinsos"].actor(session), row)

    def vitalkan(self, session: Session) -> None:
        who, berkas = self.kota["arsiparis.dinsos"].actor(session), session.get_one(Berkas, self.berkas_id)
        arsip.tetapkan_kategori(session, who, berkas, vital=True, terjaga=False, alasan="SK 3", metode="Salinan")

    def akhir(self) -> Akhir | None:
        with reading(self.services.engine) as session:
            return session.get_one(Berkas, self.berkas_id).akhir


@pytest.fixture
def siap(services: Services, kota_kecil: makers.Kota) -> Siap:
    return Siap(services, kota_kecil)


class Lomba:
    """Deeds in threads; the first is stopped where it says so, until the others wait for it or are done."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.outcome: dict[str, BaseException | None] = {}

    def jalan(self, first: Deed, others: list[Deed], *, henti: str = "") -> dict[str, BaseException | None]:
        """What came of each, by name. `henti`: the point at which the first stops; '' for just before its commit."""
        there, on = threading.Event(), threading.Event()

        def stop(reached: str) -> None:
            if threading.current_thread() is leader and reached == henti:
                there.set()
                assert on.wait(BUNTU)

        def lead() -> None:
            self._do(first, (lambda: stop("")) if not henti else None)
            there.set()

        leader = threading.Thread(target=lead)
        followers = [threading.Thread(target=self._do, args=(one,)) for one in others]
        titik.install(stop)
        try:
            leader.start()
            assert there.wait(BUNTU)
            for one in followers:
                one.start()
            self._settled(followers)
        finally:
            on.set()
            titik.install(None)
            for one in (leader, *followers):
                one.join(BUNTU)
        return self.outcome

    def _do(self, deed: Deed, before_commit: Callable[[], None] | None = None) -> None:
        name = getattr(deed, "__name__", "")
        try:
            with open_session(self.engine, writes=True) as session, session.begin():
                deed(session)
                session.flush()
                if before_commit is not None:
                    before_commit()
            self.outcome[name] = None
        except LOSES as error:
            self.outcome[name] = error

    def _settled(self, followers: list[threading.Thread]) -> None:
        """Every follower is done or waits for a lock; SQLite keeps all of them at their first statement."""
        if self.engine.dialect.name != "postgresql":
            return
        asked = text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        until = time.monotonic() + BUNTU
        while time.monotonic() < until:
            with self.engine.connect() as connection:
                waiting = connection.scalar(asked) or 0
            if waiting >= sum(one.is_alive() for one in followers):
                return
            time.sleep(0.005)
        raise AssertionError("neither done nor waiting")


def test_whoever_comes_while_it_is_carried_out_waits_and_is_told(siap: Siap) -> None:
    # KEAMANAN: OBJ-02, TRX-03
    engine = siap.services.engine
    late = [siap.lain, siap.tahan, siap.tahan_naskah, siap.rahasiakan, siap.serahkan_kertas, siap.vitalkan]

    found = Lomba(engine).jalan(siap.musnahkan, late, henti="susut_diperiksa")

    assert found.pop("musnahkan") is None
    assert {name for name, error in found.items() if error is None} == set(), "nobody else got through"
    assert all("dimusnahkan" in str(found[n]) for n in ("lain", "tahan", "tahan_naskah", "serahkan_kertas"))
    with reading(engine) as session:
        many = select(func.count()).select_from(AuditEntry).where(AuditEntry.event == "penyusutan.musnahkan")
        assert (session.scalar(many), session.scalar(select(func.count()).select_from(Penahanan))) == (1, 0)
        letter = session.get_one(Naskah, siap.naskah_id)
        assert (letter.sifat, letter.pdf_key, letter.teks) == (Sifat.BIASA, None, "")
        assert ("naskah", letter.id) not in {(kind, number) for kind, number, *_ in search.stored(session)}
        keys = session.scalars(select(ObjekMusnah.key)).all()
        assert len(keys) == len(set(keys))


def test_whatever_was_sooner_is_seen_by_the_rules(siap: Siap) -> None:
    # KEAMANAN: OBJ-02
    steps = (
        (siap.vitalkan, "SST-03"),
        (siap.serahkan_kertas, "SST-16"),
        (siap.rahasiakan, "SST-10"),
        (siap.tahan, "SST-05"),
    )
    for sooner, rule in steps:  # each comes before those above in what is said first
        found = Lomba(siap.services.engine).jalan(sooner, [siap.musnahkan])
        assert found[sooner.__name__] is None and rule in str(found["musnahkan"])
    assert siap.akhir() is None


def test_of_a_release_and_a_new_hold_at_the_same_moment_the_hold_stands(
    services: Services, kota_kecil: makers.Kota
) -> None:
    with transaction(services.engine) as session:
        berkas_id = bahan.berkas(session, kota_kecil).id

    def tahan(session: Session, who: str = "kadis.dinsos") -> None:
        asked = IsianTahan("Perkara", "SP", Cakupan.BERKAS, kota_kecil.unit["dinsos"].id, (berkas_id,))
        arsip.pasang(session, kota_kecil[who].actor(session), asked)

    with transaction(services.engine) as session:
        tahan(session, "arsiparis.dinsos")
        first = session.scalars(select(Penahanan.id)).one()

    def lepas(session: Session) -> None:
        who = kota_kecil["sekretaris.dinsos"].actor(session)
        arsip.lepas_tahan(session, who, session.get_one(Penahanan, first), "Selesai")

    assert set(Lomba(services.engine).jalan(lepas, [tahan]).values()) == {None}
    with reading(services.engine) as session:
        assert session.get_one(Berkas, berkas_id).tahan_hukum


def test_two_people_who_ask_for_approval_at_once_move_the_case_once(
    services: Services, kota_kecil: makers.Kota
) -> None:
    with transaction(services.engine) as session:
        made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, services.store)])
        bahan.sampai(session, services.store, kota_kecil, made, Status.PERTIMBANGAN)
        kasus_id = made.id

    def satu(session: Session) -> None:
        actor = kota_kecil["arsiparis.dinsos"].actor(session)
        actions.minta_persetujuan(session, actor, queries.get(session, actor, kasus_id))

    def dua(session: Session) -> None:
        satu(session)

    found = Lomba(services.engine).jalan(satu, [dua])

    assert found["satu"] is None and isinstance(found["dua"], LOSES)
    with reading(services.engine) as session:
        kept = session.get_one(Kasus, kasus_id)
        assert kept.status is Status.MENUNGGU_PERSETUJUAN and kept.kini(Dokumen.PERSETUJUAN) is None


def test_neither_a_package_nor_a_late_writer_brings_anything_back(siap: Siap) -> None:
    # KEAMANAN: OBJ-02
    engine, services = siap.services.engine, siap.services
    with transaction(engine) as session:
        actor = siap.kota["arsiparis.dinsos"].actor(session)
        ordered = paket.pesan_berkas(session, actor, Format.BAGIT, [session.get_one(Berkas, siap.berkas_id)])
        paket_id = ordered.id

    def between(reached: str) -> None:
        if reached == "paket_porsi":  # its records were read, and nothing of them is written yet
            titik.install(None)
            with transaction(engine) as session:
                siap.musnahkan(session)

    titik.install(between)
    try:
        while paket.kerjakan(services):
            pass
    finally:
        titik.install(None)
    with reading(engine) as session:
        assert session.get_one(Paket, paket_id).status is StatusPaket.HABIS
        assert set(session.scalars(select(PaketButir.isi).where(PaketButir.paket_id == paket_id))) == {None}

    back = {"teks": f"Isi {bahan.KENARI}", "pdf_key": "zz/susulan", "pdf_size": 1, "pdf_sha256": "9" * 64}
    with transaction(engine) as session:  # as a job would that had read the record before
        session.execute(update(Naskah).where(Naskah.id == siap.naskah_id).values(back))
    clock.set_clock(clock.now() + SUSULAN)
    outbox.work_all(outbox.Worker(engine, handlers(), services))

    with reading(engine) as session:
        letter = session.get_one(Naskah, siap.naskah_id)
        assert (letter.teks, letter.pdf_key) == ("", None)
        assert "zz/susulan" in set(session.scalars(select(ObjekMusnah.key)))
        assert not session.scalars(select(outbox.Job.last_error).where(outbox.Job.last_error != "")).all()
