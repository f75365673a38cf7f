package relais.agent.munin;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;

/**
 * All plugins of a node that keeps what they said (munin-asyncd): asked for everything since a
 * little before the newest value seen. After a restart the last hour comes again, which changes
 * nothing.
 */
final class SpooledPlugins implements Plugin {

    /**
     * munin-asyncd asks one plugin after the other and gives all of a round the time of its
     * beginning: what is written later in a round is no newer than what was seen of it.
     */
    private static final Duration ROUND = Duration.ofMinutes(15);

    private final MuninNode node;
    private final String prefix;
    private final Duration interval;
    private final Map<SeriesName, Instant> seen = new HashMap<>();
    private @Nullable Instant newest;

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
        Instant since = newest == null ? MuninNode.spoolStart(at) : newest.minus(ROUND);
        try (NodeTalk talk = node.talk(node.timeout())) {
            Told told =
                    PluginText.read(
                            prefix,
                            "spool",
                            talk.askLines("spoolfetch " + since.getEpochSecond()),
                            at);
            if (!told.readings().isEmpty()) {
                newest = PluginText.newest(told.readings(), since);
            }
            return new Answer.Told(told.graphs(), unseen(told.readings()));
        } catch (SocketTimeoutException hanging) {
            return new Answer.Failed(Answer.State.HANGING, "no end of the spool in time");
        } catch (NodeTalk.Flood flood) {
            return new Answer.Failed(Answer.State.FLOODING, String.valueOf(flood.getMessage()));
        } catch (IOException away) {
            return new Answer.Failed(Answer.State.FAILING, node.name() + ": " + away.getMessage());
        }
    }

    /** A series' times only grow in a spool. */
    private List<Reading> unseen(List<Reading> readings) {
        List<Reading> unseen = new ArrayList<>();
        for (Reading reading : readings) {
            Instant before = seen.get(reading.series());
            if (before == null || reading.time().isAfter(before)) {
                seen.put(reading.series(), reading.time());
                unseen.add(reading);
            }
        }
        return unseen;
    }
}
