package relais.app;

import relais.agent.AgentSettings;

/** What this build is called. */
public final class Version {
    public static final String NUMBER = AgentSettings.VERSION;

    private Version() {}
}
