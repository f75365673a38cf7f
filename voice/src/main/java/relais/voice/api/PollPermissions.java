package relais.voice.api;

import java.util.List;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;

/** What polls' endpoints need. */
public final class PollPermissions {
    static final Permission READ = new Permission("polls.read");
    static final Permission EDIT = new Permission("polls.edit");
    static final Permission SEND = new Permission("polls.send");

    public static final List<GrantablePermission> ALL =
            List.of(
                    new GrantablePermission(READ, "See polls, results and answers"),
                    new GrantablePermission(
                            EDIT, "Make and change polls, correct answers, decide doubtful ones"),
                    new GrantablePermission(SEND, "Start, pause, resume, close polls"));

    private PollPermissions() {}
}
