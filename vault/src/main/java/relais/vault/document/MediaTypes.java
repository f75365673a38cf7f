package relais.vault.document;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a content is, by its first bytes before its name: a name says what somebody wants. */
public final class MediaTypes {
    /** How many first bytes tell. */
    public static final int HEAD = 512;

    public static final String UNKNOWN = "application/octet-stream";

    private record Magic(int at, String hex, String type) {}

    private static final List<Magic> MAGIC =
            List.of(
                    new Magic(0, "255044462d", "application/pdf"),
                    new Magic(0, "89504e470d0a1a0a", "image/png"),
                    new Magic(0, "ffd8ff", "image/jpeg"),
                    new Magic(0, "474946383761", "image/gif"),
                    new Magic(0, "474946383961", "image/gif"),
                    new Magic(8, "57454250", "image/webp"),
                    new Magic(0, "49492a00", "image/tiff"),
                    new Magic(0, "4d4d002a", "image/tiff"),
                    new Magic(0, "424d", "image/bmp"),
                    new Magic(0, "7b5c727466", "application/rtf"),
                    new Magic(0, "d0cf11e0a1b11ae1", "application/x-ole-storage"),
                    new Magic(0, "1f8b", "application/gzip"),
                    new Magic(0, "28b52ffd", "application/zstd"),
                    new Magic(0, "377abcaf271c", "application/x-7z-compressed"),
                    new Magic(0, "526172211a07", "application/vnd.rar"),
                    new Magic(0, "4d5a", "application/vnd.microsoft.portable-executable"),
                    new Magic(0, "7f454c46", "application/x-elf"),
                    new Magic(4, "66747970", "video/mp4"),
                    new Magic(0, "494433", "audio/mpeg"),
                    new Magic(0, "4f676753", "audio/ogg"),
                    new Magic(0, "504b0304", "application/zip"),
                    new Magic(0, "504b0506", "application/zip"));

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final String OPEN = "application/vnd.oasis.opendocument.";

    private static final Map<String, String> IN_ZIP =
            Map.of(
                    "docx", OFFICE + "wordprocessingml.document",
                    "xlsx", OFFICE + "spreadsheetml.sheet",
                    "pptx", OFFICE + "presentationml.presentation",
                    "odt", OPEN + "text",
                    "ods", OPEN + "spreadsheet",
                    "odp", OPEN + "presentation",
                    "epub", "application/epub+zip",
                    "jar", "application/java-archive");

    private static final Map<String, String> IN_OLE =
            Map.of(
                    "doc", "application/msword",
                    "xls", "application/vnd.ms-excel",
                    "ppt", "application/vnd.ms-powerpoint",
                    "msg", "application/vnd.ms-outlook");

    private static final Map<String, String> IN_TEXT =
            Map.of(
                    "csv", "text/csv",
                    "html", "text/html",
                    "htm", "text/html",
                    "svg", "image/svg+xml",
                    "xml", "application/xml",
                    "json", "application/json",
                    "eml", "message/rfc822",
                    "md", "text/markdown");

    private MediaTypes() {}

    /**
     * The media type (RFC 6838).
     *
     * @param head the first {@link #HEAD} bytes, or all
     */
    public static String of(byte[] head, String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String hex = HexFormat.of().formatHex(head);
        for (Magic magic : MAGIC) {
            if (hex.startsWith(magic.hex(), 2 * magic.at())) {
                return switch (magic.type()) {
                    case "application/zip" -> zip(head, ending);
                    case "application/x-ole-storage" -> IN_OLE.getOrDefault(ending, magic.type());
                    default -> magic.type();
                };
            }
        }
        return text(head) ? text(head, ending) : UNKNOWN;
    }

    /** OpenDocument says what it is in its first, uncompressed file. */
    private static String zip(byte[] head, String ending) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        int said = start.indexOf("mimetypeapplication/");
        if (said >= 0) {
            for (String type : IN_ZIP.values()) {
                if (start.startsWith(type, said + 8)
                        && !start.startsWith("-", said + 8 + type.length())) {
                    return type;
                }
            }
        }
        return IN_ZIP.getOrDefault(ending, "application/zip");
    }

    private static String text(byte[] head, String ending) {
        String start = new String(head, StandardCharsets.UTF_8).stripLeading();
        String low = start.toLowerCase(Locale.ROOT);
        if (low.contains("<svg")) {
            return "image/svg+xml";
        }
        if (low.startsWith("<!doctype html") || low.contains("<html") || low.contains("<script")) {
            return "text/html";
        }
        if (low.startsWith("<?xml") && !IN_TEXT.containsKey(ending)) {
            return "application/xml";
        }
        return IN_TEXT.getOrDefault(ending, "text/plain");
    }

    /** No control signs but those of text; UTF-16 says so at its start. */
    private static boolean text(byte[] head) {
        if (head.length >= 2
                && ((head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe
                        || (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff)) {
            return true;
        }
        for (byte one : head) {
            if (one >= 0 && one < 0x20 && one != '\n' && one != '\r' && one != '\t' && one != 0xc) {
                return false;
            }
        }
        return true;
    }
}
