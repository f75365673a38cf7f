package relais.agent.munin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import relais.agent.reading.Answer;

/**
 * One run of a plugin: clean environment, no input, a session and so a process group of its own
 * that is killed whole when its time is over or it says too much.
 */
final class Run {

    /** Of what it complains; the first words are enough. */
    private static final int COMPLAINT = 300;

    /** From the kill to the last word. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Process process;
    private final AtomicBoolean overdue = new AtomicBoolean();
    private final AtomicBoolean flooded = new AtomicBoolean();
    private final StringBuffer complaint = new StringBuffer();

    private Run(Process process) {
        this.process = process;
    }

    /** Runs it to its end, or to the bounds. */
    static Output of(
            Path plugin,
            String argument,
            List<String> before,
            Map<String, String> environment,
            Duration timeout) {
        List<String> command = new ArrayList<>(before);
        command.add("setsid");
        command.add(plugin.toAbsolutePath().toString());
        if (!argument.isEmpty()) {
            command.add(argument);
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(Path.of("/").toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        try {
            return new Run(builder.start()).answer(timeout);
        } catch (IOException cannot) {
            return new Output.Failed(
                    Answer.State.FAILING, "it cannot be started: " + cannot.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Output.Failed(Answer.State.HANGING, "this agent ends");
        }
    }

    private Output answer(Duration timeout) throws IOException, InterruptedException {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        ended.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (done, late) -> {
                            if (late instanceof TimeoutException) {
                                overdue.set(true);
                                killGroup();
                            }
                        },
                        work -> Thread.ofPlatform().daemon(true).start(work));
        Thread listener =
                Thread.ofPlatform().daemon(true).name("agent-complaints").start(this::listen);
        byte[] said;
        boolean gone = false;
        try {
            said = said();
            gone = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            listener.join(LAST_WORDS);
        } finally {
            ended.complete(true);
            if (!gone) {
                killGroup();
            }
        }
        return judged(said, timeout);
    }

    private Output judged(byte[] said, Duration timeout) {
        // A flood first: its killing may outlast the time, and then it is both.
        if (flooded.get()) {
            return new Output.Failed(
                    Answer.State.FLOODING,
                    "more than %d bytes; it was killed".formatted(Bounds.ANSWER));
        }
        if (overdue.get()) {
            return new Output.Failed(
                    Answer.State.HANGING,
                    "no end in %d s; it was killed".formatted(timeout.toSeconds()));
        }
        String words = complaint.toString().strip().replaceAll("\\s+", " ");
        int code = process.isAlive() ? -1 : process.exitValue();
        if (code != 0) {
            return new Output.Failed(
                    Answer.State.FAILING,
                    "exit code " + code + (words.isEmpty() ? "" : ": " + words));
        }
        return new Output.Lines(new String(said, StandardCharsets.UTF_8).lines().toList());
    }

    /** Of a flood nothing is kept: several may come at once. */
    private byte[] said() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try (InputStream out = process.getInputStream()) {
            for (int n = out.read(piece); n >= 0; n = out.read(piece)) {
                if (said.size() + n > Bounds.ANSWER) {
                    flooded.set(true);
                    killGroup();
                    return new byte[0];
                }
                said.write(piece, 0, n);
            }
            return said.toByteArray();
        } catch (IOException cut) {
            if (overdue.get()) {
                return new byte[0];
            }
            throw cut;
        }
    }

    /** Reads on when it has heard enough: a full pipe would look like a hanging plugin. */
    private void listen() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] piece = new byte[1024];
        try (InputStream errors = process.getErrorStream()) {
            for (int n = errors.read(piece); n >= 0; n = errors.read(piece)) {
                kept.write(piece, 0, Math.min(n, Math.max(0, COMPLAINT - kept.size())));
            }
        } catch (IOException killed) {
            kept.write('\n');
        }
        complaint.append(kept.toString(StandardCharsets.UTF_8));
    }

    /** The plugin leads its group, so the group has its number. */
    private void killGroup() {
        try {
            List<ProcessHandle> children = process.descendants().toList();
            new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            children.forEach(ProcessHandle::destroyForcibly);
        } catch (IOException without) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
