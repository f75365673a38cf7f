package relais.gateway.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Kannel;
import relais.gateway.channel.ChannelSettings.Link;
import relais.gateway.channel.ChannelSettings.Login;
import relais.gateway.channel.ChannelSettings.Simulated;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.channel.Secret;
import relais.platform.json.Json;

/** How a link is written: JSON without secrets beside a JSON of the secrets alone. */
final class StoredLink {
    private record SmppJson(
            String host,
            int port,
            boolean tls,
            boolean separate,
            String systemId,
            String systemType,
            Addressing addressing,
            Coding coding,
            long enquireLinkSeconds,
            @Nullable Long repeatSeconds) {}

    private record KannelJson(URI sendsms, String user, String smsc, URI callback) {}

    private record SimulatedJson(long seed) {}

    /** Empty where a kind has none. Only ever written sealed. */
    private record Secrets(String password, String inbound) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    private StoredLink() {}

    static String json(Link link) {
        return Json.text(
                switch (link) {
                    case Smpp smpp ->
                            new SmppJson(
                                    smpp.host(),
                                    smpp.port(),
                                    smpp.tls(),
                                    smpp.separate(),
                                    smpp.login().systemId(),
                                    smpp.login().systemType(),
                                    smpp.addressing(),
                                    smpp.coding(),
                                    smpp.enquireLink().toSeconds(),
                                    smpp.repeats().toSeconds());
                    case Kannel kannel ->
                            new KannelJson(
                                    kannel.sendsms(),
                                    kannel.user(),
                                    kannel.smsc(),
                                    kannel.callback());
                    case Simulated simulated -> new SimulatedJson(simulated.seed());
                });
    }

    static byte[] secrets(Link link) {
        return Json.bytes(
                switch (link) {
                    case Smpp smpp -> new Secrets(smpp.login().password().reveal(), "");
                    case Kannel kannel ->
                            new Secrets(kannel.password().reveal(), kannel.inbound().reveal());
                    case Simulated _ -> new Secrets("", "");
                });
    }

    static Link read(String kind, String json, byte[] secretJson) {
        try {
            Secrets secrets = Json.read(secretJson, Secrets.class);
            return switch (kind) {
                case "smpp" -> smpp(Json.read(json, SmppJson.class), secrets);
                case "kannel" -> kannel(Json.read(json, KannelJson.class), secrets);
                case "simulated" -> new Simulated(Json.read(json, SimulatedJson.class).seed());
                default -> throw new IllegalStateException("channel of unknown kind " + kind);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("a stored channel cannot be read", e);
        }
    }

    private static Link smpp(SmppJson json, Secrets secrets) {
        return new Smpp(
                json.host(),
                json.port(),
                json.tls(),
                json.separate(),
                new Login(json.systemId(), Secret.of(secrets.password()), json.systemType()),
                json.addressing(),
                json.coding(),
                Duration.ofSeconds(json.enquireLinkSeconds()),
                json.repeatSeconds() == null
                        ? Smpp.USUAL_REPEATS
                        : Duration.ofSeconds(json.repeatSeconds()));
    }

    private static Link kannel(KannelJson json, Secrets secrets) {
        return new Kannel(
                json.sendsms(),
                json.user(),
                Secret.of(secrets.password()),
                json.smsc(),
                json.callback(),
                Secret.of(secrets.inbound()));
    }
}
