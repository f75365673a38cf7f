package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import relais.gateway.simulator.SimulatedSmsc;

/** A poll of everybody goes out through an SMPP channel. */
final class Sending {
    static final String QUESTION = "Avez-vous de l'eau potable ? OUI ou NON.";
    static final String THANKS = "Merci, c'est note.";

    /** The first moments fill queues and windows; the pace is measured after. */
    private static final Duration BEFORE_STEADY = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nothing sent for so long: everything is sent. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Visitor visitor;
    private final Connection database;
    private final SimulatedSmsc smsc;
    private final Figures figures;

    Sending(Visitor visitor, Connection database, SimulatedSmsc smsc, Figures figures) {
        this.visitor = visitor;
        this.database = database;
        this.smsc = smsc;
        this.figures = figures;
    }

    void connect() throws IOException, SQLException, InterruptedException {
        visitor.change("/api/channels", HearBench.channel(smsc.port()));
        if (!Patience.await(PATIENCE, LOOK, () -> smsc.boundLines() > 0)) {
            throw new IOException("the channel does not come up");
        }
    }

    /** Sends for that long after the first moments; answers the poll's number. */
    long ask(Duration time) throws IOException, SQLException, InterruptedException {
        long poll = visitor.change("/api/polls", poll()).path("id").asLong();
        long before = System.nanoTime();
        JsonNode started = visitor.change("/api/polls/" + poll + "/start", Map.of());
        figures.say(
                "a poll of %d people started in %d ms",
                started.path("asked").asLong(), (System.nanoTime() - before) / 1_000_000);
        figures.put("mt_per_s", rate(time));
        visitor.change("/api/polls/" + poll + "/stop-sending", Map.of());
        drain();
        everybodyIsAsked(poll);
        return poll;
    }

    private double rate(Duration time) throws IOException, SQLException, InterruptedException {
        Patience.await(PATIENCE, LOOK, () -> smsc.submitted() > 0);
        Patience.pass(BEFORE_STEADY);
        long first = smsc.submitted();
        long start = System.nanoTime();
        Patience.await(time, LOOK, () -> smsc.submitted() >= Archive.PEOPLE);
        double passed = (System.nanoTime() - start) / 1e9;
        long sent = smsc.submitted() - first;
        figures.say("%d questions sent in %.1f s, %d before", sent, passed, first);
        return sent / passed;
    }

    /** What is queued still goes out, and its reports come in. */
    private void drain() throws IOException, SQLException, InterruptedException {
        long start = System.nanoTime();
        Quiet sent = new Quiet(QUIET);
        Patience.await(PATIENCE, LOOK, () -> sent.still(smsc.submitted()));
        Patience.await(PATIENCE, Duration.ofMillis(100), () -> depth() == 0);
        figures.say(
                "%d sent in all; queues empty after %.1f s",
                smsc.submitted(), (System.nanoTime() - start) / 1e9);
    }

    private long depth() throws IOException, InterruptedException {
        long depth = 0;
        for (JsonNode topic : visitor.get("/api/status").path("topics")) {
            depth += topic.path("depth").asLong();
        }
        return depth;
    }

    /** Those who were not reached in the time count as asked, so that they may answer. */
    private void everybodyIsAsked(long poll) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "update voice_recipient set state = 1, asked_at = now()"
                            + " where state <> 1 and poll_id = "
                            + poll);
            statement.execute("vacuum (analyze) voice_recipient");
        }
    }

    private static Map<String, Object> poll() {
        return Map.of(
                "name", "Bench",
                "kind", "yes_no",
                "question", Map.of("fr", QUESTION),
                "defaultLanguage", "fr",
                "channel", "bench",
                "categories", List.of(category("yes", "Oui"), category("no", "Non")),
                "confirmation", Map.of("fr", THANKS));
    }

    private static Map<String, Object> category(String key, String name) {
        return Map.of("key", key, "name", Map.of("fr", name));
    }
}
