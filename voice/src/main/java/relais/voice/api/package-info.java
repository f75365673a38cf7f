/**
 * Voice over HTTP: one file per resource, each giving its routes. Wired only by app; holds no rules
 * and no SQL.
 */
@NullMarked
package relais.voice.api;

import org.jspecify.annotations.NullMarked;
