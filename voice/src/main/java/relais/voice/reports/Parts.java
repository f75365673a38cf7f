package relais.voice.reports;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Report;
import relais.voice.message.Status;

/** The table of parts, and receipts that came before their part was known. */
final class Parts {
    private Parts() {}

    /**
     * Stores outcomes; answers the messages of those of which something was known already. A part
     * once delivered or failed is not set back by a late answer to its submission.
     */
    static Set<Long> store(Handle tx, List<PartOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Set.of();
        }
        return tx.createQuery(
                        """
                        with stored as (
                        insert into voice_part
                            (message_id, part, parts, channel, provider_id, status, code, at)
                        select distinct on (message_id, part) *
                        from unnest(:messages::bigint[], :part::int[], :parts::int[],
                            :channels::text[], :providers::text[], :status::int[], :codes::text[],
                            :at::timestamptz[])
                            as u(message_id, part, parts, channel, provider_id, status, code, at)
                        on conflict (message_id, part) do update
                        set provider_id = coalesce(excluded.provider_id, voice_part.provider_id),
                            status = excluded.status, code = excluded.code, at = excluded.at
                        where voice_part.status not in (2, 3)
                        returning message_id, part, xmax = 0 as fresh)
                        select u.message_id
                        from unnest(:messages::bigint[], :part::int[]) as u(message_id, part)
                        left join stored s using (message_id, part)
                        where s.fresh is not true
                        """)
                .bind("messages", column(outcomes, PartOutcome::messageId, Long[]::new))
                .bind("part", column(outcomes, PartOutcome::part, Integer[]::new))
                .bind("parts", column(outcomes, PartOutcome::parts, Integer[]::new))
                .bind("channels", column(outcomes, PartOutcome::channel, String[]::new))
                .bind("providers", column(outcomes, PartOutcome::providerId, String[]::new))
                .bind("status", column(outcomes, o -> o.status().ordinal(), Integer[]::new))
                .bind("codes", column(outcomes, PartOutcome::code, String[]::new))
                .bind("at", column(outcomes, o -> Timestamp.from(o.at()), Timestamp[]::new))
                .mapTo(Long.class)
                .collect(Collectors.toSet());
    }

    /**
     * Applies receipts to parts that wait for one, keeps those of unknown parts for later; answers
     * the messages touched. Providers use ids again after a while: a receipt is not for a part of
     * long ago, nor for one whose fate is known.
     */
    static List<Long> applyReceipts(Handle tx, Collection<Report.Receipt> receipts) {
        if (receipts.isEmpty()) {
            return List.of();
        }
        return tx.createQuery(
                        """
                        with receipt as (
                            select * from unnest(:channels::text[], :providers::text[],
                                :states::text[], :status::int[], :codes::text[],
                                :at::timestamptz[])
                                as u(channel, provider_id, state, status, code, at)
                        ), applied as (
                            update voice_part p
                            set status = r.status, code = r.code, sent_at = p.at, at = r.at
                            from receipt r
                            where p.provider_id = r.provider_id and p.channel = r.channel
                                and p.status = 1 and p.at > r.at - interval '14 days'
                            returning p.message_id, p.provider_id, p.channel
                        ), kept as (
                            insert into voice_early_receipt (channel, provider_id, state, code, at)
                            select channel, provider_id, state, code, at from receipt r
                            where not exists (select 1 from applied a
                                where a.provider_id = r.provider_id and a.channel = r.channel)
                            and not exists (select 1 from voice_part p
                                where p.provider_id = r.provider_id and p.channel = r.channel
                                    and p.at > r.at - interval '1 day')
                            on conflict (channel, provider_id) do update
                            set state = excluded.state, code = excluded.code, at = excluded.at
                        )
                        select distinct message_id from applied
                        """)
                .bind("channels", column(receipts, Report.Receipt::channel, String[]::new))
                .bind("providers", column(receipts, Report.Receipt::providerId, String[]::new))
                .bind("states", column(receipts, r -> r.state().name(), String[]::new))
                .bind("status", column(receipts, Parts::stored, Integer[]::new))
                .bind("codes", column(receipts, Report.Receipt::code, String[]::new))
                .bind("at", column(receipts, r -> Timestamp.from(r.at()), Timestamp[]::new))
                .mapTo(Long.class)
                .list();
    }

    /**
     * Applies receipts that had come before these parts were known: minutes before at most. Older
     * ones were for a part of the same id that we never knew of, and are forgotten.
     */
    static List<Long> applyEarly(Handle tx, List<PartOutcome> outcomes) {
        List<PartOutcome> sent = outcomes.stream().filter(o -> o.status() == Status.SENT).toList();
        if (sent.isEmpty()) {
            return List.of();
        }
        return tx.createQuery(
                        """
                        with early as (
                            delete from voice_early_receipt e
                            using unnest(:channels::text[], :providers::text[])
                                as u(channel, provider_id)
                            where e.channel = u.channel and e.provider_id = u.provider_id
                            returning e.*
                        )
                        update voice_part p
                        set status = case e.state when 'DELIVERED' then 2 else 3 end,
                            code = e.code, sent_at = p.at, at = greatest(p.at, e.at)
                        from early e
                        where p.provider_id = e.provider_id and p.channel = e.channel
                            and p.status = 1 and e.at > p.at - interval '10 minutes'
                        returning p.message_id
                        """)
                .bind("channels", column(sent, PartOutcome::channel, String[]::new))
                .bind("providers", column(sent, PartOutcome::providerId, String[]::new))
                .mapTo(Long.class)
                .list();
    }

    private static Integer stored(Report.Receipt receipt) {
        Status status = PartOutcome.statusOf(receipt.state());
        if (status == null) {
            throw new IllegalArgumentException("not final: " + receipt.state());
        }
        return status.ordinal();
    }

    private static <R, C> C[] column(
            Collection<R> rows, Function<R, ? extends @Nullable C> of, IntFunction<C[]> array) {
        return rows.stream().map(of).toArray(array);
    }
}
