package relais.vault.upload;

import java.util.List;
import java.util.Map;

/** What an upload is to become. */
public record Wish(long dossierId, String path, String ifExists, String metadata) {
    /**
     * Reads {@code Upload-Metadata}: {@code dossier} and {@code path} (or {@code filename}),
     * perhaps {@code ifExists}. Throws IllegalArgumentException saying what is wrong.
     */
    public static Wish of(String metadata) {
        Map<String, String> words = UploadMetadata.parse(metadata);
        String dossier = words.getOrDefault("dossier", "");
        if (!dossier.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("Upload-Metadata needs dossier, its number");
        }
        String path = words.getOrDefault("path", words.getOrDefault("filename", ""));
        if (path.isBlank()) {
            throw new IllegalArgumentException("Upload-Metadata needs path, such as /a/b.pdf");
        }
        String ifExists = words.getOrDefault("ifExists", "version");
        if (!List.of("version", "rename", "refuse").contains(ifExists)) {
            throw new IllegalArgumentException("ifExists is version, rename or refuse");
        }
        return new Wish(Long.parseLong(dossier), path, ifExists, metadata);
    }
}
