package relais.meter.api;

import static relais.platform.http.Route.route;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import relais.meter.ingest.Intake;
import relais.meter.ingest.Precision;
import relais.meter.ingest.Taken;
import relais.platform.accounts.Tokens;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Series that other programs bring with a token: {@code /ingest}. */
public final class IngestApi {
    /** Bytes of one body once inflated. */
    private static final long MOST_INFLATED = 1024L * 1024 * 1024;

    private final Intake intake;

    public IngestApi(Intake intake) {
        this.intake = intake;
    }

    /** One format. */
    private interface Format {
        Taken take(String owner, InputStream body, Request request)
                throws IOException, InterruptedException;
    }

    public List<Route> routes() {
        Format influx =
                (owner, body, request) -> {
                    var precision = Precision.of(request.query("precision").orElse(""));
                    return precision.isEmpty()
                            ? new Taken.Damaged("precision is one of ns, us, ms, s, m, h")
                            : intake.influx(owner, body, precision.get());
                };
        return List.of(
                post("Prometheus' remote write 1.0", "prometheus", this::remoteWrite),
                post("Prometheus' text or OpenMetrics", "prometheus-text", this::text),
                post("InfluxDB's line protocol: ?precision=", "influx", influx),
                post("The same, as Telegraf and others ask for it", "influx/write", influx),
                post("The same, as InfluxDB 2 has it", "influx/api/v2/write", influx),
                post(
                        "Graphite's plaintext",
                        "graphite",
                        (owner, body, request) -> intake.graphite(owner, body)));
    }

    private Route post(String summary, String path, Format format) {
        return route(
                Verb.POST,
                "/ingest/" + path,
                MeterPermissions.METRICS_WRITE,
                summary,
                null,
                null,
                request -> answer(request, format));
    }

    private Taken remoteWrite(String owner, InputStream body, Request request)
            throws IOException, InterruptedException {
        return intake.remoteWrite(owner, body);
    }

    private Taken text(String owner, InputStream body, Request request)
            throws IOException, InterruptedException {
        boolean openMetrics =
                request.header("Content-Type").orElse("").startsWith("application/openmetrics");
        return intake.text(owner, body, openMetrics);
    }

    private Answer answer(Request request, Format format) throws IOException, InterruptedException {
        OptionalLong token = Tokens.number(request.credential());
        String owner =
                token.isPresent()
                        ? "token:" + token.getAsLong()
                        : "user:" + request.caller().userId();
        try (InputStream body = body(request)) {
            return answer(format.take(owner, body, request));
        } catch (ZipException notGzip) {
            return Answer.refused(400, "damaged-body", "the body is not gzip");
        }
    }

    private static InputStream body(Request request) throws IOException {
        InputStream body = request.stream();
        return request.header("Content-Encoding").orElse("").equals("gzip")
                ? new Inflated(new GZIPInputStream(body, 64 * 1024))
                : body;
    }

    private static Answer answer(Taken taken) {
        return switch (taken) {
            case Taken.Done done when done.whole() -> Answer.done();
            case Taken.Done done -> Answer.refused(400, "partly-refused", told(done));
            case Taken.Damaged(String reason) -> Answer.refused(400, "damaged-body", reason);
            case Taken.Away(String reason) -> Answer.refused(503, "store-away", reason);
        };
    }

    private static String told(Taken.Done done) {
        StringBuilder told = new StringBuilder();
        told.append(done.stored()).append(" samples are kept, these are not: ");
        if (done.tooOld() > 0) {
            told.append(done.tooOld()).append(" older than samples are kept; ");
        }
        if (done.tooFar() > 0) {
            told.append(done.tooFar()).append(" of the future (is a clock wrong?); ");
        }
        if (done.refused() > 0) {
            told.append(done.refused()).append(" others; ");
        }
        return told.append(String.join("; ", done.reasons())).toString();
    }

    /** Small bodies that become huge ones end here. */
    private static final class Inflated extends FilterInputStream {
        private long left = MOST_INFLATED;

        Inflated(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new ZipException("more than " + MOST_INFLATED + " bytes");
            }
            return count;
        }
    }
}
