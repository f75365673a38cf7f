package relais.agent.centre;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What is signed, so that both sides make the same text of it: docs/formats/agent-batch.md. For the
 * agent and for the collector that checks it.
 */
public final class SignedText {

    private SignedText() {}

    /** Of a push. */
    public static String ofPush(String agent, String path, String millis, byte[] body) {
        return String.join("\n", "relais-push-1", agent, path, millis, sha256(body));
    }

    /** Of a pairing: proves that who brings the code holds the key. */
    public static String ofPairing(String code, String host, String publicKey) {
        return String.join("\n", "relais-pairing-1", code, host, publicKey);
    }

    /**
     * Whether the key made that signature of the text; false for whatever is no key or signature.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo of an Ed25519 key in base64
     */
    public static boolean isSigned(String text, String publicKey, String signature) {
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(base64.decode(publicKey))));
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(base64.decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException not) {
            return false;
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
