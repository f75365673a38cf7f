package relais.voice.contact;

import java.util.Set;
import relais.platform.identity.Caller;

/**
 * What one caller may see of people: which of them, and whether their numbers. Every query about
 * people and their messages carries it.
 *
 * @param everyone sees all contacts
 * @param groups else only those in these groups
 * @param numbers sees whole numbers
 */
public record Sight(boolean everyone, Set<Long> groups, boolean numbers) {
    /** Enough of a number to know its country and operator, not its owner. */
    private static final int SHOWN = 6;

    private static final char HIDDEN = '•';

    public Sight {
        groups = Set.copyOf(groups);
    }

    public static Sight of(Caller caller) {
        return new Sight(
                caller.allContacts(),
                caller.contactGroups(),
                caller.may(PeoplePermissions.SEE_NUMBERS));
    }

    /** A number as this caller may read it. */
    public String shown(String address) {
        if (numbers) {
            return address;
        }
        int shown = Math.min(SHOWN, address.length() / 2);
        return address.substring(0, shown)
                + String.valueOf(HIDDEN).repeat(address.length() - shown);
    }

    /** Whether {@code address} is one that {@link #shown} hid. */
    static boolean isHidden(String address) {
        return address.indexOf(HIDDEN) >= 0;
    }

    /** For {@code any(:sight)}. */
    public Long[] groupIds() {
        return groups.toArray(Long[]::new);
    }

    /**
     * A condition on {@code contact}, a column holding a contact's id, true of those this caller
     * may see; binds {@code :sight} to {@link #groupIds}.
     */
    public String condition(String contact) {
        return everyone
                ? "cast(:sight as bigint[]) is not null"
                : """
                exists (select 1 from voice_contact_group sg
                    where sg.contact_id = %s and sg.group_id = any(:sight))"""
                        .formatted(contact);
    }

    /** Whether every one of {@code ids} is a group this caller may see. */
    boolean covers(Set<Long> ids) {
        return everyone || groups.containsAll(ids);
    }
}
