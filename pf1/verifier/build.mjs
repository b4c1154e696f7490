// Builds the static verifier page: index.html with everything of ours inside, and beside it one vendored
// library. The same source and the same package-lock.json give the same bytes on every machine.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, '../src/main/verifier');
const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs OUTPUT_FOLDER');
  process.exit(2);
}

async function bundle(entry, options) {
  const result = await build({
    entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2022', charset: 'utf8',
    legalComments: 'none', absWorkingDir: here, ...options,
  });
  return result.outputFiles[0].text;
}

const read = (name) => readFileSync(join(source, name), 'utf8');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const license = readFileSync(join(here, 'node_modules/@noble/curves/LICENSE'), 'utf8');
const version = JSON.parse(readFileSync(join(here, 'node_modules/@noble/curves/package.json'), 'utf8')).version;

const banner = `/*! @noble/curves ${version}: BLS12-381 and Ed25519.\n${license.trim()}\n*/`;
const library = await bundle(join(here, 'bls.mjs'), { minify: true, globalName: 'fairdrawBls', banner: { js: banner } });

// Readable, so that whoever saves the page can read what it does.
const script = `\n${(await bundle(join(source, 'page.js'), {})).replaceAll('</script', '<\\/script')}`;
const css = `\n${read('page.css')}`;
const policy = [
  "default-src 'none'", `script-src 'self' file: ${hash(script)}`, `style-src ${hash(css)}`, 'img-src data:',
  'connect-src http: https:', "base-uri 'none'", "form-action 'none'",
].join('; ');
const fill = { policy, css, script };
const page = read('page.html').replace(/\{\{(policy|css|script)\}\}/g, (_, name) => fill[name]);

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'index.html'), page);
writeFileSync(join(out, 'bls12-381.js'), library);
console.log(`index.html: ${page.length} characters, bls12-381.js: ${library.length} characters`);
