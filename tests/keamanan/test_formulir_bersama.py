"""Forms of standing in, agenda, deadlines, lists and notices: none works without its token, none on what is another's."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import makers
import pytest
from client import kirim
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from eoffice import clock, db
from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Sifat
from eoffice.organisasi.states import CaraAlih, JenisPenugasan, SebabPergi
from eoffice.organisasi.wakil import MandatOperator, Pengalihan, Penunjukan
from eoffice.perwakilan import actions as perwakilan
from eoffice.web.services import Services

pytestmark = pytest.mark.sekali

BAGIAN = ("perwakilan.", "agenda.", "tenggat.", "kerja.", "notifikasi.")
#: The token in its address is the right: one click in an e-mail (RFC 8058), and a wrong one finds nothing.
SATU_KLIK = "/notifikasi/berhenti/<token>"


def _rules(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint.startswith(BAGIAN):
            yield rule


def _path(app: Flask, rule: Rule, number: int = 1) -> str:
    with app.test_request_context():
        kind = {n: type(rule._converters[n]).__name__ for n in rule.arguments}
        made = rule.build({n: number if k == "IntegerConverter" else "x" for n, k in kind.items()})
    assert made is not None
    return made[1]


def test_no_form_works_without_its_token(
    app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: WEB-01
    client, seen = masuk("kadis.dinsos"), 0
    for rule in _rules(app):
        if rule.rule == SATU_KLIK:
            continue
        for data in ({}, {"csrf_token": "x" * 40, "kunci": "k" * 20}):
            answer = client.post(_path(app, rule), data=data)
            assert answer.status_code == 400, (rule.rule, answer.status_code)
        seen += 1
    assert seen > 25


def test_what_is_anothers_is_not_there_for_a_stranger(
    app: Flask, services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: OTR-04
    today = clock.today()
    with db.transaction(services.engine) as session:
        leader = kota_kecil["kadis.dinsos"].actor(session)
        desk, other = leader.jabatan_id, kota_kecil["sekretaris.dinsos"]
        cause = SebabPergi.SAKIT
        later = today + timedelta(days=30)
        perwakilan.alihkan(
            session, leader, perwakilan.Pindahan(desk, other.jabatan.id, cause, CaraAlih.SALIN, today, today)
        )
        perwakilan.beri(
            session,
            leader,
            perwakilan.Pemberian(desk, other.pegawai.id, [HakOperator.BACA], Sifat.BIASA, today, today),
        )
        sk = perwakilan.Sk(desk, other.pegawai.id, JenisPenugasan.PLH, cause, later, later, "800/7", today, True)
        perwakilan.tunjuk(session, leader, sk)
        ids = {
            kind.__name__: session.scalars(select(kind.id)).one() for kind in (Pengalihan, MandatOperator, Penunjukan)
        }
    client = masuk("kabid.diskominfo")
    data = {"versi": 1, "alasan": "Bukan urusan saya", "kapan": "sekarang", "tindakan": "henti"}
    numbers = {
        "pengalihan_id": ids["Pengalihan"],
        "mandat_id": ids["MandatOperator"],
        "penunjukan_id": ids["Penunjukan"],
    }
    tried = 0
    for rule in _rules(app):
        named = [n for n in rule.arguments if type(rule._converters[n]).__name__ == "IntegerConverter"]
        if not named:
            continue
        answer = kirim(client, _path(app, rule, numbers.get(named[0], 1)), data)
        assert answer.status_code in (403, 404), (rule.rule, answer.status_code)
        tried += 1
    assert tried >= 14
    with db.reading(services.engine) as session:
        left = [session.get_one(k, ids[k.__name__]).keadaan.hidup for k in (Pengalihan, MandatOperator, Penunjukan)]
    assert left == [True, True, True]


@pytest.mark.parametrize("kind", ["pengalihan", "mandat"])
def test_of_two_who_press_at_once_one_is_told(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], kind: str
) -> None:  # KEAMANAN: TRX-02
    today = clock.today()
    with db.transaction(services.engine) as session:
        leader, other = kota_kecil["kadis.dinsos"].actor(session), kota_kecil["sekretaris.dinsos"]
        made: Pengalihan | MandatOperator
        if kind == "pengalihan":
            moved = perwakilan.Pindahan(
                leader.jabatan_id, other.jabatan.id, SebabPergi.CUTI, CaraAlih.SALIN, today, today
            )
            made = perwakilan.alihkan(session, leader, moved)
        else:
            lent = perwakilan.Pemberian(
                leader.jabatan_id, other.pegawai.id, [HakOperator.BACA], Sifat.BIASA, today, today
            )
            made = perwakilan.beri(session, leader, lent)
        path = f"/perwakilan/{kind}/{made.id}/{'hentikan' if kind == 'pengalihan' else 'cabut'}"
        versi = made.version
    client = masuk("kadis.dinsos")

    assert [kirim(client, path, {"versi": versi}).status_code for _ in range(2)] == [303, 409]
