"""One function per noun: the least that a test needs, with no surprises. Nothing here commits."""

import itertools
from dataclasses import dataclass
from datetime import date
from functools import cache

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akun.models import Akun
from eoffice.akun.states import Tema
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisJabatan, JenisPenugasan

#: The password of every account that `akun` makes.
SANDI = "kuda hitam makan jagung rebus"
SINCE = date(2025, 1, 2)

#: argon2id as cheap as it gets: the tests are about us, not about argon2.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

_numbers = itertools.count(1)


@cache
def sandi_hash() -> str:
    """The hash of SANDI, made once."""
    return CHEAP.hash(SANDI)


def unit(
    session: Session,
    nama: str = "Dinas Uji",
    *,
    kode: str | None = None,
    singkatan: str | None = None,
    induk: Unit | None = None,
    opd: bool = True,
    jenis: str = "dinas",
    eselon: str = "II.b",
) -> Unit:
    """A unit; with `opd` it is a perangkat daerah of its own, otherwise it belongs to that of its parent."""
    n = next(_numbers)
    made = Unit(
        kode=kode or f"9{n}",
        nama=nama,
        singkatan=singkatan or f"UJI{n}",
        jenis=jenis,
        eselon=eselon,
        kelompok="",
        induk_id=induk.id if induk else None,
        alamat="Jalan Melati 1, Arunika",
        telepon="(021) 555-0100",
        laman="arunika.example",
        pos_el="surat@arunika.example",
        aktif_mulai=SINCE,
    )
    session.add(made)
    session.flush()
    made.opd_id = made.id if opd or induk is None else induk.opd_id
    session.flush()
    return made


def jabatan(
    session: Session,
    unit: Unit,
    nama: str = "Pelaksana",
    *,
    kode: str | None = None,
    atasan: Jabatan | None = None,
    eselon: str = "-",
    jenis: JenisJabatan = JenisJabatan.PELAKSANA,
    kepala_unit: bool = False,
    dapat_ttd: bool = False,
    peran: tuple[Peran, ...] = (),
) -> Jabatan:
    """A post in a unit."""
    made = Jabatan(
        kode=kode or f"J{next(_numbers)}",
        nama=nama,
        unit_id=unit.id,
        jenis=jenis,
        eselon=eselon,
        atasan_id=atasan.id if atasan else None,
        kepala_unit=kepala_unit,
        dapat_ttd=dapat_ttd,
    )
    session.add(made)
    session.flush()
    session.add_all([JabatanPeran(jabatan_id=made.id, peran=p) for p in peran])
    session.flush()
    return made


def pegawai(
    session: Session,
    nama: str = "Siti Rahayu",
    *,
    nip: str | None = None,
    pangkat: str = "Penata",
    golongan: str = "III/c",
) -> Pegawai:
    """A person with a made-up NIP of the right shape."""
    n = next(_numbers)
    made = Pegawai(
        nip=nip if nip is not None else f"1985{1 + n // 1000 % 12:02d}01201001{1 + n % 2}{n % 1000:03d}",
        nama=nama,
        gelar_depan="",
        gelar_belakang="",
        pangkat=pangkat,
        golongan=golongan,
    )
    session.add(made)
    session.flush()
    return made


def penugasan(
    session: Session,
    pegawai: Pegawai,
    jabatan: Jabatan,
    *,
    bentuk: JenisPenugasan = JenisPenugasan.DEFINITIF,
    mulai: date = SINCE,
    selesai: date | None = None,
) -> Penugasan:
    """Who holds a jabatan from when to when."""
    made = Penugasan(
        pegawai_id=pegawai.id, jabatan_id=jabatan.id, bentuk=bentuk, mulai=mulai, selesai=selesai, dasar="SK Uji"
    )
    session.add(made)
    session.flush()
    return made


def akun(session: Session, pegawai: Pegawai, nama_pengguna: str) -> Akun:
    """An account whose password is SANDI."""
    made = Akun(
        pegawai_id=pegawai.id,
        nama_pengguna=nama_pengguna,
        sandi_hash=sandi_hash(),
        tema=Tema.LIGHT,
        dibuat_at=clock.now(),
        sandi_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def kode(session: Session, *kode: str, label: str = "Uji") -> None:
    """Codes for records to be filed under, each with all above it; those that are there stay as they are."""
    for each in kode:
        above = None
        for one in itertools.accumulate(each.split("."), "{}.{}".format):
            if session.get(Klasifikasi, one) is None:
                title = label if one == each else f"Induk {one}"
                row = Klasifikasi(kode=one, label=title, uraian=title, induk=above, punya_anak=one != each)
                row.cari = f"{one} {title}".lower()
                session.add(row)
                session.flush()
            above = one


def actor(session: Session, pegawai: Pegawai, jabatan: Jabatan | None = None) -> Actor:
    """The person as one who acts, today, in a jabatan that is held."""
    return organisasi.actor_for(session, pegawai.id, jabatan.id if jabatan else None, alamat="127.0.0.1")


@dataclass(frozen=True)
class Orang:
    """Somebody of the little city: person, post, username."""

    pegawai: Pegawai
    jabatan: Jabatan
    nama_pengguna: str

    def actor(self, session: Session) -> Actor:
        """As one who acts, today."""
        return actor(session, self.pegawai, self.jabatan)


@dataclass(frozen=True)
class Kota:
    """A city with its top and two dinas: `kota["kadis.dinsos"]` is an Orang, `kota.unit["dinsos"]` a Unit."""

    orang: dict[str, Orang]
    unit: dict[str, Unit]

    def __getitem__(self, nama_pengguna: str) -> Orang:
        return self.orang[nama_pengguna]


_S, _F, _P = JenisJabatan.STRUKTURAL, JenisJabatan.FUNGSIONAL, JenisJabatan.PELAKSANA


def kota_kecil(session: Session) -> Kota:
    """Wali Kota, Sekda, asisten, Setda and two dinas (dinsos, diskominfo), everybody with an account.

    In each office `x`: kepala (`kadis.x`; `sekda` for Setda), `sekretaris.x`, `kabid.x`, `kasubbag.x`, `staf.x`,
    `staf2.x`, `tu.x`, `arsiparis.x`; for Setda: `kabag.setda` instead of kabid, no sekretaris. Also `walikota`,
    `asisten`, `admin`.
    """
    kota = Kota({}, {})

    def add(
        name: str,
        person: str,
        where: Unit,
        post: str,
        above: Jabatan | None,
        *,
        eselon: str = "-",
        jenis: JenisJabatan = _S,
        kepala: bool = False,
        ttd: bool = False,
        peran: tuple[Peran, ...] = (),
        nip: str | None = None,
    ) -> Jabatan:
        made = jabatan(
            session,
            where,
            post,
            atasan=above,
            eselon=eselon,
            jenis=jenis,
            kepala_unit=kepala,
            dapat_ttd=ttd,
            peran=peran,
        )
        who = pegawai(session, person, nip=nip)
        if nip == "":
            who.nip, who.pangkat, who.golongan = None, "", ""
        penugasan(session, who, made)
        akun(session, who, name)
        kota.orang[name] = Orang(who, made, name)
        return made

    pemkot = unit(session, "Pemerintah Kota Arunika", kode="00", singkatan="PEMKOT", jenis="pemkot", eselon="-")
    setda = unit(
        session, "Sekretariat Daerah", kode="01", singkatan="SETDA", induk=pemkot, jenis="setda", eselon="II.a"
    )
    kota.unit.update({"pemkot": pemkot, "setda": setda})
    wali = add(
        "walikota", "Bima Wardhana", pemkot, "Wali Kota Arunika", None, jenis=JenisJabatan.POLITIK, kepala=True, ttd=True,
        peran=(Peran.PEMANTAU,), nip="",
    )  # fmt: skip
    sekda = add(
        "sekda", "Hendra Saputra", setda, "Sekretaris Daerah", wali, eselon="II.a", kepala=True, ttd=True,
        peran=(Peran.PEMANTAU, Peran.PIMPINAN_OPD),
    )  # fmt: skip
    asisten = add("asisten", "Ratna Dewi", setda, "Asisten Pemerintahan", sekda, eselon="II.b", ttd=True)
    bagian = unit(session, "Bagian Umum", kode="01.1", singkatan="SETDA-UMUM", induk=setda, opd=False, eselon="III.a")
    kabag = add(
        "kabag.setda", "Joko Susilo", bagian, "Kepala Bagian Umum", asisten, eselon="III.a", kepala=True, ttd=True
    )
    sub = add("kasubbag.setda", "Dian Permata", bagian, "Kepala Subbagian Tata Usaha", kabag, eselon="IV.a")
    for name, person, post, roles in (
        ("staf.setda", "Agus Salim", "Pengadministrasi Umum", ()),
        ("staf2.setda", "Lina Marlina", "Pengolah Data", ()),
        ("tu.setda", "Wati Suryani", "Petugas Tata Usaha", (Peran.TU,)),
        ("arsiparis.setda", "Eko Prasetyo", "Arsiparis", (Peran.ARSIPARIS,)),
    ):
        add(name, person, bagian, post, sub, jenis=_F if Peran.ARSIPARIS in roles else _P, peran=roles)
    for short, nama, kode, people in (
        ("dinsos", "Dinas Sosial", "10", ("Sri Wulandari", "Anton Wijaya", "Yuni Astuti", "Fajar Nugroho", "Budi Santoso", "Maya Sari", "Tuti Handayani", "Rudi Hartono")),
        ("diskominfo", "Dinas Komunikasi dan Informatika", "16", ("Bayu Pratama", "Nur Aini", "Galih Ramadhan", "Citra Lestari", "Dewi Anggraini", "Hadi Kusuma", "Indah Puspita", "Slamet Riyadi")),
    ):  # fmt: skip
        opd = unit(session, nama, kode=kode, singkatan=short.upper(), induk=pemkot)
        sekretariat = unit(
            session, f"Sekretariat {nama}", kode=f"{kode}.1", singkatan=f"{short.upper()}-SEK", induk=opd, opd=False
        )
        bidang = unit(
            session, f"Bidang Layanan {nama}", kode=f"{kode}.2", singkatan=f"{short.upper()}-BID", induk=opd, opd=False
        )
        kota.unit.update({short: opd, f"{short}.sekretariat": sekretariat, f"{short}.bidang": bidang})
        kadis = add(
            f"kadis.{short}", people[0], opd, f"Kepala {nama}", sekda, eselon="II.b", kepala=True, ttd=True,
            peran=(Peran.PIMPINAN_OPD,),
        )  # fmt: skip
        sekretaris = add(
            f"sekretaris.{short}",
            people[1],
            sekretariat,
            f"Sekretaris {nama}",
            kadis,
            eselon="III.a",
            kepala=True,
            ttd=True,
        )
        kabid = add(
            f"kabid.{short}",
            people[2],
            bidang,
            f"Kepala Bidang Layanan {nama}",
            kadis,
            eselon="III.b",
            kepala=True,
            ttd=True,
        )
        kasubbag = add(
            f"kasubbag.{short}",
            people[3],
            sekretariat,
            "Kepala Subbagian Umum dan Kepegawaian",
            sekretaris,
            eselon="IV.a",
        )
        add(f"staf.{short}", people[4], bidang, "Pengolah Data", kabid, jenis=_P)
        add(f"staf2.{short}", people[5], bidang, "Analis Kebijakan", kabid, jenis=_F)
        add(f"tu.{short}", people[6], sekretariat, "Petugas Tata Usaha", kasubbag, jenis=_P, peran=(Peran.TU,))
        add(f"arsiparis.{short}", people[7], sekretariat, "Arsiparis", kasubbag, jenis=_F, peran=(Peran.ARSIPARIS,))
        session.add(Koordinasi(jabatan_id=asisten.id, unit_id=opd.id))
    add("admin", "Arif Setiawan", kota.unit["diskominfo.bidang"], "Pranata Komputer", kota["kabid.diskominfo"].jabatan, jenis=_F, peran=(Peran.ADMIN_SISTEM,))  # fmt: skip
    session.flush()
    return kota
