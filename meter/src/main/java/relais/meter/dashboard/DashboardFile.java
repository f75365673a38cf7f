package relais.meter.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import relais.meter.host.HostGraph;

/**
 * A dashboard as a file, in YAML; docs/formats/dashboard.md. A single graph is named by its host
 * and name, so that the file means the same elsewhere. Reading what was written and writing it
 * again gives the same file.
 */
public final class DashboardFile {
    /** As a hundred panels with long texts. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final int DEEPEST = 10;
    private static final String FORMAT = "dashboard/1";
    private static final YAMLMapper YAML = mapper();

    private DashboardFile() {}

    private static YAMLMapper mapper() {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(MOST_BYTES);
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setMaxAliasesForCollections(0);
        bounds.setAllowDuplicateKeys(false);
        YAMLFactory factory =
                YAMLFactory.builder()
                        .loaderOptions(bounds)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxStringLength(MOST_BYTES)
                                        .build())
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                        .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                        .build();
        return YAMLMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .serializationInclusion(JsonInclude.Include.NON_EMPTY)
                .build();
    }

    @JsonPropertyOrder({"relais", "name", "description", "groups", "userGroups", "panels"})
    record Sheet(
            @Nullable String relais,
            @Nullable String name,
            @Nullable String description,
            @Nullable List<Long> groups,
            @Nullable List<Long> userGroups,
            @Nullable List<Part> panels) {}

    @JsonPropertyOrder({"title", "kind", "hosts", "graphName", "query", "text", "width", "height"})
    record Part(
            @Nullable String title,
            @Nullable String kind,
            @Nullable String hosts,
            @Nullable String graphName,
            @Nullable String query,
            @Nullable String text,
            @Nullable Integer width,
            @Nullable Integer height) {}

    /**
     * @param graphs of numbers, as the reader may see them
     */
    public static String write(Dashboard.Form form, LongFunction<Optional<HostGraph>> graphs) {
        List<Part> parts = new ArrayList<>();
        for (Panel panel : form.panels()) {
            Optional<HostGraph> graph =
                    panel.graph() == null ? Optional.empty() : graphs.apply(panel.graph());
            if (panel.graph() == null || graph.isPresent()) {
                parts.add(
                        new Part(
                                panel.title(),
                                panel.kind().code(),
                                graph.map(HostGraph::host).orElse(panel.hosts()),
                                graph.map(HostGraph::name).orElse(panel.graphName()),
                                panel.query(),
                                panel.text(),
                                panel.width(),
                                panel.height()));
            }
        }
        try {
            return YAML.writeValueAsString(
                    new Sheet(
                            FORMAT,
                            form.name(),
                            form.description(),
                            form.groups(),
                            form.userGroups(),
                            parts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dashboard cannot be written", e);
        }
    }

    /** What reading a file gives. */
    public sealed interface Read {
        record Good(Dashboard.Form form) implements Read {}

        /**
         * @param line counted from 1; 0 where there is none
         */
        record Wrong(int line, String why) implements Read {}
    }

    public static Read read(String text) {
        if (text.length() > MOST_BYTES) {
            return new Read.Wrong(0, "it is longer than " + MOST_BYTES + " signs");
        }
        Sheet sheet;
        try {
            sheet = YAML.readValue(text, Sheet.class);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            String why = e.getOriginalMessage();
            return new Read.Wrong(line, why.lines().findFirst().orElse("it is no YAML"));
        }
        if (sheet == null || !FORMAT.equals(sheet.relais()) || sheet.name() == null) {
            return new Read.Wrong(0, "it begins with relais: " + FORMAT + " and has a name");
        }
        List<Panel> panels = new ArrayList<>();
        for (Part part : orNone(sheet.panels())) {
            Optional<Panel.Kind> kind =
                    part == null || part.kind() == null
                            ? Optional.empty()
                            : Panel.Kind.of(part.kind());
            if (kind.isEmpty()) {
                return new Read.Wrong(0, "a panel's kind is graph, query, text or state");
            }
            panels.add(panel(panels.size() + 1, part, kind.get()));
        }
        return new Read.Good(
                new Dashboard.Form(
                        sheet.name(),
                        sheet.description() == null ? "" : sheet.description(),
                        panels,
                        orNone(sheet.groups()),
                        orNone(sheet.userGroups())));
    }

    private static Panel panel(int id, Part part, Panel.Kind kind) {
        return new Panel(
                id,
                part.title() == null ? "" : part.title(),
                kind,
                null,
                part.hosts(),
                part.graphName(),
                part.query(),
                part.text(),
                part.width() == null ? 6 : part.width(),
                part.height() == null ? Panel.USUAL_HEIGHT : part.height());
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
