package relais.voice.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;
import relais.voice.contact.NameWords;
import relais.voice.contact.Sight;

/**
 * Applies some rows inside one transaction and notes for each what was done. A number's first row
 * in the file counts; what the list leaves empty stays as it was known.
 */
final class ImportBatch {
    /** New groups one file may bring; beyond it, the column is something else. */
    private static final int NEW_GROUPS = 200;

    enum Outcome {
        CREATED,
        UPDATED,
        REJECTED
    }

    private record Done(
            ListedPerson row, Outcome outcome, @Nullable String reason, @Nullable Long contact) {}

    private final Handle tx;
    private final long importId;
    private final Sight sight;
    private final List<Done> done = new ArrayList<>();

    ImportBatch(Handle tx, long importId, Sight sight) {
        this.tx = tx;
        this.importId = importId;
        this.sight = sight;
    }

    void apply(List<ListedPerson> rows) {
        // By number, so that writers who meet wait in the same order.
        Map<String, ListedPerson.Good> people = new TreeMap<>();
        for (ListedPerson row : rows) {
            switch (row) {
                case ListedPerson.Bad bad -> reject(bad, bad.reason());
                case ListedPerson.Good good -> {
                    if (people.putIfAbsent(good.address(), good) != null) {
                        reject(good, "duplicate");
                    }
                }
            }
        }
        rejectAll(people, seenBefore(people.keySet()), "duplicate");
        rejectAll(people, invisible(people.keySet()), "not-yours");
        Map<String, Long> groups = groups(people);
        save(people, groups);
        note();
    }

    long count(Outcome outcome) {
        return done.stream().filter(d -> d.outcome() == outcome).count();
    }

    private void reject(ListedPerson row, String reason) {
        done.add(new Done(row, Outcome.REJECTED, reason, null));
    }

    private void rejectAll(
            Map<String, ListedPerson.Good> people, List<String> addresses, String reason) {
        for (String address : addresses) {
            ListedPerson.Good row = people.remove(address);
            if (row != null) {
                reject(row, reason);
            }
        }
    }

    private List<String> seenBefore(Set<String> addresses) {
        return tx.createQuery(
                        """
                        select c.address from voice_contact c
                        where c.address = any(:addresses) and exists (
                            select 1 from voice_import_row r
                            where r.import_id = :import and r.contact_id = c.id)
                        """)
                .bind("addresses", addresses.toArray(String[]::new))
                .bind("import", importId)
                .mapTo(String.class)
                .list();
    }

    private List<String> invisible(Set<String> addresses) {
        return tx.createQuery(
                        """
                        select c.address from voice_contact c
                        where c.address = any(:addresses) and not (%s)
                        """
                                .formatted(sight.condition("c.id")))
                .bind("addresses", addresses.toArray(String[]::new))
                .bind("sight", sight.groupIds())
                .mapTo(String.class)
                .list();
    }

    /**
     * Ids of the groups the rows name; rows naming a group their caller may not use are rejected.
     */
    private Map<String, Long> groups(Map<String, ListedPerson.Good> people) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (ListedPerson.Good row : people.values()) {
            row.groups().forEach(name -> wanted.putIfAbsent(key(name), name));
        }
        Map<String, Long> known = new HashMap<>();
        if (!wanted.isEmpty()) {
            tx.createQuery(
                            "select id, lower(name) from voice_group where lower(name) = any(:names)")
                    .bind("names", wanted.keySet().toArray(String[]::new))
                    .map((row, context) -> Map.entry(row.getString(2), row.getLong(1)))
                    .forEach(group -> known.put(group.getKey(), group.getValue()));
            if (sight.everyone()) {
                create(wanted, known);
            } else {
                known.values().retainAll(sight.groups());
            }
        }
        for (ListedPerson.Good row : List.copyOf(people.values())) {
            boolean allowed = row.groups().stream().allMatch(name -> known.containsKey(key(name)));
            boolean placed = sight.everyone() || !row.groups().isEmpty();
            if (!allowed || !placed) {
                people.remove(row.address());
                reject(row, sight.everyone() ? "too-many-groups" : "group-not-yours");
            }
        }
        return known;
    }

    private void create(Map<String, String> wanted, Map<String, Long> known) {
        Set<String> missing = new HashSet<>(wanted.keySet());
        missing.removeAll(known.keySet());
        if (missing.isEmpty() || missing.size() > NEW_GROUPS) {
            return;
        }
        for (String key : missing.stream().sorted().toList()) {
            tx.createQuery(
                            """
                            insert into voice_group (name) values (:name)
                            on conflict (name) do update set name = excluded.name returning id
                            """)
                    .bind("name", wanted.get(key))
                    .mapTo(Long.class)
                    .findOne()
                    .ifPresent(id -> known.put(key, id));
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record SavedPerson(long id, boolean created) {}

    private void save(Map<String, ListedPerson.Good> people, Map<String, Long> groups) {
        if (people.isEmpty()) {
            return;
        }
        List<ListedPerson.Good> rows = List.copyOf(people.values());
        Map<String, SavedPerson> saved = upsert(rows);
        List<Long> members = new ArrayList<>();
        List<Long> memberOf = new ArrayList<>();
        List<@Nullable String> words = new ArrayList<>();
        for (ListedPerson.Good row : rows) {
            SavedPerson person = saved.get(row.address());
            if (person == null) {
                throw new IllegalStateException("row " + row.row() + " was not saved");
            }
            Outcome outcome = person.created() ? Outcome.CREATED : Outcome.UPDATED;
            done.add(new Done(row, outcome, null, person.id()));
            for (String group : row.groups()) {
                members.add(person.id());
                memberOf.add(groups.get(key(group)));
            }
            words.add(row.name());
            words.add(row.place());
        }
        tx.createUpdate(
                        """
                        insert into voice_contact_group (contact_id, group_id)
                        select * from unnest(cast(:contacts as bigint[]), cast(:groups as bigint[]))
                        on conflict do nothing
                        """)
                .bind("contacts", members.toArray(Long[]::new))
                .bind("groups", memberOf.toArray(Long[]::new))
                .execute();
        NameWords.learn(tx, words);
    }

    private Map<String, SavedPerson> upsert(List<ListedPerson.Good> rows) {
        Map<String, SavedPerson> saved = new HashMap<>();
        tx.createQuery(
                        """
                        insert into voice_contact as known (address, name, language, place, fields)
                        select address, name, language, place, cast(fields as jsonb)
                        from unnest(cast(:addresses as text[]), cast(:names as text[]),
                            cast(:languages as text[]), cast(:places as text[]),
                            cast(:fields as text[])) as t(address, name, language, place, fields)
                        on conflict (address) do update set
                            name = coalesce(excluded.name, known.name),
                            language = coalesce(excluded.language, known.language),
                            place = coalesce(excluded.place, known.place),
                            fields = known.fields || excluded.fields
                        returning id, address, (xmax = 0) as created
                        """)
                .bind("addresses", column(rows, ListedPerson.Good::address))
                .bind("names", column(rows, ListedPerson.Good::name))
                .bind("languages", column(rows, ListedPerson.Good::language))
                .bind("places", column(rows, ListedPerson.Good::place))
                .bind("fields", column(rows, row -> Json.text(row.fields())))
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getString("address"),
                                        new SavedPerson(
                                                row.getLong("id"), row.getBoolean("created"))))
                .forEach(person -> saved.put(person.getKey(), person.getValue()));
        return saved;
    }

    private interface Cell {
        @Nullable String of(ListedPerson.Good row);
    }

    private static @Nullable String[] column(List<ListedPerson.Good> rows, Cell cell) {
        @Nullable String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cell.of(rows.get(i));
        }
        return values;
    }

    private void note() {
        done.sort(Comparator.comparingLong(d -> d.row().row()));
        relais.platform.db.BinaryCopy rows = new relais.platform.db.BinaryCopy(7);
        for (Done d : done) {
            rows.row()
                    .int8(importId)
                    .int8(d.row().row())
                    .int8(d.row().line())
                    .text(d.row().written())
                    .int2(d.outcome().ordinal())
                    .text(d.reason())
                    .int8OrNull(d.contact());
        }
        rows.into(
                tx, "voice_import_row (import_id, row, line, value, outcome, reason, contact_id)");
    }
}
