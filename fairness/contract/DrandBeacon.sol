// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title DrandBeacon: checks the beacon of a FairDraw game on a chain that has EIP-2537 (Prague)
/// @notice Scheme bls-unchained-g1-rfc9380: the message is SHA-256(u64 round), the signature a point of
/// G1, the key a point of G2. With it a contract or an `eth_call` repeats a whole draw from public
/// data: `sourceOf` (or `devSourceOf`) of the key must be the game's `source`, `verify` must be true,
/// and `FairDraw.outcome` gives the result. It keeps nothing and trusts nobody.
/// A chain without the precompiles answers false, never true.
contract DrandBeacon {
    address private constant MODEXP = address(0x05);
    address private constant G1_ADD = address(0x0b);
    address private constant PAIRING = address(0x0f);
    address private constant MAP_TO_G1 = address(0x10);

    /// The field's modulus p: 48 bytes, the first 16 and the last 32.
    uint256 private constant P_HIGH = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 private constant P_LOW = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;
    /// (p - 1) / 2: a y above it is the larger of the two.
    uint256 private constant HALF_HIGH = 0x0d0088f51cbff34d258dd3db21a5d66b;
    uint256 private constant HALF_LOW = 0xb23ba5c279c2895fb39869507b587b120f55ffff58a9ffffdcff7fffffffd555;

    bytes private constant P =
        hex"1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
    /// (p + 1) / 4: the exponent of a square root, since p = 3 mod 4.
    bytes private constant ROOT =
        hex"0680447a8e5ff9a692c6e9ed90d2eb35d91dd2e13ce144afd9cc34a83dac3d8907aaffffac54ffffee7fbfffffffeaab";
    /// The generator of G2 as EIP-2537 writes a point: x.c0, x.c1, y.c0, y.c1, 64 bytes each.
    bytes private constant G2 =
        hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
        hex"0000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
        hex"000000000000000000000000000000000ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"
        hex"000000000000000000000000000000000606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be";
    /// The domain separation tag, with its length.
    bytes private constant TAG = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_\x2b";

    uint8 private constant COMPRESSED = 0x80;
    uint8 private constant INFINITY = 0x40;
    uint8 private constant LARGER = 0x20;

    /// @notice Whether the signature is that of the round under the key.
    /// @param signature 48 bytes, as relays answer
    /// @param key the public key as a point of EIP-2537, 256 bytes
    function verify(uint64 round, bytes calldata signature, bytes calldata key) external view returns (bool) {
        if (signature.length != 48 || key.length != 256 || infinite(key)) return false;
        (bool decoded, bytes memory point) = decompress(signature);
        if (!decoded) return false;
        (bool mapped, bytes memory message) = hashToCurve(sha256(abi.encodePacked(round)));
        if (!mapped) return false;
        // e(signature, G2) = e(H(message), key), as one product that must be 1. The precompile refuses
        // points off the curve or outside the subgroup.
        (bool done, bytes memory answer) = PAIRING.staticcall(bytes.concat(point, G2, negated(message), key));
        return done && answer.length == 32 && abi.decode(answer, (uint256)) == 1;
    }

    /// @notice The chain hash of a drand network, which a game registers as its source.
    /// @param key the public key as a point of EIP-2537
    /// @param groupHash the network's genesis seed
    /// @param id its beacon id, such as "quicknet"
    function sourceOf(uint32 periodS, uint64 genesisS, bytes calldata key, bytes32 groupHash, string calldata id)
        external
        pure
        returns (bytes32)
    {
        return sha256(abi.encodePacked(periodS, genesisS, compress(key), groupHash, id));
    }

    /// @notice The source of a development beacon, which the house can predict.
    function devSourceOf(bytes calldata key) external pure returns (bytes32) {
        return sha256(abi.encodePacked("PF1/source/dev:", compress(key)));
    }

    /// @notice The 96 bytes by which a key is published: x.c1, x.c0, and which y in the first bits.
    function compress(bytes calldata key) public pure returns (bytes memory) {
        require(key.length == 256, "a point of G2 has 256 bytes");
        (uint256 high, uint256 low) = number(key[192:256]);
        if (high == 0 && low == 0) (high, low) = number(key[128:192]);
        bytes memory compressed = bytes.concat(key[80:128], key[16:64]);
        uint8 flags = larger(high, low) ? COMPRESSED | LARGER : COMPRESSED;
        compressed[0] = bytes1(uint8(compressed[0]) | flags);
        return compressed;
    }

    /// RFC 9380 hash_to_curve: the precompile maps and clears the cofactor.
    function hashToCurve(bytes32 message) private view returns (bool, bytes memory) {
        bytes32 b0 = sha256(bytes.concat(new bytes(64), message, hex"008000", TAG));
        bytes32 b1 = sha256(bytes.concat(b0, hex"01", TAG));
        bytes32 b2 = sha256(bytes.concat(b0 ^ b1, hex"02", TAG));
        bytes32 b3 = sha256(bytes.concat(b0 ^ b2, hex"03", TAG));
        bytes32 b4 = sha256(bytes.concat(b0 ^ b3, hex"04", TAG));
        (bool first, bytes memory p1) = mapToCurve(bytes.concat(b1, b2));
        (bool second, bytes memory p2) = mapToCurve(bytes.concat(b3, b4));
        if (!first || !second) return (false, p1);
        (bool added, bytes memory sum) = G1_ADD.staticcall(bytes.concat(p1, p2));
        return (added && sum.length == 128, sum);
    }

    function mapToCurve(bytes memory uniform) private view returns (bool, bytes memory) {
        bytes memory element = bytes.concat(new bytes(16), power(uniform, hex"01"));
        (bool done, bytes memory point) = MAP_TO_G1.staticcall(element);
        return (done && point.length == 128, point);
    }

    /// y = (x^3 + 4)^((p+1)/4), or its negative. An x that is on no curve gives a y that the pairing
    /// refuses.
    function decompress(bytes calldata signature) private view returns (bool, bytes memory) {
        uint8 flags = uint8(signature[0]);
        if (flags & COMPRESSED == 0 || flags & INFINITY != 0) return (false, "");
        bytes memory x = signature;
        x[0] = bytes1(flags & 0x1f);
        bytes memory padded = bytes.concat(new bytes(16), power(x, hex"03"));
        (uint256 high, uint256 low) = split(padded);
        unchecked {
            low += 4;
            if (low < 4) high++;
        }
        padded = bytes.concat(new bytes(16), power(abi.encodePacked(high, low), ROOT));
        (high, low) = split(padded);
        if (larger(high, low) != (flags & LARGER != 0)) (high, low) = minus(high, low);
        return (true, bytes.concat(new bytes(16), x, abi.encodePacked(high, low)));
    }

    /// The same x, the other y.
    function negated(bytes memory point) private pure returns (bytes memory) {
        uint256 x1;
        uint256 x2;
        uint256 high;
        uint256 low;
        assembly ("memory-safe") {
            x1 := mload(add(point, 32))
            x2 := mload(add(point, 64))
            high := mload(add(point, 96))
            low := mload(add(point, 128))
        }
        (high, low) = minus(high, low);
        return abi.encodePacked(x1, x2, high, low);
    }

    /// p - (high, low), for a number of 1 to p.
    function minus(uint256 high, uint256 low) private pure returns (uint256, uint256) {
        unchecked {
            return (P_HIGH - high - (low > P_LOW ? 1 : 0), P_LOW - low);
        }
    }

    function larger(uint256 high, uint256 low) private pure returns (bool) {
        return high > HALF_HIGH || (high == HALF_HIGH && low > HALF_LOW);
    }

    /// A key at infinity would make every pairing fit.
    function infinite(bytes calldata key) private pure returns (bool) {
        for (uint256 i = 0; i < key.length; i += 32) {
            if (bytes32(key[i:i + 32]) != 0) return false;
        }
        return true;
    }

    function number(bytes calldata padded) private pure returns (uint256, uint256) {
        return (uint256(bytes32(padded[:32])), uint256(bytes32(padded[32:64])));
    }

    function split(bytes memory padded) private pure returns (uint256 high, uint256 low) {
        assembly ("memory-safe") {
            high := mload(add(padded, 32))
            low := mload(add(padded, 64))
        }
    }

    /// base^exponent mod p, 48 bytes.
    function power(bytes memory base, bytes memory exponent) private view returns (bytes memory) {
        (bool done, bytes memory result) = MODEXP.staticcall(
            bytes.concat(
                bytes32(base.length), bytes32(exponent.length), bytes32(uint256(48)), base, exponent, P
            )
        );
        return done && result.length == 48 ? result : new bytes(48);
    }
}
