package relais.gateway.kannel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Report;

/** The SQL of {@link SendsmsReports}: set-based, one statement for each step of a batch. */
final class ReportStore {
    private final SendsmsStore messages;
    private final Callbacks callbacks;

    ReportStore(SendsmsStore messages, Callbacks callbacks) {
        this.messages = messages;
        this.callbacks = callbacks;
    }

    /** A part of one of our messages. */
    record Key(long message, int part) {}

    /** What a report says of a part; {@code detail} is for %A. */
    record Part(
            Key key,
            int parts,
            String channel,
            @Nullable String providerId,
            PartState state,
            String detail) {}

    /** Stores outcomes of submissions; of messages already forgotten, nothing. */
    void store(Handle tx, List<Part> parts) {
        tx.createUpdate(
                        """
                        insert into gateway_sendsms_part
                            (message_id, part, parts, channel, provider_id, state)
                        select distinct on (u.message, u.part)
                            u.message, u.part, u.parts, u.channel, u.provider, u.state
                        from unnest(:messages::bigint[], :part::int[], :parts::int[],
                            :channels::text[], :providers::text[], :states::int[])
                            as u(message, part, parts, channel, provider, state)
                        join gateway_sendsms m on m.id = u.message
                        on conflict (message_id, part) do nothing
                        """)
                .bind("messages", column(parts, p -> p.key().message(), Long[]::new))
                .bind("part", column(parts, p -> p.key().part(), Integer[]::new))
                .bind("parts", column(parts, Part::parts, Integer[]::new))
                .bind("channels", column(parts, Part::channel, String[]::new))
                .bind("providers", column(parts, Part::providerId, String[]::new))
                .bind("states", column(parts, p -> p.state().ordinal(), Integer[]::new))
                .execute();
    }

    /** Which of these receipts are about our parts. */
    Map<Report.Receipt, Key> find(Handle tx, List<Report.Receipt> receipts) {
        Map<String, Key> keys = new HashMap<>();
        tx.createQuery(
                        """
                        select p.channel, p.provider_id, p.message_id, p.part
                        from unnest(:channels::text[], :providers::text[]) as u(channel, provider)
                        join gateway_sendsms_part p
                            on p.channel = u.channel and p.provider_id = u.provider
                        """)
                .bind("channels", column(receipts, Report.Receipt::channel, String[]::new))
                .bind("providers", column(receipts, Report.Receipt::providerId, String[]::new))
                .map(
                        (row, _) ->
                                keys.put(
                                        row.getString(1) + ":" + row.getString(2),
                                        new Key(row.getLong(3), row.getInt(4))))
                .list();
        Map<Report.Receipt, Key> ours = new LinkedHashMap<>();
        for (Report.Receipt receipt : receipts) {
            Key key = keys.get(receipt.key());
            if (key != null) {
                ours.put(receipt, key);
            }
        }
        return ours;
    }

    /** Keeps receipts of channels on which one of our messages still waits for its outcome. */
    void keepEarly(Handle tx, List<Report.Receipt> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        tx.createUpdate(
                        """
                        insert into gateway_early_receipt (channel, provider_id, state, code, at)
                        select distinct on (channel, provider, state)
                            channel, provider, state, code, at
                        from unnest(:channels::text[], :providers::text[], :states::text[],
                            :codes::text[], :at::timestamptz[])
                            as u(channel, provider, state, code, at)
                        where exists (select 1 from gateway_sendsms s
                            where s.channel = u.channel and not s.settled)
                        on conflict do nothing
                        """)
                .bind("channels", column(receipts, Report.Receipt::channel, String[]::new))
                .bind("providers", column(receipts, Report.Receipt::providerId, String[]::new))
                .bind("states", column(receipts, r -> r.state().name(), String[]::new))
                .bind("codes", column(receipts, Report.Receipt::code, String[]::new))
                .bind("at", column(receipts, r -> r.at().toString(), String[]::new))
                .execute();
    }

    /** Receipts that came before these parts were known. */
    List<Report.Receipt> takeEarly(Handle tx, List<Part> parts) {
        return tx.createQuery(
                        """
                        delete from gateway_early_receipt e
                        using unnest(:channels::text[], :providers::text[]) as u(channel, provider)
                        where e.channel = u.channel and e.provider_id = u.provider
                        returning e.channel, e.provider_id, e.state, e.code, e.at
                        """)
                .bind("channels", column(parts, Part::channel, String[]::new))
                .bind("providers", column(parts, Part::providerId, String[]::new))
                .map(
                        (row, _) ->
                                new Report.Receipt(
                                        row.getString("channel"),
                                        row.getString("provider_id"),
                                        Report.State.valueOf(row.getString("state")),
                                        row.getString("code"),
                                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Moves parts on; a final state stays. */
    List<Part> apply(Handle tx, Map<Report.Receipt, Key> receipts) {
        List<Part> moved = new ArrayList<>();
        receipts.forEach(
                (receipt, key) -> {
                    PartState state = PartState.of(receipt.state());
                    tx.createUpdate(
                                    """
                                    update gateway_sendsms_part set state = :state
                                    where message_id = :message and part = :part
                                        and state in (0, 1) and state < :state
                                    """)
                            .bind("state", state.ordinal())
                            .bind("message", key.message())
                            .bind("part", key.part())
                            .execute();
                    moved.add(
                            new Part(
                                    key,
                                    0,
                                    receipt.channel(),
                                    receipt.providerId(),
                                    state,
                                    receipt.code()));
                });
        return moved;
    }

    /** Puts the calls that these parts' messages have newly earned on the table. */
    void callBack(Handle tx, List<Part> changed, Instant now) {
        Map<Long, Part> last = new LinkedHashMap<>();
        changed.forEach(part -> last.put(part.key().message(), part));
        if (last.isEmpty()) {
            return;
        }
        Map<Long, List<PartState>> states = new HashMap<>();
        Map<Long, Integer> parts = new HashMap<>();
        List<Message> open = open(tx, last.keySet());
        tx.createQuery(
                        """
                        select message_id, parts, state from gateway_sendsms_part
                        where message_id = any(:ids)
                        """)
                .bind("ids", last.keySet().toArray(Long[]::new))
                .map(
                        (row, _) -> {
                            long id = row.getLong(1);
                            parts.put(id, row.getInt(2));
                            PartState state = PartState.values()[row.getInt(3)];
                            return states.computeIfAbsent(id, _ -> new ArrayList<>()).add(state);
                        })
                .list();
        for (Message message : open) {
            List<PartState> known = states.getOrDefault(message.id(), List.of());
            Part part = last.get(message.id());
            if (part != null && !known.isEmpty()) {
                report(tx, message, part, known, parts.getOrDefault(message.id(), 1), now);
            }
        }
    }

    private record Message(
            long id,
            String login,
            String account,
            String sender,
            String receiver,
            int mask,
            byte @Nullable [] url,
            int reported) {}

    /** Locked, so that two workers do not report the same. */
    private static List<Message> open(Handle tx, Collection<Long> ids) {
        return tx.createQuery(
                        """
                        select id, login, account, sender, receiver, report_mask, report_url,
                            reported_mask
                        from gateway_sendsms where id = any(:ids) and not settled
                        order by id for update
                        """)
                .bind("ids", ids.toArray(Long[]::new))
                .map(
                        (row, _) ->
                                new Message(
                                        row.getLong("id"),
                                        row.getString("login"),
                                        row.getString("account"),
                                        row.getString("sender"),
                                        row.getString("receiver"),
                                        row.getInt("report_mask"),
                                        row.getBytes("report_url"),
                                        row.getInt("reported_mask")))
                .list();
    }

    private void report(
            Handle tx, Message message, Part part, List<PartState> known, int parts, Instant now) {
        int reported = message.reported();
        byte[] url = message.url();
        for (int bit : ReportBits.earned(known, parts)) {
            if (url != null && (message.mask() & bit) != 0 && (reported & bit) == 0) {
                reported |= bit;
                String template = messages.reportUrl(url);
                callbacks.add(
                        tx,
                        message.id(),
                        Escapes.expand(template, values(message, part, bit, now)),
                        now);
            }
        }
        boolean settled =
                known.size() >= parts
                        && (url == null || known.stream().allMatch(PartState::isFinal));
        tx.createUpdate(
                        """
                        update gateway_sendsms set reported_mask = :reported, settled = :settled
                        where id = :id
                        """)
                .bind("reported", reported)
                .bind("settled", settled)
                .bind("id", message.id())
                .execute();
    }

    private static Escapes.Values values(Message message, Part part, int bit, Instant now) {
        String foreignId = part.providerId() == null ? "" : part.providerId();
        return new Escapes.Values(
                bit,
                ReportBits.reply(bit, part.detail()),
                foreignId,
                Long.toString(message.id()),
                message.receiver(),
                message.sender(),
                part.channel(),
                message.login(),
                message.account(),
                now);
    }

    private static <R, C> C[] column(
            Collection<R> rows, Function<R, ? extends @Nullable C> of, IntFunction<C[]> array) {
        return rows.stream().map(of).toArray(array);
    }
}
