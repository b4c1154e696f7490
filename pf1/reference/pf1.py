#!/usr/bin/env python3
"""PF1 reference (docs/FAIRNESS.md): seed -> outcome -> proof. Standard library only.

usage: pf1.py vectors            print the published test vectors as JSON
       pf1.py check FILE.json    recompute every vector of FILE, exit 1 at the first difference
"""
import hashlib, hmac, json, math, sys

H = lambda b: hashlib.sha256(b).digest()
MAC = lambda k, m: hmac.new(k, m, hashlib.sha256).digest()
u32 = lambda n: n.to_bytes(4, "big")
u64 = lambda n: n.to_bytes(8, "big")
hx = lambda s: bytes.fromhex(s.removeprefix("0x"))


def domain(chain_id, contract, game_id):
    return H(b"PF1/domain" + u64(chain_id) + contract + game_id)


def seed_of(master, dom, r):
    return MAC(master, b"PF1/seed" + dom + u64(r))


def master_hash(master, dom, batch):
    return H(b"PF1/mast" + dom + u64(batch) + master)


def seed_leaf(dom, r, seed):
    return H(b"\x00" + dom + u64(r) + seed)


def bet_leaf(dom, r, seq, salt, bet_hash):
    return H(b"\x00" + b"PF1/bet" + dom + u64(r) + u64(seq) + salt + bet_hash)


def record_leaf(dom, r, record_hash):
    return H(b"\x00" + b"PF1/rec" + dom + u64(r) + record_hash)


def head_after(head, leaf):
    """The head that a receipt carries: head_n = H(head_{n-1} || leaf_n), zeros before the first."""
    return H(head + leaf)


def tree(leaves):
    """RFC 9162 Merkle tree hash over leaf hashes."""
    if not leaves:
        return H(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return H(b"\x01" + tree(leaves[:k]) + tree(leaves[k:]))


def path(leaves, m):
    """RFC 9162 inclusion proof of leaf m, bottom first."""
    if len(leaves) == 1:
        return []
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    if m < k:
        return path(leaves[:k], m) + [tree(leaves[k:])]
    return path(leaves[k:], m - k) + [tree(leaves[:k])]


def included(root, n, leaf, m, proof):
    fn, sn, r = m, n - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = H(b"\x01" + p + r)
            if not fn & 1:
                while fn and not fn & 1:
                    fn >>= 1
                    sn >>= 1
        else:
            r = H(b"\x01" + r + p)
        fn >>= 1
        sn >>= 1
    return sn == 0 and r == root


def key(seed, dom, r, source, beacon_round, entropy, extra=bytes(32)):
    return MAC(seed, b"PF1/key" + dom + u64(r) + source + u64(beacon_round) + entropy + extra)


class Words:
    """Big-endian 32-bit words of HMAC(K, "PF1/out" || u32 draw || u32 j), j = 0, 1, 2, ..."""

    def __init__(self, k, draw=0):
        self.k, self.draw, self.j, self.buf, self.read = k, draw, 0, b"", 0

    def next(self):
        if not self.buf:
            self.buf = MAC(self.k, b"PF1/out" + u32(self.draw) + u32(self.j))
            self.j += 1
        w, self.buf = self.buf[:4], self.buf[4:]
        self.read += 1
        return int.from_bytes(w, "big")

    def uniform(self, n):
        limit = (1 << 32) // n * n
        while True:
            x = self.next()
            if x < limit:
                return x % n


def outcome(k, m):
    return Words(k).uniform(m)


def digits(o, d):
    return [int(c) for c in f"{o:0{d}d}"]


def combination(o, k, n):
    """Lexicographic unranking of the k-subsets of 1..n."""
    out, x = [], 1
    for left in range(k, 0, -1):
        while math.comb(n - x, left - 1) <= o:
            o -= math.comb(n - x, left - 1)
            x += 1
        out.append(x)
        x += 1
    return out


def beacon_round(open_ms, bet_ms, gap_ms, genesis_s, period_s):
    """First beacon round emitted at or after the end of the gap; round 1 is emitted at genesis."""
    d = open_ms + bet_ms + gap_ms - genesis_s * 1000
    return -(-d // (period_s * 1000)) + 1


QUICKNET = hx("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971")
CONTRACT = hx("5fbdb2315678afecb367f032d93f642f64180aa3")


def vector(name, label, rules, batch, r, depth, source, beacon, entropy, sig):
    master = H(label)
    dom = domain(31337, CONTRACT, H(rules))
    entropy = H(hx(sig)) if sig else entropy
    n, first = 1 << depth, batch << depth
    seeds = [seed_of(master, dom, first + i) for i in range(n)]
    leaves = [seed_leaf(dom, first + i, s) for i, s in enumerate(seeds)]
    i = r - first
    k = key(seeds[i], dom, r, source, beacon, entropy)
    stress = Words(k, 9)
    return dict(
        name=name, chainId=31337, contract="0x" + CONTRACT.hex(), rules=rules.decode(), gameId=H(rules).hex(),
        domain=dom.hex(), master=master.hex(), batch=batch, depth=depth, masterHash=master_hash(master, dom, batch).hex(),
        roundId=r, index=i, seed=seeds[i].hex(), seedHash=leaves[i].hex(), proof=[p.hex() for p in path(leaves, i)],
        root=tree(leaves).hex(), source=source.hex(), beaconRound=beacon, beaconSignature=sig, entropy=entropy.hex(),
        extra="00" * 32, key=k.hex(),
        digits2=digits(outcome(k, 100), 2), digits3=digits(outcome(k, 1000), 3), digits4=digits(outcome(k, 10000), 4),
        lotto5of20=dict(outcome=outcome(k, 15504), numbers=combination(outcome(k, 15504), 5, 20)),
        draw9_uniform_2147483649=[stress.uniform((1 << 31) + 1) for _ in range(4)], draw9_words=stress.read,
        bet=bet_vector(label, dom, rules, r), record=record_vector(label, dom, r))


def bet_vector(label, dom, rules, r):
    """The second bet of a round: its leaf, its place in the chain of heads, the root over both."""
    salt, other = H(label + b" salt")[:16], H(label + b" first bet")
    fields = dict(v="1", gameId=H(rules).hex(), round=str(r), ticket="00000000-0000-7000-8000-000000000000", index="0",
                  operator="demo", playerPseudonym="Zo\u00eb \u4e00", market="DIGIT", selection="1:4", stake="177", currency="EUR",
                  tableHash=H(label + b" table").hex())
    record = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    leaf, before = bet_leaf(dom, r, 1, salt, H(record.encode())), head_after(bytes(32), other)
    return dict(sequence=1, salt=salt.hex(), betRecord=record, leaf=leaf.hex(), previousHead=before.hex(),
                head=head_after(before, leaf).hex(), proof=[other.hex()], betRoot=tree([other, leaf]).hex(), betCount=2)


def record_vector(label, dom, r):
    record_hash = H(label + b" record")
    return dict(recordHash=record_hash.hex(), leaf=record_leaf(dom, r, record_hash).hex())


def vectors():
    sig = "8d2c8bbc37170dbacc5e280a21d4e195cff5f32a19fd6a58633fa4e4670478b5fb39bc13dd8f8c4372c5a76191198ac5"
    dev = H(b"PF1/source/dev:" + b"\x00" * 96)
    return [
        vector("A-dev", b"PF1 vector A", b'{"game":"digits-3","v":1}', 0, 5, 3, dev, 1, H(b"PF1 entropy A"), None),
        vector("B-quicknet", b"PF1 vector B", b'{"game":"digits-3","v":1}', 7, 59, 3, QUICKNET, 20791007, None, sig),
        vector("C-quicknet-deep", b"PF1 vector C", b'{"game":"lotto-5-20","v":1}', 41, 41 * 1024 + 777, 10, QUICKNET, 20791007, None, sig),
        vector("D-single", b"PF1 vector D", b'{"game":"digits-2","v":1}', 12, 12, 0, QUICKNET, 20791007, None, sig),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["vectors"]:
        json.dump(vectors(), sys.stdout, indent=1)
    elif sys.argv[1:2] == ["check"] and len(sys.argv) == 3:
        for v in json.load(open(sys.argv[2])):
            dom = domain(v["chainId"], hx(v["contract"]), hx(v["gameId"]))
            k = key(hx(v["seed"]), dom, v["roundId"], hx(v["source"]), v["beaconRound"], hx(v["entropy"]), hx(v["extra"]))
            ok = (dom.hex() == v["domain"] and seed_of(hx(v["master"]), dom, v["roundId"]).hex() == v["seed"]
                  and seed_leaf(dom, v["roundId"], hx(v["seed"])).hex() == v["seedHash"] and k.hex() == v["key"]
                  and included(hx(v["root"]), 1 << v["depth"], hx(v["seedHash"]), v["index"], [hx(p) for p in v["proof"]])
                  and digits(outcome(k, 1000), 3) == v["digits3"]
                  and combination(outcome(k, 15504), 5, 20) == v["lotto5of20"]["numbers"])
            b, c = v["bet"], v["record"]
            leaf = bet_leaf(dom, v["roundId"], b["sequence"], hx(b["salt"]), H(b["betRecord"].encode()))
            ok = (ok and leaf.hex() == b["leaf"] and head_after(hx(b["previousHead"]), leaf).hex() == b["head"]
                  and included(hx(b["betRoot"]), b["betCount"], leaf, b["sequence"], [hx(p) for p in b["proof"]])
                  and record_leaf(dom, v["roundId"], hx(c["recordHash"])).hex() == c["leaf"])
            print(v["name"], "ok" if ok else "DIFFERS")
            if not ok:
                sys.exit(1)
    else:
        sys.exit(__doc__)
