package relais.app.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Dossiers in every condition that pages must show, and the addresses where they are shown. */
final class KeptThings {
    /** What people really write, and no line has room for. */
    private static final String LONG =
            "Demande de régularisation foncière et d’accès à l’eau potable, colline Gasenyi,"
                    + " commune de Bugendana_2024-03-17_version_définitive_signée";

    private final Visitor visitor;
    private final List<String> addresses = new ArrayList<>();
    private String share = "";
    private long type;
    private long full;
    private long report;
    private long drawing;

    private KeptThings(Visitor visitor) {
        this.visitor = visitor;
    }

    static KeptThings make(Visitor visitor) throws IOException {
        KeptThings things = new KeptThings(visitor);
        long type = caseType(visitor);
        things.type = type;
        long full = things.fullDossier(type);
        things.full = full;
        long held = things.dossier(type, "Enquête de 2019", false);
        visitor.ask("POST", "/api/dossiers/" + held + "/holds", Map.of("reason", LONG));
        long hidden = things.dossier(type, "Plainte", true);
        long trashed = things.dossier(type, "Ouvert deux fois", false);
        visitor.ask("DELETE", "/api/dossiers/" + trashed, Map.of());
        things.erased();
        for (long id : List.of(full, held, hidden, trashed)) {
            things.addresses.add("/dossiers/" + id);
        }
        for (String part :
                List.of(
                        "/documents",
                        "/documents?document=" + things.report,
                        "/documents?document=" + things.drawing,
                        "/documents?trash=1",
                        "/documents?path=/plans",
                        "/history",
                        "/access")) {
            things.addresses.add("/dossiers/" + full + part);
        }
        things.addresses.addAll(
                List.of(
                        "/dossiers",
                        "/dossiers?q=nulle-part",
                        "/dossiers/overview",
                        "/dossiers/tasks",
                        "/dossiers/trash",
                        "/keep/search?q=eau",
                        "/dossiers/erasures",
                        "/keep/types",
                        "/keep/types/new",
                        "/keep/types/" + type,
                        "/keep/stores",
                        "/keep/stores/rules",
                        "/keep/stores/findings",
                        "/keep/moving"));
        return things;
    }

    /** The addresses of the door's pages with something on them. */
    List<String> addresses() {
        return List.copyOf(addresses);
    }

    /** An address in which {@code {type}}, {@code {dossier}} and {@code {document}} stand. */
    String at(String address) {
        return address.replace("{type}", String.valueOf(type))
                .replace("{dossier}", String.valueOf(full))
                .replace("{document}", String.valueOf(report));
    }

    /** The page of a document for somebody without an account. */
    String share() {
        return share;
    }

    /** The demonstration's dossier with something on each of its pages. */
    static JsonNode demonstrated(Visitor visitor) throws IOException {
        return visitor.ask("/api/dossiers?q=Bugendana").get("items").get(0);
    }

    /** The kind of dossier that most offices begin with, as the console offers it; its number. */
    static long caseType(Visitor visitor) throws IOException {
        Page page = visitor.page();
        page.navigate("/keep/types/new");
        for (String button : List.of("Cas individuel", "Enregistrer")) {
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
        }
        page.waitForURL("**/keep/types");
        for (JsonNode type : visitor.ask("/api/dossier-types").get("items")) {
            if (type.get("key").asText().equals("case")) {
                return type.get("id").asLong();
            }
        }
        throw new AssertionError("the type was not kept");
    }

    /** A kind of dossier that may be erased as soon as it is there; its number. */
    static long shortLivedType(Visitor visitor) throws IOException {
        long type = visitor.dossierType("leases", "Baux");
        ObjectNode kept = visitor.ask("/api/dossier-types/" + type).deepCopy();
        kept.retain("key", "name", "number", "fields", "states", "initial", "transitions");
        kept.putObject("retention").put("years", 0).put("from", "created");
        visitor.ask("PUT", "/api/dossier-types/" + type, kept);
        return type;
    }

    /** One that is due, and the certificate of one that has gone. */
    private void erased() throws IOException {
        long type = shortLivedType(visitor);
        visitor.dossier(type, LONG);
        String gone = "/api/dossiers/" + visitor.dossier(type, "Bail de 1998");
        put(visitor, gone, "/bail.txt", "deux mille francs");
        String number = visitor.ask(gone).get("number").asText();
        visitor.ask("POST", gone + "/erase", Map.of("number", number));
    }

    private long dossier(long type, String title, boolean confidential) throws IOException {
        Map<String, Object> dossier =
                Map.of(
                        "type", type,
                        "title", title,
                        "fields", Map.of("kind", "other", "place", "Gitega"),
                        "tags", List.of("eau", "urgent"),
                        "confidential", confidential);
        return visitor.ask("POST", "/api/dossiers", dossier).get("id").asLong();
    }

    private long fullDossier(long type) throws IOException {
        long id = dossier(type, LONG, false);
        String one = "/api/dossiers/" + id;
        visitor.ask("POST", one + "/notes", Map.of("text", "Il rappelle jeudi.\n" + LONG));
        visitor.ask("POST", one + "/tasks", Map.of("title", LONG, "due", "2024-03-03"));
        long other = dossier(type, "Voisin", false);
        visitor.ask("POST", one + "/links", Map.of("to", other));
        report =
                put(visitor, one, "/" + LONG + ".txt", "Le puits est à sec depuis le mois d’août.");
        drawing = put(visitor, one, "/signe.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        put(visitor, one, "/plans/puits.csv", "colline;profondeur\nGasenyi;18\n");
        long draft = put(visitor, one, "/brouillon.txt", "à jeter");
        visitor.ask("DELETE", "/api/documents/" + draft, Map.of());
        Map<String, Object> link =
                Map.of("expiresAt", Instant.now().plus(Duration.ofDays(2)).toString());
        share =
                visitor.ask("POST", "/api/documents/" + report + "/shares", link)
                        .get("url")
                        .asText();
        return id;
    }

    /** Puts a file into a dossier, by the dossier's address in the API; the document's number. */
    static long put(Visitor visitor, String dossier, String path, String content) {
        RequestOptions options =
                RequestOptions.create()
                        .setQueryParam("path", path)
                        .setHeader("X-Relais", "1")
                        .setHeader("Content-Type", "application/octet-stream")
                        .setData(content);
        APIResponse answer = visitor.page().request().put(dossier + "/content", options);
        if (!answer.ok()) {
            throw new AssertionError("not put: " + path);
        }
        return Long.parseLong(answer.headers().get("relais-document"));
    }
}
