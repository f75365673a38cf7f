package relais.gateway.kannel;

import relais.gateway.message.Report;

/** Where a part of a sendsms message is; stored by its ordinal, so the order may not change. */
enum PartState {
    SUBMITTED,
    BUFFERED,
    DELIVERED,
    FAILED,
    REFUSED,
    UNCERTAIN;

    /** True for states that no later report changes. */
    boolean isFinal() {
        return this != SUBMITTED && this != BUFFERED;
    }

    static PartState of(Report.State state) {
        return switch (state) {
            case DELIVERED -> DELIVERED;
            case FAILED, EXPIRED, REJECTED -> FAILED;
            case BUFFERED -> BUFFERED;
            case ACCEPTED, UNKNOWN -> SUBMITTED;
        };
    }
}
