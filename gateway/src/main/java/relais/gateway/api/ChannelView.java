package relais.gateway.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Alphabet;
import relais.gateway.channel.ChannelSettings.Joining;
import relais.gateway.channel.ChannelSettings.Kannel;
import relais.gateway.channel.ChannelSettings.ReceiptIds;
import relais.gateway.channel.ChannelSettings.Simulated;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.directory.Channel;
import relais.gateway.directory.SeenLine;

/**
 * A channel as screens show it: how its line is, and its settings without secrets under the names
 * of {@link ChannelBody}.
 *
 * @param state up, connecting, down or paused
 * @param node the gateway that runs it
 * @param waiting messages on the queue and parts in a gateway's hands
 * @param inbound only in the answer that made it up
 */
public record ChannelView(
        long id,
        String kind,
        String name,
        String state,
        String detail,
        @Nullable Instant since,
        @Nullable String node,
        long received,
        long sent,
        long waiting,
        String country,
        String sender,
        int window,
        double ratePerSecond,
        boolean paused,
        BigDecimal price,
        String currency,
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
        @Nullable Long enquireLinkSeconds,
        @Nullable Long repeatSeconds,
        @Nullable String sendsms,
        @Nullable String user,
        @Nullable String smsc,
        @Nullable String callback,
        @Nullable String inbound,
        @Nullable Long seed) {

    static ChannelView of(
            Channel channel, @Nullable SeenLine seen, long queued, @Nullable String inbound) {
        ChannelSettings settings = channel.settings();
        Smpp smpp = settings.link() instanceof Smpp link ? link : null;
        Kannel kannel = settings.link() instanceof Kannel link ? link : null;
        return new ChannelView(
                channel.id(),
                settings.link().kind(),
                channel.name(),
                state(settings, seen),
                seen == null ? "no gateway process runs it" : seen.line().detail(),
                seen == null ? null : seen.line().since(),
                seen == null ? null : seen.node(),
                seen == null ? 0 : seen.received(),
                seen == null ? 0 : seen.sent(),
                queued + (seen == null ? 0 : seen.waiting()),
                channel.country(),
                settings.sender(),
                settings.window(),
                settings.ratePerSecond(),
                settings.paused(),
                channel.price().perSegment(),
                channel.price().currency(),
                smpp == null ? null : smpp.host(),
                smpp == null ? null : smpp.port(),
                smpp == null ? null : smpp.tls(),
                smpp == null ? null : smpp.separate(),
                smpp == null ? null : smpp.login().systemId(),
                smpp == null ? null : smpp.login().systemType(),
                smpp == null ? null : smpp.addressing(),
                smpp == null ? null : smpp.coding().defaultAlphabet(),
                smpp == null ? null : smpp.coding().joining(),
                smpp == null ? null : smpp.coding().receiptIds(),
                smpp == null ? null : smpp.enquireLink().toSeconds(),
                smpp == null ? null : smpp.repeats().toSeconds(),
                kannel == null ? null : kannel.sendsms().toString(),
                kannel == null ? null : kannel.user(),
                kannel == null ? null : kannel.smsc(),
                kannel == null ? null : kannel.callback().toString(),
                inbound,
                settings.link() instanceof Simulated simulated ? simulated.seed() : null);
    }

    private static String state(ChannelSettings settings, @Nullable SeenLine seen) {
        if (settings.paused()) {
            return "paused";
        }
        return seen == null ? "down" : seen.line().state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "ChannelView[" + kind + " " + name + "]";
    }
}
