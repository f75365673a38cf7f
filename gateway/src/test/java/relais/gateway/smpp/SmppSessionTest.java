package relais.gateway.smpp;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSessionContract;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.Handset;
import relais.gateway.simulator.SimulatedSmsc;
import relais.gateway.testing.Lines;

class SmppSessionTest extends ChannelSessionContract {
    private final List<SimulatedSmsc> providers = new ArrayList<>();

    @Override
    protected ChannelSession session(Provider provider) throws Exception {
        int port =
                switch (provider) {
                    case ACCEPTS -> smsc(0, 0, 0);
                    case SAYS_NOTHING -> smsc(1, 0, 0);
                    case THROTTLES -> smsc(0, 1, 0);
                    case REFUSES -> smsc(0, 0, 1);
                    case IS_NOT_THERE -> nobody();
                };
        return new SmppSession(
                Lines.smpp(port),
                Lines.QUICK,
                SSLContext.getDefault(),
                InstantSource.system(),
                new Random(1));
    }

    private int smsc(double silence, double throttling, double refusal) throws IOException {
        Behaviour behaviour =
                new Behaviour(
                        Duration.ZERO,
                        silence,
                        throttling,
                        refusal,
                        0,
                        Duration.ZERO,
                        0,
                        Duration.ZERO,
                        10);
        SimulatedSmsc smsc =
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        0,
                        "secret",
                        behaviour,
                        new Random(2),
                        Handset.SILENT,
                        message -> {});
        providers.add(smsc);
        return smsc.port();
    }

    private static int nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Override
    protected void tearDown() {
        providers.forEach(SimulatedSmsc::close);
    }
}
