package relais.vault.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import relais.vault.blob.BlobId;
import relais.vault.document.Outcome;

/**
 * Digests of a body that the sender told, in the words of {@code Repr-Digest} and {@code
 * Content-Digest} (RFC 9530) or of tus's {@code Upload-Checksum}.
 */
public final class Digests {
    private static final Map<String, String> RFC_9530 =
            Map.of("sha-256", "SHA-256", "sha-512", "SHA-512", "md5", "MD5", "sha", "SHA-1");

    private static final Map<String, String> TUS =
            Map.of("sha1", "SHA-1", "md5", "MD5", "sha256", "SHA-256", "sha512", "SHA-512");

    /** What tus's OPTIONS says. */
    public static final String TUS_ALGORITHMS = "sha1,md5,sha256,sha512,crc32";

    /** The algorithm that names contents. */
    private static final String KNOWN = "SHA-256";

    private static final List<String> ALGORITHMS =
            List.of(KNOWN, "SHA-512", "SHA-1", "MD5", "CRC32", "CRC32C");

    private static final Pattern FIELD =
            Pattern.compile("([a-z0-9*_.-]{1,20})=:([A-Za-z0-9+/]{0,100}={0,2}):");

    private final List<Told> told = new ArrayList<>();
    private boolean announced;
    private Supplier<Digests> behind = Digests::new;

    /** An algorithm of ours and what the sender says it gives. */
    private record Told(String algorithm, byte[] value) {}

    public Digests() {}

    /**
     * Adds what a header of RFC 9530 says; algorithms we do not know are passed over, as it allows.
     *
     * @throws IllegalArgumentException for what is no such header
     */
    public Digests addField(String header) {
        for (String one : header.split(",", -1)) {
            Matcher field = FIELD.matcher(one.strip().toLowerCase(Locale.ROOT));
            if (!field.matches()) {
                throw new IllegalArgumentException("not a digest field: sha-256=:…: is one");
            }
            String algorithm = field.group(1);
            byte[] value =
                    decoded(one.strip().substring(algorithm.length() + 2).replaceAll(":$", ""));
            if (RFC_9530.containsKey(algorithm)) {
                add(RFC_9530.get(algorithm), value);
            } else if (algorithm.equals("crc32c")) {
                add("CRC32C", value);
            }
        }
        return this;
    }

    /**
     * What tus's {@code Upload-Checksum} says.
     *
     * @throws IllegalArgumentException where the algorithm is unknown or the header none
     */
    public static Digests tus(String header) {
        String[] parts = header.strip().split(" ", -1);
        String algorithm = parts[0].equals("crc32") ? "CRC32" : TUS.get(parts[0]);
        if (algorithm == null || parts.length != 2) {
            throw new IllegalArgumentException("Upload-Checksum: " + TUS_ALGORITHMS);
        }
        Digests digests = new Digests();
        digests.add(algorithm, decoded(parts[1]));
        return digests;
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private void add(String algorithm, byte[] value) {
        told.add(new Told(algorithm, value));
    }

    /**
     * More may be told behind the body.
     *
     * @param announced that it will be: then all algorithms are reckoned, since nobody knows which
     *     it is about
     * @param behind asked once the body is read; may throw IllegalArgumentException
     */
    public Digests andBehind(boolean announced, Supplier<Digests> behind) {
        this.announced = announced;
        this.behind = behind;
        return this;
    }

    /** Whether nothing is told and nothing announced. */
    public boolean isEmpty() {
        return told.isEmpty() && !announced;
    }

    /** Reads like {@code in} and remembers what it gives. */
    public Reading reading(InputStream in) {
        return new Reading(in, this);
    }

    /** A body being read, and afterwards whether it is what was told. */
    public static final class Reading extends FilterInputStream {
        private final Digests digests;
        private final Map<String, Sum> sums = new HashMap<>();

        private Reading(InputStream in, Digests digests) {
            super(in);
            this.digests = digests;
            Stream<String> wanted =
                    digests.announced
                            ? ALGORITHMS.stream()
                            : digests.told.stream().map(Told::algorithm);
            wanted.filter(one -> !one.equals(KNOWN))
                    .forEach(one -> sums.computeIfAbsent(one, Sum::of));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count > 0) {
                sums.values().forEach(sum -> sum.update(into, offset, count));
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /**
         * Whether what came is what its sender told of, before or after it. What was told after it
         * without a word before, and is no SHA-256, is passed over, as RFC 9530 allows.
         *
         * @param came the SHA-256 of what was read: who keeps it reckons that anyway
         */
        public Outcome<Boolean> asTold(BlobId came) {
            Map<String, byte[]> results = new HashMap<>();
            sums.forEach((algorithm, sum) -> results.put(algorithm, sum.value()));
            results.put(KNOWN, came.bytes());
            List<Told> all = new ArrayList<>(digests.told);
            try {
                all.addAll(digests.behind.get().told);
            } catch (IllegalArgumentException e) {
                return refused("invalid-digest", String.valueOf(e.getMessage()));
            }
            for (Told one : all) {
                byte[] result = results.get(one.algorithm());
                if (result == null) {
                    continue; // it came unannounced: nobody reckoned it while the body went by
                }
                if (!Arrays.equals(one.value(), result)) {
                    return refused(
                            "digest-mismatch",
                            "the content that arrived has another %s: send it again"
                                    .formatted(one.algorithm()));
                }
            }
            return new Outcome.Done<>(true);
        }

        private static Outcome<Boolean> refused(String code, String detail) {
            return new Outcome.Refused<>(Outcome.Why.INVALID, code, detail);
        }
    }

    /** One algorithm at work. */
    private sealed interface Sum {
        void update(byte[] bytes, int offset, int length);

        byte[] value();

        static Sum of(String algorithm) {
            return switch (algorithm) {
                case "CRC32" -> new Check(new CRC32());
                case "CRC32C" -> new Check(new CRC32C());
                default -> new Hash(digest(algorithm));
            };
        }

        private static MessageDigest digest(String algorithm) {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }
    }

    private record Hash(MessageDigest digest) implements Sum {
        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }

    private record Check(Checksum sum) implements Sum {
        @Override
        public void update(byte[] bytes, int offset, int length) {
            sum.update(bytes, offset, length);
        }

        @Override
        public byte[] value() {
            return HexFormat.of().parseHex("%08x".formatted(sum.getValue()));
        }
    }
}
