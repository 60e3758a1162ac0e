"""The made-up records as plain rows: the same seed gives the same rows, whatever database they go to."""

import hashlib
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from eoffice.akses.rights import Sifat
from eoffice.disposisi.states import Kanal, StatusPenerima
from eoffice.disposisi.states import Peran as PeranDisposisi
from eoffice.naskah.states import CaraKirim, JenisParaf, PeranPenerima, Status, TipePenerima, Urgensi
from eoffice.organisasi.states import Bentuk
from eoffice.pdf import isi
from eoffice.surat_masuk.states import Asal, CaraTerima, PeranSurat
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.ukur import kata

Row = dict[str, Any]
#: Days over which the records are spread, the last of them TERAKHIR; a fixed day, so that runs can be compared.
HARI: Final = 3650
TERAKHIR: Final = date(2026, 10, 30)
#: The perangkat daerah through whose eyes the bench looks; it has the largest share of records.
OPD: Final = "31"
_SIFAT: Final = ((Sifat.BIASA, 88), (Sifat.TERBATAS, 9), (Sifat.RAHASIA, 3))
_URGENSI: Final = ((Urgensi.BIASA, 80), (Urgensi.SEGERA, 16), (Urgensi.AMAT_SEGERA, 4))
_JENIS: Final = (("surat_dinas", 55), ("nota_dinas", 30), ("pengumuman", 15))
#: Records younger than this many days may still wait for somebody.
MUDA: Final = 60


@dataclass(frozen=True)
class Pos:
    """A jabatan that writes, signs or receives: ids of the jabatan, its holder and its unit."""

    jabatan_id: int
    nama: str
    pegawai_id: int
    pegawai: str
    unit_id: int
    unit: str


@dataclass(frozen=True)
class Kantor:
    """A perangkat daerah: who leads it, and the posts below the head, never none."""

    kode: str
    singkatan: str
    opd_id: int
    nama: str
    kepala: Pos
    bawahan: tuple[Pos, ...]


@dataclass(frozen=True)
class Berkas:
    """The one stored file that every record points to: key, size in bytes, SHA-256."""

    key: str
    size: int
    sha256: str


@dataclass
class Kelompok:
    """Rows of some records, by table, in an order in which they can be inserted."""

    naskah: list[Row]
    paraf: list[Row]
    penerima: list[Row]
    surat_masuk: list[Row]
    surat_akses: list[Row]
    disposisi: list[Row]
    disposisi_penerima: list[Row]

    def __len__(self) -> int:
        return len(self.naskah) + len(self.surat_masuk)


class Rencana:
    """Makes the records one after the other, oldest first, so that ids grow with the date."""

    def __init__(self, kantor: Sequence[Kantor], kode: Sequence[str], *, benih: int, berkas: Berkas) -> None:
        first = [k for k in kantor if k.kode == OPD]
        self.kantor = [*first, *(k for k in kantor if k.kode != OPD)]
        self._share = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.kantor))))
        self._kode = list(kode)
        self._rank = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self._kode))))
        self._chance = random.Random(benih)  # noqa: S311 - made-up records, not secrets
        self._berkas = berkas
        self._agenda: Counter[tuple[int, int]] = Counter()
        self._urut: Counter[tuple[int, int]] = Counter()
        self._ids: Counter[str] = Counter()

    def batches(self, banyak: int, size: int) -> Iterator[Kelompok]:
        """All records, so many at a time; every other one is a surat masuk."""
        made = _empty()
        for nomor in range(banyak):
            day = TERAKHIR - timedelta(days=HARI - 1 - nomor * HARI // banyak)
            (self._surat if nomor % 2 else self._naskah)(made, day)
            if len(made) >= size:
                yield made
                made = _empty()
        if len(made):
            yield made

    def _pick(self, table: Sequence[tuple[Any, int]]) -> Any:
        return self._chance.choices([v for v, _ in table], [w for _, w in table])[0]

    def _office(self) -> Kantor:
        return self._chance.choices(self.kantor, cum_weights=self._share)[0]

    def _id(self, table: str) -> int:
        self._ids[table] += 1
        return self._ids[table]

    def _naskah(self, made: Kelompok, day: date) -> None:
        chance, office = self._chance, self._office()
        writer, naskah_id = chance.choice(office.bawahan), self._id("naskah")
        signer = office.kepala if chance.random() < 0.7 else chance.choice(office.bawahan)
        self._urut[office.opd_id, day.year] += 1
        urut = self._urut[office.opd_id, day.year]
        kode = chance.choices(self._kode, cum_weights=self._rank)[0]
        at = _at(day, chance)
        body, hal = kata.paragraphs(chance), kata.hal(chance)
        jenis, target = self._pick(_JENIS), self._office()
        made.naskah.append(
            {
                "id": naskah_id,
                "version": 1,
                "jenis": jenis,
                "status": Status.TERKIRIM if chance.random() < 0.03 else Status.DIBERKASKAN,
                "unit_id": writer.unit_id,
                "opd_id": office.opd_id,
                "konseptor_id": writer.pegawai_id,
                "konseptor_jabatan_id": writer.jabatan_id,
                "penandatangan_id": signer.jabatan_id,
                "bentuk": Bentuk.LANGSUNG,
                "kode_klasifikasi": kode,
                "sifat": self._pick(_SIFAT),
                "urgensi": self._pick(_URGENSI),
                "hal": hal,
                "isi": isi.from_plain("\n\n".join(body)),
                "rincian": {},
                "versi": 1,
                "putaran": 0,
                "dibuat_at": at - timedelta(days=1),
                "diubah_at": at,
                "register": f"SK-{office.singkatan}",
                "nomor_urut": urut,
                "nomor": f"{kode}/{urut}/{office.singkatan}/{day.year}",
                "tanggal": day,
                "ttd_galat": "",
                "ditandatangani_at": at,
                "penanda_pegawai_id": signer.pegawai_id,
                "penanda": {"nama": signer.pegawai, "jabatan": signer.nama},
                "token": hashlib.sha256(f"ukur/{naskah_id}".encode()).hexdigest()[:22],
                "pdf_key": self._berkas.key,
                "pdf_size": self._berkas.size,
                "pdf_sha256": self._berkas.sha256,
                "halaman": 1,
                "lampiran_halaman": 0,
                "teks": "\n".join(body),
            }
        )
        made.paraf.append(
            {
                "id": self._id("paraf"),
                "naskah_id": naskah_id,
                "urutan": 1,
                "jabatan_id": chance.choice(office.bawahan).jabatan_id,
                "jenis": JenisParaf.HIERARKI,
                "given_by": writer.pegawai_id,
                "given_at": at - timedelta(hours=2),
                "versi": 1,
                "versi_sha256": "0" * 64,
                "catatan": "",
            }
        )
        inside = chance.random() < 0.8
        made.penerima.append(
            {
                "id": self._id("penerima"),
                "naskah_id": naskah_id,
                "peran": PeranPenerima.TUJUAN,
                "urutan": 1,
                "tipe": TipePenerima.INTERNAL if inside else TipePenerima.EKSTERNAL,
                "jabatan_id": target.kepala.jabatan_id if inside else None,
                "teks": target.kepala.nama if inside else chance.choice(kata.LUAR),
                "tempat": "Arunika",
                "untuk_perhatian": "",
                "pos_el": "",
                "cara": CaraKirim.APLIKASI if inside else CaraKirim.KURIR,
                "dikirim_at": at + timedelta(minutes=5),
                "keterangan": "",
            }
        )

    def _surat(self, made: Kelompok, day: date) -> None:
        chance, office, surat_id = self._chance, self._office(), self._id("surat_masuk")
        target = office.kepala if chance.random() < 0.75 else chance.choice(office.bawahan)
        self._agenda[office.opd_id, day.year] += 1
        sender = self._office() if chance.random() < 0.6 else None
        young = (TERAKHIR - day).days < MUDA
        status = self._pick(_YOUNG if young else _OLD)
        at, body = _at(day, chance), kata.paragraphs(chance)
        moved = status is not StatusSurat.TERCATAT
        made.surat_masuk.append(
            {
                "id": surat_id,
                "version": 1,
                "status": status,
                "peran": PeranSurat.TEMBUSAN if status is StatusSurat.UNTUK_DIKETAHUI else PeranSurat.ASLI,
                "opd_id": office.opd_id,
                "tahun": day.year,
                "nomor_agenda": self._agenda[office.opd_id, day.year],
                "tujuan_jabatan_id": target.jabatan_id,
                "asal": Asal.INTERNAL if sender else Asal.DIGITAL_LUAR,
                "asal_teks": sender.nama if sender else chance.choice(kata.LUAR),
                "asal_unit_id": sender.opd_id if sender else None,
                "nomor_surat": f"{chance.choice(self._kode)}/{chance.randint(1, 999)}/{day.year}",
                "tanggal_surat": day,
                "hal": kata.hal(chance),
                "ringkasan": "",
                "sifat": self._pick(_SIFAT),
                "urgensi": self._pick(_URGENSI),
                "kode_klasifikasi": chance.choices(self._kode, cum_weights=self._rank)[0],
                "cara_terima": CaraTerima.APLIKASI if sender else CaraTerima.POS_EL,
                "diterima_at": at,
                "batas_at": at + timedelta(days=7),
                "dibaca_at": at + timedelta(hours=3) if moved else None,
                "didisposisi_at": at + timedelta(hours=4) if moved else None,
                "selesai_at": None if young else at + timedelta(days=5),
                "alasan_selesai": "",
                "pencatat_id": None,
                "halaman": 1,
                "lampiran_halaman": 0,
                "teks": "\n".join(body),
                "berkas_key": self._berkas.key,
                "berkas_size": self._berkas.size,
                "berkas_sha256": self._berkas.sha256,
                "berkas_mime": "application/pdf",
                "berkas_nama": "surat.pdf",
            }
        )
        if moved and status is not StatusSurat.UNTUK_DIKETAHUI:
            self._disposisi(made, surat_id, target, office, at + timedelta(hours=4), young=young)

    def _disposisi(
        self, made: Kelompok, surat_id: int, giver: Pos, office: Kantor, at: datetime, *, young: bool
    ) -> None:
        choices = [p for p in office.bawahan if p.jabatan_id != giver.jabatan_id] or [office.kepala]
        taker, disposisi_id = self._chance.choice(choices), self._id("disposisi")
        made.surat_akses.append({"surat_id": surat_id, "jabatan_id": taker.jabatan_id})
        made.disposisi.append(
            {
                "id": disposisi_id,
                "surat_id": surat_id,
                "pemberi_jabatan_id": giver.jabatan_id,
                "pemberi_id": giver.pegawai_id,
                "at": at,
                "instruksi": ["tindak_lanjuti"],
                "catatan": "",
                "batas": at.date() + timedelta(days=5),
                "kanal": Kanal.SISTEM,
            }
        )
        made.disposisi_penerima.append(
            {
                "id": self._id("disposisi_penerima"),
                "version": 1,
                "disposisi_id": disposisi_id,
                "jabatan_id": taker.jabatan_id,
                "peran": PeranDisposisi.PENANGGUNG_JAWAB,
                "status": StatusPenerima.DIBACA if young else StatusPenerima.SELESAI,
                "dibaca_at": at + timedelta(hours=1),
                "dibaca_oleh": taker.pegawai_id,
                "dilaporkan_at": None if young else at + timedelta(days=2),
                "selesai_at": None if young else at + timedelta(days=3),
            }
        )


_OLD: Final = ((StatusSurat.DIBERKASKAN, 95), (StatusSurat.SELESAI, 3), (StatusSurat.UNTUK_DIKETAHUI, 2))
_YOUNG: Final = ((StatusSurat.TERCATAT, 40), (StatusSurat.DIDISPOSISIKAN, 50), (StatusSurat.UNTUK_DIKETAHUI, 10))


def _empty() -> Kelompok:
    return Kelompok([], [], [], [], [], [], [])


def _at(day: date, chance: random.Random) -> datetime:
    """An instant in the office hours of a day (WIB)."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(480))
