package relais.voice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.http.HttpLimits;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.jobs.Jobs;
import relais.platform.json.Json;
import relais.platform.metrics.Metrics;
import relais.voice.poll.Village;
import relais.voice.results.Answers;
import relais.voice.results.AnswersCsv;
import relais.voice.results.Results;
import relais.voice.review.AnswerChanges;
import relais.voice.review.Reprocess;
import relais.voice.review.Reviews;
import relais.voice.review.RuleTrial;
import relais.voice.rules.Categoriser;
import relais.voice.rules.CompiledRules;
import relais.voice.rules.SamplePolls;

/** A poll from draft to export, as the console asks for it. */
final class PollsApiStory {
    private static final String WATER =
            """
            {"name":"Eau","kind":"yes_no","question":{"fr":"De l'eau ?"},"audience":{},
             "defaultLanguage":"fr","categories":[
              {"key":"yes","name":{"fr":"Oui","en":"Yes"},"rules":[]},
              {"key":"no","name":{"fr":"Non"},"rules":[]}]}
            """;

    private final Village village = new Village();
    private final Jobs jobs = new Jobs(village.database, village.clock);
    private final HttpServer server = server();
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpServer server() {
        var db = village.database;
        var reprocess = new Reprocess(db, village.audit, village.live, village.clock, jobs);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new PollsResource(village.polls, db).routes());
        routes.addAll(
                new ResultsResource(
                                new Results(db),
                                new Answers(db),
                                new AnswersCsv(db),
                                new RuleTrial(db),
                                reprocess)
                        .routes());
        routes.addAll(
                new AnswersResource(
                                new AnswerChanges(db, village.audit, village.live, village.clock),
                                new Reviews(db, village.audit, village.live))
                        .routes());
        Duration patience = Duration.ofSeconds(5);
        HttpLimits limits = new HttpLimits(100_000, 300_000, 8192, patience, patience, 100, 50);
        return HttpServer.start(
                new HttpSettings("127.0.0.1", 0, Optional.empty(), Set.of(), limits),
                routes,
                credential -> Optional.of(Village.officer()),
                new Metrics(),
                "1");
    }

    @AfterEach
    void close() {
        server.close();
        jobs.close();
        village.close();
    }

    private HttpResponse<String> ask(String verb, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .header("X-Relais", "1")
                        .header("Authorization", "Bearer officer")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String verb, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = ask(verb, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.mapper().readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    @Test
    void aPollIsMadeEstimatedStartedAnsweredCorrectedAndExported() throws Exception {
        village.people(5);
        JsonNode draft = json("POST", "/api/polls", WATER, 201);
        String poll = "/api/polls/" + draft.get("id").asLong();
        assertThat(draft.get("state").asText()).isEqualTo("draft");
        assertThat(json("POST", poll + "/estimate", "", 200).get("recipients").asInt())
                .isEqualTo(5);
        assertThat(json("POST", poll + "/start", "", 200).get("state").asText())
                .isEqualTo("running");
        assertThat(json("GET", poll + "/progress", "", 200).get("remaining").asInt()).isEqualTo(5);
        assertThat(json("POST", poll + "/start", "", 409).get("code").asText())
                .isEqualTo("wrong-state");

        CompiledRules rules = Categoriser.compile(SamplePolls.water());
        long id = draft.get("id").asLong();
        village.answer(id, rules, 1, "oui", 0);
        long wrong = village.answer(id, rules, 2, "euh", 0);
        json("PUT", "/api/answers/" + wrong, "{\"category\":\"no\"}", 204);
        json("PUT", "/api/answers/" + wrong, "{\"category\":\"blue\"}", 422);
        JsonNode results = json("GET", poll + "/results", "", 200);
        assertThat(results.get("answered").asInt()).isEqualTo(2);
        assertThat(results.at("/categories/1/people").asInt()).isEqualTo(1);
        assertThat(json("GET", poll + "/answers?category=no", "", 200).at("/items/0/manual"))
                .isEqualTo(Json.mapper().readTree("true"));
        json("DELETE", "/api/answers/" + wrong, "", 204);
        assertThat(json("GET", poll + "/results", "", 200).get("answered").asInt()).isEqualTo(1);
        json("POST", "/api/answers/" + wrong + "/restore", "", 204);
        assertThat(json("POST", poll + "/reprocess", "", 200).get("version").asInt()).isOne();
        assertThat(ask("GET", poll + "/answers.csv?bom=1", "").body()).startsWith("\uFEFFid,");
        JsonNode list = json("GET", "/api/polls?state=running", "", 200);
        assertThat(list.at("/items/0/answered").asInt()).isEqualTo(2);
        assertThat(list.at("/items/0/kind").asText()).isEqualTo("yes_no");
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        String evil =
                WATER.replaceFirst(
                        "\"rules\":\\[]",
                        "\"rules\":[{\"kind\":\"regex\",\"pattern\":\"(((\",\"typos\":false}]");
        JsonNode problem = json("POST", "/api/polls", evil, 422);
        assertThat(problem.get("code").asText()).isEqualTo("regex-wrong");
        assertThat(problem.get("field").asText()).isEqualTo("categories[0].rules[0].pattern");
        json("GET", "/api/polls/999", "", 404);
        json("GET", "/api/polls?state=purple", "", 400);
        json("POST", "/api/review/1", "{}", 404);
        JsonNode tried = json("POST", "/api/polls/999/try-rules", "{\"categories\":[]}", 404);
        assertThat(tried.get("code").asText()).isEqualTo("not-found");
    }
}
