package relais.gateway.kannel;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.platform.http.Request;

/** Reads what Kannel's interface needs of a request. */
final class Calls {
    /** 255 parts of text in UTF-8 or a thousand receivers; percent-encoded, three times as much. */
    static final int LONGEST_BODY = 512 * 1024;

    private static final List<String> HEADERS =
            List.of("Authorization", "Content-Type", "Idempotency-Key");

    /** X-Kannel- before each (Kannel User Guide 1.4.5, "X-Kannel Headers"). */
    private static final List<String> KANNEL_HEADERS =
            List.of(
                    "Username",
                    "Password",
                    "From",
                    "To",
                    "SMSC",
                    "UDH",
                    "MClass",
                    "MWI",
                    "Coding",
                    "Compress",
                    "Validity",
                    "Deferred",
                    "DLR-Mask",
                    "DLR-Url",
                    "Account",
                    "PID",
                    "Alt-DCS",
                    "RPI",
                    "Priority",
                    "Time");

    private Calls() {}

    /**
     * With a body beyond {@link #LONGEST_BODY} the rest is not read and the text found too long.
     */
    static Call read(Request request, boolean post) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS) {
            request.header(name).ifPresent(value -> headers.put(name, value));
        }
        for (String name : KANNEL_HEADERS) {
            String full = "X-Kannel-" + name;
            request.header(full).ifPresent(value -> headers.put(full, value));
        }
        byte[] body = post ? request.stream().readNBytes(LONGEST_BODY) : new byte[0];
        return new Call(post, request.rawQuery(), headers, body, request.remote());
    }
}
