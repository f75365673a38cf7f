package relais.vault.store.smb;

/**
 * Where a share is and who we are there.
 *
 * @param folder inside the share, parts joined by {@code /}; empty for the share itself
 * @param domain empty for a server that stands alone
 * @param encrypt whether what goes over the line must be encrypted (SMB 3)
 */
public record ShareAddress(
        String host,
        int port,
        String share,
        String folder,
        String domain,
        String user,
        String password,
        boolean encrypt) {
    /** The port of SMB over TCP. */
    public static final int PORT = 445;

    @Override
    public String toString() {
        return "//%s:%d/%s/%s".formatted(host, port, share, folder);
    }
}
