"""What finally happens to a berkas."""

import enum


class NasibAkhir(enum.StrEnum):
    """Recommendation of the JRA."""

    MUSNAH = "musnah"
    PERMANEN = "permanen"
    DINILAI_KEMBALI = "dinilai_kembali"
