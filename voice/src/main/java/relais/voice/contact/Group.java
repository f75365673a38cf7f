package relais.voice.contact;

import org.jspecify.annotations.Nullable;

/**
 * A named set of people.
 *
 * @param people how many are in it
 */
public record Group(long id, String name, String description, long people) {
    /** What a person of ours writes about a group. */
    public record Form(String name, @Nullable String description) {}
}
