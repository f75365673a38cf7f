package relais.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A certificate chain and its PKCS#8 key from PEM files (RFC 7468), as ACME clients write them. */
final class PemCertificate {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private PemCertificate() {}

    /** A key store in memory; the exceptions' messages say which file is not what it should be. */
    static KeyStore load(Path chain, Path key) {
        try (InputStream in = Files.newInputStream(chain)) {
            Certificate[] certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new);
            if (certificates.length == 0) {
                throw new IllegalArgumentException(chain + " holds no certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            String algorithm = certificates[0].getPublicKey().getAlgorithm();
            store.setKeyEntry("relais", privateKey(key, algorithm), new char[0], certificates);
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + chain, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(chain + " and " + key + " do not fit", e);
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm)
            throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    file + " holds no PKCS#8 key; mend: openssl pkcs8 -topk8 -nocrypt -in " + file);
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
