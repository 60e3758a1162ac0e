"""What happens around every view: who, whether, once, in one transaction."""

import random
import secrets
import time
from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, flash, g, request
from flask import session as messages
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from eoffice.errors import NotFound
from eoffice.titik import titik
from eoffice.web import access, csrf, idempotency, log
from eoffice.web.errors import retryable
from eoffice.web.fields import parse_json
from eoffice.web.models import Idempotensi
from eoffice.web.services import derive
from eoffice.web.session import SAFE, close, services, session

FORM_TYPES: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
REPORT_TYPES: Final = frozenset(
    {"application/csp-report", "application/reports+json", "application/ocsp-request", "application/timestamp-query"}
)
#: Largest body that is not an upload, in bytes.
SMALL_BODY: Final = 2 * 1024 * 1024
TRIES: Final = 3
#: No row has a number from here on; asking a database for one would be an error of ours (INJ-03).
LAST_ID: Final = 1 << 63


class StrictJson(DefaultJSONProvider):
    """JSON in, within the limits of WEB-09."""

    def loads(self, s: str | bytes, **_options: Any) -> Any:
        """As `parse_json`."""
        return parse_json(s)


class Edge(Flask):
    """Flask, with one transaction around each view and nothing reachable that was not declared."""

    json_provider_class = StrictJson

    def dispatch_request(self) -> Any:
        """Check, run, commit; anything raised has been rolled back when it leaves (HOUSE 8)."""
        if request.routing_exception is not None:
            self.raise_routing_exception(request)
        rule = request.url_rule
        assert rule is not None
        if request.method == "OPTIONS" and getattr(rule, "provide_automatic_options", False):
            return self.make_default_options_response()
        view = self.view_functions[rule.endpoint]
        gate = access.gate_of(view)
        if gate is None:
            raise RuntimeError(f"tanpa @needs atau @public: {rule}")
        check_body(gate)
        if not gate.no_csrf:
            csrf.check()
        if not gate.public and not access.signed_in():
            raise access.NotSignedIn("Sesi Anda berakhir. Masuk lagi, lalu kirim ulang; ketikan Anda ada di bawah ini.")
        _spend(gate)
        arguments: dict[str, Any] = request.view_args or {}
        if any(isinstance(value, int) and value >= LAST_ID for value in arguments.values()):
            raise NotFound("Tidak ada yang bernomor sebesar itu.")
        return self._in_transaction(gate, lambda: self.make_response(self.ensure_sync(view)(**arguments)))

    def _in_transaction(self, gate: access.Gate, run: Callable[[], Response]) -> Response:
        unsafe = request.method not in SAFE
        ask = _ask() if unsafe and not gate.public and not gate.repeatable else None
        said = list(messages.get("_flashes", [])) if unsafe else None
        if gate.own_transactions:
            return _alone(ask, run, said)
        for attempt in range(1, TRIES + 1):
            g.db_writes = unsafe
            try:
                return _once(ask, run) if unsafe else run()
            except Exception as error:
                _say_only(said)
                if not retryable(error) or attempt == TRIES:
                    raise
                log.event("ulang", attempt=attempt)
                _rewind()
            finally:
                close()
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311
        raise AssertionError  # the loop returns or raises


def _once(ask: idempotency.Ask | None, run: Callable[[], Response]) -> Response:
    """Run a view that writes, and commit when it has not refused."""
    if ask is not None:
        row = idempotency.claim(session(), ask)
        if row is not None:
            return _repeat(row)
    response = run()
    if response.status_code >= 400:
        session().rollback()
        return response
    if ask is not None:
        idempotency.keep(session(), ask, response, list(messages.get("_flashes", [])))
    session().commit()
    return response


def _alone(ask: idempotency.Ask | None, run: Callable[[], Response], said: list[Any] | None) -> Response:
    """Run a view that opens its own transactions, once for each key.

    A view that answers with `settled` keeps its answer beside its effect; of others it is kept afterwards, so that
    doing them again must do no harm (see the list in tests/architecture).
    """
    engine = services().engine
    g.db_writes, g.ask = False, ask
    if ask is not None:
        row = idempotency.claim_alone(engine, ask)
        if row is not None:
            return _repeat(row)
    try:
        response = run()
    except idempotency.Answered as twin:
        close()
        _say_only(said)
        return _repeat(twin.row)
    except Exception:
        close()
        _say_only(said)
        if ask is not None:
            idempotency.forget_alone(engine, ask)
        raise
    close()
    if ask is not None:
        if response.status_code >= 400:
            idempotency.forget_alone(engine, ask)
        else:
            titik("sebelum_jawaban")
            if not g.get("settled"):
                idempotency.keep_alone(engine, ask, response, list(messages.get("_flashes", [])))
    return response


def _say_only(said: list[Any] | None) -> None:
    """Take back what the view meant to tell, since it did not happen; None of a view that changes nothing."""
    if said is not None and messages.get("_flashes", []) != said:
        messages["_flashes"] = said


def _repeat(row: Idempotensi) -> Response:
    for kind, words in row.messages:
        flash(words, kind)
    return idempotency.again(row)


def _ask() -> idempotency.Ask:
    secret = derive(services().settings.secret_key, "idempotensi")
    return idempotency.Ask(
        akun_id=access.current_akun().akun_id,
        kunci=idempotency.key_of(request),
        digest=idempotency.digest_of(request, secret),
    )


def _rewind() -> None:
    for _, files in request.files.lists():
        for file in files:
            file.stream.seek(0)


def _spend(gate: access.Gate) -> None:
    if gate.limit is None:
        return
    who = f"akun:{access.current_akun().akun_id}" if access.signed_in() else f"alamat:{request.remote_addr}"
    services().jatah.spend(services().engine, gate.limit.name, who, gate.limit.count, per=gate.limit.per)


def check_body(gate: access.Gate) -> None:
    """Refuse a body that is too large or of a kind nobody reads, before it is read (WEB-09).

    Raises:
        RequestEntityTooLarge: over the limit; only uploads may use all of it.
        UnsupportedMediaType: neither a form nor JSON.
    """
    length = request.content_length or 0
    chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    if not length and not chunked:
        return
    kind = request.mimetype
    if kind not in FORM_TYPES and kind != "application/json" and not (gate.no_csrf and kind in REPORT_TYPES):
        raise UnsupportedMediaType
    limit = services().settings.max_request if kind == "multipart/form-data" else SMALL_BODY
    if length > limit:
        raise RequestEntityTooLarge
    request.max_content_length = limit


def init_app(app: Flask) -> None:
    """Number every request, time it, and close what it opened."""

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(8)
        g.begun = time.perf_counter()
        log.REQUEST_ID.set(g.request_id)

    @app.after_request
    def note(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule is not None else ""
        spent = round((time.perf_counter() - g.begun) * 1000) if "begun" in g else 0
        log.event("permintaan", method=request.method, rule=rule, status=response.status_code, ms=spent)
        return response

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        close()
        request.close()  # uploads that were spooled to disk
        log.REQUEST_ID.set("")
