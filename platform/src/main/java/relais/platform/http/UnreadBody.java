package relais.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * The body of a request that is refused, which may still be on its way. A small one is taken in
 * first, so that the connection goes on. With a larger one an HTTP/1 client is told that it ends,
 * and what is still sent is taken in for a few seconds after the answer: a connection or a stream
 * (HTTP/2) closed on bytes nobody read is reset, and the client would lose the answer (RFC 9112,
 * section 9.6).
 */
final class UnreadBody {
    private static final int SMALL = 64 * 1024;
    private static final int MOST_AFTERWARDS = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpServletRequest request;
    private final boolean comes;

    private UnreadBody(HttpServletRequest request, boolean comes) {
        this.request = request;
        this.comes = comes;
    }

    /** To be called before the refusal is written; {@code status} is its own. */
    static UnreadBody settle(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        long length = request.getContentLengthLong();
        boolean first = request.getProtocol().startsWith("HTTP/1");
        boolean none = first && length < 0 && request.getHeader("Transfer-Encoding") == null;
        if (none || length == 0 || request.getInputStream().isFinished()) {
            return new UnreadBody(request, false);
        }
        boolean tooSlow = status == 408;
        boolean small = length > 0 && length <= SMALL && !tooSlow && status != 413;
        if (small && takeIn(request, SMALL)) {
            return new UnreadBody(request, false);
        }
        if (first) {
            response.setHeader("Connection", "close");
        }
        return new UnreadBody(request, !small && !tooSlow);
    }

    /** To be called when the refusal is written. */
    void linger(HttpServletResponse response) throws IOException {
        if (!comes) {
            return;
        }
        response.flushBuffer();
        if (request.getProtocol().startsWith("HTTP/1")) { // the connection is this request's alone
            ServletContextRequest.getServletContextRequest(request)
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .setIdleTimeout(PATIENCE.toMillis());
        }
        takeIn(request, MOST_AFTERWARDS);
    }

    private static boolean takeIn(HttpServletRequest request, int most) {
        try (InputStream body = new PacedBody(request.getInputStream(), most, PATIENCE, 0)) {
            body.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException | Refusal e) {
            return false;
        }
    }
}
