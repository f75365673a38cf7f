package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandoverTest {
    @Test
    void anErrorOfTheOtherThreadReachesTheCaller() {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            assertThatThrownBy(
                            () -> {
                                try (Handover handover =
                                        new Handover(
                                                2,
                                                16,
                                                threads,
                                                (bytes, length) -> {
                                                    throw new LinkageError("broken");
                                                })) {
                                    for (int i = 0; i < 10; i++) {
                                        handover.give(handover.take(), 16);
                                    }
                                    handover.finish();
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(LinkageError.class);
        }
    }
}
