"""Who signs in the plan and under which number, and their certificates and open keys, made when first needed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy.orm import Session

from eoffice.clock import WIB
from eoffice.contoh import orang, penduduk
from eoffice.contoh.pemeran import LEMBAGA_KEARSIPAN, SAKSI
from eoffice.contoh.penduduk import Penduduk
from eoffice.contoh.rencana import BERHENTI, Aksi, Langkah, Rencana
from eoffice.naskah import typeset
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan
from eoffice.tte import queries as tte
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.states import Kind
from eoffice.web.services import Services


def signings(plan: Rencana) -> dict[tuple[str, datetime], Langkah]:
    """The signature that follows a submission, by naskah and instant of the submission; only the last leads to one."""
    last: dict[str, datetime] = {}
    found = {}
    for langkah in plan.langkah:
        if langkah.aksi is Aksi.AJUKAN:
            last[langkah.sasaran] = langkah.at
        elif langkah.aksi is Aksi.TANDATANGANI:
            found[langkah.sasaran, last[langkah.sasaran]] = langkah
    return dict(sorted(found.items(), key=lambda item: item[0][1]))


def people(plan: Rencana, minggu: int) -> list[str]:
    """Everybody who signs, is asked to, or witnesses, by kunci: first those who do, as they are first asked.

    Args:
        minggu: by how many weeks the plan was moved.
    """
    by = timedelta(weeks=minggu)
    signed = [orang.signer(s.oleh, (s.at - by).astimezone(WIB).date()) for s in signings(plan).values()]
    asked = [orang.signer(row.penandatangan, BERHENTI.date()) for row in plan.naskah.values()]
    witness = [orang.signer(kode, BERHENTI.date()) for kode in (*SAKSI, LEMBAGA_KEARSIPAN)]
    return list(dict.fromkeys(person.kunci for person, _ in [*signed, *asked, *witness]))


def numbers(session: Session, penduduk: Penduduk, plan: Rencana) -> dict[str, int]:
    """The urut each naskah will get: registers begin at 1 every year and leave no gap (NOM-01)."""
    seen: Counter[tuple[str, int]] = Counter()
    found = {}
    for langkah in plan.langkah:
        if langkah.aksi is Aksi.TANDATANGANI:
            row = plan.naskah[langkah.sasaran]
            signer = session.get_one(Jabatan, penduduk.jabatan[row.penandatangan])
            register = typeset.register(Naskah(jenis=row.surat.jenis, penandatangan=signer))
            seen[register, langkah.at.astimezone(WIB).year] += 1
            found[langkah.sasaran] = seen[register, langkah.at.astimezone(WIB).year]
    return found


@dataclass
class Gantungan:
    """The ring of keys: a person gets a certificate when the first naskah is on its way, as in any office."""

    services: Services
    session: Session
    penduduk: Penduduk
    frasa: str
    people: list[str]
    next_key: Callable[[], RSAPrivateKey]
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
        self.session.commit()  # the key may not be ready, and no transaction waits for a slow thing
        kunci, key = self.people[len(self._open)], self.next_key()
        made = penduduk.beri_sertifikat(self.session, self.services, self.penduduk, kunci, key, self.frasa)
        self._issuer = self._issuer or tte.otoritas(self.session, Kind.PENERBIT).pem
        self._open[made.pegawai_id] = UnlockedKey(made.pegawai_id, made.serial_hex, made.pem, (self._issuer,), key)
