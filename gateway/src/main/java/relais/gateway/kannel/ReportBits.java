package relais.gateway.kannel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The bits of dlr-mask (Kannel User Guide 1.4.5, "Delivery Reports") that a message has earned. */
final class ReportBits {
    static final int DELIVERED = 1;
    static final int FAILED = 2;
    static final int BUFFERED = 4;
    static final int ACCEPTED = 8;
    static final int REFUSED = 16;

    private ReportBits() {}

    /**
     * In the order in which a program hears them.
     *
     * @param known the states of the parts heard of so far
     * @param parts how many there are
     */
    static List<Integer> earned(Collection<PartState> known, int parts) {
        List<Integer> bits = new ArrayList<>();
        boolean all = known.size() >= parts;
        if (all
                && known.stream()
                        .noneMatch(s -> s == PartState.REFUSED || s == PartState.UNCERTAIN)) {
            bits.add(ACCEPTED);
        }
        if (known.contains(PartState.REFUSED)) {
            bits.add(REFUSED);
        }
        if (known.contains(PartState.BUFFERED)) {
            bits.add(BUFFERED);
        }
        if (all && known.stream().allMatch(s -> s == PartState.DELIVERED)) {
            bits.add(DELIVERED);
        }
        if (known.contains(PartState.FAILED)) {
            bits.add(FAILED);
        }
        return bits;
    }

    /** What %A says, in the form of Kannel's own drivers. */
    static String reply(int bit, String detail) {
        return switch (bit) {
            case ACCEPTED -> "ACK/";
            case REFUSED -> "NACK/" + detail;
            case BUFFERED -> "stat:ENROUTE err:" + detail;
            case DELIVERED -> "stat:DELIVRD err:" + detail;
            default -> "stat:UNDELIV err:" + detail;
        };
    }
}
