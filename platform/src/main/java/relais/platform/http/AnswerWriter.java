package relais.platform.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import relais.platform.json.Json;

/** Puts answers on the wire, compressed where it helps. */
final class AnswerWriter {
    /** Below this a compressed answer takes as many packets as the plain one. */
    static final int WORTH_COMPRESSING = 1_200;

    private final Context context;
    private final boolean secure;

    AnswerWriter(Context context, Sender sender) {
        this.context = context;
        this.secure = sender.secure();
    }

    void write(Answer answer) throws IOException {
        switch (answer) {
            case Answer.Json json ->
                    send(json.status(), "application/json", Json.bytes(json.body()));
            case Answer.Done done -> context.res().setStatus(204);
            case Answer.Refused refused -> problem(refused.problem());
            case Answer.Text text ->
                    send(
                            text.status(),
                            text.contentType(),
                            text.text().getBytes(StandardCharsets.UTF_8));
            case Answer.Streamed streamed -> stream(streamed);
            case Answer.Bytes bytes -> bytes(bytes);
            case Answer.WithHeaders more -> {
                more.headers().forEach(context.res()::setHeader);
                write(more.answer());
            }
            case Answer.Keepable keepable -> keepable(keepable);
            case Answer.WithSession session -> {
                Cookies.set(context, secure, session.secret(), session.longest());
                write(session.answer());
            }
        }
    }

    void problem(Problem problem) throws IOException {
        if (problem.status() == 401) {
            context.res().setHeader("WWW-Authenticate", Gate.challenge(context.path()));
        }
        send(problem.status(), ProblemBody.CONTENT_TYPE, ProblemBody.of(problem));
    }

    private void send(int status, String contentType, byte[] body) throws IOException {
        if (status < 400) {
            put(status, contentType, body);
            return;
        }
        UnreadBody unread = UnreadBody.settle(context.req(), context.res(), status);
        put(status, contentType, body);
        unread.linger(context.res());
    }

    private void put(int status, String contentType, byte[] body) throws IOException {
        HttpServletResponse response = context.res();
        response.setStatus(status);
        response.setContentType(contentType);
        byte[] sent = body;
        if (body.length >= WORTH_COMPRESSING) {
            response.setHeader("Vary", "Accept-Encoding");
            if (takesGzip(context)) {
                response.setHeader("Content-Encoding", "gzip");
                sent = gzip(body);
            }
        }
        response.setContentLength(sent.length);
        response.getOutputStream().write(sent);
    }

    private void keepable(Answer.Keepable keepable) throws IOException {
        HttpServletResponse response = context.res();
        String tag = '"' + digest(keepable.body()) + '"';
        response.setHeader("ETag", tag);
        response.setHeader(
                "Cache-Control",
                (keepable.everywhere() ? "public" : "private")
                        + ", max-age="
                        + keepable.fresh().toSeconds());
        if (keepable.everywhere()) {
            response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        }
        String known = context.header("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.setStatus(304);
            return;
        }
        if (keepable.contentType().equals("image/png")) {
            // packed already
            response.setContentType(keepable.contentType());
            response.setContentLength(keepable.body().length);
            response.getOutputStream().write(keepable.body());
        } else {
            send(200, keepable.contentType(), keepable.body());
        }
    }

    /** Half of SHA-256: no two bodies share it by accident. */
    private static String digest(byte[] body) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(whole, 0, whole.length / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void bytes(Answer.Bytes bytes) throws IOException {
        HttpServletResponse response = context.res();
        response.setStatus(bytes.status());
        if (!bytes.contentType().isEmpty()) {
            response.setContentType(bytes.contentType());
        }
        if (bytes.length() >= 0) {
            response.setContentLengthLong(bytes.length());
        }
        if (!context.req().getMethod().equals("HEAD")) {
            cutUnlessWhole(response, bytes.body());
        }
    }

    private void cutUnlessWhole(HttpServletResponse response, Answer.Body body) throws IOException {
        try {
            body.writeTo(response.getOutputStream());
        } catch (IOException | RuntimeException e) {
            if (response.isCommitted()) {
                cut();
            }
            throw e;
        }
    }

    private void stream(Answer.Streamed streamed) throws IOException {
        HttpServletResponse response = context.res();
        response.setContentType(streamed.contentType());
        if (!streamed.fileName().isEmpty()) {
            response.setHeader("Content-Disposition", Answer.attachment(streamed.fileName()));
        }
        // events must leave at once; everything else that streams is text worth compressing
        boolean live = streamed.contentType().startsWith("text/event-stream");
        if (live || !takesGzip(context)) {
            cutUnlessWhole(response, streamed.body());
            return;
        }
        response.setHeader("Content-Encoding", "gzip");
        cutUnlessWhole(
                response,
                plain -> {
                    try (OutputStream out = new GZIPOutputStream(plain, 8192)) {
                        streamed.body().writeTo(out);
                    }
                });
    }

    /** Ends the connection unfinished, so that half an answer is not taken for a whole one. */
    private void cut() {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    static boolean takesGzip(Context context) {
        String accepted = context.header("Accept-Encoding");
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }

    static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 3);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }
}
