package relais.voice.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;
import relais.platform.live.LiveFeed;
import relais.platform.queue.PostgresQueue;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.voice.contact.Addresses;
import relais.voice.contact.Contacts;
import relais.voice.contact.Group;
import relais.voice.contact.Groups;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.PersonForm;
import relais.voice.contact.Saved;
import relais.voice.message.Direction;
import relais.voice.message.Inbox;
import relais.voice.message.Messages;
import relais.voice.message.NewMessage;
import relais.voice.outgoing.Outbox;

/** A fresh voice database with everything that people's features need, and hands to fill it. */
public final class VoiceDesk implements AutoCloseable {
    public final Database database = TestDatabase.fresh("voice");
    public final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    public final Audit audit = new Audit(clock);
    public final LiveFeed live = new LiveFeed(database);
    public final PostgresQueue queue = new PostgresQueue(database, clock, new Random(1));
    public final Outbox outbox = new Outbox(queue, clock);
    public final Contacts contacts =
            new Contacts(database, audit, live, clock, new Addresses("BI"));
    public final Groups groups = new Groups(database, audit, live);

    /** Sees everyone and every number, and may do everything with people. */
    public final Caller chief =
            new Caller(1, "Chief", allPermissions(), true, Set.of(), Locale.ENGLISH);

    private static Set<Permission> allPermissions() {
        return PeoplePermissions.ALL.stream()
                .map(GrantablePermission::permission)
                .collect(Collectors.toSet());
    }

    /** Sees only {@code groups} and no whole number. */
    public Caller caseWorker(Long... groups) {
        Set<Permission> permissions =
                allPermissions().stream()
                        .filter(p -> !p.equals(PeoplePermissions.SEE_NUMBERS))
                        .collect(Collectors.toSet());
        return new Caller(2, "Case worker", permissions, false, Set.of(groups), Locale.FRENCH);
    }

    public long group(String name) {
        return id(groups.create(chief, new Group.Form(name, null)));
    }

    public long person(String name, String address, @Nullable String place, Long... inGroups) {
        return id(
                contacts.create(
                        chief,
                        new PersonForm(name, address, "fr", place, List.of(inGroups), Map.of())));
    }

    private static long id(Saved saved) {
        if (saved instanceof Saved.Ok ok) {
            return ok.id();
        }
        throw new AssertionError("not saved: " + saved);
    }

    /** A message that came in and waits in the inbox. */
    public long waiting(long contact, String text, Inbox.Kind kind) {
        return incoming(contact, text, Inbox.OPEN, kind);
    }

    public long incoming(long contact, String text, Inbox inbox, Inbox.Kind kind) {
        return database.inTransaction(
                tx -> {
                    long id = Messages.ids(tx, 1)[0];
                    List<NewMessage> rows = new ArrayList<>();
                    rows.add(
                            new NewMessage(
                                    id,
                                    Direction.IN,
                                    contact,
                                    "sim",
                                    text,
                                    clock.instant(),
                                    null,
                                    inbox,
                                    kind,
                                    null,
                                    "{\"by\":\"unattributed\",\"parts\":2}"
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                    "node:1"));
                    Messages.insert(tx, rows);
                    return id;
                });
    }

    @Override
    public void close() {
        queue.close();
        live.close();
        database.close();
    }
}
