"""Setting a channel up; passwords are encrypted before they reach the database, and never shown again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.kanal import imap, kunci, policy, queries
from eoffice.kanal.models import Kanal
from eoffice.kanal.states import KUOTA, KUOTA_PENGIRIM, LABEL, Jenis
from eoffice.organisasi import queries as organisasi
from eoffice.web.services import Services


@dataclass(frozen=True)
class IsianKanal:
    """What an administrator enters; `sandi` is empty when the one that is kept stays."""

    opd_id: int
    jenis: Jenis
    server: str = ""
    pengguna: str = ""
    sandi: str = field(default="", repr=False)
    folder: str = "INBOX"
    folder_selesai: str = ""
    kuota: int = KUOTA
    kuota_pengirim: int = KUOTA_PENGIRIM


def buat(session: Session, actor: Actor, services: Services, isian: IsianKanal) -> Kanal:
    """Open a channel for a perangkat daerah.

    Raises:
        NotAllowed: no administrator. Conflict: it has such a channel already.
        Invalid: what was entered does not fit this installation, field by field.
    """
    require(policy.may_manage(actor))
    if isian.opd_id not in {unit.id for unit in organisasi.all_opd(session)}:
        raise Invalid("Perangkat daerah tidak dikenal.", {"opd_id": "Pilih perangkat daerah."})
    if queries.punya(session, isian.opd_id, isian.jenis):
        raise Conflict(f"Perangkat daerah ini sudah mempunyai {LABEL[isian.jenis].lower()}. Ubah yang sudah ada.")
    kanal = Kanal(
        jenis=isian.jenis, opd_id=isian.opd_id, aktif=True, server="", pengguna="", rahasia="", folder="INBOX",
        folder_selesai="", uid_terakhir=0, periksa_at=clock.now(), gagal=0, galat="", kabar="",
    )  # fmt: skip
    _fill(kanal, services, isian)
    session.add(kanal)
    session.flush()
    _record(session, actor, "kanal.buat", kanal)
    return kanal


def ubah(session: Session, actor: Actor, services: Services, kanal: Kanal, versi: int, isian: IsianKanal) -> None:
    """Change how it is reached; the next look is at once. Raises as `buat`."""
    require(policy.may_manage(actor))
    _same(kanal, versi)
    _fill(kanal, services, isian)
    kanal.periksa_at, kanal.gagal, kanal.gagal_sejak, kanal.galat = clock.now(), 0, None, ""
    _record(session, actor, "kanal.ubah", kanal)


def hidupkan(session: Session, actor: Actor, kanal: Kanal, versi: int, aktif: bool) -> None:
    """Rest a channel, or let it be looked into again; nothing that came is lost."""
    require(policy.may_manage(actor))
    _same(kanal, versi)
    kanal.aktif = aktif
    kanal.periksa_at, kanal.gagal, kanal.gagal_sejak, kanal.galat = clock.now(), 0, None, ""
    _record(session, actor, "kanal.hidupkan" if aktif else "kanal.istirahatkan", kanal)


def _fill(kanal: Kanal, services: Services, isian: IsianKanal) -> None:
    kanal.kuota, kanal.kuota_pengirim = isian.kuota, isian.kuota_pengirim
    if kanal.jenis is Jenis.FOLDER:
        if not services.settings.masukan.folder:
            raise Invalid(
                "Folder bersama pemindai belum ditetapkan di server. Mintalah Diskominfo menetapkannya dahulu."
            )
        return
    wrong = _wrong(services.settings.masukan.server, isian)
    moved = (kanal.server, kanal.pengguna) != (isian.server, isian.pengguna)
    if not isian.sandi and (moved or not kanal.rahasia):
        wrong["sandi"] = "Isi sandi kotak pos-el; sandi lama hanya berlaku untuk server dan pengguna yang lama."
    if wrong:
        raise Invalid("Kotak pos-el belum dapat disimpan.", wrong)
    if moved or kanal.folder != isian.folder:
        kanal.uidvalidity, kanal.uid_terakhir = None, 0
    kanal.server, kanal.pengguna = isian.server, isian.pengguna
    kanal.folder, kanal.folder_selesai = isian.folder, isian.folder_selesai
    if isian.sandi:
        kanal.rahasia = kunci.tutup(
            services.settings.secret_key, isian.sandi, opd_id=kanal.opd_id, server=isian.server, pengguna=isian.pengguna
        )


def _wrong(servers: Sequence[str], isian: IsianKanal) -> dict[str, str]:
    found = {}
    if isian.server not in servers:  # INJ-05: where we connect to is decided by the installation
        found["server"] = (
            "Pilih server dari daftar."
            if servers
            else "e-Office belum mengenal server pos-el kota. Mintalah Diskominfo menetapkannya dahulu."
        )
    if not isian.pengguna or not isian.pengguna.isascii() or not isian.pengguna.isprintable():
        found["pengguna"] = "Isi nama pengguna atau alamat kotak pos-el, tanpa huruf khusus."
    if not isian.sandi.isprintable():
        found["sandi"] = "Sandi tidak boleh memuat ganti baris atau karakter kendali."
    for name in ("folder", "folder_selesai"):
        value = getattr(isian, name)
        try:
            if value or name == "folder":
                imap.check_folder(value)
        except Invalid as error:
            found[name] = str(error)
    if isian.folder and isian.folder == isian.folder_selesai:
        found["folder_selesai"] = "Folder selesai harus berbeda dari folder yang dibaca."
    return found


def _same(kanal: Kanal, versi: int) -> None:
    if kanal.version != versi:
        raise Conflict("Kanal ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi bila masih perlu.")


def _record(session: Session, actor: Actor, event: str, kanal: Kanal) -> None:
    session.flush()
    words = f"{LABEL[kanal.jenis]} {kanal.pengguna} {kanal.server} {kanal.folder}".strip()
    audit.record(session, actor, event, "kanal", kanal.id, catatan=words[:300])
