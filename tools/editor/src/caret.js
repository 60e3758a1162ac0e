/*
 * Kursor yang dilihat penulis adalah kursor yang dipakai perintah. Peramban baru mengabarkan letak kursor yang baru
 * (selectionchange) pada gambar layar berikutnya, puluhan milidetik kemudian di komputer yang sibuk; tombol yang ditekan
 * sebelum kabar itu tiba akan bekerja di letak yang lama. Karena itu letaknya dibaca sendiri sebelum setiap perintah.
 */
import { Plugin } from "prosemirror-state";

/* Tidak sewaktu huruf masih dirangkai (IME, papan ketik layar): rangkaiannya akan terputus. */
export function readCaret(view) {
  if (!view.composing) view.domObserver.flush();
}

export const caret = new Plugin({
  props: {
    handleDOMEvents: {
      keydown(view, event) {
        if (!event.isComposing && event.keyCode !== 229) readCaret(view);
        return false;
      },
    },
  },
});
