package relais.vault.moving.share;

import java.time.Instant;

/**
 * A file of a share.
 *
 * @param path from the share's top, with slashes, as the share has it
 * @param size in bytes
 * @param changed in microseconds at most
 * @param owner as the share names them; "" where it does not say
 * @param rights as the share writes them; "" where it does not say
 */
public record Found(String path, long size, Instant changed, String owner, String rights) {}
