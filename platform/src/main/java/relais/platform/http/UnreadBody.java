package relais.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The body of a request that is refused, which may still be on its way. A small one is taken in,
 * because the server would otherwise cut the stream (HTTP/2) or the connection, and some clients
 * lose the answer by that; with a larger one an HTTP/1 client is told that the connection ends (RFC
 * 9112, section 9.6).
 */
final class UnreadBody {
    private static final int LARGEST_TAKEN_IN = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private UnreadBody() {}

    /** To be called before the refusal is written; {@code status} is its own. */
    static void settle(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        long length = request.getContentLengthLong();
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if ((length <= 0 && !chunked) || request.getInputStream().isFinished()) {
            return;
        }
        boolean refusedItself = status == 408 || status == 413;
        boolean small = !chunked && length <= LARGEST_TAKEN_IN && !refusedItself;
        boolean takenIn = small && takeIn(request);
        if (!takenIn && request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
    }

    private static boolean takeIn(HttpServletRequest request) {
        try (InputStream body =
                new PacedBody(request.getInputStream(), LARGEST_TAKEN_IN, PATIENCE, 0)) {
            body.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException | Refusal e) {
            return false;
        }
    }
}
