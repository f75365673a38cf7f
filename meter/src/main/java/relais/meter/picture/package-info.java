/**
 * Graphs as PNG and SVG, several on one sheet, and the links by which they are shown to those who
 * have no account. Asked by the API and by reports; it draws nothing itself and decides nobody's
 * sight.
 */
@NullMarked
package relais.meter.picture;

import org.jspecify.annotations.NullMarked;
