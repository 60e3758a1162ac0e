"""The life of one naskah, from konsep to berkas, as dated steps."""

import random
from datetime import date, datetime
from typing import Final

from eoffice.contoh import kota
from eoffice.contoh.kalender import at, later
from eoffice.contoh.rencana import alamat
from eoffice.contoh.rencana.bentuk import Aksi, Langkah, NaskahRencana
from eoffice.contoh.teks import isi
from eoffice.contoh.teks.arahan import BATAL, CATATAN_PARAF, KEMBALIKAN, PERBAIKAN, TOLAK
from eoffice.contoh.teks.bentuk import Topik
from eoffice.contoh.teks.surat import tulis

LAMPIRAN: Final = ("Daftar Peserta", "Formulir Isian", "Kerangka Acuan Kegiatan", "Daftar Narahubung", "Susunan Acara")


def plan(
    kunci: str, topik: Topik, unit: str, day: date, chance: random.Random, *, penulis: str | None = None
) -> NaskahRencana:
    """Write the naskah and decide who is on its way."""
    author = penulis or alamat.konseptor(unit, chance)
    penandatangan, bentuk = alamat.signer(topik, unit)
    petugas = alamat.assignees(unit, chance) if topik.jenis == "surat_tugas" else ()
    surat = tulis(topik, day, unit, chance, petugas)
    tujuan = alamat.addressees(topik, unit, penandatangan, chance)
    tembusan = alamat.copies(topik, unit, penandatangan, tujuan)
    paraf = alamat.route(topik, author, penandatangan)
    attached = surat.jenis in ("surat_dinas", "surat_undangan") and chance.random() < 0.15
    lampiran = (chance.choice(LAMPIRAN),) if attached else ()
    return NaskahRencana(kunci, surat, unit, author, paraf, penandatangan, bentuk, tujuan, tembusan, lampiran)


class Perjalanan:
    """Walks one naskah through its office hours; `pace` below 1 is hurried."""

    def __init__(self, naskah: NaskahRencana, day: date, chance: random.Random, pace: float = 1.0) -> None:
        self.naskah, self.chance, self.pace = naskah, chance, pace
        self.now: datetime = at(day, chance.randint(460, 780))
        self.steps: list[Langkah] = []
        self.opd = kota.units()[naskah.unit].opd or kota.SEKDA

    def step(self, aksi: Aksi, oleh: str, low: int, high: int, **rinci: object) -> datetime:
        """Take a step after so many office minutes."""
        if low or high:
            minutes = self.chance.randint(low, high)
            self.now = later(self.now, max(3, int(minutes * self.pace)), self.chance)
        self.steps.append(Langkah(self.now, aksi, oleh, self.naskah.kunci, rinci))
        return self.now

    def write(self) -> None:
        """Begin the konsep."""
        self.step(Aksi.KONSEP, self.naskah.konseptor, 0, 0)

    def submit(self) -> None:
        """Put it before its route."""
        self.step(Aksi.AJUKAN, self.naskah.konseptor, 15, 200)

    def paraf(self, upto: int | None = None) -> None:
        """Collect the first `upto` paraf, or all."""
        for jabatan, _ in self.naskah.paraf[:upto]:
            self.step(Aksi.PARAF, jabatan, 25, 420, catatan=self.chance.choice(CATATAN_PARAF))

    def send_back(self, oleh: str) -> None:
        """Return it with a reason."""
        self.step(Aksi.KEMBALIKAN, oleh, 30, 400, catatan=self.chance.choice(KEMBALIKAN))

    def mend(self) -> None:
        """Improve the text and put it before the route again."""
        old = self.naskah.surat.isi
        nodes = old["doc"]["content"]
        if self.naskah.surat.jenis == "surat_tugas":
            extra = "menjaga nama baik dan kerapian berpakaian selama bertugas"
            items = nodes[0]["content"]
            body = [{**nodes[0], "content": [*items, *isi.numbered([f"{extra}."])["content"]]}]
        else:
            body = [*nodes[:-1], isi.paragraph(self.chance.choice(PERBAIKAN[1:])), nodes[-1]]
        self.step(
            Aksi.PERBAIKI, self.naskah.konseptor, 40, 420, isi=isi.body(body), catatan=self.chance.choice(PERBAIKAN)
        )
        self.submit()

    def finish(self, *, filed: bool) -> None:
        """Sign, send, perhaps print, perhaps file."""
        naskah, chance = self.naskah, self.chance
        self.step(Aksi.TANDATANGANI, naskah.penandatangan, 30, 480)
        tu = f"{kota.umum_unit(self.opd)}-TU"
        if naskah.tujuan or naskah.tembusan or naskah.surat.jenis in ("surat_tugas", "pengumuman"):
            self.step(Aksi.KIRIM, tu, 4, 90)
        if chance.random() < 0.16:
            self.step(Aksi.CETAK, tu, 2, 60, salinan=chance.choice((1, 1, 1, 2, 3)))
        elif chance.random() < 0.08:
            self.step(Aksi.UNDUH, naskah.konseptor, 2, 60)
        if filed:
            arsiparis = f"{kota.umum_unit(self.opd)}-AR"
            self.pace = 1.0
            self.step(Aksi.BERKASKAN, arsiparis, 300, 6000, **berkas(naskah.surat.kode_klasifikasi, self.now))

    def end(self, aksi: Aksi) -> None:
        """Refuse or cancel it."""
        refused = aksi is Aksi.TOLAK
        oleh = self.naskah.penandatangan if refused else self.naskah.konseptor
        self.step(aksi, oleh, 30, 300, catatan=self.chance.choice(TOLAK if refused else BATAL))


def berkas(kode: str, when: datetime) -> dict[str, str]:
    """The berkas a naskah goes into: one per code and half-year."""
    half = "Januari-Juni" if when.month <= 6 else "Juli-Desember"
    return {"kode": kode, "judul": f"Periode {half} {when.year}"}


def walk(naskah: NaskahRencana, day: date, chance: random.Random) -> list[Langkah]:
    """An ordinary life; about one in eight is sent back once, a few are refused or cancelled."""
    urgent = naskah.surat.jenis == "surat_undangan" or naskah.surat.urgensi != "biasa"
    trip = Perjalanan(naskah, day, chance, 0.35 if urgent else 1.0)
    trip.write()
    fate = chance.random()
    if fate < 0.012:
        trip.end(Aksi.BATALKAN)
        return trip.steps
    trip.submit()
    if naskah.paraf and fate < 0.175:
        oleh = chance.choice([*(j for j, jenis in naskah.paraf if jenis == "hierarki"), naskah.penandatangan])
        order = [j for j, _ in naskah.paraf]
        trip.paraf(order.index(oleh) if oleh in order else None)
        trip.send_back(oleh)
        trip.mend()
    trip.paraf()
    if fate > 0.985:
        trip.end(Aksi.TOLAK)
        return trip.steps
    trip.finish(filed=chance.random() < 0.9)
    return trip.steps


def walk_until(naskah: NaskahRencana, day: date, chance: random.Random, sampai: str) -> list[Langkah]:
    """A life that stops where work waits.

    `sampai` is konsep, pemeriksaan:N (N paraf given), dikembalikan:JABATAN, siap_ttd, ditandatangani or terkirim.
    """
    trip = Perjalanan(naskah, day, chance, 0.12)
    where, _, detail = sampai.partition(":")
    trip.write()
    if where == "konsep":
        return trip.steps
    trip.submit()
    if where == "pemeriksaan":
        trip.paraf(int(detail))
        return trip.steps
    if where == "dikembalikan":
        order = [j for j, _ in naskah.paraf]
        trip.paraf(order.index(detail) if detail in order else None)
        trip.send_back(detail)
        return trip.steps
    trip.paraf()
    if where == "siap_ttd":
        return trip.steps
    trip.finish(filed=False)
    if where == "ditandatangani":
        return [s for s in trip.steps if s.aksi not in (Aksi.KIRIM, Aksi.CETAK, Aksi.UNDUH)]
    return trip.steps
