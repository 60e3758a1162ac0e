"""Reading the certificate register."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import Verdict
from eoffice.akun import queries as akun
from eoffice.errors import NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai, Penugasan
from eoffice.outbox import Job
from eoffice.storage import Blob
from eoffice.tte import policy
from eoffice.tte.authorities import crl as crl
from eoffice.tte.authorities import crl_akar as crl_akar
from eoffice.tte.authorities import otoritas as otoritas
from eoffice.tte.authorities import penerbit as penerbit
from eoffice.tte.authorities import roots_pem as roots_pem
from eoffice.tte.authorities import terbuka as terbuka
from eoffice.tte.bsre import daftar as bsre
from eoffice.tte.bsre import identitas, upaya
from eoffice.tte.models import FrasaGagal, PenandaBsre, Sertifikat, StempelArsip, UpayaTtd
from eoffice.tte.states import JenisSertifikat


def terbaru(session: Session, pegawai_id: int) -> Sertifikat | None:
    """The certificate of a pegawai issued last, whatever its state."""
    newest = select(Sertifikat).where(Sertifikat.pegawai_id == pegawai_id).order_by(Sertifikat.id.desc()).limit(1)
    return session.scalar(newest)


def berlaku(session: Session, pegawai_id: int, at: datetime) -> Sertifikat | None:
    """The certificate with which a pegawai can sign at this instant."""
    found = terbaru(session, pegawai_id)
    return found if found is not None and found.usable(at) else None


def terbaru_semua(session: Session, pegawai_ids: Sequence[int]) -> dict[int, Sertifikat]:
    """`terbaru` for many at once, in one statement."""
    last = select(func.max(Sertifikat.id)).where(Sertifikat.pegawai_id.in_(pegawai_ids)).group_by(Sertifikat.pegawai_id)
    return {one.pegawai_id: one for one in session.scalars(select(Sertifikat).where(Sertifikat.id.in_(last)))}


def keadaan(session: Session, pegawai_ids: Sequence[int], at: datetime) -> dict[int, policy.Keadaan]:
    """How it stands with the certificates of these pegawai, for lists in which a signer is chosen."""
    newest = terbaru_semua(session, pegawai_ids)
    elsewhere = {k: identitas.keadaan(row, at) for k, row in bsre.penanda_semua(session, pegawai_ids).items()}
    return {k: elsewhere.get(k) or policy.keadaan(newest.get(k), at) for k in pegawai_ids}


def peringatan(session: Session, actor: Actor, at: datetime) -> policy.Keadaan | None:
    """What a signer should be told about the own certificate on the first page; None when there is nothing to do."""
    if not _signs(session, actor):
        return None
    found = keadaan(session, [actor.pegawai_id], at)[actor.pegawai_id]
    return None if found.nada == "ok" else found


def ambil(session: Session, actor: Actor, sertifikat_id: int) -> Sertifikat:
    """A certificate that the actor may revoke. Raises NotFound for anybody else, as if it did not exist (OTR-04)."""
    found = session.get(Sertifikat, sertifikat_id)
    if found is None or not policy.may_cabut(actor, found):
        raise NotFound("Sertifikat ini tidak ditemukan.")
    return found


@dataclass(frozen=True)
class Pemegang:
    """Somebody who signs for the city or holds a certificate, as the administrator's list shows it."""

    pegawai_id: int
    nama: str
    jabatan: str
    unit: str
    sertifikat: Sertifikat | None
    keadaan: policy.Keadaan
    menjabat: bool
    bsre: PenandaBsre | None = None

    def dapat(self, at: datetime) -> bool:
        """Whether this person can sign at an instant, as far as the certificate goes."""
        if self.bsre is not None:
            return bool(identitas.siap(self.bsre))
        return self.sertifikat is not None and self.sertifikat.usable(at)

    @property
    def perlu_perhatian(self) -> bool:
        """Ends within sixty days, has ended or was revoked while in office, or outlived the office."""
        held = self.sertifikat is not None or self.bsre is not None
        return not self.menjabat or (held and self.keadaan.nada != "ok")


def pemegang(session: Session, at: datetime) -> list[Pemegang]:
    """Everybody who signs today, and everybody whose certificate is in force though they do not sign any more."""
    posts = (
        organisasi.in_force()
        .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
        .where(Jabatan.dapat_ttd, Jabatan.aktif)
        .options(joinedload(Penugasan.pegawai), contains_eager(Penugasan.jabatan).joinedload(Jabatan.unit))
        .order_by(Jabatan.kode, Penugasan.id)
    )
    first: dict[int, Penugasan] = {}
    for row in session.scalars(posts):
        first.setdefault(row.pegawai_id, row)
    alive = Sertifikat.dicabut_at.is_(None), Sertifikat.berlaku_sampai > at
    left = session.scalars(select(Sertifikat.pegawai_id).where(*alive, Sertifikat.pegawai_id.not_in(first)))
    others = {p.id: p for p in session.scalars(select(Pegawai).where(Pegawai.id.in_(list(left))))}
    newest = terbaru_semua(session, [*first, *others])
    states, elsewhere = keadaan(session, [*first, *others], at), bsre.penanda_semua(session, [*first])
    found = [
        Pemegang(
            row.pegawai_id,
            row.pegawai.nama_lengkap,
            row.jabatan.nama,
            row.jabatan.unit.nama,
            newest.get(row.pegawai_id),
            states[row.pegawai_id],
            True,
            elsewhere.get(row.pegawai_id),
        )
        for row in first.values()
    ]
    return [
        *(
            Pemegang(
                p.id,
                p.nama_lengkap,
                "Tidak lagi menandatangani",
                "",
                newest[p.id],
                policy.keadaan(newest[p.id], at),
                False,
            )
            for p in others.values()
        ),
        *found,
    ]


def riwayat(session: Session, pegawai_id: int) -> list[Sertifikat]:
    """Every certificate a pegawai ever had, newest first."""
    every = select(Sertifikat).where(Sertifikat.pegawai_id == pegawai_id).order_by(Sertifikat.id.desc())
    return list(session.scalars(every))


def boleh_terbit(session: Session, actor: Actor) -> Verdict:
    """Whether the actor may have a certificate made now: signs for a jabatan, and came in by a password of one's own.

    Whoever can make links could choose the password of a signer and issue in that name; so after such a link the signer
    waits a day, in which those who see it can stop it. A first activation waits for nothing.
    """
    verdict = policy.may_issue(_signs(session, actor))
    if not verdict:
        return verdict
    now = clock.now()
    return policy.settled(akun.disetel_ulang(session, actor.pegawai_id, now - policy.RESET_WAIT), now)


def _signs(session: Session, actor: Actor) -> bool:
    """Whether the actor signs today for a jabatan that may sign, so that a certificate makes sense."""
    mine = select(Jabatan.id).where(Jabatan.id.in_(list(actor.ttd_jabatan_ids)), Jabatan.dapat_ttd, Jabatan.aktif)
    return bool(actor.ttd_jabatan_ids) and session.scalar(mine.limit(1)) is not None


def keadaan_crl(session: Session, at: datetime) -> tuple[int, int]:
    """What the revocation list depends on: how many certificates are revoked at this instant, and the last of them."""
    revoked = select(func.count(), func.coalesce(func.max(Sertifikat.id), 0)).where(Sertifikat.dicabut_at <= at)
    count, last = session.execute(revoked).one()
    return count, last


def gagal(session: Session, pegawai_id: int, at: datetime) -> list[datetime]:
    """The instants of the wrong passphrases that may still matter for the lock."""
    recent = select(FrasaGagal.at).where(FrasaGagal.pegawai_id == pegawai_id, FrasaGagal.at > at - 2 * policy.WINDOW)
    return list(session.scalars(recent.order_by(FrasaGagal.at)))


def kesiapan(session: Session, pegawai_id: int, at: datetime) -> Verdict:
    """Whether this pegawai can sign now, else why not: ask it before asking for the passphrase or taking a number."""
    wrong, elsewhere = gagal(session, pegawai_id, at), bsre.penanda(session, pegawai_id)
    if elsewhere is not None:
        return bsre.siap(elsewhere, wrong, at)
    return policy.readiness(terbaru(session, pegawai_id), wrong, at)


def penanda_bsre(session: Session, pegawai_id: int) -> PenandaBsre | None:
    """How somebody signs with BSrE, or None for who signs here."""
    return bsre.penanda(session, pegawai_id)


def hitung_bsre(session: Session) -> dict[str, int]:
    """How many people sign with BSrE, by what it last said of them."""
    found = Counter(identitas.singkat(row) for row in bsre.semua(session))
    return dict(found.most_common())


def lewat_bsre(session: Session, objek: str, objek_id: int) -> str:
    """Who stands behind the signature of a record that BSrE made, in words; "" for one that was made here."""
    mode = upaya.dipakai(session, objek, objek_id)
    if mode is None:
        return ""
    return "Layanan uji BSrE (contoh, bukan TTE tersertifikasi)" if mode else "Balai Sertifikasi Elektronik (BSrE)"


def upaya_terakhir(session: Session) -> list[UpayaTtd]:
    """The newest attempts at a signer elsewhere."""
    return upaya.terakhir(session, 20)


def belum_jelas(session: Session, objek: str, objek_id: int) -> bool:
    """Whether a signer elsewhere was asked about this record and nobody knows yet what came of it."""
    return bool(upaya.belum_jelas(session, objek, objek_id))


def stempel(session: Session, objek: str, objek_id: int) -> list[StempelArsip]:
    """Every archive stamp of a signed file, oldest first."""
    found = select(StempelArsip).where(StempelArsip.objek == objek, StempelArsip.objek_id == objek_id)
    return list(session.scalars(found.order_by(StempelArsip.ke)))


def berkas_kini(session: Session, asli: Blob) -> Blob:
    """The signed file as it is to be given out today: with its newest archive stamp, else as it was signed."""
    signed, newest = aliased(StempelArsip), aliased(StempelArsip)
    same = and_(newest.objek == signed.objek, newest.objek_id == signed.objek_id)
    latest = select(newest).join(signed, same).where(signed.sha256 == asli.sha256, signed.ke == 0)
    found = session.scalar(latest.order_by(newest.ke.desc()).limit(1))
    return asli if found is None else found.blob


def objek_stempel(session: Session, sha256: str) -> tuple[str, int] | None:
    """Of what a file with this hash is a stage, from signing to the newest archive stamp."""
    found = select(StempelArsip.objek, StempelArsip.objek_id).where(StempelArsip.sha256 == sha256).limit(1)
    row = session.execute(found).tuples().one_or_none()
    return None if row is None else (row[0], row[1])


def issued(session: Session, serials: Sequence[str]) -> bool:
    """Whether one of these serials, in hexadecimal, is in the certificate register."""
    return session.scalar(select(Sertifikat.id).where(Sertifikat.serial_hex.in_(serials)).limit(1)) is not None


def internal(session: Session, serials: Sequence[str]) -> frozenset[str]:
    """Those of these serials that our own issuer gave out; an imported certificate comes from another one."""
    ours = Sertifikat.jenis == JenisSertifikat.INTERNAL
    return frozenset(session.scalars(select(Sertifikat.serial_hex).where(Sertifikat.serial_hex.in_(serials), ours)))


#: How the message that asks for a renewal is known: this and the id of the stamp.
PESAN_STEMPEL: Final = "tte.perpanjang_arsip:"


def _belum_diminta(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Archive stamps to renew by an instant that no message asks for; one that failed for good keeps no other waiting."""
    asked = select(Job.id).where(Job.dedup_key == literal(PESAN_STEMPEL).concat(cast(StempelArsip.id, String)))
    return StempelArsip.perbarui_at <= at, StempelArsip.diperbarui.is_(False), ~asked.exists()


def jatuh_tempo(session: Session, at: datetime, *, limit: int) -> list[StempelArsip]:
    """Archive stamps to renew by an instant that nobody was asked to renew yet, the most urgent first."""
    due = select(StempelArsip).where(*_belum_diminta(at))
    return list(session.scalars(due.order_by(StempelArsip.perbarui_at, StempelArsip.id).limit(limit)))


def banyak_tempo(session: Session, at: datetime) -> tuple[int, datetime | None]:
    """How many `jatuh_tempo` would find without a limit, and when the first of them must be done."""
    counted = select(func.count(), func.min(StempelArsip.perbarui_at)).where(*_belum_diminta(at))
    count, first = session.execute(counted).one()
    return count, first


def gagal_diperbarui(session: Session) -> list[tuple[str, int, str]]:
    """Of each archive stamp whose renewal was given up: of what it is the stamp, and why."""
    dead = (
        select(StempelArsip.objek, StempelArsip.objek_id, Job.last_error)
        .join(Job, Job.dedup_key == literal(PESAN_STEMPEL).concat(cast(StempelArsip.id, String)))
        .where(Job.state == "mati", StempelArsip.diperbarui.is_(False))
        .order_by(StempelArsip.perbarui_at, StempelArsip.id)
    )
    return [(objek, objek_id, error) for objek, objek_id, error in session.execute(dead).tuples()]


def dicabut(session: Session) -> dict[str, str]:
    """Revoked certificates for `verifying.report`: serial in hexadecimal to the ISO instant of its revocation."""
    revoked = select(Sertifikat.serial_hex, Sertifikat.dicabut_at).where(Sertifikat.dicabut_at.is_not(None))
    return {serial: at.isoformat() for serial, at in session.execute(revoked).tuples() if at is not None}
