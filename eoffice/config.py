"""Settings read once from the environment; no other module reads it."""

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from eoffice import setelan
from eoffice.errors import Invalid

Mode = Literal["coba", "produksi"]

KNOWN_EXAMPLES: Final = frozenset({"changeme", "secret", "rahasia", "dev", "test", "contoh", "password"})


@dataclass(frozen=True, repr=False)
class Esign:
    """BSrE's esign service, as this installation reaches it. Never printed: it holds a password.

    Attributes:
        ca: the text of a PEM file whose certificates the service's own leads to; "" for those of the system.
        uji: the service is a trial one, whose certificates mean nothing; its signatures bear the honest mark.
        penerbit: organisations whose certificates are BSrE's.
        tulis_ulang: the service may write the file anew instead of appending to it (not documented by anybody).
        crl: addresses of revocation lists to fetch as evidence.
    """

    url: str
    versi: int
    pengguna: str
    sandi: str
    ca: str = ""
    uji: bool = False
    penerbit: tuple[str, ...] = ("Badan Siber dan Sandi Negara", "Lembaga Sandi Negara")
    tulis_ulang: bool = False
    crl: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Esign({urlsplit(self.url).hostname!r}, v{self.versi})"


@dataclass(frozen=True, repr=False)
class Settings:
    """Everything an installation decides by environment. Never printed: it holds secrets (KNF-02)."""

    mode: Mode
    data_dir: Path
    database_url: str
    storage_url: str
    secret_key: str
    base_url: str
    trusted_hosts: tuple[str, ...]
    proxies: int = 0
    nama_kota: str = "Kota Arunika"
    tempat: str = "Arunika"
    max_upload: int = 25 * 1024 * 1024
    max_request: int = 100 * 1024 * 1024
    daily_upload: int = 2 * 1024 * 1024 * 1024
    idle_minutes: int = 30
    absolute_hours: int = 12
    sandi_ttd_menit: int = 60
    sandboxes: int = 2
    terima_otomatis_hari: int = 0
    antivirus_waived: bool = False
    tls: bool = False
    tsa_url: str = ""
    tsa_akar: str = ""
    tte_akar: str = ""
    data_terbuka: bool = False
    tsa_umum: bool = False
    esign: "Esign | None" = None
    pkcs11: str = ""
    surel: "setelan.Smtp | None" = None
    dorong: bool = False
    dorong_layanan: tuple[str, ...] = setelan.LAYANAN_DORONG
    replika_url: str = ""
    singgahan_mb: int = 256
    periksa_mb_menit: int = 64
    masukan: setelan.Masukan = field(default_factory=setelan.Masukan)

    def __repr__(self) -> str:
        return f"Settings(mode={self.mode!r})"

    @staticmethod
    def from_env(environ: Mapping[str, str] | None = None, *, data_dir: Path | None = None) -> "Settings":
        """Read EOFFICE_* and name every missing or unsafe one at once.

        In `coba` all have a safe default under EOFFICE_DATA_DIR (default: ./data); a random secret is kept there in
        a file of mode 0600. `produksi` takes no defaults and refuses unsafe values (KNF-01).

        Args:
            data_dir: used instead of EOFFICE_DATA_DIR.
        Raises:
            Invalid: with one sentence listing all that is wrong.
        """
        env = dict(os.environ if environ is None else environ)
        if data_dir is not None:
            env["EOFFICE_DATA_DIR"] = str(data_dir)
        mode = env.get("EOFFICE_MODE", "coba")
        if mode not in ("coba", "produksi"):
            raise Invalid(f"EOFFICE_MODE harus 'coba' atau 'produksi', bukan {mode[:40]!r}.")
        if mode == "produksi":
            return _produksi(env)
        data_dir = Path(env.get("EOFFICE_DATA_DIR", "data")).absolute()
        base_url = env.get("EOFFICE_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
        return Settings(
            mode="coba",
            data_dir=data_dir,
            database_url=env.get("EOFFICE_DATABASE_URL", f"sqlite:///{data_dir / 'eoffice.db'}"),
            storage_url=env.get("EOFFICE_STORAGE_URL", f"file://{data_dir / 'berkas'}"),
            secret_key=env.get("EOFFICE_SECRET_KEY") or _kept_secret(data_dir),
            base_url=base_url,
            trusted_hosts=_hosts(env, base_url, extra=("127.0.0.1", "localhost")),
            tls=base_url.startswith("https://"),
            antivirus_waived=True,
            **_optional(env),
        )


def _optional(env: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = setelan.saluran(env) | {"masukan": setelan.masukan(env)}
    if "EOFFICE_NAMA_KOTA" in env:
        found["nama_kota"] = env["EOFFICE_NAMA_KOTA"]
    if "EOFFICE_TEMPAT" in env:
        found["tempat"] = env["EOFFICE_TEMPAT"]
    if env.get("EOFFICE_TSA_URL"):
        found["tsa_url"], found["tsa_akar"] = _tsa(env["EOFFICE_TSA_URL"], env.get("EOFFICE_TSA_AKAR", ""))
    found["tsa_umum"] = env.get("EOFFICE_TSA_UMUM", "0") not in ("", "0")
    if env.get("EOFFICE_TTE_AKAR"):
        found["tte_akar"] = _pem_file(
            env["EOFFICE_TTE_AKAR"],
            "EOFFICE_TTE_AKAR harus menunjuk berkas PEM berisi sertifikat akar penerbit tanda tangan yang dipercaya.",
        )
    if env.get("EOFFICE_PKCS11"):
        if not Path(env["EOFFICE_PKCS11"]).is_file():
            raise Invalid(
                "EOFFICE_PKCS11 harus menunjuk modul PKCS#11 yang ada, misalnya berkas .so dari pembuat token."
            )
        found["pkcs11"] = env["EOFFICE_PKCS11"]
    if env.get("EOFFICE_ESIGN_URL"):
        found["esign"] = _esign(env)
    if (published := env.get("EOFFICE_DATA_TERBUKA", "0")) not in ("0", "1"):
        raise Invalid("EOFFICE_DATA_TERBUKA harus 1 (angka laporan dibuka untuk umum) atau 0.")
    found["data_terbuka"] = published == "1"
    found["replika_url"] = env.get("EOFFICE_SIMPANAN_REPLIKA", "")
    for name, key in (
        ("EOFFICE_SIMPANAN_SINGGAHAN_MB", "singgahan_mb"),
        ("EOFFICE_SIMPANAN_PERIKSA_MB", "periksa_mb_menit"),
        ("EOFFICE_PROXIES", "proxies"),
        ("EOFFICE_SANDBOXES", "sandboxes"),
        ("EOFFICE_SANDI_TTD_MENIT", "sandi_ttd_menit"),
        ("EOFFICE_TERIMA_OTOMATIS_HARI", "terima_otomatis_hari"),
    ):
        if name in env:
            if not env[name].isascii() or not env[name].isdigit():
                raise Invalid(f"{name} harus bilangan bulat.")
            found[key] = int(env[name])
    return found


def _tsa(url: str, akar: str) -> tuple[str, str]:
    """Address of a time-stamping authority elsewhere, and the text of the PEM file with the roots it leads to."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        raise Invalid("EOFFICE_TSA_URL harus berbentuk https://alamat/layanan, tanpa nama pengguna.")
    return url, _pem_file(
        akar, "EOFFICE_TSA_AKAR harus menunjuk berkas PEM berisi sertifikat akar penanda waktu pada EOFFICE_TSA_URL."
    )


def _esign(env: Mapping[str, str]) -> Esign:
    """The esign service; every doubt about it is a sentence of its own."""
    url, versi = env["EOFFICE_ESIGN_URL"].rstrip("/"), env.get("EOFFICE_ESIGN_VERSI", "2")
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.query:
        raise Invalid("EOFFICE_ESIGN_URL harus berbentuk https://alamat, tanpa nama pengguna.")
    near = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme == "http" and not near and env.get("EOFFICE_ESIGN_TANPA_TLS") != "ya":
        raise Invalid(
            "EOFFICE_ESIGN_URL tanpa https mengirim frasa sandi pejabat terbuka di jaringan. Pakailah https, atau bila "
            "jalurnya memang terpisah, nyatakan dengan EOFFICE_ESIGN_TANPA_TLS=ya."
        )
    if versi not in ("1", "2"):
        raise Invalid("EOFFICE_ESIGN_VERSI harus 1 atau 2.")
    sandi = env.get("EOFFICE_ESIGN_SANDI", "")
    if env.get("EOFFICE_ESIGN_SANDI_BERKAS"):
        try:
            sandi = Path(env["EOFFICE_ESIGN_SANDI_BERKAS"]).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            raise Invalid("EOFFICE_ESIGN_SANDI_BERKAS tidak dapat dibaca.") from None
    pengguna = env.get("EOFFICE_ESIGN_PENGGUNA", "")
    if not pengguna or not sandi:
        raise Invalid(
            "EOFFICE_ESIGN_PENGGUNA dan EOFFICE_ESIGN_SANDI (atau _SANDI_BERKAS) harus diisi bersama alamatnya."
        )
    ca = env.get("EOFFICE_ESIGN_CA", "")
    issuers = tuple(one.strip() for one in env.get("EOFFICE_ESIGN_PENERBIT", "").split(";") if one.strip())
    return Esign(
        url=url,
        versi=int(versi),
        pengguna=pengguna,
        sandi=sandi,
        ca=_pem_file(ca, "EOFFICE_ESIGN_CA harus menunjuk berkas PEM penerbit sertifikat layanan esign.") if ca else "",
        uji=env.get("EOFFICE_ESIGN_UJI") == "ya",
        penerbit=issuers or Esign.penerbit,
        tulis_ulang=env.get("EOFFICE_ESIGN_TULIS_ULANG") == "ya",
        crl=tuple(one.strip() for one in env.get("EOFFICE_ESIGN_CRL", "").split(",") if one.strip()),
    )


def _pem_file(path: str, otherwise: str) -> str:
    try:
        text = Path(path).read_text(encoding="ascii")
    except (OSError, ValueError):
        text = ""
    if "-----BEGIN CERTIFICATE-----" not in text:
        raise Invalid(otherwise)
    return text


def _hosts(env: Mapping[str, str], base_url: str, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    listed = tuple(h.strip() for h in env.get("EOFFICE_TRUSTED_HOSTS", "").split(",") if h.strip())
    own = urlsplit(base_url).hostname
    return listed or tuple(dict.fromkeys((*((own,) if own else ()), *extra)))


def _kept_secret(data_dir: Path) -> str:
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data_dir / "kunci-rahasia"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _produksi(env: Mapping[str, str]) -> Settings:
    names = ("DATABASE_URL", "STORAGE_URL", "SECRET_KEY", "DATA_DIR", "BASE_URL", "TRUSTED_HOSTS")
    wrong = [f"EOFFICE_{n} belum diisi" for n in names if not env.get(f"EOFFICE_{n}")]
    secret = env.get("EOFFICE_SECRET_KEY", "")
    if secret and (len(secret.encode()) < 32 or secret.lower().strip("-_0123456789") in KNOWN_EXAMPLES):
        wrong.append("EOFFICE_SECRET_KEY harus acak dan paling sedikit 32 bita")
    base_url = env.get("EOFFICE_BASE_URL", "").rstrip("/")
    if base_url and not base_url.startswith("https://"):
        wrong.append("EOFFICE_BASE_URL harus beralamat https:// karena sandi dan surat tidak boleh lewat tanpa TLS")
    if env.get("EOFFICE_DEBUG", "0") not in ("", "0"):
        wrong.append("EOFFICE_DEBUG harus dimatikan")
    database = urlsplit(env.get("EOFFICE_DATABASE_URL", ""))
    if database.scheme.startswith("postgresql") and (database.password or "") in ("", "postgres", "password"):
        wrong.append("sandi basis data pada EOFFICE_DATABASE_URL kosong atau bawaan")
    storage = urlsplit(env.get("EOFFICE_STORAGE_URL", ""))
    if storage.scheme == "s3" and (storage.password or "") in ("", "minioadmin", "password", "secret"):
        wrong.append("sandi penyimpanan pada EOFFICE_STORAGE_URL kosong atau bawaan")
    if env.get("EOFFICE_ANTIVIRUS") != "tanpa":
        wrong.append("EOFFICE_ANTIVIRUS harus berisi 'tanpa' sebagai pernyataan sadar bahwa pemindai belum dipasang")
    data_dir = Path(env.get("EOFFICE_DATA_DIR", "/nonexistent"))
    if data_dir.exists() and stat.S_IMODE(data_dir.stat().st_mode) & 0o077:
        wrong.append(f"folder {data_dir} dapat dibaca pengguna lain; jalankan: chmod 700 {data_dir}")
    if wrong:
        raise Invalid("Mode produksi menolak mulai: " + "; ".join(wrong) + ".")
    return Settings(
        mode="produksi",
        data_dir=data_dir,
        database_url=env["EOFFICE_DATABASE_URL"],
        storage_url=env["EOFFICE_STORAGE_URL"],
        secret_key=secret,
        base_url=base_url,
        trusted_hosts=_hosts(env, base_url),
        tls=True,
        antivirus_waived=True,
        **_optional(env),
    )
