package relais.gateway.testing;

import java.time.Duration;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Login;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.channel.Secret;
import relais.gateway.smpp.Timing;

/** Settings of test channels. */
public final class Lines {
    /** Impatient enough for a test. */
    public static final Timing QUICK =
            new Timing(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(20),
                    Duration.ofMillis(200),
                    Duration.ofMillis(300));

    private Lines() {}

    public static ChannelSettings smpp(int port) {
        return smpp(link(port, false, Coding.USUAL), 100, 10_000);
    }

    public static ChannelSettings smpp(Smpp link, int window, double rate) {
        return new ChannelSettings("mtn", link, "8500", window, rate, false);
    }

    public static Smpp link(int port, boolean separate, Coding coding) {
        return new Smpp(
                "127.0.0.1",
                port,
                false,
                separate,
                new Login("relais", Secret.of("secret"), ""),
                Addressing.USUAL,
                coding,
                Duration.ofSeconds(30));
    }
}
