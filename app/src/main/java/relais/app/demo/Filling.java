package relais.app.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import relais.app.Wiring;

/** The office being filled behind the back of who looks around; closing it ends after a dossier. */
public final class Filling implements Closeable {
    private final AtomicBoolean ends = new AtomicBoolean();
    private final Thread work;

    private Filling(Demo demo, Wiring wiring, Path folder) {
        this.work =
                Thread.ofVirtual()
                        .name("demo")
                        .start(
                                () -> {
                                    try {
                                        demo.fill(wiring, folder, ends::get);
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                });
    }

    public static Filling start(Demo demo, Wiring wiring, Path folder) {
        return new Filling(demo, wiring, folder);
    }

    @Override
    public void close() {
        ends.set(true);
        try {
            work.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
