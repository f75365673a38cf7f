package relais.vault.dav;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.vault.document.Document;
import relais.vault.document.Elsewhere;
import relais.vault.document.Folder;
import relais.vault.document.Lock;
import relais.vault.document.Node;

/** The live properties of a resource (RFC 4918, section 15), as XML by name. */
final class Found {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private static final String ENTRY =
            "<D:lockentry><D:lockscope><D:%s/></D:lockscope><D:locktype><D:write/></D:locktype>"
                    + "</D:lockentry>";

    private Found() {}

    /** Of one of the two upper floors. */
    static Map<Property, String> shelf(String shown) {
        Map<Property, String> all = new LinkedHashMap<>();
        put(all, "resourcetype", "<D:collection/>");
        put(all, "displayname", Multistatus.escaped(shown));
        return all;
    }

    /** Of a file that is not here yet. */
    static Map<Property, String> waiting(Elsewhere.Waiting file) {
        Map<Property, String> all = new LinkedHashMap<>();
        put(all, "resourcetype", "");
        put(all, "creationdate", file.changedAt().toString());
        put(all, "getlastmodified", HTTP_DATE.format(file.changedAt()));
        put(all, "getcontentlength", Long.toString(file.size()));
        put(all, "displayname", Multistatus.escaped(file.name()));
        return all;
    }

    /**
     * Of what is in a dossier.
     *
     * @param shown its name for people
     */
    static Map<Property, String> node(
            Node node, String shown, List<Lock> locks, String href, Instant now) {
        Map<Property, String> all = new LinkedHashMap<>();
        switch (node) {
            case Folder folder -> {
                put(all, "resourcetype", "<D:collection/>");
                put(all, "creationdate", folder.createdAt().toString());
                put(all, "getlastmodified", HTTP_DATE.format(folder.createdAt()));
            }
            case Document document -> {
                put(all, "resourcetype", "");
                put(all, "creationdate", document.createdAt().toString());
                put(all, "getlastmodified", HTTP_DATE.format(document.changedAt()));
                put(all, "getcontentlength", Long.toString(document.size()));
                put(all, "getcontenttype", Multistatus.escaped(document.mediaType()));
                put(all, "getetag", Multistatus.escaped(document.hash().tag()));
            }
        }
        put(all, "displayname", Multistatus.escaped(shown));
        put(all, "supportedlock", ENTRY.formatted("exclusive") + ENTRY.formatted("shared"));
        StringBuilder active = new StringBuilder();
        locks.forEach(lock -> active.append(active(lock, href, now)));
        put(all, "lockdiscovery", active.toString());
        return all;
    }

    private static void put(Map<Property, String> all, String name, String content) {
        Property property = Property.dav(name);
        all.put(property, Multistatus.element(property, content));
    }

    /** {@code activelock} (section 14.1). */
    static String active(Lock lock, String href, Instant now) {
        return "<D:activelock><D:locktype><D:write/></D:locktype><D:lockscope><D:"
                + (lock.shared() ? "shared" : "exclusive")
                + "/></D:lockscope><D:depth>"
                + (lock.deep() ? "infinity" : "0")
                + "</D:depth>"
                + lock.owner()
                + "<D:timeout>Second-"
                + Math.max(0, java.time.Duration.between(now, lock.until()).toSeconds())
                + "</D:timeout><D:locktoken><D:href>"
                + Multistatus.escaped(lock.token())
                + "</D:href></D:locktoken><D:lockroot><D:href>"
                + Multistatus.escaped(href)
                + "</D:href></D:lockroot></D:activelock>";
    }

    /** The properties that are the server's own to set. */
    static boolean isLive(Property property) {
        return property.namespace().equals(Property.DAV) && !property.name().equals("displayname");
    }

    /** The element, or nothing for one that is not there. */
    static @Nullable String of(Map<Property, String> all, Property property) {
        return all.get(property);
    }
}
