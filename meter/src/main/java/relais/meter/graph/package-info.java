/**
 * What a graph of a host shows over a stretch of time: rates of its counters, averages, least and
 * greatest values by steps, gaps where nothing came. Asked by pictures, by the API and by lists
 * that show a small curve. It never writes, and knows neither who asks nor HTTP.
 */
@NullMarked
package relais.meter.graph;

import org.jspecify.annotations.NullMarked;
