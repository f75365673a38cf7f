package relais.vault.moving.dump;

/** One value of a row as the dump writes it; the reader fills the same one again and again. */
public final class Literal {
    /** How it was written. */
    public enum Form {
        NULL,
        NUMBER,
        STRING,
        /** Raw bytes: hexadecimal, or a string after {@code _binary}. */
        BYTES,
        /** Zeros and ones as signs. */
        BITS
    }

    public Form form = Form.NULL;

    /** The bytes lie in here, unescaped; valid until the next value is read. */
    public byte[] data = {};

    public int from;
    public int to;

    /** The charset named before a string, or "". */
    public String charset = "";

    /** Whether pieces of this value were handed over before; this is then its last piece. */
    public boolean continued;

    public int length() {
        return to - from;
    }

    @Override
    public String toString() {
        return form + " of " + length() + " bytes";
    }
}
