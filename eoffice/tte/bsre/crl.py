"""Revocation lists of BSrE from the addresses that the settings name; no address out of a certificate is ever followed."""

import http.client
import ssl
import time
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from asn1crypto import crl as asn1_crl

from eoffice.tte.bsre import transport

#: Seconds for one list, and bytes of the longest.
BATAS: Final = 20.0
TERBESAR: Final = 20_000_000


def ambil(urls: tuple[str, ...]) -> tuple[asn1_crl.CertificateList, ...]:
    """The lists that came; one that is late, too long or no list is left out. Whoever uses them checks their signatures."""
    found = (_ambil(url) for url in urls)
    return tuple(one for one in found if one is not None)


def _ambil(url: str) -> asn1_crl.CertificateList | None:
    at = urlsplit(url)
    host = at.hostname or ""
    secure = http.client.HTTPSConnection(host, at.port, timeout=transport.SAMBUNG, context=ssl.create_default_context())
    connection = (
        secure if at.scheme == "https" else http.client.HTTPConnection(host, at.port, timeout=transport.SAMBUNG)
    )
    try:
        connection.connect()
        sock = connection.sock
        connection.request("GET", (at.path or "/") + (f"?{at.query}" if at.query else ""))
        answer = connection.getresponse()
        content = transport.baca_isi(sock, answer, time.monotonic() + BATAS, TERBESAR)
        if answer.status != 200:
            return None
        made = asn1_crl.CertificateList.load(content, strict=True)
        made["tbs_cert_list"]["this_update"].native  # noqa: B018  # parsed here, so that a broken one shows itself here
        return made
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def sejak(lists: tuple[asn1_crl.CertificateList, ...], at: datetime) -> tuple[asn1_crl.CertificateList, ...]:
    """Those made after an instant: an older one says nothing about a signature of that instant (tte.md 4.4)."""
    return tuple(one for one in lists if one["tbs_cert_list"]["this_update"].native > at)
