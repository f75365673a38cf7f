package relais.vault.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Reach;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.type.DossierType;
import relais.vault.type.JsonSchema;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** Types of dossiers: {@code /api/dossier-types}. */
public final class TypesApi {
    private static final String ALL = "/api/dossier-types";
    private static final String ONE = ALL + "/{id}";

    private final Database database;
    private final Types types;
    private final Sight sight;

    public TypesApi(Database database, Types types, Sight sight) {
        this.database = database;
        this.types = types;
        this.sight = sight;
    }

    public List<Route> routes() {
        return Stream.concat(records().stream(), steps().stream()).toList();
    }

    private List<Route> records() {
        return List.of(
                route(
                        Verb.GET,
                        ALL,
                        VaultPermissions.RECORDS_READ,
                        "Types of dossiers, those in use first",
                        null,
                        View.class,
                        this::list),
                route(
                        Verb.POST,
                        ALL,
                        VaultPermissions.RECORDS_TYPES,
                        "Define a type",
                        TypeDefinition.class,
                        View.class,
                        this::create),
                route(
                        Verb.GET,
                        ONE,
                        VaultPermissions.RECORDS_READ,
                        "One type",
                        null,
                        View.class,
                        request -> one(request, request.pathId("id"))),
                route(
                        Verb.PUT,
                        ONE,
                        VaultPermissions.RECORDS_TYPES,
                        "Change a type; its dossiers stay readable",
                        TypeDefinition.class,
                        View.class,
                        this::update));
    }

    private List<Route> steps() {
        return List.of(
                route(
                        Verb.DELETE,
                        ONE,
                        VaultPermissions.RECORDS_TYPES,
                        "Open no more dossiers of a type",
                        null,
                        View.class,
                        request -> archive(request, true)),
                route(
                        Verb.POST,
                        ONE + "/restore",
                        VaultPermissions.RECORDS_TYPES,
                        "Open dossiers of an archived type again",
                        null,
                        View.class,
                        request -> archive(request, false)),
                route(
                        Verb.GET,
                        ONE + "/schema",
                        VaultPermissions.RECORDS_READ,
                        "A type's fields as JSON Schema",
                        null,
                        null,
                        this::schema));
    }

    /**
     * A type with how much there is of it.
     *
     * @param dossiers counted up to 10,000; 0 for who does not see all of them
     * @param mayCreate the caller may open dossiers of it
     */
    record View(
            long id,
            String key,
            Map<String, String> name,
            String number,
            List<TypeDefinition.Field> fields,
            List<TypeDefinition.State> states,
            String initial,
            List<TypeDefinition.Transition> transitions,
            TypeDefinition.@Nullable Retention retention,
            List<Grant> grants,
            int version,
            int dossiers,
            boolean mayCreate,
            boolean archived) {
        static View of(DossierType type, Reach reach, boolean counted) {
            TypeDefinition is = type.definition();
            Level level = reach.types().getOrDefault(type.id(), Level.NONE);
            return new View(
                    type.id(),
                    is.key(),
                    is.name(),
                    is.number(),
                    is.fields(),
                    is.states(),
                    is.initial(),
                    is.transitions(),
                    is.retention(),
                    type.grants(),
                    type.version(),
                    counted || level != Level.NONE && reach.confidential() ? type.dossiers() : 0,
                    type.archivedAt() == null && level.allows(Level.WRITE),
                    type.archivedAt() != null);
        }
    }

    private record Eyes(Reach reach, Set<Long> types) {}

    private Eyes eyes(Request request) {
        return database.with(
                handle ->
                        new Eyes(
                                sight.reach(handle, request.caller()),
                                sight.typesSeen(handle, request.caller())));
    }

    private static boolean defines(Request request) {
        return request.caller().may(VaultPermissions.RECORDS_TYPES);
    }

    /** Who defines types sees all of them; others those of which they see dossiers. */
    private static boolean seen(Request request, Eyes eyes, DossierType type) {
        return defines(request) || eyes.types().contains(type.id());
    }

    private Answer list(Request request) {
        Eyes eyes = eyes(request);
        return Answer.ok(
                new Page<>(
                        types.all().stream()
                                .filter(type -> seen(request, eyes, type))
                                .map(type -> View.of(type, eyes.reach(), defines(request)))
                                .toList(),
                        null));
    }

    private Answer one(Request request, long id) {
        Eyes eyes = eyes(request);
        return types.find(id)
                .filter(type -> seen(request, eyes, type))
                .map(type -> Answer.ok(View.of(type, eyes.reach(), defines(request))))
                .orElseGet(TypesApi::missing);
    }

    private static Answer missing() {
        return Answer.notFound("there is no such type");
    }

    private Answer create(Request request) {
        return Routes.answer(
                types.create(request.caller(), request.body(TypeDefinition.class)),
                id -> one(request, id));
    }

    private Answer update(Request request) {
        return Routes.answer(
                types.update(
                        request.caller(), request.pathId("id"), request.body(TypeDefinition.class)),
                id -> one(request, id));
    }

    private Answer archive(Request request, boolean archived) {
        return Routes.answer(
                types.archive(request.caller(), request.pathId("id"), archived),
                id -> one(request, id));
    }

    private Answer schema(Request request) {
        String language = request.caller().locale().getLanguage();
        Eyes eyes = eyes(request);
        return types.find(request.pathId("id"))
                .filter(type -> seen(request, eyes, type))
                .map(type -> Answer.ok(JsonSchema.of(type.definition(), language)))
                .orElseGet(TypesApi::missing);
    }
}
