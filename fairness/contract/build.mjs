// Compiles FairDraw.sol with the pinned compiler and writes FairDraw.bin and FairDraw.abi.json.
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

const input = {
  language: "Solidity",
  sources: { "FairDraw.sol": { content: readFileSync(join(here, "FairDraw.sol"), "utf8") } },
  settings: {
    evmVersion: "cancun",
    viaIR: true,
    optimizer: { enabled: true, runs: 1_000_000 },
    metadata: { appendCBOR: false, bytecodeHash: "none" },
    outputSelection: { "FairDraw.sol": { FairDraw: ["abi", "evm.bytecode.object"] } },
  },
};

const result = JSON.parse(solc.compile(JSON.stringify(input)));
for (const problem of result.errors ?? []) {
  console.error(problem.formattedMessage);
}
if ((result.errors ?? []).length > 0) {
  process.exit(1);
}
const { abi, evm } = result.contracts["FairDraw.sol"].FairDraw;
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "FairDraw.abi.json"), JSON.stringify(abi, null, 1) + "\n");
writeFileSync(join(out, "FairDraw.bin"), evm.bytecode.object + "\n");
console.log(`FairDraw: ${evm.bytecode.object.length / 2} bytes, solc ${solc.version()}`);
