package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A visitor walks through the demonstration in a browser; no page may complain meanwhile. */
class ConsoleStory {
    private static final Map<String, String> PAGES =
            Map.ofEntries(
                    Map.entry("/review", "À vérifier"),
                    Map.entry("/people/groups", "Personnes"),
                    Map.entry("/people/import", "Personnes"),
                    Map.entry("/channels", "Canaux"),
                    Map.entry("/admin/users", "Utilisateurs"),
                    Map.entry("/admin/groups", "Groupes et permissions"),
                    Map.entry("/admin/status", "État du système"),
                    Map.entry("/admin/settings", "Réglages"),
                    Map.entry("/account", "Mon compte"),
                    Map.entry("/polls/1/answers", "Eau potable"),
                    Map.entry("/polls/1/rules", "Eau potable"),
                    Map.entry("/polls/1/sending", "Eau potable"));

    @RegisterExtension static final Visitor VISITOR = Visitor.ofTheDemonstration();

    private Page page;

    @BeforeEach
    void open() {
        page = VISITOR.page();
    }

    @Test
    void aPollFillsBeforeOnesEyes() {
        page.navigate("/polls");
        page.locator("a.row-link").getByText("Eau potable").click();
        Locator counted = page.locator(".figure:has-text('personnes ont répondu')");
        page.waitForCondition(() -> number(counted) > 0);
        int before = number(counted);
        page.waitForCondition(() -> number(counted) > before);
        assertThat(page.locator("main")).containsText("Réponses par catégorie");
        assertThat(page.locator("main svg path").first()).isVisible();
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void aMessageIsAnsweredAndItsWayIsTold() {
        page.navigate("/inbox");
        page.locator(".inbox-row").first().click();
        page.waitForURL("**m=*");
        page.locator(".reply-box textarea").fill("Merci, nous vous rappelons demain.");
        assertThat(page.locator(".reply-foot")).containsText("1 message");
        VISITOR.button("Envoyer").click();
        assertThat(page.getByText("Le message est parti.")).isVisible();
        assertThat(page.locator(".reading-talk")).containsText("nous vous rappelons demain");
        VISITOR.assertEverythingIsSaid();
        page.navigate("/messages/" + page.url().replaceAll(".*[?&]m=([0-9]+).*", "$1"));
        assertThat(page.locator("main")).containsText("Reçu");
        assertThat(page.locator("main")).containsText("nous vous rappelons demain");
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void severalMessagesAreTickedOffByKeyboardAndComeBack() throws Exception {
        page.navigate("/inbox?q=amazi");
        Locator rows = page.locator(".inbox-row");
        page.waitForCondition(() -> rows.count() > 3);
        int before = rows.count();
        page.waitForURL("**m=*");
        long first = read();
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.waitForCondition(() -> read() != first);
        List<Long> ticked = List.of(first, read());
        page.keyboard().press("x");
        assertThat(page.locator(".selection-said")).hasText("Sélection : 2");
        page.keyboard().press("e");
        assertThat(page.getByText("2 messages traités.")).isVisible();
        Soon.holds("neither waits", () -> Collections.disjoint(waiting("amazi"), ticked));
        VISITOR.button("Annuler l’action").click();
        Soon.holds("both wait again", () -> waiting("amazi").containsAll(ticked));
        page.waitForCondition(() -> rows.count() >= before); // others write meanwhile
        page.locator(".selection-all input").click();
        assertThat(page.locator(".selection-said")).not().isEmpty();
        page.keyboard().press("Escape");
        assertThat(page.locator(".selection-said")).isEmpty();
        page.keyboard().press("/");
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
        VISITOR.assertEverythingIsSaid();
    }

    /** The message of the inbox that is being read. */
    private long read() {
        return Long.parseLong(page.url().replaceAll(".*[?&]m=([0-9]+).*", "$1"));
    }

    /** The messages with this word that nobody has ticked off. */
    private static List<Long> waiting(String word) throws IOException {
        List<Long> ids = new ArrayList<>();
        VISITOR.ask("/api/inbox?state=open&limit=200&q=" + word)
                .path("items")
                .forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    @Test
    void theDoorsTellHowMuchWaits() {
        page.navigate("/admin/status");
        Locator waiting = page.locator(".doors .waiting");
        page.waitForCondition(() -> number(waiting) > 0);
        assertThat(waiting).containsText("en attente");
    }

    @Test
    void severalPeopleJoinAGroupAtOnce() {
        page.navigate("/people/groups");
        VISITOR.button("Nouveau groupe").click();
        VISITOR.field("Nom").fill("Relecture");
        VISITOR.button("Enregistrer").click();
        assertThat(VISITOR.row("Relecture")).isVisible();
        page.navigate("/people?place=Ngozi");
        page.locator(".selection-all input").check();
        page.getByText("Choisir tout ce que ce filtre trouve").click();
        page.getByText("Ajouter à un groupe").click();
        VISITOR.button("Relecture").click();
        assertThat(page.getByText("ajoutées à « Relecture ».")).isVisible();
        page.navigate("/people/groups");
        assertThat(VISITOR.row("Relecture")).not().containsText("Relecture\t0");
    }

    @Test
    void settingsAreExplainedInFrench() {
        page.navigate("/admin/settings");
        Locator port = VISITOR.row("http.port");
        assertThat(port).containsText("Port de la console et de l’API");
        assertThat(port).containsText("ligne de commande");
    }

    @Test
    void somebodyIsFoundByName() {
        page.navigate("/people");
        page.getByPlaceholder("Rechercher un nom, un lieu, un numéro").fill("habonimana");
        assertThat(page.locator("a.row-link mark").first()).hasText("Habonimana");
        // until then it is the whole list, with the name marked somewhere in it
        assertThat(page.locator("a.row-link:not(:has(mark))")).hasCount(0);
        page.locator("a.row-link:has(mark)").first().click();
        assertThat(page.locator("h1")).containsText("Habonimana");
        assertThat(page.locator("main")).containsText("+257");
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void theLogOfChangesIsUnbroken() {
        page.navigate("/admin/audit");
        assertThat(page.locator("main")).containsText("poll.start");
        VISITOR.button("Vérifier la chaîne").click();
        assertThat(page.locator(".verified")).containsText("Intact");
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void aPollIsWrittenAndItsPriceIsTold() {
        page.navigate("/polls/new");
        VISITOR.field("Nom").fill("École");
        page.getByLabel("Question en français").fill("Vos enfants vont-ils à l'école ?");
        assertThat(page.locator(".phone-screen .sms.in").first())
                .hasText("Vos enfants vont-ils à l'école ?");
        assertThat(page.locator(".phone-costs")).containsText("1 message");
        VISITOR.button("Estimer et lancer…").click();
        Locator estimate = page.locator("dialog .figures");
        assertThat(estimate).containsText("BIF");
        assertThat(number(estimate.locator(".figure").first())).isGreaterThan(4_000);
        VISITOR.assertEverythingIsSaid();
        VISITOR.button("Annuler").click();
        page.navigate("/polls");
        assertThat(page.locator("main")).containsText("Brouillon");
    }

    @Test
    void everyOtherPageOpens() {
        PAGES.forEach(
                (path, title) -> {
                    page.navigate(path);
                    assertThat(page.locator("h1")).containsText(title);
                    assertThat(page.locator("main .skeleton")).hasCount(0);
                    VISITOR.assertEverythingIsSaid();
                });
    }

    @Test
    void theConsoleSpeaksEnglishToo() {
        page.navigate("/account");
        page.getByText("English", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("h1")).hasText("My account");
        page.navigate("/inbox");
        assertThat(page.locator("h1")).hasText("Inbox");
        page.navigate("/account");
        page.getByText("Français", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("h1")).hasText("Mon compte");
    }

    /** The digits of a figure, whatever stands between thousands; 0 while it is not there. */
    private static int number(Locator figure) {
        if (figure.count() == 0) {
            return 0;
        }
        String digits = figure.innerText().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
