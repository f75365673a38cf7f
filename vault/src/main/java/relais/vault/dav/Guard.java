package relais.vault.dav;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Request;
import relais.vault.document.Actor;
import relais.vault.document.Document;
import relais.vault.document.Lock;
import relais.vault.document.Locks;
import relais.vault.document.Node;

/**
 * Conditions and locks of a request. Documents are kept from others by {@code Locks} itself; a
 * drive must moreover show the token of a lock that is its own user's (RFC 4918, section 6.4),
 * since it may be another of their programs that holds it.
 */
final class Guard {
    private final Database database;
    private final Locks locks;
    private final Shelves shelves;

    Guard(Database database, Locks locks, Shelves shelves) {
        this.database = database;
        this.locks = locks;
        this.shelves = shelves;
    }

    /** Reads the conditions and requires them; who acts, with the tokens shown. */
    Actor admit(Request request, Place here) {
        IfHeader conditions = conditions(request);
        if (!conditions.holds(new Truth(request, here))) {
            throw new Stopped(412, "condition-failed", "a condition of the header If is not so");
        }
        return new Actor(request.caller(), conditions.tokens());
    }

    static IfHeader conditions(Request request) {
        try {
            return request.header("If").map(IfHeader::parse).orElse(IfHeader.NONE);
        } catch (IllegalArgumentException e) {
            throw new Stopped(400, "invalid-header", String.valueOf(e.getMessage()));
        }
    }

    /** Refuses to change {@code node} while a lock counts there whose token is not shown. */
    void requireOpen(Actor actor, @Nullable Node node) {
        if (node == null) {
            return;
        }
        List<Lock> held = database.with(handle -> locks.on(handle, node));
        boolean shown = held.stream().anyMatch(lock -> actor.lockTokens().contains(lock.token()));
        if (!held.isEmpty() && !shown) {
            throw new Stopped(
                    423,
                    "document-locked",
                    held.getFirst().userName() + " edits it; show the token");
        }
    }

    List<Lock> locksOn(@Nullable Node node) {
        return node == null ? List.of() : database.with(handle -> locks.on(handle, node));
    }

    /** What the conditions are about. */
    private final class Truth implements IfHeader.State {
        private final Request request;
        private final Place here;

        Truth(Request request, Place here) {
            this.request = request;
            this.here = here;
        }

        private Optional<Node> node(String resource) {
            Place place = here;
            if (!resource.isEmpty()) {
                place =
                        DavPath.ofUrl(resource, request.header("Host").orElse(""))
                                .map(path -> shelves.seen(request.caller(), path))
                                .orElse(new Place.Nowhere());
            }
            return place instanceof Place.Inside inside
                    ? Optional.ofNullable(inside.node())
                    : Optional.empty();
        }

        @Override
        public Set<String> tokens(String resource) {
            Set<String> tokens = new HashSet<>();
            node(resource).ifPresent(n -> locksOn(n).forEach(lock -> tokens.add(lock.token())));
            return tokens;
        }

        @Override
        public Optional<String> tag(String resource) {
            return node(resource)
                    .filter(Document.class::isInstance)
                    .map(Document.class::cast)
                    .map(document -> document.hash().tag());
        }
    }
}
