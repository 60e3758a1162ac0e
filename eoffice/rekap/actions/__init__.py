"""Keeping the rollup of storage, gathering evidence, and noting who took what along."""

from eoffice.rekap.actions.bukti import bukti
from eoffice.rekap.actions.catatan import catat_pandangan, catat_unduhan
from eoffice.rekap.actions.simpanan import hitung, segarkan

__all__ = ["bukti", "catat_pandangan", "catat_unduhan", "hitung", "segarkan"]
