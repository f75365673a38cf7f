package relais.vault.upload;

import java.util.Arrays;
import java.util.List;
import relais.platform.http.Request;

/**
 * What a request tells of its body: as header fields, or as trailer fields (RFC 9110, section 6.5)
 * by senders who did not know it before.
 */
public final class DigestFields {
    /** RFC 9530. A request's body is the whole of what it puts: both say the same here. */
    private static final List<String> RFC_9530 = List.of("Repr-Digest", "Content-Digest");

    private DigestFields() {}

    /**
     * By {@code Repr-Digest} and {@code Content-Digest}.
     *
     * @throws IllegalArgumentException for a header that is no digest
     */
    public static Digests of(Request request) {
        Digests digests = new Digests();
        RFC_9530.forEach(name -> request.header(name).ifPresent(digests::addField));
        return digests.andBehind(
                RFC_9530.stream().anyMatch(name -> announces(request, name)),
                () -> {
                    Digests behind = new Digests();
                    RFC_9530.forEach(name -> request.trailer(name).ifPresent(behind::addField));
                    return behind;
                });
    }

    /**
     * By tus's {@code Upload-Checksum}, which must be announced where it comes behind.
     *
     * @throws IllegalArgumentException for a checksum that cannot be reckoned here
     */
    public static Digests ofPiece(Request request) {
        String name = "Upload-Checksum";
        Digests digests = request.header(name).map(Digests::tus).orElseGet(Digests::new);
        return announces(request, name)
                ? digests.andBehind(
                        true, () -> request.trailer(name).map(Digests::tus).orElseGet(Digests::new))
                : digests;
    }

    private static boolean announces(Request request, String name) {
        return request.header("Trailer").stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .anyMatch(one -> one.strip().equalsIgnoreCase(name));
    }
}
