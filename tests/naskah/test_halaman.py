"""What the pages of a naskah say about where it stands, and what they offer next."""

from collections.abc import Callable

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import Engine

from eoffice import db
from eoffice.naskah import actions, jobs
from eoffice.naskah.actions import Isian
from eoffice.naskah.models import Naskah
from eoffice.web.services import Services
from tests.naskah import kantor

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

Masuk = Callable[..., FlaskClient]
ALASAN = "Angka pada paragraf kedua belum sesuai data terakhir."


def _terkirim(services: Services, kota: Kota, *, luar: bool) -> int:
    kantor.sertifikat(services, kota)
    naskah_id, seen = kantor.made(services.engine, kota, kantor.siap, luar=luar)
    with db.reading(services.engine) as session:
        kadis = kota["kadis.dinsos"].actor(session)
    actions.tandatangani(services, kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)
    with db.transaction(services.engine) as session:
        jobs.kirim(session, services, naskah_id)
    return naskah_id


def _dikembalikan(engine: Engine, kota: Kota) -> int:
    with db.transaction(engine) as session:
        naskah = kantor.diajukan(session, kota)
        actions.kembalikan(session, kota["kabid.dinsos"].actor(session), naskah, ALASAN)
        return naskah.id


def _version(engine: Engine, naskah_id: int) -> str:
    with db.reading(engine) as session:
        return str(session.get_one(Naskah, naskah_id).version)


def test_a_naskah_is_only_called_terkirim_when_those_outside_have_it_too(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    naskah_id = _terkirim(services, kota_kecil, luar=True)
    staf, tu = masuk("staf.dinsos"), masuk("tu.dinsos")

    page = staf.get(f"/naskah/{naskah_id}").text
    assert "Sebagian terkirim" in page
    assert "Menunggu pencatatan pengiriman ke Kepala BPS." in page
    assert "Tata usaha Dinas Sosial mencatatnya" in masuk("kabid.dinsos").get(f"/naskah/{naskah_id}").text
    assert "lalu catat caranya" in tu.get(f"/naskah/{naskah_id}").text
    assert "Sebagian terkirim" in staf.get("/naskah/keluar").text

    with db.reading(services.engine) as session:
        outsider = next(p.id for p in session.get_one(Naskah, naskah_id).unsent)
    assert kirim(tu, f"/naskah/{naskah_id}/kirim/{outsider}", {"cara": "pos", "keterangan": ""}).status_code == 303

    page = staf.get(f"/naskah/{naskah_id}").text
    assert "Sebagian terkirim" not in page
    assert "Menunggu pencatatan" not in page
    assert '<span class="tag ok">Terkirim</span>' in page


def test_a_naskah_for_the_city_alone_is_terkirim_at_once(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id = _terkirim(services, kota_kecil, luar=False)

    page = masuk("staf.dinsos").get(f"/naskah/{naskah_id}").text

    assert "Menunggu pencatatan" not in page
    assert "Sebagian" not in page
    assert f'href="/laporan/naskah/{naskah_id}"' in page
    assert masuk("staf.dinsos").get(f"/laporan/naskah/{naskah_id}").status_code == 200


def test_why_it_was_returned_stands_above_the_page_and_above_the_editor(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    naskah_id = _dikembalikan(engine, kota_kecil)
    staf = masuk("staf.dinsos")

    for address, below in ((f"/naskah/{naskah_id}", 'class="cols'), (f"/naskah/{naskah_id}/sunting", 'id="f-naskah"')):
        page = staf.get(address).text
        assert page.index("Dikembalikan untuk diperbaiki.") < page.index(ALASAN) < page.index(below), address
    assert "awal-2" in staf.get(f"/naskah/{naskah_id}/sunting").text  # opens at the text that must be mended
    page = staf.get(f"/naskah/{naskah_id}").text
    assert "Perbaiki</a>" in page
    assert "Lanjutkan menulis" not in page
    draft, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    assert "Lanjutkan menulis" in staf.get(f"/naskah/{draft}").text


def test_once_submitted_again_the_old_reason_is_history(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id = _dikembalikan(engine, kota_kecil)
    with db.transaction(engine) as session:
        naskah, staf = session.get_one(Naskah, naskah_id), kota_kecil["staf.dinsos"].actor(session)
        actions.simpan(session, staf, naskah, Isian(hal="Laporan Bantuan Sosial Triwulan III"))
        actions.ajukan(session, staf, naskah)

    page = masuk("staf.dinsos").get(f"/naskah/{naskah_id}").text

    assert "Dikembalikan untuk diperbaiki." not in page
    assert ALASAN in page  # on the way it went


def test_the_redline_has_the_paraf_button_for_whose_turn_it_is(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id = _dikembalikan(engine, kota_kecil)
    with db.transaction(engine) as session:
        naskah, staf = session.get_one(Naskah, naskah_id), kota_kecil["staf.dinsos"].actor(session)
        actions.simpan(session, staf, naskah, Isian(hal="Laporan Bantuan Sosial Triwulan III"))
        actions.ajukan(session, staf, naskah)
        seen = naskah.content_sha256()
    kabid = masuk("kabid.dinsos")

    page = kabid.get(f"/naskah/{naskah_id}/banding").text

    assert f'action="/naskah/{naskah_id}/paraf"' in page
    assert f'action="/naskah/{naskah_id}/kembalikan"' in page
    assert f'name="dilihat" value="{seen}"' in page
    assert f'action="/naskah/{naskah_id}/paraf"' not in kabid.get(f"/naskah/{naskah_id}/banding?a=1&b=1").text
    assert f'action="/naskah/{naskah_id}/paraf"' not in masuk("staf.dinsos").get(f"/naskah/{naskah_id}/banding").text


def test_after_a_paraf_the_next_naskah_that_waits_is_shown(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    first, second, third = (kantor.made(engine, kota_kecil, kantor.diajukan)[0] for _ in range(3))
    kabid = masuk("kabid.dinsos")

    def give(naskah_id: int) -> str:
        answer = kirim(kabid, f"/naskah/{naskah_id}/paraf", {"versi": _version(engine, naskah_id)})
        assert answer.status_code == 303
        return str(answer.location)

    assert give(second) == f"/naskah/{first}"
    page = kabid.get(f"/naskah/{first}").text
    assert "Ini naskah berikutnya yang menunggu paraf Anda." in page
    assert give(first) == f"/naskah/{third}"
    assert give(third) == f"/naskah/{third}"


def test_a_step_turns_green_when_nothing_in_it_is_missing(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    staf = masuk("staf.dinsos")

    for address in (f"/naskah/{naskah_id}/sunting", f"/naskah/{naskah_id}/periksa"):
        page = staf.get(address).text
        assert ['class="s1 d"' in page, 'class="s2 d"' in page, 'class="s3 d"' in page] == [True] * 3, address
    with db.transaction(engine) as session:
        naskah, actor = session.get_one(Naskah, naskah_id), kota_kecil["staf.dinsos"].actor(session)
        actions.simpan(session, actor, naskah, Isian(hal="", tujuan=[]))
    page = staf.get(f"/naskah/{naskah_id}/periksa").text
    assert ['class="s1"' in page, 'class="s2"' in page, 'class="s3 d"' in page] == [True] * 3
    assert 'hx-swap-oob="true"' in page


def test_without_a_certificate_the_signer_is_told_before_any_passphrase_is_asked(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.siap)
    kadis = masuk("kadis.dinsos")

    for address in (f"/naskah/{naskah_id}", f"/naskah/{naskah_id}/tanda-tangan"):
        page = kadis.get(address).text
        assert "Sertifikat Anda belum siap." in page, address
        assert 'href="/sertifikat"' in page, address
        assert "frasa_sandi" not in page, address
    assert "Sertifikat Anda" not in masuk("staf.dinsos").get(f"/naskah/{naskah_id}").text
