package relais.vault.manifest;

import java.util.List;

/** What came of a rebuild. */
public sealed interface Result permits Report, Result.Refused {
    /**
     * Nothing came back, as nothing was tried.
     *
     * @param why for the person who asked
     * @param databases that wrote what lies in the stores, the last first
     */
    record Refused(String why, List<Known> databases) implements Result {}
}
