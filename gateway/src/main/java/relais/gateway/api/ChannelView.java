package relais.gateway.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Link;
import relais.gateway.directory.Channel;
import relais.gateway.directory.SeenLine;

/**
 * A channel as screens show it: settings without secrets, and how its line is.
 *
 * @param state up, connecting, down or paused
 * @param waiting messages on the queue and parts in a gateway's hands
 * @param inboundSecret only in the answer that made it up
 */
public record ChannelView(
        long id,
        String kind,
        String name,
        String state,
        String detail,
        @Nullable Instant since,
        long received,
        long sent,
        long waiting,
        double ratePerSecond,
        int window,
        String sender,
        boolean paused,
        String country,
        BigDecimal price,
        String currency,
        ChannelBody.@Nullable Smpp smpp,
        ChannelBody.@Nullable Kannel kannel,
        ChannelBody.@Nullable Simulated simulated,
        @Nullable String inboundSecret) {

    static ChannelView of(
            Channel channel, @Nullable SeenLine seen, long queued, @Nullable String inboundSecret) {
        ChannelSettings settings = channel.settings();
        Link link = settings.link();
        return new ChannelView(
                channel.id(),
                link.kind(),
                channel.name(),
                state(settings, seen),
                seen == null ? "no gateway process runs it" : seen.line().detail(),
                seen == null ? null : seen.line().since(),
                seen == null ? 0 : seen.received(),
                seen == null ? 0 : seen.sent(),
                queued + (seen == null ? 0 : seen.waiting()),
                settings.ratePerSecond(),
                settings.window(),
                settings.sender(),
                settings.paused(),
                channel.country(),
                channel.price().perSegment(),
                channel.price().currency(),
                link instanceof ChannelSettings.Smpp smpp ? smpp(smpp) : null,
                link instanceof ChannelSettings.Kannel kannel ? kannel(kannel) : null,
                link instanceof ChannelSettings.Simulated simulated
                        ? new ChannelBody.Simulated(simulated.seed())
                        : null,
                inboundSecret);
    }

    private static String state(ChannelSettings settings, @Nullable SeenLine seen) {
        if (settings.paused()) {
            return "paused";
        }
        return seen == null ? "down" : seen.line().state().name().toLowerCase(Locale.ROOT);
    }

    private static ChannelBody.Smpp smpp(ChannelSettings.Smpp smpp) {
        return new ChannelBody.Smpp(
                smpp.host(),
                smpp.port(),
                smpp.tls(),
                smpp.separate(),
                smpp.login().systemId(),
                smpp.login().systemType(),
                smpp.addressing(),
                smpp.coding(),
                (int) smpp.enquireLink().toSeconds());
    }

    private static ChannelBody.Kannel kannel(ChannelSettings.Kannel kannel) {
        return new ChannelBody.Kannel(
                kannel.sendsms().toString(),
                kannel.user(),
                kannel.smsc(),
                kannel.callback().toString());
    }

    @Override
    public String toString() {
        return "ChannelView[" + kind + " " + name + "]";
    }
}
