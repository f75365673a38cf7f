/**
 * The whole database as one sealed file, and back: rows as they were at one moment, whatever module
 * they belong to. Called by {@code app}'s commands; knows no table by name.
 */
@NullMarked
package relais.platform.backup;

import org.jspecify.annotations.NullMarked;
