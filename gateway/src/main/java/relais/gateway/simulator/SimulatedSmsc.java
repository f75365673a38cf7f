package relais.gateway.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ServerSocketFactory;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.smpp.SmppSocket;
import relais.gateway.text.Encoded;
import relais.gateway.text.TextEncoder;

/** The SMSC itself: a port to bind to, a store of what handsets wrote, and handsets that answer. */
public final class SimulatedSmsc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedSmsc.class);
    private static final Duration BIND_WITHIN = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(30);

    /** How often overdue acknowledgements are looked for. */
    private static final long WATCH_MILLIS = 1_000;

    private static final int HAS_HEADER = 0x40;

    private final ServerSocket server;
    private final String password;
    private final ScheduledThreadPoolExecutor timer;
    private final Store store;
    private final Submissions submissions;
    private final Set<ServerLine> lines = ConcurrentHashMap.newKeySet();
    private final AtomicLong written = new AtomicLong();
    private volatile boolean closed;

    /**
     * Opens a port on the loopback address.
     *
     * @param sockets {@code ServerSocketFactory.getDefault()}, or a TLS one
     * @param port 0 for any free one
     * @param password what a bind must present; empty for any
     * @param acknowledged hears of each message of {@link #deliver} once the receiver has
     *     acknowledged all of it, on a session's thread
     */
    public SimulatedSmsc(
            ServerSocketFactory sockets,
            int port,
            String password,
            Behaviour behaviour,
            RandomGenerator random,
            Handset handset,
            Consumer<MobileOriginated> acknowledged)
            throws IOException {
        this.server = sockets.createServerSocket(port, 64, InetAddress.getLoopbackAddress());
        this.password = password;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("smsc-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        Dice dice = new Dice(random);
        this.store = new Store(behaviour, dice, timer, acknowledged);
        this.submissions =
                new Submissions(
                        behaviour, dice, timer, InstantSource.system(), handset, this, store);
        timer.scheduleWithFixedDelay(
                this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        long cut = behaviour.hangUpEvery().toMillis();
        if (cut > 0) {
            timer.scheduleWithFixedDelay(this::hangUp, cut, cut, TimeUnit.MILLISECONDS);
        }
        Thread.ofVirtual().name("smsc-accept").start(this::accept);
    }

    /** A smooth SMSC with silent handsets on any free port. */
    public static SimulatedSmsc smooth() throws IOException {
        return new SimulatedSmsc(
                ServerSocketFactory.getDefault(),
                0,
                "",
                Behaviour.SMOOTH,
                new SplittableRandom(1),
                Handset.SILENT,
                message -> {});
    }

    public int port() {
        return server.getLocalPort();
    }

    /**
     * A handset writes: the SMSC keeps the message until a receiver has acknowledged it. Returns
     * its number, counted from 1.
     */
    public long deliver(String from, String to, String text) {
        long id = written.incrementAndGet();
        Encoded encoded = TextEncoder.encode(text);
        int coding = encoded.encoding().dataCoding();
        String digits = from.startsWith("+") ? from.substring(1) : from;
        List<byte[]> parts = encoded.parts();
        Sms.Text whole = new Sms.Text(new MobileOriginated(id, from, to, text), parts.size());
        if (parts.size() == 1) {
            store.add(new Sms(whole, digits, to, 0, coding, parts.getFirst()));
            return id;
        }
        for (int i = 0; i < parts.size(); i++) {
            byte[] body = withHeader((int) id, i + 1, parts.size(), parts.get(i));
            store.add(new Sms(whole, digits, to, HAS_HEADER, coding, body));
        }
        return id;
    }

    /** Messages of {@link #deliver} acknowledged so far. */
    public long acknowledged() {
        return store.acknowledgedCount();
    }

    /** deliver_sm answered with a refusal so far; each was tried again. */
    public long refusedDeliveries() {
        return store.refusals();
    }

    /** deliver_sm sent again so far, for whatever reason but a refusal. */
    public long repeatedDeliveries() {
        return store.repeats();
    }

    /** Messages that wait for a receiver. */
    public int waiting() {
        return store.size();
    }

    /** submit_sm taken so far, parts counted one by one. */
    public long submitted() {
        return submissions.accepted();
    }

    public int boundLines() {
        return (int) lines.stream().filter(line -> line.getSessionState().isBound()).count();
    }

    /** Cuts all lines without a word. */
    public void hangUp() {
        lines.forEach(ServerLine::close);
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing the simulated SMSC's port", e);
        }
        hangUp();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().name("smsc-bind").start(() -> serve(socket));
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("simulated SMSC cannot accept: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try {
            ServerLine line =
                    new ServerLine(new SmppSocket(socket), new Listener(submissions), PROBE);
            line.addSessionStateListener(
                    (now, before, session) -> {
                        if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
                            ended(line);
                        }
                    });
            lines.add(line);
            bind(line, line.waitForBind(BIND_WITHIN.toMillis()));
        } catch (IOException | TimeoutException | PDUStringException e) {
            LOG.debug("simulated SMSC: no bind: {}", e.getMessage());
        }
    }

    private void bind(ServerLine line, BindRequest request) throws IOException, PDUStringException {
        if (!password.isEmpty() && !password.equals(request.getPassword())) {
            request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            return;
        }
        request.accept("relais-smsc", InterfaceVersion.IF_34);
        if (request.getBindType() != BindType.BIND_TX) {
            store.receiver(line);
        }
    }

    private void ended(ServerLine line) {
        lines.remove(line);
        store.gone(line);
        // jsmpp holds the session's lock here, and what is drained is sent again elsewhere.
        Thread.startVirtualThread(() -> line.unanswered().drain());
    }

    private void watch() {
        lines.forEach(line -> line.unanswered().expire(System.nanoTime()));
    }

    private static byte[] withHeader(int reference, int number, int of, byte[] body) {
        byte[] all = new byte[6 + body.length];
        byte[] header = {5, 0, 3, (byte) reference, (byte) of, (byte) number};
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(body, 0, all, header.length, body.length);
        return all;
    }
}
