package relais.vault.limited;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process that opens files, begun when it is needed, ended when it takes too long, has done
 * much, or has nothing to do. One file at a time; who comes meanwhile waits.
 */
public final class Workshop implements AutoCloseable {
    /** Enough for a scanned page; a file that needs more goes without. */
    private static final String MEMORY = "-Xmx320m";

    /** Processor seconds of one process's whole life, minded by the system. */
    private static final int CPU_SECONDS = 1_200;

    /** Libraries leave things behind: after so many files a new process begins. */
    private static final int FILES = 200;

    /** What comes back is text or a picture of bounded size. */
    private static final int MOST_ANSWER = 32 * 1024 * 1024;

    private static final Duration IDLE = Duration.ofSeconds(60);

    private final Duration longest;
    private final List<String> command;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("vault-workshop").factory());
    private @Nullable Running running;
    private @Nullable ScheduledFuture<?> rest;

    /**
     * @param longest that one file may take
     */
    public Workshop(Duration longest) {
        this.longest = longest;
        this.command = command();
    }

    private static List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c"));
        words.add("ulimit -t " + CPU_SECONDS + "; ulimit -c 0; exec \"$@\"");
        words.addAll(List.of("sh", java, MEMORY, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-Djava.awt.headless=true", "-Xss1m", "-XX:+ExitOnOutOfMemoryError"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(Child.class.getName());
        return words;
    }

    /** What became of a file. */
    public sealed interface Result {
        /** What was asked for; {@code pages} that can be drawn. */
        record Done(byte[] body, int pages) implements Result {
            public String text() {
                return new String(body, StandardCharsets.UTF_8);
            }

            @Override
            public boolean equals(Object other) {
                return this == other;
            }

            @Override
            public int hashCode() {
                return System.identityHashCode(this);
            }
        }

        /** It is damaged, hostile, or too much. */
        record Failed(String why) implements Result {}
    }

    private record Running(
            Process process, DataOutputStream to, DataInputStream from, int[] done) {}

    /** The words in a file, and how many pages it has. */
    public Result text(Path file, String type) {
        return ask("text", file, type, 0, 0);
    }

    /** A page as PNG, about {@code width} pixels wide. */
    public Result draw(Path file, String type, int page, int width) {
        return ask("draw", file, type, page, width);
    }

    /** Takes a letter apart: its headers, and its attachments into files beside it. */
    public Result parts(Path file) {
        return ask("parts", file, "message/rfc822", 0, 0);
    }

    private synchronized Result ask(String task, Path file, String type, int page, int width) {
        if (rest != null) {
            rest.cancel(false);
        }
        ScheduledFuture<?> guard = null;
        try {
            Running now = ready();
            guard =
                    watch.schedule(
                            () -> now.process().destroyForcibly(),
                            longest.toMillis(),
                            TimeUnit.MILLISECONDS);
            now.to().writeUTF(task);
            now.to().writeUTF(file.toString());
            now.to().writeUTF(type);
            now.to().writeInt(page);
            now.to().writeInt(width);
            now.to().flush();
            return answer(now);
        } catch (IOException e) {
            end();
            return new Result.Failed("the process ended: too much time or memory for it");
        } finally {
            if (guard != null) {
                guard.cancel(false);
            }
            rest = watch.schedule(this::end, IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Result answer(Running now) throws IOException {
        int status = now.from().readUnsignedByte();
        int pages = now.from().readInt();
        int length = now.from().readInt();
        if (length < 0 || length > MOST_ANSWER) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] body = new byte[length];
        now.from().readFully(body);
        if (++now.done()[0] >= FILES) {
            end();
        }
        return status == Child.DONE
                ? new Result.Done(body, pages)
                : new Result.Failed(new String(body, StandardCharsets.UTF_8));
    }

    private Running ready() throws IOException {
        Running now = running;
        if (now == null || !now.process().isAlive()) {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
            Process process = builder.start();
            now =
                    new Running(
                            process,
                            new DataOutputStream(
                                    new BufferedOutputStream(process.getOutputStream())),
                            new DataInputStream(process.getInputStream()),
                            new int[1]);
            running = now;
        }
        return now;
    }

    private synchronized void end() {
        if (running != null) {
            running.process().destroyForcibly();
            running = null;
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        end();
    }
}
