"""Words of letters that somebody may not read never reach him through search: asked of every search surface directly.

The words stand wherever somebody can write: hal, body, number, names, lampiran, the text of a scan, an instruction, a comment.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import makers
import pytest
from client import kirim
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.rights import Action, Sifat
from eoffice.arsip import queries
from eoffice.disposisi.models import Disposisi
from eoffice.disposisi.states import Kanal
from eoffice.naskah import policy as naskah_policy
from eoffice.naskah.models import Lampiran, Naskah, NaskahHalaman
from eoffice.pencarian.models import Pencarian, PencarianBagi
from eoffice.search import ejaan
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.arsip import arsip_uji as buat
from tests.keamanan.jangkau import permukaan

Masuk = Callable[..., FlaskClient]
#: How every canary word begins.
AWAL = "kenari"
SAAT = datetime(2026, 11, 23, 3, tzinfo=UTC)
TEMPAT = ("hal", "isi", "nomor", "asal", "lampiran", "halaman", "teks", "arahan", "komentar")
#: Of a letter that may be read: where its words are found. Nothing of the body of Rahasia (OTR-08), and of Sangat Rahasia
#: nothing at all; instructions and comments are no part of a letter.
DICARI = {
    Sifat.TERBATAS: {"naskah": {"hal", "isi", "nomor", "lampiran", "halaman"}, "surat_masuk": {"hal", "teks", "nomor", "asal"}},
    Sifat.RAHASIA: {"naskah": {"hal", "nomor"}, "surat_masuk": {"hal", "nomor", "asal"}},
    Sifat.SANGAT_RAHASIA: {"naskah": set[str](), "surat_masuk": set[str]()},
}  # fmt: skip


def kata(catatan: str, tempat: str) -> str:
    """The word that stands at one place of one letter and nowhere else: letters alone, so that it can be misspelled."""
    return f"{AWAL}{catatan}{tempat}"


@dataclass(frozen=True)
class Rahasia:
    """A letter with canaries."""

    nama: str
    objek: str
    id: int
    sifat: Sifat


def tulis(session: Session, kota: makers.Kota) -> list[Rahasia]:
    """A naskah and a surat of dinsos of each sifat above Biasa, with a word of its own at every place."""
    made = []
    for sifat in DICARI:
        letters = str(sifat).replace("_", "")
        naskah = buat.naskah(
            session, kota, sifat=sifat, hal=f"Undangan {kata('n' + letters, 'hal')}", lampiran_halaman=1
        )
        _naskah(session, kota, naskah, f"n{letters}")
        surat = buat.surat(
            session, kota, sifat=sifat, hal=f"Undangan {kata('s' + letters, 'hal')}", akses=("kabid.dinsos",)
        )
        _surat(session, kota, surat, f"s{letters}")
        made.append(Rahasia(f"n{letters}", "naskah", naskah.id, sifat))
        made.append(Rahasia(f"s{letters}", "surat_masuk", surat.id, sifat))
    return made


def _naskah(session: Session, kota: makers.Kota, naskah: Naskah, nama: str) -> None:
    from eoffice.naskah import indexing
    from eoffice.pdf import isi

    naskah.isi, naskah.nomor = isi.from_plain(f"Isi {kata(nama, 'isi')} lengkap."), f"005/{kata(nama, 'nomor')}/2026"
    naskah.lampiran.append(
        Lampiran(
            urutan=1, judul=f"Judul {kata(nama, 'lampiran')}", nama="a.pdf", nama_asli="a.pdf", mime="application/pdf",
            key=f"ab/{nama}", size=1, sha256="0" * 64, halaman=1, gabung=True, diunggah_at=clock.now(),
            diunggah_oleh=kota["staf.dinsos"].pegawai.id,
        )
    )  # fmt: skip
    session.add(NaskahHalaman(naskah_id=naskah.id, teks=f"satu\f\x02Pindaian {kata(nama, 'halaman')}"))
    session.flush()
    indexing.put(session, naskah)


def _surat(session: Session, kota: makers.Kota, surat: SuratMasuk, nama: str) -> None:
    from eoffice.surat_masuk import indexing

    surat.teks, surat.asal_teks = f"Dibaca OCR\f{kata(nama, 'teks')}", f"Pengirim {kata(nama, 'asal')}"
    surat.nomor_surat = f"005/{kata(nama, 'nomor')}/2026"
    chief = kota["kadis.dinsos"]
    session.add(
        Disposisi(
            surat_id=surat.id, pemberi_jabatan_id=chief.jabatan.id, pemberi_id=chief.pegawai.id, at=clock.now(),
            instruksi=["tindak_lanjuti"], catatan=f"Arahan {kata(nama, 'arahan')}", kanal=Kanal.SISTEM,
        )
    )  # fmt: skip
    session.flush()
    indexing.put(session, surat)


def boleh(session: Session, kota: makers.Kota, siapa: str, one: Rahasia) -> bool:
    """What the policy says, which knows nothing of search."""
    actor = kota[siapa].actor(session)
    if one.objek == "naskah":
        return bool(naskah_policy.may(actor, Action.BACA, session.get_one(Naskah, one.id)))
    return bool(surat_policy.may(actor, Action.BACA_SURAT, session.get_one(SuratMasuk, one.id)))


@pytest.fixture
def kota(session: Session, kota_kecil: makers.Kota) -> makers.Kota:
    """The little city with the codes of its letters, and plain letters that everybody in dinsos reads."""
    makers.kode(session, "000.8.3.3")
    for n in range(3):
        buat.naskah(session, kota_kecil, hal=f"Undangan rapat anggaran {n}")
        buat.surat(session, kota_kecil, hal=f"Undangan rapat warga {n}")
    session.commit()
    return kota_kecil


def test_everybody_finds_by_a_word_just_what_the_policy_lets_be_read(session: Session, kota: makers.Kota) -> None:
    # KEAMANAN: OTR-03, OTR-08, OTR-14
    letters = tulis(session, kota)
    session.commit()
    for siapa in kota.orang:
        actor = kota[siapa].actor(session)
        readable = [one for one in letters if boleh(session, kota, siapa, one)]

        everything = queries.cari(session, actor, f"{AWAL}*")

        shown = {(one.objek, one.id) for one in readable if DICARI[one.sifat][one.objek]}
        assert {(t.objek, t.id) for t in everything.temuan} == shown, siapa
        assert everything.jumlah == len(shown) == sum(n.jumlah for n in _facet(everything, "jenis")), siapa
        by_number = queries.cari(session, actor, "no. 005/2026")  # parts of the numbers, without what stands between
        hidden = {(one.objek, one.id) for one in letters} - shown
        assert shown <= {(t.objek, t.id) for t in by_number.temuan}, siapa
        assert not hidden & {(t.objek, t.id) for t in by_number.temuan}, siapa
        assert by_number.jumlah == len(by_number.temuan) and (not shown or by_number.jumlah == len(shown)), siapa
        for one in letters:
            words = {
                place: kata(one.nama, place) for place in (TEMPAT if siapa in ("kadis.dinsos", "admin") else ("hal",))
            }
            for place, word in words.items():
                found = queries.cari(session, actor, word)
                expected = [(one.objek, one.id)] if one in readable and place in DICARI[one.sifat][one.objek] else []
                assert [(t.objek, t.id) for t in found.temuan] == expected, (siapa, word)
                assert (found.jumlah, bool(found.segi) or not expected) == (len(expected), True), (siapa, word)


def _facet(found: queries.Hasil, nama: str) -> Iterator[queries.NilaiSegi]:
    for facet in found.segi:
        if facet.nama == nama:
            yield from facet.nilai


LUAR = (
    "admin",
    "walikota",
    "asisten",
    "arsiparis.dinsos",
    "tu.dinsos",
    "staf2.dinsos",
    "arsiparis.setda",
    "staf.diskominfo",
)


def test_neither_a_misspelling_nor_a_suggestion_nor_a_kin_gives_a_word_away(
    session: Session, kota: makers.Kota
) -> None:
    # KEAMANAN: OTR-03
    letters = tulis(session, kota)
    plain = buat.naskah(session, kota, hal="Undangan " + " ".join(kata(one.nama, "hal") for one in letters))
    session.commit()
    session.delete(plain)  # so that the words are known to the index, but to no letter that anybody may read
    session.commit()
    proposed = 0
    for siapa in (*LUAR, "kadis.dinsos"):
        actor = kota[siapa].actor(session)
        for one in letters:
            word = kata(one.nama, "hal")
            wrong = f"{word[:4]}{word[5:]}"
            assert ejaan.kunci(wrong) & ejaan.kunci(word)
            meant = queries.cari(session, actor, wrong).maksud
            shown = " ".join(
                str(vars(s)) if hasattr(s, "__dict__") else repr(s) for s in queries.saran(session, actor, word[:9])
            )
            if boleh(session, kota, siapa, one) and DICARI[one.sifat][one.objek]:
                proposed += meant is not None and word in meant.teks
            else:
                assert meant is None or word not in meant.teks, (siapa, word)
                assert word not in shown, (siapa, word)
                assert word not in repr(queries.saran(session, actor, "Undangan kenari"))
            near = queries.terkait_kata(session, actor, "naskah", 1, f"Undangan {word}")
            assert {(t.objek, t.id) for t in near} <= {
                (t.objek, t.id) for t in queries.cari(session, actor, "undangan").temuan
            }
    assert proposed  # to those who may read them they are proposed, so the test could fail


#: How each search surface is asked, by its endpoint; {q} is what is typed. A new surface must be given its line here.
ALAMAT: dict[str, tuple[str, ...]] = {
    "pencarian.cari": ("/cari?q={q}", "/cari?q={q}&urut=cocok"),
    "pencarian.saran": ("/cari/saran?q={q}",),
    "pencarian.naskah": ("/cari/terkait/naskah/{naskah_id}",),
    "pencarian.surat": ("/cari/terkait/surat-masuk/{surat_id}",),
    "pencarian.daftar": ("/cari/tersimpan",),
    "pencarian.hitungan": ("/cari/tersimpan/hitungan",),
    "pencarian.unduh_csv": ("/cari/unduh.csv?q={q}",),
    "pencarian.unduh_xlsx": ("/cari/unduh.xlsx?q={q}",),
    "pencarian.unduh_pdf": ("/cari/unduh.pdf?q={q}",),
    "pencarian.simpan": ("POST /cari/tersimpan q={q}",),
    "pencarian.ubah": ("POST /cari/tersimpan/{pencarian_id} q={q}",),
}
#: What is typed on each page, and once on what can be taken along.
TANYA = ("undangan", f"{AWAL}*", "kenarnterbatashal", "dari:pengirim", "no. 005/2026")
UNDUH = (f"{AWAL}*",)


def test_no_search_surface_is_forgotten(app: Flask) -> None:
    # KEAMANAN: OTR-03
    assert permukaan(app) == set(ALAMAT)


def _typed(endpoint: str, address: str) -> tuple[str, ...]:
    if "{q}" not in address:
        return ("",)
    return UNDUH if "unduh" in endpoint or address.startswith("POST") else TANYA


def _asked(pages: dict[str, tuple[str, ...]], known: dict[str, int]) -> Iterator[str]:
    for endpoint, addresses in pages.items():
        for address in addresses:
            for q in _typed(endpoint, address):
                yield address.format(q=q, **known)


def _answer(browser: FlaskClient, address: str) -> bytes:
    """Status, headers that could tell, and the bytes, without what is new in every answer."""
    if address.startswith("POST "):
        path, typed = address.removeprefix("POST ").split(" q=")
        answer = kirim(browser, path, {"q": typed, "nama": "", "kueri": typed})
    else:
        answer = browser.get(address)
    body = answer.data
    if address.startswith("/cari/unduh.xlsx") and answer.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in sorted(book.namelist()))
    body = re.sub(rb'(value|nonce|content)="[\w.-]{16,}"', b"", body)
    told = {name: answer.headers.get(name) for name in ("Content-Type", "ETag", "Location", "Content-Disposition")}
    return f"{answer.status_code} {told}\n".encode() + body


def test_no_byte_of_any_search_surface_changes_for_who_may_not_read_what_was_written(
    services: Services, session: Session, kota: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-03, OTR-04
    clock.set_clock(SAAT)
    chief = kota["kadis.dinsos"]
    mine = buat.naskah(session, kota, hal="Undangan kenarijinak")
    letter = buat.surat(session, kota, hal="Undangan kenarijinak")
    kept = Pencarian(pegawai_id=chief.pegawai.id, nama="Kenari", kueri=f"{AWAL}*", dibuat_at=SAAT)
    kept.bagi = [PencarianBagi(unit_id=kota.unit[u].id, dibagikan_at=SAAT) for u in ("dinsos", "diskominfo", "setda")]
    session.add(kept)
    session.commit()
    known = {"naskah_id": mine.id, "surat_id": letter.id, "pencarian_id": kept.id}
    outside = {who: masuk(who) for who in ("admin", "staf2.dinsos", "arsiparis.setda")}
    reader = masuk("kadis.dinsos")
    paths = list(_asked(ALAMAT, known))

    before = {(who, path): _answer(browser, path) for who, browser in outside.items() for path in paths}
    seen = {path: _answer(reader, path) for path in paths}
    with db.transaction(services.engine) as own:
        letters = tulis(own, kota)
        # nothing of them is for those outside
        assert not any(boleh(own, kota, who, one) for who in outside for one in letters)
    after = {(who, path): _answer(browser, path) for who, browser in outside.items() for path in paths}

    changed = [key for key in before if before[key] != after[key]]
    assert changed == []
    told = [path for path in paths if seen[path] != _answer(reader, path)]
    assert len(told) > len(paths) // 4  # whoever may read them is told on these very pages
