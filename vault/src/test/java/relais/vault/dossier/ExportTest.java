package relais.vault.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.testing.Office;

class ExportTest {
    @TempDir private Path folder;
    private final Office office = new Office();
    private final Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
    private final Export export = new Export(office.database, office.sight, office.audit);

    @AfterEach
    void close() {
        office.close();
    }

    private byte[] file(Export.Form form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListQuery all =
                new ListQuery(
                        0, null, null, null, 0, false, false, ListQuery.Sort.NUMBER, null, 50);
        export.write(ana, all, form, out);
        return out.toByteArray();
    }

    @Test
    void aListLeavesAsCsvAndAsASheetWithoutFormulas() throws IOException {
        long type = office.type("aid", "clerks", Level.WRITE);
        office.open(ana, type, "=HYPERLINK(1)", Map.of("person", "Ngo, \"M.\"", "amount", 12.5));
        office.open(ana, type, "Été", Map.of("person", "x"));
        String csv = new String(file(Export.Form.CSV), StandardCharsets.UTF_8);
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("\uFEFFnumber,type,title").endsWith("district");
        assertThat(lines.get(1)).contains("'=HYPERLINK(1)", "\"Ngo, \"\"M.\"\"\",12.5");

        Path book = Files.write(folder.resolve("dossiers.xlsx"), file(Export.Form.XLSX));
        String sheet;
        try (ZipFile zip = new ZipFile(book.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            sheet = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(sheet).contains("AID-2026-00002", "&#xc9;t&#xe9;", "12.5").doesNotContain("<f>");
    }

    @Test
    void manyAreChangedAndWhatCannotBeIsSaid() {
        long type = office.type("aid", "clerks", Level.WRITE);
        long one = office.open(ana, type, "One", Map.of("person", "x"));
        long two = office.open(ana, type, "Two", Map.of("person", "x"));
        ManyDossiers many = new ManyDossiers(office.dossiers);
        assertThat(
                        many.change(
                                ana,
                                List.of(one, two, 999L),
                                new ManyDossiers.Change(null, List.of("urgent"), null, false)))
                .isEqualTo(
                        new ManyDossiers.Done(2, List.of(new ManyDossiers.Left(999, "not-found"))));
        assertThat(many.change(ana, List.of(one), new ManyDossiers.Change(null, null, null, true)))
                .isEqualTo(
                        new ManyDossiers.Done(
                                0, List.of(new ManyDossiers.Left(one, "not-permitted"))));
    }

    @Test
    void searchesAreOnesOwnUnlessShared() {
        Caller ben = office.somebody("Ben", "clerks", Office.CLERK);
        SavedSearches searches = new SavedSearches(office.database, office.audit);
        Office.id(searches.save(ana, "Mine", Map.of("q", "roof"), false));
        long shared = Office.id(searches.save(ana, "Ours", Map.of("type", "1"), true));
        assertThat(searches.list(ana)).hasSize(2);
        assertThat(searches.list(ben))
                .singleElement()
                .satisfies(saved -> assertThat(saved.mine()).isFalse())
                .extracting(SavedSearches.Saved::name)
                .isEqualTo("Ours");
        assertThat(searches.remove(ben, shared))
                .isNotInstanceOf(relais.vault.access.Outcome.Ok.class);
        Office.id(searches.remove(ana, shared));
    }
}
