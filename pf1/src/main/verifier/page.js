// The verifier page: a form, and the steps as they come.

import { Chain, Unreadable, publications } from './chain.js';
import { verifyBet, verifyRound, verifyVectors } from './checks.js';

const $ = (id) => document.getElementById(id);
const form = $('form');
const field = (name) => form.elements.namedItem(name);
const FILE_BYTES_MAX = 16 << 20;
const TABS = ['round', 'bet', 'files', 'vectors'];
const LABELS = { ok: '✓ ok', warning: '! warning', later: '… not yet', unchecked: '– not checked', failed: '✗ FAILED' };
const SOURCES = ['rpc', 'contract', 'records'];

let tab = 'round';

function select(name, focus = false) {
  tab = name;
  for (const other of TABS) {
    const button = $(`tab-${other}`);
    button.setAttribute('aria-selected', String(other === name));
    button.tabIndex = other === name ? 0 : -1;
    $(`pane-${other}`).hidden = other !== name;
    if (focus && other === name) button.focus();
  }
  $('sources').hidden = name === 'files' || name === 'vectors';
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function show({ step, verdict, words, bytes }) {
  if (words.startsWith('DEV BEACON')) $('dev').hidden = false;
  const item = element('li', undefined, { 'data-verdict': verdict, 'data-step': step });
  item.append(element('span', LABELS[verdict], { class: 'mark-of' }), element('h3', step), element('p', words));
  const names = Object.keys(bytes);
  if (names.length > 0) {
    const details = element('details');
    const list = element('dl');
    for (const name of names) list.append(element('dt', name), element('dd', bytes[name]));
    details.append(element('summary', 'the bytes'), list);
    item.append(details);
  }
  $('steps').append(item);
}

function conclude(subject, { findings, verified }) {
  const last = findings.at(-1);
  const open = findings.filter((it) => it.verdict === 'unchecked').length;
  if (!verified) return end('failed', `Not verified: ${last.step}`, last.words);
  const missing = tab === 'files' ? 'need the chain and were' : 'for want of what they need were';
  const words = `${findings.length - open} steps hold${open ? `, ${open} ${missing} not checked` : ''}.`;
  if (!$('dev').hidden) return end('warning', 'The sums are right, but this game proves nothing', words);
  if (open && tab !== 'files') return end('warning', `${subject} is not verified to the end`, words);
  return end('ok', open ? `${subject}: right, as far as files can tell` : `${subject} is verified`, words);
}

function end(verdict, headline, why) {
  $('verdict').textContent = headline;
  $('verdict').dataset.verdict = verdict;
  $('why').textContent = why;
}

function required(name, words) {
  const value = field(name).value.trim();
  if (!value) {
    field(name).focus();
    throw new Unreadable(words);
  }
  return value;
}

function json(text, what) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(`${what} is not JSON`);
  }
}

async function file(name, what) {
  const chosen = field(name).files[0];
  if (!chosen) {
    field(name).focus();
    throw new Unreadable(`choose the file of ${what}`);
  }
  if (chosen.size > FILE_BYTES_MAX) throw new Unreadable(`the file of ${what} has more than 16 MiB`);
  return json(await chosen.text(), `the file of ${what}`);
}

async function evidence(place) {
  const [game, round, ...more] = place.includes(':') ? place.split(':') : ['digits-3', place];
  if (more.length || !/^[a-z0-9-]{1,40}$/.test(game) || !/^(0|[1-9][0-9]{0,14})$/.test(round)) {
    throw new Unreadable('a round is written as digits-3:42');
  }
  const chain = new Chain(required('rpc', 'name an Ethereum node'), required('contract', 'name the contract'));
  const published = await publications(required('records', 'name the address of the publications'), game, round);
  return { ...published, chain: await chain.round(published.registration.gameId, published.record) };
}

const verifications = {
  async round() {
    const place = required('round', 'name a round');
    conclude(`Round ${place}`, await verifyRound(await evidence(place), fairdrawBls, show));
  },
  async bet() {
    const proof = json(required('bet', 'paste the proof of your bet'), 'the proof');
    conclude('Your bet', await verifyBet(proof, await evidence(String(proof.roundId)), fairdrawBls, show));
  },
  async files() {
    const record = await file('recordFile', 'the record');
    const registration = await file('registrationFile', 'the registration');
    conclude(`Round ${record.roundId}`, await verifyRound({ registration, record }, fairdrawBls, show));
  },
  async vectors() {
    conclude('This page', await verifyVectors(await file('vectorsFile', 'the vectors'), fairdrawBls, show));
  },
};

async function verify(event) {
  event.preventDefault();
  $('steps').replaceChildren();
  $('dev').hidden = true;
  end('', 'Reading…', '');
  $('go').disabled = true;
  $('result').setAttribute('aria-busy', 'true');
  try {
    await verifications[tab]();
  } catch (broken) {
    end('failed', 'Not verified', broken instanceof Unreadable ? broken.message : `impossible value: ${broken.message}`);
  } finally {
    $('go').disabled = false;
    $('result').setAttribute('aria-busy', 'false');
  }
}

const query = new URLSearchParams(location.search);
for (const name of ['round', ...SOURCES]) if (query.has(name)) field(name).value = query.get(name);
$('suggested').hidden = !SOURCES.some((name) => query.has(name));
// Served by the house's own publications, the page knows their address.
if (!field('records').value && location.pathname.startsWith('/verify')) field('records').value = location.origin;
for (const name of TABS) $(`tab-${name}`).addEventListener('click', () => select(name));
document.querySelector('.tabs').addEventListener('keydown', ({ key }) => {
  const step = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[key];
  if (step) select(TABS[(TABS.indexOf(tab) + step) % TABS.length], true);
});
form.addEventListener('submit', verify);
end('', 'Nothing verified yet', 'Each step appears here in plain words, with the bytes that it worked on.');
const able = Boolean(globalThis.crypto?.subtle);
$('insecure').hidden = able;
$('go').disabled = !able;
