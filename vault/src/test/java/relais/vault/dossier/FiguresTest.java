package relais.vault.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static relais.vault.testing.Office.id;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.dossier.Figures.InMonth;
import relais.vault.dossier.Figures.InState;
import relais.vault.testing.Office;

/** The overview counts what its reader may see, and nothing else. */
class FiguresTest {
    private final Office office = new Office();
    private final Figures figures = new Figures(office.database, office.sight, office.clock);
    private final Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
    private final long aid = office.type("aid", "clerks", Level.MANAGE);

    @AfterEach
    void close() {
        office.close();
    }

    private long open(Caller caller, long type) {
        return office.open(caller, type, "Roof", Map.of("person", "Ngo"));
    }

    @Test
    void eachDossierStandsInItsStateAndInTheMonthsInWhichItBeganAndEnded() {
        long roof = open(ana, aid);
        open(ana, aid);
        office.clock.advance(Duration.ofDays(62));
        id(office.dossiers.move(ana, roof, "decided", null));
        Figures.Overview seen = figures.of(ana, 0);
        assertThat(seen.states())
                .extracting(InState::type, InState::state, InState::dossiers)
                .containsExactly(tuple(aid, "decided", 1L), tuple(aid, "open", 1L));
        assertThat(seen.months()).hasSize(13);
        InMonth last = seen.months().getLast();
        assertThat(last.month())
                .isEqualTo(
                        office.clock
                                .instant()
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDate()
                                .withDayOfMonth(1));
        assertThat(last).extracting(InMonth::opened, InMonth::closed).containsExactly(0L, 1L);
        assertThat(seen.months()).extracting(InMonth::opened).containsOnlyOnce(2L);
    }

    @Test
    void whatOneMayNotSeeIsInTheTrashOrLongAgoIsNotCounted() {
        Caller ben = office.somebody("Ben", "others", Office.CLERK);
        long other = office.type("tax", "others", Level.MANAGE);
        open(ben, other);
        id(office.dossiers.trash(ana, open(ana, aid)));
        assertThat(figures.of(ana, 0).states()).isEmpty();
        assertThat(figures.of(ana, other).states()).isEmpty();
        assertThat(figures.of(ben, other).states()).hasSize(1);
        assertThat(figures.of(ben, aid).states()).isEmpty();
        office.clock.advance(Duration.ofDays(800));
        Figures.Overview later = figures.of(ben, 0);
        assertThat(later.states()).extracting(InState::dossiers).containsExactly(1L);
        assertThat(later.months()).allMatch(month -> month.opened() + month.closed() == 0);
    }

    @Test
    void ofVeryManyTheFiguresAreKeptForAMomentForWhoSeesTheSame() {
        Figures large = new Figures(office.database, office.sight, office.clock, 0);
        Caller eva = office.somebody("Eva", "clerks", Office.CLERK);
        Caller ben = office.somebody("Ben", "others", Office.CLERK);
        open(ana, aid);
        assertThat(counted(large, ana)).isEqualTo(1);
        open(ana, aid);
        assertThat(counted(large, eva)).as("she sees what Ana sees").isEqualTo(1);
        assertThat(counted(large, ben)).as("he sees nothing").isZero();
        assertThat(counted(figures, ana)).as("few are counted anew").isEqualTo(2);
        office.clock.advance(Duration.ofSeconds(30));
        assertThat(counted(large, ana)).isEqualTo(2);
    }

    private static long counted(Figures figures, Caller caller) {
        return figures.of(caller, 0).states().stream().mapToLong(InState::dossiers).sum();
    }
}
