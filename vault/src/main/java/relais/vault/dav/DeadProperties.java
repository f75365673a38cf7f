package relais.vault.dav;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.document.Document;
import relais.vault.document.Folder;
import relais.vault.document.Node;

/** Properties that clients set and only clients understand (RFC 4918, section 4). */
final class DeadProperties {
    /** Of one resource. */
    private static final int MOST = 100;

    /** All of one resource together. */
    private static final int MOST_TOGETHER = 64_000;

    private static final int MOST_SIGNS = 16_000;

    /** Namespace and name: they are in an index. */
    private static final int MOST_NAME = 500;

    private static final String ITS =
            " document_id IS NOT DISTINCT FROM :document AND folder_id IS NOT DISTINCT FROM :folder ";

    private DeadProperties() {}

    private static @Nullable Long document(Node node) {
        return node instanceof Document ? node.id() : null;
    }

    private static @Nullable Long folder(Node node) {
        return node instanceof Folder ? node.id() : null;
    }

    /** By name, each as the element that was set. */
    static Map<Property, String> of(Handle handle, Node node) {
        Map<Property, String> all = new LinkedHashMap<>();
        handle.createQuery(
                        "SELECT namespace, name, value FROM vault_drive_property WHERE"
                                + ITS
                                + "ORDER BY namespace, name")
                .bindByType("document", document(node), Long.class)
                .bindByType("folder", folder(node), Long.class)
                .map(
                        (row, context) ->
                                Map.entry(
                                        new Property(
                                                row.getString("namespace"), row.getString("name")),
                                        row.getString("value")))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    /** Sets one; false where there are too many, or it is too long. */
    static boolean set(Handle tx, Node node, Property property, String value) {
        Map<Property, String> there = of(tx, node);
        int together = there.values().stream().mapToInt(String::length).sum();
        if (value.length() > MOST_SIGNS
                || property.namespace().length() + property.name().length() > MOST_NAME
                || there.size() >= MOST
                || together + value.length() > MOST_TOGETHER) {
            return false;
        }
        tx.createUpdate(
                        """
                        INSERT INTO vault_drive_property
                          (document_id, folder_id, namespace, name, value)
                        VALUES (:document, :folder, :namespace, :name, :value)
                        ON CONFLICT (document_id, folder_id, namespace, name)
                        DO UPDATE SET value = excluded.value
                        """)
                .bindByType("document", document(node), Long.class)
                .bindByType("folder", folder(node), Long.class)
                .bind("namespace", property.namespace())
                .bind("name", property.name())
                .bind("value", value)
                .execute();
        return true;
    }

    static void remove(Handle tx, Node node, Property property) {
        tx.createUpdate(
                        "DELETE FROM vault_drive_property WHERE"
                                + ITS
                                + "AND namespace = :namespace AND name = :name")
                .bindByType("document", document(node), Long.class)
                .bindByType("folder", folder(node), Long.class)
                .bind("namespace", property.namespace())
                .bind("name", property.name())
                .execute();
    }

    /** A copy has what its original has. */
    static void copy(Handle tx, Node from, Node to) {
        of(tx, from).forEach((property, value) -> set(tx, to, property, value));
    }
}
