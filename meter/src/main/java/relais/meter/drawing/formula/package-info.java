/**
 * rrdtool's RPN expressions ({@code cdef}): parsed once, evaluated over columns of numbers. Called
 * by {@code relais.meter.drawing}; it knows neither graphs nor pictures. JDK alone.
 */
@NullMarked
package relais.meter.drawing.formula;

import org.jspecify.annotations.NullMarked;
