package relais.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.accounts.SetupLinks;
import relais.platform.audit.Verdict;
import relais.platform.testing.RouteWalk;

class AccountsStory {
    @TempDir Path folder;
    private Office office;

    @BeforeEach
    void open() {
        office = new Office(folder);
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void theFirstLinkMakesAnAdministratorOnce() {
        Office.Person ana = office.stranger();
        assertThat(ana.get("/api/session").body())
                .isEqualTo(
                        "{\"setupNeeded\":true,\"demo\":false,\"version\":\"1.2.3\","
                                + "\"readingOnly\":false}");
        SetupLinks.Link one = office.accounts.setupLinks().first().orElseThrow();
        SetupLinks.Link other = office.accounts.setupLinks().first().orElseThrow();
        assertThat(ana.post("/api/setup/look", Map.of("token", one.token())).body())
                .isEqualTo("{\"first\":true}");
        assertThat(setUp(ana, one.token(), "short").code()).isEqualTo("400 weak-password");
        assertThat(setUp(ana, one.token(), "Ana is my own name").code())
                .isEqualTo("400 weak-password");
        assertThat(setUp(ana, "x".repeat(43), Office.PASSWORD).code()).isEqualTo("400 link-used");
        Office.Reply done = setUp(ana, one.token(), Office.PASSWORD);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().at("/user/login").asText()).isEqualTo("ana");
        assertThat(done.json().at("/user/permissions").toString())
                .contains("polls.read", "admin.users");
        assertThat(ana.get("/api/session").json().path("setupNeeded").asBoolean()).isFalse();
        assertThat(setUp(office.stranger(), other.token(), Office.PASSWORD).code())
                .isEqualTo("400 link-used");
        assertThat(office.accounts.setupLinks().first()).isEmpty();
        assertThat(one.toString()).doesNotContain(one.token());
    }

    private static Office.Reply setUp(Office.Person person, String token, String password) {
        return person.post(
                "/api/setup",
                Map.of("token", token, "name", "Ana", "login", "ANA", "password", password));
    }

    @Test
    void aSessionEndsByIdlenessByAgeAndBySigningOut() {
        Office.Person ana = office.administrator();
        office.clock.advance(Duration.ofMinutes(119));
        assertThat(ana.get("/api/me").status()).isEqualTo(200);
        office.clock.advance(Duration.ofMinutes(119));
        assertThat(ana.get("/api/me").status()).isEqualTo(200);
        office.clock.advance(Duration.ofMinutes(121));
        assertThat(ana.get("/api/me").status()).isEqualTo(401);
        assertThat(ana.signIn("ana", Office.PASSWORD).status()).isEqualTo(200);
        for (int i = 0; i < 15; i++) {
            office.clock.advance(Duration.ofHours(1));
            assertThat(ana.get("/api/me").status()).isEqualTo(200);
        }
        office.clock.advance(Duration.ofMinutes(61));
        assertThat(ana.get("/api/me").status()).isEqualTo(401);
        ana.signIn("ana", Office.PASSWORD);
        String before = ana.cookie;
        assertThat(ana.delete("/api/session").status()).isEqualTo(204);
        assertThat(ana.cookie).isEqualTo("relais_session=");
        ana.cookie = before;
        assertThat(ana.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void everySignInHasANewSessionAndNoSecretLiesInTheDatabase() {
        Office.Person ana = office.administrator();
        String first = ana.session();
        ana.signIn("ana", Office.PASSWORD);
        assertThat(ana.session()).hasSize(43).isNotEqualTo(first);
        String all =
                office.database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT string_agg(t::text, ' ') FROM (
                                                  SELECT u::text AS t FROM platform_user u
                                                  UNION ALL SELECT s::text FROM platform_session s
                                                  UNION ALL SELECT a::text FROM platform_audit a) x
                                                """)
                                        .mapTo(String.class)
                                        .one());
        assertThat(all)
                .contains("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain(first, ana.session(), Office.PASSWORD);
    }

    @Test
    void aNewPasswordEndsAllOtherSessions() {
        Office.Person ana = office.administrator();
        Office.Person elsewhere = office.stranger();
        elsewhere.signIn("ana", Office.PASSWORD);
        String wanted = "another long passphrase";
        assertThat(
                        ana.post("/api/me/password", Map.of("old", "not this one", "new", wanted))
                                .code())
                .isEqualTo("400 wrong-password");
        assertThat(
                        ana.post("/api/me/password", Map.of("old", Office.PASSWORD, "new", wanted))
                                .status())
                .isEqualTo(204);
        assertThat(ana.get("/api/me").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/me").status()).isEqualTo(401);
        assertThat(elsewhere.signIn("ana", Office.PASSWORD).code())
                .isEqualTo("401 wrong-credentials");
        assertThat(elsewhere.signIn("ana", wanted).status()).isEqualTo(200);
    }

    @Test
    void nobodyClimbsByManagingUsers() {
        Office.Person ana = office.administrator();
        Office.Person clerk = office.colleague(ana, "clerk", List.of("admin.users", "polls.read"));
        long anaId = office.idOf(ana);
        Map<String, Object> tooMuch =
                Map.of("name", "more", "permissions", List.of("polls.edit"), "allContacts", false);
        assertThat(clerk.post("/api/user-groups", tooMuch).code()).isEqualTo("403 not-permitted");
        assertThat(
                        clerk.post(
                                        "/api/user-groups",
                                        Map.of(
                                                "name",
                                                "all",
                                                "permissions",
                                                List.of(),
                                                "allContacts",
                                                true))
                                .code())
                .isEqualTo("403 not-permitted");
        assertThat(clerk.post("/api/users/" + anaId + "/setup-link", Map.of()).code())
                .isEqualTo("403 not-permitted");
        assertThat(clerk.delete("/api/users/" + anaId).code()).isEqualTo("403 not-permitted");
        Map<String, Object> self =
                Map.of("login", "clerk", "name", "Mr clerk", "groups", List.of(1));
        assertThat(clerk.put("/api/users/" + office.idOf(clerk), self).code())
                .isEqualTo("403 not-permitted");
        assertThat(clerk.put("/api/user-groups/1", tooMuch).code()).isEqualTo("409 built-in");
        Map<String, Object> fair =
                Map.of(
                        "name",
                        "readers",
                        "permissions",
                        List.of("polls.read"),
                        "allContacts",
                        false,
                        "contactGroups",
                        List.of(4));
        assertThat(clerk.post("/api/user-groups", fair).status()).isEqualTo(201);
        assertThat(clerk.post("/api/user-groups", fair).code()).isEqualTo("409 name-taken");
    }

    @Test
    void anAdministratorIsAlwaysLeft() {
        Office.Person ana = office.administrator();
        long id = office.idOf(ana);
        assertThat(
                        ana.put(
                                        "/api/users/" + id,
                                        Map.of("login", "ana", "name", "Ana", "groups", List.of()))
                                .code())
                .isEqualTo("409 last-administrator");
        assertThat(
                        ana.put(
                                        "/api/users/" + id,
                                        Map.of("login", "ana", "name", "Ana", "active", false))
                                .code())
                .isEqualTo("409 last-administrator");
        assertThat(ana.delete("/api/users/" + id).code()).isEqualTo("409 oneself");
        assertThat(ana.put("/api/users/" + id, Map.of("login", "ana.n", "name", "Ana N")).status())
                .isEqualTo(200);
    }

    @Test
    void whoIsMadeInactiveIsOutAtOnceAndBackWithALink() {
        Office.Person ana = office.administrator();
        Office.Person ben = office.colleague(ana, "ben", List.of("polls.read"));
        assertThat(ben.get("/api/polls").body()).isEqualTo("{\"contacts\":[4]}");
        long id = office.idOf(ben);
        Map<String, Object> out = Map.of("login", "ben", "name", "Ben", "active", false);
        assertThat(ana.put("/api/users/" + id, out).status()).isEqualTo(200);
        assertThat(ben.get("/api/polls").status()).isEqualTo(401);
        assertThat(ben.signIn("ben", Office.PASSWORD + "3").code())
                .isEqualTo("401 wrong-credentials");
        ana.put("/api/users/" + id, Map.of("login", "ben", "name", "Ben", "active", true));
        String token =
                ana.post("/api/users/" + id + "/setup-link", Map.of())
                        .json()
                        .path("token")
                        .asText();
        assertThat(ben.post("/api/setup/look", Map.of("token", token)).body())
                .isEqualTo("{\"first\":false,\"login\":\"ben\",\"name\":\"Ben\"}");
        office.clock.advance(Duration.ofDays(4));
        assertThat(
                        ben.post(
                                        "/api/setup",
                                        Map.of("token", token, "password", "a new passphrase"))
                                .code())
                .isEqualTo("400 link-used");
    }

    @Test
    void wrongUsersAreRefusedWithAReason() {
        Office.Person ana = office.administrator();
        assertThat(ana.post("/api/users", Map.of("login", "é", "name", "x")).code())
                .isEqualTo("400 invalid-login");
        assertThat(ana.post("/api/users", Map.of("login", "bob", "name", " ")).code())
                .isEqualTo("400 invalid-name");
        assertThat(ana.post("/api/users", Map.of("login", "ANA", "name", "x")).code())
                .isEqualTo("409 login-taken");
        assertThat(
                        ana.post(
                                        "/api/users",
                                        Map.of("login", "bob", "name", "x", "groups", List.of(99)))
                                .code())
                .isEqualTo("400 no-such-group");
        assertThat(ana.post("/api/users", Map.of("login", "bob")).code())
                .isEqualTo("400 missing-field");
        assertThat(ana.put("/api/users/999", Map.of("login", "bob", "name", "x")).code())
                .isEqualTo("404 not-found");
        assertThat(
                        ana.put("/api/me", Map.of("name", "Ana", "locale", "rn", "theme", "pink"))
                                .code())
                .isEqualTo("400 invalid-theme");
        assertThat(
                        ana.put("/api/me", Map.of("name", "Ana", "locale", "rn"))
                                .json()
                                .path("locale")
                                .asText())
                .isEqualTo("rn");
    }

    @Test
    void everyChangeIsInTheAuditLogAndTheChainHolds() {
        Office.Person ana = office.administrator();
        Office.Person ben = office.colleague(ana, "ben", List.of());
        ana.delete("/api/users/" + office.idOf(ben));
        Office.Reply page = ana.get("/api/audit?limit=3");
        assertThat(page.json().at("/items/0/action").asText()).isEqualTo("user.remove");
        assertThat(page.json().at("/items/0/details/login").asText()).isEqualTo("ben");
        String next = page.json().path("next").asText();
        assertThat(
                        ana.get("/api/audit?after=" + next)
                                .json()
                                .at("/items")
                                .findValuesAsText("action"))
                .contains("user-group.create", "user.setup");
        assertThat(ana.get("/api/audit?q=setup-link").json().at("/items")).hasSize(1);
        assertThat(ana.get("/api/audit/verify").json().path("intact").asBoolean()).isTrue();
        office.database.useTransaction(
                tx -> tx.execute("UPDATE platform_audit SET who = 'Ben' WHERE id = 2"));
        assertThat(ana.get("/api/audit/verify").body())
                .contains("\"intact\":false", "\"brokenAt\":2");
        assertThat(office.audit.verify(office.database)).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void everyRouteRefusesWhoLacksItsPermission() throws Exception {
        Office.Person ana = office.administrator();
        Office.Person ben = office.colleague(ana, "ben", List.of());
        String token =
                ben.post(
                                "/api/tokens",
                                Map.of(
                                        "name", "empty",
                                        "permissions", List.of(),
                                        "expiresAt",
                                                office.clock.instant().plus(Duration.ofDays(9))))
                        .json()
                        .path("secret")
                        .asText();
        RouteWalk walk = new RouteWalk(office.server.address(), office.server.routes());
        assertThat(walk.openToStrangers()).isEmpty();
        assertThat(walk.openToThoseWithoutPermission(token)).isEmpty();
        assertThat(walk.openToForeignPages(ben.session())).isEmpty();
        assertThat(walk.summary()).contains("open to all");
    }
}
