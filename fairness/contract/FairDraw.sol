// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title FairDraw: what the house has promised, before it could know the result (protocol PF1)
/// @notice The house registers a game once, commits one batch of seeds at a time before its rounds
/// open, reveals the batch's master afterwards and anchors the root of its round records.
/// Not upgradeable: a new version is a new contract, hence a new domain for every hash below.
///
/// How to check a round r with this contract alone (all integers big-endian, H = SHA-256):
///  1. `game(gameId)` gives the schedule, the beacon and the two signing keys.
///  2. `batch(gameId, r >> depth)` gives root and master hash; its `committedAt` and
///     `committedBlock` say whether the commit was final before r opened at originMs + r * periodMs.
///  3. `beaconRoundOf(gameId, r)` names the one beacon round that decides r.
///  4. `verifySeed(gameId, r, seed, proof)` and `outcome(gameId, r, seed, signature)` repeat the draw.
///     The contract does not verify the beacon's BLS signature: the reader does.
///  5. After the batch, event `BatchRevealed` carries the master from which all seeds follow, and
///     `RecordsAnchored` the RFC 9162 root of the leaves H(0x00 || "PF1/rec" || domain || r || recordHash).
contract FairDraw {
    /// @notice What is fixed for ever when a game is registered.
    /// @param committer the only account that commits and anchors
    /// @param originMs when round 0 opens, Unix milliseconds, a whole second
    /// @param periodMs from one opening to the next
    /// @param betMs from the opening to the close of betting
    /// @param gapMs from the close of betting to the earliest time of the beacon
    /// @param outcomes the number of outcomes, 2 to 100 000
    /// @param beaconGenesisS when beacon round 1 was emitted, Unix seconds
    /// @param beaconPeriodS from one beacon to the next
    /// @param revealWindowS how long after a batch's last beacon its master may stay hidden
    /// @param depth a batch holds 2^depth rounds
    /// @param confirmations the blocks a commit needs before a round may open on it
    /// @param source the beacon's chain hash
    /// @param recordKey Ed25519 public key that signs openings, seals and round records
    /// @param receiptKey Ed25519 public key that signs bet receipts
    /// @param beneficiary who is paid a slashed bond; zero burns it
    struct Rules {
        address committer;
        uint48 originMs;
        uint32 periodMs;
        uint32 betMs;
        uint32 gapMs;
        uint32 outcomes;
        uint40 beaconGenesisS;
        uint16 beaconPeriodS;
        uint32 revealWindowS;
        uint8 depth;
        uint16 confirmations;
        bytes32 source;
        bytes32 recordKey;
        bytes32 receiptKey;
        address beneficiary;
    }

    /// @notice A registered game. The order packs it into six words, all that times need into one.
    /// @param nextBatch the smallest batch number that may still be committed
    /// @param bond what the house loses when it stays silent or commits a bad leaf, in wei
    struct Game {
        address committer;
        uint48 nextBatch;
        uint32 outcomes;
        uint16 confirmations;
        uint48 originMs;
        uint32 periodMs;
        uint32 betMs;
        uint32 gapMs;
        uint40 beaconGenesisS;
        uint16 beaconPeriodS;
        uint32 revealWindowS;
        uint8 depth;
        bytes32 source;
        bytes32 recordKey;
        bytes32 receiptKey;
        address beneficiary;
        uint96 bond;
    }

    /// @notice One committed batch. Times are Unix seconds of the block; zero means not yet.
    /// @param recordsRoot zero until it is anchored
    /// @param slashed the bond was taken for silence
    /// @param badLeaf the bond was taken for a leaf that does not follow from the master
    struct Batch {
        bytes32 root;
        bytes32 masterHash;
        uint64 committedBlock;
        uint48 committedAt;
        uint48 revealedAt;
        bool slashed;
        bool badLeaf;
        bytes32 recordsRoot;
        bytes32 escrowHash;
    }

    struct Withdrawal {
        uint96 amount;
        uint48 requestedAt;
    }

    struct Rotation {
        address committer;
        uint48 readyAt;
    }

    /// The shortest reveal window that a game may have.
    uint256 private constant MIN_REVEAL_WINDOW_S = 48 hours;
    /// How long everybody may still slash after the last deadline, before a bond can leave.
    uint256 private constant BOND_GRACE_S = 1 days;
    /// How long a new committer is public before it takes over.
    uint256 private constant ROTATION_DELAY_S = 1 days;
    /// The deepest batch: 65 536 rounds.
    uint256 private constant MAX_DEPTH = 16;
    /// The most outcomes a game may have.
    uint256 private constant MAX_OUTCOMES = 100_000;
    /// How far ahead a batch may open: a slip of the number must not end the game, and no far batch
    /// may bring the arithmetic of deadlines near its end.
    uint256 private constant MAX_AHEAD_MS = 366 days * 1000;
    /// What a beneficiary's code may spend of the gas of whoever slashes.
    uint256 private constant BENEFICIARY_GAS = 100_000;

    /// A game and its batches, side by side: whoever has found the one need not search for the other.
    struct Entry {
        Game game;
        mapping(uint64 batch => Batch) batches;
    }

    mapping(bytes32 gameId => Entry) private entries;
    mapping(bytes32 gameId => Withdrawal) private withdrawals;
    mapping(bytes32 gameId => Rotation) private rotations;

    /// @notice A game exists from here on. `domain` binds every hash of the game to chain, contract and game.
    event GameRegistered(bytes32 indexed gameId, bytes32 domain, address indexed committer, bytes32 source, uint8 depth);
    /// @notice Root over the batch's seed hashes, hash of its master, hash of the escrowed master (zero: none).
    event BatchCommitted(bytes32 indexed gameId, uint64 indexed batch, bytes32 root, bytes32 masterHash, bytes32 escrowHash);
    /// @notice The batch's master: seed_r = HMAC(master, "PF1/seed" || domain || r) for its rounds.
    event BatchRevealed(bytes32 indexed gameId, uint64 indexed batch, bytes32 master);
    /// @notice RFC 9162 root of the record leaves of the batch, in the order of rounds.
    event RecordsAnchored(bytes32 indexed gameId, uint64 indexed batch, bytes32 recordsRoot);
    /// @notice The set of bets of a round; of several, the first counts.
    event RoundSealed(bytes32 indexed gameId, uint64 indexed round, bytes32 betRoot, uint64 betCount);
    /// @notice The house stayed silent after the deadline, or committed a bad leaf, and lost `amount` wei.
    event BondSlashed(bytes32 indexed gameId, uint64 indexed batch, address indexed by, uint256 amount, bool badLeaf);
    event BondToppedUp(bytes32 indexed gameId, uint256 amount);
    event BondWithdrawalRequested(bytes32 indexed gameId, uint256 amount);
    event BondWithdrawn(bytes32 indexed gameId, uint256 amount);
    event CommitterRotationAnnounced(bytes32 indexed gameId, address committer, uint256 readyAt);
    event CommitterRotated(bytes32 indexed gameId, address committer);

    /// @notice Only the game's committer may do this.
    error NotCommitter();
    /// @notice The batch number is not above the last one: somebody else has committed it.
    error BadBatch();
    /// @notice The batch's last round has opened, or the round's beacon is out.
    error TooLate();
    /// @notice The time for this has not come, or the batch opens more than a year ahead.
    error TooEarly();
    /// @notice The batch was never committed, or this was done before.
    error BadState();
    /// @notice The master does not have the committed hash.
    error BadMaster();
    /// @notice The proof does not lead to the root, or the leaf is good.
    error BadProof();
    /// @notice The game is registered.
    error Exists();
    /// @notice The bond still answers for a batch, or is smaller than asked for.
    error BondLocked();
    /// @notice The rules of the game are impossible.
    error BadRules();

    /// @notice Registers a game, with the value sent as its bond.
    /// @param gameId H(RFC 8785 JSON of kind, parameters, schedule, depth and source)
    function registerGame(bytes32 gameId, Rules calldata rules) external payable {
        if (entries[gameId].game.committer != address(0)) revert Exists();
        checkRules(rules);
        Game storage game_ = entries[gameId].game;
        game_.committer = rules.committer;
        game_.outcomes = rules.outcomes;
        game_.confirmations = rules.confirmations;
        game_.originMs = rules.originMs;
        game_.periodMs = rules.periodMs;
        game_.betMs = rules.betMs;
        game_.gapMs = rules.gapMs;
        game_.beaconGenesisS = rules.beaconGenesisS;
        game_.beaconPeriodS = rules.beaconPeriodS;
        game_.revealWindowS = rules.revealWindowS;
        game_.depth = rules.depth;
        game_.source = rules.source;
        game_.recordKey = rules.recordKey;
        game_.receiptKey = rules.receiptKey;
        if (rules.beneficiary != address(0) || msg.value != 0) {
            game_.beneficiary = rules.beneficiary;
            game_.bond = asBond(msg.value);
        }
        emit GameRegistered(gameId, domainOf(gameId), rules.committer, rules.source, rules.depth);
    }

    /// @notice Commits a batch before its last round opens, so that no outage can block the game for ever.
    /// @param escrowHash hash of the master, time-lock encrypted to a beacon after the deadline; zero: none
    function commitBatch(bytes32 gameId, uint64 batch_, bytes32 root, bytes32 masterHash, bytes32 escrowHash) external {
        Game storage game_ = entries[gameId].game;
        if (msg.sender != game_.committer) revert NotCommitter();
        if (batch_ < game_.nextBatch || batch_ >= type(uint48).max) revert BadBatch();
        uint256 lastMs = openMs(game_, lastRound(game_, batch_));
        uint256 nowMs = block.timestamp * 1000;
        if (nowMs >= lastMs) revert TooLate();
        if (lastMs - nowMs > MAX_AHEAD_MS) revert TooEarly();
        game_.nextBatch = uint48(batch_) + 1;
        Batch storage stored = entries[gameId].batches[batch_];
        stored.root = root;
        stored.masterHash = masterHash;
        stored.committedBlock = uint64(block.number);
        stored.committedAt = uint48(block.timestamp);
        if (escrowHash != 0) stored.escrowHash = escrowHash;
        emit BatchCommitted(gameId, batch_, root, masterHash, escrowHash);
    }

    /// @notice Publishes the master of a batch. Anybody may, but never before its last beacon is out.
    function revealBatch(bytes32 gameId, uint64 batch_, bytes32 master) external {
        Batch storage stored = entries[gameId].batches[batch_];
        if (stored.committedAt == 0 || stored.revealedAt != 0) revert BadState();
        if (block.timestamp < lastBeaconS(entries[gameId].game, batch_)) revert TooEarly();
        checkMaster(gameId, batch_, stored, master);
        stored.revealedAt = uint48(block.timestamp);
        emit BatchRevealed(gameId, batch_, master);
    }

    /// @notice Anchors the root of the batch's round records, once. The house does so after the batch's
    /// last record: an earlier anchor could not hold the records to come, and every verifier would see it.
    function anchorRecords(bytes32 gameId, uint64 batch_, bytes32 recordsRoot) external {
        // The dearest call of a batch after its commit: each check by itself is cheaper than joined.
        Entry storage entry = entries[gameId];
        if (msg.sender != entry.game.committer) revert NotCommitter();
        if (batch_ >= entry.game.nextBatch) revert BadState();
        if (recordsRoot == 0) revert BadState();
        Batch storage stored = entry.batches[batch_];
        if (stored.recordsRoot != 0) revert BadState();
        stored.recordsRoot = recordsRoot;
        emit RecordsAnchored(gameId, batch_, recordsRoot);
    }

    /// @notice Puts the seal of a round on the chain, before its beacon is out. Costs no storage.
    function sealRound(bytes32 gameId, uint64 round, bytes32 betRoot, uint64 betCount) external {
        Game storage game_ = entries[gameId].game;
        if (msg.sender != game_.committer) revert NotCommitter();
        if (block.timestamp >= beaconS(game_, round)) revert TooLate();
        emit RoundSealed(gameId, round, betRoot, betCount);
    }

    /// @notice Takes the bond when a batch's master stayed hidden past the deadline. Anybody may, once.
    function slashUnrevealed(bytes32 gameId, uint64 batch_) external {
        Game storage game_ = entries[gameId].game;
        Batch storage stored = entries[gameId].batches[batch_];
        if (stored.committedAt == 0 || stored.revealedAt != 0 || stored.slashed) revert BadState();
        if (block.timestamp <= lastBeaconS(game_, batch_) + game_.revealWindowS) revert TooEarly();
        stored.slashed = true;
        slash(gameId, game_, batch_, false);
    }

    /// @notice Takes the bond when a committed leaf does not follow from the master. Anybody may, once.
    /// @param index the leaf's place in the batch
    /// @param leaf the leaf under the root, as the house published it (seedHash)
    /// @param proof from the leaf to the root, bottom first
    function proveBadLeaf(
        bytes32 gameId,
        uint64 batch_,
        bytes32 master,
        uint64 index,
        bytes32 leaf,
        bytes32[] calldata proof
    ) external {
        Game storage game_ = entries[gameId].game;
        Batch storage stored = entries[gameId].batches[batch_];
        if (stored.committedAt == 0 || stored.badLeaf) revert BadState();
        checkMaster(gameId, batch_, stored, master);
        if (!included(stored.root, game_.depth, index, leaf, proof)) revert BadProof();
        bytes32 domain = domainOf(gameId);
        uint64 round = (batch_ << game_.depth) + index;
        bytes32 seed = hmac(master, abi.encodePacked("PF1/seed", domain, round));
        if (leaf == leafOf(domain, round, seed)) revert BadProof();
        stored.badLeaf = true;
        slash(gameId, game_, batch_, true);
    }

    /// @notice Adds to the bond of a game. Anybody may.
    function topUpBond(bytes32 gameId) external payable {
        Game storage game_ = entries[gameId].game;
        if (game_.committer == address(0)) revert BadState();
        game_.bond = asBond(uint256(game_.bond) + msg.value);
        emit BondToppedUp(gameId, msg.value);
    }

    /// @notice Announces that `amount` wei of the bond will leave. Zero takes the announcement back.
    function requestBondWithdrawal(bytes32 gameId, uint96 amount) external {
        Game storage game_ = entries[gameId].game;
        if (msg.sender != game_.committer) revert NotCommitter();
        if (amount > game_.bond) revert BondLocked();
        withdrawals[gameId] = Withdrawal(amount, uint48(block.timestamp));
        emit BondWithdrawalRequested(gameId, amount);
    }

    /// @notice Pays an announced withdrawal out, once the bond answers for no batch any more.
    function withdrawBond(bytes32 gameId) external {
        Game storage game_ = entries[gameId].game;
        if (msg.sender != game_.committer) revert NotCommitter();
        Withdrawal memory asked = withdrawals[gameId];
        uint256 from = uint256(asked.requestedAt) + game_.revealWindowS;
        if (game_.nextBatch > 0) {
            uint256 deadline = lastBeaconS(game_, game_.nextBatch - 1) + game_.revealWindowS;
            if (deadline > from) from = deadline;
        }
        if (asked.amount == 0 || asked.amount > game_.bond || block.timestamp <= from + BOND_GRACE_S) {
            revert BondLocked();
        }
        delete withdrawals[gameId];
        game_.bond -= asked.amount;
        emit BondWithdrawn(gameId, asked.amount);
        (bool paid,) = msg.sender.call{value: asked.amount}("");
        if (!paid) revert BondLocked();
    }

    /// @notice Announces the next committer; it takes over by `acceptCommitter` after the delay.
    function rotateCommitter(bytes32 gameId, address next) external {
        if (msg.sender != entries[gameId].game.committer) revert NotCommitter();
        uint256 readyAt = block.timestamp + ROTATION_DELAY_S;
        rotations[gameId] = Rotation(next, uint48(readyAt));
        emit CommitterRotationAnnounced(gameId, next, readyAt);
    }

    /// @notice The announced committer takes over.
    function acceptCommitter(bytes32 gameId) external {
        Rotation memory rotation = rotations[gameId];
        if (msg.sender != rotation.committer) revert NotCommitter();
        if (block.timestamp < rotation.readyAt) revert TooEarly();
        delete rotations[gameId];
        entries[gameId].game.committer = msg.sender;
        emit CommitterRotated(gameId, msg.sender);
    }

    /// @notice The registered game; a zero committer means that there is none.
    function game(bytes32 gameId) external view returns (Game memory) {
        return entries[gameId].game;
    }

    /// @notice The committed batch; a zero `committedAt` means that there is none.
    function batch(bytes32 gameId, uint64 batch_) external view returns (Batch memory) {
        return entries[gameId].batches[batch_];
    }

    /// @notice What is announced for the game and not yet done: a withdrawal of its bond, its next
    /// committer. Zeros mean that there is none.
    function soon(bytes32 gameId) external view returns (Withdrawal memory, Rotation memory) {
        return (withdrawals[gameId], rotations[gameId]);
    }

    /// @notice H("PF1/domain" || u64 chainId || contract || gameId).
    function domainOf(bytes32 gameId) public view returns (bytes32) {
        return sha256(abi.encodePacked("PF1/domain", uint64(block.chainid), address(this), gameId));
    }

    /// @notice The one beacon round that decides a round of the game.
    function beaconRoundOf(bytes32 gameId, uint64 round) external view returns (uint64) {
        Game storage game_ = entries[gameId].game;
        if (game_.committer == address(0)) revert BadState();
        return uint64(beaconRound(game_, round));
    }

    /// @notice Whether the chain itself shows that the round's batch had its confirmations before the
    /// round opened, so that it was allowed to open at all. True is a proof; false may only mean that
    /// another witness is needed.
    /// @param witness a later batch of the game whose own commit stands at least `confirmations` blocks
    /// after that of the round's batch, and before the opening; or the round's own batch: then the
    /// block in which this is asked is the witness, so ask with the block tag of one before the opening
    function playable(bytes32 gameId, uint64 round, uint64 witness) external view returns (bool) {
        Game storage game_ = entries[gameId].game;
        uint64 own = round >> game_.depth;
        Batch storage stored = entries[gameId].batches[own];
        if (stored.committedAt == 0) return false;
        uint256 number = block.number;
        uint256 time = block.timestamp;
        if (witness != own) {
            Batch storage later = entries[gameId].batches[witness];
            number = later.committedBlock;
            time = later.committedAt;
        }
        return number >= uint256(stored.committedBlock) + game_.confirmations && time * 1000 < openMs(game_, round);
    }

    /// @notice Whether the seed is the one committed for the round. A wrong seed, index or proof is false.
    function verifySeed(bytes32 gameId, uint64 round, bytes32 seed, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        uint8 depth = entries[gameId].game.depth;
        Batch storage stored = entries[gameId].batches[round >> depth];
        if (stored.committedAt == 0) return false;
        uint64 index = round & ((uint64(1) << depth) - 1);
        return included(stored.root, depth, index, leafOf(domainOf(gameId), round, seed), proof);
    }

    /// @notice The outcome of a round by its seed and its beacon's signature, which the caller has verified.
    function outcome(bytes32 gameId, uint64 round, bytes32 seed, bytes calldata beaconSignature)
        external
        view
        returns (uint32)
    {
        Game storage game_ = entries[gameId].game;
        if (game_.committer == address(0)) revert BadState();
        bytes32 key = keyOf(
            seed,
            domainOf(gameId),
            round,
            game_.source,
            uint64(beaconRound(game_, round)),
            sha256(beaconSignature),
            bytes32(0)
        );
        return uniforms(key, 0, game_.outcomes, 1)[0];
    }

    /// @notice K_r of PF1: HMAC(seed, "PF1/key" || domain || r || source || beacon round || entropy || extra).
    function keyOf(
        bytes32 seed,
        bytes32 domain,
        uint64 round,
        bytes32 source,
        uint64 beaconRound_,
        bytes32 entropy,
        bytes32 extra
    ) public pure returns (bytes32) {
        return hmac(seed, abi.encodePacked("PF1/key", domain, round, source, beaconRound_, entropy, extra));
    }

    /// @notice The first `count` numbers below n, 1 <= n <= 2^32, of draw t under a key, by rejection.
    function uniforms(bytes32 key, uint32 t, uint64 n, uint256 count) public pure returns (uint32[] memory drawn) {
        if (n == 0 || n > 1 << 32) revert BadRules();
        uint256 limit = ((1 << 32) / uint256(n)) * n;
        drawn = new uint32[](count);
        uint256 done = 0;
        for (uint32 j = 0; done < count; j++) {
            uint256 block_ = uint256(hmac(key, abi.encodePacked("PF1/out", t, j)));
            for (uint256 left = 8; left > 0 && done < count; left--) {
                uint256 word = (block_ >> ((left - 1) * 32)) & type(uint32).max;
                if (word < limit) drawn[done++] = uint32(word % n);
            }
        }
    }

    function checkRules(Rules calldata rules) private pure {
        if (
            rules.committer == address(0) || rules.originMs % 1000 != 0 || rules.periodMs == 0
                || rules.confirmations == 0 || rules.source == 0 || rules.recordKey == 0
                || rules.receiptKey == 0 || rules.outcomes < 2 || rules.outcomes > MAX_OUTCOMES || rules.beaconPeriodS == 0
                || rules.revealWindowS < MIN_REVEAL_WINDOW_S || rules.depth > MAX_DEPTH
                || uint256(rules.beaconGenesisS) * 1000 > uint256(rules.originMs) + rules.betMs + rules.gapMs
        ) revert BadRules();
    }

    function checkMaster(bytes32 gameId, uint64 batch_, Batch storage stored, bytes32 master) private view {
        bytes32 hash = sha256(abi.encodePacked("PF1/mast", domainOf(gameId), batch_, master));
        if (hash != stored.masterHash) revert BadMaster();
    }

    /// A beneficiary that refuses the money cannot save the bond: it then stays here for good. Nor can
    /// its code burn the slasher's gas or answer more than there is memory for: both are bounded.
    function slash(bytes32 gameId, Game storage game_, uint64 batch_, bool badLeaf) private {
        uint256 amount = game_.bond;
        if (amount != 0) {
            game_.bond = 0;
            address beneficiary = game_.beneficiary;
            assembly ("memory-safe") {
                pop(call(BENEFICIARY_GAS, beneficiary, amount, 0, 0, 0, 0))
            }
        }
        emit BondSlashed(gameId, batch_, msg.sender, amount, badLeaf);
    }

    function asBond(uint256 amount) private pure returns (uint96) {
        if (amount > type(uint96).max) revert BadRules();
        return uint96(amount);
    }

    // The sums below cannot overflow: rounds are below 2^64, periods and times below 2^48. Beacon
    // rounds of committed batches stay far below 2^64, since a batch opens within a year.

    function lastRound(Game storage game_, uint64 batch_) private view returns (uint64) {
        unchecked {
            return uint64(((uint256(batch_) + 1) << game_.depth) - 1);
        }
    }

    function openMs(Game storage game_, uint64 round) private view returns (uint256) {
        unchecked {
            return uint256(game_.originMs) + uint256(round) * game_.periodMs;
        }
    }

    /// The first beacon round at or after the end of the round's gap; round 1 comes at the genesis.
    function beaconRound(Game storage game_, uint64 round) private view returns (uint256 number) {
        (number,) = beaconOf(game_, round);
    }

    /// When the beacon that decides the round is emitted, Unix seconds.
    function beaconS(Game storage game_, uint64 round) private view returns (uint256 timeS) {
        (, timeS) = beaconOf(game_, round);
    }

    /// Number and time of the beacon that decides the round. In one place, so that the one word of
    /// storage that holds all of it is read once.
    function beaconOf(Game storage game_, uint64 round) private view returns (uint256 number, uint256 timeS) {
        unchecked {
            uint256 genesisS = game_.beaconGenesisS;
            uint256 periodS = game_.beaconPeriodS;
            uint256 waitMs = uint256(game_.originMs) + uint256(round) * game_.periodMs + game_.betMs + game_.gapMs
                - genesisS * 1000;
            uint256 periods = (waitMs + periodS * 1000 - 1) / (periodS * 1000);
            return (periods + 1, genesisS + periods * periodS);
        }
    }

    function lastBeaconS(Game storage game_, uint64 batch_) private view returns (uint256) {
        return beaconS(game_, lastRound(game_, batch_));
    }

    function leafOf(bytes32 domain, uint64 round, bytes32 seed) private pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x00), domain, round, seed));
    }

    /// The tree of a batch is full, so the path has exactly `depth` steps, chosen by the bits of the index.
    function included(bytes32 root, uint8 depth, uint64 index, bytes32 leaf, bytes32[] calldata proof)
        private
        pure
        returns (bool)
    {
        if (proof.length != depth || index >> depth != 0) return false;
        bytes32 node = leaf;
        for (uint256 i = 0; i < proof.length; i++) {
            node = (index >> i) & 1 == 0
                ? sha256(abi.encodePacked(bytes1(0x01), node, proof[i]))
                : sha256(abi.encodePacked(bytes1(0x01), proof[i], node));
        }
        return node == root;
    }

    /// HMAC-SHA-256 with a 32-byte key.
    function hmac(bytes32 key, bytes memory message) private pure returns (bytes32) {
        bytes32 ipad = 0x3636363636363636363636363636363636363636363636363636363636363636;
        bytes32 opad = 0x5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c;
        bytes32 inner = sha256(abi.encodePacked(key ^ ipad, ipad, message));
        return sha256(abi.encodePacked(key ^ opad, opad, inner));
    }
}
