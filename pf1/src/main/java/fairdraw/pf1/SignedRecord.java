package fairdraw.pf1;

import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A round record with the hash and signature that came with it, which may both be wrong. */
public record SignedRecord(RoundRecord record, Bytes recordHash, Bytes signature) {

    /**
     * Reads the JSON of a published record; its form is that of {@link RoundRecord}.
     *
     * @throws MalformedException if the text has another form, or a field that is not known
     */
    public static SignedRecord parse(String json) {
        var object = Json.parse(json);
        var record = RoundRecord.read(object);
        var signed =
                new SignedRecord(
                        record,
                        object.bytes("recordHash", Digest.HASH_BYTES),
                        object.bytes("signature", Ed25519.SIGNATURE_SIZE));
        object.only(signed.fields().keySet());
        return signed;
    }

    /** Whether the hash is that of the record. */
    public boolean hashFits() {
        return record.hash().equals(recordHash);
    }

    /** Whether the 32-byte Ed25519 public key signed the record hash. */
    public boolean signedBy(Bytes publicKey) {
        return publicKey.length() == Ed25519.PUBLIC_KEY_SIZE
                && signature.length() == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(
                        signature.toArray(),
                        0,
                        publicKey.toArray(),
                        0,
                        recordHash.toArray(),
                        0,
                        recordHash.length());
    }

    /** The canonical JSON with recordHash and signature. */
    public String json() {
        return Json.canonicalText(fields());
    }

    private Map<String, Object> fields() {
        var fields = record.fields();
        fields.put("recordHash", recordHash.hex());
        fields.put("signature", signature.hex());
        return fields;
    }
}
