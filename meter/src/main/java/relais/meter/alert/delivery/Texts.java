package relais.meter.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.meter.alert.delivery.Notices.Due;

/**
 * SMS to people on call, so many to one telephone in an hour. What is beyond waits until there is
 * room again and goes as one message that says how many there were; nothing is dropped.
 */
final class Texts {
    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Sms sms;
    private final int mostPerHour;

    Texts(Sms sms, int mostPerHour) {
        this.sms = sms;
        this.mostPerHour = mostPerHour;
    }

    /** Queues what may leave now; answers how many notices were dealt with. */
    int send(Handle tx, Instant now, int most) {
        List<Due> due = Notices.dueSms(tx, now, most);
        Map<String, List<Due>> byTelephone = new LinkedHashMap<>();
        for (Due each : due) {
            byTelephone
                    .computeIfAbsent(each.notice().target(), target -> new ArrayList<>())
                    .add(each);
        }
        byTelephone.forEach((telephone, waiting) -> send(tx, telephone, waiting, now));
        return due.size();
    }

    private void send(Handle tx, String telephone, List<Due> waiting, Instant now) {
        Notices.Lately lately = Notices.textsSince(tx, telephone, now.minus(HOUR));
        int room = mostPerHour - lately.count();
        if (room <= 0) {
            Notices.postpone(tx, waiting, lately.first().plus(HOUR));
            return;
        }
        int single = waiting.size() <= room ? waiting.size() : room - 1;
        for (Due each : waiting.subList(0, single)) {
            ended(tx, each, sms.send(tx, telephone, each.notice().body()), now);
        }
        if (single < waiting.size()) {
            together(tx, telephone, waiting.subList(single, waiting.size()), now);
        }
    }

    /** The first of them in its own words, the others by their number. */
    private void together(Handle tx, String telephone, List<Due> rest, Instant now) {
        Due first = rest.getFirst();
        Notice notice = first.notice();
        Carried carried = sms.send(tx, telephone, notice.body() + more(notice, rest.size() - 1));
        ended(tx, first, carried, now);
        if (carried instanceof Carried.Done) {
            Notices.summed(tx, rest.subList(1, rest.size()), notice.id(), now);
        } else {
            Notices.postpone(tx, rest.subList(1, rest.size()), now.plus(Notices.pause(1)));
        }
    }

    private static String more(Notice notice, int count) {
        boolean english = notice.language().equals("en");
        if (count == 1) {
            return english ? " – and 1 more alert" : " – et 1 autre alerte";
        }
        return english ? " – and " + count + " more alerts" : " – et " + count + " autres alertes";
    }

    private static void ended(Handle tx, Due due, Carried carried, Instant now) {
        if (Notices.ended(tx, due, carried, now)) {
            LOG.warn("notice {} by sms was given up", due.notice().id());
        }
    }
}
