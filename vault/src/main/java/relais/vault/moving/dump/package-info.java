/**
 * Reads what mysqldump and mariadb-dump write: bytes in, tables and rows out, in memory that does
 * not grow with lines, values or the dump. Called by the loading of a move; knows no database.
 */
@NullMarked
package relais.vault.moving.dump;

import org.jspecify.annotations.NullMarked;
