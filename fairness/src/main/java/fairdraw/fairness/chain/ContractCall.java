package fairdraw.fairness.chain;

import fairdraw.pf1.Bytes;
import java.math.BigInteger;

/**
 * A call of the contract that will become a transaction.
 *
 * @param purpose says what for, and is unique: the same purpose is never written twice
 * @param data the encoded call
 * @param value wei sent with it
 */
public record ContractCall(String purpose, Bytes data, BigInteger value) {}
