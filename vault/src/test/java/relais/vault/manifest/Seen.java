package relais.vault.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import relais.vault.testing.DocumentSite;

/** What somebody who may see everything sees of dossiers. */
final class Seen {
    private Seen() {}

    /** What the API says, by what was asked. */
    static Map<String, String> of(DocumentSite site, List<Long> dossiers) throws Exception {
        Map<String, String> shown = new TreeMap<>();
        for (long dossier : dossiers) {
            String one = "/api/dossiers/" + dossier;
            for (String part :
                    List.of("", "/history", "/notes", "/tasks", "/holds", "/grants", "/trash")) {
                see(site, shown, one + part);
            }
            folder(site, shown, one, "/");
        }
        return shown;
    }

    private static JsonNode see(DocumentSite site, Map<String, String> shown, String path)
            throws Exception {
        JsonNode answer = site.get(DocumentSite.CHIEF, path);
        shown.put(path, answer.toPrettyString());
        return answer;
    }

    private static void folder(
            DocumentSite site, Map<String, String> shown, String dossier, String path)
            throws Exception {
        JsonNode found = see(site, shown, dossier + "/folder?path=" + DocumentSite.encoded(path));
        for (JsonNode in : found.path("folders")) {
            String name = in.path("name").asText();
            folder(site, shown, dossier, path + (path.endsWith("/") ? "" : "/") + name);
        }
        for (JsonNode item : found.path("documents")) {
            String document = "/api/documents/" + item.path("id").asLong();
            see(site, shown, document);
            shown.put(document + " content", content(site, item));
        }
    }

    static String content(DocumentSite site, JsonNode document) throws Exception {
        return DocumentSite.text(
                site.ask(
                        DocumentSite.CHIEF,
                        "GET",
                        "/api/documents/" + document.path("id").asLong() + "/content",
                        null));
    }
}
