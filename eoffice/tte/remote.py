"""A time-stamping authority elsewhere (RFC 3161 over HTTP), with our own behind it when it does not answer well."""

import asyncio
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from http.client import HTTPConnection, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from asn1crypto import pem as asn1_pem
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from pyhanko.sign.timestamps.common_utils import handle_tsp_response
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from eoffice import clock
from eoffice.tte.timestamp import Stamper, Tsa

#: Seconds for connecting and for each read; a request must end within ten (TGH-04).
TIMEOUT: Final = 4.0
#: Bytes of an answer; an honest one has about five thousand.
LARGEST: Final = 32_768
#: Room for the certificates of a stamper we have not met yet, in bytes.
WEIGHT: Final = 10_000
#: So many failures in a row and nobody asks any more for so many seconds (OUT-04).
FAILURES: Final = 5
REST: Final = 30.0
#: Seconds by which the other clock may differ from ours; one service in the field was almost six minutes off.
DRIFT: Final = 120.0


class RemoteTsa(Stamper):
    """Asks the configured address. A stamp that is late, refused, over other bytes or of an unknown root is not taken:

    then `own` stamps, so that a signature never waits for a stranger, and the file names who stamped it.
    """

    def __init__(self, url: str, roots_pem: Sequence[str], own: Tsa) -> None:
        super().__init__(include_nonce=True)
        self._url = urlsplit(url)
        self._roots = [asn1_x509.Certificate.load(asn1_pem.unarmor(text.encode())[2]) for text in roots_pem]
        self.own = own
        self._lock = threading.Lock()
        self._failed, self._rest_until = 0, 0.0
        self.weight = max(own.weight, WEIGHT)
        self.ends: datetime = own.ends

    def __repr__(self) -> str:
        return f"RemoteTsa({self._url.hostname!r})"

    async def async_request_tsa_response(self, req: Any) -> Any:
        """One stamp for pyHanko, from there or else from here."""
        if not self._resting():
            try:
                answer = await asyncio.to_thread(self._ask, req.dump())
                await self._check(req, answer)
            except Exception:  # bytes from outside raise anything; whatever it was, our own stamps instead
                self._count(failed=True)
            else:
                self._count(failed=False)
                return answer
        return self.own.answer(req)

    def _resting(self) -> bool:
        with self._lock:
            return time.monotonic() < self._rest_until

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failed = self._failed + 1 if failed else 0
            if self._failed >= FAILURES:
                self._failed, self._rest_until = 0, time.monotonic() + REST

    def _ask(self, request: bytes) -> Any:
        """POST it; redirects are not followed.

        Raises:
            OSError: no answer in time.
            ValueError: an answer that is no time-stamp response.
        """
        kind = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        connection = kind(self._url.hostname or "", self._url.port, timeout=TIMEOUT)
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        path = (self._url.path or "/") + (f"?{self._url.query}" if self._url.query else "")
        try:
            connection.request("POST", path, body=request, headers=headers)
            response = connection.getresponse()
            content = response.read(LARGEST + 1)
        finally:
            connection.close()
        if response.status != 200 or len(content) > LARGEST:
            raise ValueError("no time-stamp")
        return tsp.TimeStampResp.load(content, strict=True)

    async def _check(self, request: Any, response: Any) -> None:
        """Raises unless the stamp is over the bytes asked for, right about the time, and trusted."""
        token = handle_tsp_response(response, request["nonce"].native)["content"]
        imprint = request["message_imprint"]
        stamped = token["encap_content_info"]["content"].parsed["message_imprint"]
        if stamped["hash_algorithm"]["algorithm"].native != imprint["hash_algorithm"]["algorithm"].native:
            raise ValueError("another digest")
        context = ValidationContext(
            trust_roots=self._roots, moment=clock.now(), allow_fetching=False, revocation_mode="soft-fail"
        )
        told = await validate_tst_signed_data(token, context, lambda _: imprint["hashed_message"].native)
        found = TimestampSignatureStatus(**told)
        away = abs((found.timestamp - clock.now()).total_seconds())
        if not (found.intact and found.valid and found.trusted) or away > DRIFT:
            raise ValueError("a stamp not to be trusted")
        self.ends = min(self.own.ends, found.signing_cert.not_valid_after)
