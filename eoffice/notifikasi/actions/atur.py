"""What each person chooses: kinds and channels, an address with its confirmation, browsers for push."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.notifikasi import dorong, policy, queries, tautan
from eoffice.notifikasi.actions.ringkasan import jadwalkan_jam
from eoffice.notifikasi.actions.tulis import kunci_konfirmasi
from eoffice.notifikasi.models import JAM_RINGKASAN, KabarKiriman, KabarLangganan, KabarPilihan, KabarSaluran
from eoffice.notifikasi.states import RUPA, JenisKiriman, Kabar, Keadaan, Saluran, Surel

#: Browsers of one person.
PALING_BANYAK: Final = 10


@dataclass(frozen=True)
class Pilihan:
    """What was chosen for one kind of news."""

    aplikasi: bool
    surel: Surel
    dorong: bool


@dataclass(frozen=True)
class Waktu:
    """Quiet hours in minutes of the day (WIB), or None; and the hour of the digest."""

    tenang_mulai: int | None
    tenang_selesai: int | None
    jam_ringkasan: int


def pilih(session: Session, actor: Actor, pilihan: Mapping[Kabar, Pilihan], waktu: Waktu) -> None:
    """Keep what the actor chose. What asks for something stays in the application whatever was ticked."""
    known = queries.pilihan(session, actor.pegawai_id)
    for kabar, chosen in pilihan.items():
        row = known[kabar]
        row.aplikasi = chosen.aplikasi or RUPA[kabar].perlu
        row.surel, row.dorong = chosen.surel, chosen.dorong
        session.add(row)
    channel = _channel(session, actor)
    channel.tenang_mulai, channel.tenang_selesai = waktu.tenang_mulai, waktu.tenang_selesai
    channel.jam_ringkasan = waktu.jam_ringkasan
    if queries.surel_siap(channel):
        jadwalkan_jam(session, waktu.jam_ringkasan)
    audit.record(session, actor, "notifikasi.pilih", "pegawai", actor.pegawai_id)


def minta_alamat(session: Session, actor: Actor, pos_el: str) -> None:
    """Ask for an address: a message goes there, and mail only after its link was opened."""
    channel = _channel(session, actor)
    if channel.pos_el == pos_el and channel.terbukti_at is not None and channel.surel_aktif:
        raise Conflict("Alamat ini sudah dipakai dan sudah dikonfirmasi.")
    channel.pos_el_baru, channel.diminta_at = pos_el, clock.now()
    key = kunci_konfirmasi(actor.pegawai_id, channel.diminta_at)
    if session.scalar(select(KabarKiriman.id).where(KabarKiriman.kunci == key)) is None:
        session.add(
            KabarKiriman(
                kunci=key,
                saluran=Saluran.SUREL,
                jenis=JenisKiriman.KONFIRMASI,
                pegawai_id=actor.pegawai_id,
                keadaan=Keadaan.ANTRE,
                coba_at=clock.now(),
                dibuat_at=clock.now(),
            )
        )
    audit.record(session, actor, "notifikasi.minta_alamat", "pegawai", actor.pegawai_id)


def konfirmasi(session: Session, actor: Actor, token: str, *, secret_key: str) -> str:
    """The link from the message was opened by the person who asked; the address that now gets mail.

    Raises:
        NotFound: another person's link, an older request, or longer than a day ago.
    """
    channel = alamat_menunggu(session, actor, token, secret_key=secret_key)
    channel.pos_el, channel.terbukti_at = channel.pos_el_baru, clock.now()
    channel.pos_el_baru, channel.diminta_at = "", None
    channel.surel_aktif, channel.surel_galat = True, ""
    jadwalkan_jam(session, channel.jam_ringkasan)
    audit.record(session, actor, "notifikasi.konfirmasi_alamat", "pegawai", actor.pegawai_id)
    return channel.pos_el


def alamat_menunggu(session: Session, actor: Actor, token: str, *, secret_key: str) -> KabarSaluran:
    """The channels of the actor whose new address this link confirms. Raises NotFound."""
    channel = queries.saluran(session, actor.pegawai_id)
    if channel is not None and channel.pos_el_baru and channel.diminta_at is not None:
        good = tautan.token_alamat(secret_key, actor.pegawai_id, channel.pos_el_baru, channel.diminta_at)
        if tautan.sama(good, token) and clock.now() - channel.diminta_at <= tautan.BERLAKU:
            return channel
    raise NotFound("Tautan konfirmasi ini tidak berlaku lagi. Minta lagi dari halaman pengaturan pemberitahuan.")


def lepas_alamat(session: Session, actor: Actor) -> None:
    """Forget the actor's address."""
    channel = _channel(session, actor)
    channel.pos_el, channel.terbukti_at, channel.pos_el_baru, channel.diminta_at = "", None, "", None
    channel.surel_galat = ""
    audit.record(session, actor, "notifikasi.lepas_alamat", "pegawai", actor.pegawai_id)


def berhenti(session: Session, token: str, *, secret_key: str) -> None:
    """Stop all mail to an address by the link in one of its messages, without signing in; twice is fine.

    Raises:
        NotFound: no link of ours, or of an address that is not used any more.
    """
    channel = penerima_token(session, token, secret_key=secret_key)
    channel.surel_aktif = False


def penerima_token(session: Session, token: str, *, secret_key: str) -> KabarSaluran:
    """Whose mail this link stops. Raises NotFound."""
    raw = token.partition("-")[0]
    channel = queries.saluran(session, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 16 else None
    if channel is None or not channel.pos_el:
        raise NotFound("Tautan ini tidak berlaku lagi.")
    if not tautan.sama(tautan.token_berhenti(secret_key, channel.pegawai_id, channel.pos_el), token):
        raise NotFound("Tautan ini tidak berlaku lagi.")
    return channel


def lanjutkan_surel(session: Session, actor: Actor) -> None:
    """Let mail come again after it was stopped."""
    _channel(session, actor).surel_aktif = True


def langgan(
    session: Session, actor: Actor, tujuan: dorong.Tujuan, *, peramban: str, layanan: Sequence[str]
) -> KabarLangganan:
    """Remember a browser that asked for push; one that was known to somebody else now belongs to the actor.

    Raises:
        Invalid: no push service of the list, or keys that are none.
        Conflict: too many browsers.
    """
    dorong.periksa(tujuan, layanan)
    digest = hashlib.sha256(tujuan.endpoint.encode()).hexdigest()
    row = session.scalar(select(KabarLangganan).where(KabarLangganan.sidik == digest))
    if row is None:
        if len(queries.langganan(session, actor.pegawai_id)) >= PALING_BANYAK:
            raise Conflict(f"Paling banyak {PALING_BANYAK} peramban. Hapus satu yang tidak dipakai lagi dahulu.")
        row = KabarLangganan(sidik=digest, endpoint=tujuan.endpoint, dibuat_at=clock.now())
        session.add(row)
    row.pegawai_id, row.p256dh, row.auth, row.peramban = actor.pegawai_id, tujuan.p256dh, tujuan.auth, peramban[:200]
    session.flush()
    audit.record(session, actor, "notifikasi.langgan", "pegawai", actor.pegawai_id)
    return row


def lepas(session: Session, actor: Actor, langganan_id: int) -> None:
    """Forget one of the actor's browsers. Raises NotFound."""
    row = session.get(KabarLangganan, langganan_id)
    if row is None or row.pegawai_id != actor.pegawai_id:
        raise NotFound("Peramban ini tidak berlangganan.")
    session.delete(row)
    audit.record(session, actor, "notifikasi.lepas", "pegawai", actor.pegawai_id)


def kirim_ulang(session: Session, actor: Actor, kiriman_id: int) -> None:
    """An administrator lets a message that was given up be tried again.

    Raises:
        NotFound: there is none.
        NotAllowed: the actor does not manage the system.
        Invalid: it is not one that was given up.
    """
    require(policy.may_manage(actor))
    row = session.get(KabarKiriman, kiriman_id)
    if row is None:
        raise NotFound("Kiriman ini tidak ada.")
    if row.keadaan is not Keadaan.GAGAL:
        raise Invalid("Hanya kiriman yang gagal yang dapat dicoba lagi.")
    row.keadaan, row.percobaan, row.coba_at, row.selesai_at = Keadaan.ANTRE, 0, clock.now(), None
    audit.record(session, actor, "notifikasi.kirim_ulang", "kiriman", kiriman_id)


def _channel(session: Session, actor: Actor) -> KabarSaluran:
    channel = queries.saluran(session, actor.pegawai_id)
    if channel is None:
        channel = KabarSaluran(
            pegawai_id=actor.pegawai_id, pos_el="", pos_el_baru="", surel_aktif=True, surel_galat="",
            jam_ringkasan=JAM_RINGKASAN,
        )  # fmt: skip
        session.add(channel)
        session.flush()
    return channel


def bawaan(session: Session, actor: Actor) -> None:
    """Forget what the actor chose, so that the defaults hold again."""
    for row in session.scalars(select(KabarPilihan).where(KabarPilihan.pegawai_id == actor.pegawai_id)):
        session.delete(row)
    audit.record(session, actor, "notifikasi.bawaan", "pegawai", actor.pegawai_id)
