/**
 * Pictures of graphs on the server: a graph's description and its data become a scene of shapes
 * (pure: no clock, no font, no file), which is written as PNG or SVG. Called by the meter's facade,
 * which maps the agent's metadata and the store's data to {@link
 * relais.meter.drawing.GraphPicture}; it never fetches anything itself. JDK alone.
 */
@NullMarked
package relais.meter.drawing;

import org.jspecify.annotations.NullMarked;
