package relais.vault.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;

/**
 * Says what this installation knows of a content, signed with its key (Ed25519, RFC 8032), so that
 * anybody can check it later without Relais: docs/formats/evidence.md.
 */
public final class Evidence {
    private static final String FORMAT = "relais-evidence-1";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey key;
    private final String publicPem;
    private final InstantSource clock;

    private Evidence(PrivateKey key, String publicPem, InstantSource clock) {
        this.key = key;
        this.publicPem = publicPem;
        this.clock = clock;
    }

    /** What is signed. */
    record Payload(
            String format,
            Instant at,
            String sha256,
            long size,
            Instant keptAt,
            @Nullable Instant verifiedAt,
            boolean damaged,
            List<String> objects,
            Map<String, Object> about) {}

    /** The file: payload and signature in base 64, the key as PEM. */
    record Signed(String format, String payload, String signature, String publicKey) {}

    /**
     * Reads the installation's key, made where there is none; others must not be able to read it.
     */
    public static Evidence open(Path file, InstantSource clock) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(der(text, PRIVATE)));
            byte[] open = der(text, PUBLIC);
            factory.generatePublic(new X509EncodedKeySpec(open));
            return new Evidence(key, pem(PUBLIC, open), clock);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // what is in the file is not repeated
            throw new IllegalStateException("the signing key is damaged: " + file);
        }
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part =
                Files.createTempFile(
                        folder,
                        "sign",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String text =
                    pem(PRIVATE, pair.getPrivate().getEncoded())
                            + pem(PUBLIC, pair.getPublic().getEncoded());
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                out.force(true);
            }
            Files.createLink(file, part); // fails where another process was first: theirs counts
        } catch (FileAlreadyExistsException first) {
            return;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        } finally {
            Files.delete(part);
        }
    }

    /** By which others recognise this installation; PEM. */
    public String publicKey() {
        return publicPem;
    }

    /**
     * The evidence file.
     *
     * @param about what the caller says of it: name, dossier, versions, copies
     */
    public byte[] sign(Facts facts, Map<String, Object> about) {
        byte[] payload =
                Json.bytes(
                        new Payload(
                                FORMAT,
                                clock.instant(),
                                facts.id().hex(),
                                facts.size(),
                                facts.keptAt(),
                                facts.verifiedAt(),
                                facts.damaged(),
                                facts.objects(),
                                about));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(payload);
            Base64.Encoder text = Base64.getEncoder();
            return Json.bytes(
                    new Signed(
                            FORMAT,
                            text.encodeToString(payload),
                            text.encodeToString(signature.sign()),
                            publicPem));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        what,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der),
                        what);
    }

    private static byte[] der(String text, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + what);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
