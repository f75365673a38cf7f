package relais.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A day of {@link Fleet} as Prometheus' text with times, as a collector would send it on. */
final class TextDay {
    static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    static final int MINUTES = 1440;
    static final long MINUTE = 60_000;

    /** Machines whose lines come in one body: 10,000 lines, about half a megabyte. */
    static final int HOSTS_A_BODY = 100;

    private static final long SEED = 20260101;

    private final Fleet fleet;
    private final byte[][] names;
    private final double[] values = new double[Fleet.SERIES];

    TextDay(int hosts) {
        this.fleet = new Fleet(SEED, hosts);
        this.names = new byte[hosts * Fleet.SERIES][];
        for (int host = 0; host < hosts; host++) {
            for (int metric = 0; metric < Fleet.SERIES; metric++) {
                names[host * Fleet.SERIES + metric] =
                        (Fleet.metric(metric) + "{instance=\"" + Fleet.host(host) + "\"} ")
                                .getBytes(StandardCharsets.US_ASCII);
            }
        }
    }

    /** The next minute of the machines from {@code first} on; minutes must be asked in order. */
    byte[] body(int first, int minute) {
        byte[] end = (" " + (START + minute * MINUTE) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(640 * 1024);
        for (int host = first; host < Math.min(fleet.hosts(), first + HOSTS_A_BODY); host++) {
            fleet.minute(host, values);
            for (int metric = 0; metric < Fleet.SERIES; metric++) {
                out.writeBytes(names[host * Fleet.SERIES + metric]);
                out.writeBytes(written(values[metric]).getBytes(StandardCharsets.US_ASCII));
                out.writeBytes(end);
            }
        }
        return out.toByteArray();
    }

    private static String written(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
