package relais.vault.dossier;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Sight;
import relais.vault.history.Change;
import relais.vault.history.Content;
import relais.vault.history.History;
import relais.vault.hold.Holds;
import relais.vault.search.SearchText;
import relais.vault.type.FieldValues;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** Opens dossiers and changes them, for callers who may. */
public final class Dossiers {
    private static final int TAG_SIGNS = 60;

    private final Platform on;
    private final Database database;
    private final Types types;
    private final Sight sight;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    /** The platform's parts that dossiers stand on. */
    public record Platform(Database database, Audit audit, LiveFeed live, InstantSource clock) {}

    public Dossiers(Platform on, Types types, Sight sight) {
        this.on = on;
        this.database = on.database();
        this.types = types;
        this.sight = sight;
        this.audit = on.audit();
        this.live = on.live();
        this.clock = on.clock();
    }

    /** A dossier to be opened. */
    public record NewDossier(
            long type,
            String title,
            Map<String, ?> fields,
            boolean confidential,
            List<String> tags) {}

    /**
     * What a dossier is to become.
     *
     * @param version of the dossier that was changed
     * @param tags null leaves them
     */
    public record Edit(
            int version,
            String title,
            Map<String, ?> fields,
            @Nullable Boolean confidential,
            @Nullable List<String> tags) {}

    public Outcome create(Caller caller, NewDossier given) {
        return database.inTransaction(tx -> create(tx, caller, given));
    }

    /** The same within the caller's transaction; numbers are given last, so commit soon. */
    public Outcome create(Handle tx, Caller caller, NewDossier given) {
        return new Opening(on, types, sight).create(tx, caller, given);
    }

    /** The dossier, where the caller may see it. */
    public Optional<Dossier> find(Handle handle, Caller caller, long id) {
        return sight.of(handle, caller, id) == Level.NONE
                ? Optional.empty()
                : DossierTable.find(handle, id);
    }

    public Outcome update(Caller caller, long id, Edit edit) {
        return change(
                caller,
                id,
                Level.WRITE,
                (dossier, type) -> {
                    if (dossier.version() != edit.version()) {
                        return changedMeanwhile();
                    }
                    Content was = dossier.content();
                    List<String> tags = edit.tags() == null ? was.tags() : edit.tags();
                    FieldValues values = FieldValues.check(type, edit.fields(), was.fields());
                    Outcome wrong = DossierCheck.wrong(edit.title(), tags, values);
                    boolean hidden =
                            edit.confidential() == null ? was.confidential() : edit.confidential();
                    return wrong != null
                            ? new Step.No(wrong)
                            : new Step.Yes(
                                    "changed",
                                    "dossier.update",
                                    new Content(
                                            edit.title().strip(),
                                            was.state(),
                                            hidden,
                                            was.trashed(),
                                            DossierCheck.tidy(tags),
                                            values.fitting(),
                                            was.people()));
                });
    }

    /** Moves a dossier to another state, where its type and the caller's groups allow it. */
    public Outcome move(Caller caller, long id, String to, @Nullable Integer version) {
        Set<Long> groups = database.with(handle -> sight.groups(handle, caller));
        return change(
                caller,
                id,
                Level.WRITE,
                (dossier, type) -> {
                    if (version != null && dossier.version() != version) {
                        return changedMeanwhile();
                    }
                    if (!Workflow.ways(type, dossier.content().state(), groups).contains(to)) {
                        return no(
                                422,
                                "transition-not-allowed",
                                "not from " + dossier.content().state() + " to " + to);
                    }
                    Content was = dossier.content();
                    return new Step.Yes(
                            "state",
                            "dossier.state",
                            new Content(
                                    was.title(),
                                    to,
                                    was.confidential(),
                                    was.trashed(),
                                    was.tags(),
                                    was.fields(),
                                    was.people()));
                });
    }

    /** Adds and takes away tags. */
    public Outcome retag(Caller caller, long id, List<String> add, List<String> remove) {
        return change(
                caller,
                id,
                Level.WRITE,
                (dossier, type) -> {
                    Set<String> tags = new LinkedHashSet<>(dossier.content().tags());
                    tags.addAll(DossierCheck.tidy(add));
                    DossierCheck.tidy(remove).forEach(tags::remove);
                    Outcome wrong =
                            DossierCheck.wrong(dossier.content().title(), List.copyOf(tags), null);
                    return wrong != null
                            ? new Step.No(wrong)
                            : new Step.Yes(
                                    "changed",
                                    "dossier.update",
                                    with(dossier.content(), List.copyOf(tags), false));
                });
    }

    /** Puts a dossier aside; nobody lists it any more until it is restored. */
    public Outcome trash(Caller caller, long id) {
        return change(
                caller,
                id,
                Level.MANAGE,
                (dossier, type) ->
                        new Step.Yes(
                                "trashed",
                                "dossier.trash",
                                with(dossier.content(), dossier.content().tags(), true)));
    }

    public Outcome restore(Caller caller, long id) {
        return change(
                caller,
                id,
                Level.MANAGE,
                (dossier, type) ->
                        new Step.Yes(
                                "restored",
                                "dossier.restore",
                                with(dossier.content(), dossier.content().tags(), false)));
    }

    private static Content with(Content was, List<String> tags, boolean trashed) {
        return new Content(
                was.title(),
                was.state(),
                was.confidential(),
                trashed,
                tags,
                was.fields(),
                was.people());
    }

    /** Names a person of the directory and what they are to the case; a null role ends it. */
    public Outcome person(Caller caller, long id, long contact, @Nullable String role) {
        return change(
                caller,
                id,
                Level.WRITE,
                (dossier, type) -> {
                    if (role != null && role.strip().length() > TAG_SIGNS) {
                        return no(422, "role-length", "a role has at most " + TAG_SIGNS + " signs");
                    }
                    Content was = dossier.content();
                    Map<Long, String> people = new TreeMap<>(was.people());
                    if (role == null) {
                        people.remove(contact);
                    } else {
                        people.put(contact, role.strip());
                    }
                    return new Step.Yes(
                            role == null ? "person-removed" : "person-added",
                            "dossier.people",
                            new Content(
                                    was.title(),
                                    was.state(),
                                    was.confidential(),
                                    was.trashed(),
                                    was.tags(),
                                    was.fields(),
                                    people));
                });
    }

    /** What a change comes to. */
    private sealed interface Step {
        /** So it becomes. */
        record Yes(String what, String action, Content after) implements Step {}

        record No(Outcome why) implements Step {}
    }

    @FunctionalInterface
    private interface Deciding {
        Step decide(Dossier dossier, TypeDefinition type);
    }

    private Outcome change(Caller caller, long id, Level level, Deciding deciding) {
        return database.inTransaction(
                tx -> {
                    // locked before anybody is asked: who may is who may now
                    Optional<Dossier> found = DossierTable.lock(tx, id);
                    Level may = sight.of(tx, caller, id);
                    if (found.isEmpty() || may == Level.NONE) {
                        return new Outcome.Missing();
                    }
                    if (!may.allows(level)) {
                        return Outcome.notPermitted();
                    }
                    TypeDefinition type =
                            types.find(tx, found.get().typeId()).orElseThrow().definition();
                    return switch (deciding.decide(found.get(), type)) {
                        case Step.No no -> no.why();
                        case Step.Yes yes when opens(found.get(), yes) && may != Level.MANAGE ->
                                Outcome.notPermitted();
                        case Step.Yes yes -> commit(tx, caller, found.get(), type, yes);
                    };
                });
    }

    /** To let others see what was confidential is to grant it. */
    private static boolean opens(Dossier before, Step.Yes step) {
        return before.content().confidential() && !step.after().confidential();
    }

    private Outcome commit(
            Handle tx, Caller caller, Dossier before, TypeDefinition type, Step.Yes step) {
        Content after = step.after();
        List<Change> changes = Change.between(before.content(), after);
        if (changes.isEmpty()) {
            return new Outcome.Ok(before.id());
        }
        boolean goes = after.trashed() && !before.content().trashed();
        if (goes && Holds.held(tx, before.id())) {
            return new Outcome.Refused(
                    409, "dossier-held", null, "a legal hold stands: nothing of it is put away");
        }
        if (after.trashed() && !goes) {
            return new Outcome.Refused(409, "dossier-trashed", null, "restore the dossier first");
        }
        Instant now = now().isBefore(before.changedAt()) ? before.changedAt() : now();
        Instant closed = before.closedAt() == null ? now : before.closedAt();
        DossierTable.update(
                tx,
                new Dossier(
                        before.id(),
                        before.typeId(),
                        before.number(),
                        after,
                        before.version(),
                        before.createdAt(),
                        before.createdBy(),
                        before.createdByName(),
                        now,
                        type.closed(after.state()) ? closed : null));
        DossierTable.people(tx, before.id(), after.people());
        History.add(tx, caller, before.id(), now, step.what(), changes);
        SearchText.putDossier(tx, before.id(), type);
        tell(tx, before.id());
        audit.record(
                tx,
                caller,
                step.action(),
                "dossier:" + before.id(),
                Map.of("changed", changes.stream().map(Change::field).toList()));
        return new Outcome.Ok(before.id());
    }

    private static Step changedMeanwhile() {
        return no(409, "changed-meanwhile", "somebody changed the dossier meanwhile: look again");
    }

    private static Step no(int status, String code, String detail) {
        return new Step.No(new Outcome.Refused(status, code, null, detail));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void tell(Handle tx, long id) {
        live.changed(tx, "dossier:" + id);
        live.changed(tx, "dossiers");
    }
}
