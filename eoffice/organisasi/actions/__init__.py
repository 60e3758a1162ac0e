"""Use cases of the organisation: taking in units, jabatan, pegawai and who holds what."""

from eoffice.organisasi.actions.muat import muat, susun

__all__ = ["muat", "susun"]
