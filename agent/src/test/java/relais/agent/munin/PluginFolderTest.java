package relais.agent.munin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.Soon;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;
import relais.agent.reading.Value;
import relais.platform.testing.Peers;

/** Plugins of any behaviour, run for real. */
class PluginFolderTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path folder;

    /** Plugins run as somebody else, who must be able to reach them. */
    @BeforeEach
    void open() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/all"), "[*]\nenv.answer 42\n");
    }

    @Test
    void aPluginOfTenLinesDescribesItselfAndIsRead() throws Exception {
        plugin(
                "answer",
                """
                if [ "$1" = config ]; then
                  echo 'graph_title The answer'
                  echo 'answer.label answer'
                  exit 0
                fi
                echo "answer.value $answer"
                echo "cap.value $MUNIN_CAP_MULTIGRAPH"
                """);
        Plugin plugin = only();
        assertThat(plugin.name()).isEqualTo("plugin/answer");
        assertThat(((Answer.Told) plugin.describe(AT)).graphs().getFirst().title())
                .isEqualTo("The answer");
        assertThat(((Answer.Told) plugin.read(AT)).readings())
                .extracting(r -> r.value())
                .containsExactly(Value.of(42), Value.of(1));
    }

    @Test
    void aPluginThatHangsIsKilledWithItsChildren() throws Exception {
        plugin("hang", "sleep 97531 & sleep 97531");
        Files.writeString(folder.resolve("conf/hang"), "[hang]\ntimeout 1\n");
        assertThat(failed(only().read(AT)).state()).isEqualTo(Answer.State.HANGING);
        Soon.until(
                "its children are gone",
                Duration.ofSeconds(3),
                () ->
                        ProcessHandle.allProcesses()
                                .noneMatch(
                                        p ->
                                                p.info()
                                                        .commandLine()
                                                        .orElse("")
                                                        .contains("sleep 97531")));
    }

    @Test
    void aPluginThatFloodsOrPrintsRubbishOrFailsIsShownAsSuch() throws Exception {
        plugin("flood", "exec yes x.value 1");
        assertThat(failed(only().read(AT)).state()).isEqualTo(Answer.State.FLOODING);
        Files.delete(folder.resolve("plugins/flood"));
        plugin("rubbish", "echo '<html>what?'");
        assertThat(failed(only().read(AT)).state()).isEqualTo(Answer.State.RUBBISH);
        assertThat(failed(only().describe(AT)).state()).isEqualTo(Answer.State.RUBBISH);
        Files.delete(folder.resolve("plugins/rubbish"));
        plugin("broken", "echo 'no such database' >&2; exit 3");
        assertThat(failed(only().read(AT)).why()).isEqualTo("exit code 3: no such database");
    }

    @Test
    void aLibraryIsAskedWhatWantsToRunHere() throws Exception {
        String marks = "#%# family=auto\n#%# capabilities=autoconf suggest\n";
        plugin("wants", marks + "[ \"$1\" = autoconf ] && echo yes || echo x.value 1");
        plugin("wantsnot", marks + "echo 'no (nothing here)'");
        plugin(
                "if_",
                marks
                        + "case $1 in autoconf) echo yes;; suggest) echo eth0; echo '../x';;"
                        + " *) echo x.value ${0##*_eth};; esac");
        var plugins = source().plugins();
        assertThat(plugins)
                .extracting(Plugin::name)
                .containsExactly("plugin/if_eth0", "plugin/wants");
        assertThat(((Answer.Told) plugins.getFirst().read(AT)).readings().getFirst().value())
                .isEqualTo(Value.of(0));
    }

    @Test
    void aWishThatCannotBeFulfilledIsSaid() throws Exception {
        plugin("who", "echo x.value 1");
        Files.writeString(folder.resolve("conf/who"), "[who]\nuser nobody-of-that-name\n");
        assertThat(failed(only().read(AT)).why()).contains("nobody-of-that-name");
        Accounts small = new Accounts(Path.of("/etc/passwd"), Path.of("/etc/group"), "clerk");
        assertThat(small.prefix(null, java.util.List.of())).isEmpty();
        Accounts root = new Accounts(Path.of("/etc/passwd"), Path.of("/etc/group"), "root");
        assertThat(root.prefix("nobody", java.util.List.of("adm", "no-such-group")))
                .containsExactly("setpriv", "--reuid=nobody", "--regid=adm", "--groups=adm", "--");
    }

    @Test
    void whatPluginsKeepLiesWhereTheyCanReachIt() throws Exception {
        Path closed = Files.createDirectories(folder.resolve("closed"));
        Path system = folder.resolve("system");
        assertThat(Shelter.in(closed.resolve("plugins"), system, "root").state())
                .as("whose parents let others through")
                .isEqualTo(closed.resolve("plugins/state"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Shelter elsewhere = Shelter.in(closed.resolve("plugins"), system, "root");
        assertThat(elsewhere.state()).startsWith(system).isDirectory();
        Files.delete(elsewhere.state());
        assertThat(elsewhere.state()).as("made anew when somebody deleted it").isDirectory();
        assertThat(Shelter.in(closed.resolve("plugins"), system, "clerk").state())
                .as("who is not root runs them as himself")
                .startsWith(closed);
    }

    /** It keeps the last values in a file of its own: nothing at first, then everything. */
    @Test
    void debiansDiskstatsIsReadFromAClosedFolder() throws Exception {
        Path diskstats = Path.of("/usr/share/munin/plugins/diskstats");
        Peers.require("munin-node");
        Files.createDirectories(folder.resolve("plugins"));
        Files.createSymbolicLink(folder.resolve("plugins/diskstats"), diskstats);
        Path closed = Files.createDirectories(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Plugin plugin =
                new PluginFolder(
                                folder.resolve("plugins"),
                                folder.resolve("conf"),
                                Shelter.in(
                                        closed.resolve("plugins"),
                                        folder.resolve("system"),
                                        System.getProperty("user.name")),
                                Duration.ofMinutes(1))
                        .plugins()
                        .getFirst();
        assertThat(plugin.describe(AT)).isInstanceOf(Answer.Told.class);
        plugin.read(AT);
        Soon.until(
                "a second later it has something to compare with",
                Duration.ofSeconds(10),
                () -> plugin.read(AT) instanceof Answer.Told);
    }

    @Test
    void theAgentsOwnEnvironmentStaysItsOwn() throws Exception {
        plugin("env", "[ -z \"$HOME$JAVA_HOME\" ] && echo x.value 1 || echo x.value 0");
        assertThat(((Answer.Told) only().read(AT)).readings().getFirst().value())
                .isEqualTo(Value.of(1));
    }

    private static Answer.Failed failed(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return (Answer.Failed) answer;
    }

    private Plugin only() throws Exception {
        var plugins = source().plugins();
        assertThat(plugins).hasSize(1);
        return plugins.getFirst();
    }

    private PluginFolder source() {
        return new PluginFolder(
                folder.resolve("plugins"),
                folder.resolve("conf"),
                folder.resolve("own"),
                Duration.ofSeconds(60));
    }

    private void plugin(String name, String script) throws Exception {
        Path file = Files.createDirectories(folder.resolve("plugins")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
