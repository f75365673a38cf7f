package relais.gateway.intake;

/** FNV-1a over 64 bits: enough to tell the messages of some minutes apart. */
final class Fingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = OFFSET;

    /** With its end, so that "ab","c" and "a","bc" differ. */
    Fingerprint add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return add(0xFFFF);
    }

    Fingerprint add(byte[] octets) {
        for (byte octet : octets) {
            hash = (hash ^ octet & 0xFF) * PRIME;
        }
        return add(0xFFFF);
    }

    Fingerprint add(int number) {
        hash = (hash ^ number) * PRIME;
        return this;
    }

    long value() {
        return hash;
    }
}
