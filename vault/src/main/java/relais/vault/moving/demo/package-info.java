/**
 * Makes an old system to try a move with: a dump and a share of any size, with the defects that
 * real ones have. Called by the command line, tests and measurements; never near real data.
 */
@NullMarked
package relais.vault.moving.demo;

import org.jspecify.annotations.NullMarked;
