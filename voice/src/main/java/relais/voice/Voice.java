package relais.voice;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Route;
import relais.platform.identity.GrantablePermission;
import relais.platform.jobs.Jobs;
import relais.platform.live.LiveFeed;
import relais.platform.queue.BatchHandler;
import relais.platform.queue.Queue;
import relais.voice.api.AnswersResource;
import relais.voice.api.GroupsResource;
import relais.voice.api.ImportsResource;
import relais.voice.api.InboxResource;
import relais.voice.api.ManyMessagesResource;
import relais.voice.api.ManyPeopleResource;
import relais.voice.api.PeopleResource;
import relais.voice.api.PollPermissions;
import relais.voice.api.PollsResource;
import relais.voice.api.ResultsResource;
import relais.voice.attribution.Attribution;
import relais.voice.attribution.AttributionLimits;
import relais.voice.contact.Addresses;
import relais.voice.contact.Contacts;
import relais.voice.contact.Groups;
import relais.voice.contact.ManyPeople;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.StoppedPeople;
import relais.voice.counting.Settling;
import relais.voice.imports.Imports;
import relais.voice.inbound.FirstEar;
import relais.voice.inbound.Inbound;
import relais.voice.inbox.Conversation;
import relais.voice.inbox.InboxList;
import relais.voice.inbox.ManyMessages;
import relais.voice.outgoing.Outbox;
import relais.voice.poll.Polls;
import relais.voice.poll.Sending;
import relais.voice.reports.EarlyReceipts;
import relais.voice.reports.Reports;
import relais.voice.results.Answers;
import relais.voice.results.AnswersCsv;
import relais.voice.results.Results;
import relais.voice.review.AnswerChanges;
import relais.voice.review.Reprocess;
import relais.voice.review.Reviews;
import relais.voice.review.RuleTrial;
import relais.voice.sending.Pace;
import relais.voice.sending.QuietHours;
import relais.voice.sending.Release;
import relais.voice.sending.ReleaseLoop;
import relais.voice.stop.StopWords;
import relais.voice.trace.Traces;

/**
 * Listening to people, as the rest of Relais sees it: its routes, its work, its people and polls.
 */
public final class Voice {
    private final Setup setup;
    private final Addresses addresses;
    private final StoppedPeople stopped;
    private final Outbox outbox;
    private final Polls polls;
    private final Contacts contacts;
    private final Conversation conversation;
    private final Groups groups;
    private final Reprocess reprocess;
    private final Imports imports;

    /** The platform's parts that voice stands on. */
    public record Platform(
            Database database,
            Queue queue,
            LiveFeed live,
            Jobs jobs,
            Audit audit,
            InstantSource clock) {}

    /**
     * What voice needs.
     *
     * @param country ISO 3166: whose national numbers are meant where none is written
     * @param uploads where files wait for their import
     */
    public record Setup(
            Platform platform,
            Sending sending,
            Pace pace,
            QuietHours quiet,
            String country,
            Path uploads) {}

    public Voice(Setup setup) {
        this.setup = setup;
        Platform on = setup.platform();
        this.addresses = new Addresses(setup.country());
        this.stopped = new StoppedPeople(on.database(), addresses);
        this.outbox = new Outbox(on.queue(), on.clock());
        this.polls = new Polls(on.database(), on.audit(), on.live(), on.clock(), setup.sending());
        this.contacts = new Contacts(on.database(), on.audit(), on.live(), on.clock(), addresses);
        this.conversation = new Conversation(on.database(), outbox, on.audit(), on.live());
        this.groups = new Groups(on.database(), on.audit(), on.live());
        this.imports =
                new Imports(on.database(), on.audit(), on.live(), on.clock(), setup.uploads());
        this.reprocess = new Reprocess(on.database(), on.audit(), on.live(), on.clock(), on.jobs());
    }

    /** What groups and tokens can be granted here. */
    public static List<GrantablePermission> grantable() {
        List<GrantablePermission> all = new ArrayList<>(PollPermissions.ALL);
        all.addAll(PeoplePermissions.ALL);
        return List.copyOf(all);
    }

    public List<Route> routes() {
        Database database = setup.platform().database();
        Audit audit = setup.platform().audit();
        LiveFeed live = setup.platform().live();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new PollsResource(polls, database).routes());
        routes.addAll(
                new ResultsResource(
                                new Results(database),
                                new Answers(database),
                                new AnswersCsv(database),
                                new RuleTrial(database),
                                reprocess)
                        .routes());
        routes.addAll(
                new AnswersResource(
                                new AnswerChanges(database, audit, live, setup.platform().clock()),
                                new Reviews(database, audit, live))
                        .routes());
        routes.addAll(new PeopleResource(contacts, conversation).routes());
        routes.addAll(new GroupsResource(groups).routes());
        routes.addAll(new ImportsResource(imports, setup.country()).routes());
        routes.addAll(
                new InboxResource(new InboxList(database), conversation, new Traces(database))
                        .routes());
        ManyPeople many = new ManyPeople(database, audit, live, setup.platform().clock());
        routes.addAll(new ManyPeopleResource(many).routes());
        routes.addAll(new ManyMessagesResource(new ManyMessages(database, audit, live)).routes());
        return List.copyOf(routes);
    }

    /**
     * Handles topic mo.
     *
     * @param firstEar hears messages first
     */
    public BatchHandler incoming(FirstEar firstEar) {
        return new Inbound(
                outbox,
                setup.platform().live(),
                StopWords.all(),
                new Attribution(AttributionLimits.standard()),
                from -> addresses.read(from).stored(),
                firstEar,
                setup.platform().clock());
    }

    /** Handles what the gateway reports of messages that voice sent. */
    public Reports reports() {
        return new Reports(setup.platform().live());
    }

    /**
     * Those of {@code numbers} whose person asked to hear nothing more.
     *
     * @throws RuntimeException while that cannot be known
     */
    public Set<String> stoppedAmong(Set<String> numbers) {
        return stopped.among(numbers);
    }

    /** Names voice's jobs; before {@link Jobs#start}. */
    public void nameWork() {
        reprocess.nameWork();
        new Settling(setup.platform().database(), setup.platform().clock())
                .nameWork(setup.platform().jobs());
        new EarlyReceipts(setup.platform().database(), setup.platform().clock())
                .nameWork(setup.platform().jobs());
    }

    /** Starts releasing questions of running polls. */
    public ReleaseLoop release() {
        Release release =
                new Release(
                        setup.platform().database(),
                        outbox,
                        setup.platform().live(),
                        setup.pace(),
                        setup.quiet(),
                        setup.platform().clock());
        return new ReleaseLoop(release, setup.platform().live());
    }

    /** People, each as a caller may see them. */
    public Contacts contacts() {
        return contacts;
    }

    /** What was said with people, and a way to answer. */
    public Conversation conversation() {
        return conversation;
    }

    public Polls polls() {
        return polls;
    }

    /** Lists of people as files; they are read in the process that received them. */
    public Imports imports() {
        return imports;
    }
}
