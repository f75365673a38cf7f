package relais.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import relais.vault.backup.Place;

/** Which place backups go to or come from, and who we are there. */
final class BackupPlace {
    private static final String S3 = "s3://";
    private static final Pattern BUCKET =
            Pattern.compile("s3://([a-zA-Z0-9][a-zA-Z0-9._-]*)(?:/([A-Za-z0-9/._-]*?))?/*");

    @Option(
            names = "--endpoint",
            description = "Of a bucket: its service; Amazon's of the region when not said")
    private @Nullable String endpoint;

    @Option(names = "--region", description = "Of a bucket; many services take any")
    private String region = "us-east-1";

    @Option(
            names = "--credentials-file",
            description =
                    "Of a bucket: a file of two lines, the key's id and the key. Or set"
                            + " RELAIS_BACKUP_KEY_ID and RELAIS_BACKUP_KEY.")
    private @Nullable Path credentials;

    /** Opens it; {@code made} where a folder may be new. */
    Place open(String where, boolean made) throws IOException {
        if (where.startsWith(S3)) {
            return Place.bucket(address(where), credentials());
        }
        Path folder = Path.of(where);
        if (!made && !Files.isDirectory(folder)) {
            throw new IllegalStateException("there is no folder " + folder);
        }
        return Place.folder(folder);
    }

    /** What is wrong is not repeated: it may hold what nobody should see. */
    private Place.Address address(String where) {
        Matcher parts = BUCKET.matcher(where);
        if (!parts.matches()) {
            throw new IllegalStateException(
                    "a bucket is written s3://name/folder, and nothing else goes into it; keys come"
                            + " from --credentials-file, the service from --endpoint");
        }
        String folder = parts.group(2) == null ? "" : parts.group(2);
        return new Place.Address(service(), region, parts.group(1), folder);
    }

    private URI service() {
        String given =
                endpoint == null ? "https://s3.%s.amazonaws.com".formatted(region) : endpoint;
        try {
            URI service = new URI(given);
            if (service.getHost() != null
                    && service.getUserInfo() == null
                    && service.getQuery() == null
                    && given.matches("https?://.*")) {
                return service;
            }
        } catch (URISyntaxException e) {
            // said below, without what was given
        }
        throw new IllegalStateException("--endpoint is written https://host, and nothing else");
    }

    private Place.Credentials credentials() throws IOException {
        Map<String, String> environment = System.getenv();
        List<String> lines =
                credentials == null
                        ? List.of(
                                environment.getOrDefault("RELAIS_BACKUP_KEY_ID", ""),
                                environment.getOrDefault("RELAIS_BACKUP_KEY", ""))
                        : Files.readAllLines(credentials);
        if (lines.size() < 2 || lines.get(0).isBlank() || lines.get(1).isBlank()) {
            throw new IllegalStateException(
                    "the bucket wants a key: --credentials-file with two lines, or"
                            + " RELAIS_BACKUP_KEY_ID and RELAIS_BACKUP_KEY");
        }
        return new Place.Credentials(lines.get(0).strip(), lines.get(1).strip());
    }
}
