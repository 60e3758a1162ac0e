#!/usr/bin/env bash
# Menulis ulang kedua berkas kunci dari pyproject.toml, dengan hash untuk semua sistem (KNF-03). Memerlukan `uv`.
set -euo pipefail
cd "$(dirname "$0")/.."

export UV_CUSTOM_COMPILE_COMMAND="bash tools/kunci.sh"
compile=(uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes
  --only-binary :all: --no-emit-index-url)

"${compile[@]}" "$@" -o requirements.lock >/dev/null
"${compile[@]}" "$@" --extra uji -c requirements.lock -o requirements-uji.lock >/dev/null
