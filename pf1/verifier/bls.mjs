// The two signature schemes of PF1, from @noble/curves: BLS12-381 of the beacon, Ed25519 of the house.
import { bls12_381 } from '@noble/curves/bls12-381';
import { ed25519 } from '@noble/curves/ed25519';

const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** Whether the 48-byte signature (G1) of the message is that of the 96-byte public key (G2). */
export function verifyBls(publicKey, message, signature) {
  try {
    return bls12_381.verifyShortSignature(signature, message, publicKey, { DST });
  } catch {
    return false; // Bytes that are no point of the curve: a forged signature.
  }
}

/** Whether the 64-byte Ed25519 signature of the message is that of the 32-byte public key. */
export function verifyEd25519(publicKey, message, signature) {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
