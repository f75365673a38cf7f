package relais.vault.dossier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.Outcome;

/**
 * One change to many dossiers, each in a transaction of its own: what cannot be done to one is said
 * and does not hold up the others.
 */
public final class ManyDossiers {
    /** More in one request takes longer than anybody waits. */
    public static final int MOST = 500;

    private final Dossiers dossiers;

    public ManyDossiers(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    /** The one change that is asked for; the others are null, or false. */
    public record Change(
            @Nullable String state,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags,
            boolean trash) {}

    /** A dossier that was left as it is, and why. */
    public record Left(long id, String code) {}

    public record Done(int done, List<Left> refused) {}

    public Done change(Caller caller, List<Long> ids, Change change) {
        int done = 0;
        List<Left> left = new ArrayList<>();
        for (long id : ids.stream().distinct().toList()) {
            switch (one(caller, id, change)) {
                case Outcome.Ok ok -> done++;
                case Outcome.Missing missing -> left.add(new Left(id, "not-found"));
                case Outcome.Refused refused -> left.add(new Left(id, refused.code()));
                case Outcome.Unfit unfit ->
                        left.add(new Left(id, unfit.values().getFirst().code()));
            }
        }
        return new Done(done, left);
    }

    private Outcome one(Caller caller, long id, Change change) {
        if (change.trash()) {
            return dossiers.trash(caller, id);
        }
        if (change.state() != null) {
            return dossiers.move(caller, id, change.state(), null);
        }
        return dossiers.retag(
                caller,
                id,
                change.addTags() == null ? List.of() : change.addTags(),
                change.removeTags() == null ? List.of() : change.removeTags());
    }
}
