package relais.vault.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.document.Document;
import relais.vault.document.Documents;
import relais.vault.download.Content;
import relais.vault.download.Downloads;
import relais.vault.share.Share;
import relais.vault.share.SharePage;
import relais.vault.share.Shares;

/** What the bearer of a link meets, without an account. */
public final class PublicSharesApi {
    private static final Access OPEN = new Access.Open("whoever holds the link may");
    private static final String HTML = "text/html; charset=utf-8";
    private static final int FORM_BYTES = 4_096;
    private static final Pattern TICKET =
            Pattern.compile("(?:^|; ?)relais_share=([A-Za-z0-9_-]{43})");

    private final Documents documents;
    private final Shares shares;
    private final Downloads downloads;

    public PublicSharesApi(Documents documents, Shares shares, Downloads downloads) {
        this.documents = documents;
        this.shares = shares;
        this.downloads = downloads;
    }

    public List<Route> routes() {
        String page = "/s/{token}";
        return List.of(
                new Route(Verb.GET, page, OPEN, "A shared document's page", null, null, this::page),
                new Route(
                        Verb.POST,
                        page,
                        OPEN,
                        "A shared document's password",
                        null,
                        null,
                        this::enter),
                new Route(
                        Verb.GET,
                        page + "/content",
                        OPEN,
                        "A shared document's content",
                        null,
                        null,
                        this::content),
                new Route(
                        Verb.GET,
                        SharePage.STYLE_PATH,
                        OPEN,
                        "How a shared document's page looks",
                        null,
                        null,
                        request -> new Answer.Text(200, "text/css", SharePage.STYLE)));
    }

    /** A link that is open, and its document as it is now. */
    private record Open(Share share, Document document) {}

    private Optional<Open> open(Request request) {
        return shares.open(request.path("token"))
                .flatMap(
                        share ->
                                documents
                                        .shared(share.documentId())
                                        .map(document -> new Open(share, document)));
    }

    private static SharePage words(Request request) {
        return new SharePage(request.header("Accept-Language").orElse(""));
    }

    private static Answer nothing(Request request) {
        return new Answer.Text(404, HTML, words(request).nothing());
    }

    private static String ticket(Request request) {
        Matcher cookie = TICKET.matcher(request.header("Cookie").orElse(""));
        return cookie.find() ? cookie.group(1) : "";
    }

    private Answer page(Request request) {
        Optional<Open> open = open(request);
        if (open.isEmpty()) {
            return nothing(request);
        }
        Share share = open.get().share();
        String token = request.path("token");
        if (!shares.entered(share, ticket(request))) {
            return new Answer.Text(
                    200, HTML, words(request).password(token, SharePage.Said.NOTHING));
        }
        shares.seen(share, request.remote());
        return new Answer.Text(
                200, HTML, words(request).document(share, open.get().document(), token));
    }

    private Answer enter(Request request) throws IOException {
        Optional<Open> open = open(request);
        if (open.isEmpty()) {
            return nothing(request);
        }
        Share share = open.get().share();
        String token = request.path("token");
        return switch (shares.enter(share, password(request), request.remote())) {
            case Shares.Entry.Wrong wrong ->
                    new Answer.Text(
                            403, HTML, words(request).password(token, SharePage.Said.WRONG));
            case Shares.Entry.Later later ->
                    new Answer.Text(
                            429, HTML, words(request).password(token, SharePage.Said.LATER));
            case Shares.Entry.Ticket ticket ->
                    new Answer.WithHeaders(
                            new Answer.Text(
                                    200,
                                    HTML,
                                    words(request).document(share, open.get().document(), token)),
                            Map.of(
                                    "Set-Cookie",
                                    "relais_share=%s; Path=/s/%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                                            .formatted(
                                                    ticket.secret(),
                                                    token,
                                                    ticket.lasts().toSeconds(),
                                                    request.secure() ? "; Secure" : "")));
        };
    }

    private static String password(Request request) throws IOException {
        try (InputStream body = request.stream(FORM_BYTES)) {
            String form = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            for (String pair : form.split("&", -1)) {
                if (pair.startsWith("password=")) {
                    return URLDecoder.decode(pair.substring(9), StandardCharsets.UTF_8);
                }
            }
        } catch (IllegalArgumentException e) {
            return ""; // no form of a browser: as wrong as any wrong password
        }
        return "";
    }

    private Answer content(Request request) {
        Optional<Open> open = open(request);
        if (open.isEmpty() || !shares.entered(open.get().share(), ticket(request))) {
            return nothing(request);
        }
        Document document = open.get().document();
        if (document.scan() == Document.Scan.INFECTED
                || !shares.use(open.get().share(), request.remote())) {
            return nothing(request);
        }
        return downloads.whole(Content.of(document));
    }
}
