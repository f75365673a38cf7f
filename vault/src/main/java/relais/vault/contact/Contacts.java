package relais.vault.contact;

import java.util.Map;
import java.util.Set;
import relais.platform.identity.Caller;

/** The directory of people. */
public interface Contacts {
    /**
     * Names, or numbers as far as the caller may see them; who is not there, or not for this
     * caller, is left out.
     */
    Map<Long, String> names(Caller caller, Set<Long> contacts);
}
