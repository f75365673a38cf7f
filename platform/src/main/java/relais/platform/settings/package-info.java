/**
 * One tree of settings from file, environment and command line. Each module lists its {@link
 * relais.platform.settings.Setting}s; app loads them all once, before anything starts. Never falls
 * back silently: what is unknown or wrong refuses to start and says which and where.
 */
@NullMarked
package relais.platform.settings;

import org.jspecify.annotations.NullMarked;
