package relais.vault.limited;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages of texts and tables as PDF by LibreOffice, where it is installed: a process for each, with
 * bounds of time, memory and bytes written, a profile of its own that knows no macros and follows
 * no links, and no network. Where the system does not let us take the network away nothing is
 * drawn, unless the operator says so.
 */
public final class OfficePages {
    private static final int CPU_SECONDS = 60;
    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** KiB of addresses; a small text takes half of it without using them. */
    private static final int MEMORY_KIB = 4_000_000;

    /** Of 512 bytes: no file of it, the PDF included, gets larger. */
    private static final int BLOCKS = 200_000;

    private static final long MOST_UNPACKED = 300_000_000;
    private static final int MOST_ENTRIES = 10_000;
    private static final int PART = 64 << 10;

    /** Each by the reader for it and no other: what only claims to be one is refused. */
    private static final Map<String, Kind> KINDS =
            Map.of(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    new Kind("docx", "MS Word 2007 XML"),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    new Kind("xlsx", "Calc MS Excel 2007 XML"),
                    "application/vnd.oasis.opendocument.text",
                    new Kind("odt", "writer8"),
                    "application/vnd.oasis.opendocument.spreadsheet",
                    new Kind("ods", "calc8"),
                    "application/rtf",
                    new Kind("rtf", "Rich Text Format"),
                    "application/msword",
                    new Kind("doc", "MS Word 97"),
                    "application/vnd.ms-excel",
                    new Kind("xls", "MS Excel 97"));

    private static final Optional<Path> SOFFICE =
            Stream.of(
                            "/usr/bin/soffice",
                            "/usr/local/bin/soffice",
                            "/opt/libreoffice/program/soffice")
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst();

    private static final List<String> NO_NETWORK = List.of("unshare", "--net", "--map-root-user");

    private static final Logger LOG = LoggerFactory.getLogger(OfficePages.class);

    private final List<String> fence;
    private final boolean drawing;

    private record Kind(String ending, String reader) {}

    /**
     * Looks whether this system lets us take the network away.
     *
     * @param unfenced to be drawn also where it does not
     */
    public OfficePages(boolean unfenced) {
        this(works(NO_NETWORK) ? NO_NETWORK : List.of(), unfenced);
    }

    OfficePages(List<String> fence, boolean unfenced) {
        this.fence = fence;
        this.drawing = SOFFICE.isPresent() && (unfenced || !fence.isEmpty());
        if (SOFFICE.isPresent() && fence.isEmpty()) {
            LOG.warn(
                    "'{} true' is not permitted here, so LibreOffice would have a network: {}",
                    String.join(" ", NO_NETWORK),
                    unfenced
                            ? "vault.office-unfenced lets it draw all the same"
                            : "texts and tables have no pages unless vault.office-unfenced is yes");
        }
    }

    private static boolean works(List<String> fence) {
        List<String> command = new ArrayList<>(fence);
        command.add("true");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether contents of this type have pages here. */
    public boolean draws(String mediaType) {
        return drawing && KINDS.containsKey(mediaType);
    }

    /**
     * A content's pages as PDF; empty where it is damaged, hostile, or too much.
     *
     * @param room a folder of this machine; nothing stays in it
     */
    public Optional<byte[]> pdf(Path content, String mediaType, Path room) throws IOException {
        Kind kind = KINDS.get(mediaType);
        if (kind == null || !drawing || SOFFICE.isEmpty() || isBomb(content)) {
            return Optional.empty();
        }
        Path work = Files.createTempDirectory(room, "office");
        try {
            Path file = work.resolve("content." + kind.ending());
            Files.copy(content, file);
            Path user = Files.createDirectories(work.resolve("profile/user"));
            Files.writeString(user.resolve("registrymodifications.xcu"), PROFILE);
            if (!ran(SOFFICE.get(), kind, file, work)) {
                return Optional.empty();
            }
            Path pdf = work.resolve("content.pdf");
            return Files.isRegularFile(pdf)
                    ? Optional.of(Files.readAllBytes(pdf))
                    : Optional.empty();
        } finally {
            delete(work);
        }
    }

    /** Counted by unpacking it: what its own directory says may be a lie. */
    static boolean isBomb(Path content) throws IOException {
        if (!isZip(content)) {
            return false;
        }
        try (ZipFile zip = new ZipFile(content.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                return true;
            }
            long left = MOST_UNPACKED;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                left -= unpacked(zip, entry, left);
                if (left < 0) {
                    return true;
                }
            }
            return false;
        } catch (ZipException damaged) {
            return true;
        }
    }

    /** How long the entry really is, counted until that is more than {@code most}. */
    private static long unpacked(ZipFile zip, ZipEntry entry, long most) throws IOException {
        byte[] part = new byte[PART];
        long length = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int n = in.read(part); n >= 0 && length <= most; n = in.read(part)) {
                length += n;
            }
        }
        return length;
    }

    private static boolean isZip(Path content) throws IOException {
        try (var in = Files.newInputStream(content)) {
            return new String(in.readNBytes(2), StandardCharsets.ISO_8859_1).equals("PK");
        }
    }

    private boolean ran(Path soffice, Kind kind, Path file, Path work) throws IOException {
        String bounds =
                "ulimit -t %d; ulimit -v %d; ulimit -f %d; ulimit -c 0; exec \"$@\""
                        .formatted(CPU_SECONDS, MEMORY_KIB, BLOCKS);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", bounds, "sh"));
        command.addAll(fence);
        command.addAll(
                List.of(
                        soffice.toString(),
                        "-env:UserInstallation=" + work.resolve("profile").toUri(),
                        "--headless",
                        "--norestore",
                        "--nolockcheck",
                        "--nodefault",
                        "--infilter=" + kind.reader(),
                        "--convert-to",
                        "pdf",
                        "--outdir",
                        work.toString(),
                        file.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("HOME", work.toString());
        builder.environment().put("TMPDIR", work.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String item(String path, String name, Object value) {
        return """
        <item oor:path="%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>
        """
                .formatted(path, name, value);
    }

    private static final String SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting";

    /** Of Calc; Writer counts otherwise, there it is 0. */
    private static final int NEVER = 1;

    /** No macros, no links from where nobody is trusted, no asking, and a proxy that is none. */
    static final String PROFILE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry">
            """
                    + item(SCRIPTING, "MacroSecurityLevel", 3)
                    + item(SCRIPTING, "DisableMacrosExecution", true)
                    + item(SCRIPTING, "BlockUntrustedRefererLinks", true)
                    + item("/org.openoffice.Office.Writer/Content/Update", "Link", 0)
                    + item("/org.openoffice.Office.Calc/Content/Update", "Link", NEVER)
                    + item("/org.openoffice.Inet/Settings", "ooInetProxyType", 2)
                    + item("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1")
                    + item("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", 9)
                    + item("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1")
                    + item("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", 9)
                    + "</oor:items>\n";
}
