"""What every way of signing shares: the number, and what older naskah and the account of paper learn of an issued one."""

from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.errors import Conflict
from eoffice.naskah import document, typeset
from eoffice.naskah.actions import kabar
from eoffice.naskah.actions.pencabutan import berlakukan_koreksi, klaim_koreksi
from eoffice.naskah.actions.rute import missing
from eoffice.naskah.actions.step import measure
from eoffice.naskah.actions.terbaca import minta_baca
from eoffice.naskah.models import Lampiran, Naskah, NaskahHalaman
from eoffice.naskah.models.halaman import BELUM
from eoffice.naskah.states import Metode, PeranMassal, PeranPenerima, Status, TipePenerima
from eoffice.nomor import actions as nomor
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi.models import Jabatan
from eoffice.tata import queries as tata
from eoffice.tte import queries as tte_queries


def give_nomor(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Bind number and date, once: a naskah that has them keeps them (NOM-04)."""
    if naskah.nomor is not None:
        return
    klaim_koreksi(session, naskah)
    tanggal = clock.today()
    own = tata.berlaku(session, tanggal)
    register = typeset.register(naskah, own)
    taken = nomor.take(
        session,
        register=register,
        tanggal=tanggal,
        objek="naskah",
        objek_id=naskah.id,
        teks=lambda urut: typeset.nomor_teks(naskah, urut, tanggal, own),
    )
    naskah.give_nomor(register=register, urut=taken.urut, teks=taken.teks, tanggal=tanggal)
    numbered = {"register": register, "tahun": tanggal.year, "urut": taken.urut}
    measure(session, actor, "naskah.dinomori", naskah, numbered)


def join_lampiran(naskah: Naskah) -> list[Lampiran]:
    """The lampiran that become part of its file, with their pages counted on the naskah."""
    joined = [x for x in naskah.lampiran if x.gabung and x.bersih_key]
    naskah.lampiran_halaman, naskah.lampiran_kosong = sum(x.halaman for x in joined), sum(x.kosong for x in joined)
    return joined


def keep_words(session: Session, naskah: Naskah, rendered: document.Rendered) -> None:
    """Keep what was set: all its words, and those of every page where there are several; files are read afterwards."""
    naskah.teks = rendered.text
    if len(rendered.lembar) > 1:
        pages = [(BELUM if n in rendered.tempelan else "") + words for n, words in enumerate(rendered.lembar, 1)]
        session.merge(NaskahHalaman(naskah_id=naskah.id, teks="\f".join(pages)))


def issue(session: Session, actor: Actor, naskah: Naskah) -> None:
    """What follows once a naskah is issued, by TTE or by pen: found, measured, and told to the worker."""
    _measure(session, actor, naskah)
    if naskah.peran_massal is not PeranMassal.SALINAN:  # of a thousand letters the konseptor hears once
        kabar.konseptor(session, actor, naskah, Kabar.DITANDATANGANI)
    outbox.enqueue(
        session, "naskah.ditandatangani", dedup_key=f"naskah.ditandatangani:{naskah.id}", naskah_id=naskah.id
    )
    minta_baca(session, naskah)


def _measure(session: Session, actor: Actor, naskah: Naskah) -> None:
    """What everybody else learns of an issued naskah.

    The older naskah that it revokes, corrects or replaces, if any; and the paper account: pages and addressees by kind
    (metrik 1.3).
    """
    berlakukan_koreksi(session, actor, naskah)
    counted = dict.fromkeys(
        ("t_opd_lain", "t_se_opd", "t_luar_digital", "t_luar_kertas", "tb_opd_lain", "tb_se_opd", "tb_luar"), 0
    )
    for penerima in naskah.penerima:
        kind = "t" if penerima.peran is PeranPenerima.TUJUAN else "tb"
        if penerima.tipe is TipePenerima.INTERNAL and penerima.jabatan_id is not None:
            opd = session.get_one(Jabatan, penerima.jabatan_id).unit.opd_id
            counted[f"{kind}_{'se_opd' if opd == naskah.opd_id else 'opd_lain'}"] += 1
        elif kind == "t":
            counted["t_luar_digital" if penerima.pos_el else "t_luar_kertas"] += 1
        else:
            counted["tb_luar"] += 1
    electronic = naskah.metode is Metode.TTE
    measure(
        session,
        actor,
        "naskah.diterbitkan",
        naskah,
        {
            **counted,
            "asal": "digital",
            "ttd": "tte" if electronic else "basah",
            "terverifikasi": electronic,
            "jenis_naskah": naskah.jenis,
            "halaman": naskah.halaman,
            "lampiran": naskah.lampiran_halaman - naskah.lampiran_kosong,
            "lampiran_kosong": naskah.lampiran_kosong,
            "sifat": str(naskah.sifat),
            "teks_sha256": naskah.pdf_sha256 or "",
        },
    )


def refuse_incomplete(naskah: Naskah) -> None:
    """What lacks a required field is not signed in any way."""
    lacking = missing(naskah)
    if lacking:
        raise Conflict("Naskah belum lengkap: " + " ".join(lacking.values()) + " Kembalikan kepada konseptor.")


def refuse_unclear(session: Session, naskah: Naskah) -> None:
    """A signer elsewhere is not asked again while nobody has looked what came of the last time (OUT-03)."""
    if naskah.status is not Status.SIAP_TTD and tte_queries.belum_jelas(session, "naskah", naskah.id):
        raise Conflict(
            "Hasil tanda tangan sebelumnya belum diketahui. Buka naskahnya dan tekan Periksa hasil dahulu; sesudah itu "
            "Anda dapat menandatangani lagi bila perlu."
        )
