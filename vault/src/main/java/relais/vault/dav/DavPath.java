package relais.vault.dav;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place on the drive: {@code /dav/<type>/<number>/<folder…>/<name>}.
 *
 * @param names decoded, from the type on; none for the root
 */
record DavPath(List<String> names) {
    static final String ROOT = "/dav";

    private static final int TYPE = 1;
    private static final int DOSSIER = 2;
    private static final int MOST_NAMES = 60;

    DavPath {
        names = List.copyOf(names);
    }

    /** From what stands behind {@code /dav/}, decoded; empty for what cannot be a path. */
    static Optional<DavPath> of(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names.size() > MOST_NAMES ? Optional.empty() : Optional.of(new DavPath(names));
    }

    /**
     * From the URL of a header; empty for another server's.
     *
     * @param authority the server as the client calls it
     */
    static Optional<DavPath> ofUrl(String url, String authority) {
        try {
            URI uri = new URI(url);
            String named = uri.getAuthority();
            String path = uri.getPath();
            boolean ours = named == null || named.equalsIgnoreCase(authority);
            if (!ours || path == null || !(path + "/").startsWith(ROOT + "/")) {
                return Optional.empty();
            }
            return of(path.substring(ROOT.length()));
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    boolean isRoot() {
        return names.isEmpty();
    }

    boolean isType() {
        return names.size() == TYPE;
    }

    boolean isDossier() {
        return names.size() == DOSSIER;
    }

    String type() {
        return names.get(0);
    }

    String dossier() {
        return names.get(1);
    }

    /** Within the dossier, {@code /a/b.pdf}; {@code /} for the dossier itself. */
    String inside() {
        return "/" + String.join("/", names.subList(DOSSIER, names.size()));
    }

    String name() {
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    DavPath parent() {
        return new DavPath(names.subList(0, names.size() - 1));
    }

    DavPath child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new DavPath(longer);
    }

    /** Whether {@code other} is this or lies under it. */
    boolean holds(DavPath other) {
        return other.names.size() >= names.size()
                && other.names.subList(0, names.size()).equals(names);
    }

    /** The address, each name encoded; a folder's ends with a slash. */
    String href(boolean folder) {
        StringBuilder href = new StringBuilder(ROOT);
        for (String name : names) {
            href.append('/').append(encoded(name));
        }
        return folder ? href.append('/').toString() : href.toString();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
