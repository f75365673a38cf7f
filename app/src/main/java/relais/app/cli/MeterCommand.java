package relais.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import relais.meter.history.bringing.Bringing;
import relais.meter.history.bringing.Door;
import relais.meter.history.bringing.Report;

@Command(
        name = "meter",
        mixinStandardHelpOptions = true,
        description = "Looks after measurements.",
        subcommands = MeterCommand.Import.class)
final class MeterCommand {
    /** Brings what munin, RRDtool, rrd4j or Graphite kept to a Relais that runs. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Brings history that munin, RRDtool, rrd4j or Graphite (Whisper) kept.",
                "The token (hosts.edit, of somebody who sees all hosts) comes from RELAIS_TOKEN,"
                        + " or from --token-file; it is never an argument.",
                "Bringing the same again changes nothing."
            })
    static final class Import implements Callable<Integer> {
        private static final int NOT_WHOLE = 3;
        private static final long SAY_EVERY_NANOS = 2_000_000_000L;

        @Option(names = "--from", required = true, description = "The folder: /var/lib/munin")
        private @Nullable Path from;

        @Option(names = "--to", required = true, description = "Where Relais is: https://…")
        private @Nullable URI to;

        @Option(
                names = "--kind",
                description =
                        "munin: as its master keeps it (the default); tree: any tree of .rrd, .rrd4j,"
                                + " .jrb, .wsp")
        private Bringing.Kind kind = Bringing.Kind.MUNIN;

        @Option(
                names = "--host",
                description =
                        "NAME=OTHER: a host that is called otherwise in Relais; NAME alone: the host"
                                + " of all files of a tree")
        private String[] hosts = {};

        @Option(
                names = "--host-level",
                description = "In a tree, which folder names the host; 0 is the first")
        private int level;

        @Option(
                names = "--prefix",
                description =
                        "Of munin's graphs: munin/ (the default), or plugin/ for hosts whose agent"
                                + " runs the plugins itself")
        private String prefix = "munin/";

        @Option(names = "--token-file", description = "Holds the token; - reads it from stdin")
        private @Nullable Path tokenFile;

        @Option(names = "--journal", description = "Lists what was brought, to pass it over later")
        private @Nullable Path journal;

        private long said;

        @Override
        public Integer call() throws Exception {
            if (from == null || to == null || !Files.isDirectory(from)) {
                throw new IllegalStateException("--from wants a folder that is there: " + from);
            }
            Map<String, String> names = new HashMap<>();
            String only = "";
            for (String host : hosts) {
                int equals = host.indexOf('=');
                if (equals < 0) {
                    only = host;
                } else {
                    names.put(host.substring(0, equals), host.substring(equals + 1));
                }
            }
            Bringing.Wanted wanted =
                    new Bringing.Wanted(from, kind, prefix, level, only, names, journal);
            try (Door door = door(to)) {
                Report report = new Bringing(wanted, door, this::show).run();
                System.out.print(report.text());
                return report.isWhole() ? 0 : NOT_WHOLE;
            }
        }

        private Door door(URI centre) throws IOException {
            try {
                return new Door(centre, token());
            } catch (IllegalArgumentException wrong) {
                throw new IllegalStateException(wrong.getMessage(), wrong);
            }
        }

        private String token() throws IOException {
            String token =
                    tokenFile == null
                            ? System.getenv().getOrDefault("RELAIS_TOKEN", "")
                            : tokenFile.toString().equals("-")
                                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                                    : Files.readString(tokenFile);
            if (token.isBlank()) {
                throw new IllegalStateException("no token: set RELAIS_TOKEN, or say --token-file");
            }
            return token.strip();
        }

        private void show(Bringing.Progress at) {
            long now = System.nanoTime();
            if (said == 0 || now - said > SAY_EVERY_NANOS || at.done() == at.files()) {
                said = now;
                System.err.printf(
                        "%d of %d files, %,d samples, %s%n",
                        at.done(), at.files(), at.samples(), at.host());
            }
        }
    }
}
