package relais.meter.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.OnCall.Somebody;
import relais.meter.alert.delivery.Notices;
import relais.meter.alert.delivery.Postman;
import relais.meter.alert.delivery.Ways;
import relais.meter.alert.state.Acknowledgement;
import relais.meter.alert.state.Taking;
import relais.meter.alert.state.Telling;
import relais.meter.graph.GraphReader;
import relais.meter.host.Directory;
import relais.meter.host.Sight;
import relais.meter.promql.value.SeriesSource;
import relais.meter.store.Stores;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** Alerts as the rest of the meter sees them. */
public final class Alerts {
    private static final int NOTE_SIGNS = 500;

    private final Setup setup;
    private final Watch watch;
    private final Postman postman;
    private final Rules rules;
    private final Silences silences;
    private final OnCalls onCalls;

    /** The platform's parts that alerts stand on. */
    public record Platform(Database database, LiveFeed live, Audit audit, InstantSource clock) {}

    /**
     * What they look at.
     *
     * @param sources series for PromQL, as somebody may see them
     */
    public record Measured(
            Directory directory,
            Stores stores,
            GraphReader reader,
            Function<Sight, SeriesSource> sources) {}

    /**
     * @param silence a host that said nothing for so long is silent
     */
    public record Setup(Platform platform, Measured measured, Ways ways, Duration silence) {}

    public Alerts(Setup setup) {
        this.setup = setup;
        Platform on = setup.platform();
        Measured of = setup.measured();
        this.watch =
                new Watch(
                        new Watch.Setup(
                                on.database(),
                                of.directory(),
                                of.stores(),
                                of.reader(),
                                of.sources(),
                                on.live(),
                                on.clock(),
                                setup.silence()));
        this.postman = new Postman(on.database(), setup.ways(), on.clock());
        this.rules = new Rules(on.database(), on.audit(), on.live(), on.clock());
        this.silences = new Silences(on.database(), on.audit(), on.live(), on.clock());
        this.onCalls = new OnCalls(on.database(), on.audit(), on.live(), on.clock());
    }

    public Rules rules() {
        return rules;
    }

    public Silences silences() {
        return silences;
    }

    public OnCalls onCalls() {
        return onCalls;
    }

    /** Looks at everything once, where no other process does, and has the SMS leave. */
    public void look() {
        watch.look();
        while (postman.texts() > 0) {
            // There may be more.
        }
    }

    /** Sends mails and makes calls. */
    public void call() {
        while (postman.calls() > 0) {
            // There may be more.
        }
    }

    /**
     * A page of alerts, newest first.
     *
     * @param open those that go on, else those of the past
     * @param host the label; empty for all
     * @param before only alerts with smaller ids
     */
    public record Wanted(boolean open, String host, long before, int limit) {}

    public List<Alert> list(Sight sight, Wanted wanted) {
        return setup.platform()
                .database()
                .with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select * from meter_alert
                                                where id < :before and (phase < 2) = :open
                                                    and (:host = '' or host = :host)
                                                    and (:all or host = any(:hosts))
                                                order by id desc limit :limit
                                                """)
                                        .bind("before", wanted.before())
                                        .bind("open", wanted.open())
                                        .bind("host", wanted.host())
                                        .bind("all", sight instanceof Sight.All)
                                        .bind("hosts", hosts(sight))
                                        .bind("limit", wanted.limit())
                                        .map((row, context) -> AlertTable.read(row))
                                        .list());
    }

    private static String[] hosts(Sight sight) {
        return switch (sight) {
            case Sight.All all -> new String[0];
            case Sight.Some some -> some.hosts().toArray(String[]::new);
        };
    }

    public Optional<Alert> find(Sight sight, long id) {
        return setup.platform()
                .database()
                .with(handle -> AlertTable.find(handle, id))
                .filter(alert -> sight.sees(alert.host()));
    }

    /** A line of an alert's history. */
    public record Step(
            Instant at,
            String what,
            @Nullable String severity,
            @Nullable String by,
            @Nullable String detail) {}

    /** Oldest first. */
    public List<Step> history(long alert) {
        return setup.platform()
                .database()
                .with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select * from meter_alert_step
                                                where alert_id = :alert order by id limit 1000
                                                """)
                                        .bind("alert", alert)
                                        .map(
                                                (row, context) ->
                                                        new Step(
                                                                row.getTimestamp("at").toInstant(),
                                                                row.getString("what"),
                                                                row.getString("severity"),
                                                                row.getString("by_whom"),
                                                                row.getString("detail")))
                                        .list());
    }

    /** How many alerts fire on a host. */
    public record Counts(int critical, int warning, int unknown, boolean silent) {
        private static final Counts NONE = new Counts(0, 0, 0, false);

        private Counts plus(Alert alert) {
            return switch (alert.standing().severity()) {
                case CRITICAL -> new Counts(critical + 1, warning, unknown, silent);
                case WARNING -> new Counts(critical, warning + 1, unknown, silent);
                case UNKNOWN -> new Counts(critical, warning, unknown + 1, silent);
                case MISSING ->
                        alert.kind() == Kind.HOST_SILENT
                                ? new Counts(critical, warning, unknown, true)
                                : new Counts(critical, warning, unknown + 1, silent);
            };
        }
    }

    /** Of the alerts that fire, by host; hosts without are absent. */
    public Map<String, Counts> counts() {
        Map<String, Counts> counts = new HashMap<>();
        for (Alert alert : firing()) {
            counts.put(alert.host(), counts.getOrDefault(alert.host(), Counts.NONE).plus(alert));
        }
        return counts;
    }

    /** All that fire. */
    public List<Alert> firing() {
        return setup.platform().database().with(AlertTable::open).stream()
                .filter(alert -> alert.standing().firing())
                .toList();
    }

    /** What a rule's query finds now: as in {@code POST /api/alert-rules/try}. */
    public Tried tryOut(Sight sight, Rule.Form form) {
        InstantSource clock = setup.platform().clock();
        RuleWatch ask = new RuleWatch(setup.measured().sources(), clock);
        return switch (ask.ask(new Rule(0, form, null, ""), sight, clock.instant())) {
            case RuleWatch.Found.Problem(String text) -> new Tried(List.of(), text);
            case RuleWatch.Found.These(List<Judged> judged) -> {
                List<Tried.Found> found = new ArrayList<>();
                for (Judged each : judged) {
                    found.add(Tried.Found.of(each));
                }
                yield new Tried(found, null);
            }
        };
    }

    /** Somebody looks after an alert. */
    public Saved acknowledge(
            Caller caller, Sight sight, long id, String note, @Nullable Instant until) {
        if (note.length() > NOTE_SIGNS) {
            return new Saved.Refused(
                    "alert-note", "note", "a note has at most " + NOTE_SIGNS + " signs");
        }
        Instant now = setup.platform().clock().instant();
        if (until != null && !until.isAfter(now)) {
            return new Saved.Refused("alert-until", "until", "it is in the past");
        }
        return setup.platform()
                .database()
                .inTransaction(
                        tx -> {
                            Optional<Alert> alert =
                                    AlertTable.lockOpen(tx, id)
                                            .filter(each -> sight.sees(each.host()));
                            if (alert.isEmpty()) {
                                return new Saved.Missing();
                            }
                            take(tx, alert.get(), caller.name(), note, until);
                            setup.platform()
                                    .audit()
                                    .record(
                                            tx,
                                            caller,
                                            "alert.acknowledge",
                                            "alert:" + id,
                                            Map.of("title", alert.get().title()));
                            return new Saved.Ok(id);
                        });
    }

    /** Nobody looks after it any more: who is on call is told again. */
    public Saved release(Caller caller, Sight sight, long id) {
        return setup.platform()
                .database()
                .inTransaction(
                        tx -> {
                            Optional<Alert> found =
                                    AlertTable.lockOpen(tx, id)
                                            .filter(each -> sight.sees(each.host()))
                                            .filter(each -> each.standing().acknowledged() != null);
                            if (found.isEmpty()) {
                                return new Saved.Missing();
                            }
                            release(tx, caller, found.get());
                            return new Saved.Ok(id);
                        });
    }

    private void release(Handle tx, Caller caller, Alert alert) {
        Alert.Ledger ledger = alert.ledger();
        AlertTable.save(
                tx,
                alert.with(
                        alert.standing().acknowledged(null),
                        null,
                        new Alert.Ledger(
                                ledger.held(), ledger.change() + 1, Telling.again(ledger.told()))));
        Instant now = setup.platform().clock().instant();
        AlertTable.step(tx, alert.id(), now, "released", null, caller.name(), null);
        setup.platform().live().changed(tx, "alerts");
        setup.platform()
                .audit()
                .record(
                        tx,
                        caller,
                        "alert.release",
                        "alert:" + alert.id(),
                        Map.of("title", alert.title()));
    }

    private void take(Handle tx, Alert alert, String by, String note, @Nullable Instant until) {
        Instant now = setup.platform().clock().instant();
        Acknowledgement taken = new Acknowledgement(by, note, now, until);
        AlertTable.save(tx, alert.with(alert.standing().acknowledged(taken), null, alert.ledger()));
        AlertTable.step(tx, alert.id(), now, "acknowledged", null, by, note);
        setup.platform().live().changed(tx, "alerts");
    }

    /** Alerts that ended longer than a year ago, and the trials of a month ago. */
    public void forget() {
        Instant now = setup.platform().clock().instant();
        setup.platform().database().useTransaction(tx -> AlertTable.forget(tx, now));
    }

    /** Whether a text may be meant for us; quick, for it is asked of every message. */
    public static boolean mayConcern(String text) {
        return Taking.numberIn(text).isPresent();
    }

    /**
     * Takes an SMS by which somebody on call takes an alert, in the transaction that consumes the
     * message.
     *
     * @param address the sender, in E.164
     * @return what to answer; empty for a message that is none of ours
     */
    public Optional<String> heard(Handle tx, String address, String text) {
        OptionalInt number = Taking.numberIn(text);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Somebody> somebody = OnCalls.owner(tx, address);
        Optional<Alert> named =
                somebody.isEmpty() ? Optional.empty() : AlertTable.numbered(tx, number.getAsInt());
        if (somebody.isEmpty() || named.isEmpty()) {
            return Optional.empty();
        }
        Wording wording = new Wording(somebody.get().spoken());
        Optional<Alert> open = AlertTable.lockOpen(tx, named.get().id());
        if (open.isEmpty()) {
            return Optional.of(wording.over(number.getAsInt()));
        }
        String by = somebody.get().name();
        take(tx, open.get(), by, "", null);
        setup.platform()
                .audit()
                .record(
                        tx,
                        bySms(by),
                        "alert.acknowledge",
                        "alert:" + open.get().id(),
                        Map.of("title", open.get().title(), "by", "sms"));
        return Optional.of(wording.taken(open.get(), by));
    }

    /** People on call need no account: the log has their name. */
    private static Caller bySms(String name) {
        return new Caller(
                0, name, java.util.Set.of(), false, java.util.Set.of(), java.util.Locale.FRENCH);
    }

    /** Newest first. */
    public List<Notices.Told> notices(Optional<String> state, long before, int limit) {
        return setup.platform()
                .database()
                .with(handle -> Notices.page(handle, state, before, limit));
    }

    /** Has a notice that was given up tried again. */
    public Saved again(Caller caller, long notice) {
        return setup.platform()
                .database()
                .inTransaction(
                        tx -> {
                            Instant now = setup.platform().clock().instant();
                            if (!Notices.again(tx, notice, now)) {
                                return new Saved.Missing();
                            }
                            setup.platform()
                                    .audit()
                                    .record(
                                            tx,
                                            caller,
                                            "alert-notice.retry",
                                            "alert-notice:" + notice,
                                            Map.of());
                            return new Saved.Ok(notice);
                        });
    }
}
