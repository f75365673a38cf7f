package relais.vault.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hundred letters that nobody can file must not keep the others out. */
class RestingTest {
    private final Resting resting = new Resting();
    private Instant now = Instant.parse("2026-11-02T08:00:00Z");

    @Test
    void lettersThatFailLeaveTheirPlacesToOthersAndAreTriedLaterAndLater() throws Exception {
        Post post = new Post();
        try (post) {
            for (String id : List.of("one", "two", "three")) {
                post.arrives(Post.letter(id, "post@office.test", id));
            }
            List<Mailbox.Place> first = round(post);
            assertThat(first).hasSize(2);
            first.forEach(letter -> resting.failed(letter, now));
            List<Mailbox.Place> second = round(post);
            assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
            now = now.plus(Duration.ofMinutes(2));
            assertThat(round(post)).isEqualTo(first);
            first.forEach(letter -> resting.failed(letter, now));
            now = now.plus(Duration.ofMinutes(3));
            assertThat(round(post)).isEqualTo(second);
            for (int i = 0; i < 20; i++) {
                resting.failed(first.getFirst(), now);
            }
            now = now.plus(Duration.ofHours(2));
            assertThat(round(post)).as("never forgotten").containsAll(first);
        }
    }

    private List<Mailbox.Place> round(Post post) throws Exception {
        try (Mailbox mailbox = Mailbox.open(Post.settings(post.port(), "IN-1"))) {
            return mailbox.waiting(2, letter -> resting.rests(letter, now)).stream()
                    .map(Mailbox.Waiting::place)
                    .toList();
        }
    }
}
