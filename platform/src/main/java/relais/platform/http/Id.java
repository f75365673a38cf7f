package relais.platform.http;

/** The answer of what made or changed something: its number. */
public record Id(long id) {}
