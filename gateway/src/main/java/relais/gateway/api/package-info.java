/**
 * The gateway's HTTP resources: channels, and the preview of a text. Wired by app; rules and tables
 * are the directory's.
 */
@NullMarked
package relais.gateway.api;

import org.jspecify.annotations.NullMarked;
