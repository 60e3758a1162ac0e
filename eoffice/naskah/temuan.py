"""What Periksa naskah finds in a naskah as it is kept: its values and the facts are collected here, the rules know no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.audit import queries as audit
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah import bertugas, document, jenis, periksa, typeset
from eoffice.naskah.models import Naskah, NaskahVersi, Simpanan
from eoffice.naskah.periksa import Bahan, Dicabut, Fakta, Penanda, Penerima, Temuan, Tingkat
from eoffice.naskah.states import JenisParaf, PeranMassal, TipePenerima
from eoffice.organisasi.models import Unit
from eoffice.tata import queries as tata

#: Entries of the trail that say what was done about findings; `dari` names the finding, or the text before a fix.
ABAIKAN: Final = "naskah.abaikan_temuan"
HITUNG: Final = "naskah.hitung_temuan"
PERBAIKI: Final = "naskah.perbaiki"
#: Rules that the list of what is missing has too; the same thing is said once.
SUDAH_DIKATAKAN: Final = frozenset(
    {"hal-titik", "tembusan-penanda", "tembusan-tujuan", "tugas-sendiri", "nik-terbuka", "spd-lama"}
)


@dataclass(frozen=True)
class Butir:
    """A finding with what the city and the people on the route make of it."""

    temuan: Temuan
    menahan: bool
    diabaikan: str = ""  # who, and why

    @property
    def terbuka(self) -> bool:
        """Still to be looked at."""
        return not self.diabaikan


@dataclass(frozen=True)
class Hasil:
    """Everything found in one naskah; `urung` names the last fix while it can be undone."""

    butir: tuple[Butir, ...]
    urung: str = ""

    @property
    def menahan(self) -> tuple[Butir, ...]:
        """What keeps it from being submitted."""
        return tuple(b for b in self.butir if b.menahan)

    @property
    def mengingatkan(self) -> tuple[Butir, ...]:
        """What should be looked at."""
        return tuple(b for b in self.butir if not b.menahan and b.terbuka)

    @property
    def diabaikan(self) -> tuple[Butir, ...]:
        """What somebody has answered for."""
        return tuple(b for b in self.butir if not b.menahan and not b.terbuka)


def bahan(session: Session, naskah: Naskah) -> Bahan:
    """The naskah as the rules see it. While nobody may sign today, its block is left out; that is said elsewhere."""
    kind = jenis.get(naskah.jenis)
    signers: list[document.Penanda] = []
    for office in (naskah.penandatangan, *(p.jabatan for p in naskah.penyerta)):
        if office is not None:
            try:
                signers.append(typeset.penanda(session, naskah, jabatan=None if not signers else office)[0])
            except Conflict:
                continue
    asked = [p.jabatan.nama for p in naskah.paraf if p.jenis is JenisParaf.KOORDINASI]
    return Bahan(
        jenis=kind.kode,
        keluarga=kind.keluarga,
        hal=naskah.hal,
        hal_diketik=kind.judul is None,
        isi=naskah.isi if kind.isi != "tanpa" else None,
        rincian=naskah.rincian or {},
        label={k.nama: k.label for k in kind.kolom},
        tujuan=_penerima(naskah.tujuan),
        tembusan=_penerima(naskah.tembusan),
        kode_klasifikasi=naskah.kode_klasifikasi or "",
        nomor=naskah.nomor or "",
        tanggal=naskah.tanggal,
        sifat=str(naskah.sifat),
        urgensi=str(naskah.urgensi),
        lampiran=len(naskah.lampiran),
        penanda=tuple(
            Penanda(
                jabatan=s.jabatan,
                nama=s.nama,
                bentuk=s.bentuk,
                jabatan_atas=s.jabatan_atas,
                jabatan_ub=s.jabatan_ub,
                pangkat="" if s.is_kepala_daerah else s.pangkat,
                nip="" if s.is_kepala_daerah else s.nip,
                kepala_daerah=s.is_kepala_daerah,
            )
            for s in signers
        ),
        koordinasi=(*asked, naskah.unit.nama) if kind.paraf_koordinasi else None,
        massal=naskah.peran_massal is PeranMassal.INDUK,
    )


def _penerima(rows: Sequence[Any]) -> tuple[Penerima, ...]:
    return tuple(Penerima(teks=p.teks, tempat=p.tempat, internal=p.tipe is TipePenerima.INTERNAL) for p in rows)


def fakta(session: Session, actor: Actor, naskah: Naskah, more: Sequence[Dicabut] = (), zona: str = "WIB") -> Fakta:
    """What the rules must know of the city today."""
    code = session.get(Klasifikasi, naskah.kode_klasifikasi) if naskah.kode_klasifikasi else None
    today, names, former, short, gone = clock.today(), set(), {}, {}, set()
    rows = session.execute(select(Unit.nama, Unit.singkatan, Unit.nama_lama, Unit.aktif_selesai))
    for name, initials, earlier, until in rows:
        if until is not None and until < today:
            former[name] = ""
            gone.add(initials)
            continue
        names.add(name)
        short[initials] = name
        former.update({old: name for old, _ in earlier or ()})
    return Fakta(
        hari_ini=today,
        zona=zona,
        kode={code.kode: code.label} if code else {},
        kode_beranak=bool(code and code.punya_anak),
        kode_jenis=jenis.get(naskah.jenis).kode_usulan,
        unit=frozenset(names),
        unit_lama={old: new for old, new in former.items() if old not in names},
        singkatan=short,
        singkatan_padam=frozenset(gone - short.keys()),
        dicabut=(*periksa.PERATURAN_DICABUT, *more),
        tugas_lain=bertugas.lain(session, actor, naskah),
    )


def ketentuan(session: Session, on: date | None = None) -> tuple[dict[str, Tingkat], tuple[Dicabut, ...], str]:
    """What the city has decided: how strict single rules are, more rules that were revoked, and the time zone."""
    own = tata.berlaku(session, on)
    levels = {k: Tingkat(v) for k, v in dict(own.periksa.get("tingkat") or {}).items() if k in periksa.ATURAN}
    revoked = tuple(Dicabut(str(j), int(n), int(t), str(p)) for j, n, t, p in own.periksa.get("dicabut") or ())
    return levels, revoked, own.rupa.zona


def cari(session: Session, actor: Actor, naskah: Naskah, history: Sequence[AuditEntry] | None = None) -> Hasil:
    """Check a naskah as it is kept now.

    Args:
        history: the trail of this naskah, when the caller has read it already.
    """
    levels, revoked, zona = ketentuan(session)
    own = bahan(session, naskah)
    found = periksa.periksa(own, fakta(session, actor, naskah, revoked, zona), levels)
    if naskah.peran_massal is PeranMassal.INDUK:  # names of columns in braces are what makes it personal
        found = tuple(f for f in found if not (f.aturan.kode == "sisa-isian" and f.kata.startswith("{")))
    trail = audit.history(session, "naskah", naskah.id) if history is None else history
    ignored = _diabaikan(trail)
    butir = tuple(
        Butir(
            each,
            strict := levels.get(each.aturan.kode, each.aturan.tingkat) is Tingkat.MENAHAN,
            "" if strict else ignored.get(each.sidik, ""),
        )
        for each in found
    )
    last = terakhir_diperbaiki(naskah, trail)
    return Hasil(butir, last.catatan if last is not None else "")


def _diabaikan(trail: Sequence[AuditEntry]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in trail:
        if entry.event == ABAIKAN:
            found[entry.dari] = f"{entry.nama}: {entry.catatan.partition(': ')[2] or entry.catatan}"
        elif entry.event == HITUNG:
            found.pop(entry.dari, None)
    return found


def terakhir_diperbaiki(naskah: Naskah, trail: Sequence[AuditEntry]) -> AuditEntry | None:
    """The last fix, as long as the text is still the one it made."""
    last = next((e for e in reversed(trail) if e.event == PERBAIKI), None)
    return last if last is not None and last.isi_sha256 == naskah.content_sha256() else None


def isi_sebelum(session: Session, naskah: Naskah, sha256: str) -> Mapping[str, Any] | None:
    """The kept text with this hash."""
    for table in (Simpanan, NaskahVersi):
        found = session.scalar(
            select(table.isi)
            .where(table.naskah_id == naskah.id, table.sha256 == sha256)
            .order_by(table.id.desc())
            .limit(1)
        )
        if found is not None:
            return dict(found)
    return None


def tahan(session: Session, actor: Actor, naskah: Naskah, kurang: Mapping[str, str]) -> dict[str, str]:
    """What is missing, and with it what keeps it from being submitted: field → sentences, one list."""
    found = dict(kurang)
    for each in cari(session, actor, naskah).menahan:
        t = each.temuan
        if t.kolom not in found:
            found[t.kolom] = t.pesan
        elif t.kolom not in kurang or t.aturan.kode not in SUDAH_DIKATAKAN:
            found[t.kolom] = f"{found[t.kolom]} {t.pesan}"
    return found
