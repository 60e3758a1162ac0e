"""The life of a received letter: read, disposed, followed up, filed."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from eoffice.clock import WIB
from eoffice.contoh import kota
from eoffice.contoh.kalender import add_working, later
from eoffice.contoh.rencana.bentuk import Aksi, Langkah
from eoffice.contoh.rencana.naskah import berkas as folder
from eoffice.contoh.teks.arahan import ARAHAN, LANJUTAN, LAPORAN, REVISI_LAPORAN, TERIMA

PJ: Final = "penanggung_jawab"


@dataclass
class _Node:
    kunci: str
    jabatan: str
    pemberi: str
    batas: date | None
    at: datetime


class Penerimaan:
    """Follows one received letter; `kunci` as in Langkah, `jabatan` is the addressee, `at` when it arrived."""

    def __init__(self, kunci: str, jabatan: str, at: datetime, kode: str, chance: random.Random) -> None:
        self.kunci, self.jabatan, self.kode, self.chance = kunci, jabatan, kode, chance
        self.arrived, self.count = at, 0
        self.steps: list[Langkah] = []

    def _after(self, at: datetime, low: int, high: int) -> datetime:
        return later(at, self.chance.randint(low, high), self.chance)

    def _add(self, at: datetime, aksi: Aksi, oleh: str, sasaran: str, **rinci: object) -> datetime:
        self.steps.append(Langkah(at, aksi, oleh, sasaran, rinci))
        return at

    def read(self) -> datetime:
        """The addressee opens it."""
        return self._add(self._after(self.arrived, 20, 420), Aksi.BACA, self.jabatan, self.kunci)

    def dispose(
        self, pemberi: str, to: list[str], at: datetime, *, parent: _Node | None = None, batas: date | None = None
    ) -> list[_Node]:
        """One disposisi to several; the first is penanggung jawab when there are more."""
        self.count += 1
        ident = f"{self.kunci}#{self.count}"
        instruksi, catatan = self.chance.choice(LANJUTAN if parent else ARAHAN)
        day = at.astimezone(WIB).date()
        due = batas or add_working(day, self.chance.randint(2, 8))
        if parent and parent.batas:
            due = min(due, parent.batas)
        penerima = [(k, PJ if n == 0 else ("pendukung" if n == 1 else "mengetahui")) for n, k in enumerate(to)]
        aksi = Aksi.DISPOSISI_LANJUTAN if parent else Aksi.DISPOSISI
        self._add(
            at, aksi, pemberi, parent.kunci if parent else self.kunci,
            id=ident, penerima=penerima, instruksi=list(instruksi), catatan=catatan, batas=due,
        )  # fmt: skip
        return [_Node(f"{ident}>{k}", k, pemberi, due, at) for k in to]

    def open_node(self, node: _Node) -> datetime:
        """The recipient reads the disposisi."""
        return self._add(self._after(node.at, 15, 400), Aksi.BACA_DISPOSISI, node.jabatan, node.kunci)

    def report(self, node: _Node, at: datetime, *, low: int = 120, high: int = 1500) -> datetime:
        """The recipient reports what was done."""
        laporan = self.chance.choice(LAPORAN)
        berkas = "Laporan Pelaksanaan" if self.chance.random() < 0.2 else ""
        when = self._after(at, low, high)
        return self._add(when, Aksi.TINDAK_LANJUT, node.jabatan, node.kunci, laporan=laporan, berkas=berkas)

    def accept(self, node: _Node, at: datetime) -> datetime:
        """The giver accepts; now and then only after a second report."""
        if self.chance.random() < 0.07:
            at = self._add(
                self._after(at, 30, 300), Aksi.KEMBALIKAN_LAPORAN, node.pemberi, node.kunci,
                catatan=self.chance.choice(REVISI_LAPORAN),
            )  # fmt: skip
            at = self.report(node, at, low=60, high=500)
        return self._add(
            self._after(at, 30, 420), Aksi.TERIMA_LAPORAN, node.pemberi, node.kunci, catatan=self.chance.choice(TERIMA)
        )

    def work(self, node: _Node, depth: int) -> datetime | None:
        """All that a recipient does; None when it stays undone."""
        luck = self.chance.random()
        if luck < 0.03:
            return None
        at = self.open_node(node)
        if luck < 0.10:
            return None
        staff = [j.kode for j in kota.below(node.jabatan) if "-" not in j.kode or "-S" in j.kode]
        if depth and staff and self.chance.random() < 0.6:
            child = self.dispose(node.jabatan, [self.chance.choice(staff)], self._after(at, 20, 240), parent=node)[0]
            done = self.work(child, depth - 1)
            if done is None:
                return None
            at = done
        at = self.report(node, at)
        return self.accept(node, at)

    def finish(self, at: datetime) -> None:
        """The leader closes the letter and the arsiparis files it."""
        self._add(self._after(at, 5, 120), Aksi.SELESAIKAN, self.jabatan, self.kunci, catatan="")
        self.file(at + timedelta(hours=3))

    def file(self, at: datetime) -> None:
        """Nine in ten are filed, some days later."""
        if self.chance.random() < 0.9:
            when = self._after(at, 400, 6000)
            oleh = f"{kota.umum_unit(kota.opd_of(self.jabatan))}-AR"
            self._add(when, Aksi.BERKASKAN_SURAT, oleh, self.kunci, **folder(self.kode, when))

    def note(self) -> list[Langkah]:
        """Read and closed without a disposisi; filing is left for later."""
        self._add(self._after(self.read(), 5, 200), Aksi.BACA_SAJA, self.jabatan, self.kunci)
        return self.steps

    def live(self, *, depth: int) -> list[Langkah]:
        """An ordinary life: some stay unread, some are only noted, most are disposed."""
        luck = self.chance.random()
        if luck < 0.03:
            return self.steps
        at = self.read()
        line = receivers(self.jabatan, self.chance)
        if luck < 0.28 or not line:
            self.file(self._add(self._after(at, 5, 200), Aksi.BACA_SAJA, self.jabatan, self.kunci))
            return self.steps
        nodes = self.dispose(self.jabatan, line, self._after(at, 10, 400))
        done = self.work(nodes[0], depth)
        for node in nodes[1:]:
            if self.chance.random() < 0.9:
                self.open_node(node)
        if done is not None:
            self.finish(done)
        return self.steps

    def chain(self, line: list[str], akhir: str, batas: date) -> list[Langkah]:
        """A chain of disposisi down a line whose last node is `belum_dibaca`, `dibaca` or `dilaporkan`; nothing closed."""
        at, parent, node = self.read(), None, None
        for kode in line:
            if node is not None:
                at = self.open_node(node)
                parent = node
            pemberi = node.jabatan if node else self.jabatan
            node = self.dispose(pemberi, [kode], self._after(at, 5, 60), parent=parent, batas=batas)[0]
        if node is not None and akhir != "belum_dibaca":
            at = self.open_node(node)
            if akhir == "dilaporkan":
                self.report(node, at, low=30, high=200)
        return self.steps


def receivers(jabatan: str, chance: random.Random) -> list[str]:
    """To whom this leader would dispose: one or more of those who answer to it, the useful one first."""
    if jabatan == kota.WALI_KOTA:
        return chance.choice((["10"], ["10"], ["10", "02"], ["10", "11.1"]))
    if jabatan == kota.SEKDA:
        return chance.choice((["10.3"], ["10.3", "10.1"], ["10.1"], ["10.2"], ["10.3", "31"], ["10.3"]))
    aside = ("uptd", "puskesmas", "rsud", "kelurahan")
    line = [
        j.kode for j in kota.below(jabatan)
        if "-" not in j.kode and kota.units()[j.unit_kode].jenis not in aside
    ]  # fmt: skip
    if not line:
        return [j.kode for j in kota.below(jabatan) if "-S" in j.kode][:1]
    first = "31.3" if jabatan == "31" and chance.random() < 0.5 else chance.choice(line)
    rest = [k for k in line if k != first]
    return [first, *chance.sample(rest, min(len(rest), chance.choice((0, 0, 1, 1, 2))))]
