// The panel that proves a round: what was fixed when, and the same sums done again here.

import { $, h } from './dom.js';
import { checkRecord } from './pf1.js';
import { Problem } from './api.js';
import { t } from './strings.js';

export class ProofView {
  #state;
  #api;
  #shown = 0;

  constructor(state, api) {
    this.#state = state;
    this.#api = api;
    $('proof').addEventListener('click', (event) => {
      if (event.target === $('proof')) $('proof').close();
    });
  }

  async show(number) {
    const turn = ++this.#shown;
    const dialog = $('proof');
    this.#fill(number, { pending: true });
    if (!dialog.open) dialog.showModal();
    const roundId = `${this.#state.gameName}:${number}`;
    const found = {};
    try {
      found.round = this.#state.rounds.get(number) ?? await this.#api.round(roundId);
      found.record = await this.#api.record(roundId);
    } catch (broken) {
      found.missing = !(broken instanceof Problem && (broken.status === 404 || broken.status === 409));
      found.pending = !found.missing;
    }
    if (turn !== this.#shown) return;
    this.#fill(number, found);
    if (found.record) await this.#check(found.record, turn);
  }

  #fill(number, { round = this.#state.rounds.get(number) ?? {}, record, pending, missing }) {
    const from = { ...round, ...record };
    const numbers = from.numbers;
    $('proof').replaceChildren(h('div.sheet', {},
      h('header.proof-head', {},
        h('h2', { id: 'proof-title' }, t('proofTitle', { number })),
        numbers ? h('p.proof-numbers', {}, numbers.map((digit) => h('b', {}, String(digit)))) : null,
        h('form', { method: 'dialog' }, h('button.close', { 'aria-label': t('proofClose') }, '×'))),
      this.#state.game?.devSource ? h('p.dev', { role: 'note' }, t('devBeacon')) : null,
      h('p.lead', {}, t(this.#state.game?.devSource ? 'proofLeadDev' : 'proofLead')),
      from.state === 'VOIDED' || from.state === 'SKIPPED'
        ? h('p.notice', {}, t(`round.${from.state}`, { reason: from.reason ?? '' })) : null,
      missing ? h('p.notice', {}, t('proofMissing')) : pending ? h('p.notice', {}, t('proofPending')) : null,
      h('section.checks', { id: 'checks', 'aria-live': 'polite' }),
      h('ol.steps', {}, this.#steps(number, from)),
      this.#links(number, from),
      h('p.note', {}, t('proofNote'))));
    // The button that had the focus was replaced.
    if ($('proof').open) $('proof').querySelector('.close').focus({ preventScroll: true });
  }

  #steps(number, from) {
    const seen = this.#state.rounds.seen.get(number);
    const contract = this.#state.game?.chain;
    return [
      step('open', [
        ['field.opens', time(from.openAt)],
        ['field.seedHash', from.seedHash, seen && seen.hash === from.seedHash
          ? t('field.seenBefore', { time: new Date(seen.at).toLocaleTimeString() }) : null],
        ['field.batch', from.batch === undefined ? null : `${from.batch} / ${from.index}`],
        [t('field.contract', { chainId: from.chainId ?? contract?.chainId }), from.contract ?? contract?.contract],
        ['field.tableHash', from.tableHash]]),
      step('seal', [
        ['field.sealAt', time(from.sealAt ?? from.sealedAt)],
        ['field.betRoot', from.betRoot],
        ['field.betCount', from.betCount]]),
      step('beacon', [
        ['field.beaconRound', from.beaconRound],
        ['field.beaconSignature', from.beaconSignature]]),
      step('reveal', [
        ['field.seed', from.seed],
        ['field.recordHash', from.recordHash],
        ['field.signature', from.signature]]),
    ];
  }

  #links(number, from) {
    const base = this.#state.config.fairnessUrl;
    if (!base) return null;
    const game = encodeURIComponent(this.#state.gameName);
    const link = (path, words) => h('a', { href: `${base}/v1/games/${game}${path}`, target: '_blank', rel: 'noopener noreferrer' }, words);
    const contract = from.contract ?? this.#state.game?.chain?.contract ?? '';
    const verifier = new URLSearchParams({ round: `${this.#state.gameName}:${number}`, contract });
    return h('section.elsewhere', {}, h('h3', {}, t('proofElsewhere')), h('p', {},
      h('a', { href: `${base}/verify/index.html?${verifier}`, target: '_blank', rel: 'noopener noreferrer' }, t('linkVerifier')),
      link(`/rounds/${number}/record`, t('linkRecord')), link('', t('linkGame')),
      from.batch === undefined ? null : link(`/batches/${from.batch}`, t('linkBatch', { batch: from.batch }))));
  }

  async #check(record, turn) {
    const box = $('checks');
    if (!globalThis.crypto?.subtle) {
      box.replaceChildren(h('p.notice', {}, t('checkInsecure')));
      return;
    }
    box.replaceChildren(h('h3', {}, t('checks')), h('p.note', {}, t('checking')));
    const batch = await this.#batch(record.batch);
    const checks = await checkRecord(record, {
      outcomes: this.#state.outcomes,
      digits: this.#state.digits,
      seen: this.#state.rounds.seen.get(Number(record.roundId))?.hash,
      batchRoot: batch?.root,
      depth: record.proof.length,
    });
    if (turn !== this.#shown) return;
    box.replaceChildren(h('h3', {}, t('checks')), h('ul', {}, checks.map((check) =>
      h(`li${check.fits ? '' : '.no'}`, {},
        h('span.verdict', { role: 'img', 'aria-label': check.fits ? t('checkYes') : t('checkNo') }, check.fits ? '✓' : '✗'),
        t(check.key)))));
  }

  async #batch(number) {
    const base = this.#state.config.fairnessUrl;
    if (!base) return null;
    try {
      const answer = await fetch(`${base}/v1/games/${encodeURIComponent(this.#state.gameName)}/batches/${number}`,
        { signal: AbortSignal.timeout(4000) });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // Without the batch this one check is left out; the others stand.
    }
  }
}

function step(name, fields) {
  const known = fields.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return h('li', { 'data-known': String(known.length > 0) },
    h('h3', {}, t(`step.${name}`)),
    h('p', {}, t(`step.${name}.text`)),
    h('dl.paper', {}, known.map(([key, value, note]) => [
      h('dt', {}, key.startsWith('field.') ? t(key) : key),
      h('dd', {}, String(value), note ? h('small', {}, note) : null)])));
}

function time(value) {
  if (value === undefined) return undefined;
  return new Date(value).toISOString().replace('T', ' ').replace('Z', ' UTC');
}
