"""Odd values in every field of every address of search and archive: refused in plain words or ignored, never an error of ours."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import makers
import pytest
from client import token
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

import eoffice
from eoffice import db
from eoffice.arsip import actions as arsip
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries import butir
from eoffice.layanan_arsip import actions as layanan
from eoffice.layanan_arsip.actions import pinjam
from eoffice.paket import actions as paket
from eoffice.paket.states import Format
from eoffice.pencarian.models import Pencarian
from eoffice.web.access import MARK
from eoffice.web.services import Services
from tests.paket import kantor
from tests.penyusutan import bahan

BAGIAN: Final = ("pencarian", "arsip", "penyusutan", "paket", "arsip_impor", "layanan_arsip", "simpanan")
SIAPA: Final = ("arsiparis.dinsos", "kadis.dinsos", "walikota", "admin")
ANEH: Final = (
    "", "0", "-1", "2147483648", "99999999999999999", "9" * 30, "1e9", "NaN", "\x00", "a\x00b", "\u202eabc", "\u200b", "\ufeff",
    "%", "_", "\\", "'", '"', "';--", "*", "-", "(", "AND OR NOT NEAR", "NEAR(a b)", "a:*", "hal:", 'nomor:"', "sebelum:0000",
    "sesudah:9999", "tahun:99999", "unit:%", "klasifikasi:..", "berkas:1/1/1", "berkas:x/999999999/9999", "x" * 3000, "hal:a " * 900,
    "-x " * 900, "0001-01-01", "9999-12-31", "2026-02-30", "naskah:9" + "9" * 16, "surat_masuk:0", "../../etc/passwd", "=1+1",
    "<script>", '{"a":1}', "[]", "e\u0301" * 200, "\U0001f389", "\r\nX: y", "1-1", "99-9999999999999999999", "0-0", "\u0663",
    "\uff11", " 1 ", "p1", "~akar", "\u2028", "<x", "'a':1A & 'b'",
)  # fmt: skip
WAJAR: Final = (
    "1", "2", "3", "on", "2026-11-23", "2020-01-01", "undangan", "naskah:1", "surat_masuk:1", "bagit", "eark", "srikandi", "berkas",
    "pilihan", "unit", "setuju", "simpan", "permanen", "sengketa", "rahasia", "terbatas", "biasa", "000.8.3.3", "terapkan", "tolak",
    "Alasan yang cukup panjang", "saringan", "naskah", "sk_panitia", "pertimbangan", "berita_acara", "penetapan", "xlsx", "pdf",
    "arsiparis", "unit_kearsipan", "unit_pengolah", "buka", "cocok", "keluarkan", "pindahkan", "terima", "tolak", "kertas", "rusak",
)  # fmt: skip
KATA: Final = (
    "setujui", "tunjuk", "tolak", "cabut", "batalkan", "serahkan", "kembalikan", "perpanjang", "pemusnahan", "penyerahan", "berkas",
    "isi", "aktif", "inaktif", "vital", "terjaga", "csv", "xlsx", "pdf", "naskah", "surat_masuk", "arsip_impor", "x" * 300, "%",
)  # fmt: skip


def isi(services: Services, kota: makers.Kota) -> dict[str, list[int]]:
    """One of everything that an address of the archive can name."""
    with db.transaction(services.engine) as session:
        kantor.kode_kecil(session)
        filed = bahan.berkas(session, kota, services.store).id
    content = kantor.paket(services, kota, filed, Format.BAGIT)
    brought = kantor.bawa(services, kota, content)
    with db.transaction(services.engine) as session:
        keeper = kota["arsiparis.dinsos"].actor(session)
        over = [bahan.berkas(session, kota, services.store, surat=True) for _ in range(2)]
        imported = bahan.impor(session, kota, over[0], services.store)
        case = bahan.kasus(session, kota, over[:1])
        open_one = arsip.buka_berkas(
            session, keeper, unit_id=kota.unit["dinsos.bidang"].id, kode_klasifikasi="000.8.3.3", judul="Terbuka"
        )
        naskah, surat = bahan.arsip_uji.naskah(session, kota), bahan.arsip_uji.surat(session, kota)
        asked = layanan.IsianAkses(kota.unit["dinsos"].id, "undangan", "menyusun laporan", 5)
        wish = layanan.minta(session, kota["staf.diskominfo"].actor(session), asked)
        lent = pinjam.ajukan(session, keeper, over[1], pinjam.IsianPinjam("Semua", "rapat kerja", 5))
        held = arsip.tahan(session, keeper, over[1], "Penyidikan")
        again = paket.pesan_berkas(session, keeper, Format.SRIKANDI, [session.get_one(Berkas, filed)])
        kept = Pencarian(pegawai_id=keeper.pegawai_id, nama="Rapat", kueri="undangan", dibuat_at=wish.diminta_at)
        session.add(kept)
        session.flush()
        items = session.scalars(select(IsiBerkas)).all()
        assert butir(session, keeper, items[0].objek, items[0].objek_id).id
        return {
            "berkas_id": [filed, open_one.id, *(b.id for b in over)], "kasus_id": [case.id], "arsip_id": [imported.id],
            "naskah_id": [naskah.id], "surat_id": [surat.id], "objek_id": [naskah.id, surat.id], "permintaan_id": [wish.id],
            "pinjam_id": [lent.id], "penahanan_id": [held.id], "paket_id": [again.id], "impor_id": [brought.id],
            "pencarian_id": [kept.id], "urutan": [1, 2], "versi_id": [1], "tunjuk_id": [1],
        }  # fmt: skip


def isian() -> list[str]:
    """The names of all fields that these packages read."""
    found = set()
    for part in BAGIAN:
        for path in (Path(eoffice.__file__).parent / part).rglob("*.py"):
            text = path.read_text()
            found |= set(re.findall(r'\bf\.\w+\(\s*f?"([a-z_0-9]+)"', text))
            found |= {
                name
                for pair in re.findall(r'\.get(?:list)?\(\s*"([a-z_0-9]+)"|number\("([a-z_]+)"\)', text)
                for name in pair
            }
    return sorted(
        (found - {""}) | {"anggota_1", "anggota_2", "saksi_1", "unsur_anggota_1", "anggota_1_teks", "butir", "pilih"}
    )


def alamat(app: Flask, rule: Rule, known: dict[str, list[int]], dadu: random.Random) -> str:
    """An address of a rule: mostly of something that is there."""
    odd = (0, 1, 2**31, 2**63 - 1, 2**63, 10**17, 10**30)
    filled: dict[str, Any] = {}
    for name in rule.arguments:
        number = "Integer" in type(rule._converters[name]).__name__
        there = known.get(name, [1]) if number else KATA
        filled[name] = dadu.choice(odd if number and dadu.random() < 0.2 else tuple(there))
    with app.test_request_context():
        built = rule.build(filled, append_unknown=False)
    assert built is not None
    return built[1]


def bagian(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in BAGIAN:
            yield rule


def tak_terbatas(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """No limit of requests stands in the way of this test."""
    from dataclasses import replace

    for rule in bagian(app):
        view = app.view_functions[rule.endpoint]
        monkeypatch.setattr(view, MARK, replace(getattr(view, MARK), limit=None))


@pytest.mark.parametrize("putaran", [1, pytest.param(40, marks=pytest.mark.lambat)])
def test_no_value_makes_an_address_of_the_archive_fail(
    services: Services,
    kota_kecil: makers.Kota,
    masuk: Callable[..., FlaskClient],
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    putaran: int,
) -> None:
    # KEAMANAN: INJ-02, INJ-03, WEB-09
    known, names, dadu = isi(services, kota_kecil), isian(), random.Random(20_261_123 + putaran)
    assert len(names) > 60
    tak_terbatas(app, monkeypatch)
    app.testing = False
    browsers = [masuk(who) for who in SIAPA]
    tokens = [token(b) for b in browsers]
    rules = sorted(bagian(app), key=str)
    failed: dict[str, Any] = {}
    seen = set()
    for path in (
        "/penyusutan/jabatan?q=a%00",
        "/peminjaman/pegawai?q=%00a",
        f"/akses/{known['permintaan_id'][0]}?q=%00",
    ):
        assert browsers[0].get(path).status_code == 200, path  # PostgreSQL refuses NUL; SQLite would not notice
    for digits in ("9" * 19, "9" * 5000):
        sent = {"csrf_token": tokens[0], "kunci": f"kunci-angka-{len(digits)}", "pejabat_id": digits}
        assert browsers[0].post("/paket/impor/baru", data=sent).status_code == 422
    for turn in range(putaran):
        dadu.shuffle(rules)
        for rule in rules if putaran > 1 else rules[:60]:
            at = 0 if dadu.random() < 0.7 else dadu.randrange(len(browsers))
            path = alamat(app, rule, known, dadu)
            some = dadu.sample(names, dadu.randrange(4, 40))
            sent = {name: dadu.choice(ANEH if dadu.random() < 0.6 else WAJAR) for name in some}
            if "POST" in (rule.methods or ()):
                sent |= {"csrf_token": tokens[at], "kunci": f"kunci-uji-{turn}-{dadu.random()}", "versi": "1"}
                answer = browsers[at].post(path, data=sent)
            else:
                answer = browsers[at].get(path, query_string=sent)
            seen.add(answer.status_code)
            if answer.status_code >= 500:
                failed.setdefault(rule.endpoint, (SIAPA[at], path, sent))
    assert failed == {}
    assert {200, 403, 404, 422} <= seen
