package relais.gateway.intake;

import org.jspecify.annotations.Nullable;

/**
 * How the way in is doing.
 *
 * @param waiting records stored and not yet handed to the queue
 * @param messages whole messages handed over since start
 * @param repeats deliveries recognised as repeats since start
 * @param incomplete messages handed over with parts missing since start
 * @param open messages that wait for parts
 * @param trouble why handing over does not succeed, null while it does
 */
public record IntakeState(
        long waiting,
        long messages,
        long repeats,
        long incomplete,
        int open,
        @Nullable String trouble) {}
