package relais.meter.drawing;

/**
 * One thing drawn over the grid, in values.
 *
 * @param bottom where an area begins: zero, or the top of what it is piled on
 * @param top the line, or the upper edge of an area; NaN is a gap
 * @param low lower edge of the band around a line
 * @param high upper edge of the band around a line; NaN everywhere if there is no band
 */
record Layer(Style style, double[] bottom, double[] top, double[] low, double[] high) {
    /**
     * @param dash of a line, 0 for solid
     */
    record Style(boolean area, boolean piled, double width, double dash, int colour) {}
}
