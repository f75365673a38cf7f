package relais.gateway.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Coding;

/**
 * A channel as an operator writes it; of {@code smpp}, {@code kannel} and {@code simulated} the one
 * that {@code kind} names.
 *
 * @param window unanswered submissions at a time; 10 where not given
 * @param ratePerSecond parts a second; 10 where not given
 * @param country ISO 3166-1 alpha-2
 * @param price for a segment, in {@code currency}; 0 and the country's where not given
 * @param password the provider's; on a change, absent keeps the one there is
 * @param inboundSecret what a Kannel shows when it calls us; made up, and shown once, where absent
 */
public record ChannelBody(
        String kind,
        String name,
        @Nullable String sender,
        @Nullable Integer window,
        @Nullable Double ratePerSecond,
        @Nullable Boolean paused,
        String country,
        @Nullable BigDecimal price,
        @Nullable String currency,
        @Nullable String password,
        @Nullable String inboundSecret,
        @Nullable Smpp smpp,
        @Nullable Kannel kannel,
        @Nullable Simulated simulated) {

    public record Smpp(
            String host,
            int port,
            @Nullable Boolean tls,
            @Nullable Boolean separate,
            String systemId,
            @Nullable String systemType,
            @Nullable Addressing addressing,
            @Nullable Coding coding,
            @Nullable Integer enquireLinkSeconds) {}

    public record Kannel(String sendsms, String user, @Nullable String smsc, String callback) {}

    public record Simulated(@Nullable Long seed) {}

    @Override
    public String toString() {
        return "ChannelBody[" + kind + " " + name + "]";
    }
}
