package relais.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** What an endpoint answers. */
public sealed interface Answer {
    /** {@code body} written as JSON. */
    record Json(int status, Object body) implements Answer {}

    /** 204. */
    record Done() implements Answer {}

    /** An error as application/problem+json (RFC 9457). */
    record Refused(Problem problem) implements Answer {}

    /** A body written as it is made, in constant memory; {@code fileName} for a download, or "". */
    record Streamed(String contentType, String fileName, Body body) implements Answer {}

    /**
     * Bytes that go out as they are, never compressed, such as a document or a part of it; for a
     * HEAD all but the body.
     *
     * @param length in bytes; -1 where it is not known
     */
    record Bytes(int status, String contentType, long length, Body body) implements Answer {}

    /** A small text that is not JSON (a Kannel-compatible answer, metrics). */
    record Text(int status, String contentType, String text) implements Answer {}

    /**
     * A body that a client may keep for a while, such as a picture; asked for again with its entity
     * tag it is 304 where it has not changed.
     *
     * @param fresh how long the client need not ask again
     * @param everywhere whether shared caches may keep it and pages of other sites may show it
     */
    record Keepable(String contentType, byte[] body, Duration fresh, boolean everywhere)
            implements Answer {
        @Override
        public boolean equals(Object other) {
            return other instanceof Keepable keepable
                    && contentType.equals(keepable.contentType)
                    && Arrays.equals(body, keepable.body);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(body);
        }

        @Override
        public String toString() {
            return "Keepable[" + contentType + ", " + body.length + " bytes]";
        }
    }

    /**
     * {@code answer}, and the caller's session cookie set to {@code secret} for at most {@code
     * longest}; an empty secret takes the cookie away.
     */
    record WithSession(Answer answer, String secret, Duration longest) implements Answer {
        @Override
        public String toString() {
            return "WithSession[" + answer + "]";
        }
    }

    /** {@code answer} with headers of a protocol of its own; never secrets. */
    record WithHeaders(Answer answer, Map<String, String> headers) implements Answer {
        public WithHeaders {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Writes a streamed answer; a thrown exception cuts the connection so that it is not taken for
     * whole.
     */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * The value of Content-Disposition by which a browser saves a file instead of showing it (RFC
     * 6266): a plain name for old clients, the real one in UTF-8. What no file system takes is cut
     * in the middle, so that the header never gets too long.
     */
    static String attachment(String fileName) {
        String name = fileName;
        int signs = name.codePointCount(0, name.length());
        if (signs > 255) {
            name =
                    name.substring(0, name.offsetByCodePoints(0, 240))
                            + name.substring(name.offsetByCodePoints(0, signs - 15));
        }
        String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded =
                URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A"); // which RFC 8187 keeps for itself
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }

    static Answer ok(Object body) {
        return new Json(200, body);
    }

    static Answer created(Object body) {
        return new Json(201, body);
    }

    static Answer done() {
        return new Done();
    }

    static Answer refused(int status, String code, String detail) {
        return new Refused(new Problem(status, code, detail));
    }

    /** A refusal about one field of the request's body. */
    static Answer refused(int status, String code, String field, String detail) {
        return new Refused(new Problem(status, code, detail, field));
    }

    static Answer notFound(String detail) {
        return refused(404, "not-found", detail);
    }
}
