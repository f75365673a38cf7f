package relais.agent.munin;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;

/**
 * All plugins of a node that keeps what they said (munin-asyncd): asked for everything since the
 * newest value seen. After a restart the last hour comes again, which changes nothing.
 */
final class SpooledPlugins implements Plugin {

    private final MuninNode node;
    private final String prefix;
    private final Duration interval;
    private @Nullable Instant seen;

    SpooledPlugins(MuninNode node, String prefix, Duration interval) {
        this.node = node;
        this.prefix = prefix;
        this.interval = interval;
    }

    @Override
    public String name() {
        return prefix + "spool";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Duration timeout() {
        return node.timeout().plusSeconds(1);
    }

    @Override
    public Answer describe(Instant at) {
        return read(at);
    }

    /** Its answer carries metadata each time; the collector tells what changed. */
    @Override
    public synchronized Answer read(Instant at) {
        Instant since = seen == null ? MuninNode.spoolStart(at) : seen;
        try (NodeTalk talk = node.talk(node.timeout())) {
            Told told =
                    PluginText.read(
                            prefix,
                            "spool",
                            talk.askLines("spoolfetch " + since.getEpochSecond()),
                            at);
            seen = PluginText.newest(told.readings(), since);
            return new Answer.Told(told.graphs(), told.readings());
        } catch (SocketTimeoutException hanging) {
            return new Answer.Failed(Answer.State.HANGING, "no end of the spool in time");
        } catch (NodeTalk.Flood flood) {
            return new Answer.Failed(Answer.State.FLOODING, String.valueOf(flood.getMessage()));
        } catch (IOException away) {
            return new Answer.Failed(Answer.State.FAILING, node.name() + ": " + away.getMessage());
        }
    }
}
