package relais.agent.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import relais.agent.reading.Plugin;
import relais.agent.reading.Source;

/** This host, without a line of configuration. */
public final class HostSource implements Source {

    private final List<Plugin> plugins;

    public HostSource(Duration interval) {
        this(Path.of("/proc"), Path.of("/sys"), interval);
    }

    /** For tests: a kernel made of files. */
    HostSource(Path proc, Path sys, Duration interval) {
        Machine machine = new Machine(proc, sys);
        plugins =
                List.of(
                        new HostPlugin("cpu", interval, machine, new Cpu()),
                        new HostPlugin("load", interval, machine, new Load()),
                        new HostPlugin("memory", interval, machine, new Memory()),
                        new HostPlugin("swap", interval, machine, new Swap()),
                        new HostPlugin("disk", interval, machine, new Disks()),
                        new HostPlugin("filesystem", interval, machine, new Filesystems()),
                        new HostPlugin("network", interval, machine, new Network()),
                        new HostPlugin("processes", interval, machine, new Processes()),
                        new HostPlugin("uptime", interval, machine, new Uptime()),
                        new HostPlugin("temperature", interval, machine, new Temperature()));
    }

    @Override
    public String name() {
        return "this host";
    }

    @Override
    public List<Plugin> plugins() {
        return plugins;
    }
}
