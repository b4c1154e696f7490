// Compiles the contracts with the pinned compiler and writes NAME.bin and NAME.abi.json of each.
// The same source gives the same bytes on every machine: no metadata, no paths, a pinned EVM.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import solc from "solc";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) {
  console.error("usage: node build.mjs OUTPUT_FOLDER");
  process.exit(2);
}

const names = ["FairDraw", "DrandBeacon"];
const input = {
  language: "Solidity",
  sources: Object.fromEntries(
    names.map((name) => [`${name}.sol`, { content: readFileSync(join(here, `${name}.sol`), "utf8") }]),
  ),
  settings: {
    evmVersion: "cancun",
    viaIR: true,
    optimizer: { enabled: true, runs: 1_000_000 },
    metadata: { appendCBOR: false, bytecodeHash: "none" },
    outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
  },
};

const result = JSON.parse(solc.compile(JSON.stringify(input)));
for (const problem of result.errors ?? []) {
  console.error(problem.formattedMessage);
}
if ((result.errors ?? []).length > 0) {
  process.exit(1);
}
mkdirSync(out, { recursive: true });
for (const name of names) {
  const { abi, evm } = result.contracts[`${name}.sol`][name];
  writeFileSync(join(out, `${name}.abi.json`), JSON.stringify(abi, null, 1) + "\n");
  writeFileSync(join(out, `${name}.bin`), evm.bytecode.object + "\n");
  console.log(`${name}: ${evm.bytecode.object.length / 2} bytes, solc ${solc.version()}`);
}
