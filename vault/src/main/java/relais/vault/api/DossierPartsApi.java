package relais.vault.api;

import static relais.platform.http.Route.route;
import static relais.vault.api.DossiersApi.ONE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Memberships;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.VaultPermissions;
import relais.vault.contact.Contacts;
import relais.vault.dossier.Deeds;
import relais.vault.dossier.Dossiers;
import relais.vault.dossier.Grants;
import relais.vault.dossier.Links;
import relais.vault.dossier.Notes;
import relais.vault.history.Change;
import relais.vault.history.History;
import relais.vault.history.HistoryEntry;

/** What belongs to one dossier: its history, notes, links, people and grants. */
public final class DossierPartsApi {
    private final Deeds deeds;
    private final Dossiers dossiers;
    private final DossierReader reader;
    private final Contacts contacts;
    private final Memberships memberships;

    public DossierPartsApi(
            Deeds deeds,
            Dossiers dossiers,
            DossierReader reader,
            Contacts contacts,
            Memberships memberships) {
        this.deeds = deeds;
        this.dossiers = dossiers;
        this.reader = reader;
        this.contacts = contacts;
        this.memberships = memberships;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(said());
        routes.addAll(related());
        routes.addAll(access());
        return routes;
    }

    private List<Route> said() {
        return List.of(
                route(
                        Verb.GET,
                        ONE + "/history",
                        VaultPermissions.RECORDS_READ,
                        "What happened to a dossier, newest first",
                        null,
                        Happened.class,
                        this::history),
                route(
                        Verb.GET,
                        ONE + "/notes",
                        VaultPermissions.RECORDS_READ,
                        "Notes, newest first",
                        null,
                        Notes.Note.class,
                        this::notes),
                route(
                        Verb.POST,
                        ONE + "/notes",
                        VaultPermissions.RECORDS_EDIT,
                        "Write a note",
                        Text.class,
                        Id.class,
                        request ->
                                made(
                                        new Notes(deeds)
                                                .add(
                                                        request.caller(),
                                                        request.pathId("id"),
                                                        request.body(Text.class).text()))));
    }

    private List<Route> related() {
        return List.of(
                route(
                        Verb.POST,
                        ONE + "/links",
                        VaultPermissions.RECORDS_EDIT,
                        "Link a dossier to another",
                        NewLink.class,
                        Id.class,
                        this::link),
                route(
                        Verb.DELETE,
                        "/api/dossier-links/{id}",
                        VaultPermissions.RECORDS_EDIT,
                        "Part two dossiers",
                        null,
                        Id.class,
                        request ->
                                made(
                                        new Links(deeds)
                                                .remove(request.caller(), request.pathId("id")))),
                route(
                        Verb.POST,
                        ONE + "/people",
                        VaultPermissions.RECORDS_EDIT,
                        "Name a person that a dossier is about",
                        NewPerson.class,
                        DossierView.class,
                        this::person),
                route(
                        Verb.DELETE,
                        ONE + "/people/{contact}",
                        VaultPermissions.RECORDS_EDIT,
                        "Take a person out of a dossier",
                        null,
                        DossierView.class,
                        request ->
                                changed(
                                        request,
                                        dossiers.person(
                                                request.caller(),
                                                request.pathId("id"),
                                                request.pathId("contact"),
                                                null))));
    }

    private List<Route> access() {
        return List.of(
                route(
                        Verb.GET,
                        ONE + "/grants",
                        VaultPermissions.RECORDS_READ,
                        "Who may do what with this dossier, beside what its type grants",
                        null,
                        Granted.class,
                        this::grants),
                route(
                        Verb.PUT,
                        ONE + "/grants",
                        VaultPermissions.RECORDS_EDIT,
                        "Say who may do what with this dossier",
                        NewGrants.class,
                        Granted.class,
                        this::grant),
                route(
                        Verb.GET,
                        "/api/dossier-groups",
                        VaultPermissions.RECORDS_READ,
                        "The groups of users that something can be granted to",
                        null,
                        Memberships.Named.class,
                        request -> Answer.ok(new Page<>(memberships.groups(), null))));
    }

    record Text(String text) {}

    record NewLink(long to, @Nullable String kind) {}

    record NewPerson(long contactId, @Nullable String role) {}

    record NewGrants(List<Grant> items) {}

    /** A grant with its group's name. */
    record Granted(long group, String groupName, Level level) {}

    /** An entry of the history. */
    record Happened(long id, Instant at, String who, String what, List<Change> changes) {
        static Happened of(HistoryEntry entry) {
            return new Happened(entry.id(), entry.at(), entry.who(), entry.what(), entry.changes());
        }
    }

    private static Answer made(Outcome outcome) {
        return Routes.answer(outcome, id -> Answer.ok(new Id(id)));
    }

    private Answer changed(Request request, Outcome outcome) {
        return Routes.answer(outcome, id -> reader.answer(request, id, null));
    }

    /** A list below a dossier that the caller may see. */
    private Answer list(Request request, Function<Handle, Answer> items) {
        return deeds.database()
                .inTransaction(
                        tx -> {
                            Level level =
                                    deeds.sight().of(tx, request.caller(), request.pathId("id"));
                            return level == Level.NONE ? Routes.missing() : items.apply(tx);
                        });
    }

    private static long before(Request request) {
        return request.queryNumber("after", Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private Answer history(Request request) {
        int limit = request.limit();
        return list(
                request,
                tx ->
                        Answer.ok(
                                Routes.page(
                                        History.page(
                                                        tx,
                                                        request.pathId("id"),
                                                        before(request),
                                                        limit + 1)
                                                .stream()
                                                .map(Happened::of)
                                                .toList(),
                                        limit,
                                        last -> Long.toString(last.id()))));
    }

    private Answer notes(Request request) {
        int limit = request.limit();
        return list(
                request,
                tx ->
                        Answer.ok(
                                Routes.page(
                                        new Notes(deeds)
                                                .page(
                                                        tx,
                                                        request.pathId("id"),
                                                        before(request),
                                                        limit + 1),
                                        limit,
                                        last -> Long.toString(last.id()))));
    }

    private Answer link(Request request) {
        NewLink link = request.body(NewLink.class);
        String kind = link.kind() == null ? "" : link.kind();
        return made(new Links(deeds).add(request.caller(), request.pathId("id"), link.to(), kind));
    }

    private Answer person(Request request) {
        NewPerson person = request.body(NewPerson.class);
        long contact = person.contactId();
        if (!contacts.names(request.caller(), Set.of(contact)).containsKey(contact)) {
            return Answer.refused(
                    422, "person-unknown", "contactId", "there is no such person for you");
        }
        return changed(
                request,
                dossiers.person(
                        request.caller(),
                        request.pathId("id"),
                        contact,
                        Optional.ofNullable(person.role()).orElse("")));
    }

    private Answer grants(Request request) {
        List<Memberships.Named> groups = memberships.groups();
        return list(
                request,
                tx ->
                        Answer.ok(
                                new Page<>(
                                        new Grants(deeds)
                                                .of(tx, request.pathId("id")).stream()
                                                        .map(grant -> named(grant, groups))
                                                        .toList(),
                                        null)));
    }

    private static Granted named(Grant grant, List<Memberships.Named> groups) {
        String name =
                groups.stream()
                        .filter(group -> group.id() == grant.group())
                        .map(Memberships.Named::name)
                        .findFirst()
                        .orElse("");
        return new Granted(grant.group(), name, grant.level());
    }

    private Answer grant(Request request) {
        List<Grant> items = request.body(NewGrants.class).items();
        return Routes.answer(
                new Grants(deeds).set(request.caller(), request.pathId("id"), items),
                id -> grants(request));
    }
}
