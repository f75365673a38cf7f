package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WCAG 2.2 AA, as far as a program can see it, on every page of the demonstration. */
class AccessibilityStory {
    private static final List<String> PAGES =
            List.of(
                    "/polls",
                    "/polls/new",
                    "/polls/1",
                    "/polls/1/answers",
                    "/polls/1/rules",
                    "/polls/1/sending",
                    "/inbox",
                    "/review",
                    "/messages/20",
                    "/people",
                    "/people/1",
                    "/people/groups",
                    "/people/import",
                    "/channels",
                    "/admin/users",
                    "/admin/groups",
                    "/admin/status",
                    "/admin/audit",
                    "/admin/settings",
                    "/account",
                    "/keep",
                    "/hosts",
                    "/hosts?view=tree",
                    "/hosts/1",
                    "/hosts/1/completeness",
                    "/graphs/1",
                    "/dashboards",
                    "/dashboards/reports",
                    "/dashboards/links",
                    "/dashboards/host:1",
                    "/dashboards/new",
                    "/alerts",
                    "/alerts/rules",
                    "/alerts/silences",
                    "/alerts/on-call",
                    "/events",
                    "/agents",
                    "/agents/groups",
                    "/nowhere");

    /** What opens over a page: the page, then what is pressed. */
    private static final List<List<String>> OPENED =
            List.of(
                    List.of("/people", "Ajouter une personne"),
                    List.of("/people/groups", "Nouveau groupe"),
                    List.of("/channels", "Nouveau canal"),
                    List.of("/admin/users", "Nouvel utilisateur"),
                    List.of("/admin/groups", "Nouveau groupe"),
                    List.of("/account", "Nouveau jeton"),
                    List.of("/hosts", "Associer une machine"),
                    List.of("/alerts/rules", "Nouvelle règle"),
                    List.of("/alerts/silences", "Nouveau silence"),
                    List.of("/alerts/on-call", "Nouvelle astreinte"),
                    List.of("/events", "Nouvel événement"),
                    List.of("/dossiers", "Nouveau dossier"),
                    List.of("/dossiers/erasures", "Effacer…"),
                    List.of("/keep/types/{type}", "Geler tous les dossiers"),
                    List.of("/keep/stores", "Nouvel espace"));

    private static final List<String> WALKED =
            List.of(
                    "/polls/1",
                    "/inbox",
                    "/people",
                    "/polls/new",
                    "/account",
                    "/admin/groups",
                    "/hosts",
                    "/hosts/1",
                    "/dossiers",
                    "/dossiers/{dossier}",
                    "/dossiers/{dossier}/documents?document={document}",
                    "/keep/types/{type}");

    /** Enough to pass the masthead, the filters and the first rows. */
    private static final int TABS = 30;

    /** All pages in one look take a quarter of it. */
    private static final Duration BOUND = Duration.ofSeconds(400);

    private static final String STILL =
            """
            () => [...document.querySelectorAll('*')].filter((e) => {
                const style = getComputedStyle(e);
                return style.animationName !== 'none'
                    || style.transitionDuration.split(', ').some((d) => parseFloat(d) > 0);
            }).map((e) => '[2.3.3] moves: ' + e.tagName + '.' + e.className)
            """;

    /** Whether the focus stands on a row of the inbox near the lower edge. */
    private static final String LOW =
            """
            () => {
                const row = document.activeElement.closest('.inbox-rows li');
                return row !== null && row.getBoundingClientRect().bottom > innerHeight - 100;
            }
            """;

    /** Which row of the inbox the focus stands on. */
    private static final String ROW =
            """
            () => [...document.querySelectorAll('.inbox-rows li')]
                .indexOf(document.activeElement.closest('li'))
            """;

    /** 320 CSS pixels are a telephone, and a wide screen enlarged four times (1.4.10). */
    enum Look {
        WIDE_AND_LIGHT(1280, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE, "fr"),
        WIDE_AND_DARK(1280, ColorScheme.DARK, ReducedMotion.NO_PREFERENCE, "en"),
        NARROW_AND_DARK(360, ColorScheme.DARK, ReducedMotion.NO_PREFERENCE, "fr"),
        NARROW_AND_STILL(320, ColorScheme.LIGHT, ReducedMotion.REDUCE, "en");

        final int width;
        final ColorScheme scheme;
        final ReducedMotion motion;
        final String language;

        Look(int width, ColorScheme scheme, ReducedMotion motion, String language) {
            this.width = width;
            this.scheme = scheme;
            this.motion = motion;
            this.language = language;
        }
    }

    @RegisterExtension static final Visitor VISITOR = Visitor.ofTheOffice();

    private static KeptThings kept;

    @BeforeAll
    static void thereIsSomethingOnEveryPage() throws IOException {
        kept = KeptThings.make(VISITOR);
    }

    @AfterEach
    void nobodyMindsWhatPagesSayOfThemselves() throws IOException {
        VISITOR.speak("fr");
        VISITOR.browser().troubles();
    }

    private static String script(String name) throws IOException {
        try (InputStream in = AccessibilityStory.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(text.indexOf("() => {"));
        }
    }

    private static Page open(Look look) {
        Page page = VISITOR.browser().open();
        page.setViewportSize(look.width, 800);
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setColorScheme(look.scheme)
                        .setReducedMotion(look.motion));
        return page;
    }

    /** Goes there and waits until nothing is being loaded into the page any more. */
    private static void visit(Page page, String address) {
        page.navigate(address);
        page.locator("h1").first().waitFor();
        page.waitForCondition(() -> page.locator("main .skeleton").count() == 0);
    }

    private static void note(List<String> faults, String where, Object found) {
        ((List<?>) found).forEach(fault -> faults.add(where + " " + fault));
    }

    @ParameterizedTest
    @EnumSource
    void everyPageCanBeReadByEverybody(Look look) throws IOException {
        String audit = script("accessibility.js");
        List<String> faults = new ArrayList<>();
        Instant end = Instant.now().plus(BOUND);
        VISITOR.speak(look.language);
        Page page = open(look);
        List<String> addresses = new ArrayList<>(PAGES);
        addresses.addAll(kept.addresses());
        for (String address : addresses) {
            visit(page, address);
            note(faults, address, page.evaluate(audit));
            if (look.motion == ReducedMotion.REDUCE) {
                note(faults, address, page.evaluate(STILL));
            }
            assertThat(Instant.now()).as("in time at %s", address).isBefore(end);
        }
        page.context().close();
        assertThat(faults).isEmpty();
    }

    @Test
    void whatOpensOverAPageCanBeReadToo() throws IOException {
        String audit = script("accessibility.js");
        List<String> faults = new ArrayList<>();
        for (Look look : List.of(Look.WIDE_AND_DARK, Look.NARROW_AND_STILL)) {
            Page page = open(look);
            for (List<String> opened : OPENED) {
                visit(page, kept.at(opened.get(0)));
                page.getByText(opened.get(1), new Page.GetByTextOptions().setExact(true))
                        .first()
                        .click();
                Locator dialog = page.locator("dialog");
                dialog.waitFor();
                page.waitForCondition(
                        () -> (boolean) dialog.evaluate("d => d.contains(document.activeElement)"));
                note(faults, opened + " " + look, page.evaluate(audit));
                page.keyboard().press("Escape");
                page.waitForCondition(() -> dialog.count() == 0);
            }
            page.context().close();
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void signingInCanBeReadToo() throws IOException {
        Page page = VISITOR.browser().openAsStranger();
        page.navigate("/");
        page.locator("input").first().waitFor();
        assertThat((List<?>) page.evaluate(script("accessibility.js"))).isEmpty();
        page.context().close();
    }

    @Test
    void aDocumentGivenAwayCanBeReadByEverybodyToo() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Look look : Look.values()) {
            Page page = VISITOR.browser().openAsStranger();
            page.setViewportSize(look.width, 800);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme));
            for (String address : List.of(kept.share(), "/s/nothing")) {
                page.navigate(address);
                note(faults, address + " " + look, page.evaluate(script("accessibility.js")));
            }
            page.context().close();
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theKeyboardReachesEverythingInOrderAndShowsWhereItIs() throws IOException {
        String look = script("focus.js");
        List<String> faults = new ArrayList<>();
        Page page = open(Look.WIDE_AND_LIGHT);
        for (String address : WALKED) {
            visit(page, kept.at(address));
            for (int i = 0; i < TABS; i++) {
                page.keyboard().press("Tab");
                Object fault = page.evaluate(look);
                if (fault == null) {
                    break;
                }
                if (!fault.equals("")) {
                    faults.add(address + " " + fault);
                }
            }
        }
        page.context().close();
        assertThat(faults).isEmpty();
    }

    private static int waiting() throws IOException {
        return VISITOR.ask("/api/inbox?state=open&limit=30").path("items").size();
    }

    @Test
    void whatComesAboveDoesNotPushTheFocusOffTheScreen() throws Exception {
        Soon.holds("many messages wait", () -> waiting() == 30);
        List<Integer> newest = new ArrayList<>();
        VISITOR.ask("GET", "/api/inbox?state=open&limit=10", "")
                .path("items")
                .forEach(row -> newest.add(row.path("id").intValue()));
        VISITOR.ask("POST", "/api/inbox/done", Map.of("ids", newest));
        Page page = open(Look.WIDE_AND_LIGHT);
        visit(page, "/inbox");
        page.waitForCondition(
                () -> {
                    page.keyboard().press("Tab");
                    return (boolean) page.evaluate(LOW);
                });
        int before = (int) page.evaluate(ROW);

        VISITOR.ask("POST", "/api/inbox/reopen", Map.of("ids", newest));
        page.waitForCondition(() -> (int) page.evaluate(ROW) >= before + newest.size());

        assertThat(page.evaluate(script("focus.js"))).isEqualTo("");
        page.context().close();
    }
}
