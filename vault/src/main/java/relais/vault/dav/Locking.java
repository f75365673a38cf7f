package relais.vault.dav;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.vault.document.Actor;
import relais.vault.document.Condition;
import relais.vault.document.Documents;
import relais.vault.document.Folder;
import relais.vault.document.Lock;
import relais.vault.document.Node;

/** LOCK and UNLOCK. */
final class Locking {
    /** An editor that crashed keeps others out for so long at most; editors refresh their locks. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Documents documents;
    private final Guard guard;
    private final Changing changing;
    private final InstantSource clock;

    Locking(Documents documents, Guard guard, Changing changing, InstantSource clock) {
        this.documents = documents;
        this.guard = guard;
        this.changing = changing;
        this.clock = clock;
    }

    Answer lock(Request request, DavPath path) throws IOException {
        Place.Inside place = changing.inside(request, path);
        Optional<DavBody.Lock> wanted;
        try (InputStream body = request.stream()) {
            wanted = DavBody.lock(body);
        } catch (DavBody.Malformed e) {
            return Answer.refused(400, "invalid-body", String.valueOf(e.getMessage()));
        }
        if (wanted.isEmpty()) {
            return refresh(request, place, path);
        }
        Actor actor = guard.admit(request, place);
        boolean deep = !request.header("Depth").map("0"::equals).orElse(false);
        Node node = place.node();
        boolean made = node == null;
        if (node == null) {
            node = empty(request, actor, path, place);
        }
        Lock lock =
                Stopped.unless(
                        documents
                                .locks()
                                .take(
                                        actor,
                                        node,
                                        new Lock.Terms(
                                                deep && node instanceof Folder,
                                                !wanted.get().exclusive(),
                                                wanted.get().owner(),
                                                timeout(request))));
        return new Answer.WithHeaders(
                shown(made ? 201 : 200, path, node, List.of(lock)),
                Map.of("Lock-Token", "<" + lock.token() + ">"));
    }

    /** A name is kept by an empty document (RFC 4918, section 7.3). */
    private Node empty(Request request, Actor actor, DavPath path, Place.Inside place)
            throws IOException {
        guard.requireOpen(actor, changing.above(request, path));
        return Stopped.unless(
                        documents.put(
                                actor,
                                place.dossier(),
                                place.path(),
                                new Documents.Incoming(new ByteArrayInputStream(new byte[0])),
                                new Documents.Rules(new Condition.Absent(), false)))
                .document();
    }

    private Answer refresh(Request request, Place.Inside place, DavPath path) {
        Node node = place.node();
        Actor actor = guard.admit(request, place);
        List<Lock> held = guard.locksOn(node);
        for (Lock lock : held) {
            if (node != null && actor.lockTokens().contains(lock.token())) {
                Lock longer =
                        Stopped.unless(
                                documents.locks().refresh(actor, lock.token(), timeout(request)));
                return shown(200, path, node, List.of(longer));
            }
        }
        return Answer.refused(412, "no-such-lock", "show the token of a lock that is there");
    }

    private Answer shown(int status, DavPath path, Node node, List<Lock> locks) {
        String href = path.href(node instanceof Folder);
        StringBuilder active = new StringBuilder();
        locks.forEach(lock -> active.append(Found.active(lock, href, clock.instant())));
        return new Answer.Text(
                status,
                "application/xml; charset=utf-8",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:prop xmlns:D=\"DAV:\"><D:lockdiscovery>"
                        + active
                        + "</D:lockdiscovery></D:prop>");
    }

    /** The first that can be read of what the client would like (section 10.7). */
    private static Duration timeout(Request request) {
        for (String one : request.header("Timeout").orElse("").split(",", -1)) {
            String text = one.strip();
            if (text.matches("Second-\\d{1,9}")) {
                Duration asked = Duration.ofSeconds(Long.parseLong(text.substring(7)));
                return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
            }
        }
        return LONGEST;
    }

    Answer unlock(Request request, DavPath path) {
        Place.Inside place = changing.inside(request, path);
        String token =
                request.header("Lock-Token")
                        .map(text -> text.strip().replaceAll("^<|>$", ""))
                        .orElseThrow(
                                () -> new Stopped(400, "invalid-header", "Lock-Token is missing"));
        @Nullable Node node = place.node();
        boolean here = guard.locksOn(node).stream().anyMatch(lock -> lock.token().equals(token));
        if (!here) {
            return Answer.refused(409, "no-such-lock", "no such lock holds this");
        }
        Stopped.unless(documents.locks().release(new Actor(request.caller()), token));
        return Answer.done();
    }
}
