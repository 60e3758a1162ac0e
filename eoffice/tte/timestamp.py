"""The city's own time-stamping authority (RFC 3161), answering inside the process."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import TimeStamper

from eoffice import clock

#: Our stamping policy; under 2.25 an identifier needs no registration (ITU-T X.667).
POLICY: Final = "2.25.107874918931180741420497407475864707804"
ACCEPTED: Final = frozenset({"sha256", "sha384", "sha512"})
ACCURACY_SECONDS: Final = 1


class Stamper(TimeStamper):  # type: ignore[misc]  # pyHanko's types are skipped
    """Any time-stamper.

    `weight` is how many bytes its certificates add to a stamp, for reserving room; `ends` is when its certificate does.
    """

    weight: int
    ends: datetime


class Tsa(Stamper):
    """A time-stamper for pyHanko. Safe to share between threads; load it once and keep it.

    Its time is `clock.now()`, whatever time the caller claims, and its serial numbers are 128 random bits.
    """

    def __init__(self, certificate_der: bytes, key: RSAPrivateKey, chain_der: tuple[bytes, ...] = ()) -> None:
        super().__init__(include_nonce=True)
        self._certificate = asn1_x509.Certificate.load(certificate_der)
        self._chain = [asn1_x509.Certificate.load(der) for der in chain_der]
        self._key = key
        # What is the same in every stamp, read back from its bytes: asn1crypto copies what it has read, and builds
        # what it has not over and over, which was most of a stamp's cost.
        certificate = simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(self._certificate))
        self._signing_certificate = _read_back(certificate)
        self._certificates = _read_back(cms.CertificateSet([self._certificate, *self._chain]))
        self._name = _read_back(asn1_x509.GeneralName(name="directory_name", value=self._certificate.subject))
        own = {"issuer": self._certificate.issuer, "serial_number": self._certificate.serial_number}
        self._signer = _read_back(cms.SignerIdentifier({"issuer_and_serial_number": own}))
        self.ends = self._certificate.not_valid_after
        self.weight = len(certificate_der) + sum(map(len, chain_der))

    def __repr__(self) -> str:
        return "Tsa(***)"

    async def async_request_tsa_response(self, req: Any) -> Any:
        """Answer one request of pyHanko; no network is involved."""
        return self.answer(req)

    def answer(self, request: Any) -> Any:
        """A granted token, or a rejection for an unknown hash, a wrong digest length or a foreign policy."""
        imprint = request["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        digest = imprint["hashed_message"].native
        if algorithm not in ACCEPTED or len(digest) != hashlib.new(algorithm).digest_size:
            return _rejection("bad_alg")
        if request["req_policy"].native not in (None, POLICY):
            return _rejection("unaccepted_policy")
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": self._token(request, imprint)})

    def _token(self, request: Any, imprint: Any) -> Any:
        moment = clock.now().astimezone(UTC).replace(microsecond=0)
        info: dict[str, Any] = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": imprint,
            "serial_number": secrets.randbits(128) | 1 << 127,
            "gen_time": core.GeneralizedTime(moment),
            "accuracy": {"seconds": ACCURACY_SECONDS},
            "tsa": self._name,
        }
        if request["nonce"].native is not None:
            info["nonce"] = request["nonce"]
        content = tsp.TSTInfo(info).dump()
        attributes = _read_back(
            cms.CMSAttributes(
                [
                    simple_cms_attribute("content_type", "tst_info"),
                    simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(moment)})),
                    self._signing_certificate,
                    simple_cms_attribute("message_digest", hashlib.sha256(content).digest()),
                ]
            )
        )
        digest = algos.DigestAlgorithm({"algorithm": "sha256"})
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": self._signer,
                "digest_algorithm": digest,
                "signature_algorithm": {"algorithm": "sha256_rsa"},
                "signed_attrs": attributes,
                "signature": self._key.sign(attributes.dump(), PKCS1v15(), hashes.SHA256()),
            }
        )
        signed: dict[str, Any] = {
            "version": "v3",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "tst_info", "content": cms.ParsableOctetString(content)},
            "signer_infos": [signer],
        }
        if request["cert_req"].native:
            signed["certificates"] = self._certificates
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _read_back(value: Any) -> Any:
    return type(value).load(value.dump())


def _rejection(why: str) -> Any:
    return tsp.TimeStampResp({"status": {"status": "rejection", "fail_info": {why}}})
