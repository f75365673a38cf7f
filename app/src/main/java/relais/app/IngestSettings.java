package relais.app;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/**
 * What an operator decides about measurements that other programs bring.
 *
 * @param graphite where Graphite's plaintext is taken over TCP; empty for nowhere
 */
record IngestSettings(Optional<InetSocketAddress> graphite) {
    private static final Setting<String> GRAPHITE =
            new Setting<>(
                    "meter.graphite",
                    "",
                    "host:port at which the role meter takes Graphite's plaintext, from whoever"
                            + " reaches it; empty: nowhere",
                    false,
                    text -> {
                        address(text);
                        return text;
                    });

    static List<Setting<?>> declared() {
        return List.of(GRAPHITE);
    }

    static IngestSettings from(Settings settings) {
        return new IngestSettings(address(settings.get(GRAPHITE)));
    }

    private static Optional<InetSocketAddress> address(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("host:port, such as 127.0.0.1:2003");
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        return Optional.of(new InetSocketAddress(text.substring(0, colon), port));
    }
}
