package relais.gateway.kannel;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.secrets.Sealed;
import relais.platform.secrets.Secrets;

/** The tables of messages that programs handed to our sendsms. */
final class SendsmsStore {
    private static final String CONTEXT = "gateway_sendsms";

    private final Secrets secrets;

    SendsmsStore(Secrets secrets) {
        this.secrets = secrets;
    }

    /** A message to one number. */
    record Stored(long id, String receiver) {}

    /** One row for each receiver, in their order. */
    List<Stored> add(Handle tx, String login, String channel, SendsmsRequest request, Instant now) {
        byte[] url =
                request.report().wanted()
                        ? secrets.seal(request.report().url(), CONTEXT).bytes()
                        : null;
        return tx.createQuery(
                        """
                        insert into gateway_sendsms (login, account, channel, sender, receiver,
                            report_mask, report_url, created_at)
                        select :login, :account, :channel, :sender, receiver, :mask, :url, :now
                        from unnest(:receivers) as u(receiver)
                        returning id, receiver
                        """)
                .bind("login", login)
                .bind("account", request.account())
                .bind("channel", channel)
                .bind("sender", request.from())
                .bind("mask", url == null ? 0 : request.report().mask())
                .bindBySqlType("url", url, java.sql.Types.BINARY)
                .bind("now", Timestamp.from(now))
                .bind("receivers", request.to().toArray(String[]::new))
                .map((row, _) -> new Stored(row.getLong("id"), row.getString("receiver")))
                .list();
    }

    /** What a repeated Idempotency-Key means. */
    enum Key {
        NEW,
        REPEATED,
        USED_OTHERWISE
    }

    Key use(Handle tx, String login, String key, byte[] fingerprint, Instant now) {
        int added =
                tx.createUpdate(
                                """
                                insert into gateway_sendsms_request
                                    (login, key, fingerprint, created_at)
                                values (:login, :key, :fingerprint, :now)
                                on conflict do nothing
                                """)
                        .bind("login", login)
                        .bind("key", key)
                        .bind("fingerprint", fingerprint)
                        .bind("now", Timestamp.from(now))
                        .execute();
        if (added == 1) {
            return Key.NEW;
        }
        Optional<byte[]> before =
                tx.createQuery(
                                """
                                select fingerprint from gateway_sendsms_request
                                where login = :login and key = :key
                                """)
                        .bind("login", login)
                        .bind("key", key)
                        .mapTo(byte[].class)
                        .findOne();
        boolean same = before.isPresent() && Arrays.equals(before.get(), fingerprint);
        return same ? Key.REPEATED : Key.USED_OTHERWISE;
    }

    /** How many of a channel's messages have no outcome yet, counted to at most {@code most}. */
    static long waiting(Handle handle, String channel, int most) {
        return handle.createQuery(
                        """
                        select count(*) from (select 1 from gateway_sendsms
                            where channel = :channel and not settled limit :most) as open
                        """)
                .bind("channel", channel)
                .bind("most", most)
                .mapTo(Long.class)
                .one();
    }

    String reportUrl(byte[] sealed) {
        return secrets.openText(new Sealed(sealed), CONTEXT);
    }

    /** Removes what was handed over before {@code before}, settled or not. */
    static void forget(Handle tx, Instant before) {
        for (String statement :
                List.of(
                        "delete from gateway_sendsms where created_at < :before",
                        "delete from gateway_sendsms_request where created_at < :before",
                        "delete from gateway_early_receipt where at < :before",
                        "delete from gateway_callback where created_at < :before",
                        "delete from gateway_arrival where at < :before")) {
            tx.createUpdate(statement).bind("before", Timestamp.from(before)).execute();
        }
    }
}
