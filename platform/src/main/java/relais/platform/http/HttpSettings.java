package relais.platform.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/**
 * Where and how the server answers.
 *
 * @param tls certificate chain and key as PEM files; empty: plain HTTP
 * @param trustedProxies addresses whose X-Forwarded-For and -Proto are believed
 */
public record HttpSettings(
        String host, int port, Optional<Tls> tls, Set<String> trustedProxies, HttpLimits limits) {

    /** PEM files of a certificate chain and its PKCS#8 key. */
    public record Tls(Path chain, Path key) {}

    private static final Setting<String> HOST =
            new Setting<>(
                    "http.host",
                    "127.0.0.1",
                    "Address to answer on; 0.0.0.0 for all of this machine's",
                    false,
                    Parsers.someText());
    private static final Setting<Integer> PORT =
            new Setting<>(
                    "http.port",
                    "8080",
                    "Port of console and API; 0 takes a free one",
                    false,
                    Parsers.port());
    private static final Setting<String> CHAIN =
            new Setting<>(
                    "http.tls-certificate",
                    "",
                    "PEM file of the certificate chain; empty for plain HTTP",
                    false,
                    Parsers.text());
    private static final Setting<String> KEY =
            new Setting<>(
                    "http.tls-key",
                    "",
                    "PEM file of the certificate's PKCS#8 key",
                    false,
                    Parsers.text());
    private static final Setting<List<String>> PROXIES =
            new Setting<>(
                    "http.trusted-proxies",
                    "",
                    "IP addresses of proxies in front whose X-Forwarded-For is believed, by comma",
                    false,
                    Parsers.list(Parsers.someText()));
    private static final Setting<Long> UPLOAD =
            new Setting<>(
                    "http.largest-upload",
                    "512MB",
                    "Largest file taken by an import",
                    false,
                    Parsers.bytes(1024, 1L << 40));

    /** What {@link #from} reads; app declares them. */
    public static List<Setting<?>> declared() {
        return List.of(HOST, PORT, CHAIN, KEY, PROXIES, UPLOAD);
    }

    public static HttpSettings from(Settings settings) {
        String chain = settings.get(CHAIN);
        String key = settings.get(KEY);
        if (chain.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException(
                    "set both http.tls-certificate and http.tls-key, or neither");
        }
        HttpLimits usual = HttpLimits.usual();
        return new HttpSettings(
                settings.get(HOST),
                settings.get(PORT),
                chain.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Tls(Path.of(chain), Path.of(key))),
                Set.copyOf(settings.get(PROXIES)),
                new HttpLimits(
                        usual.jsonBytes(),
                        settings.get(UPLOAD),
                        usual.headerBytes(),
                        usual.idle(),
                        usual.bodyTime(),
                        usual.connections(),
                        usual.inFlight()));
    }

    /** Plain HTTP on a free port of this machine alone, with the usual limits: for tests. */
    public static HttpSettings local() {
        return new HttpSettings("127.0.0.1", 0, Optional.empty(), Set.of(), HttpLimits.usual());
    }
}
