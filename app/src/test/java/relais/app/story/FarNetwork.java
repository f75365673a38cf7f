package relais.app.story;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import relais.platform.testing.Peers;

/** A network namespace with one link to here, which can be cut: a machine far away. */
final class FarNetwork implements AutoCloseable {
    /** Of a range for documentation and tests between networks: RFC 2544. */
    static final String HERE = "198.18.213.1";

    private static final String THERE = "198.18.213.2";

    private final String ip;
    private final String name = "relais" + ProcessHandle.current().pid();
    private final String near = "rn" + ProcessHandle.current().pid();
    private final String far = "rf" + ProcessHandle.current().pid();

    private FarNetwork(String ip) {
        this.ip = ip;
    }

    /** Makes it, or leaves the test out where that is not allowed. */
    static FarNetwork make() throws IOException, InterruptedException {
        FarNetwork network = new FarNetwork(Peers.require("ip").toString());
        if (network.run("netns", "add", network.name) != 0) {
            String reason = "not allowed: network namespaces (this test cuts a real link)";
            if ("required".equals(System.getenv("RELAIS_PEERS"))) {
                Assertions.fail(reason);
            }
            System.out.println("left out: " + reason);
            Assumptions.abort(reason);
        }
        network.must("link", "add", network.near, "type", "veth", "peer", "name", network.far);
        network.must("link", "set", network.far, "netns", network.name);
        network.must("addr", "add", HERE + "/30", "dev", network.near);
        network.must("-n", network.name, "addr", "add", THERE + "/30", "dev", network.far);
        network.must("-n", network.name, "link", "set", "lo", "up");
        network.must("-n", network.name, "link", "set", network.far, "up");
        network.join();
        return network;
    }

    /** The link is there (again). */
    void join() throws IOException, InterruptedException {
        must("link", "set", near, "up");
    }

    /** Nothing passes; neither side is told. */
    void cut() throws IOException, InterruptedException {
        must("link", "set", near, "down");
    }

    /** The command as it runs there. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of(ip, "netns", "exec", name));
        all.addAll(command);
        return all;
    }

    private void must(String... words) throws IOException, InterruptedException {
        if (run(words) != 0) {
            throw new IOException("ip " + String.join(" ", words) + " failed");
        }
    }

    private int run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ip));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("link", "del", near);
        run("netns", "del", name);
    }
}
