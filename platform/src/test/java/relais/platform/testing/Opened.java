package relais.platform.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test opens as it goes; closed after it, the last one first. */
public final class Opened implements AfterEachCallback {
    private final List<AutoCloseable> all = new CopyOnWriteArrayList<>();

    /** The same, to be closed later. */
    public <T extends AutoCloseable> T later(T one) {
        all.add(one);
        return one;
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        for (AutoCloseable one : all.reversed()) {
            one.close();
        }
    }
}
