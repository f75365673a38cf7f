/**
 * Collects what its host measures and pushes it to a centre until the centre has acknowledged. Runs
 * alone on each host with the JDK and the spool, or inside {@code ./relais up}; it never decides
 * what a measurement means.
 */
@NullMarked
package relais.agent;

import org.jspecify.annotations.NullMarked;
