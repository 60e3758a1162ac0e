"""An answer that was signed and sent is the result of a part: it reports the part, and closes what its signer answers for."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from eoffice.akses.actor import SISTEM
from eoffice.disposisi.actions.laporan import report
from eoffice.disposisi.actions.putusan import accept, close_unasked, owing
from eoffice.disposisi.models import DisposisiPenerima, Jawaban
from eoffice.disposisi.states import StatusPenerima
from eoffice.naskah import jenis
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.organisasi import queries as organisasi
from eoffice.pdf import kata
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN

P = StatusPenerima
_OWED = frozenset({P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI})


def terjawab(session: Session, naskah: Naskah) -> bool:
    """Report the part that this answer is the result of; a second call finds nothing left to do.

    Whoever signed it, or stands above, or gave a paraf to it, is content with it: their acceptance is not asked again.
    Where that reaches the addressee, the surat is closed.

    Returns:
        Whether anything changed.
    """
    link = session.get(Jawaban, naskah.id)
    if link is None or naskah.status not in ISSUED:
        return False
    surat = session.get_one(SuratMasuk, link.surat_id)
    if surat.status not in SURAT_OPEN:
        return False
    said, agreed = _said(naskah), _agreed(naskah)
    part = link.penerima
    if part is None:
        if not _content(session, surat.tujuan_jabatan_id, agreed):
            return False
        close_unasked(session, surat, said)
        return True
    if part.status in _OWED:
        author = (naskah.konseptor_id, naskah.konseptor_jabatan_id)
        report(session, SISTEM, part, said, naskah_id=naskah.id, penulis=author)
    elif part.status is P.DILAPORKAN and part.laporan[-1].naskah_id is None:
        part.laporan[-1].naskah_id = naskah.id
    else:
        return False
    _climb(session, naskah, part, agreed)
    session.flush()
    if not owing(session, surat.id) and _content(session, surat.tujuan_jabatan_id, agreed):
        close_unasked(session, surat, said)
    return True


@dataclass(frozen=True)
class _Agreed:
    """Which jabatan signed the answer, and which gave it a paraf."""

    signed: frozenset[int]
    paraf: frozenset[int]


def _agreed(naskah: Naskah) -> _Agreed:
    signed = {p.jabatan_id for p in naskah.penyerta} | {naskah.penandatangan_id or 0}
    return _Agreed(frozenset(signed), frozenset(p.jabatan_id for p in naskah.paraf if p.given_at is not None))


def _content(session: Session, jabatan_id: int, agreed: _Agreed) -> bool:
    """Whether a jabatan has nothing left to say: it signed, gave its paraf, or stands below a signer."""
    if jabatan_id in agreed.signed | agreed.paraf:
        return True
    return any(above.id in agreed.signed for above in organisasi.superiors(session, jabatan_id))


def _climb(session: Session, naskah: Naskah, part: DisposisiPenerima, agreed: _Agreed) -> None:
    author = (naskah.konseptor_id, naskah.konseptor_jabatan_id)
    current: DisposisiPenerima | None = part
    while current is not None and _content(session, current.disposisi.pemberi_jabatan_id, agreed):
        said = "Diterima dengan ditandatanganinya jawaban."
        current = current.disposisi.induk if accept(session, SISTEM, current, said, penulis=author) else None


def _said(naskah: Naskah) -> str:
    day = f" tanggal {kata.tanggal(naskah.tanggal)}" if naskah.tanggal else ""
    return f"Dijawab dengan {jenis.get(naskah.jenis).nama.lower()} nomor {naskah.nomor}{day}, hal {naskah.hal}."
