package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The calls behind the console's pages, one after the other, each with other parameters. */
final class Pages {
    private static final int WARM = 60;
    private static final int MEASURED = 200;

    private static final List<String> FREQUENT =
            List.of("puits", "merci", "aidez", "pump", "bridge", "amazi", "ecole", "Ngozi");
    private static final List<String> PAIRS =
            List.of(
                    "choléra murakoze",
                    "fermée Aidez-nous",
                    "blankets please",
                    "semences colline",
                    "bridge thank",
                    "umwarimu Dufashe");
    private static final List<String> FIRST = List.of("Ka", "Mu", "Bu", "Ru", "Gi", "Nya", "Ki");
    private static final List<String> MIDDLE = List.of("ram", "go", "zi", "bim", "hin", "sha");
    private static final List<String> LAST = List.of("bura", "vya", "nga", "mba", "ri", "zo");

    private static final List<String> NAMES =
            List.of(
                    "Ndayisenga",
                    "Niyonzima",
                    "Aline",
                    "Béatrice Haki",
                    "beatrice",
                    "Jean-Claude Bigirimana",
                    "nshimirimana",
                    "Evariste Ntaho",
                    "Ngozi",
                    "Kunda Gitega",
                    "Niyomp",
                    "vener");
    private static final List<String> MISSPELT =
            List.of(
                    "Ndaysienga",
                    "Niyonzmia",
                    "Beatrcie",
                    "Nsabimanna",
                    "Godeliev Nduwimana",
                    "Evarsite",
                    "Hakizyeye");

    private final Visitor visitor;
    private final Figures figures;
    private final RandomGenerator random;

    Pages(Visitor visitor, Figures figures, RandomGenerator random) {
        this.visitor = visitor;
        this.figures = figures;
        this.random = random;
    }

    void measure() throws IOException, InterruptedException {
        figures.say("pages: 95th percentile of %d calls each", MEASURED);
        List<String> inbox = inboxPages();
        figures.put("inbox_page_ms", p95("inbox", () -> one(inbox)));
        figures.put(
                "inbox_search_ms",
                p95("inbox search", () -> "/api/inbox?q=" + Visitor.encoded(words())));
        figures.put(
                "people_search_ms",
                p95("people search", () -> "/api/people?q=" + Visitor.encoded(person())));
        double poll = 0;
        for (String part : List.of("", "/results", "/progress")) {
            poll = Math.max(poll, p95("poll" + part, () -> poll() + part));
            poll = Math.max(poll, p95("largest poll" + part, () -> "/api/polls/1" + part));
        }
        figures.put("poll_page_ms", poll);
    }

    private double p95(String what, Supplier<String> path)
            throws IOException, InterruptedException {
        long[] took = new long[MEASURED];
        for (int i = -WARM; i < MEASURED; i++) {
            long nanos = visitor.time(path.get());
            if (i >= 0) {
                took[i] = nanos;
            }
        }
        double p95 = Figures.percentile(took, 0.95);
        figures.say(
                "  %-22s half %.1f ms, p95 %.1f ms, slowest %.1f ms",
                what, Figures.percentile(took, 0.5), p95, Figures.percentile(took, 1));
        return p95;
    }

    /** The first page and some further ones, with every filter that the console offers. */
    private List<String> inboxPages() throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>();
        for (String filter : List.of("?", "?state=open&", "?state=all&", "?state=done&")) {
            String page = "/api/inbox" + filter + "limit=50";
            pages.add(page);
            for (int further = 0; further < 5; further++) {
                JsonNode answer = visitor.get(pages.getLast());
                if (answer.path("next").isMissingNode()) {
                    break;
                }
                pages.add(page + "&after=" + Visitor.encoded(answer.path("next").asText()));
            }
        }
        return pages;
    }

    /** Frequent words, two words, and the name of a hill that few wrote. */
    private String words() {
        return switch (random.nextInt(3)) {
            case 0 -> one(FREQUENT);
            case 1 -> one(PAIRS);
            default -> one(FIRST) + one(MIDDLE) + one(LAST);
        };
    }

    /** Names, misspelt names, and digits of a number. */
    private String person() {
        return switch (random.nextInt(3)) {
            case 0 -> one(NAMES);
            case 1 -> one(MISSPELT);
            default -> {
                long address = Archive.FIRST_ADDRESS + random.nextInt(Archive.PEOPLE);
                String national = Long.toString(address % 100_000_000);
                yield random.nextBoolean() ? national : national.substring(2);
            }
        };
    }

    private String poll() {
        return "/api/polls/" + (1 + random.nextInt(Archive.POLLS));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
