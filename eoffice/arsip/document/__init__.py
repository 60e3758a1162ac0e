"""What the archive prints: the official lists, and the labels of folders and boxes; values in, bytes out."""

from eoffice.arsip.document.isi_label import boks as label_boks
from eoffice.arsip.document.isi_label import folder as label_folder
from eoffice.arsip.document.label import Label, lembar_label
from eoffice.arsip.document.resmi import DaftarResmi, Kolom, render

__all__ = ["DaftarResmi", "Kolom", "Label", "label_boks", "label_folder", "lembar_label", "render"]
