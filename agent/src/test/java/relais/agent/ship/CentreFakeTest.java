package relais.agent.ship;

import relais.agent.CentreFake;

/** The twin in memory keeps the contract, so stories that use it say something. */
class CentreFakeTest extends TransportContract {
    private final CentreFake centre = new CentreFake();

    @Override
    Transport transport() {
        return centre;
    }

    @Override
    CentreFake centre() {
        return centre;
    }
}
