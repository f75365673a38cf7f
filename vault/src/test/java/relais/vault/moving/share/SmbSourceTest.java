package relais.vault.moving.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.share.DiskShare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;
import relais.vault.store.smb.ShareAddress;
import relais.vault.testing.Samba;

/** An old share as Debian's Samba serves it: read only, in use, and not all of it open to us. */
class SmbSourceTest {
    @TempDir private Path folder;
    private Samba samba;
    private Path share;
    private Source source;

    @BeforeEach
    void serve() throws Exception {
        samba = new Samba(folder);
        share = samba.shared();
        source = new SmbSource(samba.readOnly());
    }

    @AfterEach
    void close() throws Exception {
        source.close();
        samba.close();
    }

    private Path file(String name, byte[] content) throws IOException {
        Path file = share.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return file;
    }

    private Path file(String name) throws IOException {
        return file(name, name.getBytes(StandardCharsets.UTF_8));
    }

    private void closed(String name) throws IOException {
        Files.setPosixFilePermissions(
                share.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }

    /** What is found, by path, and what is told of the rest. */
    private TreeMap<String, Found> walk(List<String> troubles) throws IOException {
        TreeMap<String, Found> found = new TreeMap<>();
        source.walk(each -> found.put(each.path(), each), (path, why) -> troubles.add(path));
        return found;
    }

    @Test
    void everyNameAndByteComesOver() throws Exception {
        byte[] large = new byte[3_000_001];
        new Random(3).nextBytes(large);
        Files.setLastModifiedTime(
                file("2012/été & plan #1.pdf", large),
                FileTime.from(Instant.parse("2012-03-04T05:06:07.123456Z")));
        List<String> names =
                List.of(
                        "2012/e\u0301te\u0301.txt", // decomposed
                        "2012/\u00e9t\u00e9.txt",
                        "Ünïcode/Дело № 7.txt",
                        "Ünïcode/ملف.txt",
                        "Ünïcode/卷宗 😀.txt",
                        "Ünïcode/" + "long ".repeat(40) + ".txt",
                        "empty.txt");
        for (String name : names) {
            file(name);
        }
        Files.write(share.resolve("empty.txt"), new byte[0]);
        List<String> troubles = new ArrayList<>();
        TreeMap<String, Found> found = walk(troubles);
        assertThat(troubles).isEmpty();
        assertThat(found.keySet()).containsAll(names).hasSize(names.size() + 1);
        assertThat(found.get("2012/été & plan #1.pdf").changed())
                .isEqualTo(Instant.parse("2012-03-04T05:06:07.123456Z"));
        for (Found each : found.values()) {
            assertThat(source.look(each.path())).isEqualTo(each);
            try (var in = source.open(each.path())) {
                assertThat(in.readAllBytes())
                        .as(each.path())
                        .isEqualTo(Files.readAllBytes(share.resolve(each.path())));
            }
        }
        assertThatThrownBy(() -> source.look("gone.txt")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFolderThatIsClosedToUsIsALineOfTheReportAndNotTheEnd() throws Exception {
        file("a/1.txt");
        file("secret/kept.txt");
        file("z/2.txt");
        try (Database database = TestDatabase.fresh("vault")) {
            long move = move(database);
            Inventory inventory = new Inventory(database, move);
            assertThat(inventory.take(source)).isEqualTo(3);
            closed("secret");
            file("z/3.txt");
            assertThat(inventory.take(source)).isEqualTo(3);
            ShareReport report = database.with(h -> ShareReport.of(h, move));
            assertThat(report.unreadable()).singleElement().asString().startsWith("secret: ");
            assertThat(report.files()).as("what was known there stays known").isEqualTo(4);
        }
    }

    @Test
    void aShareThatIsAwayIsNoEmptyShare() throws Exception {
        file("a/1.txt");
        try (Database database = TestDatabase.fresh("vault")) {
            long move = move(database);
            Inventory inventory = new Inventory(database, move);
            inventory.take(source);
            Path away = Files.move(share, folder.resolve("away"));
            assertThatThrownBy(() -> inventory.take(source)).isInstanceOf(IOException.class);
            Files.createDirectories(share);
            samba.readOnly();
            assertThatThrownBy(() -> inventory.take(source)).hasMessageContaining("empty");
            Files.delete(share);
            Files.move(away, share);
            assertThat(inventory.take(source)).isOne();
            assertThat(database.with(h -> ShareReport.of(h, move)).files()).isOne();
        }
    }

    private static long move(Database database) {
        return database.with(
                h ->
                        h.createQuery(
                                        "INSERT INTO vault_move (name, created_at, changed_at)"
                                                + " VALUES ('old', now(), now()) RETURNING id")
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void aFileThatSomebodyKeepsToHimselfIsRefusedUntilHeClosesIt() throws Exception {
        file("draft.doc");
        ShareAddress other = samba.address("");
        try (SMBClient client = new SMBClient();
                var line = client.connect(other.host(), other.port())) {
            DiskShare theirs =
                    (DiskShare)
                            line.authenticate(
                                            new AuthenticationContext(
                                                    other.user(),
                                                    other.password().toCharArray(),
                                                    ""))
                                    .connectShare(other.share());
            try (var open =
                    theirs.openFile(
                            "draft.doc",
                            EnumSet.of(AccessMask.GENERIC_READ, AccessMask.GENERIC_WRITE),
                            null,
                            null,
                            SMB2CreateDisposition.FILE_OPEN,
                            null)) {
                assertThat(open.getPath()).isNotEmpty();
                assertThat(source.look("draft.doc").size()).isEqualTo(9);
                assertThatThrownBy(() -> source.open("draft.doc"))
                        .hasMessageContaining("SHARING_VIOLATION");
            }
        }
        try (var in = source.open("draft.doc")) {
            assertThat(in.readAllBytes()).hasSize(9);
        }
    }
}
