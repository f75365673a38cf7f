package relais.vault.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import relais.platform.accounts.Memberships;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.identity.Permission;
import relais.platform.live.LiveFeed;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.dossier.Deeds;
import relais.vault.dossier.DossierList;
import relais.vault.dossier.Dossiers;
import relais.vault.type.FieldKind;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** An office with people, groups and dossiers, on a database of its own. */
public final class Office implements AutoCloseable {
    public static final Permission[] CLERK = {
        VaultPermissions.RECORDS_READ, VaultPermissions.RECORDS_EDIT
    };

    public final Database database = TestDatabase.fresh("vault");
    public final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T08:00:00Z"));
    public final Audit audit = new Audit(clock);
    public final LiveFeed live = new LiveFeed(database);
    public final Sight sight = new Sight(new Memberships(database));
    public final Types types = new Types(database, audit, live, clock, sight);
    public final Dossiers dossiers =
            new Dossiers(new Dossiers.Platform(database, audit, live, clock), types, sight);
    public final DossierList list = new DossierList(database, sight);
    public final Deeds deeds =
            new Deeds(new Dossiers.Platform(database, audit, live, clock), sight);
    private final Map<String, Long> groups = new HashMap<>();

    /** A group of users, made when first named. */
    public long group(String name) {
        return groups.computeIfAbsent(
                name,
                n ->
                        database.inTransaction(
                                tx ->
                                        tx.createQuery(
                                                        """
                                                        INSERT INTO platform_user_group (name)
                                                        VALUES (:name) RETURNING id
                                                        """)
                                                .bind("name", n)
                                                .mapTo(Long.class)
                                                .one()));
    }

    /** Somebody of that group who may do that. */
    public Caller somebody(String name, String group, Permission... may) {
        long groupId = group(group);
        long id =
                database.inTransaction(
                        tx ->
                                tx.createQuery(
                                                """
                                                WITH made AS (
                                                  INSERT INTO platform_user
                                                    (login, name, locale, created_at)
                                                  VALUES (lower(:name), :name, 'en', now())
                                                  RETURNING id)
                                                INSERT INTO platform_member (user_id, group_id)
                                                SELECT id, :group FROM made RETURNING user_id
                                                """)
                                        .bind("name", name)
                                        .bind("group", groupId)
                                        .mapTo(Long.class)
                                        .one());
        return new Caller(
                id,
                name,
                Arrays.stream(may).collect(Collectors.toSet()),
                false,
                Set.of(),
                Locale.ENGLISH);
    }

    public Caller administrator() {
        return new Caller(
                1_000_000,
                "Admin",
                VaultPermissions.ALL.stream().map(p -> p.permission()).collect(Collectors.toSet()),
                true,
                Set.of(),
                Locale.ENGLISH);
    }

    /** Requests for help: a name, an amount, a district; open, then decided. */
    public TypeDefinition aid(String key, Grant... grants) {
        return new TypeDefinition(
                key,
                Map.of("en", "Aid", "fr", "Aide"),
                key.toUpperCase(Locale.ROOT) + "-{year}-{n:5}",
                List.of(
                        field("person", FieldKind.TEXT, true, List.of()),
                        field("amount", FieldKind.NUMBER, false, List.of()),
                        field("remarks", FieldKind.LONGTEXT, false, List.of()),
                        field(
                                "district",
                                FieldKind.CHOICE,
                                false,
                                List.of(
                                        new TypeDefinition.Choice("n", Map.of("en", "North")),
                                        new TypeDefinition.Choice("s", Map.of("en", "South"))))),
                List.of(
                        new TypeDefinition.State("open", Map.of("en", "Open"), false),
                        new TypeDefinition.State("decided", Map.of("en", "Decided"), true)),
                "open",
                List.of(
                        new TypeDefinition.Transition("open", "decided", List.of()),
                        new TypeDefinition.Transition("decided", "open", List.of(group("chiefs")))),
                new TypeDefinition.Retention(10, "closed"),
                List.of(grants),
                null);
    }

    private static TypeDefinition.Field field(
            String key, FieldKind kind, boolean required, List<TypeDefinition.Choice> choices) {
        return new TypeDefinition.Field(
                key, Map.of("en", key), kind, required, choices, null, null, null);
    }

    /** A type that the group may do so much with. */
    public long type(String key, String group, Level level) {
        return id(types.create(administrator(), aid(key, new Grant(group(group), level))));
    }

    public long open(Caller caller, long type, String title, Map<String, ?> fields) {
        return id(
                dossiers.create(
                        caller, new Dossiers.NewDossier(type, title, fields, false, List.of())));
    }

    public static long id(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        return ((Outcome.Ok) outcome).id();
    }

    @Override
    public void close() {
        database.close();
    }
}
