"""One signing office: authorities and two pegawai with certificates."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

import eoffice.audit.models  # the tables that actions write to
from eoffice import db
from eoffice.organisasi.models import Pegawai
from eoffice.tte import actions, archiving, authority, queries, signing
from eoffice.tte.evidence import Evidence
from eoffice.tte.keybox import LIGHT, UnlockedKey
from eoffice.tte.timestamp import Tsa

assert eoffice.audit.models

KATA_BUDI = "perahu kuning di dermaga"
KATA_SITI = "hujan turun sejak subuh"


@dataclass(frozen=True)
class Kantor:
    """An office that can sign."""

    engine: Engine
    pepper: bytes
    budi: int
    siti: int
    tsa: Tsa
    root: bytes

    def bukti(self, key: UnlockedKey | None = None) -> Evidence:
        """The evidence of this moment."""
        with db.reading(self.engine) as session:
            return archiving.bukti(session, {}, pepper=self.pepper, key=key)

    def archive(self, pdf: bytes, key: UnlockedKey) -> bytes:
        """B-T to B-LTA."""
        return archiving.extend(pdf, self.bukti(key), tsa=self.tsa)

    def unlock(self, pegawai_id: int, passphrase: str) -> UnlockedKey:
        return actions.unlock(self.engine, pepper=self.pepper, pegawai_id=pegawai_id, passphrase=passphrase)


def build(folder: Path) -> Kantor:
    """A database in the folder with authorities and the certificates of Budi and Siti."""
    engine = db.connect(f"sqlite:///{folder / 'tte.db'}")
    db.Base.metadata.create_all(engine)
    pepper = authority.pepper(folder)
    with db.transaction(engine) as session:
        actions.siapkan_otoritas(
            session, pepper=pepper, nama_kota="Kota Arunika", base_url="https://eoffice.arunika.test"
        )
        people = []
        for nama, kata in (("Drs. Budi Santoso, M.Si", KATA_BUDI), ("Siti Rahayu, S.H.", KATA_SITI)):
            pegawai = Pegawai(nama=nama)
            session.add(pegawai)
            session.flush()
            people.append(pegawai.id)
            actions.terbitkan(
                session,
                pepper=pepper,
                pegawai_id=pegawai.id,
                nama=nama,
                unit="Dinas Komunikasi dan Informatika",
                passphrase=kata,
                cost=LIGHT,
            )
        tsa, root = signing.tsa(session, pepper=pepper), queries.roots_pem(session)[0]
    return Kantor(engine, pepper, people[0], people[1], tsa, root)
