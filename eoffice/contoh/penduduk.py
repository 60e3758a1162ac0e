"""The sample city's offices and people as rows: units, jabatan, pegawai, assignments, accounts, certificates."""

import secrets
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akun.models import Akun
from eoffice.akun.states import Tema
from eoffice.contoh import kota, orang, pemeran
from eoffice.organisasi.models import Jabatan, JabatanPeran, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.peristiwa import actions as peristiwa
from eoffice.tte import actions as tte
from eoffice.tte import authority, keybox
from eoffice.web.services import Services

#: Everything in the sample city has stood since this day.
SEJAK: Final = date(2025, 1, 2)
#: kelompok of metrik 2.5 by kind of unit.
KELOMPOK: Final = {
    "setda": "setda/setwan",
    "setwan": "setda/setwan",
    "inspektorat": "dinas/badan",
    "dinas": "dinas/badan",
    "badan": "dinas/badan",
    "satpol_pp": "dinas/badan",
    "rsud": "dinas/badan",
    "kecamatan": "kecamatan",
    "kelurahan": "kelurahan",
    "uptd": "puskesmas/UPTD",
    "puskesmas": "puskesmas/UPTD",
}
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
    """A passphrase that can be typed from a screen: six words, about 31 bits, and a number; for the sample city only."""
    words = [secrets.choice(_WORDS) for _ in range(5)]
    return " ".join(words) + f" {secrets.randbelow(90) + 10}"


def tempatkan(session: Session) -> Penduduk:
    """Insert units, jabatan, pegawai and assignments; empty tables expected."""
    units: dict[str, int] = {}
    for baru in kota.units().values():
        row = Unit(
            kode=baru.kode,
            nama=baru.nama,
            singkatan=baru.singkatan,
            jenis=baru.jenis,
            eselon=baru.eselon,
            kelompok=KELOMPOK.get(baru.jenis, ""),
            induk_id=units.get(baru.induk or ""),
            alamat=baru.alamat,
            telepon=baru.telepon,
            laman=baru.laman,
            pos_el=baru.pos_el,
            aktif_mulai=SEJAK,
        )
        session.add(row)
        session.flush()
        units[baru.kode] = row.id
        row.opd_id = units.get(baru.opd) if baru.opd else None
    for baru in kota.units().values():  # an OPD above may come later in the list
        if baru.opd:
            session.get_one(Unit, units[baru.kode]).opd_id = units[baru.opd]
    session.flush()
    posts = kota.posts()
    rows = {
        p.kode: Jabatan(
            kode=p.kode,
            nama=p.nama,
            unit_id=units[p.unit_kode],
            jenis=p.jenis,
            eselon=p.eselon,
            kepala_unit=p.kepala_unit,
            dapat_ttd=p.dapat_ttd,
            aktif=True,
        )
        for p in posts.values()
    }
    session.add_all(rows.values())
    session.flush()
    for p in posts.values():
        rows[p.kode].atasan_id = rows[p.atasan_kode].id if p.atasan_kode else None
    roles = [{"jabatan_id": rows[p.kode].id, "peran": peran} for p in posts.values() for peran in p.peran]
    session.execute(insert(JabatanPeran), roles)
    people = {
        p.kunci: Pegawai(
            nip=p.nip,
            nama=p.nama,
            gelar_depan=p.gelar_depan,
            gelar_belakang=p.gelar_belakang,
            pangkat=p.pangkat,
            golongan=p.golongan,
            aktif=True,
        )
        for p in orang.people().values()
    }
    session.add_all(people.values())
    session.flush()
    session.execute(
        insert(Penugasan),
        [
            {
                "pegawai_id": people[a.pegawai].id,
                "jabatan_id": rows[a.jabatan_kode].id,
                "bentuk": a.bentuk,
                "mulai": a.mulai,
                "selesai": a.selesai,
                "dasar": a.dasar,
            }
            for a in orang.assignments()
        ],
    )
    session.execute(
        insert(Koordinasi),
        [
            {"jabatan_id": rows[asisten].id, "unit_id": units[opd]}
            for asisten, all_opd in kota.KOORDINASI.items()
            for opd in all_opd
        ],
    )
    return Penduduk(units, {k: r.id for k, r in rows.items()}, {k: p.id for k, p in people.items()})


def beri_akun(session: Session, services: Services, penduduk: Penduduk, sandi: str) -> int:
    """An account for everybody; only the cast can sign in, all with the one password that is printed.

    Everyone else's account waits for its activation link, as in a real installation (AUT-04).
    """
    hashed = services.hasher.hash(sandi)
    cast = {_person_of(p.jabatan_kode): p.akun for p in pemeran.PEMERAN}
    at = clock.now()
    accounts = []
    for person in orang.people().values():
        name = cast.get(person.kunci)
        accounts.append(
            {
                "pegawai_id": penduduk.pegawai[person.kunci],
                "nama_pengguna": name or person.akun,
                "sandi_hash": hashed if name else None,
                "sandi_at": at if name else None,
                "aktif": True,
                "versi_sesi": 1,
                "gagal_beruntun": 0,
                "tema": Tema.LIGHT,
                "pintasan": True,
                "dibuat_at": at,
            }
        )
    session.execute(insert(Akun), accounts)
    return len(accounts)


def _person_of(jabatan_kode: str) -> str:
    """The person who holds a cast jabatan definitively."""
    return next(a.pegawai for a in orang.assignments() if a.jabatan_kode == jabatan_kode and a.bentuk == "definitif")


def _key(_number: int) -> bytes:
    return authority.new_key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def make_keys(count: int) -> list[RSAPrivateKey]:
    """So many RSA keys, on every core at once: they are what takes longest in loading the sample city."""
    with ProcessPoolExecutor() as pool:
        made = list(pool.map(_key, range(count), chunksize=4))
    keys = [load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True) for der in made]
    return [key for key in keys if isinstance(key, RSAPrivateKey)]


def beri_sertifikat(
    session: Session,
    services: Services,
    penduduk: Penduduk,
    people: Iterable[str],
    keys: list[RSAPrivateKey],
    frasa: str,
) -> None:
    """A certificate for each of these people, valid since the beginning of the plan, and its metric event."""
    known = orang.people()
    where = {a.pegawai: a.jabatan_kode for a in orang.assignments() if a.bentuk == "definitif"}
    posts, units = kota.posts(), kota.units()
    for kunci, key in zip(people, keys, strict=False):
        post = posts[where[kunci]]
        unit = units[post.unit_kode]
        opd = unit.opd or unit.kode
        pegawai_id = penduduk.pegawai[kunci]
        made = tte.terbitkan(
            session,
            pepper=services.pepper,
            pegawai_id=pegawai_id,
            nama=known[kunci].nama_lengkap,
            unit=units[opd].nama,
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
            jabatan_id=penduduk.jabatan[post.kode],
            naskah=None,
            rincian={"berlaku_sampai": made.berlaku_sampai.isoformat(timespec="seconds")},
        )


def already(session: Session) -> bool:
    """Whether anybody lives here."""
    return session.scalar(select(Pegawai.id).limit(1)) is not None


def morning(day: date) -> datetime:
    """07:30 WIB of a day."""
    return datetime.combine(day, time(7, 30), tzinfo=clock.WIB)
