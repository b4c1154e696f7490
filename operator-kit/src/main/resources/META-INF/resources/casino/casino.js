// Keeps the balance and the account's lines fresh while the page is looked at.

const EVERY_MS = 2000;
const balance = document.getElementById('balance');
const lines = document.getElementById('lines');
const game = document.getElementById('game');
let shown = '';

function cell(text, className) {
  const td = document.createElement('td');
  td.textContent = text;
  if (className) td.className = className;
  return td;
}

async function refresh() {
  if (document.hidden) return;
  let answer;
  try {
    answer = await fetch('/account', { headers: { accept: 'application/json' } });
  } catch {
    return; // Offline: what is shown stays, and the next turn asks again.
  }
  if (answer.status === 401) {
    location.assign('/');
    return;
  }
  if (!answer.ok) return;
  const text = await answer.text();
  if (text === shown) return;
  shown = text;
  const account = JSON.parse(text);
  balance.textContent = account.balance;
  lines.replaceChildren(...account.lines.map((line) => {
    const row = document.createElement('tr');
    row.append(cell(line.what), cell(line.round, 'round'),
      cell(line.change, line.gain ? 'num gain' : 'num'));
    return row;
  }));
}

setInterval(refresh, EVERY_MS);
document.addEventListener('visibilitychange', refresh);

// The game says that money moved; how much is the wallet's to say.
addEventListener('message', (event) => {
  if (game && event.source === game.contentWindow && event.data?.fairdraw === 'balance') refresh();
});
