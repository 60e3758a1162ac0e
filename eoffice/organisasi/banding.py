"""What handing in an organisation would change, and what speaks against it; nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Peran
from eoffice.organisasi.baris import SERVED_BY_SETDA, Baris, Susunan, perangkat_daerah
from eoffice.organisasi.lembar import MOST_FINDINGS, Temuan
from eoffice.organisasi.models import Jabatan, JabatanPeran, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisJabatan, JenisLembar, JenisPenugasan

U, J, P, T = JenisLembar.UNIT, JenisLembar.JABATAN, JenisLembar.PEGAWAI, JenisLembar.PENEMPATAN
Kunci = str | tuple[str, str, date]
Nilai = dict[str, Any]
#: Everything of one kind by its kunci.
Isi = dict[Kunci, Nilai]


@dataclass(frozen=True)
class Ubahan:
    """One row that would be added (`lama` empty) or changed; `baru` holds only the columns that differ.

    Attributes:
        dulu: the kunci under which the table knows the row.
    """

    jenis: JenisLembar
    kunci: Kunci
    dulu: Kunci
    nama: str
    lama: Nilai
    baru: Nilai
    asal: str = ""


@dataclass
class Banding:
    """The outcome: rows to add, rows to change, rows that only the tables have, remarks, and how many are equal."""

    tambah: list[Ubahan] = field(default_factory=list)
    ubah: list[Ubahan] = field(default_factory=list)
    hilang: list[tuple[JenisLembar, str]] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    sama: int = 0
    seluruh: dict[JenisLembar, Isi] = field(default_factory=dict)

    @property
    def galat(self) -> list[Temuan]:
        """What keeps it from being loaded."""
        return [t for t in self.temuan if t.galat]

    @property
    def perubahan(self) -> list[Ubahan]:
        """Everything that would be written."""
        return [*self.tambah, *self.ubah]

    def of(self, jenis: JenisLembar) -> list[Ubahan]:
        """What would be written of one kind."""
        return [u for u in self.perubahan if u.jenis is jenis]


def potret(session: Session) -> dict[JenisLembar, Isi]:
    """The organisation as it stands, in the columns of the sheets."""
    units = {u.id: u for u in session.scalars(select(Unit))}
    posts = {j.id: j for j in session.scalars(select(Jabatan))}
    people = {p.id: p for p in session.scalars(select(Pegawai))}
    roles: dict[int, set[Peran]] = {}
    for jabatan_id, peran in session.execute(select(JabatanPeran.jabatan_id, JabatanPeran.peran)).tuples():
        roles.setdefault(jabatan_id, set()).add(peran)
    coordinated: dict[int, set[str]] = {}
    for unit_id, jabatan_id in session.execute(select(Koordinasi.unit_id, Koordinasi.jabatan_id)).tuples():
        coordinated.setdefault(unit_id, set()).add(posts[jabatan_id].kode)
    found: dict[JenisLembar, Isi] = {U: {}, J: {}, P: {}, T: {}}
    same: tuple[str, ...]
    for u in units.values():
        same = ("kode", "nama", "singkatan", "jenis", "eselon", "alamat", "telepon", "laman", "pos_el")
        found[U][u.kode] = {
            **{name: getattr(u, name) for name in same},
            "induk": units[u.induk_id].kode if u.induk_id else None,
            "koordinator": frozenset(coordinated.get(u.id, ())),
            "mulai": u.aktif_mulai,
            "selesai": u.aktif_selesai,
        }
    for j in posts.values():
        same = ("kode", "nama", "jenis", "eselon", "kepala_unit", "dapat_ttd", "aktif")
        found[J][j.kode] = {
            **{name: getattr(j, name) for name in same},
            "unit_kode": units[j.unit_id].kode,
            "atasan_kode": posts[j.atasan_id].kode if j.atasan_id else None,
            "peran": frozenset(roles.get(j.id, ())),
        }
    for p in people.values():
        same = ("nip", "nama", "gelar_depan", "gelar_belakang", "pangkat", "golongan", "aktif")
        found[P][p.nip or p.nama] = {name: getattr(p, name) for name in same}
    for t in session.scalars(select(Penugasan)):
        who, post = people[t.pegawai_id], posts[t.jabatan_id].kode
        found[T][(who.nip or who.nama, post, t.mulai)] = {
            "pegawai": who.nip or who.nama,
            "jabatan_kode": post,
            "bentuk": t.bentuk,
            "mulai": t.mulai,
            "selesai": t.selesai,
            "dasar": t.dasar,
        }
    return found


def bandingkan(session: Session, baru: Susunan) -> Banding:
    """Compare with the tables. Rows of `baru` add or change; what it does not name stays as it is."""
    known = potret(session)
    out = Banding(seluruh=known)
    given: dict[JenisLembar, Iterable[Any]] = {U: baru.unit, J: baru.jabatan, P: baru.pegawai, T: baru.penugasan}
    asal: dict[tuple[JenisLembar, Kunci], str] = {}
    for jenis, rows in given.items():
        here, listed = known[jenis], list(rows)
        for row in listed:
            if (jenis, row.kunci) in asal:
                first = asal[jenis, row.kunci]
                out.temuan.append(Temuan(row.asal, f"{_label(jenis, row)} sudah ada di {first}. Hapus salah satunya."))
                continue
            asal[jenis, row.kunci] = row.asal
            dulu = _known_as(jenis, row, here, out)
            _compare(jenis, row, dulu, here, out)
        if listed:
            _missing(jenis, here, {k for kind, k in asal if kind is jenis}, out)
    for temuan in _faults(known, asal):
        out.temuan.append(temuan)
    _order(out)
    return out


def _known_as(jenis: JenisLembar, row: Baris, here: Isi, out: Banding) -> Kunci:
    """The kunci under which the tables know a row; somebody who was entered without NIP may get one now."""
    kunci: Kunci = row.kunci  # type: ignore[attr-defined]
    if jenis is P and kunci not in here and (values := row.nilai()).get("nip") and values.get("nama") in here:
        nama = str(values["nama"])
        said = f"{nama} sudah terdaftar tanpa NIP; NIP ini akan menjadi miliknya. Bila orangnya lain, bedakan namanya."
        out.temuan.append(Temuan(row.asal, said, galat=False))
        here[kunci] = here.pop(nama)
        for key in [k for k in out.seluruh[T] if k[0] == nama]:
            moved = (str(kunci), str(key[1]), key[2])
            out.seluruh[T][moved] = out.seluruh[T].pop(key) | {"pegawai": str(kunci)}  # type: ignore[index]
        return nama
    return kunci


def _compare(jenis: JenisLembar, row: Any, dulu: Kunci, here: Isi, out: Banding) -> None:
    values = row.nilai()
    if jenis is U and values.get("mulai", ...) is None:
        del values["mulai"]  # an empty beginning asks for nothing
    before = here.get(row.kunci)
    nama = _name(jenis, values, before or {})
    if before is None:
        whole = type(row)(**_identity(jenis, row)).nilai() | values
        if jenis is U and whole["mulai"] is None:
            whole["mulai"] = clock.today()
        here[row.kunci] = whole
        out.tambah.append(Ubahan(jenis, row.kunci, dulu, nama, {}, whole, row.asal))
        return
    changed = {column: value for column, value in values.items() if before[column] != value}
    if not changed:
        out.sama += 1
        return
    if jenis is U and "induk" in changed:
        said = (
            "Induk unit berubah. Sesudah dimuat, jalankan «eoffice cari bangun» agar saringan pencarian ikut berubah."
        )
        out.temuan.append(Temuan(row.asal, said, galat=False))
    old = {column: before[column] for column in changed}
    here[row.kunci] = before | changed
    out.ubah.append(Ubahan(jenis, row.kunci, dulu, nama, old, changed, row.asal))


def _identity(jenis: JenisLembar, row: Any) -> Nilai:
    if jenis is T:
        return {n: getattr(row, n) for n in ("pegawai", "jabatan_kode", "bentuk", "mulai")}
    return {"nip": row.nip} if jenis is P else {"kode": row.kode}


def _name(jenis: JenisLembar, values: Nilai, before: Nilai) -> str:
    if jenis is T:
        return f"{values['pegawai']} pada jabatan {values['jabatan_kode']}"
    return str(values.get("nama") or before.get("nama", ""))


def _label(jenis: JenisLembar, row: Any) -> str:
    if jenis is T:
        return f"Penempatan {row.pegawai} pada jabatan {row.jabatan_kode} mulai {row.mulai.isoformat()}"
    return f"{jenis.capitalize()} {row.kunci}"


def _missing(jenis: JenisLembar, here: Isi, listed: set[Kunci], out: Banding) -> None:
    today = clock.today()
    for kunci, values in here.items():
        ended = values.get("selesai") is not None and values["selesai"] < today
        if kunci not in listed and not ended and values.get("aktif", True):
            named = _name(jenis, values, {})
            out.hilang.append((jenis, named if jenis is T else f"{kunci} {named}" if kunci != named else named))


def _order(out: Banding) -> None:
    """Mistakes first; of a long list only the beginning."""
    out.temuan.sort(key=lambda t: not t.galat)
    if len(out.temuan) > MOST_FINDINGS:
        left = len(out.temuan) - MOST_FINDINGS
        del out.temuan[MOST_FINDINGS:]
        out.temuan.append(Temuan("", f"Masih ada {left} temuan lain. Perbaiki yang di atas, lalu periksa lagi.", False))


# -- what may be wrong between rows -----------------------------------------------------------------------------------

_KOSONG: Final[Nilai] = {}


def _faults(all_: dict[JenisLembar, Isi], asal: dict[tuple[JenisLembar, Kunci], str]) -> Iterator[Temuan]:
    """Everything that does not fit together once the given rows are in; only the given rows are spoken about."""
    yield from _unit_faults(all_, {k: a for (jenis, k), a in asal.items() if jenis is U})
    yield from _jabatan_faults(all_, {k: a for (jenis, k), a in asal.items() if jenis is J})
    yield from _penempatan_faults(all_, {k: a for (jenis, k), a in asal.items() if jenis is T})


def _circles(above: Mapping[Any, Any]) -> set[Any]:
    """Whatever stands above itself; each line is walked once, however long it is."""
    found: set[Any] = set()
    done: set[Any] = set()
    for start in above:
        line: dict[Any, None] = {}
        at = start
        while at is not None and at not in done and at not in line:
            line[at] = None
            at = above.get(at)
        if at in line:
            walked = list(line)
            found.update(walked[walked.index(at) :])
        done.update(line)
    return found


def beneath(tops: Iterable[Any], above: Mapping[Any, Any]) -> set[Any]:
    """Whatever has one of these above itself, at any distance."""
    below: dict[Any, list[Any]] = {}
    for kunci, at in above.items():
        below.setdefault(at, []).append(kunci)
    found: set[Any] = set()
    edge = list(tops)
    while edge:
        fresh = [k for k in below.get(edge.pop(), ()) if k not in found]
        found.update(fresh)
        edge += fresh
    return found


def _other(kunci: Kunci, listed: Iterable[Kunci]) -> Kunci | None:
    """The first one that is not this one."""
    return next((k for k in listed if k != kunci), None)


def _unit_faults(all_: dict[JenisLembar, Isi], asal: dict[Kunci, str]) -> Iterator[Temuan]:
    units, posts = all_[U], all_[J]
    above = {str(k): v["induk"] for k, v in units.items()}
    jenis = {str(k): v["jenis"] for k, v in units.items()}
    short: dict[str, list[Kunci]] = {}
    for k, v in units.items():
        short.setdefault(v["singkatan"].casefold(), []).append(k)
    circles, office = _circles(above), perangkat_daerah(jenis, above)
    for kode, where in asal.items():
        unit = units[kode]
        if unit["induk"] is not None and unit["induk"] not in units:
            yield Temuan(where, f"Induk {unit['induk']} tidak ada, baik di lembar unit maupun di basis data.")
        elif unit["induk"] is None and unit["jenis"] != "pemda":
            yield Temuan(where, "Kolom induk perlu diisi; hanya pemda yang tidak mempunyai induk.")
        elif kode in circles:
            yield Temuan(where, "Unit ini berada di bawah dirinya sendiri; periksa kolom induk.")
        elif unit["jenis"] != "pemda" and office[str(kode)] is None:
            yield Temuan(
                where,
                "Belum ada sekretariat daerah (setda) yang melayani unit ini."
                if unit["jenis"] in SERVED_BY_SETDA
                else "Unit ini tidak berada di bawah perangkat daerah mana pun (dinas, badan, setda, kecamatan, …).",
                galat=unit["jenis"] not in SERVED_BY_SETDA,
            )
        other = _other(kode, short[unit["singkatan"].casefold()])
        if other is not None:
            yield Temuan(
                where, f"Singkatan {unit['singkatan']} sudah dipakai unit {other}; singkatan masuk ke nomor surat."
            )
        if unit["selesai"] is not None and unit["selesai"] < unit["mulai"]:
            yield Temuan(where, "Tanggal selesai mendahului tanggal mulai.")
        for post in sorted(k for k in unit["koordinator"] if k not in posts):
            yield Temuan(where, f"Koordinator {post} tidak ada di lembar jabatan maupun di basis data.")


def _jabatan_faults(all_: dict[JenisLembar, Isi], asal: dict[Kunci, str]) -> Iterator[Temuan]:
    units, posts = all_[U], all_[J]
    above = {k: v["atasan_kode"] for k, v in posts.items()}
    heads: dict[str, list[Kunci]] = {}
    for k, v in posts.items():
        if v["kepala_unit"] and v["aktif"]:
            heads.setdefault(v["unit_kode"], []).append(k)
    circles, holders = _circles(above), _holders(all_)
    for kode, where in asal.items():
        post = posts[kode]
        if post["unit_kode"] not in units:
            yield Temuan(where, f"Unit {post['unit_kode']} tidak ada, baik di lembar unit maupun di basis data.")
        if post["atasan_kode"] is not None and post["atasan_kode"] not in posts:
            yield Temuan(where, f"Atasan {post['atasan_kode']} tidak ada, baik di lembar jabatan maupun di basis data.")
        elif kode in circles:
            yield Temuan(where, "Jabatan ini menjadi atasan dirinya sendiri; periksa kolom atasan.")
        elif post["atasan_kode"] is None and post["jenis"] is not JenisJabatan.POLITIK and not post["peran"]:
            yield Temuan(where, "Tanpa atasan: konsep dari jabatan ini tidak mempunyai jalur paraf.", galat=False)
        other = _other(kode, heads.get(post["unit_kode"], ()))
        if post["kepala_unit"] and post["aktif"] and other is not None:
            yield Temuan(where, f"Unit {post['unit_kode']} sudah mempunyai kepala unit: jabatan {other}.")
        if not post["aktif"] and kode in holders:
            yield Temuan(
                where,
                f"Jabatan ini ditutup tetapi masih dipegang {holders[kode]}; haknya dari jabatan ini berhenti. "
                "Isi tanggal selesai penempatannya, lalu tempatkan pada jabatan lain.",
                galat=False,
            )
        if Peran.ADMIN_SISTEM in post["peran"]:
            yield Temuan(where, "Pemegang jabatan ini menjadi administrator sistem.", galat=False)


def _holders(all_: dict[JenisLembar, Isi]) -> dict[Kunci, str]:
    """One who holds each jabatan, now or later, by name."""
    today, people = clock.today(), all_[P]
    return {
        row["jabatan_kode"]: str(people.get(row["pegawai"], _KOSONG).get("nama", row["pegawai"]))
        for row in all_[T].values()
        if row["selesai"] is None or row["selesai"] >= today
    }


def _penempatan_faults(all_: dict[JenisLembar, Isi], asal: dict[Kunci, str]) -> Iterator[Temuan]:
    posts, people, held = all_[J], all_[P], all_[T]
    clash = _clashes(held)
    for kunci, where in asal.items():
        row = held[kunci]
        who, post = row["pegawai"], row["jabatan_kode"]
        if who not in people:
            yield Temuan(where, f"Pegawai {who} tidak ada, baik di lembar pegawai maupun di basis data.")
        elif not people[who]["aktif"] and row["selesai"] is None:
            yield Temuan(
                where, f"{people[who]['nama']} bertanda tidak aktif; isi tanggal selesai penempatannya.", galat=False
            )
        if post not in posts:
            yield Temuan(where, f"Jabatan {post} tidak ada, baik di lembar jabatan maupun di basis data.")
        if row["selesai"] is not None and row["selesai"] < row["mulai"]:
            yield Temuan(where, "Tanggal selesai mendahului tanggal mulai.")
        alone = posts.get(post, _KOSONG)
        other = clash.get(kunci)
        if other is not None:
            name = people.get(held[other]["pegawai"], _KOSONG).get("nama", held[other]["pegawai"])
            since = held[other]["mulai"].isoformat()
            if row["bentuk"] is not JenisPenugasan.DEFINITIF:
                yield Temuan(
                    where,
                    f"Jabatan {post} sudah dijalankan {name} ({held[other]['bentuk']}) sejak {since} pada waktu yang sama; "
                    "pada satu waktu hanya boleh satu pelaksana. Isi tanggal selesai pada salah satunya.",
                )
            elif alone.get("kepala_unit") or alone.get("dapat_ttd"):
                yield Temuan(
                    where,
                    f"Jabatan {post} juga dipegang definitif oleh {name} sejak {since} pada waktu yang sama. "
                    "Isi tanggal selesai pada salah satunya, atau pakai bentuk plt atau plh.",
                )


def _clashes(held: Isi) -> dict[Kunci, Kunci]:
    """For each assignment another one of the same jabatan at the same time, in one walk by date.

    Definitif ones clash among themselves, and so do Plt., Plh. and Pj. (5.5).
    """
    by_post: dict[tuple[str, bool], list[Kunci]] = {}
    for kunci, values in held.items():
        which = (values["jabatan_kode"], values["bentuk"] is JenisPenugasan.DEFINITIF)
        by_post.setdefault(which, []).append(kunci)
    found: dict[Kunci, Kunci] = {}
    for listed in by_post.values():
        listed.sort(key=lambda k: held[k]["mulai"])
        longest = listed[0]  # of those that began earlier, the one that lasts longest
        for kunci in listed[1:]:
            if _overlap(held[kunci], held[longest]):
                found[kunci] = longest
                found.setdefault(longest, kunci)
            if (held[kunci]["selesai"] or date.max) > (held[longest]["selesai"] or date.max):
                longest = kunci
    return found


def _overlap(a: Nilai, b: Nilai) -> bool:
    far = date.max
    return bool(a["mulai"] <= (b["selesai"] or far) and b["mulai"] <= (a["selesai"] or far))
