"""Every table named once; migrations and tests import this module so that all foreign keys resolve."""

import importlib
import pkgutil

import eoffice
from eoffice import outbox
from eoffice.agenda import lupakan as _agenda_lupakan  # empties its words when a record is destroyed
from eoffice.arsip import tahan  # holds, beside the tables of arsip
from eoffice.db import Base
from eoffice.disposisi import riwayat
from eoffice.kerja import pencatat  # watches every session that writes what the lists speak of
from eoffice.naskah import beruntun, massal
from eoffice.organisasi import wakil
from eoffice.tenggat import lupakan as _tenggat_lupakan
from eoffice.tenggat import penjaga

metadata = Base.metadata

for _module in pkgutil.iter_modules(eoffice.__path__):
    if _module.ispkg:
        try:
            importlib.import_module(f"eoffice.{_module.name}.models")
        except ModuleNotFoundError as error:
            if error.name != f"eoffice.{_module.name}.models":
                raise

__all__ = [
    "Base",
    "_agenda_lupakan",
    "_tenggat_lupakan",
    "beruntun",
    "massal",
    "metadata",
    "outbox",
    "pencatat",
    "penjaga",
    "riwayat",
    "tahan",
    "wakil",
]
