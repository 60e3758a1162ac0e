"""A small surat massal at every point of its way, in the little city."""

from typing import Any, Final

from makers import Kota

from eoffice import outbox
from eoffice.akses.actor import Actor
from eoffice.app import handlers
from eoffice.db import reading, transaction
from eoffice.naskah import actions, kumpulan
from eoffice.naskah.actions import Isian, massal
from eoffice.naskah.massal import CaraMassal
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.pdf import isi
from eoffice.tte import actions as tte
from eoffice.web.services import Services
from tests.keandalan.ajal import ajal
from tests.naskah import kantor

TEKS: Final = "Dengan hormat, {Nama} dengan NIP {NIP} diundang hadir.\n\nAtas perhatian Saudara diucapkan terima kasih."


def lembar(banyak: int) -> list[list[str]]:
    """So many people, the first at the other dinas, the rest outside."""
    rows = [["Penerima", "Nama", "NIP", "Tempat"], ["Kepala Dinas Komunikasi dan Informatika", "Budi", "19800101", ""]]
    return rows + [[f"Sdr. Warga {n}", f"Warga {n} <b>", f"1990{n:04}", "Arunika"] for n in range(2, banyak + 1)]


def konsep(services: Services, kota: Kota, cara: CaraMassal = CaraMassal.PRIBADI, banyak: int = 3) -> tuple[int, int]:
    """The text and the recipients; ids of the surat massal and of its text."""
    with transaction(services.engine) as session:
        kantor.kode(session)
        staf = kota["staf.dinsos"].actor(session)
        naskah = actions.buat(session, staf, "surat_dinas")
        words = TEKS if cara is CaraMassal.PRIBADI else kantor.ISI
        filled = Isian(hal="Undangan Sosialisasi", isi=isi.from_plain(words), kode_klasifikasi=kantor.KODE)
        actions.simpan(session, staf, naskah, filled)
        made = massal.mulai(session, staf, naskah, cara)
        rows = lembar(banyak)
        rows[1][0] = kota["kadis.diskominfo"].jabatan.nama
        massal.unggah(session, staf, made, naskah, rows, "penerima.xlsx")
        return made.id, naskah.id


def siap(services: Services, kota: Kota, **more: object) -> tuple[int, int]:
    """Checked, tried out, and waiting for the signature of kadis.dinsos."""
    massal_id, naskah_id = konsep(services, kota, **more)  # type: ignore[arg-type]
    with transaction(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        actions.ajukan(session, kota["staf.dinsos"].actor(session), naskah)
        actions.paraf(session, kota["kabid.dinsos"].actor(session), naskah)
    susun(services, kota, massal_id)
    return massal_id, naskah_id


def susun(services: Services, kota: Kota, massal_id: int) -> None:
    """Let the worker try out every letter."""
    with transaction(services.engine) as session:
        staf = kota["staf.dinsos"].actor(session)
        found, induk = kumpulan.ambil(session, staf, massal_id)
        massal.minta_susun(session, services, staf, found, induk)
    kerjakan(services)


def kerjakan(services: Services) -> None:
    """All that the worker has to do."""
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))


def tandatangani(services: Services, actor: Actor, massal_id: int, frasa: str) -> None:
    """One run of its letters, as the page begins it, to its end."""
    penanda = tte.buka(services, actor, frasa)
    with transaction(services.engine) as session:
        daftar = massal.sidik_daftar(massal.ambil_baris(session, massal_id))
        beruntun_id, lari = massal.siapkan_massal(session, services, actor, massal_id, daftar)
    massal.luncurkan_massal(services, actor, massal_id, beruntun_id, lari, penanda).join()


def mati_di_tengah(services: Services, given: dict[str, Any]) -> None:
    """The run, in this process, killed when it reaches the point for the `ke`-th time."""
    ajal(given["titik"], given["ke"])
    with reading(services.engine) as session:
        actor = organisasi.actor_for(session, given["pegawai_id"])
    tandatangani(services, actor, given["massal_id"], given["frasa"])


def nomor(services: Services, massal_id: int) -> list[tuple[int | None, str]]:
    """Number and status of every letter that there is, in the order of the rows."""
    with reading(services.engine) as session:
        rows = kumpulan.semua(session, massal_id)
        found = kumpulan.surat(session, rows)
        return [(found[b.id].nomor_urut, str(found[b.id].status)) for b in rows if b.id in found]
