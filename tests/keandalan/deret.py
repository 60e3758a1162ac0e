"""A list that is agreed to, and its signing in a process that dies at the so-manieth time it reaches a point."""

from typing import Any

import makers

from eoffice.akses.actor import Actor
from eoffice.db import reading, transaction
from eoffice.naskah import actions, antrean, queries, sidik
from eoffice.organisasi import queries as organisasi
from eoffice.tte import actions as tte
from eoffice.web.services import Services
from tests.keandalan.ajal import ajal


def kode(services: Services) -> None:
    """The code that the naskah are filed under, and one more; the whole book takes most of a second to load."""
    with transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3", "000.8.3.2")


def disetujui(services: Services, actor: Actor) -> int:
    """The actor's list with every naskah read and agreed to; its id. Every naskah has one page."""
    own = services.settings
    with transaction(services.engine) as session:
        beruntun = actions.mulai_daftar(session, actor)
        for butir in beruntun.butir:
            naskah = queries.get(session, actor, butir.naskah_id)
            seen = sidik.tampak(session, naskah, kota=own.nama_kota, tempat=own.tempat).sha256
            actions.sajikan_halaman(session, beruntun.id, naskah.id, seen, 1)
            actions.lihat_halaman(session, actor, butir, seen, 1, kini=seen)
            session.flush()
            actions.setujui(session, actor, butir, seen, kini=seen, banyak=1)
        return beruntun.id


def tandatangani(services: Services, actor: Actor, beruntun_id: int, frasa: str) -> None:
    """One run of the list, as the page begins it, to its end."""
    penanda = tte.buka(services, actor, frasa)
    with transaction(services.engine) as session:
        agreed = antrean.setuju(antrean.ambil(session, actor, beruntun_id))
        lari = actions.siapkan_lari(session, actor, beruntun_id, antrean.sidik_daftar(agreed))
    actions.luncurkan(services, actor, beruntun_id, lari, penanda).join()


def mati_di_tengah(services: Services, given: dict[str, Any]) -> None:
    """The run, in this process, killed when it reaches the point for the `ke`-th time."""
    ajal(given["titik"], given["ke"])
    with reading(services.engine) as session:
        actor = organisasi.actor_for(session, given["pegawai_id"])
    tandatangani(services, actor, given["beruntun_id"], given["frasa"])
