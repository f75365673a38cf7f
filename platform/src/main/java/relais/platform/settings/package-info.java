/** One tree of settings from file, environment and command line. */
@NullMarked
package relais.platform.settings;

import org.jspecify.annotations.NullMarked;
