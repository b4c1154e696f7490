// What a step of a verification came to, in plain words, and what every step works with.

import { canonical } from './pf1.js';

export const ZERO = '0'.repeat(64);
export const finding = (verdict, words, bytes = {}) => ({ verdict, words, bytes });
export const when = (holds, words, otherwise, bytes) => finding(holds ? 'ok' : 'failed', holds ? words : otherwise, bytes);
export const warning = (words, bytes) => finding('warning', words, bytes);
export const later = (words) => finding('later', words);
export const unchecked = (words) => finding('unchecked', words);
export const failed = (words, bytes) => finding('failed', words, bytes);
export const utf8 = (text) => new TextEncoder().encode(text);
export const same = (a, b) => canonical(a) === canonical(b);
