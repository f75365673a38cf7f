/** The shape of the code, as tests: module drawing, package cycles, tables, tidiness. */
@NullMarked
package relais.app.architecture;

import org.jspecify.annotations.NullMarked;
