"""What the players of the plan share: one session, the clock, the actor of each jabatan, keys, and due messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.contoh import penandatangan
from eoffice.contoh.penandatangan import Gantungan
from eoffice.contoh.penduduk import Penduduk
from eoffice.contoh.percetakan import Percetakan
from eoffice.contoh.rencana import Langkah, Rencana
from eoffice.errors import NotFound
from eoffice.klasifikasi.models import Jra, Klasifikasi
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisPenugasan
from eoffice.outbox import Handler, Job, Lama
from eoffice.web.services import Services


@dataclass
class Panggung:
    """The stage. `session` lives from the first step to the last; whoever needs it free calls `save`.

    Attributes:
        naskah, surat, disposisi: row ids by the keys of the plan.
        berkas: title and row id of the open berkas, by unit and kode klasifikasi.
        mended: what a konseptor said about a repair, for the next submission.
        signings, numbers: what the plan says beforehand, see `penandatangan`.
    """

    services: Services
    session: Session
    plan: Rencana
    penduduk: Penduduk
    handlers: Mapping[str, Handler]
    kunci: Gantungan
    cetak: Percetakan
    naskah: dict[str, int] = field(default_factory=dict)
    surat: dict[str, int] = field(default_factory=dict)
    disposisi: dict[str, int] = field(default_factory=dict)
    berkas: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    mended: dict[str, str] = field(default_factory=dict)
    signings: dict[tuple[str, datetime], Langkah] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    _actors: dict[tuple[str, int], Actor] = field(default_factory=dict)
    _turns: dict[str, list[date]] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)

    def prepare(self) -> None:
        """Hold in memory what every step asks for, and note who takes over a jabatan on which day."""
        for model in (Unit, Jabatan, Pegawai, JabatanPeran, Klasifikasi, Jra):
            self.keep(*self.session.scalars(select(model)))
        first = timedelta(days=1)
        posts = {id_: kode for kode, id_ in self.penduduk.jabatan.items()}
        held = list(self.session.scalars(select(Penugasan)))
        moving = {x.pegawai_id for x in held if x.selesai is not None or x.bentuk is not JenisPenugasan.DEFINITIF}
        for x in held:
            if x.pegawai_id in moving:
                self._turns.setdefault(posts[x.jabatan_id], [])
        days = sorted(
            {d for x in held if x.pegawai_id in moving for d in (x.mulai, x.selesai and x.selesai + first) if d}
        )
        for turns in self._turns.values():
            turns += days
        self.signings = penandatangan.signings(self.plan)
        self.numbers = penandatangan.numbers(self.session, self.penduduk, self.plan)

    def keep(self, *rows: object) -> None:
        """Hold rows, which the session would forget, so that a later step need not read them again."""
        self._kept += rows

    def actor(self, jabatan_kode: str) -> Actor:
        """Whoever acts for a jabatan on this day."""
        today = clock.today()
        epoch = sum(day <= today for day in self._turns.get(jabatan_kode, ()))
        known = self._actors.get((jabatan_kode, epoch))
        if known is not None:
            return known
        jabatan_id = self.penduduk.jabatan[jabatan_kode]
        held = organisasi.holder(self.session, jabatan_id)
        if held is None:
            raise NotFound(f"Tidak ada yang memegang jabatan {jabatan_kode} pada {today}.")
        made = organisasi.actor_for(self.session, held.pegawai_id, jabatan_id, kunci=self.services.pepper)
        self._actors[jabatan_kode, epoch] = made
        return made

    def the(self, kunci: str) -> Naskah:
        """The row of a naskah of the plan."""
        return self.session.get_one(Naskah, self.naskah[kunci])

    def oleh(self, langkah: Langkah) -> Actor:
        """Who takes this step."""
        return self.actor(langkah.oleh)

    def save(self) -> None:
        """Do what is due, then commit and leave no transaction open."""
        self.work()
        self.session.commit()

    def work(self) -> None:
        """Do every due message here and now, each as the worker would; one that fails is a fault of ours and is raised.

        What is slow is left to the worker, for a transaction is open here.
        """
        slow = [topic for topic, handler in self.handlers.items() if isinstance(handler, Lama)]
        due = select(Job.id, Job.topic, Job.payload).where(
            Job.state == "siap", Job.run_at <= clock.now(), Job.topic.not_in(slow)
        )
        while rows := self.session.execute(due.order_by(Job.run_at, Job.id)).all():
            for _, topic, payload in rows:
                self.handlers[topic](self.session, self.services, **payload)
            done = update(Job).where(Job.id.in_([row.id for row in rows]))
            self.session.execute(
                done.values(state="selesai", attempts=1, lease_until=None).execution_options(synchronize_session=False)
            )
