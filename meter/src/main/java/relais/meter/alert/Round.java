package relais.meter.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Subject.Duty;
import relais.meter.alert.state.Change;
import relais.meter.alert.state.Course;
import relais.meter.alert.state.Observation;
import relais.meter.alert.state.Policy;
import relais.meter.alert.state.Standing;
import relais.meter.alert.state.Telling;

/**
 * One look at everything, inside one transaction: what is seen becomes steps of alerts, steps
 * become history and news. Either all of it is committed or nothing.
 */
final class Round {
    private final Handle tx;
    private final Instant now;
    private final List<Rule> rules;
    private final Map<String, Alert> open = new HashMap<>();
    private final Map<String, Alert> stored = new HashMap<>();
    private final Map<String, Integer> firedOfLate;
    private int changes;

    Round(Handle tx, Instant now, List<Rule> rules) {
        this.tx = tx;
        this.now = now;
        this.rules = rules;
        for (Alert alert : AlertTable.open(tx)) {
            open.put(alert.key(), alert);
            stored.put(alert.key(), alert);
        }
        this.firedOfLate = AlertTable.firedSince(tx, now.minus(Policy.FLAPPING_WITHIN));
    }

    /** How many alerts changed their state. */
    int changes() {
        return changes;
    }

    /** Alerts that go on and those that ended in this round. */
    List<Alert> open() {
        return List.copyOf(open.values());
    }

    void apply(Looking looking) {
        Set<String> seen = new HashSet<>();
        for (Judged each : looking.judged()) {
            seen.add(each.subject().key());
            step(each);
        }
        for (Alert alert : List.copyOf(open.values())) {
            if (!seen.contains(alert.key()) && looking.wasLookedAt(alert)) {
                gone(alert);
            }
        }
    }

    private void step(Judged judged) {
        Subject subject = judged.subject();
        Alert before = open.get(subject.key());
        Standing standing = before == null ? null : before.standing();
        Observation observation =
                judged.sight().given(standing == null ? null : standing.severity());
        Course.Step step =
                Course.step(
                        subject.duty().policy(),
                        standing,
                        observation,
                        firedOfLate.getOrDefault(subject.key(), 0),
                        now);
        if (before == null && step.next() == null) {
            return;
        }
        Alert alert =
                before == null
                        ? AlertTable.add(tx, subject, Objects.requireNonNull(step.next()))
                        : before;
        take(alert, step);
    }

    /** Its subject is not there any more: well, as far as anybody can tell. */
    private void gone(Alert alert) {
        Course.Step step =
                Course.step(
                        duty(alert).policy(), alert.standing(), new Observation.Fine(null), 0, now);
        take(alert, step);
    }

    private void take(Alert alert, Course.Step step) {
        Standing next = step.next();
        if (next == null) {
            AlertTable.drop(tx, alert.id());
            open.remove(alert.key());
            stored.remove(alert.key());
            return;
        }
        int change = alert.ledger().change();
        Map<Long, Integer> told = alert.ledger().told();
        Alert after = alert;
        for (Change each : step.changes()) {
            change++;
            changes++;
            AlertTable.step(tx, alert.id(), now, each.code(), next.severity(), null, null);
            if (each instanceof Change.AcknowledgementOver) {
                told = Telling.again(told);
            }
            if (each instanceof Change.Fired) {
                after = AlertTable.freeNumber(tx, now).map(after::numbered).orElse(after);
                // Others of this round must not get the same number.
                AlertTable.save(tx, after.with(next, null, after.ledger()));
            }
        }
        Instant resolved = next.phase() == Standing.Phase.RESOLVED ? now : null;
        Alert.Ledger ledger = new Alert.Ledger(alert.ledger().held(), change, told);
        open.put(alert.key(), after.with(next, resolved, ledger));
    }

    private Duty duty(Alert alert) {
        return rules.stream()
                .filter(rule -> alert.ruleId() != null && rule.id() == alert.ruleId())
                .findFirst()
                .map(Rule::duty)
                .orElse(Duty.USUAL);
    }

    /** Decides who is told, and writes everything that changed. */
    void tell(Holding holding, List<OnCall> groups, Announcing announcing) {
        for (Alert alert : open()) {
            Duty duty = duty(alert);
            String held = alert.standing().firing() ? holding.why(alert, duty) : null;
            Telling.Decided decided =
                    Telling.decide(
                            alert.standing(),
                            alert.ledger().told(),
                            concerned(groups, duty),
                            held != null,
                            now);
            decided.tell().forEach(tell -> announcing.add(tell.group(), alert, tell.news()));
            mark(alert, held);
            save(
                    alert.with(
                            alert.standing(),
                            alert.resolvedAt(),
                            new Alert.Ledger(held, alert.ledger().change(), decided.told())));
        }
    }

    private static List<Telling.Group> concerned(List<OnCall> groups, Duty duty) {
        List<Telling.Group> concerned = new ArrayList<>();
        for (OnCall group : groups) {
            if (duty.onCall().isEmpty() || duty.onCall().contains(group.id())) {
                concerned.add(group.group());
            }
        }
        return concerned;
    }

    /** A line of history where news begin to be held back. */
    private void mark(Alert alert, @Nullable String held) {
        if (held != null && !held.equals(alert.ledger().held())) {
            AlertTable.step(tx, alert.id(), now, "held", null, null, held);
            changes++;
        }
    }

    private void save(Alert alert) {
        if (!alert.equals(stored.get(alert.key()))) {
            AlertTable.save(tx, alert);
        }
    }

    /** A process that was away for longer was deaf: hosts are not to blame. */
    private static final Duration DEAF = Duration.ofMinutes(1);

    /**
     * Since when we listen without a pause; writes down that we do.
     *
     * @param silence where hosts count as silent sooner, we count as deaf sooner: after a short
     *     absence of ours they need a moment to find us again
     */
    static Instant listening(Handle tx, Instant now, Duration silence) {
        Duration most = silence.multipliedBy(2).dividedBy(3);
        Duration deaf = most.compareTo(DEAF) < 0 ? most : DEAF;
        return tx.createQuery(
                        """
                        insert into meter_alert_watch as w (looked_at, listening_since)
                        values (:now, :now)
                        on conflict (one) do update set looked_at = excluded.looked_at,
                            listening_since = case
                                when w.looked_at < cast(:deaf as timestamptz)
                                then excluded.looked_at else w.listening_since end
                        returning listening_since
                        """)
                .bind("now", now)
                .bind("deaf", now.minus(deaf))
                .map((row, context) -> row.getTimestamp(1).toInstant())
                .one();
    }
}
