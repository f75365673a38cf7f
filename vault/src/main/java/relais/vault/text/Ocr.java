package relais.vault.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import relais.vault.limited.Workshop;

/** Reads pictures of pages by tesseract, where it is installed, within bounds of time. */
public final class Ocr {
    private static final int CPU_SECONDS = 60;
    private static final int WALL_SECONDS = 90;

    /** First pages of a scanned document: who looks for it knows words of its start. */
    private static final int PAGES = 5;

    /** About 200 dots per inch of a page of A4. */
    private static final int WIDTH = 1_650;

    private static final int MOST_BYTES = 1_000_000;

    private final Optional<Path> tesseract;

    /** Finds tesseract on this machine. */
    public Ocr() {
        this.tesseract =
                List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin").stream()
                        .map(folder -> Path.of(folder, "tesseract"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    /** The words on the first pages; none where nothing can read them. */
    String read(Workshop workshop, Path file, String mediaType, int pages) throws IOException {
        if (tesseract.isEmpty()) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        for (int page = 1; page <= Math.min(pages, PAGES); page++) {
            if (workshop.draw(file, mediaType, page, WIDTH) instanceof Workshop.Result.Done drawn) {
                Path picture = Files.createTempFile(file.getParent(), "page", ".png");
                try {
                    Files.write(picture, drawn.body());
                    words.append(recognise(tesseract.get(), picture));
                } finally {
                    Files.deleteIfExists(picture);
                }
            }
        }
        return words.toString();
    }

    private static String recognise(Path tesseract, Path picture) throws IOException {
        String script = "ulimit -t " + CPU_SECONDS + "; ulimit -v 2000000; exec \"$@\"";
        ProcessBuilder builder =
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                script,
                                "sh",
                                tesseract.toString(),
                                picture.toString(),
                                "stdout",
                                "-l",
                                languages())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            Thread guard =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            process.waitFor(WALL_SECONDS, TimeUnit.SECONDS);
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        process.destroyForcibly();
                                    });
            byte[] words = out.readNBytes(MOST_BYTES);
            guard.interrupt();
            return new String(words, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /** French before English where both are installed. */
    private static String languages() {
        boolean french =
                List.of("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata").stream()
                        .anyMatch(folder -> Files.exists(Path.of(folder, "fra.traineddata")));
        return french ? "fra+eng" : "eng";
    }
}
