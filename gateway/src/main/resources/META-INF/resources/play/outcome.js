// The line above the big button: what became of the last thing that the player did.

import { $, fill, h } from './dom.js';

let told = null;

/** Tells it; `actions` are buttons {text, act}. A sticky line outlives the next change of the slip. */
export function tell(outcome) {
  told = outcome;
  $('outcome').dataset.kind = outcome?.kind ?? '';
  fill($('outcome'), outcome ? h('p', {}, outcome.text) : null,
    (outcome?.actions ?? []).map(({ text, act }) => h('button.add', { type: 'button', onclick: act }, text)));
}

/** The slip changed: what was said about the old one goes. */
export function passed() {
  if (told && !told.sticky) tell(null);
}
