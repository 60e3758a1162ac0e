"""The store-room of the sample city: a baseline year and this one, declarations, a standard price, and a proposal."""

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.laporan import actions, queries
from eoffice.laporan.actions.ketetapan import IsianKetetapan, besok
from eoffice.laporan.actions.pernyataan import IsianPernyataan
from eoffice.laporan.actions.persediaan import IsianPersediaan
from eoffice.laporan.kertas import Tiga
from eoffice.laporan.states import month_start
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import JabatanPeran, Penugasan

HARGA_RIM: Final = 58_500
TANPA_CATATAN: Final = 2
"""Every so many-th kecamatan has not begun its ledger, as in any city."""
BELUM_MENYATAKAN: Final = 5


def isi(session: Session, kunci: bytes) -> None:
    """Enter it all through the product's own actions, as of now."""
    today = clock.today()
    watcher = _pemantau(session, kunci)
    staff = queries.kepegawaian(session, kunci).pada(today)
    offices = [unit for unit in organisasi.all_opd(session) if unit.id in staff and staff[unit.id].wajib]
    rows = []
    for n, unit in enumerate(offices):
        if unit.kelompok == "kecamatan" and n % TANPA_CATATAN:
            continue
        people = len(staff[unit.id].wajib)
        for month in (date(today.year, m, 1) for m in range(1, today.month)):
            before = 1 + people // 20 + (month.month % 4 == 0)
            now = before - (month.month == 4 or (n % 3 == 0 and month.month == 8))
            for year, rim in ((today.year - 1, before), (today.year, now)):
                month_ = month.replace(year=year)
                rows.append(IsianPersediaan(unit.id, month_, rim, rim * HARGA_RIM, people, sumber="impor"))
    actions.muat_persediaan(session, watcher, rows)
    for n, unit in enumerate(offices):
        if n % BELUM_MENYATAKAN < BELUM_MENYATAKAN - 1:
            who = _pimpinan(unit.id)
            for back in (3, 2, 1)[: 1 + n % 3]:
                isian = IsianPernyataan(unit.id, month_start(today, back), (n + back) % 3)
                actions.nyatakan(session, who, isian)
    price = Tiga(2 * 52_000, 2 * HARGA_RIM, 2 * 69_000)  # thousandths of a rupiah for a sheet: a rim divided by 500
    actions.tetapkan_kota(
        session,
        watcher,
        IsianKetetapan({"c_kertas": price}, besok(), f"Standar harga satuan kota tahun {today.year}.", "SSH kota"),
    )
    first = offices[0]
    both = IsianKetetapan(
        {"dupleks": Tiga(1, 1, 1)}, besok(), "Mencetak bolak-balik sejak edaran hemat kertas.", "Edaran Sekretaris"
    )
    actions.usulkan_opd(session, _pimpinan(first.id), first.id, both)


def _pemantau(session: Session, kunci: bytes) -> Actor:
    """Somebody who watches over the city; the last of them, since the first is the Sekda himself."""
    found = session.execute(
        select(Penugasan.pegawai_id, Penugasan.jabatan_id)
        .join(JabatanPeran, JabatanPeran.jabatan_id == Penugasan.jabatan_id)
        .where(JabatanPeran.peran == Peran.PEMANTAU, Penugasan.selesai.is_(None))
        .order_by(Penugasan.jabatan_id.desc())
        .limit(1)
    ).one()
    return organisasi.actor_for(session, found.pegawai_id, found.jabatan_id, kunci=kunci)


def _pimpinan(opd_id: int) -> Actor:
    """The leader of a perangkat daerah as the ledger knows him: by the office, not by name."""
    return Actor(0, "Pimpinan", 0, "Sekretaris perangkat daerah", opd_id=opd_id, pimpinan_opd_ids=frozenset({opd_id}))
