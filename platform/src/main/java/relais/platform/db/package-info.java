/** PostgreSQL, embedded or outside: pool, transactions, migrations. Knows no module's tables. */
@NullMarked
package relais.platform.db;

import org.jspecify.annotations.NullMarked;
