"""Who signs in the plan, and their certificates and open keys, each made when it is first needed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy.orm import Session

from eoffice.clock import WIB
from eoffice.contoh import orang, penduduk
from eoffice.contoh.penduduk import Penduduk
from eoffice.contoh.rencana import BERHENTI, Aksi, Rencana
from eoffice.tte import queries as tte
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.states import Kind
from eoffice.web.services import Services


def people(plan: Rencana, minggu: int) -> list[str]:
    """Everybody who signs or is asked to, by kunci: first those who do, in the order of their first signature.

    Args:
        minggu: by how many weeks the plan was moved.
    """
    by = timedelta(weeks=minggu)
    signed = [
        orang.signer(s.oleh, (s.at - by).astimezone(WIB).date()) for s in plan.langkah if s.aksi is Aksi.TANDATANGANI
    ]
    asked = [orang.signer(row.penandatangan, BERHENTI.date()) for row in plan.naskah.values()]
    return list(dict.fromkeys(person.kunci for person, _ in [*signed, *asked]))


@dataclass
class Gantungan:
    """The ring of keys: a person gets a certificate on the day of the first signature, as in any office."""

    services: Services
    session: Session
    penduduk: Penduduk
    frasa: str
    people: list[str]
    keys: Iterator[RSAPrivateKey]
    _open: dict[int, UnlockedKey] = field(default_factory=dict)
    _issuer: str = ""

    def unlock(self, pegawai_id: int) -> UnlockedKey:
        """The open key of a person.

        Raises:
            ValueError: the person signs nothing in the plan.
        """
        while pegawai_id not in self._open:
            self._issue()
        return self._open[pegawai_id]

    def rest(self) -> int:
        """Certificates for those who are asked to sign but have not yet; how many there are altogether."""
        while len(self._open) < len(self.people):
            self._issue()
        return len(self._open)

    def _issue(self) -> None:
        if len(self._open) == len(self.people):
            raise ValueError("a signature by somebody who is no signer of the plan")
        kunci, key = self.people[len(self._open)], next(self.keys)
        made = penduduk.beri_sertifikat(self.session, self.services, self.penduduk, kunci, key, self.frasa)
        self._issuer = self._issuer or tte.otoritas(self.session, Kind.PENERBIT).pem
        self._open[made.pegawai_id] = UnlockedKey(made.pegawai_id, made.serial_hex, made.pem, (self._issuer,), key)
