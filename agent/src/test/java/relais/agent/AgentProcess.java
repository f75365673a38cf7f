package relais.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import relais.agent.cli.AgentMain;
import relais.platform.testing.ClassPath;
import relais.spool.Spool;

/** The agent as an operator has it: a process with the launcher's heap. */
public final class AgentProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private AgentProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it; it reads each second.
     *
     * @param around what is written before the command, nothing for an ordinary process
     */
    public static AgentProcess start(
            List<String> around, Path log, HttpCentre centre, Path folder, String... more)
            throws IOException {
        centre.codes.put("code", "");
        List<String> command = new ArrayList<>(around);
        command.addAll(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        ClassPath.of(AgentMain.class, Spool.class),
                        AgentMain.class.getName(),
                        "--to",
                        centre.address().toString(),
                        "--code",
                        "code",
                        "--name",
                        "well",
                        "--interval",
                        "1",
                        "--folder",
                        folder.toString()));
        command.addAll(List.of(more));
        return new AgentProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    public String said() throws IOException {
        return Files.readString(log);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** A path as this process sees it, which may have disks of its own. */
    public Path inside(Path path) {
        return Path.of("/proc/" + process.pid() + "/root" + path);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
