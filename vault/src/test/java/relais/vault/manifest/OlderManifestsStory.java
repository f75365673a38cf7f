package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import relais.vault.testing.DocumentSite;

/** What was written last is damaged, or came too late: what was written before it still helps. */
class OlderManifestsStory extends Rebuilds {
    @Test
    void aDossierWhoseLastManifestIsDamagedComesBackAsItWasBefore() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long roof = dossier(aid, "Toiture", false);
        put(roof, "/a.txt", "un");
        written();
        String before = title(roof);
        clock.advance(Duration.ofHours(1));
        rename(roof, "Toiture et façade");
        written();
        damage("(SELECT head FROM vault_manifest WHERE kind = 0 AND subject = " + roof + ")");

        Report report = rebuilt();

        assertThat(title(roof)).isEqualTo(before);
        assertThat(Seen.content(site, document(roof, "/a.txt"))).isEqualTo("un");
        assertThat(report.refused()).singleElement().asString().contains("cannot be read");
    }

    @Test
    void ofOneWithADamagedPieceItIsToldHowOldItIs() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long large = dossier(aid, "Grand dossier", false);
        many(large, 400);
        put(large, "/a.txt", "un");
        written();
        clock.advance(Duration.ofHours(1));
        put(large, "/dernier.txt", "deux");
        written();
        damage(
                """
                (SELECT p.hash FROM vault_manifest_piece p JOIN vault_blob b USING (hash)
                 WHERE p.kind = 0 AND p.subject = %d ORDER BY b.object DESC LIMIT 1)
                """
                        .formatted(large));

        Report report = rebuilt();

        assertThat(report.refused()).isEmpty();
        assertThat(report.older())
                .singleElement()
                .asString()
                .startsWith("dossier " + large + " as of 2026-11-02T08:0")
                .contains("not as of 2026-11-02T09:0");
        assertThat(Seen.content(site, document(large, "/a.txt"))).isEqualTo("un");
    }

    @Test
    void aDocumentThatMovedInTheLastSecondsIsWhereItWentAndNothingElseIsLost() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        for (boolean toTheFirst : new boolean[] {false, true}) {
            long first = dossier(aid, "Un", false);
            long second = dossier(aid, "Deux", false);
            long from = toTheFirst ? second : first;
            long to = toTheFirst ? first : second;
            put(from, "/part.txt", "je pars");
            put(from, "/reste.txt", "je reste");
            written();
            long moved = document(from, "/part.txt").path("id").asLong();
            clock.advance(Duration.ofMinutes(1));
            ok(ask("PUT", "/api/documents/" + moved, Map.of("dossier", to)));
            onlyWritten(to);

            Report report = rebuilt();

            assertThat(report.refused()).isEmpty();
            assertThat(report.elsewhere())
                    .containsExactly(number(from) + ": part.txt is in " + number(to));
            assertThat(Seen.content(site, document(to, "/part.txt"))).isEqualTo("je pars");
            assertThat(Seen.content(site, document(from, "/reste.txt"))).isEqualTo("je reste");
            assertThat(refs()).as("rows that name contents").isEqualTo(named());
            ok(ask("DELETE", "/api/documents/" + moved, null));
            written();
        }
    }

    @Test
    void whatOnlyHasTheSameNumberIsNotTakenForTheSame() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long first = dossier(aid, "Un", false);
        long second = dossier(aid, "Deux", false);
        put(second, "/a.txt", "perdu autrement");
        written();
        clock.advance(Duration.ofHours(1));
        long id = document(second, "/a.txt").path("id").asLong();
        site.database.useTransaction( // restored without them, and gone on working
                tx -> {
                    tx.execute(
                            "UPDATE vault_dossier SET created_at = created_at + interval '1 hour'"
                                    + " WHERE id = ?",
                            first);
                    tx.execute(
                            "UPDATE vault_document SET dossier_id = ?, folder_id = NULL,"
                                    + " created_at = created_at + interval '1 hour' WHERE id = ?",
                            first,
                            id);
                    tx.execute("DELETE FROM vault_dossier WHERE id = ?", second);
                    tx.execute("DELETE FROM vault_manifest_due");
                });

        Report report = (Report) again(Optional.empty());

        assertThat(report.refused()).singleElement().asString().contains("dossier " + first);
        assertThat(report.lost()).singleElement().asString().contains("a.txt, whose number");
        assertThat(report.elsewhere()).isEmpty();
    }

    private long refs() {
        return count("SELECT coalesce(sum(refs), 0) FROM vault_blob WHERE kind IN (0, 2)");
    }

    private long named() {
        return count("SELECT count(*) FROM vault_version");
    }

    private String title(long dossier) throws Exception {
        return site.get(DocumentSite.CHIEF, "/api/dossiers/" + dossier).path("title").asText();
    }
}
