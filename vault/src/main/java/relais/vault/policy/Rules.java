package relais.vault.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;

/**
 * All rules, in order; the first that fits counts. Without any, an object stays where it came in.
 */
record Rules(List<Rule> all) {
    static final int MOST = 20;

    Rules {
        all = List.copyOf(all);
    }

    static Rules read(Handle handle) {
        return new Rules(
                handle.createQuery("SELECT rule::text FROM vault_store_rule ORDER BY position")
                        .mapTo(String.class)
                        .map(Rules::rule)
                        .list());
    }

    private static Rule rule(String json) {
        try {
            return Json.read(json, Rule.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Handle tx) {
        tx.execute("DELETE FROM vault_store_rule");
        for (int i = 0; i < all.size(); i++) {
            tx.createUpdate(
                            "INSERT INTO vault_store_rule (position, rule) VALUES (:at, :rule::jsonb)")
                    .bind("at", i)
                    .bind("rule", Json.text(all.get(i)))
                    .execute();
        }
    }

    /** Null where no rule fits: then the object stays where it is. */
    @Nullable Rule of(Instant writtenAt, long size, Instant now) {
        for (Rule rule : all) {
            if (rule.fits(writtenAt, size, now)) {
                return rule;
            }
        }
        return null;
    }

    /** When another rule may fit an object, by its age alone; null for never. */
    @Nullable Instant nextLook(Instant writtenAt, long size, Instant now) {
        return all.stream()
                .filter(rule -> size >= rule.minBytes())
                .map(rule -> writtenAt.plus(rule.age()))
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** What is wrong with them; null for nothing. */
    @Nullable String complaint(Set<Long> known) {
        if (all.size() > MOST) {
            return "at most " + MOST + " rules";
        }
        for (Rule rule : all) {
            String own = rule.complaint();
            if (own != null) {
                return own;
            }
            if (!known.containsAll(rule.stores())) {
                return rule.name() + ": names a store that is not there";
            }
        }
        if (!all.isEmpty() && (all.getLast().minAgeDays() != 0 || all.getLast().minBytes() != 0)) {
            return "the last rule is for every object: age 0, size 0";
        }
        return null;
    }

    Set<Long> stores() {
        Set<Long> stores = new HashSet<>();
        all.forEach(rule -> stores.addAll(rule.stores()));
        return stores;
    }
}
