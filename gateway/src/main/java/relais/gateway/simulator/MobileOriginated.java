package relais.gateway.simulator;

/** A message that a handset wrote; {@code id} counts from 1 in the order of writing. */
public record MobileOriginated(long id, String from, String to, String text) {}
