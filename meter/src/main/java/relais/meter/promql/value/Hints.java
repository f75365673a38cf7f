package relais.meter.promql.value;

/**
 * What the samples are wanted for; a source may use it to read less (roll-ups) and may ignore it.
 *
 * @param step milliseconds between evaluations, 0 for one
 * @param range milliseconds of the range selector, 0 for an instant one
 * @param function the function around the selector, or the empty text
 */
public record Hints(long step, long range, String function) {}
