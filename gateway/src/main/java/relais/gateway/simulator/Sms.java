package relais.gateway.simulator;

import org.jspecify.annotations.Nullable;

/**
 * One deliver_sm in the store of the SMSC: a message of its own, a part of one, or a receipt.
 *
 * @param whole what it is part of; null where nobody waits to hear that it was acknowledged
 */
record Sms(
        @Nullable Text whole, String from, String to, int esmClass, int dataCoding, byte[] body) {
    /** What a handset wrote, of one or more parts. */
    static final class Text {
        final MobileOriginated message;
        private int unacknowledged;

        Text(MobileOriginated message, int parts) {
            this.message = message;
            this.unacknowledged = parts;
        }

        /** True when this was the last part to be acknowledged. */
        synchronized boolean acknowledgedPart() {
            return --unacknowledged == 0;
        }
    }
}
