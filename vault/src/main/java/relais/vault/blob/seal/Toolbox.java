package relais.vault.blob.seal;

import java.util.concurrent.ArrayBlockingQueue;

/** Tools that wait for their next use; as many as there are users, few of them kept. */
public final class Toolbox {
    /** Each holds about two megabytes. */
    private static final int KEPT = 8;

    private final ArrayBlockingQueue<Tools> idle = new ArrayBlockingQueue<>(KEPT);

    Tools borrow() {
        Tools tools = idle.poll();
        return tools == null ? new Tools() : tools;
    }

    void giveBack(Tools tools) {
        if (!idle.offer(tools)) {
            tools.free();
        }
    }

    /** Whether compressing gains anything here: a sample for the whole. */
    public boolean squeezes(byte[] sample, int length) {
        Tools tools = borrow();
        try {
            return length > 0 && tools.squeeze(sample, 0, Math.min(length, Layout.FRAME)) >= 0;
        } finally {
            giveBack(tools);
        }
    }
}
