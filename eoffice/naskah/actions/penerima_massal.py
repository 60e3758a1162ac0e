"""The recipients of a surat massal: begun with a konsep, read from a sheet, matched to jabatan, and looked over."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, object_session, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import Verdict, no, require
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import jenis, lembar, policy, sulih
from eoffice.naskah.actions.rangkap import PALING_PANJANG_HAL, ambil_baris, penerima, teks
from eoffice.naskah.actions.step import record
from eoffice.naskah.massal import SIFAT_MASSAL, Baris, CaraMassal, Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import OPEN, PeranMassal, TipePenerima
from eoffice.organisasi.models import MENGELOLA, Jabatan, Unit

BELUM_JELAS: Final = "Jabatan di kota ini atau pihak luar? Pilih di daftar."
#: What is wrong with a row until somebody says who it means; beside them only that a name is unknown or there twice.
_TERJAWAB: Final = frozenset({BELUM_JELAS, MENGELOLA})
_ATAS: Final = ("Sdr.", "Sdri.", "PT ", "CV ", "Yayasan ")


def boleh(actor: Actor, naskah: Naskah) -> Verdict:
    """Whether the recipients may be changed now: by its konseptor, as long as it is a konsep."""
    if naskah.status not in OPEN:
        return no("Penerima hanya dapat diubah selama naskah masih konsep.")
    return policy.may(actor, Action.UBAH, naskah)


def mulai(session: Session, actor: Actor, naskah: Naskah, cara: CaraMassal) -> Massal:
    """Make a konsep the text of a surat massal. Its addressees come from a sheet from now on.

    Raises:
        Conflict: it is one already, corrects another naskah, or several sign it.
        Invalid: this jenis has no addressees, or it is Rahasia.
    """
    require(boleh(actor, naskah))
    kind = jenis.get(naskah.jenis)
    if naskah.massal_id is not None:
        raise Conflict("Naskah ini sudah menjadi surat massal.")
    if naskah.koreksi is not None or naskah.penyerta or kind.bersama:
        raise Conflict(
            "Naskah yang mencabut, meralat, atau ditandatangani beberapa pihak tidak dapat menjadi surat massal."
        )
    if cara is CaraMassal.SIARAN and not kind.bertujuan:
        raise Invalid(
            "Jenis naskah ini tidak bertujuan, jadi tidak dapat menjadi siaran. Pilih satu surat untuk setiap penerima."
        )
    if naskah.sifat not in SIFAT_MASSAL:
        raise Invalid("Naskah Rahasia tidak dikirim massal. Ubah sifatnya, atau tulis satu per satu.")
    made = Massal(
        cara=cara, dibuat_oleh=actor.pegawai_id, dibuat_at=clock.now(), nama_berkas="", kolom=[], jumlah=0, salah=0,
        susun="", tersusun=0, gagal_susun=0, halaman=0, sebab="",
    )  # fmt: skip
    session.add(made)
    session.flush()
    naskah.massal_id = made.id
    naskah.peran_massal = PeranMassal.INDUK if made.pribadi else PeranMassal.SIARAN
    naskah.diubah_at = clock.now()
    _put_tujuan(session, naskah, [])
    record(session, actor, "naskah.mulai_massal", naskah, catatan=str(cara))
    return made


def lepas(session: Session, actor: Actor, massal: Massal, naskah: Naskah) -> None:
    """Make it an ordinary konsep again; its list of recipients is forgotten."""
    require(boleh(actor, naskah))
    naskah.massal_id = naskah.peran_massal = None
    naskah.diubah_at = clock.now()
    _put_tujuan(session, naskah, [])
    session.flush()
    session.execute(delete(Baris).where(Baris.massal_id == massal.id))
    session.delete(massal)
    session.flush()
    record(session, actor, "naskah.lepas_massal", naskah)


def unggah(
    session: Session, actor: Actor, massal: Massal, naskah: Naskah, rows: Sequence[Sequence[str]], nama: str
) -> None:
    """Take the recipients from a sheet, instead of those before; what is wrong is kept with each row.

    Raises:
        Invalid: the sheet cannot be used at all.
    """
    require(boleh(actor, naskah))
    read = lembar.baca(rows, siaran=not massal.pribadi)
    offices = _Offices(session)
    session.execute(delete(Baris).where(Baris.massal_id == massal.id))
    for urutan, each in enumerate(read.baris, 1):
        tipe, jabatan_id, said = offices.match(each.isian)
        wrong = [list(pair) for pair in each.salah] + ([["Penerima", said]] if said else [])
        session.add(
            Baris(
                massal_id=massal.id, urutan=urutan, nomor_baris=each.nomor, tipe=tipe, jabatan_id=jabatan_id,
                nilai=dict(each.nilai), salah=wrong, sidik="", halaman=0, galat="",
                **{name: each.isian[name] for name in ("penerima", "unit", "tempat", "untuk_perhatian", "pos_el")},
            )
        )  # fmt: skip
    massal.kolom, massal.nama_berkas, massal.jumlah = list(read.kolom), nama[:200], len(read.baris)
    session.flush()
    _recount(session, massal, naskah)
    record(
        session,
        actor,
        "naskah.unggah_penerima",
        naskah,
        catatan=f"{massal.jumlah} penerima, {massal.salah} perlu dilengkapi",
    )


def pilih(session: Session, actor: Actor, massal: Massal, naskah: Naskah, baris: Baris, jabatan_id: int | None) -> None:
    """Say who a row means: a jabatan of the city, or with None somebody outside."""
    require(boleh(actor, naskah))
    if jabatan_id is not None:
        office = session.get(Jabatan, jabatan_id)
        if office is None or not office.aktif:
            raise Invalid("Jabatan penerima tidak ditemukan.", {"jabatan": "Pilih kembali jabatan dari daftar."})
        if office.hanya_mengelola:
            raise Invalid(MENGELOLA, {"jabatan": MENGELOLA})
    _decide(baris, jabatan_id)
    session.flush()
    _recount(session, massal, naskah)


def luar_semua(session: Session, actor: Actor, massal: Massal, naskah: Naskah) -> int:
    """Everybody who was not matched is outside the city; how many."""
    require(boleh(actor, naskah))
    rows = [b for b in ambil_baris(session, massal.id) if b.tipe is None and b.penerima]
    for each in rows:
        _decide(each, None)
    session.flush()
    _recount(session, massal, naskah)
    return len(rows)


def hapus(session: Session, actor: Actor, massal: Massal, naskah: Naskah, baris: Baris) -> None:
    """Leave a recipient out."""
    require(boleh(actor, naskah))
    session.delete(baris)
    session.flush()
    _recount(session, massal, naskah)


def _decide(baris: Baris, jabatan_id: int | None) -> None:
    baris.jabatan_id = jabatan_id
    baris.tipe = TipePenerima.EKSTERNAL if jabatan_id is None else TipePenerima.INTERNAL
    baris.salah = [pair for pair in baris.salah if pair[1] not in _TERJAWAB and not pair[1].startswith("Jabatan «")]


def _recount(session: Session, massal: Massal, naskah: Naskah) -> None:
    """After every change: how many rows, how many wrong, and for a broadcast its addressees."""
    rows = ambil_baris(session, massal.id)
    massal.jumlah, massal.salah = len(rows), sum(1 for b in rows if b.salah)
    massal.susun, massal.tersusun, massal.gagal_susun, massal.halaman, massal.disusun_at = "", 0, 0, 0, None
    naskah.diubah_at = clock.now()
    _put_tujuan(session, naskah, [] if massal.pribadi else rows)


def _put_tujuan(session: Session, naskah: Naskah, rows: Sequence[Baris]) -> None:
    ids = [b.jabatan_id for b in rows if b.jabatan_id is not None]
    if ids:  # one statement for all their names
        session.scalars(select(Jabatan).where(Jabatan.id.in_(ids))).all()
    for old in naskah.tujuan:
        naskah.penerima.remove(old)
    session.flush()
    naskah.penerima.extend(penerima(b, b.urutan) for b in rows if b.penerima)
    session.flush()
    session.refresh(naskah, ["penerima"])


class _Offices:
    """The jabatan of the city by name, read once for a whole sheet."""

    def __init__(self, session: Session) -> None:
        self.by_name: dict[str, list[tuple[int, str, str]]] = {}
        rows = session.execute(
            select(Jabatan.id, Jabatan.nama, Unit.nama, Unit.singkatan)
            .join(Unit, Unit.id == Jabatan.unit_id)
            .where(Jabatan.aktif)
        )
        for jabatan_id, name, unit, short in rows.tuples():
            self.by_name.setdefault(_flat(name), []).append((jabatan_id, _flat(unit), _flat(short)))
        managing = select(Jabatan).where(Jabatan.aktif).options(selectinload(Jabatan.peran_rows))
        self.managing = {j.id for j in session.scalars(managing.where(Jabatan.peran_rows.any())) if j.hanya_mengelola}

    def match(self, isian: Mapping[str, str]) -> tuple[TipePenerima | None, int | None, str]:
        """What a row means, if that is certain; else what must be decided."""
        name, unit, kind = isian["penerima"], _flat(isian["unit"]), isian["jenis"].casefold()
        if not name:
            return None, None, ""
        if kind in lembar.LUAR:
            return TipePenerima.EKSTERNAL, None, ""
        fitting = self.by_name.get(_flat(name), [])
        if unit:
            fitting = [f for f in fitting if unit in f[1:]] or [f for f in fitting if unit in f[1]]
        if len(fitting) == 1:
            if fitting[0][0] in self.managing:
                return None, None, MENGELOLA
            return TipePenerima.INTERNAL, fitting[0][0], ""
        if len(fitting) > 1:
            return None, None, f"Jabatan «{name[:80]}» ada di {len(fitting)} unit; isi kolom Unit atau pilih di daftar."
        if kind in lembar.DALAM:
            return None, None, f"Jabatan «{name[:80]}» tidak ditemukan; pilih di daftar."
        if name.startswith(_ATAS) or isian["pos_el"]:
            return TipePenerima.EKSTERNAL, None, ""
        return None, None, BELUM_JELAS


def _flat(words: str) -> str:
    return " ".join(words.split()).casefold()


def kekurangan(
    session: Session, massal: Massal, naskah: Naskah, rows: Sequence[Baris]
) -> dict[int, list[tuple[str, str]]]:
    """What is wrong with each row as the text is now, by id of the row: pairs of column and sentence."""
    asked = sulih.dipakai(*teks(naskah)) if massal.pribadi else {}
    written = {sulih.nama(k): k for k in massal.kolom}
    kind, hal = jenis.get(naskah.jenis), naskah.hal if massal.pribadi and sulih.dipakai(naskah.hal) else ""
    found: dict[int, list[tuple[str, str]]] = {}
    for each in rows:
        wrong = [(column, said) for column, said in each.salah]
        for name in asked:
            if name in written and not str(each.nilai.get(name) or "").strip():
                wrong.append((written[name], "Kosong, padahal dipakai di dalam naskah."))
        if hal:
            wrong += _hal(hal, each)
        if kind.bertujuan and kind.hanya_internal and each.tipe is TipePenerima.EKSTERNAL:
            wrong.append(("Penerima", f"{kind.nama} hanya untuk jabatan di dalam kota; pilih jabatannya."))
        if each.jabatan_id is not None and each.jabatan_id == naskah.penandatangan_id and kind.bertujuan:
            wrong.append(("Penerima", "Penandatangan tidak perlu menjadi penerima."))
        if wrong:
            found[each.id] = wrong
    return found


def _hal(hal: str, baris: Baris) -> list[tuple[str, str]]:
    """What is wrong with the hal of one letter; signing would refuse it when nothing can be changed any more."""
    filled = sulih.isi(hal, {**{k: str(v) for k, v in baris.nilai.items()}, "penerima": baris.penerima})
    wrong = []
    if len(filled) > PALING_PANJANG_HAL:
        wrong.append(("", f"Hal suratnya lebih dari {PALING_PANJANG_HAL} huruf; pendekkan selnya."))
    if jenis.pribadi.ber_nik(filled):
        wrong.append(("", "Hal terlihat di daftar, jadi tidak boleh memuat NIK."))
    return wrong


def kolom_kurang(massal: Massal, naskah: Naskah) -> list[str]:
    """Places in the text for which the sheet has no column, as they are written in the text."""
    if not massal.pribadi:
        return []
    known = {sulih.nama(k) for k in massal.kolom} | {"penerima"}
    return [written for name, written in sulih.dipakai(*teks(naskah)).items() if name not in known]


def kolom_tak_dipakai(massal: Massal, naskah: Naskah) -> list[str]:
    """Columns of the sheet that are neither about the recipient nor in the text."""
    asked = set(sulih.dipakai(*teks(naskah)))
    own = {n for label, others, _ in lembar.KOLOM.values() for n in (sulih.nama(label), *others)}
    return [k for k in massal.kolom if sulih.nama(k) not in asked | own]


def kurang_massal(naskah: Naskah) -> dict[str, str]:
    """What a surat massal still lacks before it can go its way: field → sentence; empty for every other naskah."""
    session = object_session(naskah)
    if naskah.peran_massal in (None, PeranMassal.SALINAN) or session is None:
        return {}
    massal = session.get_one(Massal, naskah.massal_id)
    if not massal.jumlah:
        return {"tujuan": "Unggah lembar penerima surat massal."}
    found: dict[str, str] = {}
    if naskah.sifat not in SIFAT_MASSAL:
        found["sifat"] = "Naskah Rahasia tidak dikirim massal; ubah sifatnya."
    wrong = kekurangan(session, massal, naskah, ambil_baris(session, massal.id))
    if wrong:
        found["tujuan"] = f"{len(wrong)} baris penerima surat massal perlu diperbaiki."
    missing = kolom_kurang(massal, naskah)
    if missing:
        named = ", ".join("{" + each + "}" for each in missing[:5])
        found["isi"] = f"Lembar penerima tidak mempunyai kolom untuk {named}."
    elif massal.pribadi and sulih.dipakai([[x.judul, x.isi or ""] for x in naskah.lampiran]):
        found["isi"] = (
            "Kolom lembar hanya dapat dipakai di isi surat, bukan di lampiran; tulis lampirannya tanpa kurung kurawal."
        )
    elif massal.pribadi and (odd := sulih.janggal(*teks(naskah))):
        found["isi"] = f"Kurung kurawal tidak berpasangan di dekat “{odd}”."
    return found
