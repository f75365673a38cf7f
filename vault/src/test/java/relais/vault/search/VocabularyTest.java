package relais.vault.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.testing.DocumentSite;

/**
 * A name that only an erased dossier held is not to be found in the words for misspelt searches.
 */
class VocabularyTest {
    @Test
    void wordsThatNoTextHoldsAreForgotten(@TempDir Path folder) throws Exception {
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            site.database.useTransaction(
                    tx -> {
                        SearchText.put(
                                tx, 1, site.dossier, 1, "a.txt", "Kowalski habite Montélimar avec");
                        SearchText.put(tx, 2, site.dossier, 1, "b.txt", "Montélimar est loin");
                    });
            assertThat(words(site)).contains("kowalski", "habite", "montelimar", "avec", "loin");
            Vocabulary.forget(site.database);
            assertThat(words(site)).as("all in use").contains("kowalski", "montelimar");
            site.database.useTransaction(tx -> SearchText.remove(tx, 1));
            assertThat(Vocabulary.forget(site.database)).isEqualTo(2);
            assertThat(words(site))
                    .contains("montelimar", "loin")
                    .doesNotContain("kowalski", "habite");
        }
    }

    private static List<String> words(DocumentSite site) {
        return site.database.with(
                handle ->
                        handle.createQuery("SELECT word FROM vault_word")
                                .mapTo(String.class)
                                .list());
    }
}
