"""One round over a mailbox."""

import imaplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eoffice import clock, sandbox
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError
from eoffice.kanal import document, kuota
from eoffice.kanal.actions import simpan
from eoffice.kanal.imap import Kotak
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import DITAHAN, StatusKiriman
from eoffice.pindaian.states import Sumber
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.web.services import Services

#: Messages of one round; the next begins a minute later.
BANYAK: Final = 100
#: An inline picture smaller than this is a logo or a signature of the mail program.
HIASAN: Final = 60 * 1024
_SAMA_ID: Final = (
    "Message-ID-nya sama dengan pos-el yang datang lebih dahulu, tetapi isinya lain. Pastikan dahulu siapa pengirimnya."
)


#: What is wrong with the conversation, the database or the store concerns every message: the round ends and is repeated.
_RONDE: Final = (EofficeError, OperationalError, imaplib.IMAP4.error, OSError, EOFError)


def putaran(
    services: Services, kanal_id: int, opd_id: int, kotak: Kotak, pindah_ke: str, hidup: Callable[[], None]
) -> str:
    """Fetch what is new and keep it; afterwards mark and move what is kept, also what an earlier round left.

    A mailbox that cannot be marked still delivers; the failure is raised at the end. One message that cannot be handled
    is set aside with its reason, and the others go on.

    Returns:
        What was left for later, in plain words; empty when nothing was.
    """
    with transaction(services.engine) as session:
        kanal = session.get_one(Kanal, kanal_id)
        last = kanal.uid_terakhir if kanal.uidvalidity == kotak.uidvalidity else 0
        room = kuota.sisa(session, kanal)
        again = _ditahan(session, kanal_id, kotak.uidvalidity)
        full = kuota.kabar(kanal, "Pos-el yang lain")
    fresh = [(uid, None) for uid in kotak.baru(last, BANYAK + 1)]
    taken = [*again, *fresh[:BANYAK]][: min(room, BANYAK)]
    for uid, held in taken:
        size = kotak.ukuran(uid)
        if size is None and held is None:
            continue
        _satu(services, kanal_id, opd_id, kotak, uid, size, held)
        hidup()
    _mark(services, kanal_id, kotak, pindah_ke)
    return full if len(taken) == room and len(again) + len(fresh) > room else ""


def _ditahan(session: Session, kanal_id: int, uidvalidity: int) -> list[tuple[int, int | None]]:
    """Messages that were set aside and are due, by uid and row; those of a mailbox that was made anew come anew."""
    held = select(Kiriman).where(Kiriman.kanal_id == kanal_id, Kiriman.status.in_(DITAHAN), Kiriman.uid.is_not(None))
    found: list[tuple[int, int | None]] = []
    for row in session.scalars(held.order_by(Kiriman.id).limit(BANYAK)):
        if row.uidvalidity != uidvalidity:
            session.delete(row)
        elif row.coba_at is not None and row.coba_at <= clock.now():
            found.append((row.uid or 0, row.id))
    return found


def _satu(
    services: Services, kanal_id: int, opd_id: int, kotak: Kotak, uid: int, size: int | None, held: int | None
) -> None:
    """One message, kept or set aside."""
    place = simpan.Datang(
        simpan.sidik(f"tahan {kotak.uidvalidity}/{uid}".encode()),
        None,
        "pos-el.eml",
        Sumber.SUREL,
        uid=uid,
        uidvalidity=kotak.uidvalidity,
        ulang_id=held,
    )
    try:
        if size is None:
            datang = replace(place, alasan="Pos-el ini tidak ada lagi di kotaknya.")
        else:
            datang = replace(_datang(services, kanal_id, opd_id, kotak, uid, size), ulang_id=held)
        titik("kanal_diambil")
        with transaction(services.engine) as session:
            simpan.simpan(session, services, kanal_id, opd_id, datang)
    except _RONDE:
        raise
    except Exception as error:
        about: dict[str, Any] = {}
        with suppress(Exception):  # whatever is wrong with it, its head may still say what it is
            about = _about(_parsed(kotak.kepala(uid)))
        said = simpan.GAGAL.format(type(error).__name__)
        aside = replace(place, status=StatusKiriman.TERTAHAN, alasan=said, **about)
        with transaction(services.engine) as session:
            simpan.simpan(session, services, kanal_id, opd_id, aside)
    titik("kanal_tersimpan")


def _mark(services: Services, kanal_id: int, kotak: Kotak, pindah_ke: str) -> None:
    with reading(services.engine) as session:
        waiting = session.execute(
            select(Kiriman.id, Kiriman.uid)
            .where(
                Kiriman.kanal_id == kanal_id,
                Kiriman.beres_at.is_(None),
                Kiriman.status.not_in(DITAHAN),
                Kiriman.uidvalidity == kotak.uidvalidity,
                Kiriman.uid.is_not(None),
            )
            .order_by(Kiriman.id)
        ).tuples().all()  # fmt: skip
    for kiriman_id, uid in waiting:
        kotak.tandai(uid or 0, pindah_ke)
        titik("kanal_ditandai")
        with transaction(services.engine) as session:
            session.get_one(Kiriman, kiriman_id).beres_at = clock.now()


def _datang(services: Services, kanal_id: int, opd_id: int, kotak: Kotak, uid: int, size: int) -> simpan.Datang:
    place: dict[str, Any] = {"uid": uid, "uidvalidity": kotak.uidvalidity, "sumber": Sumber.SUREL}
    most = services.settings.max_upload * 3 // 2  # attachments grow by a third on their way
    if size > most:
        head = _parsed(kotak.kepala(uid))
        why = f"Pos-el ini lebih besar dari {most // 1024**2} MB. Buka di aplikasi pos-el, lalu unggah suratnya."
        return simpan.Datang(_pesan_id(head, uid, kotak, size), None, "pos-el.eml", alasan=why, **place, **_about(head))
    raw = kotak.pesan(uid, size)
    key = simpan.sidik(raw)
    info = _parsed(raw)
    known = _pesan_id(info, uid, kotak) if info.get("message_id") else None
    note = ""
    with reading(services.engine) as session:
        if simpan.sudah_ada(session, opd_id, None, key) is not None:
            return simpan.Datang(None, key, "pos-el.eml", **place)
        before = simpan.sudah_ada(session, opd_id, known, None)
        first = before.asli if before is not None else None
        kanal = session.get_one(Kanal, kanal_id)
        many = kanal.kuota_pengirim if before is None and kuota.penuh(session, kanal, _about(info)["pengirim"]) else 0
    if many:
        why = f"Pengirim ini sudah mengirim {many} pos-el hari ini. Yang ini diambil sendiri mulai besok."
        key = simpan.sidik(f"tahan {kotak.uidvalidity}/{uid}".encode())
        later: dict[str, Any] = {"status": StatusKiriman.DITUNDA, "coba_at": kuota.esok(), "alasan": why}
        return simpan.Datang(key, None, "pos-el.eml", **later, **place, **_about(info))
    if before is not None and first is not None and _isi(info) == _isi(_parsed(_bytes(services, first))):
        return simpan.Datang(known, key, "pos-el.eml", **place)
    if before is not None:  # anybody can write the Message-ID of another; a letter is never dropped for it
        known, note = None, _SAMA_ID
    original = simpan.letakkan(services, raw)
    name = names.clean(info.get("perihal") or "pos-el", "eml")
    if "teks" not in info:
        return simpan.Datang(known, key, name, asli=original, alasan=info["alasan"], **place, **_about(info))
    documents, parts = _documents(services, info)
    return simpan.Datang(
        known,
        key,
        name,
        asli=original,
        teks=info["teks"],
        message_id=str(info["message_id"])[:255] or None,
        dokumen=tuple(documents),
        bagian=tuple(parts),
        alasan=note,
        **place,
        **_about(info),
    )


def _bytes(services: Services, blob: Blob) -> bytes:
    with services.store.open(blob) as stream:
        return stream.read()


def _isi(info: dict[str, Any]) -> tuple[object, ...]:
    """What makes two copies of one message the same, whichever way each came: sender, time, words, attachments."""
    files = tuple((one["nama"], info["isi"][one["dari"] : one["sampai"]]) for one in info.get("lampiran", ()))
    return info.get("dari"), info.get("perihal"), info.get("dikirim"), info.get("teks"), files


def _parsed(raw: bytes) -> dict[str, Any]:
    """What the sandbox says of it; with only `alasan` when it cannot be read."""
    try:
        result = sandbox.baca_pos_el(raw)
    except sandbox.Refused as refused:
        return {"alasan": str(refused)}
    return {**result.info, "isi": result.content}


def _pesan_id(info: dict[str, Any], uid: int, kotak: Kotak, size: int | None = None) -> str:
    """The key of a message; of one that is not fetched its size belongs to it, for its content is not known."""
    words = str(info.get("message_id") or f"tanpa id {kotak.uidvalidity}/{uid}")
    if size is not None:
        words += f" {size}"
    return simpan.sidik(words.encode())


def _about(info: dict[str, Any]) -> dict[str, Any]:
    sent = info.get("dikirim")
    return {
        "dari": str(info.get("dari", "")),
        "pengirim": kuota.pengirim(str(info.get("dari", ""))),
        "perihal": str(info.get("perihal", "")),
        "dikirim_at": datetime.fromisoformat(sent) if sent else None,
    }


def _documents(services: Services, info: dict[str, Any]) -> tuple[list[simpan.Dokumen], list[dict[str, Any]]]:
    """What to register, and what became of every attachment; the words themselves when none can be registered."""
    found, parts = [], []
    for one in info["lampiran"]:
        content = info["isi"][one["dari"] : one["sampai"]]
        kind, verdict = simpan.macam(content), "menunggu registrasi"
        if kind is None:
            verdict = "tetap di dalam pos-el (bukan PDF, JPG, atau PNG)"
        elif len(content) > services.settings.max_upload:
            kind, verdict = None, "tetap di dalam pos-el (terlalu besar)"
        elif one["sebaris"] and kind != "pdf" and len(content) < HIASAN:
            kind, verdict = None, "tetap di dalam pos-el (gambar hiasan)"
        if kind is not None:
            found.append(simpan.Dokumen(names.clean(one["nama"], kind), content))
        parts.append({"nama": one["nama"], "ukuran": len(content), "keadaan": verdict})
    if not found:
        found.append(simpan.Dokumen(names.clean(info["perihal"] or "pos-el", "pdf"), _page(info)))
    return found, parts


def _page(info: dict[str, Any]) -> bytes:
    sent = info.get("dikirim")
    page = document.PosEl(
        dari=info["dari"],
        kepada=info["kepada"],
        perihal=info["perihal"],
        dikirim_at=datetime.fromisoformat(sent) if sent else None,
        diterima_at=clock.now(),
        teks=info["teks"],
        lampiran=[one["nama"] for one in info["lampiran"]],
    )
    return document.render(page)
