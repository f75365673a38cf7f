package relais.vault.moving.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.Peers;
import relais.platform.testing.TestDatabase;
import relais.vault.moving.demo.LegacyTable;

/** Dumps as people keep them: packed by gzip and zstd, in pieces, and cut off. */
class PackedDumpTest {
    private static final int ROWS = 20_000;

    /** More than any buffer holds, and more than max_allowed_packet of old servers. */
    private static final int LARGE = 16 << 20;

    private static final long MOST_KILOBYTES = 256 * 1024;

    @TempDir private Path folder;
    private DatabaseAddress address;
    private Database database;

    @BeforeEach
    void open() {
        address = TestDatabase.freshAddress("vault");
        database = Database.open(address, 3);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Path run(Path to, String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectOutput(to.toFile()).start();
        assertThat(process.waitFor()).isZero();
        return to;
    }

    private Path packed(String program, Path plain) throws Exception {
        return run(
                folder.resolve(plain.getFileName() + "." + program),
                Peers.require(program).toString(),
                "-1",
                "-c",
                plain.toString());
    }

    private Path joined(String name, Path... parts) throws IOException {
        Path to = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(to)) {
            for (Path part : parts) {
                Files.copy(part, out);
            }
        }
        return to;
    }

    private Path dump() throws IOException {
        Path dump = folder.resolve("plain.sql");
        LegacyTable.write(dump, ROWS);
        return dump;
    }

    /** The dump in two halves, cut anywhere. */
    private Path half(Path dump, boolean first) throws IOException {
        byte[] all = Files.readAllBytes(dump);
        int middle = all.length / 2 + 7;
        return Files.write(
                folder.resolve(first ? "first" : "second"),
                Arrays.copyOfRange(all, first ? 0 : middle, first ? middle : all.length));
    }

    @Test
    void whatRealProgramsPackArrivesAsThePlainDumpDoes() throws Exception {
        Path plain = dump();
        MovedDump wanted = MovedDump.of(database, "plain", plain);
        List<Path> packed =
                List.of(
                        packed("gzip", plain),
                        packed("zstd", plain),
                        joined(
                                "members.gz",
                                packed("gzip", half(plain, true)),
                                packed("gzip", half(plain, false))),
                        joined(
                                "frames.zst",
                                packed("zstd", half(plain, true)),
                                packed("zstd", half(plain, false))),
                        joined(
                                "tape.gz",
                                packed("gzip", plain),
                                Files.write(folder.resolve("zeros"), new byte[70_000])));
        for (int i = 0; i < packed.size(); i++) {
            MovedDump moved = MovedDump.of(database, "packed" + i, packed.get(i));
            assertThat(moved.kept("document"))
                    .as(packed.get(i).toString())
                    .isEqualTo(wanted.kept("document"));
            assertThat(moved.read("document")).isEqualTo(wanted.read("document"));
            assertThat(moved.findings()).isEqualTo(wanted.findings());
        }
    }

    private static Path cut(Path packed) throws IOException {
        byte[] all = Files.readAllBytes(packed);
        return Files.write(packed, Arrays.copyOf(all, all.length * 2 / 3));
    }

    @Test
    void aPackedDumpThatEndsTooEarlySaysWhereAndKeepsWhatCame() throws Exception {
        Path plain = dump();
        for (String program : List.of("gzip", "zstd")) {
            Path packed = cut(packed(program, plain));
            MovedDump moved = MovedDump.begin(database, program);
            assertThatThrownBy(() -> moved.load(packed))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(packed.getFileName() + " is damaged or ends too early")
                    .hasMessageContaining("of %,d".formatted(Files.size(packed)));
            assertThat(
                            Long.parseLong(
                                    moved.one(
                                            "SELECT count(*)::text FROM legacy_"
                                                    + program
                                                    + ".document")))
                    .as("the rows before it")
                    .isBetween(ROWS / 2L, ROWS - 1L);
            assertThat(moved.one("SELECT state FROM vault_move WHERE name = '" + program + "'"))
                    .isEqualTo("loading");
        }
    }

    @Test
    void whatFollowsAMemberAndIsNoneIsNotTakenForTheEnd() throws Exception {
        Path plain = dump();
        Path second = packed("gzip", half(plain, false));
        byte[] damaged = Files.readAllBytes(second);
        damaged[0] ^= 1;
        Path dump =
                joined(
                        "damaged.gz",
                        packed("gzip", half(plain, true)),
                        Files.write(second, damaged));
        MovedDump moved = MovedDump.begin(database, "damaged");
        assertThatThrownBy(() -> moved.load(dump)).hasMessageContaining("is not packed");
    }

    @Test
    void whatIsPackedOtherwiseIsSaid() throws Exception {
        for (String head : List.of("PK\u0003\u0004", "BZh91AY")) {
            Path dump = Files.writeString(folder.resolve("other"), head);
            String name = "other_" + head.length();
            assertThatThrownBy(() -> MovedDump.of(database, name, dump))
                    .hasMessageContaining("unpack it first");
        }
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As mysqldump writes bytes between quotes. */
    private static void quoted(OutputStream out, byte[] content) throws IOException {
        print(out, "_binary '");
        for (byte b : content) {
            switch (b) {
                case 0 -> print(out, "\\0");
                case '\n' -> print(out, "\\n");
                case '\r' -> print(out, "\\r");
                case 26 -> print(out, "\\Z");
                case '\'', '"', '\\' -> {
                    out.write('\\');
                    out.write(b);
                }
                default -> out.write(b);
            }
        }
        print(out, "'");
    }

    private static byte[] content(int row) {
        byte[] content = new byte[LARGE];
        new Random(row).nextBytes(content);
        return content;
    }

    private static final int LARGE_ROWS = 6;

    private Path largeRows() throws IOException {
        Path dump = folder.resolve("large.sql");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(dump), 1 << 20)) {
            print(
                    out,
                    "SET NAMES utf8mb4;\nCREATE TABLE `piece` (`id` int NOT NULL, `a` longblob,"
                            + " `b` longtext, PRIMARY KEY (`id`));\nINSERT INTO `piece` VALUES ");
            for (int row = 1; row <= LARGE_ROWS; row++) {
                print(out, (row == 1 ? "(" : ",(") + row + ",");
                if (row % 2 == 0) {
                    print(out, "0x" + HexFormat.of().withUpperCase().formatHex(content(row)));
                } else {
                    quoted(out, content(row));
                }
                print(out, ",'" + "été\\n".repeat(row == 3 ? 3_000_000 : 3) + "')");
            }
            print(out, ";\n");
        }
        return dump;
    }

    /** Loads in a process of its own; the most memory it had, in kilobytes. */
    private long loadElsewhere(Path dump) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "--enable-native-access=ALL-UNNAMED",
                                LoadProcess.class.getName(),
                                address.url(),
                                address.user(),
                                address.password(),
                                "large",
                                dump.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Long.parseLong(said.replaceAll("(?s).*VmHWM:\\s*(\\d+) kB.*", "$1"));
    }

    @Test
    void rowsOfManyMegabytesNeedNoMoreMemory() throws Exception {
        assertThat(loadElsewhere(packed("gzip", largeRows()))).isLessThan(MOST_KILOBYTES);
        MovedDump moved = MovedDump.begin(database, "large");
        DumpLoadTest.assertSame(moved, "piece");
        for (int row = 1; row <= LARGE_ROWS; row++) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content(row));
            String kept =
                    moved.one(
                            "SELECT encode(sha256(a), 'hex') || ' ' || length(b)"
                                    + " FROM legacy_large.piece WHERE id = "
                                    + row);
            assertThat(kept)
                    .isEqualTo(HexFormat.of().formatHex(hash) + " " + (row == 3 ? 12_000_000 : 12));
        }
    }
}
