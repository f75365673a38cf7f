package relais.vault.moving.load;

import relais.vault.moving.dump.Session;

/**
 * Where reading begins again.
 *
 * @param statement where the statement begins that was being read
 * @param done rows that begin before this offset are in
 */
public record Position(long statement, long done, Session.Snapshot session) {}
