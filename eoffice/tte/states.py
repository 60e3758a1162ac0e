"""The words of the certificate register."""

import enum


class Kind(enum.StrEnum):
    """What an authority of the installation is for."""

    AKAR = "akar"
    PENERBIT = "penerbit"
    TSA = "tsa"
    SEGEL = "segel"
    OCSP = "ocsp"


class JenisSertifikat(enum.StrEnum):
    """Who stands behind a certificate; `internal` is a TTE tidak tersertifikasi (PP 71/2019 article 60)."""

    INTERNAL = "internal"
    IMPOR = "impor"  # came with its key in a P12 file, from an issuer whose root this installation trusts


class Penyedia(enum.StrEnum):
    """Who stands behind a signature, as the pages of the naskah say it before it is signed."""

    LOKAL = "lokal"
    BSRE = "bsre"
    BSRE_UJI = "bsre_uji"  # a trial service: its certificates mean nothing


class AlasanCabut(enum.StrEnum):
    """Why a certificate was revoked; each has its twin among the reasons of RFC 5280."""

    KUNCI_BOCOR = "kunci_bocor"
    PINDAH_TUGAS = "pindah_tugas"
    DIGANTI = "diganti"
    BERHENTI = "berhenti"


class StatusBsre(enum.StrEnum):
    """What BSrE says of a person; only ISSUE may sign. A word we do not know is LAIN and cannot sign (tte.md 9.4)."""

    ISSUE = "issue"
    EXPIRED = "expired"
    RENEW = "renew"
    WAITING_FOR_VERIFICATION = "waiting_for_verification"
    NEW = "new"
    NO_CERTIFICATE = "no_certificate"
    NOT_REGISTERED = "not_registered"
    SUSPEND = "suspend"
    REVOKE = "revoke"
    LAIN = "lain"


class CaraBsre(enum.StrEnum):
    """What a person proves with that it is them: the passphrase of BSrE, or a code of the BeSign application."""

    FRASA = "frasa"
    TOTP = "totp"


class HasilUpaya(enum.StrEnum):
    """How an attempt to have something signed elsewhere ended."""

    DIKIRIM = "dikirim"  # asked; while this stands and nobody waits any more, the outcome is unknown
    DITERIMA = "diterima"  # the answer lies in the store and is not yet kept as the signed letter
    DIPAKAI = "dipakai"
    DITOLAK = "ditolak"
    TIDAK_TERKIRIM = "tidak_terkirim"
    TIDAK_DIKETAHUI = "tidak_diketahui"
    TIDAK_SAH = "tidak_sah"  # an answer came that is not our letter, signed by this person
    TANPA_HASIL = "tanpa_hasil"  # a person had it looked for, and there is nothing to be had
