"""The city's own time-stamping authority (RFC 3161), answering inside the process."""

import hashlib
import secrets
import threading
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import TimeStamper

from eoffice import clock
from eoffice.errors import Unavailable

#: Our stamping policy; under 2.25 an identifier needs no registration (ITU-T X.667).
POLICY: Final = "2.25.107874918931180741420497407475864707804"
ACCEPTED: Final = frozenset({"sha256", "sha384", "sha512"})
ACCURACY_SECONDS: Final = 1
#: A clock may be set back by so little without a word, as NTP does.
LENIENCE: Final = timedelta(seconds=2)
MUNDUR: Final = (
    "Jam komputer ini mundur ke sebelum penanda waktu terakhir, jadi waktu tanda tangan tidak dapat dijamin. "
    "Mintalah petugas TI menyamakan jam dengan NTP, lalu coba lagi."
)


class Stamper(TimeStamper):  # type: ignore[misc]  # pyHanko's types are skipped
    """Any time-stamper.

    `weight` is how many bytes its certificates add to a stamp, for reserving room; `ends` is when its certificate does.
    """

    weight: int
    ends: datetime


class Tsa(Stamper):
    """A time-stamper for pyHanko. Safe to share between threads; load it once and keep it.

    Its time is `clock.now()`, whatever time the caller claims, and its serial numbers are 128 random bits. It does not
    stamp while the clock of the computer is before its own last stamp.
    """

    def __init__(
        self,
        certificate_der: bytes,
        key: RSAPrivateKey,
        chain_der: tuple[bytes, ...] = (),
        *,
        terakhir: datetime | None = None,
    ) -> None:
        """Args: terakhir: when this installation last stamped, before this process began."""
        super().__init__(include_nonce=True)
        self._lock, self._last = threading.Lock(), terakhir
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
        """Answer one request of pyHanko; no network is involved.

        Raises:
            Unavailable: the clock ran backwards, so that no time can be vouched for.
        """
        found = self.answer(req)
        if found["status"]["fail_info"].native == {"time_not_available"}:
            raise Unavailable(MUNDUR)
        return found

    def answer(self, request: Any) -> Any:
        """A granted token, or a rejection for an unknown hash, a wrong digest length or a foreign policy."""
        imprint = request["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        digest = imprint["hashed_message"].native
        if algorithm not in ACCEPTED or len(digest) != hashlib.new(algorithm).digest_size:
            return refusal("bad_alg")
        if request["req_policy"].native not in (None, POLICY):
            return refusal("unaccepted_policy")
        moment = self._moment()
        if moment is None:
            return refusal("time_not_available")
        token = self._token(request, imprint, moment)
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _moment(self) -> datetime | None:
        """The present, noted; None when it lies before the last stamp (tte.md 2)."""
        now = clock.now()
        if clock.is_set():  # by the sample city, which goes to and fro
            return now.astimezone(UTC).replace(microsecond=0)
        with self._lock:
            if self._last is not None and now < self._last - LENIENCE:
                return None
            self._last = now if self._last is None else max(now, self._last)
        return now.astimezone(UTC).replace(microsecond=0)

    def _token(self, request: Any, imprint: Any, moment: datetime) -> Any:
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


class Refusal(core.Sequence):  # type: ignore[misc]  # asn1crypto's types are skipped
    """A response without a token, which asn1crypto's own class cannot write though RFC 3161 lets it be absent."""

    _fields = [("status", tsp.PKIStatusInfo)]


def refusal(why: str) -> Refusal:
    """Why there is no stamp, in the words of RFC 3161 with underscores."""
    return Refusal({"status": {"status": "rejection", "fail_info": {why}}})
