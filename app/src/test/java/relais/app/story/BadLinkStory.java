package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FaultyLine;

/**
 * Somebody drops a folder of 500 files on a dossier over a link that is slow and breaks, closes the
 * laptop, comes back and goes on: in the end each file is there as it was, and once.
 */
class BadLinkStory {
    private static final int FILES = 500;
    private static final long SEED = 500;

    /** What a village's line gives when it gives something. */
    private static final long BYTES_PER_SECOND = 400_000;

    private static final long BETWEEN_CUTS_NANOS = 3_000_000_000L;

    /** Several times what it takes on a machine that does nothing else. */
    private static final double PATIENCE_MILLIS = 180_000;

    private static final List<String> NAMES =
            List.of(
                    "Procès-verbal nº %d (signé).txt",
                    "Reçu d’achat – été %d.bin",
                    "ኣማርኛ ደብዳቤ %d.txt",
                    "عقد الإيجار %d.pdf",
                    "Ибаруа %d.docx",
                    "証明書 %d.png",
                    "Ikete ry’abana %d & co #1 100%%.csv",
                    "हलफनामा %d.txt",
                    "🌍 carte %d.svg",
                    "e\u0301te\u0301 décomposé %d.txt");

    @RegisterExtension static final Visitor VISITOR = Visitor.ofAnEmptyOffice();

    @TempDir private Path desk;

    @Test
    void fiveHundredFilesDroppedOverABadLinkAreThereOnce() throws IOException {
        Path folder = desk.resolve("Archives d’été");
        Map<String, byte[]> files = write(folder);
        long type = VISITOR.dossierType("archives", "Archives");
        long dossier = VISITOR.dossier(type, "Reprise des archives");
        try (FaultyLine line = new FaultyLine(VISITOR.address().getPort())) {
            Page first = VISITOR.browser().openBy(by(line));
            BrowserContext laptop = first.context();
            first.navigate("/dossiers/" + dossier + "/documents");
            line.slow(BYTES_PER_SECOND);
            AtomicBoolean bad = cutAgainAndAgain(line);
            drop(first, folder);
            awaitArrivals(first, 100);
            assertThat(first.locator(".upload-title")).containsText("sur 500");
            line.cut();
            first.locator(".upload-dock button[aria-pressed]").click();
            assertThat(dock(first)).containsText("la connexion est mauvaise : nouvel essai");
            first.close(); // the laptop is closed
            line.mend();
            Page second = laptop.newPage();
            second.navigate("/dossiers/" + dossier + "/documents");
            assertThat(dock(second)).containsText("sont restés en route");
            line.slow(BYTES_PER_SECOND);
            drop(second, folder);
            awaitArrivals(second, FILES);
            assertThat(dock(second)).containsText("500 fichiers envoyés");
            bad.set(false);
            laptop.close();
        }
        VISITOR.browser().troubles(); // the cuts: the pages told their reader of them
        assertThere(dossier, files);
    }

    @Test
    void whatCannotBeSentIsSaidAndEverythingElseArrives() throws IOException {
        Path folder = Files.createDirectories(desk.resolve("Courrier"));
        Path letter = Files.writeString(folder.resolve("lettre.txt"), "as it was");
        Files.writeString(folder.resolve("réponse.txt"), "the answer");
        Files.writeString(folder.resolve("AUX.txt"), "a device of Windows");
        long dossier = VISITOR.dossier(VISITOR.dossierType("mail", "Courrier"), "Courrier");
        try (FaultyLine line = new FaultyLine(VISITOR.address().getPort())) {
            Page page = VISITOR.browser().openBy(by(line));
            page.navigate("/dossiers/" + dossier + "/documents");
            page.locator(".drop-zone").waitFor();
            line.cut();
            drop(page, folder);
            page.locator(".upload-dock button[aria-pressed]").click();
            assertThat(dock(page)).containsText("la connexion est mauvaise : nouvel essai");
            Files.writeString(letter, "longer than it was");
            line.mend();
            assertThat(dock(page)).containsText("2 fichiers n’ont pas pu être envoyés");
            assertThat(line(page, "lettre.txt")).containsText("a été modifié");
            assertThat(line(page, "AUX.txt")).containsText("Ce nom ne peut pas être utilisé");
            Files.delete(folder.resolve("AUX.txt"));
            drop(page, folder);
            line(page, "AUX.txt").getByRole(AriaRole.BUTTON).click();
            assertThat(dock(page)).containsText("2 fichiers envoyés");
            page.context().close();
        }
        VISITOR.browser().troubles(); // the page told its reader of them
        Map<String, byte[]> found = archive(dossier);
        assertThat(found).containsOnlyKeys("/Courrier/lettre.txt", "/Courrier/réponse.txt");
        assertThat(found.get("/Courrier/lettre.txt")).asString().isEqualTo("longer than it was");
    }

    private static Locator line(Page page, String file) {
        return page.locator(".upload-lines li", new Page.LocatorOptions().setHasText(file));
    }

    private static URI by(FaultyLine line) {
        return URI.create("http://" + VISITOR.address().getHost() + ":" + line.port());
    }

    /** Files of some bytes up to a hundred thousand, in folders, named as people name them. */
    private static Map<String, byte[]> write(Path top) throws IOException {
        Random random = new Random(SEED);
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            String folder = List.of("", "Année 2023/", "Année 2023/Été/", "ወረቀት/").get(i % 4);
            String name = folder + NAMES.get(i % NAMES.size()).formatted(i);
            byte[] content =
                    new byte[i == 7 ? 0 : random.nextInt(1, i % 50 == 0 ? 100_000 : 8_000)];
            random.nextBytes(content);
            Path file = top.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
            files.put("/" + top.getFileName() + "/" + composed, content);
        }
        return files;
    }

    /** As from a file manager: the browser itself reads the folder. */
    private static void drop(Page page, Path folder) {
        BoundingBox zone = page.locator(".drop-zone").boundingBox();
        JsonArray dropped = new JsonArray();
        dropped.add(folder.toString());
        JsonObject data = new JsonObject();
        data.add("items", new JsonArray());
        data.add("files", dropped);
        data.addProperty("dragOperationsMask", 1);
        CDPSession chromium = page.context().newCDPSession(page);
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", zone.x + zone.width / 2);
            event.addProperty("y", zone.y + 40);
            event.add("data", data);
            chromium.send("Input.dispatchDragEvent", event);
        }
        chromium.detach();
    }

    private static Locator dock(Page page) {
        return page.locator(".upload-dock");
    }

    /** Cuts everything that is open every now and then, until the line is closed. */
    private static AtomicBoolean cutAgainAndAgain(FaultyLine line) {
        AtomicBoolean bad = new AtomicBoolean(true);
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (bad.get()) {
                                LockSupport.parkNanos(BETWEEN_CUTS_NANOS);
                                line.hiccup();
                            }
                        });
        return bad;
    }

    /** Until so many of the dropped files are said to have arrived. */
    private static void awaitArrivals(Page page, int files) {
        page.waitForCondition(
                () -> arrived(page) >= files,
                new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static int arrived(Page page) {
        String digits = page.locator(".upload-title").innerText().replaceAll("^\\D*(\\d*).*", "$1");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** The listing says that each was written once, the archive that each is what it was. */
    private static void assertThere(long dossier, Map<String, byte[]> files) throws IOException {
        Set<String> listed = new TreeSet<>();
        list(dossier, "/", listed);
        assertThat(listed).isEqualTo(files.keySet());
        Map<String, byte[]> found = archive(dossier);
        assertThat(found.keySet()).isEqualTo(files.keySet());
        files.forEach((path, content) -> assertThat(found.get(path)).as(path).isEqualTo(content));
    }

    /** Each document below a folder, by its path. */
    private static void list(long dossier, String folder, Set<String> found) throws IOException {
        String address = "/api/dossiers/" + dossier + "/folder?limit=200&path=" + encoded(folder);
        String after = "";
        Set<String> below = new TreeSet<>();
        while (true) {
            JsonNode page = VISITOR.ask(address + after);
            for (JsonNode one : page.get("documents")) {
                String path = within(folder, one);
                assertThat(one.get("version").asInt()).as(path).isOne();
                assertThat(found.add(path)).as("only one %s", path).isTrue();
            }
            page.get("folders").forEach(one -> below.add(within(folder, one)));
            if (!page.hasNonNull("next")) {
                break;
            }
            after = "&after=" + encoded(page.get("next").asText());
        }
        for (String one : below) {
            list(dossier, one, found);
        }
    }

    private static String within(String folder, JsonNode one) {
        return (folder + "/" + one.get("name").asText()).replace("//", "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What is in all documents of a dossier, by their paths. */
    private static Map<String, byte[]> archive(long dossier) throws IOException {
        byte[] zip =
                VISITOR.page().request().get("/api/dossiers/" + dossier + "/zip?path=/").body();
        Map<String, byte[]> found = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry one = in.getNextEntry(); one != null; one = in.getNextEntry()) {
                if (!one.isDirectory()) {
                    found.put("/" + one.getName(), in.readAllBytes());
                }
            }
        }
        return found;
    }
}
