package relais.meter.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.OnCall.Somebody;
import relais.meter.alert.delivery.Medium;
import relais.meter.alert.delivery.Notice;
import relais.meter.alert.delivery.Notices;
import relais.meter.alert.state.Telling.News;
import relais.platform.json.Json;

/** Writes down who is told what, in the transaction that changes the alerts. */
final class Announcing {
    /**
     * Of more than this at once a person is told in one message: nobody reads fifty SMS, and a
     * modem needs minutes for them.
     */
    static final int MOST_AT_ONCE = 5;

    private final Map<Long, OnCall> groups = new LinkedHashMap<>();
    private final Map<Long, Rule> rules = new LinkedHashMap<>();
    private final Map<Long, List<Item>> waiting = new LinkedHashMap<>();

    private record Item(Alert alert, News news) {}

    Announcing(List<OnCall> groups, List<Rule> rules) {
        groups.forEach(group -> this.groups.put(group.id(), group));
        rules.forEach(rule -> this.rules.put(rule.id(), rule));
    }

    void add(long group, Alert alert, News news) {
        waiting.computeIfAbsent(group, id -> new ArrayList<>()).add(new Item(alert, news));
    }

    /** Answers how many notices that makes at most. */
    int write(Handle tx, Instant now) {
        int written = 0;
        for (Map.Entry<Long, List<Item>> each : waiting.entrySet()) {
            OnCall group = groups.get(each.getKey());
            if (group != null) {
                List<Item> items = new ArrayList<>(each.getValue());
                items.sort(
                        Comparator.comparing(item -> -item.alert().standing().severity().rank()));
                written += people(tx, group, items, now);
                written += webhook(tx, group, items, now);
            }
        }
        return written;
    }

    private int people(Handle tx, OnCall group, List<Item> items, Instant now) {
        int single = items.size() > MOST_AT_ONCE ? MOST_AT_ONCE - 1 : items.size();
        for (Somebody person : group.form().people()) {
            Wording wording = new Wording(person.spoken());
            for (Item item : items.subList(0, single)) {
                String text = wording.text(item.alert(), item.news(), message(item.alert()));
                tell(tx, person, cause(item.alert()), text, now);
            }
            if (single < items.size()) {
                List<Item> rest = items.subList(single, items.size());
                String text = wording.more(rest.size(), rest.getFirst().alert());
                tell(tx, person, cause(rest.getFirst().alert()), text, now);
            }
        }
        return items.size() * group.form().people().size();
    }

    private static Notices.Cause cause(Alert alert) {
        return new Notices.Cause(alert.id(), alert.ledger().change());
    }

    static void tell(Handle tx, Somebody person, Notices.Cause cause, String text, Instant now) {
        if (person.address() != null) {
            add(tx, cause, Medium.SMS, person.address(), person, text, now);
        }
        if (person.mail() != null) {
            add(tx, cause, Medium.MAIL, person.mail(), person, text, now);
        }
    }

    private static void add(
            Handle tx,
            Notices.Cause cause,
            Medium medium,
            String target,
            Somebody person,
            String text,
            Instant now) {
        Notices.add(
                tx,
                cause,
                new Notice(
                        0, medium, target, person.name(), "Relais: " + text, text, person.spoken()),
                now);
    }

    private int webhook(Handle tx, OnCall group, List<Item> items, Instant now) {
        String address = group.form().webhook();
        if (address == null) {
            return 0;
        }
        for (Item item : items) {
            String text = new Wording("en").text(item.alert(), item.news(), message(item.alert()));
            String body = Json.text(Called.of(item.alert(), item.news(), text));
            Notices.add(
                    tx,
                    cause(item.alert()),
                    new Notice(0, Medium.WEBHOOK, address, group.form().name(), text, body, "en"),
                    now);
        }
        return items.size();
    }

    private @Nullable Map<String, String> message(Alert alert) {
        Rule rule = alert.ruleId() == null ? null : rules.get(alert.ruleId());
        return rule == null ? null : rule.form().message();
    }

    /** What a webhook is given; docs/formats/alert-webhook.md. */
    record Called(
            String event,
            long id,
            int change,
            String kind,
            String host,
            String title,
            String severity,
            String state,
            @Nullable Double value,
            String threshold,
            Map<String, String> labels,
            Instant since,
            String text) {
        static Called of(Alert alert, News news, String text) {
            Double value = alert.standing().seen().value();
            return new Called(
                    news == News.FIRING ? "firing" : "resolved",
                    alert.id(),
                    alert.ledger().change(),
                    alert.kind().code(),
                    alert.host(),
                    alert.title(),
                    alert.standing().severity().code(),
                    alert.standing().code(),
                    value == null || !Double.isFinite(value) ? null : value,
                    alert.standing().seen().threshold(),
                    alert.labels(),
                    alert.standing().since(),
                    text);
        }
    }
}
