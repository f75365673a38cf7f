package relais.gateway.smpp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.channel.Arrival;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.channel.Part;
import relais.gateway.message.Outgoing;

/** A channel by SMPP 3.4: one transceiver bind, or a transmitter and a receiver. */
public final class SmppSession implements ChannelSession {
    private static final Logger LOG = LoggerFactory.getLogger(SmppSession.class);

    private final ChannelSettings settings;
    private final Smpp link;
    private final Timing timing;
    private final SSLContext trust;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Deliveries deliveries;
    private final ProviderIds ids;
    private volatile Line line;
    private Inbound inbound = (arrival, done) -> done.accept(Inbound.Taken.FULL);
    private Runnable changed = () -> {};
    private List<Bind> binds = List.of();

    /** {@code settings.link()} must be {@link Smpp}; nothing connects before {@link #start}. */
    public SmppSession(
            ChannelSettings settings,
            Timing timing,
            SSLContext trust,
            InstantSource clock,
            RandomGenerator random) {
        this.settings = settings;
        this.link = (Smpp) settings.link();
        this.timing = timing;
        this.trust = trust;
        this.clock = clock;
        this.random = random;
        this.deliveries = new Deliveries(settings.name(), link.coding());
        this.ids = new ProviderIds(link.coding().receiptIds());
        this.line = new Line(Line.State.CONNECTING, clock.instant(), "");
    }

    @Override
    public void start(Inbound to, Runnable onChange) {
        inbound = to;
        changed = onChange;
        binds =
                link.separate()
                        ? List.of(bind(BindType.BIND_TX), bind(BindType.BIND_RX))
                        : List.of(bind(BindType.BIND_TRX));
        binds.forEach(Bind::start);
    }

    @Override
    public Line line() {
        return line;
    }

    @Override
    public List<Part> split(Outgoing message) {
        return Segments.of(message, link.coding());
    }

    @Override
    public void submit(Part part, Consumer<Outcome> done) {
        Wire wire = binds.isEmpty() ? null : binds.getFirst().wire();
        if (wire == null) {
            done.accept(new Outcome.Retry("not-connected", "not bound"));
            return;
        }
        Submission submission = Submission.of(part, settings, link, clock.instant());
        wire.submit(submission, System.nanoTime() + timing.response().toNanos(), done);
    }

    @Override
    public void close() {
        binds.forEach(Bind::close);
        set(Line.State.DOWN, "closed");
    }

    private Bind bind(BindType type) {
        Bind.Listener listener =
                new Bind.Listener() {
                    @Override
                    public void bound() {
                        LOG.info("channel {}: bound as {}", settings.name(), type);
                        upIfAllAreBound();
                    }

                    @Override
                    public void lost(String detail) {
                        LOG.warn("channel {}: {}", settings.name(), detail);
                        set(Line.State.DOWN, detail);
                    }
                };
        return new Bind(type, link, timing, this::wire, random, listener);
    }

    private Wire wire() {
        Dialer dialer = new Dialer(link.tls(), trust, (int) timing.connect().toMillis());
        Wire wire = new Wire(dialer, ids, timing, link.enquireLink());
        wire.setMessageReceiverListener(new Receiver(wire));
        return wire;
    }

    private synchronized void upIfAllAreBound() {
        if (binds.stream().allMatch(bind -> bind.wire() != null)) {
            set(Line.State.UP, "bound to " + link.host() + ":" + link.port());
        }
    }

    private synchronized void set(Line.State state, String detail) {
        Line before = line;
        Instant since = before.state() == state ? before.since() : clock.instant();
        line = new Line(state, since, detail);
        changed.run();
    }

    /** Passes on what the provider delivers, and its answer back when it is durable. */
    private final class Receiver implements MessageReceiverListener {
        private final Wire wire;
        private final Instant upSince = clock.instant();

        Receiver(Wire wire) {
            this.wire = wire;
        }

        @Override
        public void onAcceptDeliverSm(DeliverSm pdu) {
            int sequence = pdu.getSequenceNumber();
            Arrival arrival = deliveries.read(pdu, clock.instant(), upSince);
            if (arrival == null) {
                LOG.warn("channel {}: delivery report without an id ignored", settings.name());
                wire.answer(sequence, SMPPConstant.STAT_ESME_ROK);
                return;
            }
            inbound.take(arrival, taken -> wire.answer(sequence, status(taken)));
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            // Says that a handset is reachable again; submissions are repeated by time instead.
        }

        @Override
        public @Nullable DataSmResult onAcceptDataSm(DataSm pdu, Session source)
                throws ProcessRequestException {
            throw new ProcessRequestException(
                    "data_sm is not spoken here", SMPPConstant.STAT_ESME_RINVCMDID);
        }

        private static int status(Inbound.Taken taken) {
            return switch (taken) {
                case STORED -> SMPPConstant.STAT_ESME_ROK;
                case FULL -> SMPPConstant.STAT_ESME_RMSGQFUL;
                case BROKEN -> SMPPConstant.STAT_ESME_RX_T_APPN;
            };
        }
    }
}
