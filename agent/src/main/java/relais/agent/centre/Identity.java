package relais.agent.centre;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who this agent is: an Ed25519 key (RFC 8032) that never leaves the host, and the name that the
 * centre gave it at pairing. Kept in one file that only its owner may read.
 */
public final class Identity {

    private static final String ALGORITHM = "Ed25519";

    private final Path file;
    private final KeyPair keys;
    private final @Nullable String agent;

    private Identity(Path file, KeyPair keys, @Nullable String agent) {
        this.file = file;
        this.keys = keys;
        this.agent = agent;
    }

    /**
     * Reads it; makes and keeps a new key where there is none, before anybody hears of it.
     *
     * @throws IOException when the file is damaged or cannot be kept
     */
    public static Identity in(Path folder) throws IOException {
        Path file = folder.resolve("identity");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                KeyPair keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                return new Identity(file, keys, null).kept();
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            if (lines.size() < 2) {
                throw new IOException(file + " is damaged; pair this agent anew without it");
            }
            Base64.Decoder base64 = Base64.getDecoder();
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            PrivateKey own =
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0))));
            PublicKey shown =
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1))));
            return new Identity(
                    file, new KeyPair(shown, own), lines.size() > 2 ? lines.get(2) : null);
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw new IOException(file + " is damaged; pair this agent anew without it");
        }
    }

    private Identity kept() throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder text = new StringBuilder();
        text.append(base64.encodeToString(keys.getPrivate().getEncoded())).append('\n');
        text.append(publicKey()).append('\n');
        if (agent != null) {
            text.append(agent).append('\n');
        }
        Path draft = file.resolveSibling("identity.new");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text, StandardCharsets.US_ASCII);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return this;
    }

    /** The same key with the name that the centre gave. */
    Identity named(String name) throws IOException {
        return new Identity(file, keys, name).kept();
    }

    /** The centre's name for this agent; null before pairing. */
    public @Nullable String agent() {
        return agent;
    }

    /** X.509 SubjectPublicKeyInfo in base64. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** Of the text's UTF-8 bytes, in base64. */
    String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK does not know " + ALGORITHM, impossible);
        }
    }

    @Override
    public String toString() {
        return "Identity[" + agent + "]";
    }
}
