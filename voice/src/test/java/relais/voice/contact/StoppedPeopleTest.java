package relais.voice.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.voice.testing.VoiceDesk;

/** Whoever is about to send asks who has stopped. */
class StoppedPeopleTest {
    private final VoiceDesk desk = new VoiceDesk();
    private final StoppedPeople stopped = new StoppedPeople(desk.database, new Addresses("BI"));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aStopCountsFromItsCommitUntilThePersonComesBack() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        desk.person("Jean", "79000002", "Ngozi");
        Set<String> both = Set.of("+25779000001", "+25779000002");
        assertThat(stopped.among(both)).isEmpty();
        desk.contacts.stop(desk.chief, aline);
        assertThat(stopped.among(both)).containsExactly("+25779000001");
        desk.contacts.resume(desk.chief, aline);
        assertThat(stopped.among(both)).isEmpty();
    }

    @Test
    void howeverAProgramWritesTheNumber() {
        desk.contacts.stop(desk.chief, desk.person("Aline", "79000001", "Ngozi"));
        Set<String> written = Set.of("+25779000001", "25779000001", "79 00 00 01", "79000002");
        assertThat(stopped.among(written))
                .containsExactlyInAnyOrder("+25779000001", "25779000001", "79 00 00 01");
    }
}
