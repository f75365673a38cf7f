package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.app.demo.Demo;

/** Somebody gives {@code --demo} where people work already, and keep no dossiers yet. */
class DemoOnRealDataStory {
    @TempDir Path folder;

    @Test
    void noOfficeIsInventedThere() throws Exception {
        try (WholeProduct product = WholeProduct.demonstration(folder)) {
            Demo later = new Demo(Demo.Scale.SHOWN);
            later.prepare(product.wiring());
            later.fill(product.wiring(), folder, () -> false);
            assertThat(product.wiring().vault().records(InstantSource.system()).types().all())
                    .isEmpty();
            assertThat(folder.resolve("demo-dossiers.txt")).doesNotExist();
        }
    }
}
