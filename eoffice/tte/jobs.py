"""What the worker does for signatures: renew authorities and archive stamps before they end."""

from collections.abc import Mapping
from typing import Final

from eoffice import outbox
from eoffice.tte import actions

HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    "tte.perbarui_otoritas": actions.kerjakan_otoritas,
    "tte.lengkapi_bsre": actions.lengkapi_bsre,
    "tte.periksa_bsre": actions.kerjakan_bsre,
    "tte.perpanjang_arsip": actions.perpanjang_arsip,
}
