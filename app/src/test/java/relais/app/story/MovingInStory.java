package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.json.Json;
import relais.vault.store.smb.ShareAddress;
import relais.vault.testing.Samba;

/**
 * An old system moves in while people work on its share: every command is a process of its own, the
 * share is Debian's Samba, and may only be read.
 */
class MovingInStory {
    private static final int DOCUMENTS = 1_000;
    private static final String MOVE = "/api/moves/1";

    @TempDir Path folder;
    private String share = "";
    private Map<String, String> password = Map.of();

    @Test
    @Timeout(value = 900, unit = TimeUnit.SECONDS)
    void theOldSystemMovesInWhilePeopleWorkOnItsShare() throws Exception {
        Path old = folder.resolve("old");
        run("demo-legacy", "--to", old.toString(), "--documents", "" + DOCUMENTS);
        try (Samba samba = new Samba(old)) {
            ShareAddress address = samba.readOnly();
            share = "smb://%s@127.0.0.1:%d/old".formatted(address.user(), address.port());
            password = Map.of("RELAIS_SHARE_PASSWORD", address.password());
            Map<Path, String> before = tree(samba.shared());
            List<Path> files = before.keySet().stream().sorted().toList();
            Set<Path> touched;
            try (RelaisProcess relais = RelaisProcess.up(folder.resolve("home"), password);
                    Officer officer = Officer.first(relais)) {
                try (Clerks clerks = new Clerks(samba.shared(), someOf(files), 7)) {
                    comesIn(old, officer);
                    touched = leaveAndFreeze(clerks);
                }
                isWhole(officer);
                switchAndBack(officer);
            }
            Map<Path, String> after = tree(samba.shared());
            assertThat(touched).hasSizeGreaterThan(20);
            before.keySet().removeAll(touched);
            after.keySet().removeAll(touched);
            assertThat(after).as("the source is as it was").isEqualTo(before);
        }
    }

    private static List<Path> someOf(List<Path> files) {
        List<Path> some = new ArrayList<>();
        for (int i = 0; i < files.size(); i += 5) {
            some.add(files.get(i));
        }
        return some;
    }

    /** Tables, dossiers, what lies there; one file when it is wanted; the others, killed once. */
    private void comesIn(Path old, Officer officer) throws Exception {
        String loaded =
                run(
                        "import",
                        "--name",
                        "patronus",
                        "--dump",
                        old.resolve("patronus.sql").toString(),
                        "--share",
                        share,
                        "--steps",
                        "load,map,look");
        assertThat(loaded)
                .contains("both sides are equal")
                .contains("0 of %,d documents are here".formatted(DOCUMENTS));
        try (RelaisProcess killed = begin("import", "--name", "patronus", "--steps", "copy")) {
            Soon.holds("some files are here", () -> kept(officer) > 20);
            killed.kill();
        }
        assertThat(kept(officer)).as("killed before its end").isLessThan(DOCUMENTS - 50);
        step("copy,copy");
    }

    private static long kept(Officer officer) throws Exception {
        return officer.get(MOVE + "/files").json().path("kept").asLong();
    }

    private Set<Path> leaveAndFreeze(Clerks clerks) throws Exception {
        clerks.close();
        assertThat(step("freeze")).contains("frozen: the last look found nothing to bring");
        return clerks.touched();
    }

    private void isWhole(Officer officer) throws Exception {
        Path file = folder.resolve("report.json");
        Path evidence = folder.resolve("evidence.json");
        String verified =
                run(
                        "import",
                        "--name",
                        "patronus",
                        "--steps",
                        "verify",
                        "--report",
                        file.toString(),
                        "--evidence",
                        evidence.toString());
        JsonNode report = Json.mapper().readTree(file.toFile());
        long missing = report.path("missingCount").asLong();
        assertThat(missing).isEqualTo(DOCUMENTS / 97);
        assertThat(report.path("kept").asLong()).isEqualTo(DOCUMENTS - missing);
        assertThat(report.path("waiting").asLong()).isZero();
        assertThat(report.path("troubles")).isEmpty();
        assertThat(report.path("unreadable")).isEmpty();
        assertThat(verified).contains("same=%d, changed=0".formatted(DOCUMENTS - missing));
        assertThat(Json.mapper().readTree(evidence.toFile()).path("same").asBoolean()).isTrue();
        assertThat(officer.get("/api/dossiers?limit=1").json().path("items")).hasSize(1);
    }

    private void switchAndBack(Officer officer) throws Exception {
        step("switch");
        try (RelaisProcess refused = begin("import", "--name", "patronus", "--steps", "copy")) {
            assertThat(refused.ends(1)).contains("is switched: nothing of the old system");
        }
        Officer.Reply look = officer.post(MOVE + "/steps", Map.of("step", "look"));
        assertThat(look.status()).isEqualTo(409);
        assertThat(look.json().path("code").asText()).isEqualTo("move-switched");
        assertThat(step("back,copy")).contains("copied=0, failed=0");
    }

    private String step(String step) throws Exception {
        return run("import", "--name", "patronus", "--steps", step);
    }

    private RelaisProcess begin(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("vault"));
        all.addAll(List.of(arguments));
        return RelaisProcess.start(folder.resolve("home"), all, Map.of(), password);
    }

    private String run(String... arguments) throws Exception {
        try (RelaisProcess process = begin(arguments)) {
            String said = process.ends(0);
            System.out.println(String.join(" ", arguments) + "\n" + said);
            return said;
        }
    }

    /** Each file's content and time. */
    private static Map<Path, String> tree(Path top) throws Exception {
        Map<Path, String> tree = new HashMap<>();
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                tree.put(
                        file,
                        HexFormat.of().formatHex(hash) + " " + Files.getLastModifiedTime(file));
            }
        }
        return tree;
    }
}
