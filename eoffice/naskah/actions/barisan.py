"""Tanda tangan beruntun, the signing: one opened signer, one naskah after the other, in a thread of the web process.

The signer lives in that thread alone and dies with it. What was signed is known by the naskah themselves, so a run that was
cut off leaves nothing to repair: the rest stays to be signed, by a new run with the passphrase typed again.
"""

import threading
import time
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akun import queries as akun
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, NotFound, TooMany
from eoffice.naskah import antrean
from eoffice.naskah.actions.tandatangan import tandatangani
from eoffice.naskah.beruntun import Beruntun, Butir, Hasil
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Pegawai
from eoffice.titik import titik
from eoffice.tte import queries as tte
from eoffice.tte.port import Signer
from eoffice.tte.signing import LocalSigner
from eoffice.web import log
from eoffice.web.services import Services

#: Lists signed at once in one process; another waits for its turn.
SERENTAK: Final = 2
#: Unknown outcomes in a row after which a run stops, for then something outside is out of order.
GANGGUAN: Final = 3
#: How often a run that waits for its turn says that it is alive, in seconds.
TUNGGU: Final = 20.0


@dataclass
class Pelari:
    """The runs of this process."""

    slots: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(SERENTAK))
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def finish(self, seconds: float) -> None:
        """Let every run stop after the naskah it is at; wait for that at most so long."""
        self.stop.set()
        until = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))


def pelari(services: Services) -> Pelari:
    """Those of this installation in this process."""
    found: Pelari = services.cache.setdefault("naskah.beruntun", Pelari())
    return found


def siapkan_lari(session: Session, actor: Actor, beruntun_id: int, daftar: str) -> str:
    """Begin a run in the caller's transaction; the name of the run, for `luncurkan` once that is committed.

    Args:
        daftar: hash of the list that was shown (`antrean.sidik_daftar`); another list is refused.
    Raises:
        Conflict: nothing is agreed to, the list changed, or a run is under way.
    """
    beruntun = antrean.ambil(session, actor, beruntun_id)
    session.refresh(beruntun, with_for_update=True)
    rows = antrean.setuju(beruntun)
    if not rows:
        raise Conflict("Belum ada naskah di daftar tanda tangan. Baca dan setujui dahulu.")
    if antrean.sidik_daftar(rows) != daftar:
        raise Conflict("Daftar ini berubah sejak Anda membukanya. Periksa sekali lagi, lalu ketik frasa sandi.")
    lari = beruntun.begin(clock.now())
    audit.record(
        session, actor, "naskah.beruntun_mulai", "beruntun", beruntun.id, catatan=f"{len(rows)} naskah, {daftar}"
    )
    return lari


def luncurkan(services: Services, actor: Actor, beruntun_id: int, lari: str, penanda: Signer) -> threading.Thread:
    """Sign in the background; the thread closes the signer. Closing the browser stops nothing."""
    return jalankan_lari(Jalan(services, actor, beruntun_id, lari), penanda)


def jalankan_lari(jalan: "Jalan", penanda: Signer) -> threading.Thread:
    """A run in a thread of its own, which closes the signer at its end."""
    runs = pelari(jalan.services)
    name = f"beruntun-{jalan.beruntun_id}"
    thread = threading.Thread(target=jalankan, args=(jalan, penanda), name=name, daemon=True)
    runs.threads = [t for t in runs.threads if t.is_alive()] + [thread]
    thread.start()
    return thread


def jalankan(alive: "Jalan", penanda: Signer) -> None:
    """Sign what was agreed to, one by one, until done, asked to stop, or overtaken by another run."""
    runs = pelari(alive.services)
    try:
        alive.remember()
        while not runs.slots.acquire(timeout=TUNGGU):
            if not alive.beat() or runs.stop.is_set():
                return alive.end("Server sedang dihentikan. Ketik frasa sandi lagi untuk melanjutkan.")
        try:
            alive.sign_all(penanda, runs.stop)
        finally:
            runs.slots.release()
    except Exception as error:  # a thread has nobody to raise to
        log.warn("beruntun_galat", error=type(error).__name__)
        alive.end("Penandatanganan terhenti karena gangguan. Yang sudah ditandatangani tetap sah; lanjutkan sisanya.")
    finally:
        penanda.close()


@dataclass
class Jalan:
    """One run: its list, its name, and who signs."""

    services: Services
    actor: Actor
    beruntun_id: int
    lari: str
    versi_sesi: int | None = None
    sudah: set[int] = field(default_factory=set)

    def sign_all(self, penanda: Signer, stop: threading.Event) -> None:
        failed = 0
        while True:
            naskah_id, seen, sebab = self._take(penanda, stop)
            if naskah_id is None:
                return self.end(sebab) if sebab is not None else None
            titik("beruntun_berikut")
            hasil, kata, credential = self._sign(naskah_id, seen, penanda)
            self._keep(naskah_id, hasil, kata)
            if credential:  # never tried again by itself: whoever checks it may be counting (tte.md 9.5)
                return self.end(kata)
            failed = failed + 1 if hasil is Hasil.GAGAL else 0
            if failed >= GANGGUAN:
                return self.end(
                    f"Dihentikan karena {GANGGUAN} naskah berturut-turut gagal. Tunggu beberapa menit, lalu lanjutkan sisanya."
                )

    def _take(self, penanda: Signer, stop: threading.Event) -> tuple[int | None, str, str | None]:
        """The next naskah, taken for this run; or why there is none: a sentence, "" for done, None when overtaken."""
        with transaction(self.services.engine) as session:
            beruntun = self.own(session)
            if beruntun is None:
                return None, "", None
            beruntun.denyut_at = clock.now()
            if beruntun.minta_henti:
                return None, "", "Dihentikan atas permintaan Anda."
            if stop.is_set():
                return None, "", "Server sedang dihentikan. Ketik frasa sandi lagi untuk melanjutkan."
            if not self._still_in(session):
                return (
                    None,
                    "",
                    "Dihentikan karena akun Anda dinonaktifkan, sandinya diganti, atau semua sesinya diakhiri.",
                )
            ready = tte.kesiapan(session, self.actor.pegawai_id, clock.now())
            if not ready:  # revoked, expired or locked meanwhile: the rest stays as it is
                return None, "", ready.alasan
            if not self._still_with(session, penanda):
                return None, "", "Sertifikat Anda berganti sejak frasa sandi diketik. Ketik lagi untuk melanjutkan."
            row = self.next(session, beruntun)
            if row is None:
                return None, "", ""
            row.hasil = Hasil.SEDANG
            return row.naskah_id, row.sidik, None

    def next(self, session: Session, beruntun: Beruntun) -> Butir | None:
        """What this run signs next; every naskah once."""
        rows = [b for b in antrean.setuju(beruntun) if b.naskah_id not in self.sudah]
        if not rows:
            return None
        self.sudah.add(rows[0].naskah_id)
        return rows[0]

    def _sign(self, naskah_id: int, seen: str, penanda: Signer) -> tuple[Hasil, str, bool]:
        """Sign one, with the rights of this very moment (OTR-11); the last says that the passphrase was refused."""
        try:
            actor = self._actor()
            tandatangani(self.services, actor, naskah_id, frasa="", dilihat_sha256=seen, kunci=penanda)
        except (Conflict, NotAllowed, NotFound, Invalid, TooMany) as error:
            return self._unsigned(naskah_id), str(error), isinstance(error, (Invalid, TooMany))
        except EofficeError as error:
            return Hasil.GAGAL, str(error), False
        except Exception as error:
            log.warn("beruntun_naskah_galat", error=type(error).__name__, naskah_id=naskah_id)
            return (
                Hasil.GAGAL,
                "Tanda tangan belum selesai karena gangguan. Lanjutkan lagi; nomornya tidak berganda.",
                False,
            )
        return Hasil.JADI, "", False

    def _unsigned(self, naskah_id: int) -> Hasil:
        """What a definite refusal means: numbered already, so that signing again goes on; else to be looked at."""
        with reading(self.services.engine) as session:
            found = session.get(Naskah, naskah_id)
            return Hasil.GAGAL if found is not None and found.nomor and found.pdf_sha256 is None else Hasil.LEWAT

    def _actor(self) -> Actor:
        with reading(self.services.engine) as session:
            now = organisasi.actor_for(session, self.actor.pegawai_id, self.actor.jabatan_id)
        kept = {name: getattr(self.actor, name) for name in ("akun_id", "samaran", "sesi", "alamat", "request_id")}
        return replace(now, **kept)

    def _keep(self, naskah_id: int, hasil: Hasil, kata: str) -> None:
        with transaction(self.services.engine) as session:
            found = select(Butir).where(Butir.beruntun_id == self.beruntun_id, Butir.naskah_id == naskah_id)
            butir, at = session.scalars(found).one(), clock.now()
            butir.result(hasil, at, kata)
            if hasil is not Hasil.JADI:
                audit.record(
                    session,
                    self.actor,
                    "naskah.beruntun_belum",
                    "naskah",
                    naskah_id,
                    hasil="ditolak",
                    catatan=kata[:300],
                )

    def beat(self) -> bool:
        """Say that the run is alive; whether it still is the one that may sign."""
        with transaction(self.services.engine) as session:
            beruntun = self.own(session)
            if beruntun is not None:
                beruntun.denyut_at = clock.now()
            return beruntun is not None

    def end(self, sebab: str) -> None:
        """Say how it ended, unless another run has taken over."""
        with transaction(self.services.engine) as session:
            beruntun = self.own(session)
            if beruntun is None:
                return
            done = sum(1 for b in beruntun.butir if b.hasil is Hasil.JADI)
            beruntun.finish(clock.now(), sebab)
            audit.record(
                session, self.actor, "naskah.beruntun_selesai", "beruntun", self.beruntun_id,
                catatan=f"{done} ditandatangani. {sebab}".strip(),
            )  # fmt: skip

    def own(self, session: Session) -> Beruntun | None:
        found = select(Beruntun).where(Beruntun.id == self.beruntun_id, Beruntun.lari == self.lari)
        return session.scalar(found.with_for_update())

    def remember(self) -> None:
        """Note, before waiting for a turn, which sessions of the account are those that typed the passphrase."""
        with reading(self.services.engine) as session:
            self._still_in(session)

    def _still_with(self, session: Session, penanda: Signer) -> bool:
        """Whether the opened signer still is what this person signs with: not replaced, nor BSrE begun or left."""
        if tte.penanda_bsre(session, self.actor.pegawai_id) is not None:
            return not isinstance(penanda, LocalSigner)
        held = tte.berlaku(session, self.actor.pegawai_id, clock.now())
        return isinstance(penanda, LocalSigner) and held is not None and held.serial_hex == penanda.key.serial_hex

    def _still_in(self, session: Session) -> bool:
        """Whether the account that typed the passphrase may still act: not shut, and its sessions not all ended."""
        person = session.get(Pegawai, self.actor.pegawai_id)
        own = akun.of_pegawai(session, self.actor.pegawai_id)
        if person is None or not person.aktif:
            return False
        if own is None:
            return self.actor.akun_id is None
        if self.versi_sesi is None:
            self.versi_sesi = own.versi_sesi
        return own.aktif and own.versi_sesi == self.versi_sesi


def hentikan_semua(services: Services, seconds: float) -> None:
    """Before the process ends: every run stops after the naskah it is at."""
    if "naskah.beruntun" in services.cache:
        pelari(services).finish(seconds)
