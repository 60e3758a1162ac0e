"""How much work the certificates of a file would make: counted before any path is searched for, so that none explodes.

A path search tries every order of certificates that name each other as issuer. Twelve that all bear one name and
cross-sign each other have more orders than a computer can try in a lifetime; honest files have one path each.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509

Certificates = Sequence[asn1_x509.Certificate]

#: Certificates in one signature, or in one time-stamp; honest ones carry their chain, two to five.
MOST_IN_ONE: Final = 16
#: Different certificates in a whole file.
MOST: Final = 200
#: Time-stamps on one signature; honest ones have one.
MOST_STAMPS: Final = 2
#: Certificates one above the other; honest chains have two to four.
DEEPEST: Final = 10
#: Paths beyond the first, of all certificates of a file together. A renewed or cross-signed issuer makes one for each.
MOST_DETOURS: Final = 64


class TooEntangled(ValueError):
    """More certificates than an honest file carries, or more ways through them."""


def carried(signed: Any) -> list[asn1_x509.Certificate]:
    """The certificates of one signature (CMS SignedData) and of the time-stamps on it.

    Raises:
        TooEntangled: it brings more than an honest one does.
    """
    found = _inside(signed)
    stamps = [
        token
        for info in signed["signer_infos"]
        for part, kind in (("signed_attrs", "content_time_stamp"), ("unsigned_attrs", "signature_time_stamp_token"))
        for attribute in info[part]
        if attribute["type"].native == kind
        for token in attribute["values"]
    ]
    if len(stamps) > MOST_STAMPS:
        raise TooEntangled
    for token in stamps:
        found += _inside(token["content"])
    return found


def check(certificates: Certificates) -> None:
    """Make sure that searching paths among all certificates of a file ends soon.

    Only names, and key identifiers where both sides have them, are looked at, as the search itself does.

    Raises:
        TooEntangled: it would not.
    """
    pool = {one.sha256: one for one in certificates}
    if len(pool) > MOST:
        raise TooEntangled
    named: dict[str, list[asn1_x509.Certificate]] = defaultdict(list)
    for one in pool.values():
        named[one.subject.hashable].append(one)
    left = MOST_DETOURS + len(pool)
    for one in pool.values():
        left -= _paths(one, named, (one.sha256,), left)


def _inside(signed: Any) -> list[asn1_x509.Certificate]:
    choices = signed["certificates"]
    if isinstance(choices, cms.CertificateSet) and len(choices) > MOST_IN_ONE:
        raise TooEntangled
    return [one.chosen.untag() for one in choices if one.name == "certificate"]


def _paths(
    certificate: asn1_x509.Certificate,
    named: dict[str, list[asn1_x509.Certificate]],
    seen: tuple[bytes, ...],
    left: int,
) -> int:
    """How many paths go up from a certificate, each to where no further issuer is known; at most `left`."""
    above = [
        one for one in named.get(certificate.issuer.hashable, ()) if one.sha256 not in seen and _fits(certificate, one)
    ]
    if above and len(seen) == DEEPEST:
        raise TooEntangled
    found = 0
    for one in above:
        found += _paths(one, named, (*seen, one.sha256), left - found)
    found = found or 1
    if found > left:
        raise TooEntangled
    return found


def _fits(certificate: asn1_x509.Certificate, issuer: asn1_x509.Certificate) -> bool:
    wanted, known = certificate.authority_key_identifier, issuer.key_identifier
    return not (wanted and known and wanted != known)
