"""What a message says, decided when it goes: by the rights of that moment, and no word about what is above Biasa."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import NotFound
from eoffice.notifikasi import queries, tautan
from eoffice.notifikasi.models import KabarKiriman, KabarSaluran, Pemberitahuan
from eoffice.notifikasi.port import Lihat, Tampak
from eoffice.notifikasi.pos_el import Isi
from eoffice.notifikasi.states import RUPA, JenisKiriman, terbuka
from eoffice.organisasi import queries as organisasi
from eoffice.pdf import kata
from eoffice.web.services import Services

#: All that is said, outside the application, about what is above Biasa.
MENUNGGU: Final = "Ada surat yang menunggu Anda"
#: Lines of one digest; the rest is counted.
BARIS: Final = 50


@dataclass(frozen=True)
class Surat:
    """One e-mail: to whom, what, the key of its Message-ID, and the notices that it tells."""

    ke: str
    isi: Isi
    kunci: str
    notices: tuple[int, ...] = ()


def tulis(session: Session, services: Services, row: KabarKiriman, lihat: Lihat) -> Surat | None:
    """The e-mail that a row asks for, or None when there is nothing to tell any more."""
    channel = queries.saluran(session, row.pegawai_id)
    if channel is None:
        return None
    if row.jenis is JenisKiriman.KONFIRMASI:
        return _konfirmasi(services, row, channel)
    if not queries.surel_siap(channel):
        return None
    told = _ringkasan(session, services, row, lihat) if row.jenis is JenisKiriman.RINGKASAN else _langsung(
        session, services, row, lihat
    )  # fmt: skip
    if told is None:
        return None
    isi, notices = told
    return Surat(ke=channel.pos_el, isi=isi, kunci=row.kunci, notices=notices)


def sebaran(session: Session, row: KabarKiriman, lihat: Lihat) -> bool:
    """Whether a push still has something to tell."""
    notice = _notice(session, row)
    return notice is not None and _readable(session, notice, lihat)[0]


def _notice(session: Session, row: KabarKiriman) -> Pemberitahuan | None:
    """The notice, unless it was read since the message was queued."""
    notice = session.get(Pemberitahuan, row.pemberitahuan_id or 0)
    if notice is None or (notice.dibaca_at is not None and notice.dibaca_at > row.dibuat_at):
        return None
    return notice


def _readable(session: Session, notice: Pemberitahuan, lihat: Lihat) -> tuple[bool, Tampak | None]:
    """Whether its reader may be told still, and what may be seen of its thing."""
    if notice.objek not in queries.DIPERIKSA:
        return True, None
    try:
        actor = organisasi.actor_for(session, notice.pegawai_id, notice.jabatan_id)
        seen = lihat(session, actor, notice.objek, [notice.objek_id]).get(notice.objek_id)
    except NotFound:
        seen = None
    return seen is not None or RUPA[notice.kabar].lepas, seen


def _open(notice: Pemberitahuan, seen: Tampak | None) -> bool:
    return terbuka(notice.sifat) and (seen is None or terbuka(seen.sifat))


def _langsung(
    session: Session, services: Services, row: KabarKiriman, lihat: Lihat
) -> tuple[Isi, tuple[int, ...]] | None:
    notice = _notice(session, row)
    if notice is None:
        return None
    may, seen = _readable(session, notice, lihat)
    if not may:
        return None
    base = services.settings.base_url
    url = f"{base}/notifikasi/{notice.id}"
    if not _open(notice, seen):
        return _isi(session, services, notice.pegawai_id, MENUNGGU, [f"{MENUNGGU}."], "Buka e-Office", url), ()
    rupa = RUPA[notice.kabar]
    hal = seen.hal if seen is not None else notice.hal
    lines = [f"{rupa.kalimat}."] + [f"{name}: {value}" for name, value in _rows(notice, seen, hal) if value]
    about = f"{rupa.kalimat}: {hal}" if hal else rupa.kalimat
    return _isi(session, services, notice.pegawai_id, about, lines, rupa.ajakan, url, sebab=notice.alasan), ()


def _rows(notice: Pemberitahuan, seen: Tampak | None, hal: str) -> list[tuple[str, str]]:
    until = kata.tanggal(notice.batas) if notice.batas is not None else ""
    from_, number = (seen.asal, seen.nomor) if seen is not None else ("", "")
    return [("Hal", hal), ("Dari", from_), ("Nomor", number), ("Batas waktu", until)]


def _ringkasan(
    session: Session, services: Services, row: KabarKiriman, lihat: Lihat
) -> tuple[Isi, tuple[int, ...]] | None:
    waiting = select(Pemberitahuan).where(Pemberitahuan.pegawai_id == row.pegawai_id, Pemberitahuan.ringkas)
    notices = session.scalars(waiting.order_by(Pemberitahuan.kabar_at, Pemberitahuan.id)).all()
    lines, closed = [], 0
    for notice in notices:
        may, seen = _readable(session, notice, lihat)
        if may and _open(notice, seen):
            hal = seen.hal if seen is not None else notice.hal
            lines.append(f"{RUPA[notice.kabar].kalimat}: {hal}" if hal else RUPA[notice.kabar].kalimat)
        elif may:
            closed += 1
    if not lines and not closed:
        return None
    beyond = max(0, len(lines) - BARIS) + closed
    shown = lines[:BARIS] + ([f"{beyond} surat lain yang menunggu Anda"] if beyond else [])
    total = len(lines) + closed
    subject = f"Ringkasan {kata.tanggal(clock.wib(clock.now()).date())}: {total} pemberitahuan"
    isi = _isi(
        session,
        services,
        row.pegawai_id,
        subject,
        ["Yang perlu Anda ketahui sejak ringkasan terakhir:"],
        "Buka semua pemberitahuan",
        f"{services.settings.base_url}/notifikasi",
        sebab="Anda memilih ringkasan harian",
        butir=shown,
    )
    return isi, tuple(n.id for n in notices)


def _isi(
    session: Session,
    services: Services,
    pegawai_id: int,
    perihal: str,
    paragraf: list[str],
    ajakan: str,
    url: str,
    *,
    sebab: str = "",
    butir: list[str] | None = None,
) -> Isi:
    settings = services.settings
    channel = session.get_one(KabarSaluran, pegawai_id)
    stop = tautan.token_berhenti(settings.secret_key, pegawai_id, channel.pos_el)
    return Isi(
        perihal=perihal,
        paragraf=paragraf,
        ajakan=ajakan,
        url=url,
        butir=butir or (),
        sebab=sebab,
        pilihan_url=f"{settings.base_url}/notifikasi/pilihan",
        berhenti_url=f"{settings.base_url}/notifikasi/berhenti/{stop}",
    )


def _konfirmasi(services: Services, row: KabarKiriman, channel: KabarSaluran) -> Surat | None:
    asked = channel.diminta_at
    if not channel.pos_el_baru or asked is None or kunci_konfirmasi(row.pegawai_id, asked) != row.kunci:
        return None  # another address was asked for since
    settings = services.settings
    token = tautan.token_alamat(settings.secret_key, row.pegawai_id, channel.pos_el_baru, asked)
    isi = Isi(
        perihal="Konfirmasi alamat pos-el e-Office",
        paragraf=[
            f"Alamat ini diminta untuk menerima pemberitahuan e-Office {settings.nama_kota}.",
            "Buka tautan ini dalam 24 jam dan masuk dengan akun Anda. Bila bukan Anda yang memintanya, abaikan pesan ini.",
        ],
        ajakan="Konfirmasi alamat",
        url=f"{settings.base_url}/notifikasi/pos-el/{token}",
    )
    return Surat(ke=channel.pos_el_baru, isi=isi, kunci=row.kunci)


def kunci_konfirmasi(pegawai_id: int, diminta_at: datetime) -> str:
    """The key of the message that confirms one request."""
    return f"konfirmasi:{pegawai_id}:{int(diminta_at.timestamp())}"
