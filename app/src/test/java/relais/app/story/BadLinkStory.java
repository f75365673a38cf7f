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
import com.microsoft.playwright.options.RequestOptions;
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
    private static final int HALF_WAY = 200;
    private static final long SEED = System.nanoTime();

    /** What it takes to announce a file and to ask how far it is, over and again on a bad line. */
    private static final int ASKED_BYTES = 5_000;

    /** What may be on its way in three connections when they are cut. */
    private static final int LOST_BYTES = 150_000;

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
    void fiveHundredFilesDroppedOverABadLinkAreThereOnce() throws Exception {
        Random random = new Random(SEED);
        System.out.println("bad link story: seed " + SEED);
        Path folder = desk.resolve("Archives d’été");
        Map<String, byte[]> files = write(folder, random);
        long bytes = files.values().stream().mapToLong(one -> one.length).sum();
        long type = VISITOR.dossierType("archives", "Archives");
        long dossier = VISITOR.dossier(type, "Reprise des archives");
        String address = "/dossiers/" + dossier + "/documents";
        int cuts;
        try (FaultyLine line = new FaultyLine(VISITOR.address().getPort())) {
            Page first = VISITOR.browser().openBy(by(line));
            BrowserContext laptop = first.context();
            first.navigate(address);
            first.locator(".drop-zone").waitFor();
            long before = line.upwards();
            try (Weather weather = new Weather(line, random)) {
                drop(first, folder);
                awaitArrivals(first, HALF_WAY);
                assertThat(first.locator(".upload-title")).containsText("sur 500");
                cuts = weather.end();
                theLineIsAwayAndItIsSaid(first, line);
                first.close(); // the laptop is closed
            }
            line.mend();
            long sent = line.upwards() - before;
            Page second = laptop.newPage();
            second.navigate(address);
            assertThat(dock(second)).containsText("sont restés en route");
            before = line.upwards();
            try (Weather weather = new Weather(line, random)) {
                drop(second, folder);
                awaitArrivals(second, FILES);
                cuts += weather.end();
            }
            assertThat(dock(second)).containsText("500 fichiers envoyés");
            sent += line.upwards() - before;
            long most = bytes + (long) FILES * ASKED_BYTES + (long) cuts * LOST_BYTES;
            System.out.printf(
                    "bad link story: %,d bytes of files, %,d crossed the line, %d cuts%n",
                    bytes, sent, cuts);
            assertThat(sent).as("nothing is sent again that was there").isBetween(bytes, most);
            laptop.close();
        }
        VISITOR.browser().troubles(); // the cuts: the pages told their reader of them
        assertThere(dossier, files);
    }

    /** On the dock as it lies there, without any click; and how it goes on. */
    private static void theLineIsAwayAndItIsSaid(Page page, FaultyLine line) {
        line.cut();
        assertThat(dock(page)).containsText("La connexion est coupée.");
        assertThat(dock(page)).containsText("laissez cette page ouverte");
        page.locator(".upload-dock button[aria-pressed]").click();
        assertThat(dock(page)).containsText("la connexion est mauvaise : nouvel essai");
        page.getByText("Essayer maintenant").focus();
        line.mend();
        line.slow(100_000); // so that there is something left for the next cut
        page.keyboard().press("Enter"); // unless one of them went on by itself
        assertThat(page.getByText("La connexion est coupée.")).hasCount(0);
        line.cut();
        assertThat(dock(page)).containsText("La connexion est coupée.");
    }

    @Test
    void theSessionEndsMeanwhileAndAllGoesOnWhenOneSignsInAgain() throws IOException {
        Path folder = Files.createDirectories(desk.resolve("Photos"));
        for (int i = 0; i < 30; i++) {
            Files.write(folder.resolve("photo " + i + ".jpg"), new byte[20_000 + i]);
        }
        long dossier = VISITOR.dossier(VISITOR.dossierType("photos", "Photos"), "Photos");
        String password = Files.readString(VISITOR.folder().resolve("demo-password.txt"));
        try (FaultyLine line = new FaultyLine(VISITOR.address().getPort())) {
            Page page = VISITOR.browser().openBy(by(line));
            page.context().clearCookies(); // a session of one's own, to be ended
            page.navigate("/dossiers/" + dossier + "/documents");
            Browser.fillIn(page, "demo", password);
            page.locator(".drop-zone").waitFor();
            line.slow(15_000);
            drop(page, folder);
            awaitArrivals(page, 3);
            page.context()
                    .request()
                    .delete("/api/session", RequestOptions.create().setHeader("X-Relais", "1"));
            page.getByLabel("Mot de passe").waitFor(); // nothing was clicked
            line.slow(4_000_000);
            Browser.fillIn(page, "demo", password);
            awaitArrivals(page, 30);
            assertThat(dock(page)).containsText("30 fichiers envoyés");
            page.context().close();
        }
        VISITOR.browser().troubles(); // the refusals
        assertThat(archive(dossier)).hasSize(30);
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
            assertThat(dock(page)).containsText("La connexion est coupée."); // its last line
            page.locator(".upload-dock button[aria-pressed]").click();
            assertThat(dock(page)).containsText("la connexion est mauvaise : nouvel essai");
            Files.writeString(letter, "longer than it was");
            line.mend();
            assertThat(dock(page)).containsText("2 fichiers n’ont pas pu être envoyés");
            assertThat(line(page, "lettre.txt")).containsText("a été modifié");
            assertThat(line(page, "AUX.txt")).containsText("Ce nom ne peut pas être utilisé");
            Files.delete(folder.resolve("AUX.txt"));
            drop(page, folder);
            assertThat(dock(page)).containsText("1 fichier n’a pas pu être envoyé");
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

    /** Letters, scans and two films, in folders, named as people name them. */
    private static Map<String, byte[]> write(Path top, Random random) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            String folder = List.of("", "Année 2023/", "Année 2023/Été/", "ወረቀት/").get(i % 4);
            String name = folder + NAMES.get(i % NAMES.size()).formatted(i);
            byte[] content = new byte[size(i, random)];
            random.nextBytes(content);
            Path file = top.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
            files.put("/" + top.getFileName() + "/" + composed, content);
        }
        return files;
    }

    private static int size(int file, Random random) {
        return switch (file) {
            case 7 -> 0;
            case 8, 300 -> 3_000_000;
            default -> file % 50 == 0 ? 300_000 : random.nextInt(2_000, 30_000);
        };
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
                VISITOR.page()
                        .request()
                        .get(
                                "/api/dossiers/" + dossier + "/zip?path=/",
                                RequestOptions.create().setTimeout(PATIENCE_MILLIS))
                        .body();
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
