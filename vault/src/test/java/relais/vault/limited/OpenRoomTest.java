package relais.vault.limited;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenRoomTest {
    @TempDir Path room;

    private Path left(String name, Duration ago) throws IOException {
        Path file = room.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "the whole letter");
        FileTime then = FileTime.from(Instant.now().minus(ago));
        Files.setLastModifiedTime(file, then);
        if (!file.getParent().equals(room)) {
            Files.setLastModifiedTime(file.getParent(), then);
        }
        return file;
    }

    @Test
    void whatAKilledProcessLeftOpenIsDeletedAndWhatSomebodyReadsStays() throws Exception {
        Path drawn = left("draw1", Duration.ofHours(2));
        Path office = left("office1/content.docx", Duration.ofDays(3));
        Path beside = left("open1", Duration.ofMinutes(10));
        Path outside = Files.writeString(Files.createTempFile("outside", ""), "of somebody else");
        Files.createDirectories(room.resolve("mail1"));
        Files.createSymbolicLink(room.resolve("mail1/link"), outside);
        Path working = left("mail1/part", Duration.ofMinutes(5));
        OpenRoom.sweep(room);
        assertThat(drawn).doesNotExist();
        assertThat(office.getParent()).doesNotExist();
        assertThat(beside).exists();
        assertThat(working).exists();
        assertThat(outside).exists();
        Files.delete(outside);
    }

    @Test
    void aRoomThatIsNotThereYetIsMade() {
        Path next = room.resolve("files/open");
        OpenRoom.sweep(next);
        assertThat(next).isDirectory();
    }
}
