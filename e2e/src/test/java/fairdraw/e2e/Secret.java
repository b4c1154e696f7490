package fairdraw.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What nobody may find anywhere, in the forms in which it could be written down. */
record Secret(String name, List<String> forms) {

    /** Bytes: as they are, in hex, in base64. */
    static Secret of(String name, byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        // Whole groups of three bytes: the rest depends on what follows.
        byte[] groups = java.util.Arrays.copyOf(bytes, bytes.length / 3 * 3);
        return new Secret(
                name,
                List.of(
                        new String(bytes, ISO_8859_1),
                        hex,
                        hex.toUpperCase(Locale.ROOT),
                        Base64.getEncoder().encodeToString(groups),
                        Base64.getUrlEncoder().encodeToString(groups)));
    }

    /** A text, and what it is in base64 and hex. */
    static Secret of(String name, String text) {
        return of(name, text.getBytes(ISO_8859_1));
    }

    /** Whether the text, whose characters are bytes, holds it. */
    boolean in(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    @Override
    public String toString() {
        return name;
    }
}
