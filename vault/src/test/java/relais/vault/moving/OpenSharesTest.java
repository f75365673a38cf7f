package relais.vault.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import relais.vault.document.Elsewhere;
import relais.vault.moving.share.Found;
import relais.vault.moving.share.Source;

class OpenSharesTest {
    private final List<Session> sessions = new ArrayList<>();

    private static final class Session implements Source {
        private boolean broken;
        private boolean closed;

        @Override
        public void walk(Consumer<Found> each, Trouble trouble) {}

        @Override
        public Found look(String path) throws IOException {
            if (broken) {
                throw new IOException("the connection was reset");
            }
            if (path.equals("gone")) {
                throw new NoSuchFileException(path);
            }
            return new Found(path, path.length(), Instant.EPOCH, "", "");
        }

        @Override
        public InputStream open(String path) {
            return new ByteArrayInputStream(path.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Source open(String share) throws IOException {
        Session session = new Session();
        sessions.add(session);
        if (share.equals("away")) {
            throw new IOException("nobody answers");
        }
        return session;
    }

    private static void read(OpenShares shares, String path) throws IOException {
        try (Elsewhere.Lent lent = shares.lend("there", path)) {
            assertThat(lent.content().readAllBytes()).asString().isEqualTo(path);
        }
    }

    @Test
    void aShareIsOpenedOnceForAllItsFiles() throws Exception {
        try (OpenShares shares = new OpenShares(this::open)) {
            read(shares, "a");
            assertThatThrownBy(() -> read(shares, "gone")).isInstanceOf(NoSuchFileException.class);
            read(shares, "b");
            assertThat(sessions).hasSize(1).noneMatch(session -> session.closed);
        }
        assertThat(sessions).allMatch(session -> session.closed);
    }

    @Test
    void aSessionThatBrokeIsOpenedAnew() throws Exception {
        try (OpenShares shares = new OpenShares(this::open)) {
            read(shares, "a");
            sessions.getFirst().broken = true;
            read(shares, "b");
            assertThat(sessions).hasSize(2);
        }
        assertThat(sessions).allMatch(session -> session.closed);
    }

    @Test
    void aShareThatIsAwayIsAskedOnce() throws Exception {
        try (OpenShares shares = new OpenShares(this::open)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> shares.lend("away", "a")).isInstanceOf(IOException.class);
            }
        }
        assertThat(sessions).hasSize(1);
    }
}
