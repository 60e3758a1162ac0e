"""Use cases of the organisation: taking in units, jabatan, pegawai and who holds what."""

from eoffice.organisasi.actions.muat import muat, ringkas, susun, tulis

__all__ = ["muat", "ringkas", "susun", "tulis"]
