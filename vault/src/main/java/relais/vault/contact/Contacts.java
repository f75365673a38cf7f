package relais.vault.contact;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;

/** The directory of people. */
public interface Contacts {
    /**
     * Names, or numbers as far as the caller may see them; who is not there, or not for this
     * caller, is left out.
     */
    Map<Long, String> names(Caller caller, Set<Long> contacts);

    /**
     * What is written into manifests of a person.
     *
     * @param address by which they are found again in another directory
     */
    record Card(@Nullable String name, String address, @Nullable String language) {}

    /** Cards of all that there are, for manifests, whoever asks. */
    default Map<Long, Card> cards(Set<Long> contacts) {
        return Map.of();
    }

    /** The contact with that address, made where there is none; empty where it cannot be. */
    default Optional<Long> bring(Card card) {
        return Optional.empty();
    }
}
