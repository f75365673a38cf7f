package relais.vault.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.policy.FindingShown;
import relais.vault.policy.FindingWork;
import relais.vault.policy.Outcome;
import relais.vault.policy.Rule;
import relais.vault.policy.StoreKeeping;
import relais.vault.policy.StoreShown;
import relais.vault.policy.StoreWanted;
import relais.vault.policy.WhatIf;

/** Where files lie: {@code /api/file-stores}. (The stores of measurements are another thing.) */
public final class FileStoresApi {
    private final StoreKeeping keeping;
    private final Runnable check;

    /**
     * @param check has stores compared and copies read again, soon
     */
    public FileStoresApi(StoreKeeping keeping, Runnable check) {
        this.keeping = keeping;
        this.check = check;
    }

    /** The rules, in order: the first that fits an object counts. */
    record RuleList(List<Rule> rules) {}

    /** What is to be done about a finding: adopt, delete, repair or dismiss. */
    record Deed(String what) {}

    public List<Route> routes() {
        return Stream.of(stores(), rulesAndFindings()).flatMap(List::stream).toList();
    }

    private List<Route> stores() {
        return List.of(
                of(
                        Verb.GET,
                        "/api/file-stores",
                        "The stores: how they are, what they hold, what waits for them",
                        null,
                        StoreShown.class,
                        request -> Answer.ok(new Page<>(keeping.list(), null))),
                of(
                        Verb.POST,
                        "/api/file-stores",
                        "Adds a store that answers",
                        StoreWanted.class,
                        Id.class,
                        this::add),
                of(
                        Verb.PUT,
                        "/api/file-stores/{id}",
                        "Changes a store's name, address, secret or prices",
                        StoreWanted.class,
                        null,
                        this::change),
                of(
                        Verb.DELETE,
                        "/api/file-stores/{id}",
                        "Takes out a store that holds nothing; with lost=true one that is lost",
                        null,
                        null,
                        this::remove),
                of(
                        Verb.POST,
                        "/api/file-stores/verify",
                        "Compares stores with the database and reads copies again, soon",
                        null,
                        null,
                        this::verify));
    }

    private List<Route> rulesAndFindings() {
        return List.of(
                of(
                        Verb.GET,
                        "/api/file-store-policies",
                        "Which objects lie in which stores",
                        null,
                        RuleList.class,
                        request -> Answer.ok(new RuleList(keeping.rules()))),
                of(
                        Verb.PUT,
                        "/api/file-store-policies",
                        "New rules; what has to move is moved in the background",
                        RuleList.class,
                        null,
                        this::setRules),
                of(
                        Verb.POST,
                        "/api/file-store-policies/what-if",
                        "What would lie where and cost what under other rules",
                        RuleList.class,
                        WhatIf.class,
                        this::whatIf),
                of(
                        Verb.GET,
                        "/api/file-store-findings",
                        "Where stores and database disagree, and damage",
                        null,
                        FindingShown.class,
                        this::findings),
                of(
                        Verb.POST,
                        "/api/file-store-findings/{id}",
                        "Adopts, deletes, repairs or dismisses what was found",
                        Deed.class,
                        null,
                        this::resolve));
    }

    private static Route of(
            Verb verb,
            String path,
            String summary,
            @Nullable Class<?> takes,
            @Nullable Class<?> answers,
            relais.platform.http.Endpoint endpoint) {
        return route(verb, path, VaultPermissions.FILES_STORES, summary, takes, answers, endpoint);
    }

    private Answer add(Request request) throws IOException {
        Outcome outcome = keeping.changes().add(request.caller(), request.body(StoreWanted.class));
        return outcome instanceof Outcome.Done(long id)
                ? Answer.created(new Id(id))
                : answer(outcome);
    }

    private Answer change(Request request) throws IOException {
        return answer(
                keeping.changes()
                        .change(
                                request.caller(),
                                request.pathId("id"),
                                request.body(StoreWanted.class)));
    }

    private Answer remove(Request request) throws IOException {
        boolean lost = request.query("lost").filter("true"::equals).isPresent();
        return answer(keeping.changes().remove(request.caller(), request.pathId("id"), lost));
    }

    private Answer verify(Request request) {
        check.run();
        return Answer.done();
    }

    private Answer setRules(Request request) throws IOException {
        return answer(
                keeping.changes().setRules(request.caller(), request.body(RuleList.class).rules()));
    }

    private Answer whatIf(Request request) {
        List<Rule> rules = request.body(RuleList.class).rules();
        String wrong = keeping.changes().complaint(rules);
        return wrong == null
                ? Answer.ok(keeping.whatIf(rules))
                : answer(new Outcome.Invalid("rules", wrong));
    }

    private Answer findings(Request request) {
        int limit = request.limit();
        List<FindingShown> found =
                keeping.findings(request.queryNumber("after", 0, Long.MAX_VALUE), limit + 1);
        return Answer.ok(Routes.page(found, limit, last -> Long.toString(last.id())));
    }

    private Answer resolve(Request request) throws IOException {
        FindingWork.Deed deed =
                switch (request.body(Deed.class).what()) {
                    case "adopt" -> FindingWork.Deed.ADOPT;
                    case "delete" -> FindingWork.Deed.DELETE;
                    case "repair" -> FindingWork.Deed.REPAIR;
                    case "dismiss" -> FindingWork.Deed.DISMISS;
                    default -> null;
                };
        if (deed == null) {
            return Answer.refused(
                    400, "store-invalid", "what", "one of adopt, delete, repair, dismiss");
        }
        return answer(keeping.findingWork().resolve(request.caller(), request.pathId("id"), deed));
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Answer.done();
            case Outcome.Missing missing -> Answer.notFound("there is no such store or finding");
            case Outcome.Invalid(String field, String why) ->
                    Answer.refused(400, "store-invalid", field, why);
            case Outcome.NoAnswer(String why) -> Answer.refused(409, "store-unreachable", why);
            case Outcome.AlreadyOurs(String name) ->
                    Answer.refused(409, "store-known", "it is the store " + name);
            case Outcome.InUse(String why) -> Answer.refused(409, "store-in-use", why);
        };
    }
}
