"""Who writes, signs, initials and receives: topic words turned into jabatan."""

import random
from typing import Final

from eoffice.contoh import kota
from eoffice.contoh.orang import people
from eoffice.contoh.rencana.bentuk import Alamat
from eoffice.contoh.teks.bentuk import Topik
from eoffice.contoh.teks.luar import KELOMPOK

#: Most letters go to a few; now and then one goes to all that its topic names.
_SEDIKIT: Final = 3


def konseptor(unit: str, chance: random.Random) -> str:
    """A staff member of the unit, else its head."""
    staff = [j.kode for j in kota.posts().values() if j.unit_kode == unit and "-S" in j.kode]
    return chance.choice(staff) if staff else unit


def signer(topik: Topik, unit: str) -> tuple[str, str]:
    """The jabatan that signs, and the bentuk of the block."""
    above = kota.posts()[unit].atasan_kode or unit
    opd = kota.units()[unit].opd or kota.SEKDA
    return {
        "unit": (unit, "langsung"),
        "atasan": (above, "langsung"),
        "asisten": (above, "langsung"),
        "sekda": (kota.SEKDA, "langsung"),
        "sekda_an": (kota.SEKDA, "an"),
        "wk": (kota.WALI_KOTA, "langsung"),
        "opd": (opd, "langsung"),
    }[topik.ttd]


def route(topik: Topik, dari: str, ke: str) -> tuple[tuple[str, str], ...]:
    """The paraf a letter needs: every level between, three at most, and Bagian Hukum for agreements."""
    steps = [(jabatan, "hierarki") for jabatan in kota.line(dari, ke)[-3:]]
    if topik.kunci == "kerjasama":
        steps.append(("10.1.3", "koordinasi"))
    return tuple(steps)


def assignees(unit: str, chance: random.Random) -> tuple[dict[str, str], ...]:
    """Rows of people of a surat tugas: staff of the perangkat daerah."""
    opd = kota.units()[unit].opd
    posts = [
        j for j in kota.posts().values()
        if kota.opd_of(j.kode) == opd and "-S" in j.kode and (opd != kota.SEKDA or j.unit_kode == unit)
    ]  # fmt: skip
    rows = []
    for jabatan in chance.sample(posts, min(len(posts), chance.randint(1, 3))):
        p = people()[f"P-{jabatan.kode}"]
        known = {"nama": p.nama_lengkap, "nip": p.nip or "", "pangkat": p.pangkat, "golongan": p.golongan}
        rows.append({**known, "jabatan": jabatan.nama})
    return tuple(rows)


def _heads(jenis: str) -> list[str]:
    return [u.kode for u in kota.units().values() if u.jenis == jenis]


def _pick(kodes: list[str], many: int, chance: random.Random) -> list[str]:
    many = min(many, len(kodes), many if chance.random() < 0.12 else _SEDIKIT)
    picked = chance.sample(kodes, many)
    # Diskominfo takes part in nearly everything of this year, and the newcomer signs in there.
    if "31" in kodes and "31" not in picked and chance.random() < 0.4:
        picked[0] = "31"
    return sorted(picked, key=kodes.index)


def addressees(topik: Topik, unit: str, penandatangan: str, chance: random.Random) -> tuple[Alamat, ...]:
    """To whom a letter on this topic goes, from this unit."""
    pattern, _, count = topik.tujuan.partition("*")
    if pattern.startswith("luar:"):
        group = KELOMPOK[pattern[5:]]
        found = chance.sample(group, chance.choice((1, 1, min(2, len(group)))))
        return tuple(Alamat(p.jabatan, None, p.instansi, p.tempat, p.pos_el) for p in found)
    own = kota.units()[unit].opd
    if pattern == "opd":
        big = [k for k in kota.opd_codes() if len(k) == 2 and "20" <= k <= "45" and k != own]
        kodes = _pick(big, int(count), chance)
    elif pattern in ("camat", "pkm"):
        kodes = _pick(_heads("kecamatan" if pattern == "camat" else "puskesmas"), int(count or 11), chance)
    elif pattern == "lurah":
        near = [u.kode for u in kota.units().values() if u.jenis == "kelurahan" and (count or u.opd == own)]
        kodes = _pick(near, int(count or 4), chance)
    elif pattern == "bidang":
        kodes = [u.kode for u in kota.children(own or "") if u.jenis == "bidang"]
    elif pattern == "atasan":
        kodes = [kota.posts()[penandatangan].atasan_kode or kota.SEKDA]
    elif pattern == "induk":
        kodes = [kota.units()[unit].induk or kota.SEKDA]
    elif pattern.startswith("="):
        kodes = [k for k in pattern[1:].split(",") if k != penandatangan]
    else:
        kodes = []
    return tuple(Alamat(kota.posts()[k].nama, k) for k in kodes)


def copies(topik: Topik, unit: str, penandatangan: str, tujuan: tuple[Alamat, ...]) -> tuple[str, ...]:
    """The jabatan copied, without addressees and signer."""
    opd = kota.units()[unit].opd or kota.SEKDA
    koor = next((asisten for asisten, group in kota.KOORDINASI.items() if opd in group), "10.3")
    taken = {a.jabatan_kode for a in tujuan} | {penandatangan}
    named = [koor if kode == "koor" else kode for kode in topik.tembusan]
    return tuple(dict.fromkeys(k for k in named if k not in taken))
