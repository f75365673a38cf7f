package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Searches and lists of a million dossiers over HTTP, asked one after the other by somebody who
 * sees all and by a clerk who sees two types of ten.
 */
final class SearchBench {
    private static final long SEED = 7;
    private static final int WARM = 20;
    private static final int QUESTIONS = 40;
    private static final int TYPES = 10;
    private static final String CLERK = "two shelves out of ten";

    private final Product product;
    private final VaultFigures figures;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final List<String> words = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();

    SearchBench(Product product, VaultFigures figures) {
        this.product = product;
        this.figures = figures;
    }

    /** What is asked, anew each time. */
    private interface Question {
        String next();
    }

    void measure(int dossiers) throws Exception {
        try (Visitor all = new Visitor(product.console());
                Visitor clerk = new Visitor(product.console())) {
            all.signIn(Desk.PASSWORD);
            prepare(all, clerk);
            try (Connection database = product.database()) {
                ManyDossiers.fill(database, dossiers);
                learn(database);
            }
            double[] search = new double[2];
            double[] list = new double[2];
            for (Map.Entry<String, Question> one : searches().entrySet()) {
                ask("search_" + one.getKey(), all, clerk, one.getValue(), search);
            }
            for (Map.Entry<String, Question> one : lists().entrySet()) {
                ask("list_" + one.getKey(), all, clerk, one.getValue(), list);
            }
            figures.put("search_1m_ms", search[0]);
            figures.put("search_1m_p95_ms", search[1]);
            figures.put("list_1m_ms", list[0]);
            figures.put("list_1m_p95_ms", list[1]);
        }
    }

    /** Ten types, and a group that reads two of them with a clerk in it. */
    private void prepare(Visitor all, Visitor clerk) throws IOException, InterruptedException {
        JsonNode group =
                all.change(
                        "/api/user-groups",
                        Map.of(
                                "name",
                                "Clerks",
                                "permissions",
                                List.of("records.read"),
                                "allContacts",
                                false));
        long id = group.path("id").asLong();
        List<?> fields = List.of(field("person", "text"), field("remarks", "longtext"));
        for (int i = 0; i < TYPES; i++) {
            List<?> grants = i < 2 ? List.of(Map.of("group", id, "level", "read")) : List.of();
            Desk.type(all, "many" + i, "T" + i, fields, grants);
        }
        long user =
                all.change(
                                "/api/users",
                                Map.of("login", "clerk", "name", "Clerk", "groups", List.of(id)))
                        .path("id")
                        .asLong();
        JsonNode link = all.change("/api/users/" + user + "/setup-link", Map.of());
        clerk.setUp(link.path("token").asText(), "clerk", CLERK);
    }

    private static Map<String, ?> field(String key, String kind) {
        return Map.of("key", key, "label", Map.of("en", key), "kind", kind);
    }

    private void learn(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            read(statement, "SELECT w FROM bench_word ORDER BY n", words);
            read(statement, "SELECT w FROM bench_name ORDER BY n LIMIT 20000", names);
            read(statement, "SELECT number FROM vault_dossier ORDER BY id LIMIT 20000", numbers);
        }
    }

    private static void read(Statement statement, String sql, List<String> into)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                into.add(rows.getString(1));
            }
        }
    }

    private Map<String, Question> searches() {
        Map<String, Question> all = new LinkedHashMap<>();
        all.put("frequent", () -> word(0, 40));
        all.put("two", () -> word(0, 40) + " " + word(0, 40));
        all.put(
                "four",
                () -> word(0, 40) + " " + word(0, 40) + " " + word(0, 200) + " " + word(0, 200));
        all.put("beginning", () -> begin(word(0, 2_000)));
        all.put("middling", () -> word(500, 5_000));
        all.put("rare", () -> word(15_000, 20_000));
        all.put("two_rare", () -> word(5_000, 20_000) + " " + word(0, 40));
        all.put("name", () -> of(names));
        all.put("misspelt", () -> misspelt(word(0, 20_000)));
        all.put("number", () -> of(numbers));
        all.put("nowhere", () -> "x" + misspelt(misspelt(of(names))) + "q");
        return all;
    }

    private static Map<String, Question> lists() {
        Map<String, Question> all = new LinkedHashMap<>();
        all.put("changed", () -> "sort=changed");
        all.put("title", () -> "sort=title");
        all.put("state", () -> "state=closed");
        all.put("rare_tag", () -> "tag=rare");
        all.put("frequent_tag", () -> "tag=frequent");
        return all;
    }

    private String word(int from, int to) {
        return words.get(random.nextInt(from, to));
    }

    private String of(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String begin(String word) {
        return word.substring(0, Math.max(3, word.length() * 2 / 3));
    }

    /** Two letters swapped. */
    private String misspelt(String word) {
        int at = 1 + random.nextInt(word.length() - 2);
        return word.substring(0, at)
                + word.charAt(at + 1)
                + word.charAt(at)
                + word.substring(at + 2);
    }

    private void ask(String key, Visitor all, Visitor clerk, Question question, double[] most)
            throws IOException, InterruptedException {
        ask(key, all, question, most);
        ask(key + "_clerk", clerk, question, most);
    }

    private void ask(String key, Visitor visitor, Question question, double[] most)
            throws IOException, InterruptedException {
        String path = key.startsWith("search_") ? "/api/keep-search?q=" : "/api/dossiers?limit=50&";
        long[] nanos = new long[QUESTIONS];
        double spent = 0;
        for (int i = -WARM; i < QUESTIONS; i++) {
            spent = i == 0 ? product.allSeconds() : spent;
            String asked = question.next();
            nanos[Math.max(0, i)] =
                    visitor.time(
                            path + (key.startsWith("search_") ? Visitor.encoded(asked) : asked));
        }
        spent = product.allSeconds() - spent;
        double median = Figures.percentile(nanos, 0.5);
        double p95 = Figures.percentile(nanos, 0.95);
        figures.put(key + "_ms", median);
        figures.put(key + "_p95_ms", p95);
        figures.put(key + "_cpu_ms", spent * 1e3 / QUESTIONS);
        most[0] = Math.max(most[0], median);
        most[1] = Math.max(most[1], p95);
    }
}
