package relais.agent.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param to the centre
 * @param code for pairing; null when already paired
 * @param trust certificates to believe; null for those that Java believes
 * @param login file with a broker's user and password; null where none is needed
 * @param folder of the agent's own
 * @param host name to be shown by
 * @param plugins folders of munin plugins
 * @param munin nodes, each {@code host:port}
 * @param prometheus addresses of metrics pages
 */
record Options(
        URI to,
        @Nullable String code,
        @Nullable Path trust,
        @Nullable Path login,
        Path folder,
        String host,
        Duration interval,
        List<Path> plugins,
        List<String> munin,
        List<URI> prometheus) {

    static final String USAGE =
            """
            relais agent --to URL [--code CODE] [options]
              --to URL            the centre, https://host[:port]; or a RabbitMQ that it listens
                                  at, amqps://host[:port][/virtual-host]
              --code CODE         the one-time code that the centre shows; needed once
              --trust FILE        certificates (PEM) to believe, where the centre made its own
              --login FILE        the broker's user and password, a line each, mode 600
              --folder DIR        what the agent keeps (default ./relais-agent)
              --name NAME         the host's name (default: its own)
              --interval SECONDS  between two readings of this host (default 10, at least 1)
              --plugins DIR       munin plugins to run; may be given more than once
              --munin HOST:PORT   a munin-node to ask; may be given more than once
              --prometheus URL    a metrics page to read; may be given more than once
            Without --plugins and --munin it looks for munin on this host by itself.""";

    /** A command line that cannot be meant; the message says what to change. */
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    static Options of(List<String> words, String ownName) throws Mistake {
        @Nullable URI to = null;
        @Nullable String code = null;
        @Nullable Path trust = null;
        @Nullable Path login = null;
        Path folder = Path.of("relais-agent");
        String host = ownName;
        Duration interval = Duration.ofSeconds(10);
        List<Path> plugins = new ArrayList<>();
        List<String> munin = new ArrayList<>();
        List<URI> prometheus = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (i + 1 == words.size()) {
                throw new Mistake(option + " wants a value");
            }
            String value = words.get(i + 1);
            switch (option) {
                case "--to" -> to = address(value);
                case "--code" -> code = value;
                case "--trust" -> trust = Path.of(value);
                case "--login" -> login = Path.of(value);
                case "--folder" -> folder = Path.of(value);
                case "--name" -> host = value;
                case "--interval" -> interval = seconds(value);
                case "--plugins" -> plugins.add(Path.of(value));
                case "--munin" -> munin.add(value);
                case "--prometheus" -> prometheus.add(address(value));
                default -> throw new Mistake("unknown: " + option);
            }
        }
        if (to == null) {
            throw new Mistake("--to is missing: where is the centre?");
        }
        return new Options(
                to, code, trust, login, folder, host, interval, plugins, munin, prometheus);
    }

    private static URI address(String text) throws Mistake {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException not) {
            throw new Mistake("not an address: " + text);
        }
    }

    private static Duration seconds(String text) throws Mistake {
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= 3_600) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException not) {
            throw new Mistake("--interval wants seconds: " + text);
        }
        throw new Mistake("--interval is 1 to 3600 seconds: " + text);
    }

    /** The code is a secret until it was used. */
    @Override
    public String toString() {
        return "Options[" + to + ", " + folder + "]";
    }
}
