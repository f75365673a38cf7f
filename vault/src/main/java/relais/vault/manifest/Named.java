package relais.vault.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where rows name users, groups and contacts, which are not the vault's own: manifests say who they
 * are, and rows that come back name those who are there now.
 */
final class Named {
    /** Tables of what is named, as lines of a manifest call them. */
    static final String USER = "user";

    static final String GROUP = "group";
    static final String CONTACT = "contact";

    private static final Map<String, Set<String>> USERS =
            Map.of(
                    "vault_dossier", Set.of("created_by"),
                    "vault_change", Set.of("by_id"),
                    "vault_note", Set.of("by_id"),
                    "vault_task", Set.of("assignee", "created_by"),
                    "vault_hold", Set.of("by_id"),
                    "vault_document", Set.of("changed_by"),
                    "vault_version", Set.of("by_id"),
                    "vault_held_change", Set.of("user_id"),
                    "vault_erasure", Set.of("erased_by"));

    private static final Map<String, Set<String>> GROUPS =
            Map.of("vault_grant", Set.of("group_id"));

    private static final Map<String, Set<String>> CONTACTS =
            Map.of("vault_person", Set.of("contact_id"));

    /** A task of somebody who is not there is anybody's. */
    private static final String ASSIGNEE = "assignee";

    private Named() {}

    /** Tells whom a row names. */
    static void in(String table, ObjectNode row, ObjLongConsumer<String> found) {
        each(USERS, USER, table, row, found);
        each(GROUPS, GROUP, table, row, found);
        each(CONTACTS, CONTACT, table, row, found);
        eachGroup(table, row, groups -> groups.forEach(g -> found.accept(GROUP, g.asLong())));
    }

    private static void each(
            Map<String, Set<String>> columns,
            String what,
            String table,
            ObjectNode row,
            ObjLongConsumer<String> found) {
        for (String column : columns.getOrDefault(table, Set.of())) {
            JsonNode value = row.path(column);
            if (value.isNumber() && value.asLong() != 0) {
                found.accept(what, value.asLong());
            }
        }
    }

    private interface Groups {
        void of(ArrayNode groups);
    }

    /** The groups that may make a transition are in a type's definition. */
    private static void eachGroup(String table, ObjectNode row, Groups groups) {
        if (table.equals("vault_type")) {
            for (JsonNode transition : row.path("definition").path("transitions")) {
                if (transition.path("groups") instanceof ArrayNode some) {
                    groups.of(some);
                }
            }
        }
    }

    /** Who is meant by a number now; null for nobody. */
    @FunctionalInterface
    interface Now {
        @Nullable Long of(String what, long id);
    }

    /** Puts those in a row who are meant now; false where the row means nothing without them. */
    static boolean put(String table, ObjectNode row, Now now) {
        for (String column : USERS.getOrDefault(table, Set.of())) {
            if (row.path(column).isNumber()) {
                Long user = now.of(USER, row.path(column).asLong());
                row.set(column, user != null ? LongNode.valueOf(user) : nobody(column));
            }
        }
        return put(GROUPS, table, row, id -> now.of(GROUP, id))
                && put(CONTACTS, table, row, id -> now.of(CONTACT, id))
                && putGroups(table, row, now);
    }

    private static JsonNode nobody(String column) {
        return column.equals(ASSIGNEE) ? NullNode.instance : IntNode.valueOf(0);
    }

    private static boolean put(
            Map<String, Set<String>> columns,
            String table,
            ObjectNode row,
            LongFunction<@Nullable Long> now) {
        for (String column : columns.getOrDefault(table, Set.of())) {
            Long id = now.apply(row.path(column).asLong());
            if (id == null) {
                return false;
            }
            row.put(column, id);
        }
        return true;
    }

    private static boolean putGroups(String table, ObjectNode row, Now now) {
        eachGroup(
                table,
                row,
                groups -> {
                    for (int i = 0; i < groups.size(); i++) {
                        Long group = now.of(GROUP, groups.get(i).asLong());
                        groups.set(i, LongNode.valueOf(group == null ? 0 : group));
                    }
                });
        return true;
    }
}
