"""Every address declares who may come, and every right has its row (OTR-02, KNF-07)."""

import inspect

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eoffice.akses.rights import RIGHTS, Action
from eoffice.web.access import gate_of

pytestmark = pytest.mark.sekali

#: Addresses that strangers may open. Whoever adds one adds it here, and says why.
PUBLIC = {
    "/static/<path:filename>",  # style, scripts, icons
    "/masuk",  # the way in
    "/aktivasi/<token>",  # the first way in
    "/hidup",  # for the supervisor
    "/siap",  # for the load balancer
    "/csp-laporan",  # browsers report by themselves
    "/v",  # verification of a paper by anybody
    "/v/<token>",
    "/v/<token>/qr.png",
    "/v/daftar",  # hashes of signed files, for checking without a network
    "/v/daftar/<tanggal>",
    "/crl/<nama>.crl",  # whoever checks a signature asks which certificates were revoked
    "/ocsp",  # or asks about a single one
    "/ocsp/<path:pertanyaan>",
    "/tsa",  # stamps for other programs, where the settings open it
    "/ca/<nama>.cer",  # the anchors that other validators are asked to trust
    "/notif",  # the bell: looks at the session itself, so that it stays cheap, and answers 401 without one
    "/sw.js",  # the receiver of web push; a browser fetches it by itself
    "/notifikasi/berhenti/<token>",  # the way out of mail, by the link in it
    "/acara/umpan/<token>.ics",  # a subscribed calendar: whoever knows the address may read, and it names nothing above Biasa
    "/bantuan",  # help, also before signing in
    "/laporan/terbuka.json",  # nothing there (404) until the city publishes with EOFFICE_DATA_TERBUKA
    "/laporan/terbuka.schema.json",
    "/laporan/terbuka/dinding",
}


def rules(app: Flask) -> dict[str, set[str]]:
    """Addresses and the endpoints behind them."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        found.setdefault(rule.rule, set()).add(rule.endpoint)
    return found


def test_every_address_declares_a_right_of_the_table(app: Flask) -> None:  # KEAMANAN: OTR-02
    for rule, endpoints in rules(app).items():
        for endpoint in endpoints:
            gate = gate_of(app.view_functions[endpoint])
            assert gate is not None, rule
            assert gate.public or (gate.actions and set(gate.actions) <= set(RIGHTS)), rule


def test_every_action_has_a_row() -> None:  # KEAMANAN: OTR-02
    assert set(RIGHTS) == set(Action)


def test_public_addresses_are_the_ones_we_know(app: Flask) -> None:  # KEAMANAN: OTR-02
    found = {
        rule
        for rule, endpoints in rules(app).items()
        for endpoint in endpoints
        if (gate := gate_of(app.view_functions[endpoint])) is not None and gate.public
    }

    assert found - PUBLIC == set()


def test_no_address_but_the_public_ones_opens_to_a_stranger(app: Flask, client: FlaskClient) -> None:
    # KEAMANAN: OTR-02, OTR-04
    for rule in app.url_map.iter_rules():
        if rule.rule in PUBLIC or "GET" not in (rule.methods or ()):
            continue
        with app.test_request_context():
            path = rule.build({name: _sample(rule, name) for name in rule.arguments})
        assert path is not None
        answer = client.get(path[1])
        assert answer.status_code in (303, 401), rule.rule
        assert answer.status_code == 401 or answer.headers["Location"].startswith("/masuk"), rule.rule


def _sample(rule: object, name: str) -> object:
    converter = rule._converters[name]  # type: ignore[attr-defined]
    return 1 if type(converter).__name__ == "IntegerConverter" else "x"


def test_an_address_that_only_takes_forms_leads_back_to_its_page_when_it_is_opened(
    app: Flask, client: FlaskClient
) -> None:
    served: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        served.setdefault(rule.rule, set()).update(rule.methods or ())
    forms = [r for r in app.url_map.iter_rules() if "GET" not in served[r.rule]]
    alone = set()
    for rule in forms:
        with app.test_request_context():
            path = rule.build({name: _sample(rule, name) for name in rule.arguments})
        assert path is not None
        answer = client.get(path[1])
        if answer.status_code == 405:
            assert 'href="/"' in answer.text, rule.rule
            assert path[1].count("/") == 1, f"{rule.rule} has no page above it"
            alone.add(rule.rule)
            continue
        assert answer.status_code == 303, rule.rule
        page = answer.headers["Location"]
        assert path[1].startswith(f"{page}/"), rule.rule
        endpoint, _ = app.url_map.bind("localhost").match(page, method="GET")
        assert not endpoint.rpartition(".")[2].startswith("unduh"), (rule.rule, page)

    assert len(forms) > 30
    assert alone == {"/keluar", "/tema", "/peran", "/csp-laporan", "/ocsp", "/tsa"}


@pytest.mark.parametrize("word", ["debug", "docs", "swagger", "openapi", "console", "contoh", "demo"])
def test_nothing_for_developers_is_served(app: Flask, word: str) -> None:  # KEAMANAN: KNF-07
    assert not app.debug
    assert [rule for rule in rules(app) if word in rule.lower()] == []


#: Views that open transactions of their own and do not answer with `settled`: why doing them again does no harm.
REPEATED = {
    "naskah.periksa_hasil": "closes what is unclear once; asked again it finds nothing unclear and changes nothing",
    "naskah.tandatangani": "finds the same text signed by the same signer and changes nothing",
}


def test_an_answer_is_kept_in_the_transaction_of_its_effect(app: Flask) -> None:  # KEAMANAN: TRX-03
    unsettled = set()
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        gate = gate_of(view)
        if gate is None or not gate.own_transactions or gate.public or gate.repeatable:
            continue
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"} and not _settles(view, set()):
            unsettled.add(rule.endpoint)

    assert unsettled == set(REPEATED)


def _settles(function: object, seen: set[str]) -> bool:
    """Whether a function, or one of its package that it names, calls `settled`."""
    code = function.__code__  # type: ignore[attr-defined]
    named, found = set(code.co_names), vars(inspect.getmodule(function))
    for inner in code.co_consts:
        named |= set(inner.co_names) if inspect.iscode(inner) else set()
    if "settled" in named:
        return True
    package = function.__module__.rpartition(".")[0]
    mine = {n for n in named - seen if inspect.isfunction(found.get(n)) and found[n].__module__.startswith(package)}
    return any(_settles(found[name], seen | mine) for name in mine)
