package relais.vault.blob;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 (FIPS 180-4) of a content: its identity. */
public record BlobId(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public BlobId {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + hex);
        }
    }

    public static BlobId of(byte[] hash) {
        return new BlobId(HexFormat.of().formatHex(hash));
    }

    /** The 32 bytes, as the database keeps them. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /**
     * As an entity tag (RFC 9110, section 8.8.3), quotes included; short, since some clients have
     * little room for it.
     */
    public String tag() {
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes()) + '"';
    }

    @Override
    public String toString() {
        return hex;
    }
}
