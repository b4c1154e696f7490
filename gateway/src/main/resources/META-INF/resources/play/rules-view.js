// The rules and exact odds, one click away from the bet.

import { $, h } from './dom.js';
import { percent } from './bet-view.js';
import { MARKETS } from './slip.js';
import { t } from './strings.js';

export function showRules({ game, markets, outcomes, timing }) {
  const known = markets.filter((market) => market.market in MARKETS);
  $('rules').replaceChildren(h('div.sheet.rules', {},
    h('header.proof-head', {},
      h('h2', { id: 'rules-title' }, t('rules.title')),
      h('form', { method: 'dialog' }, h('button.close', { 'aria-label': t('proofClose') }, '×'))),
    h('h3', {}, t('rules.how')),
    h('ol', {},
      h('li', {}, t('rules.how.1', { period: timing.periodMs / 1000, bet: timing.betMs / 1000 })),
      [2, 3, 4].map((n) => h('li', {}, t(`rules.how.${n}`)))),
    h('h3', {}, t('rules.odds')),
    table(known, outcomes),
    h('p.note', {}, t('rules.exact', { outcomes: outcomes.toLocaleString(), version: game.table.version })),
    h('h3', {}, t('rules.fair')),
    h('p', {}, t('rules.fair.1'))));
  $('rules').showModal();
}

function table(markets, outcomes) {
  const head = ['rules.bet', 'rules.pays', 'rules.hits', 'rules.rtp', 'rules.edge'];
  return h('table.odds-table', {},
    h('thead', {}, h('tr', {}, head.map((key) => h('th', { scope: 'col' }, t(key))))),
    h('tbody', {}, markets.map(({ market, selections: [figures] }) => h('tr', {},
      h('td', {}, t(`market.${market}`)),
      h('td', {}, t('pays', { multiplier: figures.multiplier })),
      h('td', {}, `${figures.covers} / ${outcomes}`),
      h('td', {}, `${percent(figures.rtp)} %`),
      h('td', {}, `${percent(figures.houseEdge)} %`)))));
}
