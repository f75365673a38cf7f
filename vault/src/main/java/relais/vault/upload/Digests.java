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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

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

    private static final Pattern FIELD =
            Pattern.compile("([a-z0-9*_.-]{1,20})=:([A-Za-z0-9+/]{0,100}={0,2}):");

    private final List<Told> told = new ArrayList<>();

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
     * Adds what tus's {@code Upload-Checksum} says; empty where the algorithm is unknown or the
     * header none.
     */
    public static Optional<Digests> tus(String header) {
        String[] parts = header.strip().split(" ", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        String algorithm = parts[0].equals("crc32") ? "CRC32" : TUS.getOrDefault(parts[0], "");
        try {
            Digests digests = new Digests();
            digests.add(algorithm, decoded(parts[1]));
            return algorithm.isEmpty() ? Optional.empty() : Optional.of(digests);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private void add(String algorithm, byte[] value) {
        told.add(new Told(algorithm, value));
    }

    public boolean isEmpty() {
        return told.isEmpty();
    }

    /** Reads like {@code in} and remembers what it gives. */
    public Reading reading(InputStream in) {
        return new Reading(in, told);
    }

    /** A body being read, and afterwards whether it is what was told. */
    public static final class Reading extends FilterInputStream {
        private final List<Told> told;
        private final Map<String, Sum> sums = new HashMap<>();

        private Reading(InputStream in, List<Told> told) {
            super(in);
            this.told = new ArrayList<>(told);
            told.forEach(one -> sums.computeIfAbsent(one.algorithm(), Sum::of));
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

        /** The first algorithm whose value is another; empty where all are as told. */
        public Optional<String> wrong() {
            Map<String, byte[]> results = new HashMap<>();
            sums.forEach((algorithm, sum) -> results.put(algorithm, sum.value()));
            return told.stream()
                    .filter(one -> !Arrays.equals(one.value(), results.get(one.algorithm())))
                    .map(Told::algorithm)
                    .findFirst();
        }
    }

    /** Whether what came after the body agrees with the SHA-256 of it. */
    public Optional<String> wrongFor(byte[] sha256) {
        return told.stream()
                .filter(one -> one.algorithm().equals("SHA-256"))
                .filter(one -> !Arrays.equals(one.value(), sha256))
                .map(Told::algorithm)
                .findFirst();
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
