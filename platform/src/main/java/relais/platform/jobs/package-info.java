/**
 * Work at a time: once or again and again, surviving restarts, run by one process of many. Features
 * name their work at start; nothing here knows what it does.
 */
@NullMarked
package relais.platform.jobs;

import org.jspecify.annotations.NullMarked;
