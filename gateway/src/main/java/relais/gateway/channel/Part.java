package relais.gateway.channel;

import relais.gateway.message.Outgoing;

/**
 * The unit a provider answers to: a segment where we split, the whole message where the provider
 * does.
 *
 * @param number from 1 to {@code of}
 * @param dataCoding SMPP's data_coding of {@code body}; 0 where the provider takes text
 * @param body the coded segment without any header; empty where the provider takes text
 */
public record Part(Outgoing message, int number, int of, int dataCoding, byte[] body) {
    private static final byte[] TEXT = {};

    /** The whole message as text. */
    public static Part whole(Outgoing message) {
        return new Part(message, 1, 1, 0, TEXT);
    }
}
