package relais.agent.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.agent.reading.Answer;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Names;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Source;
import relais.agent.reading.Value;

/** One metrics page: each metric is a graph, each set of labels one of its fields. */
public final class MetricsPage implements Source, Plugin {

    /** Bytes of a page. */
    private static final int LARGEST = 1 << 20;

    /** Of a page: two such, all of it new each second, fit into a heap of 32 MB. */
    private static final int MOST_SAMPLES = 5_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A label's value as it is kept; a longer one is no name of anything. */
    private static final int LONGEST_VALUE = 1_000;

    private final URI page;
    private final String name;
    private final Duration interval;
    private final Duration timeout;

    /**
     * Asks nothing yet.
     *
     * @throws IllegalArgumentException for an address that is not http
     */
    public MetricsPage(URI page, Duration interval) {
        this(page, interval, TIMEOUT);
    }

    MetricsPage(URI page, Duration interval, Duration timeout) {
        if (!String.valueOf(page.getScheme()).startsWith("http") || page.getHost() == null) {
            throw new IllegalArgumentException("--prometheus wants http://host:port/metrics");
        }
        this.page = page;
        this.name =
                "prometheus/"
                        + Names.fieldOf(page.getHost())
                        + (page.getPort() < 0 ? "" : "_" + page.getPort())
                        + (isUsual(page.getPath()) ? "" : Names.fieldOf(page.getPath()));
        this.interval = interval;
        this.timeout = timeout;
    }

    private static boolean isUsual(String path) {
        return path.isEmpty() || path.equals("/") || path.equals("/metrics");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Plugin> plugins() {
        return List.of(this);
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Duration timeout() {
        return timeout.plusSeconds(1);
    }

    @Override
    public Answer describe(Instant at) {
        return read(at);
    }

    /** The page says everything each time; the collector tells what changed. */
    @Override
    public Answer read(Instant at) {
        try {
            return judged(page(), at);
        } catch (SocketTimeoutException hanging) {
            return new Answer.Failed(
                    Answer.State.HANGING, "no page in " + timeout.toSeconds() + " s");
        } catch (Flood flood) {
            return new Answer.Failed(
                    Answer.State.FLOODING, "a page of more than " + LARGEST + " bytes");
        } catch (IOException away) {
            return new Answer.Failed(Answer.State.FAILING, "no page: " + away.getMessage());
        }
    }

    private byte[] page() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        long end = System.nanoTime() + timeout.toNanos();
        try {
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            connection.setRequestProperty("Accept", "text/plain;version=0.0.4");
            if (connection.getResponseCode() != 200) {
                throw new IOException("it answers " + connection.getResponseCode());
            }
            return read(connection.getInputStream(), end);
        } finally {
            connection.disconnect();
        }
    }

    /** Too much; what was read of it is let go at once. */
    private static final class Flood extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** A page that drips is late as a whole. */
    private static byte[] read(InputStream in, long end) throws IOException {
        java.io.ByteArrayOutputStream page = new java.io.ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            if (page.size() + n > LARGEST) {
                throw new Flood();
            }
            page.write(piece, 0, n);
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException();
            }
        }
        return page.toByteArray();
    }

    private Answer judged(byte[] bytes, Instant at) {
        Exposition read = Exposition.of(new String(bytes, StandardCharsets.UTF_8), MOST_SAMPLES);
        if (read.samples.size() > MOST_SAMPLES) {
            return new Answer.Failed(
                    Answer.State.FLOODING, "a page of more than " + MOST_SAMPLES + " samples");
        }
        if (read.samples.isEmpty()) {
            return new Answer.Failed(
                    Answer.State.RUBBISH, "no sample in %d bytes".formatted(bytes.length));
        }
        return told(name, read, at);
    }

    static Answer.Told told(String prefix, Exposition read, Instant at) {
        Map<String, Map<String, Field>> fields = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        Map<String, String> keys = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        for (Exposition.Sample sample : read.samples) {
            String graph = names.computeIfAbsent(sample.name(), metric -> prefix + "." + metric);
            if (!Names.isGraph(graph)) {
                continue;
            }
            Field field = field(sample, read.typeOf(sample.name()), keys);
            fields.computeIfAbsent(graph, g -> new LinkedHashMap<>()).put(field.name(), field);
            Long millis = sample.millis();
            Instant time = millis == null ? at : Instant.ofEpochMilli(millis);
            readings.add(
                    new Reading(
                            time, new SeriesName(graph, field.name()), Value.of(sample.value())));
        }
        List<Graph> graphs = new ArrayList<>();
        fields.forEach(
                (graph, lines) -> {
                    String metric = graph.substring(prefix.length() + 1);
                    graphs.add(
                            new Graph(
                                    graph,
                                    Map.of(
                                            "graph_title",
                                            metric,
                                            "graph_category",
                                            "prometheus",
                                            "graph_info",
                                            shortened(read.help.getOrDefault(metric, ""))),
                                    List.copyOf(lines.values())));
                });
        return new Answer.Told(graphs, readings);
    }

    /**
     * A line.
     *
     * @param keys of its labels' attributes, each made once for the page
     */
    private static Field field(Exposition.Sample sample, String type, Map<String, String> keys) {
        Map<String, String> attributes = new LinkedHashMap<>();
        StringBuilder label = new StringBuilder();
        StringBuilder name = new StringBuilder();
        sample.labels()
                .forEach(
                        (key, value) -> {
                            label.append(label.isEmpty() ? "" : " ").append(value);
                            name.append(name.isEmpty() ? "" : "_")
                                    .append(key)
                                    .append('_')
                                    .append(value);
                            attributes.put(
                                    keys.computeIfAbsent(key, k -> "labels." + k),
                                    shortened(value));
                        });
        attributes.put("label", shortened(label.isEmpty() ? sample.name() : label.toString()));
        boolean counts =
                type.equals("counter")
                        || type.equals("histogram")
                        || (type.equals("summary") && !sample.labels().containsKey("quantile"));
        if (counts) {
            attributes.put("type", "DERIVE");
            attributes.put("min", "0");
        }
        return new Field(named(name.toString()), attributes);
    }

    /** Its labels as a name; where they do not fit into one, told apart by their hash. */
    private static String named(String labels) {
        if (labels.isEmpty()) {
            return "value";
        }
        String name = Names.fieldOf(labels);
        if (name.equals(labels)) {
            return name;
        }
        String hash = Long.toHexString(hash(labels));
        return name.substring(0, Math.min(name.length(), 150)) + "_" + hash;
    }

    /** FNV-1a of 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    }
}
