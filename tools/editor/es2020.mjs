/* Semua skrip yang dikirim ke peramban harus terurai sebagai ES2020 (Chrome 80, Firefox 78, Safari 14). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";

const found = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? found(path) : path.endsWith(".js") ? [path] : [];
  });

let wrong = 0;
for (const path of found("../../static")) {
  try {
    parse(readFileSync(path, "utf8"), { ecmaVersion: 2020, sourceType: "script" });
  } catch (error) {
    wrong++;
    console.error(`${path}: ${error.message}`);
  }
}
process.exit(wrong ? 1 : 0);
