package relais.platform.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The console's files from the class path folder {@code console/}. They are few and small, so each
 * is read once and kept, plain and compressed. A path that is no file but could be one of the
 * console's own pages gets index.html.
 */
final class StaticFiles {
    private static final String FOLDER = "console";

    /** What we serve at all: a name without one of these endings is not a file. */
    private static final Map<String, String> KINDS =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"));

    /** A content hash in the name (esbuild's {@code -[hash]}): the bytes under it never change. */
    private static final Pattern HASHED = Pattern.compile(".*[-.][0-9A-Za-z]{8,}\\.[a-z0-9]+");

    private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private final ConcurrentHashMap<String, File> read = new ConcurrentHashMap<>();

    private record File(byte[] plain, byte[] compressed, String type, String tag) {}

    /** Answers a GET that no route took; false if there is nothing of that name. */
    boolean answer(Context context) throws IOException {
        String path = context.path();
        Optional<File> file = file(path.equals("/") ? "/index.html" : path);
        if (file.isEmpty() && mayBePage(context)) {
            file = file("/index.html");
        }
        if (file.isEmpty()) {
            return false;
        }
        send(context, file.get(), HASHED.matcher(path).matches());
        return true;
    }

    private static boolean mayBePage(Context context) {
        String path = context.path();
        String accepted = context.header("Accept");
        boolean fileName = path.lastIndexOf('.') > path.lastIndexOf('/');
        return !fileName && (accepted == null || accepted.matches(".*(text/html|\\*/\\*).*"));
    }

    private Optional<File> file(String path) throws IOException {
        File known = read.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        String type = KINDS.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !SAFE.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream in = open(FOLDER + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            File file = new File(bytes, AnswerWriter.gzip(bytes), type, tag(bytes));
            read.put(path, file);
            return Optional.of(file);
        }
    }

    private static @Nullable InputStream open(String resource) {
        return StaticFiles.class.getClassLoader().getResourceAsStream(resource);
    }

    private static void send(Context context, File file, boolean immutable) throws IOException {
        HttpServletResponse response = context.res();
        response.setHeader("ETag", file.tag());
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader(
                "Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
        String known = context.header("If-None-Match");
        if (known != null && known.contains(file.tag())) {
            response.setStatus(304);
            return;
        }
        boolean compress =
                AnswerWriter.takesGzip(context) && file.compressed().length < file.plain().length;
        if (compress) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] body = compress ? file.compressed() : file.plain();
        response.setContentType(file.type());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
