/**
 * The program: command line, {@link relais.app.Wiring} of the modules by role, demonstration. It
 * has no feature of its own.
 */
@NullMarked
package relais.app;

import org.jspecify.annotations.NullMarked;
