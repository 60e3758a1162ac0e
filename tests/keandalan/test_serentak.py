"""Many signers at once on one register, with failures in between: no gap, no double, no lost naskah."""

import contextlib
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import makers
from keandalan.siap_ttd import aktor, bersertifikat, klasifikasi, kunci, naskah_siap, sidik
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from eoffice import clock, titik
from eoffice.audit.models import AuditEntry
from eoffice.db import reading
from eoffice.errors import Conflict, EofficeError, Unavailable
from eoffice.naskah import actions
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.nomor import queries as nomor
from eoffice.nomor.models import Nomor
from eoffice.web.services import Services

POINTS = (
    "sebelum_nomor_commit",
    "sesudah_nomor",
    "sesudah_render",
    "sesudah_tte",
    "sesudah_arsip",
    "sesudah_objek",
    "sebelum_ttd_commit",
    "sesudah_ttd",
)


class Injected(Exception):
    """A failure put there by the test."""


def test_fifty_signers_on_one_register_with_failures(services: Services, kota_kecil: makers.Kota) -> None:
    """KEAMANAN: NOM-01, NOM-04, TRX-04"""
    klasifikasi(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    waiting = naskah_siap(services, kota_kecil, banyak=50)
    signer = aktor(services, kota_kecil, "kadis.dinsos")
    key = kunci(services, kota_kecil, "kadis.dinsos")
    seen = {naskah_id: sidik(services, signer, naskah_id) for naskah_id in waiting}
    chance, lock = random.Random(3), threading.Lock()
    hit: Counter[str] = Counter()

    def sometimes_fail(point: str) -> None:
        if point in POINTS:
            with lock:
                fails = chance.random() < 0.06
                hit[point] += fails
            if fails:
                raise Injected(point)

    def sign(naskah_id: int) -> None:
        with contextlib.suppress(
            EofficeError, OperationalError, PoolTimeout, Injected
        ):  # all told to the signer as "try again"
            actions.tandatangani(services, signer, naskah_id, frasa="", dilihat_sha256=seen[naskah_id], kunci=key)

    start = clock.now()
    try:
        titik.install(sometimes_fail)
        with ThreadPoolExecutor(50) as pool:
            list(pool.map(sign, waiting))
    finally:
        titik.install(None)
    assert sum(hit.values()) > 0, "no failure was injected, so nothing was shown"
    clock.set_clock(start + timedelta(minutes=3))  # beyond the lease of those that were cut
    for naskah_id in waiting:
        sign(naskah_id)

    with reading(services.engine) as session:
        rows = session.execute(select(Naskah.status, Naskah.nomor_urut, Naskah.pdf_key)).all()
        taken = list(session.scalars(select(Nomor.urut).order_by(Nomor.urut)))
        assert nomor.flaws(session) == []
        signed = Counter(session.scalars(select(AuditEntry.objek_id).where(AuditEntry.event == "naskah.tandatangani")))
    assert {status for status, _, _ in rows} == {Status.DITANDATANGANI}
    assert sorted(urut for _, urut, _ in rows) == taken == list(range(1, 51))
    assert len({key for _, _, key in rows}) == 50
    assert set(signed.values()) == {1}


def test_fifty_identical_signing_requests_have_one_effect(services: Services, kota_kecil: makers.Kota) -> None:
    """KEAMANAN: TRX-04"""
    klasifikasi(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    (naskah_id,) = naskah_siap(services, kota_kecil)
    signer = aktor(services, kota_kecil, "kadis.dinsos")
    key, seen = kunci(services, kota_kecil, "kadis.dinsos"), sidik(services, signer, naskah_id)
    outcomes: list[str] = []

    def sign(_n: int) -> None:
        try:
            actions.tandatangani(services, signer, naskah_id, frasa="", dilihat_sha256=seen, kunci=key)
            outcomes.append("ok")
        except (Conflict, Unavailable, OperationalError, PoolTimeout) as error:
            outcomes.append(type(error).__name__)

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(sign, range(50)))

    with reading(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        assert (naskah.status, naskah.nomor_urut) == (Status.DITANDATANGANI, 1)
        assert list(session.scalars(select(Nomor.urut))) == [1]
        signed = session.scalars(select(AuditEntry).where(AuditEntry.event == "naskah.tandatangani")).all()
    assert len(signed) == 1
    assert outcomes.count("ok") >= 1
