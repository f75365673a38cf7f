package relais.vault.moving;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import relais.vault.moving.share.FolderSource;
import relais.vault.moving.share.SmbSource;
import relais.vault.moving.share.Source;
import relais.vault.store.smb.ShareAddress;

/** Opens an old share by its address: a folder, or {@code smb://user@host/share/folder}. */
final class Sources {
    /** Never an argument, never kept. */
    private static final String PASSWORD = "RELAIS_SHARE_PASSWORD";

    private Sources() {}

    static Source open(String address) throws IOException {
        if (address.isEmpty()) {
            throw new IOException("this move has no share: name one with --share");
        }
        if (!address.startsWith("smb://")) {
            return new FolderSource(Path.of(address));
        }
        URI uri = URI.create(address);
        String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
        int slash = path.indexOf('/');
        return new SmbSource(
                new ShareAddress(
                        uri.getHost(),
                        uri.getPort() < 0 ? ShareAddress.PORT : uri.getPort(),
                        slash < 0 ? path : path.substring(0, slash),
                        slash < 0 ? "" : path.substring(slash + 1),
                        "",
                        uri.getUserInfo() == null ? "" : uri.getUserInfo(),
                        System.getenv().getOrDefault(PASSWORD, ""),
                        false));
    }
}
