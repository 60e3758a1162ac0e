"""Posted fields of appointments, mandates, redirects and mutations (INJ-03)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Sifat
from eoffice.organisasi.states import CaraAlih, JenisPenugasan, SebabPergi
from eoffice.perwakilan.actions import Pemberian, Pindahan, Sk
from eoffice.perwakilan.rencana import Baris, Isian, Konsep
from eoffice.web.fields import Fields, Form, reading

#: People in one mutation.
TERBANYAK: Final = 200


def penunjukan(form: Form) -> tuple[Sk, str]:
    """An appointment and the password. Raises Invalid."""
    with reading(form) as f:
        found = Sk(
            jabatan_id=f.integer("jabatan_id", "Jabatan"),
            pegawai_id=f.integer("pegawai_id", "Yang bertindak"),
            bentuk=f.choice("bentuk", "Bentuk", JenisPenugasan),
            sebab=f.choice("sebab", "Sebab", SebabPergi),
            mulai=f.date("mulai", "Mulai"),
            selesai=f.maybe_date("selesai", "Sampai"),
            nomor_sk=f.text("nomor_sk", "Nomor surat perintah", max=120),
            tanggal_sk=f.date("tanggal_sk", "Tanggal surat perintah"),
            mengunci=f.flag("mengunci"),
        )
        typed = f.secret("sandi", "Sandi Anda")
    return found, typed


def akhir(form: Form) -> tuple[date | None, str, int]:
    """The last day (None: now), the reason, and the version. Raises Invalid."""
    with reading(form) as f:
        when = f.text("kapan", "Kapan berakhir", max=10)
        day = f.maybe_date("terakhir", "Hari terakhir")
        if when not in ("sekarang", "tanggal"):
            f.wrong("kapan", "Pilih kapan berakhir.")
        elif when == "tanggal" and day is None:
            f.wrong("terakhir", "Isi hari terakhirnya.")
        found = (day if when == "tanggal" else None), f.text("alasan", "Alasan", max=300, min=5), f.version()
    return found


def mandat(form: Form) -> tuple[Pemberian, str]:
    """A mandate and the password. Raises Invalid."""
    with reading(form) as f:
        hak = [HakOperator(word) for word in form.getlist("hak") if word in set(HakOperator)]
        found = Pemberian(
            jabatan_id=f.integer("jabatan_id", "Jabatan"),
            pegawai_id=f.integer("pegawai_id", "Operator"),
            hak=hak,
            sifat_maks=f.choice("sifat_maks", "Sifat tertinggi", Sifat),
            mulai=f.date("mulai", "Mulai"),
            selesai=f.date("selesai", "Sampai"),
            tegas=f.flag("tegas"),
        )
        if not hak:
            f.wrong("hak", "Pilih paling sedikit satu hak.")
        typed = f.secret("sandi", "Sandi Anda")
    return found, typed


def pengalihan(form: Form) -> tuple[Pindahan, str]:
    """A redirect and the password. Raises Invalid."""
    with reading(form) as f:
        found = Pindahan(
            jabatan_id=f.integer("jabatan_id", "Jabatan"),
            ke_jabatan_id=f.integer("ke_jabatan_id", "Dialihkan ke"),
            sebab=f.choice("sebab", "Sebab", SebabPergi),
            cara=f.choice("cara", "Cara", CaraAlih),
            mulai=f.date("mulai", "Mulai"),
            selesai=f.date("selesai", "Sampai"),
            catatan=f.text("catatan", "Catatan", max=300, required=False),
        )
        typed = f.secret("sandi", "Sandi Anda")
    return found, typed


def versi(form: Form) -> int:
    """The version that a button was rendered from. Raises Invalid."""
    with reading(form) as f:
        found = f.version()
    return found


@dataclass(frozen=True)
class Ketikan:
    """A mutation as typed: chosen rows, and lines «NIP; kode jabatan; konsep» that are looked up above."""

    berlaku: date
    nomor_sk: str
    tanggal_sk: date
    dipilih: tuple[tuple[int, int | None, Konsep], ...]
    daftar: tuple[tuple[str, str, Konsep], ...]

    def lengkap(self, baris: tuple[Baris, ...]) -> Isian:
        """With everybody found."""
        return Isian(baris, self.berlaku, self.nomor_sk, self.tanggal_sk)


def mutasi(form: Form) -> Ketikan:
    """What was typed on the page of mutations. Raises Invalid with the number of the line that is wrong."""
    with reading(form) as f:
        chosen = tuple(_chosen(f, n) for n in range(1, 5) if form.getlist(f"pegawai_{n}"))
        lines = _lines(f, f.text("daftar", "Daftar", max=20_000, required=False, lines=True))
        found = Ketikan(
            berlaku=f.date("berlaku", "Berlaku"),
            nomor_sk=f.text("nomor_sk", "Nomor keputusan", max=120),
            tanggal_sk=f.date("tanggal_sk", "Tanggal keputusan"),
            dipilih=chosen,
            daftar=lines,
        )
        if not chosen and not lines:
            f.wrong("pegawai_1", "Pilih paling sedikit satu orang, atau isi daftarnya.")
    return found


def _chosen(f: Fields, n: int) -> tuple[int, int | None, Konsep]:
    person = f.integer(f"pegawai_{n}", "Orang")
    post = f.maybe_integer(f"jabatan_{n}", "Jabatan baru")
    return person, post, f.maybe_choice(f"konsep_{n}", "Konsep", Konsep) or Konsep.PENGGANTI


def _lines(f: Fields, text: str) -> tuple[tuple[str, str, Konsep], ...]:
    found = []
    for n, line in enumerate((line for line in text.split("\n") if line.strip()), 1):
        cells = [cell.strip() for cell in line.replace("\t", ";").split(";")]
        wish = cells[2].lower() if len(cells) > 2 and cells[2] else str(Konsep.PENGGANTI)
        if len(cells) < 2 or not cells[0] or wish not in set(Konsep):
            f.wrong(
                "daftar",
                f"Baris {n}: tulis NIP; kode jabatan baru (kosong bila berhenti); pengganti, atasan, atau tetap.",
            )
            continue
        found.append((cells[0], cells[1], Konsep(wish)))
    if len(found) > TERBANYAK:
        f.wrong("daftar", f"Paling banyak {TERBANYAK} orang sekaligus.")
    return tuple(found)


def pasti(form: Form) -> tuple[str, str]:
    """The fingerprint of the plan that was looked at, and the password. Raises Invalid."""
    with reading(form) as f:
        found = f.text("sidik", "Pratinjau", max=64, min=64), f.secret("sandi", "Sandi Anda")
    return found
