"""Leaving news in the caller's transaction; who is told, and how, the worker decides."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.rights import Sifat
from eoffice.notifikasi.states import Kabar, terbuka


def kabari(
    session: Session,
    kabar: Kabar,
    *,
    objek: str,
    objek_id: int,
    jabatan: Iterable[int | None] = (),
    pegawai: Iterable[int | None] = (),
    hal: str = "",
    sifat: Sifat = Sifat.BIASA,
    alasan: str = "",
    batas: date | None = None,
    kunci: str | None = None,
    oleh: int | None = None,
) -> None:
    """Leave news about a thing; it is told after the commit, and not at all when the caller rolls back.

    Args:
        objek: "surat" (SuratMasuk), "naskah" (Naskah), "disposisi" (DisposisiPenerima, one recipient's part),
            "agenda", or "" for news about the receiver alone; `objek_id` is its number.
        jabatan: told to whoever holds these when the worker gets to it (definitif, Plt., Plh., Pj.).
        pegawai: told to these persons.
        hal: only for news that is about no surat or naskah; theirs is read when the notice is shown.
        sifat: of what it is about; of Terbatas and above nothing is kept or sent but that something waits.
        alasan: why the receiver is told, as a sentence that may follow "Anda menerima ini karena …".
        batas: until when something is to be done (WIB date).
        kunci: news with the same key is told once.
        oleh: the one who did it, who is not told.
    """
    jabatan_ids = sorted({j for j in jabatan if j})
    pegawai_ids = sorted({p for p in pegawai if p} - {oleh})
    if not jabatan_ids and not pegawai_ids:
        return
    outbox.enqueue(
        session,
        "notifikasi.sebar",
        dedup_key=f"kabar:{kunci}"[:160] if kunci is not None else None,
        kabar=str(kabar),
        objek=objek,
        objek_id=objek_id,
        jabatan=jabatan_ids,
        pegawai=pegawai_ids,
        hal=hal[:500] if terbuka(sifat) else "",
        sifat=str(sifat),
        alasan=alasan[:300],
        batas=batas.isoformat() if batas is not None else None,
        oleh=oleh,
        at=clock.now().isoformat(),
    )
