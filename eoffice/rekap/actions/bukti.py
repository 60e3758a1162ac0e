"""Gathering the pack of evidence: counts from the rollups, a drawn sample, and the signature of each checked now."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.naskah.jenis import JENIS
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.rekap.queries import bukti as queries
from eoffice.rekap.states import kata
from eoffice.rekap.tampil import Bukti, Contoh
from eoffice.storage import Blob
from eoffice.tte import archiving, verifying
from eoffice.tte import queries as tte
from eoffice.web.services import Services

HASIL = {verifying.VALID: "sah", "INVALID": "tidak sah", "NO_SIGNATURE": "tanpa tanda tangan elektronik"}


def bukti(
    session: Session,
    services: Services,
    actor: Actor,
    *,
    benih: str,
    banyak: int,
    tahun: int,
    opd: frozenset[int] | None,
) -> Bukti:
    """Everything the pack is made from, as far as the actor may read.

    Args:
        benih: seed of the sample; banyak: how many at most; opd: perangkat daerah, None for the whole city.
    """
    drawn, total = queries.contoh(session, actor, benih=benih, banyak=banyak, tahun=tahun, opd=opd)
    names = {unit.id: unit.nama for unit in organisasi.all_opd(session)}
    whose = "seluruh kota" if opd is None else ", ".join(names[i] for i in sorted(opd) if i in names)
    return Bukti(
        nama_kota=services.settings.nama_kota,
        cakupan=whose,
        benih=benih,
        tahun=tahun,
        potret=queries.potret(session),
        penggunaan=queries.penggunaan(session, clock.today(), opd),
        ketetapan=queries.ketetapan(session),
        penyelenggara=queries.penyelenggara(session),
        contoh=_periksa_semua(session, services, drawn),
        dari=total,
    )


@dataclass(frozen=True)
class _Percaya:
    """What signatures are checked against: roots, stampers, and what was revoked."""

    akar: tuple[str, ...]
    penanda_waktu: tuple[str, ...]
    dicabut: dict[str, str]


def _periksa_semua(session: Session, services: Services, drawn: list[Naskah]) -> list[Contoh]:
    if not drawn:
        return []
    known = _Percaya(archiving.roots(session, services), archiving.anchors(services), tte.dicabut(session))
    return [_contoh(services, known, naskah) for naskah in drawn]


def _contoh(services: Services, known: _Percaya, naskah: Naskah) -> Contoh:
    verdict, level = _periksa(services, known, naskah)
    kind = JENIS.get(naskah.jenis)
    return Contoh(
        nomor=naskah.nomor or "",
        tanggal=naskah.tanggal or clock.today(),
        unit=naskah.unit.nama,
        jenis=kind.nama if kind is not None else naskah.jenis,
        kode=naskah.kode_klasifikasi or "",
        sifat=kata(naskah.sifat),
        halaman=naskah.halaman,
        diberkaskan=queries.diberkaskan(naskah),
        verdict=verdict,
        level=level,
        sha256=naskah.pdf_sha256 or "",
    )


def _periksa(services: Services, known: _Percaya, naskah: Naskah) -> tuple[str, str]:
    """The verdict about the signed file as it is stored, and its level."""
    if naskah.pdf_key is None:
        return "tanpa berkas", ""
    try:
        with services.store.open(Blob(naskah.pdf_key, naskah.pdf_size or 0, naskah.pdf_sha256 or "")) as stream:
            content = stream.read()
    except Exception:  # a file that is gone or damaged is a finding, not an end of the pack
        return "berkas tidak terbaca", ""
    report = verifying.report(content, known.akar, penanda_waktu=known.penanda_waktu, dicabut=known.dicabut)
    return HASIL.get(report["verdict"], str(report["verdict"])), str(report["level"])
