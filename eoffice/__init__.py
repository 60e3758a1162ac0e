"""eoffice: naskah dinas tanpa kertas untuk sebuah pemerintah kota."""
