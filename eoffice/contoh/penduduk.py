"""The sample city's offices and people as rows, its accounts and its certificates."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akun.models import Akun
from eoffice.akun.states import Tema
from eoffice.contoh import kota, orang, pemeran
from eoffice.organisasi import actions as organisasi
from eoffice.organisasi.baris import PegawaiBaru, Susunan
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.peristiwa import actions as peristiwa
from eoffice.tte import actions as tte
from eoffice.tte import keybox
from eoffice.tte.models import Sertifikat
from eoffice.web.services import Services

#: Everything in the sample city has stood since this day.
SEJAK: Final = date(2025, 1, 2)
_WORDS: Final = [
    "angin",
    "awan",
    "batu",
    "bulan",
    "bunga",
    "danau",
    "embun",
    "gajah",
    "garuda",
    "hujan",
    "jambu",
    "kapal",
    "kopi",
    "kuda",
    "kumbang",
    "langit",
    "laut",
    "lontar",
    "melati",
    "merpati",
    "nelayan",
    "padi",
    "pandan",
    "pelangi",
    "perahu",
    "pinang",
    "rotan",
    "rusa",
    "sawah",
    "senja",
    "sungai",
    "tebu",
    "teluk",
    "terang",
    "ulin",
    "wayang",
]


@dataclass(frozen=True)
class Penduduk:
    """Row ids by the keys of the plan."""

    unit: dict[str, int]
    jabatan: dict[str, int]
    pegawai: dict[str, int]


def kata_sandi() -> str:
    """A passphrase that can be typed from a screen: five words and a number, some 32 bits; for the sample city only."""
    words = [secrets.choice(_WORDS) for _ in range(5)]
    return " ".join(words) + f" {secrets.randbelow(90) + 10}"


def tempatkan(session: Session, minggu: int = 0) -> Penduduk:
    """Found the city: units, jabatan, pegawai and assignments, dated so many weeks later; empty tables expected."""
    by = timedelta(weeks=minggu)
    known = {p.kunci: p.nip or p.nama for p in orang.people().values()}
    organisasi.susun(
        session,
        Susunan(
            unit=tuple(replace(u, mulai=SEJAK + by) for u in kota.units().values()),
            jabatan=tuple(kota.posts().values()),
            pegawai=tuple(_person(p) for p in orang.people().values()),
            penugasan=tuple(
                replace(a, pegawai=known[a.pegawai], mulai=a.mulai + by, selesai=a.selesai and a.selesai + by)
                for a in orang.assignments()
            ),
        ),
    )
    ids = {nip or nama: i for i, nip, nama in session.execute(select(Pegawai.id, Pegawai.nip, Pegawai.nama)).tuples()}
    return Penduduk(
        unit=dict(session.execute(select(Unit.kode, Unit.id)).tuples().all()),
        jabatan=dict(session.execute(select(Jabatan.kode, Jabatan.id)).tuples().all()),
        pegawai={kunci: ids[key] for kunci, key in known.items()},
    )


def _person(p: orang.PegawaiBaru) -> PegawaiBaru:
    at_desk = p.kunci in at_work()
    return PegawaiBaru(p.nip, p.nama, p.gelar_depan, p.gelar_belakang, p.pangkat, p.golongan, at_desk)


@cache
def at_work() -> frozenset[str]:
    """Those who still hold a jabatan at the end of the plan, by kunci; somebody retired on the way."""
    return frozenset(a.pegawai for a in orang.assignments() if a.selesai is None)


def beri_akun(session: Session, services: Services, penduduk: Penduduk, sandi: str) -> int:
    """An account for everybody; only the cast can sign in, all with the one password that is printed.

    Everyone else's account waits for its activation link, as in a real installation (AUT-04).
    """
    hashed = services.hasher.hash(sandi)
    playing = cast()
    at, working = clock.now(), at_work()
    accounts = []
    for person in orang.people().values():
        name = playing.get(person.kunci)
        accounts.append(
            {
                "pegawai_id": penduduk.pegawai[person.kunci],
                "nama_pengguna": name or person.akun,
                "sandi_hash": hashed if name else None,
                "sandi_at": at if name else None,
                "aktif": person.kunci in working,
                "versi_sesi": 1,
                "gagal_beruntun": 0,
                "tema": Tema.LIGHT,
                "pintasan": True,
                "dibuat_at": at,
            }
        )
    session.execute(insert(Akun), accounts)
    return len(accounts)


def cast() -> dict[str, str]:
    """The sign-in names of those a newcomer can sign in as, by kunci."""
    return {_person_of(p.jabatan_kode): p.akun for p in pemeran.PEMERAN}


def _person_of(jabatan_kode: str) -> str:
    """The person who holds a cast jabatan definitively."""
    return next(a.pegawai for a in orang.assignments() if a.jabatan_kode == jabatan_kode and a.bentuk == "definitif")


def beri_sertifikat(
    session: Session, services: Services, penduduk: Penduduk, kunci: str, key: RSAPrivateKey, frasa: str
) -> Sertifikat:
    """A certificate for a person of the plan from now on, and its metric event."""
    jabatan = next(a.jabatan_kode for a in orang.assignments() if (a.pegawai, a.bentuk) == (kunci, "definitif"))
    unit = kota.units()[kota.posts()[jabatan].unit_kode]
    opd = unit.opd or unit.kode
    pegawai_id = penduduk.pegawai[kunci]
    made = tte.terbitkan(
        session,
        pepper=services.pepper,
        pegawai_id=pegawai_id,
        nama=orang.people()[kunci].nama_lengkap,
        unit=kota.units()[opd].nama,
        passphrase=frasa,
        key=key,
        cost=keybox.LIGHT,
    )
    peristiwa.catat(
        session,
        jenis="sertifikat.diterbitkan",
        opd_id=penduduk.unit[opd],
        unit_id=penduduk.unit[unit.kode],
        akun=peristiwa.samaran(services.pepper, pegawai_id),
        jabatan_id=penduduk.jabatan[jabatan],
        naskah=None,
        rincian={"berlaku_sampai": made.berlaku_sampai.isoformat(timespec="seconds")},
    )
    return made
