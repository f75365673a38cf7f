package relais.vault.history;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.Office.id;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.dossier.Dossier;
import relais.vault.dossier.Dossiers;
import relais.vault.testing.Office;

/** Whatever is done to a dossier, it can be shown as it was at every instant. */
class HistoryTest {
    private static final int STEPS = 60;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void asOfEqualsWhatItWas() {
        System.out.println("HistoryTest seed " + seed);
        try (Office office = new Office()) {
            Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
            long type = office.type("aid", "clerks", Level.MANAGE);
            long dossier = office.open(ana, type, "Begin", Map.of("person", "p"));
            TreeMap<Instant, Content> was = new TreeMap<>();
            was.put(office.clock.instant(), now(office, ana, dossier).content());
            for (int i = 0; i < STEPS; i++) {
                office.clock.advance(Duration.ofMinutes(1 + random.nextInt(500)));
                step(office, ana, dossier);
                was.put(office.clock.instant(), now(office, ana, dossier).content());
            }
            Instant before = was.firstKey().minusMillis(1);
            assertThat(at(office, dossier, before)).isNull();
            was.forEach(
                    (instant, content) -> {
                        assertThat(at(office, dossier, instant))
                                .as("seed " + seed)
                                .isEqualTo(content);
                        assertThat(at(office, dossier, instant.plusSeconds(30))).isEqualTo(content);
                    });
        }
    }

    private static Content at(Office office, long dossier, Instant instant) {
        return office.database.with(h -> History.at(h, dossier, instant).orElse(null));
    }

    private static Dossier now(Office office, Caller caller, long dossier) {
        return office.database.with(h -> office.dossiers.find(h, caller, dossier)).orElseThrow();
    }

    private void step(Office office, Caller caller, long dossier) {
        Dossier now = now(office, caller, dossier);
        if (now.content().trashed()) {
            id(office.dossiers.restore(caller, dossier));
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> id(office.dossiers.trash(caller, dossier));
            case 1 -> {
                Outcome moved = office.dossiers.move(caller, dossier, "decided", null);
                assertThat(moved).isNotNull(); // from decided there is no way for a clerk
            }
            case 2 -> id(office.dossiers.person(caller, dossier, 1 + random.nextInt(5), "aunt"));
            case 3 -> id(office.dossiers.person(caller, dossier, 1 + random.nextInt(5), null));
            default -> id(office.dossiers.update(caller, dossier, edit(now)));
        }
    }

    private Dossiers.Edit edit(Dossier now) {
        Map<String, Object> fields = new HashMap<>(Map.of("person", "p" + random.nextInt(3)));
        if (random.nextBoolean()) {
            fields.put("amount", random.nextInt(100) + 0.25);
        }
        if (random.nextBoolean()) {
            fields.put("district", random.nextBoolean() ? "n" : "s");
        }
        List<String> tags = new ArrayList<>();
        for (String tag : List.of("a", "b", "é\"{}")) {
            if (random.nextBoolean()) {
                tags.add(tag);
            }
        }
        return new Dossiers.Edit(
                now.version(),
                "Title " + random.nextInt(4),
                fields,
                random.nextInt(9) == 0 ? null : false,
                tags);
    }
}
