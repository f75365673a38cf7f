package relais.agent.munin;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;

/**
 * A plugin behind a munin-node. Each question is a conversation of its own: a node serves one
 * question after the other, so that one that hangs would hold up all the others.
 */
final class NodePlugin implements Plugin {

    private final MuninNode node;
    private final String prefix;
    private final String plugin;
    private final Duration interval;

    NodePlugin(MuninNode node, String prefix, String plugin, Duration interval) {
        this.node = node;
        this.prefix = prefix;
        this.plugin = plugin;
        this.interval = interval;
    }

    @Override
    public String name() {
        return prefix + plugin;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    /** Both questions may follow each other. */
    @Override
    public Duration timeout() {
        return node.timeout().multipliedBy(2).plusSeconds(1);
    }

    @Override
    public Answer describe(Instant at) {
        return Judgement.ofConfig(prefix, plugin, ask("config "), at);
    }

    @Override
    public Answer read(Instant at) {
        return Judgement.ofFetch(prefix, plugin, ask("fetch "), at);
    }

    private Output ask(String command) {
        try (NodeTalk talk = node.talk(node.timeout())) {
            List<String> lines = talk.askLines(command + plugin);
            for (String line : lines) {
                if (line.startsWith("# Unknown service") || line.startsWith("# Bad exit")) {
                    return new Output.Failed(Answer.State.FAILING, "the node says: " + line);
                }
            }
            return new Output.Lines(lines);
        } catch (SocketTimeoutException hanging) {
            return new Output.Failed(
                    Answer.State.HANGING,
                    "no answer to " + command + "in " + node.timeout().toSeconds() + " s");
        } catch (NodeTalk.Flood flood) {
            return new Output.Failed(Answer.State.FLOODING, String.valueOf(flood.getMessage()));
        } catch (IOException away) {
            return new Output.Failed(Answer.State.FAILING, node.name() + ": " + away.getMessage());
        }
    }
}
