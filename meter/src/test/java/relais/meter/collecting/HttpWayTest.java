package relais.meter.collecting;

import relais.agent.centre.Way;
import relais.agent.https.Centre;

class HttpWayTest extends WayContract {
    private boolean away;

    @Override
    Way way() {
        return new Centre(site.address());
    }

    @Override
    void leave() {
        if (!away) {
            site.stopAnswering();
        }
        away = true;
    }

    @Override
    void comeBack() {
        if (away) {
            site.answerAgain();
        }
        away = false;
    }

    /** Nothing lies between; the connections end all the same. */
    @Override
    void cut() {
        leave();
    }

    @Override
    void mend() {
        comeBack();
    }
}
