"""From rows to the values of a page: kop by signer, block by capacity, addressees, and the number's text."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import Conflict
from eoffice.naskah import document, jenis
from eoffice.naskah.models import Naskah, PenandaLain, Penerima
from eoffice.naskah.states import TipePenerima
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.organisasi.states import Bentuk, JenisPenugasan
from eoffice.pdf import geometry
from eoffice.tata import pola
from eoffice.tata import queries as tata_queries
from eoffice.tata.nilai import BAWAAN, Tata

#: Kinds of unit that have a kop of their own; a bagian or bidang prints that of the first one above it (3.3).
BERKOP: Final = frozenset(
    [
        "setda",
        "setwan",
        "inspektorat",
        "dinas",
        "badan",
        "satpol_pp",
        "rsud",
        "kecamatan",
        "kelurahan",
        "uptd",
        "puskesmas",
        "dprd",
    ]
)
_SDR: Final = "Sdr. "
KEPALA_DAERAH: Final = frozenset({"kepala_daerah", "wakil_kepala_daerah"})


def _up(unit: Unit | None, kinds: frozenset[str]) -> Unit | None:
    while unit is not None and unit.jenis not in kinds:
        unit = unit.induk
    return unit


def kop_unit(signer: Jabatan) -> Unit:
    """The unit whose kop and registers a signer uses: the signer decides, not the drafting unit."""
    if signer.unit.jenis in KEPALA_DAERAH:
        return signer.unit
    found = _up(signer.unit, BERKOP)
    if found is not None:
        return found
    if signer.unit.opd is None:
        raise Conflict("Unit penandatangan belum terhubung ke perangkat daerah; hubungi admin sistem.")
    return signer.unit.opd


def kop(session: Session, unit: Unit, *, kota: str, own: Tata = BAWAAN) -> document.Kop:
    """The kop of a unit: kop jabatan for Wali Kota and Wakil, kop perangkat daerah for everyone else.

    Args:
        kota: name of the city from the settings; the unit of the city is never asked, so that there is one source.
        own: what the city decided about texts and arms.
    """
    text, dark = own.kop_untuk(unit.jenis), own.lambang.hitam
    picture = own.lambang.jabatan if unit.jenis in KEPALA_DAERAH else own.lambang.daerah
    arms = tata_queries.gambar(session, picture, hitam=dark)
    if unit.jenis in KEPALA_DAERAH:
        return document.Kop(baris=(unit.nama,), alamat=text.tambahan, jabatan=True, lambang=arms, hitam=dark)
    lines = [text.pemerintah.replace("{kota}", kota)] if text.pemerintah else []
    parent = _up(unit.induk, BERKOP) if unit.jenis in ("kelurahan", "uptd", "puskesmas", "rsud") else None
    if parent is not None:
        lines.append(parent.nama)
    lines.append(unit.nama)
    contact = ", ".join(
        part
        for part in (
            f"Telepon {unit.telepon}" if unit.telepon else "",
            f"Laman {unit.laman}" if unit.laman else "",
            f"Pos-el {unit.pos_el}" if unit.pos_el else "",
        )
        if part
    )
    address = tuple(x for x in (unit.alamat, contact, *text.tambahan) if x)
    return document.Kop(baris=tuple(lines), alamat=address, lambang=arms, hitam=dark)


def penanda(
    session: Session, naskah: Naskah, *, on: date | None = None, jabatan: Jabatan | None = None
) -> tuple[document.Penanda, int]:
    """The block of whoever signs now, and that person's pegawai id.

    A Plt., Plh. or Pj. is found from the assignment in force, so that nobody has to remember to say so (5.5).

    Args:
        jabatan: of somebody who signs beside the first signer, always in the own name; else that one's.
    Raises:
        Conflict: nobody may sign for this jabatan today, or there is no level above for a.n. or u.b.
    """
    signer = jabatan or naskah.penandatangan
    if signer is None:
        raise Conflict("Penandatangan belum dipilih.")
    bentuk = naskah.bentuk if jabatan is None else Bentuk.LANGSUNG
    held = organisasi.holder(session, signer.id, on)
    if held is None:
        raise Conflict(f"Hari ini tidak ada pejabat yang menjalankan jabatan {signer.nama}.")
    person = held.pegawai
    elected = signer.unit.jenis in KEPALA_DAERAH and held.bentuk is JenisPenugasan.DEFINITIF
    values: dict[str, Any] = {
        "nama": person.nama_lengkap,
        "nama_polos": person.nama,
        "pangkat": person.pangkat,
        "nip": person.nip or "",
        "is_kepala_daerah": elected,
        "jabatan": signer.nama,
    }
    if held.bentuk is not JenisPenugasan.DEFINITIF:
        own = next(
            (
                p.jabatan.nama
                for p in organisasi.held_by(session, person.id, on)
                if p.bentuk is JenisPenugasan.DEFINITIF
            ),
            "",
        )
        values |= {"bentuk": str(held.bentuk), "jabatan_definitif": own}
    elif bentuk is Bentuk.AN:
        if signer.atasan is None:
            raise Conflict("Penandatangan ini tidak memiliki atasan, jadi tidak dapat menandatangani atas nama (a.n.).")
        values |= {"bentuk": "an", "jabatan_atas": signer.atasan.nama}
    elif bentuk is Bentuk.UB:
        if signer.atasan is None or signer.atasan.atasan is None:
            raise Conflict("Bentuk u.b. memerlukan dua tingkat di atas penandatangan.")
        values |= {
            "bentuk": "ub",
            "jabatan": signer.atasan.nama,
            "jabatan_atas": signer.atasan.atasan.nama,
            "jabatan_ub": signer.nama,
        }
    return document.Penanda(**values), person.id


#: Whose keputusan and surat edaran are those of the whole city, cited with their title.
_SEKOTA: Final = frozenset({"kepala_daerah", "setda"})


def pola_jenis(kode: str, own: Tata = BAWAAN, *, pemilik: str = "kepala_daerah") -> pola.Pola:
    """How a jenis is numbered: as the city decided, else as the program does.

    Args:
        pemilik: the kind of unit that owns the register; the head of the city and the Sekda number as law is (naskah-dinas 4).
    """
    kind = jenis.get(kode)
    printed = kind.nomor if pemilik in _SEKOTA else kind.nomor_lain or kind.nomor
    return own.nomor.get(kode) or pola.Pola(printed, kind.register)


def kode_jenis(kode: str) -> str:
    """The short code of a jenis in numbers, as ST: what its register begins with (4.2)."""
    return jenis.get(kode).register.partition("-")[0]


def register(naskah: Naskah, own: Tata = BAWAAN) -> str:
    """The register that numbers this naskah, by jenis and signer (4.2); its year is kept beside it."""
    owner = kop_unit(_signer(naskah))
    issuing = _signer(naskah).unit
    opd = {"kepala_daerah": "WK", "wakil_kepala_daerah": "WWK"}.get(owner.jenis, owner.singkatan)
    unit = {"kepala_daerah": "WK", "wakil_kepala_daerah": "WWK"}.get(issuing.jenis, issuing.singkatan)
    signs = {"opd": opd, "unit": unit, "jenis": kode_jenis(naskah.jenis)}
    return pola.isi(pola_jenis(naskah.jenis, own).register, signs)


def nomor_teks(naskah: Naskah, urut: int, tanggal: date, own: Tata = BAWAAN) -> str:
    """The printed number; in Setda and for the mayor it names the drafting bagian or OPD (4.2)."""
    owner = kop_unit(_signer(naskah))
    unit = owner
    if jenis.get(naskah.jenis).register.startswith("ND"):
        unit = _signer(naskah).unit
    elif owner.jenis in KEPALA_DAERAH or owner.jenis == "setda":
        unit = _up(naskah.unit, frozenset({"bagian"})) or _up(naskah.unit, BERKOP) or naskah.unit
    pemilik = owner.jenis if owner.induk_id is not None else "kepala_daerah"  # who heads the very top heads the city
    signs = pola.tanda(
        klasifikasi=naskah.kode_klasifikasi or "",
        urut=urut,
        unit=unit.singkatan,
        opd={"kepala_daerah": "WK", "wakil_kepala_daerah": "WWK"}.get(owner.jenis, owner.singkatan),
        jenis=kode_jenis(naskah.jenis),
        tanggal=tanggal,
        sifat=naskah.sifat,
    )
    return pola.isi(pola_jenis(naskah.jenis, own, pemilik=pemilik).nomor, signs)


def _signer(naskah: Naskah) -> Jabatan:
    if naskah.penandatangan is None:
        raise Conflict("Penandatangan belum dipilih.")
    return naskah.penandatangan


def _citizen(penerima: Penerima) -> bool:
    return penerima.tipe is TipePenerima.EKSTERNAL and penerima.teks.startswith(_SDR)


def _town(penerima: Penerima) -> str:
    """The town alone: the page says "di" itself, and "Tempat" is what it says without one."""
    town = penerima.tempat.strip()
    town = town[3:].strip() if town.casefold().startswith("di ") else town
    return "" if town.casefold() == "tempat" else town


def _beside(session: Session, naskah: Naskah, row: PenandaLain, *, konsep: bool) -> document.Penanda:
    if naskah.tahap is not None and row.penanda is not None:
        return document.Penanda(**row.penanda)  # as it was printed when the first signed
    try:
        return penanda(session, naskah, jabatan=row.jabatan)[0]
    except Conflict:
        if not konsep:
            raise
        return document.Penanda(jabatan=row.jabatan.nama, nama="……………")


def halaman(
    session: Session,
    naskah: Naskah,
    *,
    kota: str,
    tempat: str,
    konsep: bool,
    basah: bool = False,
    verify_url: str = "",
    lampiran: tuple[document.Lampiran, ...] = (),
    dibuat_at: datetime | None = None,
) -> document.Halaman:
    """Everything a page needs, as plain values; rendering happens outside any transaction (kinerja 10).

    While it is a konsep, what is missing is printed as dots and never an error.

    Args:
        kota, tempat: name of the city for the kop, and the place before the date; both from the settings.
    """
    values: dict[str, Any] = {}
    own = tata_queries.berlaku(session, naskah.tanggal or clock.today())
    if naskah.penandatangan is None:
        block = document.Penanda(jabatan="……………", nama="……………")
        head = kop(session, naskah.opd, kota=kota, own=own)
    else:
        head = kop(session, kop_unit(naskah.penandatangan), kota=kota, own=own)
        try:
            block, _ = penanda(session, naskah)
        except Conflict:
            if not konsep:
                raise
            block = document.Penanda(jabatan=naskah.penandatangan.nama, nama="……………")
    if naskah.jenis == "nota_dinas":
        values["dari"] = block.jabatan if naskah.penandatangan is None else naskah.penandatangan.nama
    if naskah.penyerta:
        values["penanda_lain"] = tuple(
            document.Pihak(sebutan=p.sebutan, penanda=_beside(session, naskah, p, konsep=konsep))
            for p in naskah.penyerta
        )
    kind = jenis.get(naskah.jenis)
    return document.Halaman(
        jenis=naskah.jenis,
        kop=head,
        isi=naskah.isi,
        rincian=naskah.rincian or {},
        kertas=geometry.kertas(own.kertas.get(naskah.jenis, kind.kertas), rebah=kind.rebah),
        rupa=own.rupa,
        penanda=block,
        tempat=tempat,
        nomor=naskah.nomor,
        tanggal=naskah.tanggal,
        sifat=str(naskah.sifat),
        urgensi=str(naskah.urgensi),
        lampiran_jumlah=len(naskah.lampiran),
        hal=naskah.hal,
        tujuan=tuple(
            document.Tujuan(
                jabatan=p.teks.removeprefix(_SDR) if _citizen(p) else p.teks,
                tempat=_town(p),
                untuk_perhatian=p.untuk_perhatian,
                perorangan=_citizen(p),
            )
            for p in naskah.tujuan
        ),
        tembusan=tuple(p.teks + (f" di {_town(p)}" if _town(p) else "") for p in naskah.tembusan),
        lampiran=lampiran,
        konsep=konsep,
        basah=basah,
        verify_url=verify_url,
        dibuat_at=dibuat_at,
        **values,
    )
