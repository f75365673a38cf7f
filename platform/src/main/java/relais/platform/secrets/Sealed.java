package relais.platform.secrets;

import java.util.Arrays;
import java.util.Base64;

/** An encrypted secret as it is stored (docs/formats/secrets.md); safe to keep in the database. */
public record Sealed(byte[] bytes) {
    public Sealed {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** For columns of text and JSON. */
    public String text() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The other way; an IllegalArgumentException if it is not base 64. */
    public static Sealed of(String text) {
        return new Sealed(Base64.getDecoder().decode(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed sealed && Arrays.equals(bytes, sealed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sealed[" + bytes.length + " bytes]";
    }
}
