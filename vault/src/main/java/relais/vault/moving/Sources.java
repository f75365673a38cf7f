package relais.vault.moving;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relais.vault.moving.share.FolderSource;
import relais.vault.moving.share.SmbSource;
import relais.vault.moving.share.Source;
import relais.vault.store.smb.ShareAddress;

/** Opens an old share by its address: a folder, or {@code smb://user@host/share/folder}. */
final class Sources {
    /** Never an argument, never kept. */
    private static final String PASSWORD = "RELAIS_SHARE_PASSWORD";

    /** {@code smb://[domain;][user@]host[:port]/share[/folder]}: a password has no place in it. */
    private static final Pattern SMB =
            Pattern.compile(
                    "smb://(?:(?:(?<domain>[^;@/:]*);)?(?<user>[^@/:]*)@)?"
                            + "(?<host>[^/:@]+|\\[[^\\]]+])(?::(?<port>\\d{1,5}))?"
                            + "/(?<share>[^/]+)(?:/+(?<folder>.*))?");

    private Sources() {}

    /** Refuses an address that leads nowhere, or that holds a password. */
    static void requireAddress(String address) {
        if (address.startsWith("smb:")) {
            address(address, "");
        }
    }

    static Source open(String address) throws IOException {
        if (address.isEmpty()) {
            throw new IOException("this move has no share: name one with --share");
        }
        if (!address.startsWith("smb://")) {
            return new FolderSource(Path.of(address));
        }
        return new SmbSource(address(address, System.getenv().getOrDefault(PASSWORD, "")));
    }

    static ShareAddress address(String text, String password) {
        Matcher parts = SMB.matcher(text);
        if (!parts.matches()) {
            // Not the text itself: it may hold a password.
            throw new IllegalStateException(
                    "a share is written smb://user@host/share/folder, without a password");
        }
        return new ShareAddress(
                given(parts, "host"),
                parts.group("port") == null
                        ? ShareAddress.PORT
                        : Integer.parseInt(parts.group("port")),
                given(parts, "share"),
                given(parts, "folder").replaceAll("/+$", ""),
                given(parts, "domain"),
                given(parts, "user"),
                password,
                false);
    }

    /** Blanks and accents stand as they are, or as in an address of the Web (%20). */
    private static String given(Matcher parts, String name) {
        String text = parts.group(name);
        if (text == null || !text.contains("%")) {
            return text == null ? "" : text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return text;
        }
    }
}
