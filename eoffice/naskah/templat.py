"""Ready texts and standing phrases: which an actor may use, and which the actor may change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, Sifat, decide
from eoffice.akses.verdict import Verdict, no
from eoffice.errors import NotFound
from eoffice.naskah import policy
from eoffice.naskah.models import Frasa, Naskah, Templat
from eoffice.naskah.states import Letak

R = Relation


def visible(actor: Actor) -> Select[tuple[Templat]]:
    """Templates of the actor's perangkat daerah and of the city that are in use."""
    return select(Templat).where(Templat.aktif, or_(Templat.opd_id.is_(None), Templat.opd_id == actor.opd_id))


def daftar(session: Session, actor: Actor, jenis: str = "") -> list[Templat]:
    """What may be used, the own perangkat daerah's first, of one jenis or of all."""
    statement = visible(actor)
    if jenis:
        statement = statement.where(Templat.jenis == jenis)
    order = (Templat.jenis, Templat.opd_id.is_(None), Templat.nama)
    return list(
        session.scalars(
            statement.options(joinedload(Templat.opd), joinedload(Templat.pengubah)).order_by(*order).limit(500)
        )
    )


def get(session: Session, actor: Actor, templat_id: int) -> Templat:
    """One template that the actor may use. Raises NotFound."""
    found = session.scalar(visible(actor).where(Templat.id == templat_id).options(joinedload(Templat.opd)))
    if found is None:
        raise NotFound("Templat itu tidak ada, atau sudah diarsipkan.")
    return found


def _city(actor: Actor) -> frozenset[Relation]:
    found = set()
    if Peran.PEMANTAU in actor.peran:
        found.add(R.PEMANTAU)
    if Peran.ADMIN_SISTEM in actor.peran:
        found.add(R.ADMIN_SISTEM)
    return frozenset(found)


def may(actor: Actor, templat: Templat) -> Verdict:
    """Whether the actor may change or archive it: its maker and the TU of its perangkat daerah; of the city's few."""
    if templat.opd_id is None:
        verdict = decide(Action.KELOLA_TEMPLAT, _city(actor))
        return verdict if verdict else no("Templat untuk seluruh kota diubah oleh Bagian Organisasi atau admin sistem.")
    found = set()
    if templat.dibuat_oleh == actor.pegawai_id and templat.opd_id == actor.opd_id:
        found.add(R.KONSEPTOR)
    if templat.opd_id in actor.tu_opd_ids:
        found.add(R.TU)
    verdict = decide(Action.KELOLA_TEMPLAT, frozenset(found))
    return verdict if verdict else no("Templat ini diubah oleh pembuatnya atau tata usaha perangkat daerahnya.")


def may_city(actor: Actor) -> Verdict:
    """Whether the actor may make texts for the whole city."""
    return decide(Action.KELOLA_TEMPLAT, _city(actor))


def may_opd(actor: Actor) -> Verdict:
    """Whether the actor may make texts for the own perangkat daerah: whoever writes there."""
    if actor.jabatan_id in actor.mengelola_ids or not actor.opd_id:
        return no("Jabatan ini mengelola sistem dan tidak menulis naskah.")
    return decide(Action.KELOLA_TEMPLAT, frozenset({R.KONSEPTOR}))


def may_take(actor: Actor, naskah: Naskah) -> Verdict:
    """Whether a template may be taken from a naskah: by those on its route, and only of what everybody there may read."""
    if naskah.sifat is not Sifat.BIASA:
        return no("Hanya naskah Biasa yang dapat dijadikan templat, sebab templat dibaca seluruh perangkat daerah.")
    return policy.may_follow(actor, naskah)


@dataclass(frozen=True)
class Kalimat:
    """A phrase ready to be inserted; `id` 0 for those that come with the program."""

    letak: Letak
    teks: str
    milik: str
    id: int = 0
    boleh_hapus: bool = False


#: Sentences of official letters as offices write them (Permendagri 1/2023 and its samples).
BAKU: Final[Sequence[tuple[Letak, str]]] = (
    (Letak.PEMBUKA, "Sehubungan dengan hal tersebut di atas, bersama ini kami sampaikan hal-hal sebagai berikut:"),
    (Letak.PEMBUKA, "Menindaklanjuti surat Saudara Nomor [nomor] tanggal [tanggal] hal [hal], dengan ini kami sampaikan bahwa"),
    (Letak.PEMBUKA, "Dalam rangka [kegiatan], dengan ini kami mohon kehadiran Saudara pada:"),
    (Letak.PEMBUKA, "Berdasarkan [dasar], bersama ini disampaikan hal-hal sebagai berikut:"),
    (Letak.PEMBUKA, "Bersama ini kami sampaikan dengan hormat [isi] untuk menjadi periksa."),
    (Letak.TENGAH, "Berkenaan dengan hal tersebut, diminta Saudara untuk [tindakan] paling lambat tanggal [tanggal]."),
    (Letak.TENGAH, "Untuk informasi lebih lanjut dapat menghubungi Sdr. [nama] melalui telepon [nomor telepon]."),
    (Letak.TENGAH, "Mengingat pentingnya acara tersebut, diharapkan hadir tepat waktu dan tidak diwakilkan."),
    (Letak.TENGAH, "Segala biaya yang timbul akibat dikeluarkannya surat ini dibebankan pada DPA [perangkat daerah] Tahun Anggaran [tahun]."),
    (Letak.PENUTUP, "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."),
    (Letak.PENUTUP, "Demikian disampaikan, atas perhatian Saudara diucapkan terima kasih."),
    (Letak.PENUTUP, "Demikian untuk menjadi perhatian dan dilaksanakan sebagaimana mestinya."),
    (Letak.PENUTUP, "Demikian kami laporkan, mohon arahan dan petunjuk lebih lanjut."),
    (Letak.PENUTUP, "Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya."),
    (Letak.PENUTUP, "Atas kehadiran Saudara tepat pada waktunya, kami ucapkan terima kasih."),
)  # fmt: skip


def frasa(session: Session, actor: Actor) -> list[Kalimat]:
    """What the actor may insert: own first, then of the perangkat daerah, of the city, and those of the program."""
    rows = session.scalars(
        select(Frasa)
        .where(
            or_(
                Frasa.pegawai_id == actor.pegawai_id,
                Frasa.pegawai_id.is_(None) & or_(Frasa.opd_id.is_(None), Frasa.opd_id == actor.opd_id),
            )
        )
        .order_by(Frasa.id)
        .limit(300)
    )
    found = [Kalimat(f.letak, f.teks, _whose(f), f.id, bool(may_frasa(actor, f))) for f in rows]
    found.sort(key=lambda k: ("pribadi", "perangkat daerah", "kota").index(k.milik))
    return found + [Kalimat(letak, teks, "baku") for letak, teks in BAKU]


def _whose(f: Frasa) -> str:
    if f.pegawai_id is not None:
        return "pribadi"
    return "perangkat daerah" if f.opd_id is not None else "kota"


def may_frasa(actor: Actor, f: Frasa) -> Verdict:
    """Whether the actor may take a phrase away."""
    if f.pegawai_id is not None:
        own = frozenset({R.KONSEPTOR}) if f.pegawai_id == actor.pegawai_id else frozenset[Relation]()
        return decide(Action.KELOLA_TEMPLAT, own)
    if f.opd_id is None:
        return may_city(actor)
    tu = frozenset({R.TU}) if f.opd_id in actor.tu_opd_ids else frozenset[Relation]()
    return decide(Action.KELOLA_TEMPLAT, tu)
