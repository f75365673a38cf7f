package relais.meter.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.api.MeterPermissions;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;

/** Somebody takes a week of machines along on paper. */
class ReportStory {
    /** The reports stay there to be looked at. */
    private static final Path KEPT = Path.of("target/reports");

    @TempDir private Path folder;

    private static HttpResponse<byte[]> look(MeterSite site, String token, String path)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(site.address().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String read(HttpResponse<byte[]> answer, String name) throws IOException {
        assertThat(answer.statusCode()).as(() -> new String(answer.body())).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        Files.createDirectories(KEPT);
        Files.write(KEPT.resolve(name), answer.body());
        try (PDDocument document = Loader.loadPDF(answer.body())) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void aHostsWeekIsAFileInFrench() throws Exception {
        try (WatchedWeek week = new WatchedWeek(folder, "alpha")) {
            String path =
                    "/api/hosts/"
                            + week.hostId("alpha")
                            + "/report.pdf?period=week&lang=fr&zone=Africa/Bujumbura";
            HttpResponse<byte[]> answer = look(week.site, MeterSite.CHIEF, path);
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains("Station-ALPHA-2026-11-23.pdf");
            assertThat(answer.body().length).as("bytes").isLessThan(1_500_000);
            assertThat(read(answer, "host-fr.pdf"))
                    .contains("Station ALPHA")
                    .contains("Du 16 nov. 2026")
                    .contains("Mesures reçues")
                    .contains("Remplissage des disques · /")
                    .contains("Utilisation du processeur")
                    .contains("Système", "Réseau")
                    .contains("page 1 sur ")
                    .doesNotContain("CPU usage", "?");
        }
    }

    @Test
    void aDashboardsDayIsAFileInEnglishOfTheHostsOneSees() throws Exception {
        try (WatchedWeek week = new WatchedWeek(folder, "alpha", "beta")) {
            String path = "/api/dashboards/category:system/report.pdf?period=day&lang=en&zone=UTC";
            assertThat(read(look(week.site, MeterSite.CHIEF, path), "dashboard-en.pdf"))
                    .contains("system", "From 22 Nov 2026")
                    .contains("Station ALPHA", "Station BETA")
                    .contains("There was no alert during this time.")
                    .contains("CPU usage", "page 1 of ");
            week.site.knows(
                    "nobody",
                    new Caller(
                            9,
                            "Nobody",
                            Set.of(MeterPermissions.HOSTS_READ),
                            false,
                            Set.of(),
                            false,
                            Set.of(),
                            Locale.ENGLISH));
            assertThat(look(week.site, "nobody", path).statusCode()).isEqualTo(404);
            String host = "/api/hosts/" + week.hostId("beta") + "/report.pdf";
            assertThat(look(week.site, "nobody", host).statusCode()).isEqualTo(404);
            for (String wrong : new String[] {"?period=year", "?zone=Nowhere", "?to=x"}) {
                assertThat(look(week.site, MeterSite.CHIEF, host + wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(400);
            }
        }
    }
}
