package relais.vault.dav;

import java.util.List;
import java.util.Map;
import java.util.Set;
import relais.platform.http.Answer;

/** Writes an answer about several resources or properties (RFC 4918, section 13). */
final class Multistatus {
    private final StringBuilder out =
            new StringBuilder(
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:multistatus xmlns:D=\"DAV:\">\n");

    /**
     * What one resource has, and has not.
     *
     * @param found the properties' elements as XML
     */
    void properties(String href, List<String> found, Set<Property> missing) {
        begin(href);
        if (!found.isEmpty() || missing.isEmpty()) {
            group(String.join("", found), 200);
        }
        if (!missing.isEmpty()) {
            group(empty(missing), 404);
        }
        out.append("</D:response>\n");
    }

    /** What became of changes, by status. */
    void changes(String href, Map<Integer, Set<Property>> outcomes) {
        begin(href);
        outcomes.forEach((status, properties) -> group(empty(properties), status));
        out.append("</D:response>\n");
    }

    /** A reader's memory and ours: 10,000 documents with what they usually have are 8 MB. */
    private static final int MOST_SIGNS = 16_000_000;

    private void begin(String href) {
        if (out.length() > MOST_SIGNS) {
            throw new Stopped(507, "too-much", "list a smaller folder, or fewer properties");
        }
        out.append("<D:response><D:href>").append(escaped(href)).append("</D:href>");
    }

    private void group(String properties, int status) {
        if (out.length() + properties.length() > MOST_SIGNS) {
            throw new Stopped(507, "too-much", "list a smaller folder, or fewer properties");
        }
        out.append("<D:propstat><D:prop>").append(properties).append("</D:prop><D:status>");
        out.append(line(status)).append("</D:status></D:propstat>");
    }

    Answer answer() {
        return new Answer.Text(
                207, "application/xml; charset=utf-8", out.append("</D:multistatus>").toString());
    }

    /** Elements without content, as names. */
    static String empty(Iterable<Property> properties) {
        StringBuilder all = new StringBuilder();
        for (Property property : properties) {
            all.append(element(property, ""));
        }
        return all.toString();
    }

    /** An element of {@code DAV:}, or of another namespace, which it then declares. */
    static String element(Property property, String content) {
        boolean dav = property.namespace().equals(Property.DAV);
        String name = dav ? "D:" + property.name() : property.name();
        String declared = dav ? "" : " xmlns=\"" + escaped(property.namespace()) + '"';
        return content.isEmpty()
                ? "<" + name + declared + "/>"
                : "<" + name + declared + ">" + content + "</" + name + ">";
    }

    static String line(int status) {
        return "HTTP/1.1 "
                + status
                + switch (status) {
                    case 200 -> " OK";
                    case 403 -> " Forbidden";
                    case 404 -> " Not Found";
                    case 423 -> " Locked";
                    case 424 -> " Failed Dependency";
                    default -> " Other";
                };
    }

    /** Text inside an element or attribute; what XML 1.0 cannot hold becomes a question mark. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        sign -> {
                            switch (sign) {
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '&' -> safe.append("&amp;");
                                case '"' -> safe.append("&quot;");
                                default -> safe.appendCodePoint(allowed(sign) ? sign : '?');
                            }
                        });
        return safe.toString();
    }

    private static boolean allowed(int sign) {
        return sign >= 0x20 && sign < 0xD800
                || sign > 0xDFFF && sign != 0xFFFE && sign != 0xFFFF
                || sign == '\t'
                || sign == '\n'
                || sign == '\r';
    }
}
