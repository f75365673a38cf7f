package relais.vault.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.vault.blob.Blobs;

/** Answers with a content: all of it or the parts asked for, or that it has not changed. */
public final class Downloads {
    /** Nothing of our origin can be reached by what a document contains. */
    private static final String NOTHING = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /** Browsers show no PDF in a sandbox; their viewers keep it from our origin themselves. */
    private static final String NOTHING_BUT_PDF =
            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline';"
                    + " frame-ancestors 'none'";

    /** What browsers show without running anything of it. */
    private static final Set<String> SHOWN =
            Set.of(
                    "application/pdf",
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "image/bmp",
                    "text/plain",
                    "text/csv",
                    "text/markdown");

    private static final String BOUNDARY = "relais-part-of-a-document-7f3a";

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Blobs blobs;

    public Downloads(Blobs blobs) {
        this.blobs = blobs;
    }

    /**
     * The answer to a GET or HEAD.
     *
     * @param inline whether it may be shown instead of saved, where that is safe
     */
    public Answer answer(Request request, Content content, boolean inline) {
        Map<String, String> headers = headers(content, inline);
        Optional<String> match = request.header("If-Match");
        if (match.isPresent() && !names(match.get(), content, true)) {
            return Answer.refused(412, "changed-meanwhile", "the content is another by now");
        }
        Optional<String> known = request.header("If-None-Match");
        if (known.isPresent() && names(known.get(), content, false)) {
            return new Answer.WithHeaders(new Answer.Bytes(304, "", -1, out -> {}), headers);
        }
        Optional<String> range = request.header("Range").filter(r -> rangeCounts(request, content));
        return switch (range.map(r -> Ranges.parse(r, content.size())).orElse(WHOLE)) {
            case Ranges.Whole whole -> {
                headers.put("Repr-Digest", digest(content));
                yield bytes(200, content, headers, new Ranges.Part(0, content.size()));
            }
            case Ranges.Unsatisfiable none -> {
                headers.put("Content-Range", "bytes */" + content.size());
                yield new Answer.WithHeaders(
                        Answer.refused(
                                416, "no-such-range", "the content has fewer bytes than that"),
                        Map.of("Content-Range", "bytes */" + content.size()));
            }
            case Ranges.Parts parts when parts.parts().size() == 1 -> {
                Ranges.Part part = parts.parts().getFirst();
                headers.put("Content-Range", contentRange(part, content));
                yield bytes(206, content, headers, part);
            }
            case Ranges.Parts parts -> several(content, headers, parts.parts());
        };
    }

    /** All of it, to be saved, whatever parts are asked for. */
    public Answer whole(Content content) {
        return bytes(200, content, headers(content, false), new Ranges.Part(0, content.size()));
    }

    private static final Ranges WHOLE = new Ranges.Whole();

    private static Map<String, String> headers(Content content, boolean inline) {
        boolean shown = inline && SHOWN.contains(content.mediaType());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", content.tag());
        headers.put("Last-Modified", HTTP_DATE.format(content.at()));
        headers.put("Accept-Ranges", "bytes");
        headers.put("Cache-Control", "private, no-cache");
        headers.put(
                "Content-Disposition",
                shown
                        ? Answer.attachment(content.name()).replaceFirst("attachment", "inline")
                        : Answer.attachment(content.name()));
        headers.put(
                "Content-Security-Policy",
                content.mediaType().equals("application/pdf") ? NOTHING_BUT_PDF : NOTHING);
        return headers;
    }

    /** RFC 9530, for who checks. */
    private static String digest(Content content) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(content.hash().bytes()) + ":";
    }

    /** Whether a list of entity tags names the content's (RFC 9110, section 8.8.3.2). */
    private static boolean names(String list, Content content, boolean strongly) {
        for (String one : list.split(",", -1)) {
            String tag = one.strip();
            boolean weak = tag.startsWith("W/");
            if (tag.equals("*")
                    || tag.equals(content.tag())
                    || !strongly && weak && tag.substring(2).equals(content.tag())) {
                return true;
            }
        }
        return false;
    }

    private static boolean rangeCounts(Request request, Content content) {
        return request.header("If-Range")
                .map(
                        tag ->
                                tag.strip().equals(content.tag())
                                        || tag.strip().equals(HTTP_DATE.format(content.at())))
                .orElse(true);
    }

    /** HTML and the like goes out as text where somebody asks for it, never as a page. */
    private static String sentType(Content content) {
        return content.mediaType().startsWith("text/")
                ? "text/plain; charset=utf-8"
                : SHOWN.contains(content.mediaType()) || !isActive(content.mediaType())
                        ? content.mediaType()
                        : "application/octet-stream";
    }

    private static boolean isActive(String mediaType) {
        return mediaType.contains("svg")
                || mediaType.contains("xml") && !mediaType.contains("officedocument")
                || mediaType.contains("javascript");
    }

    private Answer bytes(
            int status, Content content, Map<String, String> headers, Ranges.Part part) {
        return new Answer.WithHeaders(
                new Answer.Bytes(
                        status, sentType(content), part.length(), out -> copy(content, part, out)),
                headers);
    }

    private void copy(Content content, Ranges.Part part, OutputStream out) throws IOException {
        if (part.length() > 0) {
            blobs.copy(content.hash(), part.from(), part.length(), out);
        }
    }

    private static String contentRange(Ranges.Part part, Content content) {
        return "bytes " + part.from() + "-" + part.last() + "/" + content.size();
    }

    /** RFC 9110, section 14.6. */
    private Answer several(Content content, Map<String, String> headers, List<Ranges.Part> parts) {
        List<byte[]> heads = new ArrayList<>();
        long length = 0;
        for (Ranges.Part part : parts) {
            String head =
                    "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                            .formatted(BOUNDARY, sentType(content), contentRange(part, content));
            heads.add(head.getBytes(StandardCharsets.US_ASCII));
            length += heads.getLast().length + part.length();
        }
        byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        return new Answer.WithHeaders(
                new Answer.Bytes(
                        206,
                        "multipart/byteranges; boundary=" + BOUNDARY,
                        length + end.length,
                        out -> {
                            for (int i = 0; i < parts.size(); i++) {
                                out.write(heads.get(i));
                                copy(content, parts.get(i), out);
                            }
                            out.write(end);
                        }),
                headers);
    }
}
