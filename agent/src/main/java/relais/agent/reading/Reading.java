package relais.agent.reading;

import java.time.Instant;

/** One value of one field at one moment; counters travel raw, the centre derives rates. */
public record Reading(Instant time, SeriesName series, Value value) {}
