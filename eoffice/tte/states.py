"""The words of the certificate register."""

import enum


class Kind(enum.StrEnum):
    """What an authority of the installation is for."""

    AKAR = "akar"
    PENERBIT = "penerbit"
    TSA = "tsa"


class JenisSertifikat(enum.StrEnum):
    """Who stands behind a certificate; `internal` is a TTE tidak tersertifikasi (PP 71/2019 article 60)."""

    INTERNAL = "internal"
    IMPOR = "impor"  # came with its key in a P12 file, from an issuer whose root this installation trusts


class AlasanCabut(enum.StrEnum):
    """Why a certificate was revoked; each has its twin among the reasons of RFC 5280."""

    KUNCI_BOCOR = "kunci_bocor"
    PINDAH_TUGAS = "pindah_tugas"
    DIGANTI = "diganti"
    BERHENTI = "berhenti"
