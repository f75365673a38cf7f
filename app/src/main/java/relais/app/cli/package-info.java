/** The commands a person types. They print; nothing else in Relais does. */
@NullMarked
package relais.app.cli;

import org.jspecify.annotations.NullMarked;
