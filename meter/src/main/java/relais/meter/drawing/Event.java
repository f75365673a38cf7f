package relais.meter.drawing;

/** Something that happened: a mark on the time axis, with a word if there is room. */
public record Event(long millis, String text) {}
