"""After the year: one letter of the cast is corrected and another revoked, so that a newcomer sees what that looks like."""

from typing import Final

from sqlalchemy import select

from eoffice.akses.actor import Actor
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.naskah import actions, queries
from eoffice.naskah.actions import Permintaan
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import JenisKoreksi, Status, TipePenerima
from eoffice.organisasi import queries as organisasi
from eoffice.tte.signing import LocalSigner

#: Whose letters: Sekretaris Daerah and Kepala Dinas Kominfo, as whom a newcomer signs in.
PENANDA: Final = ("31", "10")
#: The newest letter is corrected, the one before it revoked.
PERMINTAAN: Final = (
    Permintaan(JenisKoreksi.MERALAT, "hari pada paragraf terakhir", "hari Senin", "hari Selasa"),
    Permintaan(JenisKoreksi.MENCABUT, "kegiatan itu ditunda sampai ada pemberitahuan lebih lanjut"),
)


def koreksi(p: Panggung) -> int:
    """Begin, submit, check and sign each; how many there were letters for."""
    done = 0
    for naskah_id, asked in zip(_surat(p), PERMINTAAN, strict=False):
        older = p.session.get_one(Naskah, naskah_id)
        writer = aktor(p, older.konseptor_id, older.konseptor_jabatan_id)
        made = actions.buat_koreksi(p.session, writer, queries.get(p.session, writer, naskah_id), asked)
        actions.ajukan(p.session, writer, made)
        while made.turns:
            held = organisasi.holder(p.session, made.turns[0].jabatan_id)
            if held is None:
                return done
            actions.paraf(p.session, aktor(p, held.pegawai_id, held.jabatan_id), made)
        tandatangani(p, made)
        done += 1
    return done


def _surat(p: Panggung) -> list[int]:
    """The newest letters inside the city of one of the signers who has written enough of them."""
    for kode in PENANDA:
        inside = select(Penerima.naskah_id).where(Penerima.tipe == TipePenerima.INTERNAL)
        found = select(Naskah.id).where(
            Naskah.penandatangan_id == p.penduduk.jabatan[kode],
            Naskah.status == Status.TERKIRIM,
            Naskah.jenis == "surat_dinas",
            Naskah.id.in_(inside),
        )
        ids = list(p.session.scalars(found.order_by(Naskah.id.desc()).limit(len(PERMINTAAN))))
        if len(ids) == len(PERMINTAAN):
            return ids
    return []


def aktor(p: Panggung, pegawai_id: int, jabatan_id: int) -> Actor:
    """Somebody in one of the own jabatan."""
    return organisasi.actor_for(p.session, pegawai_id, jabatan_id, kunci=p.services.pepper)


def tandatangani(p: Panggung, made: Naskah) -> None:
    """Sign, by whoever holds the jabatan of its signer today."""
    held = organisasi.holder(p.session, made.penandatangan_id or 0)
    if held is None:
        return
    signer = aktor(p, held.pegawai_id, held.jabatan_id)
    seen, key, naskah_id = made.content_sha256(), p.kunci.unlock(held.pegawai_id), made.id
    p.save()
    actions.tandatangani(p.services, signer, naskah_id, frasa="", dilihat_sha256=seen, kunci=LocalSigner(key))
    p.session.expire_all()
    p.work()
