#!/usr/bin/env python3
"""Reads cases, one JSON object a line, and writes for each what the reference makes of it.

agree.mjs does the same with the verifier page's own code; a test compares both with Java and Solidity.
"""
import json, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import pf1


def answer(c):
    dom = pf1.domain(int(c["chainId"]), pf1.hx(c["contract"]), pf1.hx(c["gameId"]))
    r, batch, master = int(c["round"]), int(c["batch"]), pf1.hx(c["master"])
    seed = pf1.seed_of(master, dom, r)
    key = pf1.key(seed, dom, r, pf1.hx(c["source"]), int(c["beaconRound"]), pf1.H(pf1.hx(c["signature"])))
    words = pf1.Words(key, c["t"])
    drawn = [words.uniform(c["n"]) for _ in range(3)]
    lotto = pf1.outcome(key, 15504)
    bet = pf1.bet_leaf(dom, r, int(c["sequence"]), pf1.hx(c["salt"]), pf1.H(c["betRecord"].encode()))
    record = pf1.H(b"\x00" + b"PF1/rec" + dom + pf1.u64(r) + pf1.hx(c["gameId"]))
    leaves = [pf1.H(pf1.u32(i) + master) for i in range(c["leaves"])]
    return [
        dom.hex(), pf1.master_hash(master, dom, batch).hex(), seed.hex(), pf1.seed_leaf(dom, r, seed).hex(), key.hex(),
        *drawn, words.read, *pf1.digits(pf1.outcome(key, 1000), 3), *pf1.combination(lotto, 5, 20),
        bet.hex(), record.hex(), pf1.tree(leaves).hex(),
    ]


for line in sys.stdin:
    print(*answer(json.loads(line)))
