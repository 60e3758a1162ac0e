"""One disposisi for several surat: each goes or stays behind on its own, and says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.disposisi.actions.beri import Isian, disposisikan
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

#: Surat in one go.
PALING_BANYAK_SURAT: Final = 50


@dataclass(frozen=True)
class HasilBanyak:
    """What became of one surat; `alasan` is empty when its disposisi was sent."""

    surat_id: int
    alasan: str = ""


def dapat_bersama(actor: Actor, surat: list[SuratMasuk]) -> dict[int, str]:
    """Which of these cannot be disposed together, and why: by surat."""
    wrong = {}
    giver = next((s.tujuan_jabatan_id for s in surat if surat_policy.may(actor, Action.DISPOSISIKAN, s)), None)
    for each in surat:
        verdict = surat_policy.may(actor, Action.DISPOSISIKAN, each)
        if not verdict:
            wrong[each.id] = verdict.alasan
        elif each.tujuan_jabatan_id != giver:
            wrong[each.id] = f"Surat ini ditujukan kepada {each.tujuan.nama}; kirim tersendiri."
    return wrong


def disposisikan_banyak(session: Session, actor: Actor, versi: Mapping[int, int], isian: Isian) -> list[HasilBanyak]:
    """Give the same disposisi to several surat; one that fails leaves the others as they are.

    Args:
        versi: the version of each surat as the form showed it.
    """
    found: list[HasilBanyak] = []
    for surat_id, version in list(versi.items())[:PALING_BANYAK_SURAT]:
        try:
            with session.begin_nested():
                surat = surat_queries.get(session, actor, surat_id)
                surat_masuk.same_version(surat, version)
                disposisikan(session, actor, surat, isian)
        except (Invalid, NotAllowed, Conflict, NotFound) as error:
            found.append(HasilBanyak(surat_id, str(error)))
        except StaleDataError:
            found.append(HasilBanyak(surat_id, "Orang lain baru saja mengubah surat ini."))
        else:
            found.append(HasilBanyak(surat_id))
    return found
