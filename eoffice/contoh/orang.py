"""The people of the sample city: invented, always the same, one for nearly every jabatan."""

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from eoffice.contoh import kota
from eoffice.contoh.nama import RUMPUN
from eoffice.contoh.pemeran import PEMERAN
from eoffice.organisasi.baris import JabatanBaru, PenugasanBaru
from eoffice.organisasi.nip import nip_check
from eoffice.organisasi.states import JenisJabatan, JenisPenugasan

BENIH: Final = 20261122
MULAI: Final = date(2025, 1, 6)

PANGKAT: Final[dict[str, str]] = {
    "II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda", "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I",
    "IV/a": "Pembina", "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}  # fmt: skip

#: Golongan and birth years that fit a jabatan, by eselon and else by the last word of its name.
_GOLONGAN: Final[dict[str, tuple[tuple[str, ...], int, int]]] = {
    "II.a": (("IV/d",), 1968, 1970), "II.b": (("IV/c", "IV/b", "IV/c"), 1968, 1975),
    "III.a": (("IV/a", "IV/b", "IV/a"), 1971, 1982), "III.b": (("IV/a", "III/d"), 1972, 1984),
    "IV.a": (("III/d", "III/c"), 1973, 1988), "IV.b": (("III/c", "III/b"), 1976, 1990),
    "Madya": (("IV/a",), 1972, 1980), "Muda": (("III/d", "III/c"), 1978, 1988),
    "Pertama": (("III/b", "III/a"), 1987, 1997), "Mahir": (("III/b", "III/a"), 1980, 1990),
    "Terampil": (("II/d", "II/c"), 1990, 1999), "Puskesmas": (("IV/a", "III/d"), 1974, 1986),
}  # fmt: skip
_PELAKSANA: Final = (("II/d", "III/a", "II/c", "III/b"), 1980, 1998)

#: Titles by field of the perangkat daerah: first degree, second degree.
_GELAR: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "20": (("S.Pd.", "S.Pd.I."), ("M.Pd.", "M.M.Pd.")), "21": (("S.K.M.", "S.Kep."), ("M.Kes.", "M.K.M.")),
    "21.90": (("S.K.M.", "S.Kep."), ("M.Kes.", "M.A.R.S.")), "22": (("S.T.",), ("M.T.", "M.Eng.")),
    "23": (("S.T.",), ("M.T.", "M.Si.")), "24": (("S.Sos.", "S.Tr.Sos."), ("M.Si.", "M.Kesos.")),
    "25": (("S.H.", "S.E."), ("M.M.", "M.H.")), "26": (("S.Psi.", "S.Sos."), ("M.Si.", "M.Kes.")),
    "27": (("S.P.", "S.Pt.", "S.Pi."), ("M.P.", "M.Si.")), "28": (("S.T.", "S.Si."), ("M.T.", "M.Ling.")),
    "29": (("S.Sos.", "S.IP."), ("M.Si.", "M.A.P.")), "30": (("S.SiT.", "S.T."), ("M.T.", "M.M.Tr.")),
    "31": (("S.Kom.", "S.T.", "S.I.Kom."), ("M.T.", "M.Kom.")), "32": (("S.E.",), ("M.M.", "M.E.")),
    "33": (("S.E.", "S.T."), ("M.M.", "M.Si.")), "34": (("S.Sn.", "S.Par.", "S.Pd."), ("M.Sn.", "M.Par.")),
    "35": (("S.Hum.", "S.S.I."), ("M.Hum.", "M.A.P.")), "36": (("S.E.", "S.T."), ("M.M.",)),
    "37": (("S.T.", "S.IP."), ("M.Si.",)), "38": (("S.STP.", "S.H."), ("M.Si.", "M.H.")),
    "40": (("S.T.", "S.P.W.K."), ("M.P.P.", "M.Si.")), "41": (("S.E.", "S.Ak."), ("M.Ak.", "M.M.")),
    "42": (("S.E.", "S.Ak."), ("M.M.", "M.Ak.")), "43": (("S.IP.", "S.Psi."), ("M.Si.", "M.A.P.")),
    "44": (("S.IP.", "S.Sos."), ("M.Si.",)), "45": (("S.T.", "S.Si."), ("M.Si.",)),
    "13": (("S.E.", "S.Ak."), ("M.Ak.", "M.Si.")),
}  # fmt: skip
_GELAR_UMUM: Final = (("S.STP.", "S.IP.", "S.Sos.", "S.H."), ("M.Si.", "M.A.P.", "M.M."))


@dataclass(frozen=True)
class PegawaiBaru:
    """An invented civil servant or elected official; `kunci` names the person in plans, `akun` is the sign-in name.

    Wali Kota and Wakil carry neither NIP nor pangkat; PPPK carry a golongan in Roman figures and no pangkat.
    """

    kunci: str
    akun: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis_kelamin: str
    tanggal_lahir: date
    nip: str | None
    pangkat: str
    golongan: str

    @property
    def nama_lengkap(self) -> str:
        """Name with titles, as printed under a signature."""
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        return f"{depan}{self.nama}" + (f", {self.gelar_belakang}" if self.gelar_belakang else "")


#: People with a name of their own: jabatan → (name, front, back, NIP, golongan).
_TETAP: Final[dict[str, tuple[str, str, str, str | None, str]]] = {
    "01": ("Aryasatya Wiranegara", "", "", None, ""),
    "02": ("Dewayani Kertaloka", "", "", None, ""),
    "10": ("Hastabrata Kusumadinata", "Drs.", "M.Si.", "196903141994031007", "IV/d"),
    "10.3": ("Nareswari Paramita", "Ir.", "M.A.P.", "197106221996032004", "IV/c"),
    "10.3.1": ("Wiratama Sagara", "", "S.STP., M.Si.", "198008092000121002", "IV/a"),
    "10.3.2": ("Kalandra Adiwangsa", "", "S.IP.", "197911052001121003", "IV/a"),
    "29.1": ("Widuri Candrawati", "", "S.E., M.M.", "197805262005012007", "IV/a"),
    "29.2": ("Prameswara Adiluhung", "", "S.Sos.", "197609132003121006", "IV/a"),
    "31": ("Sasikirana Maheswari", "", "S.Kom., M.T.", "197302172000032003", "IV/c"),
    "31.3-S1": ("Gentala Prabawa", "", "S.Kom.", "198704112011011005", "III/d"),
    "31.5-S1": ("Rinjani Kusumawardhani", "", "A.Md.", "199502282019032008", "II/c"),
    "33": ("Mahawira Santosa", "", "S.T., M.T.", "197012182000031004", "IV/c"),
    "35.2": ("Anindita Rengganis", "", "S.Hum.", "198110302006042009", "IV/a"),
}

#: Disdukcapil has had no definitive head since this day; its sekretaris stands in as Plt.
KOSONG: Final = "29"
KOSONG_SEJAK: Final = date(2026, 9, 1)
#: The head of Dishub is away these days; the sekretaris stands in as Plh.
PERGI: Final = "30"
PERGI_MULAI: Final = date(2026, 11, 19)
PERGI_SELESAI: Final = date(2026, 11, 25)


def _slug(nama: str) -> str:
    return ".".join(re.sub(r"[^a-z]", "", part.lower()) for part in nama.split())


def _field(jabatan: JabatanBaru) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _GELAR.get(kota.opd_of(jabatan.kode), _GELAR_UMUM)


def _class(jabatan: JabatanBaru) -> tuple[tuple[str, ...], int, int]:
    if jabatan.eselon in _GOLONGAN:
        return _GOLONGAN[jabatan.eselon]
    words = jabatan.nama.split()
    return _GOLONGAN["Puskesmas"] if "Puskesmas" in words else _GOLONGAN.get(words[-1], _PELAKSANA)


class _Maker:
    """Makes people one after another; remembers what is taken."""

    def __init__(self) -> None:
        self.chance = random.Random(BENIH)  # noqa: S311 — believable, not secret
        self.names: set[str] = {row[0] for row in _TETAP.values()}
        self.akun: set[str] = {p.akun for p in PEMERAN}
        self.nips: set[str] = {row[3] for row in _TETAP.values() if row[3]}
        self.cast = {p.jabatan_kode: p.akun for p in PEMERAN}

    def name(self, sex: str) -> str:
        while True:
            (rumpun,) = self.chance.choices(RUMPUN, [r.bobot for r in RUMPUN])
            first = self.chance.choice(rumpun.laki if sex == "1" else rumpun.perempuan)
            last = self.chance.choice(rumpun.akhir_laki if sex == "1" else rumpun.akhir_perempuan)
            if (nama := f"{first} {last}") not in self.names:
                self.names.add(nama)
                return nama

    def account(self, nama: str, jabatan_kode: str) -> str:
        if jabatan_kode in self.cast:
            return self.cast[jabatan_kode]
        akun, n = _slug(nama), 2
        while akun in self.akun:
            akun, n = f"{_slug(nama)}{n}", n + 1
        self.akun.add(akun)
        return akun

    def nip(self, lahir: date, sex: str, *, pppk: bool, youngest: int) -> str:
        tahun = self.chance.randint(2021, 2024) if pppk else min(lahir.year + self.chance.randint(22, 27), 2023)
        bulan = "21" if pppk else f"{self.chance.choice((1, 2, 3, 4, 12)):02d}"
        while True:
            nip = f"{lahir:%Y%m%d}{max(tahun, youngest)}{bulan}{sex}{self.chance.randint(1, 19):03d}"
            if nip not in self.nips:
                self.nips.add(nip)
                return nip

    def titles(self, jabatan: JabatanBaru, golongan: str) -> tuple[str, str]:
        pertama, kedua = _field(jabatan)
        if "Puskesmas" in jabatan.nama or jabatan.kode in ("21", "21.90"):
            return self.chance.choice(("dr.", "dr.", "drg.")), self.chance.choice(kedua)
        if golongan.startswith("II/"):
            return "", self.chance.choice(("A.Md.", "A.Md.", ""))
        if jabatan.eselon == "II.b" and self.chance.random() < 0.3:
            return self.chance.choice(("Drs.", "Ir.", "Dr.")), self.chance.choice(kedua)
        back = self.chance.choice(pertama)
        if jabatan.eselon.startswith("II") or self.chance.random() < 0.35:
            back += f", {self.chance.choice(kedua)}"
        return "", back

    def person(self, jabatan: JabatanBaru) -> PegawaiBaru:
        if jabatan.kode in _TETAP:
            return self.known(jabatan)
        sex = self.chance.choice("12")
        nama = self.name(sex)
        golongans, oldest, newest = _class(jabatan)
        golongan = self.chance.choice(golongans)
        lahir = date(oldest, 1, 5) + timedelta(days=self.chance.randrange((newest - oldest + 1) * 365))
        pppk = jabatan.jenis is not JenisJabatan.STRUKTURAL and lahir.year >= 1986 and self.chance.random() < 0.18
        depan, belakang = self.titles(jabatan, golongan)
        if depan == "Drs." and sex == "2":
            depan = "Dra."
        nip = self.nip(lahir, sex, pppk=pppk, youngest=1991)
        golongan = ("VII" if golongan.startswith("II/") else "IX") if pppk else golongan
        akun = self.account(nama, jabatan.kode)
        return PegawaiBaru(
            f"P-{jabatan.kode}", akun, nama, depan, belakang, sex, lahir, nip, PANGKAT.get(golongan, ""), golongan
        )

    def known(self, jabatan: JabatanBaru) -> PegawaiBaru:
        nama, depan, belakang, nip, golongan = _TETAP[jabatan.kode]
        sex = nip[14] if nip else ("1" if jabatan.kode == "01" else "2")
        lahir = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])) if nip else date(1972, 5, int(jabatan.kode) + 6)
        akun = self.account(nama, jabatan.kode)
        return PegawaiBaru(
            f"P-{jabatan.kode}", akun, nama, depan, belakang, sex, lahir, nip, PANGKAT.get(golongan, ""), golongan
        )


@cache
def people() -> dict[str, PegawaiBaru]:
    """Every pegawai by kunci (`P-` and the kode of the jabatan they were first made for)."""
    maker = _Maker()
    made = [maker.person(j) for j in kota.posts().values()]
    wrong = [p.nip for p in made if p.nip and nip_check(p.nip)]
    if wrong:
        raise ValueError(f"NIP contoh tidak sah: {wrong}")
    return {p.kunci: p for p in made}


@cache
def assignments() -> tuple[PenugasanBaru, ...]:
    """Who holds what, by kunci: every jabatan definitively, but for the vacancy; one Plt. and one Plh."""
    definitif = JenisPenugasan.DEFINITIF
    rows = []
    for nomor, jabatan in enumerate(kota.posts().values(), start=1):
        ends = KOSONG_SEJAK - timedelta(days=1) if jabatan.kode == KOSONG else None
        politik = jabatan.jenis is JenisJabatan.POLITIK
        dasar = (
            "Keputusan Menteri Dalam Negeri" if politik else f"Keputusan Wali Kota Nomor 800.1.3.3/{nomor} Tahun 2024"
        )
        rows.append(PenugasanBaru(f"P-{jabatan.kode}", jabatan.kode, definitif, MULAI, ends, dasar))
    sprin = "Surat Perintah Wali Kota Nomor 100.3.5.3/{}/SPRIN/BKPSDM/2026"
    rows.append(PenugasanBaru(f"P-{KOSONG}.1", KOSONG, JenisPenugasan.PLT, KOSONG_SEJAK, None, sprin.format(31)))
    rows.append(PenugasanBaru(f"P-{PERGI}.1", PERGI, JenisPenugasan.PLH, PERGI_MULAI, PERGI_SELESAI, sprin.format(44)))
    return tuple(rows)


def signer(jabatan_kode: str, day: date) -> tuple[PegawaiBaru, JenisPenugasan]:
    """The one person who may sign for a jabatan on a day: Plh. before definitif before Plt. (5.5)."""
    rank = {JenisPenugasan.PLH: 0, JenisPenugasan.DEFINITIF: 1, JenisPenugasan.PJ: 2, JenisPenugasan.PLT: 3}
    held = [
        a for a in assignments()
        if a.jabatan_kode == jabatan_kode and a.mulai <= day and (a.selesai is None or day <= a.selesai)
    ]  # fmt: skip
    first = min(held, key=lambda a: rank[a.bentuk])
    return people()[first.pegawai], first.bentuk
