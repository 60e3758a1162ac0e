"""The sample city's offices and people as rows: units, jabatan, pegawai, assignments, accounts, certificates."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akun.models import Akun
from eoffice.akun.states import Tema
from eoffice.contoh import kota, orang, pemeran
from eoffice.organisasi.models import Jabatan, JabatanPeran, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.peristiwa import actions as peristiwa
from eoffice.tte import actions as tte
from eoffice.tte import keybox
from eoffice.tte.models import Sertifikat
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
    """A passphrase that can be typed from a screen: five words and a number, some 32 bits; for the sample city only."""
    words = [secrets.choice(_WORDS) for _ in range(5)]
    return " ".join(words) + f" {secrets.randbelow(90) + 10}"


def tempatkan(session: Session, minggu: int = 0) -> Penduduk:
    """Insert units, jabatan, pegawai and assignments, dated so many weeks later; empty tables expected."""
    by = timedelta(weeks=minggu)
    units = _units(session, SEJAK + by)
    rows = _posts(session, units)
    working = at_work()
    session.execute(
        insert(Pegawai),
        [
            {
                "nip": p.nip,
                "nama": p.nama,
                "gelar_depan": p.gelar_depan,
                "gelar_belakang": p.gelar_belakang,
                "pangkat": p.pangkat,
                "golongan": p.golongan,
                "aktif": p.kunci in working,
            }
            for p in orang.people().values()
        ],
    )
    # Names are unique among the invented people; some of them have no NIP.
    ids = dict(session.execute(select(Pegawai.nama, Pegawai.id)).tuples().all())
    people = {p.kunci: ids[p.nama] for p in orang.people().values()}
    session.execute(
        insert(Penugasan),
        [
            {
                "pegawai_id": people[a.pegawai],
                "jabatan_id": rows[a.jabatan_kode],
                "bentuk": a.bentuk,
                "mulai": a.mulai + by,
                "selesai": a.selesai and a.selesai + by,
                "dasar": a.dasar,
            }
            for a in orang.assignments()
        ],
    )
    session.execute(
        insert(Koordinasi),
        [
            {"jabatan_id": rows[asisten], "unit_id": units[opd]}
            for asisten, all_opd in kota.KOORDINASI.items()
            for opd in all_opd
        ],
    )
    return Penduduk(units, rows, people)


def at_work() -> frozenset[str]:
    """Those who still hold a jabatan at the end of the plan, by kunci; somebody retired on the way."""
    return frozenset(a.pegawai for a in orang.assignments() if a.selesai is None)


def _units(session: Session, sejak: date) -> dict[str, int]:
    """Row ids by kode. First all rows, then who stands above whom: an OPD may come later in the list."""
    session.execute(
        insert(Unit),
        [
            {
                "kode": baru.kode,
                "nama": baru.nama,
                "singkatan": baru.singkatan,
                "jenis": baru.jenis,
                "eselon": baru.eselon,
                "kelompok": KELOMPOK.get(baru.jenis, ""),
                "alamat": baru.alamat,
                "telepon": baru.telepon,
                "laman": baru.laman,
                "pos_el": baru.pos_el,
                "aktif_mulai": sejak,
            }
            for baru in kota.units().values()
        ],
    )
    ids = dict(session.execute(select(Unit.kode, Unit.id)).tuples().all())
    above = [
        {"id": ids[baru.kode], "induk_id": ids.get(baru.induk or ""), "opd_id": ids.get(baru.opd or "")}
        for baru in kota.units().values()
    ]
    session.execute(update(Unit), above)
    return ids


def _posts(session: Session, units: dict[str, int]) -> dict[str, int]:
    """Row ids of jabatan by kode, with their roles."""
    posts = kota.posts().values()
    session.execute(
        insert(Jabatan),
        [
            {
                "kode": p.kode,
                "nama": p.nama,
                "unit_id": units[p.unit_kode],
                "jenis": p.jenis,
                "eselon": p.eselon,
                "kepala_unit": p.kepala_unit,
                "dapat_ttd": p.dapat_ttd,
                "aktif": True,
            }
            for p in posts
        ],
    )
    ids = dict(session.execute(select(Jabatan.kode, Jabatan.id)).tuples().all())
    session.execute(
        update(Jabatan), [{"id": ids[p.kode], "atasan_id": ids[p.atasan_kode]} for p in posts if p.atasan_kode]
    )
    roles = [{"jabatan_id": ids[p.kode], "peran": peran} for p in posts for peran in p.peran]
    session.execute(insert(JabatanPeran), roles)
    return ids


def beri_akun(session: Session, services: Services, penduduk: Penduduk, sandi: str) -> int:
    """An account for everybody; only the cast can sign in, all with the one password that is printed.

    Everyone else's account waits for its activation link, as in a real installation (AUT-04).
    """
    hashed = services.hasher.hash(sandi)
    cast = {_person_of(p.jabatan_kode): p.akun for p in pemeran.PEMERAN}
    at, working = clock.now(), at_work()
    accounts = []
    for person in orang.people().values():
        name = cast.get(person.kunci)
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


def already(session: Session) -> bool:
    """Whether anybody lives here."""
    return session.scalar(select(Pegawai.id).limit(1)) is not None
