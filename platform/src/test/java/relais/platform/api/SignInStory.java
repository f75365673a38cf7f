package relais.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import relais.platform.accounts.Accounts;
import relais.platform.identity.Caller;
import relais.platform.testing.AuthenticatorApp;

class SignInStory extends AtTheOffice {
    @Test
    void guessingBecomesSlowerAndSlowerButNobodyIsLockedOutForGood() {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("ana", "10.0.0.1")).isInstanceOf(Accounts.SignIn.Wrong.class);
        }
        Duration before = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            Duration pause = pause(guess("ana", "10.0.0.1"));
            assertThat(pause)
                    .isGreaterThanOrEqualTo(before)
                    .isLessThanOrEqualTo(Duration.ofMinutes(15));
            assertThat(pause(guess("ana", "10.0.0.1")))
                    .as("refused tries add nothing")
                    .isEqualTo(pause);
            office.clock.advance(pause);
            assertThat(guess("ana", "10.0.0.1")).isInstanceOf(Accounts.SignIn.Wrong.class);
            before = pause;
        }
        assertThat(before).isEqualTo(Duration.ofMinutes(15));
        assertThat(right("10.0.0.2"))
                .as("from elsewhere")
                .isInstanceOf(Accounts.SignIn.Welcome.class);
        office.clock.advance(Duration.ofMinutes(15));
        assertThat(right("10.0.0.1"))
                .as("after the wait")
                .isInstanceOf(Accounts.SignIn.Welcome.class);
        assertThat(guess("ana", "10.0.0.1")).isInstanceOf(Accounts.SignIn.Wrong.class);
        assertThat(right("10.0.0.1")).as("free again").isInstanceOf(Accounts.SignIn.Welcome.class);
    }

    @Test
    void unknownLoginsAreSlowedLikeKnownOnes() {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("nobody", "10.0.0.1")).isInstanceOf(Accounts.SignIn.Wrong.class);
        }
        assertThat(guess("nobody", "10.0.0.1")).isInstanceOf(Accounts.SignIn.TooMany.class);
    }

    @Test
    void oneAddressCannotTryManyLogins() {
        int refusedAfter = 0;
        while (!(guess("login" + refusedAfter, "2001:db8:1:2:" + refusedAfter + "::1")
                instanceof Accounts.SignIn.TooMany)) {
            assertThat(++refusedAfter).as("one /64 is one address").isLessThan(60);
        }
        assertThat(refusedAfter).isEqualTo(40);
    }

    @Test
    void manyTriesAtOnceGainNothing() throws Exception {
        List<Callable<Accounts.SignIn>> flood = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> flood.add(() -> guess("ana", "10.0.0.1")));
        int looked = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(flood)) {
                looked += done.get() instanceof Accounts.SignIn.TooMany ? 0 : 1;
            }
        }
        assertThat(looked).isEqualTo(5);
    }

    @Test
    void theApiSaysThrottledAndNeverWhichPartWasWrong() {
        Office.Person eve = office.stranger();
        String wrongPassword = eve.signIn("ana", "not the password").body();
        String noSuchUser = eve.signIn("nobody", "not the password").body();
        assertThat(wrongPassword).isEqualTo(noSuchUser).contains("wrong-credentials");
        assertThat(eve.signIn("a\"';--", "x").code()).isEqualTo("401 wrong-credentials");
        assertThat(eve.signIn("a\0", "x").code()).isEqualTo("400 invalid-field");
        assertThat(eve.signIn("x".repeat(5000), "x").code()).isEqualTo("401 wrong-credentials");
        for (int i = 0; i < 4; i++) {
            eve.signIn("ana", "not the password");
        }
        assertThat(eve.signIn("ana", Office.PASSWORD).code()).isEqualTo("429 throttled");
    }

    @Test
    void aSecondFactorIsAskedForAndItsCodesWorkOnce() {
        assertThat(ana.put("/api/me/totp", Map.of("code", "123456")).code())
                .isEqualTo("409 no-offer");
        Office.Reply offer = ana.post("/api/me/totp", Map.of());
        AuthenticatorApp app = new AuthenticatorApp(offer.json().path("secret").asText());
        assertThat(offer.json().path("uri").asText()).contains("otpauth://totp/Relais:ana?secret=");
        assertThat(ana.put("/api/me/totp", Map.of("code", "000000")).code())
                .isEqualTo("400 wrong-code");
        List<String> recovery = new ArrayList<>();
        ana.put("/api/me/totp", Map.of("code", app.code(now())))
                .json()
                .path("recoveryCodes")
                .forEach(code -> recovery.add(code.asText()));
        assertThat(recovery)
                .hasSize(10)
                .allMatch(code -> code.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));

        Office.Person again = office.stranger();
        assertThat(again.signIn("ana", Office.PASSWORD).code()).isEqualTo("401 totp-required");
        assertThat(withCode(again, app.code(now())).code())
                .as("used")
                .isEqualTo("401 wrong-credentials");
        office.clock.advance(Duration.ofSeconds(31));
        assertThat(withCode(again, app.code(now())).status()).isEqualTo(200);
        assertThat(withCode(again, recovery.get(3).toLowerCase().replace("-", " ")).status())
                .isEqualTo(200);
        assertThat(withCode(again, recovery.get(3)).code()).isEqualTo("401 wrong-credentials");
        String stored =
                office.database.with(
                        handle ->
                                handle.createQuery(
                                                "SELECT encode(totp, 'base64') FROM platform_user")
                                        .mapTo(String.class)
                                        .one());
        assertThat(stored).isNotEmpty();
        assertThat(again.delete("/api/me/totp").status()).isEqualTo(204);
        assertThat(again.signIn("ana", Office.PASSWORD).status()).isEqualTo(200);
    }

    private Office.Reply withCode(Office.Person person, String code) {
        return person.post(
                "/api/session", Map.of("login", "ana", "password", Office.PASSWORD, "code", code));
    }

    @Test
    void aTokenHasWhatItWasGivenAndItsOwnerStillHas() {
        Office.Person ben = office.colleague(ana, "ben", List.of("polls.read", "polls.edit"));
        assertThat(token(ben, List.of("admin.users"), now().plus(Duration.ofDays(1))).code())
                .isEqualTo("403 not-permitted");
        assertThat(token(ben, List.of("no.such"), now().plus(Duration.ofDays(1))).code())
                .isEqualTo("400 no-such-permission");
        assertThat(token(ben, List.of(), now().plus(Duration.ofDays(400))).code())
                .isEqualTo("400 invalid-expiry");
        Office.Reply made = token(ben, List.of("polls.read"), now().plus(Duration.ofDays(9)));
        String secret = made.json().path("secret").asText();
        long id = made.json().path("id").asLong();
        assertThat(secret).startsWith("relais_" + id + "_");
        assertThat(ben.get("/api/tokens").body()).doesNotContain(secret.substring(12));
        assertThat(office.withToken(secret, "GET", "/api/polls").body())
                .isEqualTo("{\"contacts\":[4]}");
        assertThat(office.withToken(secret, "GET", "/api/users").status()).isEqualTo(403);
        assertThat(office.withToken(secret, "POST", "/api/me/totp").code())
                .isEqualTo("403 needs-session");
        assertThat(ben.get("/api/tokens").json().at("/items/0/lastUsedAt").asText())
                .isEqualTo("2026-03-01T08:00:00Z");
        char last = secret.charAt(secret.length() - 1) == 'A' ? 'B' : 'A';
        String forged = secret.substring(0, secret.length() - 1) + last;
        assertThat(office.withToken(forged, "GET", "/api/polls").status()).isEqualTo(401);

        long group = ana.get("/api/user-groups").json().at("/items/1/id").asLong();
        ana.put(
                "/api/user-groups/" + group,
                Map.of("name", "none", "permissions", List.of(), "allContacts", false));
        assertThat(office.withToken(secret, "GET", "/api/polls").status()).isEqualTo(403);
        assertThat(ana.delete("/api/tokens/" + id).code()).isEqualTo("404 not-found");
        office.clock.advance(Duration.ofDays(10));
        assertThat(office.withToken(secret, "GET", "/api/polls").status()).isEqualTo(401);
        ben.signIn("ben", Office.PASSWORD + "3");
        assertThat(ben.delete("/api/tokens/" + id).status()).isEqualTo(204);
    }

    private static Office.Reply token(
            Office.Person owner, List<String> permissions, Instant until) {
        return owner.post(
                "/api/tokens",
                Map.of("name", "export", "permissions", permissions, "expiresAt", until));
    }

    @Test
    void nothingThatHoldsASecretPrintsIt() {
        assertThat(new Accounts.SignedIn("s3cret", Caller.nobody()).toString())
                .doesNotContain("s3cret");
        assertThat(new SessionApi.Login("ana", "s3cret", "s3cret").toString())
                .doesNotContain("s3cret");
        assertThat(new SessionApi.Token("s3cret").toString()).doesNotContain("s3cret");
        assertThat(new MeApi.PasswordChange("s3cret", "s3cret").toString())
                .doesNotContain("s3cret");
        assertThat(new MeApi.RecoveryCodes(List.of("s3cret")).toString()).doesNotContain("s3cret");
    }

    private Instant now() {
        return office.clock.instant();
    }

    private Accounts.SignIn guess(String login, String address) {
        return office.accounts.signIn(login, "not the password", null, address);
    }

    private Accounts.SignIn right(String address) {
        return office.accounts.signIn("ana", Office.PASSWORD, null, address);
    }

    private static Duration pause(Accounts.SignIn result) {
        assertThat(result).isInstanceOf(Accounts.SignIn.TooMany.class);
        return ((Accounts.SignIn.TooMany) result).pause();
    }
}
