package relais.vault.api;

import static relais.platform.http.Route.route;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Endpoint;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Outcome.Refused;
import relais.vault.upload.DigestFields;
import relais.vault.upload.Digests;
import relais.vault.upload.Upload;
import relais.vault.upload.Uploads;
import relais.vault.upload.Wish;

/** Uploads that survive broken links: tus 1.0.0 (https://tus.io/protocols/resumable-upload). */
public final class UploadsApi {
    private static final String PIECE = "application/offset+octet-stream";
    private static final String VERSION = "1.0.0";

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Uploads uploads;

    public UploadsApi(Uploads uploads) {
        this.uploads = uploads;
    }

    public List<Route> routes() {
        var edit = VaultPermissions.RECORDS_EDIT;
        String one = "/api/uploads/{id}";
        return List.of(
                options("/api/uploads"),
                options(one),
                route(
                        Verb.POST,
                        "/api/uploads",
                        edit,
                        "Begin a resumable upload (tus 1.0.0)",
                        null,
                        null,
                        versioned(this::begin)),
                route(
                        Verb.HEAD,
                        one,
                        edit,
                        "How far an upload is",
                        null,
                        null,
                        versioned(this::state)),
                route(
                        Verb.PATCH,
                        one,
                        edit,
                        "Go on with an upload",
                        null,
                        null,
                        versioned(this::append)),
                route(
                        Verb.DELETE,
                        one,
                        edit,
                        "End an upload",
                        null,
                        null,
                        versioned(
                                request ->
                                        withUpload(
                                                request,
                                                upload -> {
                                                    uploads.end(upload);
                                                    return empty(204, Map.of());
                                                }))));
    }

    private static Route options(String path) {
        return new Route(
                Verb.OPTIONS,
                path,
                new Access.Open("what the server can do is no secret"),
                "What resumable uploads can do here",
                null,
                null,
                request ->
                        empty(
                                204,
                                Map.of(
                                        "Tus-Version",
                                        VERSION,
                                        "Tus-Extension",
                                        "creation,creation-with-upload,checksum,"
                                                + "checksum-trailer,termination,expiration",
                                        "Tus-Checksum-Algorithm",
                                        Digests.TUS_ALGORITHMS,
                                        "Tus-Max-Size",
                                        String.valueOf(ContentApi.MOST_BYTES))));
    }

    private static Endpoint versioned(Endpoint then) {
        return request -> {
            if (!request.header("Tus-Resumable").orElse("").equals(VERSION)) {
                return headed(
                        Answer.refused(412, "tus-version", "send the header Tus-Resumable: 1.0.0"),
                        Map.of("Tus-Version", VERSION));
            }
            return headed(then.answer(request), Map.of());
        };
    }

    private static Answer headed(Answer answer, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("Tus-Resumable", VERSION);
        return new Answer.WithHeaders(answer, headers);
    }

    private static Answer empty(int status, Map<String, String> headers) {
        return headed(new Answer.Bytes(status, "", status == 204 ? -1 : 0, out -> {}), headers);
    }

    private Answer begin(Request request) throws IOException {
        Optional<Long> length = number(request, "Upload-Length");
        if (length.isEmpty() || length.get() > ContentApi.MOST_BYTES) {
            int status = length.isEmpty() ? 400 : 413;
            return Answer.refused(
                    status, "upload-length", "Upload-Length is how many bytes will come");
        }
        Wish wish;
        try {
            wish = Wish.of(request.header("Upload-Metadata").orElse(""));
        } catch (IllegalArgumentException e) {
            return Answer.refused(400, "upload-metadata", String.valueOf(e.getMessage()));
        }
        Outcome<Upload> begun = uploads.begin(DocumentsApi.actor(request), wish, length.get());
        if (begun instanceof Refused<Upload> refused) {
            return DocumentAnswers.refused(refused);
        }
        Upload upload = ((Done<Upload>) begun).value();
        boolean more = request.header("Content-Type").orElse("").equals(PIECE);
        if (!more && length.get() > 0) {
            return created(upload);
        }
        Answer refusal = append(request, upload, 0, more);
        // an upload that began is there whatever became of its first piece
        return refusal instanceof Answer.WithHeaders with && with.answer() instanceof Answer.Bytes
                ? created(uploads.find(DocumentsApi.actor(request), upload.id()).orElse(upload))
                : refusal;
    }

    private static Answer created(Upload upload) {
        Map<String, String> headers = headers(upload);
        headers.put("Location", "/api/uploads/" + upload.id());
        return empty(201, headers);
    }

    private Answer state(Request request) throws IOException {
        return withUpload(
                request,
                upload -> {
                    String refusal = upload.refusal();
                    if (refusal != null) {
                        return refusedWhole(refusal);
                    }
                    // whoever asks after a crash between the last piece and the whole
                    Outcome<Upload> now =
                            upload.whole()
                                    ? uploads.finish(DocumentsApi.actor(request), upload)
                                    : new Done<>(upload);
                    return switch (now) {
                        case Done<Upload>(Upload done) -> told(done);
                        case Refused<Upload> r when r.code().equals(Uploads.UNDER_WAY) ->
                                DocumentAnswers.refused(r);
                        case Refused<Upload> r -> refusedWhole(r.code());
                    };
                });
    }

    /** An offset that is the length would say that all went well. */
    private static Answer refusedWhole(String code) {
        return Answer.refused(
                409, code, "all of it is here and was refused: an empty piece asks once more");
    }

    private static Answer told(Upload upload) {
        Map<String, String> headers = headers(upload);
        headers.put("Upload-Length", String.valueOf(upload.length()));
        headers.put("Upload-Metadata", upload.metadata());
        headers.put("Cache-Control", "no-store");
        return empty(200, headers);
    }

    private Answer append(Request request) throws IOException {
        if (!request.header("Content-Type").orElse("").equals(PIECE)) {
            return Answer.refused(
                    415, "unsupported-media-type", "a piece's Content-Type is " + PIECE);
        }
        Optional<Long> offset = number(request, "Upload-Offset");
        if (offset.isEmpty()) {
            return Answer.refused(400, "wrong-offset", "Upload-Offset says where it goes on");
        }
        return withUpload(request, upload -> append(request, upload, offset.get(), true));
    }

    private Answer append(Request request, Upload upload, long offset, boolean hasBody)
            throws IOException {
        Digests told;
        try {
            told = DigestFields.ofPiece(request);
        } catch (IllegalArgumentException e) {
            return Answer.refused(400, "invalid-digest", String.valueOf(e.getMessage()));
        }
        OptionalLong announced = request.length();
        if (announced.isPresent() && announced.getAsLong() > upload.length() - offset && hasBody) {
            return Answer.refused(413, "upload-too-long", "more bytes than were announced");
        }
        Outcome<Upload> outcome;
        try (InputStream body =
                hasBody
                        ? request.stream(ContentApi.MOST_BYTES)
                        : new ByteArrayInputStream(new byte[0])) {
            outcome = uploads.append(DocumentsApi.actor(request), upload, offset, body, told);
        }
        return switch (outcome) {
            case Done<Upload>(Upload now) -> empty(204, headers(now));
            case Refused<Upload> refused when refused.code().equals("digest-mismatch") ->
                    Answer.refused(460, refused.code(), refused.detail());
            case Refused<Upload> refused -> DocumentAnswers.refused(refused);
        };
    }

    private static Map<String, String> headers(Upload upload) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upload-Offset", String.valueOf(upload.received()));
        Long document = upload.documentId();
        if (document != null) {
            headers.put("Relais-Document", String.valueOf(document));
        } else {
            headers.put("Upload-Expires", HTTP_DATE.format(upload.expiresAt()));
        }
        return headers;
    }

    private Answer withUpload(Request request, ForUpload then) throws IOException {
        Optional<Upload> upload = uploads.settled(DocumentsApi.actor(request), request.path("id"));
        return upload.isEmpty()
                ? Answer.notFound("there is no such upload, or it ended")
                : then.answer(upload.get());
    }

    @FunctionalInterface
    private interface ForUpload {
        Answer answer(Upload upload) throws IOException;
    }

    private static Optional<Long> number(Request request, String header) {
        return request.header(header)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong);
    }
}
