"""The public page behind the QR: today's truth about a signed naskah, and nothing it must not say."""
