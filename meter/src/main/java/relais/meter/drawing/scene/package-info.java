/**
 * A picture as a list of shapes and texts, and its two writers: PNG and SVG. Called by {@code
 * relais.meter.drawing}, which decides where everything lies; nothing here knows what a graph is.
 * JDK alone.
 */
@NullMarked
package relais.meter.drawing.scene;

import org.jspecify.annotations.NullMarked;
