package relais.gateway.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Alphabet;
import relais.gateway.channel.ChannelSettings.Joining;
import relais.gateway.channel.ChannelSettings.ReceiptIds;

/**
 * A channel as an operator writes it, flat as the form is. What a kind does not have is ignored;
 * secrets, {@code paused} and {@code addressing} stay as they are where a change leaves them out.
 *
 * @param window unanswered submissions at a time; 10 where not given
 * @param ratePerSecond parts a second; 10 where not given
 * @param country ISO 3166-1 alpha-2
 * @param price for a segment, in {@code currency}; 0 and the country's where not given
 * @param password the provider's
 * @param inbound what a Kannel shows when it calls us; made up, and shown once, where a new channel
 *     has none
 */
public record ChannelBody(
        String kind,
        String name,
        String country,
        @Nullable String sender,
        @Nullable Integer window,
        @Nullable Double ratePerSecond,
        @Nullable Boolean paused,
        @Nullable BigDecimal price,
        @Nullable String currency,
        @Nullable String password,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Boolean tls,
        @Nullable Boolean separate,
        @Nullable String systemId,
        @Nullable String systemType,
        @Nullable Addressing addressing,
        @Nullable Alphabet defaultAlphabet,
        @Nullable Joining joining,
        @Nullable ReceiptIds receiptIds,
        @Nullable Integer enquireLinkSeconds,
        @Nullable Integer repeatSeconds,
        @Nullable String sendsms,
        @Nullable String user,
        @Nullable String smsc,
        @Nullable String callback,
        @Nullable String inbound,
        @Nullable Long seed) {
    @Override
    public String toString() {
        return "ChannelBody[" + kind + " " + name + "]";
    }
}
