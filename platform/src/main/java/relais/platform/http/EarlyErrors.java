package relais.platform.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, before any route is looked for, as a problem like all others. */
final class EarlyErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemBody.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, body(status), callback);
        return true;
    }

    private static ByteBuffer body(int status) {
        Problem problem =
                switch (status) {
                    case 414 -> new Problem(status, "address-too-long", "the address is too long");
                    case 431 ->
                            new Problem(status, "headers-too-large", "the headers are too large");
                    case 400 -> new Problem(status, "bad-request", "this is not a valid request");
                    case 408 -> new Problem(status, "too-slow", "the request arrived too slowly");
                    case 503 -> new Problem(status, "busy", "come back in a few seconds");
                    default -> new Problem(status, "refused", "the request cannot be answered");
                };
        return ByteBuffer.wrap(ProblemBody.of(problem));
    }
}
