package relais.vault.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whose dossiers are to come back: one database's, and never into those of another. */
sealed interface Choice {
    /** This one's. */
    record Of(Known database) implements Choice {}

    /** Nobody's. */
    record None(String why) implements Choice {}

    /** Chooses; an empty database takes the place of the one that is chosen. */
    static Choice of(Handle tx, List<Known> all, Optional<String> asked) {
        Origin.Here here = Origin.here(tx);
        if (asked.isPresent()) {
            List<Known> meant =
                    all.stream().filter(one -> one.name().startsWith(asked.get())).toList();
            return meant.size() == 1
                    ? into(tx, meant.getFirst(), here)
                    : new None(
                            meant.isEmpty()
                                    ? "no database called " + asked.get() + " wrote here"
                                    : "several databases are called " + asked.get() + "…");
        }
        Optional<Known> itself = all.stream().filter(one -> one.id().equals(here.id())).findFirst();
        if (here.used() && itself.isPresent()) {
            return new Of(itself.get());
        }
        return all.isEmpty()
                ? new Of(new Known(here.id(), 0, Instant.EPOCH))
                : into(tx, all.getFirst(), here);
    }

    private static Choice into(Handle tx, Known chosen, Origin.Here here) {
        if (chosen.id().equals(here.id())) {
            return new Of(chosen);
        }
        if (here.used()) {
            return new None(
                    "there are types or dossiers here that are not those of "
                            + chosen.name()
                            + ": numbers would be mixed. Rebuild into an empty data folder");
        }
        if (chosen.id().isEmpty()) {
            Origin.becomeUnnamed(tx);
        } else {
            Origin.become(tx, chosen.id());
        }
        return new Of(chosen);
    }
}
